"""laporan.html in a real browser: axe-core finds nothing, nobody is asked for anything."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Laporan
from tests.peramban import LEBAR, STANDAR, TINGGI, halaman, muat_axe, periksa

TANPA_KONTRAS = f"{{runOnly: {STANDAR}, rules: {{'color-contrast': {{enabled: false}}}}}}"
# Measuring contrast is slow, and what has the same tags and classes has the same colours: a row,
# an item or a block stays only while it holds a path of tags and classes that was not seen yet.
WAKIL = """() => {
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
  document.querySelectorAll('details').forEach((d) => { d.open = true; });
}"""


@pytest.mark.parametrize("lebar", LEBAR)
def test_axe_finds_no_violation(laporan: Laporan, peramban: Any, lebar: int) -> None:
    """WCAG 2.0 and 2.1, A and AA: everything that opens open, light and dark.

    The contents in one light, a search in the other.
    """
    with halaman(peramban, laporan.folder / "laporan.html", lebar) as hal:
        muat_axe(hal)
        hal.evaluate(WAKIL)
        if lebar < 1024:
            hal.locator("#buka-panel").click()
        cari = ("serapan anggaran", "") if lebar == 768 else ("", "serapan anggaran")
        for tema, kata in zip(("light", "dark"), cari, strict=True):
            hal.emulate_media(color_scheme=tema)
            hal.locator("#cari").fill(kata)
            assert periksa(hal) == []


def test_axe_finds_no_violation_in_any_row(laporan: Laporan, peramban: Any) -> None:
    """The whole page, all but contrast: that is measured above, once for each kind of element."""
    with halaman(peramban, laporan.folder / "laporan.html") as hal:
        muat_axe(hal)
        assert periksa(hal, TANPA_KONTRAS) == []


@pytest.mark.parametrize("lebar", LEBAR)
def test_nothing_is_wider_than_the_screen(laporan: Laporan, peramban: Any, lebar: int) -> None:
    """Only tables and charts scroll sideways, in their own box; nothing is asked for on the way."""
    with halaman(peramban, laporan.folder / "laporan.html", lebar) as hal:
        hal.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        hal.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        assert hal.evaluate("document.documentElement.scrollWidth") <= lebar


@pytest.mark.parametrize(
    "ubah",
    [
        "main h2, .utama a > :last-child => u.textContent = 'x'.repeat(60)",
        "html => u.style.fontSize = '200%'",
    ],
)
def test_a_long_word_and_large_print_fit_a_phone(
    laporan: Laporan, peramban: Any, ubah: str
) -> None:
    """WCAG 1.4.4, 1.4.10: a word of 60 letters in a heading, text of twice the size."""
    with halaman(peramban, laporan.folder / "laporan.html", 360) as hal:
        unsur, cara = ubah.split(" => ")
        hal.evaluate(f"document.querySelectorAll('{unsur}').forEach(u => {{ {cara} }})")
        hal.locator("#buka-panel").click()
        for unsur in ("document.documentElement", "document.querySelector('#panel')"):
            assert hal.evaluate(f"{unsur}.scrollWidth") <= 360
        petak = hal.locator("#buka-panel").bounding_box()
        assert petak["x"] + petak["width"] <= 360


@pytest.mark.parametrize("lebar", LEBAR)
def test_the_report_is_read_without_javascript(laporan: Laporan, peramban: Any, lebar: int) -> None:
    """Every heading, table and chart is in sight, links lead to their places, data opens.

    What only a script can do is not shown.
    """
    berkas = laporan.folder / "laporan.html"
    with halaman(peramban, berkas, lebar, java_script_enabled=False) as hal:
        for unsur in ("main h1", "main h2", "main .lkip-tabel table", "main img"):
            semua = hal.locator(unsur)
            assert semua.count() > 4
            assert all(u.is_visible() for u in semua.all())
        for alat in ("#cari", "#tema", "#buka-panel", ".salin", ".urut"):
            assert not any(u.is_visible() for u in hal.locator(alat).all())
        hal.locator("nav a[href='#bab-3']").click()
        tempat = hal.locator("#bab-3").bounding_box()
        assert 0 <= tempat["y"] < TINGGI
        hal.locator("#skm-diagram-data summary").click()
        assert hal.locator("#skm-diagram-data table").is_visible()


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(
    laporan: Laporan, peramban: Any
) -> None:
    """WCAG 2.1.1, 2.4.7: each stop of the Tab key is in sight and has an outline."""
    with halaman(peramban, laporan.folder / "laporan.html") as hal:
        hal.locator("#isi h1").first.evaluate("h => { h.tabIndex = -1; h.focus(); }")
        hal.evaluate("document.activeElement.blur()")
        temui = []
        for _ in range(6):
            hal.keyboard.press("Tab")
            temui.append(
                hal.evaluate(
                    "(u => [u.id || u.className || u.tagName, getComputedStyle(u).outlineStyle,"
                    " u.getBoundingClientRect().bottom > 0])(document.activeElement)"
                )
            )
        assert all(garis != "none" and tampak for _, garis, tampak in temui)


def test_a_fault_is_found(laporan: Laporan, peramban: Any, tmp_path: Path) -> None:
    """The gate itself: charts without alternative text, notes too pale in the dark."""
    isi = (laporan.folder / "laporan.html").read_text("utf-8")
    rusak = tmp_path / "rusak.html"
    rusak.write_text(isi.replace(' alt="', ' data-alt="'), "utf-8")
    with halaman(peramban, rusak, color_scheme="dark") as hal:
        muat_axe(hal)
        hal.evaluate("document.documentElement.style.setProperty('--redup', '#444')")
        hal.evaluate(WAKIL)
        temuan = {temuan.split(":")[0] for temuan in periksa(hal)}
        assert temuan == {"image-alt", "color-contrast"}
