"""What was understood of an export: its layout, its columns, what was summed and checked."""

from collections.abc import Iterator
from typing import Any

from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules
from lkip_helpers.sipd.amounts import phrase, round_amount
from lkip_helpers.sipd.budget_table import ExportTable
from lkip_helpers.sipd.crosscheck import PHRASES, Tally
from lkip_helpers.sipd.head import LARGE, join_letters
from lkip_helpers.sipd.roles import PARTS, PERIOD_REASON, Role, mentions
from lkip_helpers.sipd.uncoded_rows import is_dpa_print

TOO_LARGE = 10**12  # rupiah; no sub kegiatan of a kecamatan has as much
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
    table, sub = tally.table, tally.budget.sub
    money = [c for c in table.head.columns if c.number in table.money_columns]
    found = (by_row.get(row.number) for by_row in tally.money.values() for row in sub)
    amounts = [amount for amount in found if amount is not None]
    largest = max(amounts, default=0)
    if thousands := [c.number for c in money if c.multiplier > 1]:
        doubtful = largest >= TOO_LARGE
        table.add("ribuan_diragukan" if doubtful else "ribuan", table.head_cells(thousands))
    elif len(sub) >= FEW and 0 < largest < TOO_SMALL:
        name = "angka_kecil" if largest >= LARGE else "bukan_rupiah"
        table.add(name, table.head_cells(sorted(table.money_columns)), besar=phrase(largest))
    _report_doubtful(tally)
    if sen := [v for v in amounts if v != int(v)]:
        difference = sum((round_amount(v) - v for v in sen), start=0)
        table.add("sen", banyak=len(sen), selisih=phrase(difference))
    for column in table.head.find("setoran"):
        if total := sum(tally.by_column[column].get(n) or 0 for n in tally.budget.summed):
            table.add("setoran", table.head_cells([column]), jumlah=phrase(total))


def _report_doubtful(tally: Tally) -> None:
    """Add findings on amounts that cannot be those of one sub kegiatan each, or of one unit."""
    table, sub = tally.table, tally.budget.sub
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
    head, sub = tally.table.head, tally.budget.sub
    yield f"Tata letak: {name_layout(tally.table)}"
    for role in tally.money:
        columns = join_letters(head.find_money(role))
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
