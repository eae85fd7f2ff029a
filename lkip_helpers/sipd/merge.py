"""The rows of an export merged with those of the sheet DPA; every loss is a finding."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

Key = tuple[str, ...]


def _list_keys(row: RowRecord) -> list[Key | None]:
    """What a row is known by, best first: its code, or ever fewer of its names, with its unit."""
    fields = ("kode_sub_kegiatan", "unit", "program", "kegiatan", "sub_kegiatan")
    code, unit, *names = (fold_text(row.get(n)) for n in fields)
    unit = "" if unit in EMPTY else unit
    by_names = [(*names[i:], unit) for i in range(len(names))]
    return [None if code in EMPTY else (code_key(code), unit), *by_names]


def merge_dpa(sheet: SheetRows, new: Sequence[RowRecord]) -> tuple[SheetContent, list[Finding]]:
    """The sheet's rows after the import, and each change of what it holds, by its cell.

    Rows are matched by code, else by names. Names and outputs stay as the office wrote them, codes
    are the export's. An amount that differs is a fault, unless the export has it as the former
    pagu. A row the export lacks stays, except one with an amount in a programme whose pagu it has.
    """
    merge, old = _Merge(sheet), dict(sheet.rows)
    pairs = _match_rows(old, new)
    merged = {i: merge.join(number, old[number], new[i]) for i, number in pairs.items()}
    rows = [merged.get(i, row) for i, row in enumerate(new)]
    budgeted = _list_programs(r for r in old.values() if _has_amount(r))
    added = (r for i, r in enumerate(new) if i not in pairs and budgeted & _list_programs([r]))
    if names := [f"“{r['sub_kegiatan']}”" for r in added]:
        merge.findings.add("sub_baru", banyak=len(names), nama=phrase_few(names))
    if unmatched := {n: r for n, r in old.items() if n not in pairs.values()}:
        programs = _list_programs((*new, *(old[n] for n in pairs.values())))
        kept = merge.keep(unmatched, programs, has_pagu=any("pagu" in r for r in new))
        rows = _sort([*rows, *kept]) if kept else rows
    return SheetContent(rows), merge.findings.every


def _list_programs(rows: Iterable[RowRecord]) -> set[str]:
    """Codes and names of the programmes of rows, whichever there are."""
    return {fold_text(r.get(n)) for r in rows for n in ("kode_program", "program")} - EMPTY


def _match_rows(old: dict[int, RowRecord], new: Sequence[RowRecord]) -> dict[int, int]:
    """Row number on the sheet by index in the export; only where a key is unique on both sides."""
    pairs: dict[int, int] = {}
    on_sheet, in_export = {n: _list_keys(r) for n, r in old.items()}, [*map(_list_keys, new)]
    for place in range(4):  # by which a row may be known
        matched = {*pairs.values()}
        numbers = _index_unique({n: k[place] for n, k in on_sheet.items() if n not in matched})
        indices = _index_unique({i: k[place] for i, k in enumerate(in_export) if i not in pairs})
        pairs |= {i: numbers[key] for key, i in indices.items() if key in numbers}
    return dict(sorted(pairs.items()))


def _index_unique(keys: Mapping[int, Key | None]) -> dict[Key, int]:
    """What has each key, of those that only one has."""
    times = Counter(keys.values())
    return {key: n for n, key in keys.items() if key and times[key] == 1}


@dataclass
class _Merge:
    """The rows of the sheet before the merge, and the findings on what becomes of them."""

    sheet: SheetRows
    findings: Findings = field(default_factory=lambda: Findings(Dpa.FILE, Dpa.SHEET))

    def cell(self, number: int, name: str = "sub_kegiatan") -> str:
        return self.sheet.locate(number, name)

    def join(self, number: int, old: RowRecord, new: RowRecord) -> RowRecord:
        """A row of the sheet with the amounts of the export, and what else it lacks."""
        name = old.get("sub_kegiatan")
        if fold_text(name) != fold_text(new["sub_kegiatan"]):
            self.findings.add("nama_beda", self.cell(number), name, nama=new["sub_kegiatan"])
        joined = dict(old)
        for key, value in new.items():
            if key in MONEY:
                joined[key] = self._choose_amount(number, key, old, new)
            elif not fold_text(old.get(key)) or (key.startswith("kode_") and fold_text(value)):
                joined[key] = value  # codes change with the nomenclature, also of known names
        return joined

    def _choose_amount(
        self, number: int, key: str, old: RowRecord, new: RowRecord
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
            self.findings.add("angka_beda", self.cell(number, key), current, **words)
        return amount

    def keep(
        self, unmatched: dict[int, RowRecord], programs: set[str], *, has_pagu: bool
    ) -> list[RowRecord]:
        """The rows the export does not have that stay; programs: those that it has.

        Rows of its programmes that have an amount contradict an export with the pagu; they are
        removed, but only with --ganti. All others stay, with one finding for each kind.
        """
        other = {n: r for n, r in unmatched.items() if not programs & _list_programs([r])}
        filled = {n: r for n, r in unmatched.items() if n not in other and _has_amount(r)}
        empty = {n: r for n, r in unmatched.items() if n not in other and n not in filled}
        removed = filled if has_pagu else {}
        for number, row in removed.items():
            name = row.get("sub_kegiatan")
            self.findings.add("akan_dihapus", self.cell(number), name, nama=name)
        names = {fold_text(r.get("program")): str(r.get("program")) for r in other.values()}
        self._report_kept("program_tetap", other, program="; ".join(names.values()))
        self._report_kept("sub_polos_tetap", empty)
        self._report_kept("sub_tetap", {} if removed else filled)
        return [unmatched[n] for n in sorted(unmatched) if n not in removed]

    def _report_kept(self, name: str, rows: dict[int, RowRecord], **words: str) -> None:
        """Add a finding on how many rows stay, and the pagu they have."""
        if rows:
            cells = phrase_cells([self.cell(n) for n in sorted(rows)])
            pagu = sum(_amount(r.get("pagu")) or 0 for r in rows.values())
            total = f" (pagu Rp{rupiah(pagu)})" if pagu else ""
            self.findings.add(name, cells, banyak=len(rows), jumlah=total, **words)


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
