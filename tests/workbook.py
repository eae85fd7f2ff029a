"""Odd workbooks are made here: a complete set that is right, with one thing changed."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import EVERY
from lkip_helpers.workspace import Workspace

Sheet = list[list[Any]]
Sheets = dict[tuple[str, str], Sheet]  # by file and name of the sheet
HEADER = 3  # title, blank, header: data begins in row 4


def _example(schema: type[Schema], name: str) -> Any:
    return schema.KINDS[name].example


def flat(schema: type[Schema]) -> Sheet:
    """The sheet of a contract with one row of its examples."""
    column = schema.list_titles()
    rows = [_example(schema, n) for n in column]
    return [["JUDUL LEMBAR"], [], list(column.values()), rows]


UNSUR = [
    "Persyaratan",
    "Prosedur",
    "Waktu",
    "Biaya",
    "Produk",
    "Kompetensi",
    "Perilaku",
    "Sarana",
    "Pengaduan",
]


def default_sheets() -> Sheets:
    """Every sheet of every workbook, filled with the examples of its contract, made consistent."""
    sheets: Sheets = {}
    for schema in EVERY:
        if schema.VERTICAL:
            sheets[schema.FILE, schema.SHEET] = [
                [title, _example(schema, name)] for name, title in schema.list_titles().items()
            ]
        else:
            sheets[schema.FILE, schema.SHEET] = flat(schema)
    kinerja = "kinerja.xlsx"
    period = {"Awal Renstra": 2020, "Akhir Renstra": 2021}
    for entry in sheets[kinerja, "Profil"]:
        entry[1] = period.get(entry[0], entry[1])
    sheets[kinerja, "Organisasi"][3:] = [["Camat", None], ["Seksi Pelayanan Umum", "Camat"]]
    sheets["skm.xlsx", "Tindak Lanjut"][3][0] = "U1"
    sheets[kinerja, "Renstra"] = [
        [],
        [],
        ["Kode", "Indikator kinerja", 2020, 2021],
        ["IKM", "Indeks Kepuasan Masyarakat", 90, 92],
    ]
    sheets[kinerja, "Sarana"] = [[], [], ["Unsur", "Mekar Contoh"], ["Air bersih", "✓"]]
    sheets[kinerja, "PK"][3][3] = None  # no target was changed
    row = sheets["dpa.xlsx", "DPA"][3]
    sheets[kinerja, "PK Program"][3][:2] = [row[1], row[4]]
    for name in ("Lembaga", "Wilayah"):  # one kelurahan, one sarana
        sheets[kinerja, name][3][2] = 1
    for other in ("Rekap", "IKM"):  # the survey is given as answers
        sheets["skm.xlsx", other][3:] = []
    label = ["Tidak", "Kurang", "Ya", "Sangat"]
    sheets["skm.xlsx", "Unsur"][3:] = [[f"U{i}", name, *label] for i, name in enumerate(UNSUR, 1)]
    sheets["skm.xlsx", "Jawaban"] = [
        [],
        [],
        ["Responden", *(f"U{i}" for i in range(1, 10))],
        [1, *[3] * 9],
        [2, *[4] * 9],
    ]
    return sheets


def put(sheet: tuple[str, str], cell: str, *values: Any) -> Callable[[Sheets], None]:
    """A change to the sheets: values from this cell on, which is named as in Excel."""
    row, column = coordinate_to_tuple(cell)

    def alter(sheets: Sheets) -> None:
        sheets[sheet][row - 1][column - 1 : column - 1 + len(values)] = values

    return alter


_SAVED: dict[str, bytes] = {}  # what most tests leave as it is, by its content


class Workbooks(dict[str, Workbook]):
    """The workbooks of a year by file, each made when something is to be done to it."""

    def __init__(self, sheets: Sheets) -> None:
        super().__init__()
        self.sheets: dict[str, dict[str, Sheet]] = {}
        for (file, name), rows in sheets.items():
            self.sheets.setdefault(file, {})[name] = rows

    def __missing__(self, file: str) -> Workbook:
        self[file] = _build(self.sheets[file])
        return self[file]

    def to_bytes(self, file: str) -> bytes:
        """A workbook as its file holds it."""
        if file in self:
            return _to_bytes(self[file])
        key = repr(self.sheets[file])
        if key not in _SAVED:
            write = _write_formulas if "'=" in key else _write_plain
            _SAVED[key] = write(self.sheets[file])
        return _SAVED[key]


def _build(sheets: dict[str, Sheet]) -> Workbook:
    wb = Workbook()
    wb.remove(wb.active)
    for name, rows in sheets.items():
        ws = wb.create_sheet(name)
        for row in rows:
            ws.append(row)
    return wb


def _write_plain(sheets: dict[str, Sheet]) -> bytes:
    """The file of these sheets, in a quarter of the time openpyxl takes."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(stream, options) as book:
        for name, rows in sheets.items():
            ws = book.add_worksheet(name)
            for number, row in enumerate(rows):
                ws.write_row(number, 0, row)
    return stream.getvalue()


def _write_formulas(sheets: dict[str, Sheet]) -> bytes:
    """The same with formulas that have no result yet: XlsxWriter gives each the result 0."""
    return _to_bytes(_build(sheets))


def _to_bytes(wb: Workbook) -> bytes:
    stream = BytesIO()
    wb.save(stream)
    return stream.getvalue()


def write(
    root: Path,
    alter: Callable[[Sheets], None] = lambda _: None,
    decorate: Callable[[dict[str, Workbook]], None] = lambda _: None,
) -> Workspace:
    """A workspace of unit `uji`, 2021. alter changes sheets as lists, decorate the workbooks."""
    workspace = Workspace.of("uji", 2021, root)
    workspace.raw.mkdir(parents=True, exist_ok=True)
    (root / "notebooks").mkdir(exist_ok=True)
    sheets = default_sheets()
    alter(sheets)
    workbooks = Workbooks(sheets)
    decorate(workbooks)
    for file in workbooks.sheets:
        (workspace.raw / file).write_bytes(workbooks.to_bytes(file))
    return workspace


def list_cut(ws: Worksheet, first: int) -> list[str]:
    """Texts from row `first` on that need more lines than their row has, where they wrap.

    A line holds as many letters as its columns are wide and is 15 points high.
    """
    across = {(r.min_row, r.min_col): r.max_col for r in ws.merged_cells.ranges}
    dimensions = ws.column_dimensions.values()  # one for neighbours of the same width
    widths = {n: d.width for d in dimensions for n in range(d.min, d.max + 1)}
    cut = []
    for cell in (c for row in ws.iter_rows(first) for c in row if isinstance(c.value, str)):
        last = across.get((cell.row, cell.column), cell.column)
        width = sum(widths.get(n, 8.43) for n in range(cell.column, last + 1))
        height = ws.row_dimensions[cell.row].height or 15
        if cell.alignment.wrap_text and len(cell.value) > width * height / 15:
            cut.append(cell.value)
    return cut
