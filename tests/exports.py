"""Makes budget exports: one budget, known in full, in whatever layout an office may get."""

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from lkip_helpers.importers.findings import ImportResult
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.schema.sheets import Dpa
from lkip_helpers.sipd import read_sipd

Grid = list[list[Any]]


@dataclass(frozen=True)
class Sub:
    """One sub kegiatan of the true budget; its code is 7.01.PP.K.KK.SS, two digits at the end."""

    code: str
    program: str
    kegiatan: str
    name: str
    pagu: int | None
    realisasi: int | None
    before: int | None
    output: str = "Jumlah dokumen"

    @property
    def program_code(self) -> str:
        return self.code[:7]

    @property
    def kegiatan_code(self) -> str:
        return self.code[:12]


SUPPORTING = "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA"
PUBLIC_SERVICE = "PROGRAM PENYELENGGARAAN PEMERINTAHAN DAN PELAYANAN PUBLIK"
PLAN = "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah"
EXAMPLE = (
    Sub("7.01.01.2.01.01", SUPPORTING, PLAN, "Penyusunan Dokumen Perencanaan", 7_400_000,
        7_284_000, 7_000_000, "Jumlah Dokumen Renstra"),
    Sub("7.01.01.2.01.02", SUPPORTING, PLAN, "Koordinasi dan Penyusunan Dokumen RKA-SKPD",
        6_000_000, 5_928_500, 6_500_000, "Jumlah Dokumen RKA"),
    Sub("7.01.01.2.02.01", SUPPORTING, "Administrasi Keuangan Perangkat Daerah",
        "Penyediaan Gaji dan Tunjangan ASN", 4_582_846_671, 4_492_204_804, 4_582_846_671),
    Sub("7.01.02.2.01.01", PUBLIC_SERVICE, "Koordinasi Kegiatan Pemerintahan",
        "Koordinasi/Sinergi Perencanaan", 59_718_740, 56_700_560, 60_000_000),
    Sub("7.01.02.2.02.03", PUBLIC_SERVICE, "Penyelenggaraan Urusan Pemerintahan",
        "Fasilitasi Percepatan Pencapaian Standar Pelayanan Minimal", None, None, None),
    Sub("7.01.02.2.02.10", PUBLIC_SERVICE, "Penyelenggaraan Urusan Pemerintahan",
        "Perencanaan Kegiatan Pelayanan", 58_236_140, 56_398_820, 58_236_140),
)  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """How an export looks. content: pagu, dppa or realisasi; for the others see their use below."""

    form: str = "bertingkat"
    content: str = "realisasi"
    code: str = "kolom"
    sub4: bool = True
    organisation: bool = False
    two_rows: bool = False
    column_number: bool = False
    total: bool = True
    number: str = "bulat"
    repeat_header: int = 0
    empty: int = 0
    belanja: bool = False
    urusan: bool = False
    title: bool = True
    note: bool = False
    label: str = "ulang"
    output: bool = False
    percent: bool = True
    csv: str = ""
    broken_row: bool = False
    dash: str = "-"
    numbered_level: bool = True


@dataclass
class Export:
    """The cells of an export before it is written to a file."""

    grid: Grid = field(default_factory=list)
    merge: list[str] = field(default_factory=list)

    def search(self, text: str) -> tuple[int, int]:
        """Row and column, from 1, of the first cell that holds `text`."""
        return next(
            (r, c)
            for r, row in enumerate(self.grid, 1)
            for c, v in enumerate(row, 1)
            if isinstance(v, str) and text in v
        )


STYLE: dict[str, Callable[[int], Any]] = {
    "bulat": lambda n: n,
    "pecahan": float,
    "titik": lambda n: f"{n:,}".replace(",", "."),
    "koma": lambda n: f"{n:,}",
    "sen": lambda n: f"{n:,}".replace(",", ".") + ",00",
    "rp": lambda n: "Rp " + f"{n:,}".replace(",", ".") + ",00",
    "setrip": lambda n: f"{n:,}".replace(",", ".") + ",- ",
}


def _number(amount: int | None, layout: Layout) -> Any:
    if amount is None:
        return layout.dash
    text = STYLE[layout.number](abs(amount)) if amount < 0 else STYLE[layout.number](amount)
    if amount >= 0:
        return text
    return f"({text})" if isinstance(text, str) else -text


def _money(sub: list[Sub], layout: Layout) -> list[Any]:
    """The sums of some sub kegiatan, as the layout prints them."""

    def total(key: str) -> int | None:
        known = [v for s in sub if (v := getattr(s, key)) is not None]
        return sum(known) if known else None

    pagu, spent, before = map(total, ("pagu", "realisasi", "before"))
    if layout.content == "pagu":
        return [_number(pagu, layout)]
    if layout.content == "dppa":
        change = None if pagu is None or before is None else pagu - before
        return [_number(before, layout), _number(pagu, layout), _number(change, layout)]
    percent = f"{spent / pagu * 100:.2f}%".replace(".", ",") if pagu and spent is not None else "-"
    return [_number(pagu, layout), _number(spent, layout), *([percent] if layout.percent else [])]


def _money_header(layout: Layout) -> list[tuple[str, str]]:
    if layout.content == "pagu":
        return [("Pagu Anggaran (Rp)", "")]
    if layout.content == "dppa":
        return [("Anggaran (Rp)", "Sebelum"), ("Anggaran (Rp)", "Sesudah"),
                ("Anggaran (Rp)", "Bertambah/(Berkurang)")]  # fmt: skip
    spent = [("Realisasi", "%")] if layout.percent else []
    return [("Anggaran", ""), ("Realisasi", "Rp"), *spent]


def _code(text: str, layout: Layout) -> str:
    if layout.sub4 and len(text) == 15:
        text = f"{text[:13]}00{text[13:]}"
    return f"7.01.0.00.0.00.09.0000.{text}" if layout.organisation else text


def _name_header(layout: Layout) -> list[tuple[str, str]]:
    if layout.form == "berkolom":
        front = [("Kode", "")] if layout.code == "kolom" else []
        return [*front, ("Program", ""), ("Kegiatan", ""), ("Sub Kegiatan", "")]
    name = ("Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan", "")
    if layout.code == "tempel":
        return [name]
    if layout.code == "potong":
        return [*[("Kode", x) for x in ("Urusan", "Bidang", "Program", "Kegiatan", "Sub")], name]
    return [("Kode Rekening", ""), name]


def _front(code: str, name: str, layout: Layout) -> list[Any]:
    """The cells for code and name in a row of any level."""
    name = name.replace(" dan ", " dan\n") + "  " if layout.broken_row else name
    if layout.code == "tempel":
        return [f"{_code(code, layout)} {name}"]
    if layout.code == "potong":
        parts = code.split(".")
        cells = [*parts[:3], ".".join(parts[3:5]), *parts[5:]]
        if parts[0] == "5" and len(parts) > 3:
            cells = [code]
        elif layout.sub4 and len(parts) == 6:
            cells[4] = cells[4].zfill(4)
        return [*(cells + [None] * 5)[:5], name]
    return [_code(code, layout), name]


def _hierarchical(sub: tuple[Sub, ...], layout: Layout) -> Grid:
    rows: Grid = []
    empty = [""] * len(_money([], layout))
    if layout.urusan:
        plain = Layout(**{**layout.__dict__, "organisation": False})
        rows += [[*_front("7", "UNSUR KEWILAYAHAN", plain), *_money(list(sub), layout)],
                 [*_front("7.01", "KECAMATAN", plain), *_money(list(sub), layout)]]  # fmt: skip
    for i, entry in enumerate(sub):
        previous = sub[i - 1] if i else None
        levels = (entry.program_code, entry.program), (entry.kegiatan_code, entry.kegiatan)
        for code, name in levels:
            if previous is None or not previous.code.startswith(code):
                below = [x for x in sub if x.code.startswith(code)]
                amounts = _money(below, layout) if layout.numbered_level else empty
                rows.append([*_front(code, name, layout), *amounts])
        output = [entry.output] if layout.output else []
        rows.append([*_front(entry.code, entry.name, layout), *_money([entry], layout), *output])
        if layout.belanja and entry.pagu and layout.code != "potong":
            rows += _belanja(entry, layout)
    return rows


def _belanja(entry: Sub, layout: Layout) -> Grid:
    """The account rows of a sub kegiatan: the whole of it, then two parts."""
    plain = Layout(**{**layout.__dict__, "organisation": False})
    divided = [
        Sub(entry.code, "", "", "", *((n // 3 if i else n - n // 3) if n is not None else None
                                  for n in (entry.pagu, entry.realisasi, entry.before)))
        for i in (0, 1)
    ]  # fmt: skip
    return [
        [*_front("5.1.02", "Belanja Barang dan Jasa", plain), *_money([entry], layout)],
        [*_front("5.1.02.01.01.0024", "Belanja Alat Tulis", plain), *_money(divided[:1], layout)],
        [*_front("5.1.02.02.01.0003", "Honorarium", plain), *_money(divided[1:], layout)],
    ]


def _columnar(sub: tuple[Sub, ...], layout: Layout, first_row: int, merge: list[str]) -> Grid:
    """One row a sub kegiatan; label: ulang (repeated), gabung (merged), kosong (first row only)."""
    rows: Grid = []
    glued = layout.code == "tempel"
    for i, entry in enumerate(sub):
        previous = sub[i - 1] if i else None
        program = f"{entry.program_code} {entry.program}" if glued else entry.program
        kegiatan = f"{entry.kegiatan_code} {entry.kegiatan}" if glued else entry.kegiatan
        if layout.label != "ulang" and previous:
            program = program if previous.program != entry.program else None
            kegiatan = kegiatan if previous.kegiatan != entry.kegiatan else None
        name = f"{_code(entry.code, layout)} {entry.name}" if glued else entry.name
        front = [_code(entry.code, layout)] if layout.code == "kolom" else []
        output = [entry.output] if layout.output else []
        rows.append([*front, program, kegiatan, name, *_money([entry], layout), *output])
    if layout.label == "gabung":
        for level in (0, 1):
            column = level + (layout.code == "kolom")
            starts = [i for i, row in enumerate(rows) if row[column]]
            for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
                if end - start > 1:
                    letter = "ABCD"[column]
                    merge.append(f"{letter}{first_row + start}:{letter}{first_row + end - 1}")
    return rows


def build(
    sub: tuple[Sub, ...], layout: Layout, unit: str = "Sukamaju", tahun: int = 2022
) -> Export:
    """The cells of an export of `sub` in this layout."""
    export = Export()
    if layout.title:
        export.grid += [[f"PEMERINTAH KABUPATEN CONTOH TAHUN ANGGARAN {tahun}"],
                        [f"Unit Organisasi : 7.01.0.00.0.00.09.0000 KECAMATAN {unit.upper()}"],
                        ["Program, kegiatan, dan sub kegiatan"], []]  # fmt: skip
    output = [("Output", "")] if layout.output else []
    header = [*_name_header(layout), *_money_header(layout), *output]
    first_row = len(export.grid) + 1
    header_rows = _header(header, layout, first_row, export.merge)
    export.grid += header_rows
    if layout.column_number:
        export.grid.append([*range(1, len(header)), f"{len(header)} = (5/4) × 100"])
    body = (
        _hierarchical(sub, layout)
        if layout.form == "bertingkat"
        else _columnar(sub, layout, len(export.grid) + 1, export.merge)
    )
    if layout.total:
        front: list[Any] = ["JUMLAH", *[None] * (len(_name_header(layout)) - 1)]
        body.append([*front, *_money(list(sub), layout)])
    export.grid += _intersperse(body, header_rows, layout)
    if layout.note:
        export.grid += [[], ["Sukamaju, 3 Januari 2022"], [None, "Pengguna Anggaran"],
                        [None, "NIP. 198001012005011001"]]  # fmt: skip
    return export


def _intersperse(body: Grid, header: Grid, layout: Layout) -> Grid:
    """Blank rows, and heads repeated as on a new page; neither where cells are merged over rows."""
    if layout.label == "gabung":
        return body
    rows: Grid = []
    for i, row in enumerate(body):
        if i and layout.repeat_header and i % layout.repeat_header == 0:
            rows += [list(r) for r in header]
        if i and layout.empty and i % layout.empty == 0:
            rows.append([])
        rows.append(row)
    return rows


def _header(
    header: list[tuple[str, str]], layout: Layout, first_row: int, merge: list[str]
) -> Grid:
    split_code = layout.code == "potong" and layout.form == "bertingkat"
    if not (layout.two_rows or split_code):
        return [[f"{top} {below}".strip() for top, below in header]]
    upper: list[Any] = []
    for i, (top, _) in enumerate(header):
        upper.append(None if i and header[i - 1][0] == top else top)
    for i, top in enumerate(upper):
        if top is None:
            continue
        last = next((j for j in range(i + 1, len(upper)) if upper[j]), len(upper)) - 1
        letters = "ABCDEFGHIJKLMNOP"
        if last > i:
            merge.append(f"{letters[i]}{first_row}:{letters[last]}{first_row}")
        elif not header[i][1]:
            merge.append(f"{letters[i]}{first_row}:{letters[i]}{first_row + 1}")
    return [upper, [below or None for _, below in header]]


def save(export: Export, file: Path, separator: str = "") -> Path:
    """Write the export as .xlsx, or as text with separators."""
    if separator:  # rows of equal length, as a spreadsheet writes them
        width = max(map(len, export.grid))
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=separator).writerows(
                [*row, *[None] * (width - len(row))] for row in export.grid
            )
        return file
    wb = Workbook()
    ws = wb.active
    ws.title = "Sheet1"
    for number, row in enumerate(export.grid, 1):
        for column, value in enumerate(row, 1):
            if value not in (None, ""):
                ws.cell(number, column, value)
    for cells in export.merge:
        ws.merge_cells(cells)
    wb.save(file)
    return file


def write_export(folder: Path, layout: Layout, sub: tuple[Sub, ...] = EXAMPLE) -> Path:
    file = folder / ("ekspor.csv" if layout.csv else "ekspor.xlsx")
    return save(build(sub, layout), file, layout.csv)


def read(file: Path, name: str = "Sukamaju", tahun: int = 2022) -> ImportResult:
    return read_sipd(file, name, tahun, OfficeMapping())


def truth(sub: tuple[Sub, ...], layout: Layout) -> list[tuple[Any, ...]]:
    """What must be read from an export in this layout; a dash among amounts is zero."""

    def zero(key: str) -> int | None:
        return 0 if layout.dash and any(getattr(s, key) is not None for s in sub) else None

    pagu, spent, before = map(zero, ("pagu", "realisasi", "before"))
    return [
        (s.program_code if layout.code != "tanpa" else None, s.program, s.kegiatan, s.name,
         pagu if s.pagu is None else s.pagu,
         None if layout.content != "realisasi" else spent if s.realisasi is None else s.realisasi,
         None if layout.content != "dppa" else before if s.before is None else s.before,
         s.output if layout.output else None)
        for s in sub
    ]  # fmt: skip


def parsed(result: ImportResult) -> list[tuple[Any, ...]]:
    """What was read, in the form of `truth`."""
    fields = ("kode_program", "program", "kegiatan", "sub_kegiatan", "pagu", "realisasi",
               "pagu_sebelum", "output")  # fmt: skip
    return [
        tuple(None if r.get(n) == "-" else r.get(n) for n in fields)
        for r in result.content[Dpa].rows
    ]


def wrong(result: ImportResult) -> list[str]:
    """The findings that stop an import, as printed."""
    return [str(f) for f in result.report.findings if f.is_blocking]
