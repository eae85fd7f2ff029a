"""The rows of an export put together with those the sheet DPA has: nothing is lost in silence."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.importers.findings import Findings, phrase_few
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import SheetRows, cell_of, column_titles, tidy_up
from lkip_helpers.intake.todo import merge_cells
from lkip_helpers.schema.numbers import EMPTY, parse_number, rupiah
from lkip_helpers.schema.sheets import Dpa
from lkip_helpers.sipd.amounts import phrase
from lkip_helpers.sipd.codes import code_key
from lkip_helpers.sipd.roles import MONEY
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent

_Key = Callable[[RowRecord], tuple[str, ...] | None]


def _coded(r: RowRecord) -> tuple[str, ...] | None:
    code = tidy_up(r.get("kode_sub_kegiatan"))
    return None if code in EMPTY else (code_key(code), _unit(r))


def _unit(r: RowRecord) -> str:
    unit = tidy_up(r.get("unit"))
    return "" if unit in EMPTY else unit


def _named(*fields: str) -> _Key:
    return lambda r: (*(tidy_up(r.get(n)) for n in fields), _unit(r))


_NAMES = ("program", "kegiatan", "sub_kegiatan")
KEYS: tuple[_Key, ...] = (_coded, *(_named(*_NAMES[i:]) for i in range(len(_NAMES))))


@dataclass
class _Merged:
    """The sheet as it is, and what becomes of it."""

    sheet: SheetRows
    rows: list[RowRecord] = field(default_factory=list)
    findings: Findings = field(default_factory=lambda: Findings(Dpa.FILE, Dpa.SHEET))

    def cell(self, number: int, name: str = "sub_kegiatan") -> str:
        return cell_of(self.sheet, number, name)


def merge_dpa(sheet: SheetRows, new: Sequence[RowRecord]) -> tuple[SheetContent, list[Finding]]:
    """The sheet's rows after the import, and each change of what it holds, by its cell.

    A row is known by its code, else by its names. Names and outputs stay as the office wrote them;
    an amount that differs is a fault, unless it is the pagu that the export says is the former one.
    A row the export lacks stays, except one with a pagu in a programme whose pagu it lists.
    """
    result, old = _Merged(sheet), dict(sheet.rows)
    pairs = _pair_up(old, new)
    for i, r in enumerate(new):
        number = pairs.get(i)
        result.rows.append(r if number is None else _unite(result, number, old[number], r))
    budgeted = {p for r in old.values() if _has_number(r) for p in _program(r)}
    added = [r for i, r in enumerate(new) if i not in pairs and budgeted & _program(r)]
    if names := [f"“{r['sub_kegiatan']}”" for r in added]:
        result.findings.add("sub_baru", banyak=len(names), nama=phrase_few(names))
    left = {n: r for n, r in old.items() if n not in pairs.values()}
    if left:
        programs = {p for r in (*new, *(old[n] for n in pairs.values())) for p in _program(r)}
        _keep_left(result, left, programs, has_pagu=any("pagu" in r for r in new))
    return SheetContent(result.rows), result.findings.every


def _program(r: RowRecord) -> set[str]:
    """Code and name of its programme, whichever there are."""
    return {tidy_up(r.get(n)) for n in ("kode_program", "program")} - EMPTY


def _pair_up(old: dict[int, RowRecord], new: Sequence[RowRecord]) -> dict[int, int]:
    """Row of the sheet for each row of the export; only what is one of its kind on both sides."""
    result: dict[int, int] = {}
    for key in KEYS:
        left = {i: k for i, r in enumerate(new) if i not in result and (k := key(r))}
        right = {n: k for n, r in old.items() if n not in result.values() and (k := key(r))}
        counts = Counter(right.values()), Counter(left.values())
        found = {k: n for n, k in right.items()}
        result |= {i: found[k] for i, k in left.items() if [c[k] for c in counts] == [1, 1]}
    return result


def _unite(result: _Merged, number: int, old: RowRecord, new: RowRecord) -> RowRecord:
    name = old.get("sub_kegiatan")
    if tidy_up(name) != tidy_up(new["sub_kegiatan"]):
        result.findings.add("nama_beda", result.cell(number), name, nama=new["sub_kegiatan"])
    became = dict(old)
    for key, value in new.items():
        if key in MONEY:
            became[key] = _choose_amount(result, number, key, old, new)
        elif not tidy_up(old.get(key)):
            became[key] = value
    return became


def _choose_amount(
    result: _Merged, number: int, key: str, old: RowRecord, new: RowRecord
) -> int | str | None:
    """The amount of the export, where it has one; what it changes is a finding."""
    current, amount = old.get(key), new[key]
    if amount is None or (amount == 0 and tidy_up(current) in EMPTY - {""}):
        return current  # nothing is budgeted, which the workbook says by a dash
    moved_up = (  # the former pagu becomes the pagu before the change
        key == "pagu"
        and "pagu_sebelum" in new
        and _number(current) == _number(new["pagu_sebelum"])
        and not _number(old.get("pagu_sebelum"))
    )
    if tidy_up(current) and _number(current) != _number(amount) and not moved_up:
        words = {"kolom": column_titles(Dpa)[key], "nama": old.get("sub_kegiatan")}
        words |= {"isi": phrase(_number(current)), "ekspor": phrase(_number(amount))}
        result.findings.add("angka_beda", result.cell(number, key), current, **words)
    return amount


def _keep_left(
    result: _Merged, left: dict[int, RowRecord], programs: set[str], *, has_pagu: bool
) -> None:
    """The rows the export does not have; programs: those it has.

    Those of its programmes that have an amount contradict an export with the pagu and go, but only
    with --ganti. All others stay where their programme is, and are said in a line a kind.
    """
    other = {n: r for n, r in left.items() if not programs & _program(r)}
    filled = {n: r for n, r in left.items() if n not in other and _has_number(r)}
    plain = {n: r for n, r in left.items() if n not in other and n not in filled}
    gone = filled if has_pagu else {}
    for n, r in gone.items():
        name = r.get("sub_kegiatan")
        result.findings.add("akan_dihapus", result.cell(n), name, nama=name)
    names = {tidy_up(r.get("program")): str(r.get("program")) for r in other.values()}
    _say_kept(result, "program_tetap", other, program="; ".join(names.values()))
    _say_kept(result, "sub_polos_tetap", plain)
    _say_kept(result, "sub_tetap", {} if gone else filled)
    if kept := [left[n] for n in sorted(left) if n not in gone]:
        result.rows = _sort([*result.rows, *kept])


def _say_kept(result: _Merged, name: str, rows: dict[int, RowRecord], **words: str) -> None:
    """Say, on their cells, how many rows stay and what pagu they have."""
    if rows:
        cells = merge_cells([result.cell(n) for n in sorted(rows)])
        pagu = sum(_number(r.get("pagu")) or 0 for r in rows.values())
        total = f" (pagu Rp{rupiah(pagu)})" if pagu else ""
        result.findings.add(name, cells, banyak=len(rows), jumlah=total, **words)


def _sort(rows: list[RowRecord]) -> list[RowRecord]:
    """The rows of a programme, and in it of a kegiatan, side by side; programmes by their codes.

    Where a programme has no code they stand in the order they came.
    """
    code = {tidy_up(r.get("program")): k for r in rows if (k := tidy_up(r.get("kode_program")))}
    keys = [(code.get(p := tidy_up(r.get("program")), p), tidy_up(r.get("kegiatan"))) for r in rows]
    programs, kegiatan = list(dict.fromkeys(p for p, _ in keys)), list(dict.fromkeys(keys))
    if set(programs) <= set(code.values()):
        programs.sort()
    pairs = zip(keys, rows, strict=True)
    order = sorted(pairs, key=lambda x: (programs.index(x[0][0]), kegiatan.index(x[0])))
    return [r for _, r in order]


def _has_number(r: RowRecord) -> bool:
    return any(tidy_up(r.get(n)) for n in MONEY)


def _number(value: Any) -> int | None:
    number = parse_number(value, whole=True)
    return None if number is None else int(number)


def describe_change(before: SheetRows, content: SheetContent) -> Iterator[str]:
    """What the import does to the sums of the sheet, a line an amount that it holds."""
    for name in MONEY:
        both = (r for _, r in before.rows), content.rows
        earlier, current = (sum(_number(r.get(name)) or 0 for r in rows) for rows in both)
        if earlier or current:
            change = "bertambah" if current > earlier else "berkurang"
            difference = f"{change} Rp{rupiah(abs(current - earlier))}"
            yield (
                f"Lembar {Dpa.SHEET}, {column_titles(Dpa)[name]}: {rupiah(earlier)} menjadi "
                f"{rupiah(current)} ({'tetap' if current == earlier else difference})"
            )
