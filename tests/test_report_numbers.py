"""Every table and figure of the published 2021 report is there, with the right figures.

Numbers: the published report where it is right, else worked by hand from its own inputs; each is
listed in the last column of the project's table of tables.
"""

from typing import Any

import pytest

from tests.conftest import Report

LABELS = [
    "wilayah-luas", "wilayah-batas", "struktur-organisasi",
    "renstra-target", "iku", "pk-indikator", "pk-program",
    "skala-capaian", "iku-capaian", "iku-capaian-diagram", "sasaran-capaian", "sasaran-kategori",
    "sasaran-matriks", "indikator-kategori", "tujuan-1-capaian", "sasaran-1-capaian", "ipp-unsur",
    "tujuan-2-capaian", "lembaga-keaktifan", "skm-unsur", "skm-nilai",
    *(f"skm-u{n}" for n in range(1, 10)),
    "skm-ringkasan", "skm-peringkat", "program-anggaran-output", "sasaran-2-capaian",
    "partisipasi-banding", "lembaga-daftar", "lembaga-pembinaan", "sarana-kelurahan",
    "bangkit-berdaya", "susunan-organisasi", "dasar-hukum",
]  # fmt: skip

THIS_YEAR = "target realisasi capaian"
PREVIOUS_YEAR = "target_lalu realisasi_lalu capaian_lalu"
COLUMNS = {
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
    "sasaran-1-capaian": f"indikator {THIS_YEAR} {PREVIOUS_YEAR}",
    "ipp-unsur": "unsur nilai",
    "tujuan-2-capaian": f"indikator {THIS_YEAR} {PREVIOUS_YEAR}",
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


def column(report: Report, label: str, key: str) -> list[Any]:
    return [r[key] for r in report.tabel[label]["baris"]]


def footer(report: Report, label: str, title: str) -> dict[str, Any]:
    return next(r for r in report.tabel[label]["kaki"] if r["judul"] == title)


def near(*value: float) -> Any:
    return pytest.approx(list(value), abs=0.005)


def test_every_table_and_figure_of_the_published_report_is_there(report: Report) -> None:
    """Its 42, but for the map: no boundaries are given here."""
    assert len(LABELS) == 42 - 1
    assert set(LABELS) <= set(report.tabel)


@pytest.mark.parametrize("label", COLUMNS)
def test_each_table_has_its_columns(report: Report, label: str) -> None:
    """Keys in tabel.json, in their order."""
    keys = [c["kunci"] for c in report.tabel[label]["kolom"]]
    needed = COLUMNS[label].split()
    assert [k for k in keys if k in needed] == needed


def test_area(report: Report) -> None:
    """503 + 608 + 601 + 451 + 367 = 2530 ha (printed 2.529)."""
    assert column(report, "wilayah-luas", "luas_ha") == [503, 608, 601, 451, 367]
    assert footer(report, "wilayah-luas", "Jumlah")["luas_ha"] == 2530


def test_planning(report: Report) -> None:
    """Tabel 4.1, Tabel 2.2 and the Perjanjian Kinerja."""
    assert column(report, "renstra-target", "2019") == [90, 81.5]
    assert column(report, "renstra-target", "2023") == [94, 82.5]
    assert column(report, "iku", "target") == column(report, "pk-indikator", "target") == [92, 82]
    assert footer(report, "pk-program", "Jumlah")["anggaran"] == 7_529_955_253


def test_achievement(report: Report) -> None:
    """95/92, 80/82, and their unrounded mean (printed 100.50)."""
    assert column(report, "iku-capaian", "capaian") == near(103.26, 97.56)
    assert [r["capaian"] for r in report.tabel["iku-capaian"]["kaki"]] == near(100.41)
    assert column(report, "tujuan-1-capaian", "capaian") == near(100.58)
    assert column(report, "sasaran-1-capaian", "capaian") == near(103.26)
    assert column(report, "sasaran-1-capaian", "capaian_lalu") == [100]
    assert column(report, "tujuan-2-capaian", "capaian") == near(97.56)
    assert column(report, "sasaran-2-capaian", "capaian")[:1] == near(97.56)


def test_shares_of_indicators(report: Report) -> None:
    """Half above, half below (printed 103 and 98)."""
    total = footer(report, "sasaran-matriks", "Jumlah")
    assert (total["melampaui_persen"], total["belum_persen"]) == (50, 50)


def test_public_service_index(report: Report) -> None:
    """A sum, 3.45, B−."""
    total = footer(report, "ipp-unsur", "Jumlah")
    assert total["nilai"] == pytest.approx(3.45)
    assert "B−" in str(report.tabel["ipp-unsur"]["kaki"])


def test_institutions(report: Report) -> None:
    """14 and 47 counted (printed 13 and 46), 11 guided (printed 13)."""
    realisasi = footer(report, "lembaga-keaktifan", "Realisasi")
    target = footer(report, "lembaga-keaktifan", "Target")
    assert (realisasi["kecamatan"], realisasi["kelurahan"]) == (14, 47)
    assert (target["kecamatan"], target["kelurahan"]) == (22, 75)
    assert footer(report, "lembaga-pembinaan", "Realisasi")["dibina"] == 11
    assert len(column(report, "lembaga-daftar", "lembaga")) == 17


def test_survey(report: Report) -> None:
    """From the nine frequency tables: IKM 84.83, B, Baik (printed 84.35, A)."""
    assert column(report, "skm-nilai", "jumlah") == [164, 175, 174, 168, 184, 170, 168, 167, 157]
    short = report.tabel["skm-ringkasan"]["baris"][0]
    assert short["ikm"] == pytest.approx(84.8333, abs=1e-4)
    assert (short["mutu"], short["kinerja"], short["responden"]) == ("B", "Baik", 50)
    for n in range(1, 10):
        assert sum(column(report, f"skm-u{n}", "frekuensi")) == 50
    assert column(report, "skm-peringkat", "nrr")[::8] == [3.68, 3.14]


def test_budget(report: Report) -> None:
    """51 sub kegiatan; 12,511,573,122 and 12,213,745,702; 97.62 %."""
    assert len(column(report, "program-anggaran-output", "pagu")) == 51
    total = footer(report, "program-anggaran-output", "Jumlah")
    assert (total["pagu"], total["realisasi"]) == (12_511_573_122, 12_213_745_702)
    assert total["serapan"] == pytest.approx(97.62, abs=0.005)


def test_facilities_and_bangkit_berdaya(report: Report) -> None:
    """Ticks 9 9 8 8 8 (printed 10 10 9 9 9); 29 of 29 RT."""
    realisasi = footer(report, "sarana-kelurahan", "Realisasi")
    assert [v for k, v in realisasi.items() if k != "judul"] == [9, 9, 8, 8, 8]
    total = footer(report, "bangkit-berdaya", "Jumlah")
    assert (total["rt"], total["realisasi"], total["capaian"]) == (29, 29, 100)
