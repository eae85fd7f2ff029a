"""Spoilt files and command lines: a sample of what `make fuzz` tries, and what it has found."""

from pathlib import Path

import pytest

from lkip_helpers.errors import LkipError
from lkip_helpers.importers.mapping import read_mapping
from lkip_helpers.intake.finding import UnreadableFile
from lkip_helpers.intake.provenance import read_sources
from lkip_helpers.render.fingerprint import read_build
from lkip_helpers.report.record import read_tabel
from lkip_helpers.workspace import BUILD, TABEL
from tests.mangled import ORDER, attempt

DEEP = 50_000  # more than any reader can follow


def test_a_spoilt_file_or_command_is_read_or_refused() -> None:
    """A sample of each kind: no other exception, no traceback, none that hangs."""
    assert {attempt(seed)[0] for seed in range(0, len(ORDER), 4)} == {*ORDER}


@pytest.mark.parametrize("seed", [200786])
def test_what_the_long_run_has_found_is_mended(seed: int) -> None:
    """A table of tabel.json whose row lacks a column."""
    attempt(seed)


def test_brackets_without_an_end_are_no_fault_of_ours(tmp_path: Path) -> None:
    """Found by fuzzing: readers of JSON and TOML fail on deep nesting in a way of its own."""
    for name in (TABEL, BUILD):
        (tmp_path / name).write_text("[" * DEEP)
    for name in ("SUMBER.toml", "padanan.toml"):
        (tmp_path / name).write_text("x = " + "[" * DEEP)
    with pytest.raises(LkipError, match="rusak"):
        read_tabel(tmp_path / TABEL)
    assert read_build(tmp_path) == {}
    with pytest.raises(UnreadableFile, match="tidak dapat dibaca"):
        read_sources(tmp_path)
    assert read_mapping(tmp_path).findings
