"""The report's HTML as Typst: text stays text, rows and merged cells keep their places."""

import pytest
from lxml import html

from lkip_helpers.render import tags
from lkip_helpers.render.pdf.translate import write_typst


def _body(source: str) -> str:
    return write_typst(source).split("\n", 1)[1].strip()


@pytest.mark.parametrize(
    "text", ["= judul", "- satu", "1. satu", "#let x", "-1", "*a* _b_ `c` $d$"]
)
def test_text_is_never_markup(text: str) -> None:
    assert _body(f"<p>{text}</p>") == f'#"{text}";'


def test_quotes_and_backslashes_end_no_string() -> None:
    r"""`a"b\c` is written as "a\"b\\c"."""
    assert _body('<p>a"b\\c</p>') == r'#"a\"b\\c";'


def test_a_reference_a_heading_and_an_image() -> None:
    assert _body('<p>Lihat <a href="#x">Tabel 1</a>.</p>') == (
        '#"Lihat ";#box[#link(label("x"))[#"Tabel 1";];];#".";'
    )
    assert _body('<h3 id="b" class="unlisted">Camat</h3>') == (
        '#heading(level: 3, outlined: false)[#"Camat";] #label("b")'
    )
    assert _body('<figure><img src="a.svg" alt="Dua batang"></figure>') == (
        '#figure([#image("a.svg", alt: "Dua batang", width: 100%);])'
    )


def test_what_belongs_together_stays_in_its_line_and_lists_with_their_lead() -> None:
    """A range and the number of a law in a box; a short list is not cut, nor its lead left."""
    assert _body("<p>UU Nomor 23 pada 2022–2024.</p>") == (
        '#"UU ";#box("Nomor 23");#" pada ";#box("2022–2024");#".";'
    )
    told = _body("<p>Tugas</p><ol><li>Satu</li></ol>")
    assert told == (
        '#lekat[#"Tugas";]\n\n#block(breakable: false)[#enum(tight: true, [#"Satu";\n\n])]'
    )


def test_a_turned_page_begins_with_its_heading() -> None:
    """The heading and its paragraphs are handed to the turned page, and stand nowhere else."""
    told = _body("<h2>Aksi</h2><p>Isi.</p><div class='lkip-tabel lanskap'><p>T</p></div>")
    assert told.startswith('#lanskap[#heading(level: 2)[#"Aksi";]\n\n#"Isi.";\n\n][')
    assert told.count("Aksi") == 1


def _table(rows: list[str], foot: str = "") -> str:
    body = "".join(f"<tr>{r}</tr>" for r in rows)
    return _body(
        f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{body}</tbody>{foot}</table>"
    )


def test_the_last_row_stays_with_the_sum_and_two_rows_where_there_is_none() -> None:
    """Three rows and a sum: row 3 goes with the sum. Without a sum rows 2 and 3 go together."""
    rows = [f"<th>{n}</th><td>{n}</td>" for n in (1, 2, 3)]
    summed = _table(rows, "<tfoot><tr><th>Jumlah</th><td>6</td></tr></tfoot>")
    assert summed.index('[#"2";]') < summed.index("table.footer(") < summed.index('[#"3";]')
    plain = _table(rows)
    assert plain.index('[#"1";]') < plain.index("table.footer(") < plain.index('[#"2";]')


def test_a_band_heads_the_rows_below_it_and_never_goes_to_the_foot() -> None:
    """It is a head of its level, which Typst repeats overleaf; its indent tells the level."""
    band = '<tr class="pita" data-tingkat="{}"><th colspan="2"><span>{}</span></th></tr>'
    body = band.format(0, "Program") + band.format(1, "Kegiatan") + "<tr><th>a</th><td>1</td></tr>"
    text = _body(
        f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{body}</tbody></table>"
    )
    assert "table.header(level: 2, table.cell(colspan: 2," in text
    assert "table.header(level: 3, table.cell(" in text
    assert '#h(0.8em);#"Kegiatan";' in text
    assert text.index('"Kegiatan"') < text.index("table.footer(") < text.index('#"a";')


def test_blocks_are_listed_as_often_as_they_are_asked_for() -> None:
    """Text between blocks is told as paragraphs, and stays where it is."""
    item = html.fragment_fromstring("<li>Satu <b>dua</b> tiga<ul><li>empat</li></ul></li>")
    told = [[tags.plain(n) for n in tags.list_blocks(item)] for _ in range(2)]
    assert told == [["Satu dua tiga", "empat"]] * 2


@pytest.mark.parametrize(
    ("rows", "text", "told"), [(60, "1", True), (1, "kata " * 900, True), (12, "1", False)]
)
def test_the_head_says_which_table_goes_on(rows: int, text: str, *, told: bool) -> None:
    """Its number, on every page but the first; not of one that surely fits a page."""
    caption = '<caption><span class="nomor">Tabel 3.4</span> Anggaran</caption>'
    body = f"<tbody>{f'<tr><td>{text}</td></tr>' * rows}</tbody>"
    table = f"<table>{caption}<thead><tr><th>A</th></tr></thead>{body}</table>"
    assert ('#lanjutan("Tabel 3.4")' in _body(table)) is told


@pytest.mark.parametrize(
    ("rows", "looks"), [(2, {"kecil"}), (40, set()), (71, {"panjang"})], ids=["low", "tall", "long"]
)
def test_only_a_table_that_may_be_tall_is_measured(rows: int, looks: set[str]) -> None:
    """A third of a page is 246 points, a row about 15: two are low, 40 are not, 71 fill pages."""
    body = "<tr><td>a</td></tr>" * rows
    text = _body(f'<div class="lkip-tabel"><table><tbody>{body}</tbody></table></div>')
    assert {look for look in ("kecil", "panjang") if f"{look}: true" in text} == looks
