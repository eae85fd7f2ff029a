"""The sheets of the workbooks: each is an entry of rules/lembar.toml, made a contract here."""

from lkip_helpers.rules import load_rules
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.declare import declare
from lkip_helpers.schema.office import Pengaturan, Profil

_TYPED: dict[str, type[Schema]] = {k.NAME: k for k in (Profil, Pengaturan)}
GROUPS = {
    group: {name: _TYPED.get(name) or declare(name, entry, Schema) for name, entry in own.items()}
    for group, own in load_rules("lembar").items()
}
_SHEETS = {name: schema for own in GROUPS.values() for name, schema in own.items()}

Wilayah = _SHEETS["wilayah"]
Batas = _SHEETS["batas"]
Jabatan = _SHEETS["organisasi"]
Tugas = _SHEETS["tugas"]
DasarHukum = _SHEETS["dasar_hukum"]
Layanan = _SHEETS["layanan"]
Indikator = _SHEETS["indikator"]
Renstra = _SHEETS["renstra"]
Iku = _SHEETS["iku"]
Pk = _SHEETS["pk"]
PkProgram = _SHEETS["pk_program"]
Realisasi = _SHEETS["realisasi"]
Triwulan = _SHEETS["triwulan"]
Sarana = _SHEETS["sarana"]
ProgramLokal = _SHEETS["program_lokal"]
UnsurSkm = _SHEETS["unsur_skm"]
Respondents = _SHEETS["skm"]
Rekap = _SHEETS["rekap"]
IkmTerbit = _SHEETS["ikm_terbit"]
TindakLanjut = _SHEETS["tindak_lanjut"]
Dpa = _SHEETS["anggaran"]
Dukungan = _SHEETS["dukungan"]
Terbit = _SHEETS["terbit"]

SURVEY_FORMS = (Respondents.NAME, Rekap.NAME, IkmTerbit.NAME)  # the most detailed first
PUBLISHED = tuple(GROUPS["terbit"].values())  # typed from a published report: no data of ours
