"""Sentences take their numbers from data, in Indonesian form, and nothing from data is markup."""

from decimal import Decimal

import pandas as pd
import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report.cover import Cover, Signature
from lkip_helpers.report.format import (
    format_integer,
    format_number,
    format_percent,
    format_rupiah,
    format_short,
    say_points,
)
from lkip_helpers.report.narasi import (
    Heading,
    Narasi,
    chain_words,
    escape,
)


@given(st.integers(-(10**13), 10**13))
def test_whole_numbers_are_written_as_babel_writes_them(value: int) -> None:
    """Babel's id_ID is the reference; only the minus sign is typographic."""
    assert format_integer(value) == format_decimal(value, locale="id_ID").replace("-", "−")


@given(st.decimals(-(10**9), 10**9, places=2))
def test_two_decimals_are_written_as_babel_writes_them(value: Decimal) -> None:
    """Pattern with two fixed decimals."""
    babel = format_decimal(value, format="#,##0.00", locale="id_ID").replace("-", "−")
    assert format_number(value).lstrip("−") == babel.lstrip("−")


def test_the_forms_of_the_report() -> None:
    """Examples of the design: 7.529.955.253 and 97,62 %."""
    assert format_rupiah(7_529_955_253) == "Rp7.529.955.253"
    assert format_rupiah(-1_000_000) == "−Rp1.000.000"
    assert format_percent(97.6195) == "97,62\u00a0%"
    assert say_points(2.4390) == "2,44\u00a0poin persen"
    assert format_short(81.50) == "81,5"
    assert format_number(2.675) == "2,68"
    assert format_number(None) == format_number(float("nan")) == "–"


def test_a_number_without_a_form_is_refused() -> None:
    """Else it would be printed as Python writes it."""
    with pytest.raises(InvalidArgument):
        Narasi("Capaian {capaian}", capaian=103.26)


def test_a_sentence_is_left_out_where_its_condition_fails() -> None:
    """The values need not even exist then."""
    assert Narasi("Turun {x:poin}", when=False).markdown == ""


def test_nothing_from_a_workbook_becomes_markup() -> None:
    """Markdown and HTML signs are escaped, line breaks folded."""
    assert escape("a*b_c <b>\n# x") == r"a\*b\_c \<b\> \# x"
    assert Heading("Seksi [x]", 2).markdown == r"## Seksi \[x\]"
    assert Narasi("{nama}", nama="**").markdown == r"\*\*"


def test_what_is_empty_is_a_dash_and_a_year_has_no_decimals() -> None:
    """A frame that was joined has years as floats, and gaps; a form of texts makes no markup."""
    years = pd.DataFrame({"awal": [2019.0, None], "nama": ["A", None]})
    first, second = Narasi("{awal:tahun} {nama:nama} {awal:urutan}", each=years).text.split("\n\n")
    assert (first, second) == ("2019 A ke-2.019", "– – –")
    assert "\\[" in Narasi("{a:tahun}", a="[x](y)").text


def test_words_are_joined_as_indonesian_does() -> None:
    """One, two, and three or more; items that hold "dan" or a comma themselves are kept apart."""
    assert [chain_words(list(k)) for k in ("a", "ab", "abc")] == ["a", "a dan b", "a, b, dan c"]
    assert chain_words(["a dan b", "c"]) == "a dan b serta c"
    assert chain_words(["a, b, dan c", "d", "e"]) == "a, b, dan c; d; serta e"


def test_an_invalid_nip_is_not_printed_as_a_fact() -> None:
    """The published NIP has 19 digits; a NIP has 18."""
    broken = Signature("Jambi", "24 Februari 2022", "Camat", "N", nip="196910005 198908 1 002")
    correct = Signature("Jambi", "24 Februari 2022", "Camat", "N", nip="19800101 200501 1 001")
    assert "196910005" not in broken.html
    assert "belum dilengkapi" in broken.html
    assert "19800101 200501 1 001" in correct.html
    assert "NIP" not in Signature("Jambi", "24 Februari 2022", "Camat", "N").html


@pytest.mark.parametrize(
    ("text", "iso"), [("24 Februari 2022", "2022-02-24"), ("04-02-2022", ""), ("", "")]
)
def test_a_date_in_words_becomes_a_date(text: str, iso: str) -> None:
    """Or nothing, never a guess."""
    cover = Cover("N", "K", 2021, "T", text)
    assert cover.payload_content()["tanggal_iso"] == iso


def test_a_name_that_begins_as_the_sentence_does_is_not_stammered() -> None:
    """“Realisasi penerimaan PBB” is the name of an indicator."""
    told = Narasi("Tahun ini realisasi {nama} naik. Realisasi {nama}.", nama="Realisasi PBB").text
    assert told == "Tahun ini realisasi PBB naik. Realisasi PBB."
