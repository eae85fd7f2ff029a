"""Exports of questionnaires: read without loss, or refused with cell and reason; never wrongly."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lkip_helpers.intake.impor.padanan import minta
from lkip_helpers.workspace import PADANAN, Ruang
from tests import formulir
from tests.formulir import BIAYA_2021, CIRI, KODE, NAMA, TANYA, Formulir, impor, karang, terbaca


@pytest.fixture(scope="module")
def ruang(tmp_path_factory: pytest.TempPathFactory) -> Ruang:
    """An office without answers; tests that write into it make their own."""
    return formulir.kantor(tmp_path_factory.mktemp("ruang"))


def pesan(hasil: Any, tingkat: str = "salah") -> str:
    """What is refused, in one text."""
    return "\n".join(str(t) for t in hasil.laporan.temuan if t.tingkat == tingkat)


def test_full_questions_in_any_order_with_words(tmp_path: Path, ruang: Ruang) -> None:
    orang = karang(30, kosong=True)
    f = Formulir(orang).waktu().ciri().semua_unsur(kode=sorted(KODE, key=lambda k: k[1] in "257"))
    hasil = impor(f.xlsx(tmp_path), ruang)
    assert terbaca(hasil) == orang
    assert any("U3 Waktu penyelesaian" in b for b in hasil.laporan.list_baris())


def test_swapped_u8_and_u9_are_matched_by_name(tmp_path: Path, ruang: Ruang) -> None:
    """Agencies swap the last two (aturan §3): numbering on the form counts for nothing."""
    orang = karang(12)
    f = Formulir(orang).waktu("Stempel waktu").semua_unsur(kode=KODE[:7])
    f.unsur("U9", "U8. Penanganan pengaduan, saran dan masukan", formulir.angka)
    f.unsur("U8", "U9. Sarana dan prasarana", formulir.angka)
    jadi = [r["jawaban"] for r in terbaca(impor(f.xlsx(tmp_path), ruang))]
    assert jadi == [r["jawaban"] for r in orang]


def test_grid_questions_are_matched_by_what_stands_in_brackets(
    tmp_path: Path, ruang: Ruang
) -> None:
    orang = karang(12)
    f = Formulir(orang).waktu()
    for k in KODE:
        f.unsur(k, f"Penilaian waktu, biaya dan pelayanan kami [{NAMA[k]}]", formulir.angka)
    assert [r["jawaban"] for r in terbaca(impor(f.xlsx(tmp_path), ruang))] == [
        r["jawaban"] for r in orang
    ]


@pytest.mark.parametrize("gaya", range(len(formulir.GAYA)))
def test_every_way_of_writing_an_answer(gaya: int, tmp_path: Path, ruang: Ruang) -> None:
    orang = karang(16, benih=gaya)
    f = Formulir(orang).waktu().semua_unsur(formulir.GAYA[gaya])
    assert [r["jawaban"] for r in terbaca(impor(f.xlsx(tmp_path), ruang))] == [
        r["jawaban"] for r in orang
    ]


def test_the_answers_of_2021_about_biaya(tmp_path: Path, ruang: Ruang) -> None:
    """Selalu 1 … Tidak pernah 4: the 2021 report (aturan §3), beside mahal … gratis."""
    orang = karang(12)
    f = Formulir(orang).waktu().semua_unsur(kode=[k for k in KODE if k != "U4"])
    f.unsur("U4", "Apakah Saudara diminta biaya di luar tarif?", lambda _, n: BIAYA_2021[n - 1])
    assert [r["jawaban"] for r in terbaca(impor(f.xlsx(tmp_path), ruang))] == [
        r["jawaban"] for r in orang
    ]


def test_words_of_the_sheet_unsur_come_before_those_of_the_rules(tmp_path: Path) -> None:
    """An office that writes "Tidak pernah" for the worst answer is believed."""
    ruang = formulir.kantor(tmp_path, {"U4": BIAYA_2021[::-1]})
    orang = karang(12)
    f = Formulir(orang).waktu().semua_unsur(kode=[k for k in KODE if k != "U4"])
    f.unsur("U4", gaya=lambda _, n: BIAYA_2021[::-1][n - 1])
    assert [r["jawaban"] for r in terbaca(impor(f.xlsx(tmp_path), ruang))] == [
        r["jawaban"] for r in orang
    ]


@pytest.mark.parametrize("indonesia", [True, False])
def test_microsoft_forms(indonesia: bool, tmp_path: Path, ruang: Ruang) -> None:
    """Its Indonesian head "Waktu penyelesaian" is the moment of sending, and also an unsur."""
    heads = (
        ("ID", "Waktu mulai", "Waktu penyelesaian", "Email", "Nama")
        if indonesia
        else ("ID", "Start time", "Completion time", "Email", "Name")
    )
    orang = karang(9)
    f = Formulir(orang).tambah(heads[0], lambda i: i + 1).waktu(heads[1]).waktu(heads[2])
    f.tambah(heads[3], lambda _: "anonymous").tambah(heads[4], lambda _: "Siti Zubaidah")
    f.semua_unsur(lambda k, n: formulir.kata(k, n) + ";")
    hasil = impor(f.xlsx(tmp_path, "Sheet1"), ruang)
    assert [r["jawaban"] for r in terbaca(hasil)] == [r["jawaban"] for r in orang]
    assert "Siti" not in "\n".join(hasil.laporan.list_baris())


@pytest.mark.parametrize(
    ("pemisah", "sandi"),
    [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), (";", "cp1252"), (",", "utf-8-sig")],
)
def test_text_files_of_every_kind(pemisah: str, sandi: str, tmp_path: Path, ruang: Ruang) -> None:
    orang = karang(20, kosong=True)
    f = Formulir(orang).waktu("Cap waktu", teks="%Y/%m/%d %I:%M:%S %p GMT+7").ciri().semua_unsur()
    assert terbaca(impor(f.csv(tmp_path, pemisah, sandi), ruang)) == orang


def test_four_hundred_respondents_with_mixed_answers(tmp_path: Path, ruang: Ruang) -> None:
    orang = karang(400, kosong=True)
    f = Formulir(orang).waktu(teks="%d/%m/%Y %H.%M.%S").pribadi().ciri()
    for i, k in enumerate(reversed(KODE)):
        acak = iter(range(i, 5000))
        f.unsur(k, TANYA[k][1], lambda k, n, a=acak: formulir.GAYA[next(a) % 6](k, n))  # type: ignore[misc]
    assert terbaca(impor(f.xlsx(tmp_path), ruang)) == orang


def test_what_is_personal_is_counted_and_goes_nowhere(tmp_path: Path, ruang: Ruang) -> None:
    f = Formulir(karang(10)).waktu().pribadi().semua_unsur()
    hasil = impor(f.xlsx(tmp_path), ruang)
    teks = "\n".join(hasil.laporan.list_baris()) + repr(hasil)
    assert not [r for r in formulir.RAHASIA if r in teks]
    for kepala in ("Nama Lengkap", "NIK", "Isian 7"):
        assert re.search(rf"“{kepala}” → tidak dibawa \(data pribadi, 10 isian", teks)
    assert "“Saran dan masukan” → tidak dibawa (isian bebas, 10 isian" in teks


@pytest.mark.parametrize("rahasia", formulir.RAHASIA)
def test_a_name_in_the_place_of_an_answer_is_refused_without_being_named(
    rahasia: str, tmp_path: Path, ruang: Ruang
) -> None:
    f = Formulir(karang(10)).waktu().ciri().semua_unsur()
    baris = f.baris
    for k in range(1, len(baris[0])):
        baris[3][k] = rahasia
    hasil = impor(formulir.tulis_xlsx(tmp_path / "a.xlsx", baris), ruang)
    assert "G4, H4, I4" in pesan(hasil)
    minta(tmp_path, hasil.laporan.ragu)
    catatan = tmp_path / PADANAN
    semua = repr(hasil) + (catatan.read_text("utf-8") if catatan.exists() else "")
    assert rahasia not in semua


def test_blank_rows_totals_and_rows_without_answers_are_left_out_with_a_reason(
    tmp_path: Path, ruang: Ruang
) -> None:
    orang = karang(6)
    f = Formulir(orang).waktu().ciri().semua_unsur()
    baris = [["Hasil survei"], *f.baris, [], ["Rata-rata", *[2.5] * 14]]
    baris.insert(4, [datetime(2021, 3, 1, 9), "Laki-laki"])  # noqa: DTZ001
    hasil = impor(formulir.tulis_xlsx(tmp_path / "a.xlsx", baris), ruang)
    assert terbaca(hasil) == orang
    assert hasil.laporan.dibuang == (
        (1, "judul di atas tabel"), (2, "kepala tabel"), (5, "tidak memuat jawaban"),
        (10, "baris kosong"), (11, "baris jumlah"),
    )  # fmt: skip


def test_the_same_answers_at_the_same_moment_are_reported(tmp_path: Path, ruang: Ruang) -> None:
    baris = Formulir(karang(5)).waktu().semua_unsur().baris
    hasil = impor(formulir.tulis_xlsx(tmp_path / "a.xlsx", [*baris, baris[2]]), ruang)
    assert len(terbaca(hasil)) == 6
    assert "A3, A7: dikirim pada waktu yang sama" in pesan(hasil, "peringatan")


def test_another_year_is_refused_by_cell_or_left_out_when_asked(
    tmp_path: Path, ruang: Ruang
) -> None:
    orang = karang(5)
    baris = Formulir(orang).waktu().semua_unsur().baris
    baris[2][0] = datetime(2020, 12, 31, 23, 59)  # noqa: DTZ001
    berkas = formulir.tulis_xlsx(tmp_path / "a.xlsx", baris)
    assert "A3: waktu pengisian bukan tahun 2021" in pesan(impor(berkas, ruang))
    hasil = impor(berkas, ruang, hanya_tahun=True)
    assert [r["jawaban"] for r in terbaca(hasil)] == [r["jawaban"] for r in [orang[0], *orang[2:]]]
    assert (3, "bukan tahun 2021") in hasil.laporan.dibuang


def test_a_time_that_cannot_be_read_is_refused(tmp_path: Path, ruang: Ruang) -> None:
    baris = Formulir(karang(5)).waktu().semua_unsur().baris
    baris[1][0], baris[4][0] = None, "kemarin"
    hasil = impor(formulir.tulis_xlsx(tmp_path / "a.xlsx", baris), ruang)
    assert "A2, A5: waktu pengisian kosong" in pesan(hasil)


@pytest.mark.parametrize(
    ("lembar", "kecamatan", "ditolak"),
    [
        ("Form Responses 1", "Jelutung", True),
        ("SKM Kecamatan Jelutung", None, True),
        ("SKM Kec. Paal Merah", "Kec. PAAL MERAH, Kota Jambi", False),
        ("Kecamatan (Responses)", "Paal Merah", False),
    ],
)
def test_another_kecamatan_is_refused(
    lembar: str, kecamatan: str | None, ditolak: bool, tmp_path: Path, ruang: Ruang
) -> None:
    f = Formulir(karang(4)).waktu().tambah("Kecamatan", lambda _: kecamatan).semua_unsur()
    hasil = impor(f.xlsx(tmp_path, lembar), ruang)
    assert hasil.laporan.ditolak == ditolak
    assert ("kecamatan lain" in pesan(hasil)) == ditolak
    assert "Jelutung" not in pesan(hasil).replace("SKM Kecamatan Jelutung", "")


def test_a_doubtful_head_is_asked_for_and_read_the_next_time(tmp_path: Path) -> None:
    ruang = formulir.kantor(tmp_path)
    orang = karang(8)
    f = Formulir(orang).waktu().semua_unsur(formulir.angka, KODE[:5] + KODE[6:])
    f.unsur("U6", "Pertanyaan keenam", formulir.angka)
    f.tambah("Tingkat kepuasan secara keseluruhan", lambda i: 1 + i % 4)
    berkas = f.xlsx(tmp_path)
    laporan = impor(berkas, ruang).laporan
    assert [r.teks for r in laporan.ragu] == [k for k, _ in f.kolom[-2:]]
    minta(ruang.raw, laporan.ragu)
    isi = (ruang.raw / PADANAN).read_text("utf-8").replace('keenam" = ""', 'keenam" = "U6"')
    (ruang.raw / PADANAN).write_text(isi.replace('uhan" = ""', 'uhan" = "buang"'), "utf-8")
    assert [r["jawaban"] for r in terbaca(impor(berkas, ruang))] == [r["jawaban"] for r in orang]


def test_a_doubtful_answer_is_asked_for_and_read_the_next_time(tmp_path: Path) -> None:
    """Common words once for all unsur; of biaya by itself, where agreeing may be bad."""
    ruang = formulir.kantor(tmp_path)
    orang = karang(8)
    setuju = ("Tidak setuju", "Kurang setuju", "Setuju", "Sangat setuju")
    berkas = Formulir(orang).waktu().semua_unsur(lambda _, n: setuju[n - 1]).xlsx(tmp_path)
    laporan = impor(berkas, ruang).laporan
    minta(ruang.raw, laporan.ragu)
    teks = (ruang.raw / PADANAN).read_text("utf-8")
    assert {r.teks for r in laporan.ragu} >= {"sangat setuju", "U4: sangat setuju"}
    for nilai, k in enumerate(setuju, 1):
        teks = re.sub(
            rf'^("(U\d: )?{k.lower()}") = ""', rf'\1 = "{nilai}"', teks, flags=re.MULTILINE
        )
    (ruang.raw / PADANAN).write_text(teks, "utf-8")
    assert [r["jawaban"] for r in terbaca(impor(berkas, ruang))] == [r["jawaban"] for r in orang]


def test_characteristics_are_known_by_head_and_kept_tidy(tmp_path: Path, ruang: Ruang) -> None:
    f = Formulir(karang(4)).waktu().semua_unsur()
    f.tambah("JK", lambda i: ("L", "p", "Wanita", "Pria")[i])
    f.tambah("Umur (tahun)", lambda i: (17, "31-40", "> 60 tahun", "di bawah 20")[i])
    f.tambah("Pendidikan", lambda i: ("SLTA/Sederajat", "S-1", "D3", "Siti Zubaidah")[i])
    f.tambah("Layanan", lambda i: ("KTP", "KK", "KTP a.n. Siti Zubaidah", "Pindah")[i])
    hasil = impor(f.xlsx(tmp_path), ruang)
    rekam = terbaca(hasil)
    assert [r["jenis_kelamin"] for r in rekam] == [CIRI["jenis_kelamin"][i] for i in (0, 1, 1, 0)]
    assert [r["usia"] for r in rekam] == ["17", "31-40", "> 60 tahun", "di bawah 20"]
    assert [r["pendidikan"] for r in rekam] == ["SLTA/Sederajat", "S-1", "D3", None]
    assert [r["layanan"] for r in rekam] == ["KTP", "KK", None, "Pindah"]
    assert "M5: pendidikan: isinya tidak dikenal dan dikosongkan" in pesan(hasil, "peringatan")
    assert "Siti" not in repr(hasil)


def test_an_export_that_is_none_says_so(tmp_path: Path, ruang: Ruang) -> None:
    berkas = formulir.tulis_xlsx(
        tmp_path / "a.xlsx", [["Siti Zubaidah", 1], ["1571076504900001", 2]]
    )
    assert "judul kolom dengan pertanyaan survei tidak ditemukan" in pesan(impor(berkas, ruang))
    tanpa_kepala = Formulir(karang(5)).waktu().ciri().semua_unsur()
    tanpa_kepala.tambah("Saran", lambda _: "Nama petugas, waktu, biaya dan prosedur: Siti Zubaidah")
    tanpa_kepala.tambah("Saran", lambda _: "Pelayanan").tambah("Saran", lambda _: "Keperluan")
    hasil = impor(formulir.tulis_xlsx(tmp_path / "d.xlsx", tanpa_kepala.baris[1:]), ruang)
    assert "tidak ditemukan" in pesan(hasil)
    assert "Siti" not in repr(hasil)
    (tmp_path / "b.xlsx").write_bytes(b"bukan buku kerja")
    assert "rusak" in pesan(impor(tmp_path / "b.xlsx", ruang))
    assert "berkas tidak ada" in pesan(impor(tmp_path / "c.csv", ruang))


def test_a_sheet_of_sums_beside_the_answers_is_left_alone(tmp_path: Path, ruang: Ruang) -> None:
    orang = karang(6)
    berkas = Formulir(orang).waktu().ciri().semua_unsur().xlsx(tmp_path)
    wb = load_workbook(berkas)
    rekap = wb.create_sheet("Rekap", 0)
    rekap.append(list(NAMA.values()))
    rekap.append([3.1] * 9)
    wb.save(berkas)
    assert terbaca(impor(berkas, ruang)) == orang
    kedua = wb.copy_worksheet(wb["Form Responses 1"])
    kedua.title = "Salinan"
    wb.save(berkas)
    assert "lebih dari satu lembar berisi jawaban: Form Responses 1, Salinan" in pesan(
        impor(berkas, ruang)
    )


@pytest.mark.parametrize(
    ("kepala", "sebab"),
    [
        ("Persyaratan (1 = sangat sesuai, 4 = tidak sesuai)", "terbalik"),
        ("Persyaratan (skala 1-5)", "bukan 1 sampai 4"),
        ("Persyaratan (1=Tidak sesuai ... 5=Sangat sesuai)", "bukan 1 sampai 4"),
        (TANYA["U2"][0], "lebih dari satu"),
    ],
)
def test_a_question_whose_numbers_mean_something_else_is_refused(
    kepala: str, sebab: str, tmp_path: Path, ruang: Ruang
) -> None:
    f = Formulir(karang(6)).waktu().semua_unsur(formulir.angka, KODE[1:])
    f.unsur("U1", kepala, formulir.angka)
    assert re.search(rf"K?J1: .*{sebab}", pesan(impor(f.xlsx(tmp_path), ruang)))


def test_an_empty_question_is_refused_beside_a_doubtful_characteristic(
    tmp_path: Path, ruang: Ruang
) -> None:
    """A warning about one column hides no fault of another."""
    f = Formulir(karang(6)).waktu().semua_unsur(formulir.angka, KODE[:-1])
    f.tambah(TANYA["U9"][0], lambda _: None).tambah("Pekerjaan", lambda _: "Siti RT 05")
    assert "tidak ada satu jawaban pun untuk U9" in pesan(impor(f.xlsx(tmp_path), ruang))


TERBALIK = (
    "(Sangat sesuai = 1, Sesuai = 2, Kurang sesuai = 3, Tidak sesuai = 4)",
    "(1 Sangat Puas, 4 Tidak Puas)",
    "1 (Sangat Mudah) s/d 4 (Tidak Mudah)",
    "1. Sangat mudah 2. Mudah 3. Kurang mudah 4. Tidak mudah",
    "Sangat baik (1) – Tidak baik (4)",
    "1 = tidak lambat, 4 = sangat lambat",
    "1 untuk sangat puas dan 4 untuk tidak puas",
    "1=SB, 2=B, 3=KB, 4=TB",
)
# The same scales the right way round, and numbers that are no scale.
SEARAH = (
    "(Tidak sesuai = 1, Kurang sesuai = 2, Sesuai = 3, Sangat sesuai = 4)",
    "(4 Sangat Puas, 1 Tidak Puas)",
    "1 (Tidak Mudah) s/d 4 (Sangat Mudah)",
    "(1) Tidak mudah (2) Kurang mudah (3) Mudah (4) Sangat mudah",
    "Sangat setuju = 4, Setuju = 3, Tidak setuju = 2, Sangat tidak setuju = 1",
    "1 = sangat lambat, 4 = sangat cepat",
    "STS = 1, TS = 2, SS = 4",
    "periode 1 sampai 4 Maret, loket 5 untuk lansia",
)


@pytest.mark.parametrize("skala", [*TERBALIK, *SEARAH])
def test_a_scale_is_known_as_reversed_however_it_is_written(
    skala: str, tmp_path: Path, ruang: Ruang
) -> None:
    """In the head, and in a legend above or below the table."""
    orang = karang(6)
    f = Formulir(orang).waktu()
    for k in KODE:
        f.unsur(k, f"{TANYA[k][1]} {skala}", formulir.angka)
    biasa = Formulir(orang).waktu().semua_unsur(formulir.angka).baris
    tabel = (f.baris, [[f"Keterangan: {skala}"], *biasa], [*biasa, [], [skala]])
    for baris, sel in zip(tabel, ("B1, C1, D1, E1, F1, G1, H1, I1, J1", "A1", "A9"), strict=True):
        hasil = impor(formulir.tulis_xlsx(tmp_path / "a.xlsx", baris), ruang)
        if skala in TERBALIK:
            (salah,) = [t for t in hasil.laporan.temuan if t.menghalangi]
            assert (salah.sel, salah.pesan.split()[-1]) == (sel, "terbalik")
            assert "1 menjadi 4" in salah.saran
        else:
            assert [r["jawaban"] for r in terbaca(hasil)] == [r["jawaban"] for r in orang]


def test_a_legend_says_nothing_of_answers_in_words(tmp_path: Path, ruang: Ruang) -> None:
    """Nor need it stand in one cell."""
    legenda = [["1", "Sangat baik"], ["2", "Baik"], ["3", "Kurang baik"], ["4", "Tidak baik"]]
    orang = karang(6)
    kata = Formulir(orang).waktu().semua_unsur().baris
    hasil = impor(formulir.tulis_xlsx(tmp_path / "a.xlsx", [*legenda, *kata]), ruang)
    assert [r["jawaban"] for r in terbaca(hasil)] == [r["jawaban"] for r in orang]
    angka = Formulir(orang).waktu().semua_unsur(formulir.angka).baris
    hasil = impor(formulir.tulis_xlsx(tmp_path / "a.xlsx", [*legenda, *angka]), ruang)
    assert "A1: skala angka pada keterangan ini terbalik" in pesan(hasil)


def test_to_say_which_unsur_is_asked_does_not_turn_its_scale_round(tmp_path: Path) -> None:
    ruang = formulir.kantor(tmp_path)
    kepala = "Pertanyaan keenam (Sangat kompeten = 1, Tidak kompeten = 4)"
    f = Formulir(karang(8)).waktu().semua_unsur(formulir.angka, KODE[:5] + KODE[6:])
    berkas = f.unsur("U6", kepala, formulir.angka).xlsx(tmp_path)
    (ruang.raw / PADANAN).write_text(f'[forms.kepala]\n"{kepala}" = "U6"\n', "utf-8")
    assert "J1: skala angka pada judulnya terbalik" in pesan(impor(berkas, ruang))


def test_a_scale_of_five_is_refused_once_with_what_can_be_done(
    tmp_path: Path, ruang: Ruang
) -> None:
    """Not once a column, and not again for each unsur without a column."""
    f = Formulir(karang(6)).waktu()
    for k in KODE:
        f.unsur(k, f"{TANYA[k][0]} (1-5)", formulir.angka)
    (salah,) = [t for t in impor(f.xlsx(tmp_path), ruang).laporan.temuan if t.menghalangi]
    assert salah.pesan == "skala angka pada judulnya bukan 1 sampai 4"
    assert salah.saran.startswith("survei memakai jawaban 1 sampai 4")


@pytest.mark.parametrize(
    "kepala",
    [
        "U1", "Pertanyaan 1", "Persyaratan tidak rumit", "Kepentingan persyaratan",
        "Kejelasan persyaratan, biaya, dan waktu", "Apakah ada kesulitan memenuhi persyaratan?",
        "Sarana pengaduan",
    ],
)  # fmt: skip
def test_a_head_that_may_mean_something_else_is_asked_for(
    kepala: str, tmp_path: Path, ruang: Ruang
) -> None:
    f = Formulir(karang(6)).waktu().semua_unsur(formulir.angka, KODE[1:])
    laporan = impor(f.unsur("U1", kepala, formulir.angka).xlsx(tmp_path), ruang).laporan
    assert [(r.bagian, r.teks, r.sel) for r in laporan.ragu] == [("kepala", kepala, "J1")]


def test_always_is_asked_for_where_the_head_turns_it_round(tmp_path: Path, ruang: Ruang) -> None:
    """A fee that is always as the tariff says is good; always asked outside it, bad."""
    f = Formulir(karang(12)).waktu().semua_unsur(kode=[k for k in KODE if k != "U4"])
    f.unsur("U4", "Kesesuaian biaya dengan tarif", lambda _, n: BIAYA_2021[n - 1])
    laporan = impor(f.xlsx(tmp_path), ruang).laporan
    assert {r.teks for r in laporan.ragu} >= {"U4: selalu", "U4: tidak pernah"}


def test_numbers_beside_options_numbered_the_other_way_are_refused(tmp_path: Path) -> None:
    """Once the office has said what "1. Sangat sesuai" is, a bare 1 is still not read."""
    ruang = formulir.kantor(tmp_path)
    orang = karang(8)
    f = Formulir(orang).waktu().semua_unsur(formulir.angka, KODE[1:])
    f.unsur("U1", gaya=lambda k, n: f"{5 - n}. {formulir.kata(k, n)}")
    f.kolom[-1][1][2] = 1
    isi = "".join(f'"U1: {5 - n} {formulir.kata("U1", n).lower()}" = {n}\n' for n in range(1, 5))
    (ruang.raw / PADANAN).write_text(f"[forms.jawaban]\n{isi}", "utf-8")
    assert "J4: angka tanpa kata" in pesan(impor(f.xlsx(tmp_path), ruang))
    f.kolom[-1][1][2] = formulir.kata("U1", orang[2]["jawaban"]["U1"])
    jadi = [r["jawaban"] for r in terbaca(impor(f.xlsx(tmp_path), ruang))]
    assert jadi == [r["jawaban"] for r in orang]
