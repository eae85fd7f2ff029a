"""The rows of an export put together with those the sheet DPA has: nothing is lost in silence."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.intake.checks import rupiah
from lkip_helpers.intake.finding import Finding, Level
from lkip_helpers.intake.sheet import SheetRows, cell_of, column_titles, tidy_up
from lkip_helpers.intake.todo import merge_cells
from lkip_helpers.schema.budget import Dpa
from lkip_helpers.schema.numbers import EMPTY, parse_number
from lkip_helpers.sipd.codes import code_key
from lkip_helpers.sipd.roles import MONEY
from lkip_helpers.workbooks.carryover import RowRecord, SheetContent

REPLACE = "periksa mana yang benar; jalankan dengan --ganti bila ekspornya yang benar"
_Key = Callable[[RowRecord], tuple[str, ...] | None]


def _coded(r: RowRecord) -> tuple[str, ...] | None:
    code = tidy_up(r.get("kode_sub_kegiatan"))
    return (code_key(code), _unit(r)) if code and code not in EMPTY else None


def _unit(r: RowRecord) -> str:
    unit = tidy_up(r.get("unit"))
    return "" if unit in EMPTY else unit


def _named(*name: str) -> _Key:
    return lambda r: (*(tidy_up(r.get(n)) for n in name), _unit(r))


KEY: tuple[_Key, ...] = (
    _coded,
    _named("program", "kegiatan", "sub_kegiatan"),
    _named("kegiatan", "sub_kegiatan"),
    _named("sub_kegiatan"),
)


@dataclass
class _Combined:
    parsed: SheetRows
    rows: list[RowRecord] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(
        self, cells: str, message: str, advice: str, value: Any = "", severity: Level = "salah"
    ) -> None:
        text = str(value)
        self.findings.append(Finding(Dpa.FILE, Dpa.SHEET, cells, text, severity, message, advice))

    def cells(self, ordinal: int, name: str) -> str:
        return cell_of(self.parsed, ordinal, name)


def merge_dpa(parsed: SheetRows, new: Sequence[RowRecord]) -> tuple[SheetContent, list[Finding]]:
    """The sheet's rows after the import, and each change of what it holds, by its cell.

    A row is known by its code, else by its names. Names and outputs stay as the office wrote them;
    an amount that differs is a fault, unless it is the pagu that the export says is the former one.
    A row the export lacks stays, except one with a pagu in a programme whose pagu it lists.
    """
    result, old = _Combined(parsed), dict(parsed.rows)
    pair = _pair_up(old, new)
    for i, r in enumerate(new):
        ordinal = pair.get(i)
        result.rows.append(r if ordinal is None else _unite(result, ordinal, old[ordinal], r))
    with_anggaran = {p for r in old.values() if _has_number(r) for p in _program(r)}
    for r in [r for i, r in enumerate(new) if i not in pair and with_anggaran & _program(r)]:
        message = f"“{r['sub_kegiatan']}” ditambahkan"
        result.add("", message, "periksa bahwa sub kegiatan itu memang baru", severity="peringatan")
    remainder = {n: r for n, r in old.items() if n not in pair.values()}
    if remainder:
        loaded = {p for r in (*new, *(old[n] for n in pair.values())) for p in _program(r)}
        _leave_rows(result, remainder, loaded, has_pagu=any("pagu" in r for r in new))
    return SheetContent(result.rows), result.findings


def _program(r: RowRecord) -> set[str]:
    """Code and name of its programme, whichever there are."""
    return {t for n in ("kode_program", "program") if (t := tidy_up(r.get(n))) not in {"", *EMPTY}}


def _pair_up(old: dict[int, RowRecord], new: Sequence[RowRecord]) -> dict[int, int]:
    """Row of the sheet for each row of the export; only what is one of its kind on both sides."""
    result: dict[int, int] = {}
    for key in KEY:
        left = {i: k for i, r in enumerate(new) if i not in result and (k := key(r))}
        right = {n: k for n, r in old.items() if n not in result.values() and (k := key(r))}
        count = Counter(right.values()), Counter(left.values())
        location = {k: n for n, k in right.items()}
        result |= {i: location[k] for i, k in left.items() if [b[k] for b in count] == [1, 1]}
    return result


def _unite(result: _Combined, ordinal: int, old: RowRecord, new: RowRecord) -> RowRecord:
    if tidy_up(old.get("sub_kegiatan")) != tidy_up(new["sub_kegiatan"]):
        message = f"pada ekspor bernama “{new['sub_kegiatan']}”; nama di lembar tetap dipakai"
        result.add(
            result.cells(ordinal, "sub_kegiatan"), message, "periksa bahwa keduanya sub kegiatan "
            "yang sama", old.get("sub_kegiatan"), "peringatan",
        )  # fmt: skip
    became = dict(old)
    for name, value in new.items():
        if name in MONEY:
            became[name] = _money(result, ordinal, name, old, new)
        elif not tidy_up(old.get(name)):
            became[name] = value
    return became


def _money(result: _Combined, ordinal: int, name: str, old: RowRecord, new: RowRecord) -> Any:
    current, content = old.get(name), new[name]
    if content is None:
        return current
    if content == 0 and tidy_up(current) in EMPTY - {""}:
        return current  # nothing is budgeted, which the workbook says by a dash
    valid = not tidy_up(current) or _number(current) == _number(content)
    original = name == "pagu" and "pagu_sebelum" in new
    if (
        original
        and _number(current) == _number(new["pagu_sebelum"])
        and not _number(old.get("pagu_sebelum"))
    ):
        valid = True  # the former pagu becomes the pagu before the change
    if not valid:
        result.add(
            result.cells(ordinal, name), f"{column_titles(Dpa)[name]} “{old.get('sub_kegiatan')}” "
            f"{_phrase(current)}, sedangkan ekspornya {_phrase(content)}", REPLACE, current,
        )  # fmt: skip
    return content


def _leave_rows(
    result: _Combined, remainder: dict[int, RowRecord], loaded: set[str], *, has_pagu: bool
) -> None:
    """The rows the export does not have; loaded: its programmes.

    Those of its programmes that have an amount contradict an export with the pagu and go, but only
    with --ganti. All others stay where their programme is, and are said in a line a kind.
    """
    other = {n: r for n, r in remainder.items() if not loaded & _program(r)}
    own = {n: r for n, r in remainder.items() if n not in other}
    delete = [n for n, r in own.items() if has_pagu and _has_number(r)]
    for n in delete:
        name = own.pop(n).get("sub_kegiatan")
        message = f"“{name}” tidak ada di ekspor; barisnya akan dihapus"
        result.add(result.cells(n, "sub_kegiatan"), message, REPLACE, name)
    plain = {n: r for n, r in own.items() if not _has_number(r)}
    filled = {n: r for n, r in own.items() if n not in plain}
    program = {tidy_up(r.get("program")): str(r.get("program")) for r in other.values()}
    for group, message, advice in (
        (
            other, f"program yang tidak ada di ekspor ({'; '.join(program.values())}) tetap",
            "impor juga ekspor programnya, atau hapus barisnya bila tidak dianggarkan lagi",
        ),
        (
            plain, "sub kegiatan yang belum beranggaran tidak ada di ekspor; barisnya tetap",
            "hapus barisnya bila tidak dianggarkan lagi",
        ),
        (filled, "sub kegiatan tidak ada di ekspor; barisnya tetap", "periksa realisasinya"),
    ):  # fmt: skip
        if group:
            _keep_rows(result, group, message, advice)
    if fixed := [remainder[n] for n in sorted(remainder) if n not in delete]:
        result.rows = _sort([*result.rows, *fixed])


def _keep_rows(result: _Combined, rows: dict[int, RowRecord], message: str, advice: str) -> None:
    """Say, on their cells, how many rows stay and what pagu they have."""
    cells = merge_cells([result.cells(n, "sub_kegiatan") for n in sorted(rows)])
    pagu = sum(_number(r.get("pagu")) or 0 for r in rows.values())
    total = f" (pagu Rp{rupiah(pagu)})" if pagu else ""
    result.add(cells, f"{len(rows)} baris {message}{total}", advice, severity="peringatan")


def _sort(rows: list[RowRecord]) -> list[RowRecord]:
    """The rows of a programme, and in it of a kegiatan, side by side; programmes by their codes.

    Where a programme has no code they stand in the order they came.
    """
    code = {tidy_up(r.get("program")): k for r in rows if (k := tidy_up(r.get("kode_program")))}
    own = [(code.get(p := tidy_up(r.get("program")), p), tidy_up(r.get("kegiatan"))) for r in rows]
    program, kegiatan = list(dict.fromkeys(p for p, _ in own)), list(dict.fromkeys(own))
    if set(program) <= set(code.values()):
        program.sort()
    sequence = sorted(zip(own, rows, strict=True), key=lambda x: kegiatan.index(x[0]))
    return [r for _, r in sorted(sequence, key=lambda x: program.index(x[0][0]))]


def _has_number(r: RowRecord) -> bool:
    return any(tidy_up(r.get(n)) for n in MONEY)


def _number(value: Any) -> int | None:
    number = parse_number(value, whole=True)
    return None if number is None else int(number)


def _phrase(value: Any) -> str:
    number = _number(value)
    return "-" if number is None else rupiah(number)


def tell_difference(before: SheetRows, content: SheetContent) -> Iterator[str]:
    """What the import does to the sums of the sheet, a line an amount that it holds."""
    for name in MONEY:
        earlier, current = (
            sum(_number(r.get(name)) or 0 for r in rows)
            for rows in ((r for _, r in before.rows), content.rows)
        )
        if earlier or current:
            change = "bertambah" if current > earlier else "berkurang"
            diff = f"{change} Rp{rupiah(abs(current - earlier))}"
            yield (
                f"Lembar {Dpa.SHEET}, {column_titles(Dpa)[name]}: {rupiah(earlier)} menjadi "
                f"{rupiah(current)} ({'tetap' if current == earlier else diff})"
            )


def list_program(parsed: Sequence[SheetRows]) -> Iterator[str]:
    """The names of programmes as the workbooks spell them."""
    for t in parsed:
        for _, r in t.rows:
            if tidy_up(r.get("program")):
                yield " ".join(str(r["program"]).split())
