"""What a cell of each kind is read as, or why it is refused, at the limits of each kind."""

import math
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from lkip_helpers.schema import cells
from lkip_helpers.schema.base import Schema, declare
from lkip_helpers.schema.sheets import Batas, Pengaturan, Profil


class Bad(str):
    """A part of the message with which a cell is refused."""

    __slots__ = ()


LOST, CLOCK = Bad("digit akhirnya hilang"), Bad("menjadi tanggal atau jam")
TYPED, BLANK = Bad("TRUE atau FALSE"), Bad("belum diisi")
TEXTS = [
    (" a\u00a0 b\n c ", "a b c"), (5, "5"), (5.0, "5"), (5.25, "5.25"), (10**15 - 1, "9" * 15),
    (10**15, LOST), (-(10**15), LOST), (math.inf, LOST), (math.nan, LOST), (True, TYPED),
    (False, TYPED), (date(2022, 2, 24), CLOCK), (time(8), CLOCK), (timedelta(1), CLOCK),
]  # fmt: skip
WORD, HALF, EITHER = Bad("bukan"), Bad("bilangan bulat"), Bad("dapat berarti 24000 atau 24,000")
CASES: dict[str, list[tuple[Any, Any]]] = {
    "teks": [*TEXTS, ("", BLANK), (None, BLANK), (" ", BLANK), ("-", "-")],
    "teks?": [*TEXTS, ("", None), (None, None), ("-", None), ("–", None)],
    "ciri?": [
        ("SMA", "SMA"), ("", None), ("0812 3456 7890", Bad("seperti data pribadi")),
        (81234567890, Bad("seperti data pribadi")),
    ],
    "tahun": [
        (1945, 1945), (1944, Bad("1944 bukan tahun")), (2100, 2100),
        (2101, Bad("2101 bukan tahun")), ("2021", 2021), (2021.0, 2021), (2021.5, HALF),
        ("", BLANK), (None, BLANK),
    ],
    "jawaban?": [
        (1, 1), (4, 4), (0, Bad("0 di luar skala")), (5, Bad("5 di luar skala")), ("3", 3),
        (2.0, 2), (2.5, HALF), ("", None), ("-", None), (None, None),
    ],
    "cacah": [
        ("7.400.000", 7_400_000), ("4.250", 4250), ("24.000", EITHER), (1.5, HALF), ("", BLANK),
        ("a", WORD),
    ],
    "cacah?": [("4", 4), (1.5, HALF), ("-", None), ("a", WORD)],
    "angka": [("1,5", 1.5), (0, 0), ("", BLANK), ("-", BLANK), ("a", WORD)],
    "angka?": [("1,5", 1.5), ("", None), ("N/A", None), ("n.a.", None), ("a", WORD)],
    "tanggal": [
        (date(2022, 2, 24), "24 Februari 2022"),
        (datetime(2022, 2, 24, 9, tzinfo=UTC), "24 Februari 2022"),
        ("24 Februari 2022", "24 Februari 2022"), ("1 Maret 1900", "1 Maret 1900"),
        ("28 Februari 1900", Bad("lebih awal daripada Maret 1900")),
        (date(1900, 2, 28), Bad("lebih awal")),
        ("31 Februari 2022", Bad("tidak ada tanggal")),
        ("1/2/2022", Bad("tidak menyebut bulannya")),
        ("1-2-2022", Bad("tidak menyebut bulannya")), ("1.2/2022", "1.2/2022"),
        ("24-02-2022", "24 Februari 2022"), ("24/2/2022", "24 Februari 2022"),
        ("2.02.2022", "2 Februari 2022"), ("31/02/2022", Bad("tidak ada tanggal")),
        ("02/24/2022", Bad("tidak menyebut bulannya")),
        ("Februari 2022", "Februari 2022"), (44616, Bad("angka, bukan tanggal")), ("", BLANK),
        (None, BLANK), (True, WORD),
    ],
}  # fmt: skip


def read(kind: str, typed: Any) -> Any:
    """The cell as a sheet reads it whose column is of this kind."""
    entry = {
        "lembar": "Uji",
        "kolom": {"isi": {"judul": "Isi", "arti": "Isi", "contoh": "", "jenis": kind}},
    }
    return declare("uji", entry, Schema).model_validate({"isi": typed}).isi  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "typed", "wanted"), [(kind, *c) for kind, cases in CASES.items() for c in cases]
)
def test_a_cell_is_read_by_its_kind_or_refused_with_a_reason(
    kind: str, typed: Any, wanted: Any
) -> None:
    """The value and its type, or a part of the message."""
    try:
        value = read(kind, typed)
    except ValidationError as refused:
        (error,) = refused.errors()
        assert isinstance(wanted, Bad) and wanted in error["msg"]
        assert (error["type"] == "belum") == (wanted == BLANK)
        assert wanted == BLANK or error["ctx"]["saran"]
    else:
        assert (value, type(value)) == (wanted, type(wanted)) or (kind, value) == ("angka", wanted)


@pytest.mark.parametrize(
    ("typed", "lower", "upper"),
    [
        (80, 80, None), ("80", 80, None), ("80–90", 80, 90), ("80 - 90", 80, 90),
        ("80%-90%", 80, 90), ("80 s.d. 90", 80, 90), ("80 s/d 90", 80, 90),
        ("80s.d.90", 80, 90), ("seratus dua", "“seratus dua”", None),
        ("80 sampai dengan 90", 80, 90),
        ("80–80", 80, 80), ("80,5–90,25", 80.5, 90.25),
        ("- – 90", BLANK, None), ("90–80", "terbalik", None), ("-5", -5, None), ("-5 – 5", -5, 5),
        ("baik", "predikat yang dikenal", None), ("baik 5", "bukan", None), ("80–x", "bukan", None),
        ("80–", "bukan", None), ("", BLANK, None), (None, BLANK, None),
    ],
)  # fmt: skip
def test_a_target_is_a_number_or_a_range(typed: Any, lower: Any, upper: float | None) -> None:
    """What was written is kept with it if it is more than a number."""
    if isinstance(lower, str):
        with pytest.raises(ValidationError, match=lower):
            read("ukuran", typed)
        return
    value = read("ukuran", typed)
    assert (value, getattr(value, "upper", None)) == (lower, upper)
    assert getattr(value, "written", "") == (typed if upper is not None else "")


def test_letters_are_a_predicate_and_a_dash_is_none_where_a_target_may_lack() -> None:
    """BB is a score of the rules and prints as it was written."""
    value = read("ukuran", " BB ")
    assert (value > 0, value.upper, value.written) == (True, None, "BB")
    for typed in ("BB (Sangat Baik)", "bb", "Predikat BB", "BB (72,50)"):
        assert read("ukuran", typed) == value
    for typed in ("Baik (BB)", "72,50 (BB)", "Baik", "BB dan A", "Zona BB"):
        with pytest.raises(ValidationError):
            read("ukuran", typed)
    assert read("ukuran?", "-") is None
    assert read("ukuran?", "N/A") is None  # of the base year of a Renstra


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("Ya", True), ("✓", True), ("ADA", True), (1, True), (True, True), (False, False), ("", False),
     (None, False), ("-", False), ("tidak ada", False), (0, False), ("mungkin", None)],
)  # fmt: skip
def test_a_tick_is_yes_or_no_and_nothing_else(typed: Any, wanted: bool | None) -> None:
    if wanted is None:
        with pytest.raises(ValueError, match="bukan ya atau tidak"):
            read("ya", typed)
    else:
        assert read("ya", typed) is wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("0,11", "0,11"), (0.11, "0,11"), (" TEPAT", "tepat"), ("0.11", None), (None, None)],
)
def test_a_choice_is_one_of_those_on_offer(typed: Any, wanted: str | None) -> None:
    """In any case; a number as Indonesian Excel shows it."""
    choose = cells.OneOf(("tepat", "0,11"))
    if wanted is None:
        with pytest.raises(ValueError, match="tidak dikenal"):
            choose(typed)
    else:
        assert choose(typed) == wanted


@pytest.mark.parametrize("typed", ["Utara", "utara", " UTARA\u00a0"])
def test_a_choice_is_known_in_any_case_and_kept_as_the_contract_spells_it(typed: str) -> None:
    """A blank behind it, which nobody sees, made it an unknown one."""
    assert Batas(arah=typed).arah == "Utara"  # type: ignore[attr-defined, call-arg]


@pytest.mark.parametrize("contract", [Profil, Pengaturan])
def test_code_is_told_the_types_that_the_contract_reads(contract: type[Schema]) -> None:
    """The class names the fields for mypy, rules/lembar.toml says how their cells are read."""
    base: Any = contract.__base__
    told, read_as = (
        {n: f.annotation for n, f in side.model_fields.items()} for side in (base, contract)
    )
    assert told == read_as


@pytest.mark.parametrize(
    ("value", "personal"),
    [(None, False), (True, False), (10**8 - 1, False), (10**8, True), (-1.5e8, True), ("", False)],
)
def test_a_number_is_personal_from_nine_digits_on(value: Any, personal: bool) -> None:
    """As those of a telephone; amounts stand in columns that are not asked."""
    assert cells.is_personal(value) is personal


def test_a_trait_that_five_people_share_names_nobody() -> None:
    """Fewer may be told apart."""
    texts = dict(enumerate(["Penyelam"] * cells.FEWEST + ["Pawang"] * (cells.FEWEST - 1)))
    assert cells.list_rare("pekerjaan", texts) == [*range(cells.FEWEST, 2 * cells.FEWEST - 1)]
