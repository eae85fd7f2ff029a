"""The checklist answers what the data show, and leaves the rest to the reviewer."""

import pandas as pd
import pytest

from lkip_helpers.compute.checklist import answer_ceklis, collect_facts
from lkip_helpers.intake import load
from lkip_helpers.rules import load_rules
from lkip_helpers.workspace import WORKSPACE_VARIABLE
from tests.conftest import Report

NEEDED_FACTS = {f for item in load_rules("reviu")["ceklis"] for f in item.get("perlu", [])} | {
    f for item in load_rules("reviu")["muatan"] for f in item["perlu"]
}


def answer(**facts: bool) -> dict[str, str]:
    """The answers by kode if all facts hold but those given."""
    result = answer_ceklis({**dict.fromkeys(NEEDED_FACTS, True), **facts})
    return dict(zip(result["kode"], result["hasil"], strict=True))


def test_the_checklist_is_complete() -> None:
    """Reviu: six items of form, seven of making, ten of substance."""
    parts = pd.Series(answer().keys()).str.split(".").str[0]
    assert parts.value_counts().to_dict() == {"I": 6, "II": 7, "III": 10}


def test_how_the_report_was_made_is_left_to_the_reviewer() -> None:
    """No workbook can say who worked on it together."""
    result = answer()
    assert {result[k] for k in result if k.startswith("II.")} == {"perlu ditelaah pereviu"}
    assert result["III.10"] == "perlu ditelaah pereviu"


def test_an_explanation_is_asked_for_only_where_something_differs() -> None:
    """III.3 after III.1 and III.2."""
    assert answer()["III.3"] == "tidak berlaku"
    diff = answer(selaras_renstra=False)
    assert (diff["III.2"], diff["III.3"]) == ("tidak", "perlu ditelaah pereviu")


def test_the_seven_analyses_are_answered_by_what_there_is() -> None:
    """Without a standard only that comparison is missing."""
    answers = answer_ceklis({**dict.fromkeys(NEEDED_FACTS, True), "standar": False}, "muatan")
    assert len(answers[answers["bagian"] == "Capaian kinerja"]) == 7
    assert answers[answers["hasil"] == "tidak"]["kode"].to_list() == ["12"]


def test_one_comparison_of_several_is_enough() -> None:
    """III.7: last year, end of the Renstra or a standard."""
    facts = {"realisasi_lalu": False, "target_akhir": False, "standar": True}
    assert answer(**facts)["III.7"] == "ya"
    assert answer(**{**facts, "standar": False})["III.7"] == "tidak"


def test_every_fact_asked_for_is_computed(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """2021: all but the standard; a target changed in one document shows at once."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(report.workspace.root))
    data = load("paal-merah", 2021)
    facts = collect_facts(data.frames, 2021, data.profil.tahun_akhir)
    assert facts.keys() >= NEEDED_FACTS
    assert [f for f in NEEDED_FACTS if not facts[f]] == ["standar"]
    changed = {"iku": data.iku.assign(target=1), "realisasi": data.realisasi.iloc[:0]}
    facts = collect_facts({**data.frames, **changed}, 2021, data.profil.tahun_akhir)
    assert not facts["selaras_iku"]
    assert not facts["sesuai_pk"]
