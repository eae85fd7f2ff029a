"""A statement of a published text; those on rise and fall, and on what a plan asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from lkip_helpers.compute.rounding import compare_printed
from lkip_helpers.errors import LkipError
from lkip_helpers.reconcile.printed import Printed
from lkip_helpers.report.format import format_percent, format_short
from lkip_helpers.report.named_rows import Location
from lkip_helpers.report.record import Record

Decision = Literal["sesuai", "tidak sesuai", "tidak dapat diperiksa"]


@dataclass(frozen=True)
class Claim:
    """One statement: nomor is its row on the sheet; letak, kolom, cetak where it names them."""

    ordinal: int
    tabel: Record
    place: str
    kind: str
    wording: str
    location: Location | None
    column: str
    printed: Printed | None

    @property
    def told(self) -> Printed | None:
        """The number it gives; None where it gives none."""
        return self.printed if self.printed and self.printed.value is not None else None

    @property
    def name(self) -> str:
        """Name of the row that it is about. Raises Unverifiable."""
        if self.location is None:
            raise Unverifiable("baris belum diisi")
        return self.tabel.phrase(self.location)


class Unverifiable(LkipError):
    """The statement cannot be held against its table; says what is missing."""


Check = Callable[[Claim], tuple[Decision, str]]
FULL = 100.0
WORDS = {1: "naik", 0: "tetap", -1: "turun"}
PLAN = {1: "melampaui", 0: "sesuai dengan", -1: "di bawah"}
SHARES = ("capaian", "persentase", "serapan")  # columns that say themselves how much was reached


def check_movement(direction: int) -> Check:
    """Whether a figure rose, fell or stayed, as printed; by how much, where the text says so."""

    def check(k: Claim) -> tuple[Decision, str]:
        row = _row(k)
        now, before = _number(k, row, k.column), _number(k, row, _before(k))
        found = compare_printed(now, before)
        said = f"{WORDS[found]} dari {format_short(before)} menjadi {format_short(now)}"
        if found != direction:
            return "tidak sesuai", said
        fault = _amount(k, now, before)
        return ("tidak sesuai" if fault else "sesuai"), said + fault

    return check


def _amount(k: Claim, now: float, before: float) -> str:
    """What is wrong with the amount of a change; "" where it is right, or not said."""
    if k.told is None:
        return ""
    text = k.told.text.casefold()
    points = abs(now - before)
    percent = points / abs(before) * FULL if before else 0.0
    relative = ("%" in text or "persen" in text) and "poin" not in text
    right, other = (percent, points) if relative else (points, percent)
    if k.told.fitting(right):
        return ""
    amounts = f"selisihnya {format_short(points)}, perubahannya {format_percent(percent)}"
    if k.told.fitting(other):
        unit = "selisih (poin), bukan persen" if relative else "persen, bukan selisih (poin)"
        return f"; {k.told.text} adalah {unit}: {amounts}"
    return f"; bukan {k.told.text}: {amounts}"


def check_plan(direction: int) -> Check:
    """Whether a figure is above, at or below what the plan asked for, as printed.

    The column named is the share reached, or a realisasi with its target in the same row; the
    target at the end of the plan where the sentence speaks of that.
    """

    def check(k: Claim) -> tuple[Decision, str]:
        row = _row(k)
        value = _number(k, row, k.column)
        name = "" if k.column.startswith(SHARES) else _plan(k)
        plan = _number(k, row, name) if name else FULL
        found = compare_printed(value, plan) * _sense(k, row, name)
        said = f"{format_short(value)} {PLAN[found]} rencana {format_short(plan)}"
        if k.told and not (k.told.fitting(value) or (name and k.told.fitting(plan))):
            itself = PLAN[compare_printed(float(k.told.value or 0), plan)]
            alone = "" if name else f", dan {k.told.text} sendiri {itself} rencana"
            what = "rencananya bukan" if name else "bukan"
            return "tidak sesuai", f"{said}; {what} {k.told.text}{alone}"
        return ("sesuai" if found == direction else "tidak sesuai"), said

    return check


def _plan(k: Claim) -> str:
    ends = [n for n in k.tabel.column if n.startswith("target_akhir")]
    if ends and ("akhir" in k.wording.casefold() or "target" not in k.tabel.column):
        return ends[0]
    return "target_lalu" if k.column.endswith("_lalu") else "target"


def _sense(k: Claim, row: Location, plan: str) -> int:
    """−1 where less is better, so that a figure below its target is above its plan."""
    less = str(k.tabel.value(row, "polaritas") or "").casefold().startswith("minimal")
    return -1 if plan and less else 1


def _row(k: Claim) -> Location:
    if k.location is not None:
        return k.location
    if len(k.tabel.rows) == 1:
        return Location("baris")
    raise Unverifiable("baris belum diisi")


def _before(k: Claim) -> str:
    """The column of the year before."""
    name = str(int(k.column) - 1) if k.column.isdigit() else f"{k.column}_lalu"
    if name not in k.tabel.column:
        raise Unverifiable(
            f"tabel {k.tabel.label} tidak memuat tahun sebelumnya bagi {k.column or '-'}"
        )
    return name


def _number(k: Claim, row: Location, name: str) -> float:
    value = k.tabel.value(row, name) if name in k.tabel.column else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unverifiable(f"kolom {name or '(kosong)'} tidak berisi angka pada baris itu")
    return float(value)
