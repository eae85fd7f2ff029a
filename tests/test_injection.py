"""The content of a cell is text, in every form and on the terminal, whatever language it mimics."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pypdfium2
import pytest
from lxml import etree, html
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from lkip_helpers.commands import main
from lkip_helpers.commands.batch_pages import note_fault, write_pages
from lkip_helpers.render.docx.convert import render_docx
from lkip_helpers.render.pdf.typeset import render_pdf
from lkip_helpers.report.columns import Column
from lkip_helpers.report.narasi import Heading, Narasi, escape
from lkip_helpers.report.open_data import guard_formula
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.schema.cells import is_personal
from lkip_helpers.schema.sheets import READ, SUPPLEMENT, Respondents
from lkip_helpers.terminal import Escaping
from lkip_helpers.workspace import Workspace
from tests.conftest import PROJECT_ROOT, WHOLE, lkip
from tests.figures import note
from tests.test_report_annexes import fill_complete
from tests.workbook import Sheets, Workbooks, flat, write

HOSTILE = (
    "<b>tebal</b>", "<script>window.jahat = 1</script>", '"><img src=x onerror=alert(1)>',
    "&amp; &#60;b&#62;", "<!-- catatan -->", "<?php echo 1 ?>", "*miring* _garis_ ~~coret~~ `kode`",
    "# judul", "- butir", "+ butir", "1. butir", "12) butir", "---", "> kutipan",
    "[teks](https://contoh.id)", "![gambar](https://contoh.id/a.png)", "catatan[^1]", "| a | b |",
    "https://contoh.id/a", "www.contoh.id", "a@contoh.id", "ftp://contoh.id", "<https://contoh.id>",
    "javascript:alert(1)", "{{ 7 * 7 }}", "{% if x %}", "{# x #}", "{nama} {0} %s %(x)d",
    "#text(red)[merah]", '#import "x.typ": *', "@rujukan <label>", "= judul", "/ istilah: arti",
    "// komentar", "/* komentar */", "$x^2$", "`#panic()`{=typst}", "```{=html}",
    "\\input{x} \\textbf{y}", "$$\\frac{1}{2}$$", "\\u{41} \\n \\", "=1+1",
    '=HYPERLINK("https://contoh.id")', "+1+1", "@SUM(1)", "-2+3", "cmd|' /C calc'!A0",
    '\'kutip\' "ganda"', ":smile: (c) ...",
)  # fmt: skip
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def solid(text: str) -> str:
    """Without blanks and hyphens, in small letters, with one kind of what a typesetter chooses.

    Names that are written in capitals alone are not printed so; a hyphen that ends a line of a PDF
    is read as U+0002 or U+FFFE.
    """
    return re.sub(r"[\s\x02\u00ad\u200b\ufffe-]", "", text).replace("…", "...").casefold()


def markdown_of(text: str) -> tuple[str, ...]:
    """The Markdown of a text of a workbook as a sentence, a list item and a heading."""
    listed = Narasi("- {nama}", nama=text).markdown
    return Narasi("{nama}", nama=text).markdown, listed, Heading(text, 3).markdown


@pytest.mark.parametrize("text", HOSTILE)
def test_a_sentence_a_list_and_a_heading_hold_it_as_it_is(text: str) -> None:
    """As Markdown becomes HTML: the same letters, no element and no address of its own."""
    for markdown in markdown_of(text):
        tree = html.fragment_fromstring(markdown2html_mistune(markdown), create_parent=True)
        for anchor in tree.xpath(".//h3/a[@class='anchor-link']"):  # of nbconvert
            anchor.drop_tree()
        printed = " ".join(tree.text_content().split())
        assert printed == " ".join(text.split())
        assert {e.tag for e in tree.iter()} <= {"div", "p", "ul", "li", "h3"}
    assert escape(f"a {text}").startswith("a ")


@pytest.fixture(scope="module")
def body_html() -> str:
    """Each text as a sentence, and as head, cell, title and source of a table."""
    frame = pd.DataFrame({"a": HOSTILE, "b": range(len(HOSTILE))})
    column = [Column("a", HOSTILE[0]), Column("b", HOSTILE[1], "bilangan")]
    tabel = Tabel("uji", HOSTILE[2], frame, column, source=HOSTILE[3])
    sentences = (markdown2html_mistune(Narasi("{x}", x=t).markdown) for t in HOSTILE)
    return "".join((*sentences, tabel.html))


def test_the_page_holds_it_as_it_is(body_html: str) -> None:
    tree = html.fragment_fromstring(body_html, create_parent=True)
    assert list(tree.iter("script", "img", "a", "b", "em", "code", "iframe")) == []
    assert not [k for e in tree.iter() for k in e.attrib if k.startswith("on")]
    cells = [" ".join(c.text_content().split()) for c in tree.xpath(".//tbody/tr/*[1]")]
    assert cells == [" ".join(t.split()) for t in HOSTILE]


def test_the_word_file_holds_it_as_it_is_and_leads_nowhere(body_html: str) -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx("", body_html, {}))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        links = archive.read("word/_rels/document.xml.rels").decode()
    text = solid("".join(t.text or "" for t in body.iter(f"{WORD}t")))
    assert [t for t in HOSTILE if text.count(solid(t)) < 2] == []
    assert not list(body.iter(f"{WORD}hyperlink"))
    assert "contoh.id" not in links


def test_the_pdf_holds_it_as_it_is_and_leads_nowhere(body_html: str) -> None:
    file = render_pdf("", body_html, {"isi": [], "tabel": [], "gambar": []})
    text = ""
    for page in pypdfium2.PdfDocument(file):
        text += solid(page.get_textpage().get_text_bounded())
    assert [t for t in HOSTILE if text.count(solid(t)) < 2] == []
    assert b"/URI" not in file


@pytest.mark.parametrize(
    ("text", "shown"),
    [("\x1b[31mmerah\x1b]8;;x\x07", r"\x1b[31mmerah\x1b]8;;x\x07"), ("a\u202eb", r"a\u202eb"),
     ("a\rb\x9bb\u200b", r"a\rb\x9bb\u200b"), ("a\tb\n", "a\tb\n")],
)  # fmt: skip
def test_control_codes_are_shown_on_the_terminal(
    text: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A unit of that name is refused with its name escaped; tabs and line ends are let through."""
    print(text, file=Escaping(sys.stdout), end="")
    assert capsys.readouterr().out == shown
    assert main(["check", "2021", "--unit", text]) == 2
    assert shown in capsys.readouterr().err


def test_messages_are_as_wide_as_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """60 columns: the list of commands after a mistyped one in lines of at most 60, no word cut."""
    monkeypatch.setenv("COLUMNS", "60")
    with pytest.raises(SystemExit):
        main(["rendr"])
    message = capsys.readouterr().err
    assert max(map(len, message.splitlines())) <= 60
    assert "maksud Anda render?" in " ".join(message.split())


@pytest.mark.parametrize("encoding", ["ascii", "cp850", "cp1252", "utf-8"])
def test_every_terminal_can_print_it(encoding: str) -> None:
    """Letters that its encoding lacks are written with others, or as a question mark."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding)
    print("a › “b” – c… 木", file=Escaping(stream), end="", flush=True)
    expected = {"ascii": '> "b" - c... ?', "cp850": '> "b" - c... ?', "cp1252": "“b” – c… ?"}
    assert expected.get(encoding, "› “b” – c… 木") in raw.getvalue().decode(encoding)


JAWABAN = ("skm.xlsx", "Jawaban")
CONTROL = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
UNCHANGED = {"kunci"}  # names a finding
# Codes, the province, a NIP that is none, what explains nothing: read, and printed by no chapter.
UNPRINTED = re.compile(r"Contoh Raya|19\d{16}|99\.01|7\.01\.01|Survei diulang| IKM | % ")
ENDS = {"kota", "kode_program", "kode_sub_kegiatan"}  # read from their first letters on


def list_places(sheets: Sheets) -> Iterator[tuple[str, list[Any], int]]:
    """Field, row and index in the row of each text cell of each sheet."""
    for schema in READ:
        titles = {title: n for n, title in schema.list_titles().items()}
        free = {
            title: n
            for title, n in titles.items()
            if schema.KINDS[n].form == "teks" and n not in UNCHANGED
        }
        rows = sheets[schema.FILE, schema.SHEET]
        if schema.VERTICAL:
            places = [(free[r[0]], r, 1) for r in rows if r[0] in free]
        else:
            head = max(rows, key=lambda r: sum(v in titles for v in r))
            columns = [(free[v], i) for i, v in enumerate(head) if v in free]
            below = rows[rows.index(head) + 1 :]
            places = [(n, r, i) for r in below for n, i in columns if i < len(r)]
        yield from (p for p in places if p[1][p[2]] and isinstance(p[1][p[2]], str))


def plant(sheets: Sheets, planted: dict[str, str], first: int) -> None:
    """One hostile text in turn around each text of each sheet; a text that recurs keeps its own."""
    turn = cycle([*HOSTILE[first:], *HOSTILE[:first]])
    for name, row, column in list_places(sheets):
        hostile = next(turn)
        if name in Respondents.model_fields and is_personal(hostile):
            hostile = "<i>"  # refused there, as test_people has it
        around = (
            f"{row[column]} {hostile}" if name in ENDS else f"{hostile} {row[column]} {hostile}"
        )
        row[column] = planted.setdefault(row[column], around)
    for key in (("kinerja.xlsx", "Sarana"), JAWABAN):
        for row in sheets[key][:3]:
            row[:] = [planted.get(v, v) for v in row]


def keep_texts(workbooks: Workbooks) -> None:
    """Make what begins with an equal sign a text, as an apostrophe before it does in Excel."""
    sheets = (ws for name in workbooks.sheets for ws in workbooks[name])
    for cell in (c for ws in sheets for row in ws.iter_rows() for c in row):
        if cell.data_type == "f":
            cell.data_type = "s"


@dataclass(frozen=True)
class Planted:
    """A report of a unit whose every text is hostile, and those texts."""

    workspace: Workspace
    texts: list[str]

    @property
    def folder(self) -> Path:
        return self.workspace.outputs


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """As page and workbook: `make test` holds Word and PDF against `body_html` alone."""
    root = tmp_path_factory.mktemp("jahat")
    return make_planted(root, forms="html,pdf,docx,xlsx" if WHOLE else "html,xlsx")


def make_planted(root: Path, first: int = 0, forms: str = "html,pdf,docx,xlsx") -> Planted:
    """first: which of the hostile texts comes first."""
    planted: dict[str, str] = {}

    def alter(sheets: Sheets) -> None:
        fill_complete(sheets)
        sheets.update({(s.FILE, s.SHEET): flat(s) for s in SUPPLEMENT.values()})
        plant(sheets, planted, first)

    workspace = write(root, alter, keep_texts)
    shutil.copytree(PROJECT_ROOT / "notebooks", workspace.notebooks, dirs_exist_ok=True)
    result = lkip(root, "render", "2021", "--bentuk", forms)
    assert result.returncode == 0, result.stderr
    return Planted(workspace, [*planted.values()])


def test_a_report_of_hostile_cells_is_whole_and_literal_in_every_form(planted: Planted) -> None:
    """Every text that the page prints stands as it is in each other form; nothing leads out.

    The page and its technical annex print all but a few.
    """
    folder, texts = planted.folder, planted.texts
    page, annex = (
        html.fromstring((folder / f"{name}.html").read_text("utf-8"))
        for name in ("laporan", "lampiran-teknis")
    )
    noted = solid(annex.text_content())
    forms = {"html": page.text_content()}
    if (word := folder / "laporan.docx").exists():
        with zipfile.ZipFile(word) as archive:
            body = etree.fromstring(archive.read("word/document.xml"))
            assert "contoh.id" not in archive.read("word/_rels/document.xml.rels").decode()
        forms["docx"] = "".join(t.text or "" for t in body.iter(f"{WORD}t"))
    if (printed := folder / "laporan.pdf").exists():
        pdf = pypdfium2.PdfDocument(printed)
        forms["pdf"] = "".join(p.get_textpage().get_text_bounded() for p in pdf)
        addresses = re.findall(rb"/URI ?\((.*?)\)", printed.read_bytes())
        assert set(addresses) <= {b"lampiran-teknis.html", b"lampiran-teknis.pdf"}
    for name, text in forms.items():
        whole = solid(text)
        lost = [t for t in texts if solid(t) not in whole + noted]
        assert [t for t in lost if not UNPRINTED.search(t)] == [], name
        if name == "html":  # the others do without what is folded, or lies over a chart
            for folded in page.xpath("//details | //svg"):
                folded.drop_tree()
            shown, noted = solid(page.text_content()), ""
            texts = [t for t in texts if solid(t) in shown]
    assert len(page.xpath("//script")) == 1  # ours
    outside = page.xpath("//main//a[not(starts-with(@href, '#'))]/@href")
    assert all(a.startswith("lampiran-teknis.") for a in outside)
    assert not page.xpath("//@*[starts-with(name(), 'on')]")


@pytest.mark.program
def test_a_browser_runs_nothing_of_hostile_cells_even_without_the_policy(
    planted: Planted, tmp_path: Path
) -> None:
    """A script of a cell would leave its mark, a picture that fails would sound the alarm."""
    page = (planted.folder / "laporan.html").read_text("utf-8")
    open_page, policies = re.subn("<meta [^>]*Content-Security-Policy[^>]*>", "", page)
    assert policies == 1
    before = "<head><script>window.alert = () => { window.jahat = 2 }</script>"
    after = "<script>document.title = `tanda ${window.jahat}`</script></body>"
    file = tmp_path / "laporan.html"
    file.write_text(open_page.replace("<head>", before, 1).replace("</body>", after), "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
               "--virtual-time-budget=3000", f"--user-data-dir={tmp_path / 'profil'}"]  # fmt: skip
    shown = subprocess.run([*command, file.as_uri()], capture_output=True, check=True, timeout=120)
    tree = html.fromstring(shown.stdout.decode())
    assert tree.xpath("string(//title)") == "tanda undefined"
    assert not tree.xpath("//main//img[@src='x'] | //main//iframe | //main//script")


def test_the_workbook_of_hostile_cells_holds_texts_and_no_link(planted: Planted) -> None:
    """Its formulas are the program's own: none names another file, an address or a program."""
    workbook = openpyxl.load_workbook(planted.folder / "tabel.xlsx")
    cells = [c for ws in workbook for row in ws.iter_rows() for c in row if c.value is not None]
    formulas = [str(c.value) for c in cells if c.data_type == "f"]
    assert not [f for f in formulas if re.search(r"HYPERLINK\(|cmd|contoh\.id|\[", f)]
    assert not [c.hyperlink.target for c in cells if c.hyperlink and c.hyperlink.target]
    written = {str(c.value) for c in cells if c.data_type == "s"}
    assert len([t for t in planted.texts if t in written]) > 50


def test_hostile_cells_are_literal_in_open_data_and_over_all_reports(planted: Planted) -> None:
    """Each text of a row of tabel.json stands in its CSV, a formula behind an apostrophe; so do
    the proofs of an evaluation. The page over all reports leads nowhere.

    Its workbook holds texts; a page of faults, made of the texts, too.
    """
    workspace, texts = planted.workspace, planted.texts
    tabel = json.loads(workspace.tabel.read_text("utf-8"))["tabel"]
    assert lkip(workspace.root, "publish", "2021").returncode == 0
    seen = set()
    for table in tabel:
        if (file := workspace.open_data / f"{table['label']}.csv").exists():
            with file.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            for ours, row in zip(table["baris"], rows, strict=True):
                held = {guard_formula(name): value for name, value in ours.items()}
                said = {name: held[name] for name in row if isinstance(held[name], str)}
                assert {k: row[k] for k in said} == {k: guard_formula(v) for k, v in said.items()}
                seen |= {*said.values()}
    assert len([t for t in texts if t in seen]) > 40
    assert lkip(workspace.root, "evaluate", "2021").returncode == 0
    for file in workspace.evidence.rglob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            cells = [c for row in csv.reader(stream, delimiter=";") for c in row]
        assert [c for c in cells if guard_formula(c) != c] == []
    answers = openpyxl.load_workbook(workspace.evidence / "lke.xlsx")
    assert "f" not in {c.data_type for ws in answers for row in ws.iter_rows() for c in row}
    note_fault(workspace, 1, [f"salah: {t}" for t in texts])
    pages = [write_pages([workspace])[0], workspace.fault.with_suffix(".html")]
    for page, expected in zip(pages, (texts[:1], texts), strict=True):
        tree = html.fromstring(page.read_text("utf-8"))
        text = solid(tree.text_content())
        assert [t for t in expected if solid(t) not in text] == []
        assert len(tree.xpath("//script")) == 1
        assert not tree.xpath("//main//a[contains(@href, '://') or contains(@href, 'script')]")
    note_fault(workspace, 0, [])
    workbook = openpyxl.load_workbook(pages[0].with_name("ringkasan.xlsx"))
    assert {c.data_type for ws in workbook for row in ws.iter_rows() for c in row} <= {"s", "n"}


CODES = ("\x1b[31mmerah", "\x1b]8;;https://contoh.id\x07", "a\u202eb\u2066c", "\ufeffx\u200b")


def test_hostile_cells_are_literal_in_findings_and_marked_copies(
    tmp_path: Path,
) -> None:
    """Where a number is due, all of them are quoted; codes in a text are a finding each.

    In the message on the terminal, in its JSON, and in the sheet of findings of the copy.
    """
    hostile = [*HOSTILE, *CODES]

    def alter(sheets: Sheets) -> None:
        fill_complete(sheets)
        rows = sheets["dpa.xlsx", "DPA"]
        column = rows[2].index("Pagu anggaran (Rp)")
        for n, text in enumerate(hostile):
            row = [f"{v} {n}" if isinstance(v, str) else v for v in rows[3]]
            row[column] = text.replace("\x1b", "_x001B_").replace("\x07", "_x0007_")
            rows.append(row)

    workspace = write(tmp_path, alter, keep_texts)
    check = lkip(tmp_path, "check", "2021", "--mark")
    assert check.returncode == 1
    assert not CONTROL.search(check.stdout + check.stderr)
    findings = json.loads(lkip(tmp_path, "check", "2021", "--json").stdout)
    messages = {f["sel"]: f["pesan"] for f in findings}
    for n, text in enumerate(hostile, 6):
        expected = "tidak tampak" if CONTROL.search(text) else f"teks “{text}” bukan angka"
        assert expected in messages[f"E{n}"]
        assert solid(messages[f"E{n}"]) in solid(check.stdout)
    workbook = openpyxl.load_workbook(workspace.check_copies / "dpa.xlsx")
    cells = [c for ws in workbook for row in ws.iter_rows() for c in row if c.value is not None]
    assert "f" not in {c.data_type for c in cells}
    assert not [c.hyperlink.target for c in cells if c.hyperlink and c.hyperlink.target]
    quoted = [r[4].value for r in workbook["Temuan"].iter_rows(min_row=5)]
    assert [t for t in HOSTILE if t not in quoted] == []


@pytest.mark.fuzz
@pytest.mark.parametrize("first", range(len(HOSTILE)))
def test_each_text_in_each_cell_in_turn_is_literal_in_every_form(
    tmp_path: Path, first: int
) -> None:
    """Every text stands once in every cell; `make test` tries the first turn."""
    planted = make_planted(tmp_path, first)
    test_a_report_of_hostile_cells_is_whole_and_literal_in_every_form(planted)
    test_the_workbook_of_hostile_cells_holds_texts_and_no_link(planted)
    test_hostile_cells_are_literal_in_open_data_and_over_all_reports(planted)
    note("teks jahat", f"{first:02}", len(planted.texts))
