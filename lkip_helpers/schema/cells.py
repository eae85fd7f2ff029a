"""Readers of the cells of contracts, each giving a value or refusing; and what is personal data."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from pydantic_core import PydanticCustomError

from lkip_helpers.rules import list_predikat, load_rules, naming
from lkip_helpers.rules.dates import format_date, parse_date
from lkip_helpers.schema.numbers import EMPTY, NotNumber, parse_number, swap_marks

_ON_BEHALF = re.compile(r"\b(a\.?\s?n\.|a/n|atas nama|nama\s*:)|\bnama saya\b", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@]@[^\s@]+\.\w")
_JOINT = re.compile(r"\s*([-‐‑‒–—/])\s*")
FEWEST = 5  # people in a group that is kept or published by its name
HIDDEN = "(tidak ditampilkan)"
JOINED = "Kelompok kecil (digabung)"
TRAITS = ("jenis_kelamin", "usia", "pendidikan", "pekerjaan", "layanan")
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s.\-/()]*\d){8,}")  # 9 digits or more: NIK, NIP, telephone
_WORD = re.compile(r"\w+")
_IP = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
_LINK = re.compile(r"https?://|www\.|@\w{3,}", re.IGNORECASE)
_RANGE = re.compile(
    r"(.+?)\s*(?:–|—|(?<=[\d%\s])s[./]?\s?d\.?|sampai(?: dengan)?|(?<=[\d%])\s*-)\s*(.+)"
)
_LETTERS = re.compile(r"^(?i:(?:predikat|kategori|opini|nilai)\s+)?([A-Za-z]+)(?:\s*\([^()]+\))?$")
_YES = {"ya", "y", "ada", "sudah", "v", "✓", "✔", "√", "1", "x"}
EXCEL_PRECISION = 10**15  # a number keeps 15 digits; a NIP typed as a number loses the rest
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a 29 February that there was not
YEARS = EARLIEST_TAHUN, LATEST_TAHUN = 1945, 2100
_MAKE_TEXT = "ubah format sel menjadi Teks, lalu ketik ulang"
_ABSENT = {"n/a", "n.a", "n.a.", "na"} | EMPTY


def drop_zero(value: Any) -> Any:
    """A whole float as the integer that Excel shows; any other value as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def tidy_text(value: Any) -> str:
    """A cell as text: a whole number without its .0, blanks and line breaks folded."""
    return "" if value is None else " ".join(str(drop_zero(value)).split())


def fold_text(value: Any) -> str:
    """A header or cell for comparing: case, spaces and line breaks folded, 3.0 as 3."""
    return tidy_text(value).casefold()


def is_filled(value: Any) -> bool:
    """Whether a cell holds more than blanks."""
    return bool(value.strip()) if isinstance(value, str) else value is not None


def is_personal(value: Any) -> bool:
    """Whether a cell looks like personal data: a number of 9 digits or more, an address, a name."""
    if value is None or isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return abs(value) >= 10**8
    text = unicodedata.normalize("NFKC", str(value))
    patterns = (_MAIL, _LONG_NUMBER, _IP, _LINK, _ON_BEHALF)
    return isinstance(value, str) and any(p.search(text) for p in patterns)


def fold_spelling(text: str) -> str:
    """A spelling for comparing: case, kinds of dash and the spaces around them folded."""
    return _JOINT.sub(lambda m: "/" if m[1] == "/" else "-", " ".join(text.split())).casefold()


def standardize_name(program: str) -> str:
    """A programme's name for comparison: without the word Program, case and spacing folded."""
    return re.sub(r"^program\s+", "", " ".join(program.casefold().split()))


def list_rare(trait: str, texts: Mapping[int, str]) -> list[int]:
    """Rows whose characteristic few people share and no list of words has: it may be a name.

    texts: the characteristic by row.
    """
    known = {*load_rules("forms")["isi_ciri"].get(trait, ())}
    folded = {row: fold_spelling(text) for row, text in texts.items()}
    rare = {text for text, n in Counter(folded.values()).items() if n < FEWEST}
    unknown = {s for s in rare if not all(w.isdecimal() or w in known for w in _WORD.findall(s))}
    return [row for row, text in folded.items() if text in unknown]


def phrase_header(header: Any) -> str:
    """A head as it may be quoted, HIDDEN if it looks like personal data."""
    return HIDDEN if is_personal(header) else tidy_text(header)


def _wrong(message: str, advice: str) -> PydanticCustomError:
    """An error with its cure, passed as context since braces in a template would be filled."""
    return PydanticCustomError("isi", "{pesan}", {"pesan": message, "saran": advice})


def read_cell(read: Callable[[Any], Any], value: Any, *, optional: bool = False) -> Any:
    """What `read` makes of a cell. An empty one is None, or the error `belum`: still to be filled.

    A dash or n/a says that there is nothing, where a cell may be empty.
    """
    if optional and (value is None or (isinstance(value, str) and fold_text(value) in _ABSENT)):
        return None
    if (result := read(value)) in (None, "") and not optional:
        raise PydanticCustomError("belum", "belum diisi")
    return result


def read_number(value: Any, *, whole: bool = False) -> Any:
    """A number, None for an empty cell."""
    try:
        return parse_number(value, whole=whole)
    except NotNumber as error:
        raise _wrong(str(error), error.advice) from None


read_whole = partial(read_number, whole=True)


def read_count(value: Any) -> Any:
    """A whole number; the text "12.000", which may be 12 as well, is refused."""
    return read_number(value, whole=not re.fullmatch(r"\s*[1-9]\d{0,2}[.,]000\s*", str(value)))


def read_text(value: Any) -> str:
    """The text, "" for an empty cell.

    Refused where Excel converted it: to a date, TRUE, or a number that lost digits.
    """
    if isinstance(value, bool):
        raise _wrong("isinya TRUE atau FALSE, bukan teks", _MAKE_TEXT)
    if isinstance(value, date | time | timedelta):
        raise _wrong("Excel mengubahnya menjadi tanggal atau jam", _MAKE_TEXT)
    if isinstance(value, int | float) and not abs(value) < EXCEL_PRECISION:  # NaN too
        raise _wrong("tersimpan sebagai angka, sehingga digit akhirnya hilang", _MAKE_TEXT)
    return tidy_text(value)


def read_office(value: Any) -> str:
    """The name of an office without Kecamatan, which the report puts before it, or with its own."""
    return naming.name_office(read_text(value)).removeprefix("Kecamatan ")


def read_trait(value: Any) -> str:
    """A characteristic of a respondent; personal data is refused."""
    if is_personal(value):
        raise _wrong("isinya seperti data pribadi", "tulis cirinya saja, atau kosongkan")
    return read_text(value)


def read_sex(value: Any) -> str:
    """The words for L, P, Pria, Wanita, so that one sex is one group; any other text as it is."""
    text = read_trait(value)
    known: dict[str, str] = load_rules("forms")["isi_ciri"]["jenis_kelamin"]
    return known.get(" ".join(_WORD.findall(text.casefold())), text)


def read_yes_no(value: Any) -> bool:
    """A tick or a word; an empty cell is a no."""
    if isinstance(value, bool):
        return value
    text = read_text(value).lower()
    if text in _YES or text in ({"tidak", "t", "tidak ada", "belum", "0"} | EMPTY):
        return text in _YES
    raise _wrong(f"“{text}” bukan ya atau tidak", "tulis ya atau tidak")


@dataclass(frozen=True)
class OneOf:
    """Reads a cell as one of these choices, in any case; a number is taken as it is shown."""

    choices: tuple[str, ...]

    def __call__(self, value: Any) -> str:
        text = swap_marks(f"{value:g}") if isinstance(value, float) else read_text(value)
        if (choice := {c.casefold(): c for c in self.choices}.get(text.casefold())) is not None:
            return choice
        raise _wrong(f"“{text}” tidak dikenal", f"pilih salah satu: {'; '.join(self.choices)}")


def read_answer(value: Any) -> int | None:
    """An answer of a questionnaire, 1 to 4."""
    answer: int | None = read_whole(value)
    if answer not in (None, 1, 2, 3, 4):
        raise _wrong(f"jawaban {answer} di luar skala 1 sampai 4", "periksa lembar kuesionernya")
    return answer


def read_tahun(value: Any) -> int | None:
    """A year."""
    tahun: int | None = read_whole(value)
    if tahun is not None and not EARLIEST_TAHUN <= tahun <= LATEST_TAHUN:
        raise _wrong(f"{tahun} bukan tahun", "tulis empat angka, misalnya 2021")
    return tahun


def read_date(value: Any) -> str:
    """The date as it is printed, whether the cell holds a date or a text."""
    if isinstance(value, int | float):
        raise _wrong("isinya angka, bukan tanggal", "tulis lengkap, misalnya 24 Februari 2022")
    text = format_date(value) if isinstance(value, date) else read_text(value)
    try:
        day = parse_date(text)
    except (ValueError, OverflowError):
        raise _wrong(f"tidak ada tanggal {text[:40]}", "periksa hari dan tahunnya") from None
    if day and day < FIRST_DAY:
        raise _wrong(f"{text} lebih awal daripada Maret 1900", "periksa tahunnya")
    if day is None and re.fullmatch(r"\d+([/.-])\d+\1\d+", text):
        raise _wrong(f"{text} tidak menyebut bulannya", "tulis lengkap, misalnya 24 Februari 2022")
    return format_date(day) if day else text


class Quantity(float):
    """A target or realisasi that was written as a range or a predicate, or said to be unknown.

    Its value is the lower end of a range, with `upper` the other, the score of a predicate in the
    rules, or NaN where it is unknown. written: as it stands in the cell, or as unknown is printed.
    """

    upper: float | None = None
    written: str = ""


def read_quantity(value: Any, otherwise: str = "") -> Any:
    """A number, `70–80`, or the letters of a predicate (BB, WTP), also with what they mean behind.

    otherwise: ends the advice on any other word.
    """
    if not isinstance(value, str):
        return read_number(value)
    if (score := list_predikat().get(_LETTERS.sub(r"\1", value.strip()).upper())) is not None:
        quantity = Quantity(score)
    elif ends := _RANGE.fullmatch(value.strip()):
        quantity = _read_range(ends[1], ends[2])
    elif re.search(r"[^\W\d_]", value) and not re.search(r"\d", value):
        text, known = tidy_text(value), ", ".join(list_predikat())
        advice = f"tulis angka (0 bila nihil), rentang (70–80), atau predikat: {known}{otherwise}"
        raise _wrong(f"“{text}” bukan angka, rentang, atau predikat yang dikenal", advice)
    else:
        return read_number(value)
    quantity.written = tidy_text(value)
    return quantity


def read_result(value: Any) -> Any:
    """As read_quantity; a phrase of the rules says that the figure is not known."""
    phrase = fold_spelling(value).rstrip(" .") if isinstance(value, str) else ""
    if (word := load_rules("capaian")["tidak_diketahui"].get(phrase)) is None:
        return read_quantity(value, "; bila belum diketahui, tulis belum tersedia")
    unknown = Quantity(math.nan)
    unknown.written = word
    return unknown


def _read_range(lower: str, upper: str) -> Quantity:
    quantity, end = (Quantity(read_cell(read_number, text)) for text in (lower, upper))
    if end < quantity:
        raise _wrong(f"rentang {lower}–{upper} terbalik", "tulis batas bawah lebih dahulu")
    quantity.upper = float(end)
    return quantity
