"""What is computed once and shared stays unchanged, and is computed anew for other data."""

import pickle
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from lkip_helpers import intake
from lkip_helpers.audit import consistency
from lkip_helpers.commands.parser import parse_forms
from lkip_helpers.compute.lineage import CellRange, note_origin
from lkip_helpers.compute.subsetsum import MOST_GROUPS, explain_total
from lkip_helpers.intake.once import FrozenDict, fingerprint, memoize
from lkip_helpers.prose.annexes import MOST_PRINTED, build_tabulation
from lkip_helpers.render.pdf.typeset import place_pictures
from lkip_helpers.workspace import InvalidChoice, Workspace
from tests.chapters import cell_text


def test_notes_pass_through_pandas_uncopied() -> None:
    """Filters, joins and copies carry the same note, not a copy of it."""
    cells = {0: CellRange("dpa.xlsx", "DPA", "E8")}
    frame = note_origin(pd.DataFrame({"pagu": [1]}), "pagu", cells)
    later = frame[frame["pagu"] > 0].assign(sisa=0).copy()
    assert later.attrs["asal"] is frame.attrs["asal"]


def test_a_note_refuses_to_be_altered() -> None:
    """One who altered it would alter it for every frame that carries it."""
    note = FrozenDict(E8=1)
    with pytest.raises(TypeError, match="dipakai bersama"):
        note["E9"] = 2
    assert pickle.loads(pickle.dumps(note)) == {"E8": 1}  # noqa: S301 our own bytes


def test_the_same_content_is_computed_once_and_other_content_anew() -> None:
    """Two frames made apart are one content; a digit more is another. 1 + 2 = 3, 1 + 3 = 4."""
    calls: list[int] = []

    @memoize
    def total(frame: pd.DataFrame) -> int:
        calls.append(len(frame))
        return int(frame["a"].sum())

    totals = [total(pd.DataFrame({"a": [1, 2]})) for _ in range(3)]
    assert (totals, total(pd.DataFrame({"a": [1, 3]})), len(calls)) == ([3, 3, 3], 4, 2)


def test_what_is_written_into_a_result_stays_with_the_writer() -> None:
    """A chapter that alters its frame does not alter that of the next."""

    @memoize
    def frames(n: int) -> tuple[pd.DataFrame, int]:
        return pd.DataFrame({"a": [n]}), n

    frame, _ = frames(1)
    frame.loc[0, "a"] = 9
    assert frames(1)[0]["a"].to_list() == [1]


def test_data_of_one_chapter_is_not_that_of_another(workspace: Workspace) -> None:
    """load reads once; a value written by an analyst is not seen by whoever loads next."""
    data = intake.load(workspace.unit, workspace.tahun)
    before = fingerprint(data)
    data.anggaran["pagu"] = 0
    assert fingerprint(intake.load(workspace.unit, workspace.tahun)) == before


def test_consistency_is_checked_once_a_report(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six chapters ask; the rules run once, and again where a figure has changed."""
    runs: list[int] = []
    counting = {lambda _: (runs.append(1), iter(()))[1]: ()}
    monkeypatch.setattr(consistency, "RULES", counting | consistency.RULES)
    data = [intake.load(workspace.unit, workspace.tahun) for _ in range(6)]
    for d in data:
        d.penjelasan.attrs["uji"] = "a content that nobody asked about before"
    results = [consistency.check_consistency(d) for d in data]
    assert results.count(results[0]) == 6
    data[0].realisasi["realisasi"] += 1
    consistency.check_consistency(data[0])
    assert len(runs) == 2


@pytest.mark.parametrize("count", [MOST_PRINTED, MOST_PRINTED + 1])
def test_answers_of_many_stand_in_the_workbook_alone(count: int) -> None:
    """Answers of 150 respondents are printed, of 151 not; a sentence says where they are."""
    skm = pd.DataFrame({"responden": range(1, count + 1), "U1": 3})
    nrr = pd.DataFrame({"kode": ["U1"], "nrr_tertimbang": [3.0], "nilai_konversi": [75.0]})
    tabel = build_tabulation(skm, nrr, 2021, "skm.xlsx")
    assert (len(tabel.data) == count) == (count <= MOST_PRINTED)
    berkas = pd.DataFrame({"berkas": ["skm.xlsx"], "rekonstruksi": [False]})
    data = SimpleNamespace(skm=skm, berkas=berkas)
    text = cell_text("50", "tabulasi-tercetak", "tabulasi-tidak-dicetak", data=data)
    assert ("respondennya 151 orang; jawaban selengkapnya" in text) == (count > MOST_PRINTED)


def test_a_sum_of_rows_is_found_in_a_group_of_many() -> None:
    """Group B of 60 rows, 1,001 to 1,060; 5 of A and 1,060 of B make 1,065, and nothing else."""
    rows = [("A", "a", 5.0), *(("B", f"b{n}", 1000.0 + n) for n in range(1, 61))]
    detail = pd.DataFrame(rows, columns=["g", "i", "v"])
    assert explain_total(detail, "g", "i", "v", 1065.0) == [("A", 5.0), ("b60", 1060.0)]


def test_of_too_many_groups_no_sum_is_told() -> None:
    """Thirteen groups: a sum of some would be an accident."""
    rows = [(str(n), f"{n}{b}", b * 2.0**n) for n in range(MOST_GROUPS + 1) for b in (0.4, 0.6)]
    detail = pd.DataFrame(rows, columns=["g", "i", "v"])
    assert explain_total(detail, "g", "i", "v", 3.0) is None
    assert explain_total(detail[: 2 * MOST_GROUPS], "g", "i", "v", 3.0) == [("0", 1.0), ("1", 2.0)]


def test_forms_are_those_asked_for() -> None:
    """In their own order, whatever was typed; all where nothing is asked."""
    assert parse_forms("xlsx, HTML") == ("html", "xlsx")
    assert parse_forms("") == ("html", "pdf", "docx", "xlsx")
    with pytest.raises(InvalidChoice, match=r"Bentuk odt tidak dikenal\. Pilihannya: html, pdf"):
        parse_forms("odt,pdf")


def test_pictures_of_a_page_become_files(tmp_path: Path) -> None:
    """`aGFp` is "hai"; the page names the file by its content alone."""
    page = place_pictures('<img src="data:image/svg+xml;base64,aGFp">', tmp_path)
    (file,) = tmp_path.iterdir()
    assert (file.read_text(), page) == ("hai", f'<img src="{file.name}">')
    assert file.suffix == ".svg"
