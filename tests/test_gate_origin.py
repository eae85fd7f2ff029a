"""Numbers of laporan.html show their origin: by mouse, keyboard and touch, and without a script.

Expected formulas and cells come from tabel.json.
"""

from typing import Any

import pytest

from tests.browser import check, load_axe, page
from tests.conftest import Report

LABEL = "iku-capaian"  # two indicators: target, realisasi, capaian; below them the mean
CAPAIAN = 2  # the third number of the table
OPEN = ".asal:popover-open"


def number(web_page: Any, n: int = CAPAIAN, label: str = LABEL) -> Any:
    return web_page.locator(f"#{label} .angka-asal").nth(n)


def unfold(web_page: Any, label: str) -> None:
    """Open a table that is folded under the sentence that says the same."""
    web_page.locator(f"details:has(#{label}) > summary").click()


def wanted(report: Report, n: int = CAPAIAN) -> dict[str, Any]:
    origin: dict[str, Any] = report.tabel[LABEL]["silsilah"][n]
    return origin


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_number_opens_its_note_without_a_script(report: Report, browser: Any, width: int) -> None:
    """With formula in words and numbers, rule and cells; in sight at any width; Esc closes it."""
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
    """From the index to the total in another table that it equals, and on to a value there."""
    with page(browser, report.folder / "laporan.html", java_script_enabled=False) as web_page:
        unfold(web_page, "skm-ringkasan")
        number(web_page, 0, "skm-ringkasan").click()
        web_page.locator(OPEN).get_by_role("button", name="Nilai konversi – Jumlah").click()
        second = web_page.locator(OPEN).filter(has_text="jumlah nilai konversi").last
        table = report.tabel["skm-nilai"]["nomor"]
        assert f"Tabel {table}" in web_page.locator(OPEN).first.inner_text() + second.inner_text()
        web_page.locator(OPEN).get_by_role("button", name="Nilai konversi – Persyaratan").click()
        assert web_page.locator(OPEN).filter(has_text="skm.xlsx › Rekap › B5:E5").count() == 1


def test_the_keyboard_walks_from_number_to_number(report: Report, browser: Any) -> None:
    """One Tab stop per table, arrow keys within it; Enter opens, Esc gives the focus back."""
    with page(browser, report.folder / "laporan.html") as web_page:
        tab_stop = web_page.locator(f"#{LABEL} .angka-asal[tabindex='0']")
        focused = "document.activeElement.textContent"
        assert tab_stop.count() == 1
        number(web_page, 0).focus()
        for key, n in (("ArrowRight", 1), ("ArrowDown", 4), ("ArrowDown", 6), ("ArrowUp", 5)):
            web_page.keyboard.press(key)
            assert web_page.evaluate(focused) == number(web_page, n).inner_text()
        assert tab_stop.count() == 1
        web_page.keyboard.press("Enter")
        assert wanted(report, 5)["hitungan"] in web_page.locator(OPEN).inner_text()
        web_page.keyboard.press("Escape")
        assert web_page.evaluate(focused) == number(web_page, 5).inner_text()
        web_page.keyboard.press("End")
        assert web_page.evaluate(focused) == "Unduh CSV"


def is_focus_visible(web_page: Any) -> bool:
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
        openers = []
        for depth in (1, 2, 3):
            openers.append(web_page.evaluate_handle("document.activeElement"))
            web_page.keyboard.press("Enter")
            assert web_page.locator(OPEN).count() == depth
            assert web_page.locator(f"{OPEN}:focus").get_attribute("role") == "dialog"
            assert is_focus_visible(web_page)
            web_page.keyboard.press("Tab")
            assert web_page.locator(f"{OPEN} :focus").count() == 1
            assert is_focus_visible(web_page)
        for opener in reversed(openers):
            web_page.keyboard.press("Escape")
            assert web_page.evaluate("t => t === document.activeElement", opener)
            assert is_focus_visible(web_page)
        assert web_page.locator(OPEN).count() == 0


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab", "ArrowRight"])
def test_a_note_closes_behind_the_focus(report: Report, browser: Any, key: str) -> None:
    """WCAG 2.4.11: as the focus goes past its end, back to its number or on to the next one."""
    with page(browser, report.folder / "laporan.html") as web_page:
        number(web_page).focus()
        web_page.keyboard.press("Enter")
        assert web_page.locator(OPEN).count() == 1
        if key == "Tab":
            web_page.locator(f"{OPEN} button").last.focus()
        if key == "ArrowRight":
            number(web_page).focus()
        web_page.keyboard.press(key)
        assert web_page.locator(OPEN).count() == 0
        assert web_page.evaluate("document.activeElement !== document.body")
        assert is_focus_visible(web_page)


def test_a_filter_leaves_the_table_one_tab_stop(report: Report, browser: Any) -> None:
    """WCAG 2.1.1: the row of the number visited last is filtered out, and comes back."""
    with page(browser, report.folder / "laporan.html") as web_page:
        tabel = web_page.locator("#program-anggaran-output")
        tab_stop, first = tabel.locator("[tabindex='0']"), tabel.locator(".angka-asal").first
        other = report.tabel["program-anggaran-output"]["baris"][-1]["sub_kegiatan"]
        first.focus()
        visited = first.element_handle()
        type_in = "(u, words) => { u.value = words; u.dispatchEvent(new Event('input')); }"
        for words, connected in ((other, False), ("", True), (other, False)):
            tabel.locator(".saring input").evaluate(type_in, words)
            assert visited.evaluate("u => u.isConnected") == connected
            assert tab_stop.count() == 1
        tab_stop.focus()
        web_page.keyboard.press("Tab")
        outside = "t => !t.contains(document.activeElement)"
        assert tabel.evaluate(outside)


def test_a_finger_opens_and_closes_a_note(report: Report, browser: Any) -> None:
    """By a tap in the cell of the number or beside the note; one note at a time by its button."""
    file = report.folder / "laporan.html"
    with page(browser, file, 360, has_touch=True, is_mobile=True) as web_page:
        web_page.locator(f"#{LABEL} td:has(.angka-asal)").first.tap(position={"x": 2, "y": 2})
        assert web_page.locator(OPEN).count() == 1
        web_page.touchscreen.tap(5, 5)
        assert web_page.locator(OPEN).count() == 0
        number(web_page).tap()
        web_page.locator(f"{OPEN} li button").first.tap()
        for remaining in (1, 0):
            web_page.locator(f"{OPEN}:focus-within").get_by_role("button", name="Tutup").tap()
            assert web_page.locator(OPEN).count() == remaining


def test_every_number_of_every_table_and_chart_has_a_note(report: Report, browser: Any) -> None:
    """As many as tabel.json traces, without the technical annex; none are printed."""
    printed = [t for t in report.tabel.values() if not t["nomor"].startswith("T.")]
    count = sum(len(t["silsilah"]) for t in printed)
    with page(browser, report.folder / "laporan.html") as web_page:
        numbers = "[...document.querySelectorAll('.angka-asal')]"
        notes = web_page.evaluate(f"{numbers}.map(b => b.popoverTargetElement?.id)")
        assert None not in notes
        assert len(notes) == len(set(notes)) == count
        web_page.emulate_media(media="print")
        assert not web_page.locator(".asal").first.is_visible()


def test_numbers_have_their_notes_after_a_table_was_sorted(report: Report, browser: Any) -> None:
    """The note moves with its number, also where merged cells were split for sorting."""
    with page(browser, report.folder / "laporan.html") as web_page:
        tabel = web_page.locator("#anggaran-kegiatan")
        tabel.locator("thead").get_by_role("button", name="Serapan (%)").click()
        first = tabel.locator("tbody tr").first.locator(".angka-asal").last
        first.click()
        assert first.inner_text() in web_page.locator(OPEN).inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_fault_in_an_open_note(report: Report, browser: Any, theme: str) -> None:
    """Names, roles, contrast."""
    with page(browser, report.folder / "laporan.html", color_scheme=theme) as web_page:
        load_axe(web_page)
        number(web_page).click()
        assert web_page.locator(OPEN).count() == 1
        web_page.evaluate(
            "document.querySelectorAll('main > :not(:has(:popover-open))').forEach(u => u.remove())"
        )
        assert check(web_page) == []
