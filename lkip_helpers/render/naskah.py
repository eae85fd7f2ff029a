"""Join executed chapters into one numbered document.

Numbering happens here, once: chapters, sections, `Tabel 3.4`, `Gambar 3.1`, lists of tables and
figures, cross-references. Every exporter receives the same joined notebook, so every form of the
report carries the same numbers.
"""

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import nbformat
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat import NotebookNode

from lkip_helpers.display.payload import MIME
from lkip_helpers.render.bab import DEPAN, TERPISAH, Bab, order_bab
from lkip_helpers.render.penomoran import (
    BAGIAN_LAIN,
    KUNCI,
    SUDAH_BERUBAH,
    TANPA_LAPORAN,
    Penomoran,
)
from lkip_helpers.render.rujukan import Penunjuk

ROMAWI = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
TEMPAT_DEPAN = ("kata-pengantar", "ikhtisar")
KETERANGAN = ("jenis", "label", "judul", "alasan")  # what a joined table or figure says of itself
SEBUTAN = {"tabel": "Tabel", "gambar": "Gambar"}
_JUDUL = re.compile(r"^(#{1,6}) +(.+?)\s*$", re.MULTILINE)


class NaskahCacat(Exception):
    """Cross-references without a target, or labels used twice; all of them at once."""


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
    naik: int = 0  # levels that headings are moved up again, in a document that begins below one
    bagian: list[int] = field(default_factory=list)
    hitung: Counter[str] = field(default_factory=Counter)
    isi: list[Butir] = field(default_factory=list)
    daftar: dict[str, list[Butir]] = field(default_factory=lambda: {"tabel": [], "gambar": []})
    nomor: dict[str, str] = field(default_factory=dict)
    absen: dict[str, str] = field(default_factory=dict)
    awal: dict[str, dict[str, Any]] = field(default_factory=dict)
    paket: list[dict[str, Any]] = field(default_factory=list)
    galat: list[str] = field(default_factory=list)

    def mulai(self, bab: Bab) -> None:
        """A chapter begins its counting anew, a continuation goes on; note where it begins."""
        if not bab.lanjutan:
            self.bab, self.bagian = bab.nomor, []
            self.hitung.clear()
        self.awal[bab.nama] = {
            "lanjutan": bab.lanjutan,
            "tingkat": self.tingkat,
            "bagian": [*self.bagian],
            "hitung": dict(self.hitung),
        }

    @property
    def awalan(self) -> str:
        return {TERPISAH: "R", DEPAN: "E", 0: "L"}.get(self.bab, str(self.bab))


def join_naskah(bab: Sequence[Bab]) -> NotebookNode:
    """One notebook without code: text, tables and figures numbered, references resolved.

    Its metadata.lkip holds sampul, isi (contents), tabel, gambar (lists), paket (payloads) and
    penomoran (what a chapter by itself needs to carry the same numbers).
    Raises NaskahCacat naming every duplicate label and every reference without a target.
    """
    k = _Keadaan()
    return _susun(_kumpulkan(bab, k), k, Penunjuk(k.nomor, k.absen, k.galat))


def join_sendiri(nama: str, nb: NotebookNode, lapor: Penomoran | None) -> NotebookNode:
    """One chapter as a document, numbered as in the report whose numbers are `lapor`.

    A reference to another chapter is its number there. Without that report the chapter counts from
    the start, and says so; so it does where it has changed since. It carries the mark of a draft
    unless that report is final. Raises as join_naskah.
    """
    (bab,) = order_bab([(nama, nb)])
    awal = lapor.awal.get(nama) if lapor else None
    if lapor is None or awal is None:
        return _join_mandiri(bab)
    bab = replace(bab, lanjutan=awal["lanjutan"])
    k = _Keadaan(bab.nomor, awal["tingkat"], bab.geser, [*awal["bagian"]])
    k.hitung.update(awal["hitung"])
    sel = _kumpulkan([bab], k)
    absen = {label: a for label, a in lapor.absen.items() if label not in k.nomor}
    catatan = "" if k.nomor.items() <= lapor.nomor.items() else SUDAH_BERUBAH
    penunjuk = Penunjuk(k.nomor, absen | k.absen, k.galat, lapor.nomor.get)
    return _tandai(_susun(sel, k, penunjuk, catatan), konsep=lapor.konsep)


def _join_mandiri(bab: Bab) -> NotebookNode:
    """A document of its own, or a chapter whose report is not there to be asked."""
    k = _Keadaan(naik=bab.geser)
    sel = _kumpulkan([bab], k)
    if bab.nomor == TERPISAH:
        return _susun(sel, k, Penunjuk(k.nomor, k.absen, k.galat))
    penunjuk = Penunjuk(k.nomor, k.absen, k.galat, lambda _: BAGIAN_LAIN)
    return _tandai(_susun(sel, k, penunjuk, TANPA_LAPORAN), konsep=True)


def _tandai(naskah: NotebookNode, *, konsep: bool) -> NotebookNode:
    naskah.metadata.lkip["konsep"] = konsep
    return naskah


def _kumpulkan(bab: Sequence[Bab], k: _Keadaan) -> list[NotebookNode]:
    """Numbered cells of all chapters, their references as they were written."""
    sel: list[NotebookNode] = []
    for b in bab:
        k.mulai(b)
        for cell in b.notebook.cells:
            baca = _sel_markdown if cell.cell_type == "markdown" else _sel_kode
            isi = baca(cell, b, k)
            sel += [_tempatkan(c, "ikhtisar") for c in isi] if b.nomor == DEPAN else isi
    return sel


def _susun(
    sel: list[NotebookNode], k: _Keadaan, penunjuk: Penunjuk, catatan: str = ""
) -> NotebookNode:
    """The document: front matter first, every reference resolved; catatan stands above the rest."""
    depan = [c for t in TEMPAT_DEPAN for c in sel if c.metadata.get("tempat") == t]
    utama = [c for c in sel if not c.metadata.get("tempat")]
    if depan and depan[0].metadata["tempat"] == TEMPAT_DEPAN[0]:
        k.isi.insert(0, Butir("", "Kata Pengantar", TEMPAT_DEPAN[0]))
    for cell in [*depan, *utama]:
        resolve = penunjuk.resolve_benda if cell.metadata.get("benda") else penunjuk.resolve_teks
        cell.source = resolve(cell.source)
    if k.galat:
        raise NaskahCacat("\n".join(dict.fromkeys(k.galat)))
    if catatan:
        utama.insert(0, _sel(f'<div class="catatan">{catatan}</div>'))
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
        "paket": bernomor,
        KUNCI: {"awal": k.awal, "nomor": k.nomor, "absen": k.absen},
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
        dekat -= k.naik
        return f'<h{dekat} class="unnumbered unlisted">{judul}</h{dekat}>'
    k.tingkat = tingkat
    tampak = tingkat - k.naik
    k.isi.append(Butir(nomor, polos, anchor, tampak))
    return f'<h{tampak} id="{anchor}">{kepala}{judul}</h{tampak}>'


def _heading_depan(tingkat: int, judul: str, polos: str, k: _Keadaan) -> str:
    """Before the chapters nothing is numbered, and only the title stands in the contents."""
    if tingkat > 1:
        return f'<h2 class="unnumbered unlisted">{judul}</h2>'
    anchor = re.sub(r"\W+", "-", polos.lower())
    k.isi.append(Butir("", polos, anchor, tingkat))
    return f'<h1 id="{anchor}">{judul}</h1>'
