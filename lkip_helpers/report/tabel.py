"""A table of the report: a pure object with caption and source that shows itself anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby, takewhile
from typing import Any

import pandas as pd

from lkip_helpers.report import payload, widths
from lkip_helpers.report.columns import (
    Cell,
    Column,
    Footer,
    FooterRow,
    alter_column,
    phrase_column,
    resolve_columns,
    write_footer,
)
from lkip_helpers.report.format import is_empty
from lkip_helpers.report.formula import describe_formula, evaluate_formula, formula_names
from lkip_helpers.report.markup import render
from lkip_helpers.report.payload import Numbered, Source, clean, require
from lkip_helpers.report.quantities import write_quantities
from lkip_helpers.report.widths import Band, list_bands, split_levels
from lkip_helpers.rules.expression import THIS

MANY, FEW = 50, 24  # rows: more than a page holds in the larger type, too few for a turned one


@dataclass(frozen=True, eq=False)
class Tabel(Numbered):
    """A numbered table.

    label: stable name (anchor, key, sheet). title: caption. data: one row a row, raw values.
    column: keys or Column in order, or all. source: text, or the frame(s) it was computed from;
    `data` itself where it is a sheet. footer: footer rows. merge: keys of text columns whose equal
    neighbours share one band; else those that lead to the last text before the figures.
    landscape: wants a turned page, if it fills one. half: stands beside the next one that does.
    folded: as of Numbered. without_data: said in its place when `data` has no row.
    """

    label: str
    title: str
    data: pd.DataFrame
    column: Sequence[str | Column] = ()
    source: Source | None = None
    footer: Sequence[Footer] = ()
    satuan: str = ""
    merge: Sequence[str] | None = None
    note: str = ""
    landscape: bool = False
    half: bool = False
    folded: bool = False
    without_data: str = ""
    kind: str = field(default="tabel", init=False)

    def __post_init__(self) -> None:
        if isinstance(self.data, pd.Series):
            raise payload.IncompleteTabel(
                f"{self.label}: data berupa Series; tambahkan .reset_index()"
            )
        if {*map(type, self.data)} - {str}:  # years, as a pivot has them
            object.__setattr__(self, "data", self.data.rename(columns=str))
        require(self.label, judul=self.title, sumber=self.origin)
        if missing := [k.key for k in self.column_list if k.key not in self.data]:
            there = ", ".join(map(str, self.data))
            if {*missing} & {*self.data.index.names}:
                there += "; yang ada pada indeks menjadi kolom dengan .reset_index()"
            raise payload.IncompleteTabel(
                f"{self.label}: kolom {', '.join(missing)} tidak ada pada data; yang ada: {there}"
            )

    @cached_property
    def column_list(self) -> tuple[Column, ...]:
        """Columns in order; a formula is kept only where the reader sees all it is made of."""
        column = resolve_columns(self.column or [*self.data], self.data)
        seen = {k.key for k in column}
        return tuple(
            k if formula_names(k.formula) <= seen else replace(k, formula="") for k in column
        )

    @cached_property
    def levels(self) -> list[list[Column]]:
        """The merged columns that stand in bands, by level; one that leads the rows is left.

        Further ones where cells would be tall, if the next column tells the rows apart instead.
        """
        column = {k.key: k for k in self.column_list}
        merge = list(self._merge)
        while merge and all(k.numeric for key, k in column.items() if key not in merge):
            merge.pop()
        levels = split_levels(self.data, merge)
        for key in merge[sum(map(len, levels)) :]:
            others = [k for k in self.column_list if not any(k.key in level for level in levels)]
            telling = self.data[others[1].key].nunique() > len(self.data) / 2
            if not telling or not widths.is_tall([*map(self._demand, others)], self._page):
                break
            levels.append([key])
        return [[column[k] for k in level] for level in levels]

    @cached_property
    def printed(self) -> list[Column]:
        """The columns of the body: all but those that stand in bands."""
        banded = [k for level in self.levels for k in level]
        return [k for k in self.column_list if k not in banded]

    @cached_property
    def shown(self) -> pd.DataFrame:
        """`data` as a reader sees it: predicates by their letters, ranges by both their ends."""
        return write_quantities(self.data, [k.key for k in self.column_list if k.kind == "angka"])

    @cached_property
    def footer_values(self) -> list[dict[str, Any]]:
        """Values of the footer rows by column key, formulas evaluated."""
        result: list[dict[str, Any]] = []
        for footer in self.footer:
            rows: dict[str, Any] = {}
            for key, content in footer.content.items():
                other = {k.title: b.get(key) for k, b in zip(self.footer, result, strict=False)}
                formula = isinstance(content, str) and any(
                    k.key == key and (k.numeric or footer.kind) for k in self.column_list
                )
                data = self.data.assign(**{THIS: self.data[key]}) if formula else self.data
                rows[key] = evaluate_formula(content, rows, data, other) if formula else content
            result.append(rows)
        return result

    @property
    def formula(self) -> str:
        """The formulas of the columns as a reader says them."""
        wording = {k.key: phrase_column(k.title) for k in self.column_list}
        with_formula = {k.formula: k for k in reversed(self.column_list) if k.formula}
        write = [
            f"{k.title.split(' (')[0]} = {describe_formula(k.formula, wording)}"
            for k in reversed(with_formula.values())
        ]
        return "; ".join(dict.fromkeys(write))

    @property
    def body(self) -> Iterator[Band | list[Cell]]:
        """Body rows in order, each group of them below its bands."""
        header = None if self.printed[0].numeric else self.printed[0]
        titles = [" · ".join(k.title for k in level) for level in self.levels]
        last: list[str] = []
        columns = {k.key: self.shown[k.key].to_list() for k in self.column_list}
        padding = {k.key: self._places[k.key] - k.places if k.numeric else 0 for k in self.printed}
        for i in range(len(self.data)):
            row = {key: values[i] for key, values in columns.items()}
            filled = [[k for k in level if not is_empty(row[k.key])] for level in self.levels]
            text = [" · ".join(k.format(row[k.key]) for k in level) for level in filled]
            yield from list_bands(text, last, titles)
            last = text
            yield [
                Cell(
                    k.format(row[k.key]),
                    k,
                    k is header,
                    i if k.numeric and not is_empty(row[k.key]) else None,
                    padding[k.key],
                )
                for k in self.printed
            ]

    @property
    def group_header(self) -> list[tuple[Column, int]]:
        """First column and width of each group in the head; empty where no column has a group."""
        groups = [[*own] for _, own in groupby(self.printed, lambda k: k.grouping or k)]
        return [(k[0], len(k)) for k in groups] if any(k.grouping for k in self.printed) else []

    @property
    def footer_rows(self) -> list[FooterRow]:
        """Footer rows: the title spans the columns before the first one that has a value."""
        result = []
        for footer, value in zip(self.footer, self.footer_values, strict=True):
            width = next(i for i, k in enumerate(self.printed) if k.key in value)
            printed = self.printed[width:]
            cells = [write_footer(k, footer, value, self._places[k.key]) for k in printed]
            result.append(FooterRow(footer.title, width, cells))
        return result

    @cached_property
    def _places(self) -> dict[str, int]:
        """By column the most digits that a number has behind its comma."""
        every = {k.key: [k] for k in self.printed}
        for key, column in every.items():
            column += [alter_column(column[0], f) for f in self.footer if key in f.content]
        return {key: max(k.places for k in column) for key, column in every.items()}

    @property
    def width(self) -> list[float]:  # shares, adding up to 1
        column = self._measure(self.turned) if self.turned else self._lying
        return widths.share_width(column, widths.LONG_PAGE if self.tight else self._page)

    @property
    def _page(self) -> float:
        upright = widths.LONG_PAGE if len(self.data) >= MANY else widths.PAGE
        page = widths.LANDSCAPE_PAGE if self.lying else upright
        return widths.HALF_PAGE if self.half else page

    @cached_property
    def lying(self) -> bool:
        """Whether it has a turned page of its own: it wants one and fills it, or would be tall."""
        upright = replace(self, landscape=False) if self.landscape else self
        return self.landscape and (len(self.data) > FEW or upright.is_tall(widths.LONG_PAGE))

    @cached_property
    def tight(self) -> bool:
        """Whether it stands upright in smaller type: it would lie, or be tall."""
        return not (self.lying or self.half) and (self.landscape or self.is_tall(self._page))

    def is_tall(self, page: float) -> bool:
        """Whether with so much room a cell has more lines than a reader likes."""
        return widths.is_tall([*map(self._demand, self.printed)], page)

    @cached_property
    def turned(self) -> set[str]:
        """Columns of numbers and ticks whose heads and sums stand upright: lying they lack room."""
        page, figures = self._page, [k.numeric or k.kind == "ya" for k in self.printed]
        shares = zip(self.printed, figures, widths.share_width(self._lying, page), strict=True)
        tall = any(own and widths.is_long(k.title, share * page) for k, own, share in shares)
        crowded = tall or sum(k.needed for k in self._lying) > widths.CROWDED * page
        return {k.key for k, own in zip(self.printed, figures, strict=True) if own and crowded}

    @cached_property
    def _lying(self) -> list[widths.Demand]:
        """What the columns need where no head stands upright."""
        return self._measure(set())

    def _measure(self, turned: set[str]) -> list[widths.Demand]:
        sums = [cell for row in self.footer_rows for cell in row.cells]
        return [
            self._demand(k, widths.stand_upright(k.title))
            if k.key in turned
            else self._demand(k, footer=[c.text for c in sums if c.column.key == k.key])
            for k in self.printed
        ]

    def _demand(self, k: Column, title: str = "", footer: Sequence[str] = ()) -> widths.Demand:
        content = [k.seen(v) for v in self.shown[k.key].tolist()]
        return widths.measure_column(title or k.title, content, footer, breakable=not k.numeric)

    @property
    def _merge(self) -> Sequence[str]:
        """The leading texts, save the last, which names the row, unless a year follows it."""
        key = [k.key for k in takewhile(lambda k: k.kind == "teks", self.column_list)]
        named = "tahun" in [k.kind for k in self.column_list[len(key) : len(key) + 1]]
        return (key if named else key[:-1]) if self.merge is None else self.merge

    @property
    def dense(self) -> bool:
        """Whether it is a long list of numbers, whose rows stand close."""
        return len(self.data) >= MANY and all(k.numeric for k in self.printed[1:])

    @property
    def existing_html(self) -> str:
        return render("tabel.html.j2", t=self)

    def existing_content(self) -> dict[str, Any]:
        footers = [*zip(self.footer, self.footer_values, strict=True)]
        return {
            **self.head,
            "satuan": self.satuan,
            "rumus": self.formula,
            **payload.pack_data(self.shown, self.column_list),
            "kaki": clean([{"judul": k.title, **n} for k, n in footers]),
            "rumus_kaki": [
                {c: r for c, r in k.content.items() if isinstance(r, str) and n.get(c) != r}
                | dict(k.formula)
                for k, n in footers
            ],
            "bentuk_kaki": [{"jenis": k.kind, "desimal": k.decimals} for k in self.footer],
            "asal_kaki": [payload.pack_footer(k.origin, k.rule) for k in self.footer],
        }
