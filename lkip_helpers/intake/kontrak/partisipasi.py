"""Evidence of participation: kinerja.xlsx."""

from lkip_helpers.intake.kontrak.dasar import Kontrak, kolom
from lkip_helpers.intake.tipe import Bilangan, Teks, TeksAtauKosong, YaTidak


class Lembaga(Kontrak):
    LEMBAR = "Lembaga"
    GUNA = "Jumlah lembaga kemasyarakatan yang aktif pada tahun laporan"
    NAMA = "lembaga"
    KUNCI = ("lembaga",)
    LEMBAR_WAJIB = False

    lembaga: Teks = kolom("Lembaga", "Nama lembaga kemasyarakatan", contoh="Karang Taruna")
    kecamatan: Bilangan = kolom(
        "Aktif di kecamatan",
        "Jumlah lembaga aktif tingkat kecamatan",
        contoh=1,
        satuan="lembaga",
        ge=0,
    )
    kelurahan: Bilangan = kolom(
        "Aktif di kelurahan",
        "Jumlah lembaga aktif tingkat kelurahan",
        contoh=5,
        satuan="lembaga",
        ge=0,
    )


class Pembinaan(Kontrak):
    LEMBAR = "Pembinaan"
    GUNA = "Lembaga yang dibina kecamatan pada tahun laporan"
    NAMA = "pembinaan"
    KUNCI = ("lembaga",)
    LEMBAR_WAJIB = False

    lembaga: Teks = kolom("Lembaga", "Nama lembaga kemasyarakatan", contoh="Karang Taruna")
    dibina: YaTidak = kolom("Dibina", "Apakah dibina kecamatan tahun ini", contoh="ya")
    bentuk: TeksAtauKosong = kolom(
        "Bentuk pembinaan", "Honorarium, barang, konsumsi", contoh="Honorarium", bawaan=None
    )


class Sarana(Kontrak):
    LEMBAR = "Sarana"
    GUNA = "Sarana prasarana yang tersedia, satu kolom setiap kelurahan"
    NAMA = "sarana"
    KUNCI = ("unsur",)
    LEMBAR_WAJIB = False
    LEBAR = "tersedia"
    KUNCI_LEBAR = "kelurahan"

    unsur: Teks = kolom("Unsur", "Jenis sarana prasarana", contoh="Air bersih")
    tersedia: dict[str, YaTidak] = kolom("Tersedia", "Satu kolom setiap kelurahan", contoh="ya")


class BangkitBerdaya(Kontrak):
    LEMBAR = "Bangkit Berdaya"
    GUNA = "RT sasaran dan RT yang melaksanakan Bangkit Berdaya, satu baris setiap kelurahan"
    NAMA = "bangkit_berdaya"
    KUNCI = ("kelurahan",)
    LEMBAR_WAJIB = False

    kelurahan: Teks = kolom("Kelurahan", "Nama kelurahan", contoh="Eka Jaya")
    rt: Bilangan = kolom("RT sasaran", "Jumlah RT yang ditargetkan", contoh=7, satuan="RT", gt=0)
    realisasi: Bilangan = kolom(
        "Realisasi", "Jumlah RT yang terlaksana", contoh=7, satuan="RT", ge=0
    )
