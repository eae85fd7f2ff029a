"""Which column is which amount: where two claim to be one the office is asked, never guessed.

One question an export: every answer assigns all doubtful columns, and says the sums it gives.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations

from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.summary import Doubt, Match
from lkip_helpers.intake.sheet import column_titles, tidy_up
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.budget import Dpa
from lkip_helpers.sipd.amounts import Number, Values, absolute, phrase, read_rupiah, round_amount
from lkip_helpers.sipd.layout_columns import ExportColumn, Header
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
TITLE: dict[Role, str] = {p: column_titles(Dpa)[p] for p in MONEY} | {
    "output": column_titles(Dpa)["output"], "subunit": column_titles(Dpa)["unit"],
}  # fmt: skip
WORDS: dict[Role, str] = {"pagu_sebelum": "pagu sebelum", "pagu": "pagu", "realisasi": "realisasi"}
SINGLE: tuple[Role, ...] = (*MONEY, "persen", "selisih", "sisa")
AnswerMeaning = dict[Role, tuple[int, ...]]


@dataclass(frozen=True)
class Decision:
    """The head with each amount in one column at most; ragu: columns that are still to be told.

    pilihan: what they may be, by the words of the answer.
    """

    header: Header
    doubts: tuple[ExportColumn, ...] = ()
    choices: Mapping[str, AnswerMeaning] = ()  # type: ignore[assignment]

    @property
    def text(self) -> str:
        """The question: the doubtful heads with the letters of their columns."""
        return "; ".join(f"{k.text} (kolom {_letters(k.ordinal)})" for k in self.doubts)


def decide_columns(sheet: Sheet, header: Header) -> Decision:
    """Settle what the heads say; columns that claim the same amount stay doubtful."""
    column = [_make_empty(k, sheet, header) for k in header.column]
    column = _doubt_weak(sheet, header, _name_periods(sheet, header, column))
    for p in MONEY:
        column = _unite([k for k in column if k.role == p], column, sheet, header)
    current = replace(header, column=tuple(column))
    lacking = not current.money("pagu") and (
        current.money("pagu_sebelum") or not current.money("realisasi")
    )
    months = current.part("kala_tanpa") if not current.money("realisasi") else []
    one = bool(current.money("pagu")) != bool(current.money("realisasi"))
    doubts = [
        k for k in column
        if (k.role in MONEY and len(current.ordinal(k.role)) > 1) or k.ordinal in months
        or (lacking and not months and _possible_money(k, sheet, header))
        or (
            one and not months and _foreign(k, current)
            and _possible_money(k, sheet, header, LARGE)
        )
    ]  # fmt: skip
    result = [_set_aside(k, current, doubts) for k in column]
    fixed = replace(header, column=tuple(result))
    return Decision(fixed, tuple(doubts), dict(_list_choices(fixed, doubts)))


def _set_aside(k: ExportColumn, header: Header, doubts: Sequence[ExportColumn]) -> ExportColumn:
    """A doubtful column, a second one of what is only checked or said, or the column as it is."""
    if k in doubts:
        return replace(k, role="ragu", reason="belum jelas")
    if k.role in ("persen", "selisih", "sisa") and len(header.ordinal(k.role)) > 1:
        return replace(k, role="lain", reason="ada dua; tidak dapat diperiksa")
    if k.role == "output" and k.ordinal != header.ordinal("output")[0]:
        return replace(k, role="lain", reason="ada kolom output di kirinya")
    return k


def _name_periods(sheet: Sheet, header: Header, column: list[ExportColumn]) -> list[ExportColumn]:
    """Months that do not say of what: a plan of cash or realisasi, where the title says which."""
    title = " ".join(tidy_up(v) for b in sheet.content[: header.initial - 1] for v in b)
    cash = "anggaran kas" in title or "rencana" in title.split() or "rak" in title.split()
    role: Role | None = "kala" if cash else "kala_realisasi" if "realisasi" in title else None
    if role is None:
        return column
    return [replace(k, role=role, reason="") if k.role == "kala_tanpa" else k for k in column]


def _doubt_weak(sheet: Sheet, header: Header, column: list[ExportColumn]) -> list[ExportColumn]:
    """A column called only Jumlah is no pagu below a title that speaks of realisasi."""
    title = " ".join(tidy_up(v) for b in sheet.content[: header.initial - 1] for v in b)
    weak = [k for k in column if k.reason == WEAK_REASON]
    explicit = any(k.role.endswith("realisasi") and k.reason != DISBURSED_REASON for k in column)
    if explicit or "realisasi" not in title:
        return [replace(k, reason="") if k in weak else k for k in column]
    return [replace(k, role="lain", reason=FOREIGN_REASON) if k in weak else k for k in column]


def _list_choices(
    header: Header, doubts: Sequence[ExportColumn]
) -> Iterator[tuple[str, AnswerMeaning]]:
    """What the doubtful columns may be: amounts that are still open, or one of them together."""
    open_items = [p for p in MONEY if not header.money(p)]
    exists = bool(header.money("pagu") or header.money("realisasi"))
    allowed = {k.ordinal: {p for p in open_items if _may(k, p, exists=exists)} for k in doubts}
    ordinal = list(allowed)[:MOST] if len(allowed) <= MOST else []
    for count in range(1, len(open_items) + 1):
        for column in permutations(ordinal, count):
            for role in combinations(open_items, count):
                meaning: AnswerMeaning = {p: (k,) for p, k in zip(role, column, strict=True)}
                has_pagu = (
                    "pagu" in meaning or header.money("pagu") or "pagu_sebelum" not in meaning
                )
                if has_pagu and all(p in allowed[k[0]] for p, k in meaning.items()):
                    yield _phrase_meaning(meaning), meaning
    if doubts and all(_foreign(k, header) for k in doubts) and open_items != list(MONEY):
        yield DROP, {}
    for p in ("pagu", "realisasi"):
        if len(allowed) > 1 and all(p in b for b in allowed.values()):
            yield _phrase_meaning({p: tuple(allowed)}), {p: tuple(allowed)}


def _foreign(k: ExportColumn, header: Header) -> bool:
    """Whether nothing is known of a column, or only that it is the last part of a year."""
    end = k.role == "kala_realisasi" and bool(k.period and k.period.tahun_end)
    if k.role == "kala_tanpa":
        return True
    return (end and not header.money("realisasi")) or (k.role, k.reason) == ("lain", FOREIGN_REASON)


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
    rows = {s.rows: s.detailed or [s.rows] for s in arrangement.sub}
    every = sorted({n for detailed in rows.values() for n in detailed})
    number = {
        k.ordinal: read_rupiah({n: read.content(n, k.ordinal) for n in every}, k.times or 1)[0]
        for k in read.header.column
        if k.role == "ragu" or k.ordinal in _used(read.header)
    }
    valid = {
        text: total for text, meaning in decision.choices.items()
        if (total := _total(read.header, meaning, number, rows)) is not None
    }  # fmt: skip
    answer = mapping.search("sipd", "kepala", decision.text, tuple(valid))
    if answer is None:
        cells = ", ".join(address(read.header.end, k.ordinal) for k in decision.doubts)
        meaning_ = tuple(_phrase_sum(j) for j in valid.values())
        return Doubt("sipd", "kepala", decision.text, cells, tuple(valid), meaning_)
    read.use(_apply(read.header, decision.choices[answer]))
    return None


def _used(header: Header) -> set[int]:
    return {k for p in MONEY for k in header.money(p)}


def _total(
    header: Header,
    meaning: AnswerMeaning,
    number: Mapping[int, Number],
    rows: Mapping[int, list[int]],
) -> dict[Role, int] | None:
    """The sums that an answer gives; None where it loses an amount."""
    became = {p: list(meaning.get(p, header.money(p))) for p in MONEY}
    own = {p: {s: _content(number, k, r) for s, r in rows.items()} for p, k in became.items() if k}
    current = [k for column in meaning.values() for k in column]
    other = [k.ordinal for k in header.column if k.role == "ragu" and k.ordinal not in current]
    missing = current and any(
        not _content(number, current, r) and _content(number, other, r) for r in rows.values()
    )
    total = {p: sum(round_amount(n) for n in v.values()) for p, v in own.items()}
    excess = total.get("realisasi", 0) > total.get("pagu", total.get("realisasi", 0))
    return None if missing or excess or not any(total.values()) else total


def _content(number: Mapping[int, Number], column: Iterable[int], rows: list[int]) -> Values:
    return sum(number[k].get(n) or 0 for k in column for n in rows)


def _phrase_sum(total: Mapping[Role, int]) -> str:
    return ", ".join(f"{WORDS[p].capitalize()} = {phrase(n)}" for p, n in total.items())


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
    return {
        n: b[k.ordinal - 1]
        for n, b in enumerate(sheet.content, 1)
        if n > header.end and len(b) >= k.ordinal and tidy_up(b[k.ordinal - 1])
    }


def _make_empty(k: ExportColumn, sheet: Sheet, header: Header) -> ExportColumn:
    """A column that claims an amount but holds nothing, or only Rp, claims none."""
    if k.role not in SINGLE or len(header.ordinal(k.role)) < 2:
        return k
    content = {tidy_up(v).strip(".:") for v in _example(k, sheet, header).values()}
    return replace(k, role="lain", reason="kolom kosong") if content <= {"rp"} else k


def _unite(
    duplicate: list[ExportColumn], column: list[ExportColumn], sheet: Sheet, header: Header
) -> list[ExportColumn]:
    """Columns of one amount that say the same: all alike, or one of them the sum of the others."""
    if len(duplicate) < 2:
        return column
    number = {k: read_rupiah(_example(k, sheet, header))[0] for k in duplicate}
    rows = sorted({n for a in number.values() for n in a})
    content = {k: [a.get(n) or 0 for n in rows] for k, a in number.items()}
    total = [sum(one) for one in zip(*content.values(), strict=True)]
    same = [k for k in duplicate if content[k] == content[duplicate[0]]]
    intact = [k for k in duplicate if any(content[k]) and [2 * n for n in content[k]] == total]
    if len(same) == len(duplicate):
        used, reason = duplicate[0], "sama dengan kolom"
    elif len(duplicate) > 2 and len(intact) == 1:
        used, reason = intact[0], "sudah termasuk dalam kolom"
    else:
        return column
    letter = _letters(used.ordinal)
    return [
        replace(k, role="lain", reason=f"{reason} {letter}") if k in duplicate and k != used else k
        for k in column
    ]


def _possible_money(k: ExportColumn, sheet: Sheet, header: Header, limit: int = 0) -> bool:
    """Whether a column of no known meaning holds amounts of at least `batas`."""
    if k.role not in ("lain", "pagu_sebelum", "kala_tanpa", "kala_realisasi") or not k.text:
        return False
    if k.role == "lain" and k.reason != FOREIGN_REASON:
        return False
    number, wrong = read_rupiah(_example(k, sheet, header))
    return sum(a is not None and absolute(a) >= limit for a in number.values()) > len(wrong)


def list_matches(header: Header) -> Iterator[Match]:
    """Each column, and what it became or why it was left out."""
    used = {k: p for p in MONEY for k in header.money(p)}
    for k in header.column:
        became = TITLE.get(used.get(k.ordinal, k.role)) or load_rules("sipd")["dipakai"].get(
            k.role, ""
        )
        part = "dijumlahkan" if k.ordinal in used and k.role not in MONEY else ""
        further = "lanjutan kolom di kirinya" if became and not k.text else ""
        yield Match(address(header.end, k.ordinal), k.text, became, k.reason or part or further)
