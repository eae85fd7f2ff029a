"""Rules of the survey: one form, the unsur of its sheet, the weight that fits them."""

from collections.abc import Iterator

from lkip_helpers.intake.checks import Frame, Rule, cells, make_finding, suggest_similar
from lkip_helpers.intake.finding import Finding
from lkip_helpers.rules import find_unsur, load_rules
from lkip_helpers.schema.office import Profil
from lkip_helpers.schema.settings import Pengaturan
from lkip_helpers.schema.survey import SURVEY_FORMS, Responden

UNSUR_BAKU = 9  # PermenPAN-RB 14/2017


def check_weight(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """A fixed weight is one of nine unsur; of another number the index would not end at 100."""
    unsur, weight = frame["unsur_skm"], frame[Pengaturan.NAME]
    chosen = weight.attrs["isi"].bobot
    if chosen != "tepat" and len(unsur) and len(unsur) != UNSUR_BAKU:
        yield make_finding(
            weight, weight.attrs["sumber"]["kolom"].get("bobot", ""), chosen,
            f"bobot {chosen} hanya berlaku untuk {UNSUR_BAKU} unsur, padahal ada {len(unsur)}",
            "pilih bobot tepat",
        )  # fmt: skip


def check_survey(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """The survey is given in one form, and of a published index there is one."""
    forms = [f for k in SURVEY_FORMS if len(f := frame[k])]
    for own in forms[1:]:
        first = forms[0].attrs["sumber"]["lembar"]
        yield make_finding(
            own, cells(own, own.index[0], own.columns[0]), "",
            f"survei sudah diisi di lembar {first}; hanya satu bentuk yang dipakai",
            "kosongkan salah satunya",
        )  # fmt: skip
    published = frame["ikm_terbit"]
    for rows, value in published["ikm"].iloc[1:].items():
        yield make_finding(published, cells(published, rows, "ikm"), value,
                           "IKM ditulis lebih dari sekali", "sisakan satu")  # fmt: skip


def check_unsur(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """Answers and counts are those of the codes of the sheet Unsur, no more and no fewer."""
    skm, rekap, unsur = frame["skm"], frame["rekap"], frame["unsur_skm"]["kode"].to_list()
    given = {k: "" for k in skm.columns if k not in Responden.model_fields} if len(skm) else {}
    kind, own = "kolom", skm
    if len(rekap) and not given:
        kind, own = "baris", rekap
        given = {str(k): cells(rekap, rows, "kode") for rows, k in rekap["kode"].items()}
    for k, cell in given.items():
        if k not in unsur:
            message = f"{kind} {k} bukan kode pada lembar Unsur"
            yield make_finding(own, cell, k, message, suggest_similar(k, unsur))
    for k in unsur if given else ():
        if k not in given:
            yield make_finding(own, "", k, f"{kind} jawaban {k} tidak ada", f"tambahkan {kind}nya")


def check_unsur_baku(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """Of nine unsur, each is one of PermenPAN-RB 14/2017, known by its name."""
    unsur = frame["unsur_skm"]
    if len(unsur) != UNSUR_BAKU:  # an office may ask for fewer or more
        return
    standard_form = unsur["unsur"].map(find_unsur)
    for rows, name in unsur[standard_form.isna()]["unsur"].items():
        yield make_finding(
            unsur, cells(unsur, rows, "unsur"), name, f"unsur {name} tidak dikenali",
            "pakai nama unsur menurut PermenPAN-RB Nomor 14 Tahun 2017", "peringatan",
        )  # fmt: skip
    for name in [
        u["nama"] for u in load_rules("skm")["unsur"] if u["nama"] not in standard_form.to_list()
    ]:
        yield make_finding(
            unsur, "", name, f"unsur {name} tidak ada", "lengkapi atau jelaskan", "peringatan"
        )


EVERY: tuple[Rule, ...] = (check_weight, check_survey, check_unsur, check_unsur_baku)
