"""Rules between columns, sheets and files, and of the survey: one small function a rule."""

import difflib
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from lkip_helpers.intake import finding
from lkip_helpers.intake.finding import Finding, Level
from lkip_helpers.intake.sheetrows import column_titles
from lkip_helpers.rules import find_predikat, find_unsur, load_rules
from lkip_helpers.rules.polaritas import list_polaritas, load_polaritas
from lkip_helpers.schema import READ
from lkip_helpers.schema.base import OF_INDIKATOR, Schema
from lkip_helpers.schema.cells import Quantity
from lkip_helpers.schema.sheets import SURVEY_FORMS, Pengaturan, Profil, Respondents, find_area_kind

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Year:
    """What a rule checks. frames: by NAME; of Profil and Pengaturan only the cells (attrs)."""

    profil: Profil
    pengaturan: Pengaturan
    frames: Frames
    tahun: int


Rule = Callable[[Year], Iterator[Finding]]


def cells(frame: pd.DataFrame, rows: Hashable, column: str) -> str:
    """Address of a value of a loaded frame."""
    return f"{frame.attrs['sumber']['kolom'].get(column, 'A')}{rows}"


def location(frame: pd.DataFrame, rows: Hashable, column: str) -> str:
    """File › sheet › cell of a value of a loaded frame."""
    origin = frame.attrs["sumber"]
    return f"{origin['berkas']} › {origin['lembar']} › {cells(frame, rows, column)}"


def make_finding(
    frame: pd.DataFrame, cell: str, value: Any, message: str, advice: str, level: Level = "salah"
) -> Finding:
    """A finding on the sheet `frame` came from."""
    origin = frame.attrs["sumber"]
    return Finding(origin["berkas"], origin["lembar"], cell, str(value), level, message, advice)


def flag(
    frame: pd.DataFrame, name: str, at: tuple[Hashable, str] | str, value: Any = "", **met: Any
) -> Finding:
    """A finding of rules/periksa.toml on the sheet of `frame`; at: row and column, or cell."""
    origin, cell = frame.attrs["sumber"], at if isinstance(at, str) else cells(frame, *at)
    file, sheet = origin["berkas"], origin["lembar"]
    return finding.make_finding("periksa", name, file, sheet, cell, value, nilai=value, **met)


def suggest_similar(name: str, entries: Sequence[str]) -> str:
    """The entry that may be meant, or all of them."""
    near = difflib.get_close_matches(name, entries, 1)
    there = ", ".join(entries) or "belum ada"
    return f"apakah maksudnya {near[0]}?" if near else f"yang ada: {there}"


def check_reference(
    schema: type[Schema], name: str, parent: str, key: str, year: Year
) -> Iterator[Finding]:
    """What one sheet says of an indicator, programme or unsur exists on the sheet of these."""
    own, other = year.frames[schema.NAME], year.frames[parent]
    source = other.attrs["sumber"]
    faulty = {cell.rstrip("0123456789") for cell in other.attrs.get("salah", ())}
    if source["kolom"].get(key) in faulty:  # what is not there may be what that cell should say
        return
    valid = other[key].dropna().drop_duplicates().to_list()
    place, prefix = f"lembar {source['lembar']}", ""
    if (parent, key) == OF_INDIKATOR[0][1:]:
        prefix = "kode indikator "
    elif parent == schema.NAME:
        titles = column_titles(schema)
        place, prefix = f"kolom {titles[key]}", f"{titles[name].lower()} "
    wrong = own[own[name].notna() & ~own[name].isin(valid)][name]
    for rows, value in wrong[~wrong.index.duplicated()].items():
        words = {"awal": prefix, "tempat": place, "cara": suggest_similar(value, valid)}
        yield flag(own, "rujukan", (rows, name), value, **words)


def check_sasaran(year: Year) -> Iterator[Finding]:
    """Only an indicator of a tujuan may stand without a sasaran, and not every one is such."""
    own = year.frames["indikator"]
    if len(own) and not (own["jenjang"] == "sasaran").any():
        yield flag(own, "tanpa_jenjang_sasaran", (own.index[0], "jenjang"))
    without = own[own["sasaran"].isna() & (own["jenjang"] != "tujuan")]
    for rows, code in without["kode"].items():
        yield flag(own, "tanpa_sasaran", (rows, "sasaran"), kode=code)


def check_written(year: Year) -> Iterator[Finding]:
    """Letters stand for a score only of a predicate, two numbers only in the target of a range.

    The mutu "B" of a survey is no 60, and the lower end of "80–90" no realisasi.
    """
    polaritas = year.frames["indikator"].set_index("kode")["polaritas"].to_dict()
    for own, code, column, cell, value in _iter_written(year):
        form = "predikat" if value.upper is None else "rentang"
        if form == "rentang" and not column.startswith("target"):
            yield flag(own, "bukan_satu_angka", cell, value.written, kolom=column, bentuk=form)
        elif code in polaritas and load_polaritas(polaritas[code]).bentuk != form:
            possible = " atau ".join(n for n, p in list_polaritas().items() if p.bentuk == form)
            words = {"polaritas": polaritas[code], "mungkin": possible}
            yield flag(own, "bentuk_lain", cell, value.written, kode=code, bentuk=form, **words)


def check_predicate(year: Year) -> Iterator[Finding]:
    """The unit of a predicate names its kind, else the score would be printed for the letters."""
    letters = {code: v for _, code, _, _, v in _iter_written(year) if v.upper is None}
    own = year.frames["indikator"]
    graded = own[(own["polaritas"] == "predikat") & own["kode"].isin(letters)]
    for rows, code, unit in graded[["kode", "satuan"]].itertuples():
        if unit and find_predikat(unit, value := letters[code]) is None:
            words = {"kode": code, "huruf": value.written}
            yield flag(own, "satuan_predikat", (rows, "satuan"), unit, **words)


def _iter_written(year: Year) -> Iterator[tuple[pd.DataFrame, str, str, str, Quantity]]:
    """Frame, code, column, cell and value of what was written as more than a number."""
    for own in (year.frames[name] for name in ("renstra", "iku", "pk", "realisasi", "standar")):
        for (rows, column, cell), value in own.attrs["tertulis"].items():
            yield own, own["kode"].loc[[rows]].iloc[0], column, cell, value


def check_area_kind(year: Year) -> Iterator[Finding]:
    """Each part of a kabupaten's kecamatan is said to be a kelurahan or a desa, and one of them."""
    own = year.frames["wilayah"]
    in_regency = str(year.profil.kota).casefold().startswith("kab")
    for rows, name, kind in own[["kelurahan", "jenis"]].itertuples():
        by_name, at = find_area_kind(name, None), (rows, "jenis")
        if isinstance(kind, str) and by_name and kind != by_name:
            yield flag(own, "jenis_beda", at, kind, nama=name, menurut=by_name)
        elif in_regency and find_area_kind(name, kind) is None:
            yield flag(own, "jenis_kosong", at, nama=name)


def check_superior(year: Year) -> Iterator[Finding]:
    """Exactly one jabatan has no atasan."""
    own = year.frames["organisasi"]
    if len(own) and own["atasan"].isna().sum() != 1:
        yield flag(own, "atasan", "")


def check_budget_names(year: Year) -> Iterator[Finding]:
    """One code, one name: else the programme or kegiatan would stand in the tables twice."""
    own = year.frames["anggaran"]
    code = own["kode_sub_kegiatan"].fillna("")
    for column, parts in (("program", 3), ("kegiatan", 5)):
        front = code.str.split(".").str[:parts].str.join(".")
        for of, names in own[(code != "") & own[column].notna()].groupby(front)[column]:
            usual = names.mode().iloc[0]
            for rows, name in names[names != usual].items():
                yield flag(own, "nama_lain", (rows, column), name, kode=of, lain=usual)
    typed = own[(code != "") & own["kode_program"].notna() & ~code.str.startswith("X")]
    for rows, program, sub in typed[["kode_program", "kode_sub_kegiatan"]].itertuples():
        if not sub.startswith(f"{program}."):
            yield flag(own, "kode_lain", (rows, "kode_program"), program, kode=sub)


EVERY: tuple[Rule, ...] = (
    check_sasaran, check_written, check_predicate, check_area_kind, check_superior,
    check_budget_names,
)  # fmt: skip
REFERENCES: tuple[Rule, ...] = tuple(
    partial(check_reference, k, *place) for k in READ for place in k.REFERS
)


UNSUR_BAKU = 9  # PermenPAN-RB 14/2017


def check_weight(year: Year) -> Iterator[Finding]:
    """A fixed weight is one of nine unsur; of another number the index would not end at 100."""
    count, chosen = len(year.frames["unsur_skm"]), year.pengaturan.bobot
    if chosen != "tepat" and count and count != UNSUR_BAKU:
        own = year.frames[Pengaturan.NAME]
        cell = own.attrs["sumber"]["kolom"].get("bobot", "")
        yield flag(own, "bobot", cell, chosen, baku=UNSUR_BAKU, banyak=count)


def check_survey(year: Year) -> Iterator[Finding]:
    """The survey is given in one form, and of a published index there is one."""
    first, *further = [f for k in SURVEY_FORMS if len(f := year.frames[k])] or [None]
    for own in further:
        at, sheet = (own.index[0], own.columns[0]), first.attrs["sumber"]["lembar"]
        yield flag(own, "survei_dua_bentuk", at, lembar=sheet)
    published = year.frames["ikm_terbit"]
    for rows, value in published["ikm"].iloc[1:].items():
        yield flag(published, "ikm_ganda", (rows, "ikm"), value)


def check_unsur(year: Year) -> Iterator[Finding]:
    """Answers and counts are those of the codes of the sheet Unsur, no more and no fewer."""
    skm, rekap = year.frames["skm"], year.frames["rekap"]
    unsur = year.frames["unsur_skm"]["kode"].to_list()
    given = {k: "" for k in skm.columns if k not in Respondents.model_fields} if len(skm) else {}
    kind, own = "kolom", skm
    if len(rekap) and not given:
        kind, own = "baris", rekap
        given = {str(k): cells(rekap, rows, "kode") for rows, k in rekap["kode"].items()}
    for k, cell in given.items():
        if k not in unsur:
            yield flag(own, "bukan_unsur", cell, k, jenis=kind, cara=suggest_similar(k, unsur))
    for k in unsur if given else ():
        if k not in given:
            yield flag(own, "jawaban_tiada", "", k, jenis=kind)


def check_unsur_baku(year: Year) -> Iterator[Finding]:
    """Of nine unsur, each is one of PermenPAN-RB 14/2017, known by its name."""
    own = year.frames["unsur_skm"]
    if own["unsur"].count() != UNSUR_BAKU:  # an office may ask for fewer or more
        return
    known = own["unsur"].map(find_unsur, na_action="ignore")
    for rows, name in own[known.isna()]["unsur"].items():
        yield flag(own, "unsur_asing", (rows, "unsur"), name)
    for name in (u["nama"] for u in load_rules("skm")["unsur"]):
        if name not in known.to_list():
            yield flag(own, "unsur_tiada", "", name)


SURVEY: tuple[Rule, ...] = (check_weight, check_survey, check_unsur, check_unsur_baku)
