"""Written explanations of findings that stay as they are: kinerja.xlsx."""

from lkip_helpers.intake.kontrak.dasar import Kontrak, kolom
from lkip_helpers.intake.tipe import Teks


class PenjelasanTemuan(Kontrak):
    LEMBAR = "Penjelasan Temuan"
    GUNA = "Penjelasan atas temuan antarlembar yang tetap dipertahankan"
    NAMA = "penjelasan_temuan"
    KUNCI = ("kunci",)
    LEMBAR_WAJIB = False

    kunci: Teks = kolom(
        "Kunci temuan", "Kunci yang disebut pada temuan lkip check", contoh="bukti:IKM"
    )
    penjelasan: Teks = kolom(
        "Penjelasan",
        "Mengapa kedua angka itu berbeda",
        contoh="Survei diulang pada bulan Desember.",
    )
