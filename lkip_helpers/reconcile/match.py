"""Each published figure paired with the computed one, in one of four classes."""

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal, TypeVar, get_args

import pandas as pd

from lkip_helpers.intake.checks import locate
from lkip_helpers.intake.finding import Finding
from lkip_helpers.reconcile.interval import LINE, Printed, read_print
from lkip_helpers.report.frame_rows import list_records
from lkip_helpers.report.named_rows import Row, UnknownName, fold_name
from lkip_helpers.report.record import Record
from lkip_helpers.rules import is_unknown
from lkip_helpers.rules.expression import Formula, parse_formula

T = TypeVar("T")
VerdictClass = Literal["sama", "beda pembulatan", "beda", "tidak dapat dihitung"]
VERDICT_CLASSES: tuple[VerdictClass, ...] = get_args(VerdictClass)


@dataclass(frozen=True)
class Pair:
    """One published figure with its computed counterpart.

    line: row on the sheet Angka. place: where it was printed. computed: number, text or None.
    decimals: of its printed column, where it has more than the figure itself.
    """

    line: int
    tabel: Record
    place: str
    page: int | None
    row: Row
    column: str
    printed: Printed
    computed: float | str | None
    verdict: VerdictClass
    decimals: int = 0

    def fits(self, value: float) -> bool:
        """Whether `value` prints as this figure at the decimals of its column."""
        return self.printed.fits(value, self.decimals)

    def shows(self, value: Any) -> bool:
        """Whether `value` prints as this figure or text."""
        if isinstance(value, str):
            return fold_name(value) == fold_name(self.printed.text)
        if not isinstance(value, int | float):
            return False
        if self.printed.value is None:  # a figure printed where a text is due
            return read_print(self.printed.text, value).fits(float(value))
        return self.fits(float(value))

    @property
    def printed_table(self) -> tuple[str, str]:
        """Label and place of the table it was printed in."""
        return self.tabel.label, self.place

    @property
    def has_number(self) -> bool:
        """Whether print and computation are both numbers."""
        return self.printed.value is not None and isinstance(self.computed, float)

    @property
    def differs(self) -> bool:
        """Whether both are numbers, and not the same."""
        return self.has_number and self.verdict == "beda"

    @property
    def in_body(self) -> bool:
        """Whether it is in a data row, not in the footer."""
        return isinstance(self.row, int)

    @property
    def in_footer(self) -> bool:
        return self.row in self.tabel.footer_index

    @property
    def number(self) -> float:
        """The printed number; 0 for a text."""
        return float(self.printed.value or 0)

    @property
    def computed_number(self) -> float:
        """The computed number; NaN for a text or nothing."""
        return self.computed if isinstance(self.computed, float) else math.nan

    @property
    def difference(self) -> float:
        """Computed less printed, without the noise of binary fractions."""
        return round(self.computed_number - self.number, 6)

    @property
    def wording(self) -> str:
        """The figure in a sentence, with the decimals it was printed with."""
        return self.printed.wording

    @property
    def kind(self) -> str:
        return self.tabel.by_key[self.column].kind

    @property
    def formula(self) -> str:
        """The declared formula; "" for an input."""
        return self.tabel.formula(self.row, self.column)

    @property
    def tree(self) -> Formula | None:
        return parse_formula(self.formula) if self.formula else None

    @property
    def row_name(self) -> str:
        return self.tabel.name_row(self.row)

    @property
    def title(self) -> str:
        return self.tabel.by_key[self.column].title

    @property
    def name(self) -> str:
        """Row and column in words."""
        return f"{self.row_name} · {self.title}"

    @property
    def location(self) -> str:
        """The place where it was printed, else the table."""
        return self.place or self.tabel.title

    @property
    def row_texts(self) -> set[str]:
        """Every text of its data row; none of a footer row."""
        return self.tabel.row_texts[self.row] if isinstance(self.row, int) else set()


def pair_numbers(
    published: pd.DataFrame, tables: Mapping[str, Record]
) -> tuple[list[Pair], list[Finding]]:
    """Pair every row of the sheet Angka; names that are not known are findings with their cell."""
    pairs, findings = read_rows(published, partial(_read_pair, tables))
    return _compare_columns(pairs), findings


def read_rows(
    frame: pd.DataFrame, read: Callable[[int, Mapping[str, Any]], T]
) -> tuple[list[T], list[Finding]]:
    """What `read` makes of each row of a sheet, whose empty cells are ""; and the findings.

    A finding is on each cell that names nothing.
    """
    results: list[T] = []
    findings: list[Finding] = []
    filled = frame.astype(object).where(frame.notna(), "")
    for line, row in zip(map(int, frame.index), list_records(filled, filled), strict=True):
        try:
            results.append(read(line, row))
        except UnknownName as error:
            source, cell = frame.attrs["sumber"], locate(frame, line, error.what)
            at = source["berkas"], source["lembar"], cell, error.name
            advice = f"yang terdekat: {'; '.join(error.similar)}"
            findings.append(Finding(*at, "salah", str(error), advice))
    return results, findings


def find_tabel(tables: Mapping[str, Record], label: str) -> Record:
    """The table of that label. Raises UnknownName."""
    if label not in tables:
        raise UnknownName("label", label, tables)
    return tables[label]


def _read_pair(tables: Mapping[str, Record], line: int, entry: Mapping[str, Any]) -> Pair:
    tabel = find_tabel(tables, entry["label"])
    column = tabel.find_column(entry["kolom"])
    row = tabel.find_row(entry["baris"])
    computed = tabel.value(row, column)
    if computed in (None, ""):
        computed = None
    elif not isinstance(computed, str):  # a tick is printed as one, whatever the count behind it
        is_tick = tabel.by_key[column].kind == "ya" and isinstance(row, int)
        computed = float(bool(computed) if is_tick else computed)
    near = computed if isinstance(computed, float) else None
    text, page = entry["nilai"], entry["halaman"]
    printed = Printed(text) if isinstance(computed, str) else read_print(text, near)
    return Pair(
        line, tabel, entry["tempat"], None if page == "" else int(page), row, column, printed,
        computed, classify(printed, computed), printed.decimals,
    )  # fmt: skip


def classify(printed: Printed, computed: float | str | None) -> VerdictClass:
    """The class of a figure: sama where the computed value prints as it at its decimals."""
    if computed is None or is_unknown(computed):
        said = printed.text in LINE or is_unknown(fold_name(printed.text))
        return "sama" if said else "tidak dapat dihitung"
    if isinstance(computed, str):
        return "sama" if fold_name(computed) == fold_name(printed.text) else "beda"
    if printed.fits(computed):
        return "sama"
    near = printed.value is not None and abs(printed.value - computed) < printed.last_place_unit
    return "beda pembulatan" if near and printed.text not in LINE else "beda"


def gather(pairs: Iterable[Pair], key: Callable[[Pair], Any]) -> dict[Any, list[Pair]]:
    """Pairs in groups of an equal key, in their order."""
    gathered: dict[Any, list[Pair]] = defaultdict(list)
    for pair in pairs:
        gathered[key(pair)].append(pair)
    return dict(gathered)


def _compare_columns(pairs: list[Pair]) -> list[Pair]:
    """Each figure at the decimals of its printed column: 3,5 beside 3,24 and 3,36 means 3,50.

    These are the decimals that at least half of the figures of the column have.
    """
    rounded = (p for p in pairs if p.kind in ("angka", "persen") and p.printed.text not in LINE)
    numbers = (p for p in rounded if p.has_number and p.in_body)
    compared = {pair.line: pair for pair in pairs}
    for column in gather(numbers, lambda p: (p.printed_table, p.column)).values():
        common = statistics.median_high(p.printed.decimals for p in column)
        for p in (replace(p, decimals=max(common, p.printed.decimals)) for p in column):
            lacking = p.verdict == "sama" and not p.fits(p.computed_number)
            compared[p.line] = replace(p, verdict="beda pembulatan") if lacking else p
    return [*compared.values()]
