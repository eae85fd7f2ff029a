"""`lkip verify` tells what this workspace made from what only claims to be."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from lkip_helpers.commands import main
from lkip_helpers.render.fingerprint import inputs, read_build
from lkip_helpers.render.forms import export_form
from lkip_helpers.render.seal import Seal, build_checker, find_seal, make_seal, write_seal
from lkip_helpers.render.xlsx import build_workbook
from lkip_helpers.render.xlsx_inputs import Inputs
from lkip_helpers.workspace import WORKSPACE_VARIABLE, Workspace, hash_file
from tests.browser import page
from tests.conftest import PLANNING, copy_chapters, fingerprint
from tests.workbook import write

FILES = ("laporan.html", "laporan.pdf", "laporan.docx", "tabel.xlsx", "tabel.json")


@cache
def make_forms(seal: Seal) -> dict[str, bytes]:
    """A report of one sentence, in every form."""
    document = nbformat.v4.new_notebook(cells=[nbformat.v4.new_raw_cell("<h1>Isi</h1>")])
    document.metadata["lkip"] = {
        "judul": "Isi", "sampul": {}, "isi": [], "tabel": [], "gambar": [],
        "paket": [],
    }  # fmt: skip
    write_seal(document, seal)
    forms = {f"laporan.{f}": export_form(f, document) for f in ("html", "pdf", "docx")}
    moment = datetime(2022, 1, 1, tzinfo=UTC)
    return {
        **forms,
        "tabel.xlsx": build_workbook({}, Inputs(), "Tabel", moment, seal=seal.text),
        "tabel.json": json.dumps({"tahun": seal.tahun, "tabel": []}).encode(),
    }


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose report of 2021 stands there with its build.json."""
    workspace = write(tmp_path_factory.mktemp("ruang"))
    parameters = {"tahun": 2021, "unit": "uji", "konsep": True}
    build: dict[str, Any] = {"parameter": parameters, "masukan": inputs(workspace)}
    workspace.outputs.mkdir(parents=True)
    for name, content in make_forms(make_seal(parameters, build["masukan"])).items():
        (workspace.outputs / name).write_bytes(content)
    build["keluaran"] = {n: hash_file(workspace.outputs / n) for n in FILES}
    build["waktu"] = "2022-02-24T10:00:00+07:00"
    (workspace.outputs / "build.json").write_text(json.dumps(build))
    return workspace


@pytest.fixture
def verify(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> Callable[..., tuple[int, str]]:
    """The exit code and output of the command for a file's bytes, or for the text of a QR code."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace.root))

    def run_verify(file_or_code: bytes | str, *options: str) -> tuple[int, str]:
        if isinstance(file_or_code, bytes):
            (tmp_path / "berkas").write_bytes(file_or_code)
        name = file_or_code if isinstance(file_or_code, str) else str(tmp_path / "berkas")
        code = main(["verify", name, *options])
        return code, capsys.readouterr().out

    return run_verify


@pytest.mark.parametrize("name", FILES)
def test_each_form_is_known_and_one_byte_changed_is_not(
    workspace: Workspace, verify: Callable[..., tuple[int, str]], name: str
) -> None:
    content = (workspace.outputs / name).read_bytes()
    code, output = verify(content)
    assert code == 0
    assert output.startswith(
        f"Asli: {name} dari laporan uji 2021 (konsep), disusun 24 Februari 2022 pukul 10.00."
    )
    assert "  kinerja.xlsx  SHA-256 " in output
    assert output.endswith("Data itu masih sama.\n")
    assert verify(content, "--tahun", "2020")[0] == 1
    middle = len(content) // 2
    changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    code, output = verify(changed)
    assert code == 1
    assert output.startswith(("Tidak asli: mengaku laporan uji 2021", "Tidak dikenal: "))


def edit(name: str, content: bytes) -> bytes:
    """The file as another program saves it, with one word changed."""
    if name.endswith(("docx", "xlsx")):
        saved = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(saved, "w") as archive:
            for part in old.namelist():
                archive.writestr(part, old.read(part).replace(b"Isi", b"Lain"))
        return saved.getvalue()
    if name.endswith("pdf"):
        saved = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pdf.docinfo["/Title"] = "Lain"
            pdf.save(saved)
        return saved.getvalue()
    return content.replace(b"</body>", b"Lain</body>").replace(b'"tabel": []', b'"tabel": [1]')


@pytest.mark.parametrize("name", FILES)
def test_each_form_that_was_edited_or_is_of_another_year_is_told(
    workspace: Workspace, verify: Callable[..., tuple[int, str]], name: str
) -> None:
    """Edited elsewhere it still says what it was; tabel.json, which bears no mark, is not known."""
    content = (workspace.outputs / name).read_bytes()
    code, output = verify(edit(name, content))
    claim = "Tidak dikenal: " if name == "tabel.json" else "Tidak asli: mengaku laporan uji 2021"
    assert (code, output.startswith(claim)) == (1, True), output
    other = make_forms(Seal("uji", 2020, "final", "1" * 16))[name]
    code, output = verify(other)
    claim = "Tidak dikenal: " if name == "tabel.json" else "Tidak dapat dipastikan: mengaku laporan"
    assert (code, output.startswith(claim)) == (1, True), output


def test_a_file_that_word_saved_again_says_what_it_was(
    workspace: Workspace, verify: Callable[..., tuple[int, str]]
) -> None:
    """Saving packs every part anew and cuts sentences into runs."""
    saved = io.BytesIO()
    with (
        zipfile.ZipFile(workspace.outputs / "laporan.docx") as old,
        zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for part in old.namelist():
            text = old.read(part).replace(b"LKIP1 uji", b"LKIP1 u</w:t></w:r><w:r><w:t>ji")
            archive.writestr(part, text.replace(b">Isi<", b">Isi lain<"))
    code, output = verify(saved.getvalue())
    assert (code, output.split(":")[0]) == (1, "Tidak asli")


@pytest.mark.parametrize(
    ("seal", "phrase"),
    [
        (Seal("lain", 2021, "final", "0" * 16), "Dari ruang kerja lain: mengaku laporan lain 2021"),
        (Seal("uji", 2020, "final", "0" * 16), "Tidak dapat dipastikan: mengaku laporan uji 2020"),
        (
            Seal("uji", 2021, "final", "0" * 16),
            "Tidak cocok: mengaku laporan uji 2021 (final) dari",
        ),
    ],
)
def test_a_report_from_elsewhere_is_said_to_be(
    verify: Callable[..., tuple[int, str]], seal: Seal, phrase: str
) -> None:
    """As a file and as a code."""
    for given in (seal.text, f"<p>Verifikasi: {seal.text}</p>".encode()):
        code, output = verify(given)
        assert code == 1
        assert output.startswith(phrase)


def test_a_code_is_of_one_year_and_proves_no_file(
    workspace: Workspace, verify: Callable[..., tuple[int, str]]
) -> None:
    parameters = {"tahun": 2021, "unit": "uji", "konsep": True}
    text = make_seal(parameters, inputs(workspace)).text
    code, output = verify(text)
    assert code == 0
    assert "kode dapat disalin ke berkas lain" in output
    code, output = verify(text, "--tahun", "2022")
    assert (code, output) == (1, "Kode ini dari laporan uji 2021, bukan yang dimaksud.\n")


@pytest.mark.parametrize(("given", "fault"), [("", "adalah folder"), ("tiada.pdf", "tidak ada")])
def test_what_is_no_file_is_wrong_use(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: Any, given: str, fault: str
) -> None:
    """Exit code 2: 1 would say that a file is not genuine."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(workspace.root))
    assert main(["verify", str(workspace.outputs / given)]) == 2
    assert f"{fault}. Sebutkan nama berkas" in " ".join(capsys.readouterr().err.split())


def test_a_signature_behind_a_pdf_leaves_its_content_whole(
    workspace: Workspace, verify: Callable[..., tuple[int, str]]
) -> None:
    """A signing service appends to the file, and changes no byte before."""
    content = (workspace.outputs / "laporan.pdf").read_bytes()
    code, output = verify(content + b"tanda tangan")
    assert code == 0
    assert "Sesudah itu ditambahi 12 bita" in output


def test_a_phone_reads_the_code_of_the_last_page(workspace: Workspace) -> None:
    """By zxing, from the page as a printer would draw it."""
    with pypdfium2.PdfDocument(workspace.outputs / "laporan.pdf") as pdf:
        picture = pdf[len(pdf) - 1].render(scale=2).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    seal = find_seal(code.text)
    assert seal == make_seal({"tahun": 2021, "unit": "uji", "konsep": True}, inputs(workspace))


def test_the_page_that_checks_holds_the_print_of_each_form(workspace: Workspace) -> None:
    files = {n: (workspace.outputs / n).read_bytes() for n in FILES}
    text = build_checker(files, Seal("uji", 2021, "final", "0" * 16))
    known = json.loads(re.findall(r"const daftar = (.*);", text)[0])
    assert {k["nama"]: k["sidik"] for k in known} == {
        n: hash_file(workspace.outputs / n) for n in FILES
    }
    assert "default-src 'none'" in text


def test_the_page_tells_in_a_browser(workspace: Workspace, browser: Any, tmp_path: Path) -> None:
    """A file as it was made, one changed, one signed."""
    files = {n: (workspace.outputs / n).read_bytes() for n in FILES}
    checker = tmp_path / "verifikasi.html"
    checker.write_text(build_checker(files, Seal("uji", 2021, "final", "0" * 16)), "utf-8")
    expected = {
        files["laporan.pdf"]: "Asli: laporan.pdf.",
        files["laporan.pdf"] + b"ttd": "ditambahi 3 bita",
        files["laporan.html"] + b" ": "Tidak asli",
    }
    with page(browser, checker) as opened:
        for content, words in expected.items():
            upload = {"name": "x.pdf", "mimeType": "application/pdf", "buffer": content}
            opened.set_input_files("#berkas", upload)
            opened.wait_for_function(
                "kata => document.getElementById('jawaban').textContent.includes(kata)", arg=words
            )


def test_a_report_is_built_again_to_compare_while_its_data_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In another folder, to the same bytes; from changed data it is not built, and this is said."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    workspace = write(tmp_path)
    copy_chapters(tmp_path, PLANNING)
    assert main(["render", "2021", "--bentuk", "html"]) == 0
    before = fingerprint(tmp_path)
    command = ["verify", str(workspace.outputs / "laporan.html"), "--susun"]
    assert main(command) == 0
    assert "Disusun ulang dari data yang sama: sama, bita demi bita." in capsys.readouterr().out
    assert fingerprint(tmp_path) == before
    (workspace.raw / "SUMBER.toml").write_text("")
    assert main(command) == 1
    assert "Tidak disusun ulang: datanya bukan lagi data" in capsys.readouterr().out


@pytest.mark.parametrize("line_end", [b"", b"\n", b"\r", b"\r\n", b"\n\n"])
def test_a_pdf_signed_where_it_stands_is_known(
    workspace: Workspace, verify: Callable[..., tuple[int, str]], line_end: bytes
) -> None:
    """The signed file replaces the one of the report; a revision of a PDF ends with %%EOF.

    Typst ends no line there, and most programs that sign begin with the line end that is missing.
    """
    file = workspace.outputs / "laporan.pdf"
    unsigned = file.read_bytes()
    file.write_bytes(unsigned + line_end + b"tanda tangan\n%%EOF\n")
    code, output = verify(file.read_bytes())
    file.write_bytes(unsigned)
    assert code == 0
    assert "seperti oleh tanda tangan elektronik" in output


def test_a_report_of_another_unit_than_asked_for_is_told(
    workspace: Workspace, verify: Callable[..., tuple[int, str]]
) -> None:
    """As one of another year is: as a file and as a code."""
    parameters = {"tahun": 2021, "unit": "uji", "konsep": True}
    code, output = verify((workspace.outputs / "laporan.pdf").read_bytes(), "--unit", "lain")
    assert (code, output.splitlines()[-1]) == (
        1,
        "Bukan laporan yang dimaksud dengan --unit atau --tahun.",
    )
    code, output = verify(make_seal(parameters, inputs(workspace)).text, "--unit", "lain")
    assert (code, output) == (1, "Kode ini dari laporan uji 2021, bukan yang dimaksud.\n")


def test_a_report_made_before_the_program_changed_is_not_called_altered(
    workspace: Workspace, verify: Callable[..., tuple[int, str]]
) -> None:
    """build.json keeps what was handed on under the same seal; the last making alone is newer."""
    old = b"<p>LKIP laporan yang dibagikan dahulu</p>"
    build = read_build(workspace.outputs)
    build["terdahulu"] = {hashlib.sha256(old).hexdigest(): "laporan.html"}
    file = workspace.outputs / "build.json"
    text = file.read_text()
    file.write_text(json.dumps(build))
    code, output = verify(old)
    file.write_text(text)
    assert code == 0
    assert output.startswith(
        "Asli: laporan.html dari laporan uji 2021 (konsep), disusun sebelum 24 Februari 2022 pukul"
    )
    assert "Sudah digantikan laporan yang lebih baru." in output


def test_data_that_is_gone_is_not_said_to_have_changed(
    workspace: Workspace, verify: Callable[..., tuple[int, str]]
) -> None:
    content = (workspace.outputs / "laporan.pdf").read_bytes()
    elsewhere = workspace.raw.rename(workspace.root / "dipindahkan")
    output = verify(content)[1]
    elsewhere.rename(workspace.raw)
    assert "Data itu tidak ada lagi di ruang kerja ini." in output
