"""What a number format shows of a number: whether what Excel shows is what the cell holds."""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from lkip_helpers.schema.numbers import swap_marks

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
_DIVISIONS = re.compile(r"[0#?](,+)(?=\.|$)")  # each comma behind the digits divides by 1.000
HIDES = "menyembunyikan isinya"
AFTER_LAST_DATE = 2_958_466  # the day after 31 December 9999 as Excel counts days
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq,
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One of the up to four sections of a format.

    digits: its digit placeholders; literals: its literal text, prefix: that before the digits,
    separated: whether a literal separator stands among them; percents: signs that multiply by 100;
    thousands: how often a number is divided by 1.000. date: shows a date or time. text: shows text
    (@). condition: its operator and number.
    """

    digits: str
    decimals: int
    literals: str
    prefix: str
    separated: bool
    percents: int
    thousands: int
    general: bool
    date: bool
    text: bool
    scientific: bool
    fraction: bool
    condition: tuple[str, float] | None


@dataclass(frozen=True)
class Shown:
    """How a cell shows its number.

    percent: as the number times 100 with a percent sign. problems: how what is shown differs from
    what the cell holds, "" where it does not. doubtful: that may be intended. leading_zeros: with
    zeros before the number.
    """

    percent: bool = False
    problems: str = ""
    doubtful: bool = False
    leading_zeros: bool = False


@lru_cache(maxsize=512)
def parse_format(code: str) -> tuple[Section, ...]:
    """The sections of a number format."""
    sections: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(map(_parse_section, sections))


def _parse_section(tokens: list[re.Match[str]]) -> Section:
    literals = [_read_literal(t) for t in tokens]
    others = [t["other"] or "" for t in tokens]
    symbols = [other if other in {*"0#?.,%@"} else "" for other in others]
    digits = [i for i, t in enumerate(tokens) if t["general"] or symbols[i] in {*_PLACEHOLDER, "@"}]
    first, last = (digits[0], digits[-1]) if digits else (0, 0)
    number = "".join(symbols).replace("%", "")
    brackets = [t["bracket"] for t in tokens if t["bracket"] is not None]
    condition = next(filter(None, map(_CONDITION.fullmatch, brackets)), None)
    return Section(
        digits="".join(c for c in number if c in _PLACEHOLDER),
        decimals=sum(c in _PLACEHOLDER for c in number.partition(".")[2]),
        literals="".join(literals),
        prefix="".join(literals[:first]),
        separated=bool(re.search(r"[.,]", "".join(literals[first:last]))),
        percents=symbols.count("%"),
        thousands=sum(map(len, _DIVISIONS.findall(number))),
        general=any(t["general"] for t in tokens),
        date=any(_TIME_CODES.fullmatch(b) for b in brackets)
        or not {*"ymdhs"}.isdisjoint("".join(others).lower()),
        text="@" in symbols,
        scientific=any(t["power"] for t in tokens),
        fraction="/" in others,
        condition=(condition[1], float(condition[2])) if condition else None,
    )


def _read_literal(token: re.Match[str]) -> str:
    """The literal text that a token shows."""
    if (bracket := token["bracket"]) is not None:  # [$Rp-421] shows Rp
        return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""
    if (text := token["quoted"] if token["escaped"] is None else token["escaped"]) is not None:
        return str(text)
    return token["other"] if token["other"] is not None and token["other"] not in "0#?.,%@/" else ""


def _choose(value: float, sections: tuple[Section, ...]) -> tuple[Section, bool]:
    """The section that shows the number, and whether it must write the minus itself."""
    if any(s.condition for s in sections):
        for section in sections[:3]:
            if not section.condition or _COMPARE[section.condition[0]](value, section.condition[1]):
                return section, False
        return sections[-1], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return sections[2] if value == 0 and len(sections) > 2 else sections[0], False


def show_number(value: float, code: str) -> Shown:
    """How this format shows a number; a date is not judged, unless Excel cannot show it."""
    section, unsigned = _choose(value, parse_format(code))
    if section.date:
        return Shown() if 0 <= value < AFTER_LAST_DATE else Shown(problems=HIDES)  # Excel: ####
    if not (section.digits or section.general or section.text):
        dash = value == 0 and section.literals.strip(" ()") in {"-", "–", "—"}
        return Shown() if dash else Shown(problems=HIDES)
    zeros = section.digits[: len(section.digits) - section.decimals].count("0")
    leading_zeros = zeros > 1 and abs(value) < 10.0 ** (zeros - 1)
    problems, doubtful = next(_list_problems(value, code, section, unsigned), ("", False))
    return Shown(section.percents == 1, problems, doubtful, leading_zeros)


def _list_problems(
    value: float, code: str, section: Section, unsigned: bool
) -> Iterator[tuple[str, bool]]:
    """What is wrong with a format, the gravest first, and whether it may be intended.

    unsigned: the number is negative, and the section must write the minus itself.
    """
    literals, digits, decimals = section.literals, section.digits, section.decimals
    minus = re.search(r"[-−(]", re.sub(r"\([^()]*\)", "", section.prefix))
    added = value > 0 or (value < 0 and not unsigned and section.condition is None)
    if section.thousands:
        yield f"menampilkannya dibagi {swap_marks(f'{1000**section.thousands:,}')}", False
    if (unsigned and not re.search(r"[-−(]", literals)) or (minus and added):
        yield "mengubah tandanya", False
    if section.separated or re.search(r"\d", literals) or _UNIT.search(literals):
        yield f"menambahkan tulisan “{literals.strip()}” pada angkanya", False
    if section.scientific:
        yield "menampilkannya sebagai bilangan berpangkat", True
        return
    if section.fraction and value != int(value):
        yield "menampilkannya sebagai pecahan", True
    amount = abs(value) * 100**section.percents
    if digits and amount < 0.5 / 10**decimals and "0" not in digits and "?" not in digits:
        yield HIDES, False
    if "%" in literals or section.percents > 1 or ("%" in code and not section.percents):
        yield "memuat tanda persen yang tidak mengubah angkanya", True
    if digits and (shown := _find_rounding(amount, decimals)) is not None:
        yield f"menampilkannya dibulatkan menjadi {shown}", True


def _find_rounding(amount: float, decimals: int) -> str | None:
    """What a number is rounded to, if in fewer decimals than the report prints, or to zero.

    None where nothing is lost; digits beyond the 12th are noise of binary floats.
    """
    exact = Decimal(f"{amount:.12g}")
    shown = exact.scaleb(decimals).to_integral_value(ROUND_HALF_UP).scaleb(-decimals)
    lost = shown != exact and (not shown or decimals < 2)  # of a report; fewer hide what it prints
    return swap_marks(f"{shown:f}") if lost else None


def is_text_hidden(code: str) -> bool:
    """Whether a format shows another text than the cell holds, or none."""
    sections = parse_format(code)
    return len(sections) > 3 and not sections[3].text
