"""The report's HTML as Typst: text stays text, rows and merged cells keep their places."""

import pytest
from lxml import html

from lkip_helpers.render import tags
from lkip_helpers.render.pdf.translate import write_typst


def translate(source: str) -> str:
    return write_typst(source).split("\n", 1)[1].strip()


@pytest.mark.parametrize(
    "text", ["= judul", "- satu", "1. satu", "#let x", "-1", "*a* _b_ `c` $d$"]
)
def test_text_is_never_markup(text: str) -> None:
    assert translate(f"<p>{text}</p>") == f'#"{text}";'


def test_quotes_and_backslashes_end_no_string() -> None:
    r"""`a"b\c` is written as "a\"b\\c"."""
    assert translate('<p>a"b\\c</p>') == r'#"a\"b\\c";'


def test_a_reference_a_heading_and_an_image() -> None:
    assert translate('<p>Lihat <a href="#x">Tabel 1</a>.</p>') == (
        '#"Lihat ";#box[#link(label("x"))[#"Tabel 1";];];#".";'
    )
    assert translate('<h3 id="b" class="unlisted">Camat</h3>') == (
        '#heading(level: 3, outlined: false)[#"Camat";] #label("b")'
    )
    assert translate('<figure><img src="a.svg" alt="Dua batang"></figure>') == (
        '#figure([#image("a.svg", alt: "Dua batang", width: 100%);])'
    )


def test_a_block_of_code_keeps_its_lines() -> None:
    """And their indents; a quotation mark ends no string."""
    code = 'for n in x:\n    print("a")\n'
    expected = r"""#raw(block: true, ("for n in x:", "    print(\"a\")",).join("\n"))"""
    assert translate(f"<pre>{code}</pre>") == expected


def test_what_belongs_together_stays_in_its_line_and_lists_with_their_lead() -> None:
    """A range and the number of a law are boxed; a short list is not cut, nor left by its lead."""
    assert translate("<p>UU Nomor 23 pada 2022–2024.</p>") == (
        '#"UU ";#box("Nomor 23");#" pada ";#box("2022–2024");#".";'
    )
    listed = translate("<p>Tugas</p><ol><li>Satu</li></ol>")
    assert listed == (
        '#lekat[#"Tugas";]\n\n#block(breakable: false)[#enum(tight: true, [#"Satu";\n\n])]'
    )


def test_a_turned_page_begins_with_its_heading() -> None:
    """The heading and its paragraphs are handed to the turned page, and stand nowhere else."""
    turned = translate("<h2>Aksi</h2><p>Isi.</p><div class='lkip-tabel lanskap'><p>T</p></div>")
    assert turned.startswith('#lanskap("/div/div")[#heading(level: 2)[#"Aksi";]\n\n#"Isi.";\n\n][')
    assert turned.count("Aksi") == 1


def _table(rows: list[str], foot: str = "") -> str:
    body = "".join(f"<tr>{r}</tr>" for r in rows)
    return translate(
        f"<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{body}</tbody>{foot}</table>"
    )


def test_the_last_row_stays_with_the_sum_and_two_rows_where_there_is_none() -> None:
    """Three rows and a sum: row 3 goes with the sum. Without a sum rows 2 and 3 go together."""
    rows = [f"<th>{n}</th><td>{n}</td>" for n in (1, 2, 3)]
    summed = _table(rows, "<tfoot><tr><th>Jumlah</th><td>6</td></tr></tfoot>")
    assert summed.index('[#"2";]') < summed.index("table.footer(") < summed.index('[#"3";]')
    plain = _table(rows)
    assert plain.index('[#"1";]') < plain.index("table.footer(") < plain.index('[#"2";]')


def test_a_band_heads_the_rows_below_it_and_is_left_behind_by_none() -> None:
    """It is a head of its level, which Typst repeats overleaf; its indent tells the level.

    Of two rows the first stays with it; one that it heads alone takes it along to the foot.
    """
    band = '<tr class="pita" data-tingkat="{}"><th colspan="2"><span>{}</span></th></tr>'
    bands = [band.format(0, "Program"), band.format(1, "Kegiatan"), band.format(2, "Sub")]
    rows = [f"<tr><th>{n}</th><td>1</td></tr>" for n in "abc"]
    head = "<thead><tr><th>A</th><th>B</th></tr></thead>"
    text, alone = (
        translate(f"<table>{head}<tbody>{''.join(body)}</tbody></table>")
        for body in ([*bands, *rows[:2]], [rows[2], *bands, rows[0]])
    )
    assert "table.header(level: 2, table.cell(colspan: 2," in text
    assert "table.header(level: 3, table.cell(" in text
    assert '#pad(left: 0.8em)[#"Kegiatan";]' in text
    assert '#pad(left: 1.6em)[#"Sub";]' in text
    assert text.index('#"a";') < text.index("table.footer(") < text.index('#"b";')
    assert "level" not in alone
    assert alone.index("table.footer(") < alone.index('"Program"') < alone.index('#"a";')


def test_blocks_are_listed_as_often_as_they_are_asked_for() -> None:
    """Text between blocks becomes paragraphs, and the element itself is not changed."""
    item = html.fragment_fromstring("<li>Satu <b>dua</b> tiga<ul><li>empat</li></ul></li>")
    blocks = [[tags.plain_text(n) for n in tags.list_blocks(item)] for _ in range(2)]
    assert blocks == [["Satu dua tiga", "empat"]] * 2


@pytest.mark.parametrize(
    ("rows", "text", "expected"), [(60, "1", True), (1, "kata " * 900, True), (12, "1", False)]
)
def test_the_head_says_which_table_goes_on(rows: int, text: str, *, expected: bool) -> None:
    """Its number, on every page but the first; not of one that surely fits a page."""
    caption = '<caption><span class="nomor">Tabel 3.4</span> Anggaran</caption>'
    body = f"<tbody>{f'<tr><td>{text}</td></tr>' * rows}</tbody>"
    table = f"<table>{caption}<thead><tr><th>A</th></tr></thead>{body}</table>"
    assert ('#lanjutan("Tabel 3.4")' in translate(table)) is expected


def test_small_tables_stand_two_and_two_and_a_last_one_alone() -> None:
    """Of three the third takes the whole width, once; one by itself too."""
    table = "<table><thead><tr><th>A</th></tr></thead></table>"
    small = f"<div class='lkip-tabel setengah' id='t{{}}'>{table}</div>"
    three = translate("".join(map(small.format, range(3))))
    pair, alone = three.split("\n\n#lkip-tabel(", 1)
    assert pair.count("setengah: true") == 2
    assert '"t2"' in alone
    assert "setengah" not in alone
    assert "setengah" not in translate(small.format(1))
