"""A joined report as its reader reads it: sentence by sentence, each under its headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import html
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat import NotebookNode

PENGANTAR = (("", "Kata Pengantar"),)  # its heading is given by the template
PARAGRAF = {"p", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th"}
DICATAT = '//*[@class="catatan"]'  # under a table; what else is printed there is its payload's
TERDALAM = 3  # headings below this level are sentences, no places
_AKHIR = re.compile(
    r"(?<=[.!?])(?<!\b[A-Z]\.)(?<!\b(?:No|Dr|dr|Jl|Ir|Tk)\.)(?<!\bDr[as]\.)\s+(?=[A-Z\d“\"(])"
)
_KEPALA = re.compile(r"(Bab [IVXL]+|[A-Z\d]+(?:\.\d+)+)?\s*(.*)")
Bagian = tuple[tuple[str, str], ...]  # number and title of each heading


@dataclass
class Bacaan:
    """kalimat: place, text, and text with labels in place of the numbers that joining gives.

    tempat: the headings above each table, figure and absent one, by label. absen: payloads of those
    that are left out. sampul: what the cover says.
    """

    kalimat: list[tuple[Bagian, str, str]] = field(default_factory=list)
    tempat: dict[str, Bagian] = field(default_factory=dict)
    absen: dict[str, dict[str, Any]] = field(default_factory=dict)
    sampul: dict[str, Any] = field(default_factory=dict)


def read_bacaan(naskah: NotebookNode) -> Bacaan:
    """The sentences of a joined report (`join_naskah`), and where its tables and figures stand."""
    hasil = Bacaan(sampul=dict(naskah.metadata.lkip["sampul"]))
    bagian: Bagian = ()
    for cell in naskah.cells:
        tempat = PENGANTAR if cell.metadata.get("tempat") == "kata-pengantar" else ()
        paket = cell.metadata.get("paket", {})
        if label := paket.get("label"):
            hasil.tempat[label] = bagian
            if paket["jenis"] == "absen":
                hasil.absen[label] = dict(paket)
                continue
        for blok in _list_blok(cell.source, DICATAT if label else ""):
            teks, kunci = _baca(blok)
            if (tingkat := _tingkat(blok)) and tingkat <= TERDALAM:
                bagian = (*bagian[: tingkat - 1], _pisah(teks))
            if tingkat:
                hasil.kalimat.append((tempat or bagian, teks, _pisah(kunci)[1]))
                continue
            pecah = zip(_AKHIR.split(teks), _AKHIR.split(kunci), strict=True)
            hasil.kalimat += [(tempat or bagian, t, k) for t, k in pecah]
    return hasil


def _list_blok(sumber: str, jalur: str) -> Iterator[html.HtmlElement]:
    """The innermost blocks of a cell that hold text."""
    if jalur:
        yield from html.fragment_fromstring(sumber, create_parent="div").xpath(jalur)
        return
    pohon = html.fragment_fromstring(markdown2html_mistune(sumber), create_parent="div")
    for blok in pohon.iter(*PARAGRAF):
        if not any(anak.tag in PARAGRAF for anak in blok.iterdescendants()):
            yield blok


def _tingkat(blok: html.HtmlElement) -> int:
    return int(blok.tag[1]) if re.fullmatch("h[1-6]", blok.tag) else 0


def _pisah(kepala: str) -> tuple[str, str]:
    """Number and title of a heading."""
    nomor, judul = _KEPALA.fullmatch(kepala).groups("")  # type: ignore[union-attr] # matches all
    return nomor, judul


def _baca(blok: html.HtmlElement) -> tuple[str, str]:
    """Text as printed, and with labels for the numbers of references."""
    teks = _rapat(blok.text_content())
    for rujukan in blok.xpath('.//a[@class="rujukan"]'):
        rujukan.text = f"{rujukan.text.split(' ')[0]} {rujukan.get('href')}"
    return teks, _rapat(blok.text_content())


def _rapat(teks: str) -> str:
    """One line, its no-break spaces kept."""
    return re.sub(r"[^\S\u00a0]+", " ", teks).strip()
