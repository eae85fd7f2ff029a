"""The role of a column of a budget export, found from its own head and those of its group."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import compress
from typing import Literal, NamedTuple

from lkip_helpers.rules import load_pattern, load_rules
from lkip_helpers.rules.dates import MONTHS

Role = Literal[
    "kode", "kode_program", "kode_kegiatan", "kode_sub", "uraian", "program", "kegiatan", "sub",
    "unit", "subunit", "tahun", "pagu_sebelum", "pagu", "realisasi", "persen", "selisih", "sisa",
    "bagian", "bagian_sebelum", "bagian_realisasi", "kala", "kala_realisasi", "kala_tanpa",
    "output", "rincian", "setoran", "cair", "pagu_lemah", "ragu", "lain", "nomor",
]  # fmt: skip
MONEY: tuple[Role, ...] = ("pagu_sebelum", "pagu", "realisasi")
PARTS: dict[Role, tuple[Role, ...]] = {
    "pagu_sebelum": ("bagian_sebelum",), "pagu": ("bagian", "kala"),
    "realisasi": ("bagian_realisasi", "kala_realisasi"),
}  # fmt: skip
CHECKED: tuple[Role, ...] = ("persen", "selisih", "sisa")
NUMBERS: tuple[Role, ...] = (
    *MONEY, "selisih", "sisa", *(part for role in MONEY for part in PARTS[role]), "kala_tanpa",
    "setoran", "cair", "ragu",
)  # fmt: skip
NAME: tuple[Role, ...] = ("uraian", "program", "kegiatan", "sub")
CODES: tuple[Role, ...] = ("kode", "kode_program", "kode_kegiatan", "kode_sub")
OTHER_REASON = "bukan kolom lembar DPA"
TAHUN_REASON = "tahun lain"
PERIOD_REASON = "baru sebagian tahun"
WEAK_REASON = "satu-satunya kolom angka"
DISBURSED_REASON = "menurut pencairannya"
UNKNOWN_REASON = "artinya tidak dikenal"
UNTITLED_REASON = "kolom tanpa judul"
UNKNOWN_REASONS = (UNKNOWN_REASON, UNTITLED_REASON)
NO_MONEY: tuple[tuple[str, bool, Role], ...] = (  # pattern, whether group heads count, role
    ("setoran", False, "setoran"), ("bukan_uang", False, "lain"), ("fisik", True, "lain"),
    ("selisih", True, "selisih"), ("sisa", True, "sisa"),
)  # fmt: skip
_DAY, _MONTH, _YEAR = r"(?P<d>\d{1,2})", r"(?P<m>0?[1-9]|1[0-2])", r"(?P<y>20\d\d)"
_DATES = [  # 30/09/2026, 30-9-2026, 2026-09-30
    re.compile(rf"(?<![\w./-]){parts}(?!\d)")
    for parts in (rf"{_DAY}[-/.]{_MONTH}[-/.]{_YEAR}", f"{_YEAR}-{_MONTH}-{_DAY}")
]
_BLANKS = str.maketrans("\u00a0_", "  ")
Unit = Literal["bulan", "triwulan", "semester"]
COUNTS: dict[Unit, int] = {"bulan": 12, "triwulan": 4, "semester": 2}
pattern = partial(load_pattern, "sipd")


def mentions(name: str, text: str) -> bool:
    """Whether the pattern `name` matches anywhere in a text."""
    return bool(pattern(name).search(text))


def is_exactly(name: str, text: str) -> bool:
    """Whether the pattern `name` matches the whole of a text."""
    return bool(pattern(name).fullmatch(text))


class PeriodOfYear(NamedTuple):
    """The n-th month, quarter or half of a year; cumulative: everything up to its end."""

    unit: Unit
    number: int
    cumulative: bool

    @property
    def ends_year(self) -> bool:
        return self.number == COUNTS[self.unit]


def find_period(heads: Sequence[str]) -> PeriodOfYear | None:
    """The part of the year that heads name, the innermost head first; None where they name none."""
    ordinals = load_rules("sipd")["kala"]["ke"]
    cumulative = mentions("sampai", " › ".join(heads))
    if len(heads) > 1 and heads[-1] in ordinals:
        return PeriodOfYear("triwulan", ordinals[heads[-1]], cumulative)
    units: tuple[Unit, ...] = ("triwulan", "semester")
    for text in reversed(heads):
        for unit in units:
            if matches := list(pattern(unit).finditer(text)):
                ordinal = str(matches[-1][1])
                number = ordinals.get(ordinal) or int(ordinal)
                return PeriodOfYear(unit, number, cumulative)
        for number, month in reversed([*enumerate(load_rules("sipd")["pola"]["bulan"], 1)]):
            if re.search(rf"\b({month})\b", text):
                return PeriodOfYear("bulan", number, cumulative)
    return None


def spell_dates(text: str) -> str:
    """A text with the months of its dates in words: 30/09/2026 → 30 september 2026."""
    for date in _DATES:
        text = date.sub(lambda m: f"{m['d']} {MONTHS[int(m['m']) - 1].casefold()} {m['y']}", text)
    return text


def normalize_header(text: str) -> str:
    """A head for comparing: lower case, without unit of money, column number and final dots."""
    text = spell_dates(" ".join(str(text).translate(_BLANKS).casefold().split()))
    for abbreviation, word in load_rules("sipd")["singkatan"].items():
        text = re.sub(abbreviation, word, text)
    if find_multiplier((text,)) != 1:
        text = re.sub(r"\([^()]*\)$", " ", text) if text.endswith(")") else text
        text = pattern("lebih_ribuan").sub(" ", pattern("ribuan").sub(" ", text))
    text = re.sub(r"\bs\s?/\s?d\b\.?|\bs\.d\b\.?|\bsd\b(?=\s)", "s.d.", text)
    text = pattern("satuan_uang").sub(" ", text)
    return " ".join(re.sub(r"\(\s*\d+\s*\)$", "", text).split()).strip(" .:*")


def find_multiplier(heads: Sequence[str]) -> int:
    """Rupiah in one unit of a column, by its heads: 1, 1,000, or 0 where more or uncertain."""
    text = " › ".join(" ".join(str(h).casefold().split()) for h in heads)
    kinds = {"lebih_ribuan": 0, "ribuan": 1000, "ribuan_ragu": 0}
    return next((n for kind, n in kinds.items() if mentions(kind, text)), 1)


def find_role(heads: tuple[str, ...], tahun: int) -> tuple[Role, str]:
    """The role of a column, and the reason where it is left out; heads: from group to own.

    "pagu_lemah": a weak word (jumlah, nilai) that means the pagu only where no column says pagu.
    """
    if not (headers := [header for h in heads if (header := normalize_header(h))]):
        return "pagu_lemah", ""
    if not normalize_header(heads[-1]) or is_exactly("uang", headers[0]):  # a target in rupiah
        headers = [pattern("kinerja_dan_uang").sub("nilai", h) for h in headers]
    if mentions("realisasi", " › ".join(headers)):  # of the year before, drawn up after its end
        after = rf"\b((per|data|tanggal|posisi|keadaan) )*\d\d? (jan|feb|mar)[a-z]* {tahun + 1}\b"
        headers = [re.sub(after, " ", h).strip(" ()") for h in headers]
    full = " › ".join(headers)
    years = {int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", full)}
    if mentions("tahun_lain", full) or (years and tahun not in years):
        return "lain", TAHUN_REASON
    role = _find_text_role(headers, full) or _find_number_role(headers, full)
    return role, _explain_omission(headers, full) if role == "lain" else ""


def _explain_omission(heads: list[str], full: str) -> str:
    """Why a column is left out: part of a year, known to be something else, or not known."""
    if (period := find_period(heads)) and (period.cumulative or "realisasi" in full):
        return PERIOD_REASON
    own = heads[-1]
    known = mentions("bukan_uang", own) or "fisik" in full or mentions("bukan_ours", own)
    return OTHER_REASON if known and not mentions("target_uang", own) else UNKNOWN_REASON


def _find_text_role(heads: list[str], full: str) -> Role | None:
    """Codes, names, the unit, the output; None for what may be an amount."""
    own_head, exact = heads[-1], dict[str, Role](load_rules("sipd")["kepala_penuh"])
    if name := next((name for name in exact if is_exactly(name, own_head)), None):
        return exact[name]
    if "kode" in full or re.search(r"\brekening\b", own_head):
        return _find_code_role(heads)
    if mentions("uraian", own_head):
        return "uraian"
    levels = list_levels(own_head)
    named: Role | None = "uraian" if len(levels) > 1 else next(iter(levels), None)
    if mentions("output", full) and not mentions("bukan_uang", own_head):
        if named == "uraian" and pattern("tingkat").match(own_head):  # "… / Sub Kegiatan / Output"
            return named
        return "lain" if levels == ["program"] else "output"
    return None if mentions("bukan_tingkat", own_head) else named


def list_levels(text: str) -> list[Role]:
    """Programme, kegiatan and sub kegiatan, whichever a head names."""
    without_sub = pattern("sub").sub("", text)
    named = ("program" in without_sub, "kegiatan" in without_sub, mentions("sub", text))
    return list(compress(NAME[1:], named))


def _find_code_role(heads: list[str]) -> Role:
    """A code of one level, or of all; the code of a unit is no column of the sheet DPA."""
    if len(heads) == 1 and mentions("kode_lain", heads[-1]):
        return "lain"
    levels = list_levels(heads[-1])
    return CODES[NAME.index(levels[0])] if len(heads) == len(levels) == 1 else "kode"


def _find_number_role(heads: list[str], full: str) -> Role:
    """An amount, part of one (months, a kind of belanja), or what is computed from amounts."""
    if mentions("persen", heads[-1]):
        return "lain" if mentions("persen_lain", full) else "persen"
    if mentions("kelompok_persen", full):
        return "lain"
    for name, with_group, role in NO_MONEY:
        if mentions(name, full if with_group else heads[-1]):
            return role
    if period := find_period(heads):
        return _find_period_role(heads, period)
    if mentions("sebagian", full):
        return "lain"
    amount = _find_amount(heads)
    kind = "" if amount == "cair" else find_kind(heads)[0]  # each way of paying may be a realisasi
    whole: Role = "realisasi" if mentions("cara_bayar", kind) else "pagu"
    return PARTS.get(amount, PARTS[whole])[0] if kind else amount


def _find_period_role(heads: list[str], period: PeriodOfYear) -> Role:
    """Part of a year is part of an amount; the year up to its end is the amount itself."""
    amount = _find_amount(heads)
    if period.cumulative:
        is_pagu = amount in ("pagu", "pagu_sebelum")
        return "realisasi" if period.ends_year and not is_pagu else "lain"
    if amount == "realisasi":
        return "kala_realisasi"
    return "kala" if mentions("rencana", " › ".join(heads)) or amount == "pagu" else "kala_tanpa"


def find_kind(heads: Sequence[str]) -> tuple[str, bool]:
    """The kind of belanja that heads name, "" for none, and whether it is part of operasi."""
    for header in reversed(heads):
        if kind := pattern("macam").search(header):
            return kind[0], mentions("macam_operasi", kind[0])
    if len(heads) > 1 and mentions("kelompok_belanja", heads[0]):
        return ("" if is_exactly("lemah", heads[1]) else heads[1]), False
    return "", False


def has_unknown_word(heads: Sequence[str]) -> bool:
    """Whether heads say more than which amount a column is: a part of it, a stage, another kind."""
    return any(re.search(r"\w", pattern("kata_biasa").sub(" ", h)) for h in heads)


def _find_amount(heads: list[str]) -> Role:
    """The amount that heads name: a group of realisasi first, then from the innermost outwards.

    A group that names both pagu and realisasi says nothing; "realisasi anggaran" names one. A weak
    word counts only where none is surer.
    """
    telling = [h for h in heads if not (_names_pagu(h) and "realisasi" in h) or h == heads[-1]]
    first = [h for h in telling if mentions("realisasi_dulu", h) and "pagu" not in heads[-1]]
    named = map(_amount_named, (*first, *reversed(telling)))
    amounts: list[Role] = [amount for amount in named if amount]
    return next(iter([a for a in amounts if a != "pagu_lemah"] or amounts), "lain")


def _names_pagu(text: str) -> bool:
    return mentions("pagu", pattern("realisasi_anggaran").sub(" ", text))


def _amount_named(head: str) -> Role | None:
    if mentions("cair", head) and "realisasi" not in head:
        return "cair"
    if mentions("realisasi", head):
        return "realisasi"
    if mentions("sebelum", head):
        return "pagu_sebelum"
    if mentions("sesudah", head) or _names_pagu(head):
        return "pagu"
    return "pagu_lemah" if is_exactly("lemah", head) else None
