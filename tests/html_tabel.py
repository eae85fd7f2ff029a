"""Tables of laporan.html as grids of printed text, spans spread out."""

from pathlib import Path

import lxml.html
from lxml.html import HtmlElement


def read_tabel(berkas: Path) -> dict[str, tuple[list[list[str]], list[list[str]]]]:
    """Body rows and footer rows of every table, by label."""
    dokumen = lxml.html.parse(berkas).getroot()
    return {
        kotak.get("id"): (_kisi(tabel.iterfind("tbody/tr")), _kisi(tabel.iterfind("tfoot/tr")))
        for kotak in dokumen.iterfind(".//div[@class]")
        if "lkip-tabel" in kotak.get("class").split()
        for tabel in kotak.iterfind("table")
    }


def _kisi(baris: "list[HtmlElement]") -> list[list[str]]:
    """Rows of cells; a cell that spans stands in every place it covers."""
    hasil: list[list[str]] = []
    turun: dict[int, tuple[int, str]] = {}
    for tr in baris:
        isi: list[str] = []
        for sel in tr:
            _turunkan(isi, turun)
            teks = " ".join(sel.text_content().split())
            lebar, tinggi = int(sel.get("colspan", 1)), int(sel.get("rowspan", 1))
            for _ in range(lebar):
                if tinggi > 1:
                    turun[len(isi)] = (tinggi - 1, teks)
                isi.append(teks)
        _turunkan(isi, turun)
        hasil.append(isi)
    return hasil


def _turunkan(isi: list[str], turun: dict[int, tuple[int, str]]) -> None:
    """Fill the places that a cell of a row above covers."""
    while len(isi) in turun:
        sisa, teks = turun.pop(len(isi))
        if sisa > 1:
            turun[len(isi)] = (sisa - 1, teks)
        isi.append(teks)
