"""laporan.html in a real browser: axe-core finds no fault, and nothing is requested."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser import HEIGHT, STANDARD, WIDTH, check, load_axe, page
from tests.conftest import Report

WITHOUT_CONTRAST = f"{{runOnly: {STANDARD}, rules: {{'color-contrast': {{enabled: false}}}}}}"
# Measuring contrast is slow, and the same tags and classes have the same colours: a row, an item
# or a block is only kept if it has a path of tags and classes that no earlier one has.
REPRESENTATIVES = """() => {
  const jalur = (u) =>
    u === document.body ? '' : `${jalur(u.parentElement)}>${u.tagName}.${u.className}`;
  const kenal = new Set();
  const sama = (u) => {
    const semua = [u, ...u.querySelectorAll('*')].map(jalur);
    const biasa = semua.every((j) => kenal.has(j));
    semua.forEach((j) => kenal.add(j));
    return biasa;
  };
  for (const apa of ['main tr', 'li', 'main > *']) {
    kenal.clear();
    document.querySelectorAll(apa).forEach((u) => { u.hidden = sama(u); });
  }
  const pintu = document.querySelectorAll('tr[hidden] [tabindex="0"]'); // hidden with its row
  pintu.forEach((u) => { u.closest('[role="group"]').tabIndex = 0; });
  document.querySelectorAll('details').forEach((d) => { d.open = true; });
}"""


@pytest.mark.parametrize("width", WIDTH)
def test_axe_finds_no_violation(report: Report, browser: Any, width: int) -> None:
    """WCAG 2.0 and 2.1, A and AA: with everything opened that opens, light and dark.

    With the contents in one theme, a search in the other.
    """
    with page(browser, report.folder / "laporan.html", width) as web_page:
        load_axe(web_page)
        web_page.evaluate(REPRESENTATIVES)
        if width < 1024:
            web_page.locator("#buka-panel").click()
        searches = ("serapan anggaran", "") if width == 768 else ("", "serapan anggaran")
        for theme, words in zip(("light", "dark"), searches, strict=True):
            web_page.emulate_media(color_scheme=theme)
            web_page.locator("#cari").fill(words)
            assert check(web_page) == []


def test_axe_finds_no_violation_in_any_row(report: Report, browser: Any) -> None:
    """The whole page, without contrast, which is measured above once for each kind of element."""
    with page(browser, report.folder / "laporan.html") as web_page:
        load_axe(web_page)
        assert check(web_page, WITHOUT_CONTRAST) == []


@pytest.mark.parametrize("width", WIDTH)
def test_nothing_is_wider_than_the_screen(report: Report, browser: Any, width: int) -> None:
    """Only tables and charts scroll sideways, in their own box; nothing is requested meanwhile."""
    with page(browser, report.folder / "laporan.html", width) as web_page:
        web_page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        web_page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        assert web_page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "alter",
    [
        "main h2, .utama a > :last-child => u.textContent = 'x'.repeat(60)",
        "html => u.style.fontSize = '200%'",
    ],
)
def test_a_long_word_and_large_print_fit_a_phone(report: Report, browser: Any, alter: str) -> None:
    """WCAG 1.4.4, 1.4.10: a word of 60 letters in a heading, text of twice the size."""
    with page(browser, report.folder / "laporan.html", 360) as web_page:
        selector, change = alter.split(" => ")
        web_page.evaluate(f"document.querySelectorAll('{selector}').forEach(u => {{ {change} }})")
        web_page.locator("#buka-panel").click()
        for element in ("document.documentElement", "document.querySelector('#panel')"):
            assert web_page.evaluate(f"{element}.scrollWidth") <= 360
        rect = web_page.locator("#buka-panel").bounding_box()
        assert rect["x"] + rect["width"] <= 360


@pytest.mark.parametrize("width", WIDTH)
def test_the_report_is_read_without_javascript(report: Report, browser: Any, width: int) -> None:
    """Headings, tables and charts are in sight, links lead to their targets, folds open.

    Tools that need a script are not shown.
    """
    file = report.folder / "laporan.html"
    chart = "main .sempit" if width == 360 else "main img"  # each has both
    with page(browser, file, width, java_script_enabled=False) as web_page:
        for selector in ("main h1", "main h2", "main .lkip-tabel:not(details *) table", chart):
            found = web_page.locator(selector)
            assert found.count() > 4
            assert all(e.is_visible() for e in found.all())
        for tool in ("#cari", "#tema", "#buka-panel", ".salin", ".urut"):
            assert not any(e.is_visible() for e in web_page.locator(tool).all())
        web_page.locator("nav a[href='#bab-3']").click()
        box = web_page.locator("#bab-3").bounding_box()
        assert 0 <= box["y"] < HEIGHT
        web_page.locator("#skm-jawaban-diagram-data summary").click()
        assert web_page.locator("#skm-jawaban-diagram-data table").is_visible()


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(
    report: Report, browser: Any
) -> None:
    """WCAG 2.1.1, 2.4.7: each stop of the Tab key is in sight and has an outline."""
    with page(browser, report.folder / "laporan.html") as web_page:
        web_page.locator("#isi h1").first.evaluate("h => { h.tabIndex = -1; h.focus(); }")
        web_page.evaluate("document.activeElement.blur()")
        stops = []
        for _ in range(6):
            web_page.keyboard.press("Tab")
            stops.append(
                web_page.evaluate(
                    "(u => [u.id || u.className || u.tagName, getComputedStyle(u).outlineStyle,"
                    " u.getBoundingClientRect().bottom > 0])(document.activeElement)"
                )
            )
        assert all(outline != "none" and in_sight for _, outline, in_sight in stops)


def test_a_fault_is_found(report: Report, browser: Any, tmp_path: Path) -> None:
    """This gate can fail: charts without alternative text, notes too pale in the dark theme."""
    text = (report.folder / "laporan.html").read_text("utf-8")
    broken = tmp_path / "rusak.html"
    broken.write_text(text.replace(' alt="', ' data-alt="'), "utf-8")
    with page(browser, broken, color_scheme="dark") as web_page:
        load_axe(web_page)
        web_page.evaluate("document.documentElement.style.setProperty('--redup', '#444')")
        web_page.evaluate(REPRESENTATIVES)
        rules = {violation.split(":")[0] for violation in check(web_page)}
        assert rules == {"image-alt", "color-contrast"}
