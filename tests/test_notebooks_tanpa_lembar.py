"""A unit that has only the sheets the report cannot do without still gets its report."""

from pathlib import Path

import openpyxl
import pytest
from lxml import html

from lkip_helpers.intake.kontrak import SEMUA
from lkip_helpers.workspace import Ruang
from tests.conftest import lkip, salin_ruang

WAJIB = {"wilayah-luas", "iku-capaian", "skm-ringkasan", "program-anggaran-output"}


@pytest.fixture(scope="module")
def hemat(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ruang, str]:
    """The report of a workspace without any optional sheet, as HTML."""
    ruang = salin_ruang(tmp_path_factory.mktemp("hemat"))
    for nama in {k.BERKAS for k in SEMUA if not k.LEMBAR_WAJIB}:
        hapus(ruang.raw / nama, {k.LEMBAR for k in SEMUA if not k.LEMBAR_WAJIB})
    hasil = lkip(ruang.root, "render", "2021")
    assert hasil.returncode == 0, hasil.stderr
    return ruang, (ruang.outputs / "laporan.html").read_text("utf-8")


def hapus(berkas: Path, lembar: set[str]) -> None:
    """Take these sheets out of a workbook."""
    buku = openpyxl.load_workbook(berkas)
    for nama in lembar & set(buku.sheetnames):
        del buku[nama]
    buku.save(berkas)


def test_what_is_known_is_reported(hemat: tuple[Ruang, str]) -> None:
    """The chapters are complete but for what depends on the missing sheets."""
    label = set(html.document_fromstring(hemat[1]).xpath("//@id"))
    assert label >= WAJIB
    assert not label & {"lembaga-keaktifan", "sarana-kelurahan", "ipp-unsur", "bangkit-berdaya"}


def test_each_missing_part_leaves_one_line_that_says_why(hemat: tuple[Ruang, str]) -> None:
    """Lists, tables and figures; nothing prints as an empty value."""
    teks = html.document_fromstring(hemat[1]).text_content()
    for bagian in ("tugas dan fungsi", "isu strategis", "misi", "jenis layanan"):
        assert f"Uraian {bagian} tidak disajikan karena lembar datanya belum diisi." in teks
    assert "belum diisi pada lembar analisis" in teks
    for absen in (
        "Pagu sebelum dan sesudah perubahan anggaran tahun 2021 tidak disajikan",
        "Jumlah responden terhadap sampel minimal tahun 2021 tidak disajikan",
        "Profil responden menurut jenis kelamin, usia, pendidikan, pekerjaan, dan jenis layanan",
        "Rencana untuk unsur penanganan pengaduan",
    ):
        assert absen in " ".join(teks.split())
    for bocor in ("None", "nan %", "NaT", "<NA>"):
        assert bocor not in teks
