"""The checklist answers what the data show, and leaves the rest to the reviewer."""

import pandas as pd
import pytest

from lkip_helpers.aturan import load_aturan
from lkip_helpers.compute.reviu import answer_ceklis, answer_muatan, collect_fakta
from lkip_helpers.intake import load
from lkip_helpers.workspace import VARIABEL_RUANG
from tests.conftest import Laporan

HARUS_DIJAWAB = {p for b in load_aturan("reviu")["ceklis"] for p in b.get("perlu", [])} | {
    p for b in load_aturan("reviu")["muatan"] for p in b["perlu"]
}


def jawab(**ubah: bool) -> dict[str, str]:
    hasil = answer_ceklis({**dict.fromkeys(HARUS_DIJAWAB, True), **ubah})
    return dict(zip(hasil["kode"], hasil["hasil"], strict=True))


def test_the_checklist_is_whole() -> None:
    """Reviu: six items of form, seven of making, ten of substance."""
    kode = pd.Series(jawab().keys()).str.split(".").str[0]
    assert kode.value_counts().to_dict() == {"I": 6, "II": 7, "III": 10}


def test_how_the_report_was_made_is_left_to_the_reviewer() -> None:
    """No workbook can say who sat together."""
    hasil = jawab()
    assert {hasil[k] for k in hasil if k.startswith("II.")} == {"perlu ditelaah pereviu"}
    assert hasil["III.10"] == "perlu ditelaah pereviu"


def test_an_explanation_is_asked_for_only_where_something_differs() -> None:
    """III.3 after III.1 and III.2."""
    assert jawab()["III.3"] == "tidak berlaku"
    beda = jawab(selaras_renstra=False)
    assert (beda["III.2"], beda["III.3"]) == ("tidak", "perlu ditelaah pereviu")


def test_the_seven_analyses_are_answered_by_what_there_is() -> None:
    """Without a standard only that comparison is missing."""
    muatan = answer_muatan({**dict.fromkeys(HARUS_DIJAWAB, True), "standar": False})
    assert len(muatan[muatan["bagian"] == "Capaian kinerja"]) == 7
    assert muatan[muatan["hasil"] == "tidak"]["kode"].to_list() == ["12"]


def test_one_comparison_of_several_is_enough() -> None:
    """III.7: last year, end of the Renstra or a standard."""
    satu = {"realisasi_lalu": False, "target_akhir": False, "standar": True}
    assert jawab(**satu)["III.7"] == "ya"
    assert jawab(**{**satu, "standar": False})["III.7"] == "tidak"


def test_every_fact_asked_for_is_computed(
    laporan: Laporan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2021: all but the standard; a target changed in one document shows at once."""
    monkeypatch.setenv(VARIABEL_RUANG, str(laporan.ruang.root))
    data = vars(load("paal-merah", 2021))
    fakta = collect_fakta(data, 2021)
    assert fakta.keys() >= HARUS_DIJAWAB
    assert [f for f in HARUS_DIJAWAB if not fakta[f]] == ["standar"]
    lain = {**data, "iku": data["iku"].assign(target=1)}
    assert not collect_fakta(lain, 2021)["selaras_iku"]
    assert not collect_fakta({**data, "realisasi": data["realisasi"].iloc[:0]}, 2021)["sesuai_pk"]
