"""The export held against itself: totals, subtotals, percentages, differences and parts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial

from lkip_helpers.intake.finding import Level
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
from lkip_helpers.sipd.rows import Arrangement, Reader
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

    @property
    def rows(self) -> list[int]:
        """The rows of the budget, of what is summed into them, and of totals."""
        detailed = (n for s in self.arrangement.sub for n in s.detailed)
        own = (s.rows for s in self.arrangement.node)
        return sorted({*own, *detailed, *self.arrangement.total})

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

    def hold(
        self, cells: str, printed: Values, valid: Sequence[Values], limit: Values, message: str,
        severity: Level = "salah",
    ) -> None:  # fmt: skip
        """A printed amount is one of those it may be, or a finding."""
        if all(absolute(printed - v) > limit for v in valid):
            self.read.add(cells, message, CHECK, printed, severity)
        else:
            self.checked += 1


def _add_up(column: list[Number]) -> Number:
    if len(column) == 1:
        return column[0]
    return {n: _add(k.get(n) for k in column) for n in dict.fromkeys(n for k in column for n in k)}


def _add(value: Iterable[Values | None]) -> Values | None:
    exists = [n for n in value if n is not None]
    return sum(exists[1:], exists[0]) if exists else None


def read_numbers(read: Reader, arrangement: Arrangement) -> Tally:
    """Amounts by column and row, of budget and total rows; unreadable ones are findings."""
    result = Tally(read, arrangement)
    for k in [k for k in read.header.column if k.role in NUMBERS]:
        content = {n: read.content(n, k.ordinal) for n in result.rows}
        result.column[k.ordinal], wrong = read_rupiah(content, k.times or 1)
        for n, error in wrong.items():
            read.add(address(n, k.ordinal), str(error), error.advice, content[n])
    return result


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
    held = compute.checked
    for ordinal in compute.rows:
        value = {p: a.get(ordinal) for p, a in compute.raw_bytes.items()}
        _check_percent(read, ordinal, value)
        _check_diff(compute, ordinal, value)
    for intact, part in ((u, b) for u in compute.raw_bytes for b in PARTS[u]):
        column = read.header.part(part)
        if len(column) > 1 and column != read.header.money(intact):
            _check_parts(compute, intact, column, when=part.startswith("kala"))
    compute.checked = held  # what is said to be checked are sums


def _check_negative(compute: Tally, p: Role) -> None:
    for s in compute.arrangement.sub:
        if (value := compute.money[p].get(s.rows) or 0) < 0:
            message = f"{PHRASES[p]} “{s.name}” {phrase(value)}; tidak boleh kurang dari nol"
            compute.read.add(compute.cells(p, s.rows), message, CHECK, value)


def _check_total(compute: Tally, p: Role, slack: Decimal) -> None:
    """A total is that of all sub kegiatan, or of those above: all, or since some start."""
    arrangement, number = compute.arrangement, compute.money[p]
    sub = {s.rows: number.get(s.rows) or 0 for s in arrangement.sub}
    every = sum(sub.values())
    for ordinal in arrangement.total:
        if (printed := number.get(ordinal)) is None:
            continue
        start = _group_starts(arrangement, ordinal)
        valid = [every, *(sum(v for n, v in sub.items() if m <= n < ordinal) for m in start)]
        upper = sum(v for n, v in sub.items() if n < ordinal) or every
        message = f"baris jumlah berisi {PHRASES[p]} {phrase(printed)}, padahal sub kegiatan di "
        compute.hold(
            compute.cells(p, ordinal), printed, valid, slack * (len(sub) + 1),
            f"{message}ekspor berjumlah {phrase(upper)}",
        )  # fmt: skip


def _group_starts(arrangement: Arrangement, ordinal: int) -> set[int]:
    """Where a total may begin: the top, the last total, the last unit, programme or kegiatan."""
    upper = [(s.rows, (s.unit, s.program, s.kegiatan)) for s in arrangement.sub if s.rows < ordinal]
    result = {0, *[j for j in arrangement.total if j < ordinal][-1:]}
    for depth in range(1, 4) if upper else ():
        result.add(next(n for n, key in upper if key[:depth] == upper[-1][1][:depth]))
    return result


def _check_percent(read: Reader, ordinal: int, value: dict[Role, Values | None]) -> None:
    pagu, realisasi = value.get("pagu"), value.get("realisasi")
    for k in read.header.ordinal("persen"):
        printed = read.content(ordinal, k)
        if not pagu or realisasi is None or printed is None:
            continue
        exact = float(realisasi / Decimal(pagu) * 100)
        if not is_fitting_percent(printed, exact):
            percent = f"{exact:.2f}".replace(".", ",")
            read.add(
                address(ordinal, k), f"persentase tertulis {printed}, padahal {phrase(realisasi)} "
                f"dari {phrase(pagu)} adalah {percent} persen",
                "periksa pagu, realisasi, dan persentasenya", printed,
            )  # fmt: skip


def _check_diff(compute: Tally, ordinal: int, value: dict[Role, Values | None]) -> None:
    """Bertambah/(berkurang) = sesudah − sebelum; sisa = pagu − realisasi."""
    before, pagu, realisasi = (value.get(p) or 0 for p in MONEY)
    header = compute.read.header
    left = [pagu - realisasi] if header.money("realisasi") else []
    left += [pagu - before] if header.money("pagu_sebelum") else []
    for role, name, valid in (
        ("selisih", "bertambah/(berkurang)", [pagu - before]),
        ("sisa", "sisa", [*left, *(-s for s in left)]),
    ):
        for k in header.column:
            printed = compute.column[k.ordinal].get(ordinal) if k.role == role else None
            if printed is not None and valid:
                message = f"{name} tertulis {phrase(printed)}, padahal selisih kedua angkanya "
                compute.hold(
                    address(ordinal, k.ordinal), printed, valid, compute.slack(*compute.column) * 3,
                    f"{message}{phrase(valid[0])}",
                )  # fmt: skip


def _check_parts(compute: Tally, intact: Role, column: list[int], *, when: bool) -> None:
    """The kinds of belanja, and the months of a year, add up to the amount beside them."""
    limit = compute.slack(*column, *compute.read.header.money(intact)) * (len(column) + 1)
    name = "bagian waktunya" if when else "jenis belanjanya"
    for ordinal, printed in compute.raw_bytes[intact].items():
        total = _add(compute.column[k].get(ordinal) for k in column)
        if total is not None and printed is not None:
            message = f"{PHRASES[intact]} {phrase(printed)}, padahal {name} berjumlah "
            compute.hold(
                compute.cells(intact, ordinal), printed, [total], limit, message + phrase(total),
                "peringatan" if when and intact == "pagu" else "salah",
            )  # fmt: skip


def is_dash(value: object) -> bool:
    """Whether a cell without an amount says so, by a dash."""
    return bool(re.search(r"[-–—−]", str(value or "")))
