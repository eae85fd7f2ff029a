"""People planted in raw workbooks and exports are found nowhere that goes on from them."""

import contextlib
import shutil
import smtplib
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter

from lkip_helpers import intake
from lkip_helpers.commands import main
from lkip_helpers.commands.batch_pages import note_fault, write_pages
from lkip_helpers.importers.saving import copy_former
from lkip_helpers.schema.cells import HIDDEN
from lkip_helpers.workspace import WORKSPACE_VARIABLE
from tests import exports
from tests.conftest import PROJECT_ROOT, WHOLE, lkip
from tests.figures import note
from tests.questionnaires import FormExport, invent
from tests.test_report_annexes import fill_complete
from tests.workbook import Sheets, write

NAME, NIK, PHONE = "Rahmawati Kusumaningrum", "1571076504900001", "0812-7788-9900"
MAIL, HOME, RARE = "rahma@contoh.id", "Jalan Kenanga 17 RT 05", "Juru Pelihara Meriam"
PERSON = {"Nama": NAME, "NIK": int(NIK), "No HP": PHONE, "E-mail": MAIL, "Alamat": HOME}
SECRETS = ("Rahmawati", "Kusumaningrum", NIK, "7788-9900", "77889900", MAIL, "Kenanga")
JAWABAN = ("skm.xlsx", "Jawaban")


def plant_columns(sheets: Sheets) -> None:
    """Columns of people among the answers, two of them under heads that look like codes."""
    fill_complete(sheets)
    head, *rows = sheets[JAWABAN]
    head += [*PERSON, "U10", "P2"]
    for row in rows:
        row += [*PERSON.values(), NAME, PHONE]


def plant_beside(workbook: dict[str, Workbook]) -> None:
    """Put people where no contract reads: sheets, columns, notes, properties, page heads."""
    for file, sheet in (("skm.xlsx", "Jawaban"), ("dpa.xlsx", "DPA"), ("kinerja.xlsx", "IKU")):
        book, ws = workbook[file], workbook[file][sheet]
        guests = book.create_sheet("Buku Tamu")
        guests.sheet_state = "hidden"
        for row in (list(PERSON), list(PERSON.values())):
            guests.append(row)
        ws["A4"].comment = Comment(f"{NAME}: hubungi saya", NAME)
        ws.oddFooter.left.text = f"Disusun {NAME}"
        book.properties = DocumentProperties(creator=NAME, lastModifiedBy=NAME, title=HOME)
        book.custom_doc_props.append(StringProperty(name="Penyusun", value=NAME))
        if file != "skm.xlsx":
            ws.cell(3, column := ws.max_column + 1, "Narahubung")
            ws.cell(4, column, NAME)
            ws.cell(3, column + 1, "Alamat")
            ws.cell(4, column + 1, HOME)
            ws["A1"] = f"Disusun {NAME}"
    profile = workbook["kinerja.xlsx"]["Profil"]
    profile["C5"] = NAME
    profile.append(["Operator", NAME])


def assert_no_leak(name: str, *folders: Path, output: str = "") -> None:
    """Find no secret, and in a run of all tests note how much was searched."""
    assert list_leaks(*folders, output=output) == []
    if WHOLE:
        files = sum(f.is_file() for folder in folders for f in folder.rglob("*"))
        note("data orang", name, [len(SECRETS), files])


def list_leaks(*folders: Path, output: str = "", secrets: tuple[str, ...] = SECRETS) -> list[str]:
    """Where a secret is found: in the name of a file, in its bytes, in what is packed into it."""
    texts = {"terminal": output.encode()}
    for file in (f for folder in folders for f in folder.rglob("*") if f.is_file()):
        texts[str(file)] = file.name.encode() + file.read_bytes()
        if file.suffix == ".pdf":
            pages = pypdfium2.PdfDocument(file)
            texts[f"{file}!"] = "".join(p.get_textpage().get_text_bounded() for p in pages).encode()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                texts |= {f"{file}!{n}": archive.read(n) for n in archive.namelist()}
    return [f"{s}: {where}" for where, text in texts.items() for s in secrets if s.encode() in text]


@pytest.fixture
def mails(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The mails handed to the server."""
    sent: list[str] = []

    class Server(contextlib.nullcontext["Server"]):
        def __init__(self, *_: object, **__: object) -> None:
            super().__init__(self)

        def send_message(self, message: EmailMessage) -> None:
            sent.append(f"{message['Subject']}\n{message.get_content()}")

    monkeypatch.setattr(smtplib, "SMTP", Server)
    monkeypatch.setenv("LKIP_SURAT", "camat@contoh.test")
    return sent


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "kantor"
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(root))
    shutil.copytree(PROJECT_ROOT / "notebooks", root / "notebooks")
    return root


def test_a_column_no_contract_knows_is_one_finding_and_none_of_its_cells_is_quoted(
    office: Path,
    webhook: list[tuple[str, bytes]],
    mails: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In findings, their JSON, marked copies, logs, pages of faults, what a run notes and tells."""
    workspace = write(office, plant_columns, plant_beside)
    found = [f for f in intake.check(workspace) if f.lembar == "Jawaban" and f.is_blocking]
    hidden = {"No HP", "P2"}  # like no head we know
    assert [f.value for f in found] == [
        HIDDEN if h in hidden else h for h in (*PERSON, "U10", "P2")
    ]
    assert found[0].pesan == "kolom “Nama” bukan kode pada lembar Unsur"
    assert "hapus kolomnya (isinya tidak dibaca dan tidak dikutip)" in found[0].saran
    for command in (["check", "2021", "--mark"], ["check", "2021", "--json"], ["run", "2021"]):
        assert main(command) == 1
    ((kind, body),) = webhook
    assert kind == "application/json; charset=utf-8"
    (mail,) = mails
    printed = capsys.readouterr()
    note_fault(workspace, 1, printed.err.splitlines())  # as a batch does with what a worker says
    write_pages([workspace])
    output = "".join(printed) + body.decode() + mail
    assert output.count("kolom “Nama” bukan kode") > 4
    assert (workspace.check_copies / "skm.xlsx").exists()
    assert_no_leak(
        "kolom Jawaban", office / "outputs", office / "data" / "processed", output=output
    )


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        (0, NAME, "Responden: isinya bukan angka"),
        (0, 81277889900, "Responden: isinya tidak boleh lebih dari 999999"),
        (1, NIK, "Jenis kelamin: isinya seperti data pribadi"),
        (3, MAIL, "Pendidikan: isinya seperti data pribadi"),
        (4, f"{NAME} {PHONE}", "U1: isinya bukan angka"),
        (4, int(NIK), "U1: angkanya terlalu besar"),
    ],
)
def test_what_people_wrote_into_a_known_column_is_not_quoted_either(
    tmp_path: Path, column: int, value: object, message: str
) -> None:
    """The cell is named; of its content nothing."""

    def alter(sheets: Sheets) -> None:
        fill_complete(sheets)
        sheets[JAWABAN][2][column] = value

    (finding,) = (f for f in intake.check(write(tmp_path, alter)) if f.lembar == "Jawaban")
    assert (finding.pesan, finding.value, finding.sel[1:]) == (message, "", "3")


@pytest.mark.long
def test_people_beside_the_data_go_nowhere_from_raw_workbooks_and_exports(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report, and an import that keeps the former workbook; a rare calling is joined, not told.

    Every form, the executed chapters, a chapter to hand on, open data, evidence, processed data,
    copies, what an import prints and notes. Of the export every personal column, what was written
    freely, a remark and its properties.
    """

    def alter(sheets: Sheets) -> None:
        fill_complete(sheets)
        for n, row in enumerate(sheets[JAWABAN]):
            row.append("Pekerjaan" if n == 0 else RARE if n == 1 else ("Guru", "Petani")[n % 2])

    workspace = write(office, alter, plant_beside)
    forms = "html,pdf,docx,xlsx" if WHOLE else "html,xlsx"
    assert lkip(office, "render", "2021", "--bentuk", forms).returncode == 0
    outputs = office / "outputs"
    assert [main([c, "2021"]) for c in ("publish", "evaluate")] == [0, 0]
    if WHOLE:
        assert main(["share", "31-kepuasan-masyarakat", "--kode"]) == 0
        assert list_leaks(outputs, secrets=(RARE,)) == []
    answers = (workspace.processed / "skm.json").read_text("utf-8")
    assert RARE not in answers and "Petani" in answers
    assert workspace.open_data.exists() and workspace.evidence.exists()
    assert list_leaks(outputs, secrets=(RARE,)) == []
    assert (workspace.outputs / "tabel.xlsx").exists()
    assert "Petani" in (workspace.outputs / "laporan.html").read_text("utf-8")
    export = FormExport(invent(6)).when().trait().every_unsur()
    for header, value in {**PERSON, "Isian 7": NAME, "Saran": f"{NAME}, {HOME}: {PHONE}"}.items():
        export.add(header, lambda _, v=value: v)
    book = load_workbook(export.xlsx(tmp_path))
    book.active["A2"].comment = Comment(f"{NAME}: ganda?", NAME)
    book.properties.creator = NAME
    book.create_sheet("Peserta").append([NAME, PHONE])
    book.save(file := tmp_path / f"Survei {NAME}.xlsx")
    assert main(["import", "forms", str(file), "2021", "--ganti"]) == 0
    (copied,) = workspace.import_copies.iterdir()
    answers = load_workbook(copied)["Jawaban"]
    assert answers["A2"].value == 1
    callings = {c.value for c in answers[get_column_letter(answers.max_column)]}
    assert "Petani" in callings and RARE not in callings
    output = "".join(capsys.readouterr()).replace(file.name, "")  # as it was typed
    assert "tidak dibawa (data pribadi, 6 isian)" in output
    assert_no_leak(
        "buku kerja dan kuesioner", outputs, office / "data" / "processed", output=output
    )
    sources = (workspace.raw / "SUMBER.toml").read_text("utf-8")
    assert "Ekspor Google Forms" in sources and NAME not in sources


def test_officials_in_a_budget_export_go_no_further(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who signs it, who runs each sub kegiatan, a remark, a sheet beside: not in what is saved.

    Neither in what the import prints, nor in the copy of the former workbook.
    """
    workspace = write(office, fill_complete, plant_beside)
    export = exports.build(exports.EXAMPLE, exports.Layout(), "Contoh Jaya", 2021)
    book = load_workbook(exports.save(export, tmp_path / "a.xlsx"))
    ws = book.active
    last = ws.max_column + 1
    for row in range(5, ws.max_row + 1):
        ws.cell(row, last, "PPTK" if row == 5 else NAME)
        ws.cell(row, last + 1, PHONE)
    for text in (f"Pengguna Anggaran: {NAME}", f"NIP {NIK}", HOME):
        ws.append([None, text])
    ws["B2"].comment = Comment(NAME, NAME)
    book.create_sheet("Pejabat").append([NAME, int(NIK), MAIL])
    book.save(file := tmp_path / "realisasi.xlsx")
    assert main(["import", "sipd", str(file), "2021", "--ganti"]) == 0
    output = "".join(capsys.readouterr())
    assert "G5 “(tidak ditampilkan)” → tidak dibawa" in output
    assert_no_leak(
        "ekspor anggaran", office / "outputs", office / "data" / "processed", output=output
    )
    (copied,) = workspace.import_copies.iterdir()
    assert list_leaks(copied.parent) == []
    former = load_workbook(copied)["DPA"]
    assert [c.value for c in former[3]][:2] == ["Kode program", "Program"]
    assert [c.value for c in former[4]][:2] == [
        "7.01.01",
        "Program Penunjang Urusan Pemerintahan Daerah",
    ]
    with zipfile.ZipFile(workspace.raw / "dpa.xlsx") as packed:
        sheets = [packed.read(n) for n in packed.namelist() if "sheets/sheet" in n]
    assert NAME.encode() not in sheets[0]


def test_a_copy_before_an_import_holds_no_head_that_no_contract_knows(tmp_path: Path) -> None:
    """A name typed over a column of one's own, or beside the entries of a sheet of one record.

    Nor does the finding that says so.
    """

    def plant(workbook: dict[str, Workbook]) -> None:
        iku, profile = workbook["kinerja.xlsx"]["IKU"], workbook["kinerja.xlsx"]["Profil"]
        iku.cell(3, iku.max_column + 1, NAME)
        profile.insert_rows(4)
        profile["A4"] = NAME

    workspace = write(tmp_path, fill_complete, plant)
    copied = copy_former(workspace, workspace.raw / "kinerja.xlsx")
    assert list_leaks(copied.parent) == []
    assert load_workbook(copied)["IKU"]["A3"].value == "Kode"
    messages = [str(f) for f in intake.check(workspace) if f.lembar == "IKU"]
    assert any("tidak dikenal dan tidak dibaca" in m for m in messages)
    assert NAME not in "".join(messages)


def test_the_search_for_leaks_finds_one(tmp_path: Path) -> None:
    """Packed, plain, and in a name."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b", f"{NAME} " * 50)
    (tmp_path / NIK).write_text("")
    assert {s.partition(":")[0] for s in list_leaks(tmp_path)} == {*NAME.split(), NIK}
