"""The forms of the report: HTML, PDF, JSON; the same numbers, open to every reader."""

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import html

from lkip_helpers.render.swap import new_report
from tests.conftest import CLOSING, Report, copy_workspace, fingerprint, lkip
from tests.test_report_numbers import LABELS

ANNEX = {"lampiran-teknis.html", "lampiran-teknis.pdf"}


@pytest.fixture(scope="session")
def tree(report: Report) -> html.HtmlElement:
    return html.document_fromstring((report.folder / "laporan.html").read_text("utf-8"))


@pytest.fixture(scope="session")
def pdf(report: Report) -> pikepdf.Pdf:
    return pikepdf.open(report.folder / "laporan.pdf")


def test_the_html_asks_nobody_for_anything(tree: html.HtmlElement) -> None:
    """One file: no address, every link inside, every image in place."""
    assert not tree.xpath("//script[@src] | //link | //iframe | //object")
    assert all(s.startswith("data:") for s in tree.xpath("//@src"))
    targets = tree.xpath("//@href")
    assert len(targets) > 100
    assert {t[1:] for t in targets if t.startswith("#")} <= set(tree.xpath("//@id"))
    assert {t for t in targets if not t.startswith("#")} == ANNEX  # beside it
    style = "".join(tree.xpath("//style/text()"))
    assert not re.findall(r"url\((?!data:)", style)
    assert "@import" not in style


def test_the_html_admits_its_own_style_and_script_and_nothing_else(tree: html.HtmlElement) -> None:
    """Content Security Policy Level 3, 2.3.1: base64 of the SHA-256 of what the element holds."""
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    (style,), (script,) = tree.xpath("//style/text()"), tree.xpath("//script/text()")
    style_fingerprint, script_fingerprint = (
        base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in (style, script)
    )
    assert policy.split("; ") == [
        "default-src 'none'",
        "img-src data:",
        f"style-src 'sha256-{style_fingerprint}'",
        f"script-src 'sha256-{script_fingerprint}'",
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not tree.xpath("//@style | //@*[starts-with(name(), 'on')]")
    assert all(f".{class_}{{width:" in style for class_ in tree.xpath("//col/@class"))
    assert len(tree.xpath("//col/@class")) == len(tree.xpath("//col")) > 200


def test_the_html_holds_no_code_and_no_path(report: Report) -> None:
    """Nothing of the machine it was made on."""
    text = (report.folder / "laporan.html").read_text("utf-8")
    for leaked in (
        str(report.workspace.root),
        str(Path.home()),
        "import pandas",
        "Traceback",
        "<pre",
    ):
        assert leaked not in text


def test_the_html_is_open_to_every_reader(tree: html.HtmlElement) -> None:
    """Language, captions, scopes, alternative texts, headings in steps, unique anchors."""
    assert tree.get("lang") == "id"
    assert len(tree.xpath("//title/text()")[0]) > 20
    assert all(len(t.xpath("./caption")) == 1 for t in tree.xpath("//table"))
    assert all(s.get("scope") for s in tree.xpath("//th"))
    assert all(len(a) > 20 for a in tree.xpath("//img/@alt"))
    assert len(tree.xpath("//img")) == len(tree.xpath("//img/@alt")) > 2
    levels = [int(h.tag[1]) for h in tree.xpath("//main//*[self::h1|self::h2|self::h3|self::h4]")]
    assert all(b - a <= 1 for a, b in zip([0, *levels], levels, strict=False))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_every_label_is_an_anchor_with_its_number(report: Report, tree: html.HtmlElement) -> None:
    """The number printed is that of tabel.json; a table told in a sentence is folded behind it."""
    for label in LABELS:
        number, kind = report.tabel[label]["nomor"], report.tabel[label]["jenis"]
        printed = tree.xpath(f"//*[@id='{label}']//*[@class='nomor']/text()")
        folded = tree.xpath(f"//details[@class='data-gambar']//*[@id='{label}']")
        assert bool(folded) == (kind == "kalimat"), label
        assert printed == ([] if folded else [f"{kind.capitalize()} {number}"]), label


def test_no_reference_and_no_placeholder_is_left_open(tree: html.HtmlElement) -> None:
    """Everything was filled in."""
    text = tree.find("body").text_content()
    assert not re.search(r"\bnan\b|None|NaN|\{\w+\}|\]\(#|<NA>", text)


def test_the_pdf_says_it_is_a_2a_and_ua_1(pdf: pikepdf.Pdf) -> None:
    """Typst refuses to write it otherwise; the marks are what a checker looks for."""
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert "Kecamatan Paal Merah" in metadata["dc:title"]
    assert str(pdf.Root.Lang).startswith("id")


def test_the_pdf_has_35_pages_or_more_on_a4(pdf: pikepdf.Pdf) -> None:
    """Portrait throughout: no table is so wide that its pages are turned."""
    sizes = [tuple(round(float(v)) for v in list(p.MediaBox)[2:]) for p in pdf.pages]
    assert len(sizes) >= 35
    assert set(sizes) == {(595, 842)}


def test_every_table_and_figure_is_in_the_pdf_under_the_same_number(report: Report) -> None:
    """Caption for caption, as in tabel.json; those of the technical annex in its own PDF."""
    text = ""
    for name in ("laporan.pdf", "lampiran-teknis.pdf"):
        document = pypdfium2.PdfDocument(report.folder / name)
        text += " ".join(p.get_textpage().get_text_bounded() for p in document)
    compact = re.sub(r"[\s\ufffe-]+", "", text)
    for tabel in (t for t in report.tabel.values() if t["jenis"] != "kalimat"):
        phrase = f"{tabel['jenis'].capitalize()} {tabel['nomor']} {tabel['judul']}"
        assert re.sub(r"[\s-]+", "", phrase) in compact, phrase


def test_front_matter_has_roman_page_numbers_and_chapters_arabic_ones(pdf: pikepdf.Pdf) -> None:
    """Page labels of the PDF itself."""
    styles = [str(v.get("/S")) for v in pikepdf.NumberTree(pdf.Root.PageLabels).values()]
    assert "/r" in styles
    assert "/D" in styles


def test_build_json_answers_for_every_file(report: Report) -> None:
    """Parameters, inputs, outputs, versions, seconds."""
    build = json.loads((report.folder / "build.json").read_text("utf-8"))
    assert build["parameter"] == {"tahun": 2021, "unit": "paal-merah", "konsep": True}
    assert set(build["masukan"]) == {"kinerja.xlsx", "skm.xlsx", "dpa.xlsx", "SUMBER.toml"}
    files = {k: v for k, v in fingerprint(report.folder).items() if k != "build.json"}
    assert build["keluaran"] == files
    assert {"python", "typst", "papermill"} <= set(build["versi"])
    forms = {"laporan.html", "laporan.pdf", "laporan.docx", "tabel.xlsx"}
    annex = {"lampiran-teknis.html", "lampiran-teknis.pdf"}
    assert set(build["detik"]) == {"bab", "naskah", "tabel.json"} | forms | annex


@pytest.mark.long
def test_the_same_input_gives_the_same_bytes_and_leaves_raw_files_alone(
    report: Report, tmp_path: Path
) -> None:
    """In another folder and in one process, too; only the seconds in build.json may differ."""
    workspace = copy_workspace(tmp_path)
    raw_bytes = fingerprint(workspace.raw)
    assert lkip(tmp_path, "render", "2021").returncode == 0
    former, latter = fingerprint(report.folder), fingerprint(workspace.outputs)
    del former["build.json"], latter["build.json"]
    assert former == latter
    assert fingerprint(workspace.raw) == raw_bytes


def test_a_fault_in_the_data_leaves_the_last_good_report(report: Report, tmp_path: Path) -> None:
    """Exit 1, cell and cure on the terminal, no traceback, nothing changed."""
    workspace = copy_workspace(tmp_path)
    shutil.copytree(report.folder, workspace.outputs)
    before = fingerprint(workspace.outputs)
    (workspace.raw / "dpa.xlsx").write_bytes(b"rusak")
    result = lkip(tmp_path, "render", "2021")
    assert result.returncode == 1
    assert "dpa.xlsx: berkas rusak" in result.stderr
    assert "Laporan sebelumnya tetap utuh" in result.stderr
    assert "Traceback" not in result.stderr
    assert fingerprint(workspace.outputs) == before


def test_a_chapter_that_fails_is_named_and_changes_nothing(report: Report, tmp_path: Path) -> None:
    """Chapter, cell and reason; no half folder stays behind."""
    workspace = copy_workspace(tmp_path, CLOSING)
    shutil.copytree(report.folder, workspace.outputs)
    before = fingerprint(workspace.outputs)
    chapter = workspace.notebooks / "40-penutup.ipynb"
    chapter.write_text(
        chapter.read_text("utf-8").replace("load(unit, tahun)", "load(unit, 1 / 0)"), "utf-8"
    )
    result = lkip(tmp_path, "render", "2021")
    assert result.returncode == 1
    assert "40-penutup" in result.stderr
    assert "ZeroDivisionError" in result.stderr
    assert fingerprint(workspace.outputs) == before
    assert [p.name for p in workspace.outputs.parent.iterdir()] == ["2021"]


def test_a_run_killed_while_swapping_is_mended_by_the_next(tmp_path: Path) -> None:
    """The former report stood aside for an instant; it comes back."""
    target, old = tmp_path / "2021", tmp_path / ".2021.lama"
    old.mkdir()
    (old / "laporan.html").write_text("baik", "utf-8")

    class Stopped(Exception): ...

    with pytest.raises(Stopped), new_report(target, tmp_path / "2021-sebelumnya"):
        raise Stopped
    assert (target / "laporan.html").read_text("utf-8") == "baik"
    assert [p.name for p in tmp_path.iterdir()] == ["2021"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["render", "2021", "-p", "unitt=x"], "tidak dibuat: Parameter tidak dikenal: unitt. M"),
        (["render", "2020"], "Yang ada: 2021"),
        (["render", "2021", "--unit", "entah"], "Yang ada: paal-merah"),
        (["render", "dua ribu"], "bukan bilangan bulat"),
        (["rendr"], "tidak dikenal"),
        (["batch", "--waktu", "lama"], "'lama' bukan bilangan"),
        (["batch", "--waktu", "nan"], "--waktu nan: "),
        (["batch", "--waktu", "-1"], "--waktu -1: "),
        (["batch", "--memori", "1"], "--memori 1: "),
        (["batch", "--pekerja", "-2"], "--pekerja -2: "),
        (["batch", "--daftar", "entah.txt"], "entah.txt tidak ada atau bukan teks"),
        (["new", "1899"], "1899 bukan tahun"),
    ],
)
def test_a_wrong_request_stops_before_anything_runs(
    report: Report, arguments: list[str], message: str
) -> None:
    """Exit 2 with the valid names, in Indonesian."""
    before = fingerprint(report.folder)
    result = lkip(report.workspace.root, *arguments)
    assert result.returncode == 2
    assert message in result.stderr
    assert fingerprint(report.folder) == before


def test_the_command_line_speaks_indonesian(report: Report) -> None:
    """Its help, too."""
    help_text = lkip(report.workspace.root, "--bantuan").stdout
    assert help_text.startswith("Pemakaian: lkip")
    assert not re.search(r"\b(usage|options|show this|arguments)\b", help_text, re.IGNORECASE)
    for arguments, message in (
        (("render", "--final", "--draft"), "--draft: tidak dapat dipakai bersama --final"),
        (("check", "--json=x"), "--json: tidak menerima nilai 'x'"),
        (("diff", "2021", "--unit", "entah"), "Unit entah tidak ada di data/raw."),
    ):
        result = lkip(report.workspace.root, *arguments)
        assert result.returncode == 2
        assert message in result.stderr


def test_check_prints_json_for_other_programs(report: Report) -> None:
    """The keys of the specification."""
    findings = json.loads(lkip(report.workspace.root, "check", "2021", "--json").stdout)
    assert findings
    assert all(
        list(f) == ["berkas", "lembar", "sel", "nilai", "tingkat", "pesan", "saran"]
        for f in findings
    )
