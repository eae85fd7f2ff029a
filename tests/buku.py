"""Odd workbooks are made here: a complete set that is right, with one thing changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from lkip_helpers.intake.kontrak import SEMUA, Kontrak
from lkip_helpers.intake.lembar import judul_kolom
from lkip_helpers.workspace import Ruang

Lembar = list[list[Any]]
KEPALA = 3  # title, blank, header: data begins in row 4


def _contoh(kontrak: type[Kontrak], nama: str) -> Any:
    return (kontrak.model_fields[nama].examples or [None])[0]


def _datar(kontrak: type[Kontrak]) -> Lembar:
    kolom = judul_kolom(kontrak)
    baris = [_contoh(kontrak, n) for n in kolom]
    return [["JUDUL LEMBAR"], [], list(kolom.values()), baris]


def lembar_bawaan() -> dict[tuple[str, str], Lembar]:
    """Every sheet of every workbook, filled with the examples of its contract, made consistent."""
    isi: dict[tuple[str, str], Lembar] = {}
    for k in SEMUA:
        if k.TEGAK:
            isi[k.BERKAS, k.LEMBAR] = [[j, _contoh(k, n)] for n, j in judul_kolom(k).items()]
        else:
            isi[k.BERKAS, k.LEMBAR] = _datar(k)
    kinerja = "kinerja.xlsx"
    isi[kinerja, "Organisasi"][3:] = [["Camat", None], ["Seksi Pelayanan Umum", "Camat"]]
    isi["skm.xlsx", "Tindak Lanjut"][3][0] = "U1"
    isi[kinerja, "Renstra"] = [
        [],
        [],
        ["Kode", "Indikator kinerja", 2020, 2021],
        ["IKM", "Indeks Kepuasan Masyarakat", 90, 92],
    ]
    isi[kinerja, "Sarana"] = [[], [], ["Unsur", "Eka Jaya"], ["Air bersih", "✓"]]
    isi[kinerja, "PK Program"][3][:2] = [isi["dpa.xlsx", "DPA"][3][1], isi["dpa.xlsx", "DPA"][3][4]]
    isi[kinerja, "Lembaga"][3][2] = isi[kinerja, "Wilayah"][3][2] = 1  # one kelurahan, one sarana
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
    isi["skm.xlsx", "Unsur"][3:] = [[f"U{i}", u, *label] for i, u in enumerate(unsur, 1)]
    isi["skm.xlsx", "Jawaban"] = [
        [],
        [],
        ["Responden", *(f"U{i}" for i in range(1, 10))],
        [1, *[3] * 9],
        [2, *[4] * 9],
    ]
    return isi


def tulis(
    root: Path,
    ubah: Callable[[dict[tuple[str, str], Lembar]], None] = lambda _: None,
    rias: Callable[[dict[str, Workbook]], None] = lambda _: None,
) -> Ruang:
    """A workspace of unit `uji`, 2021. ubah changes the sheets as lists, rias the workbooks."""
    ruang = Ruang.of("uji", 2021, root)
    ruang.raw.mkdir(parents=True, exist_ok=True)
    (root / "notebooks").mkdir(exist_ok=True)
    isi = lembar_bawaan()
    ubah(isi)
    buku: dict[str, Workbook] = {}
    for (berkas, nama), baris in isi.items():
        wb = buku.setdefault(berkas, Workbook())
        ws = wb.create_sheet(nama)
        for b in baris:
            ws.append(b)
    for wb in buku.values():
        del wb["Sheet"]
    rias(buku)
    for berkas, wb in buku.items():
        wb.save(ruang.raw / berkas)
    return ruang
