"""The contract of each sheet: said once, here.

From these classes come the reader's checks, the messages, the typed frames and (later) the empty
template and the data dictionary. One class a sheet; one field a column: `title` is the header an
analyst sees, `description` its meaning, `examples` a valid value, `satuan` its unit.
"""

from lkip_helpers.intake.kontrak.anggaran import Dpa
from lkip_helpers.intake.kontrak.dasar import Kontrak
from lkip_helpers.intake.kontrak.kecamatan import (
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
from lkip_helpers.intake.kontrak.partisipasi import BangkitBerdaya, Lembaga, Pembinaan, Sarana
from lkip_helpers.intake.kontrak.perencanaan import (
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
)
from lkip_helpers.intake.kontrak.survei import Responden, UnsurSkm

SEMUA: tuple[type[Kontrak], ...] = (
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
    Analisis,
    Ipp,
    Langkah,
    Lembaga,
    Pembinaan,
    Sarana,
    BangkitBerdaya,
    UnsurSkm,
    Responden,
    Dpa,
)

__all__ = [
    "SEMUA",
    "Analisis",
    "BangkitBerdaya",
    "Batas",
    "DasarHukum",
    "Dpa",
    "Geografi",
    "Iku",
    "Indikator",
    "Ipp",
    "Isu",
    "Jabatan",
    "Kontrak",
    "Langkah",
    "Layanan",
    "Lembaga",
    "Misi",
    "Pembinaan",
    "Pk",
    "PkProgram",
    "Profil",
    "Realisasi",
    "Renstra",
    "Responden",
    "Sarana",
    "Tugas",
    "UnsurSkm",
    "Wilayah",
]
