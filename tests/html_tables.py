"""Tables of laporan.html as grids of printed text, spans spread out."""

from pathlib import Path

import lxml.html
from lxml.html import HtmlElement


def read_tabel(file: Path) -> dict[str, tuple[list[list[str]], list[list[str]]]]:
    """Body rows and footer rows of every table, by label."""
    document = lxml.html.parse(file).getroot()
    return {
        box.get("id"): (_grid(tabel.iterfind("tbody/tr")), _grid(tabel.iterfind("tfoot/tr")))
        for box in document.iterfind(".//div[@class]")
        if "lkip-tabel" in box.get("class").split()
        for tabel in box.iterfind("table")
    }


def _grid(rows: "list[HtmlElement]") -> list[list[str]]:
    """Rows of cells; a cell that spans stands in every place it covers."""
    result: list[list[str]] = []
    down: dict[int, tuple[int, str]] = {}
    for tr in rows:
        content: list[str] = []
        for cells in tr:
            _carry_down(content, down)
            text = " ".join(cells.text_content().split())
            width, height = int(cells.get("colspan", 1)), int(cells.get("rowspan", 1))
            for _ in range(width):
                if height > 1:
                    down[len(content)] = (height - 1, text)
                content.append(text)
        _carry_down(content, down)
        result.append(content)
    return result


def _carry_down(content: list[str], down: dict[int, tuple[int, str]]) -> None:
    """Fill the places that a cell of a row above covers."""
    while len(content) in down:
        remainder, text = down.pop(len(content))
        if remainder > 1:
            down[len(content)] = (remainder - 1, text)
        content.append(text)
