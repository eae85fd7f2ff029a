"""Every table and figure of the published 2021 report is there, with the right figures.

Numbers: the published report where it is right, else worked by hand from its own inputs; each is
listed in the last column of the project's table of tables.
"""

from typing import Any

import pytest

from tests.conftest import Laporan

LABEL = [
    "wilayah-luas", "wilayah-batas", "peta", "struktur-organisasi",
    "renstra-target", "iku", "pk-indikator", "pk-program",
    "skala-capaian", "iku-capaian", "iku-capaian-diagram", "sasaran-capaian", "sasaran-kategori",
    "sasaran-matriks", "indikator-kategori", "tujuan-1-capaian", "sasaran-1-capaian", "ipp-unsur",
    "tujuan-2-capaian", "lembaga-keaktifan", "skm-unsur", "skm-nilai",
    *(f"skm-u{n}" for n in range(1, 10)),
    "skm-ringkasan", "skm-peringkat", "program-anggaran-output", "sasaran-2-capaian",
    "partisipasi-banding", "lembaga-daftar", "lembaga-pembinaan", "sarana-kelurahan",
    "bangkit-berdaya", "susunan-organisasi", "dasar-hukum",
]  # fmt: skip

TAHUN_INI = "target realisasi capaian"
TAHUN_LALU = "target_lalu realisasi_lalu capaian_lalu"
KOLOM = {
    "wilayah-luas": "kelurahan luas_ha",
    "wilayah-batas": "arah batas",
    "renstra-target": "tujuan sasaran indikator satuan 2019 2020 2021 2022 2023",
    "iku": "sasaran indikator target",
    "pk-indikator": "sasaran indikator target",
    "pk-program": "program anggaran keterangan",
    "skala-capaian": "kategori batas",
    "iku-capaian": "indikator satuan target realisasi capaian predikat",
    "sasaran-capaian": "sasaran indikator satuan target realisasi capaian",
    "sasaran-kategori": "kategori jumlah capaian",
    "sasaran-matriks": "sasaran jumlah_indikator melampaui_jumlah melampaui_persen",
    "indikator-kategori": "sasaran kategori jumlah persen",
    "tujuan-1-capaian": "indikator satuan target realisasi capaian",
    "sasaran-1-capaian": f"indikator {TAHUN_INI} {TAHUN_LALU}",
    "ipp-unsur": "unsur nilai",
    "tujuan-2-capaian": f"indikator {TAHUN_INI} {TAHUN_LALU}",
    "lembaga-keaktifan": "lembaga kecamatan kelurahan",
    "skm-unsur": "kode unsur",
    "skm-nilai": "unsur jumlah nrr nrr_tertimbang nilai_konversi",
    **{f"skm-u{n}": "jawaban frekuensi persen" for n in range(1, 10)},
    "skm-ringkasan": "ikm mutu kinerja responden",
    "skm-peringkat": "peringkat unsur nrr",
    "program-anggaran-output": "program kegiatan sub_kegiatan pagu realisasi serapan output",
    "sasaran-2-capaian": "indikator target realisasi capaian",
    "partisipasi-banding": "indikator",
    "lembaga-daftar": "lembaga kecamatan kelurahan",
    "lembaga-pembinaan": "lembaga dibina bentuk",
    "sarana-kelurahan": "unsur",
    "bangkit-berdaya": "kelurahan rt realisasi capaian",
    "susunan-organisasi": "jabatan atasan",
    "dasar-hukum": "nomor tentang",
}


def kolom(laporan: Laporan, label: str, kunci: str) -> list[Any]:
    return [b[kunci] for b in laporan.tabel[label]["baris"]]


def kaki(laporan: Laporan, label: str, judul: str) -> dict[str, Any]:
    return next(k for k in laporan.tabel[label]["kaki"] if k["judul"] == judul)


def dekat(*nilai: float) -> Any:
    return pytest.approx(list(nilai), abs=0.005)


def test_all_42_tables_and_figures_are_there(laporan: Laporan) -> None:
    """The list is as long as the published report's."""
    assert len(LABEL) == 42
    assert set(LABEL) <= set(laporan.tabel)


@pytest.mark.parametrize("label", KOLOM)
def test_each_table_has_its_columns(laporan: Laporan, label: str) -> None:
    """Keys in tabel.json, in their order."""
    ada = [k["kunci"] for k in laporan.tabel[label]["kolom"]]
    perlu = KOLOM[label].split()
    assert [k for k in ada if k in perlu] == perlu


def test_area(laporan: Laporan) -> None:
    """503 + 608 + 601 + 451 + 367 = 2530 ha (printed 2.529)."""
    assert kolom(laporan, "wilayah-luas", "luas_ha") == [503, 608, 601, 451, 367]
    assert kaki(laporan, "wilayah-luas", "Jumlah")["luas_ha"] == 2530


def test_planning(laporan: Laporan) -> None:
    """Tabel 4.1, Tabel 2.2 and the Perjanjian Kinerja."""
    assert kolom(laporan, "renstra-target", "2019") == [90, 81.5]
    assert kolom(laporan, "renstra-target", "2023") == [94, 82.5]
    assert kolom(laporan, "iku", "target") == kolom(laporan, "pk-indikator", "target") == [92, 82]
    assert kaki(laporan, "pk-program", "Jumlah")["anggaran"] == 7_529_955_253


def test_achievement(laporan: Laporan) -> None:
    """95/92, 80/82, and their unrounded mean (printed 100.50)."""
    assert kolom(laporan, "iku-capaian", "capaian") == dekat(103.26, 97.56)
    assert [k["capaian"] for k in laporan.tabel["iku-capaian"]["kaki"]] == dekat(100.41)
    assert kolom(laporan, "tujuan-1-capaian", "capaian") == dekat(100.58)
    assert kolom(laporan, "sasaran-1-capaian", "capaian") == dekat(103.26)
    assert kolom(laporan, "sasaran-1-capaian", "capaian_lalu") == [100]
    assert kolom(laporan, "tujuan-2-capaian", "capaian") == dekat(97.56)
    assert kolom(laporan, "sasaran-2-capaian", "capaian")[:1] == dekat(97.56)


def test_shares_of_indicators(laporan: Laporan) -> None:
    """Half above, half below (printed 103 and 98)."""
    jumlah = kaki(laporan, "sasaran-matriks", "Jumlah")
    assert (jumlah["melampaui_persen"], jumlah["belum_persen"]) == (50, 50)


def test_public_service_index(laporan: Laporan) -> None:
    """A sum, 3.45, B−."""
    jumlah = kaki(laporan, "ipp-unsur", "Jumlah")
    assert jumlah["nilai"] == pytest.approx(3.45)
    assert "B−" in str(laporan.tabel["ipp-unsur"]["kaki"])


def test_institutions(laporan: Laporan) -> None:
    """14 and 47 counted (printed 13 and 46), 11 guided (printed 13)."""
    realisasi = kaki(laporan, "lembaga-keaktifan", "Realisasi")
    target = kaki(laporan, "lembaga-keaktifan", "Target")
    assert (realisasi["kecamatan"], realisasi["kelurahan"]) == (14, 47)
    assert (target["kecamatan"], target["kelurahan"]) == (22, 75)
    assert kaki(laporan, "lembaga-pembinaan", "Realisasi")["dibina"] == 11
    assert len(kolom(laporan, "lembaga-daftar", "lembaga")) == 17


def test_survey(laporan: Laporan) -> None:
    """From the nine frequency tables: IKM 84.83, B, Baik (printed 84.35, A)."""
    assert kolom(laporan, "skm-nilai", "jumlah") == [164, 175, 174, 168, 184, 170, 168, 167, 157]
    ringkas = laporan.tabel["skm-ringkasan"]["baris"][0]
    assert ringkas["ikm"] == pytest.approx(84.8333, abs=1e-4)
    assert (ringkas["mutu"], ringkas["kinerja"], ringkas["responden"]) == ("B", "Baik", 50)
    for n in range(1, 10):
        assert sum(kolom(laporan, f"skm-u{n}", "frekuensi")) == 50
    assert kolom(laporan, "skm-peringkat", "nrr")[::8] == [3.68, 3.14]


def test_budget(laporan: Laporan) -> None:
    """51 sub kegiatan; 12,511,573,122 and 12,213,745,702; 97.62 %."""
    assert len(kolom(laporan, "program-anggaran-output", "pagu")) == 51
    jumlah = kaki(laporan, "program-anggaran-output", "Jumlah")
    assert (jumlah["pagu"], jumlah["realisasi"]) == (12_511_573_122, 12_213_745_702)
    assert jumlah["serapan"] == pytest.approx(97.62, abs=0.005)


def test_facilities_and_bangkit_berdaya(laporan: Laporan) -> None:
    """Ticks 9 9 8 8 8 (printed 10 10 9 9 9); 29 of 29 RT."""
    realisasi = kaki(laporan, "sarana-kelurahan", "Realisasi")
    assert [v for k, v in realisasi.items() if k != "judul"] == [9, 9, 8, 8, 8]
    jumlah = kaki(laporan, "bangkit-berdaya", "Jumlah")
    assert (jumlah["rt"], jumlah["realisasi"], jumlah["capaian"]) == (29, 29, 100)
