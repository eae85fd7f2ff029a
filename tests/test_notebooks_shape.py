"""The notebooks keep their form: a story with calls, no program, no figure typed into the prose."""

import ast
import json
import re
import statistics
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pandas as pd
import pytest

from lkip_helpers.schema.sheets import SUPPLEMENT, Pengaturan
from tests.chapters import cell_text
from tests.conftest import PROJECT_ROOT

LKIP: dict[str, dict[str, Any]] = {
    "00-periksa-data": {},
    "05-ikhtisar-eksekutif": {"tempat": "depan"},
    "10-pendahuluan": {},
    "20-perencanaan-kinerja": {},
    "30-capaian-kinerja": {},
    "31-kepuasan-masyarakat": {"tingkat": 3},
    "32-partisipasi-masyarakat": {"tingkat": 3},
    "32-perbandingan-efisiensi": {"tingkat": 3},
    "33-realisasi-anggaran": {"tingkat": 2},
    "40-penutup": {},
    "50-lampiran": {},
    "90-rekonsiliasi": {},
}
CHAPTERS = list(LKIP)
SCREEN = ["eksplorasi", "galeri", "mulai"]  # for the screen only: no chapter, no report
EVERY = [*CHAPTERS, *SCREEN]
PROGRAM = (ast.FunctionDef, ast.ClassDef, ast.While, ast.Try, ast.With)
MOST_LINES, MEDIAN_LINES, DEEPEST_CALL, NAMES_LINE = 8, 3, 2, 100
REGULATION = r"Nomor [\w./-]+( Tahun \d{4})?"
FOLDED = {
    "folded",
    "terlipat",
    "pembanding",
    "formulir",
}  # arguments of what stands behind a sentence
REFERENCES = r"\[(?:Tabel|Gambar)\]\(#([a-z0-9-]+)\)"


def file(name: str) -> Path:
    return PROJECT_ROOT / "notebooks" / f"{name}.ipynb"


def read(name: str) -> Any:
    return nbformat.read(file(name), 4)


def code(name: str) -> list[Any]:
    return [c for c in read(name).cells if c.cell_type == "code"]


def prose(name: str) -> str:
    return "\n".join(c.source for c in read(name).cells if c.cell_type == "markdown")


def test_the_chapters_are_there_and_no_other() -> None:
    """Each with its place in the report."""
    assert sorted(p.stem for p in (PROJECT_ROOT / "notebooks").glob("*.ipynb")) == EVERY


@pytest.mark.parametrize("name", EVERY)
def test_a_notebook_is_valid_and_diffs_well(name: str) -> None:
    """nbformat 4.5, readable ids, no outputs, one line a line."""
    nb = read(name)
    nbformat.validate(nb)
    assert (nb.nbformat, nb.nbformat_minor) == (4, 5)
    assert nb.metadata.kernelspec.name == "python3"
    assert nb.metadata.get("lkip", {}) == LKIP.get(name, {})
    ids = [c.id for c in nb.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]+", i) for i in ids)
    assert all(not c.outputs and c.execution_count is None for c in code(name))
    text = file(name).read_text("utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_notebook_begins_with_its_question_and_its_parameters(name: str) -> None:
    """Title and what the chapter answers; tahun and unit as literals; imports; load."""
    cells = read(name).cells
    assert re.fullmatch(r"# \w[^\n]+\n\n[A-Z][^\n]+\.", cells[0].source)
    assert cells[1].metadata.tags == ["parameters"]
    parameter = {
        s.targets[0].id: ast.literal_eval(s.value)  # type: ignore[attr-defined]
        for s in ast.parse(cells[1].source).body
    }
    assert parameter == {"tahun": 2021, "unit": "paal-merah"}
    importing = ast.parse(cells[2].source).body
    assert all(isinstance(s, ast.ImportFrom) for s in importing)
    assert cells[3].source == "data = load(unit, tahun)\ntahun = data.tahun"


def depth(node: ast.AST) -> int:
    """How deep calls are nested."""
    is_call = isinstance(node, ast.Call)
    return is_call + max(map(depth, ast.iter_child_nodes(node)), default=0)


@pytest.mark.parametrize("name", EVERY)
def test_cells_are_short_calls(name: str) -> None:
    """One import line; cells of few lines, which are long only for a sentence; no program, no file.

    Sources: the measures of a workbook to work in.
    """
    lines = []
    for cell in code(name):
        source_lines, tree = cell.source.splitlines(), ast.parse(cell.source)
        lines.append(len(source_lines))
        assert len(source_lines) <= MOST_LINES, cell.id
        assert depth(tree) <= DEEPEST_CALL, cell.id
        for line in source_lines:
            assert len(re.sub(r'"(\\.|[^"\\])*"', '""', line)) <= NAMES_LINE, cell.id
        for node in ast.walk(tree):
            assert not isinstance(node, PROGRAM), cell.id
            if isinstance(node, ast.ImportFrom):
                assert (node.module, len(source_lines)) == ("lkip_helpers", 1), cell.id
            if isinstance(node, ast.Name):
                assert node.id not in {"open", "Path", "os", "exec", "eval", "print"}, cell.id
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.search(r"(^|\s)\.{0,2}/\w|\.(csv|json)\b", node.value), cell.id
    assert statistics.median(lines) <= MEDIAN_LINES


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_computed_is_shown(name: str) -> None:
    """At least one frame for each table."""
    assert len(calls(name, "show")) >= len(calls(name, "Tabel"))


def calls(name: str, function: str) -> list[ast.Call]:
    """The calls of a function in the cells of a notebook."""
    nodes = (n for c in code(name) for n in ast.walk(ast.parse(c.source)))
    return [n for n in nodes if isinstance(n, ast.Call) and getattr(n.func, "id", "") == function]


@pytest.mark.parametrize("name", EVERY)
def test_no_figure_is_typed_into_the_prose(name: str) -> None:
    """Digits stand in Markdown only in the numbers of laws; the unit's name nowhere."""
    text = re.sub(REFERENCES, "", re.sub(REGULATION, "", prose(name)))
    assert re.findall(r"[^\n]*\d[^\n]*", text) == []
    assert not re.search(r"Paal Merah|Jambi", text)


@pytest.mark.parametrize("name", CHAPTERS)
def test_sentences_take_their_numbers_from_data(name: str) -> None:
    """No digit in the template of a Narasi either, save in the numbers of laws."""
    for call in calls(name, "Narasi"):
        for node in ast.walk(ast.Module(call.args, [])):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = re.sub(r"{[^}]*}|^1\. ", "", node.value)
                clean = re.sub(REFERENCES, "", re.sub(REGULATION, "", text))
                assert not re.search(r"\d", clean), node.value


def test_every_table_and_figure_is_introduced_in_the_text() -> None:
    """A cross-reference leads to each; a table that becomes a sentence needs none."""
    referred, labels = set(), set()
    for name in CHAPTERS:
        referred |= set(re.findall(REFERENCES, "\n".join(c.source for c in read(name).cells)))
        for call in (*calls(name, "Tabel"), *calls(name, "Gambar")):
            folded = FOLDED & {k.arg or ast.unparse(k.value) for k in call.keywords}
            if isinstance(call.args[0], ast.Constant) and not folded:
                labels.add(call.args[0].value)
    assert labels - referred == set()


def test_headings_carry_no_typed_numbers() -> None:
    """The renderer numbers them."""
    for name in CHAPTERS:
        headings = re.findall(r"^#+ (.+)$", prose(name), re.MULTILINE)
        assert headings
        assert not [h for h in headings if re.match(r"([IVX]+|[A-Z])\.|\d", h)]


def test_the_outline_names_every_chapter_and_every_annex() -> None:
    """Sistematika follows the chapters there are; 00 and 31 to 33 are parts of others."""
    full = pd.DataFrame({"x": [1]})
    names = ("tugas", "isu", "langkah", "layanan", "rekap", "ikm_terbit", "skm", "lembaga",
             "pembinaan", "sarana", "program_lokal")  # fmt: skip
    frames = dict.fromkeys((*names, *SUPPLEMENT), full)
    frames |= {"formulir": full.assign(formulir="Pengukuran Kinerja")}
    frames |= {"dukungan": full.assign(peran="utama")}
    known = {"sebutan": "kecamatan", "pengaturan": Pengaturan()}
    data = SimpleNamespace(frames=frames, **known, **frames)
    cells = "sistematika-isi", "sistematika-daftar"
    description = cell_text("10", *cells, data=data, saran=full)
    closing = "memuat simpulan, langkah perbaikan, dan saran dari pemeriksaan data."
    assert closing in description
    assert closing not in cell_text("10", *cells, data=data, saran=full.head(0))
    for name in ("05", "10", "20", "40", "50"):
        title = next(prose(n).splitlines()[0].removeprefix("# ") for n in CHAPTERS if n[:2] == name)
        assert f"- **{title}** " in description
    annex = re.search(r"- \*\*Lampiran\*\* (.+)", description)
    assert annex is not None
    parts = re.findall(r"^## (.+)$", prose("50-lampiran"), re.MULTILINE)
    assert [p for p in parts if p.lower() not in annex[1].lower()] == []
    assert "pengukuran kinerja" in annex[1]
    heads = [t.kepala.lower() for s in SUPPLEMENT.values() if (t := s.DECLARED.tampil)]
    assert [head for head in heads if head not in description] == []
