"""The notebooks keep their form: a story with calls, no program, no figure typed into the prose."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.conftest import AKAR

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
NAMA = list(LKIP)
LAYAR = ["eksplorasi", "mulai"]  # for the screen only: no chapter, no report
SEMUA = [*NAMA, *LAYAR]
PROGRAM = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.For,
    ast.While,
    ast.Try,
    ast.With,
    ast.If,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.GeneratorExp,
)
PERATURAN = r"Nomor [\w./-]+( Tahun \d{4})?"
RUJUKAN = r"\[(?:Tabel|Gambar)\]\(#([a-z0-9-]+)\)"


def berkas(nama: str) -> Path:
    return AKAR / "notebooks" / f"{nama}.ipynb"


def baca(nama: str) -> Any:
    return nbformat.read(berkas(nama), 4)


def kode(nama: str) -> list[Any]:
    return [c for c in baca(nama).cells if c.cell_type == "code"]


def prosa(nama: str) -> str:
    return "\n".join(c.source for c in baca(nama).cells if c.cell_type == "markdown")


def test_the_chapters_are_there_and_no_other() -> None:
    """Each with its place in the report."""
    assert sorted(p.stem for p in (AKAR / "notebooks").glob("*.ipynb")) == SEMUA


@pytest.mark.parametrize("nama", SEMUA)
def test_a_notebook_is_valid_and_diffs_well(nama: str) -> None:
    """nbformat 4.5, readable ids, no outputs, one line a line."""
    nb = baca(nama)
    nbformat.validate(nb)
    assert (nb.nbformat, nb.nbformat_minor) == (4, 5)
    assert nb.metadata.kernelspec.name == "python3"
    assert nb.metadata.get("lkip", {}) == LKIP.get(nama, {})
    ids = [c.id for c in nb.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]+", i) for i in ids)
    assert all(not c.outputs and c.execution_count is None for c in kode(nama))
    teks = berkas(nama).read_text("utf-8")
    assert teks == json.dumps(json.loads(teks), ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("nama", NAMA)
def test_a_notebook_begins_with_its_question_and_its_parameters(nama: str) -> None:
    """Title and what the chapter answers; tahun and unit as literals; imports; load."""
    sel = baca(nama).cells
    assert re.fullmatch(r"# \w[^\n]+\n\n[A-Z][^\n]+\.", sel[0].source)
    assert sel[1].metadata.tags == ["parameters"]
    parameter = {
        s.targets[0].id: ast.literal_eval(s.value)  # type: ignore[attr-defined]
        for s in ast.parse(sel[1].source).body
    }
    assert parameter == {"tahun": 2021, "unit": "paal-merah"}
    impor = ast.parse(sel[2].source).body
    assert all(isinstance(s, ast.ImportFrom) for s in impor)
    assert sel[3].source == "data = load(unit, tahun)"


@pytest.mark.parametrize("nama", SEMUA)
def test_cells_are_short_calls(nama: str) -> None:
    """At most 12 lines of 100 characters; no def, branch, loop, comprehension, try or file."""
    for sel in kode(nama):
        baris = sel.source.splitlines()
        assert len(baris) <= 12, sel.id
        assert max(map(len, baris)) <= 100, sel.id
        for simpul in ast.walk(ast.parse(sel.source)):
            assert not isinstance(simpul, PROGRAM), sel.id
            if isinstance(simpul, ast.ImportFrom):
                assert (simpul.module or "").startswith("lkip_helpers."), sel.id
            if isinstance(simpul, ast.Name):
                assert simpul.id not in {"open", "Path", "os", "exec", "eval", "print"}, sel.id
            if isinstance(simpul, ast.Constant) and isinstance(simpul.value, str):
                assert not re.search(r"(^|\s)\.{0,2}/\w|\.(csv|parquet|json)\b", simpul.value), (
                    sel.id
                )


@pytest.mark.parametrize("nama", SEMUA)
def test_no_figure_is_typed_into_the_prose(nama: str) -> None:
    """Digits stand in Markdown only in the numbers of laws; the unit's name nowhere."""
    teks = re.sub(RUJUKAN, "", re.sub(PERATURAN, "", prosa(nama)))
    assert re.findall(r"[^\n]*\d[^\n]*", teks) == []
    assert not re.search(r"Paal Merah|Jambi", teks)


@pytest.mark.parametrize("nama", NAMA)
def test_sentences_take_their_numbers_from_data(nama: str) -> None:
    """No digit in the template of a Narasi either, save in the numbers of laws."""
    for sel in kode(nama):
        for simpul in ast.walk(ast.parse(sel.source)):
            if isinstance(simpul, ast.Call) and getattr(simpul.func, "id", "") == "Narasi":
                templat = ast.literal_eval(simpul.args[0])
                bersih = re.sub(RUJUKAN, "", re.sub(PERATURAN, "", re.sub(r"{[^}]*}", "", templat)))
                assert not re.search(r"\d", bersih), sel.id


def test_every_table_and_figure_is_introduced_in_the_text() -> None:
    """A reader is sent to each by a cross-reference; those of the unsur come from code."""
    disebut, dibuat = set(), set()
    for nama in NAMA:
        disebut |= set(re.findall(RUJUKAN, "\n".join(c.source for c in baca(nama).cells)))
        for sel in kode(nama):
            for s in ast.walk(ast.parse(sel.source)):
                if isinstance(s, ast.Call) and getattr(s.func, "id", "") in {"Tabel", "Gambar"}:
                    dibuat.add(ast.literal_eval(s.args[0]))
    assert dibuat - disebut == set()


def test_headings_carry_no_typed_numbers() -> None:
    """The renderer numbers them."""
    for nama in NAMA:
        judul = re.findall(r"^#+ (.+)$", prosa(nama), re.MULTILINE)
        assert judul
        assert not [j for j in judul if re.match(r"([IVX]+|[A-Z])\.|\d", j)]


def test_the_outline_names_every_chapter_and_every_annex() -> None:
    """Sistematika follows the chapters there are; 00 and 31 to 33 are parts of others."""
    uraian = prosa("10-pendahuluan").split("## Sistematika")[1]
    for nama in ("05", "10", "20", "40", "50"):
        judul = next(prosa(n).splitlines()[0].removeprefix("# ") for n in NAMA if n[:2] == nama)
        assert f"- **{judul}** " in uraian
    lampiran = re.search(r"- \*\*Lampiran\*\* (.+)", uraian)
    assert lampiran is not None
    bagian = re.findall(r"^## (.+)$", prosa("50-lampiran"), re.MULTILINE)
    bagian += re.findall(r"^# (.+)$", prosa("00-periksa-data"), re.MULTILINE)
    assert [b for b in bagian if b.lower() not in lampiran[1].lower()] == []
