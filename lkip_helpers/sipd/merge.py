"""The rows of an export merged with those of the sheet DPA; every loss is a finding."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.importers.findings import Findings, phrase_few
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.intake.todo import phrase_cells
from lkip_helpers.schema.cells import fold_text
from lkip_helpers.schema.numbers import EMPTY, parse_number, rupiah
from lkip_helpers.schema.sheets import Dpa
from lkip_helpers.sipd.amounts import phrase
from lkip_helpers.sipd.codes import code_key
from lkip_helpers.sipd.roles import MONEY
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent


def _list_keys(row: RowRecord) -> list[tuple[str, ...] | None]:
    """What a row is known by, best first: its code, or ever fewer of its names, with its unit."""
    fields = ("kode_sub_kegiatan", "unit", "program", "kegiatan", "sub_kegiatan")
    code, unit, *names = (fold_text(row.get(n)) for n in fields)
    unit = "" if unit in EMPTY else unit
    by_names = [(*names[i:], unit) for i in range(len(names))]
    return [None if code in EMPTY else (code_key(code), unit), *by_names]


@dataclass
class _Merge:
    """The sheet before the merge, and its rows after it with the findings on them."""

    sheet: SheetRows
    rows: list[RowRecord] = field(default_factory=list)
    findings: Findings = field(default_factory=lambda: Findings(Dpa.FILE, Dpa.SHEET))

    def cell(self, number: int, name: str = "sub_kegiatan") -> str:
        return self.sheet.locate(number, name)


def merge_dpa(sheet: SheetRows, new: Sequence[RowRecord]) -> tuple[SheetContent, list[Finding]]:
    """The sheet's rows after the import, and each change of what it holds, by its cell.

    Rows are matched by code, else by names. Names and outputs stay as the office wrote them. An
    amount that differs is a fault, unless the export has it as the former pagu. A row the export
    lacks stays, except one with an amount in a programme of which the export has the pagu.
    """
    merge, old = _Merge(sheet), dict(sheet.rows)
    pairs = _match_rows(old, new)
    for index, row in enumerate(new):
        number = pairs.get(index)
        merge.rows.append(row if number is None else _merge_row(merge, number, old[number], row))
    budgeted = set[str]().union(*(_program_labels(r) for r in old.values() if _has_amount(r)))
    added = (r for i, r in enumerate(new) if i not in pairs and budgeted & _program_labels(r))
    if names := [f"“{r['sub_kegiatan']}”" for r in added]:
        merge.findings.add("sub_baru", banyak=len(names), nama=phrase_few(names))
    if unmatched := {n: r for n, r in old.items() if n not in pairs.values()}:
        rows = (*new, *(old[n] for n in pairs.values()))
        programs = set[str]().union(*map(_program_labels, rows))
        _keep_unmatched(merge, unmatched, programs, has_pagu=any("pagu" in r for r in new))
    return SheetContent(merge.rows), merge.findings.every


def _program_labels(row: RowRecord) -> set[str]:
    """Code and name of the programme of a row, whichever there are."""
    return {fold_text(row.get(n)) for n in ("kode_program", "program")} - EMPTY


def _match_rows(old: dict[int, RowRecord], new: Sequence[RowRecord]) -> dict[int, int]:
    """Row number on the sheet by index in the export; only where a key is unique on both sides."""
    pairs: dict[int, int] = {}
    keys = [_list_keys(r) for r in new], {n: _list_keys(r) for n, r in old.items()}
    for place in range(4):
        new_keys = {i: own[place] for i, own in enumerate(keys[0]) if i not in pairs}
        old_keys = {n: own[place] for n, own in keys[1].items() if n not in pairs.values()}
        counts = Counter(old_keys.values()), Counter(new_keys.values())
        numbers = {k: n for n, k in old_keys.items() if k and [c[k] for c in counts] == [1, 1]}
        pairs |= {i: numbers[k] for i, k in new_keys.items() if k in numbers}
    return pairs


def _merge_row(merge: _Merge, number: int, old: RowRecord, new: RowRecord) -> RowRecord:
    name = old.get("sub_kegiatan")
    if fold_text(name) != fold_text(new["sub_kegiatan"]):
        merge.findings.add("nama_beda", merge.cell(number), name, nama=new["sub_kegiatan"])
    merged = dict(old)
    for key, value in new.items():
        if key in MONEY:
            merged[key] = _choose_amount(merge, number, key, old, new)
        elif not fold_text(old.get(key)):
            merged[key] = value
    return merged


def _choose_amount(
    merge: _Merge, number: int, key: str, old: RowRecord, new: RowRecord
) -> int | str | None:
    """The amount of the export, where it has one; a change is a finding."""
    current, amount = old.get(key), new[key]
    if amount is None or (amount == 0 and fold_text(current) in EMPTY - {""}):
        return current  # a dash in the workbook also means that nothing is budgeted
    kept = "pagu_sebelum" in new and _amount(current) == _amount(new["pagu_sebelum"])
    is_former_pagu = key == "pagu" and kept and not _amount(old.get("pagu_sebelum"))
    if fold_text(current) and _amount(current) != _amount(amount) and not is_former_pagu:
        words = {"kolom": Dpa.list_titles()[key], "nama": old.get("sub_kegiatan")}
        words |= {"isi": phrase(_amount(current)), "ekspor": phrase(_amount(amount))}
        merge.findings.add("angka_beda", merge.cell(number, key), current, **words)
    return amount


def _keep_unmatched(
    merge: _Merge, unmatched: dict[int, RowRecord], programs: set[str], *, has_pagu: bool
) -> None:
    """Keep or remove the rows the export does not have; programs: those that it has.

    Rows of its programmes that have an amount contradict an export with the pagu; they are removed,
    but only with --ganti. All others stay where their programme is, with one finding for each kind.
    """
    other = {n: r for n, r in unmatched.items() if not programs & _program_labels(r)}
    filled = {n: r for n, r in unmatched.items() if n not in other and _has_amount(r)}
    empty = {n: r for n, r in unmatched.items() if n not in other and n not in filled}
    removed = filled if has_pagu else {}
    for number, row in removed.items():
        name = row.get("sub_kegiatan")
        merge.findings.add("akan_dihapus", merge.cell(number), name, nama=name)
    names = {fold_text(r.get("program")): str(r.get("program")) for r in other.values()}
    _report_kept(merge, "program_tetap", other, program="; ".join(names.values()))
    _report_kept(merge, "sub_polos_tetap", empty)
    _report_kept(merge, "sub_tetap", {} if removed else filled)
    if kept := [unmatched[n] for n in sorted(unmatched) if n not in removed]:
        merge.rows = _sort([*merge.rows, *kept])


def _report_kept(merge: _Merge, name: str, rows: dict[int, RowRecord], **words: str) -> None:
    """Add a finding on how many rows stay, and the pagu they have."""
    if rows:
        cells = phrase_cells([merge.cell(n) for n in sorted(rows)])
        pagu = sum(_amount(r.get("pagu")) or 0 for r in rows.values())
        total = f" (pagu Rp{rupiah(pagu)})" if pagu else ""
        merge.findings.add(name, cells, banyak=len(rows), jumlah=total, **words)


def _sort(rows: list[RowRecord]) -> list[RowRecord]:
    """The rows grouped by programme, and in it by kegiatan; programmes in the order of their codes.

    Where a programme has no code, programmes stay in the order in which they first occur.
    """
    pairs = ((fold_text(r.get("program")), fold_text(r.get("kode_program"))) for r in rows)
    codes = {program: code for program, code in pairs if code}

    def key(row: RowRecord) -> tuple[str, str]:
        program = fold_text(row.get("program"))
        return codes.get(program, program), fold_text(row.get("kegiatan"))

    kegiatan = list(dict.fromkeys(map(key, rows)))
    programs = list(dict.fromkeys(program for program, _ in kegiatan))
    if set(programs) <= set(codes.values()):
        programs.sort()
    return sorted(rows, key=lambda r: (programs.index(key(r)[0]), kegiatan.index(key(r))))


def _has_amount(row: RowRecord) -> bool:
    return any(fold_text(row.get(n)) for n in MONEY)


def _amount(value: Any) -> int | None:
    number = parse_number(value, whole=True)
    return None if number is None else int(number)


def describe_change(before: SheetRows, content: SheetContent) -> Iterator[str]:
    """What the import does to the sums of the sheet, a line for each amount that it holds."""
    for name in MONEY:
        both = (r for _, r in before.rows), content.rows
        earlier, current = (sum(_amount(r.get(name)) or 0 for r in rows) for rows in both)
        if earlier or current:
            change = "bertambah" if current > earlier else "berkurang"
            difference = f"{change} Rp{rupiah(abs(current - earlier))}"
            yield (
                f"Lembar {Dpa.SHEET}, {Dpa.list_titles()[name]}: {rupiah(earlier)} menjadi "
                f"{rupiah(current)} ({'tetap' if current == earlier else difference})"
            )
