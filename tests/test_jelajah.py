"""Exploring: every choice gives what the report would, or a sentence that says why not."""

import re
from pathlib import Path
from typing import Any

import pytest

from lkip_helpers.compute.andai import change_anggaran, change_jawaban, change_realisasi
from lkip_helpers.compute.belah import compute_frekuensi_ciri
from lkip_helpers.display.format import format_ringkas, format_rupiah
from lkip_helpers.display.gambar import Gambar
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.tabel import Tabel
from lkip_helpers.intake import load, load_riwayat
from lkip_helpers.jelajah import andai, banding, menu, serapan, survei, tren
from lkip_helpers.jelajah.deret import susun_deret
from lkip_helpers.jelajah.mulai import read_keadaan, susun_keadaan, tampilkan_bab, tampilkan_keadaan
from lkip_helpers.jelajah.papan import Papan, list_keluaran
from lkip_helpers.jelajah.pilihan import TANPA_DATA, Isi, muat
from lkip_helpers.jelajah.simpan import build_berkas, simpan
from lkip_helpers.workspace import VARIABEL_RUANG, Ruang
from tests.buku import tulis
from tests.conftest import Laporan, lkip, salin_ruang
from tests.test_laporan_jenis import isi_lima


@pytest.fixture
def isi(laporan: Laporan, monkeypatch: pytest.MonkeyPatch) -> Isi:
    """The example of 2021."""
    monkeypatch.setenv(VARIABEL_RUANG, str(laporan.ruang.root))
    data = load("paal-merah", 2021)
    return Isi(data, load_riwayat(data))


@pytest.fixture
def lima(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Isi:
    """The invented office of five kinds, whose 400 respondents say who they are."""
    monkeypatch.setenv(VARIABEL_RUANG, str(tmp_path))
    tulis(tmp_path, isi_lima)
    return muat("uji", 2021)


def bagian(benda: Any, jenis: type) -> list[Any]:
    return [b for b in benda.isi if isinstance(b, jenis)]


def teks(benda: Any) -> str:
    semua = [benda] if isinstance(benda, Narasi) else bagian(benda, Narasi)
    return "\n".join(n.teks for n in semua)


def baris(benda: Rangkaian) -> list[dict[str, Any]]:
    """Rows of the table as the report's payload has them."""
    (tabel,) = bagian(benda, Tabel)
    hasil: list[dict[str, Any]] = tabel.isi_paket()["baris"]
    return hasil


def test_an_indicator_has_the_rows_that_the_report_prints(isi: Isi, laporan: Laporan) -> None:
    """Source: table banding-tahun of the report of the same workbooks."""
    cetak = laporan.tabel["banding-tahun"]["baris"]
    for nama, kode in tren.list_indikator(isi.data).items():
        milik = [b for b in cetak if b["indikator"] == nama]
        for satu, lapor in zip(baris(tren.susun_tren(isi, kode)), milik, strict=True):
            assert satu == {k: lapor[k] for k in satu}


def test_serapan_goes_down_from_programmes_to_sub_kegiatan(isi: Isi, laporan: Laporan) -> None:
    """Every level adds up to the row above; the first is table anggaran-program of the report."""
    atas = baris(serapan.susun_serapan(isi.data))
    assert atas == laporan.tabel["anggaran-program"]["baris"]
    for program in atas:
        kegiatan = baris(serapan.susun_serapan(isi.data, [program["program"]]))
        assert sum(k["pagu"] or 0 for k in kegiatan) == program["pagu"]
        induk = [program["program"], kegiatan[0]["kegiatan"]]
        sub = baris(serapan.susun_serapan(isi.data, induk))
        assert sum(s["realisasi"] or 0 for s in sub) == kegiatan[0]["realisasi"]


def test_answers_are_those_of_the_report(isi: Isi, laporan: Laporan) -> None:
    """Source: tables skm-u1 … skm-u9."""
    for kode in survei.list_unsur(isi.data).values():
        lapor = laporan.tabel[f"skm-{kode.lower()}"]["baris"]
        assert baris(survei.susun_jawaban(isi.data, kode)) == lapor
    assert len(baris(survei.susun_jawaban(isi.data))) == 9 * 4


def test_answers_are_split_by_who_gave_them(lima: Isi) -> None:
    """Groups add up to the whole; ages stand in the classes of the rule file."""
    data = lima.data
    for ciri in survei.list_ciri().values():
        belah = compute_frekuensi_ciri(data.skm, data.unsur_skm, "U1", ciri)
        assert belah["frekuensi"].sum() == 400
        assert len(bagian(survei.susun_jawaban(data, "U1", ciri), Gambar)) == 1
    usia = compute_frekuensi_ciri(data.skm, data.unsur_skm, "U1", "usia")["kelompok"]
    assert not any(re.fullmatch(r"\d+", k) for k in usia)


def test_what_was_not_recorded_is_said_in_a_sentence(isi: Isi) -> None:
    """The respondents of 2021 have no characteristics."""
    for ciri in survei.list_ciri().values():
        assert "tidak tercatat pada data survei" in teks(survei.susun_jawaban(isi.data, "U1", ciri))
    assert "Belum ada realisasi" in teks(tren.susun_tren(isi, None))


def test_another_realisasi_moves_its_capaian_and_the_mean(isi: Isi) -> None:
    """60 of 80 is 75 %, in place of 80 of 82; the workbook's own frame stays."""
    hasil = andai.susun_andai_capaian(isi.data, "TPL", 80, 60)
    satu = {b["indikator"]: b for b in baris(hasil)}
    tpl = next(b for n, b in satu.items() if n.startswith("Tingkat Pemberdayaan"))
    assert tpl["capaian_andai"] == pytest.approx(75)
    assert tpl["capaian"] == pytest.approx(80 / 82 * 100)
    assert "menjadi 75\u00a0% (tidak mencapai target)" in teks(hasil)
    assert isi.data.realisasi.set_index("kode").loc["TPL", "realisasi"].max() == 81.75


def test_other_answers_move_ikm_and_mutu(isi: Isi) -> None:
    """Twenty answers a step higher of fifty: NRR + 0.4, IKM + 0.4 / 9 × 25."""
    hasil = andai.susun_andai_ikm(isi.data, "U1", 3, 4, 20)
    (tabel,) = bagian(hasil, Tabel)
    kaki = tabel.nilai_kaki[0]
    assert kaki["nrr_andai"] - kaki["nrr"] == pytest.approx(20 / 50 / 9 * 25)
    assert (kaki["mutu"], kaki["mutu_andai"]) == ("B", "B")
    semua = change_jawaban(isi.data.skm, "U1", dari=3, menjadi=4, banyak=999)
    assert not (semua["U1"] == 3).any()
    assert (isi.data.skm["U1"] == 3).sum() == 20


def test_other_amounts_move_serapan_up_to_the_whole(isi: Isi) -> None:
    """Realisasi nought: serapan of the sub kegiatan 0, the whole loses exactly that money."""
    dulu = isi.data.anggaran
    i, pagu, hilang = dulu.index[0], int(dulu["pagu"].iloc[0]), int(dulu["realisasi"].iloc[0])
    lihat = baris(andai.susun_andai_serapan(isi.data, i, pagu, 0))
    assert lihat[0]["serapan_andai"] == 0
    assert lihat[-1]["realisasi"] - lihat[-1]["realisasi_andai"] == hilang
    assert len(lihat) == 4


def test_a_what_if_leaves_the_data_as_it_was_and_names_no_cell(isi: Isi) -> None:
    """A figure that nobody typed comes from no cell."""
    d = isi.data
    for lama, baru in (
        (d.realisasi, change_realisasi(d.realisasi, "TPL", 2021, target=1, nilai=2)),
        (d.skm, change_jawaban(d.skm, "U1", dari=3, menjadi=4, banyak=1)),
        (d.anggaran, change_anggaran(d.anggaran, d.anggaran.index[0], pagu=1, realisasi=1)),
    ):
        assert not lama.equals(baru)
        assert lama.attrs["sumber"]
        assert baru.attrs == {}


def test_units_and_years_stand_beside_one_another(
    laporan: Laporan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that cannot be used is named instead; source: tables of the report."""
    monkeypatch.setenv(VARIABEL_RUANG, str(salin_ruang(tmp_path).root))
    lkip(tmp_path, "new", "2023", "--unit", "uji-kosong")
    hasil = banding.susun_banding([("paal-merah", 2021), ("uji-kosong", 2023)], "Serapan anggaran")
    (satu,) = baris(hasil)
    assert satu["ikm"] == laporan.tabel["skm-ringkasan"]["baris"][0]["ikm"]
    assert satu["serapan"] == laporan.tabel["anggaran-program"]["kaki"][0]["serapan"]
    assert "Data uji-kosong 2023 belum dapat dipakai" in teks(hasil)
    assert "Pilih satu atau beberapa" in teks(banding.susun_banding([], "Serapan anggaran"))


MENU = [menu.pilih_tren, menu.pilih_serapan, menu.pilih_jawaban,
        menu.andaikan_capaian, menu.andaikan_ikm, menu.andaikan_serapan]  # fmt: skip


@pytest.mark.parametrize("buat", MENU, ids=lambda f: f.__name__)
def test_every_widget_takes_every_choice(lima: Isi, buat: Any) -> None:
    """All kinds of indicator, all answers, a sub kegiatan: tables and figures, no exception."""
    papan = buat("uji", 2021)
    for w in papan.kendali.values():
        for i in range(min(len(w.options), 12)):
            w.index = i
            assert bagian(papan.hasil, Tabel), w.description
            assert all(
                "text/html" in k["data"] or "text/markdown" in k["data"]
                for k in list_keluaran(papan.hasil)
            )


def test_a_choice_sets_what_depends_on_it(isi: Isi) -> None:
    """A programme brings its kegiatan, an indicator its target; each is shown once."""
    papan = menu.pilih_serapan("paal-merah", 2021)
    program, kegiatan = papan.kendali["program"], papan.kendali["kegiatan"]
    assert len(kegiatan.options) == 1
    program.index = 1
    assert [k for _, k in kegiatan.options[1:]] == serapan.list_anggota(isi.data, [program.value])
    andai_capaian = menu.andaikan_capaian("paal-merah", 2021)
    andai_capaian.kendali["kode"].value = "TPL"
    assert [andai_capaian.kendali[k].value for k in ("target", "realisasi")] == [82, 80]


@pytest.mark.parametrize("buat", [*MENU, lambda *_: menu.pilih_banding()])
def test_without_any_data_the_page_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, buat: Any
) -> None:
    """An empty data/raw; no widget, no exception."""
    for nama in ("notebooks", "data"):
        (tmp_path / nama).mkdir()
    monkeypatch.setenv(VARIABEL_RUANG, str(tmp_path))
    papan: Papan = buat("paal-merah", 2021)
    assert papan.hasil.teks == TANPA_DATA


def test_a_slider_has_the_value_itself_among_round_steps() -> None:
    """Written as the tables write it; where all is nought the reach is lent."""
    deret = susun_deret([92, 81.75], format_ringkas)
    assert dict(deret)["81,75"] == 81.75
    assert [n for _, n in deret] == sorted(n for _, n in deret)
    assert len({t for t, _ in deret}) == len(deret) < 120
    uang = susun_deret([0, 0], format_rupiah, 1_000_000)
    assert uang[0] == ("Rp0", 0.0)
    assert uang[-1][1] >= 1_000_000


def test_the_state_of_a_year_follows_lkip_check(laporan: Laporan, tmp_path: Path) -> None:
    """From prepared workbooks over a draft to data that changed since."""
    k = read_keadaan(laporan.ruang)
    assert (k.laporan, k.basi, k.hitung("peringatan")) == ("konsep", False, 7)
    assert k.langkah[1] == "lkip render 2021 --unit paal-merah --final"
    assert {t.nama for t in k.hasil} == {"HTML", "PDF", "Word", "Excel"}
    ruang = salin_ruang(tmp_path)
    assert read_keadaan(ruang).langkah[1] == "lkip render 2021 --unit paal-merah"
    lkip(tmp_path, "new", "2022")
    baru = read_keadaan(Ruang.of("paal-merah", 2022, tmp_path))
    assert baru.langkah[1] == "lkip check 2022 --unit paal-merah"
    assert "hal belum diisi" in baru.ringkas


def test_data_that_changed_since_the_report_asks_for_a_new_one(
    laporan: Laporan, tmp_path: Path
) -> None:
    """build.json knows the workbooks it was made from."""
    ruang = salin_ruang(tmp_path)
    ruang.outputs.mkdir(parents=True)
    catatan = (laporan.folder / "build.json").read_text("utf-8")
    (ruang.outputs / "build.json").write_text(
        catatan.replace('"masukan": {', '"masukan": {"x": "",')
    )
    assert read_keadaan(ruang).basi
    assert "Data berubah" in read_keadaan(ruang).langkah[0]


def test_the_first_page_without_data_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its links to the chapters are there all the same."""
    monkeypatch.setenv(VARIABEL_RUANG, str(salin_ruang(tmp_path).root))
    assert "../notebooks/31-kepuasan-masyarakat.ipynb" in tampilkan_bab().data
    assert "lkip new TAHUN --unit NAMA" in susun_keadaan([]).data
    assert "Langkah berikutnya" in tampilkan_keadaan().data


def test_what_is_shown_is_saved_as_it_looks_in_the_report(isi: Isi, laporan: Laporan) -> None:
    """A page, a table for a spreadsheet, a chart twice; a name that is a path is refused."""
    papan = menu.pilih_serapan("paal-merah", 2021)
    pesan = simpan("uji", papan, "paal-merah", 2021).data
    assert "Disimpan di `outputs/paal-merah/2021-jelajah`" in pesan
    folder = laporan.ruang.simpanan
    assert sorted(b.suffix for b in folder.glob("uji.*")) == [".csv", ".html", ".png", ".svg"]
    kepala = (folder / "uji.csv").read_text("utf-8-sig").splitlines()
    assert kepala[0] == "Program;Pagu (Rp);Realisasi (Rp);Serapan (%)"
    assert re.search(r";\d+,\d+$", kepala[1])
    assert "hanya boleh memuat" in simpan("../uji", papan, "paal-merah", 2021).data
    berkas = dict(build_berkas("satu", bagian(papan.hasil, Tabel)[0]))
    assert sorted(berkas) == [".csv", ".html"]
