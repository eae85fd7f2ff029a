"""A browser, for tests that look at what people see; left out, and counted, where there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from tests.conftest import perlu, tanpa


def modul(nama: str) -> ModuleType:
    """A module of the group `peramban` of pyproject."""
    try:
        return import_module(nama)
    except ModuleNotFoundError:
        tanpa("grup peramban")


@contextmanager
def buka_peramban() -> Iterator[Any]:
    """Headless Chromium."""
    chromium = perlu("chromium")
    with modul("playwright.sync_api").sync_playwright() as playwright:
        buka = playwright.chromium.launch(executable_path=chromium)
        yield buka
        buka.close()
