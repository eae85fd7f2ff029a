"""Evidence of participation: kinerja.xlsx."""

from lkip_helpers.schema.base import Schema, column
from lkip_helpers.schema.cells import Numeral, Text, TextOrEmpty, YesNo


class Lembaga(Schema):
    SHEET = "Lembaga"
    USE = "Jumlah lembaga kemasyarakatan yang aktif pada tahun laporan"
    NAME = "lembaga"
    YEARLY = ("kecamatan", "kelurahan")
    KEY = ("lembaga",)
    SHEET_REQUIRED = False

    lembaga: Text = column("Lembaga", "Nama lembaga kemasyarakatan", example="Karang Taruna")
    kecamatan: Numeral = column(
        "Aktif di kecamatan", "Jumlah lembaga aktif tingkat kecamatan", example=1, satuan="lembaga",
        ge=0,
    )  # fmt: skip
    kelurahan: Numeral = column(
        "Aktif di kelurahan",
        "Jumlah lembaga aktif tingkat kelurahan atau desa; boleh lebih dari satu di setiap "
        "kelurahan",
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
    USE = "Sarana prasarana yang tersedia, satu kolom setiap kelurahan atau desa"
    NAME = "sarana"
    YEARLY = ("tersedia",)
    KEY = ("unsur",)
    SHEET_REQUIRED = False
    WIDTH = "tersedia"
    WIDTH_KEY = "kelurahan"
    HEADS = ("Wilayah", "Kelurahan")

    unsur: Text = column("Unsur", "Jenis sarana prasarana", example="Air bersih")
    tersedia: dict[str, YesNo] = column(
        "Tersedia", "Satu kolom setiap kelurahan atau desa", example="ya"
    )


class ProgramLokal(Schema):
    SHEET = "Program Lokal"
    USE = "Program setempat, satu baris setiap program dan kelurahan atau desa"
    NAME = "program_lokal"
    YEARLY = ("target", "realisasi")
    KEY = ("program", "kelurahan", "satuan")
    SHEET_REQUIRED = False

    program: Text = column("Program", "Nama program setempat", example="Kampung Bersih")
    kelurahan: Text = column("Kelurahan", "Nama kelurahan atau desa", example="Mekar Contoh")
    target: Numeral = column("Target", "Banyaknya yang ditargetkan", example=7, gt=0)
    realisasi: Numeral = column("Realisasi", "Banyaknya yang terlaksana", example=7, ge=0)
    satuan: TextOrEmpty = column(
        "Satuan", "Yang dihitung, misalnya RT atau kegiatan", example="RT", default=None
    )
