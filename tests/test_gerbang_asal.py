"""A number of laporan.html asked where it comes from: by mouse, keyboard and touch; without script.

Expected formulas and cells come from tabel.json.
"""

from typing import Any

import pytest

from tests.conftest import Laporan
from tests.peramban import halaman, muat_axe, periksa

LABEL = "iku-capaian"  # two indicators: target, realisasi, capaian; below them the mean
CAPAIAN = 2  # the third number of the table
TERBUKA = ".asal:popover-open"


def angka(hal: Any, ke: int = CAPAIAN, label: str = LABEL) -> Any:
    return hal.locator(f"#{label} .angka-asal").nth(ke)


def harap(laporan: Laporan, ke: int = CAPAIAN) -> dict[str, Any]:
    satu: dict[str, Any] = laporan.tabel[LABEL]["silsilah"][ke]
    return satu


@pytest.mark.parametrize("lebar", [360, 768, 1280])
def test_a_number_opens_its_note_without_a_script(
    laporan: Laporan, peramban: Any, lebar: int
) -> None:
    """Formula in words and numbers, rule, operands, cells; in sight at any width; Esc closes it."""
    with halaman(
        peramban, laporan.folder / "laporan.html", lebar, java_script_enabled=False
    ) as hal:
        angka(hal).click()
        catatan = hal.locator(TERBUKA)
        teks = catatan.inner_text()
        asal = harap(laporan)
        for bagian in (asal["rumus"], asal["hitungan"], asal["aturan"], *asal["sel"]):
            assert bagian in teks
        petak = catatan.bounding_box()
        assert petak["x"] >= 0
        assert petak["x"] + petak["width"] <= lebar
        hal.keyboard.press("Escape")
        assert catatan.count() == 0


def test_an_operand_leads_on_to_its_own_note(laporan: Laporan, peramban: Any) -> None:
    """From the index to the total it is, in another table, and on to a weighted value there."""
    with halaman(peramban, laporan.folder / "laporan.html", java_script_enabled=False) as hal:
        angka(hal, 0, "skm-ringkasan").click()
        hal.locator(TERBUKA).get_by_role("button", name="Nilai konversi – Jumlah").click()
        kedua = hal.locator(TERBUKA).filter(has_text="jumlah nilai konversi").last
        nomor = laporan.tabel["skm-nilai"]["nomor"]
        assert f"Tabel {nomor}" in hal.locator(TERBUKA).first.inner_text() + kedua.inner_text()
        hal.locator(TERBUKA).get_by_role("button", name="Nilai konversi – Persyaratan").click()
        assert hal.locator(TERBUKA).filter(has_text="skm.xlsx › Jawaban › B5:B54").count() == 1


def test_the_keyboard_walks_from_number_to_number(laporan: Laporan, peramban: Any) -> None:
    """One stop of the Tab key a table; arrows within it; Enter opens, Esc gives the focus back."""
    with halaman(peramban, laporan.folder / "laporan.html") as hal:
        pintu = hal.locator(f"#{LABEL} .angka-asal[tabindex='0']")
        assert pintu.count() == 1
        angka(hal, 0).focus()
        for tombol, tuju in (("ArrowRight", 1), ("ArrowDown", 4), ("End", 6), ("ArrowUp", 5)):
            hal.keyboard.press(tombol)
            assert (
                hal.evaluate("document.activeElement.textContent") == angka(hal, tuju).inner_text()
            )
        assert pintu.count() == 1
        hal.keyboard.press("Enter")
        assert harap(laporan, 5)["hitungan"] in hal.locator(TERBUKA).inner_text()
        hal.keyboard.press("Escape")
        assert hal.evaluate("document.activeElement.textContent") == angka(hal, 5).inner_text()


def tampak(hal: Any) -> bool:
    """Whether the element that has the focus lies on top."""
    return bool(
        hal.evaluate("""() => {
          const [u, r] = [document.activeElement, document.activeElement.getBoundingClientRect()];
          return u.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2));
        }""")
    )


def test_the_focus_goes_into_a_note_and_back_to_what_opened_it(
    laporan: Laporan, peramban: Any
) -> None:
    """Three notes deep; what has the focus is never below a note."""
    with halaman(peramban, laporan.folder / "laporan.html") as hal:
        angka(hal, 0, "skm-ringkasan").focus()
        pembuka = []
        for dalam in (1, 2, 3):
            pembuka.append(hal.evaluate_handle("document.activeElement"))
            hal.keyboard.press("Enter")
            assert hal.locator(TERBUKA).count() == dalam
            assert hal.locator(f"{TERBUKA}:focus").get_attribute("role") == "dialog"
            assert tampak(hal)
            hal.keyboard.press("Tab")
            assert hal.locator(f"{TERBUKA} :focus").count() == 1
            assert tampak(hal)
        for tombol in reversed(pembuka):
            hal.keyboard.press("Escape")
            assert hal.evaluate("t => t === document.activeElement", tombol)
            assert tampak(hal)
        assert hal.locator(TERBUKA).count() == 0


@pytest.mark.parametrize("tombol", ["Tab", "Shift+Tab", "ArrowRight"])
def test_a_note_closes_behind_the_focus(laporan: Laporan, peramban: Any, tombol: str) -> None:
    """WCAG 2.4.11: past its end, back to its number, on to the next number."""
    with halaman(peramban, laporan.folder / "laporan.html") as hal:
        angka(hal).focus()
        hal.keyboard.press("Enter")
        assert hal.locator(TERBUKA).count() == 1
        if tombol == "Tab":
            hal.locator(f"{TERBUKA} button").last.focus()
        if tombol == "ArrowRight":
            angka(hal).focus()
        hal.keyboard.press(tombol)
        assert hal.locator(TERBUKA).count() == 0
        assert hal.evaluate("document.activeElement !== document.body")
        assert tampak(hal)


def test_a_filter_leaves_the_numbers_one_stop_of_the_tab_key(
    laporan: Laporan, peramban: Any
) -> None:
    """WCAG 2.1.1: the row of the number visited last is filtered away, and comes back."""
    with halaman(peramban, laporan.folder / "laporan.html") as hal:
        tabel = hal.locator("#program-anggaran-output")
        pintu, saring = tabel.locator("[tabindex='0'].angka-asal"), tabel.locator(".saring input")
        lain = laporan.tabel["program-anggaran-output"]["baris"][-1]["sub_kegiatan"]
        awal = pintu.element_handle()
        for kata, ada in ((lain, False), ("", True), (lain, False)):
            saring.fill(kata)
            assert awal.evaluate("u => u.isConnected") == ada
            assert pintu.count() == 1
        saring.focus()
        kunjung = []
        for _ in range(20):
            hal.keyboard.press("Tab")
            kunjung.append(hal.evaluate("document.activeElement.className"))
            if "salin" in kunjung:
                break
        assert kunjung.count("angka-asal") == 1


def test_a_finger_opens_and_closes_a_note(laporan: Laporan, peramban: Any) -> None:
    """A tap in the cell of the number; a tap beside the note; one note at a time by its button."""
    berkas = laporan.folder / "laporan.html"
    with halaman(peramban, berkas, 360, has_touch=True, is_mobile=True) as hal:
        hal.locator(f"#{LABEL} td:has(.angka-asal)").first.tap(position={"x": 2, "y": 2})
        assert hal.locator(TERBUKA).count() == 1
        hal.touchscreen.tap(5, 5)
        assert hal.locator(TERBUKA).count() == 0
        angka(hal).tap()
        hal.locator(f"{TERBUKA} li button").first.tap()
        for sisa in (1, 0):
            hal.locator(f"{TERBUKA}:focus-within").get_by_role("button", name="Tutup").tap()
            assert hal.locator(TERBUKA).count() == sisa


def test_every_number_of_every_table_and_chart_has_a_note(laporan: Laporan, peramban: Any) -> None:
    """As many as tabel.json traces; none on paper."""
    banyak = sum(len(t["silsilah"]) for t in laporan.tabel.values())
    with halaman(peramban, laporan.folder / "laporan.html") as hal:
        ada = "[...document.querySelectorAll('.angka-asal')].map(b => b.popoverTargetElement?.id)"
        sasaran = hal.evaluate(ada)
        assert None not in sasaran
        assert len(sasaran) == len(set(sasaran)) == banyak
        hal.emulate_media(media="print")
        assert not hal.locator(".asal").first.is_visible()


def test_numbers_can_be_asked_after_a_table_was_sorted(laporan: Laporan, peramban: Any) -> None:
    """The note goes with its number; merged cells are told apart by then."""
    with halaman(peramban, laporan.folder / "laporan.html") as hal:
        tabel = hal.locator("#anggaran-kegiatan")
        tabel.locator("thead").get_by_role("button", name="Serapan (%)").click()
        pertama = tabel.locator("tbody tr").first.locator(".angka-asal").last
        pertama.click()
        assert pertama.inner_text() in hal.locator(TERBUKA).inner_text()


@pytest.mark.parametrize("tema", ["light", "dark"])
def test_axe_finds_nothing_against_an_open_note(laporan: Laporan, peramban: Any, tema: str) -> None:
    """Names, roles, contrast."""
    with halaman(peramban, laporan.folder / "laporan.html", color_scheme=tema) as hal:
        muat_axe(hal)
        angka(hal).click()
        assert hal.locator(TERBUKA).count() == 1
        hal.evaluate(
            "document.querySelectorAll('main > :not(:has(:popover-open))').forEach(u => u.remove())"
        )
        assert periksa(hal) == []
