"""Evidence of participation: kinerja.xlsx."""

from lkip_helpers.schema.base import Schema, column, optional
from lkip_helpers.schema.cells import Numeral, Text, TextOrEmpty, YesNo


class Lembaga(Schema):
    USE = "Jumlah lembaga kemasyarakatan yang aktif pada tahun laporan"
    YEARLY = ("kecamatan", "kelurahan")
    KEY = ("lembaga",)
    SHEET_REQUIRED = False

    lembaga: Text = column("Lembaga", "Nama lembaga kemasyarakatan", "Karang Taruna")
    kecamatan: Numeral = column(
        "Aktif di kecamatan", "Jumlah lembaga aktif tingkat kecamatan", 1, "lembaga", ge=0
    )
    kelurahan: Numeral = column(
        "Aktif di kelurahan",
        "Jumlah lembaga aktif tingkat kelurahan atau desa; boleh lebih dari satu di setiap "
        "kelurahan",
        5,
        "lembaga",
        ge=0,
    )


class Pembinaan(Schema):
    USE = "Lembaga yang dibina kecamatan pada tahun laporan"
    YEARLY = ("dibina", "bentuk")
    KEY = ("lembaga",)
    SHEET_REQUIRED = False

    lembaga: Text = column("Lembaga", "Nama lembaga kemasyarakatan", "Karang Taruna")
    dibina: YesNo = column("Dibina", "Apakah dibina kecamatan tahun ini", "ya")
    bentuk: TextOrEmpty = optional("Bentuk pembinaan", "Honorarium, barang, konsumsi", "Honorarium")


class Sarana(Schema):
    USE = "Sarana prasarana yang tersedia, satu kolom setiap kelurahan atau desa"
    YEARLY = ("tersedia",)
    KEY = ("unsur",)
    SHEET_REQUIRED = False
    WIDTH = "tersedia"
    WIDTH_KEY = "kelurahan"
    HEADS = ("Wilayah", "Kelurahan")

    unsur: Text = column("Unsur", "Jenis sarana prasarana", "Air bersih")
    tersedia: dict[str, YesNo] = column("Tersedia", "Satu kolom setiap kelurahan atau desa", "ya")


class ProgramLokal(Schema):
    USE = "Program setempat, satu baris setiap program dan kelurahan atau desa"
    YEARLY = ("target", "realisasi")
    KEY = ("program", "kelurahan", "satuan")
    SHEET_REQUIRED = False
    REFERS = (("kelurahan", "wilayah", "kelurahan"),)

    program: Text = column("Program", "Nama program setempat", "Kampung Bersih")
    kelurahan: Text = column("Kelurahan", "Nama kelurahan atau desa", "Mekar Contoh")
    target: Numeral = column("Target", "Banyaknya yang ditargetkan", 7, gt=0)
    realisasi: Numeral = column("Realisasi", "Banyaknya yang terlaksana", 7, ge=0)
    satuan: TextOrEmpty = optional("Satuan", "Yang dihitung, misalnya RT atau kegiatan", "RT")
