"""The sheets of the workbooks: each entry of rules/lembar.toml as a contract."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import BaseModel

from lkip_helpers.rules import load_rules
from lkip_helpers.schema.base import Schema, contract, declare


@contract("kecamatan", "profil")
class Profil(Schema):
    tahun: int
    nama: str
    kota: str
    provinsi: str | None
    kepala_daerah: str
    camat: str
    pangkat: str | None
    nip: str | None
    tempat: str
    tanggal: str
    tahun_awal: int
    tahun_akhir: int
    visi: str | None
    sk_renstra: str | None
    sk_iku: str | None
    pihak_kedua: str | None
    jabatan_pihak_kedua: str | None
    pangkat_pihak_kedua: str | None
    nip_pihak_kedua: str | None
    tim_ipp: str | None
    populasi: int | None
    target_lembaga_kecamatan: int | None
    target_lembaga_kelurahan: int | None
    target_pembinaan: int | None
    pihak_pertama: str | None
    pangkat_pihak_pertama: str | None
    nip_pihak_pertama: str | None


@contract("kecamatan", "pengaturan")
class Pengaturan(Schema):
    skala: str = str(load_rules("capaian")["skala"]["bawaan"])
    bobot: str = "tepat"
    efisiensi: str = "selisih"
    evaluasi: str = "nasional"


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

EVERY: tuple[type[Schema], ...] = tuple(  # in the order of the workbooks
    s for group, schemas in GROUPS.items() if group != "terbit" for s in schemas.values()
)
READ: tuple[type[Schema], ...] = (*EVERY, *SUPPLEMENT.values())
BY_PLACE = {(s.FILE, s.SHEET): s for s in READ}
