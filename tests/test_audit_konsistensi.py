"""What one sheet says against another: found with both cells, closed by mending or explaining."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lkip_helpers.audit.konsistensi import check_konsistensi, list_konsistensi
from lkip_helpers.audit.pemeriksaan import check_semua
from lkip_helpers.intake.data import assemble
from lkip_helpers.intake.proses import read
from lkip_helpers.workspace import VARIABEL_RUANG, Ruang
from tests.buku import Lembar, tulis

Isi = dict[tuple[str, str], Lembar]
KINERJA = "kinerja.xlsx"


def isi_sel(lembar: str, baris: int, kolom: int, nilai: object) -> Callable[[Isi], None]:
    """Change one cell of kinerja.xlsx; row as in Excel, column from 0."""

    def ubah(isi: Isi) -> None:
        isi[KINERJA, lembar][baris - 1][kolom] = nilai

    return ubah


def temukan(root: Path, ubah: Callable[[Isi], None]) -> dict[str, str]:
    """Findings across sheets by key."""
    ruang = tulis(root, ubah)
    hasil = read(ruang)
    assert hasil.sah, hasil.temuan
    return {k.kunci: str(k.temuan) for k in check_konsistensi(assemble(ruang, hasil))}


def test_a_consistent_unit_has_only_what_is_explained(tmp_path: Path) -> None:
    """Its IKM is typed 95 while two respondents give 87.5; the workbook says why."""
    ruang = tulis(tmp_path)
    semua = check_konsistensi(assemble(ruang, read(ruang)))
    assert [(k.kunci, k.terbuka) for k in semua] == [("bukti:IKM", False)]
    assert [t for t in check_semua(ruang) if "SUMBER" not in t.pesan] == []


@pytest.mark.parametrize(
    ("ubah", "kunci", "bagian"),
    [
        (isi_sel("PK", 4, 2, 90), "target:IKM:PK",
         ["PK › C4", "target IKM 90 pada PK, tetapi 92 pada Renstra", "Renstra › D4"]),
        (isi_sel("Realisasi", 4, 3, 91), "target:IKM:Realisasi", ["Realisasi › D4", "91", "92"]),
        (isi_sel("PK Program", 4, 1, 7_000_000), "pk:penunjang urusan pemerintahan daerah",
         ["PK Program › B4", "7.000.000 pada PK, 7.400.000 pada DPA", "dpa.xlsx › DPA › E4"]),
        (isi_sel("PK Program", 4, 0, "Program Lain"), "pk:lain", ["tidak ada pada DPA"]),
        (isi_sel("PK Program", 4, 0, "Program Lain"), "pk:penunjang urusan pemerintahan daerah",
         ["pagu 7.400.000 pada DPA, tidak dimuat dalam PK; selisih"]),
        (isi_sel("IKU", 4, 1, "Indeks Kepuasan"), "nama:IKM:IKU:4",
         ["IKU › B4", "“Indeks Kepuasan”", "“Indeks Kepuasan Masyarakat”"]),
        (isi_sel("IKU", 4, 2, 3.6), "skala:IKM:IKU:target:4",
         ["IKU › C4", "3,6 di luar skala nilai konversi IKM (25–100)"]),
        (isi_sel("Batas", 4, 1, "Kecamatan Paal Merah, Kota Jambi"), "batas:4",
         ["Batas › B4", "berbatasan dengan dirinya sendiri"]),
        (isi_sel("Lembaga", 4, 2, 6), "cacah:karangtaruna",
         ["Lembaga › C4", "6 kelurahan, padahal hanya ada 1"]),
        (isi_sel("Wilayah", 4, 2, 12), "cacah:sarana:ekajaya", ["Wilayah › C4", "12", "1 unsur"]),
        (isi_sel("Bangkit Berdaya", 4, 2, 9), "cacah:rt:ekajaya", ["9 RT melebihi 7 RT"]),
        (isi_sel("Penjelasan Temuan", 4, 0, "bukti:XYZ"), "basi:bukti:XYZ",
         ["Penjelasan Temuan › A4", "tidak ada temuan dengan kunci bukti:XYZ"]),
    ],
)  # fmt: skip
def test_each_contradiction_is_found_with_its_cells(
    tmp_path: Path, ubah: Callable[[Isi], None], kunci: str, bagian: list[str]
) -> None:
    """One cell changed, one finding more, with both places and both numbers."""
    ada = temukan(tmp_path, ubah)
    assert kunci in ada
    for b in bagian:
        assert b in ada[kunci]


def test_evidence_that_does_not_yield_the_realisasi_is_found(tmp_path: Path) -> None:
    """Answers 3 and 4 give NRR 3.5, IKM 87.5."""

    def ubah(isi: Isi) -> None:
        del isi[KINERJA, "Penjelasan Temuan"][3]

    ada = temukan(tmp_path, ubah)
    assert "realisasi Indeks Kepuasan Masyarakat 95" in ada["bukti:IKM"]
    assert "skm.xlsx › Jawaban › A4:J5): IKM survei 87,5" in ada["bukti:IKM"]


def test_the_aspects_of_the_ipp_are_its_evidence(tmp_path: Path) -> None:
    """Its only aspect is 1.1 here; 3.45 was reported. By name: the code is the office's own."""

    def ubah(isi: Isi) -> None:
        indeks = "Indeks Pelayanan Publik"
        baris = [*isi[KINERJA, "Indikator"][3]]
        baris[0], baris[4] = "IPK", indeks
        isi[KINERJA, "Indikator"].append(baris)
        isi[KINERJA, "Realisasi"].append(["IPK", indeks, 2021, 3.43, 3.45, None])

    assert "menurut bukti (kinerja.xlsx › IPP" in temukan(tmp_path, ubah)["bukti:IPK"]


def test_an_explanation_closes_a_finding_and_is_kept_for_the_annex(tmp_path: Path) -> None:
    """By its key, which the finding names."""

    def ubah(isi: Isi) -> None:
        isi[KINERJA, "PK"][3][2] = 90
        isi[KINERJA, "Penjelasan Temuan"].append(["target:IKM:PK", "Target diubah pada Agustus."])

    ruang = tulis(tmp_path, ubah)
    daftar = list_konsistensi(assemble(ruang, read(ruang))).set_index("kunci")
    assert daftar.loc["target:IKM:PK", "penjelasan"] == "Target diubah pada Agustus."
    assert not [t for t in check_semua(ruang) if "target IKM" in t.pesan]


def test_a_changed_figure_of_last_year_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Realisasi 2020 is 91 in the workbook of 2020 and 93 in that of 2021."""
    monkeypatch.setenv(VARIABEL_RUANG, str(tmp_path))

    def lalu(isi: Isi) -> None:
        isi[KINERJA, "Profil"][0][1] = 2020
        isi[KINERJA, "Realisasi"].append(["IKM", "Indeks Kepuasan Masyarakat", 2020, 90, 91, None])

    tulis(tmp_path, lalu)
    (tmp_path / "data" / "raw" / "uji" / "2021").rename(tmp_path / "data" / "raw" / "uji" / "2020")

    def kini(isi: Isi) -> None:
        isi[KINERJA, "Realisasi"].append(["IKM", "Indeks Kepuasan Masyarakat", 2020, 90, 93, None])

    ada = temukan(tmp_path, kini)
    assert (
        "realisasi IKM tahun 2020 93, tetapi data tahun itu sendiri 91" in ada["lalu:IKM:realisasi"]
    )
    assert "lalu:IKM:target" not in ada


@pytest.mark.parametrize(
    ("lalu", "teks", "temuan"),
    [
        (97, "Kepuasan meningkat karena loket ditambah.", True),
        (95, "Kepuasan meningkat karena loket ditambah.", True),
        (91, "Kepuasan meningkat karena loket ditambah.", False),
        (91, "Jumlah petugas berkurang.", True),
        (97, "Antrean naik dan kepuasan menurun.", False),
        (97, "Peningkatan loket belum selesai.", False),
    ],
)
def test_a_cause_that_claims_another_direction_is_found(
    tmp_path: Path, lalu: float, teks: str, temuan: bool
) -> None:
    """Realisasi 2021 is 95; a text with both directions or none claims nothing."""

    def ubah(isi: Isi) -> None:
        isi[KINERJA, "Realisasi"].append(
            ["IKM", "Indeks Kepuasan Masyarakat", 2020, 90, lalu, None]
        )
        isi[KINERJA, "Analisis"][3][1] = teks

    ada = temukan(tmp_path, ubah)
    assert ("arah:IKM" in ada) is temuan
    if temuan:
        assert "kinerja.xlsx › Analisis › B4: penyebab Indeks" in ada["arah:IKM"]
        assert "Realisasi › E4" in ada["arah:IKM"]


def test_a_faulty_last_year_is_said_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own check says what is wrong there."""
    monkeypatch.setenv(VARIABEL_RUANG, str(tmp_path))
    tulis(tmp_path, isi_sel("Realisasi", 4, 4, "banyak"))
    (tmp_path / "data" / "raw" / "uji" / "2021").rename(tmp_path / "data" / "raw" / "uji" / "2020")
    ada = temukan(tmp_path, lambda _: None)
    assert "data tahun 2020 sendiri belum sah" in ada["lalu:2020"]
    assert "lkip check 2020 --unit uji" in ada["lalu:2020"]


def test_a_total_row_that_is_not_its_parts_is_a_finding(tmp_path: Path) -> None:
    """601 + 400 printed as 1,000."""

    def ubah(isi: Isi) -> None:
        isi[KINERJA, "Wilayah"] += [["Lingkar Selatan", 400, 1], ["Jumlah", 1000, None]]

    temuan = read(tulis(tmp_path, ubah)).temuan
    jumlah = [str(t) for t in temuan if "baris jumlah" in t.pesan]
    assert len(jumlah) == 1
    assert jumlah[0].startswith("kinerja.xlsx › Wilayah › B6: baris jumlah berisi 1.000, padahal 2")
    assert "1.001" in jumlah[0]


def test_a_total_of_each_block_and_of_all_is_right(tmp_path: Path) -> None:
    """Subtotals count only the rows since the last one."""

    def ubah(isi: Isi) -> None:
        isi[KINERJA, "Wilayah"] += [
            ["Sub jumlah", 601, None], ["Lingkar Selatan", 400, 1], ["Sub jumlah", 400, None],
            ["Jumlah", 1001, None],
        ]  # fmt: skip

    assert not [t for t in read(tulis(tmp_path, ubah)).temuan if "baris jumlah" in t.pesan]


def test_ruang_of_another_unit_is_no_last_year(tmp_path: Path) -> None:
    """Without last year's folder nothing is compared."""
    assert not Ruang.of("uji", 2020, tmp_path).raw.exists()
    assert not [k for k in temukan(tmp_path, lambda _: None) if k.startswith("lalu")]
