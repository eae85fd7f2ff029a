"""Budget codes (Permendagri 90/2019) and units as exports write them: whole, split, glued."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.schema.cells import fold_text, tidy_text
from lkip_helpers.sipd.roles import mentions

_OFFICE = r"\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d"
_ORGANISATION = rf"{_OFFICE}(?:\.\d{{4}})?"
_WITH_ORGANISATION = re.compile(rf"(?:\d\.\d\d\.)?{_ORGANISATION}(?:\.(?P<sisa>.+))?")
_BELANJA = r"[456]\.\d(?:\.\d{2,3}){0,3}(?:\.\d{4,5})?"
_KEGIATAN = re.compile(
    r"(?:(?P<dobel>\d\.\d\d)\.(?=(?P=dobel)\.\d\d))?(?P<program>(?:\d\.\d\d|X\.XX)\.\d\d)"
    rf"(?:\.(?P<kegiatan>\d\.\d\d)(?:\.(?P<sub>\d\d(?:\d\d)?))?)?(?:\.(?P<belanja>{_BELANJA}|(?<=\.\d{{4}}\.)[456]))?"
)
_GLUED = re.compile(r"\[?([\dX](?:\s?\.\s?[\dX]+)*)\.?\]?(?:\s*[-–:]\s*|\s+)(\D.*)", re.DOTALL)
_HEADING = re.compile(r"(urusan|unsur|belanja|pendapatan|pembiayaan)\b", re.IGNORECASE)
_ACCOUNTS = {"4": "pendapatan", "5": "belanja", "6": "pembiayaan"}
_PART_DIGITS = (1, 2, 2, 1, 2, 2)  # digits of each part down to the sub kegiatan
_CAPITALS = re.compile(r"\b(?!(?:[IVX]+|UPTD?)\b)[A-Z][A-Z'’]+\b")  # of a name, not a numeral
_MONTH = r"(?:jan|[fp]eb|mar|apr|mei|may|ju[nl]|agu|agt|aug|sep|o[kc]t|no[vp]|de[sc])(?!a\b)[a-z]*"
_DATE = re.compile(rf"(\d{{1,4}}|{_MONTH})[-/](\d\d?|{_MONTH})([-/]\d{{1,4}})?", re.IGNORECASE)
_BEFORE_2021 = re.compile(r"\d\.\d\d\.\d\.\d\d\.\d\d(\.\d\d){1,2}")  # Permendagri 13/2006
_CODE_LIKE = re.compile(r"[\dX](?:\s?\.\s?[\dX]+)+\.?")
_UNIT_CODE = re.compile(rf"(?P<skpd>{_OFFICE})(?:\.(?P<unit>\d{{4}}))?$")


class Level(IntEnum):
    """Depth of a row; belanja lies below the sub kegiatan, deeper with every part of its code."""

    URUSAN = 0
    BIDANG = 1
    ORGANISATION = 2
    PROGRAM = 3
    KEGIATAN = 4
    SUB = 5
    BELANJA = 6


LEVELS = {"program": Level.PROGRAM, "kegiatan": Level.KEGIATAN, "sub": Level.SUB}  # by role
LEVEL_WORDS = {Level.PROGRAM: "program", Level.KEGIATAN: "kegiatan", Level.SUB: "sub kegiatan"}
PARENTS = Level.PROGRAM, Level.KEGIATAN


@dataclass(frozen=True)
class Code:
    """A code without that of its organisation; depth: a Level, BELANJA and beyond for rekening."""

    depth: int
    text: str


@lru_cache(maxsize=4096)
def parse_code(text: str) -> Code | None:
    """The code that `text` is; None where it is none."""
    normalized = re.sub(r"\s*[.\s]\s*", ".", text.strip().lstrip("'’`")).strip(".").upper()
    if of_organisation := _WITH_ORGANISATION.fullmatch(normalized):
        if not (rest := of_organisation["sisa"]):
            return Code(Level.ORGANISATION, normalized)
        return parse_code(rest) or parse_code(f"{normalized[:4]}.{rest}")
    found = _KEGIATAN.fullmatch(normalized)
    if found and not found["belanja"]:
        parts = [*filter(None, found.group("program", "kegiatan", "sub"))]
        return Code(Level.PROGRAM + len(parts) - 1, ".".join(parts))
    belanja = found["belanja"] if found else normalized
    if re.fullmatch(_BELANJA, belanja) or found:
        return Code(Level.BELANJA + belanja.count("."), belanja)
    if re.fullmatch(r"\d\.\d\d", normalized):
        return Code(Level.BIDANG, normalized)
    return Code(Level.URUSAN, normalized) if re.fullmatch(r"\d", normalized) else None


@lru_cache(maxsize=4096)
def split_code(text: str) -> tuple[Code | None, str]:
    """A code glued before a name, and the name; a lone digit is a code only before a heading.

    "7 UNSUR KEWILAYAHAN" has one, "2 unit komputer" has none.
    """
    text = " ".join(text.split())
    if not (glued := _GLUED.fullmatch(text)):
        return None, text
    code, name = parse_code(glued[1]), glued[2]
    if code is None or (len(code.text) == 1 and not _HEADING.match(name)):
        return None, text
    return _resolve_lone_digit(code, name), name


def _resolve_lone_digit(code: Code, name: str) -> Code:
    """A lone 4, 5 or 6 is an account where its name says so, and urusan otherwise."""
    account = code.text in _ACCOUNTS and re.match(rf"{_ACCOUNTS[code.text]}\b", name, re.IGNORECASE)
    return Code(Level.BELANJA, code.text) if account else code


def looks_like_code(text: str) -> bool:
    """Whether a text looks like a code, glued or alone, though it may be none."""
    return bool(_CODE_LIKE.match(text.strip()))


def is_code_text(text: str) -> bool:
    """Whether a text consists of the characters of codes only, or is a date made of one."""
    return bool(re.fullmatch(r"['’`]?[\dXx.\s\u00a0]+", text) or _DATE.fullmatch(text.strip()))


def read_code(
    cells: Sequence[Any], name: str, previous: Sequence[str]
) -> tuple[Code | None, list[str]]:
    """The code of a row from its code cells, and their texts for the row below.

    previous: texts of the row above, which fill blank cells on the left. Raises InvalidArgument.
    """
    parts = [_read_code_cell(v) for v in cells]
    first = next((i for i, part in enumerate(parts) if part), None)
    if first is None:
        return None, list(previous)
    full = [*(previous[:first] or [""] * first), *parts[first:]]
    text = ".".join(filter(None, (part.strip(" .") for part in full)))
    code = (parse_code(_pad(text)) if len(parts) > 1 else None) or parse_code(text)
    code = code or _read_stacked(list(filter(None, parts)))
    if code is None and text.startswith("7.1."):  # as a spreadsheet joins the numbers of its parts
        code = parse_code(_pad(text))
    if code is None:
        cause = "dari nomenklatur sebelum 2021" if _BEFORE_2021.fullmatch(text) else "tidak dikenal"
        raise InvalidArgument(f"kode “{text}” {cause}", "tulis seperti 7.01.01.2.01.0001")
    return _resolve_lone_digit(code, name), full


def _read_stacked(parts: Sequence[str]) -> Code | None:
    """The last of whole codes side by side, each of which extends the one before; else None."""
    codes = [code for part in parts if (code := parse_code(part))]
    nested = all(
        lower.text.startswith(upper.text) or lower.depth >= Level.BELANJA
        for upper, lower in pairwise(codes)
    )
    return codes[-1] if nested and len(codes) == len(parts) else None


def _read_code_cell(value: Any) -> str:
    """A code cell as text. Raises InvalidArgument for a date or number that Excel made of it."""
    advice = "ubah format kolom kode menjadi Teks, lalu ketik ulang kodenya"
    if isinstance(value, date | datetime) or _DATE.fullmatch(tidy_text(value)):
        raise InvalidArgument("kode telah diubah Excel menjadi tanggal", advice)
    if isinstance(value, float) and not value.is_integer():
        text = repr(value)
        if len(text.partition(".")[2]) != 2:
            message = f"kode {text} tersimpan sebagai angka sehingga nolnya tidak pasti"
            raise InvalidArgument(message, advice)
        return text
    if isinstance(value, int | float) and value >= 1000:
        message = f"kode tersimpan sebagai angka {int(value)}; titiknya hilang, atau itu tanggal"
        raise InvalidArgument(message, advice)
    return tidy_text(value)


def _pad(text: str) -> str:
    """A code whose parts were split over cells, with the leading zeros that numbers lose."""
    parts = text.split(".")
    if len(parts) > len(_PART_DIGITS):
        return text
    return ".".join(part.zfill(n) for part, n in zip(parts, _PART_DIGITS, strict=False))


def code_key(text: str) -> str:
    """A code for comparing: 7.01.01.2.01.01 and 7.01.01.2.01.0001 are one sub kegiatan."""
    parent, dot, last = text.strip().rpartition(".")
    return f"{parent}{dot}{int(last)}" if last.isdecimal() else text.strip()


def is_sub_unit(name: str, code: str = "") -> bool:
    """Whether a unit is below the kecamatan, by its name or by the end of its code."""
    unit = _UNIT_CODE.search(code)
    return mentions("nama_sub_unit", fold_text(name)) or bool(unit and int(unit["unit"] or 0))


def find_office(code: str) -> str:
    """The code of the office to which the unit of a code belongs; "" where the code names none."""
    return unit["skpd"] if (unit := _UNIT_CODE.search(code)) else ""


def split_unit(text: str) -> tuple[str, str]:
    """The code of a unit, "" without one, and its name."""
    code, name = split_code(text)
    return code.text if code else "", name


def find_unit_name(text: str) -> str:
    """The name of a sub unit without its code and capitals, in full; "" for another unit."""
    code, name = split_unit(text)
    full = re.sub(r"^kel\b\.? *", "Kelurahan ", name, flags=re.IGNORECASE)
    written = _CAPITALS.sub(lambda word: word[0].capitalize(), full)
    return written if is_sub_unit(name, code) else ""
