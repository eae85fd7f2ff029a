"""A realisasi that is not known is said so, with its reason, and counts for nothing."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lkip_helpers.commands.batch_pages import write_pages
from lkip_helpers.compute.anggaran import compute_efisiensi
from lkip_helpers.compute.capaian import compute_indikator, compute_sasaran
from lkip_helpers.compute.tren import compare_renstra, compare_years
from lkip_helpers.prose.comparisons import (
    add_direction,
    describe_efisiensi,
    describe_remainder,
    describe_years,
)
from lkip_helpers.prose.indicators import describe_indikator
from lkip_helpers.prose.phrases import phrase_finding, phrase_renstra_finding
from lkip_helpers.prose.reservations import build_key_figures, describe_unknown, summarize_sasaran
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_scale
from lkip_helpers.schema.cells import PydanticCustomError, read_quantity, read_result
from lkip_helpers.workspace import Workspace
from tests.chapters import cell_text, run_cells
from tests.conftest import OVERVIEW, copy_chapters, lkip, read_tables
from tests.units import HEADER, KINERJA, TAHUN, Size, write_small, write_unit

TARGET, REALISASI, REMARK = 4, 5, 6  # columns of the sheet Realisasi
REASON = "Evaluasi Inspektorat belum terbit."
SIZE = Size(3, 5, 8, 2)


def write(workspace: Workspace, *cells: tuple[str, int, int, Any]) -> None:
    """Change the sheet Realisasi: code, year, column, and what is written there."""
    file = workspace.raw / KINERJA
    book = openpyxl.load_workbook(file)
    for row in book["Realisasi"].iter_rows(HEADER + 1):
        for code, tahun, column, value in cells:
            if (row[0].value, row[2].value) == (code, tahun):
                row[column - 1].value = value
    book.save(file)


def office(tmp_path: Path, *cells: tuple[str, int, int, Any]) -> Workspace:
    """An office of three indicators, with these cells changed."""
    copy_chapters(tmp_path, *OVERVIEW)
    workspace = write_unit(tmp_path, "belum", 4, SIZE)
    write(workspace, *cells)
    return workspace


@pytest.mark.parametrize(
    "text", ["belum tersedia", "Belum  Ada", "TIDAK DIUKUR.", "n/a", "N / A", "NA"]
)
def test_a_phrase_says_that_a_figure_is_not_known(text: str) -> None:
    """In any case and spacing; of no other column than those of the sheet Realisasi."""
    assert pd.isna(read_result(text))
    with pytest.raises(PydanticCustomError):
        read_quantity(text)


@pytest.mark.parametrize("text", ["tidak ada", "nihil", "belum"])
def test_a_word_that_may_mean_zero_is_no_such_phrase(text: str) -> None:
    """No complaint at all is a figure; the refusal names what to write."""
    with pytest.raises(PydanticCustomError) as caught:
        read_result(text)
    assert "tulis angka (0 bila nihil)" in caught.value.context["saran"]  # type: ignore[index]
    assert "bila belum diketahui, tulis belum tersedia" in caught.value.context["saran"]  # type: ignore[index]


def test_without_its_reason_there_is_no_report(tmp_path: Path) -> None:
    """The finding names its cell; a blank, a dash or the same words again are to be filled in."""
    workspace = office(
        tmp_path,
        ("I2", TAHUN, REALISASI, "belum tersedia"),
        ("I2", TAHUN, REMARK, None),
        ("I3", TAHUN, REALISASI, "-"),
        ("IKM", TAHUN, REALISASI, "tidak diukur"),
        ("IKM", TAHUN, REMARK, "Belum tersedia."),
    )
    result = lkip(tmp_path, "check", str(TAHUN), "--unit", workspace.unit)
    text = " ".join(result.stdout.split())
    assert result.returncode == 1
    assert "Realisasi › F7: realisasi I2 tahun 2021 belum tersedia, tetapi sebabnya" in text
    assert "realisasi IKM tahun 2021 tidak diukur, tetapi sebabnya belum ditulis" in text
    assert "Realisasi › E9: Realisasi: belum diisi" in text


def test_with_its_reason_it_is_a_note_that_keeps_no_report_from_being_final(
    tmp_path: Path,
) -> None:
    """lkip check names it, and --final lists everything else that is missing, not it."""
    workspace = office(
        tmp_path, ("I2", TAHUN, REALISASI, "belum tersedia"), ("I2", TAHUN, REMARK, REASON)
    )
    arguments = "check", str(TAHUN), "--unit", workspace.unit
    text = " ".join(lkip(tmp_path, *arguments).stdout.split())
    assert "catatan: E7: realisasi I2 tahun 2021 belum tersedia; laporan menyebut" in text
    assert f"sebabnya, “{REASON}”" in text
    assert "1 catatan" in text
    refused = lkip(tmp_path, "render", str(TAHUN), "--unit", workspace.unit, "--final").stderr
    assert "hal belum lengkap" in refused
    assert "I2" not in refused


def test_what_the_evidence_tells_is_no_unknown(tmp_path: Path) -> None:
    """The survey gives the IKM: a doubt, which must be explained."""
    workspace = office(
        tmp_path, ("IKM", TAHUN, REALISASI, "belum tersedia"), ("IKM", TAHUN, REMARK, REASON)
    )
    text = lkip(tmp_path, "check", str(TAHUN), "--unit", workspace.unit).stdout
    assert "Masyarakat tidak diketahui, padahal menurut bukti" in " ".join(text.split())


def test_a_target_that_another_sheet_knows_is_a_doubt(tmp_path: Path) -> None:
    """The sheet Renstra has it; no dash stands where a target would."""
    workspace = office(tmp_path, ("I2", TAHUN, TARGET, "belum ada"), ("I2", TAHUN, REMARK, REASON))
    text = lkip(tmp_path, "check", str(TAHUN), "--unit", workspace.unit).stdout
    assert "target I2 tidak diketahui pada Realisasi, tetapi" in " ".join(text.split())


def frames(
    now: list[float], words: list[str | None], last: list[float], then: list[str | None]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two indicators with target 80 in two years; words: where a realisasi is not known."""
    indikator = pd.DataFrame({
        "kode": ["A", "B"], "jenjang": "sasaran", "tujuan": "T", "sasaran": "S",
        "indikator": ["Nilai A", "Nilai B"], "satuan": "Nilai", "polaritas": "maksimal",
        "jenis_bukti": None,
    })  # fmt: skip
    years = [(2020, last, then), (2021, now, words)]
    rows = [
        {"kode": k, "tahun": t, "target": 80.0, "realisasi": v, "realisasi_kata": w,
         "keterangan": REASON}
        for t, values, texts in years
        for k, v, w in zip("AB", values, texts, strict=True)
    ]  # fmt: skip
    return indikator, pd.DataFrame(rows)


NAN = float("nan")
ONE = frames([60.0, NAN], [None, "belum tersedia"], [NAN, 72.0], ["tidak diukur", None])
NONE = frames([NAN, NAN], ["belum ada"] * 2, [64.0, 72.0], [None, None])
SCALE = load_scale("tiga")


def test_what_is_not_known_counts_for_nothing() -> None:
    """60 of 80 is 75 percent, the mean of one; the chart names the honest denominator."""
    capaian = compute_indikator(*ONE, 2021, SCALE)
    assert capaian["capaian"].to_list()[0] == 75
    assert capaian["alasan"].to_list() == [None, "realisasi belum tersedia"]
    assert capaian["predikat"].to_list()[1] == "Tidak dapat dihitung"
    finding = phrase_finding(capaian)
    assert finding.startswith("Belum satu pun indikator yang dapat dihitung mencapai target;")
    assert finding.endswith("rata-rata capaian 75\u00a0persen")


def test_a_mean_of_part_of_the_indicators_says_of_how_many() -> None:
    """60 of 80 is 75 percent of one of two; 75 − 50 of the money is efficient only if 100."""
    capaian = compute_indikator(*ONE, 2021, SCALE).assign(nomor_sasaran=1)
    sasaran, no_doubt = compute_sasaran(capaian, SCALE), capaian.head(0).assign(bukti=0.0)
    reported = summarize_sasaran(sasaran, no_doubt, sasaran).reported.replace("\u00a0", " ")
    assert reported == (
        "sasaran S tidak mencapai target (75 persen, dihitung dari satu di antara dua indikator)"
    )
    support = pd.DataFrame({"sasaran": ["S"], "peran": "utama", "pagu": 10, "realisasi": 5})
    frugal = compute_efisiensi(sasaran, support)
    told = describe_efisiensi(frugal, no_doubt, frugal)
    assert told["subjek"].to_list() == [
        "Sasaran S, yang capaiannya dihitung dari satu di antara dua indikatornya,"
    ]
    total = SimpleNamespace(pagu=10, realisasi=5, serapan=50.0)
    survey: Any = SimpleNamespace(ikm=pd.DataFrame())
    figures = build_key_figures(capaian, no_doubt, capaian, survey, total).figures
    assert figures[0].note == "dihitung dari satu di antara dua indikator"


def test_one_sentence_names_those_without_capaian_and_why() -> None:
    """Those with one reason together; a target of zero has its own."""
    one = describe_unknown(compute_indikator(*ONE, 2021, SCALE)).iloc[0]
    assert one.to_list() == [
        "sebagian", 1,
        "Nilai B karena realisasi belum tersedia (evaluasi Inspektorat belum terbit)", 1,
    ]  # fmt: skip
    none = describe_unknown(compute_indikator(*NONE, 2021, SCALE)).iloc[0]
    assert (none["case"], none["banyak"]) == ("semua", 2)
    assert none["rincian"].startswith("Nilai A dan Nilai B karena realisasi belum ada (")


def test_prose_says_nothing_of_growth_from_or_to_what_is_not_known() -> None:
    """Neither last year's nor this year's; the word of last year is passed on."""
    indikator, realisasi = ONE
    capaian = compute_indikator(indikator, realisasi, 2021, SCALE)
    told = describe_indikator(capaian, 2021)
    assert told["case"].to_list() == ["dinilai", "tanpa realisasi"]
    assert told["ubah_realisasi"].to_list() == ["", ""]
    assert told["lalu_kata"].to_list()[0] == "tidak diukur"
    assert add_direction(capaian)["arah"].to_list() == ["–", "–"]
    years = compare_years(indikator, realisasi, 2021)
    assert years["perubahan"].isna().all()
    assert describe_years(years, pd.DataFrame({"kode": []})).empty


@pytest.mark.parametrize(
    ("cause", "more"), [("Inspektorat menilai pada bulan Mei.", True), (REASON.rstrip("."), False)]
)
def test_the_reason_of_a_result_that_is_not_known_is_told_once(cause: str, more: bool) -> None:
    """The sheet Analisis has a cause too: it is no second one, and nothing if it says the same."""
    capaian = compute_indikator(*ONE, 2021, SCALE)
    analysis = pd.DataFrame({"kode": ["A", "B"], "sebab": cause, "solusi": "Menagih hasilnya."})
    told = describe_indikator(capaian, 2021, analysis=analysis)
    assert told["sebab"].to_list() == [cause, cause if more else ""]
    assert told["kepala"].to_list() == ["Penyebab", "Uraian"]
    assert told["solusi"].to_list() == ["Menagih hasilnya."] * 2


def test_why_an_earlier_result_is_not_known_stands_where_the_years_are_compared() -> None:
    """Nilai A was not measured in 2020; what is not known of 2021 is told elsewhere."""
    names = {"history": ONE[1].assign(indikator=["Nilai A", "Nilai B"] * 2), "tahun": 2021}
    names = run_cells("32-perbandingan", "celah", beberapa=ONE[1], **names)
    assert cell_text("32-perbandingan", "banding-tahun-celah", **names) == (
        "Realisasi Nilai A tahun 2020 tidak diukur. Sebabnya: evaluasi Inspektorat belum terbit."
    )


def test_no_distance_to_the_end_of_the_renstra_is_told_of_what_is_not_known() -> None:
    """It is in the table, with its word, and in no sentence and no count."""
    renstra = pd.DataFrame({"kode": ["A", "B"], "tahun": 2021, "target": 60.0})
    doubts = pd.DataFrame({"kode": []})
    end = compare_renstra(compute_indikator(*ONE, 2021, SCALE), renstra, 2021, 2021)
    finding = "Semua indikator yang realisasinya diketahui mencapai target akhir Renstra"
    assert phrase_renstra_finding(end) == finding
    assert describe_remainder(end, doubts, end)["kode"].to_list() == ["A"]
    end = compare_renstra(compute_indikator(*NONE, 2021, SCALE), renstra, 2021, 2021)
    assert phrase_renstra_finding(end) == "Realisasi tahun laporan belum diketahui"
    assert describe_remainder(end, doubts, end).empty


def test_a_table_shows_the_words_of_the_office() -> None:
    """Where the number would stand."""
    capaian = compute_indikator(*ONE, 2021, SCALE)
    columns = ["indikator", "realisasi", "realisasi_lalu", "capaian"]
    first, second = Tabel("a", "A", capaian, columns, source="x").payload_content()["baris"]
    assert [first["realisasi"], first["realisasi_lalu"]] == [60, "tidak diukur"]
    assert [second["realisasi"], second["capaian"]] == ["belum tersedia", None]


def test_the_overview_says_of_how_many_indicators_a_mean_is(tmp_path: Path) -> None:
    """Beside the mean, on the page, in the workbook and in the data: I2 of three is not known."""
    workspace = office(
        tmp_path, ("I2", TAHUN, REALISASI, "belum tersedia"), ("I2", TAHUN, REMARK, REASON)
    )
    made = lkip(tmp_path, "render", str(TAHUN), "--unit", workspace.unit, "--bentuk", "html")
    assert made.returncode == 0, made.stderr
    page, _ = write_pages([workspace])
    assert page.read_text("utf-8").count(">2 dari 3 indikator</td>") == 2
    overview = pd.read_excel(page.with_name("ringkasan.xlsx"), engine="openpyxl")
    assert overview["Dihitung"].to_list() == ["2 dari 3 indikator"]
    assert overview["Capaian (%)"].dtype == float


def test_a_report_without_any_realisasi_is_made_and_says_so(tmp_path: Path) -> None:
    """All forms; no mean anywhere, and the open data keeps its columns of numbers."""
    copy_chapters(tmp_path, *OVERVIEW)
    workspace = Workspace("kosong", TAHUN, tmp_path)
    write_small(workspace)
    for code in ("IKM", "I2", "I3"):
        write(workspace, (code, TAHUN, REALISASI, "belum tersedia"), (code, TAHUN, REMARK, REASON))
    made = lkip(tmp_path, "render", str(TAHUN), "--unit", "kosong", "--bentuk", "html,xlsx")
    assert made.returncode == 0, made.stderr
    table = read_tables(workspace)["iku-capaian"]
    assert {row["realisasi"] for row in table["baris"]} == {"belum tersedia"}
    assert [row["capaian"] for row in table["kaki"]] == [None]
    text = (workspace.outputs / "laporan.html").read_text("utf-8")
    assert "Karena itu, tidak ada rata-rata capaian." in text
    assert "Berdasarkan rata-rata capaian" not in text
    assert "nan" not in {word.strip(".,;") for word in text.split()}
    assert lkip(tmp_path, "publish", str(TAHUN), "--unit", "kosong").returncode == 0
    csv = (workspace.open_data / "iku-capaian.csv").read_text("utf-8")
    assert "belum tersedia" not in csv
