"""Which column is which amount: where two claim to be one the office is asked, never guessed.

One question an export: every answer assigns all doubtful columns, and says the sums it gives.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, permutations

from lkip_helpers.importers.findings import Doubt
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.intake.workbook import Sheet
from lkip_helpers.sipd import rivals, roles
from lkip_helpers.sipd.amounts import ByRow, Rupiah, phrase, read_rupiah, round_amount
from lkip_helpers.sipd.budget_table import Budget, ExportTable
from lkip_helpers.sipd.crosscheck import WORDS
from lkip_helpers.sipd.head import ExportColumn, Head
from lkip_helpers.sipd.rivals import Columns, Meaning
from lkip_helpers.sipd.roles import DISBURSED_REASON, MONEY, WEAK_REASON, Role, has

DROP = "tidak dibawa"
MOST = 4  # doubtful columns that one question can hold


@dataclass(frozen=True)
class Decision:
    """The head with each amount in one column at most; doubts: columns that are still to be told.

    choices: what they may be, by the words of the answer.
    """

    head: Head
    doubts: tuple[ExportColumn, ...] = ()
    choices: Mapping[str, Meaning] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The question: the doubtful heads with the letters of their columns."""
        return "; ".join(f"{k.text or 'tanpa judul'} (kolom {k.letter})" for k in self.doubts)


def decide_columns(sheet: Sheet, head: Head) -> Decision:
    """Settle what the heads say; columns that claim the same amount stay doubtful."""
    title = " ".join(tidy_up(v) for row in sheet.content[: head.first - 1] for v in row)
    columns = rivals.drop_empty(list(head.every), sheet, head)
    columns = _hear_title(title, columns)
    for p in MONEY:
        columns = rivals.unite(rivals.list_claims(p, columns), columns, sheet, head)
    current = replace(head, every=tuple(columns))
    pagu, realisasi = bool(current.money("pagu")), bool(current.money("realisasi"))
    if pagu and not realisasi:  # what went before may be part of it
        past = [k for k in columns if k.role == "lain" and has("periode_lalu", k.text)]
        columns = [replace(k, reason=roles.FOREIGN_REASON) if k in past else k for k in columns]
    lacking = not pagu and (bool(current.money("pagu_sebelum")) or not realisasi)
    months = [] if realisasi else current.parts("kala_tanpa")
    if kinds := rivals.list_kinds(sheet, current):
        numbers = {n for meaning in kinds.values() for own in meaning.values() for n in own}
        doubts = [k for k in columns if k.number in numbers]
        settled = replace(head, every=tuple(_set_aside(k, current, doubts) for k in columns))
        return Decision(settled, tuple(doubts), kinds)
    doubts = [
        k for k in columns
        if any(k in rivals.list_claims(p, columns) for p in MONEY) or k.number in months
        or (not months and lacking and rivals.may_be_money(k, sheet, head))
        or (
            not months and pagu != realisasi and _is_foreign(k, current)
            and rivals.may_be_money(k, sheet, head, rivals.LARGE)
        )
    ]  # fmt: skip
    settled = replace(head, every=tuple(_set_aside(k, current, doubts) for k in columns))
    return Decision(settled, tuple(doubts), dict(_list_choices(settled, doubts)))


def _set_aside(k: ExportColumn, head: Head, doubts: Columns) -> ExportColumn:
    """A doubtful column, a second one of what is only checked or said, or the column as it is."""
    if k in doubts:
        return replace(k, role="ragu", reason="belum jelas")
    if k.role in rivals.CHECKED and len(head.columns(k.role)) > 1:
        return replace(k, role="lain", reason="ada dua; tidak dapat diperiksa")
    if k.role == "output" and k.number != head.columns("output")[0]:
        return replace(k, role="lain", reason="ada kolom output di kirinya")
    return k


def _hear_title(title: str, columns: Columns) -> Columns:
    """What a title says of heads: months are those of a plan of cash, or of realisasi.

    A column called only Jumlah is no pagu below a title that speaks of realisasi.
    """
    spent = "realisasi" in title
    months: Role = "kala_realisasi" if spent else "kala_tanpa"
    months = "kala" if has("rencana_kas", title) else months
    columns = [replace(k, role=months, reason="") if k.role == "kala_tanpa" else k for k in columns]
    named = any(k.role.endswith("realisasi") and k.reason != DISBURSED_REASON for k in columns)
    weak: Role = "lain" if spent and not named else "pagu"
    reason = "" if weak == "pagu" else roles.FOREIGN_REASON
    return [k if k.reason != WEAK_REASON else replace(k, role=weak, reason=reason) for k in columns]


def _list_choices(head: Head, doubts: Columns) -> Iterator[tuple[str, Meaning]]:
    """What the doubtful columns may be: amounts that are still open, or one of them together."""
    open_amounts = [p for p in MONEY if not head.money(p)]
    known = bool(head.money("pagu") or head.money("realisasi"))
    allowed = {k.number: {p for p in open_amounts if _may(k, p, known=known)} for k in doubts}
    for count in range(1, len(open_amounts) + 1) if len(allowed) <= MOST else ():
        for columns in permutations(allowed, count):
            for parts in combinations(open_amounts, count):
                meaning: Meaning = {p: (k,) for p, k in zip(parts, columns, strict=True)}
                has_pagu = "pagu" in meaning or head.money("pagu")
                may = all(p in allowed[k] for p, (k,) in meaning.items())
                if may and (has_pagu or "pagu_sebelum" not in meaning):
                    yield rivals.phrase_meaning(meaning), meaning
    claims = {p: tuple(k.number for k in doubts if k.role == p) for p in open_amounts}
    claims = {p: columns for p, columns in claims.items() if columns}
    if len(claims) > 1 and sum(map(len, claims.values())) == len(doubts) > len(claims):
        yield rivals.phrase_meaning(claims), claims  # several groups, each with the same amounts
    if doubts and all(_is_foreign(k, head) for k in doubts) and open_amounts != list(MONEY):
        yield DROP, {}
    for p in ("pagu", "realisasi"):
        if len(allowed) > 1 and all(p in own for own in allowed.values()):
            yield rivals.phrase_meaning({p: tuple(allowed)}), {p: tuple(allowed)}


def _is_foreign(k: ExportColumn, head: Head) -> bool:
    """Whether nothing is known of a column, or only that it is the last part of a year."""
    last = k.role == "kala_realisasi" and bool(k.period and k.period.ends_year)
    unknown = k.role == "kala_tanpa" or (k.role == "lain" and k.reason in roles.UNKNOWN_REASONS)
    return unknown or (last and not head.money("realisasi"))


def _may(k: ExportColumn, role: Role, *, known: bool) -> bool:
    """Whether a column can be an amount, by the amount it claims to be.

    known: the pagu or the realisasi is, so that one of no known meaning is the other.
    """
    if known and (k.reason in roles.UNKNOWN_REASONS or k.role.startswith("kala")):
        return role != "pagu_sebelum"
    return k.role not in MONEY or (k.role == "realisasi") == (role == "realisasi")


def answer(
    decision: Decision, table: ExportTable, budget: Budget, mapping: OfficeMapping
) -> Doubt | None:
    """Put the office's answer into the head of `table`, or return the question it has not answered.

    Only answers that lose no amount are choices: none of a sub kegiatan that has one, no realisasi
    above its pagu.
    """
    if not decision.doubts:
        return None
    columns = [k for k in table.head.every if k.role == "ragu" or k.number in table.money_columns]
    numbers = sorted(set(budget.summed))
    amounts = {
        k.number: read_rupiah({n: table.value(n, k.number) for n in numbers}, k.multiplier or 1)[0]
        for k in columns
    }
    rows = [r.summed for r in budget.sub]
    sums = {t: _total(table.head, m, amounts, rows) for t, m in decision.choices.items()}
    choices = {text: total for text, total in sums.items() if total is not None}
    given = mapping.search("sipd", "kepala", decision.text, tuple(choices))
    if given is None:
        cells = table.heads([k.number for k in decision.doubts])
        results = (
            ", ".join(f"{WORDS[p].capitalize()} = {phrase(n)}" for p, n in total.items())
            for total in choices.values()
        )
        return Doubt("sipd", "kepala", decision.text, cells, tuple(choices), tuple(results))
    table.head = _apply(table.head, decision.choices[given])
    return None


def _total(
    head: Head, meaning: Meaning, amounts: Mapping[int, ByRow], rows: Sequence[Sequence[int]]
) -> dict[Role, int] | None:
    """The sums that an answer gives; None where it loses an amount."""

    def add(columns: Sequence[int], row: Sequence[int]) -> Rupiah:
        return sum(amounts[k].get(n) or 0 for k in columns for n in row)

    used = [k for columns in meaning.values() for k in columns]
    unused = [k for k in head.columns("ragu") if k not in used]
    lost = used and any(not add(used, row) and add(unused, row) for row in rows)
    total = {
        p: sum(round_amount(add(columns, row)) for row in rows)
        for p in MONEY
        if (columns := meaning.get(p, head.money(p)))
    }
    excess = total.get("realisasi", 0) > total.get("pagu", total.get("realisasi", 0))
    return None if lost or excess or not any(total.values()) else total


def _apply(head: Head, meaning: Meaning) -> Head:
    """The head with the doubtful columns as answered; several of one amount are its parts."""
    became: dict[int, Role] = {
        k: p if len(columns) == 1 else roles.PARTS[p][0]
        for p, columns in meaning.items()
        for k in columns
    }
    return replace(head, every=tuple(
        k if k.role != "ragu"
        else replace(k, role=became.get(k.number, "lain"), reason="menurut padanan.toml")
        for k in head.every
    ))  # fmt: skip
