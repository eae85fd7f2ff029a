"""What columns claim to be, judged by the amounts they hold."""

from dataclasses import replace

from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.intake.workbook import Sheet
from lkip_helpers.sipd import roles
from lkip_helpers.sipd.amounts import Rupiah, absolute, read_rupiah
from lkip_helpers.sipd.crosscheck import WORDS
from lkip_helpers.sipd.head import ExportColumn, Head, letters
from lkip_helpers.sipd.roles import Role, is_unknown_kind

LARGE = 100_000  # rupiah; a column of no known meaning with less holds counts
CHECKED: tuple[Role, ...] = ("persen", "selisih", "sisa")
Columns = list[ExportColumn]
Meaning = dict[Role, tuple[int, ...]]


def list_claims(p: Role, columns: Columns) -> Columns:
    """The columns that claim to be an amount, where more than one does, with what may be parts."""
    claims = [k for k in columns if k.role == p]
    return [k for k in columns if k.role in (p, roles.PARTS[p][0])] if len(claims) > 1 else []


def list_kinds(sheet: Sheet, head: Head) -> dict[str, Meaning]:
    """Where a kind of belanja nobody knows stands beside known ones: that all are summed, or not.

    What is the sum of the known ones is no kind.
    """
    summed: Meaning = {}
    without: Meaning = {}
    left_out = [
        replace(k, reason=roles.FOREIGN_REASON)
        for k in head.every
        if k.role == "lain" and k.reason in (roles.OTHER_REASON, roles.FOREIGN_REASON)
    ]
    for p in [p for p in roles.MONEY if len(head.columns(p)) < 2]:
        own = [k for k in head.every if k.role == p]
        parts = [k for k in head.every if k.number in head.parts(roles.PARTS[p][0])]
        known = parts or own
        kinds = [
            k
            for k in (own if own and parts else left_out)
            if any(
                is_unknown_kind(k.heads, one.heads)
                and (parts or is_unknown_kind(one.heads, k.heads))
                for one in known
            )
        ]
        kinds = [k for k in kinds if k in own or may_be_money(k, sheet, head, LARGE)]
        amounts = {k: read_rupiah(_list_cells(k, sheet, head))[0] for k in (*known, *kinds)}
        rows = {n for a in amounts.values() for n in a}
        totals = {n: sum(amounts[k].get(n) or 0 for k in known) for n in rows}
        kinds = [
            k
            for k in kinds
            if (k in own and len(parts) == 1)
            or any((amounts[k].get(n) or 0) != totals[n] for n in rows)
        ]
        if kinds:
            summed[p] = tuple(k.number for k in (*known, *kinds))
            without[p] = tuple(k.number for k in own or parts)
    return {phrase_meaning(m): m for m in (summed, without)} if summed else {}


def drop_empty(columns: Columns, sheet: Sheet, head: Head) -> Columns:
    """A column that claims an amount but holds nothing, or only Rp, claims none.

    Nor does one of counts beside one of rupiah: the realisasi of an indicator.
    """
    several = (*roles.MONEY, *CHECKED)
    claims = [k for k in columns if k.role in several and len(head.columns(k.role)) > 1]
    cells = {k.number: _list_cells(k, sheet, head) for k in claims}
    most = {n: _read_most(own) for n, own in cells.items()}
    large = {k.role for k in claims if k.role in roles.MONEY and most[k.number] >= LARGE}
    left_out: dict[int, str] = {}
    for k in claims:
        if {tidy_up(v).strip(".:") for v in cells[k.number].values()} <= {"rp"}:
            left_out[k.number] = "kolom kosong"
        elif k.role in large and 0 < most[k.number] < LARGE:
            left_out[k.number] = "berisi hitungan, bukan rupiah"
    drop = (replace(k, role="lain", reason=left_out.get(k.number, "")) for k in columns)
    return [new if k.number in left_out else k for k, new in zip(columns, drop, strict=True)]


def _read_most(cells: dict[int, object]) -> Rupiah:
    """The largest amount of a column, 0 without any."""
    return max((absolute(v) for v in read_rupiah(cells)[0].values() if v), default=0)


def unite(claims: Columns, columns: Columns, sheet: Sheet, head: Head) -> Columns:
    """Columns of one amount that say the same: all alike, or one of them the sum of the others."""
    if not claims:
        return columns
    amounts = {k: read_rupiah(_list_cells(k, sheet, head))[0] for k in claims}
    rows = sorted({n for a in amounts.values() for n in a})
    content = {k: [a.get(n) or 0 for n in rows] for k, a in amounts.items()}
    total = [sum(row) for row in zip(*content.values(), strict=True)]
    whole = [k for k in claims if any(content[k]) and [2 * n for n in content[k]] == total]
    if all(content[k] == content[claims[0]] for k in claims):
        used, reason = claims[0], "sama dengan kolom"
    elif len(claims) > 2 and len(whole) == 1:
        used, reason = whole[0], "sudah termasuk dalam kolom"
    else:
        return columns
    others = [k for k in claims if k != used]
    reason = f"{reason} {used.letter}"
    return [replace(k, role="lain", reason=reason) if k in others else k for k in columns]


def may_be_money(k: ExportColumn, sheet: Sheet, head: Head, limit: int = 0) -> bool:
    """Whether a column of no known meaning holds amounts of at least `limit`."""
    known = k.role not in ("lain", "pagu_sebelum", "kala_tanpa", "kala_realisasi")
    if known or (k.role == "lain" and k.reason not in roles.UNKNOWN_REASONS):
        return False
    limit = limit if k.text else LARGE
    amounts, wrong = read_rupiah(_list_cells(k, sheet, head))
    return sum(v is not None and absolute(v) >= limit for v in amounts.values()) > len(wrong)


def _list_cells(k: ExportColumn, sheet: Sheet, head: Head) -> dict[int, object]:
    """The filled cells of a column below the head, by row."""
    rows = enumerate(sheet.content[head.last :], head.last + 1)
    cells = ((n, row[k.number - 1]) for n, row in rows if len(row) >= k.number)
    return {n: v for n, v in cells if tidy_up(v)}


def phrase_meaning(meaning: Meaning) -> str:
    """An answer in words: "pagu = C + E; realisasi = D"."""
    return "; ".join(f"{WORDS[p]} = {letters(columns)}" for p, columns in meaning.items())
