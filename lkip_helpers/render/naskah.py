"""Join executed chapters into one numbered document.

Numbering happens here, once: chapters, sections, `Tabel 3.4`, `Gambar 3.1`, lists of tables and
figures, cross-references. Every exporter receives the same joined notebook, so every form of the
report carries the same numbers.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat import NotebookNode

from lkip_helpers.display.payload import MIME
from lkip_helpers.render.rujukan import Penunjuk

DEPAN = -1
TERPISAH = -2  # a document of its own
PENUTUP = 4  # the last numbered chapter; what comes after it is annex
ROMAWI = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
TEMPAT_DEPAN = ("kata-pengantar", "ikhtisar")
KETERANGAN = ("jenis", "label", "judul", "alasan")  # what a joined table or figure says of itself
SEBUTAN = {"tabel": "Tabel", "gambar": "Gambar"}
_JUDUL = re.compile(r"^(#{1,6}) +(.+?)\s*$", re.MULTILINE)


class NaskahCacat(Exception):
    """Cross-references without a target, or labels used twice; all of them at once."""


@dataclass(frozen=True)
class Bab:
    """One executed notebook and its place.

    nomor: 1–4 the chapter, 0 the annex, DEPAN before the chapters. lanjutan continues a chapter.
    """

    nama: str
    nomor: int
    notebook: NotebookNode
    lanjutan: bool = False

    @property
    def geser(self) -> int:
        """How many levels the headings of this notebook move down when joined."""
        bawaan = 2 if self.lanjutan else 1
        return int(self.notebook.metadata.get("lkip", {}).get("tingkat", bawaan)) - 1


@dataclass
class Butir:
    """A line of the contents or of a list: printed number, text, anchor and depth."""

    nomor: str
    teks: str
    anchor: str
    tingkat: int = 1


@dataclass
class _Keadaan:
    """Counters and lists filled while the chapters are walked through once."""

    bab: int = -1
    tingkat: int = 0
    bagian: list[int] = field(default_factory=list)
    hitung: Counter[str] = field(default_factory=Counter)
    isi: list[Butir] = field(default_factory=list)
    daftar: dict[str, list[Butir]] = field(default_factory=lambda: {"tabel": [], "gambar": []})
    nomor: dict[str, str] = field(default_factory=dict)
    absen: dict[str, str] = field(default_factory=dict)
    paket: list[dict[str, Any]] = field(default_factory=list)
    galat: list[str] = field(default_factory=list)

    @property
    def awalan(self) -> str:
        return {TERPISAH: "R", DEPAN: "E", 0: "L"}.get(self.bab, str(self.bab))


def order_bab(nama: Iterable[tuple[str, NotebookNode]]) -> list[Bab]:
    """Chapters in reading order: the first digit of `NN-name` is the chapter, 5 to 8 and 0 annex.

    One that starts with 9 is a document of its own.

    A notebook whose metadata says `lkip.tempat: depan` stands before the chapters.
    """
    hasil: list[Bab] = []
    for stem, nb in sorted(nama, key=lambda n: (n[0].startswith("0"), n[0])):
        nomor = int(stem[0]) if stem[0].isdigit() else 1
        nomor = nomor if nomor <= PENUTUP else 0
        nomor = TERPISAH if stem.startswith("9") else nomor
        if nb.metadata.get("lkip", {}).get("tempat") == "depan":
            nomor = DEPAN
        hasil.append(Bab(stem, nomor, nb, any(b.nomor == nomor for b in hasil)))
    return sorted(hasil, key=lambda b: b.nomor or PENUTUP + 1)


def join_naskah(bab: Sequence[Bab]) -> NotebookNode:
    """One notebook without code: text, tables and figures numbered, references resolved.

    Its metadata.lkip holds sampul, isi (contents), tabel, gambar (lists) and paket (payloads).
    Raises NaskahCacat naming every duplicate label and every reference without a target.
    """
    k = _Keadaan()
    sel: list[NotebookNode] = []
    for b in bab:
        if not b.lanjutan:
            k.bab, k.bagian = b.nomor, []
            k.hitung.clear()
        for cell in b.notebook.cells:
            baca = _sel_markdown if cell.cell_type == "markdown" else _sel_kode
            isi = baca(cell, b, k)
            sel += [_tempatkan(c, "ikhtisar") for c in isi] if b.nomor == DEPAN else isi
    depan = [c for t in TEMPAT_DEPAN for c in sel if c.metadata.get("tempat") == t]
    utama = [c for c in sel if not c.metadata.get("tempat")]
    if depan and depan[0].metadata["tempat"] == TEMPAT_DEPAN[0]:
        k.isi.insert(0, Butir("", "Kata Pengantar", TEMPAT_DEPAN[0]))
    penunjuk = Penunjuk(k.nomor, k.absen, k.galat)
    for cell in [*depan, *utama]:
        resolve = penunjuk.resolve_benda if cell.metadata.get("benda") else penunjuk.resolve_teks
        cell.source = resolve(cell.source)
    if k.galat:
        raise NaskahCacat("\n".join(dict.fromkeys(k.galat)))
    return _notebook(depan, utama, k, penunjuk)


def _notebook(
    depan: list[NotebookNode], utama: list[NotebookNode], k: _Keadaan, penunjuk: Penunjuk
) -> NotebookNode:
    sampul = next((p for p in k.paket if p["jenis"] == "sampul"), {})
    bernomor = [penunjuk.resolve_paket(p) for p in k.paket if p["jenis"] in SEBUTAN]
    nb = nbformat.v4.new_notebook(cells=[*depan, *utama])
    for i, cell in enumerate(nb.cells):
        cell.id = f"s{i}"
    nb.metadata["lkip"] = {
        "naskah": True,
        "sampul": sampul,
        "isi": [vars(b) for b in k.isi],
        "tabel": [vars(b) for b in k.daftar["tabel"]],
        "gambar": [vars(b) for b in k.daftar["gambar"]],
        "absen": k.absen,
        "paket": bernomor,
    }
    return nb


def _sel(sumber: str, tempat: str = "") -> NotebookNode:
    return nbformat.v4.new_markdown_cell(sumber, metadata={"tempat": tempat} if tempat else {})


def _tempatkan(cell: NotebookNode, tempat: str) -> NotebookNode:
    cell.metadata["tempat"] = tempat
    return cell


def _sel_markdown(cell: NotebookNode, bab: Bab, k: _Keadaan) -> list[NotebookNode]:
    if "hanya-layar" in cell.metadata.get("tags", []):
        return []
    return [_sel(_markdown(cell.source, bab, k))]


def _sel_kode(cell: NotebookNode, bab: Bab, k: _Keadaan) -> list[NotebookNode]:
    hasil = []
    for keluaran in cell.outputs:
        data = keluaran.get("data", {})
        if MIME not in data:
            continue
        paket = data[MIME]
        k.paket.append(paket)
        tempat = paket.get("tempat", "")
        if paket["jenis"] == "sampul":
            continue
        if "text/markdown" in data:
            if teks := "".join(data["text/markdown"]):
                hasil.append(_sel(teks if tempat else _markdown(teks, bab, k), tempat))
        else:
            _number(paket, k)
            benda = _sel("".join(data["text/html"]), tempat)
            benda.metadata["benda"] = True
            benda.metadata["paket"] = {k: paket[k] for k in KETERANGAN if k in paket}
            hasil.append(benda)
    return hasil


def _number(paket: dict[str, Any], k: _Keadaan) -> None:
    """Give a table or figure its number in this chapter."""
    label, jenis = paket.get("label", ""), paket["jenis"]
    if jenis == "absen":
        k.absen[label] = paket["alasan"]
    if jenis not in SEBUTAN:
        return
    if label in k.nomor:
        k.galat.append(f"Label {label} dipakai dua kali.")
    k.hitung[jenis] += 1
    k.nomor[label] = f"{k.awalan}.{k.hitung[jenis]}"
    k.daftar[jenis].append(Butir(f"{SEBUTAN[jenis]} {k.nomor[label]}", paket["judul"], label))


def _markdown(teks: str, bab: Bab, k: _Keadaan) -> str:
    """Markdown with its headings moved down, numbered and anchored."""

    def ganti(cocok: re.Match[str]) -> str:
        tingkat = min(len(cocok[1]) + bab.geser, 6)
        judul = re.sub(r"</?p>", "", markdown2html_mistune(cocok[2])).strip()
        return f"\n{_heading(tingkat, judul, k)}\n"

    return _JUDUL.sub(ganti, teks)


def _heading(tingkat: int, judul: str, k: _Keadaan) -> str:
    """A numbered heading down to level 3, a plain one below it.

    No level is skipped (a reader of the screen walks them one by one): level-4 headings right
    below a level-2 one stand at level 3, still without a number.
    """
    polos = html.unescape(re.sub(r"<[^>]+>", "", judul))
    if k.bab == DEPAN:
        return _heading_depan(tingkat, judul, polos, k)
    if tingkat == 1 and k.bab == TERPISAH:
        nomor, anchor, kepala = "", "judul", ""
    elif tingkat == 1:
        nomor = f"Bab {ROMAWI[k.bab]}" if k.bab else "Lampiran"
        anchor = f"bab-{k.bab}" if k.bab else "lampiran"
        nomor = nomor if nomor != polos else ""
        kepala = f'<span class="nomor-bab">{nomor}</span> ' if nomor else ""
    elif tingkat <= 3:
        k.bagian = [*k.bagian, 0, 0][: tingkat - 1]
        k.bagian[-1] += 1
        nomor = ".".join([k.awalan, *map(str, k.bagian)])
        anchor, kepala = f"bagian-{nomor.replace('.', '-').lower()}", f"{nomor} "
    else:
        dekat = min(tingkat, k.tingkat + tingkat - 3)
        return f'<h{dekat} class="unnumbered unlisted">{judul}</h{dekat}>'
    k.tingkat = tingkat
    k.isi.append(Butir(nomor, polos, anchor, tingkat))
    return f'<h{tingkat} id="{anchor}">{kepala}{judul}</h{tingkat}>'


def _heading_depan(tingkat: int, judul: str, polos: str, k: _Keadaan) -> str:
    """Before the chapters nothing is numbered, and only the title stands in the contents."""
    if tingkat > 1:
        return f'<h2 class="unnumbered unlisted">{judul}</h2>'
    anchor = re.sub(r"\W+", "-", polos.lower())
    k.isi.append(Butir("", polos, anchor, tingkat))
    return f'<h1 id="{anchor}">{judul}</h1>'
