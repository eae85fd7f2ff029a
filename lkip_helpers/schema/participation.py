"""Evidence of participation: kinerja.xlsx."""

from lkip_helpers.schema.base import Schema, column
from lkip_helpers.schema.cells import (
    Numeral,
    Text,
    TextOrEmpty,
    YesNo,
)


class Lembaga(Schema):
    SHEET = "Lembaga"
    USE = "Jumlah lembaga kemasyarakatan yang aktif pada tahun laporan"
    NAME = "lembaga"
    YEARLY = ("kecamatan", "kelurahan")
    KEY = ("lembaga",)
    SHEET_REQUIRED = False

    lembaga: Text = column("Lembaga", "Nama lembaga kemasyarakatan", example="Karang Taruna")
    kecamatan: Numeral = column(
        "Aktif di kecamatan",
        "Jumlah lembaga aktif tingkat kecamatan",
        example=1,
        satuan="lembaga",
        ge=0,
    )
    kelurahan: Numeral = column(
        "Aktif di kelurahan",
        "Jumlah lembaga aktif tingkat kelurahan",
        example=5,
        satuan="lembaga",
        ge=0,
    )


class Pembinaan(Schema):
    SHEET = "Pembinaan"
    USE = "Lembaga yang dibina kecamatan pada tahun laporan"
    NAME = "pembinaan"
    YEARLY = ("dibina", "bentuk")
    KEY = ("lembaga",)
    SHEET_REQUIRED = False

    lembaga: Text = column("Lembaga", "Nama lembaga kemasyarakatan", example="Karang Taruna")
    dibina: YesNo = column("Dibina", "Apakah dibina kecamatan tahun ini", example="ya")
    bentuk: TextOrEmpty = column(
        "Bentuk pembinaan", "Honorarium, barang, konsumsi", example="Honorarium", default=None
    )


class Sarana(Schema):
    SHEET = "Sarana"
    USE = "Sarana prasarana yang tersedia, satu kolom setiap kelurahan"
    NAME = "sarana"
    YEARLY = ("tersedia",)
    KEY = ("unsur",)
    SHEET_REQUIRED = False
    WIDTH = "tersedia"
    WIDTH_KEY = "kelurahan"

    unsur: Text = column("Unsur", "Jenis sarana prasarana", example="Air bersih")
    tersedia: dict[str, YesNo] = column("Tersedia", "Satu kolom setiap kelurahan", example="ya")


class BangkitBerdaya(Schema):
    SHEET = "Bangkit Berdaya"
    USE = "RT sasaran dan RT yang melaksanakan Bangkit Berdaya, satu baris setiap kelurahan"
    NAME = "bangkit_berdaya"
    YEARLY = ("rt", "realisasi")
    KEY = ("kelurahan",)
    SHEET_REQUIRED = False

    kelurahan: Text = column("Kelurahan", "Nama kelurahan", example="Eka Jaya")
    rt: Numeral = column("RT sasaran", "Jumlah RT yang ditargetkan", example=7, satuan="RT", gt=0)
    realisasi: Numeral = column(
        "Realisasi", "Jumlah RT yang terlaksana", example=7, satuan="RT", ge=0
    )
