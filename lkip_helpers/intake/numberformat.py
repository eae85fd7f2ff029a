"""What a number format makes of a number: whether what Excel shows is what the cell holds."""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<power>E[+-])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_TIME_CODES = re.compile(r"h+|m+|s+", re.IGNORECASE)
_UNIT = re.compile(
    r"(?<![A-Za-z])((?i:rb|ribu|ribuan|jt|juta|jutaan|miliar|milyar|miliaran|triliun)|[KM])(?![A-Za-z])"
)
_PLACEHOLDER = "0#?"
PRINTED_DECIMALS = 2  # of a report; fewer hide what it prints
HIDES = "menyembunyikan isinya"
AFTER_LAST_DATE = 2_958_466  # the day after 31 December 9999 as Excel counts days


@dataclass(frozen=True)
class Section:
    """One of the up to four parts of a format.

    place: places of digits, as written; writings: its literal text, prefix that before the digits,
    gap: whether a separator is written among them; percent: signs that multiply by 100; thousands:
    times a number is divided by 1.000. condition: its operator and number.
    """

    place: str
    decimals: int
    writings: str
    prefix: str
    gap: bool
    percent: int
    thousands: int
    general: bool
    when: bool
    text: bool
    scientific: bool
    fraction: bool
    condition: tuple[str, float] | None


@dataclass(frozen=True)
class Shown:
    """What a cell with a number looks like.

    percent: the cell shows the number times 100 and a percent sign. problems: how what it shows
    differs from what it holds; "" where it does not. doubtful: it may be meant so. leading_zeros:
    it shows zeros before the number.
    """

    percent: bool = False
    problems: str = ""
    doubtful: bool = False
    leading_zeros: bool = False


@lru_cache(maxsize=512)
def parse_format(code: str) -> tuple[Section, ...]:
    """The sections of a number format."""
    part: list[list[re.Match[str]]] = [[]]
    for found in _TOKEN.finditer(code):
        if found["other"] == ";":
            part.append([])
        else:
            part[-1].append(found)
    return tuple(_section(b) for b in part)


def _section(token: list[re.Match[str]]) -> Section:
    writings = [_literal(t) for t in token]
    sign = [t["other"] if t["other"] and t["other"] in "0#?.,%@" else "" for t in token]
    place = [i for i, t in enumerate(token) if t["general"] or sign[i] in {*_PLACEHOLDER, "@"}]
    initial, end = (place[0], place[-1]) if place else (0, 0)
    number = "".join(sign).replace("%", "")
    brackets = [t["bracket"] for t in token if t["bracket"] is not None]
    condition = next((s for k in brackets if (s := _CONDITION.fullmatch(k))), None)
    return Section(
        place="".join(c for c in number if c in _PLACEHOLDER),
        decimals=sum(c in _PLACEHOLDER for c in number.partition(".")[2]),
        writings="".join(writings),
        prefix="".join(writings[:initial]),
        gap=bool(re.search(r"[.,]", "".join(writings[initial:end]))),
        percent=sign.count("%"),
        thousands=_count_divisor(number),
        general=any(t["general"] for t in token),
        when=any(_TIME_CODES.fullmatch(k) for k in brackets) or any(map(_is_time, token)),
        text="@" in sign,
        scientific=any(t["power"] for t in token),
        fraction=any(t["other"] == "/" for t in token),
        condition=(condition[1], float(condition[2])) if condition else None,
    )


def _literal(t: re.Match[str]) -> str:
    """The literal text that a token writes."""
    if t["bracket"] is not None:  # [$Rp-421] writes Rp
        return t["bracket"][1:].partition("-")[0] if t["bracket"].startswith("$") else ""
    if t["quoted"] is not None or t["escaped"] is not None:
        return str(t["quoted"] if t["quoted"] is not None else t["escaped"])
    return t["other"] if t["other"] is not None and t["other"] not in "0#?.,%@/" else ""


def _is_time(t: re.Match[str]) -> bool:
    return t["other"] is not None and t["other"].lower() in "ymdhs"


def _count_divisor(number: str) -> int:
    """Commas behind the last digit, or just before the decimal point, divide by 1.000 each."""
    whole, _, fraction = number.partition(".")
    return sum(
        len(b) - len(b.rstrip(",")) for b in (whole, fraction) if any(c in b for c in _PLACEHOLDER)
    )


_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq,
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
}  # fmt: skip


def _choose(value: float, every: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section that shows the number, and whether it must write the minus itself."""
    if any(s.condition for s in every):
        for s in every[:3]:
            if s.condition is None or _COMPARE[s.condition[0]](value, s.condition[1]):
                return s, False
        return every[-1], False
    if value < 0 and len(every) > 1:
        return every[1], True
    return every[2] if value == 0 and len(every) > 2 else every[0], False


def show_number(value: float, code: str) -> Shown:
    """How this format shows a number; a date is none of its business."""
    s, without_minus = _choose(value, parse_format(code))
    if s.when:
        return Shown() if 0 <= value < AFTER_LAST_DATE else Shown(problems=HIDES)  # Excel: ####
    if not (s.place or s.general or s.text):
        zero = value == 0 and s.writings.strip(" ()") in {"-", "–", "—"}
        return Shown() if zero else Shown(problems=HIDES)
    whole = s.place[: len(s.place) - s.decimals].count("0")
    leading_zeros = whole > 1 and abs(value) < 10.0 ** (whole - 1)
    problems, doubtful = next(_list_problems(value, code, s, without_minus), ("", False))
    return Shown(s.percent == 1, problems, doubtful, leading_zeros)


def _list_problems(
    value: float, code: str, s: Section, without_minus: bool
) -> Iterator[tuple[str, bool]]:
    """What is wrong with a format, the gravest first, and whether it may be meant so."""
    signed = re.search(r"[-−(]", re.sub(r"\([^()]*\)", "", s.prefix))
    loose = value > 0 or (value < 0 and not without_minus and s.condition is None)
    if s.thousands:
        yield f"menampilkannya dibagi {1000**s.thousands:,}".replace(",", "."), False
    if (without_minus and not re.search(r"[-−(]", s.writings)) or (signed and loose):
        yield "mengubah tandanya", False
    if s.gap or re.search(r"\d", s.writings) or _UNIT.search(s.writings):
        yield f"menambahkan tulisan “{s.writings.strip()}” pada angkanya", False
    if s.scientific:
        yield "menampilkannya sebagai bilangan berpangkat", True
        return
    if s.fraction and value != int(value):
        yield "menampilkannya sebagai pecahan", True
    amount = abs(value) * 100**s.percent
    if s.place and amount < 0.5 / 10**s.decimals and "0" not in s.place and "?" not in s.place:
        yield HIDES, False
    if "%" in s.writings or s.percent > 1 or ("%" in code and not s.percent):
        yield "memuat tanda persen yang tidak mengubah angkanya", True
    if s.place and (shown := _rounded(amount, s.decimals)) is not None:
        yield f"menampilkannya dibulatkan menjadi {shown}", True


def _rounded(amount: float, decimals: int) -> str | None:
    """What a number is rounded to, in fewer decimals than the report prints, or to nothing.

    None where it is shown whole; what floats add beyond 12 digits is not shown by anybody.
    """
    exact = Decimal(f"{amount:.12g}")
    shown = exact.scaleb(decimals).to_integral_value(ROUND_HALF_UP).scaleb(-decimals)
    hidden = shown != exact and (not shown or decimals < PRINTED_DECIMALS)
    return f"{shown:f}".replace(".", ",") if hidden else None


def is_text_hidden(code: str) -> bool:
    """Whether a format shows another text than the cell holds, or none."""
    every = parse_format(code)
    return len(every) > 3 and not every[3].text
