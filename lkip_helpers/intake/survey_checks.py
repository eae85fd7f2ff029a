"""Rules of the survey: one form, the unsur of its sheet, the weight that fits them."""

from collections.abc import Iterator

from lkip_helpers.intake.checks import Rule, Year, cells, suggest_similar, tell
from lkip_helpers.intake.finding import Finding
from lkip_helpers.rules import find_unsur, load_rules
from lkip_helpers.schema.sheets import SURVEY_FORMS, Pengaturan, Respondents

UNSUR_BAKU = 9  # PermenPAN-RB 14/2017


def check_weight(year: Year) -> Iterator[Finding]:
    """A fixed weight is one of nine unsur; of another number the index would not end at 100."""
    count, chosen = len(year.frame["unsur_skm"]), year.pengaturan.bobot
    if chosen != "tepat" and count and count != UNSUR_BAKU:
        own = year.frame[Pengaturan.NAME]
        cell = own.attrs["sumber"]["kolom"].get("bobot", "")
        yield tell(own, "bobot", cell, chosen, baku=UNSUR_BAKU, banyak=count)


def check_survey(year: Year) -> Iterator[Finding]:
    """The survey is given in one form, and of a published index there is one."""
    first, *further = [f for k in SURVEY_FORMS if len(f := year.frame[k])] or [None]
    for own in further:
        at, sheet = (own.index[0], own.columns[0]), first.attrs["sumber"]["lembar"]
        yield tell(own, "survei_dua_bentuk", at, lembar=sheet)
    published = year.frame["ikm_terbit"]
    for rows, value in published["ikm"].iloc[1:].items():
        yield tell(published, "ikm_ganda", (rows, "ikm"), value)


def check_unsur(year: Year) -> Iterator[Finding]:
    """Answers and counts are those of the codes of the sheet Unsur, no more and no fewer."""
    skm, rekap = year.frame["skm"], year.frame["rekap"]
    unsur = year.frame["unsur_skm"]["kode"].to_list()
    given = {k: "" for k in skm.columns if k not in Respondents.model_fields} if len(skm) else {}
    kind, own = "kolom", skm
    if len(rekap) and not given:
        kind, own = "baris", rekap
        given = {str(k): cells(rekap, rows, "kode") for rows, k in rekap["kode"].items()}
    for k, cell in given.items():
        if k not in unsur:
            yield tell(own, "bukan_unsur", cell, k, jenis=kind, cara=suggest_similar(k, unsur))
    for k in unsur if given else ():
        if k not in given:
            yield tell(own, "jawaban_tiada", "", k, jenis=kind)


def check_unsur_baku(year: Year) -> Iterator[Finding]:
    """Of nine unsur, each is one of PermenPAN-RB 14/2017, known by its name."""
    own = year.frame["unsur_skm"]
    if own["unsur"].count() != UNSUR_BAKU:  # an office may ask for fewer or more
        return
    known = own["unsur"].map(find_unsur, na_action="ignore")
    for rows, name in own[known.isna()]["unsur"].items():
        yield tell(own, "unsur_asing", (rows, "unsur"), name)
    for name in (u["nama"] for u in load_rules("skm")["unsur"]):
        if name not in known.to_list():
            yield tell(own, "unsur_tiada", "", name)


EVERY: tuple[Rule, ...] = (check_weight, check_survey, check_unsur, check_unsur_baku)
