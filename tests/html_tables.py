"""Tables of laporan.html as grids of printed text, spans spread out."""

from pathlib import Path

import lxml.html
from lxml.html import HtmlElement


def read_tabel(file: Path) -> dict[str, tuple[list[list[str]], list[list[str]]]]:
    """Body rows and footer rows of every table, by label; what a band says stands in each row."""
    document = lxml.html.parse(file).getroot()
    return {
        box.get("id"): _read(tabel)
        for box in document.iterfind(".//div[@class]")
        if "lkip-tabel" in box.get("class").split()
        for tabel in box.iterfind("table")
    }


def _read(tabel: HtmlElement) -> tuple[list[list[str]], list[list[str]]]:
    bands: list[list[str]] = []
    body = []
    for tr in tabel.iterfind("tbody/tr"):
        if (level := tr.get("data-tingkat")) is not None:
            bands = [*bands[: int(level)], tr.text_content().strip().split(" · ")]
        else:
            body.append([*(text for band in bands for text in band), *_spread(tr)])
    ahead = sum(map(len, bands))
    foot = [[row[0]] * ahead + row for row in map(_spread, tabel.iterfind("tfoot/tr"))]
    return body, foot


def _spread(tr: HtmlElement) -> list[str]:
    """Cells of a row; one that spans stands in every place it covers."""
    return [
        " ".join(cell.text_content().split())
        for cell in tr
        for _ in range(int(cell.get("colspan", 1)))
    ]
