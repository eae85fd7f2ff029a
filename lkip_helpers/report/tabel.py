"""A table of the report: a pure object with caption and source that shows itself anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby, product, repeat, takewhile
from math import ceil
from typing import Annotated, Any

import pandas as pd
from pandas.api.types import is_numeric_dtype

from lkip_helpers.report import payload, widths
from lkip_helpers.report.columns import (
    Cell,
    Column,
    Columns,
    Footer,
    check_cells,
    find_fractions,
    find_key,
    resolve_columns,
)
from lkip_helpers.report.format import is_empty
from lkip_helpers.report.formula import describe_formula, evaluate_formula, formula_names
from lkip_helpers.report.frame_rows import list_records, name_rows
from lkip_helpers.report.payload import Filled, Label, Numbered, Source, clean
from lkip_helpers.report.quantities import write_quantities
from lkip_helpers.rules.expression import THIS
from lkip_helpers.schema.arguments import LISTED, checked

MANY, FEW = 50, 24  # rows: more than a page holds in the larger type; too few for a turned page


@checked
@dataclass(frozen=True, eq=False, repr=False)
class Tabel(Numbered):
    """A numbered table.

    label: stable name (anchor, key, sheet). title: caption. data: a row for each row, raw values.
    column: keys or Column in order, or all. source: text, or the frame(s) it was computed from;
    `data` itself where it is a sheet. footer: footer rows. merge: keys of text columns whose equal
    neighbours share one band; by default those before the last text that precedes the numbers.
    landscape: wants a turned page, if it fills one. half: stands beside the next half table.
    folded: as of Numbered. without_data: printed in its place when `data` has no row.
    """

    label: Label
    title: Filled
    data: pd.DataFrame
    column: Columns = ()
    source: Source | None = None
    footer: Sequence[Footer] = ()
    satuan: str = ""
    merge: Annotated[Sequence[str], LISTED] | None = None
    note: str = ""
    landscape: bool = False
    half: bool = False
    folded: bool = False
    without_data: str = ""
    kind: str = field(default="tabel", init=False)
    template = "tabel.html.j2"

    def __post_init__(self) -> None:
        if self.data.columns.nlevels > 1:
            self.refuse('judul kolom bertingkat; tulis judulnya dengan .set_axis(["…"], axis=1)')
        index, asked = self.data.index, {*map(find_key, self.column)}
        if len(index) and index.names == [None] and not is_numeric_dtype(index):
            self.refuse('baris data bernama, tetapi tanpa judul; tambahkan .rename_axis("…")')
        object.__setattr__(self, "data", name_rows(self.data, asked))
        super().__post_init__()
        if twice := [*self.data.columns[self.data.columns.duplicated()]]:
            self.refuse(f"data memuat lebih dari satu kolom bernama {', '.join(twice)}")
        keys = [c.key for c in self.columns]
        if wrong := [key for key in keys if key not in self.data or keys.count(key) > 1]:
            names, present = ", ".join(dict.fromkeys(wrong)), ", ".join(map(str, self.data))
            self.refuse(f"kolom {names} tidak ada atau disebut dua kali; yang ada: {present}")
        named = [(f"baris {f.title}", {*f.cells}, {*self.data}) for f in self.footer]
        for place, cells, known in [*named, ("merge", {*(self.merge or ())}, {*keys})]:
            if unknown := cells - known or (cells if cells.isdisjoint(keys) else set()):
                texts = ", ".join(sorted(unknown))
                self.refuse(f"{place} menyebut {texts}, yang bukan kolom tabel ini")
        if titles := [f.title for f in self.footer if not f.cells or keys[0] in f.cells]:
            self.refuse(f"baris {titles[0]} harus mengisi kolom selain {keys[0]}, tempat judulnya")
        check_cells(self.label, self.columns, self._rows)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Columns in order; a formula is kept only where the reader sees all its operands."""
        columns = resolve_columns(self.column or [*self.data], self.data)
        keys = {c.key for c in columns}
        return tuple(
            c if formula_names(c.formula) <= keys else replace(c, formula="") for c in columns
        )

    @cached_property
    def levels(self) -> list[list[Column]]:
        """The merged columns that are printed as bands, by level; one text stays to head the rows.

        Further ones where cells would be tall, if the next column tells the rows apart instead.
        """
        by_key = {c.key: c for c in self.columns}
        summed = {key for footer in self.footer for key in footer.cells}
        merged = [*takewhile(lambda key: key not in summed, self._merged_keys)]
        while merged:
            others = [c for c in self.columns if c.key not in merged]
            if not all(c.numeric for c in others) and others[0].key not in summed:
                break
            merged.pop()
        levels = widths.split_levels(self.data, merged)
        for key in merged[sum(map(len, levels)) :]:
            others = [c for c in self.columns if not any(c.key in level for level in levels)]
            ahead = others[1].key
            distinguishing = ahead not in summed and self.data[ahead].nunique() > len(self.data) / 2
            demands = [self._demand(c) for c in others]
            if not distinguishing or not widths.is_tall(demands, self._page_width):
                break
            levels.append([key])
        return [[by_key[key] for key in level] for level in levels]

    @cached_property
    def body_columns(self) -> list[Column]:
        """All columns but those that are printed as bands."""
        banded = [c for level in self.levels for c in level]
        return [c for c in self.columns if c not in banded]

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        """The rows as a reader sees them: predicates as letters, ranges with both ends."""
        shown = write_quantities(self.data, [c.key for c in self.columns if c.kind == "angka"])
        return list_records(shown, [c.key for c in self.columns])

    @cached_property
    def footer_values(self) -> list[dict[str, Any]]:
        """Values of the footer rows by column key, formulas evaluated."""
        rows: list[dict[str, Any]] = []
        for footer in self.footer:
            row: dict[str, Any] = {}
            numeric = {c.key for c in self.columns if c.numeric or footer.kind}
            for key, value in footer.cells.items():
                above = {f.title: r.get(key) for f, r in zip(self.footer, rows, strict=False)}
                is_formula = isinstance(value, str) and key in numeric
                data = self.data.assign(**{THIS: self.data[key]}) if is_formula else self.data
                row[key] = evaluate_formula(value, row, data, above) if is_formula else value
            rows.append(row)
        return rows

    @property
    def formula(self) -> str:
        """The formulas of the columns in words; what several columns share is said once."""
        wording = {c.key: c.phrase for c in self.columns}
        by_formula = {c.formula: c for c in reversed(self.columns) if c.formula}
        texts = (
            f"{c.title.split(' (')[0]} = {describe_formula(c.formula, wording)}"
            for c in reversed(by_formula.values())
        )
        return "; ".join(dict.fromkeys(texts))

    @property
    def body(self) -> Iterator[widths.Band | list[Cell]]:
        """Body rows in order, each group of them below its bands."""
        header = None if self.body_columns[0].numeric else self.body_columns[0]
        titles = [" · ".join(c.title for c in level) for level in self.levels]
        last: list[str] = []
        most = self._most_places
        for i, row in enumerate(self._rows):
            filled = [[c for c in level if not is_empty(row[c.key])] for level in self.levels]
            texts = [" · ".join(c.format(row[c.key]) for c in level) for level in filled]
            yield from widths.list_bands(texts, last, titles)
            last = texts
            yield [
                Cell.of(self._forms[c.key][i], row[c.key], c is header, i, most[c.key])
                for c in self.body_columns
            ]

    @property
    def group_header(self) -> list[tuple[Column, int]]:
        """First column and size of each group in the header; empty where no column has a group."""
        groups = [[*group] for _, group in groupby(self.body_columns, lambda c: c.grouping or c)]
        return [(g[0], len(g)) for g in groups] if any(g[0].grouping for g in groups) else []

    @property
    def footer_rows(self) -> list[tuple[str, int, list[Cell]]]:
        """Title, how many columns it spans, those before the first with a value, and the cells."""
        rows = []
        for footer, values in zip(self.footer, self.footer_values, strict=True):
            span = next(i for i, c in enumerate(self.body_columns) if c.key in values)
            columns, most = self.body_columns[span:], self._most_places
            cells = [footer.write(c, values, most[c.key]) for c in columns]
            rows.append((footer.title, span, cells))
        return rows

    @cached_property
    def _most_places(self) -> dict[str, int]:
        """The most decimals of a number in each column, footer rows included."""
        written = {c.key: [*self._forms[c.key]] for c in self.columns}
        for footer, c in product(self.footer, self.columns):
            written[c.key] += [footer.fit(c)] * (c.key in footer.cells)
        return {k: max((c.places for c in columns), default=0) for k, columns in written.items()}

    @cached_property
    def _forms(self) -> dict[str, list[Column]]:
        """Each column as it prints the value of each row."""
        fractions = find_fractions(self.columns, self._rows)
        return {c.key: [c.fit(row, fractions) for row in self._rows] for c in self.columns}

    @property
    def column_widths(self) -> list[float]:  # shares, adding up to 1
        demands = self._measure(self.upright_heads) if self.upright_heads else self._lying_demands
        page_width = widths.LONG_PAGE if self.small_type else self._page_width
        return widths.share_width(demands, page_width)

    @property
    def _page_width(self) -> float:
        upright = widths.LONG_PAGE if len(self.data) >= MANY else widths.PAGE
        width = widths.LANDSCAPE_PAGE if self.on_turned_page else upright
        return widths.HALF_PAGE if self.half else width

    @cached_property
    def on_turned_page(self) -> bool:
        """Whether it has a turned page of its own: it wants one and fills it, or would be tall."""
        upright = replace(self, landscape=False) if self.landscape else self
        return self.landscape and (len(self.data) > FEW or upright.is_tall(widths.LONG_PAGE))

    @cached_property
    def small_type(self) -> bool:
        """Whether it is set smaller, on an upright page: it would be turned, or have tall cells."""
        full_width = not (self.on_turned_page or self.half)
        return full_width and (self.landscape or self.is_tall(self._page_width))

    def is_tall(self, page_width: float) -> bool:
        """Whether on a page of this width a cell has more lines than a reader likes."""
        return widths.is_tall([*map(self._demand, self.body_columns)], page_width)

    @cached_property
    def upright_heads(self) -> set[str]:
        """Columns of numbers and ticks whose headers and sums are turned, for lack of room."""
        columns, page, demands = self.body_columns, self._page_width, self._lying_demands
        turnable = [c.numeric or c.kind == "ya" for c in columns]
        shares = zip(columns, turnable, widths.share_width(demands, page), strict=True)
        tall = any(turns and widths.is_long(c.title, share * page) for c, turns, share in shares)
        crowded = tall or sum(d.needed for d in demands) > widths.CROWDED * page
        return {c.key for c, turns in zip(columns, turnable, strict=True) if turns and crowded}

    @cached_property
    def _lying_demands(self) -> list[widths.Demand]:
        """What the columns need where no header is turned."""
        return self._measure(set())

    def _measure(self, upright: set[str]) -> list[widths.Demand]:
        cells = [cell for *_, row in self.footer_rows for cell in row]
        sums = [(c.column.key, c.text + "0" * c.padding) for c in cells]
        return [
            self._demand(column, "##" * ceil(len(column.title) / widths.UPRIGHT))
            if column.key in upright
            else self._demand(column, footer=[text for key, text in sums if key == column.key])
            for column in self.body_columns
        ]

    def _demand(self, column: Column, title: str = "", footer: Sequence[str] = ()) -> widths.Demand:
        key, values = column.key, [row[column.key] for row in self._rows]
        places = repeat(self._most_places[key])
        texts = [*map(Column.format_for_width, self._forms[key], values, places)]
        breakable = not column.numeric
        return widths.measure_column(title or column.title, texts, footer, breakable=breakable)

    @property
    def _merged_keys(self) -> Sequence[str]:
        """The leading texts, except the last, which names the row, unless a year follows it."""
        keys = [c.key for c in takewhile(lambda c: c.kind == "teks", self.columns)]
        year_follows = "tahun" in [c.kind for c in self.columns[len(keys) : len(keys) + 1]]
        return (keys if year_follows else keys[:-1]) if self.merge is None else self.merge

    @property
    def dense(self) -> bool:
        """Whether it is a long list of numbers, set with little space between the rows."""
        return len(self.data) >= MANY and all(c.numeric for c in self.body_columns[1:])

    def payload_content(self) -> dict[str, Any]:
        if self.data.empty:
            return super().payload_content()
        footers = [*zip(self.footer, self.footer_values, strict=True)]
        return {
            **self.head,
            "satuan": self.satuan,
            "rumus": self.formula,
            **payload.pack_data(self.data, self._rows, self.columns),
            "kaki": clean([{"judul": footer.title, **values} for footer, values in footers]),
            "rumus_kaki": [
                {k: v for k, v in footer.cells.items() if isinstance(v, str) and row.get(k) != v}
                | dict(footer.formula)
                for footer, row in footers
            ],
            "bentuk_kaki": [{"jenis": f.kind, "desimal": f.decimals} for f in self.footer],
            "asal_kaki": [payload.pack_footer(f.origin, f.rule) for f in self.footer],
        }
