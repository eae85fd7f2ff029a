"""What was understood of an export: its layout, its columns, what was summed and is doubtful."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules
from lkip_helpers.sipd.amounts import phrase, round_amount
from lkip_helpers.sipd.budget_table import BudgetRow, ExportTable
from lkip_helpers.sipd.crosscheck import PHRASES, Tally
from lkip_helpers.sipd.head import LARGE, join_letters
from lkip_helpers.sipd.roles import PARTS, PERIOD_REASON, Role, mentions
from lkip_helpers.sipd.uncoded_rows import is_dpa_print

TOO_SMALL, FEW = 10**7, 3  # rupiah; of at least FEW sub kegiatan one has more
MOST_BELOW, MOST_ABOVE = 800, 10  # times the pagu is the realisasi, or it the pagu
MENTIONED = 8


def check_columns(table: ExportTable, tahun: int, *, doubts: bool) -> None:
    """Add findings where no amount is of this year, units of money differ or parts are left out."""
    head = table.head
    if not doubts and not (head.find_money("pagu") or head.find_money("realisasi")):
        table.add("tanpa_angka", table.head_cells([1]), tahun=tahun)
    money = [c for c in head.columns if c.number in table.money_columns]
    units = {c.multiplier: c.number for c in money if c.multiplier}
    if len(units) > 1:
        table.add("satuan_beda", table.head_cells(list(units.values())))
    settled = not head.find_money("pagu") or head.find("pagu_sebelum", "sisa", "persen")
    of_pagu: Role = "lain" if head.find_money("realisasi") else "selisih"
    for column in () if settled else head.columns:
        changes = column.role in ("lain", of_pagu) and mentions("mengubah", column.text)
        if changes and column.holds_money():
            table.add("pagu_diubah", table.head_cells([column.number]), kolom=column.text)
    for name, roles in PARTS.items():
        months = [role for role in roles if role.startswith("kala")]
        reason = PERIOD_REASON if name == "realisasi" else None
        parts = [c.number for c in head.columns if c.role in months or c.reason == reason]
        if parts and not head.find_money(name):
            table.add("belum_lengkap", table.head_cells(parts), angka=name)


def report_adjustments(tally: Tally) -> None:
    """Add findings on amounts that were multiplied or rounded, or seem wrong, and on refunds."""
    table, sub = tally.table, tally.table.sub
    money = [c for c in table.head.columns if c.number in table.money_columns]
    found = (by_row.get(row.number) for by_row in tally.money.values() for row in sub)
    amounts = [amount for amount in found if amount is not None]
    largest = max(amounts, default=0)
    if thousands := [c.number for c in money if c.multiplier > 1]:
        doubtful = largest >= 10**12  # rupiah; no sub kegiatan of a kecamatan has as much
        table.add("ribuan_diragukan" if doubtful else "ribuan", table.head_cells(thousands))
    elif len(sub) >= FEW and 0 < largest < TOO_SMALL:
        name = "angka_kecil" if largest >= LARGE else "bukan_rupiah"
        table.add(name, table.head_cells(sorted(table.money_columns)), besar=phrase(largest))
    _report_doubtful(tally)
    if sen := [v for v in amounts if v != int(v)]:
        difference = sum((round_amount(v) - v for v in sen), start=0)
        table.add("sen", banyak=len(sen), selisih=phrase(difference))
    for column in table.head.find("setoran"):
        if total := sum(tally.by_column[column].get(n) or 0 for n in tally.table.summed):
            table.add("setoran", table.head_cells([column]), jumlah=phrase(total))


def _report_doubtful(tally: Tally) -> None:
    """Add findings on amounts that cannot be those of one sub kegiatan each, or of one unit."""
    table, sub = tally.table, tally.table.sub
    pagu, realisasi = (tally.money.get(role, {}) for role in ("pagu", "realisasi"))
    for top, left, bottom, _ in (m for m in table.sheet.merges if m[1] in table.money_columns):
        if (count := sum(any(top <= n <= bottom for n in r.summed) for r in sub)) > 1:
            table.add("angka_digabung", address(top, left), banyak=count)
    whole, used = (sum(own.get(r.number) or 0 for r in sub) for own in (pagu, realisasi))
    words = {"pagu": phrase(whole), "realisasi": phrase(used)}
    if min(whole, used) > 0 and not whole < used * MOST_BELOW < whole * MOST_BELOW * MOST_ABOVE:
        table.add("satuan_diragukan", table.head_cells(sorted(table.money_columns)), **words)
    for row in sub if pagu else ():
        own, spent = pagu.get(row.number), realisasi.get(row.number) or 0
        words = {"pagu": phrase(own), "realisasi": phrase(spent), "nama": row.name}
        if own is None and spent:
            table.add("pagu_kosong", tally.cells("pagu", row.number), nama=row.name)
        elif own is not None and spent > own:
            table.add("melebihi_pagu", tally.cells("realisasi", row.number), **words)


def describe_reading(tally: Tally) -> Iterator[str]:
    """Lines for the terminal: layout, amounts with their columns and sums, rows summed, checks."""
    head, sub = tally.table.head, tally.table.sub
    yield f"Tata letak: {name_layout(tally.table)}"
    for role in tally.money:
        columns = join_letters(*head.find_money(role))
        yield f"{PHRASES[role].capitalize()} (kolom {columns}): Rp{phrase(tally.total(role))}"
    units = list(dict.fromkeys(r.unit for r in sub if r.unit))
    yield f"Sub kegiatan: {len(sub)} baris" + (f", unit: {', '.join(units)}" if units else "")
    summed = [r for r in sub if len(r.parts) > 1]
    for row in summed[:MENTIONED]:
        yield f"  {row.code or row.name}: jumlah {len(row.parts)} baris, mulai baris {row.parts[0]}"
    if len(summed) > MENTIONED:
        yield f"  … dan {len(summed) - MENTIONED} sub kegiatan lain yang dijumlahkan"
    yield f"Jumlah yang diperiksa dan cocok: {tally.checked}"


def name_layout(table: ExportTable) -> str:
    """The name of the layout of an export: the first of the rules that fits."""
    roles = {c.role for c in table.head.columns}
    heads = " ".join(c.text for c in table.head.columns).casefold()
    shapes = {"cetakan": is_dpa_print(table), "datar": not table.head.is_hierarchical, "": True}

    def fits(layout: dict[str, Any]) -> bool:
        alternatives = (item.split("/") for item in layout.get("kolom", ()))
        shaped = shapes[layout.get("bentuk", "")] and layout.get("kepala", "") in heads
        return shaped and all(map(roles.intersection, alternatives))

    return str(next(layout["nama"] for layout in load_rules("sipd")["tata"] if fits(layout)))


def check_parts(tally: Tally) -> None:
    """Add findings on rows of a sub kegiatan that stand twice, are no parts of it or are empty.

    Rows that no account or other detail tells apart may be stages, months or sums until then.
    """
    table, head = tally.table, tally.table.head
    several = [r for r in tally.table.sub if len(r.parts) > 1]
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
