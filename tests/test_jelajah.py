"""Exploring: every choice gives what the report would, or a sentence that says why not."""

import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from lkip_helpers.compute.andai import change_anggaran, change_jawaban, change_realisasi
from lkip_helpers.compute.belah import compute_frekuensi_ciri
from lkip_helpers.display.gambar import Gambar
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.tabel import Tabel
from lkip_helpers.intake import load, load_riwayat
from lkip_helpers.jelajah import andai, banding, menu, pilihan, serapan, survei, tren
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
    assert "menjadi 75,00\u00a0% (tidak mencapai target)" in teks(hasil)
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


def list_nilai(w: Any) -> list[Any]:
    """Of a list what it offers, of a box for a number some that anybody may type."""
    if not hasattr(w, "options"):
        return [0, 1, w.value]
    return [o[1] if isinstance(o, tuple) else o for o in w.options][:12]


@pytest.mark.parametrize("buat", MENU, ids=lambda f: f.__name__)
def test_every_widget_takes_every_choice(lima: Isi, buat: Any) -> None:
    """All kinds of indicator, all answers, a sub kegiatan: tables and figures, no exception."""
    papan = buat("uji", 2021)
    for w in papan.kendali.values():
        for nilai in list_nilai(w):
            w.value = nilai
            tanpa = papan.kendali.get("banyak")
            assert bagian(papan.hasil, Tabel) or (tanpa and tanpa.disabled), w.description
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
    assert "tidak ada yang disimpan" in simpan("uji", papan).data
    assert not (tmp_path / "outputs").exists()


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
    """build.json knows the files it was made from."""
    ruang = salin_ruang(tmp_path)
    ruang.outputs.mkdir(parents=True)
    catatan = (laporan.folder / "build.json").read_text("utf-8")
    (ruang.outputs / "build.json").write_text(catatan)
    assert not read_keadaan(ruang).basi
    (ruang.raw / "peta.geojson").write_text("{}")
    assert read_keadaan(ruang).basi
    assert "Data, bab, atau kode berubah" in read_keadaan(ruang).langkah[0]


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
    pesan = simpan("uji", papan).data
    assert "Disimpan di `outputs/paal-merah/2021-jelajah`" in pesan
    folder = laporan.ruang.simpanan
    assert sorted(b.suffix for b in folder.glob("uji.*")) == [".csv", ".html", ".png", ".svg"]
    kepala = (folder / "uji.csv").read_text("utf-8-sig").splitlines()
    assert kepala[0] == "Program;Pagu (Rp);Realisasi (Rp);Serapan (%)"
    assert re.search(r";\d+,\d+$", kepala[1])
    assert "hanya boleh memuat" in simpan("../uji", papan).data
    berkas = dict(build_berkas("satu", bagian(papan.hasil, Tabel)[0]))
    assert sorted(berkas) == [".csv", ".html"]


def test_a_range_keeps_its_upper_end_unless_it_begins_above_it(lima: Isi) -> None:
    """Saldo kas, a target of 10–20 in the workbook."""
    assert "adalah 15–20\u00a0juta" in teks(andai.susun_andai_capaian(lima.data, "KAS", 15, 24))
    assert "adalah 30\u00a0juta" in teks(andai.susun_andai_capaian(lima.data, "KAS", 30, 24))
    diubah = change_realisasi(lima.data.realisasi, "KAS", 2021, target=30, nilai=24)
    milik = diubah[(diubah["kode"] == "KAS") & (diubah["tahun"] == 2021)]
    assert milik["target_atas"].to_list() == [30]


@pytest.mark.parametrize("buat", MENU, ids=lambda f: f.__name__)
def test_what_was_chosen_first_can_be_chosen_again(lima: Isi, buat: Any) -> None:
    """All programmes, all unsur, all respondents: the list names it and the result is the same."""
    papan = buat("uji", 2021)
    daftar = {k: w for k, w in papan.kendali.items() if hasattr(w, "options")}
    for nama, w in daftar.items():
        awal, hasil = w.index, papan.hasil
        w.index = len(w.options) - 1
        w.index = awal
        assert w.index == awal, nama
        assert [type(b) for b in papan.hasil.isi] == [type(b) for b in hasil.isi], nama


def test_answers_are_split_only_once_an_unsur_is_chosen(lima: Isi) -> None:
    """Before that the list of characteristics is closed, and says of whom the answers are."""
    papan = menu.pilih_jawaban("uji", 2021)
    unsur, ciri = papan.kendali["kode"], papan.kendali["ciri"]
    assert ciri.disabled
    unsur.value, ciri.value = "U1", "usia"
    assert not ciri.disabled
    assert "menurut usia" in bagian(papan.hasil, Tabel)[0].judul
    unsur.index = 0
    assert (ciri.disabled, ciri.label) == (True, "Semua responden")
    assert "semua unsur" in bagian(papan.hasil, Tabel)[0].judul


def test_other_answers_are_offered_and_no_respondents_are_invented(lima: Isi) -> None:
    """Nobody gave 1; whoever gave 4 cannot have given 4 instead."""
    papan = menu.andaikan_ikm("uji", 2021)
    dari, menjadi, banyak = (papan.kendali[k] for k in ("dari", "menjadi", "banyak"))
    dari.value = 4
    assert list(menjadi.options) == [1, 2, 3]
    assert banyak.value == (lima.data.skm["U1"] == 4).sum()
    dari.value = 1
    assert banyak.disabled
    assert "Tidak ada responden yang memberi nilai 1 pada unsur persyaratan" in teks(papan.hasil)
    dari.value = 2
    assert (banyak.disabled, banyak.min) == (False, 1)


def test_a_what_if_writes_every_percentage_alike(isi: Isi, lima: Isi) -> None:
    """Two decimals before and after; without a capaian there is no predicate to name."""
    for hasil in (
        andai.susun_andai_capaian(isi.data, "TPL", 80, 60),
        andai.susun_andai_ikm(isi.data, "U1", 3, 4, 20),
    ):
        angka = re.findall(r"(?:dari|menjadi) [\d.]+(?:,(\d+))?", teks(hasil))
        assert angka
        assert {len(a) for a in angka} == {2}
    kosong = teks(andai.susun_andai_capaian(isi.data, "TPL", 0, 60))
    assert "capaiannya tidak dapat dihitung; rata-rata" in kosong


def test_a_faulty_year_is_read_once_until_its_workbooks_change(
    laporan: Laporan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each change of a comparison asks for every year in it."""
    monkeypatch.setenv(VARIABEL_RUANG, str(salin_ruang(tmp_path).root))
    lkip(tmp_path, "new", "2023", "--unit", "uji-kosong")
    baca: list[int] = []

    def load_terhitung(unit: str, tahun: int) -> Any:
        baca.append(tahun)
        return load(unit, tahun)

    monkeypatch.setattr(pilihan, "load", load_terhitung)
    for ukuran in banding.UKURAN:
        hasil = banding.susun_banding([("uji-kosong", 2023)], ukuran)
        assert "Data uji-kosong 2023 belum dapat dipakai" in teks(hasil)
    assert baca == [2023]
    buku = next(Ruang.of("uji-kosong", 2023).raw.glob("*.xlsx"))
    os.utime(buku, ns=(0, 0))
    with pytest.raises(pilihan.BelumDapatDipakai):
        muat("uji-kosong", 2023)
    assert baca == [2023, 2023]


def test_results_are_saved_where_they_belong_and_messages_are_not(
    laporan: Laporan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The unit and year chosen above them, of a comparison the first; no page of one sentence."""
    ruang = salin_ruang(tmp_path)
    monkeypatch.setenv(VARIABEL_RUANG, str(ruang.root))
    shutil.copytree(ruang.raw, Ruang.of("tiruan", 2021).raw)
    lkip(tmp_path, "new", "2022", "--unit", "tiruan")
    papan = menu.pilih_serapan("paal-merah", 2021)
    kecamatan, tahun = papan.tampilan.children[1].children
    kecamatan.value = "tiruan"
    assert "`outputs/tiruan/2021-jelajah`" in simpan("uji", papan).data
    tahun.value = 2022
    assert "tidak ada yang disimpan" in simpan("uji", papan).data
    beda = menu.pilih_banding()
    beda.kendali["pasangan"].value = [("tiruan", 2021)]
    assert "`outputs/tiruan/2021-jelajah`" in simpan("banding", beda).data
    beda.kendali["pasangan"].value = []
    assert "tidak ada yang disimpan" in simpan("banding", beda).data
    folder = sorted(p.name for p in (tmp_path / "outputs").rglob("*-jelajah"))
    assert folder == ["2021-jelajah"]
