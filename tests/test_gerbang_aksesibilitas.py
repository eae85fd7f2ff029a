"""laporan.html in a real browser: axe-core finds nothing, nobody is asked for anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Laporan, modul

LEBAR = [1280, 390]
STANDAR = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
JALANKAN = f"axe.run(document, {{runOnly: {STANDAR}}})"


@contextmanager
def halaman(
    peramban: Any, berkas: Path, lebar: int, **setelan: Any
) -> Iterator[tuple[Any, list[str]]]:
    """The opened file, and every address that is asked for besides itself."""
    konteks = peramban.new_context(
        viewport={"width": lebar, "height": 900}, reduced_motion="reduce", **setelan
    )
    hal, diminta = konteks.new_page(), []
    sendiri = (berkas.as_uri(), "data:")
    hal.on("request", lambda m: m.url.startswith(sendiri) or diminta.append(m.url))
    hal.goto(berkas.as_uri())
    yield hal, diminta
    konteks.close()


def periksa(hal: Any) -> list[str]:
    """What axe-core finds against a page, with the first elements it means."""
    axe = Path(modul("axe_playwright_python").__file__).with_name("axe.min.js")
    hal.evaluate(axe.read_text("utf-8"))
    hasil = hal.evaluate(JALANKAN)
    assert len(hasil["passes"]) > 20
    return [f"{v['id']}: {[n['html'] for n in v['nodes'][:3]]}" for v in hasil["violations"]]


@pytest.mark.parametrize("lebar", LEBAR)
def test_axe_finds_no_violation(laporan: Laporan, peramban: Any, lebar: int) -> None:
    """WCAG 2.0 and 2.1, A and AA, on a desk and on a phone, and the contents lists opened."""
    with halaman(peramban, laporan.folder / "laporan.html", lebar) as (hal, _):
        hal.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert periksa(hal) == []


@pytest.mark.parametrize("lebar", LEBAR)
def test_nothing_is_asked_for_and_nothing_is_wider_than_the_screen(
    laporan: Laporan, peramban: Any, lebar: int
) -> None:
    """One request, the file itself; only tables and charts scroll sideways, in their own box."""
    with halaman(peramban, laporan.folder / "laporan.html", lebar) as (hal, diminta):
        hal.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        assert diminta == []
        assert hal.evaluate("document.documentElement.scrollWidth") <= lebar


@pytest.mark.parametrize("lebar", LEBAR)
def test_the_report_is_read_without_javascript(laporan: Laporan, peramban: Any, lebar: int) -> None:
    """Every heading, table and chart is in sight, and a link of the contents leads to its place."""
    with halaman(peramban, laporan.folder / "laporan.html", lebar, java_script_enabled=False) as (
        hal,
        _,
    ):
        for unsur in ("main h1", "main h2", "main table", "main img"):
            semua = hal.locator(unsur)
            assert semua.count() > 4
            assert all(u.is_visible() for u in semua.all())
        hal.locator("nav a[href='#bab-3']").click()
        tempat = hal.locator("#bab-3").bounding_box()
        assert 0 <= tempat["y"] < 900


def test_a_fault_is_found(laporan: Laporan, peramban: Any, tmp_path: Path) -> None:
    """The gate itself: charts without alternative text."""
    isi = (laporan.folder / "laporan.html").read_text("utf-8")
    rusak = tmp_path / "rusak.html"
    rusak.write_text(isi.replace("<img alt=", "<img data-alt="), "utf-8")
    with halaman(peramban, rusak, 1280) as (hal, _):
        assert [temuan.split(":")[0] for temuan in periksa(hal)] == ["image-alt"]
