"""A number of laporan.html asked where it comes from: by mouse, keyboard and touch; without script.

Expected formulas and cells come from tabel.json.
"""

from typing import Any

import pytest

from tests.browser import check, load_axe, page
from tests.conftest import Report

LABEL = "iku-capaian"  # two indicators: target, realisasi, capaian; below them the mean
CAPAIAN = 2  # the third number of the table
OPEN = ".asal:popover-open"


def number(web_page: Any, to: int = CAPAIAN, label: str = LABEL) -> Any:
    return web_page.locator(f"#{label} .angka-asal").nth(to)


def unfold(web_page: Any, label: str) -> None:
    """A sentence says what this table says; who wants the table opens it."""
    web_page.locator(f"details:has(#{label}) > summary").click()


def wanted(report: Report, to: int = CAPAIAN) -> dict[str, Any]:
    one: dict[str, Any] = report.tabel[LABEL]["silsilah"][to]
    return one


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_number_opens_its_note_without_a_script(report: Report, browser: Any, width: int) -> None:
    """Formula in words and numbers, rule, operands, cells; in sight at any width; Esc closes it."""
    with page(
        browser, report.folder / "laporan.html", width, java_script_enabled=False
    ) as web_page:
        number(web_page).click()
        note = web_page.locator(OPEN)
        text = note.inner_text()
        origin = wanted(report)
        for part in (origin["rumus"], origin["hitungan"], origin["aturan"], *origin["sel"]):
            assert part in text
        rect = note.bounding_box()
        assert rect["x"] >= 0
        assert rect["x"] + rect["width"] <= width
        web_page.keyboard.press("Escape")
        assert note.count() == 0


def test_an_operand_leads_on_to_its_own_note(report: Report, browser: Any) -> None:
    """From the index to the total it is, in another table, and on to a weighted value there."""
    with page(browser, report.folder / "laporan.html", java_script_enabled=False) as web_page:
        unfold(web_page, "skm-ringkasan")
        number(web_page, 0, "skm-ringkasan").click()
        web_page.locator(OPEN).get_by_role("button", name="Nilai konversi – Jumlah").click()
        second = web_page.locator(OPEN).filter(has_text="jumlah nilai konversi").last
        ordinal = report.tabel["skm-nilai"]["nomor"]
        assert f"Tabel {ordinal}" in web_page.locator(OPEN).first.inner_text() + second.inner_text()
        web_page.locator(OPEN).get_by_role("button", name="Nilai konversi – Persyaratan").click()
        assert web_page.locator(OPEN).filter(has_text="skm.xlsx › Rekap › B5:E5").count() == 1


def test_the_keyboard_walks_from_number_to_number(report: Report, browser: Any) -> None:
    """One stop of the Tab key a table; arrows within it; Enter opens, Esc gives the focus back."""
    with page(browser, report.folder / "laporan.html") as web_page:
        door = web_page.locator(f"#{LABEL} .angka-asal[tabindex='0']")
        assert door.count() == 1
        number(web_page, 0).focus()
        for button, aim in (("ArrowRight", 1), ("ArrowDown", 4), ("ArrowDown", 6), ("ArrowUp", 5)):
            web_page.keyboard.press(button)
            assert (
                web_page.evaluate("document.activeElement.textContent")
                == number(web_page, aim).inner_text()
            )
        assert door.count() == 1
        web_page.keyboard.press("Enter")
        assert wanted(report, 5)["hitungan"] in web_page.locator(OPEN).inner_text()
        web_page.keyboard.press("Escape")
        assert (
            web_page.evaluate("document.activeElement.textContent")
            == number(web_page, 5).inner_text()
        )
        web_page.keyboard.press("End")
        assert web_page.evaluate("document.activeElement.textContent") == "Unduh CSV"


def seen(web_page: Any) -> bool:
    """Whether the element that has the focus lies on top."""
    return bool(
        web_page.evaluate("""() => {
          const [u, r] = [document.activeElement, document.activeElement.getBoundingClientRect()];
          return u.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2));
        }""")
    )


def test_the_focus_goes_into_a_note_and_back_to_what_opened_it(
    report: Report, browser: Any
) -> None:
    """Three notes deep; what has the focus is never below a note."""
    with page(browser, report.folder / "laporan.html") as web_page:
        unfold(web_page, "skm-ringkasan")
        number(web_page, 0, "skm-ringkasan").focus()
        opening = []
        for depth in (1, 2, 3):
            opening.append(web_page.evaluate_handle("document.activeElement"))
            web_page.keyboard.press("Enter")
            assert web_page.locator(OPEN).count() == depth
            assert web_page.locator(f"{OPEN}:focus").get_attribute("role") == "dialog"
            assert seen(web_page)
            web_page.keyboard.press("Tab")
            assert web_page.locator(f"{OPEN} :focus").count() == 1
            assert seen(web_page)
        for button in reversed(opening):
            web_page.keyboard.press("Escape")
            assert web_page.evaluate("t => t === document.activeElement", button)
            assert seen(web_page)
        assert web_page.locator(OPEN).count() == 0


@pytest.mark.parametrize("button", ["Tab", "Shift+Tab", "ArrowRight"])
def test_a_note_closes_behind_the_focus(report: Report, browser: Any, button: str) -> None:
    """WCAG 2.4.11: past its end, back to its number, on to the next number."""
    with page(browser, report.folder / "laporan.html") as web_page:
        number(web_page).focus()
        web_page.keyboard.press("Enter")
        assert web_page.locator(OPEN).count() == 1
        if button == "Tab":
            web_page.locator(f"{OPEN} button").last.focus()
        if button == "ArrowRight":
            number(web_page).focus()
        web_page.keyboard.press(button)
        assert web_page.locator(OPEN).count() == 0
        assert web_page.evaluate("document.activeElement !== document.body")
        assert seen(web_page)


def test_a_filter_leaves_the_table_one_stop_of_the_tab_key(report: Report, browser: Any) -> None:
    """WCAG 2.1.1: the row of the number visited last is filtered away, and comes back."""
    with page(browser, report.folder / "laporan.html") as web_page:
        tabel = web_page.locator("#program-anggaran-output")
        door, first = tabel.locator("[tabindex='0']"), tabel.locator(".angka-asal").first
        other = report.tabel["program-anggaran-output"]["baris"][-1]["sub_kegiatan"]
        first.focus()
        initial = first.element_handle()
        type_in = "(u, words) => { u.value = words; u.dispatchEvent(new Event('input')); }"
        for words, exists in ((other, False), ("", True), (other, False)):
            tabel.locator(".saring input").evaluate(type_in, words)
            assert initial.evaluate("u => u.isConnected") == exists
            assert door.count() == 1
        door.focus()
        web_page.keyboard.press("Tab")
        outside = "t => !t.contains(document.activeElement)"
        assert tabel.evaluate(outside)


def test_a_finger_opens_and_closes_a_note(report: Report, browser: Any) -> None:
    """A tap in the cell of the number; a tap beside the note; one note at a time by its button."""
    file = report.folder / "laporan.html"
    with page(browser, file, 360, has_touch=True, is_mobile=True) as web_page:
        web_page.locator(f"#{LABEL} td:has(.angka-asal)").first.tap(position={"x": 2, "y": 2})
        assert web_page.locator(OPEN).count() == 1
        web_page.touchscreen.tap(5, 5)
        assert web_page.locator(OPEN).count() == 0
        number(web_page).tap()
        web_page.locator(f"{OPEN} li button").first.tap()
        for remainder in (1, 0):
            web_page.locator(f"{OPEN}:focus-within").get_by_role("button", name="Tutup").tap()
            assert web_page.locator(OPEN).count() == remainder


def test_every_number_of_every_table_and_chart_has_a_note(report: Report, browser: Any) -> None:
    """As many as tabel.json traces, the technical annex left out; none on paper."""
    own = [t for t in report.tabel.values() if not t["nomor"].startswith("T.")]
    count = sum(len(t["silsilah"]) for t in own)
    with page(browser, report.folder / "laporan.html") as web_page:
        exists = (
            "[...document.querySelectorAll('.angka-asal')].map(b => b.popoverTargetElement?.id)"
        )
        sasaran = web_page.evaluate(exists)
        assert None not in sasaran
        assert len(sasaran) == len(set(sasaran)) == count
        web_page.emulate_media(media="print")
        assert not web_page.locator(".asal").first.is_visible()


def test_numbers_can_be_asked_after_a_table_was_sorted(report: Report, browser: Any) -> None:
    """The note goes with its number; merged cells are told apart by then."""
    with page(browser, report.folder / "laporan.html") as web_page:
        tabel = web_page.locator("#anggaran-kegiatan")
        tabel.locator("thead").get_by_role("button", name="Serapan (%)").click()
        first = tabel.locator("tbody tr").first.locator(".angka-asal").last
        first.click()
        assert first.inner_text() in web_page.locator(OPEN).inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_against_an_open_note(report: Report, browser: Any, theme: str) -> None:
    """Names, roles, contrast."""
    with page(browser, report.folder / "laporan.html", color_scheme=theme) as web_page:
        load_axe(web_page)
        number(web_page).click()
        assert web_page.locator(OPEN).count() == 1
        web_page.evaluate(
            "document.querySelectorAll('main > :not(:has(:popover-open))').forEach(u => u.remove())"
        )
        assert check(web_page) == []
