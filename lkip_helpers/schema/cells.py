"""The kinds of cell a contract can name, each a value or why not; and what of it is personal."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from lkip_helpers.rules import find_predikat_value, list_predikat, load_rules
from lkip_helpers.rules.dates import format_date, parse_date
from lkip_helpers.schema.numbers import EMPTY, NotNumber, parse_number

_ON_BEHALF = re.compile(r"\b(a\.?\s?n\.|a/n|atas nama|nama\s*:)|\bnama saya\b", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]@[^\s@]+\.\w")
_JOINT = re.compile(r"\s*([-‐‑‒–—/])\s*")
FEWEST = 5  # people a group has at least that is kept or published by its name
HIDDEN = "(tidak ditampilkan)"
JOINED = "Kelompok kecil (digabung)"
TRAITS = ("jenis_kelamin", "usia", "pendidikan", "pekerjaan", "layanan")
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s.\-/()]*\d){8,}")  # 9 digits and more: NIK, NIP, telephone
_WORD = re.compile(r"\w+")
_IP = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
_LINK = re.compile(r"https?://|www\.|@\w{3,}", re.IGNORECASE)


def is_personal(value: Any) -> bool:
    """Whether a cell looks like somebody's: a number of 9 digits and more, an address, a name."""
    if value is None or isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return abs(value) >= 10**8
    text = unicodedata.normalize("NFKC", str(value))
    pattern = (_MAIL, _LONG_NUMBER, _IP, _LINK, _ON_BEHALF)
    return isinstance(value, str) and any(p.search(text) for p in pattern)


def fold_spelling(text: str) -> str:
    """A spelling without what makes no difference: case, kinds of dash, spaces around it."""
    return _JOINT.sub(lambda m: "/" if m[1] == "/" else "-", " ".join(text.split())).casefold()


def list_rare(trait: str, said: Mapping[int, str]) -> list[int]:
    """Rows whose characteristic few people share and no list of words has: it may be a name."""
    known = {*load_rules("forms")["isi_ciri"].get(trait, ())}
    tidy = {row: fold_spelling(text) for row, text in said.items()}
    rare = {text for text, n in Counter(tidy.values()).items() if n < FEWEST}
    named = {s for s in rare if not all(w.isdecimal() or w in known for w in _WORD.findall(s))}
    return [row for row, text in tidy.items() if text in named]


def phrase_header(header: Any) -> str:
    """A head as it may be named: one that looks personal itself is not."""
    return HIDDEN if is_personal(header) else " ".join(str(header).split())


_YA = {"ya", "y", "ada", "sudah", "v", "✓", "✔", "√", "1", "x"}
DIGIT_EXCEL = 10**15  # a number keeps 15 digits; of a NIP typed as one the rest is lost
FIRST_DAY = date(1900, 3, 1)
_MAKE_TEXT = "ubah format sel menjadi Teks, lalu ketik ulang"
_NO = {"tidak", "t", "tidak ada", "belum", "0"} | EMPTY


def wrong(message: str, advice: str) -> PydanticCustomError:
    """A refusal that carries its cure; braces would be read as places to fill."""
    return PydanticCustomError("isi", "{pesan}", {"pesan": message, "saran": advice})


def not_yet(advice: str) -> PydanticCustomError:
    """A refusal of an empty cell: nothing is wrong yet, something is to be filled in."""
    return PydanticCustomError("belum", "{pesan}", {"pesan": "belum diisi", "saran": advice})


def _number(*, whole: bool, empty_allowed: bool) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        try:
            result = parse_number(value, whole=whole)
        except NotNumber as error:
            raise wrong(str(error), error.advice) from None
        if result is None and not empty_allowed:
            raise not_yet("isi dengan angka")
        return result

    return check


def _text(value: Any) -> str:
    """Whitespace and line breaks folded; a whole float loses its .0 as Excel shows it.

    What Excel made of a text (a date, a yes, a number of which digits are lost) is refused.
    """
    if isinstance(value, bool):
        raise wrong("isinya TRUE atau FALSE, bukan teks", _MAKE_TEXT)
    if isinstance(value, date | time | timedelta):
        raise wrong("Excel mengubahnya menjadi tanggal atau jam", _MAKE_TEXT)
    if isinstance(value, int | float) and not abs(value) < DIGIT_EXCEL:  # not a number neither
        raise wrong("tersimpan sebagai angka, sehingga digit akhirnya hilang", _MAKE_TEXT)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).replace("\u00a0", " ").split())


def _required_text(value: Any) -> str:
    if text := _text(value):
        return text
    raise not_yet("isi teksnya")


def _text_or_empty(value: Any) -> str | None:
    text = _text(value)
    return None if text in EMPTY else text


def _trait(value: Any) -> str | None:
    if is_personal(value):
        raise wrong("isinya seperti data pribadi", "tulis cirinya saja, atau kosongkan")
    return _text_or_empty(value)


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value).lower()
    if text in _YA or text in _NO:
        return text in _YA
    raise wrong(f"“{text}” bukan ya atau tidak", "tulis ya atau tidak")


@dataclass(frozen=True)
class OneOf:
    """One of these choices, as a reader of a cell; spelling folded, a number as it is shown."""

    choices: tuple[str, ...]

    def __call__(self, value: Any) -> str:
        text = f"{value:g}".replace(".", ",") if isinstance(value, float) else _text(value)
        if text.casefold() in self.choices:
            return text.casefold()
        raise wrong(f"“{text}” tidak dikenal", f"pilih salah satu: {'; '.join(self.choices)}")


def _answers(value: Any) -> int | None:
    result = _number(whole=True, empty_allowed=True)(value)
    if result not in (None, 1, 2, 3, 4):
        raise wrong(f"jawaban {result} di luar skala 1 sampai 4", "periksa lembar kuesionernya")
    return result if result is None else int(result)


def _tahun(value: Any) -> int:
    result = _number(whole=True, empty_allowed=False)(value)
    if not 1945 <= result <= 2100:
        raise wrong(f"{result} bukan tahun", "tulis empat angka, misalnya 2021")
    return int(result)


def _date(value: Any) -> str:
    """A date as it is printed, whether Excel holds it as one or as text."""
    if isinstance(value, int | float):
        raise wrong("isinya angka, bukan tanggal", "tulis lengkap, misalnya 24 Februari 2022")
    text = format_date(value) if isinstance(value, date) else _required_text(value)
    try:
        day = parse_date(text)
    except (ValueError, OverflowError):
        raise wrong(f"tidak ada tanggal {text[:40]}", "periksa hari dan tahunnya") from None
    if day and day < FIRST_DAY:  # Excel counts a day of February 1900 that there was not
        raise wrong(f"{text} lebih awal daripada Maret 1900", "periksa tahunnya")
    if day is None and re.fullmatch(r"\d+([/.-])\d+\1\d+", text):
        raise wrong(f"{text} tidak menyebut bulannya", "tulis lengkap, misalnya 24 Februari 2022")
    return format_date(day) if day else text


class Quantity(float):
    """A target or realisasi that was written as more than a number.

    Of a range its lower end, with `upper` the upper; of a predicate its score in the rules.
    written: as the cell has it.
    """

    upper: float | None = None
    written: str = ""


_RANGE = re.compile(r"(.+?)\s*(?:–|—|s\.?\s?d\.?|sampai(?: dengan)?|(?<=[\d%])\s*-)\s*(.+)")


def _quantity(*, empty_allowed: bool) -> Callable[[Any], Any]:
    """A number, `70–80`, or the letters of a predicate (BB, WTP)."""
    number = _number(whole=False, empty_allowed=empty_allowed)

    def check(value: Any) -> Any:
        if not isinstance(value, str):
            return number(value)
        if (score := find_predikat_value(value)) is not None:
            result = Quantity(score)
        elif span := _RANGE.fullmatch(value.strip()):
            result = _two_ends(span[1], span[2])
        elif re.search(r"[^\W\d_]", value) and not re.search(r"\d", value):
            text, known = " ".join(value.split()), ", ".join(list_predikat())
            advice = f"tulis angka, rentang seperti 70–80, atau predikat: {known}"
            raise wrong(f"“{text}” bukan angka, rentang, atau predikat yang dikenal", advice)
        else:
            return number(value)
        result.written = " ".join(value.split())
        return result

    return check


def _two_ends(lower: str, upper: str) -> Quantity:
    read = _number(whole=False, empty_allowed=False)
    result = Quantity(read(lower))
    result.upper = float(read(upper))
    if result.upper < result:
        raise wrong(f"rentang {lower}–{upper} terbalik", "tulis batas bawah lebih dahulu")
    return result


Number = Annotated[float, BeforeValidator(_number(whole=False, empty_allowed=False))]
NumberOrEmpty = Annotated[float | None, BeforeValidator(_number(whole=False, empty_allowed=True))]
Measure = Annotated[float, PlainValidator(_quantity(empty_allowed=False))]
MeasureOrEmpty = Annotated[float | None, PlainValidator(_quantity(empty_allowed=True))]
Numeral = Annotated[int, BeforeValidator(_number(whole=True, empty_allowed=False))]
IntegerOrEmpty = Annotated[int | None, BeforeValidator(_number(whole=True, empty_allowed=True))]
Rupiah = Numeral
RupiahOrEmpty = IntegerOrEmpty
AnswerValue = Annotated[int | None, BeforeValidator(_answers)]
Tahun = Annotated[int, BeforeValidator(_tahun)]
Text = Annotated[str, BeforeValidator(_required_text)]
Date = Annotated[str, BeforeValidator(_date)]
TextOrEmpty = Annotated[str | None, BeforeValidator(_text_or_empty)]
Trait = Annotated[str | None, BeforeValidator(_trait)]  # of a respondent
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
