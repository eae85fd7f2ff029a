"""Statements of a published text, held against the computed tables."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import pandas as pd

from lkip_helpers.compute.rounding import compare_printed
from lkip_helpers.errors import LkipError
from lkip_helpers.intake.finding import Finding
from lkip_helpers.reconcile.interval import Printed, read_print
from lkip_helpers.reconcile.match import find_tabel, read_text, report_unknown
from lkip_helpers.report.format import format_ordinal, format_percent, format_short, format_words
from lkip_helpers.report.named_rows import Row, UnknownName
from lkip_helpers.report.record import Record

Decision = Literal["sesuai", "tidak sesuai", "tidak dapat diperiksa"]
Answer = tuple[Decision, str]
FULL, MAJORITY = 100.0, 50.0  # percent
WORDED_NUMBERS = range(1, 12)  # numbers that are written as words
MOVES = {1: "naik", 0: "tetap", -1: "turun"}
PLAN = {1: "melampaui", 0: "sesuai dengan", -1: "di bawah"}
SHARES = ("capaian", "persentase", "serapan")  # columns that say themselves how much was reached


class Unverifiable(LkipError):
    """The statement cannot be held against its table; says what is missing."""


@dataclass(frozen=True)
class Claim:
    """One statement: line is its row on the sheet; named: the row of the table it is about."""

    line: int
    tabel: Record
    place: str
    kind: str
    wording: str
    named: Row | None
    column: str
    printed: Printed | None

    @property
    def told(self) -> Printed | None:
        """The number it gives; None where it gives none."""
        return self.printed if self.printed and self.printed.value is not None else None

    @property
    def name(self) -> str:
        """Name of the row that it is about. Raises Unverifiable."""
        if self.named is None:
            raise Unverifiable("baris belum diisi")
        return self.tabel.name_row(self.named)

    @property
    def row(self) -> Row:
        """The row that it is about, or the only one. Raises Unverifiable."""
        if self.named is None and len(self.tabel.rows) != 1:
            raise Unverifiable("baris belum diisi")
        return self.named or 0

    def read(self, column: str) -> float:
        """The number of its row in a column. Raises Unverifiable."""
        value = self.tabel.value(self.row, column) if column in self.tabel.by_key else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Unverifiable(f"kolom {column or '(kosong)'} tidak berisi angka pada baris itu")
        return float(value)

    def read_column(self) -> dict[str, float]:
        """The column's numbers by name of row, its own among them. Raises Unverifiable."""
        if not self.column:
            raise Unverifiable("kolom belum diisi")
        numbers = {
            self.tabel.name_row(i): float(row[self.column])
            for i, row in enumerate(self.tabel.rows)
            if isinstance(row.get(self.column), int | float)
        }
        if not numbers:
            raise Unverifiable(f"kolom {self.column} tidak berisi angka")
        if self.named is not None and self.name not in numbers:
            raise Unverifiable(f"baris {self.name} tidak berangka pada kolom {self.column}")
        return numbers


def check_statements(
    statement: pd.DataFrame, tables: Mapping[str, Record]
) -> tuple[list[tuple[Claim, Decision, str]], list[Finding]]:
    """Every statement with its verdict in words; unknown names are findings with their cell."""
    verdicts: list[tuple[Claim, Decision, str]] = []
    findings: list[Finding] = []
    for line, row in statement.iterrows():
        try:
            claim = _read_claim(int(str(line)), row, tables)
            verdicts.append((claim, *_CHECKS[claim.kind](claim)))
        except UnknownName as error:
            findings.append(report_unknown(statement, line, error))
        except Unverifiable as error:
            verdicts.append((claim, "tidak dapat diperiksa", str(error)))
    return verdicts, findings


def _read_claim(line: int, row: "pd.Series[Any]", tables: Mapping[str, Record]) -> Claim:
    tabel = find_tabel(tables, row["label"])
    column = tabel.find_column(row["kolom"]) if read_text(row, "kolom") else ""
    named = tabel.find_row(row["baris"]) if read_text(row, "baris") else None
    printed = read_print(row["nilai"]) if read_text(row, "nilai") else None
    place = read_text(row, "tempat")
    return Claim(line, tabel, place, row["jenis"], row["bunyi"], named, column, printed)


def _decide(right: bool, told: str) -> Answer:
    return ("sesuai" if right else "tidak sesuai"), told


def _check_majority(k: Claim) -> Answer:
    numbers = k.read_column()
    total = math.fsum(numbers.values())
    if not total:
        raise Unverifiable(f"jumlah kolom {k.column} nol")
    shares = {n: v / total * FULL for n, v in numbers.items()}
    own, most = f"{k.name} {format_short(shares[k.name])} %", max(shares, key=lambda n: shares[n])
    if shares[k.name] > MAJORITY:
        return "sesuai", own
    if most == k.name:
        return "tidak sesuai", f"{own}; terbanyak, tetapi bukan lebih dari separuh"
    return "tidak sesuai", f"{own}; terbanyak {most} {format_short(shares[most])} %"


def _check_extreme(k: Claim, *, lowest: bool) -> Answer:
    stated, numbers = k.name, k.read_column()
    limit = (min if lowest else max)(numbers.values())
    names = [n for n, v in numbers.items() if v == limit]
    word = "terendah" if lowest else "tertinggi"
    told = f"{word} {' dan '.join(names)} ({format_short(limit)})"
    if stated not in names:
        return "tidak sesuai", f"{told}; {stated} {format_short(numbers[stated])}"
    if k.told and not k.told.fits(limit):
        return "tidak sesuai", f"{told}, bukan {k.told.text}"
    return "sesuai", told


def _check_mean(k: Claim, *, lower: bool) -> Answer:
    numbers = k.read_column()
    mean = math.fsum(numbers.values()) / len(numbers)
    there = [n for n, v in numbers.items() if (v < mean if lower else v > mean)]
    direction = "di bawah" if lower else "di atas"
    told = f"{len(there)} {direction} rata-rata {format_short(mean)}: {', '.join(there)}"
    if k.named is None:
        return _decide(k.told is None or k.told.value == len(there), told)
    if k.name in there:
        return "sesuai", told
    own = f"{k.name} {format_short(numbers[k.name])} tidak {direction} rata-rata"
    return "tidak sesuai", f"{own}; {told}"


def _check_count(k: Claim) -> Answer:
    """The number of rows, and, where figure and word stand together, that they agree."""
    if k.told is None:
        raise Unverifiable("nilai tercetak belum diisi")
    count, text = len(k.tabel.rows), k.told.text.casefold()
    word = next((n for n in WORDED_NUMBERS if f"({format_words(n)})" in text), None)
    if word not in (None, k.told.value):
        return "tidak sesuai", f"angka dan kata berbeda: {k.told.text}; banyaknya {count}"
    return _decide(k.told.value == count, f"banyaknya {count}")


def _check_tahun(k: Claim) -> Answer:
    """Which year of a plan it is: the columns of the table that are years."""
    tahun = sorted(int(n) for n in k.tabel.by_key if n.isdigit())
    if not tahun or k.printed is None or not k.column.isdigit():
        raise Unverifiable("kolom tahun belum diisi")
    nth, text = int(k.column) - tahun[0] + 1, k.printed.text.casefold()
    stated = k.printed.value or next((n for n in WORDED_NUMBERS if format_ordinal(n) in text), None)
    told = f"tahun {k.column} adalah tahun ke-{nth} dari {tahun[0]}–{tahun[-1]}"
    return _decide(stated == nth, told)


def _check_movement(k: Claim, *, direction: int) -> Answer:
    """Whether a figure rose, fell or stayed, as printed; by how much, where the text says so."""
    before = str(int(k.column) - 1) if k.column.isdigit() else f"{k.column}_lalu"
    if before not in k.tabel.by_key:
        lacking = f"tabel {k.tabel.label} tidak memuat tahun sebelumnya bagi"
        raise Unverifiable(f"{lacking} {k.column or '-'}")
    now, then = k.read(k.column), k.read(before)
    found = compare_printed(now, then)
    fault = _check_amount(k.told, now, then) if k.told and found == direction else ""
    told = f"{MOVES[found]} dari {format_short(then)} menjadi {format_short(now)}"
    return _decide(found == direction and not fault, told + fault)


def _check_amount(told: Printed, now: float, before: float) -> str:
    """What is wrong with the amount of a change; "" where it is right."""
    text = told.text.casefold()
    points = abs(now - before)
    percent = points / abs(before) * FULL if before else 0.0
    relative = ("%" in text or "persen" in text) and "poin" not in text
    right, other = (percent, points) if relative else (points, percent)
    if told.fits(right):
        return ""
    amounts = f"selisihnya {format_short(points)}, perubahannya {format_percent(percent)}"
    if told.fits(other):
        unit = "selisih (poin), bukan persen" if relative else "persen, bukan selisih (poin)"
        return f"; {told.text} adalah {unit}: {amounts}"
    return f"; bukan {told.text}: {amounts}"


def _check_plan(k: Claim, *, direction: int) -> Answer:
    """Whether a figure is above, at or below what the plan asked for, as printed.

    The column named is the share reached, or a realisasi with its target in the same row; the
    target at the end of the plan where the sentence speaks of that. A number that the sentence
    gives is that share, that realisasi or that target.
    """
    value, name = k.read(k.column), "" if k.column.startswith(SHARES) else _name_plan(k)
    plan = k.read(name) if name else FULL
    # Where less is better, a figure below its target is above its plan.
    less = str(k.tabel.value(k.row, "polaritas") or "").casefold().startswith("minimal")
    found = compare_printed(value, plan) * (-1 if name and less else 1)
    told = f"{format_short(value)} {PLAN[found]} rencana {format_short(plan)}"
    if k.told and not (k.told.fits(value) or (name and k.told.fits(plan))):
        itself = PLAN[compare_printed(float(k.told.value or 0), plan)]
        alone = "" if name else f", dan {k.told.text} sendiri {itself} rencana"
        what = "rencananya bukan" if name else "bukan"
        return "tidak sesuai", f"{told}; {what} {k.told.text}{alone}"
    return _decide(found == direction, told)


def _name_plan(k: Claim) -> str:
    ends = [n for n in k.tabel.by_key if n.startswith("target_akhir")]
    if ends and ("akhir" in k.wording.casefold() or "target" not in k.tabel.by_key):
        return ends[0]
    return "target_lalu" if k.column.endswith("_lalu") else "target"


_CHECKS: dict[str, Callable[[Claim], Answer]] = {
    "mayoritas": _check_majority,
    "tertinggi": partial(_check_extreme, lowest=False),
    "terendah": partial(_check_extreme, lowest=True),
    "di bawah rata-rata": partial(_check_mean, lower=True),
    "di atas rata-rata": partial(_check_mean, lower=False),
    "banyak baris": _check_count,
    "tahun ke": _check_tahun,
    **{word: partial(_check_movement, direction=n) for n, word in MOVES.items()},
    "melampaui rencana": partial(_check_plan, direction=1),
    "sesuai rencana": partial(_check_plan, direction=0),
    "di bawah rencana": partial(_check_plan, direction=-1),
}
