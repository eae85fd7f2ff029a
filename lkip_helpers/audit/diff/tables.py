"""The tables and figures of two reports, paired row by row: what came, went or changed."""

import math
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Literal

from lkip_helpers.audit.diff import sentences
from lkip_helpers.audit.diff.sentences import Couple, Period
from lkip_helpers.report import format as fmt
from lkip_helpers.report.columns import Column
from lkip_helpers.report.named_rows import fold_name
from lkip_helpers.report.record import Record

_REFERENCE = re.compile(r"(?:Tabel|Gambar) [A-Z\d]+\.\d+")
CellClass = Literal["angka", "isian", "tersembunyi"]
UNITS = {"persen": "{}\u00a0%", "rupiah": "Rp{}"}
FINEST = 9  # decimals at which a difference is noise of the arithmetic


@dataclass(frozen=True)
class CellDiff:
    """A cell that changed, as printed.

    golongan: a number; a text; or a number that is printed as before, yet differs beneath.
    selisih: new minus old, "" where one of them is no number.
    """

    baris: str
    kolom: str
    golongan: CellClass
    lama: str
    baru: str
    selisih: str = ""


def print_value(value: Any, column: Column) -> str:
    """`value` as a sentence would print it: with its unit, and a text as it is."""
    if isinstance(value, str):
        return value
    unit = "{}" if fmt.is_empty(value) else UNITS.get(column.kind, "{}")
    return unit.format(column.format(value))


def _write_difference(difference: float, column: Column) -> str:
    """New minus old with its sign; percentages in percentage points.

    As many decimals as the column has, and more where those would say that nothing changed.
    """
    decimals = column.places
    while decimals < FINEST and fmt.format_number(difference, decimals).strip("−0,") == "":
        decimals += 1
    unit = "{}\u00a0poin persen" if column.kind == "persen" else UNITS.get(column.kind, "{}")
    text = unit.format(fmt.format_number(abs(difference), decimals))
    return f"{'+' if difference > 0 else '−'}{text}"


def compare_cell(row: str, old: Any, new: Any, column: Column, period: Period) -> CellDiff | None:
    """The change of a cell; None where there is none."""
    text = (print_value(old, column), print_value(new, column))
    numbers = [isinstance(v, int | float) and not fmt.is_empty(v) for v in (old, new)]
    cell_class: CellClass = "angka" if any(numbers) and column.numeric else "isian"
    if period.equivalent(fold_name(text[0]), fold_name(text[1])):
        near = 10.0**-FINEST
        if not all(numbers) or math.isclose(old, new, rel_tol=near, abs_tol=near):
            return None
        cell_class = "tersembunyi"
    title = fmt.merge_title(column.grouping, column.title)
    difference = _write_difference(new - old, column) if all(numbers) and column.numeric else ""
    return CellDiff(row, title, cell_class, *text, difference)


def list_cells(
    old: Record, new: Record, couples: list[Couple], period: Period,
    numbers: Sequence[Mapping[str, str]],
) -> Iterator[CellDiff]:  # fmt: skip
    """Cells that differ in the columns of both tables, for each couple of rows.

    numbers: labels of the tables of each report by printed number, for a reference is the same
    where it names the same table, whatever that one's number is now.
    """
    for i, j in couples:
        for column in (c for key, c in new.by_key.items() if key in old.by_key):
            pair = (old.rows[i].get(column.key), new.rows[j].get(column.key))
            named = {_name_tables(v, known) for v, known in zip(pair, numbers, strict=True)}
            same = column.kind == "rujukan" and len(named) == 1
            if not same and (cell := compare_cell(new.name_row(j), *pair, column, period)):
                yield cell


def _name_tables(value: Any, labels: Mapping[str, str]) -> str:
    """References with labels in place of numbers."""
    return _REFERENCE.sub(lambda m: labels.get(m[0], m[0]), str(value or ""))


def list_footer_cells(old: Record, new: Record, period: Period) -> Iterator[CellDiff]:
    """Cells of footer rows that differ, matched by title; one that came or went counts whole."""
    for title in dict.fromkeys([*new.footer_index, *old.footer_index]):
        record = new if title in new.footer_index else old
        for key in record.by_key:
            one, two = (
                t.value(title, key) if title in t.footer_index else None for t in (old, new)
            )
            if cell := compare_cell(title, one, two, record.column_at(title, key), period):
                yield cell


SIMILAR = 0.8  # from which two names of a row are spellings of one
Name = tuple[str, ...]
_NUMBER = re.compile(r"\d+")


def pair_rows(old: Record, new: Record, period: sentences.Period) -> list[sentences.Couple]:
    """Rows of both tables that are the same row, in the order of the new one.

    A row is known by its naming columns, whatever its place; then by a name that moved with the
    year; then by one that was spelled otherwise. Rows without a name, or of one name, are paired by
    equal content first and then in order.
    """
    key, couples = find_key(old, new), list[sentences.Couple]()
    a, b = (dict(enumerate(_name_rows(t, key))) for t in (old, new))
    ways = _list_ways(old, a, period.old), _list_ways(new, b, period.new)
    for one, two in zip(*ways, strict=True):
        for i, j in sentences.pair_equal({i: one[i] for i in a}, {j: two[j] for j in b}):
            couples.append((i, j))
            del a[i], b[j]
    similar = ((_compare(x, y), i, j) for i, x in a.items() for j, y in b.items())
    couples += sentences.match_nearest(similar, SIMILAR)
    return sorted(couples, key=lambda couple: couple[1])


def _list_ways(t: Record, names: Mapping[int, Name], year: int) -> list[list[Hashable]]:
    """What rows are paired by: name and content, the name, the name as the year moves it."""
    content = (frozenset((k, str(v)) for k, v in row.items()) for row in t.rows)
    shifted = (tuple(_shift(text, year) for text in name) for name in names.values())
    return [[*zip(names.values(), content, strict=True)], [*names.values()], [*shifted]]


def find_key(old: Record, new: Record) -> list[str]:
    """The fewest naming columns, from the left, that tell the rows apart in both tables."""
    names = [k for k in new.name_columns if k in old.by_key]
    for count in range(1, len(names)):
        every = [_name_rows(t, names[:count]) for t in (old, new)]
        if all(len(set(rows)) == len(rows) for rows in every):
            return names[:count]
    return names


def _name_rows(t: Record, key: Sequence[str]) -> list[Name]:
    return [tuple(fold_name(row.get(k) or "") for k in key) for row in t.rows]


def _shift(text: str, tahun: int) -> str:
    """`text` with its years told by how far they are from the report's."""
    distance = ",".join(str(t - tahun) for t in sentences.list_tahun(text))
    return f"{sentences.cover_tahun(text)}{distance}"


def _compare(a: Name, b: Name) -> float:
    """How near two names are in their farthest part; 0 where they hold other numbers."""
    if not a or _NUMBER.findall(" ".join(a)) != _NUMBER.findall(" ".join(b)):
        return 0.0
    parts = [SequenceMatcher(None, x, y) for x, y in zip(a, b, strict=True)]
    if any(s.quick_ratio() < SIMILAR for s in parts):
        return 0.0
    return min(s.ratio() for s in parts)


PROPERTIES = {
    "title": "judul", "satuan": "satuan", "words": "rumus", "source": "sumber",
    "alt": "teks alternatif", "reason": "alasan tidak disajikan",
}  # fmt: skip
Alteration = Literal["ditambahkan", "dihapus", "berubah", "tidak lagi disajikan", "kini disajikan"]
ARRANGED = ("kolom_baru", "kolom_hilang", "baris_baru", "baris_hilang")
_RANGE = re.compile(r" › [A-Z]+\d+:[A-Z]+\d+")


@dataclass(frozen=True)
class TabelDiff:
    """What changed of a table or figure. traits: its words as (name, old, new).

    arrangement: columns and rows that came and went, by their names in the JSON.
    """

    record: Record
    what: Alteration
    traits: list[tuple[str, str, str]] = field(default_factory=list)
    arrangement: dict[str, list[str]] = field(default_factory=lambda: {k: [] for k in ARRANGED})
    order: bool = False
    cells: list[CellDiff] = field(default_factory=list)

    @property
    def rearranged(self) -> bool:
        """Whether columns or rows came, went or changed their order."""
        return self.order or any(self.arrangement.values())

    @property
    def seen(self) -> bool:
        """Whether a reader sees a difference."""
        visible = any(s.golongan != "tersembunyi" for s in self.cells)
        return self.what != "berubah" or bool(self.traits) or self.rearranged or visible


def compare_tabel(
    old: Mapping[str, Record], new: Mapping[str, Record], period: Period
) -> list[TabelDiff]:
    """The tables and figures that differ, in the order of the new report, then those that went."""
    numbers = [{r.reference: k for k, r in side.items() if not r.absent} for side in (old, new)]
    result = [
        diff
        for label, b in new.items()
        if (label in old or not b.absent)  # what neither report has is no change
        and ((diff := _diff(old.get(label), b, period, numbers)).seen or diff.cells)
    ]
    departed = [a for label, a in old.items() if label not in new and not a.absent]
    return result + [TabelDiff(a, "dihapus") for a in departed]


def list_numbers(old: Mapping[str, Record], new: Mapping[str, Record]) -> list[tuple[str, str]]:
    """Old and new number of each table and figure that only moved in the counting."""
    pairs = [(old[k].reference, b.reference) for k, b in new.items() if k in old]
    return [(a, b) for a, b in pairs if a and b and a != b]


def _diff(
    a: Record | None, b: Record, period: Period, numbers: Sequence[Mapping[str, str]]
) -> TabelDiff:
    if a is None or a.absent != b.absent:
        came: Alteration = "kini disajikan" if a else "ditambahkan"
        return TabelDiff(b, "tidak lagi disajikan" if b.absent else came)
    traits = list(_list_traits(a, b, period))
    if b.absent:
        return TabelDiff(b, "berubah", traits)
    couples = pair_rows(a, b, period)
    places, matched = [i for i, _ in couples], {j for _, j in couples}
    arrangement = {
        "kolom_baru": [v.title for k, v in b.by_key.items() if k not in a.by_key],
        "kolom_hilang": [v.title for k, v in a.by_key.items() if k not in b.by_key],
        "baris_baru": [b.name_row(j) for j in range(len(b.rows)) if j not in matched],
        "baris_hilang": [a.name_row(i) for i in range(len(a.rows)) if i not in places],
    }
    cells = [*list_cells(a, b, couples, period, numbers), *list_footer_cells(a, b, period)]
    return TabelDiff(b, "berubah", traits, arrangement, places != sorted(places), cells)


def _list_traits(a: Record, b: Record, period: Period) -> Iterator[tuple[str, str, str]]:
    """Words that changed; which rows of a sheet a table came from is no such thing."""
    known = a.model_fields_set & b.model_fields_set  # not a word that one report does not know
    traits = [(name, *(str(getattr(x, key)) for x in (a, b)))
              for key, name in PROPERTIES.items() if key in known]  # fmt: skip
    if not b.absent:
        titles = ((a.by_key.get(key, column), column) for key, column in b.by_key.items())
        traits += [("judul kolom", one.title, two.title) for one, two in titles]
    for name, one, two in traits:
        if not period.equivalent(_RANGE.sub("", one), _RANGE.sub("", two)):
            yield name, one, two
