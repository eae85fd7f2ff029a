"""Pages of the report in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

WIDTH = [360, 768, 1280]
HEIGHT = 900
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
EVERY = f"{{runOnly: {STANDARD}}}"


@contextmanager
def page(
    browser: Any,
    file: Path,
    width: int = 1280,
    init_script: str = "",
    faults: list[str] | None = None,
    **settings: Any,
) -> Iterator[Any]:
    """The file, opened; the test fails if the page asks for anything but itself or complains.

    init_script: runs before the scripts of the page. faults: collects such faults instead.
    """
    found = [] if faults is None else faults
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce", **settings
    )
    web_page = context.new_page()
    itself = (file.as_uri(), "data:", "blob:")
    web_page.on("request", lambda r: r.url.startswith(itself) or found.append(r.url))
    web_page.on("console", lambda m: m.type == "error" and found.append(m.text))
    web_page.on("pageerror", lambda error: found.append(str(error)))
    if init_script:
        web_page.add_init_script(init_script)
    web_page.goto(file.as_uri())
    yield web_page
    context.close()
    if faults is None and found:
        pytest.fail("\n".join(found))


def load_axe(web_page: Any) -> None:
    axe = Path(str(import_module("axe_playwright_python").__file__)).with_name("axe.min.js")
    web_page.evaluate(axe.read_text("utf-8"))


def check(web_page: Any, rule: str = EVERY) -> list[str]:
    """Violations that axe-core finds in a page, with the first elements of each."""
    result = web_page.evaluate(f"axe.run(document, {rule})")
    assert len(result["passes"]) > 20
    return [f"{v['id']}: {[n['html'] for n in v['nodes'][:3]]}" for v in result["violations"]]
