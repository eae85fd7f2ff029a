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
FULL = 100.0
WORDS = {1: "naik", 0: "tetap", -1: "turun"}
PLAN = {1: "melampaui", 0: "sesuai dengan", -1: "di bawah"}
SHARES = ("capaian", "persentase", "serapan")  # columns that say themselves how much was reached


class Unverifiable(LkipError):
    """The statement cannot be held against its table; says what is missing."""


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

    @property
    def row(self) -> Location:
        """The row that it is about, or the only one. Raises Unverifiable."""
        if self.location is None and len(self.tabel.rows) != 1:
            raise Unverifiable("baris belum diisi")
        return self.location or Location("baris")

    def read(self, column: str) -> float:
        """The number of its row in a column. Raises Unverifiable."""
        value = self.tabel.value(self.row, column) if column in self.tabel.column else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Unverifiable(f"kolom {column or '(kosong)'} tidak berisi angka pada baris itu")
        return float(value)


Check = Callable[[Claim], tuple[Decision, str]]


def decide(right: bool) -> Decision:
    """The verdict in words."""
    return "sesuai" if right else "tidak sesuai"


def check_movement(k: Claim, *, direction: int) -> tuple[Decision, str]:
    """Whether a figure rose, fell or stayed, as printed; by how much, where the text says so."""
    now, before = k.read(k.column), k.read(_before(k))
    found = compare_printed(now, before)
    fault = _amount(k.told, now, before) if k.told and found == direction else ""
    said = f"{WORDS[found]} dari {format_short(before)} menjadi {format_short(now)}"
    return decide(found == direction and not fault), said + fault


def _amount(told: Printed, now: float, before: float) -> str:
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


def check_plan(k: Claim, *, direction: int) -> tuple[Decision, str]:
    """Whether a figure is above, at or below what the plan asked for, as printed.

    The column named is the share reached, or a realisasi with its target in the same row; the
    target at the end of the plan where the sentence speaks of that. A number that the sentence
    gives is that share, that realisasi or that target.
    """
    value, name = k.read(k.column), "" if k.column.startswith(SHARES) else _plan(k)
    plan = k.read(name) if name else FULL
    # Where less is better, a figure below its target is above its plan.
    less = str(k.tabel.value(k.row, "polaritas") or "").casefold().startswith("minimal")
    found = compare_printed(value, plan) * (-1 if name and less else 1)
    said = f"{format_short(value)} {PLAN[found]} rencana {format_short(plan)}"
    if k.told and not (k.told.fits(value) or (name and k.told.fits(plan))):
        itself = PLAN[compare_printed(float(k.told.value or 0), plan)]
        alone = "" if name else f", dan {k.told.text} sendiri {itself} rencana"
        what = "rencananya bukan" if name else "bukan"
        return "tidak sesuai", f"{said}; {what} {k.told.text}{alone}"
    return decide(found == direction), said


def _plan(k: Claim) -> str:
    ends = [n for n in k.tabel.column if n.startswith("target_akhir")]
    if ends and ("akhir" in k.wording.casefold() or "target" not in k.tabel.column):
        return ends[0]
    return "target_lalu" if k.column.endswith("_lalu") else "target"


def _before(k: Claim) -> str:
    """The column of the year before."""
    name = str(int(k.column) - 1) if k.column.isdigit() else f"{k.column}_lalu"
    if name not in k.tabel.column:
        lacking = f"tabel {k.tabel.label} tidak memuat tahun sebelumnya bagi"
        raise Unverifiable(f"{lacking} {k.column or '-'}")
    return name
