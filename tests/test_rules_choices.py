"""The choices of an office come from the rule files; which rule is in force follows the year."""

from pathlib import Path

import pandas as pd
import pytest

from lkip_helpers.compute.anggaran import compute_efisiensi
from lkip_helpers.compute.skm import compute_ikm, compute_nrr, count_answers
from lkip_helpers.intake.pipeline import read
from lkip_helpers.prose.survey_words import weighted_column
from lkip_helpers.rules import cite_law, find_in_force, list_choices, load_efisiensi, load_rules
from lkip_helpers.schema.sheets import Pengaturan
from tests.chapters import cell_text
from tests.workbook import Sheets, write

SHEET = ("kinerja.xlsx", "Pengaturan")


def test_every_choice_is_an_entry_of_a_rule_file() -> None:
    """A new scale is one TOML entry: the sheet knows it without code."""
    assert Pengaturan.KINDS["skala"].choices == list_choices("capaian", "skala")
    assert list_choices("capaian", "skala") == ("tiga", "empat", "lima")
    assert list_choices("skm", "bobot_pilihan") == ("tepat", "0,11", "0,111")
    assert list_choices("efisiensi", "rumus") == ("selisih", "pmk", "tidak dinilai")
    assert list_choices("akip", "lembar") == (
        "nasional", "pembanding", "tanpa keuangan", "nilai tetap",
    )  # fmt: skip


def test_choices_are_read_and_those_left_blank_are_the_default(tmp_path: Path) -> None:
    """A number typed as one is the choice it shows."""

    def alter(sheets: Sheets) -> None:
        sheets[SHEET] = [["Skala capaian", "Lima"], ["Bobot unsur survei", 0.111],
                          ["Rumus efisiensi", None]]  # fmt: skip

    chosen = read(write(tmp_path, alter)).pengaturan
    assert (chosen.skala, chosen.bobot, chosen.efisiensi) == ("lima", "0,111", "selisih")
    assert read(write(tmp_path / "b", lambda sheets: sheets.pop(SHEET))).pengaturan == Pengaturan()


def test_an_unknown_choice_is_refused_with_its_cell(tmp_path: Path) -> None:
    """Nothing is guessed."""
    result = read(
        write(tmp_path, lambda sheets: sheets.__setitem__(SHEET, [["Skala capaian", "enam"]]))
    )
    (finding,) = [f for f in result.findings if f.lembar == "Pengaturan"]
    assert (finding.sel, finding.saran) == ("B1", "pilih salah satu: tiga; empat; lima")


def test_a_fixed_weight_is_one_of_nine_unsur(tmp_path: Path) -> None:
    """Ten unsur of 0,11 would end at 110."""

    def alter(sheets: Sheets) -> None:
        sheets[SHEET] = [["Bobot unsur survei", "0,11"]]
        sheets["skm.xlsx", "Unsur"].pop()
        for row in sheets["skm.xlsx", "Jawaban"][2:]:
            row.pop()

    found = [f for f in read(write(tmp_path, alter)).findings if f.lembar == "Pengaturan"]
    assert [f.sel for f in found] == ["B1"]


@pytest.mark.parametrize(("weight", "ikm"), [("tepat", 100.0), ("0,11", 99.0), ("0,111", 99.9)])
def test_the_weight_of_the_survey_is_the_one_chosen_and_printed(weight: str, ikm: float) -> None:
    """Nine unsur answered 4: 9 × 4 × 0.11 × 25 = 99, with 0.111 it is 99.9."""
    codes = [f"U{n}" for n in range(1, 10)]
    skm = pd.DataFrame({k: [4, 4] for k in codes}).astype("Int64")
    unsur = pd.DataFrame({"kode": codes, "unsur": codes})
    for frame in (skm, unsur):
        frame.attrs["sumber"] = {"berkas": "s", "lembar": "l", "kolom": {}}
    nrr = compute_nrr(count_answers(skm, unsur), weight)
    assert compute_ikm(nrr, 2)["ikm"].iloc[0] == pytest.approx(ikm)
    text = cell_text("31", "bobot", nrr=nrr, bobot=weight)
    assert ("satu dibagi" if weight == "tepat" else f"adalah {weight}") in text
    assert ("banyak(unsur)" in weighted_column(weight).formula) == (weight == "tepat")


@pytest.mark.parametrize(
    ("formula", "figure", "level"),
    [("selisih", 30.0, "Efisien"), ("pmk", 20.0, "Efisien"), ("tidak dinilai", None, None)],
)
def test_efficiency_follows_the_formula_chosen(
    formula: str, figure: float | None, level: str | None
) -> None:
    """Pagu 100, capaian 110, realisasi 80: 110 − 80 = 30; (110 − 80) / 110 = 27.27, held to 20."""
    sasaran = pd.DataFrame({"sasaran": ["S"], "capaian": [110.0], "judged": [110.0]})
    support = pd.DataFrame({"sasaran": ["S"], "program": ["P"], "peran": ["utama"],
                            "pagu": [100], "realisasi": [80]})  # fmt: skip
    result = compute_efisiensi(sasaran, support, formula)
    if figure is None:
        assert result.empty
        assert load_efisiensi(formula).bands == ()
    else:
        assert result[["selisih", "tingkat"]].to_numpy().tolist() == [
            [pytest.approx(figure), level]
        ]


def test_which_regulation_holds_follows_the_year() -> None:
    """reference: Permendagri 90/2019, then Kepmendagri 050-5889/2021; IPP 17/2017, then 29/2022."""
    assert cite_law("nomenklatur", 2021).startswith("Peraturan Menteri Dalam Negeri Nomor 90")
    assert "050-5889 Tahun 2021" in cite_law("nomenklatur", 2023)
    assert "900.1.15.5-3406 Tahun 2024" in cite_law("nomenklatur", 2025)
    assert "Nomor 17 Tahun 2017" in cite_law("ipp", 2021)
    assert "Nomor 29 Tahun 2022" in cite_law("ipp", 2022)
    assert "Instruksi Menteri Dalam Negeri Nomor 2 Tahun 2025" in cite_law("renstra", 2025)
    assert cite_law("renstra", 2016).endswith("Nomor 54 Tahun 2010")
    assert cite_law("renstra", 2030) == cite_law("renstra", 2018)


@pytest.mark.parametrize("subject", list(load_rules("peraturan")))
def test_exactly_one_regulation_holds_in_every_year(subject: str) -> None:
    """No gap and no overlap from 2010 to 2040."""
    for tahun in range(2010, 2041):
        assert find_in_force(load_rules("peraturan")[subject], tahun)["teks"]


def test_a_year_without_a_rule_is_refused() -> None:
    """Never the nearest one."""
    with pytest.raises(LookupError):
        find_in_force([{"berlaku_sejak": 2021}], 2020)
