"""The cover and the signature: emblem, invented offices, and a page that is never signed alone."""

import base64
import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest

from lkip_helpers.intake import load
from lkip_helpers.intake.pipeline import read
from lkip_helpers.prose.annexes import list_parties
from lkip_helpers.render.docx.convert import render_docx
from lkip_helpers.render.pdf.typeset import render_pdf
from lkip_helpers.report.cover import INVENTED, Cover, Signature, sign
from lkip_helpers.schema.cells import read_office
from lkip_helpers.workspace import Workspace
from tests.read_forms import walk_structure
from tests.test_report_pages import read_pages
from tests.workbook import Sheets, write

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 12"><path d="M0 0h10v12z"/></svg>'
URI = f"data:image/svg+xml;base64,{base64.b64encode(SVG).decode()}"
KINERJA = "kinerja.xlsx"


def cover(emblem: str = "", *, invented: bool = False) -> dict:
    """The cover as the joined document holds it."""
    page = Cover("Suka", "Kota Maju", 2021, "Suka", "1 Maret 2022", emblem, rekaan=invented)
    return {"sampul": page.payload_content(), "isi": [], "tabel": [], "gambar": []}


def read_part(docx: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(docx)).read(name).decode()


BODY = "<h1>Bab</h1><p>Isi.</p>"


@pytest.mark.parametrize(
    ("written", "office", "name"),
    [
        ("Plt. Rina, S.Sos.", "Plt. Camat Contoh Jaya", "Rina, S.Sos."),
        ("Pj. Dr. Budi", "Pj. Camat Contoh Jaya", "Dr. Budi"),
        ("PLT Rina", "Plt. Camat Contoh Jaya", "Rina"),
        ("plh.Camat: Rina", "Plh. Camat Contoh Jaya", "Rina"),
        ("Pjotr Budi", "Camat Contoh Jaya", "Pjotr Budi"),
        ("PLH. BUDI", "Plh. Camat Contoh Jaya", "BUDI"),
        ("Plt Rina", "Plt. Camat Contoh Jaya", "Rina"),
        ("Pjs.Rina", "Pjs. Camat Contoh Jaya", "Rina"),
        ("Pjatri", "Camat Contoh Jaya", "Pjatri"),
        ("Drs. Plh. Budi", "Camat Contoh Jaya", "Drs. Plh. Budi"),
    ],
)
def test_who_acts_as_camat_signs_as_such(
    tmp_path: Path, written: str, office: str, name: str
) -> None:
    """It is the post that is acting, not the person: so letters of an office sign."""

    def alter(sheets: Sheets) -> None:
        next(r for r in sheets[KINERJA, "Profil"] if r[0] == "Nama camat")[1] = written

    profil = read(write(tmp_path, alter)).profil
    assert (sign(profil).jabatan, sign(profil).nama) == (office, name)
    alone = profil.model_copy(update={"pihak_pertama": None})
    assert list_parties(alone).loc[0, ["jabatan", "nama"]].to_list() == [office, name]


def test_the_emblem_stands_on_the_cover_where_there_is_one() -> None:
    """In PDF and Word, with its alternative text; without an emblem there is no picture."""
    assert URI in Cover("Suka", "Kota Maju", 2021, "", "1 Maret 2022", URI).html
    assert "<img" not in Cover("Suka", "Kota Maju", 2021, "", "1 Maret 2022").html
    for emblem in (URI, ""):
        word = read_part(render_docx("", BODY, cover(emblem)))
        assert ("Lambang Kota Maju" in word) == bool(emblem)
        assert ('w:val="Lambang"' in word) == bool(emblem)
        pdf = pikepdf.open(io.BytesIO(render_pdf("", BODY, cover(emblem))))
        figures = list(walk_structure(pdf.Root.StructTreeRoot, "Figure"))
        assert [str(f["/Alt"]) for f in figures] == ["Lambang Kota Maju"] * bool(emblem)


def test_an_invented_office_says_so_on_every_page() -> None:
    """Cover, lists and chapters of the PDF; the foot of every page and the cover of Word."""
    body = "".join(f"<h1>Bab {i}</h1><p>Isi.</p>" for i in range(3))
    pages = read_pages(render_pdf("", body, cover(invented=True)))
    assert len(pages) >= 4
    assert [p for p in pages if INVENTED not in " ".join(p.split())] == []
    docx = render_docx("", body, cover(invented=True))
    assert INVENTED in read_part(docx)
    assert INVENTED in read_part(docx, "word/footer1.xml")
    assert not any(INVENTED in p for p in read_pages(render_pdf("", body, cover())))


def test_a_signature_never_stands_alone_on_a_page() -> None:
    """Forty chapters, each a line longer than the one before, so that some end a page just before
    the signature: its page then has the closing paragraph too. Word: kept with the next."""
    sign = Signature("Suka", "1 Maret 2022", "Camat Suka", "Budi Penanda").html
    body = "".join(
        f"<h1>Bab {i}</h1>{'<p>Isi.</p>' * (12 + i)}<p>Kalimat penutup.</p>{sign}"
        for i in range(40)
    )
    pages = read_pages(render_pdf("", body, cover()))
    signed = [p for p in pages if "Budi Penanda" in p]
    assert len(signed) == 40
    assert len([p for p in pages if "Isi." in p]) > 40  # some did run over
    assert [p for p in signed if "Kalimat penutup." not in p] == []
    word = read_part(render_docx("", f"<h1>Bab</h1><p>Kalimat penutup.</p>{sign}", cover()))
    (before,) = re.findall(r"<w:p>((?:(?!<w:p>).)*?)Kalimat penutup", word)
    assert "<w:keepNext" in before


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [("lambang.svg", b"<html/>", "bukan gambar SVG"), ("lambang.png", SVG, "bukan gambar PNG")],
)
def test_an_emblem_that_is_no_picture_is_a_finding(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    """Before the report is built; one that is a picture is read into the data."""
    workspace = write(tmp_path)
    (workspace.raw / name).write_bytes(content)
    found = [(f.berkas, f.pesan) for f in read(workspace).findings if f.is_blocking]
    assert found == [(name, message)]  # and not lambang.svg, whichever of them it is


def test_the_data_hold_the_emblem(workspace: Workspace) -> None:
    assert load("uji", 2021).emblem == ""
    (workspace.raw / "lambang.svg").write_bytes(SVG)
    assert load("uji", 2021).emblem == URI


@pytest.mark.parametrize(
    "typed",
    ["Kecamatan Suka", "KECAMATAN  Suka", "Kec. Suka", "Kec Suka", "Kantor Camat Suka", "Suka"],
)
def test_the_name_of_the_kecamatan_comes_without_that_word(typed: str) -> None:
    """The report puts it before the name itself."""
    assert read_office(typed) == "Suka"
    assert read_office("Kecapi") == "Kecapi"


@pytest.mark.parametrize(
    ("kota", "cells"),
    [("Nusa Contoh", ["B3"]), ("KABUPATEN NUSA", []), ("Kota Administrasi Nusa", [])],
)
def test_a_kabupaten_or_kota_is_named_as_one(tmp_path: Path, kota: str, cells: list[str]) -> None:
    """Two of them may bear one name."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA, "Profil"][2][1] = kota
        sheets[KINERJA, "Profil"][4][1] = "Kepala Daerah Nusa"

    findings = read(write(tmp_path, alter)).findings
    assert [f.sel for f in findings if f.lembar == "Profil"] == cells


def test_who_signed_the_agreement_is_its_first_party_whoever_signs_the_report(
    tmp_path: Path,
) -> None:
    """A Plt. who came later signs the report; the Perjanjian Kinerja was the camat's of then."""
    profil = read(write(tmp_path)).profil
    assert profil is not None
    first = list_parties(profil.model_copy(update={"camat": "Plt. Drs. Budi"})).iloc[0]
    named = ["Dra. Ratna", "Pembina", "197001012000032002"]
    assert first.to_list() == ["Pihak pertama", "Camat Contoh Jaya", *named]


def test_the_second_party_is_printed_as_the_profile_names_it(tmp_path: Path) -> None:
    """By name, rank and NIP; by the office of the head of the region where nobody else is named."""
    profil = read(write(tmp_path)).profil
    assert profil is not None
    parties = list_parties(profil.model_copy(update={"jabatan_pihak_kedua": None}))
    named = ["Dra. Wulan", "Pembina Utama Muda", "197501012000032001"]
    assert parties.iloc[1].to_list() == ["Pihak kedua", "Bupati Nusa Contoh", *named]
