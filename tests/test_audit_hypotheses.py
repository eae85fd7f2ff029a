"""Each hypothesis finds its fault in a table never seen before, and none where all is well."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl
import pandas as pd
import pytest

from lkip_helpers.reconcile.interval import read_print
from lkip_helpers.reconcile.loading import build_reconciliation_workbook
from lkip_helpers.reconcile.reconciliation import Reconciliation, reconcile
from lkip_helpers.report.named_rows import UnknownName
from lkip_helpers.report.record import Record, read_records
from tests.workbook import list_cut

NO_CLAIMS = pd.DataFrame(columns=["label", "tempat", "jenis", "baris", "kolom", "nilai", "bunyi"])


def payload(
    label: str,
    kinds: Mapping[str, str],
    rows: Sequence[Sequence[Any]],
    formulas: Mapping[str, str] | None = None,
    footer: Sequence[tuple[str, Mapping[str, Any], Mapping[str, str]]] = (),
) -> dict[str, Any]:
    """A table as tabel.json holds it. kinds: by column; footer: title, values, formulas."""
    return {
        "label": label, "nomor": "3.1", "judul": f"Judul {label}",
        "kolom": [
            {"kunci": key, "judul": key, "jenis": kind, "desimal": 2,
             "rumus": (formulas or {}).get(key, "")}
            for key, kind in kinds.items()
        ],
        "baris": [dict(zip(kinds, row, strict=True)) for row in rows],
        "kaki": [{"judul": title, **values} for title, values, _ in footer],
        "rumus_kaki": [dict(by_key) for *_, by_key in footer],
    }  # fmt: skip


def comparison(
    tabel: Sequence[dict[str, Any]],
    printed: Sequence[tuple[str, ...]],
    claims: pd.DataFrame = NO_CLAIMS,
) -> Reconciliation:
    """What explains each printed figure: (label, baris, kolom, nilai) and perhaps tempat."""
    published = pd.DataFrame(
        [(*p[:4], p[4] if len(p) > 4 else "Tabel", None) for p in printed],
        columns=["label", "baris", "kolom", "nilai", "tempat", "halaman"],
        index=pd.Index(range(5, 5 + len(printed)), name="baris"),
    )
    letters = {"label": "A", "tempat": "B", "baris": "C", "kolom": "D", "nilai": "E"}
    for frame, sheet in ((published, "Angka"), (claims, "Pernyataan")):
        frame.attrs["sumber"] = {"berkas": "terbit.xlsx", "lembar": sheet, "kolom": letters}
    return reconcile(published, claims, read_records(tabel))


def cause(reconciliation: Reconciliation, row: str, column: str) -> tuple[str, str]:
    """Name and status of the best cause for one figure."""
    figures = reconciliation.number
    figure = figures[(figures["baris"] == row) & (figures["kolom"] == column)].iloc[0]
    return figure["sebab"], figure["status"]


NAME = ["Loket", "Antrean", "Parkir", "Toilet", "Brosur", "Situs"]
SURVEY = payload("survei", {"unsur": "teks", "jumlah": "bilangan"},
               list(zip(NAME, [311, 287, 402, 199, 350, 275], strict=True)))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "near", "value", "decimals"),
    [
        ("84,35", None, 84.35, 2),
        ("3.63", 3.4, 3.63, 2),
        ("2.529", 2530, 2529, 0),
        ("2.529", 2.5, 2.529, 3),
        ("Rp. 7.529.955.253,-", None, 7_529_955_253, 0),
        ("6,899,605,174", None, 6_899_605_174, 0),
        ("B (3,45)", None, 3.45, 2),
        ("98 %", None, 98, 0),
        ("-", None, 0, 0),
        ("√", None, 1, 0),
        ("1.234.567,89", None, 1_234_567.89, 2),
    ],
)
def test_a_printed_figure_is_read_with_its_decimals(
    text: str, near: float | None, value: float, decimals: int
) -> None:
    """In both notations; of two ways to read a separator the one nearer to what is expected."""
    read = read_print(text, near)
    assert (read.value, read.decimals) == (value, decimals)


def test_a_word_is_no_number() -> None:
    """A letter of mutu pelayanan."""
    assert read_print("A").value is None
    assert read_print("9" * 400).value is None  # too many digits for a float
    assert read_print("0," + "1" * 400).value is None


def test_the_printed_decimals_decide() -> None:
    """97.5610 printed 98 agrees; 97 was cut off; 96 is another number."""
    table = payload("iku", {"indikator": "teks", "capaian": "persen"}, [("Jalan mantap", 97.561)])
    classes = {
        n: comparison([table], [("iku", "", "capaian", n)]).number.iloc[0]["kelas"]
        for n in ("98", "97,6", "97,56 %", "97", "96")
    }
    assert list(classes.values()) == ["sama", "sama", "sama", "beda pembulatan", "beda"]


def test_rows_shifted_by_k_are_one_run() -> None:
    """Each figure stands one row too low; the run says how many."""
    shift = [("survei", NAME[i + 1], "jumlah", str(SURVEY["baris"][i]["jumlah"])) for i in range(5)]
    result = comparison([SURVEY], shift)
    assert {cause(result, n, "jumlah") for n in NAME[1:]} == {("baris bergeser", "terbukti")}
    assert result.number["uraian"].str.contains("5 angka berturut-turut").all()


def test_exchanged_digits_are_named() -> None:
    """287 printed 278."""
    result = comparison([SURVEY], [("survei", "Antrean", "jumlah", "278")])
    assert cause(result, "Antrean", "jumlah") == ("angka tertukar", "terbukti")


IKU = payload(
    "iku", {"indikator": "teks", "target": "angka", "realisasi": "angka", "capaian": "persen"},
    [("Jalan mantap", 70, 72, 72 / 70 * 100), ("Air bersih", 83, 80, 80 / 83 * 100)],
    {"capaian": "realisasi / target × 100"},
    [("Rata-rata", {"capaian": (72 / 70 + 80 / 83) * 50}, {"capaian": "rata_rata(capaian)"})],
)  # fmt: skip


def test_a_mean_of_rounded_values_is_named() -> None:
    """102.857 and 96.386 have the mean 99.62; printed 103 and 96 have 99.50."""
    result = comparison([IKU], [
        ("iku", "Jalan mantap", "capaian", "103"), ("iku", "Air bersih", "capaian", "96"),
        ("iku", "Rata-rata", "capaian", "99,50"),
    ])  # fmt: skip
    assert cause(result, "Rata-rata", "capaian") == ("pembulatan dini", "terbukti")


def test_a_figure_that_follows_from_a_wrong_one_is_called_inherited() -> None:
    """Realisasi 76 instead of 80 over 83 gives the printed 91.57."""
    result = comparison([IKU], [
        ("iku", "Air bersih", "target", "83"), ("iku", "Air bersih", "realisasi", "76"),
        ("iku", "Air bersih", "capaian", "91,57"),
    ])  # fmt: skip
    assert cause(result, "Air bersih", "capaian") == ("terbawa", "terbukti")


def test_capaian_over_another_target_is_found() -> None:
    """80 over 90, the target of 2023, is 88.89."""
    renstra = payload("renstra", {"indikator": "teks", "2022": "angka", "2023": "angka"},
                    [("Jalan mantap", 70, 75), ("Air bersih", 83, 90)])  # fmt: skip
    result = comparison([IKU, renstra], [
        ("iku", "Air bersih", "target", "83"), ("iku", "Air bersih", "realisasi", "80"),
        ("iku", "Air bersih", "capaian", "88,89"),
    ])  # fmt: skip
    assert cause(result, "Air bersih", "capaian") == ("target lain", "terbukti")


FUNDS = payload(
    "dana", {"program": "teks", "pagu": "rupiah", "realisasi": "rupiah", "serapan": "persen"},
    [("Jalan", 1_250_400, 1_000_320, 80.0), ("Pasar", 730_050, 730_050, 100.0),
     ("Taman", 99_999, 90_000, 90_000 / 999.99), ("Pos", 512_345, 400_000, 400_000 / 5_123.45)],
    {"serapan": "realisasi / pagu × 100"},
    [("Jumlah", {"pagu": 2_592_794, "realisasi": 2_220_370, "serapan": 2_220_370 / 25_927.94},
      {"pagu": "jumlah(pagu)", "realisasi": "jumlah(realisasi)",
       "serapan": "realisasi / pagu × 100"})],
)  # fmt: skip


def test_the_part_a_total_leaves_out_is_named() -> None:
    """2,592,794 − 1,762,745 = 830,049 = 730,050 + 99,999: only Pasar and Taman make it."""
    result = comparison([FUNDS], [("dana", "Jumlah", "pagu", "1.762.745")])
    assert cause(result, "Jumlah", "pagu") == ("bagian hilang", "terbukti")
    assert "Pasar (730.050) + Taman (99.999)" in result.number.iloc[0]["uraian"]


def test_parts_of_a_finer_table_explain_a_total() -> None:
    """One whole programme and two single rows of another are missing; a word is no amount."""
    detailed = payload(
        "rinci", {"program": "teks", "sub_kegiatan": "teks", "pagu": "rupiah"},
        [("Jalan", "Aspal", 1_000_000), ("Jalan", "Rambu", 150_400), ("Jalan", "Cat", 100_000),
         ("Pasar", "Atap", 730_050), ("Taman", "Bunga", 99_999), ("Pos", "Cat pos", 512_345),
         ("Pos", "Pagar", "belum dianggarkan")],
    )  # fmt: skip
    printed = f"{2_592_794 - 730_050 - 150_400 - 100_000:,}".replace(",", ".")
    result = comparison([FUNDS, detailed], [("dana", "Jumlah", "pagu", printed)])
    assert cause(result, "Jumlah", "pagu") == ("bagian hilang", "terbukti")
    assert result.number.iloc[0]["uraian"].startswith("selisih 980.450 = Pasar (730.050) + ")


def test_the_plain_mean_of_percentages_is_named() -> None:
    """(80 + 100 + 90.0009 + 78.0724) / 4 = 87.02, where Σ/Σ is 85.64."""
    result = comparison([FUNDS], [("dana", "Jumlah", "serapan", "87,02")])
    assert cause(result, "Jumlah", "serapan") == ("rata-rata persentase", "terbukti")


VALUE = payload("nilai", {"aspek": "teks", "nilai": "angka"},
              [("A1", 0.71), ("A2", 1.13), ("A3", 0.44)])  # fmt: skip


def test_a_sum_called_a_mean_is_named_and_the_other_way_round() -> None:
    """Σ 2.28, mean 0.76."""
    result = comparison([VALUE], [("nilai", "Rata-rata", "nilai", "2,28")])
    assert cause(result, "Rata-rata", "nilai") == ("jumlah disebut rata-rata", "terbukti")
    result = comparison([VALUE], [("nilai", "Jumlah", "nilai", "0,76")])
    assert cause(result, "Jumlah", "nilai") == ("rata-rata disebut jumlah", "terbukti")


@pytest.mark.parametrize(("weight", "ikm"), [(0.11, "83,33"), (0.111, "84,08"), (0.1, "75,75")])
def test_another_weight_of_the_index_is_found(weight: float, ikm: str) -> None:
    """Nine unsur with a mean NRR of 3.3667: 84.17 by the exact 1/9. Source: rules/skm.toml."""
    totals = [101, 99, 105, 98, 104, 100, 103, 97, 102]
    nrr = [n / 30 for n in totals]
    tables = [
        payload("skm-nilai",
              {"kode": "teks", "unsur": "teks", "jumlah": "bilangan", "nrr": "angka"},
              [(f"U{i}", f"Unsur {i}", total, mean)
               for i, (total, mean) in enumerate(zip(totals, nrr, strict=True), 1)]),
        payload("skm-ringkasan", {"ikm": "angka", "mutu": "teks", "responden": "bilangan"},
              [(sum(nrr) / 9 * 25, "B", 30)]),
    ]  # fmt: skip
    assert f"{sum(totals) / 30 * weight * 25:.2f}".replace(".", ",") == ikm
    result = comparison(tables, [("skm-ringkasan", "", "ikm", ikm)])
    figure = result.number.iloc[0]
    assert (figure["sebab"], figure["status"]) == ("bobot lain", "terbukti")


def test_a_letter_of_the_repealed_table_is_named() -> None:
    """82.00 is A by KEP/25/M.PAN/2/2004 and B by PermenPAN-RB 14/2017."""
    table = payload("skm-ringkasan", {"ikm": "angka", "mutu": "teks"}, [(82.0, "B")])
    result = comparison(
        [table], [("skm-ringkasan", "", "ikm", "82,00"), ("skm-ringkasan", "", "mutu", "A")]
    )
    figure = result.number.iloc[1]
    assert (figure["sebab"], figure["status"]) == ("tabel kategori lain", "terbukti")
    assert "KEP/25/M.PAN/2/2004" in figure["uraian"]


def test_a_capaian_printed_as_a_share_is_named() -> None:
    """103 % of one indicator among two."""
    table = payload("kategori", {"indikator": "teks", "jumlah": "bilangan", "persen": "persen"},
              [("Jalan mantap", 1, 50.0), ("Air bersih", 1, 50.0)])  # fmt: skip
    result = comparison([IKU, table], [("kategori", "Jalan mantap", "persen", "103 %")])
    assert cause(result, "Jalan mantap", "persen") == ("capaian ditulis sebagai bagian", "terbukti")


def test_a_figure_on_the_wrong_scale_is_named() -> None:
    """NRR 3.3667 printed where the index 84.1675 belongs."""
    table = payload("skm-ringkasan", {"ikm": "angka", "responden": "bilangan"}, [(84.1675, 30)])
    result = comparison([table], [("skm-ringkasan", "", "ikm", "3,37")])
    assert result.number.iloc[0]["sebab"] == "skala tertukar"


def test_a_column_off_by_one_everywhere_is_one_cause() -> None:
    """Each row counts one thing too many."""
    more = [str(row["jumlah"] + 1) for row in SURVEY["baris"]]
    printed = [("survei", n, "jumlah", m) for n, m in zip(NAME, more, strict=True)]
    result = comparison([SURVEY], printed)
    assert {cause(result, n, "jumlah") for n in NAME} == {("selisih tetap", "terbukti")}


def test_a_figure_that_nothing_explains_has_an_unknown_cause() -> None:
    """No cause is invented."""
    result = comparison([SURVEY], [("survei", "Loket", "jumlah", "7")])
    assert cause(result, "Loket", "jumlah") == ("belum diketahui", "")


def test_right_figures_raise_no_alarm() -> None:
    """Each figure as computed, with however many decimals."""
    result = comparison([FUNDS, IKU], [
        ("dana", "Jumlah", "pagu", "2.592.794"), ("dana", "Pos", "serapan", "78,07"),
        ("iku", "Rata-rata", "capaian", "99,62"), ("iku", "Air bersih", "capaian", "96"),
    ])  # fmt: skip
    assert set(result.number["kelas"]) == {"sama"}
    assert set(result.number["sebab"]) == {""}


def test_an_unknown_name_is_a_finding_with_its_cell_and_the_nearest_names() -> None:
    """Label, row and column."""
    result = comparison([SURVEY], [
        ("surveii", "Loket", "jumlah", "1"), ("survei", "Lokte", "jumlah", "1"),
        ("survei", "Loket", "jumlh", "1"),
    ])  # fmt: skip
    assert [(f.sel, f.pesan) for f in result.findings] == [
        ("A5", "label surveii tidak dikenal"),
        ("C6", "baris Lokte tidak dikenal"),
        ("D7", "kolom jumlh tidak dikenal"),
    ]
    assert [f.saran.split("; ")[0] for f in result.findings] == [
        "yang terdekat: survei", "yang terdekat: Loket", "yang terdekat: jumlah",
    ]  # fmt: skip


def test_a_row_is_named_by_code_name_or_path_but_never_ambiguously() -> None:
    """Two rows of one sasaran are told apart by their kategori."""
    table: Record = read_records([
        payload("k", {"sasaran": "teks", "kategori": "teks", "jumlah": "bilangan"},
              [("S1", "Sesuai", 1), ("S1", "Belum", 0), ("S2", "Sesuai", 2)]),
    ])["k"]  # fmt: skip
    assert table.find_row("s1 › belum") == 1
    assert table.find_row("S2") == 2
    with pytest.raises(UnknownName):
        table.find_row("S1")


def claim(*rows: tuple[str, str, str | None, str | None, str | None]) -> pd.DataFrame:
    """Statements of the text: (label, jenis, baris, kolom, nilai)."""
    return pd.DataFrame(
        [(label, "Teks", *others, "bunyi") for label, *others in rows], columns=NO_CLAIMS.columns
    )


ANSWERS = payload("jawab", {"jawaban": "teks", "frekuensi": "bilangan", "persen": "persen"},
                [("Buruk", 3, 6.0), ("Cukup", 22, 44.0), ("Baik", 25, 50.0)])  # fmt: skip


def test_statements_of_the_text_are_compared_with_the_tables() -> None:
    """Half is no majority; best and worst; below the mean; how many; which year of the plan."""
    renstra = payload("renstra", {"indikator": "teks", "2019": "angka", "2020": "angka",
                                "2021": "angka"}, [("Jalan mantap", 60, 65, 70)])  # fmt: skip
    claims = claim(
        ("jawab", "mayoritas", "Baik", "persen", None),
        ("survei", "terendah", "Toilet", "jumlah", "199"),
        ("survei", "terendah", "Brosur", "jumlah", None),
        ("survei", "tertinggi", "Parkir", "jumlah", None),
        ("survei", "di bawah rata-rata", None, "jumlah", "3"),
        ("survei", "di bawah rata-rata", "Brosur", "jumlah", None),
        ("survei", "banyak baris", None, None, "6 (enam)"),
        ("survei", "banyak baris", None, None, "6 (tujuh)"),
        ("renstra", "tahun ke", None, "2021", "pertama"),
        ("renstra", "tahun ke", None, "2021", "ketiga"),
    )
    result = comparison([ANSWERS, SURVEY, renstra], [], claims)
    assert result.statement["putusan"].to_list() == [
        "tidak sesuai", "sesuai", "tidak sesuai", "sesuai", "sesuai",
        "tidak sesuai", "sesuai", "tidak sesuai", "tidak sesuai", "sesuai",
    ]  # fmt: skip


def test_a_figure_behind_a_sentence_counts_in_its_chapter() -> None:
    """Its table has the number of its section, not one of its own."""
    table = payload("skm", {"unsur": "teks", "nilai": "angka"}, [("Biaya", 3.5)])
    result = comparison([{**table, "nomor": "Bagian 3.1.2"}], [("skm", "Biaya", "nilai", "3,40")])
    assert result.number["bab"].to_list() == ["3"]


def test_no_cause_is_cut_in_the_review_workbook() -> None:
    """A figure beside one of a long name that it was taken from."""
    name = "Persentase desa yang menetapkan APBDes tepat waktu menurut hasil pembinaan camat"
    rows = [("Biaya", 40.0), (name, 94.02), ("Waktu", 3.5)]
    table = payload("skm", {"unsur": "teks", "nilai": "angka"}, rows)
    result = comparison([table], [("skm", row, "nilai", "94,02") for row, _ in rows])
    assert name in result.number["uraian"].iloc[0]
    file = BytesIO(build_reconciliation_workbook(result, "Rekonsiliasi"))
    assert [text for ws in openpyxl.load_workbook(file) for text in list_cut(ws, 1)] == []
