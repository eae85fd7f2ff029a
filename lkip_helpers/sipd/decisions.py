"""Which column is which amount: where two claim to be one the office is asked, never guessed.

One question an export: every answer assigns all doubtful columns, and says the sums it gives.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, permutations

from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.summary import Doubt, Match
from lkip_helpers.intake.sheet import column_titles, tidy_up
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.budget import Dpa
from lkip_helpers.sipd.amounts import Number, Values, absolute, phrase, read_rupiah, round_amount
from lkip_helpers.sipd.layout_columns import ExportColumn, Header
from lkip_helpers.sipd.patterns import has
from lkip_helpers.sipd.roles import (
    DISBURSED_REASON,
    FOREIGN_REASON,
    MONEY,
    PARTS,
    WEAK_REASON,
    Role,
)
from lkip_helpers.sipd.rows import Arrangement, Reader

DROP = "tidak dibawa"
MOST = 4  # doubtful columns that one question can hold
LARGE = 100_000  # rupiah; a column of no known meaning with less holds counts
TITLE: dict[Role, str] = {p: column_titles(Dpa)[p] for p in (*MONEY, "output")}
TITLE["subunit"] = column_titles(Dpa)["unit"]
WORDS: dict[Role, str] = {p: p.replace("_", " ") for p in MONEY}
SINGLE: tuple[Role, ...] = (*MONEY, "persen", "selisih", "sisa")
Columns = list[ExportColumn]
AnswerMeaning = dict[Role, tuple[int, ...]]


@dataclass(frozen=True)
class Decision:
    """The head with each amount in one column at most; ragu: columns that are still to be told.

    pilihan: what they may be, by the words of the answer.
    """

    header: Header
    doubts: tuple[ExportColumn, ...] = ()
    choices: Mapping[str, AnswerMeaning] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The question: the doubtful heads with the letters of their columns."""
        return "; ".join(f"{k.text} (kolom {_letters(k.ordinal)})" for k in self.doubts)


def decide_columns(sheet: Sheet, header: Header) -> Decision:
    """Settle what the heads say; columns that claim the same amount stay doubtful."""
    title = " ".join(tidy_up(v) for b in sheet.content[: header.initial - 1] for v in b)
    column = _make_empty(list(header.column), sheet, header)
    column = _doubt_weak(title, _name_periods(title, column))
    for p in MONEY:
        column = _unite([k for k in column if k.role == p], column, sheet, header)
    current = replace(header, column=tuple(column))
    pagu, realisasi = bool(current.money("pagu")), bool(current.money("realisasi"))
    lacking = not pagu and (bool(current.money("pagu_sebelum")) or not realisasi)
    months = [] if realisasi else current.part("kala_tanpa")
    doubts = [
        k for k in column
        if (k.role in MONEY and len(current.ordinal(k.role)) > 1) or k.ordinal in months
        or (not months and lacking and _may_be_money(k, sheet, header))
        or (
            not months and pagu != realisasi and _foreign(k, current)
            and _may_be_money(k, sheet, header, LARGE)
        )
    ]  # fmt: skip
    fixed = replace(header, column=tuple(_set_aside(k, current, doubts) for k in column))
    return Decision(fixed, tuple(doubts), dict(_list_choices(fixed, doubts)))


def _set_aside(k: ExportColumn, header: Header, doubts: Columns) -> ExportColumn:
    """A doubtful column, a second one of what is only checked or said, or the column as it is."""
    if k in doubts:
        return replace(k, role="ragu", reason="belum jelas")
    if k.role in ("persen", "selisih", "sisa") and len(header.ordinal(k.role)) > 1:
        return replace(k, role="lain", reason="ada dua; tidak dapat diperiksa")
    if k.role == "output" and k.ordinal != header.ordinal("output")[0]:
        return replace(k, role="lain", reason="ada kolom output di kirinya")
    return k


def _name_periods(title: str, column: Columns) -> Columns:
    """Months that do not say of what: a plan of cash or realisasi, where the title says which."""
    cash = has("rencana_kas", title)
    role: Role = "kala" if cash else "kala_realisasi" if "realisasi" in title else "kala_tanpa"
    return [replace(k, role=role, reason="") if k.role == "kala_tanpa" else k for k in column]


def _doubt_weak(title: str, column: Columns) -> Columns:
    """A column called only Jumlah is no pagu below a title that speaks of realisasi."""
    explicit = any(k.role.endswith("realisasi") and k.reason != DISBURSED_REASON for k in column)
    sure = explicit or "realisasi" not in title
    return [
        k if k.reason != WEAK_REASON
        else replace(k, reason="") if sure else replace(k, role="lain", reason=FOREIGN_REASON)
        for k in column
    ]  # fmt: skip


def _list_choices(header: Header, doubts: Columns) -> Iterator[tuple[str, AnswerMeaning]]:
    """What the doubtful columns may be: amounts that are still open, or one of them together."""
    open_items = [p for p in MONEY if not header.money(p)]
    exists = bool(header.money("pagu") or header.money("realisasi"))
    allowed = {k.ordinal: {p for p in open_items if _may(k, p, exists=exists)} for k in doubts}
    for count in range(1, len(open_items) + 1) if len(allowed) <= MOST else ():
        for column in permutations(allowed, count):
            for role in combinations(open_items, count):
                meaning: AnswerMeaning = {p: (k,) for p, k in zip(role, column, strict=True)}
                has_pagu = "pagu" in meaning or header.money("pagu")
                if (has_pagu or "pagu_sebelum" not in meaning) and all(
                    p in allowed[k[0]] for p, k in meaning.items()
                ):
                    yield _phrase_meaning(meaning), meaning
    if doubts and all(_foreign(k, header) for k in doubts) and open_items != list(MONEY):
        yield DROP, {}
    for p in ("pagu", "realisasi"):
        if len(allowed) > 1 and all(p in b for b in allowed.values()):
            yield _phrase_meaning({p: tuple(allowed)}), {p: tuple(allowed)}


def _foreign(k: ExportColumn, header: Header) -> bool:
    """Whether nothing is known of a column, or only that it is the last part of a year."""
    end = k.role == "kala_realisasi" and bool(k.period and k.period.tahun_end)
    unknown = k.role == "kala_tanpa" or (k.role, k.reason) == ("lain", FOREIGN_REASON)
    return unknown or (end and not header.money("realisasi"))


def _may(k: ExportColumn, role: Role, *, exists: bool) -> bool:
    """Whether a column can be an amount, by the amount it claims to be.

    ada: the pagu or the realisasi is known, so that one of no known meaning is the other.
    """
    if exists and (k.reason == FOREIGN_REASON or k.role.startswith("kala")):
        return role != "pagu_sebelum"
    return k.role not in MONEY or (k.role == "realisasi") == (role == "realisasi")


def _phrase_meaning(meaning: AnswerMeaning) -> str:
    return "; ".join(f"{WORDS[p]} = {' + '.join(map(_letters, k))}" for p, k in meaning.items())


def _letters(ordinal: int) -> str:
    return address(1, ordinal)[:-1]


def answer(
    decision: Decision, read: Reader, arrangement: Arrangement, mapping: OfficeMapping
) -> Doubt | None:
    """Put the office's answer into the head of `baca`, or return the question it has not answered.

    Only answers that lose no amount are choices: none of a sub kegiatan that has one, no realisasi
    above its pagu.
    """
    if not decision.doubts:
        return None
    rows = [s.detailed or [s.rows] for s in arrangement.sub]
    every = sorted({n for detailed in rows for n in detailed})
    number = {
        k.ordinal: read_rupiah({n: read.content(n, k.ordinal) for n in every}, k.times or 1)[0]
        for k in read.header.column
        if k.role == "ragu" or any(k.ordinal in read.header.money(p) for p in MONEY)
    }
    sums = {t: _total(read.header, m, number, rows) for t, m in decision.choices.items()}
    valid = {text: total for text, total in sums.items() if total is not None}
    answer = mapping.search("sipd", "kepala", decision.text, tuple(valid))
    if answer is None:
        cells = ", ".join(address(read.header.end, k.ordinal) for k in decision.doubts)
        given = (
            ", ".join(f"{WORDS[p].capitalize()} = {phrase(n)}" for p, n in total.items())
            for total in valid.values()
        )
        return Doubt("sipd", "kepala", decision.text, cells, tuple(valid), tuple(given))
    read.use(_apply(read.header, decision.choices[answer]))
    return None


def _total(
    header: Header, meaning: AnswerMeaning, number: Mapping[int, Number],
    rows: Sequence[Sequence[int]],
) -> dict[Role, int] | None:  # fmt: skip
    """The sums that an answer gives; None where it loses an amount."""

    def content(column: Iterable[int], detailed: Sequence[int]) -> Values:
        return sum(number[k].get(n) or 0 for k in column for n in detailed)

    current = [k for column in meaning.values() for k in column]
    other = [k.ordinal for k in header.column if k.role == "ragu" and k.ordinal not in current]
    missing = current and any(not content(current, r) and content(other, r) for r in rows)
    total = {
        p: sum(round_amount(content(column, r)) for r in rows)
        for p in MONEY if (column := meaning.get(p, header.money(p)))
    }  # fmt: skip
    excess = total.get("realisasi", 0) > total.get("pagu", total.get("realisasi", 0))
    return None if missing or excess or not any(total.values()) else total


def _apply(header: Header, meaning: AnswerMeaning) -> Header:
    """The head with the doubtful columns as answered; several of one amount are its parts."""
    role: dict[int, Role] = {
        k: p if len(column) == 1 else PARTS[p][0] for p, column in meaning.items() for k in column
    }
    return replace(header, column=tuple(
        k if k.role != "ragu"
        else replace(k, role=role.get(k.ordinal, "lain"), reason="menurut padanan.toml")
        for k in header.column
    ))  # fmt: skip


def _example(k: ExportColumn, sheet: Sheet, header: Header) -> dict[int, object]:
    rows = enumerate(sheet.content[header.end :], header.end + 1)
    cells = ((n, b[k.ordinal - 1]) for n, b in rows if len(b) >= k.ordinal)
    return {n: v for n, v in cells if tidy_up(v)}


def _make_empty(column: Columns, sheet: Sheet, header: Header) -> Columns:
    """A column that claims an amount but holds nothing, or only Rp, claims none."""
    empty = [
        k for k in column
        if k.role in SINGLE and len(header.ordinal(k.role)) > 1
        and {tidy_up(v).strip(".:") for v in _example(k, sheet, header).values()} <= {"rp"}
    ]  # fmt: skip
    return [replace(k, role="lain", reason="kolom kosong") if k in empty else k for k in column]


def _unite(claim: Columns, column: Columns, sheet: Sheet, header: Header) -> Columns:
    """Columns of one amount that say the same: all alike, or one of them the sum of the others."""
    if len(claim) < 2:
        return column
    number = {k: read_rupiah(_example(k, sheet, header))[0] for k in claim}
    rows = sorted({n for a in number.values() for n in a})
    content = {k: [a.get(n) or 0 for n in rows] for k, a in number.items()}
    total = [sum(one) for one in zip(*content.values(), strict=True)]
    intact = [k for k in claim if any(content[k]) and [2 * n for n in content[k]] == total]
    if all(content[k] == content[claim[0]] for k in claim):
        used, reason = claim[0], "sama dengan kolom"
    elif len(claim) > 2 and len(intact) == 1:
        used, reason = intact[0], "sudah termasuk dalam kolom"
    else:
        return column
    reason = f"{reason} {_letters(used.ordinal)}"
    other = [k for k in claim if k != used]
    return [replace(k, role="lain", reason=reason) if k in other else k for k in column]


def _may_be_money(k: ExportColumn, sheet: Sheet, header: Header, limit: int = 0) -> bool:
    """Whether a column of no known meaning holds amounts of at least `batas`."""
    known = k.role not in ("lain", "pagu_sebelum", "kala_tanpa", "kala_realisasi")
    if known or not k.text or (k.role == "lain" and k.reason != FOREIGN_REASON):
        return False
    number, wrong = read_rupiah(_example(k, sheet, header))
    return sum(a is not None and absolute(a) >= limit for a in number.values()) > len(wrong)


def list_matches(header: Header) -> Iterator[Match]:
    """Each column, and what it became or why it was left out."""
    used = {k: p for p in MONEY for k in header.money(p)}
    checks = load_rules("sipd")["dipakai"]
    for k in header.column:
        became = TITLE.get(used.get(k.ordinal, k.role)) or checks.get(k.role, "")
        part = "dijumlahkan" if k.ordinal in used and k.role not in MONEY else ""
        further = "lanjutan kolom di kirinya" if became and not k.text else ""
        yield Match(address(header.end, k.ordinal), k.text, became, k.reason or part or further)
