"""Causes that reconcile names, each on a table of its own, and when one is called proven."""

from typing import Any

from tests.test_audit_hypotheses import FUNDS, IKU, cause, comparison, payload

WEIGHTED = [
    payload("skm-nilai",
          {"kode": "teks", "unsur": "teks", "jumlah": "bilangan", "nrr": "angka",
           "nrr_tertimbang": "angka", "nilai_konversi": "angka"},
          [(f"U{i}", f"Unsur {i}", j, j / 20, j / 60, j / 60 * 25)
           for i, j in enumerate([61, 70, 65], 1)],
          {"nrr_tertimbang": "nrr × (1 / banyak(unsur))", "nilai_konversi": "nrr_tertimbang × 25"},
          [("Jumlah", {"nrr_tertimbang": 196 / 60, "nilai_konversi": 196 / 60 * 25},
            {"nrr_tertimbang": "jumlah(nrr_tertimbang)"})]),
    payload("skm-ringkasan", {"ikm": "angka", "mutu": "teks", "responden": "bilangan"},
          [(196 / 60 * 25, "B", 20)]),
]  # fmt: skip


def test_exact_halves_printed_right_are_no_difference() -> None:
    """98.305 and 78.125 as floats leave them: 98.30499999999999 and 78.12499999999999."""
    table = payload("t", {"nama": "teks", "persen": "persen"},
              [("Serapan", 98.30499999999999), ("IKM", 78.12499999999999)])  # fmt: skip
    for serapan, ikm, kind in (("98,31", "78,13", "sama"), ("98,30", "78,12", "beda pembulatan")):
        printed = [("t", "Serapan", "persen", serapan), ("t", "IKM", "persen", ikm)]
        assert comparison([table], printed).number["kelas"].to_list() == [kind] * 2


def print_index(ikm: str, mutu: str) -> list[tuple[str, ...]]:
    """The index of the survey and its letter, as printed."""
    return [("skm-ringkasan", "", "ikm", ikm), ("skm-ringkasan", "", "mutu", mutu)]


NRR = payload("nrr", {"unsur": "teks", "nrr": "angka"},
            [("A", 3.5), ("B", 3.48), ("C", 3.24), ("D", 3.36), ("E", 3.14)])  # fmt: skip


def test_a_figure_is_compared_at_the_decimals_of_its_column() -> None:
    """3,5 beside 3,24 and 3,36 means 3,50, which is not 3.48; 3.5 it is."""
    printed = [("nrr", n, "nrr", c) for n, c in
             [("A", "3,5"), ("B", "3,5"), ("C", "3,24"), ("D", "3,36"), ("E", "3,14")]]  # fmt: skip
    result = comparison([NRR], printed)
    assert result.number["kelas"].to_list() == ["sama", "beda pembulatan", "sama", "sama", "sama"]
    assert cause(result, "B", "nrr") == ("pembulatan campuran", "terbukti")
    assert "2 desimal, angka ini dengan 1: 3,48 ditulis 3,5" in result.number["uraian"][1]


def test_a_shift_is_tried_before_rounding() -> None:
    """B to E carry the figures of A to D; the 3,5 of B is A's and no rounding of 3.48."""
    printed = [("nrr", n, "nrr", c) for n, c in
             [("A", "3,5"), ("B", "3,5"), ("C", "3,48"), ("D", "3,24"), ("E", "3,36")]]  # fmt: skip
    result = comparison([NRR], printed)
    assert result.number["kelas"].to_list() == ["sama", "beda", "beda", "beda", "beda"]
    assert {cause(result, n, "nrr") for n in "BCDE"} == {("baris bergeser", "terbukti")}


def test_a_footer_is_compared_at_its_own_decimals() -> None:
    """A mean with two decimals below whole percentages makes no difference of these."""
    result = comparison([IKU], [
        ("iku", "Jalan mantap", "capaian", "103"), ("iku", "Air bersih", "capaian", "96"),
        ("iku", "Rata-rata", "capaian", "99,62"),
    ])  # fmt: skip
    assert set(result.number["kelas"]) == {"sama"}


def test_a_sign_is_told() -> None:
    """−12,5 printed 12,5."""
    table = payload("t", {"nama": "teks", "selisih": "angka"}, [("Jalan", -12.5), ("Pasar", 4.0)])
    result = comparison([table], [("t", "Jalan", "selisih", "12,5")])
    assert cause(result, "Jalan", "selisih") == ("tanda terbalik", "terbukti")


def test_exchanged_columns_are_told() -> None:
    """Target 83 and realisasi 80, each printed as the other."""
    result = comparison([IKU], [
        ("iku", "Air bersih", "target", "80"), ("iku", "Air bersih", "realisasi", "83"),
    ])  # fmt: skip
    assert cause(result, "Air bersih", "target") == ("kolom tertukar", "terbukti")
    assert cause(result, "Air bersih", "realisasi") == ("kolom tertukar", "terbukti")


def test_two_values_of_one_figure_are_told() -> None:
    """45 in a sentence, 80 in the table: nothing makes 45, but print contradicts itself."""
    result = comparison([IKU], [
        ("iku", "Air bersih", "realisasi", "80", "Tabel 3"),
        ("iku", "Air bersih", "realisasi", "45", "Teks"),
    ])  # fmt: skip
    row = result.number.iloc[1]
    assert (row["sebab"], row["status"]) == ("dua nilai", "terbukti")
    assert row["uraian"].startswith("45 di sini, 80 di Tabel 3")


def test_an_index_times_25_is_held_against_the_printed_ikm() -> None:
    """Σ 3,40 is wrong (3.27), and 3,40 × 25 = 85 follows from it."""
    result = comparison(WEIGHTED, [
        ("skm-nilai", "Jumlah", "nrr_tertimbang", "3,40"), ("skm-ringkasan", "", "ikm", "85,00"),
    ])  # fmt: skip
    row = result.number.iloc[1]
    assert (row["sebab"], row["status"]) == ("terbawa", "terbukti")
    assert "3,40 × 25 = 85,00" in row["uraian"]


def test_a_weight_is_fitted_over_all_rows_of_a_column() -> None:
    """0,34 is in no list of weights: 3,05 × 0,34 = 1,037; right is 1/3."""
    result = comparison(WEIGHTED, [
        (*printed,) for i, nrr, w in (("U1", "3,05", "1,037"), ("U2", "3,50", "1,19"),
                                    ("U3", "3,25", "1,105"))
        for printed in (("skm-nilai", i, "nrr", nrr), ("skm-nilai", i, "nrr_tertimbang", w))
    ])  # fmt: skip
    weighted = result.number[result.number["kolom"] == "nrr_tertimbang"]
    assert set(zip(weighted["sebab"], weighted["status"], strict=True)) == {
        ("bobot lain", "terbukti")
    }
    assert "bobot 0,34 dipakai, seharusnya 1/3: 3,05 × 0,34 = 1,037" in weighted["uraian"].iloc[0]


SARANA = payload("sarana", {"nama": "teks", "Utara": "bilangan", "Timur": "bilangan",
                          "Barat": "bilangan"}, [("Balai", 10, 9, 9)],
               footer=[("Realisasi", {"Utara": 10, "Timur": 9, "Barat": 9}, {}),
                     ("Target", {"Utara": 9, "Timur": 5, "Barat": 7}, {}),
                     ("Capaian", {"Utara": 1000 / 9, "Timur": 180.0, "Barat": 900 / 7},
                      dict.fromkeys(("Utara", "Timur", "Barat"),
                                    "kaki(Realisasi) / kaki(Target) × 100"))])  # fmt: skip
EVIDENCE = payload("bukti", {"bukti": "teks", "persentase": "persen"}, [("Sarana", 2800 / 21)])


def test_one_wrong_target_explains_the_sum_too() -> None:
    """10, 9 and 9 of 12 each: 83, 75, 75; together 28 of 36 = 77.78, not their mean 77.67."""
    printed = [("sarana", "Realisasi", k, n) for k, n in
             (("Utara", "10"), ("Timur", "9"), ("Barat", "9"))]  # fmt: skip
    printed += [("sarana", "Capaian", k, n) for k, n in
              (("Utara", "83"), ("Timur", "75"), ("Barat", "75"))]  # fmt: skip
    result = comparison([SARANA, EVIDENCE], [*printed, ("bukti", "Sarana", "persentase", "77,78")])
    row = result.number.iloc[-1]
    assert (row["sebab"], row["status"]) == ("target lain", "terbukti")
    assert "(10 + 9 + 9) / (3 × 12) × 100 = 77,78" in row["uraian"]


def test_a_cause_with_a_rival_is_a_guess_that_names_it() -> None:
    """A follows from a printed 92 by the table in force and by the repealed one alike."""
    table = payload("skm-ringkasan", {"ikm": "angka", "mutu": "teks"}, [(85.0, "B")])
    result = comparison([table], print_index("92,00", "A"))
    row = result.number.iloc[1]
    assert (row["sebab"], row["status"]) == ("terbawa", "dugaan")
    assert row["uraian"].endswith("mungkin pula tabel kategori lain")
    assert row["sebab_lain"].startswith("tabel kategori lain: A untuk 92,00")


def test_a_share_over_the_denominator_of_another_row_is_told() -> None:
    """730.050 over the 1.250.400 of the row above is 58.39 %."""
    result = comparison([FUNDS], [
        ("dana", "Jalan", "pagu", "1.250.400"), ("dana", "Pasar", "pagu", "730.050"),
        ("dana", "Pasar", "realisasi", "730.050"), ("dana", "Pasar", "serapan", "58,39"),
    ])  # fmt: skip
    assert cause(result, "Pasar", "serapan") == ("target lain", "terbukti")
    assert "730.050 / 1.250.400 × 100 = 58,39" in result.number["uraian"].iloc[-1]


def test_what_is_left_of_a_budget_is_told() -> None:
    """1.250.400 − 1.000.320 = 250.080, printed as what was spent."""
    result = comparison([FUNDS], [("dana", "Jalan", "realisasi", "250.080")])
    assert cause(result, "Jalan", "realisasi") == ("sisa", "terbukti")
    assert "1.250.400 − 1.000.320 = 250.080" in result.number["uraian"].iloc[0]


def test_a_weighted_total_with_another_weight_is_told() -> None:
    """Σ NRR 9,8 × 0,1 = 0,98; right is 9,8 / 3 = 3,27."""
    result = comparison(WEIGHTED, [("skm-nilai", "Jumlah", "nrr_tertimbang", "0,98")])
    assert cause(result, "Jumlah", "nrr_tertimbang") == ("bobot lain", "terbukti")


def test_two_letters_of_one_thing_are_told() -> None:
    """B in one place, B− in the other, which is right."""
    table = payload("nilai", {"ipp": "angka", "huruf": "teks"}, [(3.45, "B−")])
    result = comparison(
        [table], [("nilai", "", "huruf", "B", "Teks"), ("nilai", "", "huruf", "B-", "T")]
    )
    row = result.number.iloc[0]
    assert (row["sebab"], row["status"]) == ("dua nilai", "terbukti")
    assert row["uraian"] == "B di sini, B- di T; yang kedua sama dengan hitungan"


def test_two_wrong_values_of_one_figure_are_told_as_a_guess() -> None:
    """45 here, 61 there, 80 in the data: print contradicts itself, and neither is right."""
    result = comparison([IKU], [
        ("iku", "Air bersih", "realisasi", "45", "Tabel 3"),
        ("iku", "Air bersih", "realisasi", "61", "Teks"),
    ])  # fmt: skip
    assert cause(result, "Air bersih", "realisasi") == ("dua nilai", "dugaan")
    assert result.number["uraian"][1] == "61 di sini, 45 di Tabel 3; keduanya bukan hitungan"


def two_years(label: str, name: str, before: float) -> dict[str, Any]:
    kinds = {
        "indikator": "teks",
        "target": "angka",
        "realisasi": "angka",
        "realisasi_lalu": "angka",
    }
    return payload(label, kinds, [(name, 82, 80, before)])


def test_one_indicator_under_two_names_with_two_values_is_told() -> None:
    """82 and 80 in both tables this year, but 81,75 and 50 of the year before: each as its data."""
    tables = [two_years("a", "Pemberdayaan lembaga", 81.75), two_years("b", "Partisipasi", 50)]
    year = [(t, "", c, v) for t in "ab" for c, v in (("target", "82"), ("realisasi", "80"))]
    result = comparison(
        tables, [*year, ("a", "", "realisasi_lalu", "81,75"), ("b", "", "realisasi_lalu", "50")]
    )
    assert set(result.number["kelas"]) == {"sama"}
    assert result.number["sebab"].to_list() == ["", "", "", "", "dua nilai", "dua nilai"]
    assert "satu indikator dengan dua nama" in result.number["uraian"].iloc[-1]
    apart = comparison(
        tables, [("a", "", "realisasi_lalu", "81,75"), ("b", "", "realisasi_lalu", "50")]
    )
    assert set(apart.number["sebab"]) == {""}, "nothing says that the two are one"


def test_a_short_figure_cut_off_is_no_proof() -> None:
    """3.48 printed 3,4: cut off, or another 3,4; 12.3456 printed 12,34 meets by no accident."""
    table = payload(
        "t", {"nama": "teks", "nilai": "angka"}, [("Pendek", 3.48), ("Panjang", 12.3456)]
    )
    for name, printed, status in (("Pendek", "3,4", "dugaan"), ("Panjang", "12,34", "terbukti")):
        result = comparison([table], [("t", name, "nilai", printed)])
        assert cause(result, name, "nilai") == ("pembulatan", status)


def test_a_right_letter_beside_a_figure_that_gives_another_is_told() -> None:
    """84,00 printed for 92: A is right for 92, but of 84 only the repealed table makes an A."""
    table = payload("skm-ringkasan", {"ikm": "angka", "mutu": "teks"}, [(92.0, "A")])
    result = comparison([table], print_index("84,00", "A"))
    row = result.number.iloc[1]
    assert (row["kelas"], row["sebab"]) == ("sama", "tabel kategori lain")
    result = comparison([table], print_index("92,00", "A"))
    assert set(result.number["sebab"]) == {""}


def test_parts_that_may_meet_a_difference_by_accident_are_no_proof() -> None:
    """Of 30 parts in hundreds up to 15.000, any two of 435 make nearly any of the 2.325 sums."""
    parts = [100 * n for n in range(151, 1, -5)]
    table = payload("dana", {"pos": "teks", "pagu": "rupiah"},
              [(f"Pos {n}", v) for n, v in enumerate(parts)],
              footer=[("Jumlah", {"pagu": sum(parts)}, {"pagu": "jumlah(pagu)"})])  # fmt: skip
    printed = f"{sum(parts) - parts[0] - parts[1]:,}".replace(",", ".")
    result = comparison([table], [("dana", "Jumlah", "pagu", printed)])
    assert cause(result, "Jumlah", "pagu") == ("bagian hilang", "dugaan")


def test_a_figure_of_fewer_decimals_over_exact_amounts_is_not_rounded_early() -> None:
    """400.000 / 512.345 = 78,07; the 78,1 beside 80,00 and 100,00 lacks a decimal, no more."""
    result = comparison([FUNDS], [
        ("dana", "Jalan", "serapan", "80,00"), ("dana", "Pasar", "serapan", "100,00"),
        ("dana", "Pos", "pagu", "512.345"), ("dana", "Pos", "realisasi", "400.000"),
        ("dana", "Pos", "serapan", "78,1"),
    ])  # fmt: skip
    assert cause(result, "Pos", "serapan") == ("pembulatan campuran", "terbukti")


MIXED = payload(
    "iku", {"indikator": "teks", "realisasi": "angka"},
    [("A", 85.74), ("B", "BB"), ("C", 36.35), ("D", 91.06)],
)  # fmt: skip


def test_a_letter_among_figures_shifts_with_them() -> None:
    """85,74, BB and 36,35 each one row too low; 85,74 in the place of BB is no riddle."""
    printed = zip("BCD", ["85,74", "BB", "36,35"], strict=True)
    result = comparison([MIXED], [("iku", n, "realisasi", v) for n, v in printed])
    assert {cause(result, n, "realisasi") for n in "BCD"} == {("baris bergeser", "terbukti")}


def test_a_column_off_by_one_amount_is_told_whatever_its_roundings() -> None:
    """3,4567 + 2 prints 5,46, which is 2,0033 more than what is exact."""
    table = payload(
        "t", {"unsur": "teks", "nrr": "angka"}, [("A", 3.4567), ("B", 3.1049), ("C", 2.998)]
    )
    printed = zip("ABC", ["5,46", "5,10", "5,00"], strict=True)
    result = comparison([table], [("t", n, "nrr", v) for n, v in printed])
    assert {cause(result, n, "nrr") for n in "ABC"} == {("selisih tetap", "terbukti")}


def test_an_exchange_with_nothing_is_told() -> None:
    """0 and 100 in each other's place: what is left of 100 explains nothing more."""
    table = payload("t", {"nama": "teks", "persen": "persen"}, [("Ya", 100.0), ("Tidak", 0.0)])
    result = comparison(
        [table], [("t", "Ya", "persen", "0,00"), ("t", "Tidak", "persen", "100,00")]
    )
    assert {cause(result, n, "persen")[0] for n in ("Ya", "Tidak")} == {"baris tertukar"}


def test_the_value_of_a_row_of_another_year_is_of_that_year() -> None:
    """104,58 is the capaian of 2023 in the table of years; 91,51 that of 2024."""
    years = payload("banding", {"indikator": "teks", "tahun": "tahun", "capaian": "persen"},
                    [("Desa dengan administrasi tertib", 2023, 104.58),
                     ("Desa dengan administrasi tertib", 2024, 91.51)])  # fmt: skip
    table = payload("iku", {"indikator": "teks", "capaian": "persen"},
                [("Desa dengan administrasi tertib", 91.51), ("Gotong royong", 106.0)])  # fmt: skip
    result = comparison(
        [years, table], [("iku", "Desa dengan administrasi tertib", "capaian", "104,58")]
    )
    assert cause(result, "Desa dengan administrasi tertib", "capaian")[0] == "tahun lain"


def test_a_sum_of_one_part_is_told_without_an_equation() -> None:
    """`(75) / 1 = 75` says nothing that the name of the part does not."""
    mean = ("Rata-rata", {"capaian": 100.5}, {"capaian": "rata_rata(capaian)"})
    kinds = {"indikator": "teks", "capaian": "persen"}
    table = payload("iku", kinds, [("Jalan", 100.5)], footer=[mean])
    result = comparison(
        [table], [("iku", "Jalan", "capaian", "75"), ("iku", "Rata-rata", "capaian", "75")]
    )
    assert result.number["uraian"].iloc[1].endswith("lain yang berbeda (Jalan · capaian)")


PLANNED = payload(
    "iku-tahun",
    {"indikator": "teks", **dict.fromkeys(("target_lalu", "target", "realisasi"), "angka")}
    | {"capaian": "persen"},
    [("Lama pelayanan", 9.0, 10.0, 8.0, 120.0), ("Konflik", 78.0, 80.0, 84.0, 105.0)],
)


def test_an_inverted_ratio_is_told_also_where_only_the_capaian_is_printed() -> None:
    """Less is better, (2 × 10 − 8) / 10 is 120 %; printed is 10 / 8."""
    result = comparison([PLANNED], [("iku-tahun", "Lama pelayanan", "capaian", "125,00")])
    assert cause(result, "Lama pelayanan", "capaian") == ("rasio terbalik", "terbukti")
    assert "10 / 8 × 100 = 125,00" in result.number["uraian"][0]


def test_the_target_of_last_year_in_the_place_of_this_one_is_told() -> None:
    """84 / 78 is 107.69 %, 84 / 80 is 105 %; and 78 stands where the target is 80."""
    printed = [("capaian", "107,69", "target lain"), ("target", "78", "tahun lain")]
    for column, figure, code in printed:
        result = comparison([PLANNED], [("iku-tahun", "Konflik", column, figure)])
        assert cause(result, "Konflik", column)[0] == code
