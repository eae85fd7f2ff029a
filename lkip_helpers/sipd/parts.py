"""The rows that are summed into one sub kegiatan: whether each is a part of it, and stands once."""

from collections import defaultdict
from collections.abc import Sequence

from lkip_helpers.sipd.amounts import grows
from lkip_helpers.sipd.budget_table import BudgetRow
from lkip_helpers.sipd.crosscheck import PHRASES, Tally
from lkip_helpers.sipd.roles import Role, mentions

FEW = 3  # rows; fewer may be alike by chance


def check_parts(tally: Tally) -> None:
    """Add findings on rows that stand twice, are versions of one another, repeat a sum or grow."""
    table, head = tally.table, tally.table.head
    several = [r for r in tally.budget.sub if len(r.parts) > 1]
    groups = [g for r in several for g in _group_alike(tally, r.parts, head.find("rincian"))]
    counters = [c.number for c in head.columns if c.reason == "nomor urut"]
    every = [c for c in range(1, len(table.sheet.rows[0]) + 1) if c not in counters]
    name = "dokumen" if any(mentions("dokumen", c.text) for c in head.columns) else "baris"
    for group in groups:
        for first, *twice in _group_alike(tally, group, every):
            for number in twice:
                table.add(f"{name}_ganda", table.cell(number), baris=first)
    telling = {word: [c.number for c in head.columns if mentions(word, c.text)]
               for word in ("versi", "kolom_waktu")}  # fmt: skip
    versions, timed = (
        [g for g in groups if len({*_texts(tally, g, columns)}) > 1] for columns in telling.values()
    )
    for group in versions[:1]:
        table.add("versi_ganda", table.cell(group[1]), baris=group[0])
    for role, printed in tally.printed.items():
        _check_repeated(tally, role, several)
        if len(timed) >= FEW and grows([[printed.get(n) or 0 for n in g] for g in timed]):
            words = {"angka": PHRASES[role], "banyak": len(timed[0])}
            table.add("bagian_tumbuh", tally.cells(role, timed[0][0]), **words)
        empty = [n for n in tally.budget.joined if printed.get(n) is None]
        if empty := [n for n in empty if not table.texts(n, head.find_money(role))]:
            cells = tally.cells(role, empty[0])
            table.add("bagian_kosong", cells, banyak=len(empty), angka=PHRASES[role])


def _texts(tally: Tally, numbers: Sequence[int], columns: Sequence[int]) -> list[tuple[str, ...]]:
    """The texts of some columns in each of some rows."""
    return [tuple(tally.table.text(n, c) for c in columns) for n in numbers]


def _group_alike(tally: Tally, numbers: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """The rows that some columns do not tell apart, by groups of two and more."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, texts in zip(numbers, _texts(tally, numbers, columns), strict=True):
        groups[texts].append(number)
    return [g for g in groups.values() if len(g) > 1]


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
