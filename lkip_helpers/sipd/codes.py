"""Budget codes (Permendagri 90/2019) and units as exports write them: whole, split, glued."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.sheet import tidy_up


class Level(IntEnum):
    """Depth of a row; belanja lies below the sub kegiatan, deeper with every part of its code."""

    URUSAN = 0
    BIDANG = 1
    ORGANISATION = 2
    PROGRAM = 3
    KEGIATAN = 4
    SUB = 5
    BELANJA = 6


def tidy_text(value: Any) -> str:
    """A cell as text, its blanks and line breaks folded."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


@dataclass(frozen=True)
class Code:
    """One code: its depth (BELANJA and beyond for rekening), its text without organisation."""

    depth: int
    text: str


class InvalidCode(LkipError, ValueError):
    """A code that Excel or a hand has spoiled; in Indonesian, with its cure."""


_ORGANISATION = r"\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d(?:\.\d{4})?"
_WITH_ORGANISATION = re.compile(rf"(?:\d\.\d\d\.)?{_ORGANISATION}(?:\.(?P<sisa>.+))?")
_BELANJA = r"[456]\.\d(?:\.\d{2,3}){0,3}(?:\.\d{4,5})?"
_KEGIATAN = re.compile(
    r"(?:(?P<dobel>\d\.\d\d)\.(?=(?P=dobel)\.\d\d))?(?P<program>(?:\d\.\d\d|X\.XX)\.\d\d)"
    rf"(?:\.(?P<kegiatan>\d\.\d\d)(?:\.(?P<sub>\d\d(?:\d\d)?))?)?(?:\.(?P<belanja>{_BELANJA}|(?<=\.\d{{4}}\.)[456]))?"
)
_GLUED = re.compile(r"\[?([\dX](?:\s?\.\s?[\dX]+)*)\.?\]?(?:\s*[-–:]\s*|\s+)(\D.*)", re.DOTALL)
_HEADING = re.compile(r"(urusan|unsur|belanja|pendapatan|pembiayaan)\b", re.IGNORECASE)
_PART_DIGITS = (1, 2, 2, 1, 2, 2)  # digits of each part down to the sub kegiatan
_SIMILAR = re.compile(r"[\dX](?:\s?\.\s?[\dX]+)+\.?")


@lru_cache(maxsize=4096)
def parse_code(text: str) -> Code | None:
    """The code that `text` is; None where it is none of those there are."""
    tidy = re.sub(r"\s*\.\s*", ".", text.strip().lstrip("'’`")).strip(".").upper()
    if m := _WITH_ORGANISATION.fullmatch(tidy):
        if not (rest := m["sisa"]):
            return Code(Level.ORGANISATION, tidy)
        return parse_code(rest) or parse_code(f"{tidy[:4]}.{rest}")
    m = _KEGIATAN.fullmatch(tidy)
    if m and not m["belanja"]:
        parts = [p for p in (m["program"], m["kegiatan"], m["sub"]) if p]
        return Code(Level.PROGRAM + len(parts) - 1, ".".join(parts))
    belanja = m["belanja"] if m else tidy
    if re.fullmatch(_BELANJA, belanja) or m:
        return Code(Level.BELANJA + belanja.count("."), belanja)
    if re.fullmatch(r"\d\.\d\d", tidy):
        return Code(Level.BIDANG, tidy)
    return Code(Level.URUSAN, tidy) if re.fullmatch(r"\d", tidy) else None


@lru_cache(maxsize=4096)
def split_code(text: str) -> tuple[Code | None, str]:
    """A code glued before a name, and the name; a lone digit is a code only before its own words.

    "7 UNSUR KEWILAYAHAN" has one, "2 unit komputer" has none.
    """
    tidy = " ".join(text.replace("\u00a0", " ").split())
    if not (m := _GLUED.fullmatch(tidy)):
        return None, tidy
    code = parse_code(m[1])
    if code is None or (len(code.text) == 1 and not _HEADING.match(m[2])):
        return None, tidy
    return _sure(code, m[2]), m[2]


def _sure(code: Code, name: str) -> Code:
    """A lone 5 is belanja where its name says so, and urusan otherwise."""
    belanja = code.text == "5" and re.match(r"belanja\b", name, re.IGNORECASE)
    return Code(Level.BELANJA, "5") if belanja else code


def is_similar(text: str) -> bool:
    """Whether a text looks like a code, glued or alone, though it may be none."""
    return bool(_SIMILAR.match(text.strip()))


def is_code_number(text: str) -> bool:
    """Whether a text has only what codes have."""
    return bool(re.fullmatch(r"['’`]?[\dXx.\s\u00a0]+", text))


def read_code(
    cells: Sequence[Any], name: str, previous: Sequence[str]
) -> tuple[Code | None, list[str]]:
    """The code of a row from its code cells, and their texts for the row below.

    previous: the texts of the row above; parts left blank on the left are its. Raises InvalidCode.
    """
    parts = [_text(v) for v in cells]
    left = next((i for i, part in enumerate(parts) if part), None)
    if left is None:
        return None, list(previous)
    full = [*(previous[:left] or [""] * left), *parts[left:]]
    text = ".".join(part.strip(" .") for part in full if part.strip(" ."))
    code = (parse_code(_pad(text)) if len(parts) > 1 else None) or parse_code(text)
    code = code or _read_stacked(list(filter(None, parts)))
    if code is None:
        raise InvalidCode(f"kode “{text}” tidak dikenal", "tulis seperti 7.01.01.2.01.0001")
    return _sure(code, name), full


def _read_stacked(parts: Sequence[str]) -> Code | None:
    """Whole codes side by side, each going on the one before: the last of them."""
    codes = [code for part in parts if (code := parse_code(part))]
    rising = all(b.text.startswith(a.text) or b.depth >= Level.BELANJA for a, b in pairwise(codes))
    return codes[-1] if rising and len(codes) == len(parts) else None


def _text(value: Any) -> str:
    """A code cell as text; Excel makes dates and numbers of codes."""
    again = "ubah format kolom kode menjadi Teks, lalu ketik ulang kodenya"
    if isinstance(value, date | datetime):
        raise InvalidCode("kode telah diubah Excel menjadi tanggal", again)
    if isinstance(value, float) and not value.is_integer():
        text = repr(value)
        if len(text.partition(".")[2]) != 2:
            message = f"kode {text} tersimpan sebagai angka sehingga nolnya tidak pasti"
            raise InvalidCode(message, again)
        return text
    return tidy_text(value)


def _pad(text: str) -> str:
    """Parts split over cells, with the zeros that numbers lose."""
    parts = text.split(".")
    if len(parts) > len(_PART_DIGITS):
        return text
    return ".".join(p.zfill(w) for p, w in zip(parts, _PART_DIGITS, strict=False))


def code_key(text: str) -> str:
    """A code for comparing: 7.01.01.2.01.01 and 7.01.01.2.01.0001 are one sub kegiatan."""
    front, point, end = text.strip().rpartition(".")
    return f"{front}{point}{int(end)}" if end.isdecimal() else text.strip()


_KELURAHAN = re.compile(r"^(kantor )?(kelurahan|kel\.|desa|lurah|upt|uptd)\b")
_END = re.compile(r"(?P<skpd>\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d)(?:\.(?P<unit>\d{4}))?$")


def is_sub_unit(name: str, code: str = "") -> bool:
    """Whether a unit is one below the office, by its name or by the end of its code."""
    m = _END.search(code)
    return bool(_KELURAHAN.match(tidy_up(name))) or bool(m and int(m["unit"] or 0))


def tell_office(code: str) -> str:
    """The code of the office that a code of a unit belongs to; "" for none."""
    m = _END.search(code)
    return m["skpd"] if m else ""


def unit_name(text: str) -> str:
    """The name of a unit without its code, words written in capitals as names are."""
    code, name = split_code(text)
    if not is_sub_unit(name, code.text if code else ""):
        return ""
    return name.title() if name.isupper() else name
