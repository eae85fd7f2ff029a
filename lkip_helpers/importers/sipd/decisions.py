"""Which column is which amount: where two claim to be one the office is asked, never guessed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.sipd.amounts import read_rupiah
from lkip_helpers.importers.sipd.headers import Column, Header
from lkip_helpers.importers.sipd.roles import (
    MONEY,
    TAHUN_REASON,
    USED,
    Role,
)
from lkip_helpers.importers.summary import Doubt, Match
from lkip_helpers.intake.sheet import column_titles, tidy_up
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.schema import Dpa

DROP = "buang"
IMPOSSIBLE = {"nomor urut", TAHUN_REASON}
TITLE: dict[Role, str] = {p: column_titles(Dpa)[p] for p in MONEY} | {
    "output": column_titles(Dpa)["output"]
}
SINGLE: tuple[Role, ...] = (*MONEY, "output", "persen", "selisih", "sisa")


@dataclass(frozen=True)
class Decision:
    """The head with each amount in one column at most, and what is still to be asked."""

    header: Header
    match: tuple[Match, ...]
    doubts: tuple[Doubt, ...]


def decide_columns(sheet: Sheet, header: Header, mapping: OfficeMapping) -> Decision:
    """Settle columns that claim the same role, by the answers of the office where there are any."""
    column = [_make_empty(k, sheet, header) for k in header.column]
    doubts: list[Doubt] = []
    result: list[Column] = []
    explicit = _read_answers(column, mapping)
    exists = {_role(k, explicit) for k in column}
    lacking = "pagu" not in exists and ("pagu_sebelum" in exists or "realisasi" not in exists)
    for k in column:
        duplicate = [x for x in column if _role(x, explicit) == _role(k, explicit)]
        if k.role in ("persen", "selisih", "sisa") and len(duplicate) > 1:
            result.append(replace(k, role="lain", reason="ada dua; tidak dapat diperiksa"))
        elif k.ordinal not in explicit and (
            (k.role in (*MONEY, "output") and len(duplicate) > 1)
            or (lacking and _possible_money(k, sheet, header))
        ):
            choices = (*(TITLE[p] for p in _choices(k)), DROP)
            doubts.append(Doubt("sipd", "kepala", _name(k), _cell(k, header), choices))
            result.append(replace(k, role="lain", reason="belum jelas"))
        else:
            result.append(replace(k, role=_role(k, explicit), reason=_reason(k, explicit)))
    new = replace(header, column=tuple(result))
    return Decision(new, tuple(_list_matches(new)), tuple(doubts))


def _choices(k: Column) -> tuple[Role, ...]:
    return ("output",) if k.role == "output" else MONEY


def list_duplicates(header: Header) -> Iterator[tuple[str, list[str]]]:
    """Amounts that two columns still claim after the answers: title and cells."""
    for p in (*MONEY, "output"):
        column = [k for k in header.column if k.role == p]
        if len(column) > 1:
            yield TITLE[p], [_cell(k, header) for k in column]


def _name(k: Column) -> str:
    """The head with the letter of its column: two may read the same."""
    return f"{k.text} (kolom {address(1, k.ordinal)[:-1]})"


def _cell(k: Column, header: Header) -> str:
    return address(header.end, k.ordinal)


def _read_answers(column: Iterable[Column], mapping: OfficeMapping) -> dict[int, Role]:
    """Role by column, as the office answered."""
    meaning: dict[str, Role] = {j: p for p, j in TITLE.items()} | {DROP: "lain"}
    answer = {
        k.ordinal: mapping.search("sipd", "kepala", _name(k), tuple(meaning))
        for k in column
        if k.text
    }
    return {n: meaning[j] for n, j in answer.items() if j}


def _role(k: Column, explicit: dict[int, Role]) -> Role:
    return explicit.get(k.ordinal, k.role)


def _reason(k: Column, explicit: dict[int, Role]) -> str:
    return "menurut padanan.toml" if k.ordinal in explicit else k.reason


def _content(k: Column, sheet: Sheet, header: Header) -> dict[int, object]:
    return {
        n: b[k.ordinal - 1]
        for n, b in enumerate(sheet.content, 1)
        if n > header.end and len(b) >= k.ordinal and tidy_up(b[k.ordinal - 1])
    }


def _make_empty(k: Column, sheet: Sheet, header: Header) -> Column:
    """A column that claims an amount but holds nothing, or only Rp, claims none."""
    same = [x for x in header.column if x.role == k.role]
    content = {tidy_up(v).strip(".:") for v in _content(k, sheet, header).values()}
    if k.role in SINGLE and len(same) > 1 and content <= {"rp"}:
        return replace(k, role="lain", reason="kolom kosong")
    return k


def _possible_money(k: Column, sheet: Sheet, header: Header) -> bool:
    """Whether a column of no known meaning holds amounts."""
    if k.role not in ("lain", "pagu_sebelum") or not k.text or k.reason in IMPOSSIBLE:
        return False
    number, wrong = read_rupiah(_content(k, sheet, header))
    return sum(a is not None for a in number.values()) > len(wrong)


def _list_matches(header: Header) -> Iterator[Match]:
    for k in header.column:
        became = TITLE.get(k.role) or USED.get(k.role, "")
        further = "lanjutan kolom di kirinya" if became and not k.text else ""
        yield Match(_cell(k, header), k.text, became, k.reason or further)
