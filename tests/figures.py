"""Figures of the long runs, kept in docs/jaminan.json, and the table of docs/jaminan.md.

A run of the tests changes no document: what it counts waits in .jaminan.json for `make docs`.
"""

import json
import re
from pathlib import Path
from typing import Any

from filelock import FileLock

PROJECT_ROOT = Path(__file__).parents[1]  # not of conftest: pytest is to import that first
FILE = PROJECT_ROOT / "docs" / "jaminan.json"
LAST_RUN = PROJECT_ROOT / ".jaminan.json"
FAULTS = PROJECT_ROOT / "docs" / "faults.md"
GROUPS = {"compute": "rumus", "cells": "pembaca sel", "checks": "pemeriksaan data"}


def read_figures(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text("utf-8")) if file.exists() else {}


def _merge(into: Path, figures: dict[str, dict[str, Any]]) -> None:
    known = read_figures(into)
    for part, named in figures.items():
        known.setdefault(part, {}).update(named)
    ordered = {k: dict(sorted(v.items())) for k, v in sorted(known.items())}
    into.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", "utf-8")


def note(part: str, name: str, figure: Any) -> None:
    """Keep a figure of the run that just ended."""
    with FileLock(LAST_RUN.with_suffix(".lock")):
        _merge(LAST_RUN, {part: {name: figure}})


def take_over_last_run() -> None:
    """Move the figures that runs of the tests have noted into docs/jaminan.json."""
    _merge(FILE, read_figures(LAST_RUN))
    LAST_RUN.unlink(missing_ok=True)


def _point(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def write_figures() -> str:
    """The table: a row per measure, with the numbers of its last run."""
    from tests.lawlist import list_laws
    from tests.test_injection import HOSTILE

    known, faults = read_figures(FILE), FAULTS.read_text("utf-8")
    (counts,) = re.findall(r"^\| all \|.*?\| ([\d,| ]+) \|$", faults, re.MULTILINE)
    cases, caught, harmless, silent = (int(n.replace(",", "")) for n in counts.split(" | "))
    result = f"{_point(caught)} disebut, {_point(harmless)} tak berakibat, {silent} diam"
    rows = [("Kesalahan acak pada sel", _point(cases), result)]
    for kind, (read, refused) in known.get("berkas acak", {}).items():
        result = f"{_point(refused)} ditolak, {_point(read)} dibaca; tanpa galat program"
        rows.append((f"Rusak acak: {kind}", _point(read + refused), result))
    for name, (mutants, tried, survive, *_) in known.get("mutan", {}).items():
        share = f"{(tried - survive) / tried * 100:.1f}".replace(".", ",")
        what = f"Mutan pada kode {GROUPS[name]}"
        count = f"{_point(tried)} dari {_point(mutants)}"
        rows.append((what, count, f"{share} persen ketahuan ujian"))
    for name, steps in known.get("dihentikan", {}).items():
        what = f"`lkip {name}` dihentikan paksa"
        rows.append((what, f"{steps} langkah tulis", "yang ada utuh; perintah sama memperbaikinya"))
    for name, writes in known.get("ruang penuh", {}).items():
        what = f"Ruang simpan penuh pada `lkip {name}`"
        rows.append((what, f"{writes} penulisan", "yang ada utuh; kode keluar 75"))
    if tried := known.get("tak boleh ditulis", {}):
        result = "tidak ada yang berubah; satu kalimat"
        rows.append(("Folder yang tidak boleh ditulis", f"{len(tried)} perintah", result))
    if tried := known.get("nilai sel", {}):
        sheets = {name.rsplit(" ", 1)[0] for name in tried}
        count = f"{_point(sum(tried.values()))} sel pada {len(sheets)} lembar"
        rows.append(("Nilai yang tidak dapat dibaca", count, "temuan; tanpa galat program"))
    if tried := known.get("di luar batas", {}):
        rows.append(("Berkas di luar batas", f"{len(tried)} macam", "ditolak dengan tempatnya"))
    for name, files in known.get("tanpa jaringan", {}).items():
        rows.append((f"`lkip {name}` tanpa jaringan", f"{files} berkas", "tersusun"))
    for what, (secrets, files) in known.get("data orang", {}).items():
        count = f"{secrets} macam, {_point(files)} berkas dicari"
        rows.append((f"Data orang yang ditanam pada {what}", count, "tidak ditemukan"))
    held = [name for name, tests in list_laws().items() if tests]
    rows.append(("Fungsi rumus yang berhukum", str(len(held)), "sama dengan hitungan kedua"))
    turns = known.get("teks jahat", {})
    count = f"{len(HOSTILE)} macam, {len(turns)} putaran × {max(turns.values(), default=0)} teks"
    rows.append(("Teks jahat pada setiap sel teks", count, "harfiah di semua bentuk"))
    head = ["| Yang dicoba | Banyaknya | Hasil |", "|---|--:|---|"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])
