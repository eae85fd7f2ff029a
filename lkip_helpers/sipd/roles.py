"""What a head of a budget export means, told from its own words and those of its group."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from lkip_helpers.rules import load_rules

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
NUMBERS: tuple[Role, ...] = (
    *MONEY, "selisih", "sisa", *(b for p in MONEY for b in PARTS[p]), "kala_tanpa", "setoran",
    "cair", "ragu",
)  # fmt: skip
NAME: tuple[Role, ...] = ("uraian", "program", "kegiatan", "sub")
CODES: tuple[Role, ...] = ("kode", "kode_program", "kode_kegiatan", "kode_sub")
OTHER_REASON = "bukan kolom lembar DPA"
TAHUN_REASON = "tahun lain"
PERIOD_REASON = "baru sebagian tahun"
WEAK_REASON = "satu-satunya kolom angka"
DISBURSED_REASON = "menurut pencairannya"
FOREIGN_REASON = "artinya tidak dikenal"
UNTITLED_REASON = "kolom tanpa judul"
UNKNOWN_REASONS = (FOREIGN_REASON, UNTITLED_REASON)
EXACT: tuple[tuple[str, Role], ...] = (  # of a head that is nothing else
    ("nomor", "nomor"), ("tahun", "tahun"), ("nama_rekening", "uraian"), ("unit", "unit"),
    ("sub_unit", "subunit"),
)  # fmt: skip
NO_MONEY: tuple[tuple[str, bool, Role], ...] = (  # whether the group above counts too
    ("setoran", False, "setoran"), ("bukan_uang", False, "lain"), ("fisik", True, "lain"),
    ("selisih", True, "selisih"), ("sisa", True, "sisa"),
)  # fmt: skip
_BLANKS = str.maketrans("\u00a0_", "  ")
Unit = Literal["bulan", "triwulan", "semester"]
COUNTS: dict[Unit, int] = {"bulan": 12, "triwulan": 4, "semester": 2}


@lru_cache
def pattern(name: str) -> re.Pattern[str]:
    """The alternatives of a name as one pattern; <<x>> stands in them for those of x."""
    text = "|".join(load_rules("sipd")["pola"][name])
    insert = re.sub(r"<<(\w+)>>", lambda m: f"(?:{pattern(m[1]).pattern})", text)
    return re.compile(insert, re.IGNORECASE)


def has(name: str, text: str) -> bool:
    """Whether the words of `name` stand somewhere in a text."""
    return bool(pattern(name).search(text))


def is_whole(name: str, text: str) -> bool:
    """Whether a text is nothing but the words of `name`."""
    return bool(pattern(name).fullmatch(text))


class PeriodOfYear(NamedTuple):
    """Which part of the year: the n-th of its kind, or all until its end."""

    unit: Unit
    to: int
    until: bool

    @property
    def ends_year(self) -> bool:
        return self.to == COUNTS[self.unit]


def tell_period(heads: Sequence[str]) -> PeriodOfYear | None:
    """The part of the year that heads name, the innermost first; None where they name none."""
    rule = load_rules("sipd")["kala"]
    until, order = has("sampai", " › ".join(heads)), rule["ke"]
    if len(heads) > 1 and heads[-1] in order:
        return PeriodOfYear("triwulan", order[heads[-1]], until)
    units: tuple[Unit, ...] = ("triwulan", "semester")
    for text in reversed(heads):
        for unit in units:
            if m := list(pattern(unit).finditer(text)):
                words = str(m[-1][1])
                return PeriodOfYear(unit, order.get(words) or int(words), until)
        for n, month in reversed([*enumerate(rule["bulan"], 1)]):
            if re.search(rf"\b({month})\b", text):
                return PeriodOfYear("bulan", n, until)
    return None


def tidy_header(text: str) -> str:
    """A head for comparing: without unit of money, column number, dots and case."""
    text = " ".join(str(text).translate(_BLANKS).casefold().split())
    for short, word in load_rules("sipd")["singkatan"].items():
        text = re.sub(short, word, text)
    if tell_multiplier((text,)) != 1:
        text = re.sub(r"\([^()]*\)$", " ", text) if text.endswith(")") else text
        text = pattern("lebih_ribuan").sub(" ", pattern("ribuan").sub(" ", text))
    text = re.sub(r"\bs\s?/\s?d\b\.?|\bs\.d\b\.?|\bsd\b(?=\s)", "s.d.", text)
    text = pattern("satuan_uang").sub(" ", text)
    return " ".join(re.sub(r"\(\s*\d+\s*\)$", "", text).split()).strip(" .:*")


def tell_multiplier(heads: Sequence[str]) -> int:
    """What one unit of a column is by its heads: 1 rupiah, 1,000, or 0 for still more."""
    text = " › ".join(" ".join(str(j).casefold().split()) for j in heads)
    return 0 if has("lebih_ribuan", text) else 1000 if has("ribuan", text) else 1


def tell_role(heads: tuple[str, ...], tahun: int) -> tuple[Role, str]:
    """The role of a column, and why where it is left out; heads: from group to own.

    "pagu_lemah" are words (jumlah, nilai) that mean the pagu only where nothing says so better.
    """
    tidy = [r for b in heads if (r := tidy_header(b))]
    if not tidy:
        return "pagu_lemah", ""
    if not tidy_header(heads[-1]) or is_whole("uang", tidy[0]):  # its target is one of money
        tidy = [pattern("kinerja_dan_uang").sub("nilai", t) for t in tidy]
    full = " › ".join(tidy)
    stated = {int(t) for t in re.findall(r"\b(?:19|20)\d\d\b", full)}
    if has("tahun_lain", full) or (stated and tahun not in stated):
        return "lain", TAHUN_REASON
    role = _name_role(tidy, full) or _number_role(tidy, full)
    return role, _reason(tidy, full) if role == "lain" else ""


def _reason(heads: list[str], full: str) -> str:
    """Why a column is left out: part of a year, known to be something else, or not known."""
    if (period := tell_period(heads)) and (period.until or "realisasi" in full):
        return PERIOD_REASON
    known = has("bukan_uang", heads[-1]) or "fisik" in full or has("bukan_ours", heads[-1])
    return OTHER_REASON if known and not has("target_uang", heads[-1]) else FOREIGN_REASON


def _name_role(heads: list[str], full: str) -> Role | None:
    """Codes, names, the unit, the output; None for what may be an amount."""
    end = heads[-1]
    if exact := next((role for name, role in EXACT if is_whole(name, end)), None):
        return exact
    if "kode" in full or re.search(r"\brekening\b", end):
        return _code_role(heads, end)
    if has("uraian", end):
        return "uraian"
    if has("output", full) and not has("bukan_uang", end):
        return "lain" if list_levels(end) == ["program"] else "output"
    if has("bukan_tingkat", end):
        return None
    level = list_levels(end)
    return "uraian" if len(level) > 1 else next(iter(level), None)


def list_levels(text: str) -> list[Role]:
    """Programme, kegiatan and sub kegiatan, whichever a head names."""
    without = pattern("sub").sub("", text)
    exists = ("program" in without, "kegiatan" in without, has("sub", text))
    return [level for level, one in zip(NAME[1:], exists, strict=True) if one]


def _code_role(heads: list[str], end: str) -> Role:
    """A code of one level, or of all; the code of a unit is no column of ours."""
    if len(heads) == 1 and has("kode_lain", end):
        return "lain"
    level = list_levels(end)
    one = len(heads) == 1 and len(level) == 1
    return CODES[NAME.index(level[0])] if one else "kode"


def _number_role(heads: list[str], full: str) -> Role:
    if has("persen", heads[-1]):
        return "lain" if has("persen_lain", full) else "persen"
    if has("kelompok_persen", full):
        return "lain"
    for name, group, role in NO_MONEY:
        if has(name, full if group else heads[-1]):
            return role
    if period := tell_period(heads):
        return _period_role(heads, period)
    return "lain" if has("sebagian", full) else _money_role(heads)


def _period_role(heads: list[str], period: PeriodOfYear) -> Role:
    """A part of the year is a part of an amount; all until its end is the amount itself."""
    base = _tell_basis(heads)
    if period.until:
        return "realisasi" if period.ends_year and base not in ("pagu", "pagu_sebelum") else "lain"
    if base == "realisasi":
        return "kala_realisasi"
    return "kala" if has("rencana", " › ".join(heads)) or base == "pagu" else "kala_tanpa"


def _money_role(heads: list[str]) -> Role:
    """Pagu, pagu sebelum or realisasi, or a kind of belanja that is part of one of them."""
    base = _tell_basis(heads)
    kind = tell_kind(heads)[0] and base != "cair"  # each way of paying may be a realisasi
    return PARTS.get(base, PARTS["pagu"])[0] if kind else base


def tell_kind(heads: Sequence[str]) -> tuple[str, bool]:
    """The kind of belanja that heads name, "" for none, and whether it is part of operasi."""
    for b in reversed([tidy_header(j) for j in heads]):
        if m := pattern("macam").search(b):
            return m[0], has("macam_operasi", m[0])
    if len(heads) > 1 and has("kelompok_belanja", tidy_header(heads[0])):
        name = tidy_header(heads[1])
        return ("" if is_whole("lemah", name) else name), False
    return "", False


def is_unknown_kind(heads: Sequence[str], known: Sequence[str]) -> bool:
    """Whether heads name a kind of belanja nobody knows where `known` name one that is known."""
    own, other = ([tidy_header(h) for h in one] for one in (heads, known))
    if len(own) != len(other):
        own, other = [" ".join(own)], [" ".join(other)]
    differing = [i for i, (a, b) in enumerate(zip(own, other, strict=True)) if a != b]
    if len(differing) != 1:
        return False
    kind, beside = own[differing[0]], other[differing[0]]
    alike = len(own) > 1 or kind.split()[:1] == beside.split()[:1]
    return bool(kind) and alike and bool(re.search(r"\w", pattern("bukan_jenis").sub(" ", kind)))


def _tell_basis(heads: list[str]) -> Role:
    candidate = [p for b in _from_inside(heads) if (p := _basis(b))]
    return next(iter([p for p in candidate if p != "pagu_lemah"] or candidate), "lain")


def _from_inside(heads: list[str]) -> Iterator[str]:
    """The realisasi of a group first, then the words from the innermost outwards.

    A group that names both pagu and realisasi says nothing; "realisasi anggaran" names one.
    """
    telling = [b for b in heads if not (_names_pagu(b) and "realisasi" in b) or b == heads[-1]]
    yield from (b for b in telling if has("realisasi_dulu", b) and "pagu" not in heads[-1])
    yield from reversed(telling)


def _names_pagu(text: str) -> bool:
    return has("pagu", pattern("realisasi_anggaran").sub(" ", text))


def _basis(text: str) -> Role | None:
    if has("cair", text) and "realisasi" not in text:
        return "cair"
    if has("realisasi", text):
        return "realisasi"
    if has("sebelum", text):
        return "pagu_sebelum"
    if has("sesudah", text) or _names_pagu(text):
        return "pagu"
    return "pagu_lemah" if is_whole("lemah", text) else None


def is_change(heads: Sequence[str]) -> bool:
    """Whether heads name the budget as changed: DPPA, APBD-P."""
    return has("perubahan", " › ".join(map(tidy_header, heads)))


def is_detail(heads: Sequence[str]) -> bool:
    """Whether heads say what tells rows of one sub kegiatan apart: accounts, documents."""
    return has("rincian", " ".join(map(tidy_header, heads)))
