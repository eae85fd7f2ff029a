"""Budget exports are made here: one budget, known in full, in whatever layout an office may get."""

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
    """One sub kegiatan of the truth; kode is 7.01.PP.K.KK.SS, with two digits at its end."""

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
    """How an export looks. content: pagu, dppa or realisasi; the others: see where they act."""

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
    """The cells of an export before it is a file."""

    grid: Grid = field(default_factory=list)
    merge: list[str] = field(default_factory=list)

    def search(self, text: str) -> tuple[int, int]:
        """Row and column, from 1, of the first cell that holds `text`."""
        return next(
            (b, k)
            for b, rows in enumerate(self.grid, 1)
            for k, v in enumerate(rows, 1)
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


def _number(n: int | None, t: Layout) -> Any:
    if n is None:
        return t.dash
    text = STYLE[t.number](abs(n)) if n < 0 else STYLE[t.number](n)
    if n >= 0:
        return text
    return f"({text})" if isinstance(text, str) else -text


def _money(sub: list[Sub], t: Layout) -> list[Any]:
    """The amounts of some sub kegiatan together, as the layout prints them."""

    def total(value: Callable[[Sub], int | None]) -> int | None:
        content = [v for s in sub if (v := value(s)) is not None]
        return sum(content) if content else None

    pagu, real, old = (
        total(lambda s: s.pagu),
        total(lambda s: s.realisasi),
        total(lambda s: s.before),
    )
    if t.content == "pagu":
        return [_number(pagu, t)]
    if t.content == "dppa":
        diff = None if pagu is None or old is None else pagu - old
        return [_number(old, t), _number(pagu, t), _number(diff, t)]
    percent = [f"{real / pagu * 100:.2f}%".replace(".", ",") if pagu and real is not None else "-"]
    return [_number(pagu, t), _number(real, t), *(percent if t.percent else [])]


def _money_header(t: Layout) -> list[tuple[str, str]]:
    if t.content == "pagu":
        return [("Pagu Anggaran (Rp)", "")]
    if t.content == "dppa":
        return [("Anggaran (Rp)", "Sebelum"), ("Anggaran (Rp)", "Sesudah"),
                ("Anggaran (Rp)", "Bertambah/(Berkurang)")]  # fmt: skip
    end = [("Realisasi", "%")] if t.percent else []
    return [("Anggaran", ""), ("Realisasi", "Rp"), *end]


def _code(text: str, t: Layout) -> str:
    if t.sub4 and len(text) == 15:
        text = f"{text[:13]}00{text[13:]}"
    return f"7.01.0.00.0.00.09.0000.{text}" if t.organisation else text


def _name_header(t: Layout) -> list[tuple[str, str]]:
    if t.form == "berkolom":
        front = [("Kode", "")] if t.code == "kolom" else []
        return [*front, ("Program", ""), ("Kegiatan", ""), ("Sub Kegiatan", "")]
    name = ("Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan", "")
    if t.code == "tempel":
        return [name]
    if t.code == "potong":
        return [*[("Kode", x) for x in ("Urusan", "Bidang", "Program", "Kegiatan", "Sub")], name]
    return [("Kode Rekening", ""), name]


def _front(code: str, name: str, t: Layout) -> list[Any]:
    """The cells of code and name of a row of one level."""
    name = name.replace(" dan ", " dan\n") + "  " if t.broken_row else name
    if t.code == "tempel":
        return [f"{_code(code, t)} {name}"]
    if t.code == "potong":
        part = code.split(".")
        one = [*part[:3], ".".join(part[3:5]), *part[5:]]
        if part[0] == "5" and len(part) > 3:
            one = [code]
        elif t.sub4 and len(part) == 6:
            one[4] = one[4].zfill(4)
        return [*(one + [None] * 5)[:5], name]
    return [_code(code, t), name]


def _hierarchical(sub: tuple[Sub, ...], t: Layout) -> Grid:
    result: Grid = []
    empty = [""] * len(_money([], t))
    if t.urusan:
        plain = Layout(**{**t.__dict__, "organisation": False})
        result += [[*_front("7", "UNSUR KEWILAYAHAN", plain), *_money(list(sub), t)],
                  [*_front("7.01", "KECAMATAN", plain), *_money(list(sub), t)]]  # fmt: skip
    for i, s in enumerate(sub):
        previous = sub[i - 1] if i else None
        for code, name in ((s.program_code, s.program), (s.kegiatan_code, s.kegiatan)):
            if previous is None or not previous.code.startswith(code):
                own = [x for x in sub if x.code.startswith(code)]
                result.append([*_front(code, name, t),
                              *(_money(own, t) if t.numbered_level else empty)])  # fmt: skip
        output = [s.output] if t.output else []
        result.append([*_front(s.code, s.name, t), *_money([s], t), *output])
        if t.belanja and s.pagu and t.code != "potong":
            result += _belanja(s, t)
    return result


def _belanja(s: Sub, t: Layout) -> Grid:
    """The account rows of a sub kegiatan: its whole, then two parts of it."""
    plain = Layout(**{**t.__dict__, "organisation": False})
    divided = [
        Sub(s.code, "", "", "", *((n // 3 if i else n - n // 3) if n is not None else None
                                  for n in (s.pagu, s.realisasi, s.before)))
        for i in (0, 1)
    ]  # fmt: skip
    return [
        [*_front("5.1.02", "Belanja Barang dan Jasa", plain), *_money([s], t)],
        [*_front("5.1.02.01.01.0024", "Belanja Alat Tulis", plain), *_money(divided[:1], t)],
        [*_front("5.1.02.02.01.0003", "Honorarium", plain), *_money(divided[1:], t)],
    ]


def _columnar(sub: tuple[Sub, ...], t: Layout, initial: int, merge: list[str]) -> Grid:
    """One row a sub kegiatan; label: ulang, gabung (merged) or kosong (only on the first row)."""
    result: Grid = []
    glued = t.code == "tempel"
    for i, s in enumerate(sub):
        previous = sub[i - 1] if i else None
        program = f"{s.program_code} {s.program}" if glued else s.program
        kegiatan = f"{s.kegiatan_code} {s.kegiatan}" if glued else s.kegiatan
        if t.label != "ulang" and previous:
            program = program if previous.program != s.program else None
            kegiatan = kegiatan if previous.kegiatan != s.kegiatan else None
        name = f"{_code(s.code, t)} {s.name}" if glued else s.name
        front = [_code(s.code, t)] if t.code == "kolom" else []
        result.append(
            [*front, program, kegiatan, name, *_money([s], t), *([s.output] if t.output else [])]
        )
    if t.label == "gabung":
        for k in (0, 1):
            column = k + (t.code == "kolom")
            start = [i for i, b in enumerate(result) if b[column]]
            for a, z in zip(start, [*start[1:], len(result)], strict=True):
                if z - a > 1:
                    letter = "ABCD"[column]
                    merge.append(f"{letter}{initial + a}:{letter}{initial + z - 1}")
    return result


def build(sub: tuple[Sub, ...], t: Layout, unit: str = "Sukamaju", tahun: int = 2022) -> Export:
    """The cells of an export of `sub` in the layout `t`."""
    result = Export()
    if t.title:
        result.grid += [[f"PEMERINTAH KABUPATEN CONTOH TAHUN ANGGARAN {tahun}"],
                       [f"Unit Organisasi : 7.01.0.00.0.00.09.0000 KECAMATAN {unit.upper()}"],
                       ["Program, kegiatan, dan sub kegiatan"], []]  # fmt: skip
    header = [*_name_header(t), *_money_header(t), *([("Output", "")] if t.output else [])]
    initial = len(result.grid) + 1
    rows = _header(header, t, initial, result.merge)
    result.grid += rows
    if t.column_number:
        result.grid.append([*range(1, len(header)), f"{len(header)} = (5/4) × 100"])
    content = (
        _hierarchical(sub, t)
        if t.form == "bertingkat"
        else _columnar(sub, t, len(result.grid) + 1, result.merge)
    )
    if t.total:
        front: list[Any] = ["JUMLAH", *[None] * (len(_name_header(t)) - 1)]
        content.append([*front, *_money(list(sub), t)])
    result.grid += _intersperse(content, rows, t)
    if t.note:
        result.grid += [[], ["Sukamaju, 3 Januari 2022"], [None, "Pengguna Anggaran"],
                       [None, "NIP. 198001012005011001"]]  # fmt: skip
    return result


def _intersperse(content: Grid, header: Grid, t: Layout) -> Grid:
    """Blank rows and heads repeated as on a new page; not where cells are merged over rows."""
    if t.label == "gabung":
        return content
    result: Grid = []
    for i, b in enumerate(content):
        if i and t.repeat_header and i % t.repeat_header == 0:
            result += [list(k) for k in header]
        if i and t.empty and i % t.empty == 0:
            result.append([])
        result.append(b)
    return result


def _header(header: list[tuple[str, str]], t: Layout, initial: int, merge: list[str]) -> Grid:
    cut = t.code == "potong" and t.form == "bertingkat"
    if not (t.two_rows or cut):
        return [[f"{a} {b}".strip() for a, b in header]]
    upper: list[Any] = []
    for i, (a, _) in enumerate(header):
        upper.append(None if i and header[i - 1][0] == a else a)
    for i, a in enumerate(upper):
        if a is None:
            continue
        end = next((j for j in range(i + 1, len(upper)) if upper[j]), len(upper)) - 1
        letter = "ABCDEFGHIJKLMNOP"
        if end > i:
            merge.append(f"{letter[i]}{initial}:{letter[end]}{initial}")
        elif not header[i][1]:
            merge.append(f"{letter[i]}{initial}:{letter[i]}{initial + 1}")
    return [upper, [b or None for _, b in header]]


def save(export: Export, file: Path, separator: str = "") -> Path:
    """The export as .xlsx, or as text with separators."""
    if separator:  # rows of equal length, as a spreadsheet writes them
        width = max(map(len, export.grid))
        with file.open("w", encoding="utf-8", newline="") as f:
            csv.writer(f, delimiter=separator).writerows(
                [*b, *[None] * (width - len(b))] for b in export.grid
            )
        return file
    wb = Workbook()
    ws = wb.active
    ws.title = "Sheet1"
    for b, rows in enumerate(export.grid, 1):
        for k, v in enumerate(rows, 1):
            if v not in (None, ""):
                ws.cell(b, k, v)
    for rect in export.merge:
        ws.merge_cells(rect)
    wb.save(file)
    return file


def write_export(folder: Path, t: Layout, sub: tuple[Sub, ...] = EXAMPLE) -> Path:
    return save(build(sub, t), folder / ("ekspor.csv" if t.csv else "ekspor.xlsx"), t.csv)


def read(file: Path, name: str = "Sukamaju", tahun: int = 2022) -> ImportResult:
    return read_sipd(file, name, tahun, OfficeMapping())


def truth(sub: tuple[Sub, ...], t: Layout) -> list[tuple[Any, ...]]:
    """What must be read of the truth in this layout; a dash among amounts is zero."""

    def zero(value: Callable[[Sub], int | None]) -> int | None:
        return 0 if t.dash and any(value(s) is not None for s in sub) else None

    pagu, real, lama = (
        zero(lambda s: s.pagu), zero(lambda s: s.realisasi), zero(lambda s: s.before)
    )  # fmt: skip
    return [
        (s.program_code if t.code != "tanpa" else None, s.program, s.kegiatan, s.name,
         pagu if s.pagu is None else s.pagu,
         None if t.content != "realisasi" else real if s.realisasi is None else s.realisasi,
         None if t.content != "dppa" else lama if s.before is None else s.before,
         s.output if t.output else None)
        for s in sub
    ]  # fmt: skip


def parsed(result: ImportResult) -> list[tuple[Any, ...]]:
    """What was read, in the same form."""
    order = ("kode_program", "program", "kegiatan", "sub_kegiatan", "pagu", "realisasi",
              "pagu_sebelum", "output")  # fmt: skip
    return [
        tuple(None if r.get(n) == "-" else r.get(n) for n in order)
        for r in result.content[Dpa].rows
    ]


def wrong(result: ImportResult) -> list[str]:
    """The findings that stop an import, as printed."""
    return [str(t) for t in result.report.findings if t.is_blocking]
