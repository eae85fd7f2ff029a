"""`tabel.xlsx`: every table on a sheet of its own, with live formulas over copies of the inputs.

An input cell points to its copy (`='Data DPA'!E8`), a computed one holds the formula declared
beside its column; the value of each stands beside its formula, for readers that do not recalculate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from math import ceil
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lkip_helpers.render.xlsx_book import CAPITALS, NARROWEST, Book
from lkip_helpers.render.xlsx_inputs import Inputs, input_name, list_origins, refer_copy
from lkip_helpers.report.columns import Column
from lkip_helpers.report.figure_style import ANSWERS
from lkip_helpers.report.format import merge_title
from lkip_helpers.report.formula import settle_half, translate_formula
from lkip_helpers.report.record import Record

HEADER = 5  # the header's row; data begins in the next
CONTENTS = "Daftar Isi"
ANNEX = "T."  # begins the numbers of the technical annex
GROUPS = ("Laporan", "Angka di balik kalimat", "Lampiran teknis", "Salinan data masukan")
CHECKMARK = '"✓";;"–"'  # a tick is 1, so that ticks can be counted
_BLUE, _FAINT, _GREY = "#123F6D", "#F1F4F7", "#999999"
_HEAD = {"bold": True, "bg_color": _FAINT}
_BLANK, _HEAD_LETTERS, _INPUT = 2, 12, 210  # letters: a blank column, a line of a head, a copy
_RULED = {"bottom": 7, "bottom_color": "#C9D1D9"}  # a hair line below each row


@dataclass(frozen=True)
class SheetAddress:
    """Where a table stands on its sheet, for the translation of its formulas.

    rows: the row whose formula is translated. every: every table by label, for `from_`.
    """

    record: Record
    rows: int
    every: Mapping[str, Record]
    column: str = ""

    def letter(self, key: str) -> str:
        """Letter of a column; raises KeyError for one the table does not show."""
        return _letters(self.record)[key]

    def cell(self, column: str) -> str:
        return f"{self.letter(column)}{self.rows}"

    def span(self, column: str) -> str:
        letter = self.letter(self.column if column == "ini" else column)
        return f"{letter}{HEADER + 1}:{letter}{HEADER + self.record.row_count}"

    def footer(self, title: str) -> str:
        return f"{self.letter(self.column)}{_footer_row(self.record, title)}"

    def from_(self, label: str, title: str, column: str) -> str:
        other = self.every[label]
        return f"'{sheet_name(other)}'!{_letters(other)[column]}{_footer_row(other, title)}"


def _letters(record: Record) -> dict[str, str]:
    return {key: xl_col_to_name(i) for i, key in enumerate(record.column_by_key)}


def _footer_row(record: Record, title: str) -> int:
    sequence = [k["judul"] for k in record.footer]
    return HEADER + record.row_count + 1 + sequence.index(title)


def sheet_name(record: Record) -> str:
    """Sheet of a table: its number in the report; its label where a sentence says it."""
    return (record.label if record.kind == "kalimat" else record.reference)[:31]


def build_workbook(
    every: Mapping[str, Record],
    inputs: Inputs,
    title: str,
    moment: datetime,
    remark: str = "",
    seal: str = "",
) -> bytes:
    """The workbook of all tables.

    every: numbered, by label. inputs: for each input sheet (berkas, lembar) its values by cell,
    as intake read them. Only sheets that a table points to are copied, behind the tables.
    moment: stands in the file where the clock would. remark: stands on every sheet and its pages.
    seal: the report's mark, in the properties of the file.
    """
    book = Book(moment, remark)
    book.set_properties({**book.doc_properties, "comments": seal})
    used = {(r[0], r[1]) for r in list_origins(every.values())}
    copies = sorted(used & inputs.keys())
    records = sorted(every.values(), key=lambda p: GROUPS.index(_group(p)))
    entries = [(sheet_name(p), p.title, _group(p)) for p in records]
    entries += [(input_name(*key), " › ".join(key), GROUPS[-1]) for key in copies]
    _write_contents(book, title, entries)
    for record in records:
        _write_record(book, record, every, inputs)
    for key in copies:
        _write_input(book, key, inputs[key])
    return book.finish()


def _group(record: Record) -> str:
    """What a reader looks for it among."""
    annex = record.reference.startswith(f"Tabel {ANNEX}")
    return GROUPS[2 if annex else int(record.kind == "kalimat")]


def _write_contents(book: Book, title: str, entries: Sequence[tuple[str, str, str]]) -> None:
    """Every sheet by number, title and group, each a link."""
    sheet = book.open_sheet(CONTENTS)
    width = book.set_widths(sheet, (26, 72, 26))
    book.put_line(sheet, 0, title, width, bold=True, font_size=14, font_color=_BLUE)
    book.put_line(sheet, 1, book.remark, width)
    for column, head in enumerate(("Lembar", "Judul", "Isi")):
        book.put(sheet, 2, column, head, **_HEAD)
    for row, (name, *texts) in enumerate(entries, 3):
        _link(book, sheet, row, name)
        for column, text in enumerate(texts, 1):
            book.put(sheet, row, column, text)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    book.fit(sheet, dict(enumerate(entries, 3)), width, 3)


def _link(book: Book, sheet: Worksheet, row: int, name: str, text: str = "") -> None:
    look = book.look(font_color=_BLUE, underline=1)
    sheet.write_url(row, 0, f"internal:'{name}'!A1", look, text or name)


def _write_record(book: Book, p: Record, every: Mapping[str, Record], inputs: Inputs) -> None:
    sheet = book.open_sheet(sheet_name(p))
    width = book.set_widths(sheet, [_ask_width(p, k) for k in p.columns])
    remark = "; ".join(
        filter(None, [book.remark, p.satuan and f"Satuan: {p.satuan}", p.formula_text])
    )
    book.put_line(sheet, 0, p.full_title, width, bold=True, font_size=12, font_color=_BLUE)
    book.put_line(sheet, 1, remark, width)
    book.put_line(sheet, 2, f"Sumber: {p.source}", width)
    _link(book, sheet, 3, CONTENTS, f"← {CONTENTS}")
    heads = [merge_title(k.grouping, k.title) for k in p.columns]
    for column, (k, head) in enumerate(zip(p.columns, heads, strict=True)):
        look = {**_HEAD, **_side(k, column), "bottom": 1, "bottom_color": _BLUE}
        book.put(sheet, HEADER - 1, column, head, **look)
    for n in range(p.row_count):
        _write_row(book, sheet, SheetAddress(p, HEADER + 1 + n, every), inputs)
    _write_footer(book, sheet, p, every)
    rows: list[list[Any]] = [heads]
    rows += [[_show(k, b.get(k.key)) for k in p.columns] for b in [*p.rows, *p.footer]]
    book.fit(sheet, dict(enumerate(rows, HEADER - 1)), width, HEADER - 1)
    _add_charts(book, sheet, p)
    sheet.freeze_panes(HEADER, 0)
    sheet.repeat_rows(HEADER - 1)


def _show(column: Column, value: Any) -> Any:
    """A text as the report prints it; all else as it is."""
    return column.format(value) if isinstance(value, str) else value


def _side(column: Column, place: int) -> dict[str, Any]:
    """Numbers on the right; texts behind the first column away from the number before them."""
    return {"align": "right"} if column.numeric else {"align": "left", "indent": int(place > 0)}


def _ask_width(p: Record, column: Column) -> int:
    """Letters that the longest cell asks for; heads in two lines, long ones in more."""
    values = [*(b.get(column.key) for b in p.rows), *(k.get(column.key) for k in p.footer)]
    cells = max((len(column.format(v)) for v in values if v is not None), default=0)
    title = merge_title(column.grouping, column.title)
    head = max(min(len(title) // 2, _HEAD_LETTERS), *map(len, title.split()), 0)
    first = max((len(k["judul"]) for k in p.footer), default=0) if column is p.columns[0] else 0
    return max(NARROWEST, cells + 3, head + 4, first + 2)


def _write_row(book: Book, sheet: Worksheet, location: SheetAddress, inputs: Inputs) -> None:
    """A row of the body: pointers to inputs, declared formulas, or values."""
    p, row = location.record, location.rows - 1
    values = p.rows[row - HEADER]
    for column, k in enumerate(p.columns):
        value, origin = values.get(k.key), p.asal.get(k.key, [None] * p.row_count)[row - HEADER]
        if isinstance(value, bool):
            book.put(sheet, row, column, int(value), num_format=CHECKMARK, align="center", **_RULED)
        elif k.kind == "tahun" or not isinstance(value, int | float):
            book.put(sheet, row, column, _show(k, value), **_side(k, column), **_RULED)
        else:
            formula = origin and refer_copy(origin, value, inputs)
            formula = formula or (k.formula and translate_formula(k.formula, location))
            _write_number(book, sheet, (row, column), formula, value, k, **_RULED)


def _write_number(
    book: Book, sheet: Worksheet, at: tuple[int, int], formula: str | None, value: float, k: Column,
    **traits: Any
) -> None:  # fmt: skip
    """A live formula with its value, or the value alone, shown as the report prints it."""
    if k.numeric:
        traits["num_format"] = f"#,##0.{'0' * k.places}" if k.places else "#,##0"
    if formula:
        settled = f"={settle_half(formula, value, k.places)}"
        sheet.write_formula(*at, settled, book.look(**traits), value)
    else:
        book.put(sheet, at[0], at[1], value, **traits)


def _write_footer(book: Book, sheet: Worksheet, p: Record, every: Mapping[str, Record]) -> None:
    for footer, formula, form in zip(p.footer, p.footer_formula, p.footer_formats, strict=True):
        row = _footer_row(p, footer["judul"])
        book.put(sheet, row - 1, 0, footer["judul"], **_HEAD)
        for column, k in enumerate(p.columns[1:], 1):
            value, location = footer.get(k.key), SheetAddress(p, row, every, k.key)
            if value is None or isinstance(value, str):
                book.put(sheet, row - 1, column, value, **_HEAD)
                continue
            content = formula.get(k.key) and translate_formula(formula[k.key], location)
            decimals = k.decimals if form["desimal"] is None else form["desimal"]
            own = replace(k, kind=form["jenis"] or k.kind, decimals=decimals)
            _write_number(book, sheet, (row - 1, column), content, value, own, **_HEAD)


def _add_charts(book: Book, sheet: Worksheet, p: Record) -> None:
    """Native charts of a figure: bars of its names below the data, or lines over years beside."""
    names = [i for i, k in enumerate(p.columns) if k.kind == "teks"]
    measures = [i for i, k in enumerate(p.columns) if k.kind in ("angka", "persen")]
    if not (p.alt and names and measures):
        return
    sheet.fit_to_pages(1, 1)  # no page cuts them
    if "tahun" in p.column_by_key:
        key, years = p.columns[names[0]].key, [*p.column_by_key].index("tahun")
        runs = [
            (name, [*run]) for name, run in groupby(range(p.row_count), lambda n: p.rows[n][key])
        ]
        runs = [r for r in runs if isinstance(p.rows[r[1][0]][p.columns[measures[0]].key], float)]
        for n, (name, run) in enumerate(runs):
            chart = _draw(book, p, run, years, measures, [_GREY, _BLUE])
            chart.set_title({"name": name, "name_font": {"size": 9}})
            chart.set_size({"width": 330, "height": 190})
            told = {"x_offset": n % 2 * 340, "y_offset": n // 2 * 200, "description": p.alt}
            sheet.insert_chart(HEADER - 1, len(p.columns) + 1, chart, told)
        return
    shares = [i for i in measures if p.columns[i].kind == "persen"]
    drawn, colors = (shares, [*ANSWERS]) if shares[1:] else (measures[-1:], [_BLUE])
    chart = _draw(book, p, range(p.row_count), names[0], drawn, colors * len(drawn))
    chart.set_title({"name": p.full_title, "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_size({"width": 720, "height": 120 + 36 * p.row_count})
    sheet.insert_chart(HEADER + p.row_count + 1, 0, chart, {"description": p.alt})


def _draw(
    book: Book, p: Record, rows: Sequence[int], names: int, drawn: list[int], colors: list[str]
) -> Any:
    """A chart of some rows: over years a line for each column drawn, else a part of a bar."""
    kind, look = ("bar", "fill") if p.columns[names].kind == "teks" else ("line", "line")
    stacked = "stacked" if kind == "bar" and drawn[1:] else ""
    chart = book.add_chart({"type": kind, "subtype": stacked})
    for column, color in zip(drawn, colors, strict=False):
        title, labels = p.columns[column].title, {"value": not drawn[1:]}
        series: dict[str, Any] = {"name": title, "data_labels": labels, look: {"color": color}}
        for part, at in (("categories", names), ("values", column)):
            series[part] = [sheet_name(p), HEADER + rows[0], at, HEADER + rows[-1], at]
        chart.add_series(series)
    chart.set_legend({"position": "bottom"} if drawn[1:] else {"none": True})
    return chart


def _write_input(book: Book, key: tuple[str, str], content: Mapping[str, Any]) -> None:
    """A copy of an input sheet, cell by cell at the same address."""
    sheet = book.open_sheet(input_name(*key))
    sheet.set_tab_color(_GREY)
    sheet.set_header("&L" + " › ".join(key).replace("&", "&&"))
    rows: dict[int, dict[int, Any]] = {}
    wanted: dict[int, int] = {}
    for address, value in content.items():
        row, column = xl_cell_to_rowcol(address)
        rows.setdefault(row, {})[column] = value
        letters = ceil(len(str(value)) / (CAPITALS if str(value).isupper() else 1))
        wanted[column] = max(wanted.get(column, NARROWEST), letters + 3)
        traits = {"align": "left", "indent": 1} if isinstance(value, str) else {}
        book.put(sheet, row, column, value, **traits)
    every, first = range(max(wanted, default=0) + 1), min(rows, default=0)
    width = book.set_widths(sheet, [wanted.get(k, _BLANK) for k in every], _INPUT)
    book.fit(sheet, {n: map(row.get, every) for n, row in rows.items()}, width, first)
    sheet.repeat_rows(first)
    if first:
        _link(book, sheet, 0, CONTENTS, f"← {CONTENTS}")
