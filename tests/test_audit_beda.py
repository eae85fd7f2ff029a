"""What counts as a change between two reports: small hand-built tables and sentences."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.audit.beda.benda import BedaTabel, Benda
from lkip_helpers.audit.beda.kalimat import BedaKalimat, Kalimat, compare_kalimat, pair_kalimat
from lkip_helpers.audit.beda.kata import compare_kata, tandai
from lkip_helpers.audit.beda.laporan import Beda, Laporan, compare_laporan, to_json
from lkip_helpers.audit.beda.sel import BedaSel
from lkip_helpers.audit.beda.setara import Masa
from lkip_helpers.audit.beda.tabel import compare_tabel

SETAHUN = Masa(2021, 2021)
BAB: tuple[tuple[str, str], ...] = (("Bab I", "Pendahuluan"),)
JENIS = {
    "nama": "teks", "kegiatan": "teks", "pagu": "rupiah", "serapan": "persen", "nilai": "angka",
    "orang": "bilangan", "ada": "ya", "lihat": "rujukan",
}  # fmt: skip


def buat(
    *baris: dict[str, Any], label: str = "uji", jenis: str = "tabel", **isi: Any
) -> dict[str, Benda]:
    """A table whose columns are those of its first row."""
    kolom = [
        {"kunci": k, "judul": k.capitalize(), "jenis": JENIS.get(k, "teks"), "desimal": 2,
         "rumus": ""}
        for k in (baris or ({"nama": ""},))[0]
    ]  # fmt: skip
    paket = {
        "label": label, "jenis": jenis, "judul": "Uji", "nomor": "1.1", "satuan": "", "rumus": "",
        "sumber": "a.xlsx › B › A1:B9", "kolom": kolom, "baris": list(baris), "kaki": [],
        "rumus_kaki": [], "bentuk_kaki": [], **isi,
    }  # fmt: skip
    return {label: Benda(label, jenis, paket["judul"], paket, BAB)}


def bandingkan(lama: dict[str, Benda], baru: dict[str, Benda], masa: Masa = SETAHUN) -> BedaTabel:
    """The only table that differs."""
    (beda,) = compare_tabel(lama, baru, masa)
    return beda


@pytest.mark.parametrize(
    ("kolom", "lama", "baru", "cetak"),
    [
        ("pagu", 1_500_000, 1_250_000, ("Rp1.500.000", "Rp1.250.000", "−Rp250.000")),
        ("serapan", 97.62, 98.0, ("97,62 %", "98,00 %", "+0,38 poin persen")),
        ("nilai", 3.4, 3.43, ("3,40", "3,43", "+0,03")),
        ("orang", 1_200, 1_250, ("1.200", "1.250", "+50")),
        ("pagu", None, 5, ("–", "Rp5", "")),
        ("nilai", "BB", 3.1, ("BB", "3,10", "")),
    ],
)
def test_a_number_is_told_old_new_and_difference_in_its_own_kind(
    kolom: str, lama: Any, baru: Any, cetak: tuple[str, str, str]
) -> None:
    """Percentages differ by percentage points."""
    (sel,) = bandingkan(buat({"nama": "A", kolom: lama}), buat({"nama": "A", kolom: baru})).sel
    assert sel == BedaSel("A", kolom.capitalize(), "angka", *(c.replace(" %", "\u00a0%").replace(
        " poin", "\u00a0poin") for c in cetak))  # fmt: skip


def test_a_number_that_only_differs_beneath_its_print_is_told_apart() -> None:
    """97.621 and 97.624 both print as 97,62; the table shows its reader no change."""
    beda = bandingkan(
        buat({"nama": "A", "serapan": 97.621}), buat({"nama": "A", "serapan": 97.624})
    )
    (sel,) = beda.sel
    assert (sel.golongan, sel.selisih) == ("tersembunyi", "+0,003\u00a0poin persen")
    assert not beda.tampak


def test_noise_of_the_arithmetic_is_no_change() -> None:
    """0.1 + 0.2 and 0.3."""
    a, b = buat({"nama": "A", "nilai": 0.1 + 0.2}), buat({"nama": "A", "nilai": 0.3})
    assert compare_tabel(a, b, SETAHUN) == []


def test_an_inserted_row_shifts_no_number() -> None:
    """The rows below it keep their partners."""
    lama = buat({"nama": "A", "nilai": 1}, {"nama": "B", "nilai": 2}, {"nama": "C", "nilai": 3})
    baru = buat(
        {"nama": "A", "nilai": 1}, {"nama": "Z", "nilai": 9}, {"nama": "B", "nilai": 2},
        {"nama": "C", "nilai": 4},
    )  # fmt: skip
    beda = bandingkan(lama, baru)
    assert (beda.baris_baru, beda.baris_hilang, beda.urutan) == (["Z"], [], False)
    assert [(s.baris, s.lama, s.baru) for s in beda.sel] == [("C", "3,00", "4,00")]


def test_reordered_rows_are_said_to_be_reordered_and_nothing_else() -> None:
    """A ranking whose numbers are the same."""
    satu, dua = {"nama": "A", "nilai": 1}, {"nama": "B", "nilai": 2}
    beda = bandingkan(buat(satu, dua), buat(dua, satu))
    assert (beda.urutan, beda.sel, beda.baris_baru) == (True, [], [])


def test_rows_of_one_name_are_paired_by_their_content_first() -> None:
    """Of two rows named A the one removed is the one that is gone."""
    lama = buat({"nama": "A", "nilai": 1}, {"nama": "A", "nilai": 2}, {"nama": "A", "nilai": 3})
    beda = bandingkan(lama, buat({"nama": "A", "nilai": 1}, {"nama": "A", "nilai": 3}))
    assert (beda.sel, beda.baris_hilang) == ([], ["A"])


def test_rows_without_a_name_are_paired_by_content_too() -> None:
    """A table of numbers only."""
    beda = bandingkan(
        buat({"nilai": 1}, {"nilai": 2}), buat({"nilai": 7}, {"nilai": 1}, {"nilai": 2})
    )
    assert (beda.sel, beda.baris_baru) == ([], ["baris ke-1"])


def test_a_row_whose_name_was_spelled_better_is_the_same_row() -> None:
    """The text changed, and its number was compared."""
    lama = buat({"nama": "Penyediaan gaji dan tunjangn", "pagu": 5}, {"nama": "Lain", "pagu": 1})
    baru = buat({"nama": "Penyediaan gaji dan tunjangan", "pagu": 6}, {"nama": "Lain", "pagu": 1})
    beda = bandingkan(lama, baru)
    assert [s.golongan for s in beda.sel] == ["isian", "angka"]
    assert not beda.baris_baru + beda.baris_hilang


def test_rows_whose_names_differ_by_a_number_are_two_rows() -> None:
    """Triwulan 1 is not a spelling of Triwulan 2."""
    beda = bandingkan(
        buat({"nama": "Triwulan 1", "pagu": 5}), buat({"nama": "Triwulan 2", "pagu": 5})
    )
    assert (beda.baris_baru, beda.baris_hilang) == (["Triwulan 2"], ["Triwulan 1"])


def test_a_changed_remark_does_not_make_a_new_row_of_a_table_of_texts() -> None:
    """The first column tells the rows apart; what stands beside it may change."""
    lama = buat({"nama": "dpa.xlsx", "kegiatan": "disalin 2021"}, {"nama": "b", "kegiatan": "x"})
    baru = buat({"nama": "dpa.xlsx", "kegiatan": "belum jelas"}, {"nama": "b", "kegiatan": "x"})
    (sel,) = bandingkan(lama, baru).sel
    assert (sel.baris, sel.kolom, sel.golongan) == ("dpa.xlsx", "Kegiatan", "isian")


def test_nested_rows_are_told_apart_by_all_the_columns_that_it_takes() -> None:
    """Two programmes have a kegiatan of the same name."""
    lama = buat(
        {"nama": "P", "kegiatan": "x", "pagu": 1}, {"nama": "P", "kegiatan": "y", "pagu": 2},
        {"nama": "Q", "kegiatan": "x", "pagu": 3},
    )  # fmt: skip
    baru = buat(
        {"nama": "Q", "kegiatan": "x", "pagu": 4}, {"nama": "P", "kegiatan": "x", "pagu": 1},
        {"nama": "P", "kegiatan": "y", "pagu": 2},
    )  # fmt: skip
    (sel,) = bandingkan(lama, baru).sel
    assert (sel.lama, sel.baru) == ("Rp3", "Rp4")


def test_footer_rows_are_matched_by_title_and_keep_their_own_kind() -> None:
    """A percentage under counts differs by percentage points."""
    bentuk = [{"jenis": None, "desimal": None}, {"jenis": "persen", "desimal": 1}]
    kaki = [{"judul": "Jumlah", "orang": 8}, {"judul": "Persentase", "orang": 80.0}]
    lain = [{"judul": "Jumlah", "orang": 9}, {"judul": "Persentase", "orang": 90.0}]
    baris = {"nama": "A", "orang": 8}
    beda = bandingkan(
        buat(baris, kaki=kaki, bentuk_kaki=bentuk),
        buat(baris, kaki=lain[::-1], bentuk_kaki=bentuk[::-1]),
    )
    assert {s.baris: s.selisih for s in beda.sel} == {
        "Jumlah": "+1",
        "Persentase": "+10,0\u00a0poin persen",
    }


def test_a_footer_row_that_came_is_told_cell_by_cell() -> None:
    """There is nothing to hold it against."""
    baris = {"nama": "A", "orang": 8}
    (sel,) = bandingkan(buat(baris), buat(baris, kaki=[{"judul": "Jumlah", "orang": 8}])).sel
    assert (sel.baris, sel.lama, sel.baru) == ("Jumlah", "–", "8")


def test_columns_and_captions_that_changed_are_named() -> None:
    """What a source's range of cells says is no change; another sheet is one."""
    lama = buat({"nama": "A", "pagu": 1, "ada": 1})
    baru = buat(
        {"nama": "A", "pagu": 1, "nilai": 1}, judul="Uji baru", sumber="a.xlsx › B › A1:B12"
    )
    beda = bandingkan(lama, baru)
    assert (beda.kolom_baru, beda.kolom_hilang) == (["Nilai"], ["Ada"])
    assert beda.sifat == [("judul", "Uji", "Uji baru")]
    lain = bandingkan(lama, buat({"nama": "A", "pagu": 1, "ada": 1}, sumber="a.xlsx › C › A1:B9"))
    assert [nama for nama, _, _ in lain.sifat] == ["sumber"]


def test_a_table_that_came_went_or_fell_out_is_told_with_its_reason() -> None:
    """`tidak disajikan karena …` is no table."""
    ada = buat({"nama": "A", "nilai": 1})
    absen = buat(jenis="absen", alasan="datanya belum ada")
    assert bandingkan({}, ada).apa == "ditambahkan"
    assert bandingkan(ada, {}).apa == "dihapus"
    assert bandingkan(absen, ada).apa == "kini disajikan"
    assert compare_tabel({}, absen, SETAHUN) == compare_tabel(absen, {}, SETAHUN) == []
    beda = bandingkan(ada, absen)
    assert (beda.apa, beda.alasan) == ("tidak lagi disajikan", "datanya belum ada")
    (sifat,) = bandingkan(absen, buat(jenis="absen", alasan="menunggu survei")).sifat
    assert sifat == ("alasan tidak disajikan", "datanya belum ada", "menunggu survei")


def test_a_table_that_was_only_counted_anew_did_not_change() -> None:
    """Nor did the cells that refer to it."""
    lama = {
        **buat({"nilai": 1}),
        **buat({"nama": "A", "lihat": "Tabel 1.1"}, label="daftar", nomor="1.9"),
    }
    baru = {
        **buat({"nilai": 1}, nomor="1.2"),
        **buat({"nama": "A", "lihat": "Tabel 1.2"}, label="daftar", nomor="1.9"),
    }
    beda = compare_laporan(*(Laporan("u", 2021, b, [], {}) for b in (lama, baru)))
    assert (beda.tabel, beda.nomor) == ([], [("Tabel 1.1", "Tabel 1.2")])
    lain = {**lama, **buat({"nama": "A", "lihat": "Tabel 9.9"}, label="daftar", nomor="1.9")}
    assert bandingkan(lama, lain).sel[0].baru == "Tabel 9.9"


def kalimat(*teks: str) -> list[Kalimat]:
    return [Kalimat(BAB, t, t) for t in teks]


def ubah(lama: list[Kalimat], baru: list[Kalimat], masa: Masa = SETAHUN) -> list[tuple[str, str]]:
    return [(b.apa, tandai(b.potongan)) for b in compare_kalimat(lama, baru, masa)]


def test_a_sentence_is_told_with_its_changed_words() -> None:
    """Words stay whole, numbers too."""
    lama = kalimat("Awal.", "Dari pagu Rp1.000 terealisasi 97,62 %.", "Akhir.")
    baru = kalimat("Awal.", "Dari pagu Rp1.000 terealisasi 97,60 %.", "Akhir.")
    assert ubah(lama, baru) == [("berubah", "Dari pagu Rp1.000 terealisasi [-97,62-]{+97,60+} %.")]


def test_sentences_that_came_and_went_are_not_forced_into_pairs() -> None:
    """They have no words in common."""
    lama, baru = (
        kalimat("Awal.", "Anggaran belum cukup.", "Akhir."),
        kalimat("Awal.", "Akhir.", "Warga puas."),
    )
    assert ubah(lama, baru) == [
        ("dihapus", "[-Anggaran belum cukup.-]"),
        ("ditambahkan", "{+Warga puas.+}"),
    ]


def test_a_sentence_that_moved_is_told_once() -> None:
    """Where it stands now, and where it stood."""
    lama, baru = (
        kalimat("Satu dua tiga.", "A.", "B.", "C."),
        kalimat("A.", "B.", "C.", "Satu dua tiga."),
    )
    (beda,) = compare_kalimat(lama, baru, SETAHUN)
    assert (beda.apa, beda.lama, beda.baru) == ("dipindahkan", lama[0], baru[3])


def test_two_sentences_changed_side_by_side_keep_their_order() -> None:
    """Each with the one it came from."""
    lama = kalimat("Target Eka Jaya adalah 5.", "Target Paal Merah adalah 7.")
    baru = kalimat("Target Eka Jaya adalah 6.", "Target Paal Merah adalah 8.")
    assert [t for _, t in ubah(lama, baru)] == [
        "Target Eka Jaya adalah [-5-]{+6+}.",
        "Target Paal Merah adalah [-7-]{+8+}.",
    ]


@pytest.mark.parametrize(
    ("lama", "baru", "sama"),
    [
        ("Capaian tahun 2020 terhadap 2019.", "Capaian tahun 2021 terhadap 2020.", True),
        ("Renstra 2019–2023 pada tahun 2020.", "Renstra 2019–2023 pada tahun 2021.", True),
        ("Capaian tahun 2020.", "Capaian tahun 2018.", False),
        ("Peraturan Nomor 53 Tahun 2020.", "Peraturan Nomor 53 Tahun 2021.", False),
        ("Tahun 2020 target 91.", "Tahun 2021 target 92.", False),
    ],
)
def test_between_two_years_a_year_that_moved_along_is_no_change(
    lama: str, baru: str, sama: bool
) -> None:
    """A law keeps its year."""
    assert (ubah(kalimat(lama), kalimat(baru), Masa(2020, 2021)) == []) is sama
    assert ubah(kalimat(lama), kalimat(baru)) != []


def test_rows_of_the_same_year_belong_together_in_reports_of_two_years() -> None:
    """And a row named for the year of the report moves along where that year is not there."""
    lama = buat({"nama": "2019", "nilai": 1}, {"nama": "2020", "nilai": 2})
    baru = buat({"nama": "2020", "nilai": 2}, {"nama": "2021", "nilai": 3})
    beda = bandingkan(lama, baru, Masa(2020, 2021))
    assert (beda.baris_baru, beda.baris_hilang, beda.sel) == (["2021"], ["2019"], [])
    lama, baru = (
        buat({"nama": "Target 2020", "nilai": 1}),
        buat({"nama": "Target 2021", "nilai": 2}),
    )
    (sel,) = bandingkan(lama, baru, Masa(2020, 2021)).sel
    assert (sel.baris, sel.selisih) == ("Target 2021", "+1,00")


@given(st.text("ab ,1.", max_size=30), st.text("ab ,1.", max_size=30))
def test_the_pieces_of_two_texts_give_both_texts_again(lama: str, baru: str) -> None:
    """Nothing is lost between the marks."""
    potongan = compare_kata(lama, baru)
    assert "".join(p.lama for p in potongan) == lama
    assert "".join(p.baru for p in potongan) == baru


MIRIP = st.lists(st.sampled_from(["a b c 1", "a b d 2", "a x d 1", "y x d", "y z"]))


@given(MIRIP, MIRIP)
def test_every_sentence_has_its_place_in_the_comparison(lama: list[str], baru: list[str]) -> None:
    """Each once and in its order, alone or beside its counterpart."""
    pasang = list(pair_kalimat(kalimat(*lama), kalimat(*baru)))
    assert [a.teks for a, _ in pasang if a] == lama
    assert [b.teks for _, b in pasang if b] == baru


@given(MIRIP, MIRIP)
def test_what_came_less_what_went_is_what_the_report_is_longer_by(
    lama: list[str], baru: list[str]
) -> None:
    """A sentence that moved neither came nor went."""
    apa = [b.apa for b in compare_kalimat(kalimat(*lama), kalimat(*baru), SETAHUN)]
    assert apa.count("ditambahkan") - apa.count("dihapus") == len(baru) - len(lama)


def laporan(benda: dict[str, Benda], teks: list[Kalimat] | None, **sumber: str) -> Laporan:
    return Laporan("u", 2021, benda, teks, sumber)


def banding(*teks: list[Kalimat] | None) -> Beda:
    return compare_laporan(*(laporan({}, t) for t in teks))


def test_a_report_compared_with_itself_has_no_difference() -> None:
    """Nor any count."""
    satu = laporan(buat({"nama": "A", "nilai": 1.5}), kalimat("A b.", "A b."))
    beda = compare_laporan(satu, satu)
    assert beda.kosong
    assert set(beda.jumlah.values()) == {0}


def test_changes_stand_under_the_headings_of_the_new_report() -> None:
    """A heading that went keeps its place; one that was counted anew is the same heading."""
    satu, dua, tiga = (("1.1", "A"),), (("1.2", "B"),), (("1.3", "C"),)
    lama = [
        Kalimat(b, t, t) for b, t in ((satu, "Satu ini."), (dua, "Dua hilang."), (tiga, "Tiga 3."))
    ]
    baru = [Kalimat(b, t, t) for b, t in ((satu, "Satu itu."), ((("1.2", "C"),), "Tiga 4."))]
    kelompok = banding(lama, baru).list_kelompok()
    assert [k.bagian for k in kelompok] == [satu, dua, (("1.2", "C"),)]
    assert [[k.apa for k in g.kalimat] for g in kelompok] == [["berubah"], ["dihapus"], ["berubah"]]


def test_sentences_are_not_compared_where_one_report_has_none_kept() -> None:
    """They are not said to be all new."""
    assert banding(None, kalimat("A.")).kalimat is None
    assert to_json(banding(None, kalimat("A.")))["kalimat"] is None


def test_the_workbooks_that_differ_are_named() -> None:
    """By what build.json says of them."""
    lama, baru = laporan({}, [], a="1", b="2"), laporan({}, [], a="1", b="3", c="4")
    assert compare_laporan(lama, baru).sumber == ["b", "c"]


def test_programs_get_every_change_with_its_place() -> None:
    """The keys of the JSON."""
    lama = laporan(buat({"nama": "A", "pagu": 1}), kalimat("Pagu 1."))
    baru = laporan(buat({"nama": "A", "pagu": 2}), kalimat("Pagu 2."))
    isi = to_json(compare_laporan(lama, baru))
    assert isi["jumlah"] == {"angka": 1, "isian": 0, "tersembunyi": 0, "tabel": 1, "kalimat": 1}
    assert isi["tabel"][0]["sel"][0]["selisih"] == "+Rp1"
    assert isi["kalimat"] == [
        {"apa": "berubah", "bagian": "Bab I Pendahuluan", "lama": "Pagu 1.", "baru": "Pagu 2."}
    ]
    assert isinstance(compare_laporan(lama, baru).kalimat[0], BedaKalimat)
