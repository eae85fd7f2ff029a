"""Odd workbooks are made here: a complete set that is right, with one thing changed."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from lkip_helpers.intake.sheet import column_titles
from lkip_helpers.schema import EVERY
from lkip_helpers.schema.base import Schema
from lkip_helpers.workspace import Workspace

Sheet = list[list[Any]]
HEADER = 3  # title, blank, header: data begins in row 4


def _example(schema: type[Schema], name: str) -> Any:
    return (schema.model_fields[name].examples or [None])[0]


def flat(schema: type[Schema]) -> Sheet:
    """The sheet of a contract with one row of its examples."""
    column = column_titles(schema)
    rows = [_example(schema, n) for n in column]
    return [["JUDUL LEMBAR"], [], list(column.values()), rows]


def default_sheets() -> dict[tuple[str, str], Sheet]:
    """Every sheet of every workbook, filled with the examples of its contract, made consistent."""
    content: dict[tuple[str, str], Sheet] = {}
    for k in EVERY:
        if k.VERTICAL:
            content[k.FILE, k.SHEET] = [[j, _example(k, n)] for n, j in column_titles(k).items()]
        else:
            content[k.FILE, k.SHEET] = flat(k)
    kinerja = "kinerja.xlsx"
    period = {"Awal Renstra": 2020, "Akhir Renstra": 2021}
    for entry in content[kinerja, "Profil"]:
        entry[1] = period.get(entry[0], entry[1])
    content[kinerja, "Organisasi"][3:] = [["Camat", None], ["Seksi Pelayanan Umum", "Camat"]]
    content["skm.xlsx", "Tindak Lanjut"][3][0] = "U1"
    content[kinerja, "Renstra"] = [
        [],
        [],
        ["Kode", "Indikator kinerja", 2020, 2021],
        ["IKM", "Indeks Kepuasan Masyarakat", 90, 92],
    ]
    content[kinerja, "Sarana"] = [[], [], ["Unsur", "Mekar Contoh"], ["Air bersih", "✓"]]
    content[kinerja, "PK Program"][3][:2] = [
        content["dpa.xlsx", "DPA"][3][1],
        content["dpa.xlsx", "DPA"][3][4],
    ]
    content[kinerja, "Lembaga"][3][2] = content[kinerja, "Wilayah"][3][2] = (
        1  # one kelurahan, one sarana
    )
    for other in ("Rekap", "IKM"):  # the survey is given as answers
        content["skm.xlsx", other][3:] = []
    unsur = [
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
    label = ["Tidak", "Kurang", "Ya", "Sangat"]
    content["skm.xlsx", "Unsur"][3:] = [[f"U{i}", u, *label] for i, u in enumerate(unsur, 1)]
    content["skm.xlsx", "Jawaban"] = [
        [],
        [],
        ["Responden", *(f"U{i}" for i in range(1, 10))],
        [1, *[3] * 9],
        [2, *[4] * 9],
    ]
    return content


_SAVED: dict[str, bytes] = {}  # what most tests leave as it is, by its content


class Workbooks(dict[str, Workbook]):
    """The workbooks of a year by file, each made when something is to be done to it."""

    def __init__(self, content: dict[tuple[str, str], Sheet]) -> None:
        super().__init__()
        self.sheets: dict[str, dict[str, Sheet]] = {}
        for (file, name), rows in content.items():
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
            _SAVED[key] = _to_bytes(_build(self.sheets[file]))
        return _SAVED[key]


def _build(sheets: dict[str, Sheet]) -> Workbook:
    wb = Workbook()
    wb.remove(wb.active)
    for name, rows in sheets.items():
        ws = wb.create_sheet(name)
        for b in rows:
            ws.append(b)
    return wb


def _to_bytes(wb: Workbook) -> bytes:
    stream = BytesIO()
    wb.save(stream)
    return stream.getvalue()


def write(
    root: Path,
    alter: Callable[[dict[tuple[str, str], Sheet]], None] = lambda _: None,
    decorate: Callable[[dict[str, Workbook]], None] = lambda _: None,
) -> Workspace:
    """A workspace of unit `uji`, 2021. alter changes sheets as lists, decorate the workbooks."""
    workspace = Workspace.of("uji", 2021, root)
    workspace.raw.mkdir(parents=True, exist_ok=True)
    (root / "notebooks").mkdir(exist_ok=True)
    content = default_sheets()
    alter(content)
    workbooks = Workbooks(content)
    decorate(workbooks)
    for file in workbooks.sheets:
        (workspace.raw / file).write_bytes(workbooks.to_bytes(file))
    return workspace
