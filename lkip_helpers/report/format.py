"""Numbers as an Indonesian reader writes them: `7.529.955.253`, `97,62 %`.

The one place where a value is rounded and becomes text. Babel's `id_ID` is the reference; a test
compares the two.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import SupportsFloat

import pandas as pd

from lkip_helpers.compute.rounding import count_decimals, round_half_up
from lkip_helpers.rules.dates import format_date
from lkip_helpers.schema.numbers import swap_marks

PERCENT = ("%", "persen", "persentase")  # how the unit percent is written
EMPTY = "–"
DIRECTIONS = {1: "naik", 0: "tetap", -1: "turun"}  # of a value beside an earlier one

Numeral = int | float | Decimal | SupportsFloat | None


def is_empty(value: object) -> bool:
    """True for None, NaN and NA; a list is a value, whatever is in it."""
    return value is None or pd.isna(value) is True


def format_plain(value: object) -> str:
    """A value of a text column; a number or a date among the texts as everywhere else."""
    if isinstance(value, float):
        return format_short(value)
    return format_date(value) if isinstance(value, date) else str(value)


def format_number(value: Numeral, decimals: int = 2) -> str:
    """`value` rounded half up to `decimals` places, dot for thousands, comma for decimals."""
    if value is None or is_empty(value):
        return EMPTY
    text = f"{round_half_up(value, decimals):,f}"
    return swap_marks(text).replace("-", "−")


def format_short(value: Numeral, decimals: int = 2) -> str:
    """As format_number, without trailing zeros: 92, 81,5, 3,43."""
    text = format_number(value, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def format_figure(value: Numeral, least: int = 0) -> str:
    """A target or realisasi without trailing zeros: 92, 81,5, an index of at most one 0,7012."""
    return format_short(value, max(least, 0 if is_empty(value) else count_decimals(value)))  # type: ignore[arg-type]


def format_integer(value: Numeral) -> str:
    """A count or an amount of rupiah: whole, dot for thousands."""
    return format_number(value, 0)


def format_large(value: Numeral) -> str:
    """`7,4 miliar`, `25 juta`; a number below a million as it is.

    A zero after the comma tells a rounded amount from an exact one: 2,955,000,000 is `3,0 miliar`.
    """
    number = 0.0 if value is None or is_empty(value) else float(value)
    for size, name in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")):
        if abs(number) >= max(size - size // 20_000, 10**6):  # 999,96 juta would read 1.000,0
            is_exact = round_half_up(number / size, 1) * size == round_half_up(number, 0)
            write = format_short if is_exact else format_number
            return f"{write(number / size, 1)}\u00a0{name}"
    return format_figure(value)


def format_rupiah(value: Numeral) -> str:
    """`Rp7.529.955.253`; a minus sign stands before `Rp`."""
    return EMPTY if is_empty(value) else f"Rp{format_integer(value)}".replace("Rp−", "−Rp")


def format_percent(value: Numeral, decimals: int = 2) -> str:
    """A percentage with its sign: `97,62 %` (no-break space)."""
    return EMPTY if is_empty(value) else f"{format_number(value, decimals)}\u00a0%"


def say_percent(value: Numeral) -> str:
    """A percentage within a sentence: `97,62 persen`, `50 persen`; tables and charts use the sign.

    Source: Ejaan Bahasa Indonesia yang Disempurnakan, which allows both; we use one throughout.
    """
    return EMPTY if is_empty(value) else f"{format_short(value)}\u00a0persen"


def say_points(value: Numeral) -> str:
    """A difference of two percentages within a sentence: `2,44 poin persen`."""
    return EMPTY if is_empty(value) else f"{format_short(value)}\u00a0poin persen"


def say_rupiah(value: Numeral) -> str:
    """An amount as people say it: `Rp12,5 miliar`; the table beside it gives it to the rupiah."""
    return EMPTY if is_empty(value) else f"Rp{format_large(value)}".replace("Rp−", "−Rp")


def read_alike(amounts: Iterable[Numeral]) -> bool:
    """Whether say_rupiah writes two amounts alike, but for a zero, or gainsays the gap told."""
    known = {float(a) for a in amounts if a is not None and not is_empty(a)}
    told = {a: round(a, 1 - (len(f"{abs(a):.0f}") - 1) // 3 * 3) for a in known}  # 2,5 miliar
    gaps = ((abs(a - b), abs(told[a] - told[b])) for a, b in combinations(known, 2))
    off = any(gap in known and abs(seeming - gap) > gap / 10 for gap, seeming in gaps)
    return off or len({say_rupiah(a).replace(",0\u00a0", "\u00a0") for a in known}) < len(known)


def say_amounts(amounts: Iterable[Numeral]) -> list[str]:
    """Amounts of one passage as people say them; in full where two of them would read alike."""
    amounts = [*amounts]
    return [*map(format_rupiah if read_alike(amounts) else say_rupiah, amounts)]


_CONJUNCTIONS = {
    "dan", "atau", "di", "ke", "dari", "kepada", "pada", "yang", "untuk", "serta", "oleh",
}  # fmt: skip


def format_name(name: str) -> str:
    """A name of several words all in capitals (PROGRAM SUPPORTING …), written as a title.

    Fewer than three words may be an abbreviation and stay as they are.
    """
    words = name.lower().split()
    if not name.isupper() or len(words) < 3:
        return name
    titled = [re.sub(r"[^/\-(]+", lambda part: part[0].capitalize(), word) for word in words]
    pairs = zip(words[1:], titled[1:], strict=True)
    return " ".join([titled[0], *(w if w in _CONJUNCTIONS else title for w, title in pairs)])


_TO_ELEVEN = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_TO_NINETEEN = (*_TO_ELEVEN, *(f"{n} belas" for n in _TO_ELEVEN[2:10]))


def format_words(value: Numeral) -> str:
    """A count in words where one or two words are enough (`dua`, `lima puluh`), else in figures.

    Source: Ejaan Bahasa Indonesia yang Disempurnakan, on the writing of numbers.
    """
    if is_empty(value):
        return EMPTY
    count = int(value)  # type: ignore[arg-type]
    if 0 <= count < len(_TO_NINETEEN):
        return _TO_NINETEEN[count]
    if count < 100 and count % 10 == 0:
        return f"{_TO_NINETEEN[count // 10]} puluh"
    return {100: "seratus", 1000: "seribu"}.get(count) or format_integer(count)


def format_ordinal(value: Numeral) -> str:
    """A rank in words: `pertama`, `ketiga`, `kedua belas`, `ke-21`."""
    words = format_words(value)
    if words in ("satu", EMPTY):
        return "pertama" if words == "satu" else EMPTY
    return f"ke-{words}" if words[:1].isdigit() else f"ke{words}"


def lower_first(text: str) -> str:
    """A name within a sentence: small first letter, but SDM, D3 or a title (Surat Jalan) kept."""
    later = [word for word in text.split()[1:] if word not in _CONJUNCTIONS]
    capitalized = not any(word[0].islower() for word in later)
    titled = capitalized and any(word[1:].islower() for word in later)
    return text[:1].lower() + text[1:] if text[1:2].islower() and not titled else text


def lower_words(name: str) -> str:
    """A name as common words: `profesionalisme SDM` of `Profesionalisme SDM`."""
    return " ".join(word if word.isupper() else word.lower() for word in name.split())


def describe_sheet(frame: pd.DataFrame) -> str:
    """The file, sheet and range a frame was read from: `dpa.xlsx › DPA › A4:H60`; else ""."""
    source = frame.attrs.get("sumber")
    if not source:
        return ""
    sheet = f"{source['berkas']} › {source['lembar']}"
    letters = sorted(source.get("kolom", {}).values(), key=lambda letter: (len(letter), letter))
    if not letters or frame.index.name != "baris" or frame.empty:
        return sheet
    return f"{sheet} › {letters[0]}{frame.index.min()}:{letters[-1]}{frame.index.max()}"


def name_document(frame: pd.DataFrame) -> str:
    """The document a sheet was filled from, as a reader knows it: `Renstra 2019–2023`."""
    return str(frame.attrs.get("dokumen") or frame.attrs.get("sumber", {}).get("lembar", ""))


def merge_title(grouping: str, title: str) -> str:
    """A column's title after that of its group, for a reader who does not see the table."""
    return f"{grouping} – {title}" if grouping else title


def slugify(text: str) -> str:
    """`bersih-desa` of `Bersih Desa!`: a name as a label; "" where nothing of it can be one."""
    return "-".join(re.findall(r"[a-z0-9]+", text.casefold()))


def end_sentence(text: str) -> str:
    """A text with a full stop, unless it ends with one or with another mark."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":")) else f"{text}."
