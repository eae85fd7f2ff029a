"""`laporan.docx` as an office edits it further: what stays together, and styles changed once."""

import struct

import pytest
from lxml import etree, html

from lkip_helpers.render.docx.convert import HERE, render_docx
from lkip_helpers.render.docx.runs import measure_picture
from tests.read_forms import NS, W, docx_text, list_tabel, open_docx


def write_body(source: str) -> etree._Element:
    return open_docx(render_docx("", f"<h1>Bab</h1>{source}", {}))


def write_table(rows: int, *, sums: int = 0, kind: str = "", text: str = "a") -> str:
    body = f"<tr><th>{text}</th><td class='angka'>1</td></tr>" * rows
    foot = "<tr><th>Jumlah</th><td class='angka'>9</td></tr>" * sums
    return (
        f'<div class="lkip-tabel {kind}"><table><caption>Tabel 1.1 Uji</caption>'
        f"<colgroup><col style='width:50%'><col style='width:50%'></colgroup>"
        f"<thead><tr><th>A</th><th>B</th></tr></thead><tbody>{body}</tbody>"
        f'<tfoot>{foot}</tfoot></table><div class="sumber">Sumber: uji.</div></div>'
    )


def list_kept(tabel: etree._Element) -> list[bool]:
    """For each row below the head whether it stays with the next."""
    rows = [r for r in tabel.iter(f"{W}tr") if r.find(f"{W}trPr/{W}tblHeader") is None]
    return [r.find(f".//{W}keepNext") is not None for r in rows]


def test_a_low_table_is_whole_and_the_sums_of_a_long_one_stay_with_its_last_row() -> None:
    """A page holds some 46 rows of a line; one of ten is kept, one of sixty cut."""
    (low,) = list_tabel(write_body(write_table(10)))
    assert all(list_kept(low))
    (high,) = list_tabel(write_body(write_table(60, sums=3)))
    assert list_kept(high) == [True, *[False] * 58, True, True, True, True]


@pytest.mark.parametrize(("lines", "whole"), [(5, True), (10, False), (20, True)])
def test_a_table_that_fits_on_a_page_is_cut_only_where_one_would_be_left_nearly_empty(
    lines: int, *, whole: bool
) -> None:
    """A page holds 722 points: thirty rows with head and notes take some 500, a paragraph 22.

    They fit below a title and five paragraphs (155); not below ten (265), which alone fill less
    than two fifths; twenty (485) may stay alone.
    """
    (tabel,) = list_tabel(write_body("<p>Teks.</p>" * lines + write_table(30)))
    assert all(list_kept(tabel)) is whole


def test_an_office_changes_the_look_of_all_tables_in_one_style() -> None:
    """No cell has lines or shade of its own: heads and the last sum have those of the style."""
    body = write_body(write_table(2, sums=1) + write_table(2))
    assert body.xpath("//w:tcPr/w:tcBorders | //w:tcPr/w:shd", namespaces=NS) == []
    attribute = "//w:tblPr[w:tblStyle[@w:val='Table']]/w:tblLook/@w:"
    assert body.xpath(f"{attribute}firstRow", namespaces=NS) == ["1", "1"]
    assert body.xpath(f"{attribute}lastRow", namespaces=NS) == ["1", "0"]
    changed = "//w:style[@w:styleId='Table']/w:tblStylePr[w:tcPr/w:shd]/@w:type"
    assert etree.parse(HERE / "gaya.xml").xpath(changed, namespaces=NS) == ["firstRow", "lastRow"]


def test_a_paragraph_alone_below_a_heading_goes_with_the_table_it_leads_to() -> None:
    """Else both would be left at the foot of a page; not where the heading has more to say."""
    alone = write_body(f"<h2>Judul</h2><p>Pengantar.</p>{write_table(2)}")
    more = write_body(f"<h2>Judul</h2><p>Satu.</p><p>Pengantar.</p>{write_table(2)}")
    kept = "//w:p[contains(., 'Pengantar.')]/w:pPr/w:keepNext"
    assert alone.xpath(kept, namespaces=NS)
    assert not more.xpath(kept, namespaces=NS)


def test_what_ends_a_chapter_is_more_than_one_paragraph() -> None:
    """Else a page would hold a line; the paragraph before goes with it."""
    body = write_body("<p>Satu.</p><p>Dua.</p><p>Tiga.</p><h1>Bab</h1><p>Lain.</p>")
    kept = body.xpath("//w:p[w:pPr/w:keepNext]", namespaces=NS)
    assert [docx_text(p) for p in kept] == ["Dua."]


def test_small_tables_stand_two_in_a_row_that_does_not_break() -> None:
    """Three in two rows, the last place empty; none touches the next, which Word would join."""
    body = write_body("<p>Depan.</p>" + write_table(4, kind="setengah") * 3)
    beside = list_tabel(body, layout=True)
    assert [len(t.findall(f"{W}tr/{W}tc/{W}tbl")) for t in beside] == [2, 1]
    assert all(t.find(f"{W}tr/{W}trPr/{W}cantSplit") is not None for t in beside)
    assert all(t.getnext().tag == f"{W}p" for t in beside)
    assert docx_text(body).count("Sumber: uji.") == 3


def test_a_link_to_a_small_table_leads_to_its_own_caption() -> None:
    """Also to one that is not the first of its run, which is written with that."""
    tables = [write_table(4, kind='setengah" id="' + name) for name in ("satu", "dua", "tiga")]
    body = write_body("<p>Depan.</p>" + "".join(tables) + "<p>Belakang.</p>")
    marked = "//w:p[w:bookmarkStart[@w:name='{}']]/w:pPr/w:pStyle/@w:val"
    for name in ("satu", "dua", "tiga"):
        assert body.xpath(marked.format(name), namespaces=NS) == ["TableCaption"]


def test_a_long_table_of_numbers_flows_through_two_columns() -> None:
    """On the page where its heading stands; text goes on below it over the whole width."""
    body = write_body(f"<p>Depan.</p>{write_table(60, kind='rapat')}<p>Belakang.</p>")
    before, halved, after = body.iter(f"{W}sectPr")
    assert before.find(f"{W}type") is before.find(f"{W}cols") is after.find(f"{W}cols") is None
    assert halved.find(f"{W}cols").get(f"{W}num") == "2"
    for section in (halved, after):
        assert section.find(f"{W}type").get(f"{W}val") == "continuous"
    (tabel,) = list_tabel(body)
    assert not all(list_kept(tabel))  # it would leave the first column empty
    assert set(tabel.xpath(".//w:pStyle/@w:val", namespaces=NS)) == {
        "KepalaTabelRapat",
        "SelTabelRapat",
    }


def test_neither_a_long_head_that_stands_upright_nor_a_word_is_cut() -> None:
    """18 names of 120 letters in columns of 23 points: two lines, at least 5 points a letter.

    The first column, given three hundredths of 470 points, holds the nine letters of its word.
    """
    wide = "".join(f"<col style='width:{w}%'>" for w in (3, *[5.4] * 18))
    heads = "<th class='ya tegak'>" + "Kelurahan " * 12 + "</th>"
    table = (
        f"<table><colgroup>{wide}</colgroup><thead><tr><th>Unsur</th>{heads * 18}</tr></thead>"
        f"<tbody><tr><th>Realisasi</th>{'<td>1</td>' * 18}</tr></tbody></table>"
    )
    body = write_body(f"<div class='lkip-tabel'>{table}</div>")
    first, *others = map(int, body.xpath("//w:gridCol/@w:w", namespaces=NS))
    (height,) = map(int, body.xpath("//w:trHeight/@w:val", namespaces=NS))
    lines = min(others) // 220
    assert lines == 2
    assert height * lines >= 120 * 100
    assert first >= 9 * 78


def test_a_number_moved_left_to_its_comma_has_room_for_all_its_digits() -> None:
    """1.400.000.000 among numbers with two decimals: thirteen letters and an indent of 11,7 points.

    A digit takes 4,6 points, as the indent counts it, a dot half of that; 5 points stand on each
    side of a cell. All columns are given the same share, too little for it.
    """
    wide = "<col style='width:10%'>" * 10
    cells = "<td class='angka koma2'>1.400.000.000</td>" + "<td class='angka'>1,25</td>" * 9
    table = f"<table><colgroup>{wide}</colgroup><tbody><tr>{cells}</tr></tbody></table>"
    body = write_body(f"<div class='lkip-tabel'>{table}</div>")
    first, *_ = map(int, body.xpath("//w:gridCol/@w:w", namespaces=NS))
    (indent,) = map(int, body.xpath("//w:ind/@w:right", namespaces=NS))
    assert first >= 10 * 92 + 3 * 46 + indent + 2 * 100


def test_a_number_stays_in_the_line_of_the_word_before_it() -> None:
    """`Tabel 3.5` and `Nomor 90` have a space that does not break; other words do not."""
    body = write_body(
        '<p>Lihat <a href="#x">Tabel 3.5</a>, L.3 dan Tabel L.3, Nomor 90, Bagian ini</p>'
    )
    text = docx_text(body)
    assert "Tabel\u00a03.5" in text
    assert "Tabel\u00a0L.3, Nomor\u00a090, Bagian ini" in text


def test_a_high_picture_leaves_room_on_its_page() -> None:
    """One twice as high as wide is drawn narrower: three fifths of a page, 15.3 cm, high."""
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 100, 200)
    picture = html.fragment_fromstring('<img alt="uji">')
    assert measure_picture(picture, png, 9406) == (2750000, 5500000)


def test_each_typeface_and_the_look_of_headings_is_said_once() -> None:
    """An office changes one style, and every text of its kind follows."""
    styles = etree.parse(HERE / "gaya.xml")
    xpath = "//w:style[w:rPr/w:rFonts]/@w:styleId"
    assert styles.xpath(xpath, namespaces=NS) == [
        "Normal", "HurufLaporan", "SourceCode", "VerbatimChar",
    ]  # fmt: skip
    style_by_id = {s.get(f"{W}styleId"): s for s in styles.iter(f"{W}style")}

    def ancestors(name: str) -> set[str]:
        above = style_by_id[name].find(f"{W}basedOn")
        return set() if above is None else {parent := above.get(f"{W}val"), *ancestors(parent)}

    tables = ["KepalaTabel", "PitaTabel", "JumlahTabel", "SelTabelRapat", "KepalaTabelRapat"]
    assert all("SelTabel" in ancestors(name) for name in tables)
    assert all("BodyText" in ancestors(name) for name in ("Compact", "BlockText"))
    headings = ["Title", "TOCHeading", *(f"Heading{n}" for n in range(1, 7))]
    assert all("JudulLaporan" in ancestors(name) for name in headings)
    colours = {c for name in headings[:6] for c in style_by_id[name].iter(f"{W}color")}
    assert colours == set()
