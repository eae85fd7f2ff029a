"""The tables and figures of two reports, paired row by row: what came, went or changed."""

import math
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import product
from typing import Any, Literal

from lkip_helpers.audit.diff import sentences
from lkip_helpers.audit.diff.sentences import Couple, Period
from lkip_helpers.report import format as fmt
from lkip_helpers.report.columns import Column
from lkip_helpers.report.named_rows import fold_name
from lkip_helpers.report.record import Record
from lkip_helpers.rules.expression import subtract

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
    """A value as a sentence would print it, with its unit; a text as it is."""
    if isinstance(value, str):
        return value
    unit = "{}" if fmt.is_empty(value) else UNITS.get(column.kind, "{}")
    return unit.format(column.format(value))


def _write_difference(old: float, new: float, column: Column) -> str:
    """New minus old with its sign; percentages in percentage points.

    As many decimals as the column has, and more where those would say that nothing changed.
    """
    difference, decimals = subtract(new, old), column.places
    while decimals < FINEST and fmt.format_number(difference, decimals).strip("−0,") == "":
        decimals += 1
    unit = "{}\u00a0poin persen" if column.kind == "persen" else UNITS.get(column.kind, "{}")
    text = unit.format(fmt.format_number(abs(difference), decimals))
    return f"{'+' if difference > 0 else '−'}{text}"


def compare_cell(row: str, old: Any, new: Any, column: Column, period: Period) -> CellDiff | None:
    """The change of a cell; None where there is none."""
    texts = (print_value(old, column), print_value(new, column))
    are_numbers = [isinstance(v, int | float) and not fmt.is_empty(v) for v in (old, new)]
    cell_class: CellClass = "angka" if any(are_numbers) and column.numeric else "isian"
    if period.are_equivalent(*map(fold_name, texts)):
        noise = 10.0**-FINEST
        if not all(are_numbers) or math.isclose(old, new, rel_tol=noise, abs_tol=noise):
            return None
        cell_class = "tersembunyi"
    title = fmt.merge_title(column.grouping, column.title)
    difference = _write_difference(old, new, column) if all(are_numbers) and column.numeric else ""
    return CellDiff(row, title, cell_class, *texts, difference)


def list_cells(
    old: Record, new: Record, couples: list[Couple], period: Period,
    numbers: Sequence[Mapping[str, str]],
) -> Iterator[CellDiff]:  # fmt: skip
    """Cells that differ in the columns of both tables, for each couple of rows.

    numbers: labels of the tables of each report by printed number; a reference is the same where
    it names the same table, whatever its number is now.
    """
    shared = [key for key in new.by_key if key in old.by_key]
    for (i, j), key in product(couples, shared):
        column = new.column_at(j, key)
        values = (old.rows[i].get(column.key), new.rows[j].get(column.key))
        labelled = {_put_labels(v, labels) for v, labels in zip(values, numbers, strict=True)}
        same = column.kind == "rujukan" and len(labelled) == 1
        if not same and (cell := compare_cell(new.name_row(j), *values, column, period)):
            yield cell


def _put_labels(value: Any, labels: Mapping[str, str]) -> str:
    """A text with labels in place of the numbers of its references."""
    return _REFERENCE.sub(lambda m: labels.get(m[0], m[0]), str(value or ""))


def list_footer_cells(old: Record, new: Record, period: Period) -> Iterator[CellDiff]:
    """Cells of footer rows that differ, matched by title; all those of a row that came or went."""
    for name in dict.fromkeys([*new.footer_index, *old.footer_index]):
        record = new if name in new.footer_index else old
        for key in record.by_key:
            was, now = (r.value(name, key) if name in r.footer_index else None for r in (old, new))
            if cell := compare_cell(name, was, now, record.column_at(name, key), period):
                yield cell


SIMILAR = 0.8  # least similarity of two spellings of one name of a row
Name = tuple[str, ...]
_NUMBER = re.compile(r"\d+")


def pair_rows(old: Record, new: Record, period: Period) -> list[Couple]:
    """Rows of both tables that are the same row, in the order of the new one.

    A row is known by its naming columns, whatever its place; then by a name that moved with the
    year; then by one in another spelling. Rows without a name, or of one name, are paired by equal
    content first and then in order.
    """
    key, couples = find_key(old, new), list[Couple]()
    old_left, new_left = (dict(enumerate(_name_rows(r, key))) for r in (old, new))
    keys = _list_keys(old, old_left, period.old), _list_keys(new, new_left, period.new)
    for old_keys, new_keys in zip(*keys, strict=True):
        sides = {i: old_keys[i] for i in old_left}, {j: new_keys[j] for j in new_left}
        for i, j in sentences.pair_equal(*sides):
            couples.append((i, j))
            del old_left[i], new_left[j]
    couples += sentences.match_nearest(old_left, new_left, _rate_similarity, in_order=False)
    return sorted(couples, key=lambda couple: couple[1])


def _list_keys(record: Record, names: Mapping[int, Name], year: int) -> list[list[Hashable]]:
    """The keys that pair rows, one list each: name and content, name, name with relative years."""
    content = (frozenset((k, str(v)) for k, v in row.items()) for row in record.rows)
    relative = (
        tuple((sentences.mask_tahun(t), *(y - year for y in sentences.list_tahun(t))) for t in name)
        for name in names.values()
    )
    return [[*zip(names.values(), content, strict=True)], [*names.values()], [*relative]]


def find_key(old: Record, new: Record) -> list[str]:
    """The fewest naming columns, from the left, that distinguish the rows of both tables."""
    names = [k for k in new.name_columns if k in old.by_key]
    for count in range(1, len(names)):
        both = [_name_rows(record, names[:count]) for record in (old, new)]
        if all(len(set(rows)) == len(rows) for rows in both):
            return names[:count]
    return names


def _name_rows(record: Record, key: Sequence[str]) -> list[Name]:
    return [tuple(fold_name(row.get(k) or "") for k in key) for row in record.rows]


def _rate_similarity(old: Name, new: Name) -> float:
    """Similarity of two names in their least similar part; 0 below SIMILAR or of other numbers."""
    if not old or _NUMBER.findall(" ".join(old)) != _NUMBER.findall(" ".join(new)):
        return 0.0
    parts = [SequenceMatcher(None, was, now) for was, now in zip(old, new, strict=True)]
    similar = all(part.quick_ratio() >= SIMILAR and part.ratio() >= SIMILAR for part in parts)
    return min(part.ratio() for part in parts) if similar else 0.0


PROPERTIES = {
    "title": "judul", "satuan": "satuan", "words": "rumus", "source": "sumber",
    "alt": "teks alternatif", "reason": "alasan tidak disajikan",
}  # fmt: skip
Change = Literal["ditambahkan", "dihapus", "berubah", "tidak lagi disajikan", "kini disajikan"]
ARRANGEMENT = ("kolom_baru", "kolom_hilang", "baris_baru", "baris_hilang")
_RANGE = re.compile(r" › [A-Z]+\d+:[A-Z]+\d+")


@dataclass(frozen=True)
class TabelDiff:
    """What changed in a table or figure. properties: its texts as (name, old, new).

    arrangement: columns and rows that came and went, by the keys of ARRANGEMENT.
    """

    record: Record
    change: Change
    properties: list[tuple[str, str, str]] = field(default_factory=list)
    arrangement: dict[str, list[str]] = field(default_factory=lambda: {k: [] for k in ARRANGEMENT})
    reordered: bool = False
    cells: list[CellDiff] = field(default_factory=list)

    @property
    def rearranged(self) -> bool:
        """Whether columns or rows came, went or changed their order."""
        return self.reordered or any(self.arrangement.values())

    @property
    def is_visible(self) -> bool:
        """Whether a reader sees a difference."""
        printed = any(c.golongan != "tersembunyi" for c in self.cells)
        return self.change != "berubah" or bool(self.properties) or self.rearranged or printed


def compare_tabel(
    old: Mapping[str, Record], new: Mapping[str, Record], period: Period
) -> list[TabelDiff]:
    """The tables and figures that differ, in the order of the new report, then those that went."""
    numbers = [{r.reference: k for k, r in side.items() if not r.absent} for side in (old, new)]
    diffs = [
        _compare_records(old.get(label), record, period, numbers)
        for label, record in new.items()
        if label in old or not record.absent  # what neither report has is no change
    ]
    removed = [record for k, record in old.items() if k not in new and not record.absent]
    changed = [diff for diff in diffs if diff.is_visible or diff.cells]
    return changed + [TabelDiff(record, "dihapus") for record in removed]


def list_numbers(old: Mapping[str, Record], new: Mapping[str, Record]) -> list[tuple[str, str]]:
    """Old and new number of each table and figure that was numbered anew."""
    pairs = [(old[k].reference, record.reference) for k, record in new.items() if k in old]
    return [(was, now) for was, now in pairs if was and now and was != now]


def _compare_records(
    old: Record | None, new: Record, period: Period, numbers: Sequence[Mapping[str, str]]
) -> TabelDiff:
    if old is None or old.absent != new.absent:
        added: Change = "kini disajikan" if old else "ditambahkan"
        return TabelDiff(new, "tidak lagi disajikan" if new.absent else added)
    properties = list(_list_properties(old, new, period))
    if new.absent:
        return TabelDiff(new, "berubah", properties)
    couples = pair_rows(old, new, period)
    old_rows, new_rows = [i for i, _ in couples], {j for _, j in couples}
    arrangement = {
        "kolom_baru": [c.title for k, c in new.by_key.items() if k not in old.by_key],
        "kolom_hilang": [c.title for k, c in old.by_key.items() if k not in new.by_key],
        "baris_baru": [new.name_row(j) for j in range(len(new.rows)) if j not in new_rows],
        "baris_hilang": [old.name_row(i) for i in range(len(old.rows)) if i not in old_rows],
    }
    cells = [*list_cells(old, new, couples, period, numbers), *list_footer_cells(old, new, period)]
    return TabelDiff(new, "berubah", properties, arrangement, old_rows != sorted(old_rows), cells)


def _list_properties(old: Record, new: Record, period: Period) -> Iterator[tuple[str, str, str]]:
    """Properties and column titles that changed, apart from the rows of a sheet they came from."""
    known = old.model_fields_set & new.model_fields_set  # not what only one report has
    properties = [(name, *(str(getattr(record, key)) for record in (old, new)))
                  for key, name in PROPERTIES.items() if key in known]  # fmt: skip
    shared = [] if new.absent else [key for key in new.by_key if key in old.by_key]
    properties += [("judul kolom", old.by_key[k].title, new.by_key[k].title) for k in shared]
    for name, was, now in properties:
        if not period.are_equivalent(_RANGE.sub("", was), _RANGE.sub("", now)):
            yield name, was, now
