"""Joining: numbers, references and lists are made once, for every form of the report."""

import re

import nbformat
import pytest
from nbformat import NotebookNode

from lkip_helpers.display.payload import MIME
from lkip_helpers.render.bab import order_bab
from lkip_helpers.render.naskah import NaskahCacat, join_naskah


def benda(jenis: str, label: str) -> NotebookNode:
    """A code cell whose output is a table or figure."""
    sebut = jenis.capitalize()
    html = f'<div id="{label}"><span class="nomor" data-label="{label}">{sebut}</span> x</div>'
    isi = {"jenis": jenis, "label": label, "judul": f"Judul {label}", "alasan": "kosong"}
    sel = nbformat.v4.new_code_cell("x")
    sel.outputs = [nbformat.v4.new_output("display_data", {"text/html": html, MIME: isi})]
    return sel


def narasi(teks: str, tempat: str = "") -> NotebookNode:
    sel = nbformat.v4.new_code_cell("x")
    isi = {"jenis": "narasi", "tempat": tempat}
    sel.outputs = [nbformat.v4.new_output("display_data", {"text/markdown": teks, MIME: isi})]
    return sel


def buku(*sel: NotebookNode | str, tingkat: int | None = None) -> NotebookNode:
    cells = [nbformat.v4.new_markdown_cell(s) if isinstance(s, str) else s for s in sel]
    lkip = {"lkip": {"tingkat": tingkat}} if tingkat else {}
    return nbformat.v4.new_notebook(cells=cells, metadata=lkip)


def gabung(**bab: NotebookNode) -> NotebookNode:
    return join_naskah(order_bab((nama[1:].replace("_", "-"), nb) for nama, nb in bab.items()))


def teks(naskah: NotebookNode) -> str:
    return "\n".join(c.source for c in naskah.cells)


def test_tables_and_figures_are_numbered_by_chapter() -> None:
    """Each kind counts for itself, a continuation goes on counting, the annex counts with L."""
    naskah = gabung(
        b30_a=buku("# A", benda("tabel", "satu"), benda("gambar", "dua")),
        b31_b=buku("# B", benda("tabel", "tiga")),
        b40_c=buku("# C", benda("tabel", "empat")),
        b00_d=buku("# D", benda("tabel", "lima")),
    )
    nomor = {p["label"]: p["nomor"] for p in naskah.metadata.lkip.paket}
    assert nomor == {"satu": "3.1", "dua": "3.1", "tiga": "3.2", "empat": "4.1", "lima": "L.1"}
    assert "Tabel 3.2</span>" in teks(naskah)
    assert [b["nomor"] for b in naskah.metadata.lkip.tabel] == [
        "Tabel 3.1", "Tabel 3.2", "Tabel 4.1", "Tabel L.1",
    ]  # fmt: skip


def test_a_reference_gets_the_number_of_its_target() -> None:
    """Also forward, also from computed sentences."""
    naskah = gabung(
        b10_a=buku(
            "# A\n\nLihat [Tabel](#jauh).", narasi("dan [Gambar](#dekat)"), benda("gambar", "dekat")
        ),
        b20_b=buku("# B", benda("tabel", "jauh")),
    )
    assert '<a class="rujukan" href="#jauh">Tabel 2.1</a>' in teks(naskah)
    assert '<a class="rujukan" href="#dekat">Gambar 1.1</a>' in teks(naskah)


def test_every_broken_reference_and_double_label_is_named_at_once() -> None:
    """So that an analyst mends all of them in one go."""
    with pytest.raises(NaskahCacat) as galat:
        gabung(
            b10_a=buku("# A\n\n[Tabel](#x) [Tabel](#y)", benda("tabel", "z"), benda("tabel", "z"))
        )
    assert all(nama in str(galat.value) for nama in ("#x", "#y", "z dipakai dua kali"))


def test_a_paragraph_about_a_table_left_out_is_left_out_too() -> None:
    """The line in the table's place says why; no sentence may point nowhere."""
    isi = "# A\n\nDasarnya begini.\n\n[Tabel](#tak-ada) memuat rinciannya."
    naskah = gabung(b10_a=buku(isi, benda("absen", "tak-ada")))
    assert "Dasarnya begini." in teks(naskah)
    assert "rinciannya" not in teks(naskah)


def sel_rujukan(label: str, isi: str) -> NotebookNode:
    """A table with one cell of text from a workbook and one made to hold references."""
    kolom = [{"kunci": "a", "jenis": "teks"}, {"kunci": "b", "jenis": "rujukan"}]
    asing = "[Tabel](#bukan)"
    html = f'<div><td class="teks">{asing}</td><td class="rujukan">{isi}</td></div>'
    baris = [{"a": asing, "b": isi}]
    paket = {"jenis": "tabel", "label": label, "judul": "x", "kolom": kolom, "baris": baris}
    sel = nbformat.v4.new_code_cell("x")
    sel.outputs = [nbformat.v4.new_output("display_data", {"text/html": html, MIME: paket})]
    return sel


def test_cells_may_hold_references_and_lose_only_those_to_absent_tables() -> None:
    """In the text as links, in the payload as numbers; the chapter's own output stays as it was."""
    isi = "[Tabel](#ada); [Tabel](#tak-ada); bagian lain"
    bab = buku("# A", benda("absen", "tak-ada"), benda("tabel", "ada"), sel_rujukan("x", isi))
    naskah = gabung(b10_a=bab)
    tautan = '<a class="rujukan" href="#ada">Tabel 1.1</a>'
    assert f'<td class="rujukan">{tautan}; bagian lain</td>' in teks(naskah)
    assert naskah.metadata.lkip.paket[-1]["baris"][0]["b"] == "Tabel 1.1; bagian lain"
    assert bab.cells[-1].outputs[0]["data"][MIME]["baris"][0]["b"] == isi


def test_what_looks_like_a_reference_in_a_workbook_is_text() -> None:
    """It has no target, and asks for none."""
    naskah = gabung(b10_a=buku("# A", sel_rujukan("x", "–")))
    assert '<td class="teks">[Tabel](#bukan)</td>' in teks(naskah)


def test_a_cell_whose_tables_are_all_absent_shows_a_dash() -> None:
    """Never an empty cell."""
    naskah = gabung(b10_a=buku("# A", benda("absen", "y"), sel_rujukan("x", "[Tabel](#y)")))
    assert '<td class="rujukan">–</td>' in teks(naskah)


def test_the_annex_is_not_called_annex_twice() -> None:
    """Its number is its title; what follows is a section of it."""
    naskah = gabung(b50_a=buku("# Lampiran", "## Satu"), b00_b=buku("# Dua"))
    isi = [(b["nomor"], b["teks"]) for b in naskah.metadata.lkip.isi]
    assert isi == [("", "Lampiran"), ("L.1", "Satu"), ("L.2", "Dua")]


def test_headings_are_numbered_and_moved_to_their_level() -> None:
    """A continuation at level 3 stands below the section before it."""
    naskah = gabung(
        b30_a=buku("# Akuntabilitas", "## Capaian", "### Kerangka"),
        b31_b=buku("# Kepuasan", "## Metode", tingkat=3),
        b33_c=buku("# Anggaran", "## Program", tingkat=2),
    )
    isi = [(b["nomor"], b["teks"], b["tingkat"]) for b in naskah.metadata.lkip.isi]
    assert isi == [
        ("Bab III", "Akuntabilitas", 1),
        ("3.1", "Capaian", 2),
        ("3.1.1", "Kerangka", 3),
        ("3.1.2", "Kepuasan", 3),
        ("3.2", "Anggaran", 2),
        ("3.2.1", "Program", 3),
    ]
    assert '<h4 class="unnumbered unlisted">Metode</h4>' in teks(naskah)


def test_no_heading_level_is_skipped() -> None:
    """Run-in headings (level 4) right below a section stand one level deeper, all alike."""
    naskah = gabung(b10_a=buku("# A", "## B", "#### satu", "#### dua", "### C", "#### tiga"))
    tingkat = re.findall(r"<h(\d)[^>]*>(?:[\d. ]*)(\w+)<", teks(naskah))
    assert tingkat == [("2", "B"), ("3", "satu"), ("3", "dua"), ("3", "C"), ("4", "tiga")]


def test_the_foreword_stands_before_the_chapters() -> None:
    """Wherever its sentences were computed."""
    naskah = gabung(b10_a=buku("# A", narasi("Puji syukur.", "kata-pengantar")))
    assert [c.metadata.get("tempat") for c in naskah.cells] == ["kata-pengantar", None]


def test_code_and_screen_only_cells_never_reach_the_report() -> None:
    """No code is hidden by styling; it is not in the file."""
    layar = nbformat.v4.new_markdown_cell("Cara memakai", metadata={"tags": ["hanya-layar"]})
    naskah = gabung(b10_a=buku("# A", layar, nbformat.v4.new_code_cell("rahasia = 1")))
    assert "rahasia" not in teks(naskah)
    assert "Cara memakai" not in teks(naskah)
