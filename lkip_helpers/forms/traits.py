"""Characteristics of respondents as they are kept; personal data goes no further than here."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.forms.words import cell_text, contains, fold, pattern, starts_with
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import is_personal
from lkip_helpers.schema.numbers import EMPTY

PARTIAL = 0.3  # a column with this share of personal cells is a personal column
LONGEST = 60  # characters of a characteristic
FREE, PERSONAL = ("pekerjaan", "layanan"), "data pribadi"
_MARKER = re.compile(r"\d{3,}|\br[tw]\W*\d", re.IGNORECASE)


def is_personal_column(cells: Sequence[Any]) -> bool:
    """Whether a column is personal by its contents; cells: its filled ones."""
    return bool(cells) and sum(map(is_personal, cells)) >= PARTIAL * len(cells)


def find_drop_reason(head: str) -> str:
    """Why a column is left out by its head: personal or free text; "" for any other."""
    rule, text = load_rules("forms"), fold(head)
    if contains(text, rule["pribadi"]):
        return "" if starts_with(text, rule["bukan_pribadi_awal"]) else PERSONAL
    return "isian bebas" if contains(text, rule["bebas"]) else ""


def is_always_personal(head: str) -> bool:
    """Whether a head is personal whatever its column holds: it begins with nama, NIK, alamat."""
    starts = starts_with(fold(head), load_rules("forms")["pribadi_awal"])
    return starts and find_drop_reason(head) == PERSONAL


def list_common(cells: Iterable[Any]) -> frozenset[str]:
    """The wordings of a column of free text that several respondents share, folded."""
    times = Counter(fold(cell_text(v)) for v in cells)
    return frozenset(text for text, n in times.items() if n >= 3)  # so many share no name


def read_trait(name: str, value: Any, common: frozenset[str], terms: frozenset[str]) -> str | None:
    """The value to keep, None where blank. Raises InvalidArgument.

    common: the wordings several respondents share; terms: words of the services of the office.
    """
    text = pattern("nomor_pilihan").sub("", cell_text(value))
    if text in EMPTY:
        return None
    if isinstance(value, bool | date) or is_personal(value) or len(text) > LONGEST:
        raise InvalidArgument("isinya bukan ciri responden")
    if name in FREE:
        return _read_free(name, text, common, terms)
    known, folded = load_rules("forms")["isi_ciri"][name], fold(text)
    if name == "jenis_kelamin":
        if folded not in known:
            raise InvalidArgument("isinya bukan laki-laki atau perempuan")
        return str(known[folded])
    if text.isdecimal() and len(text) == 1:
        raise InvalidArgument("isinya nomor pilihan", "ganti dengan kata-katanya bila perlu")
    has_age = name == "usia" and any(map(str.isdecimal, folded.split()))
    if not all(w in known or (has_age and w.isdecimal()) for w in folded.split()):
        raise InvalidArgument("isinya tidak dikenal")
    if name == "usia" and not has_age:
        raise InvalidArgument("isinya bukan usia")
    return text


def _read_free(name: str, text: str, common: frozenset[str], terms: frozenset[str]) -> str:
    """Free text, where it cannot name a person: only known words, or a common wording."""
    rule, folded = load_rules("forms")["kata_ciri"], fold(text)
    known = {*rule[name], *(terms if name == "layanan" else ())}
    may_name = contains(folded, rule["penanda_orang"]) or _MARKER.search(text)
    if set(folded.split()) <= known or (folded in common and not may_name):
        return text
    sheet = ", atau daftarkan pada lembar Layanan" if name == "layanan" else ""
    advice = f"tulis jenisnya saja bila perlu{sheet}"
    raise InvalidArgument("isian bebas yang mungkin memuat nama orang", advice)
