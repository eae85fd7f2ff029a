"""Written explanations of findings that stay as they are: kinerja.xlsx."""

from lkip_helpers.schema.base import Schema, column
from lkip_helpers.schema.cells import Text


class PenjelasanTemuan(Schema):
    USE = "Penjelasan atas temuan antarlembar yang tetap dipertahankan"
    KEY = ("kunci",)
    SHEET_REQUIRED = False

    kunci: Text = column("Kunci temuan", "Kunci yang disebut pada temuan lkip check", "bukti:IKM")
    penjelasan: Text = column(
        "Penjelasan", "Mengapa kedua angka itu berbeda", "Survei diulang pada bulan Desember."
    )
