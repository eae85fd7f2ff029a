"""One row for each sub kegiatan, its parents in columns: repeated, merged or blank below."""

from dataclasses import dataclass, field
from itertools import pairwise

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.intake.workbook import address
from lkip_helpers.sipd import budget_table, codes
from lkip_helpers.sipd.budget_table import BudgetRow, ExportTable
from lkip_helpers.sipd.codes import LEVEL_WORDS, PARENTS, Level, split_code
from lkip_helpers.sipd.hierarchical import DETAIL, MORE_NAME, MORE_OUTPUT, UNIT_HEADING
from lkip_helpers.sipd.roles import CODES, NAME, Role
from lkip_helpers.sipd.uncoded_rows import find_unit_alone, may_continue, must_continue

ROLES = dict(zip(LEVEL_WORDS, zip(NAME[1:], CODES[1:], strict=True), strict=True))  # name, code
_LevelNames = dict[Level, BudgetRow]


@dataclass
class ColumnarReader:
    """Reads one table: the programme and kegiatan in force, and the sub kegiatan last read.

    labelled: whether the name of one is on a row of a sub kegiatan; parent_rows: rows of their own.
    unit: of the heading above, None before the first. continued: the last row that went on with the
    names above it.
    """

    table: ExportTable
    parents: _LevelNames = field(default_factory=dict)
    sub: BudgetRow | None = None
    by_key: dict[tuple[str, ...], BudgetRow] = field(default_factory=dict)
    labelled: bool = False
    parent_rows: list[BudgetRow] = field(default_factory=list)
    unit: str | None = None
    continued: int = 0

    def __post_init__(self) -> None:
        self.tops = {
            (number, column): top
            for top, column, bottom, _ in self.table.sheet.merges
            for number in range(top, bottom + 1)
        }

    def read(self) -> None:
        """Read each sub kegiatan with programme and kegiatan, whose rows are their subtotals."""
        for number in self.table.list_rows():
            if unit := find_unit_alone(self.table, number):
                self._open_unit(number, unit)
                continue
            try:
                names = {level: self._read(number, level, *roles) for level, roles in ROLES.items()}
            except InvalidArgument as error:
                self.table.refuse(number, error)
                continue
            self._add(number, names)
        self._settle_parent_rows()
        column = self.table.head.find("sub")[0]
        for number in self.table.totals:
            if (name := self.table.text(number, column)) and not budget_table.is_sure_total(name):
                self.table.add("jumlah_atau_sub", address(number, column), name, nama=name)

    def _open_unit(self, number: int, name: str) -> None:
        """Begin the rows of a unit; the first stands above all rows, or it may be a place."""
        if self.sub and self.unit is None:
            self.table.unknown.append(number)
            return
        self.unit, self.parents = codes.find_unit_name(name), {}
        self.table.budget.append(BudgetRow(number, Level.ORGANISATION, "", name))
        self.table.dropped[number] = UNIT_HEADING

    def _continues_names(
        self, number: int, sub: BudgetRow, names: _LevelNames, own: _LevelNames
    ) -> bool:
        """Whether a row goes on with the names of the row above, and has nothing else.

        Where the row above has a code or is numbered, this one is no sub kegiatan of its own.
        """
        table = self.table
        filled = budget_table.fold_row(table.sheet.rows[number - 1])
        if not len(filled) == len(own) > 0 or any(n.code for n in names.values()):
            return False
        if max(sub.number, self.continued) != number - 1 or table.head.find("rincian"):
            return False
        numbered = sub.code or table.text(sub.number, 1).isdecimal()
        columns = {level: table.head.find(ROLES[level][0])[0] for level in own}
        pairs = [(row.name, table.text(sub.number, columns[d])) for d, row in own.items()]
        return all(
            above and (must_continue(name, above) or (numbered and may_continue(name)))
            for name, above in pairs
        )

    def _join_names(self, number: int, sub: BudgetRow, own: _LevelNames) -> None:
        """Add the names of a row to those of the sub kegiatan above and its parents."""
        for level, name in own.items():
            row = sub if level == Level.SUB else self.parents[level]
            row.name = f"{row.name} {name.name}"
            self.table.add("lanjutan_nama", self.table.cell(number), nama=row.name)
        sub.program, sub.kegiatan = (self.parents[level].name for level in PARENTS)
        self.table.dropped[number], self.continued = MORE_NAME, number

    def _add(self, number: int, names: _LevelNames) -> None:
        """Add a row to what it belongs to; its own names are those not merged from above."""
        own = {level: row for level, row in names.items() if row.name and row.number == number}
        if self.sub and self._continues_names(number, self.sub, names, own):
            self._join_names(number, self.sub, own)
            return
        alone = len(own) == 1 and not names[Level.SUB].code
        if alone and not self.table.has_number(number) and self.table.ended(number):
            self.table.unknown.append(number)
        elif Level.SUB in own:
            self._add_sub(names, own)
        elif names[Level.SUB].name or (self._continues(number) and not own):
            self._continue_row(number)
        elif own:
            self._add_parent(names, own)
        else:
            self.table.unknown.append(number)

    def _continues(self, number: int) -> bool:
        """Whether a row without names is one more of the sub kegiatan above: account, indicator."""
        if self.sub is None or self._detail(number):
            return self.sub is not None
        above = number - 1
        adjacent = above in self.sub.summed or self.table.dropped.get(above) == MORE_OUTPUT
        return adjacent and bool(self.table.outputs(number)) and not self.table.has_number(number)

    def _read(self, number: int, level: Level, name: Role, code: Role) -> BudgetRow:
        """The name of a level on a row, or on that above with which it is merged; and its code.

        The code stands before the name, in a column of its own or in one of codes of all levels.
        Raises InvalidArgument.
        """
        head, value = self.table.head, self.table.value
        column = head.find(name)[0]
        top = self.tops.get((number, column), number)
        glued, text = split_code(self.table.text(top, column))
        cells = [value(self.tops.get((number, c), number), c) for c in head.find(code)]
        found = codes.read_code(cells, text, [])[0]
        cells = [value(number, c) for c in head.find("kode")]
        coded = all(not isinstance(v, str) or codes.is_code_text(v) for v in cells)
        if found is None and (text or coded):
            found = codes.read_code(cells, text, [])[0]
            found = found if found and found.depth == level else None
        if found and glued and found != glued:
            message = f"kode {found.text} berbeda dari kode {glued.text}"
            raise InvalidArgument(message, "samakan keduanya")
        found = found or glued
        if found and found.depth != level:
            message = f"kode {found.text} bukan kode {LEVEL_WORDS[level]}"
            raise InvalidArgument(message, "periksa kode dan letak kolomnya")
        return BudgetRow(top, level, found.text if found else "", budget_table.strip_label(text))

    def _add_sub(self, names: _LevelNames, own: _LevelNames) -> None:
        sub = names[Level.SUB]
        for level in PARENTS:
            name, old = names[level], self.parents.get(level)
            if name.name:
                self.labelled = self.labelled or level in own
                if level == Level.PROGRAM and old and old.name != name.name:
                    self.parents.pop(Level.KEGIATAN, None)
                self.parents[level] = name
            elif old is None:
                cell = address(sub.number, self.table.head.find(ROLES[level][0])[0])
                self.table.add("label_kosong", cell, jenis=LEVEL_WORDS[level])
                return
            elif not self.parent_rows:
                self.table.inherited.append(sub.number)
        program, kegiatan = self._check_codes(sub)
        sub.program, sub.program_code, sub.kegiatan = program.name, program.code, kegiatan.name
        sub.output = self.table.outputs(sub.number)
        sub.unit = self.table.find_unit(sub.number) or self.unit or ""
        self._gather(sub)

    def _gather(self, new: BudgetRow) -> None:
        """Add a sub kegiatan, or sum its row of an account or document into the one read before."""
        detailed = bool(self.table.head.find("rincian"))
        key = (new.unit.casefold(), new.code, new.program, new.kegiatan, new.name)
        self.sub = earlier = self.by_key.setdefault(key, new) if detailed else new
        if earlier is new:
            self.table.budget.append(new)
            new.parts = [new.number] if detailed else []
        else:
            earlier.output += new.output
            self._add_detail(earlier, new.number)

    def _add_detail(self, sub: BudgetRow, number: int) -> None:
        """One more row of a sub kegiatan: a part, or a detail of the sum its first row holds."""
        if self._detail(sub.number):
            sub.parts.append(number)
            self.table.dropped[number] = "baris dijumlahkan ke sub kegiatannya"
        else:
            self.table.budget.append(BudgetRow(number, Level.BELANJA, "", self._detail(number)))
            self.table.dropped[number] = DETAIL

    def _detail(self, number: int) -> str:
        """What distinguishes a row from the others of its sub kegiatan; "" for nothing."""
        return next(iter(self.table.texts(number, self.table.head.find("rincian"))), "")

    def _check_codes(self, sub: BudgetRow) -> list[BudgetRow]:
        """The parents in force; a finding where a code does not begin with that of its parent.

        A parent without a code gets that of its first sub kegiatan, and the next must agree.
        """
        parents = [self.parents[level] for level in PARENTS]
        for parent, length in zip(parents, (3, 5), strict=True):
            parent.code = parent.code or ".".join(sub.code.split(".")[:length])
        for upper, lower in pairwise(filter(None, (r.code for r in (*parents, sub)))):
            if not lower.startswith(f"{upper}."):
                cell = self.table.cell(sub.number)
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
            self.table.dropped[number] = MORE_OUTPUT

    def _add_parent(self, names: _LevelNames, own: _LevelNames) -> None:
        """A row of a programme or of a kegiatan, above its sub kegiatan."""
        level = Level.KEGIATAN if Level.KEGIATAN in own else Level.PROGRAM
        if names[Level.PROGRAM].name:
            self.parents = {Level.PROGRAM: names[Level.PROGRAM]}
        self.parents[level] = names[level]
        self.parent_rows.append(names[level])
        self.table.budget.append(names[level])

    def _settle_parent_rows(self) -> None:
        """Drop rows of programmes and kegiatan; those without amounts may be unknown rows instead.

        Sub kegiatan without the code of their programme get that of its other rows.
        """
        table = self.table
        last = max((r.number for r in table.sub), default=0)
        for row in self.parent_rows:
            filled = any(table.has_digit(row.number, c) for c in table.number_columns)
            trailing = row.number > last and not row.code
            if not filled and (self.labelled or trailing):
                table.budget.remove(row)
                table.unknown.append(row.number)
            else:
                table.dropped[row.number] = f"baris {LEVEL_WORDS[Level(row.depth)]}"
        table.unknown.sort()
        program_codes = {r.program: r.program_code for r in table.sub if r.program_code}
        for row in table.sub:
            row.program_code = row.program_code or program_codes.get(row.program, "")
