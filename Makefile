# make report   builds a year's report      (TAHUN=2021 UNIT=paal-merah)
# make test     runs every test that is short and needs no other program (LKIP_LENGKAP=1: all)
# make fuzz     runs the random laws with fresh randomness (MENIT=10)
# make docs     writes what is counted in the documents, and what the last tests have counted
# make dist     builds the wheel and a zip to install it from without a network, in dist/
#               (SISTEM=windows VERSI=3.12: for another system and Python than this one)
# make lab      opens JupyterLab on its first page
# make peramban adds what drives a browser, for LKIP_LENGKAP=1 make test
# They make .venv first, from the pinned and hashed lock, when it is missing or the lock is newer.

TAHUN ?= 2021
UNIT ?= paal-merah
MENIT ?= 10
SISTEM ?=
VERSI ?=
PYTHON ?= python3
BIN := .venv/bin
SIAP := .venv/.siap
# Recipes read these from the environment, as "$$UNIT": make would paste them into the command.
# `value` keeps make itself from reading them as anything but text.
override TAHUN := $(value TAHUN)
override UNIT := $(value UNIT)
override MENIT := $(value MENIT)
override SISTEM := $(value SISTEM)
override VERSI := $(value VERSI)
export TAHUN UNIT MENIT SISTEM VERSI

.PHONY: report check test fuzz lint lab lock dist bench docs contoh peramban clean

report: $(SIAP)
	$(BIN)/lkip render "$$TAHUN" --unit "$$UNIT"

check: $(SIAP)
	$(BIN)/lkip check "$$TAHUN" --unit "$$UNIT"

test: $(SIAP)
	$(BIN)/python -m pytest -n 2 --dist worksteal

fuzz: $(SIAP)
	LKIP_FUZZ_MENIT="$$MENIT" $(BIN)/python -m pytest -n 2 --dist worksteal -m "law or fuzz" \
		-o norecursedirs="__pycache__ .hypothesis" tests

docs: $(SIAP)
	$(BIN)/python -m tests.docs

lint: $(SIAP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

dist: $(SIAP)
	$(BIN)/python -m tests.distribution "$$SISTEM" "$$VERSI"

lab: $(SIAP)
	$(BIN)/lkip lab

bench: $(SIAP)
	$(BIN)/python -m tests.bench

contoh: $(SIAP)
	$(BIN)/lkip render 2024 --unit contoh-jaya --final
	$(BIN)/python -m tests.sample_pages outputs/contoh-jaya/2024/laporan.pdf outputs/contoh

peramban: $(SIAP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable '.[peramban]'

lock: $(SIAP)
	$(BIN)/uv pip compile pyproject.toml --extra uji --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --quiet --output-file requirements.lock

clean:
	rm -rf .venv data/processed/*/ .mypy_cache .ruff_cache

$(SIAP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Perlu Python 3.11 atau lebih baru.")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q lkip_helpers
	touch $(SIAP)
