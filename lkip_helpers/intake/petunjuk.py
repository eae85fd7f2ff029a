"""The first sheet of a new workbook: what to do, in which order, and what the colours mean."""

from collections.abc import Iterator, Mapping

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from lkip_helpers.intake import rias
from lkip_helpers.intake.kontrak import SEMUA, Kontrak
from lkip_helpers.intake.tulis import tulis

NAMA = "Petunjuk"
LEGENDA = (
    (rias.BIRU_TUA, rias.PUTIH, "Judul kolom", "Kolom wajib: setiap baris harus mengisinya."),
    (rias.ABU, rias.TINTA, "Judul kolom", "Kolom boleh kosong."),
    (rias.KUNING, rias.TINTA, "", "Sel yang harus diisi sekarang; warnanya hilang setelah diisi."),
    (
        rias.BIRU_MUDA, rias.TINTA, "Isi",
        "Dibawa dari tahun lalu atau dihitung; periksa, ubah bila perlu.",
    ),
    (rias.PUTIH, rias.TINTA, "", "Sel isian biasa; baris baru ditulis di bawah baris terakhir."),
)  # fmt: skip


def tulis_petunjuk(
    ws: Worksheet,
    berkas: str,
    unit: str,
    tahun: int,
    asal: int | None,
    banyak: Mapping[type[Kontrak], int],
) -> None:
    """Fill the sheet; banyak: rows each sheet of this workbook begins with."""
    ws.title = NAMA
    rias.rias_judul(
        ws, f"PETUNJUK PENGISIAN {berkas} – TAHUN {tahun}", f"Unit: {unit}. {_sebut_asal(asal)}"
    )
    baris = 4
    for nomor, langkah in enumerate(_langkah(berkas, tahun), 1):
        _tulis(ws.cell(baris, 1), nomor)
        _tulis(ws.cell(baris, 2), langkah)
        ws.merge_cells(start_row=baris, start_column=2, end_row=baris, end_column=5)
        baris += 1
    baris = _tulis_legenda(ws, baris + 1)
    _tulis_daftar(ws, baris + 1, banyak)
    for huruf, lebar in zip("ABCDE", (6, 24, 18, 62, 34), strict=True):
        ws.column_dimensions[huruf].width = lebar
    ws.sheet_view.showGridLines = False
    ws.sheet_properties.tabColor = "BF8F00"
    ws.protection.sheet = True
    rias.atur_cetak(ws, 0)


def _sebut_asal(asal: int | None) -> str:
    if asal is None:
        return "Semua lembar mulai kosong."
    return f"Yang tetap sudah dibawa dari tahun {asal}; angka tahun ini masih kosong."


def _langkah(berkas: str, tahun: int) -> Iterator[str]:
    urutan = list(dict.fromkeys(k.BERKAS for k in SEMUA))
    yield f"Urutan mengisi: {', lalu '.join(urutan)}. Berkas ini: {berkas}."
    yield "Di setiap berkas, isi lembar dari kiri ke kanan; daftar di bawah memuat urutannya."
    yield (
        "Arahkan penunjuk ke judul kolom untuk membaca arti, satuan, dan contohnya. "
        "Judul kolom terkunci; jangan diubah."
    )
    yield "Sel bertanda panah diisi dengan memilih dari daftar; kode berasal dari lembar induknya."
    yield "Ketik angka tanpa titik ribuan. Tanda - berarti tidak ada; sel kosong berarti belum."
    yield "Tambahkan baris tepat di bawah baris terakhir. Hapus baris yang tahun ini tidak berlaku."
    yield (
        f"Simpan, lalu jalankan: lkip check {tahun}. Perintah itu menyebut yang belum diisi "
        f"dan yang keliru; lkip check {tahun} --mark menandainya pada salinan berkas ini."
    )
    yield f"Setelah tidak ada yang tersisa, susun laporannya dengan: lkip render {tahun}."


def _tulis(sel: Cell, nilai: object) -> None:
    tulis(sel, nilai)
    sel.font = rias.huruf()
    sel.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")


def _tulis_legenda(ws: Worksheet, baris: int) -> int:
    ws.cell(baris, 1, "Arti warna").font = rias.huruf(tebal=True, ukuran=12, warna=rias.BIRU_TUA)
    for nomor, (latar, huruf, contoh, arti) in enumerate(LEGENDA, baris + 1):
        sel = ws.cell(nomor, 2, contoh)
        sel.fill, sel.font = rias.warna(latar), rias.huruf(tebal=contoh != "Isi", warna=huruf)
        sel.alignment, sel.border = Alignment(horizontal="center"), rias.BINGKAI
        _tulis(ws.cell(nomor, 3), arti)
        ws.merge_cells(start_row=nomor, start_column=3, end_row=nomor, end_column=5)
    return baris + len(LEGENDA) + 1


def _tulis_daftar(ws: Worksheet, baris: int, banyak: Mapping[type[Kontrak], int]) -> None:
    """The sheets in the order of filling, each with a link."""
    ws.cell(baris, 1, "Daftar lembar").font = rias.huruf(tebal=True, ukuran=12, warna=rias.BIRU_TUA)
    for kolom, judul in enumerate(("No", "Lembar", "Harus ada isi", "Guna", "Keadaan awal"), 1):
        rias.rias_kepala(ws.cell(baris + 1, kolom, judul), wajib=True)
    for nomor, (k, jumlah) in enumerate(banyak.items(), 1):
        keadaan = f"{jumlah} baris sudah ada; periksa" if jumlah else "kosong"
        keadaan = "isian di kolom Nilai" if k.TEGAK else keadaan
        wajib = "wajib" if k.LEMBAR_WAJIB else "boleh kosong"
        for kolom, nilai in enumerate((nomor, k.LEMBAR, wajib, k.GUNA, keadaan), 1):
            sel = ws.cell(baris + 1 + nomor, kolom)
            _tulis(sel, nilai)
            sel.border = rias.BINGKAI
        tautan = ws.cell(baris + 1 + nomor, 2)
        tautan.hyperlink = Hyperlink(ref=tautan.coordinate, location=f"'{k.LEMBAR}'!A1")
        tautan.font = rias.huruf(warna=rias.TAUT, garis=True)
