"""Rules between columns, sheets and files, and on the survey: one small function a rule."""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any

import pandas as pd

from lkip_helpers.intake import finding
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheetrows import suggest
from lkip_helpers.intake.todo import phrase_cells
from lkip_helpers.rules import find_predikat, find_unsur, list_predikat, load_rules
from lkip_helpers.rules.polaritas import PLAIN, list_polaritas, load_polaritas
from lkip_helpers.schema.base import OF_INDIKATOR, Schema
from lkip_helpers.schema.cells import Quantity, standardize_name
from lkip_helpers.schema.numbers import swap_marks
from lkip_helpers.schema.sheets import READ, SURVEY_FORMS, Pengaturan, Profil, Respondents


@dataclass(frozen=True)
class Year:
    """What a rule checks. frames: by NAME; of Profil and Pengaturan only the cells (attrs)."""

    profil: Profil
    pengaturan: Pengaturan
    frames: Mapping[str, pd.DataFrame]
    tahun: int


Rule = Callable[[Year], Iterator[Finding]]


def locate(frame: pd.DataFrame, row: Hashable, column: str) -> str:
    """Address of the cell that a value of a loaded frame comes from; row "" for a single record."""
    return f"{frame.attrs['sumber']['kolom'].get(column, 'A')}{row}"


def phrase_place(frame: pd.DataFrame, row: Hashable, column: str) -> str:
    """File › sheet › cell that a value of a loaded frame comes from."""
    source = frame.attrs["sumber"]
    return f"{source['berkas']} › {source['lembar']} › {locate(frame, row, column)}"


def flag(
    frame: pd.DataFrame, name: str, at: tuple[Hashable, str] | str, value: Any = "", **words: Any
) -> Finding:
    """The finding `name` of rules/periksa.toml on the sheet of `frame`; at: row, column or cell."""
    source, cell = frame.attrs["sumber"], at if isinstance(at, str) else locate(frame, *at)
    file, sheet = source["berkas"], source["lembar"]
    return finding.make_finding("periksa", name, file, sheet, cell, value, nilai=value, **words)


def suggest_similar(name: str, entries: Sequence[str]) -> str:
    """The entry that may be meant, as a question; else all of them."""
    known = ", ".join(entries) or "belum ada"
    return suggest(name, entries, "apakah maksudnya {}?", f"yang ada: {known}")


def check_reference(
    schema: type[Schema], name: str, parent: str, key: str, year: Year
) -> Iterator[Finding]:
    """Values of field `name` exist as `key` of the sheet `parent`, as the codes of indicators."""
    frame, parents = year.frames[schema.NAME], year.frames[parent]
    source = parents.attrs["sumber"]
    faulty = {cell.rstrip("0123456789") for cell in parents.attrs.get("salah", ())}
    values = frame[name].dropna()
    if source["kolom"].get(key) in faulty:  # it may stand in a faulty cell
        return
    valid = list(dict.fromkeys(parents[key].dropna()))
    place, prefix = f"lembar {source['lembar']}", ""
    if (parent, key) == OF_INDIKATOR[0][1:]:
        prefix = "kode indikator "
    elif parent == schema.NAME:
        titles = schema.list_titles()
        place, prefix = f"kolom {titles[key]}", f"{titles[name].lower()} "
    wrong = values[~values.isin(valid)]
    for row, value in wrong[~wrong.index.duplicated()].items():  # the first of each row
        words = {"awal": prefix, "tempat": place, "cara": suggest_similar(value, valid)}
        yield flag(frame, "rujukan", (row, name), value, **words)


def check_sasaran(year: Year) -> Iterator[Finding]:
    """Only an indicator of a tujuan may lack a sasaran; there is one, and it has one tujuan."""
    frame = year.frames["indikator"]
    own = frame[frame["jenjang"] == "sasaran"]
    if len(frame) and own.empty:
        yield flag(frame, "tanpa_jenjang_sasaran", (frame.index[0], "jenjang"))
    named = own.dropna(subset=["sasaran", "tujuan"])
    for row, name, usual, sasaran in _list_unusual(named["tujuan"], named["sasaran"]):
        yield flag(frame, "tujuan_lain", (row, "tujuan"), name, sasaran=sasaran, lain=usual)
    without = frame[frame["sasaran"].isna() & (frame["jenjang"] != "tujuan")]
    for row, code in without["kode"].items():
        yield flag(frame, "tanpa_sasaran", (row, "sasaran"), kode=code)


def check_written(year: Year) -> Iterator[Finding]:
    """Letters are read as a score only for a predicate, two numbers only as the target of a range.

    The mutu "B" of a survey is not 60, and the lower end of "80–90" is not a realisasi.
    """
    polaritas = year.frames["indikator"].set_index("kode")["polaritas"].to_dict()
    for frame, code, column, cell, value in _iter_written(year):
        form = "predikat" if value.upper is None else "rentang"
        if form == "rentang" and not column.startswith("target"):
            yield flag(frame, "bukan_satu_angka", cell, value.written, kolom=column, bentuk=form)
        elif code in polaritas and load_polaritas(polaritas[code]).bentuk != form:
            possible = " atau ".join(n for n, p in list_polaritas().items() if p.bentuk == form)
            words = {"polaritas": polaritas[code], "mungkin": possible}
            yield flag(frame, "bentuk_lain", cell, value.written, kode=code, bentuk=form, **words)


def check_unknown(year: Year) -> Iterator[Finding]:
    """What is not known has a reason, other than the same words, which the report prints."""
    frame, phrases = year.frames["realisasi"], load_rules("capaian")["tidak_diketahui"]
    for (row, column, cell), value in frame.attrs["tertulis"].items():
        if math.isnan(value):
            code, tahun, reason = frame.loc[row, ["kode", "tahun", "keterangan"]]
            words = {"hal": f"{column} {code} tahun {tahun} {value.written}", "sebab": reason}
            if isinstance(reason, str) and _fold_spelling(reason) not in phrases:
                yield flag(frame, "tidak_diketahui", cell, value.written, **words)
            else:
                yield flag(frame, "tanpa_sebab", (row, "keterangan"), **words)


def check_zero(year: Year) -> Iterator[Finding]:
    """A target of zero gives a capaian only by a formula that does not divide by it."""
    frame, indikator = year.frames["realisasi"], year.frames["indikator"].dropna(subset="polaritas")
    rules = map(load_polaritas, indikator["polaritas"])
    divides = ["target" in rule.bukan_nol and rule.bentuk == PLAIN for rule in rules]
    zero = (frame["target"] == 0) & frame["kode"].isin(indikator["kode"][divides])
    for row, code in frame["kode"][zero & (frame["tahun"] == year.tahun)].items():
        yield flag(frame, "target_nol", (row, "target"), kode=code)


def check_predicate(year: Year) -> Iterator[Finding]:
    """A predicate is told in letters, for 72.5 is BB and no more; its unit names their group."""
    letters = {code: v for _, code, _, _, v in _iter_written(year) if v.upper is None}
    frame = year.frames["indikator"]
    graded = frame[(frame["polaritas"] == "predikat") & frame["kode"].isin(letters)]
    for row, code, satuan in graded[["kode", "satuan"]].itertuples():
        if satuan and find_predikat(satuan, value := letters[code]) is None:
            words = {"kode": code, "huruf": value.written}
            yield flag(frame, "satuan_predikat", (row, "satuan"), satuan, **words)
    figures, scores = year.frames["realisasi"], list_predikat().values()
    own = figures[figures["kode"].isin(graded["kode"])]
    for column, (row, value) in ((c, i) for c in ("target", "realisasi") for i in own[c].items()):
        if value not in scores and not math.isnan(value):
            words = {"kolom": column, "kode": own.loc[row, "kode"]}
            yield flag(figures, "angka_predikat", (row, column), swap_marks(f"{value:g}"), **words)


def _iter_written(year: Year) -> Iterator[tuple[pd.DataFrame, str, str, str, Quantity]]:
    """Frame, code, column, cell and value of every range and predicate."""
    for frame in (year.frames[name] for name in ("renstra", "iku", "pk", "realisasi", "standar")):
        written = frame.attrs["tertulis"].items()
        for (row, column, cell), value in ((at, v) for at, v in written if not math.isnan(v)):
            yield frame, frame["kode"].loc[[row]].iloc[0], column, cell, value


def check_spelling(schema: type[Schema], column: str, year: Year) -> Iterator[Finding]:
    """What rows share is spelt alike, or the tables would count and list it twice."""
    frame = year.frames[schema.NAME]
    names = frame[column].dropna()
    for row, name, usual, _ in _list_unusual(names, map(_fold_spelling, names)):
        yield flag(frame, "ejaan_lain", (row, column), name, lain=usual)


def _fold_spelling(name: str) -> str:
    return standardize_name(name).rstrip(" .,;:")


def check_budget_names(year: Year) -> Iterator[Finding]:
    """A code has one name, or the tables would list the programme or kegiatan twice."""
    frame = year.frames["anggaran"]
    code = frame["kode_sub_kegiatan"].fillna(frame["kode_program"]).fillna("")
    for column, parts in (("program", 3), ("kegiatan", 5)):
        prefixes = code.str.split(".").str[:parts].str.join(".")
        names = frame[column][prefixes.str.count("[.]") == parts - 1].dropna()
        for row, name, usual, prefix in _list_unusual(names, prefixes[names.index]):
            if _fold_spelling(name) != _fold_spelling(usual):
                yield flag(frame, "nama_lain", (row, column), name, kode=prefix, lain=usual)
    typed = frame.dropna(subset=["kode_program", "kode_sub_kegiatan"])
    for row, program, sub in typed[["kode_program", "kode_sub_kegiatan"]].itertuples():
        if not sub.startswith((f"{program}.", "X")):
            yield flag(frame, "kode_lain", (row, "kode_program"), program, kode=sub)


def _list_unusual(names: pd.Series, groups: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Row, name, the most usual name of its group, and the group, where these names differ."""
    rows = [*zip(names.index, names, groups, strict=True)]
    counted = sorted(Counter((group, name) for _, name, group in rows).items(), reverse=True)
    usual = {group: name for (group, name), _ in sorted(counted, key=itemgetter(1))}
    yield from ((row, name, usual[g], g) for row, name, g in rows if name != usual[g])


REFERENCES: tuple[Rule, ...] = tuple(
    partial(check_reference, s, *reference) for s in READ for reference in s.REFERS
)
UNSUR_BAKU = 9  # PermenPAN-RB 14/2017


def check_weight(year: Year) -> Iterator[Finding]:
    """A fixed weight is made for nine unsur; with another number the index would not reach 100."""
    count, chosen = len(year.frames["unsur_skm"]), year.pengaturan.bobot
    if chosen != "tepat" and count and count != UNSUR_BAKU:
        words = {"baku": UNSUR_BAKU, "banyak": count}
        yield flag(year.frames[Pengaturan.NAME], "bobot", ("", "bobot"), chosen, **words)


def check_survey(year: Year) -> Iterator[Finding]:
    """The survey is given in one form only, and a published index only once."""
    first, *others = [f for n in SURVEY_FORMS if len(f := year.frames[n])] or [None]
    for frame in others:
        at, sheet = (frame.index[0], frame.columns[0]), first.attrs["sumber"]["lembar"]
        yield flag(frame, "survei_dua_bentuk", at, lembar=sheet)
    published = year.frames["ikm_terbit"]
    for row, value in published["ikm"].iloc[1:].items():
        yield flag(published, "ikm_ganda", (row, "ikm"), value)


def check_unsur(year: Year) -> Iterator[Finding]:
    """Answers and counts have the codes of the sheet Unsur, no more and no fewer."""
    skm, rekap = year.frames["skm"], year.frames["rekap"]
    unsur = year.frames["unsur_skm"]["kode"].to_list()
    given = {c: "" for c in skm.columns if c not in Respondents.model_fields} if len(skm) else {}
    kind, frame = "kolom", skm
    if len(rekap) and not given:
        kind, frame = "baris", rekap
        given = {str(code): locate(rekap, row, "kode") for row, code in rekap["kode"].items()}
    for code, at in ((c, cell) for c, cell in given.items() if c not in unsur):
        yield flag(frame, "bukan_unsur", at, code, jenis=kind, cara=suggest_similar(code, unsur))
    for code in (c for c in unsur if given and c not in given):
        yield flag(frame, "jawaban_tiada", "", code, jenis=kind)


def check_answered(year: Year) -> Iterator[Finding]:
    """Each unsur and respondent has an answer; a dash in all the cells would hide its lack."""
    skm, rekap, unsur = (year.frames[name] for name in ("skm", "rekap", "unsur_skm"))
    for code in (c for c in unsur["kode"] if c in skm and skm[c].isna().all() and len(skm)):
        cells = phrase_cells([locate(skm, row, code) for row in skm.index])
        yield flag(skm, "unsur_tanpa_jawaban", cells, code)
    blank = skm[skm[[c for c in unsur["kode"] if c in skm]].isna().all(axis=1)]
    if 0 < len(blank) < len(skm):
        cells = phrase_cells([locate(skm, row, "responden") for row in blank.index])
        yield flag(skm, "responden_tanpa_jawaban", cells, banyak=len(blank))
    counts = rekap[["nilai_1", "nilai_2", "nilai_3", "nilai_4"]].fillna(0).sum(axis=1)
    for row, code in rekap[counts == 0]["kode"].items():
        cells = f"{locate(rekap, row, 'nilai_1')}:{locate(rekap, row, 'nilai_4')}"
        yield flag(rekap, "unsur_tanpa_jawaban", cells, str(code))
    usual = counts.median()  # where most unsur have as many answers as this
    for row in counts[(counts > 0) & (counts != usual) & ((counts == usual).mean() > 0.5)].index:
        words = {"kode": rekap["kode"][row], "lain": int(usual)}
        yield flag(rekap, "banyak_jawaban", (row, "kode"), int(counts[row]), **words)


def check_unsur_words(year: Year) -> Iterator[Finding]:
    """The answers of an unsur differ."""
    frame = year.frames["unsur_skm"]
    for row, words in frame.filter(like="jawaban").map(_fold_spelling, "ignore").iterrows():
        for column in words[words.notna() & words.duplicated()].index:
            yield flag(frame, "arti_sama", (row, column), frame.loc[row, column])


def check_unsur_baku(year: Year) -> Iterator[Finding]:
    """Nine unsur are those of PermenPAN-RB 14/2017, by their names."""
    frame = year.frames["unsur_skm"]
    if frame["unsur"].count() != UNSUR_BAKU:  # an office may ask for fewer or more
        return
    known = frame["unsur"].map(find_unsur, na_action="ignore")
    for row, name in frame[known.isna() | known.duplicated()]["unsur"].dropna().items():
        kind = "unsur_ganda" if known.notna()[row] else "unsur_asing"
        yield flag(frame, kind, (row, "unsur"), name)
    names = (u["nama"] for u in load_rules("skm")["unsur"])
    yield from (flag(frame, "unsur_tiada", "", n) for n in names if n not in known.to_list())


EVERY: tuple[Rule, ...] = (
    check_sasaran, check_written, check_unknown, check_zero, check_predicate, check_budget_names,
    *(partial(check_spelling, s, n) for s in READ for n, kind in s.KINDS.items() if kind.shared),
    check_weight, check_survey, check_unsur, check_answered, check_unsur_words, check_unsur_baku,
)  # fmt: skip
