"""Joining: numbers, references and lists are made once, for every form of the report."""

import re

import nbformat
import pytest
from nbformat import NotebookNode

from lkip_helpers.errors import LkipError
from lkip_helpers.render.document import join_alone, join_report
from lkip_helpers.render.pieces import order_chapters
from lkip_helpers.report.payload import MIME


def record(kind: str, label: str) -> NotebookNode:
    """A code cell whose output is a table or figure."""
    phrase = kind.capitalize()
    html = f'<div id="{label}"><span class="nomor" data-label="{label}">{phrase}</span> x</div>'
    payload = {"jenis": kind, "label": label, "judul": f"Judul {label}", "alasan": "kosong"}
    cell = nbformat.v4.new_code_cell("x")
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": html, MIME: payload})]
    return cell


def narasi(text: str, place: str = "") -> NotebookNode:
    cell = nbformat.v4.new_code_cell("x")
    payload = {"jenis": "narasi", "tempat": place}
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/markdown": text, MIME: payload})]
    return cell


def notebook(*sources: NotebookNode | str, level: int | None = None) -> NotebookNode:
    cells = [nbformat.v4.new_markdown_cell(s) if isinstance(s, str) else s for s in sources]
    metadata = {"lkip": {"tingkat": level}} if level else {}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def join(**chapters: NotebookNode) -> NotebookNode:
    notebooks = ((name[1:].replace("_", "-"), nb) for name, nb in chapters.items())
    return join_report(order_chapters(notebooks))[0]


def text(document: NotebookNode) -> str:
    return "\n".join(c.source for c in document.cells)


def test_tables_and_figures_are_numbered_by_chapter() -> None:
    """Each kind counts for itself, a continuation goes on counting, the technical annex with T."""
    document = join(
        b30_a=notebook("# A", record("tabel", "satu"), record("gambar", "dua")),
        b31_b=notebook("# B", record("tabel", "tiga")),
        b40_c=notebook("# C", record("tabel", "empat")),
        b00_d=notebook("# D", record("tabel", "lima")),
    )
    numbers = {p["label"]: p["nomor"] for p in document.metadata.lkip.paket}
    assert numbers == {"satu": "3.1", "dua": "3.1", "tiga": "3.2", "empat": "4.1", "lima": "T.1"}
    assert "Tabel 3.2</span>" in text(document)
    starts = document.metadata.lkip.penomoran["awal"]  # a chapter begins above its first heading
    assert {name: start["tingkat"] for name, start in starts.items() if name[0] != "0"} == {
        "30-a": 0, "31-b": 1, "40-c": 0,
    }  # fmt: skip
    assert [r["nomor"] for r in document.metadata.lkip.tabel] == [
        "Tabel 3.1", "Tabel 3.2", "Tabel 4.1",
    ]  # fmt: skip


def test_a_reference_gets_the_number_of_its_target() -> None:
    """Also forward, also from computed sentences."""
    document = join(
        b10_a=notebook(
            "# A\n\nLihat [Tabel](#jauh).",
            narasi("dan [Gambar](#dekat)"),
            record("gambar", "dekat"),
        ),
        b20_b=notebook("# B", record("tabel", "jauh")),
    )
    assert '<a class="rujukan" href="#jauh">Tabel 2.1</a>' in text(document)
    assert '<a class="rujukan" href="#dekat">Gambar 1.1</a>' in text(document)


def test_every_broken_reference_and_double_label_is_named_at_once() -> None:
    """So that an analyst mends all of them in one go."""
    with pytest.raises(LkipError) as error:
        join(
            b10_a=notebook(
                "# A\n\n[Tabel](#x) [Tabel](#y)", record("tabel", "z"), record("tabel", "z")
            )
        )
    assert all(name in str(error.value) for name in ("#x", "#y", "z dipakai dua kali"))


def test_a_paragraph_about_a_table_left_out_is_left_out_too() -> None:
    """No sentence may refer to nothing; the rest of the section stays."""
    source = "# A\n\nDasarnya begini.\n\n[Tabel](#tak-ada) memuat rinciannya."
    document = join(b10_a=notebook(source, record("absen", "tak-ada"), record("tabel", "ada")))
    assert "Dasarnya begini." in text(document)
    assert "rinciannya" not in text(document)


def reference_cell(label: str, references: str) -> NotebookNode:
    """A table with one cell of text from a workbook and one made to hold references."""
    columns = [{"kunci": "a", "jenis": "teks"}, {"kunci": "b", "jenis": "rujukan"}]
    foreign = "[Tabel](#bukan)"
    html = f'<div><td class="teks">{foreign}</td><td class="rujukan">{references}</td></div>'
    rows = [{"a": foreign, "b": references}]
    payload = {"jenis": "tabel", "label": label, "judul": "x", "kolom": columns, "baris": rows}
    cell = nbformat.v4.new_code_cell("x")
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": html, MIME: payload})]
    return cell


def test_cells_may_hold_references_and_lose_only_those_to_absent_tables() -> None:
    """In the text as links, in the payload as numbers; the chapter's own output stays as it was."""
    references = "[Tabel](#ada); [Tabel](#tak-ada); bagian lain"
    chapter = notebook(
        "# A", record("absen", "tak-ada"), record("tabel", "ada"), reference_cell("x", references)
    )
    document = join(b10_a=chapter)
    link = '<a class="rujukan" href="#ada">Tabel 1.1</a>'
    assert f'<td class="rujukan">{link}; bagian lain</td>' in text(document)
    assert document.metadata.lkip.paket[-1]["baris"][0]["b"] == "Tabel 1.1; bagian lain"
    assert chapter.cells[-1].outputs[0]["data"][MIME]["baris"][0]["b"] == references


def test_what_looks_like_a_reference_in_a_workbook_is_text() -> None:
    """It has no target, and none is looked for."""
    document = join(b10_a=notebook("# A", reference_cell("x", "–")))
    assert '<td class="teks">[Tabel](#bukan)</td>' in text(document)


def test_a_cell_whose_tables_are_all_absent_shows_a_dash() -> None:
    """Never an empty cell."""
    document = join(b10_a=notebook("# A", record("absen", "y"), reference_cell("x", "[Tabel](#y)")))
    assert '<td class="rujukan">–</td>' in text(document)


def test_the_annex_is_not_called_annex_twice() -> None:
    """Its number is its title; what follows is a section of it."""
    document = join(
        b50_a=notebook("# Lampiran\n\nIsi.", "## Satu\n\nIsi."), b60_b=notebook("# Dua\n\nIsi.")
    )
    headings = [(r["nomor"], r["teks"]) for r in document.metadata.lkip.isi]
    assert headings == [("", "Lampiran"), ("L.1", "Satu"), ("L.2", "Dua")]


def test_headings_are_numbered_and_moved_to_their_level() -> None:
    """A continuation at level 3 stands below the section before it."""
    document = join(
        b30_a=notebook("# Akuntabilitas\n\nIsi.", "## Capaian\n\nIsi.", "### Kerangka\n\nIsi."),
        b31_b=notebook("# Kepuasan\n\nIsi.", "## Metode\n\nIsi.", level=3),
        b33_c=notebook("# Anggaran\n\nIsi.", "## Program\n\nIsi.", level=2),
    )
    headings = [(r["nomor"], r["teks"], r["tingkat"]) for r in document.metadata.lkip.isi]
    assert headings == [
        ("Bab III", "Akuntabilitas", 1),
        ("3.1", "Capaian", 2),
        ("3.1.1", "Kerangka", 3),
        ("3.1.2", "Kepuasan", 3),
        ("3.2", "Anggaran", 2),
        ("3.2.1", "Program", 3),
    ]
    assert '<h4 class="unnumbered unlisted">Metode</h4>' in text(document)


def test_a_comment_in_a_block_of_code_is_no_heading() -> None:
    """An analyst may quote code in a text."""
    document = join(b10_a=notebook("# A\n\n```python\n# hitung\n\nx = 1\n```\n\n## B\n\nIsi."))
    assert [r["teks"] for r in document.metadata.lkip.isi] == ["A", "B"]
    assert "```python\n# hitung\n\nx = 1\n```" in text(document)


def test_no_heading_level_is_skipped() -> None:
    """Run-in headings (level 4) right below a section stand one level deeper, all alike."""
    document = join(
        b10_a=notebook(
            "# A\n\nIsi.",
            "## B\n\nIsi.",
            "#### satu\n\nIsi.",
            "#### dua\n\nIsi.",
            "### C\n\nIsi.",
            "#### tiga\n\nIsi.",
        )
    )
    levels = re.findall(r"<h(\d)[^>]*>(?:[\d. ]*)(\w+)<", text(document))
    assert levels == [("2", "B"), ("3", "satu"), ("3", "dua"), ("3", "C"), ("4", "tiga")]


def test_a_document_of_its_own_has_a_title_and_skips_no_level() -> None:
    """PDF/UA wants both. One without a title is called as its file is."""
    own = notebook("Pembuka.", "### Langsung\n\nIsi.", "### Lagi\n\nIsi.")
    document = join_alone("analisis-belanja-2021", own, None)
    headings = [(r["nomor"], r["teks"], r["tingkat"]) for r in document.metadata.lkip.isi]
    assert headings == [
        ("", "Belanja 2021", 1), ("A.1", "Langsung", 2), ("A.2", "Lagi", 2),
    ]  # fmt: skip


def test_the_foreword_stands_before_the_chapters() -> None:
    """Wherever its sentences were computed."""
    document = join(b10_a=notebook("# A", "Isi.", narasi("Puji syukur.", "kata-pengantar")))
    places = [(c.source, c.metadata.get("tempat")) for c in document.cells]
    assert places[0] == ("Puji syukur.", "kata-pengantar") and places[-1] == ("Isi.", None)


def test_code_and_screen_only_cells_never_reach_the_report() -> None:
    """No code is hidden by styling; it is not in the file."""
    screen = nbformat.v4.new_markdown_cell("Cara memakai", metadata={"tags": ["hanya-layar"]})
    trial = narasi("Coba-coba.")
    trial.metadata["tags"] = ["hanya-layar"]
    document = join(b10_a=notebook("# A", screen, trial, nbformat.v4.new_code_cell("rahasia = 1")))
    assert not re.search("rahasia|Cara memakai|Coba-coba", text(document))


def test_a_raw_cell_is_no_part_of_the_report() -> None:
    """Jupyter keeps it for other converters."""
    document = join(b10_a=notebook("# A", nbformat.v4.new_raw_cell("<p>mentah</p>"), "Isi."))
    assert "mentah" not in text(document) and "Isi." in text(document)


def test_a_picture_pasted_into_a_text_goes_along_and_any_other_is_refused() -> None:
    """JupyterLab keeps what is pasted beside the text of its cell, a blank in a name as %20."""
    point = {"image/png": "iVBORw0KGgo="}
    pasted = nbformat.v4.new_markdown_cell("Foto: ![Loket](attachment:loket%20baru.png) ramai.")
    pasted["attachments"] = {"loket baru.png": point}
    document = join(b10_a=notebook("# A", pasted))
    assert "![Loket](data:image/png;base64,iVBORw0KGgo=) ramai." in text(document)
    for other in ("foto.png", "attachment:hilang.png", "https://contoh.id/foto.png"):
        with pytest.raises(LkipError, match="tidak ada di dalam notebook"):
            join(b10_a=notebook("# A", f"Foto: ![Loket]({other})"))
