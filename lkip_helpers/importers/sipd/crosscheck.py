"""The export held against itself: totals, subtotals, percentages, differences and parts."""

import re
from collections.abc import Callable

from lkip_helpers.importers.sipd.amounts import Number, is_fitting_percent, read_rupiah
from lkip_helpers.importers.sipd.roles import MONEY, Role
from lkip_helpers.importers.sipd.rows import Arrangement, Node, Reader
from lkip_helpers.importers.sipd.tree import CHECK, check_tree
from lkip_helpers.intake.checks import rupiah
from lkip_helpers.intake.workbook import address

PHRASES: dict[Role, str] = {
    "pagu_sebelum": "pagu sebelum perubahan", "pagu": "pagu", "realisasi": "realisasi",
}  # fmt: skip
PARTS: dict[Role, Role] = {
    "bagian": "pagu", "bagian_sebelum": "pagu_sebelum", "bagian_realisasi": "realisasi",
}  # fmt: skip


def read_numbers(read: Reader, arrangement: Arrangement) -> dict[int, Number]:
    """Amounts by column and row, of budget and total rows; unreadable ones are findings."""
    rows = sorted([*(s.rows for s in arrangement.node), *arrangement.total])
    result: dict[int, Number] = {}
    for k in read.header.ordinal(*MONEY, "selisih", "sisa", *PARTS):
        result[k], wrong = read_rupiah({n: read.content(n, k) for n in rows})
        for ordinal, error in wrong.items():
            read.add(address(ordinal, k), str(error), error.advice, read.content(ordinal, k))
    return result


def check_calculation(read: Reader, arrangement: Arrangement, number: dict[int, Number]) -> None:
    """Add a finding for each number of the export that its own rows do not bear out."""
    for p in MONEY if arrangement.sub else ():
        for k in read.header.ordinal(p):
            _check_negative(read, arrangement.sub, p, k, number[k])
            check_tree(read, arrangement.node, PHRASES[p], k, number[k])
            _check_total(read, arrangement, p, k, number[k])
    for ordinal in sorted([*(s.rows for s in arrangement.node), *arrangement.total]):
        value = {p: _value(read, number, p, ordinal) for p in MONEY}
        _check_percent(read, ordinal, value)
        _check_diff(read, ordinal, value, number)
        _check_parts(read, ordinal, value, number)


def _value(read: Reader, number: dict[int, Number], p: Role, ordinal: int) -> int | None:
    return next((number[k].get(ordinal) for k in read.header.ordinal(p)), None)


def _check_negative(read: Reader, sub: list[Node], p: Role, k: int, number: Number) -> None:
    for s in sub:
        if (value := number.get(s.rows) or 0) < 0:
            read.add(
                address(s.rows, k), f"{PHRASES[p]} “{s.name}” {rupiah(value)}; tidak boleh kurang "
                "dari nol", CHECK, value,
            )  # fmt: skip


def _check_total(read: Reader, arrangement: Arrangement, p: Role, k: int, number: Number) -> None:
    """A total is that of all sub kegiatan, or of those above: all, or since some start."""
    sub = {s.rows: number.get(s.rows) or 0 for s in arrangement.sub}
    every = sum(sub.values())
    for ordinal in arrangement.total:
        printed = number.get(ordinal)
        if printed is None:
            continue
        start = _group_starts(arrangement, ordinal)
        valid = {every, *(sum(v for n, v in sub.items() if m <= n < ordinal) for m in start)}
        if printed not in valid:
            upper = sum(v for n, v in sub.items() if n < ordinal) or every
            read.add(
                address(ordinal, k), f"baris jumlah berisi {PHRASES[p]} {rupiah(printed)}, padahal "
                f"sub kegiatan di ekspor berjumlah {rupiah(upper)}", CHECK, printed,
            )  # fmt: skip


def _group_starts(arrangement: Arrangement, ordinal: int) -> set[int]:
    """Where a total may begin: the top, the last total, the last programme or kegiatan."""
    upper = [s for s in arrangement.sub if s.rows < ordinal]
    result = {0, *[j for j in arrangement.total if j < ordinal][-1:]}
    group: tuple[Callable[[Node], str], ...] = (
        lambda s: s.program, lambda s: f"{s.program}/{s.kegiatan}",
    )  # fmt: skip
    for key in group if upper else ():
        result.add(next(s.rows for s in upper if key(s) == key(upper[-1])))
    return result


def _check_percent(read: Reader, ordinal: int, value: dict[Role, int | None]) -> None:
    pagu, realisasi = value["pagu"], value["realisasi"]
    for k in read.header.ordinal("persen"):
        printed = read.content(ordinal, k)
        if not pagu or realisasi is None or printed is None:
            continue
        exact = realisasi / pagu * 100
        phrase = f"{exact:.2f}".replace(".", ",")
        if not is_fitting_percent(printed, exact):
            read.add(
                address(ordinal, k), f"persentase tertulis {printed}, padahal {rupiah(realisasi)} "
                f"dari {rupiah(pagu)} adalah {phrase} persen",
                "periksa pagu, realisasi, dan persentasenya", printed,
            )  # fmt: skip


def _check_diff(
    read: Reader, ordinal: int, value: dict[Role, int | None], number: dict[int, Number]
) -> None:
    """Bertambah/(berkurang) = sesudah − sebelum; sisa = pagu − realisasi."""
    before, pagu, realisasi = (value[p] for p in MONEY)
    for k in read.header.ordinal("selisih"):
        _comparison(read, ordinal, k, number, "bertambah/(berkurang)", [_lacking(pagu, before)])
    for k in read.header.ordinal("sisa"):
        valid = [_lacking(pagu, realisasi)] if read.header.ordinal("realisasi") else []
        valid += [_lacking(pagu, before)] if read.header.ordinal("pagu_sebelum") else []
        _comparison(read, ordinal, k, number, "sisa", [*valid, *(-s for s in valid)])


def _lacking(a: int | None, b: int | None) -> int:
    return (a or 0) - (b or 0)


def _comparison(
    read: Reader, ordinal: int, k: int, number: dict[int, Number], name: str, valid: list[int]
) -> None:
    printed = number[k].get(ordinal)
    if printed is not None and valid and printed not in valid:
        read.add(
            address(ordinal, k), f"{name} tertulis {rupiah(printed)}, padahal selisih kedua "
            f"angkanya {rupiah(valid[0])}", CHECK, printed,
        )  # fmt: skip


def _check_parts(
    read: Reader, ordinal: int, value: dict[Role, int | None], number: dict[int, Number]
) -> None:
    """The kinds of belanja add up to the amount, where they stand beside it."""
    for part, intact in PARTS.items():
        column = read.header.ordinal(part)
        content = [number[k].get(ordinal) for k in column]
        total, printed = sum(i or 0 for i in content), value[intact]
        if (
            len(column) > 1
            and any(i is not None for i in content)
            and printed is not None
            and printed != total
        ):
            location = read.header.ordinal(intact)[0]
            read.add(
                address(ordinal, location), f"{PHRASES[intact]} {rupiah(printed)}, padahal jenis "
                f"belanjanya berjumlah {rupiah(total)}", CHECK, printed,
            )  # fmt: skip


def is_dash(value: object) -> bool:
    """Whether a cell without an amount says so, by a dash."""
    return bool(re.search(r"[-–—−]", str(value or "")))
