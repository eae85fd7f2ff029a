"""`tabel.xlsx`: every table on a sheet of its own, with live formulas over copies of the inputs.

An input cell points to its copy (`='Data DPA'!E8`), a computed one holds the formula declared
with its column; each formula has its value saved, for readers that do not recalculate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lkip_helpers.render.xlsx_book import CAPITALS, NARROWEST, Book
from lkip_helpers.render.xlsx_inputs import Inputs, input_name, list_sheets, refer_copy
from lkip_helpers.report.columns import Column
from lkip_helpers.report.figure_style import ANSWERS
from lkip_helpers.report.format import merge_title
from lkip_helpers.report.formula import settle_half, translate_formula
from lkip_helpers.report.record import Place, Record
from lkip_helpers.rules.expression import Operand

HEADER = 5  # row of the header; the data begin in the next
CONTENTS = "Daftar Isi"
GROUPS = ("Laporan", "Angka di balik kalimat", "Lampiran teknis", "Salinan data masukan")
CHECKMARK = '"✓";;"–"'  # a tick is 1, so that ticks can be counted
_BLUE, _FAINT, _GREY = "#123F6D", "#F1F4F7", "#999999"
_HEAD = {"bold": True, "bg_color": _FAINT}
_BLANK, _HEAD_LETTERS, _INPUT = 2, 12, 210  # letters: a blank column, a line of a header, a copy
_RULED = {"bottom": 7, "bottom_color": "#C9D1D9"}  # a hairline below each row
Records = Mapping[str, Record]  # by label


def _refer(records: Records, place: Place, operand: Operand) -> str:
    """Where an operand of the formula of a number stands, on the sheet of its table or on another.

    An operand in a column that its table does not show raises ValueError.
    """
    label, key, at = place.follow(operand)
    record = records[label]
    letter = xl_col_to_name([*record.by_key].index(key))
    if at is None:
        return f"{letter}{HEADER + 1}:{letter}{HEADER + len(record.rows)}"
    sheet = "" if label == place.label else f"'{sheet_name(record)}'!"
    return f"{sheet}{letter}{HEADER + 1 + at if isinstance(at, int) else _footer_row(record, at)}"


def _footer_row(record: Record, title: str) -> int:
    return HEADER + len(record.rows) + 1 + record.footer_index[title]


def sheet_name(record: Record) -> str:
    """Name of the sheet of a table: its number in the report; its label where it has none."""
    return (record.label if record.kind == "kalimat" else record.reference)[:31]


def build_workbook(
    records: Records, inputs: Inputs, title: str, moment: datetime, status: str = "", seal: str = ""
) -> bytes:
    """The workbook of all tables.

    records: numbered, by label. inputs: for each input sheet (berkas, lembar) its values by cell,
    as intake read them. Only sheets that a table points to are copied, after the tables.
    moment: the file's date, in place of the clock. status: stands on every sheet and its pages.
    seal: of the report, in the properties of the file.
    """
    book = Book(moment, status)
    book.set_properties({**book.doc_properties, "comments": seal})
    copied = sorted(list_sheets(records.values()) & inputs.keys())
    grouped = sorted(records.values(), key=lambda r: GROUPS.index(_group(r)))
    entries = [(sheet_name(r), r.title, _group(r)) for r in grouped]
    entries += [(input_name(*key), " › ".join(key), GROUPS[-1]) for key in copied]
    _write_contents(book, title, entries)
    for record in grouped:
        sheet = book.open_sheet(sheet_name(record))
        _RecordSheet(book, sheet, record, records, inputs).write()
    for key in copied:
        _write_input(book, key, inputs[key])
    return book.finish()


def _group(record: Record) -> str:
    """The group of a sheet in the contents."""
    return GROUPS[2 if record.in_technical_annex else int(record.kind == "kalimat")]


def _write_contents(book: Book, title: str, entries: Sequence[tuple[str, str, str]]) -> None:
    """The first sheet. entries: name, title and group of each of the others, which it links to."""
    sheet = book.open_sheet(CONTENTS)
    widths = book.set_widths(sheet, (26, 72, 26))
    book.put_line(sheet, 0, title, widths, bold=True, font_size=14, font_color=_BLUE)
    book.put_line(sheet, 1, book.status, widths)
    for column, head in enumerate(("Lembar", "Judul", "Isi")):
        book.put(sheet, 2, column, head, **_HEAD)
    for row, (name, *texts) in enumerate(entries, 3):
        _link(book, sheet, row, name)
        for column, text in enumerate(texts, 1):
            book.put(sheet, row, column, text)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    book.fit_rows(sheet, dict(enumerate(entries, 3)), widths, 3)


def _link(book: Book, sheet: Worksheet, row: int, name: str, text: str = "") -> None:
    look = book.get_format(font_color=_BLUE, underline=1)
    sheet.write_url(row, 0, f"internal:'{name}'!A1", look, text or name)


@dataclass(frozen=True)
class _RecordSheet:
    """Writes one table on its sheet. records: all tables, to which its formulas may point."""

    book: Book
    sheet: Worksheet
    record: Record
    records: Records
    inputs: Inputs

    def write(self) -> None:
        book, sheet, record = self.book, self.sheet, self.record
        widths = book.set_widths(sheet, [_ask_width(record, c) for c in record.columns])
        unit = record.satuan and f"Satuan: {record.satuan}"
        remark = "; ".join(filter(None, [book.status, unit, record.formula_text]))
        title_look = {"bold": True, "font_size": 12, "font_color": _BLUE}
        book.put_line(sheet, 0, record.full_title, widths, **title_look)
        book.put_line(sheet, 1, remark, widths)
        book.put_line(sheet, 2, f"Sumber: {record.source}", widths)
        _link(book, sheet, 3, CONTENTS, f"← {CONTENTS}")
        heads = [merge_title(c.grouping, c.title) for c in record.columns]
        for i, column in enumerate(record.columns):
            look = {**_HEAD, **_align(column, i), "bottom": 1, "bottom_color": _BLUE}
            book.put(sheet, HEADER - 1, i, heads[i], **look)
        for index in range(len(record.rows)):
            self._write_row(index)
        self._write_footer()
        every = [*record.rows, *record.footer]
        rows = [[_print_text(c, row.get(c.key)) for c in record.columns] for row in every]
        book.fit_rows(sheet, dict(enumerate([heads, *rows], HEADER - 1)), widths, HEADER - 1)
        self._add_charts()
        sheet.freeze_panes(HEADER, 0)
        sheet.repeat_rows(HEADER - 1)

    def _write_row(self, index: int) -> None:
        """A row of the body: pointers to inputs, declared formulas, or values. index: from 0."""
        record, at = self.record, HEADER + index
        for i, column in enumerate(record.columns):
            value, origins = record.rows[index].get(column.key), record.asal.get(column.key)
            if isinstance(value, bool):
                tick = {"num_format": CHECKMARK, "align": "center", **_RULED}
                self.book.put(self.sheet, at, i, int(value), **tick)
            elif column.kind == "tahun" or not isinstance(value, int | float):
                look = _align(column, i) | _RULED
                self.book.put(self.sheet, at, i, _print_text(column, value), **look)
            else:
                origin = origins[index] if origins else None
                formula = refer_copy(origin, value, self.inputs) if origin else ""
                refer = partial(_refer, self.records, Place(record.label, column.key, index))
                declared = "" if formula or (origin and not origin[3]) else column.formula
                formula = formula or (declared and translate_formula(declared, refer))
                form = record.column_at(index, column.key)
                self._write_number(at, i, formula, value, form, **_RULED)

    def _write_footer(self) -> None:
        record = self.record
        for footer, formulas in zip(record.footer, record.footer_formula, strict=True):
            title, at = footer["judul"], _footer_row(record, footer["judul"]) - 1
            self.book.put(self.sheet, at, 0, title, **_HEAD)
            for i, column in enumerate(record.columns[1:], 1):
                key, value = column.key, footer.get(column.key)
                if value is None or isinstance(value, str):
                    self.book.put(self.sheet, at, i, value, **_HEAD)
                    continue
                refer = partial(_refer, self.records, Place(record.label, key, title))
                formula = translate_formula(formulas[key], refer) if formulas.get(key) else ""
                form = record.column_at(title, key)
                self._write_number(at, i, formula, value, form, **_HEAD)

    def _write_number(
        self, row: int, i: int, formula: str, value: float, column: Column, **properties: Any
    ) -> None:
        """A live formula with its value, or the value alone, in the number format of the report."""
        if column.numeric:
            properties["num_format"] = f"#,##0.{'0' * column.places}" if column.places else "#,##0"
        if formula:
            settled = f"={settle_half(formula, value, column.places)}"
            self.sheet.write_formula(row, i, settled, self.book.get_format(**properties), value)
        else:
            self.book.put(self.sheet, row, i, value, **properties)

    def _add_charts(self) -> None:
        """Native charts of a figure: bars of its names below the data, or lines beside them."""
        columns = self.record.columns
        names = [i for i, c in enumerate(columns) if c.kind == "teks"]
        measures = [i for i, c in enumerate(columns) if c.kind in ("angka", "persen")]
        if self.record.alt and names and measures:
            self.sheet.fit_to_pages(1, 1)  # so that no page break cuts them
            add = self._add_lines if "tahun" in self.record.by_key else self._add_bars
            add(names[0], measures)

    def _add_lines(self, names: int, measures: list[int]) -> None:
        """A chart for each name, of its measures by year, two beside each other."""
        rows, keys, alt = self.record.rows, [*self.record.by_key], self.record.alt
        name, value, years = keys[names], keys[measures[0]], keys.index("tahun")
        groups = [[*g] for _, g in groupby(range(len(rows)), lambda index: rows[index][name])]
        groups = [g for g in groups if isinstance(rows[g[0]][value], float)]
        for i, group in enumerate(groups):
            chart = self._draw(group, years, measures, [_GREY, _BLUE])
            title = [self.sheet.name, HEADER + group[0], names]
            chart.set_title({"name": title, "name_font": {"size": 9}})
            chart.set_size({"width": 330, "height": 190})
            place = {"x_offset": i % 2 * 340, "y_offset": i // 2 * 200, "description": alt}
            self.sheet.insert_chart(HEADER - 1, len(keys) + 1, chart, place)

    def _add_bars(self, names: int, measures: list[int]) -> None:
        """A bar for each row: of its shares, where there are several, else of its last measure."""
        record, rows = self.record, range(len(self.record.rows))
        shares = [i for i in measures if record.columns[i].kind == "persen"]
        drawn, colors = (shares, [*ANSWERS]) if shares[1:] else (measures[-1:], [_BLUE])
        chart = self._draw(rows, names, drawn, colors * len(drawn))
        chart.set_title({"name": [self.sheet.name, 0, 0], "name_font": {"size": 11}})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
        chart.set_size({"width": 720, "height": 120 + 36 * len(rows)})
        self.sheet.insert_chart(HEADER + len(rows) + 1, 0, chart, {"description": record.alt})

    def _draw(self, rows: Sequence[int], names: int, drawn: list[int], colors: list[str]) -> Any:
        """A chart of some rows: over years a line for each column of `drawn`, else parts of bars.

        names, drawn: indices of columns. Names are cells: a text could be taken for a formula.
        """
        is_bar = self.record.columns[names].kind == "teks"
        kind, look = ("bar", "fill") if is_bar else ("line", "line")
        stacked = "stacked" if is_bar and drawn[1:] else ""
        chart, sheet = self.book.add_chart({"type": kind, "subtype": stacked}), self.sheet.name
        for column, color in zip(drawn, colors, strict=False):
            labels = {"value": not drawn[1:]}
            series: dict[str, Any] = {"name": [sheet, HEADER - 1, column], "data_labels": labels}
            for part, i in (("categories", names), ("values", column)):
                series[part] = [sheet, HEADER + rows[0], i, HEADER + rows[-1], i]
            chart.add_series(series | {look: {"color": color}})
        chart.set_legend({"position": "bottom"} if drawn[1:] else {"none": True})
        return chart


def _print_text(column: Column, value: Any) -> Any:
    """A text as the report prints it; all else as it is."""
    return column.format(value) if isinstance(value, str) else value


def _align(column: Column, index: int) -> dict[str, Any]:
    """Numbers on the right; texts on the left, indented except in the first column."""
    return {"align": "right"} if column.numeric else {"align": "left", "indent": int(index > 0)}


def _ask_width(record: Record, column: Column) -> int:
    """Letters that the longest cell needs; headers in two lines, long ones in more."""
    values = (row.get(column.key) for row in [*record.rows, *record.footer])
    cells = max((len(column.format(v)) for v in values if v is not None), default=0)
    title = merge_title(column.grouping, column.title)
    head = max(min(len(title) // 2, _HEAD_LETTERS), *map(len, title.split()), 0)
    footers = record.footer_index if column is record.columns[0] else ()
    return max(NARROWEST, cells + 3, head + 4, max(map(len, footers), default=0) + 2)


def _write_input(book: Book, key: tuple[str, str], cells: Mapping[str, Any]) -> None:
    """A copy of an input sheet, cell by cell at the same address."""
    sheet = book.open_sheet(input_name(*key))
    sheet.set_tab_color(_GREY)
    sheet.set_header("&L" + " › ".join(key).replace("&", "&&"))
    rows: dict[int, dict[int, Any]] = {}
    wanted: dict[int, int] = {}
    for address, value in cells.items():
        row, column = xl_cell_to_rowcol(address)
        rows.setdefault(row, {})[column] = value
        letters = ceil(len(str(value)) / (CAPITALS if str(value).isupper() else 1))
        wanted[column] = max(wanted.get(column, NARROWEST), letters + 3)
        look = {"align": "left", "indent": 1} if isinstance(value, str) else {}
        book.put(sheet, row, column, value, **look)
    columns, first = range(max(wanted, default=0) + 1), min(rows, default=0)
    widths = book.set_widths(sheet, [wanted.get(c, _BLANK) for c in columns], _INPUT)
    book.fit_rows(sheet, {n: map(row.get, columns) for n, row in rows.items()}, widths, first)
    sheet.repeat_rows(first)
    if first:
        _link(book, sheet, 0, CONTENTS, f"← {CONTENTS}")
