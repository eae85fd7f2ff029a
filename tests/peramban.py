"""Pages of the report in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import modul

LEBAR = [360, 768, 1280]
TINGGI = 900
STANDAR = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
SEMUA = f"{{runOnly: {STANDAR}}}"


@contextmanager
def halaman(
    peramban: Any,
    berkas: Path,
    lebar: int = 1280,
    awal: str = "",
    salah: list[str] | None = None,
    **setelan: Any,
) -> Iterator[Any]:
    """The opened file; it fails where the page asks for anything besides itself or complains.

    awal: a script that runs before those of the page. salah: takes such faults instead.
    """
    temu = [] if salah is None else salah
    konteks = peramban.new_context(
        viewport={"width": lebar, "height": TINGGI}, reduced_motion="reduce", **setelan
    )
    hal = konteks.new_page()
    sendiri = (berkas.as_uri(), "data:", "blob:")
    hal.on("request", lambda m: m.url.startswith(sendiri) or temu.append(m.url))
    hal.on("console", lambda m: m.type == "error" and temu.append(m.text))
    hal.on("pageerror", lambda galat: temu.append(str(galat)))
    if awal:
        hal.add_init_script(awal)
    hal.goto(berkas.as_uri())
    yield hal
    konteks.close()
    if salah is None and temu:
        pytest.fail("\n".join(temu))


def muat_axe(hal: Any) -> None:
    axe = Path(modul("axe_playwright_python").__file__).with_name("axe.min.js")
    hal.evaluate(axe.read_text("utf-8"))


def periksa(hal: Any, aturan: str = SEMUA) -> list[str]:
    """What axe-core finds against a page, with the first elements it means."""
    hasil = hal.evaluate(f"axe.run(document, {aturan})")
    assert len(hasil["passes"]) > 20
    return [f"{v['id']}: {[n['html'] for n in v['nodes'][:3]]}" for v in hasil["violations"]]
