"""An import changes one sheet, never in silence, and nothing that was there is lost."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lkip_helpers.intake.buku import Buku
from lkip_helpers.intake.kontrak import Dpa, Dukungan
from lkip_helpers.intake.lembar import judul_kolom, read_lembar
from lkip_helpers.intake.proses import check
from lkip_helpers.intake.sumber import check_sumber, read_sumber
from lkip_helpers.intake.tahun_baru import create_tahun
from lkip_helpers.kerja.impor import impor
from lkip_helpers.workspace import Ruang
from tests.conftest import AKAR, lkip
from tests.ekspor import CONTOH, Sub, Tata, simpan, susun
from tests.test_intake_lembar import rusak_gaya

PAGU = Tata(isi="pagu")
REALISASI = Tata(kode="tempel", csv=";", angka="titik")


@pytest.fixture(scope="module")
def siap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a new unit, Sukamaju 2022, as `lkip new` makes it."""
    root = tmp_path_factory.mktemp("siap")
    (root / "notebooks").mkdir()
    create_tahun(Ruang.of("sukamaju", 2022, root))
    return root


@pytest.fixture
def ruang(siap: Path, tmp_path: Path) -> Ruang:
    shutil.copytree(siap, tmp_path, dirs_exist_ok=True)
    return Ruang.of("sukamaju", 2022, tmp_path)


def masuk(
    ruang: Ruang, t: Tata, sub: tuple[Sub, ...] = CONTOH, nama: str = "ekspor", **pilihan: bool
) -> int:
    berkas = ruang.root / f"{nama}.{'csv' if t.csv else 'xlsx'}"
    simpan(susun(sub, t), berkas, t.csv)
    return impor(
        ruang, "sipd", berkas, **{"ganti": False, "uji": False, "hanya_tahun": False} | pilihan
    )


def isi_dpa(ruang: Ruang) -> list[dict[str, Any]]:
    return [r for _, r in read_lembar(Buku(ruang.raw / Dpa.BERKAS), Dpa).baris if r["sub_kegiatan"]]


def kolom(ruang: Ruang, nama: str) -> list[Any]:
    return [r.get(nama) for r in isi_dpa(ruang)]


def ketik(ruang: Ruang, baris: int, nama: str, nilai: Any) -> None:
    """A clerk types into the row `baris` (from 1) of the sheet DPA."""
    berkas = ruang.raw / Dpa.BERKAS
    buku = load_workbook(berkas)
    ws = buku[Dpa.LEMBAR]
    kepala = next(b for b in ws.iter_rows() if b[0].value == judul_kolom(Dpa)["kode_program"])
    sel = next(s for s in kepala if s.value == judul_kolom(Dpa)[nama])
    ws.cell(sel.row + baris, sel.column).value = nilai
    buku.save(berkas)


def potret(ruang: Ruang) -> dict[str, bytes]:
    return {b.name: b.read_bytes() for b in ruang.raw.iterdir()}


def test_the_dpa_fills_the_pagu_and_a_later_export_the_realisasi(ruang: Ruang) -> None:
    """Matched by code; what the office wrote in between stays."""
    assert masuk(ruang, PAGU) == 0
    assert kolom(ruang, "realisasi") == [None] * 6
    ketik(ruang, 1, "output", "Dokumen Renstra, satu")
    ketik(ruang, 1, "sub_kegiatan", "Penyusunan dokumen perencanaan perangkat daerah")
    assert masuk(ruang, REALISASI) == 0
    assert kolom(ruang, "pagu") == ["-" if s.pagu is None else s.pagu for s in CONTOH]
    assert kolom(ruang, "realisasi") == ["-" if s.pagu is None else s.realisasi for s in CONTOH]
    assert kolom(ruang, "output")[0] == "Dokumen Renstra, satu"
    assert kolom(ruang, "sub_kegiatan")[0].startswith("Penyusunan dokumen perencanaan perangkat")


def test_without_codes_rows_are_matched_by_their_names(ruang: Ruang) -> None:
    assert masuk(ruang, Tata(isi="pagu", bentuk="berkolom", kode="tanpa")) == 0
    assert kolom(ruang, "kode_sub_kegiatan") == [None] * 6
    assert masuk(ruang, REALISASI) == 0
    assert len(isi_dpa(ruang)) == 6
    assert kolom(ruang, "kode_sub_kegiatan")[0] == "7.01.01.2.01.0001"


def test_a_pagu_that_contradicts_is_named_and_nothing_is_written(
    ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    assert masuk(ruang, PAGU) == 0
    lama = potret(ruang)
    lain = (replace(CONTOH[0], pagu=9_000_000), *CONTOH[1:])
    assert masuk(ruang, PAGU, lain) == 1
    assert potret(ruang) == lama
    cetak = capsys.readouterr()
    assert "dpa.xlsx › DPA › E5: Pagu anggaran (Rp)" in cetak.out
    assert "7.400.000, sedangkan ekspornya 9.000.000" in cetak.out
    assert "--ganti" in cetak.err


def test_ganti_takes_the_export_and_keeps_the_former_workbook(ruang: Ruang) -> None:
    assert masuk(ruang, PAGU) == 0
    lama = potret(ruang)["dpa.xlsx"]
    sudah = set(ruang.salinan_impor.iterdir())
    assert masuk(ruang, PAGU, (replace(CONTOH[0], pagu=9_000_000), *CONTOH[1:]), ganti=True) == 0
    assert kolom(ruang, "pagu")[0] == 9_000_000
    (salinan,) = set(ruang.salinan_impor.iterdir()) - sudah
    assert salinan.read_bytes() == lama


def test_a_dppa_moves_the_former_pagu_without_being_asked(ruang: Ruang) -> None:
    """The export itself says that the pagu in the sheet is the one before the change."""
    murni = tuple(replace(s, pagu=s.sebelum) for s in CONTOH)
    assert masuk(ruang, PAGU, murni) == 0
    assert masuk(ruang, Tata(isi="dppa", dua_baris=True)) == 0
    assert kolom(ruang, "pagu_sebelum")[:3] == [s.sebelum for s in CONTOH[:3]]
    assert kolom(ruang, "pagu")[:3] == [s.pagu for s in CONTOH[:3]]


def test_a_budgeted_row_that_the_export_lacks_is_not_dropped_in_silence(
    ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    assert masuk(ruang, PAGU) == 0
    assert masuk(ruang, PAGU, CONTOH[1:]) == 1
    assert "tidak ada di ekspor; barisnya akan dihapus" in capsys.readouterr().out
    assert len(isi_dpa(ruang)) == 6
    assert masuk(ruang, PAGU, CONTOH[1:], ganti=True) == 0
    assert len(isi_dpa(ruang)) == 5


def test_rows_carried_over_without_amounts_stay_until_a_clerk_deletes_them(
    ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outputs were written by hand. Said in one line; no report is made before they are gone."""
    assert masuk(ruang, PAGU) == 0
    for nomor in range(1, 7):
        ketik(ruang, nomor, "output", f"Keluaran {nomor}")
    baru = Ruang.of("sukamaju", 2023, ruang.root)
    create_tahun(baru)
    capsys.readouterr()
    simpan(susun((CONTOH[0], CONTOH[3]), PAGU, tahun=2023), ruang.root / "e.xlsx")
    assert (
        impor(baru, "sipd", ruang.root / "e.xlsx", ganti=False, uji=False, hanya_tahun=False) == 0
    )
    assert kolom(baru, "sub_kegiatan") == [s.nama for s in CONTOH]
    assert kolom(baru, "output") == [f"Keluaran {n}" for n in range(1, 7)]
    assert [p for p in kolom(baru, "pagu") if p] == [CONTOH[0].pagu, CONTOH[3].pagu]
    (baris,) = [b for b in capsys.readouterr().out.splitlines() if b.startswith("peringatan: dpa")]
    assert "D6, D7, D9, D10: 4 baris sub kegiatan yang belum beranggaran tidak ada" in baris
    belum = [t.pesan for t in check(baru) if t.tingkat == "belum" and t.lembar == "DPA"]
    assert "Pagu anggaran (Rp): belum diisi pada 4 baris" in belum


@pytest.mark.parametrize("urut", [(0, 1), (1, 0)])
@pytest.mark.parametrize("ganti", [False, True])
def test_exports_of_one_programme_each_stand_side_by_side(
    ruang: Ruang, capsys: pytest.CaptureFixture[str], urut: tuple[int, int], *, ganti: bool
) -> None:
    """Whichever comes first, and with --ganti too; what stays is said with its pagu."""
    program = (CONTOH[:3], CONTOH[3:])
    assert masuk(ruang, PAGU, program[urut[0]]) == 0
    capsys.readouterr()
    assert masuk(ruang, PAGU, program[urut[1]], nama="lain", ganti=ganti) == 0
    assert kolom(ruang, "sub_kegiatan") == [s.nama for s in CONTOH]
    assert kolom(ruang, "pagu") == ["-" if s.pagu is None else s.pagu for s in CONTOH]
    cetak = capsys.readouterr().out
    pertama = program[urut[0]]
    pagu = f"{sum(s.pagu or 0 for s in pertama):,}".replace(",", ".")
    assert f"3 baris program yang tidak ada di ekspor ({pertama[0].program}) tetap" in cetak
    assert f"(pagu Rp{pagu})" in cetak
    assert "ditambahkan" not in cetak


def test_every_other_sheet_stays_as_it_is(ruang: Ruang) -> None:
    berkas = ruang.raw / Dpa.BERKAS
    buku = load_workbook(berkas)
    buku[Dukungan.LEMBAR]["A5"] = CONTOH[0].program.title()
    buku.create_sheet("Catatan kami")["B2"] = "jangan hilang"
    buku.save(berkas)
    lain = [n for n in buku.sheetnames if n != Dpa.LEMBAR]
    lama = {n: [[s.value for s in b] for b in buku[n].iter_rows()] for n in lain}
    assert masuk(ruang, PAGU) == 0
    kini = load_workbook(berkas)
    assert kini.sheetnames == buku.sheetnames
    assert {n: [[s.value for s in b] for b in kini[n].iter_rows()] for n in lain} == lama
    assert kolom(ruang, "program")[0] == CONTOH[0].program.title()


def test_a_column_of_their_own_is_not_lost_in_silence(
    ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    berkas = ruang.raw / Dpa.BERKAS
    buku = load_workbook(berkas)
    buku[Dpa.LEMBAR].cell(4, 10).value = "Catatan kami"
    buku.save(berkas)
    assert masuk(ruang, PAGU) == 1
    assert "kolom “Catatan kami” bukan kolom lembar ini dan akan hilang" in capsys.readouterr().out


def test_without_a_workbook_one_is_made_from_the_templates(ruang: Ruang) -> None:
    (ruang.raw / Dpa.BERKAS).unlink()
    assert masuk(ruang, PAGU) == 0
    assert load_workbook(ruang.raw / Dpa.BERKAS).sheetnames[:2] == ["Petunjuk", "DPA"]
    assert not ruang.salinan_impor.exists()


def test_the_origin_of_the_workbook_is_recorded(ruang: Ruang) -> None:
    assert masuk(ruang, PAGU, nama="dpa-2022") == 0
    assert masuk(ruang, REALISASI, nama="lra") == 0
    catatan = read_sumber(ruang.raw)
    assert catatan["dpa.xlsx"]["asal"] == "Ekspor SIPD: dpa-2022.xlsx; Ekspor SIPD: lra.csv"
    assert catatan["dpa.xlsx"]["tanggal"] != "belum diisi"
    assert "dpa.xlsx" not in {t.berkas for t in check_sumber(ruang.raw)}


def test_a_workbook_with_formulas_is_to_be_saved_by_excel_once_more(
    ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their saved results were of the rows before; a report cannot be made from none."""
    berkas = ruang.raw / Dpa.BERKAS
    assert masuk(ruang, PAGU) == 0
    assert "berisi rumus" not in capsys.readouterr().out
    buku = load_workbook(berkas)
    buku[Dukungan.LEMBAR]["A5"] = "=DPA!B8"
    buku.save(berkas)
    assert masuk(ruang, REALISASI) == 0
    assert "dpa.xlsx berisi rumus (Dukungan!A5): buka di Excel" in capsys.readouterr().out


def test_a_workbook_that_cannot_be_gone_on_with_is_named_and_stays(
    ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    """Styles that only Excel can read: its values are read, but it cannot be written again."""
    assert masuk(ruang, PAGU) == 0
    rusak_gaya(ruang.raw / Dpa.BERKAS)
    lama = potret(ruang)
    assert masuk(ruang, REALISASI) == 1
    assert "dpa.xlsx: berkas rusak atau bukan buku kerja Excel; buka" in capsys.readouterr().err
    assert potret(ruang) == lama


def test_a_trial_writes_nothing(ruang: Ruang, capsys: pytest.CaptureFixture[str]) -> None:
    lama = potret(ruang)
    assert masuk(ruang, PAGU, uji=True) == 0
    assert potret(ruang) == lama
    assert (
        "Uji saja, tidak ada yang ditulis; dpa.xlsx, lembar DPA: 6 baris" in capsys.readouterr().out
    )


def test_the_same_export_twice_changes_nothing(
    ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    assert masuk(ruang, PAGU) == 0
    lama = potret(ruang)
    assert masuk(ruang, PAGU) == 0
    assert potret(ruang) == lama
    assert "sudah sama; tidak ada yang ditulis" in capsys.readouterr().out


def test_a_refused_export_writes_nothing(ruang: Ruang) -> None:
    lama = potret(ruang)
    rusak = susun(CONTOH, PAGU)
    rusak.kisi[-1][2] += 1
    simpan(rusak, ruang.root / "rusak.xlsx")
    pilihan = {"ganti": True, "uji": False, "hanya_tahun": False}
    assert impor(ruang, "sipd", ruang.root / "rusak.xlsx", **pilihan) == 1
    assert potret(ruang) == lama


def test_a_sheet_that_is_itself_at_fault_is_mended_first(
    ruang: Ruang, capsys: pytest.CaptureFixture[str]
) -> None:
    assert masuk(ruang, PAGU) == 0
    ketik(ruang, 2, "pagu", "enam juta")
    assert masuk(ruang, REALISASI, ganti=True) == 1
    cetak = capsys.readouterr()
    assert "E6: Pagu anggaran (Rp): teks “enam juta” bukan angka" in cetak.out
    assert "perbaiki dahulu" in cetak.err


def test_the_command_says_what_it_was_used_wrongly_for(ruang: Ruang) -> None:
    hasil = lkip(ruang.root, "import", "sipd", "nihil.xlsx", "2022")
    assert hasil.returncode == 2
    assert "Berkas nihil.xlsx tidak ada" in hasil.stderr


def test_the_budget_of_2021_goes_out_as_an_export_and_comes_back_whole(tmp_path: Path) -> None:
    """Source of the truth: data/raw/paal-merah/2021/dpa.xlsx, 51 sub kegiatan."""
    asal = Ruang.of("paal-merah", 2021, AKAR)
    benar = isi_dpa(asal)
    kunci = dict.fromkeys((r["kode_program"], r["kegiatan"]) for r in benar)
    nomor = {k: i for i, k in enumerate(kunci, 1)}
    sub = tuple(
        Sub(f"{r['kode_program']}.2.{nomor[r['kode_program'], r['kegiatan']]:02}.{i:02}",
            r["program"], r["kegiatan"], r["sub_kegiatan"],
            *(None if r[n] == "-" else int(r[n]) for n in ("pagu", "realisasi")), None, r["output"])
        for i, r in enumerate(benar, 1)
    )  # fmt: skip
    (tmp_path / "notebooks").mkdir()
    baru = Ruang.of("sukamaju", 2021, tmp_path)
    create_tahun(baru)
    t = Tata(output=True, dua_baris=True, nomor_kolom=True, angka="setrip", ulang_kepala=20)
    simpan(susun(sub, t, tahun=2021), tmp_path / "e.xlsx")
    assert impor(baru, "sipd", tmp_path / "e.xlsx", ganti=False, uji=False, hanya_tahun=False) == 0
    nama = [n for n in judul_kolom(Dpa) if n not in ("pagu_sebelum", "kode_sub_kegiatan")]
    assert [[r[n] for n in nama] for r in isi_dpa(baru)] == [[r[n] for n in nama] for r in benar]
