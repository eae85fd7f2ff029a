"""Programme, kegiatan and sub kegiatan above one another, told apart by codes, labels or names."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.intake.sheetrows import BLANK_ROW
from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.cells import fold_text, tidy_text
from lkip_helpers.sipd import codes
from lkip_helpers.sipd import uncoded_rows as uncoded
from lkip_helpers.sipd.budget_table import BudgetRow, ExportTable, strip_label
from lkip_helpers.sipd.codes import LEVEL_WORDS, Code, Level, split_code
from lkip_helpers.sipd.roles import CODES, NAME, pattern
from lkip_helpers.workbooks.carryover import RowRecord

LEVEL_FIELDS = {level: word.replace(" ", "_") for level, word in LEVEL_WORDS.items()}
DETAIL, TITLE, MORE_OUTPUT = "rincian belanja", "keterangan DPA", "lanjutan baris di atasnya"
MORE_NAME, UNIT_HEADING = "lanjutan nama di atasnya", "judul unit"
_ITEM_MARKS = ("[", "-", "–", "•", "*", "#")


def read_hierarchical(table: ExportTable, known: Sequence[RowRecord]) -> None:
    """Read every row at its depth, and each sub kegiatan with its programme and kegiatan.

    Depths are known by codes; in the print of a DPA by labels above tables of accounts; without
    codes by the names in `known`, the rows of the sheet DPA.
    """
    missing = [role for role in NAME[1:3] if not table.head.find(role)]
    if uncoded.is_dpa_print(table):
        _PrintReader(table).read()
    elif not uncoded.has_codes(table):
        _NameReader(table, known=known).read()
    elif len(missing) == 1 and (columns := table.head.find("sub")):
        table.add("kolom_induk_tiada", address(table.head.last, columns[0]), induk=missing[0])
    else:
        _CodeReader(table, known=known).read()


@dataclass
class _CodeReader:
    """Reads rows with codes. previous: code cells of the row above; parents: rows in force.

    unit_level: the level of the rows below the heading of a unit. continued: the last row that went
    on with the name above it.
    """

    table: ExportTable
    previous: list[str] = field(default_factory=list)
    unit: str = ""
    unit_level: Level = Level.URUSAN
    continued: int = 0
    parents: dict[Level, BudgetRow] = field(default_factory=dict)
    known: Sequence[RowRecord] = ()

    def read(self) -> None:
        found: dict[int, Code | None] = {}
        names: dict[int, str] = {}
        spoiled: dict[int, InvalidArgument] = {}
        for number in self.table.list_rows():
            try:
                found[number], names[number] = self._code_and_name(number)
            except InvalidArgument as error:
                found[number], spoiled[number] = None, error
        headings = uncoded.find_headings(self.table, found)
        for number, code in found.items():
            if number in headings:
                self._open_unit(number, headings[number])
            elif number in spoiled:
                self.table.refuse(number, spoiled[number])
            elif code:
                self.add(BudgetRow(number, code.depth, code.text, strip_label(names[number])))
            else:
                self._add_uncoded(number, names[number])
        self._sum_belanja()

    def _sum_belanja(self) -> None:
        """Sum the highest accounts of each sub kegiatan into it, where none has its own amount."""
        children = self.table.list_children()
        filled = {r.number for r in self.table.budget if self.table.has_number(r.number)}

        def list_highest(row: BudgetRow) -> list[int]:
            if row.number in filled:
                return [row.number]
            return [n for child in children[row.number] for n in list_highest(child)]

        if filled.isdisjoint(r.number for r in self.table.sub):
            for row in self.table.sub:
                row.parts = list_highest(row)

    def _open_unit(self, number: int, level: Level) -> None:
        """Begin the rows of a unit, which end before the next row above their level."""
        name = self.table.label(number).rpartition(": ")[2]
        self.unit, self.unit_level = codes.find_unit_name(name), level
        if level == Level.PROGRAM:
            row = BudgetRow(number, Level.ORGANISATION, "", name)
            self.table.budget.append(row)
            self.set_parent(Level.ORGANISATION, row)
        self.table.dropped[number] = UNIT_HEADING

    def _code_and_name(self, number: int) -> tuple[Code | None, str]:
        """Code, of its cells or before the name, and name of a row. Raises InvalidArgument."""
        columns, names = self.table.head.find(*CODES), self.names(number)
        cells = [self.table.value(number, c) for c in columns]
        if any(isinstance(v, str) and v.strip() and not codes.is_code_text(v) for v in cells):
            cells = []
        texts = self.table.texts(number, columns)
        if not names and len(texts) == 1 and (glued := split_code(texts[0]))[0]:
            return glued
        if len(names) > 1:
            raise InvalidArgument("dua nama pada satu baris", "sisakan satu nama pada setiap baris")
        before, name = split_code(names[0] if names else "")
        code, self.previous = codes.read_code(cells, name, self.previous)
        if code and before and codes.code_key(code.text) != codes.code_key(before.text):
            message = f"kode {code.text} berbeda dari kode {before.text} di depan namanya"
            raise InvalidArgument(message, "samakan keduanya")
        if not (code or before) and codes.looks_like_code(name):
            message = f"kode pada “{name[:60]}” tidak dikenal"
            raise InvalidArgument(message, "tulis seperti 7.01.01.2.01.0001")
        return code or before, name

    def names(self, number: int) -> list[str]:
        return self.table.texts(number, self.table.head.find(*NAME))

    def _add_uncoded(self, number: int, name: str) -> None:
        """A row that is the total of the unit, output of the row above, a detail or unknown."""
        table = self.table
        last = table.budget[-1] if table.budget else None
        outputs, has_number = table.outputs(number), table.has_number(number)
        below_belanja = last and last.depth >= Level.BELANJA and not has_number
        is_item = last and (below_belanja or name.startswith(_ITEM_MARKS))
        named = table.texts(number, table.head.find(*CODES, *NAME))
        if has_number and not any(r.depth >= Level.PROGRAM for r in table.budget):
            table.totals.append(number)
        elif last is None:
            table.unknown.append(number)
        elif not (named or has_number) and uncoded.continues_output(table, number, last):
            last.output += outputs
            table.dropped[number] = MORE_OUTPUT
        elif is_item and not any(n > last.number for n in table.totals):
            table.dropped[number] = DETAIL
        elif uncoded.continues_name(table, number, last, max(last.number, self.continued)):
            last.name, self.continued = f"{last.name} {name}", number
            table.dropped[number] = MORE_NAME
            table.add("lanjutan_nama", table.cell(number), nama=last.name)
        elif has_number and last.depth >= Level.SUB and uncoded.is_part(table, number, last):
            self.add(BudgetRow(number, Level.BELANJA, "", table.label(number)))
        else:
            table.unknown.append(number)

    def add(self, row: BudgetRow) -> None:
        """Put a row below its parents, with the findings on it."""
        level, table = Level(min(row.depth, Level.BELANJA)), self.table
        old = self.parents.get(level)
        repeated = old and (old.code, old.name.casefold()) == (row.code, row.name.casefold())
        if repeated and level in LEVEL_WORDS and not (row.is_sub or table.has_number(row.number)):
            self.table.dropped[row.number] = f"{LEVEL_WORDS[level]} diulang"
            return
        if level in LEVEL_WORDS and not row.name:
            cell = table.cell(row.number)
            table.add("tanpa_nama", cell, row.code, jenis=LEVEL_WORDS[level], kode=row.code)
        if level < self.unit_level:
            self.unit, self.unit_level = "", Level.URUSAN
        if level <= Level.ORGANISATION:
            self.unit = codes.find_unit_name(f"{row.code} {row.name}")
        row.unit = table.find_unit(row.number) or self.unit
        self._link_parent(row, level)
        self.table.budget.append(row)
        self.set_parent(level, row)
        if row.is_sub:
            row.output = table.outputs(row.number)
        else:
            word = "organisasi" if level == Level.ORGANISATION else level.name.lower()
            self.table.dropped[row.number] = DETAIL if level == Level.BELANJA else f"baris {word}"

    def set_parent(self, level: Level, row: BudgetRow) -> None:
        """Put a row in force, in place of those at its depth and below."""
        self.parents = {d: r for d, r in self.parents.items() if d < level} | {level: row}

    def _link_parent(self, row: BudgetRow, level: Level) -> None:
        """Check that a kegiatan is below its programme, and a sub kegiatan below its kegiatan."""
        if level not in (Level.KEGIATAN, Level.SUB):
            return
        above = Level(level - 1)
        parent, cell = self.parents.get(above), self.table.cell(row.number)
        words = {"jenis": LEVEL_WORDS[level], "atas": LEVEL_WORDS[above]}
        key = codes.code_key(row.code)
        full = (r for r in self.known if r.get("program") and r.get("kegiatan"))
        same = (r for r in full if codes.code_key(str(r.get("kode_sub_kegiatan"))) == key)
        if parent is None and row.is_sub and (record := next(same, None)):
            row.program, row.kegiatan = str(record["program"]), str(record["kegiatan"])
            row.program_code = ".".join(row.code.split(".")[:3])
        elif parent is None:
            self.table.add("tanpa_induk", cell, row.code, kode=row.code, **words)
        elif not row.code.startswith(f"{parent.code}."):
            words["kode_atas"] = parent.code
            self.table.add("induk_lain", cell, row.code, kode=row.code, **words)
        elif row.is_sub and (program := self.parents.get(Level.PROGRAM)):
            row.program, row.program_code, row.kegiatan = program.name, program.code, parent.name


class _PrintReader(_CodeReader):
    """The print of a DPA: labels Program, Kegiatan, Sub Kegiatan above a table of accounts."""

    def read(self) -> None:
        for number, cells in enumerate(self.table.sheet.rows, 1):
            sub = next((r for r in reversed(self.table.budget) if r.is_sub), None)
            if not any(map(tidy_text, cells)):
                self.table.dropped[number] = BLANK_ROW
            elif label := uncoded.read_label(cells):
                self.table.labels.add(number)
                row = BudgetRow(number, label[0].depth, label[0].text, label[1])
                last = max([0, *self.table.totals])
                if sub and sub.number > last and (sub.code, sub.name) == (row.code, row.name):
                    self.table.dropped[number] = "sub kegiatan diulang"
                else:
                    self.add(row)
            elif number <= self.table.head.last or sub is None:
                self.table.dropped[number] = TITLE
            elif self.table.is_total(number):
                self.table.totals.append(number)
            else:
                self._add_belanja(number, sub)

    def _add_belanja(self, number: int, sub: BudgetRow) -> None:
        """Add a row of an account; the highest accounts of a sub kegiatan are summed into it."""
        name = next(iter(self.names(number)), "")
        cells = [self.table.value(number, c) for c in self.table.head.find("kode")]
        try:
            code = codes.read_code(cells, name, [])[0]
        except InvalidArgument:
            code = None
        self.table.dropped[number] = DETAIL if code else TITLE
        if code and self.table.has_number(number):
            depth = max(code.depth, int(Level.BELANJA))
            self.table.budget.append(BudgetRow(number, depth, code.text, name))
            own = [r for r in self.table.budget if r.number in (*sub.parts, number)]
            highest = min(r.depth for r in own)
            sub.parts = [r.number for r in own if r.depth == highest]


class _NameReader(_CodeReader):
    """Rows without any code, known by the names that the sheet DPA has."""

    def read(self) -> None:
        for number in self.table.list_rows():
            self._read_row(number)

    def _read_row(self, number: int) -> None:
        names = self.names(number)
        name = strip_label(pattern("penomoran").sub("", names[0])) if len(names) == 1 else ""
        for level, column in reversed(LEVEL_FIELDS.items()):  # the lowest that has the name
            if named := [r for r in self.known if name and _fold(r.get(column)) == _fold(name)]:
                self._add_named(number, level, name, named)
                break
        else:
            self.table.unknown.append(number)

    def _add_named(self, number: int, level: Level, name: str, named: list[RowRecord]) -> None:
        """Add a row that is called as rows of the sheet DPA are at its level."""
        above = {LEVEL_FIELDS[d]: _fold(r.name) for d, r in self.parents.items() if d < level}
        matches = [r for r in named if all(_fold(r.get(n)) == v for n, v in above.items())]
        if level == Level.SUB and len(matches) != 1:
            where = "beberapa" if matches else "di bawah program atau kegiatan lain"
            self.table.add("nama_lain", self.table.cell(number), nama=name, tempat=where)
            return
        record = (matches or named)[0]
        fields = (LEVEL_FIELDS[level], "program", "kode_program", "kegiatan")
        own, program, program_code, kegiatan = (str(record.get(n) or "") for n in fields)
        row = BudgetRow(number, level, "", own, program, program_code, kegiatan)
        if row.is_sub:
            row.code, row.unit = (str(record.get(n) or "") for n in ("kode_sub_kegiatan", "unit"))
            row.output = self.table.outputs(number)
        else:
            self.set_parent(level, row)
            self.table.dropped[number] = f"baris {LEVEL_WORDS[level]}"
        self.table.budget.append(row)


def _fold(value: object) -> str:
    return fold_text(value).strip(" .")
