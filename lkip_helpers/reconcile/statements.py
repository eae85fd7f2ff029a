"""Statements of a published text, checked against the computed tables."""

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
from lkip_helpers.reconcile.match import find_tabel, read_rows
from lkip_helpers.report import format as fmt
from lkip_helpers.report.named_rows import Row
from lkip_helpers.report.record import Record

Decision = Literal["sesuai", "tidak sesuai", "tidak dapat diperiksa"]
Answer = tuple[bool, str]  # whether it is right, and what the table says
FULL, MAJORITY = 100.0, 50.0  # percent
WORDED_NUMBERS = range(1, 12)  # those that texts write as words
PLAN = {1: "melampaui", 0: "sesuai dengan", -1: "di bawah"}
PLANNED = {"melampaui rencana": 1, "sesuai rencana": 0, "di bawah rencana": -1}
SHARES = ("capaian", "persentase", "serapan")  # columns that are themselves a share of the plan


class Unanswerable(LkipError):
    """A statement that the tables cannot answer; the message says what is missing."""


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
    def stated(self) -> Printed | None:
        """The number it gives; None where it gives none."""
        return self.printed if self.printed and self.printed.value is not None else None

    @property
    def name(self) -> str:
        """Name of the row that it is about. Raises Unanswerable."""
        if self.named is None:
            raise Unanswerable("baris belum diisi")
        return self.tabel.name_row(self.named)

    @property
    def row(self) -> Row:
        """The row that it is about, or the only one. Raises Unanswerable."""
        if self.named is None and len(self.tabel.rows) != 1:
            raise Unanswerable("baris belum diisi")
        return self.named or 0

    def read(self, column: str) -> float:
        """The number of its row in a column. Raises Unanswerable."""
        if not column or math.isnan(number := self.tabel.read_number(self.row, column)):
            raise Unanswerable(f"kolom {column or '(kosong)'} tidak berisi angka pada baris itu")
        return number

    def read_column(self) -> dict[str, float]:
        """Numbers of the column by row name, with that of its row. Raises Unanswerable."""
        if not self.column:
            raise Unanswerable("kolom belum diisi")
        numbers = {
            self.tabel.name_row(i): float(row[self.column])
            for i, row in enumerate(self.tabel.rows)
            if isinstance(row.get(self.column), int | float)
        }
        if not numbers:
            raise Unanswerable(f"kolom {self.column} tidak berisi angka")
        if self.named is not None and self.name not in numbers:
            raise Unanswerable(f"baris {self.name} tidak berangka pada kolom {self.column}")
        return numbers


def check_statements(
    statement: pd.DataFrame, tables: Mapping[str, Record]
) -> tuple[list[tuple[Claim, Decision, str]], list[Finding]]:
    """Every statement with its verdict in words; unknown names are findings with their cell."""
    claims, findings = read_rows(statement, partial(_read_claim, tables))
    return [(claim, *_check(claim)) for claim in claims], findings


def _check(claim: Claim) -> tuple[Decision, str]:
    try:
        is_right, words = _CHECKS[claim.kind](claim)
    except Unanswerable as error:
        return "tidak dapat diperiksa", str(error)
    return ("sesuai" if is_right else "tidak sesuai"), words


def _read_claim(tables: Mapping[str, Record], line: int, row: Mapping[str, Any]) -> Claim:
    tabel = find_tabel(tables, row["label"])
    column = tabel.find_column(row["kolom"]) if row["kolom"] else ""
    named = tabel.find_row(row["baris"]) if row["baris"] else None
    printed = read_print(row["nilai"]) if row["nilai"] else None
    return Claim(line, tabel, row["tempat"], row["jenis"], row["bunyi"], named, column, printed)


def _check_majority(claim: Claim) -> Answer:
    numbers = claim.read_column()
    total = math.fsum(numbers.values())
    if not total:
        raise Unanswerable(f"jumlah kolom {claim.column} nol")
    shares = {n: v / total * FULL for n, v in numbers.items()}
    name, largest = claim.name, max(shares, key=lambda n: shares[n])
    share = f"{name} {fmt.format_short(shares[name])} %"
    if shares[name] > MAJORITY:
        return True, share
    if largest == name:
        return False, f"{share}; terbanyak, tetapi bukan lebih dari separuh"
    return False, f"{share}; terbanyak {largest} {fmt.format_short(shares[largest])} %"


def _check_extreme(claim: Claim) -> Answer:
    name, numbers = claim.name, claim.read_column()
    extreme = (min if claim.kind == "terendah" else max)(numbers.values())
    names = [n for n, v in numbers.items() if v == extreme]
    words = f"{claim.kind} {' dan '.join(names)} ({fmt.format_short(extreme)})"
    if name not in names:
        return False, f"{words}; {name} {fmt.format_short(numbers[name])}"
    if claim.stated and not claim.stated.fits(extreme):
        return False, f"{words}, bukan {claim.stated.text}"
    return True, words


def _check_mean(claim: Claim) -> Answer:
    numbers = claim.read_column()
    mean = math.fsum(numbers.values()) / len(numbers)
    lower = claim.kind.startswith("di bawah")
    names = [n for n, v in numbers.items() if (v < mean if lower else v > mean)]
    words = f"{len(names)} {claim.kind} {fmt.format_short(mean)}: {', '.join(names)}"
    if claim.named is None:
        return claim.stated is None or claim.stated.value == len(names), words
    if claim.name in names:
        return True, words
    fault = f"{claim.name} {fmt.format_short(numbers[claim.name])} tidak {claim.kind}"
    return False, f"{fault}; {words}"


def _check_count(claim: Claim) -> Answer:
    """Check the number of rows, and that figure and word agree where both are written."""
    if claim.stated is None:
        raise Unanswerable("nilai tercetak belum diisi")
    count, text = len(claim.tabel.rows), claim.stated.text.casefold()
    word = next((n for n in WORDED_NUMBERS if f"({fmt.format_words(n)})" in text), None)
    if word not in (None, claim.stated.value):
        return False, f"angka dan kata berbeda: {claim.stated.text}; banyaknya {count}"
    return claim.stated.value == count, f"banyaknya {count}"


def _check_tahun(claim: Claim) -> Answer:
    """Check which year of a plan it is, by the columns of the table that are years."""
    tahun = sorted(int(n) for n in claim.tabel.by_key if n.isdigit())
    if not tahun or claim.printed is None or not claim.column.isdigit():
        raise Unanswerable("kolom tahun belum diisi")
    nth, text = int(claim.column) - tahun[0] + 1, claim.printed.text.casefold()
    worded = (n for n in WORDED_NUMBERS if fmt.format_ordinal(n) in text)
    stated = claim.printed.value or next(worded, None)
    words = f"tahun {claim.column} adalah tahun ke-{nth} dari {tahun[0]}–{tahun[-1]}"
    return stated == nth, words


def _check_movement(claim: Claim) -> Answer:
    """Check whether a figure rose, fell or stayed, as printed, and by how much it is said to."""
    now, then = claim.read(claim.column), _read_before(claim)
    found = fmt.DIRECTIONS[compare_printed(now, then)]
    moved = found == claim.kind
    fault = _check_amount(claim.stated, now, then) if claim.stated and moved else ""
    words = f"{found} dari {fmt.format_short(then)} menjadi {fmt.format_short(now)}"
    return moved and not fault, words + fault


def _read_before(claim: Claim) -> float:
    """The figure of the year before, in a column of its own or in the row of that year."""
    column, tabel = claim.column, claim.tabel
    before = str(int(column) - 1) if column.isdigit() else f"{column}_lalu"
    if before in tabel.by_key:
        return claim.read(before)
    own = {} if isinstance(claim.row, str) else tabel.rows[claim.row]
    tahun = tabel.read_number(claim.row, "tahun") if own else math.nan
    last = {k: own[k] for k in tabel.name_columns if own} | {"tahun": tahun - 1}
    for row, other in enumerate(tabel.rows):
        if last.items() <= other.items() and not math.isnan(then := tabel.read_number(row, column)):
            return then
    raise Unanswerable(f"tabel {tabel.label} tidak memuat tahun sebelumnya bagi {column or '-'}")


def _check_amount(stated: Printed, now: float, before: float) -> str:
    """What is wrong with the stated amount of a change; "" where it is right."""
    text = stated.text.casefold()
    points = abs(now - before)
    percent = points / abs(before) * FULL if before else 0.0
    relative = ("%" in text or "persen" in text) and "poin" not in text
    right, other = (percent, points) if relative else (points, percent)
    if stated.fits(right):
        return ""
    amounts = f"selisihnya {fmt.format_short(points)}, perubahannya {fmt.format_percent(percent)}"
    if stated.fits(other):
        unit = "selisih (poin), bukan persen" if relative else "persen, bukan selisih (poin)"
        return f"; {stated.text} adalah {unit}: {amounts}"
    return f"; bukan {stated.text}: {amounts}"


def _check_plan(claim: Claim) -> Answer:
    """Check whether a figure is above, at or below its plan, as printed.

    The column named is the share reached, or a realisasi with its target in the same row, or at the
    end of the plan where the sentence says so. A number in the sentence is that share, realisasi or
    target.
    """
    column, stated = claim.column, claim.stated
    value, target = claim.read(column), ("" if column.startswith(SHARES) else _name_target(claim))
    plan = claim.read(target) if target else FULL
    # Where less is better, a figure below its target is above its plan.
    less = str(claim.tabel.value(claim.row, "polaritas") or "").casefold().startswith("minimal")
    found = compare_printed(value, plan) * (-1 if target and less else 1)
    words = f"{fmt.format_short(value)} {PLAN[found]} rencana {fmt.format_short(plan)}"
    if stated and not (stated.fits(value) or (target and stated.fits(plan))):
        itself = PLAN[compare_printed(float(stated.value or 0), plan)]
        alone = "" if target else f", dan {stated.text} sendiri {itself} rencana"
        what = "rencananya bukan" if target else "bukan"
        return False, f"{words}; {what} {stated.text}{alone}"
    return found == PLANNED[claim.kind], words


def _name_target(claim: Claim) -> str:
    ends = [n for n in claim.tabel.by_key if n.startswith("target_akhir")]
    if ends and ("akhir" in claim.wording.casefold() or "target" not in claim.tabel.by_key):
        return ends[0]
    return "target_lalu" if claim.column.endswith("_lalu") else "target"


_CHECKS: dict[str, Callable[[Claim], Answer]] = {
    "mayoritas": _check_majority,
    **dict.fromkeys(("tertinggi", "terendah"), _check_extreme),
    **dict.fromkeys(("di bawah rata-rata", "di atas rata-rata"), _check_mean),
    "banyak baris": _check_count,
    "tahun ke": _check_tahun,
    **dict.fromkeys(fmt.DIRECTIONS.values(), _check_movement),
    **dict.fromkeys(PLANNED, _check_plan),
}
