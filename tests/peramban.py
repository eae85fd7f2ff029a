"""Pages of the report in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

TINGGI = 900


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
