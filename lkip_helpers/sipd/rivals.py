"""Columns that claim to be the same amount, judged by what they hold."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from lkip_helpers.intake.sheet import fold_text
from lkip_helpers.sipd import roles
from lkip_helpers.sipd.amounts import Rupiah, absolute, add_rows, read_rupiah
from lkip_helpers.sipd.crosscheck import WORDS
from lkip_helpers.sipd.head import LARGE, ExportColumn, Head, join_letters
from lkip_helpers.sipd.roles import Role, has_unknown_word, is_exactly

CHECKED: tuple[Role, ...] = ("persen", "selisih", "sisa")
Columns = list[ExportColumn]
Meaning = dict[Role, tuple[int, ...]]


def list_claims(role: Role, columns: Columns) -> Columns:
    """The columns that claim to be an amount or a part of it, where several claim the amount."""
    claims = [c for c in columns if c.role == role]
    return [c for c in columns if c.role in (role, roles.PARTS[role][0])] if len(claims) > 1 else []


def list_parts(role: Role, columns: Columns) -> Columns:
    """The column of an amount, and those of units or sources of funds that may add up to it."""
    own = [c for c in columns if c.role == role]
    parts = [c for c in columns if c.reason in roles.UNKNOWN_REASONS and c.mentions("unit_dana")]
    return [*own, *parts] if len(own) == 1 < len(parts) else []


def list_kinds(head: Head) -> dict[str, Meaning]:
    """The two meanings, with it or without it, of an unknown kind of belanja beside known ones.

    A column that is the sum of the known ones is no kind, and those that add up to that of operasi
    are its parts; {} where there is no unknown kind.
    """
    summed: Meaning = {}
    without: Meaning = {}
    reasons = (roles.OTHER_REASON, roles.UNKNOWN_REASON)
    left_out = [c for c in head.columns if c.role == "lain" and c.reason in reasons]
    for role in [r for r in roles.MONEY if len(head.find(r)) < 2]:
        own = [c for c in head.columns if c.role == role]
        parts = [c for c in head.columns if c.number in head.find_parts(roles.PARTS[role][0])]
        known = parts or own
        below = [c for c in head.columns if c.role == roles.PARTS[role][0] and c not in parts]
        of_kind = [c for c in known if c in parts or has_unknown_word(c.heads)]
        alike = [c for c in left_out if any(_is_other_kind(c, k) for k in of_kind)]
        large = [c for c in alike if c.holds_money(LARGE)]
        named = [c for c in own if has_unknown_word(c.heads)]
        kinds = named if own and parts else [*below, *large]
        amounts = _align((*known, *kinds))
        totals = add_rows(amounts[c] for c in known)
        kinds = [c for c in kinds if amounts[c] != totals]
        added = add_rows(amounts[c] for c in kinds)
        explained = added in [amounts[c] for c in known if "operasi" in c.text.casefold()]
        if any(added) and not explained:
            summed[role] = tuple(c.number for c in (*known, *kinds))
            without[role] = tuple(c.number for c in own or parts)
    return {phrase_meaning(m): m for m in (summed, without)} if summed else {}


def list_cumulative(head: Head) -> dict[str, Meaning]:
    """The two meanings of parts of a realisasi that grow from one to the next, as sums would.

    {} where one falls in any row, or where they grow too little to be such sums.
    """
    numbers = [] if head.find("realisasi") else head.find_parts("kala_realisasi")
    columns = [c for n in numbers for c in head.columns if c.number == n]
    rows = [*zip(*_align(columns).values(), strict=True)]
    rising = all(a <= b for row in rows for a, b in pairwise(row))
    first, last = (sum(row[i] for row in rows) for i in (0, -1))
    if not (rising and 2 * last > 3 * first and any(row[-2] for row in rows)):
        return {}
    meanings: tuple[Meaning, ...] = ({"realisasi": (numbers[-1],)}, {"realisasi": (*numbers,)})
    return {phrase_meaning(m): m for m in meanings}


def _is_other_kind(column: ExportColumn, known: ExportColumn) -> bool:
    """Whether a column says more than its amount, and differs from a known one in that alone."""
    own, other = column.headers, known.headers
    differing = [(a, b) for a, b in zip(own, other, strict=False) if a != b]
    alike = len(own) > 1 or all(a.split()[:1] == b.split()[:1] for a, b in differing)
    said = len(differing) == 1 and has_unknown_word(differing[0][:1])
    return len(own) == len(other) and alike and said


def drop_empty(columns: Sequence[ExportColumn]) -> Columns:
    """The columns without empty ones, or of Rp only, whose amount another column claims too.

    Counts beside rupiah are left out as well: they are the realisasi of an indicator.
    """
    contested, times = (*roles.MONEY, *CHECKED), Counter(c.role for c in columns)
    claims = [c for c in columns if c.role in contested and times[c.role] > 1]
    amounts = {c.number: read_rupiah(c.cells)[0].values() for c in claims}
    largest = {n: max((absolute(a) for a in own if a), default=0) for n, own in amounts.items()}
    large = {c.role for c in claims if c.role in roles.MONEY and largest[c.number] >= LARGE}
    reasons: dict[int, str] = {}
    for claim in claims:
        values = claim.cells.values()
        texts = [fold_text(v) for v in values]
        numbers = largest[claim.number] or any(isinstance(v, float) and v for v in values)
        counts = numbers or any(is_exactly("satuan_kerja", t) for t in texts)
        if {t.strip(".:") for t in texts} <= {"rp"}:
            reasons[claim.number] = "kolom kosong"
        elif claim.role in large and counts and largest[claim.number] < LARGE:
            reasons[claim.number] = "berisi hitungan, bukan rupiah"
    shares = [c for c in claims if "serap" in c.text.casefold() and reasons.pop(c.number, "")]
    return _leave_out([replace(c, role="persen") if c in shares else c for c in columns], reasons)


def _leave_out(columns: Columns, reasons: Mapping[int, str]) -> Columns:
    """The columns, those that have a reason, by their number, put out of use."""
    found = ((c, reasons.get(c.number)) for c in columns)
    return [replace(c, role="lain", reason=reason) if reason else c for c, reason in found]


def merge_claims(claims: Columns, columns: Columns) -> Columns:
    """The columns; of claims to one amount that are alike, or whose sum one is, one is left."""
    if not claims:
        return columns
    filled = _align(claims)
    totals = add_rows(filled.values())
    sums = [c for c in claims if any(filled[c]) and [2 * n for n in filled[c]] == totals]
    kept, reason = claims[0], "sama dengan kolom"
    if any(filled[c] != filled[kept] for c in claims):
        if len(claims) < 3 or len(sums) != 1:
            return columns
        kept, reason = sums[0], "sudah termasuk dalam kolom"
    if has_unknown_word(kept.heads):  # one kind is not the whole
        return columns
    reason = f"{reason} {kept.letter}"
    return _leave_out(columns, {c.number: reason for c in claims if c != kept})


def _align(columns: Iterable[ExportColumn]) -> dict[ExportColumn, list[Rupiah]]:
    """The amounts of columns by the same rows, nought where one has none."""
    amounts = {c: read_rupiah(c.cells)[0] for c in columns}
    rows = sorted({n for a in amounts.values() for n in a})
    return {c: [a.get(n) or 0 for n in rows] for c, a in amounts.items()}


def phrase_meaning(meaning: Meaning) -> str:
    """An answer in words: "pagu = C + E; realisasi = D"."""
    return "; ".join(f"{WORDS[role]} = {join_letters(own)}" for role, own in meaning.items())
