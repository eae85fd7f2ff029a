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

from lkip_helpers.render.ganti import folder_baru
from tests.conftest import Laporan, lkip, salin_ruang
from tests.test_laporan_angka import LABEL


def sidik(folder: Path) -> dict[str, str]:
    """SHA-256 of every file by its path."""
    berkas = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in berkas}


@pytest.fixture(scope="session")
def pohon(laporan: Laporan) -> html.HtmlElement:
    return html.document_fromstring((laporan.folder / "laporan.html").read_text("utf-8"))


@pytest.fixture(scope="session")
def pdf(laporan: Laporan) -> pikepdf.Pdf:
    return pikepdf.open(laporan.folder / "laporan.pdf")


def test_the_html_asks_nobody_for_anything(pohon: html.HtmlElement) -> None:
    """One file: no address, every link inside, every image in place."""
    assert not pohon.xpath("//script[@src] | //link | //iframe | //object")
    assert all(s.startswith("data:") for s in pohon.xpath("//@src"))
    tujuan = pohon.xpath("//@href")
    assert len(tujuan) > 100
    assert {t[1:] for t in tujuan if t.startswith("#")} <= set(pohon.xpath("//@id"))
    assert all(t.startswith("#") for t in tujuan)
    gaya = "".join(pohon.xpath("//style/text()"))
    assert "url(" not in gaya
    assert "@import" not in gaya


def test_the_html_admits_its_own_style_and_script_and_nothing_else(
    pohon: html.HtmlElement,
) -> None:
    """Content Security Policy Level 3, 2.3.1: base64 of the SHA-256 of what the element holds."""
    kebijakan = pohon.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    (gaya,), (skrip,) = pohon.xpath("//style/text()"), pohon.xpath("//script/text()")
    sidik_gaya, sidik_skrip = (
        base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in (gaya, skrip)
    )
    assert kebijakan.split("; ") == [
        "default-src 'none'",
        "img-src data:",
        f"style-src 'sha256-{sidik_gaya}'",
        f"script-src 'sha256-{sidik_skrip}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not pohon.xpath("//@style | //@*[starts-with(name(), 'on')]")
    assert all(f".{kelas}{{width:" in gaya for kelas in pohon.xpath("//col/@class"))
    assert len(pohon.xpath("//col/@class")) == len(pohon.xpath("//col")) > 200


def test_the_html_holds_no_code_and_no_path(laporan: Laporan) -> None:
    """Nothing of the machine it was made on."""
    teks = (laporan.folder / "laporan.html").read_text("utf-8")
    for bocor in (str(laporan.ruang.root), str(Path.home()), "import pandas", "Traceback", "<pre"):
        assert bocor not in teks


def test_the_html_is_open_to_every_reader(pohon: html.HtmlElement) -> None:
    """Language, captions, scopes, alternative texts, headings in steps, unique anchors."""
    assert pohon.get("lang") == "id"
    assert len(pohon.xpath("//title/text()")[0]) > 20
    assert all(len(t.xpath("./caption")) == 1 for t in pohon.xpath("//table"))
    assert all(s.get("scope") for s in pohon.xpath("//th"))
    assert all(len(a) > 20 for a in pohon.xpath("//img/@alt"))
    assert len(pohon.xpath("//img")) == len(pohon.xpath("//img/@alt")) > 2
    tingkat = [int(h.tag[1]) for h in pohon.xpath("//main//*[self::h1|self::h2|self::h3|self::h4]")]
    assert all(b - a <= 1 for a, b in zip([0, *tingkat], tingkat, strict=False))
    semua = pohon.xpath("//@id")
    assert len(semua) == len(set(semua))


def test_every_label_is_an_anchor_with_its_number(
    laporan: Laporan, pohon: html.HtmlElement
) -> None:
    """The number printed is the number in tabel.json."""
    for label in LABEL:
        nomor = laporan.tabel[label]["nomor"]
        cetak = pohon.xpath(f"//*[@id='{label}']//*[@class='nomor']/text()")
        assert cetak in ([f"Tabel {nomor}"], [f"Gambar {nomor}"]), label


def test_no_reference_and_no_placeholder_is_left_open(pohon: html.HtmlElement) -> None:
    """Everything was filled in."""
    teks = pohon.find("body").text_content()
    assert not re.search(r"\bnan\b|None|NaN|\{\w+\}|\]\(#|<NA>", teks)
    assert "yang tidak disajikan" not in teks


def test_the_pdf_says_it_is_a_2a_and_ua_1(pdf: pikepdf.Pdf) -> None:
    """Typst refuses to write it otherwise; the marks are what a checker looks for."""
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert "Kecamatan Paal Merah" in metadata["dc:title"]
    assert str(pdf.Root.Lang).startswith("id")


def test_the_pdf_has_35_pages_or_more_on_a4(pdf: pikepdf.Pdf) -> None:
    """Portrait throughout, but for the landscape pages of the budget table."""
    ukuran = [tuple(round(float(v)) for v in h.MediaBox[2:]) for h in pdf.pages]
    assert len(ukuran) >= 35
    assert set(ukuran) == {(595, 842), (842, 595)}


def test_every_table_and_figure_is_in_the_pdf_under_the_same_number(laporan: Laporan) -> None:
    """Caption for caption, as in tabel.json."""
    dokumen = pypdfium2.PdfDocument(laporan.folder / "laporan.pdf")
    teks = " ".join(h.get_textpage().get_text_bounded() for h in dokumen)
    rapat = re.sub(r"[\s\ufffe-]+", "", teks)
    for tabel in laporan.tabel.values():
        sebut = f"{tabel['jenis'].capitalize()} {tabel['nomor']} {tabel['judul']}"
        assert re.sub(r"[\s-]+", "", sebut) in rapat, sebut


def test_front_matter_has_roman_page_numbers_and_chapters_arabic_ones(pdf: pikepdf.Pdf) -> None:
    """Page labels of the PDF itself."""
    gaya = [str(v.get("/S")) for v in pikepdf.NumberTree(pdf.Root.PageLabels).values()]
    assert "/r" in gaya
    assert "/D" in gaya


def test_build_json_answers_for_every_file(laporan: Laporan) -> None:
    """Parameters, inputs, outputs, versions, seconds."""
    build = json.loads((laporan.folder / "build.json").read_text("utf-8"))
    assert build["parameter"] == {"tahun": 2021, "unit": "paal-merah", "konsep": True}
    assert set(build["masukan"]) == {"kinerja.xlsx", "skm.xlsx", "dpa.xlsx", "SUMBER.toml"}
    ada = {k: v for k, v in sidik(laporan.folder).items() if k != "build.json"}
    assert build["keluaran"] == ada
    assert {"python", "pandoc", "typst", "papermill"} <= set(build["versi"])
    assert set(build["detik"]) == {"bab", "naskah", "html", "pdf", "docx", "xlsx"}


def test_the_same_input_gives_the_same_bytes_and_leaves_raw_files_alone(
    laporan: Laporan, tmp_path: Path
) -> None:
    """In another folder, too; only the seconds in build.json may differ."""
    ruang = salin_ruang(tmp_path)
    mentah = sidik(ruang.raw)
    assert lkip(tmp_path, "render", "2021").returncode == 0
    pertama, kedua = sidik(laporan.folder), sidik(ruang.outputs)
    del pertama["build.json"], kedua["build.json"]
    assert pertama == kedua
    assert sidik(ruang.raw) == mentah


def test_a_fault_in_the_data_leaves_the_last_good_report(laporan: Laporan, tmp_path: Path) -> None:
    """Exit 1, cell and cure on the terminal, no traceback, nothing changed."""
    ruang = salin_ruang(tmp_path)
    shutil.copytree(laporan.folder, ruang.outputs)
    sebelum = sidik(ruang.outputs)
    (ruang.raw / "dpa.xlsx").write_bytes(b"rusak")
    hasil = lkip(tmp_path, "render", "2021")
    assert hasil.returncode == 1
    assert "dpa.xlsx: berkas rusak" in hasil.stderr
    assert "Laporan sebelumnya tetap utuh" in hasil.stderr
    assert "Traceback" not in hasil.stderr
    assert sidik(ruang.outputs) == sebelum


def test_a_chapter_that_fails_is_named_and_changes_nothing(
    laporan: Laporan, tmp_path: Path
) -> None:
    """Chapter, cell and reason; no half folder stays behind."""
    ruang = salin_ruang(tmp_path)
    shutil.copytree(laporan.folder, ruang.outputs)
    sebelum = sidik(ruang.outputs)
    bab = ruang.notebooks / "40-penutup.ipynb"
    bab.write_text(
        bab.read_text("utf-8").replace("load(unit, tahun)", "load(unit, 1 / 0)"), "utf-8"
    )
    hasil = lkip(tmp_path, "render", "2021")
    assert hasil.returncode == 1
    assert "40-penutup" in hasil.stderr
    assert "ZeroDivisionError" in hasil.stderr
    assert sidik(ruang.outputs) == sebelum
    assert [p.name for p in ruang.outputs.parent.iterdir()] == ["2021"]


def test_a_run_killed_while_swapping_is_mended_by_the_next(tmp_path: Path) -> None:
    """The former report stood aside for an instant; it comes back."""
    tujuan, lama = tmp_path / "2021", tmp_path / ".2021.lama"
    lama.mkdir()
    (lama / "laporan.html").write_text("baik", "utf-8")

    class Terhenti(Exception): ...

    with pytest.raises(Terhenti), folder_baru(tujuan, tmp_path / "2021-sebelumnya"):
        raise Terhenti
    assert (tujuan / "laporan.html").read_text("utf-8") == "baik"
    assert [p.name for p in tmp_path.iterdir()] == ["2021"]


@pytest.mark.parametrize(
    ("argumen", "pesan"),
    [
        (["render", "2021", "-p", "unitt=x"], "Maksudnya unit?"),
        (["render", "2020"], "Yang ada: 2021"),
        (["render", "2021", "--unit", "entah"], "Yang ada: paal-merah"),
        (["render", "dua ribu"], "bukan bilangan bulat"),
        (["rendr"], "tidak dikenal"),
    ],
)
def test_a_wrong_request_stops_before_anything_runs(
    laporan: Laporan, argumen: list[str], pesan: str
) -> None:
    """Exit 2 with the valid names, in Indonesian."""
    sebelum = sidik(laporan.folder)
    hasil = lkip(laporan.ruang.root, *argumen)
    assert hasil.returncode == 2
    assert pesan in hasil.stderr
    assert sidik(laporan.folder) == sebelum


def test_the_command_line_speaks_indonesian(laporan: Laporan) -> None:
    """Its help, too."""
    bantuan = lkip(laporan.ruang.root, "--bantuan").stdout
    assert bantuan.startswith("Pemakaian: lkip")
    assert not re.search(r"\b(usage|options|show this|arguments)\b", bantuan, re.IGNORECASE)
    for argumen, pesan in (
        (("render", "--final", "--draft"), "--draft: tidak dapat dipakai bersama --final"),
        (("check", "--json=x"), "--json: tidak menerima nilai 'x'"),
        (("diff", "2021", "--unit", "entah"), "Unit entah tidak ada di data/raw."),
    ):
        hasil = lkip(laporan.ruang.root, *argumen)
        assert hasil.returncode == 2
        assert pesan in hasil.stderr


def test_check_prints_json_for_other_programs(laporan: Laporan) -> None:
    """The keys of the specification."""
    temuan = json.loads(lkip(laporan.ruang.root, "check", "2021", "--json").stdout)
    assert temuan
    assert all(
        list(t) == ["berkas", "lembar", "sel", "nilai", "tingkat", "pesan", "saran"] for t in temuan
    )
