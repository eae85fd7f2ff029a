"""One budget in every known layout; `python -m tests.export_layouts` writes docs/ekspor.md."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkip_helpers.importers.findings import ImportResult
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.sheets import Dpa
from tests.exports import PUBLIC_SERVICE, SUPPORTING, Export, Grid, read, save

PROJECT_ROOT = Path(__file__).parents[1]
PAGE = PROJECT_ROOT / "docs" / "ekspor.md"
SKPD = "7.01.0.00.0.00.09."
KEGIATAN = "Administrasi Keuangan Perangkat Daerah"
SUB = (  # kode, program, kegiatan, nama, pagu, realisasi
    ("7.01.01.2.01.0001", SUPPORTING, "Perencanaan", "Penyusunan Dokumen", 12_000_000, 11_500_000),
    ("7.01.01.2.02.0001", SUPPORTING, KEGIATAN, "Penyediaan Gaji", 2_400_000_000, 2_350_250_500),
    (
        "7.01.02.2.02.0002",
        PUBLIC_SERVICE,
        "Penyelenggaraan Urusan",
        "Pelaksanaan Urusan",
        100_000_000,
        0,
    ),
)
AMOUNTS = [(s[4], s[5]) for s in SUB]
HEAD = ["Kode", "Uraian", "Pagu", "Realisasi"]
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
         "Oktober", "November", "Desember")  # fmt: skip
INTRODUCTION = """# Ekspor anggaran yang dikenal

Tabel ini ditulis dari uji yang membaca setiap tata letaknya (`python -m tests.export_layouts`).

Berkasnya boleh `.xlsx`, `.xls`, `.ods`, CSV, atau tabel HTML dan teks bertab yang dinamai `.xls`.
Kolom boleh bertukar tempat; kolom yang tidak dikenal disebut, yang ragu ditanyakan sekali.
Ekspor tanpa kode dibaca menurut nama sub kegiatannya bila lembar DPA memuat setiap nama itu sekali.
Indikator yang bertarget, pada kolom atau pada cetakan DPA, dibawa ke lembar Kinerja Program dalam
`pelengkap.xlsx`; realisasinya diisi sendiri bila ekspornya tidak memuatnya.
`lkip import sipd BERKAS --uji` menunjukkan apa yang dipahami tanpa menulis apa pun.

| Tata letak | Asalnya | Kolom yang dipakai | Yang diambil |
|---|---|---|---|
"""
Money = Callable[[int, int], list[Any]]


def read_grid(grid: Grid, folder: Path, merged: tuple[str, ...] = ()) -> ImportResult:
    """What the import makes of a sheet."""
    return read(save(Export(grid, list(merged)), folder / "e.xlsx"))


def both(pagu: int, spent: int) -> list[Any]:
    """The cells of a sub kegiatan below Pagu and Realisasi."""
    return [pagu, spent]


def read_money(result: ImportResult) -> list[tuple[Any, Any]]:
    """Pagu and realisasi of each sub kegiatan that was read."""
    return [(r.get("pagu"), r.get("realisasi")) for r in result.content[Dpa].rows]


@dataclass(frozen=True)
class Example:
    """One export: its layout by name, its cells, and which amounts it holds ("pr": both)."""

    name: str
    export: Export
    content: str = "pr"


def title(text: str = "LAPORAN REALISASI ANGGARAN") -> Grid:
    return [[text], ["KECAMATAN SUKAMAJU"], ["TAHUN ANGGARAN 2022"]]


def tree(
    money: Money, front: Callable[[str, str], list[Any]] = lambda code, name: [code, name]
) -> Grid:
    """Programmes, kegiatan and sub kegiatan below one another with their amounts, and the total."""
    grid: Grid = []
    for i, sub in enumerate(SUB):
        for length, name in ((7, sub[1]), (12, sub[2])):
            if not i or SUB[i - 1][0][:length] != sub[0][:length]:
                below = [x for x in SUB if x[0].startswith(sub[0][:length])]
                total = sum(x[4] for x in below), sum(x[5] for x in below)
                grid.append([*front(sub[0][:length], name), *money(*total)])
        grid.append([*front(sub[0], sub[3]), *money(sub[4], sub[5])])
    blanks = [None] * (len(front("", "")) - 1)
    whole = sum(sub[4] for sub in SUB), sum(sub[5] for sub in SUB)
    return [*grid, ["JUMLAH", *blanks, *money(*whole)]]


def split_even(amount: int, count: int) -> list[int]:
    """An amount in equal parts, the last of which takes the remainder."""
    return [amount // count] * (count - 1) + [amount - amount // count * (count - 1)]


def split_odd(amount: int) -> list[int]:
    """An amount in two parts that differ; were all alike, each might be the whole, repeated."""
    return [amount // 3, amount - amount // 3]


def hierarchical(
    header: list[Any], money: Money, text: str = "LAPORAN REALISASI ANGGARAN"
) -> Export:
    return Export([*title(text), ["Kode", "Uraian", *header], *tree(money)])


def group() -> Export:
    """Operasi and modal, each with pagu and realisasi, below one group; a code is four cells."""
    kinds = ("Operasi", "Modal", "Tak Terduga", "Transfer")
    grid = [*title("REKAPITULASI BELANJA"),
            ["Kode", None, None, None, "Uraian", "Kelompok Belanja"],
            [None] * 5 + [x for kind in kinds for x in (kind, None)],
            [None] * 5 + ["Anggaran", "Realisasi"] * 4]  # fmt: skip

    def money(pagu: int, spent: int) -> list[Any]:
        return [pagu - pagu // 3, spent - spent // 3, pagu // 3, spent // 3, 0, 0, "-", "-"]

    def front(code: str, name: str) -> list[Any]:
        return ["7.01", f"{SKPD}0000", code, None, name]

    merge = ["A4:D6", "E4:E6", "F4:M4", "F5:G5", "H5:I5", "J5:K5", "L5:M5"]
    return Export([*grid, *tree(money, front)], merge)


def flat_rows() -> Iterable[list[Any]]:
    """The cells of a sub kegiatan in columns of their own, the unit first."""
    for sub in SUB:
        names = [sub[0][:7], sub[1], sub[0][:12], sub[2], sub[0], sub[3]]
        yield [f"{SKPD}0000", "Kecamatan Sukamaju", *names]


FLAT_HEADER = [f"{a} {b}" for b in ("SKPD", "Program", "Kegiatan", "Sub Kegiatan")
                for a in ("Kode", "Nama")]  # fmt: skip


def rekap() -> Export:
    """One row an account; account codes have parts of three and five digits."""
    grid: Grid = [["Tahun", *FLAT_HEADER, "Kode Rekening", "Nama Rekening", "Pagu"]]
    for sub, row in zip(SUB, flat_rows(), strict=True):
        grid += [[2022, *row, f"5.1.02.01.001.0002{i}", f"Belanja {i}", n]
                 for i, n in enumerate(split_even(sub[4], 3))]  # fmt: skip
    return Export(grid)


def document() -> Export:
    """One row a document: the realisasi counts, the SPD and SP2D beside it do not."""
    header = [*FLAT_HEADER, "Kode Rekening", "Nomor Dokumen", "Nilai Realisasi", "Nilai Setoran",
              "Nilai SPD", "Tahapan APBD", "Nomor SP2D", "Nilai SP2D"]  # fmt: skip
    grid: Grid = [*title("LAPORAN REALISASI PER DOKUMEN"), header]
    for sub, row in zip(SUB, flat_rows(), strict=True):
        grid += [[*row, "5.1.02.01.001.00024", f"{sub[0]}/{i}", n, 0, 500_000_000, "APBD", i, n]
                 for i, n in enumerate(split_even(sub[5], 4))]  # fmt: skip
    return Export(grid)


def glued() -> Export:
    grid: Grid = [*title(), ["OPD", "Program", "Kegiatan", "Sub Kegiatan", "Rekening", "APBD"]]
    for sub in SUB:
        names = [f"{sub[0][:7]} {sub[1]}", f"{sub[0][:12]} {sub[2]}", f"{sub[0]} {sub[3]}"]
        front = [f"{SKPD}0000 Kecamatan Sukamaju", *names]
        grid += [
            [*front, f"5.1.02.01.01.002{i} Belanja", n] for i, n in enumerate(split_odd(sub[4]))
        ]
    return Export(grid)


def detail() -> Export:
    """A DPA as printed: labels of each sub kegiatan above a table of its accounts."""
    grid: Grid = [["DOKUMEN PELAKSANAAN ANGGARAN"], ["Tahun Anggaran 2022"]]
    for sub in SUB:
        grid += [["Program", ":", f"{sub[0][:7]} {sub[1]}"],
                 ["Kegiatan", ":", f"{sub[0][:12]} {sub[2]}"],
                 ["Unit Organisasi", ":", f"{SKPD}0000 Kecamatan Sukamaju"],
                 ["Sub Kegiatan", ":", f"{sub[0]} {sub[3]}"], ["Sumber Pendanaan", ":", "PAD"],
                 ["Kode Rekening", "Uraian", "Koefisien", "Jumlah (Rp)"],
                 ["5.1", "BELANJA OPERASI", None, sub[4]]]  # fmt: skip
        for i, part in enumerate(split_even(sub[4], 2)):
            grid.append([f"5.1.02.01.001.0002{i}", "Belanja", None, part])
            grid.append([None, "Kertas", "5 rim", part])
        grid.append(["Jumlah Anggaran Sub Kegiatan", None, None, sub[4]])
    return Export(grid)


def flat() -> Export:
    rows = [[*row, sub[4], sub[5]] for sub, row in zip(SUB, flat_rows(), strict=True)]
    return Export([*title(), [*FLAT_HEADER, "Pagu", "Realisasi"], *rows])


EXAMPLES = (
    Example("cetakan DPA rincian belanja", detail(), "p"),
    Example("laporan realisasi per dokumen", document(), "r"),
    Example("rekap belanja per rekening", rekap(), "p"),
    Example("rincian datar, kode menempel pada nama", glued(), "p"),
    Example("anggaran kas (RAK)", hierarchical(
        ["Anggaran", *MONTHS], lambda p, _: [p, *split_even(p, 12)], "RENCANA ANGGARAN KAS"), "p"),
    Example("realisasi menurut kelompok belanja", group()),
    Example("DPA menurut jenis belanja", hierarchical(
        ["Belanja Operasi", "Belanja Modal", "Jumlah"], lambda p, _: [p - p // 3, p // 3, p],
        "DOKUMEN PELAKSANAAN ANGGARAN"), "p"),
    Example("realisasi menurut bulan atau triwulan", hierarchical(
        ["Pagu", *(f"Realisasi TW {t}" for t in ("I", "II", "III", "IV"))],
        lambda p, r: [p, *split_even(r, 4)])),
    Example("pagu sebelum dan sesudah perubahan", hierarchical(
        ["Sebelum Perubahan", "Sesudah Perubahan", "Bertambah/(Berkurang)"],
        lambda p, _: [p // 2, p, p - p // 2], "DPPA"), "p"),
    Example("satu baris setiap sub kegiatan", flat()),
    Example("bertingkat menurut kode", hierarchical(
        ["Anggaran (Rp)", "Realisasi Anggaran (Rp)"], lambda p, r: [p, r])),
)  # fmt: skip


def _columns(example: Example) -> str:
    """The columns that were used, as the import says them."""
    with tempfile.TemporaryDirectory() as folder:
        matches = read(save(example.export, Path(folder) / "e.xlsx")).report.matches
    titles: dict[str, list[str]] = {}
    for match in matches:
        if match.became and match.text:
            titles.setdefault(match.became, []).append(match.text)
    return "; ".join(f"{_join_titles([*dict.fromkeys(t)])} → {key}" for key, t in titles.items())


def _join_titles(titles: list[str]) -> str:
    return " + ".join(titles if len(titles) <= 4 else [titles[0], "…", titles[-1]])


def build_page() -> str:
    """The page on exports: each layout, where it comes from, its columns and what they give."""
    amounts = {"pr": "pagu dan realisasi", "p": "pagu", "r": "realisasi"}
    rows = []
    for layout in load_rules("sipd")["tata"]:
        example = next(e for e in EXAMPLES if e.name == layout["nama"])
        cells = layout["nama"], layout["asal"], _columns(example), amounts[example.content]
        rows.append(f"| {' | '.join(cells)} |")
    return INTRODUCTION + "\n".join([*rows, ""])


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(build_page(), "utf-8", newline="\n")
