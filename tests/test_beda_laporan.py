"""`lkip diff` on the report of 2021: one changed cell, and what became of it."""

import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html

from lkip_helpers.beda.perintah import bedakan
from lkip_helpers.render.bacaan import read_bacaan
from lkip_helpers.workspace import VARIABEL_RUANG, Ruang
from tests.conftest import Laporan, lkip
from tests.html_tabel import read_tabel
from tests.peramban import LEBAR, muat_axe, periksa
from tests.peramban import halaman as buka_halaman
from tests.test_render_naskah import benda, buku, gabung

PAPAN = "navigator.clipboard.writeText = async (teks) => { window.papan = teks; };"
REALISASI = ("F8", 7_284_000, 6_284_000)  # DPA, Penyusunan Dokumen Perencanaan


@pytest.fixture(scope="module")
def ruang(laporan: Laporan, tmp_path_factory: pytest.TempPathFactory) -> Ruang:
    """The report rendered again after one cell of dpa.xlsx was changed."""
    root = tmp_path_factory.mktemp("beda") / "ruang"
    shutil.copytree(laporan.ruang.root, root)
    ruang = Ruang.of("paal-merah", 2021, root)
    buku = openpyxl.load_workbook(ruang.raw / "dpa.xlsx")
    sel, lama, baru = REALISASI
    assert buku["DPA"][sel].value == lama
    buku["DPA"][sel].value = baru
    buku.save(ruang.raw / "dpa.xlsx")
    hasil = lkip(root, "render", "2021")
    assert hasil.returncode == 0, hasil.stderr
    assert "lkip diff 2021 --unit paal-merah" in hasil.stdout
    return ruang


@pytest.fixture(scope="module")
def beda(ruang: Ruang) -> dict[str, Any]:
    hasil = lkip(ruang.root, "diff", "--json")
    assert hasil.returncode == 0, hasil.stderr
    return json.loads(hasil.stdout)


@pytest.fixture(scope="module")
def layar(ruang: Ruang) -> str:
    """What `lkip diff 2021` prints; the page is written beside the new report."""
    hasil = lkip(ruang.root, "diff", "2021")
    assert (hasil.returncode, hasil.stderr) == (0, "")
    return hasil.stdout


@pytest.fixture
def di_sini(ruang: Ruang, monkeypatch: pytest.MonkeyPatch) -> Ruang:
    """The command as called in this process, in that workspace."""
    monkeypatch.setenv(VARIABEL_RUANG, str(ruang.root))
    return ruang


def paragraf(berkas: Path) -> list[str]:
    """Text of the report as its HTML prints it, outside tables, figures and notes on numbers."""
    pohon = html.parse(berkas).getroot()
    isi = pohon.xpath("//main//*[self::p or self::li][not(ancestor::*[@popover])]")
    return [" ".join(p.text_content().split()) for p in isi]


def test_exactly_the_tables_whose_printed_cells_differ_are_named(
    ruang: Ruang, beda: dict[str, Any]
) -> None:
    """Counted a second way: the tables of both laporan.html, cell by cell."""
    lama, baru = (read_tabel(f / "laporan.html") for f in (ruang.sebelumnya, ruang.outputs))
    assert lama.keys() == baru.keys()
    cetak = {label for label in baru if lama[label] != baru[label]}
    tabel = {t["label"] for t in beda["tabel"] if t["nomor"].startswith("Tabel")}
    assert tabel == cetak
    assert len(cetak) > 5
    assert {t["label"] for t in beda["tabel"]} - tabel == {"anggaran-serapan-diagram"}


def test_exactly_the_sentences_whose_paragraphs_differ_are_named(
    ruang: Ruang, beda: dict[str, Any]
) -> None:
    """Every paragraph of either HTML that is not in the other holds a sentence that changed."""
    lama, baru = (paragraf(f / "laporan.html") for f in (ruang.sebelumnya, ruang.outputs))
    hanya_baru = [p for p in baru if p not in lama]
    kalimat = [" ".join(k["baru"].split()) for k in beda["kalimat"]]
    assert len(hanya_baru) == len(kalimat) == beda["jumlah"]["kalimat"] > 5
    assert all(any(k in p for p in hanya_baru) for k in kalimat)
    assert all(any(k in p for k in kalimat) for p in hanya_baru)


def test_the_changed_cell_is_told_with_its_difference(beda: dict[str, Any]) -> None:
    """And the total that it is part of; serapan 98.43 → 84.92 = 6.284/7.4 × 100."""
    sel = {
        (t["label"], s["baris"], s["kolom"]): (s["lama"], s["baru"], s["selisih"])
        for t in beda["tabel"]
        for s in t["sel"]
    }
    rinci = ("program-anggaran-output", "Penyusunan Dokumen Perencanaan Perangkat Daerah")
    assert sel[*rinci, "Realisasi (Rp)"] == ("Rp7.284.000", "Rp6.284.000", "−Rp1.000.000")
    assert sel[*rinci, "Serapan (%)"] == (
        "98,43\u00a0%", "84,92\u00a0%", "−13,51\u00a0poin persen",
    )  # fmt: skip
    jumlah = sel["anggaran-program", "Jumlah", "Realisasi (Rp)"]
    assert jumlah == ("Rp12.213.745.702", "Rp12.212.745.702", "−Rp1.000.000")
    assert beda["sumber"] == ["dpa.xlsx"]


def test_the_terminal_says_the_sum_first_and_marks_the_words(layar: str) -> None:
    """Exit 0 though much changed."""
    baris = layar.splitlines()
    assert baris[0].startswith("Lama: paal-merah/2021-sebelumnya (konsep, disusun ")
    assert baris[2].startswith("Yang berubah: 18 angka, 1 isian teks pada tabel, ")
    assert "[-Rp12.213.745.702-]{+Rp12.212.745.702+}" in layar
    assert "Bab III Akuntabilitas Kinerja › 3.2 Realisasi Anggaran" in layar


@pytest.mark.usefixtures("layar")
@pytest.mark.parametrize("lebar", LEBAR)
def test_axe_finds_nothing_against_the_page(ruang: Ruang, peramban: Any, lebar: int) -> None:
    """Light and dark; no wider than the screen, and nothing asked for."""
    with buka_halaman(peramban, ruang.outputs / "perbedaan.html", lebar) as hal:
        muat_axe(hal)
        for tema in ("light", "dark"):
            hal.emulate_media(color_scheme=tema)
            assert periksa(hal) == []
        assert hal.evaluate("document.documentElement.scrollWidth") <= lebar


@pytest.fixture
def halaman(di_sini: Ruang, tmp_path: Path) -> html.HtmlElement:
    assert bedakan(None, None, None, ke=tmp_path / "b.html", json_saja=False) == 0
    return html.parse(tmp_path / "b.html").getroot()


def test_the_page_is_open_to_every_reader_and_asks_nobody(
    halaman: html.HtmlElement, ruang: Ruang
) -> None:
    """One file in the look of the report; nothing of the machine it was made on."""
    assert halaman.get("lang") == "id"
    assert halaman.xpath("//title/text()") == [
        "Perbedaan Laporan Kinerja Kecamatan Paal Merah Tahun 2021"
    ]
    assert "default-src 'none'" in halaman.xpath("//meta[@http-equiv]/@content")[0]
    assert not halaman.xpath("//main//script | //link | //@src | //@style")
    assert "url(" not in "".join(halaman.xpath("//style/text()"))
    assert all(len(t.xpath("./caption")) == 1 for t in halaman.xpath("//table"))
    assert all(s.get("scope") for s in halaman.xpath("//th"))
    tingkat = [int(h.tag[1]) for h in halaman.xpath("//main//*[self::h1|self::h2|self::h3]")]
    assert tingkat[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(tingkat))
    ada = halaman.xpath("//@id")
    assert len(ada) == len(set(ada))
    assert {h[1:] for h in halaman.xpath("//@href")} <= set(ada)
    assert str(ruang.root) not in html.tostring(halaman, encoding="unicode")


def test_the_page_marks_old_and_new_words(halaman: html.HtmlElement) -> None:
    """As text that was deleted and inserted, whatever the eye makes of the colours."""
    kalimat = [k for k in halaman.xpath("//li") if "yang mempunyai pagu" in k.text_content()]
    assert [(k.findtext("del"), k.findtext(".//ins")) for k in kalimat] == [("35", "34")]


def test_markup_in_the_data_stays_text_on_the_page(
    di_sini: Ruang, tmp_path: Path, laporan: Laporan
) -> None:
    """A cell that holds HTML is printed, not obeyed."""
    lain = salin(laporan.folder, tmp_path / "lain")
    ubah(lain, lambda isi: isi["tabel"][0]["baris"][0].update(predikat="<script>x</script>"))
    assert bedakan(str(lain), str(laporan.folder), None, ke=tmp_path / "b.html",
                   json_saja=False) == 0  # fmt: skip
    pohon = html.parse(tmp_path / "b.html").getroot()
    assert not pohon.xpath("//main//script")
    assert "<script>" in pohon.text_content()


def test_numbers_and_texts_that_changed_sort_and_leave_together(
    di_sini: Ruang, tmp_path: Path, laporan: Laporan, peramban: Any
) -> None:
    """In one table: old and new each in its column, a difference as a number; on a phone too."""
    lain = salin(laporan.folder, tmp_path / "lain")
    label = "iku-capaian"
    baris = laporan.tabel[label]["baris"]
    dulu = [{"realisasi": b["realisasi"] - n, "predikat": "Belum dinilai"}
            for n, b in enumerate(baris, 10)]  # fmt: skip

    def mundurkan(isi: dict[str, Any]) -> None:
        tabel = next(t for t in isi["tabel"] if t["label"] == label)
        for b, d in zip(tabel["baris"], dulu, strict=True):
            b.update(d)

    ubah(lain, mundurkan)
    assert bedakan(str(lain), str(laporan.folder), None, ke=tmp_path / "b.html",
                   json_saja=False) == 0  # fmt: skip
    with buka_halaman(peramban, tmp_path / "b.html", LEBAR[0], awal=PAPAN) as hal:
        assert hal.evaluate("document.documentElement.scrollWidth") <= LEBAR[0]
        for kolom in ("Lama", "Baru", "Selisih"):
            for _ in range(2):
                hal.locator(f"#{label} thead").get_by_role("button", name=kolom).click()
        hal.locator(f"#{label} .salin").click()
        _, *isi = [b.split(";")[1:] for b in hal.evaluate("papan").split("\r\n")]
    harap = [["Realisasi", tulis(d["realisasi"]), tulis(b["realisasi"]), tulis(n)]
             for n, (d, b) in enumerate(zip(dulu, baris, strict=True), 10)]  # fmt: skip
    harap = harap[::-1] + [["Kategori", "Belum dinilai", b["predikat"], ""] for b in baris]
    assert isi == harap


def tulis(nilai: float) -> str:
    return f"{nilai:.2f}".replace(".", ",")


def test_the_same_report_twice_has_no_difference(
    laporan: Laporan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A copy of a folder; said on the terminal and on the page."""
    salinan = salin(laporan.folder, tmp_path / "salinan")
    assert bedakan(str(laporan.folder), str(salinan), None, ke=None, json_saja=False) == 0
    tidak = "Tidak ada angka, tabel, atau kalimat yang berubah."
    assert tidak in capsys.readouterr().out
    assert tidak in (salinan / "perbedaan.html").read_text("utf-8")


def salin(asal: Path, tujuan: Path) -> Path:
    return Path(shutil.copytree(asal, tujuan))


def ubah(folder: Path, cara: Any) -> None:
    isi = json.loads((folder / "tabel.json").read_text("utf-8"))
    cara(isi)
    (folder / "tabel.json").write_text(json.dumps(isi), "utf-8")


def test_a_report_of_an_older_version_is_compared_in_what_it_has(
    laporan: Laporan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No chapters, no sources, no alternative texts: no change is made of what is missing."""
    tua = salin(laporan.folder, tmp_path / "tua")
    shutil.rmtree(tua / "notebooks")
    (tua / "build.json").unlink()

    def kurangi(isi: dict[str, Any]) -> None:
        for t in isi["tabel"]:
            for kunci in ("sumber", "alt", "satuan", "rumus", "rumus_kaki"):
                t.pop(kunci, None)
        isi["tabel"][1]["baris"][0]["luas_ha"] += 1

    ubah(tua, kurangi)
    assert bedakan(str(tua), str(laporan.folder), None, ke=None, json_saja=True) == 0
    isi = json.loads(capsys.readouterr().out)
    assert isi["jumlah"] == {"angka": 1, "isian": 0, "tersembunyi": 0, "tabel": 1, "kalimat": 0}
    assert isi["kalimat"] is None


def hapus_kolom(folder: Path) -> None:
    ubah(folder, lambda isi: isi["tabel"][3].pop("kolom"))


def ganti_unit(folder: Path) -> None:
    ubah(folder, lambda isi: isi.update(unit="uji"))


@pytest.mark.parametrize(
    ("rusak", "kode", "pesan"),
    [
        (lambda f: (f / "tabel.json").unlink(), 1, "tidak memuat laporan (tabel.json tidak ada)"),
        (lambda f: (f / "tabel.json").write_text("{", "utf-8"), 1, "rusak: bukan JSON yang utuh"),
        (lambda f: (f / "build.json").write_text("{", "utf-8"), 1, "build.json rusak"),
        (hapus_kolom, 1, "tabel › 3 › kolom tidak ada atau tidak sesuai"),
        (lambda f: next((f / "notebooks").glob("2*")).write_text("{", "utf-8"), 1, "notebook"),
        (ganti_unit, 2, "bandingkan laporan dari satu unit"),
    ],
)
def test_a_report_that_cannot_be_compared_is_named_with_the_cure(
    laporan: Laporan, tmp_path: Path, capsys: pytest.CaptureFixture[str], rusak: Any, kode: int,
    pesan: str,
) -> None:  # fmt: skip
    """1 where a report is at fault, 2 where the wrong one was named; no page is written."""
    buruk = salin(laporan.folder, tmp_path / "buruk")
    rusak(buruk)
    assert bedakan(str(laporan.folder), str(buruk), None, ke=None, json_saja=False) == kode
    galat = capsys.readouterr().err
    assert pesan in galat
    assert "buruk" in galat
    assert not (buruk / "perbedaan.html").exists()


@pytest.mark.parametrize(
    ("argumen", "kode", "pesan"),
    [
        (("2021", "2021"), 2, "adalah laporan yang sama"),
        (("2019", "2021"), 1, "Laporan paal-merah 2019 belum disusun; jalankan lkip render 2019"),
        (("2020", None), 1, "belum disusun"),
        (("entah", None), 1, "entah tidak memuat laporan"),
    ],
)
def test_a_wrong_choice_is_answered_with_what_to_do(
    di_sini: Ruang, capsys: pytest.CaptureFixture[str], argumen: Any, kode: int, pesan: str
) -> None:
    """In Indonesian, on the error stream."""
    assert bedakan(*argumen, None, ke=None, json_saja=False) == kode
    hasil = capsys.readouterr()
    assert pesan in hasil.err
    assert hasil.out == ""


def test_without_a_former_report_the_way_to_get_one_is_told(
    laporan: Laporan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first report of a year has none."""
    monkeypatch.setenv(VARIABEL_RUANG, str(laporan.ruang.root))
    assert bedakan(None, None, None, ke=None, json_saja=False) == 1
    assert "lkip diff FOLDER-LAMA FOLDER-BARU" in capsys.readouterr().err


def test_a_folder_alone_is_the_old_report_of_the_present_one(
    di_sini: Ruang, laporan: Laporan, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Yesterday's copy against what is in place."""
    salinan = salin(di_sini.sebelumnya, tmp_path / "kemarin")
    assert bedakan(str(salinan), None, None, ke=None, json_saja=True) == 0
    assert json.loads(capsys.readouterr().out)["jumlah"]["angka"] == 18


def test_the_reader_of_a_report_knows_sentences_from_abbreviations() -> None:
    """One paragraph, two sentences; a list item is one; a reference is known by its label."""
    teks = "Lihat [Tabel](#t) milik Drs. Amran, S.E. di Jl. Merdeka No. 5. Baik 1,5 %.\n\n- Butir"
    bacaan = read_bacaan(gabung(b10_a=buku("# Awal", teks, benda("tabel", "t"))))
    kepala = (("Bab I", "Awal"),)
    milik = "milik Drs. Amran, S.E. di Jl. Merdeka No. 5."
    assert bacaan.kalimat == [
        (kepala, "Bab I Awal", "Awal"),
        (kepala, f"Lihat Tabel 1.1 {milik}", f"Lihat Tabel #t {milik}"),
        (kepala, "Baik 1,5 %.", "Baik 1,5 %."),
        (kepala, "Butir", "Butir"),
    ]
    assert bacaan.tempat == {"t": kepala}
