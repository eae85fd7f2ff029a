"""The report's HTML as Typst: text stays text, rows and merged cells keep their places."""

import pytest

from lkip_helpers.render.pdf.markup import write_typst


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
        '#"Lihat ";#link(label("x"))[#"Tabel 1";];#".";'
    )
    assert _body('<h3 id="b" class="unlisted">Camat</h3>') == (
        '#heading(level: 3, outlined: false)[#"Camat";] #label("b")'
    )
    assert _body('<figure><img src="a.svg" alt="Dua batang"></figure>') == (
        '#figure([#image("a.svg", alt: "Dua batang", width: 100%);])'
    )


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


def test_a_merged_cell_is_named_again_in_the_head_of_its_column() -> None:
    """It begins in row 1 and ends in row 2, whose last cell says so; no row of it is parted."""
    rows = ['<th rowspan="2">Satu</th><td>a</td>', "<td>b</td>", "<th>Dua</th><td>c</td>"]
    text = _table(rows)
    assert '#"A";#lanjutan("1-0");' in text
    assert '#"Satu";#awal-grup("1-0", "Satu");' in text
    assert '#"b";#akhir-grup("1-0");' in text
    assert "table.footer(" not in text
