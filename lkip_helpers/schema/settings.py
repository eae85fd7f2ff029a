"""The office's own choices of a year: kinerja.xlsx. Each choice is an entry of a rule file."""

from typing import Annotated

from pydantic import BeforeValidator

from lkip_helpers.rules import list_choices, load_rules
from lkip_helpers.schema.base import Schema, column
from lkip_helpers.schema.cells import OneOf

ScaleName = Annotated[str, BeforeValidator(OneOf(list_choices("capaian", "skala")))]
WeightName = Annotated[str, BeforeValidator(OneOf(list_choices("skm", "bobot_pilihan")))]
EfisiensiName = Annotated[str, BeforeValidator(OneOf(list_choices("efisiensi", "rumus")))]
EvaluationName = Annotated[str, BeforeValidator(OneOf(list_choices("akip", "lembar")))]

USUAL_SCALE: str = load_rules("capaian")["skala"]["bawaan"]


class Pengaturan(Schema):
    SHEET, NAME, VERTICAL = "Pengaturan", "pengaturan", True
    SHEET_REQUIRED, YEARLY = False, ()
    USE = "Pilihan kecamatan atas skala, bobot, rumus efisiensi, dan lembar evaluasi"

    skala: ScaleName = column(
        "Skala capaian",
        "Pengelompokan capaian; dicetak dalam laporan",
        USUAL_SCALE,
        default=USUAL_SCALE,
    )
    bobot: WeightName = column(
        "Bobot unsur survei",
        "tepat: satu dibagi banyaknya unsur; 0,11 dan 0,111 hanya untuk sembilan unsur",
        "tepat",
        default="tepat",
    )
    efisiensi: EfisiensiName = column(
        "Rumus efisiensi", "selisih, pmk, atau tidak dinilai", "selisih", default="selisih"
    )
    evaluasi: EvaluationName = column(
        "Lembar evaluasi",
        "Lembar kerja evaluasi AKIP daerah, bagian pelaporan",
        "nasional",
        default="nasional",
    )
