"""What a new year takes over from the year before, and which sheets and columns it needs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.rules import list_in_force, load_rules, naming
from lkip_helpers.schema import sheets
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.cells import fold_text
from lkip_helpers.schema.sheets import READ, Pengaturan, Profil

RowRecord = dict[str, Any]
RENSTRA_YEARS = 5
_OF_RENSTRA = ("tahun_awal", "tahun_akhir", "visi", "sk_renstra", "sk_iku")
_LAW = re.compile(r"^(.*?)\s*(?:\b(?:nomor|no\.?)\s*)?(\d+)\s*(?:tahun|th\.?|/)\s*(\d{4})")
SurveyForm = Literal["jawaban", "rekap", "ikm", "tidak"]
_SURVEY: Mapping[SurveyForm, tuple[type[Schema], ...]] = {
    "jawaban": (sheets.UnsurSkm, sheets.Respondents, sheets.TindakLanjut),
    "rekap": (sheets.UnsurSkm, sheets.Rekap, sheets.TindakLanjut),
    "ikm": (sheets.IkmTerbit,),
    "tidak": (),
}
_OF_SURVEY: set[type[Schema]] = set().union(*_SURVEY.values())


@dataclass(frozen=True)
class SheetContent:
    """What a sheet begins with: its rows by field, and the headers of its wide columns.

    origin: the rules by which its rows are proposed; the office is to check and adapt them.
    """

    rows: Sequence[RowRecord] = ()
    heads: Sequence[str | int] = ()
    origin: str = ""


Content = dict[type[Schema], SheetContent]


def empty_content(tahun: int) -> Content:
    """The contents of a first year: the year, four directions, and the unsur of the rules."""
    unsur = [  # the nine of PermenPAN-RB 14/2017 with their usual answers
        {"kode": f"U{n}", "unsur": u["nama"]}
        | {f"jawaban_{i}": words for i, words in enumerate(u["label"][0], 1)}
        for n, u in enumerate(load_rules("skm")["unsur"], 1)
    ]
    periods = load_rules("usulan")["periode"]
    usual = tahun, tahun + RENSTRA_YEARS - 1
    first, last = next((p for p in periods if p[0] <= tahun <= p[1]), usual)
    directions = sheets.Batas.KINDS["arah"].choices
    return {
        Profil: SheetContent([{"tahun": tahun}]),
        Pengaturan: SheetContent([Pengaturan().model_dump()]),
        sheets.Batas: SheetContent([{"arah": arah} for arah in directions]),
        sheets.Renstra: SheetContent(heads=range(first, last + 1)),
        sheets.UnsurSkm: SheetContent(unsur, origin=str(load_rules("skm")["sumber"])),
        sheets.Respondents: SheetContent(heads=[u["kode"] for u in unsur]),
    }


def carryover_content(tables: list[SheetRows], tahun: int, scope: "Scope") -> Content:
    """The contents of `tahun` from the sheets of an earlier year; what is yearly starts empty.

    Values are taken as they were written, so that they are read in the same way again. Of a Renstra
    that has ended, or is not that of the scope, neither targets nor period, vision and decisions
    are kept: another replaced it. Of the laws proposed, those that hold no longer go and those that
    hold since then come.
    """
    rows: dict[type[Schema], list[RowRecord]] = {s: [] for s in READ}
    rows |= {t.schema: [r for _, r in t.rows] for t in tables}
    heads: dict[type[Schema], Sequence[str | int]] = {t.schema: [*t.wide_columns] for t in tables}
    first, profil = empty_content(tahun), next(iter(rows[Profil]), RowRecord())
    period = [fold_text(profil.get(end)) for end in _OF_RENSTRA[:2]]
    gone = ["tanggal", *(key for key in profil if key.endswith("pihak_pertama"))]
    named = [*map(str, scope.renstra or period)]
    if named != period or (period[1].isdecimal() and int(period[1]) < tahun):
        gone += _OF_RENSTRA
        rows[sheets.Renstra] = [{**r, "target": {}} for r in rows[sheets.Renstra]]
        heads[sheets.Renstra] = first[sheets.Renstra].heads
    new: dict[type[Schema], list[RowRecord]] = {
        s: [{**r, **dict.fromkeys(s.YEARLY)} for r in rows[s]] for s in READ if s.YEARLY is not None
    }
    new[Profil] = [profil | dict.fromkeys(gone) | {"tahun": tahun}]
    targets = {fold_text(r.get("kode")): r["target"].get(tahun) for r in rows[sheets.Renstra]}

    def list_targets(schema: type[Schema]) -> list[RowRecord]:
        """Of each indicator code, name and the new year's target."""
        codes = ((r.get("kode"), r.get("indikator")) for r in rows[schema])
        return [{"kode": k, "indikator": n, "target": targets.get(fold_text(k))} for k, n in codes]

    for schema in READ:  # the areas and unsur that are listed now
        if schema.HEADS:
            listed = sheets.BY_PLACE[schema.FILE, schema.HEADS[0]]
            names = [r[listed.KEY[0]] for r in rows[listed] if r.get(listed.KEY[0])]
            heads[schema] = names or heads.get(schema, ())
    new |= {schema: list_targets(schema) for schema in (sheets.Iku, sheets.Pk)}
    current = [{**r, "tahun": tahun} for r in list_targets(sheets.Indikator)]
    codes = {fold_text(r["kode"]) for r in current}
    known = (r for r in rows[sheets.Realisasi] if fold_text(r.get("kode")) in codes)
    earlier = [r for r in known if fold_text(r.get("tahun")) != str(tahun)]
    new[sheets.Realisasi] = [*earlier, *current]
    contents = {s: SheetContent(records, heads.get(s, ())) for s, records in new.items()}
    since, laws = fold_text(profil.get("tahun")), rows[sheets.DasarHukum]
    if laws and since.isdecimal():
        contents[sheets.DasarHukum] = _propose_laws(tahun, int(since), laws)
    if not rows[sheets.UnsurSkm] and (scope.survey or not rows[sheets.IkmTerbit]):  # none then
        contents[sheets.UnsurSkm] = first[sheets.UnsurSkm]
    return contents


def _fold_law(named: Any) -> str:
    """A regulation by kind, number and year, also where it is named in short (UU 23/2014)."""
    text, known = fold_text(named), load_rules("usulan")["dasar_hukum"]["singkat"]
    if not (found := _LAW.search(text)):
        return text
    kind = re.sub(r"republik indonesia|[^a-z]", "", found[1])
    return f"{known.get(kind, kind)} {found[2]}/{found[3]}"


def _propose_laws(tahun: int, since: int = 0, held: Sequence[RowRecord] = ()) -> SheetContent:
    """The laws of a year; since, held: those of a year before, less what ended, plus what came."""
    rules = load_rules("usulan")["dasar_hukum"]
    now, then = (list_in_force(rules["isi"], t) if t else [] for t in (tahun, since))
    gone = {_fold_law(e["nomor"]) for e in rules["isi"] if e not in now}
    kept = [r for r in held if _fold_law(r.get("nomor")) not in gone]
    known = {_fold_law(r.get("nomor")) for r in (*kept, *then)}
    come = (e for e in now if _fold_law(e["nomor"]) not in known)
    new = [{k: entry[k] for k in ("nomor", "tentang")} for entry in come]
    origin = str(rules["sumber"]) if new or len(kept) < len(held) else ""
    return SheetContent([*kept, *new], origin=origin)


@dataclass(frozen=True)
class Scope:
    """What is known of the office; where a field is None its sheets are kept.

    survey: the form in which it has one. unsur: how many are asked about. renstra: first and last
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
        """The sheets that this office does not need."""
        left_out = _OF_SURVEY - {*_SURVEY[self.survey]} if self.survey else set()
        left_out |= {sheets.Triwulan} if self.triwulan is False else set()
        return left_out | ({sheets.ProgramLokal} if self.program_lokal is False else set())

    def apply(self, contents: Content) -> Content:
        """The contents with what is known of the office filled in."""
        contents = {**contents}
        named = ((kind, n) for kind, names in self.areas.items() for n in names)
        if areas := [{"kelurahan": n, "jenis": kind} for kind, n in named]:
            contents[sheets.Wilayah] = SheetContent(areas)
            contents[sheets.Sarana] = SheetContent(heads=[*self.kelurahan, *self.desa])
        if self.renstra:
            first, last = self.renstra
            renstra = replace(contents[sheets.Renstra], heads=range(first, last + 1))
            contents[sheets.Renstra] = renstra
            profil = {**contents[Profil].rows[0], "tahun_awal": first, "tahun_akhir": last}
            contents[Profil] = SheetContent([profil])
        unsur = contents[sheets.UnsurSkm].rows
        if self.unsur:
            more = range(len(unsur) + 1, self.unsur + 1)
            unsur = [*unsur[: self.unsur], *({"kode": f"U{n}"} for n in more)]
            contents[sheets.UnsurSkm] = replace(contents[sheets.UnsurSkm], rows=unsur)
        codes = [str(u["kode"]) for u in unsur if u.get("kode")]
        contents[sheets.Respondents] = SheetContent(heads=codes)
        if self.survey == "rekap":
            contents[sheets.Rekap] = SheetContent([{"kode": k} for k in codes])
        return contents

    @property
    def areas(self) -> dict[str, tuple[str, ...]]:
        """The names of its areas by kind, which for a desa is the first word of all of them."""
        village = naming.find_village(naming.find_area_kinds(self.desa))
        return {"kelurahan": self.kelurahan, village: self.desa}


def propose(scope: Scope, tahun: int) -> Content:
    """The contents that national rules propose: laws of the year, posts, and their tasks."""
    rules = load_rules("usulan")
    area = " dan ".join(k for k, names in scope.areas.items() if names) or "kelurahan atau desa"
    entries = ({**entry, "jenis": "tugas"} for entry in rules["tugas"]["isi"])
    tasks = [
        {k: naming.localize(v).replace("{wilayah}", area) for k, v in e.items()} for e in entries
    ]
    posts = [*dict.fromkeys(str(entry["jabatan"]) for entry in tasks)]
    superior = [{"jabatan": p, "atasan": posts[0] if p != posts[0] else None} for p in posts]
    by_task = str(rules["tugas"]["sumber"])
    return {
        sheets.DasarHukum: _propose_laws(tahun),
        sheets.Jabatan: SheetContent(superior, origin=by_task),
        sheets.Tugas: SheetContent(tasks, origin=by_task),
    }


def list_nomenclature(tahun: int) -> dict[str, list[str]]:
    """Codes and names of programmes and kegiatan in force, by field of the sheet DPA."""
    proposals: dict[str, list[str]] = {}
    for rules in list_in_force([load_rules("usulan")["nomenklatur"]], tahun):
        for name in ("program", "kegiatan"):
            proposals |= {f"kode_{name}": list(rules[name]), name: list(rules[name].values())}
    return proposals
