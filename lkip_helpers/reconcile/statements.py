"""Statements of a published text, held against the computed tables."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from lkip_helpers.intake.finding import Finding
from lkip_helpers.reconcile.claims import (
    Check,
    Claim,
    Decision,
    Unverifiable,
    check_movement,
    check_plan,
    decide,
)
from lkip_helpers.reconcile.match import find_tabel, read_text, report_unknown
from lkip_helpers.reconcile.printed import read_print
from lkip_helpers.report.format import format_ordinal, format_short, format_words
from lkip_helpers.report.named_rows import Location, UnknownName
from lkip_helpers.report.record import Record

MAJORITY = 50.0
WORDED_NUMBERS = range(1, 12)  # numbers that are written as words


@dataclass(frozen=True)
class Verdict:
    """What came of holding a statement against its table."""

    claim: Claim
    decision: Decision
    description: str


def check_statements(
    statement: pd.DataFrame, result: Mapping[str, Record]
) -> tuple[list[Verdict], list[Finding]]:
    """Every statement with its verdict; unknown names are findings with their cell."""
    every: list[Verdict] = []
    findings: list[Finding] = []
    for ordinal, b in statement.iterrows():
        try:
            claim = _read(int(str(ordinal)), b, result)
            every.append(Verdict(claim, *_CHECKS[claim.kind](claim)))
        except UnknownName as error:
            findings.append(report_unknown(statement, ordinal, error))
        except Unverifiable as error:
            every.append(Verdict(claim, "tidak dapat diperiksa", str(error)))
    return every, findings


def _read(ordinal: int, b: "pd.Series[Any]", result: Mapping[str, Record]) -> Claim:
    tabel = find_tabel(result, b["label"])
    column = tabel.find_column(b["kolom"]) if read_text(b, "kolom") else ""
    location = tabel.find_row(b["baris"]) if read_text(b, "baris") else None
    printed = read_print(b["nilai"]) if read_text(b, "nilai") else None
    place = read_text(b, "tempat")
    return Claim(ordinal, tabel, place, b["jenis"], b["bunyi"], location, column, printed)


def _number(k: Claim) -> dict[str, float]:
    """Numbers of the column by the name of their row, that of the statement among them."""
    if not k.column:
        raise Unverifiable("kolom belum diisi")
    number = {
        k.tabel.phrase(Location("baris", i)): float(b[k.column])
        for i, b in enumerate(k.tabel.rows)
        if isinstance(b.get(k.column), int | float)
    }
    if not number:
        raise Unverifiable(f"kolom {k.column} tidak berisi angka")
    if k.location is not None and k.name not in number:
        raise Unverifiable(f"baris {k.name} tidak berangka pada kolom {k.column}")
    return number


def _majority(k: Claim) -> tuple[Decision, str]:
    number = _number(k)
    total = math.fsum(number.values())
    if not total:
        raise Unverifiable(f"jumlah kolom {k.column} nol")
    percent = {n: v / total * 100 for n, v in number.items()}
    detailed = f"{k.name} {format_short(percent[k.name])} %"
    most = max(percent, key=lambda n: percent[n])
    if percent[k.name] > MAJORITY:
        return "sesuai", detailed
    if most == k.name:
        return "tidak sesuai", f"{detailed}; terbanyak, tetapi bukan lebih dari separuh"
    return "tidak sesuai", f"{detailed}; terbanyak {most} {format_short(percent[most])} %"


def _extreme(k: Claim, *, lowest: bool) -> tuple[Decision, str]:
    stated, number = k.name, _number(k)
    limit = (min if lowest else max)(number.values())
    name = [n for n, v in number.items() if v == limit]
    phrase = "terendah" if lowest else "tertinggi"
    detailed = f"{phrase} {' dan '.join(name)} ({format_short(limit)})"
    if stated not in name:
        return "tidak sesuai", f"{detailed}; {stated} {format_short(number[stated])}"
    if k.told and not k.told.fits(limit):
        return "tidak sesuai", f"{detailed}, bukan {k.told.text}"
    return "sesuai", detailed


def _versus_mean(k: Claim, *, lower: bool) -> tuple[Decision, str]:
    number = _number(k)
    mean = math.fsum(number.values()) / len(number)
    there = [n for n, v in number.items() if (v < mean if lower else v > mean)]
    direction = "di bawah" if lower else "di atas"
    detailed = f"{len(there)} {direction} rata-rata {format_short(mean)}: {', '.join(there)}"
    if k.location is None:
        return decide(k.told is None or k.told.value == len(there)), detailed
    if k.name in there:
        return "sesuai", detailed
    itself = f"{k.name} {format_short(number[k.name])} tidak {direction} rata-rata"
    return "tidak sesuai", f"{itself}; {detailed}"


def _count(k: Claim) -> tuple[Decision, str]:
    """The number of rows, and, where figure and word stand together, that they agree."""
    if k.told is None:
        raise Unverifiable("nilai tercetak belum diisi")
    count, text = len(k.tabel.rows), k.told.text.casefold()
    words = next((n for n in WORDED_NUMBERS if f"({format_words(n)})" in text), None)
    if words not in (None, k.told.value):
        return "tidak sesuai", f"angka dan kata berbeda: {k.told.text}; banyaknya {count}"
    return decide(k.told.value == count), f"banyaknya {count}"


def _tahun_ke(k: Claim) -> tuple[Decision, str]:
    """Which year of a plan it is: the columns of the table that are years."""
    tahun = sorted(int(n) for n in k.tabel.column if n.isdigit())
    if not tahun or k.printed is None or not k.column.isdigit():
        raise Unverifiable("kolom tahun belum diisi")
    to = int(k.column) - tahun[0] + 1
    text = k.printed.text.casefold()
    stated = k.printed.value or next((n for n in WORDED_NUMBERS if format_ordinal(n) in text), None)
    return decide(
        stated == to
    ), f"tahun {k.column} adalah tahun ke-{to} dari {tahun[0]}–{tahun[-1]}"


_CHECKS: dict[str, Check] = {
    "mayoritas": _majority,
    "tertinggi": partial(_extreme, lowest=False),
    "terendah": partial(_extreme, lowest=True),
    "di bawah rata-rata": partial(_versus_mean, lower=True),
    "di atas rata-rata": partial(_versus_mean, lower=False),
    "banyak baris": _count,
    "tahun ke": _tahun_ke,
    "naik": partial(check_movement, direction=1),
    "turun": partial(check_movement, direction=-1),
    "tetap": partial(check_movement, direction=0),
    "melampaui rencana": partial(check_plan, direction=1),
    "sesuai rencana": partial(check_plan, direction=0),
    "di bawah rencana": partial(check_plan, direction=-1),
}
