"""A table is a pure object: complete, semantic, and every formula checked."""

import pandas as pd
import pytest
from lxml import html

from lkip_helpers.display.kolom import Kolom, build_daftar
from lkip_helpers.display.payload import MIME
from lkip_helpers.display.rumus import RumusSalah, describe_rumus, evaluate_rumus
from lkip_helpers.display.tabel import Kaki, Tabel, TabelTakLengkap, describe_sumber

ANGGARAN = pd.DataFrame(
    {
        "program": ["A", "A", "B"],
        "kegiatan": ["a", "a", "a"],
        "pagu": [100, 200, 400],
        "realisasi": [50, 200, 100],
        "serapan": [50.0, 100.0, 25.0],
    }
)
JUMLAH = Kaki(
    "Jumlah",
    {
        "pagu": "jumlah(pagu)",
        "realisasi": "jumlah(realisasi)",
        "serapan": "realisasi / pagu × 100",
    },
)


def tabel(**ubah: object) -> Tabel:
    bawaan: dict[str, object] = {
        "label": "anggaran-contoh",
        "judul": "Contoh",
        "data": ANGGARAN,
        "kolom": list(ANGGARAN),
        "sumber": "contoh",
        "kaki": [JUMLAH],
        "gabung": ["program", "kegiatan"],
    }
    return Tabel(**(bawaan | ubah))  # type: ignore[arg-type]


@pytest.mark.parametrize("kurang", [{"judul": ""}, {"sumber": " "}, {"label": "Anggaran 1"}])
def test_a_table_cannot_exist_without_caption_source_and_clean_label(
    kurang: dict[str, str],
) -> None:
    """Contract of Tabel."""
    with pytest.raises(TabelTakLengkap):
        tabel(**kurang)


def test_a_column_that_the_frame_lacks_is_named() -> None:
    """The message says which one."""
    with pytest.raises(TabelTakLengkap, match="entah"):
        tabel(kolom=["program", "entah"])


def test_a_total_serapan_is_sum_over_sum_not_the_mean_of_percentages() -> None:
    """350 / 700 × 100 = 50; the mean of 50, 100 and 25 would be 58.33."""
    kaki = tabel().isi_paket()["kaki"]
    assert kaki == [{"judul": "Jumlah", "pagu": 700, "realisasi": 350, "serapan": 50.0}]


def test_html_has_caption_scopes_and_spans() -> None:
    """Program A spans its two rows; kegiatan `a` of A and of B stay apart."""
    pohon = html.fromstring(tabel().html)
    assert pohon.get("id") == "anggaran-contoh"
    assert len(pohon.xpath(".//caption")) == 1
    assert {s.get("scope") for s in pohon.xpath(".//thead//th")} == {"col"}
    assert [s.get("rowspan") for s in pohon.xpath(".//tbody//th")] == ["2", None]
    assert [len(b) for b in pohon.xpath(".//tbody/tr")] == [5, 3, 5]
    assert pohon.xpath(".//tfoot/tr/th/@colspan") == ["2"]


def test_grouped_heads_span_their_columns() -> None:
    """Ungrouped columns reach over both head rows."""
    kolom = [
        "program",
        Kolom("pagu", "Pagu", "rupiah", grup="Tahun"),
        Kolom("realisasi", "R", "rupiah", grup="Tahun"),
    ]
    pohon = html.fromstring(tabel(kolom=kolom, kaki=[], gabung=[]).html)
    assert pohon.xpath(".//thead/tr[1]/th/@rowspan") == ["2"]
    assert pohon.xpath(".//thead/tr[1]/th/@colspan") == ["2"]
    assert pohon.xpath(".//thead/tr[2]/th/text()") == ["Pagu", "R"]


def test_text_from_a_workbook_is_text_in_the_html() -> None:
    """A cell that holds markup must not become markup."""
    jahat = ANGGARAN.assign(program="<script>alert(1)</script>")
    assert "<script>" not in tabel(data=jahat).html


def test_an_empty_table_becomes_a_sentence_with_its_reason() -> None:
    """Never an empty table."""
    t = tabel(data=ANGGARAN.iloc[:0], tanpa_data="belum ada anggaran")
    assert "<table" not in t.html
    assert "belum ada anggaran" in t.html
    assert t.isi_paket()["jenis"] == "absen"


def test_the_payload_carries_raw_values() -> None:
    """Full precision and None for what is missing, never formatted text."""
    data = ANGGARAN.assign(serapan=[1 / 3, float("nan"), 2.0])
    bundel, metadata = tabel(data=data, kaki=[])._repr_mimebundle_()
    baris = bundel[MIME]["baris"]
    assert baris[0]["serapan"] == 1 / 3
    assert baris[1]["serapan"] is None
    assert metadata["lkip"] == {"jenis": "tabel", "label": "anggaran-contoh", "judul": "Contoh"}


def test_the_note_comes_from_the_formula_that_is_recalculated() -> None:
    """One declaration gives the words under the table and the value of each cell."""
    assert "Serapan = realisasi / pagu × 100" in tabel().html
    for baris in ANGGARAN.to_dict("records"):
        assert evaluate_rumus("realisasi / pagu × 100", baris, ANGGARAN) == baris["serapan"]


def test_a_formula_that_names_an_unknown_column_is_refused() -> None:
    """So is anything that is not arithmetic."""
    for rumus in ("entah × 2", "__import__('os')", "pagu.real", "pagu ×"):
        with pytest.raises(RumusSalah):
            evaluate_rumus(rumus, {"pagu": 1}, ANGGARAN)


def test_division_by_zero_and_missing_operands_give_no_number() -> None:
    """NaN, never infinity."""
    nihil = evaluate_rumus("pagu / realisasi", {"pagu": 1, "realisasi": 0}, ANGGARAN)
    kosong = evaluate_rumus("pagu / realisasi", {"pagu": 1, "realisasi": None}, ANGGARAN)
    assert pd.isna(nihil)
    assert pd.isna(kosong)


def test_a_formula_may_round_to_whole_numbers() -> None:
    """Half up, as the printed sample sizes are; NaN stays NaN."""
    rumus = "bulat(a / 2)"
    assert evaluate_rumus(rumus, {"a": 5}, ANGGARAN) == 3
    assert pd.isna(evaluate_rumus(rumus, {"a": None}, ANGGARAN))
    assert describe_rumus(rumus, {"a": "n"}) == "n / 2, dibulatkan"


def test_a_formula_reads_with_the_titles_of_its_columns() -> None:
    """Brackets stay where they change the meaning."""
    assert describe_rumus("(a + b) × 100 / c", {"a": "satu"}) == "(satu + b) × 100 / c"
    assert describe_rumus("jumlah(a) / 2.5", {"a": "satu"}) == "jumlah satu / 2,5"
    assert describe_rumus("a × (1 / banyak(b))", {}) == "a × (1 / banyaknya b)"


def test_the_source_of_frames_names_file_and_sheet_once() -> None:
    """Several frames of one sheet are said once."""
    dpa = ANGGARAN.copy()
    dpa.attrs["sumber"] = {"berkas": "dpa.xlsx", "lembar": "DPA"}
    assert describe_sumber([dpa, dpa, "survei"]) == "dpa.xlsx › DPA; survei"


def test_the_source_names_the_range_of_its_cells() -> None:
    """First to last row, first to last column that was read."""
    lembar = pd.DataFrame({"pagu": [1, 2]}, index=pd.Index([8, 11], name="baris"))
    lembar.attrs["sumber"] = {"berkas": "b.xlsx", "lembar": "L", "kolom": {"a": "AB", "pagu": "E"}}
    assert describe_sumber(lembar) == "b.xlsx › L › E8:AB11"


def test_a_column_said_twice_is_refused() -> None:
    """The later would silently take the place of the earlier."""
    with pytest.raises(ValueError, match="lebih dari sekali: arah"):
        build_daftar([Kolom("arah", "Arah"), Kolom("batas", "Batas"), Kolom("arah", "Mata angin")])
