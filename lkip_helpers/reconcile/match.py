"""Each published figure beside the computed one, in one of four classes."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import pandas as pd

from lkip_helpers.intake.checks import cells, make_finding
from lkip_helpers.intake.finding import Finding
from lkip_helpers.reconcile.printed import LINE, Printed, read_print
from lkip_helpers.report.named_rows import Location, UnknownName, tidy_up
from lkip_helpers.report.record import Record
from lkip_helpers.rules.expression import Formula, parse_formula

VerdictClass = Literal["sama", "beda pembulatan", "beda", "tidak dapat dihitung"]
VERDICT_CLASSES: tuple[VerdictClass, ...] = get_args(VerdictClass)


@dataclass(frozen=True)
class Pair:
    """One published figure with its computed counterpart.

    nomor: row on the sheet Angka. tempat: where it was printed. hitung: number, text or None.
    desimal: decimals of its printed column, if that has more than the figure itself.
    """

    ordinal: int
    tabel: Record
    place: str
    page: int | None
    location: Location
    column: str
    printed: Printed
    compute: float | str | None
    class_: VerdictClass
    decimals: int = 0

    def fitting(self, value: float) -> bool:
        """Whether `nilai` prints as this figure at the decimals of its column."""
        return replace(self.printed, decimals=self.decimals).fitting(value)

    def shows(self, value: Any) -> bool:
        """Whether this figure or text stands in print for `value`."""
        if isinstance(value, str):
            return tidy_up(value) == tidy_up(self.printed.text)
        if not isinstance(value, int | float):
            return False
        if self.printed.value is None:  # a figure where a text is due is read as one
            return read_print(self.printed.text, value).fitting(float(value))
        return self.fitting(float(value))

    @property
    def has_number(self) -> bool:
        """Whether print and computation are both numbers."""
        return self.printed.value is not None and isinstance(self.compute, float)

    @property
    def wrong(self) -> bool:
        """Whether both are numbers, and not the same."""
        return self.has_number and self.class_ == "beda"

    @property
    def in_body(self) -> bool:
        """Whether it stands in a data row, not in the footer."""
        return self.location.part == "baris"

    @property
    def number(self) -> float:
        """The printed number; 0 for a text."""
        return float(self.printed.value or 0)

    @property
    def computed_number(self) -> float:
        """The computed number; NaN for a text or nothing."""
        return self.compute if isinstance(self.compute, float) else math.nan

    @property
    def difference(self) -> float:
        """Computed less printed, without the noise of binary fractions."""
        return round(self.computed_number - self.number, 6)

    @property
    def said(self) -> str:
        """The figure in a sentence, with the decimals it was printed with."""
        return self.printed.wording

    @property
    def kind(self) -> str:
        """Kind of its column."""
        return self.tabel.column[self.column].kind

    @property
    def formula(self) -> str:
        """The declared formula; "" for an input."""
        return self.tabel.formula(self.location, self.column)

    @property
    def tree(self) -> Formula | None:
        """The declared formula, parsed; None for an input."""
        return parse_formula(self.formula) if self.formula else None

    @property
    def row_name(self) -> str:
        """Its row in words."""
        return self.tabel.phrase(self.location)

    @property
    def title(self) -> str:
        """Its column in words."""
        return self.tabel.column[self.column].title

    @property
    def name(self) -> str:
        """Row and column in words."""
        return f"{self.row_name} · {self.title}"

    @property
    def where(self) -> str:
        """The place where it was printed, else the table."""
        return self.place or self.tabel.title


def pair_numbers(
    published: pd.DataFrame, result: Mapping[str, Record]
) -> tuple[list[Pair], list[Finding]]:
    """Pair every row of the sheet Angka; names that are not known are findings with their cell."""
    pair: list[Pair] = []
    findings: list[Finding] = []
    for ordinal, rows in published.iterrows():
        try:
            pair.append(_pair_up(int(str(ordinal)), rows, result))
        except UnknownName as error:
            findings.append(report_unknown(published, ordinal, error))
    return _compare_columns(pair), findings


def find_tabel(result: Mapping[str, Record], label: str) -> Record:
    """The table of that label. Raises UnknownName."""
    if label not in result:
        raise UnknownName("label", label, result)
    return result[label]


def _compare_columns(pair: list[Pair]) -> list[Pair]:
    """Each figure at the decimals of its printed column: 3,5 beside 3,24 and 3,36 means 3,50."""
    column: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for p in pair:
        column[_column_of(p)].append(p.printed.decimals)
    return [_at_decimals(p, column[_column_of(p)]) if _column_of(p) else p for p in pair]


def _column_of(p: Pair) -> tuple[str, ...]:
    """The printed column whose figures have decimals, if any, in common; () for no such figure."""
    measure = p.kind in ("angka", "persen") and p.has_number and p.in_body
    return (p.tabel.label, p.place, p.column) if measure and p.printed.text not in LINE else ()


def _at_decimals(p: Pair, every: list[int]) -> Pair:
    """The pair with the decimals that at least half of its column is printed with."""
    common = max(d for d in every if 2 * sum(other >= d for other in every) >= len(every))
    p = replace(p, decimals=max(common, p.printed.decimals))
    lacking = p.class_ == "sama" and not p.fitting(p.computed_number)
    return replace(p, class_="beda pembulatan") if lacking else p


def report_unknown(frame: pd.DataFrame, ordinal: Any, error: UnknownName) -> Finding:
    """A finding on the cell that names what is not there."""
    advice = f"yang terdekat: {'; '.join(error.similar)}"
    return make_finding(frame, cells(frame, ordinal, error.what), error.name, str(error), advice)


def content(rows: "pd.Series[Any]", column: str) -> str:
    """A text cell of a sheet; "" where it is empty."""
    return "" if pd.isna(rows[column]) else str(rows[column])


def _pair_up(ordinal: int, b: "pd.Series[Any]", result: Mapping[str, Record]) -> Pair:
    tabel = find_tabel(result, b["label"])
    column = tabel.find_column(b["kolom"])
    location = tabel.find_row(content(b, "baris"))
    compute = _tidy_computed(tabel.value(location, column))
    if tabel.column[column].kind == "ya" and location.part == "baris" and compute is not None:
        compute = float(bool(compute))  # printed as a tick, whatever the count behind it
    near = compute if isinstance(compute, float) else None
    printed = Printed(b["nilai"]) if isinstance(compute, str) else read_print(b["nilai"], near)
    page = None if pd.isna(b["halaman"]) else int(b["halaman"])
    return Pair(
        ordinal, tabel, content(b, "tempat"), page, location, column, printed, compute,
        classify(printed, compute), printed.decimals,
    )  # fmt: skip


def _tidy_computed(value: Any) -> float | str | None:
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else float(value)


def classify(printed: Printed, compute: float | str | None) -> VerdictClass:
    """Sama where the computed value, rounded to the printed decimals, is what was printed."""
    if compute is None:
        return "sama" if printed.text in LINE else "tidak dapat dihitung"
    if isinstance(compute, str):
        return "sama" if tidy_up(compute) == tidy_up(printed.text) else "beda"
    if printed.fitting(compute):
        return "sama"
    near = printed.value is not None and abs(printed.value - compute) < printed.last_place_unit
    return "beda pembulatan" if near and printed.text not in LINE else "beda"
