"""The rows that are summed into one sub kegiatan: whether each is a part of it, and stands once."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from lkip_helpers.sipd.budget_table import BudgetRow
from lkip_helpers.sipd.crosscheck import PHRASES, Tally
from lkip_helpers.sipd.roles import Role, mentions

FEW = 3  # rows; fewer may be alike by chance


def check_parts(tally: Tally) -> None:
    """Add findings on rows that stand twice, are versions of one another, repeat a sum or grow."""
    table = tally.table
    several = [r for r in tally.budget.sub if len(r.parts) > 1]
    _check_duplicates(tally)
    columns = [c for c in table.head.columns if c.role not in ("rincian", *PHRASES)]
    versions = [c.number for c in columns if mentions("versi", c.text)]
    times = [c.number for c in columns if mentions("kolom_waktu", c.text)]
    groups = [g for row in several for g in _group_alike(tally, row)]
    for group in groups:
        if any(len({table.text(n, c) for n in group}) > 1 for c in versions):
            table.add("versi_ganda", table.cell(group[1]), baris=group[0])
            return
    timed = [g for g in groups if any(len({table.text(n, c) for n in g}) > 1 for c in times)]
    for role, printed in tally.printed.items():
        _check_repeated(tally, role, several)
        rows = [[printed.get(n) or 0 for n in g] for g in timed]
        rising = all(a <= b for row in rows for a, b in pairwise(row))
        first, last = (sum(row[i] for row in rows) for i in (0, -1))
        if len(rows) >= FEW and rising and 2 * last > 3 * first:
            words = {"angka": PHRASES[role], "banyak": len(timed[0])}
            table.add("bagian_tumbuh", tally.cells(role, timed[0][0]), **words)
        empty = [n for n in tally.budget.joined if printed.get(n) is None]
        if empty := [n for n in empty if not table.texts(n, table.head.find_money(role))]:
            cells = tally.cells(role, empty[0])
            table.add("bagian_kosong", cells, banyak=len(empty), angka=PHRASES[role])


def _check_duplicates(tally: Tally) -> None:
    """Add a finding on each document or account that is there twice, alike in every cell."""
    table = tally.table
    counters = {c.number for c in table.head.columns if c.reason == "nomor urut"}
    documents = any(mentions("dokumen", c.text) for c in table.head.columns)
    seen: dict[tuple[Any, ...], int] = {}
    for number in tally.budget.joined:
        cells = enumerate(table.sheet.rows[number - 1], 1)
        key = tuple(value for column, value in cells if column not in counters)
        if (first := seen.setdefault(key, number)) != number:
            name = "dokumen_ganda" if documents else "baris_ganda"
            table.add(name, table.cell(number), baris=first)


def _group_alike(tally: Tally, row: BudgetRow) -> Iterator[list[int]]:
    """The rows of a sub kegiatan that no account, document or other detail tells apart."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in row.parts:
        details = tally.table.head.find("rincian")
        groups[tuple(tally.table.text(number, c) for c in details)].append(number)
    yield from (g for g in groups.values() if len(g) > 1)


def _check_repeated(tally: Tally, role: Role, several: list[BudgetRow]) -> None:
    """Add a finding where an amount is the same on all rows of each sub kegiatan, as sums are.

    A pagu may be divided evenly where one share alone cannot hold what was spent. A realisasi alone
    may be of equal payments.
    """
    own = {r.number: [tally.printed[role].get(n) or 0 for n in r.parts] for r in several}
    own = {n: amounts for n, amounts in own.items() if any(amounts)}
    alike = all(len(set(amounts)) == 1 for amounts in own.values())
    if role == "pagu_sebelum" or not alike or sum(map(len, own.values())) < FEW:
        return
    repeated, realisasi = len(own) > 1 and "pagu" in tally.printed, tally.printed.get("realisasi")
    if role == "pagu":
        spent = [[(realisasi or {}).get(n) or 0 for n in r.parts] for r in several]
        fits = all(sum(s) <= own[r.number][0] or len({*s}) == 1
                   for s, r in zip(spent, several, strict=True) if r.number in own)  # fmt: skip
        of_sub = any(mentions("sub", c.text) for c in tally.table.head.columns if c.role == "pagu")
        repeated = of_sub or (fits and any(map(any, spent))) or (repeated and realisasi is None)
    if repeated:
        row = next(r for r in several if r.number in own)
        words = {"angka": PHRASES[role], "nama": row.name, "banyak": len(row.parts)}
        tally.table.add("angka_berulang", tally.cells(role, row.number), **words)
