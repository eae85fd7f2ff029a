"""The contract of each sheet: said once, here.

From these classes come the reader's checks, the messages, the typed frames and (later) the empty
template and the data dictionary. One class a sheet; one field a column: `title` is the header an
analyst sees, `description` its meaning, `examples` a valid value, `satuan` its unit.
"""

from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.budget import Dpa, Dukungan, Penjelasan
from lkip_helpers.schema.explanations import PenjelasanTemuan
from lkip_helpers.schema.office import (
    Batas,
    DasarHukum,
    Geografi,
    Isu,
    Jabatan,
    Layanan,
    Profil,
    Tugas,
    Wilayah,
)
from lkip_helpers.schema.participation import (
    BangkitBerdaya,
    Lembaga,
    Pembinaan,
    Sarana,
)
from lkip_helpers.schema.planning import (
    Analisis,
    Iku,
    Indikator,
    Ipp,
    Langkah,
    Misi,
    Pk,
    PkProgram,
    Realisasi,
    Renstra,
    Standar,
    Triwulan,
)
from lkip_helpers.schema.survey import Responden, TindakLanjut, UnsurSkm

EVERY: tuple[type[Schema], ...] = (
    Profil,
    Wilayah,
    Batas,
    Geografi,
    Jabatan,
    Tugas,
    Isu,
    DasarHukum,
    Layanan,
    Misi,
    Indikator,
    Renstra,
    Iku,
    Pk,
    PkProgram,
    Realisasi,
    Triwulan,
    Analisis,
    Ipp,
    Langkah,
    Standar,
    Lembaga,
    Pembinaan,
    Sarana,
    BangkitBerdaya,
    UnsurSkm,
    Responden,
    TindakLanjut,
    Dpa,
    Dukungan,
    Penjelasan,
    PenjelasanTemuan,
)

__all__ = [
    "EVERY",
    "Analisis",
    "BangkitBerdaya",
    "Batas",
    "DasarHukum",
    "Dpa",
    "Dukungan",
    "Geografi",
    "Iku",
    "Indikator",
    "Ipp",
    "Isu",
    "Jabatan",
    "Langkah",
    "Layanan",
    "Lembaga",
    "Misi",
    "Pembinaan",
    "Penjelasan",
    "PenjelasanTemuan",
    "Pk",
    "PkProgram",
    "Profil",
    "Realisasi",
    "Renstra",
    "Responden",
    "Sarana",
    "Schema",
    "Standar",
    "TindakLanjut",
    "Triwulan",
    "Tugas",
    "UnsurSkm",
    "Wilayah",
]
