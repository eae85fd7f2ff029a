"""One budget in every layout known; `python -m tests.export_layouts` writes docs/ekspor.md."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkip_helpers.rules import load_rules
from tests.exports import PUBLIC_SERVICE, SUPPORTING, Export, Grid, read, save

PROJECT_ROOT = Path(__file__).parents[1]
DOKUMEN = PROJECT_ROOT / "docs" / "ekspor.md"
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
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
         "Oktober", "November", "Desember")  # fmt: skip
PEMBUKA = """# Ekspor anggaran yang dikenal

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
Uang = Callable[[int, int], list[Any]]


@dataclass(frozen=True)
class Contoh:
    """One export: its layout by name, its cells, and which amounts it holds ("pr": both)."""

    name: str
    export: Export
    content: str = "pr"


def title(text: str = "LAPORAN REALISASI ANGGARAN") -> Grid:
    return [[text], ["KECAMATAN SUKAMAJU"], ["TAHUN ANGGARAN 2022"]]


def tree(money: Uang, initial: Callable[[str, str], list[Any]] | None = None) -> Grid:
    """Programmes, kegiatan and sub kegiatan above one another with their amounts, and the total."""
    front = initial or (lambda code, name: [code, name])
    result: Grid = []
    for i, s in enumerate(SUB):
        for length, name in ((7, s[1]), (12, s[2])):
            if not i or SUB[i - 1][0][:length] != s[0][:length]:
                own = [x for x in SUB if x[0].startswith(s[0][:length])]
                total = sum(x[4] for x in own), sum(x[5] for x in own)
                result.append([*front(s[0][:length], name), *money(*total)])
        result.append([*front(s[0], s[3]), *money(s[4], s[5])])
    header = [None] * (len(front("", "")) - 1)
    return [*result, ["JUMLAH", *header, *money(sum(s[4] for s in SUB), sum(s[5] for s in SUB))]]


def breakdown(n: int, count: int) -> list[int]:
    """A whole in parts that differ only in the last."""
    return [n // count] * (count - 1) + [n - n // count * (count - 1)]


def hierarchical(
    header: list[Any], money: Uang, text: str = "LAPORAN REALISASI ANGGARAN"
) -> Export:
    return Export([*title(text), ["Kode", "Uraian", *header], *tree(money)])


def group() -> Export:
    """Operasi and modal, each with its pagu and realisasi, below one group; codes in four cells."""
    kind = ("Operasi", "Modal", "Tak Terduga", "Transfer")
    grid = [*title("REKAPITULASI BELANJA"),
            ["Kode", None, None, None, "Uraian", "Kelompok Belanja"],
            [None] * 5 + [x for j in kind for x in (j, None)],
            [None] * 5 + ["Anggaran", "Realisasi"] * 4]  # fmt: skip

    def money(p: int, r: int) -> list[Any]:
        return [p - p // 3, r - r // 3, p // 3, r // 3, 0, 0, "-", "-"]

    def front(code: str, name: str) -> list[Any]:
        return ["7.01", f"{SKPD}0000", code, None, name]

    merge = ["A4:D6", "E4:E6", "F4:M4", "F5:G5", "H5:I5", "J5:K5", "L5:M5"]
    return Export([*grid, *tree(money, front)], merge)


def baris_datar() -> Iterable[list[Any]]:
    """The cells of a sub kegiatan in columns of their own, the unit first."""
    for s in SUB:
        yield [f"{SKPD}0000", "Kecamatan Sukamaju", s[0][:7], s[1], s[0][:12], s[2], s[0], s[3]]


KEPALA_DATAR = [f"{a} {b}" for b in ("SKPD", "Program", "Kegiatan", "Sub Kegiatan")
                for a in ("Kode", "Nama")]  # fmt: skip


def rekap() -> Export:
    """A row an account; the accounts have parts of three and five digits."""
    grid: Grid = [["Tahun", *KEPALA_DATAR, "Kode Rekening", "Nama Rekening", "Pagu"]]
    for s, b in zip(SUB, baris_datar(), strict=True):
        grid += [[2022, *b, f"5.1.02.01.001.0002{i}", f"Belanja {i}", n]
                 for i, n in enumerate(breakdown(s[4], 3))]  # fmt: skip
    return Export(grid)


def document() -> Export:
    """A row a document: the realisasi counts, the SPD and SP2D beside it do not."""
    header = [*KEPALA_DATAR, "Kode Rekening", "Nomor Dokumen", "Nilai Realisasi", "Nilai Setoran",
              "Nilai SPD", "Tahapan APBD", "Nomor SP2D", "Nilai SP2D"]  # fmt: skip
    grid: Grid = [*title("LAPORAN REALISASI PER DOKUMEN"), header]
    for s, b in zip(SUB, baris_datar(), strict=True):
        grid += [[*b, "5.1.02.01.001.00024", f"{s[0]}/{i}", n, 0, 500_000_000, "APBD", i, n]
                 for i, n in enumerate(breakdown(s[5], 4))]  # fmt: skip
    return Export(grid)


def menempel() -> Export:
    grid: Grid = [*title(), ["OPD", "Program", "Kegiatan", "Sub Kegiatan", "Rekening", "APBD"]]
    for s in SUB:
        front = [f"{SKPD}0000 Kecamatan Sukamaju", f"{s[0][:7]} {s[1]}", f"{s[0][:12]} {s[2]}",
                 f"{s[0]} {s[3]}"]  # fmt: skip
        grid += [
            [*front, f"5.1.02.01.01.002{i} Belanja", n] for i, n in enumerate(breakdown(s[4], 2))
        ]
    return Export(grid)


def detail() -> Export:
    """The print: labels of each sub kegiatan above a table of its accounts."""
    grid: Grid = [["DOKUMEN PELAKSANAAN ANGGARAN"], ["Tahun Anggaran 2022"]]
    for s in SUB:
        grid += [["Program", ":", f"{s[0][:7]} {s[1]}"], ["Kegiatan", ":", f"{s[0][:12]} {s[2]}"],
                 ["Unit Organisasi", ":", f"{SKPD}0000 Kecamatan Sukamaju"],
                 ["Sub Kegiatan", ":", f"{s[0]} {s[3]}"], ["Sumber Pendanaan", ":", "PAD"],
                 ["Kode Rekening", "Uraian", "Koefisien", "Jumlah (Rp)"],
                 ["5.1", "BELANJA OPERASI", None, s[4]]]  # fmt: skip
        for i, n in enumerate(breakdown(s[4], 2)):
            grid += [[f"5.1.02.01.001.0002{i}", "Belanja", None, n], [None, "Kertas", "5 rim", n]]
        grid.append(["Jumlah Anggaran Sub Kegiatan", None, None, s[4]])
    return Export(grid)


def flat() -> Export:
    content = [[*b, s[4], s[5]] for s, b in zip(SUB, baris_datar(), strict=True)]
    return Export([*title(), [*KEPALA_DATAR, "Pagu", "Realisasi"], *content])


CONTOH_TATA = (
    Contoh("cetakan DPA rincian belanja", detail(), "p"),
    Contoh("laporan realisasi per dokumen", document(), "r"),
    Contoh("rekap belanja per rekening", rekap(), "p"),
    Contoh("rincian datar, kode menempel pada nama", menempel(), "p"),
    Contoh("anggaran kas (RAK)", hierarchical(
        ["Anggaran", *MONTHS], lambda p, _: [p, *breakdown(p, 12)], "RENCANA ANGGARAN KAS"), "p"),
    Contoh("realisasi menurut kelompok belanja", group()),
    Contoh("DPA menurut jenis belanja", hierarchical(
        ["Belanja Operasi", "Belanja Modal", "Jumlah"], lambda p, _: [p - p // 3, p // 3, p],
        "DOKUMEN PELAKSANAAN ANGGARAN"), "p"),
    Contoh("realisasi menurut bulan atau triwulan", hierarchical(
        ["Pagu", *(f"Realisasi TW {t}" for t in ("I", "II", "III", "IV"))],
        lambda p, r: [p, *breakdown(r, 4)])),
    Contoh("pagu sebelum dan sesudah perubahan", hierarchical(
        ["Sebelum Perubahan", "Sesudah Perubahan", "Bertambah/(Berkurang)"],
        lambda p, _: [p // 2, p, p - p // 2], "DPPA"), "p"),
    Contoh("satu baris setiap sub kegiatan", flat()),
    Contoh("bertingkat menurut kode", hierarchical(
        ["Anggaran (Rp)", "Realisasi Anggaran (Rp)"], lambda p, r: [p, r])),
)  # fmt: skip


def _columns(c: Contoh) -> str:
    """The columns that were used, as the import says them."""
    with tempfile.TemporaryDirectory() as folder:
        match = read(save(c.export, Path(folder) / "e.xlsx")).report.matches
    became: dict[str, list[str]] = {}
    for p in match:
        if p.became and p.text:
            became.setdefault(p.became, []).append(p.text)
    return "; ".join(
        f"{' + '.join(_ringkas(list(dict.fromkeys(k))))} → {j}" for j, k in became.items()
    )


def _ringkas(column: list[str]) -> list[str]:
    return column if len(column) <= 4 else [column[0], "…", column[-1]]


def susun_dokumen() -> str:
    """The page on exports: every layout with where it comes from, its columns, what it gives."""
    beri = {"pr": "pagu dan realisasi", "p": "pagu", "r": "realisasi"}
    rows = []
    for t in load_rules("sipd")["tata"]:
        c = next(c for c in CONTOH_TATA if c.name == t["nama"])
        rows.append(f"| {t['nama']} | {t['asal']} | {_columns(c)} | {beri[c.content]} |")
    return PEMBUKA + "\n".join([*rows, ""])


if __name__ == "__main__":
    DOKUMEN.parent.mkdir(exist_ok=True)
    DOKUMEN.write_text(susun_dokumen(), "utf-8", newline="\n")
