"""What a new year takes over from the year before, and which sheets and columns it needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from lkip_helpers.intake.sheet import SheetRows, tidy_up
from lkip_helpers.rules import list_in_force, load_rules
from lkip_helpers.schema import READ, sheets
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.kinds import read_kind
from lkip_helpers.schema.sheets import Pengaturan, Profil

RowRecord = dict[str, Any]

TAHUN_RENSTRA = 5


@dataclass(frozen=True)
class SheetContent:
    """What a sheet begins with: its rows by field, and the headers of its wide columns.

    origin: the rules that its rows are proposed by, which the office reads and adapts.
    """

    rows: list[RowRecord] = field(default_factory=list)
    width: list[str | int] = field(default_factory=list)
    origin: str = ""


def empty_content(tahun: int) -> dict[type[Schema], SheetContent]:
    """A year from nothing: heads, the year itself, four directions, and the unsur of the rules."""
    unsur: list[RowRecord] = [  # the nine of PermenPAN-RB 14/2017 with their usual answers
        {"kode": f"U{n}", "unsur": u["nama"]}
        | {f"jawaban_{i}": words for i, words in enumerate(u["label"][0], 1)}
        for n, u in enumerate(load_rules("skm")["unsur"], 1)
    ]
    periods = ((a, b) for a, b in load_rules("usulan")["periode"] if a <= tahun <= b)
    first, last = next(periods, (tahun, tahun + TAHUN_RENSTRA - 1))
    directions = read_kind(sheets.Batas, "arah").choices
    return {
        Profil: SheetContent([{"tahun": tahun}]),
        Pengaturan: SheetContent([Pengaturan().model_dump()]),
        sheets.Batas: SheetContent([{"arah": arah} for arah in directions]),
        sheets.Renstra: SheetContent(width=[*range(first, last + 1)]),
        sheets.UnsurSkm: SheetContent(unsur, origin=str(load_rules("skm")["sumber"])),
        sheets.Respondents: SheetContent(width=[u["kode"] for u in unsur]),
    }


def carryover_content(old: list[SheetRows], tahun: int) -> dict[type[Schema], SheetContent]:
    """The sheets of `tahun` from those of an earlier year; whatever is yearly starts empty.

    Values are taken as they were written, so that they are read again as they were.
    """
    rows: dict[type[Schema], list[RowRecord]] = {k: [] for k in READ}
    rows |= {t.schema: [r for _, r in t.rows] for t in old}
    width: dict[type[Schema], list[str | int]] = {t.schema: list(t.width) for t in old}
    new: dict[type[Schema], list[RowRecord]] = {
        k: [{**r, **dict.fromkeys(k.YEARLY)} for r in rows[k]] for k in READ if k.YEARLY is not None
    }
    new[Profil] = [{**r, "tahun": tahun, "tanggal": None} for r in rows[Profil] or [{}]]
    target = {tidy_up(r.get("kode")): r["target"].get(tahun) for r in rows[sheets.Renstra]}
    # Of each indicator code, name and the new year's target.
    for k in (sheets.Iku, sheets.Pk, sheets.Indikator):
        new[k if k is not sheets.Indikator else sheets.Realisasi] = [
            {n: r.get(n) for n in ("kode", "indikator")}
            | {"target": target.get(tidy_up(r.get("kode")))}
            for r in rows[k]
        ]
    history = [r for r in rows[sheets.Realisasi] if tidy_up(r.get("tahun")) != str(tahun)]
    new[sheets.Realisasi] = [*history, *({**r, "tahun": tahun} for r in new[sheets.Realisasi])]
    code: list[str | int] = [str(r["kode"]) for r in new[sheets.UnsurSkm] if r.get("kode")]
    width[sheets.Respondents] = code or empty_content(tahun)[sheets.Respondents].width
    new[sheets.Respondents] = []
    return {k: SheetContent(r, width.get(k, [])) for k, r in new.items()}


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
