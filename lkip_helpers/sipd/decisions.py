"""Which column is which amount: where two claim to be one the office is asked, never guessed.

An export is asked about once: every answer assigns all doubtful columns and shows its sums.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, pairwise, permutations, product

from lkip_helpers.importers.findings import Doubt, Findings
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.sipd import roles
from lkip_helpers.sipd.amounts import Rupiah, phrase
from lkip_helpers.sipd.budget_table import ExportTable
from lkip_helpers.sipd.crosscheck import WORDS, Tally, check_rows, read_numbers
from lkip_helpers.sipd.head import LARGE, Columns, ExportColumn, Head, Meaning, join_letters
from lkip_helpers.sipd.roles import CHECKED, MONEY, PARTS, UNKNOWN_REASONS, Role, has_unknown_word

OPEN: tuple[Role, ...] = ("pagu_sebelum", "kala_tanpa", "kala_realisasi")  # may be another amount
MOST_DOUBTS = 4  # columns that one question can hold


def decide_columns(head: Head) -> Head:
    """The head with each amount in one column at most, or in parts; others stay doubtful."""
    columns = [*head.columns]
    for role, find_claims in product(MONEY, (_list_claims, _list_parts)):
        columns = _merge_claims(find_claims(role, columns), columns)
    current = replace(head, columns=tuple(columns))
    columns = _mark_unclear(current)
    meanings = _list_kinds(current) or _list_cumulative(current)
    numbers = {n for meaning in meanings for own in meaning.values() for n in own}
    numbers = numbers or _find_doubtful(columns, current)
    doubts = [c for c in columns if c.number in numbers]
    settled = replace(head, columns=tuple(_settle_column(c, current, doubts) for c in columns))
    answers = meanings or _list_choices(settled, doubts)
    return replace(settled, choices={_phrase_meaning(m): m for m in answers})


def _mark_unclear(head: Head) -> Columns:
    """The columns; of an amount alone in one, the meaning is not known where its head says more.

    Where no realisasi is known, what was spent before may be part of it.
    """
    alone = [own[0] for role in MONEY if len(own := head.find_money(role)) == 1]
    unclear = [c for c in head.columns if c.number in alone and has_unknown_word(c.headers)]
    if head.find_money("pagu") and not head.find_money("realisasi"):
        unclear += [c for c in head.columns if c.role == "lain" and c.mentions("periode_lalu")]
    return [c.become(c.role, roles.UNKNOWN_REASON) if c in unclear else c for c in head.columns]


def _find_doubtful(columns: Columns, head: Head) -> set[int]:
    """Numbers of the columns to ask about: claims of one amount, unclear ones, and those open.

    head: as it was before unclear columns were marked.
    """
    pagu, realisasi = bool(head.find_money("pagu")), bool(head.find_money("realisasi"))
    numbers = {c.number for role in MONEY for c in _list_claims(role, columns)}
    numbers |= {c.number for c in columns if c.role != "lain" and c.reason == roles.UNKNOWN_REASON}
    if months := [] if realisasi else head.find_parts("kala_tanpa"):
        return numbers | {*months}
    lacking = not pagu and (bool(head.find_money("pagu_sebelum")) or not realisasi)
    for column in columns:
        is_open = lacking and (column.role in OPEN or column.reason in UNKNOWN_REASONS)
        possible = is_open or (pagu != realisasi and _is_unknown(column, head))
        if possible and column.holds_money(0 if is_open and column.text else LARGE):
            numbers.add(column.number)
    return numbers


def _settle_column(column: ExportColumn, head: Head, doubts: Columns) -> ExportColumn:
    """A doubtful column marked as such; a second output or checked column left out; else itself."""
    if column in doubts:
        return column.become("ragu", "belum jelas")
    if column.role in CHECKED and len(head.find(column.role)) > 1:
        return column.become("lain", "ada dua; tidak dapat diperiksa")
    if column.role == "output" and column.number != head.find("output")[0]:
        return column.become("lain", "ada kolom output di kirinya")
    return column


def _list_claims(role: Role, columns: Columns) -> Columns:
    """The columns that claim to be an amount or a part of it, where several claim the amount."""
    claims = [c for c in columns if c.role == role]
    return [c for c in columns if c.role in (role, PARTS[role][0])] if len(claims) > 1 else []


def _list_parts(role: Role, columns: Columns) -> Columns:
    """The column of an amount, and those of units or sources of funds that may add up to it."""
    own = [c for c in columns if c.role == role]
    parts = [c for c in columns if c.reason in UNKNOWN_REASONS and c.mentions("unit_dana")]
    return [*own, *parts] if len(own) == 1 < len(parts) else []


def _merge_claims(claims: Columns, columns: Columns) -> Columns:
    """The columns; of claims to one amount that are alike, or whose sum one is, one is left."""
    if not claims:
        return columns
    filled = _align(claims)
    totals = [*map(sum, zip(*filled.values(), strict=True))]
    sums = [c for c in claims if any(filled[c]) and [2 * n for n in filled[c]] == totals]
    kept, reason = claims[0], "sama dengan kolom"
    if any(filled[c] != filled[kept] for c in claims):
        if len(claims) < 3 or len(sums) != 1:
            return columns
        kept, reason = sums[0], "sudah termasuk dalam kolom"
    if has_unknown_word(kept.headers):  # one kind is not the whole
        return columns
    reason = f"{reason} {join_letters(kept.number)}"
    return [c.become("lain", reason) if c in claims and c != kept else c for c in columns]


def _align(columns: Iterable[ExportColumn]) -> dict[ExportColumn, list[Rupiah]]:
    """The amounts of columns by the same rows, nought where one has none."""
    amounts = {c: c.amounts[0] for c in columns}
    rows = sorted({n for a in amounts.values() for n in a})
    return {c: [a.get(n) or 0 for n in rows] for c, a in amounts.items()}


def _list_kinds(head: Head) -> list[Meaning]:
    """The two meanings, with it or without it, of an unknown kind of belanja beside known ones.

    [] where there is no unknown kind.
    """
    summed: Meaning = {}
    without: Meaning = {}
    for role in [r for r in MONEY if len(head.find(r)) < 2]:
        own = [c for c in head.columns if c.role == role]
        parts = [c for c in head.columns if c.number in head.find_parts(PARTS[role][0])]
        if kinds := _find_kinds(role, head, own, parts):
            summed[role] = tuple(c.number for c in (*(parts or own), *kinds))
            without[role] = tuple(c.number for c in own or parts)
    return [summed, without] if summed else []


def _find_kinds(role: Role, head: Head, own: Columns, parts: Columns) -> Columns:
    """The columns of an unknown kind beside that of an amount, or beside its known parts.

    A column that is the sum of the known ones is no kind, and those that add up to that of operasi
    are its parts.
    """
    reasons, known = (roles.OTHER_REASON, roles.UNKNOWN_REASON), parts or own
    left_out = [c for c in head.columns if c.role == "lain" and c.reason in reasons]
    kinds = named = [c for c in own if has_unknown_word(c.headers)]
    if not (own and parts):
        kinds = [c for c in head.columns if c.role == PARTS[role][0] and c not in parts]
        alike = (c for c in left_out if any(_is_other_kind(c, k) for k in parts or named))
        kinds += (c for c in alike if c.holds_money(LARGE))
    amounts = _align((*known, *kinds))
    totals = [*map(sum, zip(*(amounts[c] for c in known), strict=True))]
    kinds = [c for c in kinds if amounts[c] != totals]
    added = [*map(sum, zip(*(amounts[c] for c in kinds), strict=True))]
    operating = [amounts[c] for c in known if "operasi" in c.text.casefold()]
    return kinds if any(added) and added not in operating else []


def _is_other_kind(column: ExportColumn, known: ExportColumn) -> bool:
    """Whether a column says more than its amount, and differs from a known one in that alone."""
    own, other = column.headers, known.headers
    differing = [(a, b) for a, b in zip(own, other, strict=False) if a != b]
    alike = len(own) > 1 or all(a.split()[:1] == b.split()[:1] for a, b in differing)
    said = len(differing) == 1 and has_unknown_word(differing[0][:1])
    return len(own) == len(other) and alike and said


def _list_cumulative(head: Head) -> list[Meaning]:
    """The two meanings of parts of a realisasi that grow from one to the next, as sums would.

    [] where one falls in any row, or where they grow too little to be such sums.
    """
    numbers = [] if head.find("realisasi") else head.find_parts("kala_realisasi")
    amounts = _align(c for c in head.columns if c.number in numbers)
    rows = [*zip(*amounts.values(), strict=True)]
    rising = all(a <= b for row in rows for a, b in pairwise(row))
    first, last = (sum(row[i] for row in rows) for i in (0, -1))
    if not (rising and 2 * last > 3 * first and any(row[-2] for row in rows)):
        return []
    return [{"realisasi": (numbers[-1],)}, {"realisasi": (*numbers,)}]


def _list_choices(head: Head, doubts: Columns) -> Iterator[Meaning]:
    """What the doubtful columns may be: amounts that are still open, or together one of them."""
    open_amounts = [role for role in MONEY if not head.find_money(role)]
    known = bool(head.find_money("pagu") or head.find_money("realisasi"))
    allowed: dict[int, list[Role]] = {}
    for column in doubts:  # beside a known amount, a column of no known meaning is the other
        other = known and (column.reason in UNKNOWN_REASONS or column.role.startswith("kala"))
        claimed = [r for r in open_amounts if (r == "realisasi") == (column.role == "realisasi")]
        possibly = [r for r in open_amounts if not other or r != "pagu_sebelum"]
        allowed[column.number] = claimed if column.role in MONEY else possibly
    for count in range(1, len(open_amounts) + 1) if len(allowed) <= MOST_DOUBTS else ():
        ordered = permutations(allowed, count)
        for columns, amounts in product(ordered, combinations(open_amounts, count)):
            meaning: Meaning = {role: (c,) for role, c in zip(amounts, columns, strict=True)}
            has_pagu = "pagu" in meaning or head.find_money("pagu")
            possible = all(role in allowed[c] for role, (c,) in meaning.items())
            if possible and (has_pagu or "pagu_sebelum" not in meaning):
                yield meaning
    claims = {role: tuple(c.number for c in doubts if c.role == role) for role in open_amounts}
    claims = {role: columns for role, columns in claims.items() if columns}
    if len(claims) > 1 and sum(map(len, claims.values())) == len(doubts) > len(claims):
        yield claims  # each amount has several columns that claim it
    if doubts and all(_is_unknown(c, head) for c in doubts) and open_amounts != list(MONEY):
        yield {}
    for role in ("pagu", "realisasi"):
        if len(allowed) > 1 and all(role in r for r in allowed.values()):
            yield {role: tuple(allowed)}


def _is_unknown(column: ExportColumn, head: Head) -> bool:
    """Whether nothing is known of a column, or only that it is the last part of a year."""
    role, period = column.role, column.period
    last = role == "kala_realisasi" and bool(period and period.ends_year)
    unknown = column.reason in UNKNOWN_REASONS
    return unknown or role == "kala_tanpa" or (last and not head.find_money("realisasi"))


def _phrase_meaning(meaning: Meaning) -> str:
    """An answer in words: "pagu = C + E; realisasi = D"."""
    amounts = (f"{WORDS[role]} = {join_letters(*own)}" for role, own in meaning.items())
    return "; ".join(amounts) or "tidak dibawa"


def apply_answer(table: ExportTable, mapping: OfficeMapping) -> Doubt | None:
    """Put the office's answer into the head of `table`, or return the question it has not answered.

    The choices are the answers that leave no sub kegiatan without the amount it has, and no
    realisasi above its pagu; a finding where there are none. Percentages and differences of the
    sheet that leave one settle it.
    """
    if not (doubts := [c for c in table.head.columns if c.role == "ragu"]):
        return None
    named = ((c.text or "tanpa judul", join_letters(c.number)) for c in doubts)
    question = "; ".join(f"{text} (kolom {letter})" for text, letter in named)
    before = read_numbers(replace(table, findings=Findings(table.findings.file)))
    tried = {t: found for t, m in table.head.choices.items() if (found := _try_meaning(before, m))}
    agreeing = {text: totals for text, (totals, agrees) in tried.items() if agrees}
    settled = len(agreeing) == 1 < len(tried)
    choices = agreeing or {text: totals for text, (totals, _) in tried.items()}
    heads = table.head_cells([c.number for c in doubts])
    if not choices:
        table.add("kepala_buntu", heads, kolom=question)
        return None
    answer = next(iter(choices)) if settled else None
    answer = answer or mapping.search("sipd", "kepala", question, tuple(choices))
    if answer is None:
        phrases = (
            ", ".join(f"{WORDS[role].capitalize()} = {phrase(n)}" for role, n in totals.items())
            for totals in choices.values()
        )
        return Doubt("sipd", "kepala", question, heads, tuple(choices), tuple(phrases))
    reason = "menurut persentase atau sisanya" if settled else "menurut padanan.toml"
    table.head = table.head.answer(table.head.choices[answer], reason)
    return None


def _try_meaning(before: Tally, meaning: Meaning) -> tuple[dict[Role, int], bool] | None:
    """The sum of each amount by a meaning, and whether no number beside them contradicts it.

    before: the numbers while the columns are doubtful. None where a sub kegiatan loses an amount,
    or where the realisasi exceeds the pagu.
    """
    table, doubtful = before.table, before.table.head.find("ragu")
    head, findings = table.head.answer(meaning), Findings(table.findings.file)
    tally = read_numbers(replace(table, head=head, findings=findings))
    used = {c for columns in meaning.values() for c in columns}
    for row in before.table.sub if used else ():
        filled = {c for c in doubtful if any(before.by_column[c].get(n) for n in row.summed)}
        if filled and not filled & used:
            return None
    totals = {role: tally.total(role) for role in tally.money}
    exceeded = totals.get("realisasi", 0) > totals.get("pagu", totals.get("realisasi", 0))
    findings.every.clear()
    check_rows(tally)
    return None if exceeded or not any(totals.values()) else (totals, not findings.every)
