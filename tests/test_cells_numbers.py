"""What a typed number, a number format and a colour mean, at their limits."""

import pytest
from lxml import etree

from lkip_helpers.intake.numberformat import (
    AFTER_LAST_DATE,
    HIDES,
    Shown,
    is_text_hidden,
    show_number,
)
from lkip_helpers.intake.sheetfacts import (
    STRUCK,
    TINY,
    UNSEEN,
    Style,
    _compute_contrast,
    _read_colour,
    read_styles,
)
from lkip_helpers.schema.numbers import NotNumber, parse_number, parse_rupiah, rupiah

WHOLE, TWO, SEVERAL, NONE, BIG = (
    "bilangan bulat",
    "dapat berarti",
    "lebih dari satu",
    "bukan",
    "besar",
)


@pytest.mark.parametrize(
    ("typed", "number", "whole"),
    [
        ("7.400.000", 7_400_000, 7_400_000), ("6,899,605,174", 6_899_605_174, 6_899_605_174),
        ("7.400.000,00", 7_400_000, 7_400_000), ("7,400,000.00", 7_400_000, 7_400_000),
        ("7.400,000", 7400, TWO), ("1.000,505", 1000.505, TWO), ("1.000,5", 1000.5, WHOLE),
        ("1,000.5", 1000.5, WHOLE), ("4.250", TWO, 4250), ("4,250", TWO, 4250),
        ("123.456", TWO, 123_456), ("1234.567", TWO, TWO), ("1234,5", 1234.5, WHOLE),
        ("12,3456", 12.3456, TWO),
        ("0.250", 0.25, WHOLE), ("0,5", 0.5, WHOLE), ("00,5", 0.5, WHOLE), ("12,34", 12.34, WHOLE),
        ("1.0", 1, 1), ("1,00", 1, 1), ("81,50%", 81.5, WHOLE), ("5 %", 5, 5), ("(5)", -5, -5),
        ("85 Persen", 85, 85),
        ("(5", NONE, NONE), ("5)", NONE, NONE), ("-5", -5, -5), ("−5", -5, -5), ("- 5", -5, -5),
        ("Rp 5.000", TWO, 5000), ("rp. 5.000,-", TWO, 5000), ("Rp5.000,--", TWO, 5000),
        ("7 400 000", 7_400_000, 7_400_000), ("80 100", SEVERAL, 80_100),
        ("80 1000", SEVERAL, SEVERAL),
        ("1 000 000,5", 1_000_000.5, WHOLE), ("1. 5", SEVERAL, SEVERAL),
        ("5\u00a0000", SEVERAL, 5000),
        ("", None, None), ("-", None, None), (" – ", None, None), (None, None, None),
        ("0", 0, 0), ("000", 0, 0), ("0,00", 0, 0), ("0.000.000", 0, 0), ("007", 7, 7),
        ("1.00.000", NONE, NONE), ("1,00,000", NONE, NONE), ("12a", NONE, NONE),
        ("1e5", NONE, NONE),
        ("9" * 15, 10**15 - 1, 10**15 - 1), ("9" * 16, BIG, BIG), ("1" * 60, BIG, BIG),
        ("1" * 61, NONE, NONE), (10**15 - 1, 10**15 - 1, 10**15 - 1), (10**15, BIG, BIG),
        (-(10**15), BIG, BIG), (float("nan"), BIG, BIG), (True, "ya/tidak", "ya/tidak"),
        (2.0, 2, 2), (1.5, 1.5, WHOLE), (b"5", "tanggal", "tanggal"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_typed_or_refused(
    typed: object, number: object, whole: object
) -> None:
    """As any number, and as a whole one, which decides whether a point separates thousands."""
    for expected, is_whole in ((number, False), (whole, True)):
        if isinstance(expected, str):
            with pytest.raises(NotNumber, match=expected):
                parse_number(typed, whole=is_whole)
        else:
            assert parse_number(typed, whole=is_whole) == expected


@pytest.mark.parametrize(
    ("typed", "written"),
    [("1.234,56", "1234.56"), ("1234", "1234"), ("5,5", "5.5"), (7.0, "7"), (7.25, "7.25"),
     ("-", "None"), ("12.000.000", "12000000"), ("4.250", "4250"), ("7 400", "7400")],
)  # fmt: skip
def test_rupiah_keep_their_sen(typed: object, written: str) -> None:
    """In a column of rupiah 4.250 and 7 400 are thousands."""
    assert str(parse_rupiah(typed)) == written
    assert rupiah(7_400_000) == "7.400.000"


def shown(
    problems: str = "", *, doubtful: bool = False, zeros: bool = False, percent: bool = False
):
    return Shown(percent, problems, doubtful, zeros)


AS_IS, SIGN, WRITES = shown(), "mengubah tandanya", "menambahkan tulisan “{}” pada angkanya"
DIVIDED, ROUNDED = "menampilkannya dibagi {}", "menampilkannya dibulatkan menjadi {}"
PERCENT_SIGN = "memuat tanda persen yang tidak mengubah angkanya"


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (5, "00.00", shown(zeros=True)), (5, "0.00", AS_IS), (9, "00", shown(zeros=True)),
        (10, "00", AS_IS), (99, "000", shown(zeros=True)), (100, "000", AS_IS), (5, "#,##0", AS_IS),
        (5.4, "0", shown(ROUNDED.format(5), doubtful=True)),
        (5.5, "0", shown(ROUNDED.format(6), doubtful=True)),
        (5.25, "0.0", shown(ROUNDED.format("5,3"), doubtful=True)),
        (5.25, "0.00", AS_IS), (5.255, "0.00", AS_IS), (5.255, "0.000", AS_IS), (-5, "0", AS_IS),
        (0.4, "#", shown(HIDES)), (0.5, "#", shown(ROUNDED.format(1), doubtful=True)),
        (0.4, "#.#", AS_IS), (0.048, "#.#", shown(HIDES)), (0, "#", shown(HIDES)), (0, "0", AS_IS),
        (1500, "0,", shown(DIVIDED.format("1.000"))), (1, "0,.0", shown(DIVIDED.format("1.000"))),
        (1500, "?#0,", shown(DIVIDED.format("1.000"))),
        (1500000, "0,,", shown(DIVIDED.format("1.000.000"))), (1500, "#,##0.00", AS_IS),
        (-5, "[>0]0;[>1000]0", AS_IS), (-5, "0;0", shown(SIGN)),
        (-5, "0;-0", AS_IS), (-5, "0;(0)", AS_IS), (5, "-0", shown(SIGN)),
        (5, "(0)", shown(SIGN)), (5, "_(0_)", AS_IS), (-5, '0;"minus "0', shown(SIGN)),
        (0, "-0", AS_IS), (5, "\\-0", shown(SIGN)), (5, '"(x) "0', AS_IS),
        (0.5, "-0.0", shown(SIGN)), (-5, "-0", shown(SIGN)), (-5, "[<0]-0;0", AS_IS),
        (5, "-General", shown(SIGN)), (5, '"-"@', shown(SIGN)), (-5, "General;-General", AS_IS),
        (0.5, "0%", shown(percent=True)), (0.5, "0%%", shown(PERCENT_SIGN, doubtful=True)),
        (0.555, "0%", shown(ROUNDED.format(56), doubtful=True, percent=True)),
        (0.004, "#%", shown(HIDES, percent=True)), (50, '0"%"', shown(PERCENT_SIGN, doubtful=True)),
        (5, '0"5"', shown(WRITES.format(5))), (5, '0" juta"', shown(WRITES.format("juta"))),
        (5, '0"K"', shown(WRITES.format("K"))), (5, '0"Kg"', AS_IS), (5, '0" orang"', AS_IS),
        (5, "0\\.0", shown(WRITES.format("."), zeros=True)), (5, '"Rp"#,##0', AS_IS),
        (5, "[$Rp-421]#,##0", AS_IS), (5, "[$5-421]0", shown(WRITES.format(5))),
        (5e5, "0E+00", shown("menampilkannya sebagai bilangan berpangkat", doubtful=True)),
        (5.5, "# ?/?", shown("menampilkannya sebagai pecahan", doubtful=True)), (5, "# ?/?", AS_IS),
        (5, ";;;", shown(HIDES)), (0, '0;-0;"-"', AS_IS), (0, "0;-0;", shown(HIDES)),
        (0, '0;-0;"nol"', shown(HIDES)), (5, '"ada"', shown(HIDES)), (5, "@", AS_IS),
        (5.5, "General", AS_IS), (1, '0;-0;"-"', AS_IS), (0, "0;-0", AS_IS),
        (100, "[<=100]0;0,", AS_IS), (101, "[<=100]0;0,", shown(DIVIDED.format("1.000"))),
        (100, "[<100]0;0,", shown(DIVIDED.format("1.000"))), (100, "[<>100]0,;0", AS_IS),
        (100, "[=100]0,;0", shown(DIVIDED.format("1.000"))), (100, "[>100]0,;0", AS_IS),
        (100, "[>=100]0,;0", shown(DIVIDED.format("1.000"))), (500, "[<100]0;[>1000]0,", shown(
            DIVIDED.format("1.000"))), (500, "[<100]0,;[>1000]0,;0", AS_IS),
        (44561, "dd/mm/yyyy", AS_IS), (-1, "dd/mm/yyyy", shown(HIDES)),
        (0, "h:mm", AS_IS), (AFTER_LAST_DATE, "d", shown(HIDES)), (AFTER_LAST_DATE - 1, "d", AS_IS),
        (0.5, "[h]:mm", AS_IS),
    ],
)  # fmt: skip
def test_a_format_shows_a_number_as_excel_does(value: float, code: str, expected: Shown) -> None:
    """ECMA-376 18.8.30 and 18.8.31: sections, placeholders, separators, conditions, literals."""
    assert show_number(value, code) == expected


@pytest.mark.parametrize(
    ("code", "hidden"),
    [("0;-0;0;", True), ("0;-0;0;@", False), ('0;-0;0;"x"', True), ("0;-0", False),
     ("0;-0;0", False)],
)  # fmt: skip
def test_a_text_is_hidden_by_a_fourth_section_without_it(code: str, hidden: bool) -> None:
    assert is_text_hidden(code) is hidden


@pytest.mark.parametrize(
    ("ink", "ground", "ratio"),
    [("000000", "FFFFFF", 21), ("777777", "FFFFFF", 4.478), ("FF0000", "FFFFFF", 3.998),
     ("00FF00", "FFFFFF", 1.372), ("0000FF", "FFFFFF", 8.592), ("FFFFFF", "FFFFFF", 1),
     ("FFFFFF", "777777", 4.478), ("0A0A0A", "000000", 1.061), ("4 0.5", "FFFFFF", 21)],
)  # fmt: skip
def test_the_contrast_of_two_colours_is_that_of_wcag(ink: str, ground: str, ratio: float) -> None:
    """WCAG 2.1, relative luminance; grey 777777 on white is its known 4.48."""
    assert _compute_contrast(ink, ground) == pytest.approx(ratio, abs=1e-3)


@pytest.mark.parametrize(
    ("node", "colour"),
    [('auto="1" rgb="FF112233"', ""), ('rgb="FF11aa33"', "11AA33"), ('theme="0"', "FFFFFF"),
     ('theme="1"', "000000"), ('theme="0" tint="-0.5"', "808080"),
     ('theme="1" tint="0.5"', "808080"),
     ('theme="1" tint="1"', "FFFFFF"), ('theme="0" tint="1"', "FFFFFF"),
     ('indexed="64"', "indexed 64 0.0"),
     ('theme="0" tint="-1"', "000000"), ('theme="0" tint="-0.25"', "BFBFBF"),
     ('indexed="8"', "000000"),
     ('theme="1" tint="0.25"', "404040"), ('theme="4" tint="0.5"', "4 0.5"),
     ('indexed="9"', "FFFFFF")],
)  # fmt: skip
def test_a_colour_is_its_digits_or_its_name(node: str, colour: str) -> None:
    """ECMA-376 18.8.19: a tint below 0 darkens towards black, above 0 lightens towards white."""
    assert _read_colour(etree.fromstring(f"<c {node}/>")) == colour
    assert _read_colour(None) == ""


STYLES = """<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0"/></numFmts>
<fonts><font/><font><strike/></font><font><strike val="0"/></font><font><sz val="3.9"/></font>
<font><sz val="4"/><color rgb="FF000000"/></font>
<font><color rgb="FFFFFFFF"/></font><font><color rgb="FFF2F2F2"/></font>
<font><color rgb="FFD0D0D0"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid">
<fgColor rgb="FF000000"/></patternFill></fill><fill><patternFill patternType="gray125"/></fill>
</fills>
<cellXfs>{}</cellXfs></styleSheet>"""


@pytest.mark.parametrize(
    ("xf", "style"),
    [
        ("", None), ('numFmtId="170"', Style("0.0", rounds=True)),
        ('numFmtId="1"', Style("0", True)),
        ('numFmtId="2"', None), ('numFmtId="9"', Style("0%")), ('numFmtId="999"', None),
        ('fontId="1"', Style(look=STRUCK)), ('fontId="2"', None), ('fontId="3"', Style(look=TINY)),
        ('fontId="4"', None), ('fontId="4" fillId="1"', Style(look=UNSEEN)),
        ('fontId="5"', Style(look=UNSEEN)),
        ('fontId="6"', Style(look=UNSEEN)),
        ('fontId="7"', None), ('fontId="5" fillId="1"', None), ('fontId="5" fillId="2"', None),
        ('fontId="8"', None), ('fontId="5" fillId="3"', None), ('fontId="0" fillId="1"', None),
    ],
)  # fmt: skip
def test_only_styles_out_of_the_ordinary_are_kept(xf: str, style: Style | None) -> None:
    """White on white, or nearly so; black on black; a missing font or fill counts as none."""
    assert read_styles(b"") == {}
    found = read_styles(STYLES.format(f"<xf {xf}/>").encode())
    assert found == ({} if style is None else {"0": style})
