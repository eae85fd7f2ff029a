"""Evidence of participation: kinerja.xlsx."""

from lkip_helpers.schema.base import Schema, column, optional
from lkip_helpers.schema.cells import Numeral, Text, TextOrEmpty, YesNo


class Lembaga(Schema, key=("lembaga",), sheet_required=False, yearly=("kecamatan", "kelurahan")):
    USE = "Jumlah lembaga kemasyarakatan yang aktif pada tahun laporan"

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


class Pembinaan(Schema, key=("lembaga",), sheet_required=False, yearly=("dibina", "bentuk")):
    USE = "Lembaga yang dibina kecamatan pada tahun laporan"

    lembaga: Text = column("Lembaga", "Nama lembaga kemasyarakatan", "Karang Taruna")
    dibina: YesNo = column("Dibina", "Apakah dibina kecamatan tahun ini", "ya")
    bentuk: TextOrEmpty = optional("Bentuk pembinaan", "Honorarium, barang, konsumsi", "Honorarium")


class Sarana(
    Schema,
    key=("unsur",),
    sheet_required=False,
    width="tersedia",
    width_key="kelurahan",
    heads=("Wilayah", "Kelurahan"),
    yearly=("tersedia",),
):
    USE = "Sarana prasarana yang tersedia, satu kolom setiap kelurahan atau desa"

    unsur: Text = column("Unsur", "Jenis sarana prasarana", "Air bersih")
    tersedia: dict[str, YesNo] = column("Tersedia", "Satu kolom setiap kelurahan atau desa", "ya")


class ProgramLokal(
    Schema,
    key=("program", "kelurahan", "satuan"),
    sheet_required=False,
    refers=(("kelurahan", "wilayah", "kelurahan"),),
    yearly=("target", "realisasi"),
):
    USE = "Program setempat, satu baris setiap program dan kelurahan atau desa"

    program: Text = column("Program", "Nama program setempat", "Kampung Bersih")
    kelurahan: Text = column("Kelurahan", "Nama kelurahan atau desa", "Mekar Contoh")
    target: Numeral = column("Target", "Banyaknya yang ditargetkan", 7, gt=0)
    realisasi: Numeral = column("Realisasi", "Banyaknya yang terlaksana", 7, ge=0)
    satuan: TextOrEmpty = optional("Satuan", "Yang dihitung, misalnya RT atau kegiatan", "RT")
