"""The export held against itself: totals, subtotals, percentages, differences and parts."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial

from lkip_helpers.intake.workbook import address
from lkip_helpers.sipd.amounts import (
    Number,
    Values,
    absolute,
    is_fitting_percent,
    phrase,
    read_rupiah,
    round_amount,
)
from lkip_helpers.sipd.roles import MONEY, NUMBERS, PARTS, Role
from lkip_helpers.sipd.rows import Arrangement, Node, Reader
from lkip_helpers.sipd.tree import CHECK, check_tree

PHRASES: dict[Role, str] = {
    "pagu_sebelum": "pagu sebelum perubahan", "pagu": "pagu", "realisasi": "realisasi",
}  # fmt: skip


@dataclass
class Tally:
    """The amounts of an export: kolom as read, by column and row; diperiksa: checks that held."""

    read: Reader
    arrangement: Arrangement
    column: dict[int, Number] = field(default_factory=dict)
    checked: int = 0

    @cached_property
    def raw_bytes(self) -> dict[Role, Number]:
        """Each amount by row, its parts summed where it has no column of its own."""
        return {
            p: _add_up([self.column[k] for k in column])
            for p in MONEY if (column := self.read.header.money(p))
        }  # fmt: skip

    @cached_property
    def money(self) -> dict[Role, Number]:
        """The same with the rows of accounts and documents summed into their sub kegiatan."""
        result = {p: dict(a) for p, a in self.raw_bytes.items()}
        for p, number in result.items():
            for s in [s for s in self.arrangement.sub if s.detailed]:
                number[s.rows] = _add(self.raw_bytes[p].get(n) for n in s.detailed)
        return result

    def cells(self, p: Role, rows: int) -> str:
        """The cells of an amount: one, or those of its parts."""
        return "+".join(address(rows, k) for k in self.read.header.money(p))

    def slack(self, *column: int) -> Decimal:
        """How far one printed amount may be from its exact value, where sen or less were cut."""
        times = max((k.times for k in self.read.header.column if k.ordinal in column), default=1)
        sen = any(isinstance(n, Decimal) for k in column for n in self.column[k].values())
        return Decimal(times) / 2 if sen or times > 1 else Decimal(0)

    def total(self, p: Role) -> int:
        """The sum of an amount over all sub kegiatan, as it will be written."""
        return sum(round_amount(self.money[p].get(s.rows) or 0) for s in self.arrangement.sub)


def _add_up(column: list[Number]) -> Number:
    if len(column) == 1:
        return column[0]
    return {n: _add(k.get(n) for k in column) for n in dict.fromkeys(n for k in column for n in k)}


def _add(value: Iterable[Values | None]) -> Values | None:
    exists = [n for n in value if n is not None]
    return sum(exists[1:], exists[0]) if exists else None


def read_numbers(read: Reader, arrangement: Arrangement) -> Tally:
    """Amounts by column and row, of budget and total rows; unreadable ones are findings."""
    rows = _rows(arrangement)
    result = Tally(read, arrangement)
    for k in [k for k in read.header.column if k.role in NUMBERS]:
        content = {n: read.content(n, k.ordinal) for n in rows}
        result.column[k.ordinal], wrong = read_rupiah(content, k.times or 1)
        for ordinal, error in wrong.items():
            read.add(
                address(ordinal, k.ordinal),
                str(error),
                error.advice,
                read.content(ordinal, k.ordinal),
            )
    return result


def _rows(arrangement: Arrangement) -> list[int]:
    detailed = (n for s in arrangement.sub for n in s.detailed)
    return sorted({*(s.rows for s in arrangement.node), *detailed, *arrangement.total})


def check_calculation(compute: Tally) -> None:
    """Add a finding for each number of the export that its own rows do not bear out."""
    read, arrangement = compute.read, compute.arrangement
    for p in compute.money if arrangement.sub else ():
        slack = compute.slack(*read.header.money(p))
        _check_negative(compute, p)
        compute.checked += check_tree(
            read, arrangement.node, PHRASES[p], partial(compute.cells, p), compute.money[p], slack
        )
        _check_total(compute, p, slack)
    for ordinal in _rows(arrangement):
        value = {p: a.get(ordinal) for p, a in compute.raw_bytes.items()}
        _check_percent(read, ordinal, value)
        _check_diff(compute, ordinal, value)
    for intact, part in ((u, b) for u in compute.raw_bytes for b in PARTS[u]):
        column = read.header.part(part)
        if len(column) > 1 and column != read.header.money(intact):
            _check_parts(compute, intact, column, when=part.startswith("kala"))


def _check_negative(compute: Tally, p: Role) -> None:
    for s in compute.arrangement.sub:
        if (value := compute.money[p].get(s.rows) or 0) < 0:
            compute.read.add(
                compute.cells(p, s.rows), f"{PHRASES[p]} “{s.name}” {phrase(value)}; tidak boleh "
                "kurang "
                "dari nol", CHECK, value,
            )  # fmt: skip


def _check_total(compute: Tally, p: Role, slack: Decimal) -> None:
    """A total is that of all sub kegiatan, or of those above: all, or since some start."""
    arrangement, number = compute.arrangement, compute.money[p]
    sub = {s.rows: number.get(s.rows) or 0 for s in arrangement.sub}
    limit = slack * (len(sub) + 1)
    every = sum(sub.values())
    for ordinal in arrangement.total:
        printed = number.get(ordinal)
        if printed is None:
            continue
        start = _group_starts(arrangement, ordinal)
        valid = [every, *(sum(v for n, v in sub.items() if m <= n < ordinal) for m in start)]
        if all(absolute(printed - s) > limit for s in valid):
            upper = sum(v for n, v in sub.items() if n < ordinal) or every
            compute.read.add(
                compute.cells(p, ordinal), f"baris jumlah berisi {PHRASES[p]} {phrase(printed)}, "
                "padahal "
                f"sub kegiatan di ekspor berjumlah {phrase(upper)}", CHECK, printed,
            )  # fmt: skip
        else:
            compute.checked += 1


def _group_starts(arrangement: Arrangement, ordinal: int) -> set[int]:
    """Where a total may begin: the top, the last total, the last unit, programme or kegiatan."""
    upper = [s for s in arrangement.sub if s.rows < ordinal]
    result = {0, *[j for j in arrangement.total if j < ordinal][-1:]}
    group: tuple[Callable[[Node], str], ...] = (
        lambda s: s.unit, lambda s: f"{s.unit}/{s.program}",
        lambda s: f"{s.unit}/{s.program}/{s.kegiatan}",
    )  # fmt: skip
    for key in group if upper else ():
        result.add(next(s.rows for s in upper if key(s) == key(upper[-1])))
    return result


def _check_percent(read: Reader, ordinal: int, value: dict[Role, Values | None]) -> None:
    pagu, realisasi = value.get("pagu"), value.get("realisasi")
    for k in read.header.ordinal("persen"):
        printed = read.content(ordinal, k)
        if not pagu or realisasi is None or printed is None:
            continue
        exact = float(realisasi / Decimal(pagu) * 100)
        percent = f"{exact:.2f}".replace(".", ",")
        if not is_fitting_percent(printed, exact):
            read.add(
                address(ordinal, k), f"persentase tertulis {printed}, padahal "
                f"{phrase(realisasi)} dari "
                f"{phrase(pagu)} adalah {percent} persen",
                "periksa pagu, realisasi, dan persentasenya", printed,
            )  # fmt: skip


def _check_diff(compute: Tally, ordinal: int, value: dict[Role, Values | None]) -> None:
    """Bertambah/(berkurang) = sesudah − sebelum; sisa = pagu − realisasi."""
    before, pagu, realisasi = (value.get(p) for p in MONEY)
    header = compute.read.header
    for k in header.ordinal("selisih"):
        _comparison(compute, ordinal, k, "bertambah/(berkurang)", [_lacking(pagu, before)])
    for k in header.ordinal("sisa"):
        valid = [_lacking(pagu, realisasi)] if header.money("realisasi") else []
        valid += [_lacking(pagu, before)] if header.money("pagu_sebelum") else []
        _comparison(compute, ordinal, k, "sisa", [*valid, *(-s for s in valid)])


def _lacking(a: Values | None, b: Values | None) -> Values:
    return (a or 0) - (b or 0)


def _comparison(compute: Tally, ordinal: int, k: int, name: str, valid: list[Values]) -> None:
    printed = compute.column[k].get(ordinal)
    limit = compute.slack(*compute.column) * 3
    if printed is not None and valid and all(absolute(printed - s) > limit for s in valid):
        compute.read.add(
            address(ordinal, k), f"{name} tertulis {phrase(printed)}, padahal selisih kedua "
            "angkanya "
            f"{phrase(valid[0])}", CHECK, printed,
        )  # fmt: skip


def _check_parts(compute: Tally, intact: Role, column: list[int], *, when: bool) -> None:
    """The kinds of belanja, and the months of a year, add up to the amount beside them."""
    limit = compute.slack(*column, *compute.read.header.money(intact)) * (len(column) + 1)
    name = "bagian waktunya" if when else "jenis belanjanya"
    for ordinal, printed in compute.raw_bytes[intact].items():
        total = _add(compute.column[k].get(ordinal) for k in column)
        if total is not None and printed is not None and absolute(printed - total) > limit:
            compute.read.add(
                compute.cells(intact, ordinal), f"{PHRASES[intact]} {phrase(printed)}, padahal "
                f"{name} berjumlah "
                f"{phrase(total)}", CHECK, printed,
                "peringatan" if when and intact == "pagu" else "salah",
            )  # fmt: skip


def is_dash(value: object) -> bool:
    """Whether a cell without an amount says so, by a dash."""
    return bool(re.search(r"[-–—−]", str(value or "")))
