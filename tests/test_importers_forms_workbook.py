"""`lkip import forms` from the command line to the workbook; no name is anywhere afterwards."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lkip_helpers.commands import main
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema.sheets import Respondents
from lkip_helpers.workspace import MAPPING, WORKSPACE_VARIABLE, Workspace
from tests import questionnaires
from tests.questionnaires import CODES, SECRETS, TRAITS, FormExport, answers, invent


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path / "kantor"))
    return questionnaires.office(tmp_path / "kantor")


def run_import(file: Path, *choices: str) -> int:
    return main(["import", "forms", str(file), "2021", "--unit", "uji", *choices])


def read_everything(root: Path) -> bytes:
    """Every byte of every file, those of workbooks unpacked, and every name."""
    content = b""
    for file in filter(Path.is_file, root.rglob("*")):
        content += str(file).encode() + file.read_bytes()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                content += b"".join(archive.read(n) for n in archive.namelist())
    return content


def read_workbook(workspace: Workspace) -> list[dict[str, object]]:
    parsed = read_sheet(WorkbookFile(workspace.raw / Respondents.FILE), Respondents)
    assert not parsed.findings
    rows = [Respondents.model_validate(r).model_dump() for _, r in parsed.rows]
    return [dict.fromkeys(TRAITS) | r for r in rows]


def test_respondents_stand_in_the_workbook_and_no_name_anywhere(
    tmp_path: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    people = invent(25, empty=True)
    file = FormExport(people).when().personal().trait().every_unsur().xlsx(tmp_path, name="ekspor")
    assert run_import(file) == 0
    assert read_workbook(workspace) == people
    emitted = "".join(capsys.readouterr()).encode() + read_everything(workspace.root)
    assert [r for r in SECRETS if r.encode() in emitted] == []
    assert b"26\xe2\x80\x9335 tahun" in emitted


PEOPLE = (
    "Surat domisili an Siti Aminah", "KTP untuk Budi Santoso", "Surat pindah a/n Rahmat",
    "Legalisasi bpk Rahmat", "KK NIK 1571", "KTP RT 05 Rahmat", "Akta kelahiran 150776",
)  # fmt: skip


@pytest.mark.parametrize("header", ["Jenis layanan yang diterima", "Pekerjaan"])
def test_a_name_in_free_text_about_the_service_goes_nowhere_however_often_it_is_written(
    header: str, tmp_path: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """The guide promises it; the number of emptied cells is reported."""
    services = [*PEOPLE * 4, "Siti Aminah", "Rahmat Hidayat"]
    export = (
        FormExport(invent(len(services))).when().add(header, lambda i: services[i]).every_unsur()
    )
    assert run_import(export.xlsx(tmp_path, name="ekspor")) == 0
    emitted = "".join(capsys.readouterr())
    assert "isian bebas yang mungkin memuat nama orang dan dikosongkan (26 sel)" in emitted
    assert "isinya bukan ciri responden dan dikosongkan" in emitted  # the four with a/n
    assert {r["layanan"] or r["pekerjaan"] for r in read_workbook(workspace)} == {None}
    output = emitted.encode() + read_everything(workspace.root)
    assert [n for n in (b"Siti", b"Santoso", b"Rahmat", b"150776") if n in output] == []


def test_services_of_known_words_or_of_several_respondents_are_kept(
    tmp_path: Path, workspace: Workspace
) -> None:
    """Of the rules, of the sheet Layanan (Surat Keterangan Domisili), or written three times."""
    services = ["KTP-el", "Pengantar untuk nikah", "domisili", *["Kompos"] * 3, "Biogas", "Biogas"]
    export = FormExport(invent(len(services))).when().add("Keperluan", lambda i: services[i])
    assert run_import(export.every_unsur().xlsx(tmp_path, name="ekspor")) == 0
    assert [r["layanan"] for r in read_workbook(workspace)] == [*services[:6], None, None]


def test_what_is_doubtful_is_asked_for_once_and_no_name_is_in_the_question(
    tmp_path: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    people = invent(8)
    export = FormExport(people).when().personal().every_unsur(code=CODES[1:])
    file = export.unsur("U1", "Pertanyaan pertama").xlsx(tmp_path, name="ekspor")
    old = (workspace.raw / Respondents.FILE).read_bytes()
    assert run_import(file) == 1
    assert (workspace.raw / Respondents.FILE).read_bytes() == old
    emitted = "".join(capsys.readouterr())
    assert f"{MAPPING} › forms.kepala › baris 6" in emitted
    assert [
        r for r in SECRETS if r.encode() in emitted.encode() + read_everything(workspace.root)
    ] == []
    mapping = workspace.raw / MAPPING
    mapping.write_text(mapping.read_text("utf-8").replace('pertama" = ""', 'pertama" = "U1"'))
    assert run_import(file) == 0
    assert answers(read_workbook(workspace)) == answers(people)


def test_a_second_export_does_not_replace_the_first_unasked(
    tmp_path: Path, workspace: Workspace
) -> None:
    before, after = invent(6), invent(7, seed=2)
    assert run_import(FormExport(before).when().trait().every_unsur().xlsx(tmp_path, name="a")) == 0
    second = FormExport(after).when().trait().every_unsur().xlsx(tmp_path, name="b")
    assert run_import(second) == 1
    assert read_workbook(workspace) == before
    assert run_import(second, "--ganti") == 0
    assert read_workbook(workspace) == after


def test_other_years_are_left_out_only_when_asked(tmp_path: Path, workspace: Workspace) -> None:
    people = invent(5)
    export = FormExport(people).when().trait().every_unsur()
    export.column[0][1][0] = "31/12/2020 23:59:59"
    file = export.xlsx(tmp_path, name="a")
    assert run_import(file) == 1
    assert run_import(file, "--hanya-tahun") == 0
    assert answers(read_workbook(workspace)) == answers(people[1:])


def test_an_unsur_with_two_answers_alike_stops_the_import(
    tmp_path: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which of the two values "Baik" has cannot be known; the first unsur is in row 4."""
    office = questionnaires.office(workspace.root, {CODES[0]: ["Buruk", "Baik", " baik", "Prima"]})
    before = read_everything(office.raw)
    file = FormExport(invent(3)).when().every_unsur().xlsx(tmp_path, name="a")
    assert run_import(file) == 1
    said = capsys.readouterr().out
    assert f"skm.xlsx › Unsur › A4: arti jawaban {CODES[0]} ada yang sama" in said
    assert read_everything(office.raw) == before


def test_without_unsur_nothing_is_imported(
    tmp_path: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """The office cleared the sheet below its head, in row 3, but for a code whose name is empty."""
    file = workspace.raw / Respondents.FILE
    book = load_workbook(file)
    book["Unsur"].delete_rows(4, 20)
    book["Unsur"]["A4"] = CODES[0]
    book.save(file)
    assert run_import(FormExport(invent(3)).when().every_unsur().xlsx(tmp_path, name="a")) == 1
    assert "skm.xlsx › Unsur: tidak memuat satu unsur pun" in capsys.readouterr().out
    assert read_workbook(workspace) == []


def test_an_export_without_a_usable_answer_replaces_no_respondent(
    tmp_path: Path, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """All three answered in another year, and only this one is asked for."""
    people = invent(6)
    assert run_import(FormExport(people).when().trait().every_unsur().xlsx(tmp_path, name="a")) == 0
    other = FormExport(invent(3)).when(tahun=2020).trait().every_unsur().xlsx(tmp_path, name="b")
    capsys.readouterr()
    assert run_import(other, "--hanya-tahun", "--ganti") == 1
    assert "tidak ada satu responden pun yang dapat dipakai" in capsys.readouterr().out
    assert read_workbook(workspace) == people
