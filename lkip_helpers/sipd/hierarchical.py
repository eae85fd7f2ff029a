"""Programme, kegiatan and sub kegiatan above one another, told apart by codes, labels or names."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.intake.workbook import address
from lkip_helpers.schema.budget import Dpa
from lkip_helpers.sipd.codes import (
    Code,
    InvalidCode,
    Level,
    code_key,
    is_code_number,
    is_similar,
    read_code,
    split_code,
    tidy_text,
    unit_name,
)
from lkip_helpers.sipd.patterns import pattern
from lkip_helpers.sipd.roles import CODES, NAME
from lkip_helpers.sipd.rows import Arrangement, Node, Reader, without_label
from lkip_helpers.workbooks.carryover import RowRecord

PHRASINGS = {Level.PROGRAM: "program", Level.KEGIATAN: "kegiatan", Level.SUB: "sub kegiatan"}
FIELDS = {Level.SUB: "sub_kegiatan", Level.KEGIATAN: "kegiatan", Level.PROGRAM: "program"}
DETAIL, TITLE = "rincian belanja", "keterangan DPA"
_ITEM = ("[", "-", "–", "•", "*", "#")


def build_hierarchical(read: Reader) -> Arrangement:
    """Every row at its depth, told by its code; each sub kegiatan with its programme."""
    if read.header.ordinal("kegiatan") and read.header.ordinal("sub"):
        column = read.header.ordinal("sub")[0]
        read.add(
            address(read.header.end, column), "nama kegiatan dan sub kegiatan ada di kolom "
            "masing-masing, tetapi kolom nama program tidak ada",
            "tambahkan kolom Program, atau ambil ekspor yang memuatnya",
        )  # fmt: skip
        return Arrangement()
    return _Path(read).build()


def build_detail(read: Reader) -> Arrangement:
    """The print of a DPA: each labelled sub kegiatan with the accounts in the table below it."""
    return _Labels(read).build()


def build_named(read: Reader, known: Sequence[RowRecord]) -> Arrangement:
    """Rows without codes whose one name is that of one row of the sheet DPA, or of its parents."""
    return _Named(read, known=known).build()


def is_dpa_detail(read: Reader) -> bool:
    """Whether sub kegiatan are labels between tables of accounts, and never rows of one."""
    rows = range(1, len(read.sheet.content) + 1)
    coded = read.header.hierarchical and bool(read.header.ordinal("kode"))
    return coded and any((x := _read_label(read, n)) and x[0].depth == Level.SUB for n in rows)


def has_codes(read: Reader) -> bool:
    """Whether any row below the head has a code, in a column of its own or before its name."""
    rows = range(read.header.end + 1, len(read.sheet.content) + 1)
    own = any(read.integer(n, k) for n in rows for k in read.header.ordinal(*CODES))
    names = (read.text(n, k) for n in rows for k in read.header.ordinal(*NAME))
    return own or any(split_code(f"{t} x")[0] for t in names)


def _read_label(read: Reader, ordinal: int) -> tuple[Code, str] | None:
    """The code and name that a row labels (Program : 7.01.01 …); None for any other row."""
    content = [t for v in read.sheet.content[ordinal - 1] if (t := tidy_text(v)) and t != ":"]
    if not any(pattern("label_dpa").match(t) for t in content):
        return None
    if len(content) == 1 and ":" in content[0]:
        content = [t.strip() for t in content[0].split(":", 1)]
    if len(content) < 2 or not (m := pattern("label_dpa").fullmatch(content[0])):
        return None
    code, name = split_code(" ".join(content[1:3]).lstrip(": "))
    levels = {"program": Level.PROGRAM, "kegiatan": Level.KEGIATAN}
    level = levels.get(m[1].casefold(), Level.SUB)
    return (code, name) if code and code.depth == level else None


@dataclass
class _Path:
    """Where the reading stands: the parents in force and the code cells of the row above."""

    read: Reader
    result: Arrangement = field(default_factory=Arrangement)
    previous: list[str] = field(default_factory=list)
    unit: str = ""
    parent: dict[int, Node] = field(default_factory=dict)
    known: Sequence[RowRecord] = ()

    def build(self) -> Arrangement:
        for ordinal in self.read.list_rows(self.result):
            if self.read.is_total(ordinal):
                self.result.total.append(ordinal)
            else:
                self.read_row(ordinal)
        return self.result

    def read_row(self, ordinal: int) -> None:
        try:
            code, name = self._code_and_name(ordinal)
        except InvalidCode as error:
            self._refuse_code(ordinal, error)
            return
        if code is None:
            self._without_code(ordinal, name)
        else:
            self.add(Node(ordinal, code.depth, code.text, without_label(name)))

    def _code_and_name(self, ordinal: int) -> tuple[Code | None, str]:
        """Code and name of a row; the code may stand in cells of its own, before the name, both."""
        column = self.read.header.ordinal(*CODES)
        name = self.names(ordinal)
        cells = [self.read.content(ordinal, k) for k in column]
        if any(isinstance(v, str) and v.strip() and not is_code_number(v) for v in cells):
            cells = []
        filled_in = [t for k in column if (t := self.read.text(ordinal, k))]
        if not name and len(filled_in) == 1 and (one := split_code(filled_in[0]))[0]:
            return one
        if len(name) > 1:
            raise InvalidCode("dua nama pada satu baris", "sisakan satu nama pada setiap baris")
        glued, remainder = split_code(name[0] if name else "")
        code, self.previous = read_code(cells, remainder, self.previous)
        if code and glued and code_key(code.text) != code_key(glued.text):
            message = f"kode {code.text} berbeda dari kode {glued.text} di depan namanya"
            raise InvalidCode(message, "samakan keduanya")
        if not (code or glued) and is_similar(remainder):
            message = f"kode pada “{remainder[:60]}” tidak dikenal"
            raise InvalidCode(message, "tulis seperti 7.01.01.2.01.0001")
        return code or glued, remainder

    def names(self, ordinal: int) -> list[str]:
        column = self.read.header.ordinal(*NAME)
        return [t for k in column if (t := self.read.text(ordinal, k))]

    def _refuse_code(self, ordinal: int, error: InvalidCode) -> None:
        """A spoiled code is a fault in the table; below its total, without amounts, a note."""
        end = self.result.node[-1].rows if self.result.node else 0
        if not self.read.has_number(ordinal) and any(j > end for j in self.result.total):
            self.result.foreign.append(ordinal)
        else:
            self.read.refuse(ordinal, error)

    def _without_code(self, ordinal: int, name: str) -> None:
        """Details of belanja, the amount of the unit, more output of the row above, or unknown."""
        result = self.result
        end = result.node[-1] if result.node else None
        output, has_number = self.read.outputs(ordinal), self.read.has_number(ordinal)
        programme = any(s.depth >= Level.PROGRAM for s in result.node)
        item = end and (name.startswith(_ITEM) or (end.depth >= Level.BELANJA and not has_number))
        if has_number and not programme:
            result.total.append(ordinal)
        elif (
            end and output and not (self.read.edge(ordinal) or has_number)
            and self._continues(ordinal, end)
        ):  # fmt: skip
            end.output += output
            result.dropped.append((ordinal, "lanjutan output di atasnya"))
        elif end and item and not any(j > end.rows for j in result.total):
            result.dropped.append((ordinal, DETAIL))
        else:
            result.foreign.append(ordinal)

    def _continues(self, ordinal: int, end: Node) -> bool:
        """Whether a row goes on the sub kegiatan above: in its merged cells, or before more."""
        sheet = self.read.sheet
        merge = any(b1 <= end.rows and ordinal <= b2 for b1, _, b2, _ in sheet.merge)
        cells = (
            self.read.text(n, k) for n in range(ordinal + 1, len(sheet.content) + 1)
            for k in self.read.header.ordinal("kode", *NAME)
        )  # fmt: skip
        return end.is_sub and (merge or any(split_code(t + " x")[0] for t in cells))

    def add(self, s: Node) -> None:
        """Put a row below those in force; what its level is about is said of it."""
        level, read = Level(min(s.depth, Level.BELANJA)), self.read
        old = self.parent.get(level)
        if (
            old and level in PHRASINGS and not s.is_sub and old.code == s.code
            and old.name.casefold() == s.name.casefold() and not read.has_number(s.rows)
        ):  # fmt: skip
            self.result.dropped.append((s.rows, f"{PHRASINGS[level]} diulang"))
            return
        if level in PHRASINGS and not s.name:
            message = f"{PHRASINGS[level]} {s.code} tanpa nama"
            read.add(read.cells(s.rows), message, "isi namanya", s.code)
        if level <= Level.ORGANISATION:
            self.unit = unit_name(f"{s.code} {s.name}")
        s.unit = self.unit
        self._check_parent(s, level)
        self.result.node.append(s)
        self.parent = {t: i for t, i in self.parent.items() if t < s.depth} | {int(level): s}
        if s.is_sub:
            s.output = read.outputs(s.rows)
        else:
            reason = DETAIL if level == Level.BELANJA else f"baris {level.name.lower()}"
            self.result.dropped.append((s.rows, reason))

    def _check_parent(self, s: Node, level: Level) -> None:
        """A kegiatan stands below its programme, a sub kegiatan below its kegiatan."""
        if level not in (Level.KEGIATAN, Level.SUB):
            return
        upper, cells = self.parent.get(level - 1), self.read.cells(s.rows)
        own, phrase = f"{PHRASINGS[level]} {s.code}", PHRASINGS[Level(level - 1)]
        if upper is None:
            advice = f"tambahkan baris {phrase}nya, atau ambil ekspor yang memuatnya"
            self.read.add(cells, f"{own} tanpa baris {phrase} di atasnya", advice, s.code)
        elif not s.code.startswith(f"{upper.code}."):
            message = f"{own} berdiri di bawah {phrase} {upper.code}"
            self.read.add(cells, message, "periksa kode dan urutan barisnya", s.code)
        elif s.is_sub and (program := self.parent.get(Level.PROGRAM)):
            s.program, s.program_code, s.kegiatan = program.name, program.code, upper.name


class _Labels(_Path):
    """The print of a DPA: labels Program, Kegiatan, Sub Kegiatan above a table of accounts."""

    def build(self) -> Arrangement:
        for ordinal, content in enumerate(self.read.sheet.content, 1):
            if not any(map(tidy_text, content)):
                self.result.dropped.append((ordinal, "baris kosong"))
            elif label := _read_label(self.read, ordinal):
                self.add(Node(ordinal, label[0].depth, label[0].text, label[1]))
            elif ordinal <= self.read.header.end or not (sub := self._last_sub()):
                self.result.dropped.append((ordinal, TITLE))
            elif self.read.is_total(ordinal):
                self.result.total.append(ordinal)
            else:
                self._add_belanja(ordinal, sub)
        return self.result

    def _last_sub(self) -> Node | None:
        return next((s for s in reversed(self.result.node) if s.is_sub), None)

    def _add_belanja(self, ordinal: int, sub: Node) -> None:
        """An account at its depth, the highest being summed; what has no code is its detail."""
        name = next(iter(self.names(ordinal)), "")
        cells = [self.read.content(ordinal, k) for k in self.read.header.ordinal("kode")]
        try:
            code = read_code(cells, name, [])[0]
        except InvalidCode:
            code = None
        self.result.dropped.append((ordinal, DETAIL if code else TITLE))
        if code is None or not self.read.has_number(ordinal):
            return
        new = Node(ordinal, max(code.depth, int(Level.BELANJA)), code.text, name)
        self.result.node.append(new)
        own = [s for s in self.result.node if s.rows in (*sub.detailed, ordinal)]
        height = min(s.depth for s in own)
        sub.detailed = [s.rows for s in own if s.depth == height]


class _Named(_Path):
    """Rows without any code, known by their names: those the sheet DPA has."""

    def read_row(self, ordinal: int) -> None:
        names = self.names(ordinal)
        name = without_label(pattern("penomoran").sub("", names[0])) if len(names) == 1 else ""
        fitting = [
            (level, r) for level, n in FIELDS.items() for r in self.known
            if name and _fold(r.get(n)) == _fold(name)
        ]  # fmt: skip
        if not fitting:
            self.result.foreign.append(ordinal)
            return
        level = fitting[0][0]
        above = [(FIELDS[Level(t)], _fold(s.name)) for t, s in self.parent.items() if t < level]
        own = [r for t, r in fitting if t == level and all(_fold(r.get(n)) == v for n, v in above)]
        if level == Level.SUB and len(own) != 1:
            where = "beberapa" if own else "di bawah program atau kegiatan lain"
            message = f"“{name}” ada {where} pada lembar {Dpa.SHEET}"
            advice = "ambil ekspor yang memuat kode sub kegiatan"
            self.read.add(self.read.cells(ordinal), message, advice)
            return
        self._add_known(ordinal, level, (own or [fitting[0][1]])[0])

    def _add_known(self, ordinal: int, level: Level, record: RowRecord) -> None:
        program, program_code, kegiatan, code, unit = (
            str(record.get(n) or "")
            for n in ("program", "kode_program", "kegiatan", "kode_sub_kegiatan", "unit")
        )
        s = Node(ordinal, level, "", str(record[FIELDS[level]]), program, program_code, kegiatan)
        if s.is_sub:
            s.code, s.unit, s.output = code, unit, self.read.outputs(ordinal)
        else:
            self.parent = {t: i for t, i in self.parent.items() if t < level} | {int(level): s}
            self.result.dropped.append((ordinal, f"baris {PHRASINGS[level]}"))
        self.result.node.append(s)


def _fold(value: object) -> str:
    return tidy_up(value).strip(" .")
