"""The rows that are summed into one sub kegiatan: whether each is a part of it, and stands once."""

from collections import defaultdict
from collections.abc import Sequence

from lkip_helpers.sipd.budget_table import BudgetRow
from lkip_helpers.sipd.crosscheck import PHRASES, Tally
from lkip_helpers.sipd.roles import Role, mentions

FEW = 3  # rows; fewer may be alike by chance


def check_parts(tally: Tally) -> None:
    """Add findings on rows of a sub kegiatan that stand twice, are no parts of it or are empty.

    Rows that no account or other detail tells apart may be stages, months or sums until then.
    """
    table, head = tally.table, tally.table.head
    several = [r for r in tally.budget.sub if len(r.parts) > 1]
    columns = [c for c in head.columns if c.reason != "nomor urut"]
    texts = [c for c in columns if c.number not in table.number_columns]
    details = [c.number for c in texts if c.role == "rincian" or c.mentions("barang")]
    groups = [g for r in several for g in _group_alike(tally, r.parts, details)]
    documents = any(mentions("dokumen", c.text) for c in columns)
    name = "dokumen_ganda" if documents else "baris_ganda"
    others = [c.number for c in texts if not mentions("jumlah_barang", c.text)]
    for group in groups:
        alike = _group_alike(tally, group, [c.number for c in columns])
        for first, number in ((g[0], n) for g in alike for n in g[1:]):
            table.add(name, table.cell(number), baris=first)
        if not documents and _group_alike(tally, group, others) != [group]:
            table.add("rincian_sama", table.cell(group[1]), baris=group[0])
    for role, printed in tally.printed.items():
        _check_repeated(tally, role, several)
        empty = [n for r in several for n in r.parts if printed.get(n) is None]
        if empty := [n for n in empty if not table.texts(n, head.find_money(role))]:
            cells = tally.cells(role, empty[0])
            table.add("bagian_kosong", cells, banyak=len(empty), angka=PHRASES[role])


def _group_alike(tally: Tally, numbers: Sequence[int], columns: Sequence[int]) -> list[list[int]]:
    """The rows that some columns do not tell apart, by groups of two and more."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in numbers:
        groups[tuple(tally.table.text(number, c) for c in columns)].append(number)
    return [g for g in groups.values() if len(g) > 1]


def _check_repeated(tally: Tally, role: Role, several: list[BudgetRow]) -> None:
    """Add a finding where an amount is the same on all rows of each sub kegiatan, as sums are.

    A pagu may be divided evenly where one share alone cannot hold what was spent. A realisasi alone
    may be of equal payments.
    """
    amounts, realisasi = tally.printed[role], tally.printed.get("realisasi", {})
    rows = [r for r in several if any(amounts.get(n) for n in r.parts)]
    own = [[amounts.get(n) or 0 for n in r.parts] for r in rows]
    alike = all(len({*parts}) == 1 for parts in own)
    if role == "pagu_sebelum" or not alike or sum(map(len, own)) < FEW:
        return
    repeated = len(rows) > 1 and "pagu" in tally.printed
    if role == "pagu":
        spent = [[realisasi.get(n) or 0 for n in r.parts] for r in rows]
        pairs = zip(own, spent, strict=True)
        fits = all(sum(parts) <= pagu[0] or len({*parts}) == 1 for pagu, parts in pairs)
        of_sub = any(mentions("sub", c.text) for c in tally.table.head.columns if c.role == "pagu")
        repeated = of_sub or (fits and any(map(any, spent))) or (repeated and not realisasi)
    if repeated:
        words = {"angka": PHRASES[role], "nama": rows[0].name, "banyak": len(rows[0].parts)}
        tally.table.add("angka_berulang", tally.cells(role, rows[0].number), **words)
