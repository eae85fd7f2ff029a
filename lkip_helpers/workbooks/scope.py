"""What an office says of itself when its workbooks are made: which sheets and columns it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from lkip_helpers.rules import list_in_force, load_rules
from lkip_helpers.schema import sheets
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import Profil
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent

SurveyForm = Literal["jawaban", "rekap", "ikm", "tidak"]
Content = dict[type[Schema], SheetContent]
_SURVEY: Mapping[SurveyForm, tuple[type[Schema], ...]] = {
    "jawaban": (sheets.UnsurSkm, sheets.Respondents, sheets.TindakLanjut),
    "rekap": (sheets.UnsurSkm, sheets.Rekap, sheets.TindakLanjut),
    "ikm": (sheets.IkmTerbit,),
    "tidak": (),
}
_OF_SURVEY: set[type[Schema]] = set().union(*_SURVEY.values())


@dataclass(frozen=True)
class Scope:
    """What is known of the office; of what is None every sheet stays.

    survey: the form in which it has one. unsur: how many are asked for. renstra: first and last
    year. triwulan, program_lokal: whether it measures by quarters, has programmes of its region.
    """

    kelurahan: tuple[str, ...] = ()
    desa: tuple[str, ...] = ()
    survey: SurveyForm | None = None
    unsur: int | None = None
    renstra: tuple[int, int] | None = None
    triwulan: bool | None = None
    program_lokal: bool | None = None

    def list_left_out(self) -> set[type[Schema]]:
        """Sheets that this office does not need."""
        result = _OF_SURVEY - {*_SURVEY[self.survey]} if self.survey else set()
        result |= {sheets.Triwulan} if self.triwulan is False else set()
        return result | ({sheets.ProgramLokal} if self.program_lokal is False else set())

    def apply(self, content: Content) -> Content:
        """The contents with what the office said of itself."""
        result = dict(content)
        parts = [(n, "kelurahan") for n in self.kelurahan] + [(n, "desa") for n in self.desa]
        if parts:
            result[sheets.Wilayah] = SheetContent([{"kelurahan": n, "jenis": j} for n, j in parts])
            result[sheets.Sarana] = SheetContent(width=[n for n, _ in parts])
        if self.renstra:
            first, last = self.renstra
            old = content[sheets.Renstra].rows
            result[sheets.Renstra] = SheetContent(old, [*range(first, last + 1)])
            profil = {**content[Profil].rows[0], "tahun_awal": first, "tahun_akhir": last}
            result[Profil] = SheetContent([profil])
        unsur = content[sheets.UnsurSkm].rows
        if self.unsur:
            unsur = [dict(u) for u in unsur[: self.unsur]]
            unsur += [{"kode": f"U{n}"} for n in range(len(unsur) + 1, self.unsur + 1)]
            result[sheets.UnsurSkm] = replace(content[sheets.UnsurSkm], rows=unsur)
        code: list[str | int] = [str(u["kode"]) for u in unsur if u.get("kode")]
        result[sheets.Respondents] = SheetContent(width=code)
        if self.survey == "rekap":
            result[sheets.Rekap] = SheetContent([{"kode": k} for k in code])
        return result

    @property
    def area(self) -> str:
        """What the parts of the kecamatan are, in words."""
        kinds = [n for n, own in (("kelurahan", self.kelurahan), ("desa", self.desa)) if own]
        return " dan ".join(kinds or ["kelurahan atau desa"])


def propose(scope: Scope, tahun: int) -> Content:
    """What national rules already fill: laws of the year, posts, and their tasks."""
    rule = load_rules("usulan")
    in_force = list_in_force(rule["dasar_hukum"]["isi"], tahun)
    laws = [{k: b[k] for k in ("nomor", "tentang")} for b in in_force]
    tasks: list[RowRecord] = [
        {**b, "jenis": "tugas", "uraian": b["uraian"].replace("{wilayah}", scope.area)}
        for b in rule["tugas"]["isi"]
    ]
    head, *posts = dict.fromkeys(str(b["jabatan"]) for b in tasks)
    superior: list[RowRecord] = [{"jabatan": head, "atasan": None}]
    superior += [{"jabatan": p, "atasan": head} for p in posts]
    by_law, by_task = (str(rule[k]["sumber"]) for k in ("dasar_hukum", "tugas"))
    return {
        sheets.DasarHukum: SheetContent(laws, origin=by_law),
        sheets.Jabatan: SheetContent(superior, origin=by_task),
        sheets.Tugas: SheetContent(tasks, origin=by_task),
    }


def list_nomenclature(tahun: int) -> dict[str, list[str]]:
    """Codes and names of programmes and kegiatan, by field of the sheet DPA where it has one."""
    result: dict[str, list[str]] = {}
    for rule in list_in_force([load_rules("usulan")["nomenklatur"]], tahun):
        for name in ("program", "kegiatan"):
            result |= {f"kode_{name}": list(rule[name]), name: list(rule[name].values())}
    return result
