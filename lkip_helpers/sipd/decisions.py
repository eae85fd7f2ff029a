"""Which column is which amount: where two claim to be one the office is asked, never guessed.

An export is asked about once: every answer assigns all doubtful columns and shows its sums.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, permutations, product

from lkip_helpers.importers.findings import Doubt, Findings
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.intake.sheet import fold_text
from lkip_helpers.intake.workbook import Sheet
from lkip_helpers.sipd import rivals, roles
from lkip_helpers.sipd.amounts import phrase
from lkip_helpers.sipd.budget_table import Budget, ExportTable
from lkip_helpers.sipd.crosscheck import WORDS, Tally, check_rows, read_numbers
from lkip_helpers.sipd.head import LARGE, ExportColumn, Head
from lkip_helpers.sipd.rivals import Columns, Meaning
from lkip_helpers.sipd.roles import MONEY, Role, has_unknown_word, mentions

DROP = "tidak dibawa"
OPEN: tuple[Role, ...] = ("pagu_sebelum", "kala_tanpa", "kala_realisasi")  # may be another amount
MOST_DOUBTS = 4  # columns that one question can hold


@dataclass(frozen=True)
class Decision:
    """The head with each amount in one column at most; doubts: the columns to be asked about.

    choices: what they may be, by the text of the answer.
    """

    head: Head
    doubts: tuple[ExportColumn, ...] = ()
    choices: Mapping[str, Meaning] = field(default_factory=dict)

    @property
    def question(self) -> str:
        """The doubtful heads with the letters of their columns."""
        return "; ".join(f"{c.text or 'tanpa judul'} (kolom {c.letter})" for c in self.doubts)


def decide_columns(sheet: Sheet, head: Head) -> Decision:
    """Settle which column is which amount; columns that claim the same amount stay doubtful."""
    title = " ".join(fold_text(v) for row in sheet.rows[: head.first - 1] for v in row)
    columns = _apply_title(title, rivals.drop_empty(head.columns))
    for role, find_claims in product(MONEY, (rivals.list_claims, rivals.list_parts)):
        columns = rivals.merge_claims(find_claims(role, columns), columns)
    current = replace(head, columns=tuple(columns))
    pagu, realisasi = bool(current.find_money("pagu")), bool(current.find_money("realisasi"))
    alone = [own[0] for role in MONEY if len(own := current.find_money(role)) == 1]
    unclear = [c for c in columns if c.number in alone and has_unknown_word(c.heads)]
    if pagu and not realisasi:  # what was spent before may be part of it
        unclear += [c for c in columns if c.role == "lain" and mentions("periode_lalu", c.text)]
    columns = [replace(c, reason=roles.UNKNOWN_REASON) if c in unclear else c for c in columns]
    lacking = not pagu and (bool(current.find_money("pagu_sebelum")) or not realisasi)
    months = [] if realisasi else current.find_parts("kala_tanpa")
    kinds = rivals.list_kinds(current) or rivals.list_cumulative(current)
    numbers = {n for meaning in kinds.values() for own in meaning.values() for n in own}
    if not kinds:
        claims = (c for role in MONEY for c in rivals.list_claims(role, columns))
        numbers = {c.number for c in (*claims, *unclear) if c.role != "lain"} | {*months}
    for column in columns if not (kinds or months) else ():
        is_open = lacking and (column.role in OPEN or column.reason in roles.UNKNOWN_REASONS)
        limit = 0 if is_open and column.text else LARGE
        possible = is_open or (pagu != realisasi and _is_unknown(column, current))
        if possible and column.holds_money(limit):
            numbers.add(column.number)
    doubts = [c for c in columns if c.number in numbers]
    settled = replace(head, columns=tuple(_settle_column(c, current, doubts) for c in columns))
    return Decision(settled, tuple(doubts), kinds or dict(_list_choices(settled, doubts)))


def _settle_column(column: ExportColumn, head: Head, doubts: Columns) -> ExportColumn:
    """A doubtful column marked as such; a second output or checked column left out; else itself."""
    if column in doubts:
        return replace(column, role="ragu", reason="belum jelas")
    if column.role in rivals.CHECKED and len(head.find(column.role)) > 1:
        return replace(column, role="lain", reason="ada dua; tidak dapat diperiksa")
    if column.role == "output" and column.number != head.find("output")[0]:
        return replace(column, role="lain", reason="ada kolom output di kirinya")
    return column


def _apply_title(title: str, columns: Columns) -> Columns:
    """The columns as the title says: months are those of a cash plan, or of realisasi.

    A column called only Jumlah is no pagu below a title that mentions realisasi.
    """
    about_realisasi = "realisasi" in title
    months: Role = "kala_realisasi" if about_realisasi else "kala_tanpa"
    months = "kala" if mentions("rencana_kas", title) else months
    spent = [c for c in columns if c.role.endswith("realisasi")]
    named = any(c.reason != roles.DISBURSED_REASON for c in spent)
    whole = Head(0, 0, tuple(columns)).find_parts("kala_tanpa")  # whose sum the column may be
    unknown: tuple[Role, str] = ("realisasi", "") if whole else ("lain", roles.UNKNOWN_REASON)
    columns = [replace(c, role=months, reason="") if c.role == "kala_tanpa" else c for c in columns]
    role, reason = unknown if about_realisasi and not named else ("pagu", "")
    weak = [c for c in columns if c.reason == roles.WEAK_REASON]
    return [replace(c, role=role, reason=reason) if c in weak else c for c in columns]


def _list_choices(head: Head, doubts: Columns) -> Iterator[tuple[str, Meaning]]:
    """What the doubtful columns may be: amounts that are still open, or together one of them."""
    open_amounts = [role for role in MONEY if not head.find_money(role)]
    known = bool(head.find_money("pagu") or head.find_money("realisasi"))
    allowed: dict[int, list[Role]] = {}
    for column in doubts:  # beside a known amount, a column of no known meaning is the other
        other = known and (column.reason in roles.UNKNOWN_REASONS or column.role.startswith("kala"))
        claimed = [r for r in open_amounts if (r == "realisasi") == (column.role == "realisasi")]
        possibly = [r for r in open_amounts if not other or r != "pagu_sebelum"]
        allowed[column.number] = claimed if column.role in MONEY else possibly
    for count in range(1, len(open_amounts) + 1) if len(allowed) <= MOST_DOUBTS else ():
        for columns in permutations(allowed, count):
            for amounts in combinations(open_amounts, count):
                meaning: Meaning = {role: (c,) for role, c in zip(amounts, columns, strict=True)}
                has_pagu = "pagu" in meaning or head.find_money("pagu")
                possible = all(role in allowed[c] for role, (c,) in meaning.items())
                if possible and (has_pagu or "pagu_sebelum" not in meaning):
                    yield rivals.phrase_meaning(meaning), meaning
    claims = {role: tuple(c.number for c in doubts if c.role == role) for role in open_amounts}
    claims = {role: columns for role, columns in claims.items() if columns}
    if len(claims) > 1 and sum(map(len, claims.values())) == len(doubts) > len(claims):
        yield rivals.phrase_meaning(claims), claims  # each amount has several columns that claim it
    if doubts and all(_is_unknown(c, head) for c in doubts) and open_amounts != list(MONEY):
        yield DROP, {}
    for role in ("pagu", "realisasi"):
        if len(allowed) > 1 and all(role in r for r in allowed.values()):
            yield rivals.phrase_meaning({role: tuple(allowed)}), {role: tuple(allowed)}


def _is_unknown(column: ExportColumn, head: Head) -> bool:
    """Whether nothing is known of a column, or only that it is the last part of a year."""
    role, period = column.role, column.period
    last = role == "kala_realisasi" and bool(period and period.ends_year)
    unknown = column.reason in roles.UNKNOWN_REASONS
    return unknown or role == "kala_tanpa" or (last and not head.find_money("realisasi"))


def apply_answer(
    decision: Decision, table: ExportTable, budget: Budget, mapping: OfficeMapping
) -> Doubt | None:
    """Put the office's answer into the head of `table`, or return the question it has not answered.

    The choices are the answers that leave no sub kegiatan without the amount it has, and no
    realisasi above its pagu; a finding where there are none. Percentages and differences of the
    sheet that leave one settle it.
    """
    if not decision.doubts:
        return None
    before = read_numbers(replace(table, findings=Findings(table.findings.file)), budget)
    tried = ((t, _try_meaning(before, m)) for t, m in decision.choices.items())
    results = {text: result for text, result in tried if result}
    agreeing = {text: result for text, result in results.items() if result[1]}
    settled, choices = len(agreeing) == 1 < len(results), agreeing or results
    heads = table.head_cells([c.number for c in decision.doubts])
    if not choices:
        table.add("kepala_buntu", heads, kolom=decision.question)
        return None
    if settled:
        answer: str | None = next(iter(choices))
    else:
        answer = mapping.search("sipd", "kepala", decision.question, tuple(choices))
    if answer is None:
        sums = ({WORDS[role].capitalize(): n for role, n in t.items()} for t, _ in choices.values())
        phrases = (", ".join(f"{word} = {phrase(n)}" for word, n in own.items()) for own in sums)
        return Doubt("sipd", "kepala", decision.question, heads, tuple(choices), tuple(phrases))
    reason = "menurut persentase atau sisanya" if settled else "menurut padanan.toml"
    table.head = _apply_meaning(table.head, decision.choices[answer], reason)
    return None


def _try_meaning(before: Tally, meaning: Meaning) -> tuple[dict[Role, int], bool] | None:
    """The sum of each amount by a meaning, and whether no number beside them contradicts it.

    before: the numbers while the columns are doubtful. None where a sub kegiatan loses an amount,
    or where the realisasi exceeds the pagu.
    """
    table, doubtful = before.table, before.table.head.find("ragu")
    head, findings = _apply_meaning(table.head, meaning), Findings(table.findings.file)
    tally = read_numbers(ExportTable(table.sheet, head, findings), before.budget)
    used = {c for columns in meaning.values() for c in columns}
    for row in before.budget.sub if used else ():
        filled = {c for c in doubtful if any(before.by_column[c].get(n) for n in row.summed)}
        if filled and not filled & used:
            return None
    totals = {role: tally.total(role) for role in tally.money}
    exceeded = totals.get("realisasi", 0) > totals.get("pagu", totals.get("realisasi", 0))
    findings.every.clear()
    check_rows(tally)
    return None if exceeded or not any(totals.values()) else (totals, not findings.every)


def _apply_meaning(head: Head, meaning: Meaning, reason: str = "") -> Head:
    """The head with the doubtful columns as answered; several of one amount are its parts."""
    became: dict[int, Role] = {}
    for role, columns in meaning.items():
        became |= dict.fromkeys(columns, role if len(columns) == 1 else roles.PARTS[role][0])
    return replace(head, columns=tuple(
        c if c.role != "ragu"
        else replace(c, role=became.get(c.number, "lain"), reason=reason)
        for c in head.columns
    ))  # fmt: skip
