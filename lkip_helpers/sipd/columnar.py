"""One row for each sub kegiatan, its parents in columns: repeated, merged or blank below."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.cells import tidy_text
from lkip_helpers.sipd import budget_table, codes
from lkip_helpers.sipd.budget_table import Budget, BudgetRow, ExportTable
from lkip_helpers.sipd.codes import Code, InvalidCode, Level, split_code
from lkip_helpers.sipd.hierarchical import DETAIL, LEVEL_WORDS, MORE_NAME, MORE_OUTPUT, UNIT_HEADING
from lkip_helpers.sipd.roles import CODES, NAME, Role
from lkip_helpers.sipd.uncoded_rows import find_unit_alone, may_continue, must_continue

LEVELS = tuple(zip(LEVEL_WORDS, NAME[1:], CODES[1:], strict=True))  # roles of name and code
SUMMED = "baris dijumlahkan ke sub kegiatannya"


@dataclass(frozen=True)
class _LevelName:
    """A name on a row and its code; own: it is in the row's own cell, not merged from above."""

    text: str = ""
    code: str = ""
    own: bool = False


_LevelNames = dict[Level, _LevelName]


@dataclass
class ColumnarReader:
    """Reads one table: the programme and kegiatan in force, and the sub kegiatan last read.

    labelled: whether the name of one is on a row of a sub kegiatan; parent_rows: rows of their own.
    unit: of the heading above, None before the first. continued: the last row that went on with the
    names above it.
    """

    table: ExportTable
    budget: Budget = field(default_factory=Budget)
    parents: _LevelNames = field(default_factory=dict)
    sub: BudgetRow | None = None
    by_key: dict[tuple[str, ...], BudgetRow] = field(default_factory=dict)
    labelled: bool = False
    parent_rows: list[BudgetRow] = field(default_factory=list)
    unit: str | None = None
    continued: int = 0

    def __post_init__(self) -> None:
        self.merged = {
            (number, column): (top, column)
            for top, column, bottom, _ in self.table.sheet.merges
            for number in range(top + 1, bottom + 1)
        }

    def build(self) -> Budget:
        """Every sub kegiatan with its programme and kegiatan, whose rows are their subtotals."""
        for number in self.table.list_rows(self.budget):
            if unit := find_unit_alone(self.table, number):
                self._open_unit(number, unit)
                continue
            try:
                names = {level: self._read(number, level, *roles) for level, *roles in LEVELS}
            except InvalidCode as error:
                self.table.refuse(number, error, self.budget)
                continue
            self._add(number, names)
        self._settle_parent_rows()
        column = self.table.head.find("sub")[0]
        for number in self.budget.totals:
            if (name := self.table.text(number, column)) and not budget_table.is_sure_total(name):
                self.table.add("jumlah_atau_sub", address(number, column), name, nama=name)
        return self.budget

    def _open_unit(self, number: int, name: str) -> None:
        """Begin the rows of a unit; the first stands above all rows, or it may be a place."""
        if self.sub and self.unit is None:
            self.budget.unknown.append(number)
            return
        self.unit, self.parents = codes.find_unit_name(name), {}
        self.budget.rows.append(BudgetRow(number, Level.ORGANISATION, "", name))
        self.budget.dropped.append((number, UNIT_HEADING))

    def _join_names(self, number: int, names: _LevelNames) -> bool:
        """Whether a row goes on with the names of the row above, and nothing else; they are joined.

        Where the row above has a code or is numbered, this one is no sub kegiatan of its own.
        """
        head, sub = self.table.head, self.sub
        own = {level: name.text for level, name in names.items() if name.own}
        filled = self.table.texts(number, range(1, len(self.table.sheet.rows[number - 1]) + 1))
        if not (sub and own) or len(filled) != len(own) or any(n.code for n in names.values()):
            return False
        if max(sub.number, self.continued) != number - 1 or head.find("rincian"):
            return False
        above = {
            level: self.table.text(sub.number, head.find(role)[0]) for level, role, _ in LEVELS
        }
        numbered = sub.code or self.table.text(sub.number, 1).isdecimal()
        if not all(
            above[v] and (must_continue(t, above[v]) or (numbered and may_continue(t)))
            for v, t in own.items()
        ):
            return False
        self.continued = number
        for level, text in own.items():
            old = sub.name if level == Level.SUB else self.parents[level].text
            self.table.add("lanjutan_nama", self.table.cell(number), nama=f"{old} {text}")
            if level == Level.SUB:
                sub.name = f"{old} {text}"
            else:
                self.parents[level] = replace(self.parents[level], text=f"{old} {text}")
        sub.program, sub.kegiatan = (self.parents[v].text for v in (Level.PROGRAM, Level.KEGIATAN))
        self.budget.dropped.append((number, MORE_NAME))
        return True

    def _add(self, number: int, names: _LevelNames) -> None:
        if self._join_names(number, names):
            return
        has_name = any(name.own for name in names.values())
        alone = sum(name.own for name in names.values()) == 1 and not names[Level.SUB].code
        if alone and not self.table.has_number(number) and self.budget.ended(number):
            self.budget.unknown.append(number)
        elif names[Level.SUB].own:
            self._add_sub(number, names)
        elif names[Level.SUB].text or (self._continues(number) and not has_name):
            self._continue_row(number)
        elif has_name:
            self._add_parent(number, names)
        else:
            self.budget.unknown.append(number)

    def _continues(self, number: int) -> bool:
        """Whether a row without names is one more of the sub kegiatan above: account, indicator."""
        if self.sub is None or self._detail(number):
            return self.sub is not None
        outputs = (n for n, reason in self.budget.dropped if reason == MORE_OUTPUT)
        adjacent = number - 1 in (*self.sub.summed, *outputs)
        return adjacent and bool(self.table.outputs(number)) and not self.table.has_number(number)

    def _merged_value(self, number: int, column: int) -> Any:
        """The value of a cell, or of the range merged downwards that it is part of."""
        return self.table.value(*self.merged.get((number, column), (number, column)))

    def _read(self, number: int, level: Level, name: Role, code: Role) -> _LevelName:
        """The name of one level on a row, with the code before it or in a column of its own."""
        find = self.table.head.find
        column = find(name)[0]
        level_codes = tuple(self._merged_value(number, c) for c in find(code))
        all_codes = tuple(self.table.value(number, c) for c in find("kode"))
        cell = self._merged_value(number, column)
        found, text = _read_name_and_code(level, cell, level_codes, all_codes)
        own = bool(text) and (number, column) not in self.merged
        return _LevelName(budget_table.strip_label(text), found.text if found else "", own)

    def _add_sub(self, number: int, names: _LevelNames) -> None:
        for level, role, _ in LEVELS[:2]:
            name, old = names[level], self.parents.get(level)
            if name.text:
                self.labelled = self.labelled or name.own
                if level == Level.PROGRAM and old and old.text != name.text:
                    self.parents.pop(Level.KEGIATAN, None)
                self.parents[level] = name
            elif old is None:
                cell = address(number, self.table.head.find(role)[0])
                self.table.add("label_kosong", cell, jenis=LEVEL_WORDS[level])
                return
            elif not self.parent_rows:
                self.budget.inherited.append(number)
        sub = names[Level.SUB]
        program, kegiatan = self._check_codes(number, sub.code)
        self._gather(BudgetRow(
            number, Level.SUB, sub.code, sub.text, program.text,
            program.code or ".".join(sub.code.split(".")[:3]), kegiatan.text,
            self.table.outputs(number), self.table.find_unit(number) or self.unit or "",
        ))  # fmt: skip

    def _gather(self, new: BudgetRow) -> None:
        """Add a sub kegiatan, or sum its row of an account or document into the one read before."""
        self.sub = new
        if not self.table.head.find("rincian"):
            self.budget.rows.append(new)
            return
        key = (new.unit.casefold(), new.code, new.program, new.kegiatan, new.name)
        self.sub = earlier = self.by_key.setdefault(key, new)
        if earlier is new:
            self.budget.rows.append(new)
            earlier.parts.append(new.number)
        else:
            earlier.output += new.output
            self._add_detail(earlier, new.number)

    def _add_detail(self, sub: BudgetRow, number: int) -> None:
        """One more row of a sub kegiatan: a part, or a detail of the sum its first row holds."""
        if self._detail(sub.number):
            sub.parts.append(number)
            self.budget.dropped.append((number, SUMMED))
        else:
            self.budget.rows.append(BudgetRow(number, Level.BELANJA, "", self._detail(number)))
            self.budget.dropped.append((number, DETAIL))

    def _detail(self, number: int) -> str:
        """What distinguishes a row from the others of its sub kegiatan; "" for nothing."""
        return next(iter(self.table.texts(number, self.table.head.find("rincian"))), "")

    def _check_codes(self, number: int, code: str) -> list[_LevelName]:
        """The parents in force; a finding where a code does not begin with that of its parent.

        A parent without a code gets that of its first sub kegiatan, and the next must agree.
        """
        for level, length in ((Level.PROGRAM, 3), (Level.KEGIATAN, 5)):
            if code and not self.parents[level].code:
                prefix = ".".join(code.split(".")[:length])
                self.parents[level] = replace(self.parents[level], code=prefix)
        parents = [self.parents[level] for level in (Level.PROGRAM, Level.KEGIATAN)]
        for upper, lower in pairwise(filter(None, (*(p.code for p in parents), code))):
            if not lower.startswith(f"{upper}."):
                cell = self.table.cell(number)
                self.table.add("kode_salah_letak", cell, lower, kode=lower, kode_atas=upper)
        return parents

    def _continue_row(self, number: int) -> None:
        """A row below the name of a sub kegiatan: one of its accounts, or more output."""
        has_number = self.table.has_number(number)
        if self.sub and has_number and self._detail(number):
            self._add_detail(self.sub, number)
        elif self.sub is None or has_number:
            self.table.add("dua_angka", address(number, self.table.number_columns[0]))
        else:
            self.sub.output += self.table.outputs(number)
            self.budget.dropped.append((number, MORE_OUTPUT))

    def _add_parent(self, number: int, names: _LevelNames) -> None:
        """A row of a programme or of a kegiatan, above its sub kegiatan."""
        level = Level.KEGIATAN if names[Level.KEGIATAN].own else Level.PROGRAM
        if names[Level.PROGRAM].text:
            self.parents = {Level.PROGRAM: names[Level.PROGRAM]}
        self.parents[level] = name = names[level]
        self.parent_rows.append(BudgetRow(number, level, name.code, name.text))
        self.budget.rows.append(self.parent_rows[-1])

    def _settle_parent_rows(self) -> None:
        """Drop rows of programmes and kegiatan; those without amounts may be unknown rows instead.

        Sub kegiatan without the code of their programme get that of its other rows.
        """
        table, budget = self.table, self.budget
        last = max((r.number for r in budget.sub), default=0)
        for row in self.parent_rows:
            filled = any(table.has_digit(row.number, c) for c in table.number_columns)
            trailing = row.number > last and not row.code
            if not filled and (self.labelled or trailing):
                budget.rows.remove(row)
                budget.unknown.append(row.number)
            else:
                budget.dropped.append((row.number, f"baris {LEVEL_WORDS[Level(row.depth)]}"))
        budget.unknown.sort()
        program_codes = {r.program: r.program_code for r in budget.sub if r.program_code}
        for row in budget.sub:
            row.program_code = row.program_code or program_codes.get(row.program, "")


@lru_cache(maxsize=4096)
def _read_name_and_code(
    level: Level, cell: Hashable, level_codes: tuple[Hashable, ...], all_codes: tuple[Hashable, ...]
) -> tuple[Code | None, str]:
    """Code and name of a level, from its cell and the cells of its codes and of codes of any level.

    Raises InvalidCode.
    """
    glued, text = split_code(tidy_text(cell))
    code = codes.read_code(level_codes, text, [])[0] if level_codes else None
    coded = all(not isinstance(v, str) or codes.is_code_text(v) for v in all_codes)
    if code is None and all_codes and (text or coded):
        code = codes.read_code(all_codes, text, [])[0]
        code = code if code and code.depth == level else None
    found = code or glued
    if code and glued and code != glued:
        message = f"kode {code.text} berbeda dari kode {glued.text}"
        raise InvalidCode(message, "samakan keduanya")
    if found and found.depth != level:
        message = f"kode {found.text} bukan kode {LEVEL_WORDS[level]}"
        raise InvalidCode(message, "periksa kode dan letak kolomnya")
    return found, text
