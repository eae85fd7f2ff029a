"""The sheets of the workbooks: each entry of rules/lembar.toml as a contract."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator

from lkip_helpers.rules import list_choices, load_rules
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import Date, IntegerOrEmpty, OneOf, Tahun, Text, TextOrEmpty
from lkip_helpers.schema.kinds import contract, declare

AREA_KINDS = ("kelurahan", "desa")
_PREFIX = re.compile(
    r"^\s*(?:(?:kantor|pemerintah)\s+)?(?:kecamatan|camat|kec\b\.?)\s*", re.IGNORECASE
)
ScaleName = Annotated[str, BeforeValidator(OneOf(list_choices("capaian", "skala")))]
WeightName = Annotated[str, BeforeValidator(OneOf(list_choices("skm", "bobot_pilihan")))]
EfisiensiName = Annotated[str, BeforeValidator(OneOf(list_choices("efisiensi", "rumus")))]
EvaluationName = Annotated[str, BeforeValidator(OneOf(list_choices("akip", "lembar")))]
USUAL_SCALE: str = load_rules("capaian")["skala"]["bawaan"]


def strip_kecamatan(value: Any) -> Any:
    """The name without "Kecamatan" and the like, which the report puts before it."""
    return _PREFIX.sub("", value, count=1).strip() if isinstance(value, str) else value


KecamatanName = Annotated[Text, BeforeValidator(strip_kecamatan)]


@contract("kecamatan", "profil")
class Profil(Schema):
    tahun: Tahun
    nama: KecamatanName
    kota: Text
    provinsi: TextOrEmpty = None
    kepala_daerah: Text
    camat: Text
    pangkat: TextOrEmpty = None
    nip: TextOrEmpty = None
    tempat: Text
    tanggal: Date
    tahun_awal: Tahun
    tahun_akhir: Tahun
    visi: Text
    sk_renstra: TextOrEmpty = None
    sk_iku: TextOrEmpty = None
    pihak_kedua: TextOrEmpty = None
    jabatan_pihak_kedua: TextOrEmpty = None
    pangkat_pihak_kedua: TextOrEmpty = None
    nip_pihak_kedua: TextOrEmpty = None
    tim_ipp: TextOrEmpty = None
    populasi: IntegerOrEmpty = None
    target_lembaga_kecamatan: IntegerOrEmpty = None
    target_lembaga_kelurahan: IntegerOrEmpty = None
    target_pembinaan: IntegerOrEmpty = None


def find_area_kind(name: str, kind: str | None) -> str | None:
    """Kelurahan or desa: as chosen, else by the first word of the name; None where unknown."""
    if isinstance(kind, str):
        return kind
    first = name.split(maxsplit=1)[0].casefold() if name.split() else ""
    return first if first in AREA_KINDS else None


@contract("kecamatan", "pengaturan")
class Pengaturan(Schema):
    skala: ScaleName = USUAL_SCALE
    bobot: WeightName = "tepat"
    efisiensi: EfisiensiName = "selisih"
    evaluasi: EvaluationName = "nasional"


_BASES: dict[str, type[Schema]] = {s.NAME: s for s in (Profil, Pengaturan)}
GROUPS = {
    group: {name: _BASES.get(name) or declare(name, entry, Schema) for name, entry in own.items()}
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
PUBLISHED = tuple(GROUPS["terbit"].values())  # typed from a published report


class Presentation(BaseModel):
    """The section a sheet becomes: heading, lead-in, table, and a summarizing sentence.

    judul: the caption ({tahun}, {nama}). ikhtisar: a template of Narasi over banyak (rows),
    jumlah[column] (sums), cacah[column] (rows by value, in words), jenis[column] (how many values)
    and rasio. The columns of the table are the fields, then the computed ones (hitung; one without
    a rumus is added by compute), without those of sembunyi; an indicator is shown by its name, not
    its code. rasio: numerator, divisor and the percentage of their sums. seluruh: the column whose
    every value breaks down the same whole. bobot: what cacah adds up instead of rows.
    """

    bagian: Literal["sumber-daya", "perencanaan", "pelayanan", "anggaran"]
    kepala: str
    judul: str
    pengantar: str
    ikhtisar: str
    hitung: tuple[dict[str, str], ...] = ()
    gabung: tuple[str, ...] = ()
    jumlah: tuple[str, ...] = ()
    rasio: tuple[str, str, str] | None = None
    seluruh: str = ""
    bobot: str = ""
    sembunyi: tuple[str, ...] = ()
    lanskap: bool = False


class Declared(BaseModel):
    """What an entry declares besides the columns of its sheet.

    paling: pairs of columns of which the first may not exceed the second. perlu: pairs of columns
    of which the second must be filled if the first is.
    """

    tampil: Presentation | None = None
    paling: tuple[tuple[str, str], ...] = ()
    perlu: tuple[tuple[str, str], ...] = ()


class Supplement(Schema):
    """A sheet of pelengkap.xlsx."""

    FILE: ClassVar[str] = "pelengkap.xlsx"
    SHEET_REQUIRED: ClassVar[bool] = False
    DECLARED: ClassVar[Declared]


def _declare(name: str, entry: Mapping[str, Any]) -> type[Supplement]:
    declared = {key: value for key, value in entry.items() if key in Declared.model_fields}
    rest = {key: value for key, value in entry.items() if key not in declared}
    schema = declare(name, rest, Supplement)
    schema.DECLARED = Declared(**declared)
    return schema


SUPPLEMENT = {name: _declare(name, entry) for name, entry in load_rules("pelengkap").items()}
