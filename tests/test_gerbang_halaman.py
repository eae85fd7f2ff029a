"""What laporan.html does in a browser: tables, search, contents, dark view, print, its policy.

Expected orders and numbers come from tabel.json.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from lkip_helpers.display.format import format_bilangan
from tests.conftest import Laporan
from tests.peramban import halaman

LEBAR_TABEL = "program-anggaran-output"  # 51 rows, merged cells
TANPA_PAPAN = "navigator.clipboard.writeText = () => Promise.reject(new Error('tertutup'));"
PAPAN = "navigator.clipboard.writeText = async (teks) => { window.papan = teks; };"
TANPA_SIMPANAN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new Error('tertutup'); } });"
)


@pytest.fixture
def hal(laporan: Laporan, peramban: Any) -> Iterator[Any]:
    with halaman(peramban, laporan.folder / "laporan.html") as buka:
        yield buka


def ubah(laporan: Laporan, folder: Path, lama: str, baru: str) -> Path:
    """A copy of the report in which the first `lama` is replaced."""
    isi = (laporan.folder / "laporan.html").read_text("utf-8")
    assert lama in isi
    berkas = folder / "salinan.html"
    berkas.write_text(isi.replace(lama, baru, 1), "utf-8")
    return berkas


def isi_tabel(hal: Any, label: str, bagian: str = "tbody") -> list[list[str]]:
    return hal.locator(f"#{label} {bagian}").evaluate(
        "b => [...b.rows].map(r => [...r.cells].map(c => c.innerText.trim()))"
    )


def tombol(hal: Any, label: str, kolom: str) -> Any:
    return hal.locator(f"#{label} thead").get_by_role("button", name=kolom)


def unduh(hal: Any, label: str) -> tuple[str, bytes]:
    with hal.expect_download() as janji:
        hal.locator(f"#{label} .unduh").click()
    return janji.value.suggested_filename, Path(janji.value.path()).read_bytes()


def bulat(nilai: int | None) -> str:
    """A whole amount as CSV holds it."""
    return "" if nilai is None else str(nilai)


def baca_csv(isi: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(isi.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_column_sorts_by_its_numbers_and_back(laporan: Laporan, hal: Any) -> None:
    """By keyboard: up, down, as it was; the total stays below."""
    pagu = [b["pagu"] for b in laporan.tabel["anggaran-program"]["baris"]]
    assert pagu not in (sorted(pagu), sorted(pagu, reverse=True))
    kaki = isi_tabel(hal, "anggaran-program", "tfoot")
    urut = tombol(hal, "anggaran-program", "Pagu (Rp)")
    urut.focus()
    kepala = urut.locator("xpath=..")
    for tanda, harap in (
        ("ascending", sorted(pagu)),
        ("descending", sorted(pagu, reverse=True)),
        (None, pagu),
    ):
        hal.keyboard.press("Enter")
        assert kepala.get_attribute("aria-sort") == tanda
        tampak = [b[1] for b in isi_tabel(hal, "anggaran-program")]
        assert tampak == [format_bilangan(n) for n in harap]
    assert isi_tabel(hal, "anggaran-program", "tfoot") == kaki


def test_merged_cells_are_written_out_when_rows_move(laporan: Laporan, hal: Any) -> None:
    """Each row keeps its own program and kegiatan; the third press gives the merged table back."""
    baris = laporan.tabel[LEBAR_TABEL]["baris"]
    asli = hal.locator(f"#{LEBAR_TABEL} tbody").inner_html()
    assert asli.count("rowspan") > 5
    urut = tombol(hal, LEBAR_TABEL, "Pagu (Rp)")
    urut.click()
    tampak = isi_tabel(hal, LEBAR_TABEL)
    assert {len(b) for b in tampak} == {7}
    assert sorted((b[1], b[2]) for b in tampak) == sorted(
        (b["kegiatan"], b["sub_kegiatan"]) for b in baris
    )
    pagu = [b["pagu"] for b in baris]
    ada = sorted(n for n in pagu if n is not None)
    kosong = ["–"] * pagu.count(None)
    assert len(kosong) > 0
    assert [b[3] for b in tampak] == [*map(format_bilangan, ada), *kosong]
    urut.click()
    urut.click()
    assert hal.locator(f"#{LEBAR_TABEL} tbody").inner_html() == asli.replace("\n", "")


def test_numbers_texts_and_gaps_have_their_order(hal: Any) -> None:
    """id-ID: dots for thousands, comma for decimals; gaps last in either direction."""
    baca = """teks => readNilai(Object.assign(document.createElement('td'),
                                              { className: 'angka', textContent: teks }))"""
    teks = ["7.529.955.253", "97,62 %", "−1,5", "Rp1.000", "70–80", "–", ""]
    harap = [7529955253, 97.62, -1.5, 1000, "70–80", None, None]
    assert [hal.evaluate(baca, t) for t in teks] == harap
    beda = ["+10,00", "−13,51\u00a0poin persen", "−Rp1.000.000", "+Rp25"]
    assert [hal.evaluate(baca, t) for t in beda] == [10, -13.51, -1_000_000, 25]
    for arah, urut in ((1, [-2, 10, "U2", "U10", None]), (-1, ["U10", "U2", 10, -2, None])):
        acak = [None, "U10", -2, "U2", 10]
        assert hal.evaluate(f"a => a.sort((x, y) => compare(x, y, {arah}))", acak) == urut


def test_a_merged_cell_stands_in_each_of_its_columns(hal: Any) -> None:
    """And what is missing from a row sorts as empty."""
    baca = """k => {
      const tr = document.createElement('tr');
      tr.append(...['a', 'b'].map(t => Object.assign(tr.insertCell(), { textContent: t })));
      tr.cells[1].colSpan = 2;
      return readNilai(findSel(tr, k));
    }"""
    assert [hal.evaluate(baca, k) for k in range(4)] == ["a", "b", "b", None]


def test_a_filter_leaves_the_rows_that_hold_every_word(laporan: Laporan, hal: Any) -> None:
    """With their number; totals say that they count all rows; emptied, everything is back."""
    label, semua = "lembaga-keaktifan", laporan.tabel["lembaga-keaktifan"]["baris"]
    kata = "pemberdayaan"
    cocok = [b["lembaga"] for b in semua if kata in b["lembaga"].lower()]
    assert 0 < len(cocok) < len(semua)
    saring, hitungan = hal.locator(f"#{label} .saring input"), hal.locator(f"#{label} output")
    assert hitungan.inner_text() == f"{len(semua)} baris"
    saring.fill(f" {kata.upper()} ")
    assert [b[0] for b in isi_tabel(hal, label)] == cocok
    assert hitungan.inner_text() == f"{len(cocok)} dari {len(semua)} baris"
    assert all("(semua baris)" in b[0] for b in isi_tabel(hal, label, "tfoot"))
    saring.fill("tidak ada ini")
    assert "Tidak ada yang cocok" in hitungan.inner_text()
    saring.fill("")
    assert len(isi_tabel(hal, label)) == len(semua)
    assert not any("semua baris" in b[0] for b in isi_tabel(hal, label, "tfoot"))
    assert hal.locator("#iku-capaian .saring").count() == 0


def test_a_table_is_downloaded_as_excel_reads_it(laporan: Laporan, hal: Any) -> None:
    """RFC 4180 but for the semicolon; UTF-8 with its mark; merged cells in each row."""
    nama, isi = unduh(hal, LEBAR_TABEL)
    kepala, *badan, kaki = baca_csv(isi)
    baris = laporan.tabel[LEBAR_TABEL]["baris"]
    assert nama == f"{LEBAR_TABEL}.csv"
    assert isi.startswith(b"\xef\xbb\xbf")
    assert kepala[2:5] == ["Sub kegiatan", "Pagu (Rp)", "Realisasi (Rp)"]
    assert [b[3] for b in badan] == [bulat(b["pagu"]) for b in baris]
    assert [b[1] for b in badan] == [b["kegiatan"] for b in baris]
    assert re.fullmatch(r"\d+,\d\d", badan[0][5])
    assert kaki[0] == "Jumlah"
    assert len(kaki) == len(kepala)
    assert kaki[3] == str(sum(b["pagu"] or 0 for b in baris))


def test_grouped_heads_and_filtered_rows_are_copied_as_they_stand(
    laporan: Laporan, peramban: Any
) -> None:
    """On the clipboard; a group's title stands before each of its columns."""
    with halaman(peramban, laporan.folder / "laporan.html", awal=PAPAN) as hal:
        hal.locator("#renstra-target .salin").click()
        assert hal.locator("#renstra-target .alat-tabel [role=status]").inner_text() == "Disalin."
        kepala = hal.evaluate("papan").split("\r\n")[0].split(";")
        assert kepala[-2:] == ["Target – 2022", "Target – 2023"]
        hal.locator("#lembaga-keaktifan .saring input").fill("pemberdayaan")
        tampak = isi_tabel(hal, "lembaga-keaktifan")
        hal.locator("#lembaga-keaktifan .salin").click()
        salinan = baca_csv(hal.evaluate("papan").encode())
        assert [b[0] for b in salinan[1:-3]] == [b[0] for b in tampak]
        assert salinan[-1][0] == "Persentase (semua baris)"


def test_every_tool_of_a_table_says_which_table_it_serves(laporan: Laporan, hal: Any) -> None:
    """In its name, as a list of all buttons reads it; after the words that the eye sees."""
    nama = [
        u.get_attribute("aria-label") for u in hal.locator(".salin, .unduh, .saring input").all()
    ]
    assert len(nama) == len(set(nama)) > 2 * len(laporan.tabel)
    nomor = laporan.tabel[LEBAR_TABEL]["nomor"]
    for alat in ("Salin CSV", "Unduh CSV", "Saring"):
        assert f"{alat} Tabel {nomor}" in nama


def test_a_closed_clipboard_shows_the_text_itself(laporan: Laporan, peramban: Any) -> None:
    """Selected, to be copied by hand."""
    with halaman(peramban, laporan.folder / "laporan.html", awal=TANPA_PAPAN) as hal:
        hal.locator("#wilayah-luas .salin").click()
        kotak = hal.locator("#wilayah-luas textarea")
        assert kotak.input_value().startswith("Kelurahan;Luas (ha)\n")
        assert hal.evaluate("getSelection().toString()") or kotak.evaluate("k => k.selectionEnd")
        assert "Ctrl+C" in hal.locator("#wilayah-luas .alat-tabel [role=status]").inner_text()


def test_notes_and_links_in_a_cell_do_not_disturb(
    laporan: Laporan, peramban: Any, tmp_path: Path
) -> None:
    """A number in a button is its number; a note beside it is neither copied, sorted by nor found.

    A text that a spreadsheet would run gets an apostrophe.
    """
    baris = laporan.tabel["anggaran-program"]["baris"]
    angka = format_bilangan(baris[0]["pagu"])
    catatan = '<aside class="asal">catatan asing 9999</aside>'
    isi = (laporan.folder / "laporan.html").read_text("utf-8")
    depan, belakang = isi.split('<div class="lkip-tabel" id="anggaran-program"')
    for lama, baru in (
        (f">{angka}</button></td>", f">{angka}</button>{catatan}</td>"),
        ('scope="row" class="teks">P', 'scope="row" class="teks">=P'),
    ):
        assert lama in belakang
        belakang = belakang.replace(lama, baru, 1)
    berkas = tmp_path / "salinan.html"
    berkas.write_text(f'{depan}<div class="lkip-tabel" id="anggaran-program"{belakang}', "utf-8")
    with halaman(peramban, berkas) as hal:
        _, isi = unduh(hal, "anggaran-program")
        assert [b[1] for b in baca_csv(isi)[1:-1]] == [str(b["pagu"]) for b in baris]
        assert baca_csv(isi)[1][0].startswith("'=P")
        tombol(hal, "anggaran-program", "Pagu (Rp)").click()
        tampak = [b[1].split()[0] for b in isi_tabel(hal, "anggaran-program")]
        assert tampak == [format_bilangan(n) for n in sorted(b["pagu"] for b in baris)]
        hal.locator("#cari").fill("catatan asing")
        assert hal.locator("#kabar-cari").inner_text() == "Tidak ditemukan"


def test_search_leads_to_the_place_by_keyboard(hal: Any) -> None:
    """Results with their section and the words marked; Escape gives the contents back."""
    hal.locator("#cari").focus()
    hal.keyboard.type("serapan anggaran")
    hasil = hal.locator("#hasil-cari a")
    banyak = hasil.count()
    assert banyak > 3
    assert hal.locator("#kabar-cari").inner_text() == f"{banyak} hasil"
    for satu in hasil.all():
        tanda = {t.lower() for t in satu.locator("mark").all_inner_texts()}
        assert tanda
        assert tanda <= {"serapan", "anggaran"}
        assert re.match(r"\d\.\d|Bab|Ikhtisar|Kata|L\.", satu.locator(".tempat").inner_text())
    assert hal.evaluate("CSS.highlights.get('temuan').size") > banyak
    assert not hal.locator(".daftar-isi").first.is_visible()
    hal.keyboard.press("ArrowDown")
    hal.keyboard.press("ArrowDown")
    hal.keyboard.press("ArrowUp")
    hal.keyboard.press("Enter")
    tuju = hal.locator("main :focus")
    assert re.search(
        "serapan.*anggaran|anggaran.*serapan", tuju.inner_text(), re.IGNORECASE | re.DOTALL
    )
    assert 0 < tuju.bounding_box()["y"] < 900
    hal.locator("#cari").focus()
    hal.keyboard.press("Escape")
    assert hal.locator("#cari").input_value() == ""
    assert hal.locator(".daftar-isi").first.is_visible()
    assert hal.evaluate("CSS.highlights.get('temuan').size") == 0


def test_a_find_is_shown_whatever_hides_it(laporan: Laporan, hal: Any) -> None:
    """In a row that was filtered away and written anew, and in data that is folded up."""
    sub = laporan.tabel[LEBAR_TABEL]["baris"][-1]["sub_kegiatan"]
    tombol(hal, LEBAR_TABEL, "Pagu (Rp)").click()
    hal.locator(f"#{LEBAR_TABEL} .saring input").fill("gaji")
    hal.locator("#cari").fill(sub)
    hal.locator("#hasil-cari a").filter(has_text="3.2.4").first.click()
    assert sub in hal.locator("main tr:focus").inner_text()
    hal.locator("#cari").fill("data gambar")
    hal.locator("#hasil-cari a").filter(has_text="Data Gambar 3.1").click()
    assert hal.locator("main caption:focus").is_visible()


@pytest.mark.parametrize("kata", ["(", "\\", "$1", "a.*b", "<b>"])
def test_signs_are_searched_as_they_are(hal: Any, kata: str) -> None:
    """No pattern, no markup: what is typed is text."""
    hal.locator("#cari").fill(kata + "zz")
    assert hal.locator("#kabar-cari").inner_text() == "Tidak ditemukan"


def test_the_contents_follow_the_reading(hal: Any) -> None:
    """Upwards and downwards; one link at a time, kept in sight within the panel."""
    for anchor in ("bagian-1-2", "bagian-3-2", "bagian-2-3", "lampiran"):
        hal.evaluate("a => document.getElementById(a).scrollIntoView()", anchor)
        kini = hal.locator(f".utama a[href='#{anchor}'][aria-current=location]")
        kini.wait_for()
        assert hal.locator("[aria-current]").count() == 1
        assert 100 < kini.bounding_box()["y"] < 900


def test_the_panel_of_a_phone_opens_closes_and_leads_on(laporan: Laporan, peramban: Any) -> None:
    """In reach wherever one reads; Escape gives the focus back; a link closes it."""
    with halaman(peramban, laporan.folder / "laporan.html", 360) as hal:
        tombol, panel = hal.locator("#buka-panel"), hal.locator("#panel")
        assert not panel.is_visible()
        hal.evaluate("window.scrollTo(0, 20000)")
        assert tombol.bounding_box()["y"] < 60
        tombol.focus()
        hal.keyboard.press("Enter")
        assert panel.is_visible()
        assert tombol.get_attribute("aria-expanded") == "true"
        hal.keyboard.press("Tab")
        assert hal.evaluate("document.activeElement.id") == "cari"
        hal.keyboard.press("Escape")
        assert not panel.is_visible()
        assert hal.evaluate("document.activeElement.id") == "buka-panel"
        tombol.click()
        hal.locator(".utama a[href='#bagian-3-2']").click()
        assert not panel.is_visible()
        assert 40 < hal.locator("#bagian-3-2").bounding_box()["y"] < 200
        hal.locator(".bagian-kini", has_text="3.2 Realisasi Anggaran").wait_for()


def test_the_panel_of_a_phone_does_not_cover_what_has_the_focus(
    laporan: Laporan, peramban: Any
) -> None:
    """WCAG 2.4.11: the Tab key past its end closes it; Escape does, wherever the focus is."""
    with halaman(peramban, laporan.folder / "laporan.html", 360) as hal:
        tombol, panel = hal.locator("#buka-panel"), hal.locator("#panel")
        tombol.click()
        hal.locator("#panel summary").last.focus()
        assert panel.is_visible()
        hal.keyboard.press("Tab")
        assert hal.evaluate("document.activeElement.closest('main') !== null")
        assert not panel.is_visible()
        tombol.click()
        hal.evaluate("document.activeElement.blur()")
        assert panel.is_visible()
        hal.keyboard.press("Escape")
        assert not panel.is_visible()
        assert hal.evaluate("document.activeElement.id") == "buka-panel"


def test_the_dark_view_follows_the_system_and_the_button(laporan: Laporan, peramban: Any) -> None:
    """Remembered where the browser allows it, and no error where it does not."""
    latar = "getComputedStyle(document.body).backgroundColor"
    terang = "rgb(255, 255, 255)"
    berkas = laporan.folder / "laporan.html"
    with halaman(peramban, berkas, color_scheme="dark") as hal:
        tombol = hal.locator("#tema")
        assert hal.evaluate(latar) != terang
        assert tombol.get_attribute("aria-pressed") == "true"
        tombol.click()
        assert hal.evaluate(latar) == terang
        hal.reload()
        assert hal.evaluate(latar) == terang
    with halaman(peramban, berkas, awal=TANPA_SIMPANAN) as hal:
        hal.locator("#tema").click()
        assert hal.evaluate(latar) != terang
        hal.emulate_media(media="print")
        assert hal.evaluate("getComputedStyle(document.body).color") == (
            "rgb(29, 39, 51)"  # --tinta of the light view in gaya.css
        )


def test_print_leaves_out_what_paper_cannot_do(hal: Any) -> None:
    """No panel, no controls; data of a chart only where they were opened; a filter says so."""
    hal.locator("#skm-diagram-data summary").click()
    hal.locator("#lembaga-keaktifan .saring input").fill("pemberdayaan")
    hal.emulate_media(media="print")
    for alat in (".samping", ".alat-tabel", ".saring input"):
        assert not any(u.is_visible() for u in hal.locator(alat).all())
    assert hal.locator("#skm-diagram-data table").is_visible()
    assert not hal.locator("#peta-data").is_visible()
    assert hal.locator("#lembaga-keaktifan output").is_visible()
    assert not hal.locator("#skm-tabulasi output").is_visible()


def test_a_long_table_has_its_head_on_every_printed_page(hal: Any) -> None:
    """Turned pages of the wide table; Chromium drops what it cannot repeat, such as a button."""
    dokumen = pypdfium2.PdfDocument(hal.pdf(prefer_css_page_size=True))
    rebah = [h for h in dokumen if h.get_width() > h.get_height()]
    assert len(rebah) > 2
    for h in rebah:
        teks = h.get_textpage().get_text_bounded()
        assert "Sub kegiatan" in teks
        assert len(re.findall(r"\d+\.\d{3}", teks)) > 10


def test_the_policy_refuses_what_is_not_of_the_report(
    laporan: Laporan, peramban: Any, tmp_path: Path
) -> None:
    """A script, a handler, a style and an image that someone slipped in do nothing."""
    jahat = (
        '<main id="isi"><script>window.jahat = 1</script><p id="uji" style="color: red" '
        'onclick="window.jahat = 2">Uji</p><img alt="" src="https://example.org/a.png">'
    )
    berkas = ubah(laporan, tmp_path, '<main id="isi">', jahat)
    salah: list[str] = []
    with halaman(peramban, berkas, salah=salah) as hal:
        hal.locator("#uji").click()
        assert hal.evaluate("window.jahat") is None
        assert hal.evaluate("getComputedStyle(uji).color") != "rgb(255, 0, 0)"
        assert hal.evaluate("document.querySelector('main img').naturalWidth") == 0
        tombol(hal, "anggaran-program", "Pagu (Rp)").click()
        assert hal.locator("#anggaran-program [aria-sort]").count() == 1
    assert sum("Content Security Policy" in s for s in salah) == 4
