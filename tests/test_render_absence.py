"""What the data lack leaves no trace in the joined report."""

from typing import Any

import nbformat
import pandas as pd
from nbformat import NotebookNode

from lkip_helpers.render.document import join_alone, join_report
from lkip_helpers.render.pieces import order_chapters
from lkip_helpers.report.narasi import Heading, Narasi
from lkip_helpers.report.payload import ABSENT, MIME
from lkip_helpers.report.tabel import Tabel


def output_cell(markdown: str = "", **payload: Any) -> NotebookNode:
    """A code cell with one output: a sentence, or a table or figure, there or absent."""
    data = {MIME: {"jenis": "narasi", "tempat": "", **payload}}
    data |= {"text/html": "<p>tabel</p>"} if payload else {"text/markdown": markdown}
    output = nbformat.v4.new_output("display_data", data=data)
    return nbformat.v4.new_code_cell("x", outputs=[output])


def absent(label: str) -> NotebookNode:
    return output_cell(jenis=ABSENT, label=label, judul="T", alasan="kosong")


def table(label: str) -> NotebookNode:
    return output_cell(jenis="tabel", label=label, judul="T", kolom=[], baris=[])


def join(*cells: NotebookNode) -> str:
    """The text of one chapter, joined."""
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    document, _ = join_report(order_chapters([("10-bab", notebook)]))
    return "\n".join(c.source for c in document.cells)


def text_cell(text: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(text)


def test_a_section_without_anything_goes_with_its_heading_and_its_lead_in() -> None:
    """The next section stays, and takes its number."""
    text = join(
        text_cell("# Bab\n\nPembuka."),
        text_cell("## Lembaga\n\nLembaga adalah wadah. \n\nDaftarnya pada [Tabel](#lembaga)."),
        absent("lembaga"),
        text_cell("## Sarana\n\nDaftarnya pada [Tabel](#sarana)."),
        table("sarana"),
    )
    assert "Lembaga" not in text
    assert "kosong" not in text
    assert "1.1 Sarana" in text


def test_a_sentence_on_an_absent_table_goes_and_its_neighbours_stay() -> None:
    """Wherever it stands, written or computed."""
    text = join(
        text_cell("# Bab\n\nIsi tetap.\n\nLihat [Tabel](#hilang)."),
        output_cell("Hitungan pada [Tabel](#hilang) juga."),
        output_cell("Hitungan lain."),
        absent("hilang"),
    )
    assert "Isi tetap." in text and "Hitungan lain." in text
    assert "hilang" not in text


def test_a_heading_whose_parts_are_all_absent_goes_with_them() -> None:
    """A parent keeps what any of its parts keeps."""
    text = join(
        text_cell("# Bab"),
        table("ada"),
        text_cell("## Induk\n\nPengantar."),
        text_cell("### Anak"),
        absent("satu"),
        text_cell("## Ayah"),
        text_cell("### Putra"),
        absent("dua"),
        text_cell("### Putri"),
        table("tiga"),
    )
    assert "Induk" not in text and "Anak" not in text and "Putra" not in text
    assert "Ayah" in text and "Putri" in text


def test_a_section_of_plain_text_stays() -> None:
    """It lacks nothing."""
    assert "Cara Membaca" in join(
        text_cell("# Bab\n\nIsi."), text_cell("## Cara Membaca\n\nTitik dan koma.")
    )


def test_a_frame_of_the_analyst_fills_its_section() -> None:
    """In a document of its own a plain frame is shown, and so is the heading above it."""
    frame = nbformat.v4.new_output("display_data", data={"text/html": "<table></table>"})
    cells = [text_cell("# Analisis"), text_cell("## Pegawai")]
    cells.append(nbformat.v4.new_code_cell("pegawai", outputs=[frame]))
    document = join_alone("analisis-a", nbformat.v4.new_notebook(cells=cells), None)
    assert [c.source.count("<") > 0 for c in document.cells] == [True] * 3
    assert "Pegawai" in document.cells[1].source
    assert "Pegawai" not in join(text_cell("# Bab\n\nIsi."), *cells[1:])  # which it is not there


def test_a_sentence_without_rows_is_absent_as_a_table_is() -> None:
    """`each` a frame without rows: its section has nothing to say."""
    nothing = Narasi("{a}", each=pd.DataFrame(columns=["a"]))
    data, _ = nothing._repr_mimebundle_()
    cell = nbformat.v4.new_code_cell("x", outputs=[nbformat.v4.new_output("display_data", data)])
    text = join(text_cell("# Bab\n\nIsi."), text_cell("## Tugas\n\nTugasnya begini."), cell)
    assert "Tugas" not in text


def test_a_section_for_the_screen_alone_leaves_no_heading() -> None:
    """What is tagged `hanya-layar` does not fill a section."""
    screen = table("layar")
    screen.metadata["tags"] = ["hanya-layar"]
    text = join(text_cell("# Bab\n\nIsi."), text_cell("## Coba"), screen)
    assert "Coba" not in text


def test_the_technical_annex_without_notes_has_no_heading_for_them() -> None:
    """What it is given at its end is held to the same as its chapters."""
    notebook = nbformat.v4.new_notebook(cells=[text_cell("# Lampiran Teknis\n\nIsi.")])
    empty = Tabel("catatan", "Catatan", pd.DataFrame(columns=["a"]), ["a"], "x")
    end = [Heading("Catatan", 1), Narasi("Lihat [Tabel](#catatan)."), empty]
    _, annex = join_report(order_chapters([("00-periksa", notebook)]), lambda _: end)
    assert annex is not None
    assert "Catatan" not in "".join(c.source for c in annex.cells)
