"""One row a sub kegiatan, its parents in columns: repeated, merged or blank below."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from lkip_helpers.intake.workbook import address
from lkip_helpers.sipd.codes import (
    InvalidCode,
    Level,
    is_code_number,
    read_code,
    split_code,
    tidy_text,
    unit_name,
)
from lkip_helpers.sipd.hierarchical import PHRASINGS
from lkip_helpers.sipd.roles import Role
from lkip_helpers.sipd.rows import (
    Arrangement,
    Node,
    Reader,
    is_sure_total,
    without_label,
)

TIERS: tuple[tuple[Level, Role, Role], ...] = (
    (Level.PROGRAM, "program", "kode_program"), (Level.KEGIATAN, "kegiatan", "kode_kegiatan"),
    (Level.SUB, "sub", "kode_sub"),
)  # fmt: skip
SUMMED = "baris dijumlahkan ke sub kegiatannya"


@dataclass(frozen=True)
class _NameColumn:
    """A name on a row: its code, whether it is the cell's own or that of its merged range."""

    text: str = ""
    code: str = ""
    itself: bool = False


_Names = dict[Level, _NameColumn]


def build_columnar(read: Reader) -> Arrangement:
    """Every sub kegiatan with its programme and kegiatan; rows of these two are their subtotals."""
    return _Columns(read).build()


@dataclass
class _Columns:
    """The reading of one table: the programme and kegiatan in force, the sub kegiatan last read."""

    read: Reader
    result: Arrangement = field(default_factory=Arrangement)
    parent: _Names = field(default_factory=dict)
    sub: Node | None = None
    known: dict[tuple[str, ...], Node] = field(default_factory=dict)
    labelled: bool = False
    stair_rows: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.merge = {
            (b, k1): (b1, k1)
            for b1, k1, b2, _ in self.read.sheet.merge
            for b in range(b1 + 1, b2 + 1)
        }

    def build(self) -> Arrangement:
        for ordinal in self.read.list_rows(self.result):
            if self.read.is_total(ordinal):
                self._add_total(ordinal)
                continue
            try:
                names = {t: self._read(ordinal, t, n, k) for t, n, k in TIERS}
            except InvalidCode as error:
                self.read.refuse(ordinal, error)
                continue
            self._add(ordinal, names)
        self._tidy_stairs()
        return self.result

    def _add(self, ordinal: int, names: _Names) -> None:
        own = any(i.itself for i in names.values())
        detail = self.sub and self._detail(ordinal) and not own
        if names[Level.SUB].itself:
            self._add_sub(ordinal, names)
        elif names[Level.SUB].text or detail:
            self._continue_row(ordinal)
        elif own:
            self._add_stair(ordinal, names)
        else:
            self.result.foreign.append(ordinal)

    def _add_total(self, ordinal: int) -> None:
        """A total; in the column of the sub kegiatan "Total …" may also be the name of one."""
        column = self.read.header.ordinal("sub")[0]
        name = self.read.text(ordinal, column)
        if name and not is_sure_total(name):
            self.read.add(
                address(ordinal, column), f"“{name}” dapat berarti sub kegiatan atau baris jumlah",
                "isi program dan kegiatannya bila sub kegiatan, atau tulis JUMLAH saja", name,
            )  # fmt: skip
        self.result.total.append(ordinal)

    def _shown(self, ordinal: int, column: int) -> Any:
        """A cell, or that of the range merged downwards it lies in."""
        return self.read.content(*self.merge.get((ordinal, column), (ordinal, column)))

    def _read(self, ordinal: int, level: Level, name: Role, code: Role) -> _NameColumn:
        """The name of one level on a row, its code from before it or from its own column."""
        column = self.read.header.ordinal(name)[0]
        glued, text = split_code(tidy_text(self._shown(ordinal, column)))
        own = [self._shown(ordinal, k) for k in self.read.header.ordinal(code)]
        parsed = read_code(own, text, [])[0] if own else None
        general = [self.read.content(ordinal, k) for k in self.read.header.ordinal("kode")]
        coded = all(not isinstance(v, str) or is_code_number(v) for v in general)
        if parsed is None and general and (text or coded):
            parsed = read_code(general, text, [])[0]
            parsed = parsed if parsed and parsed.depth == level else None
        sure = parsed or glued
        if parsed and glued and parsed != glued:
            message = f"kode {parsed.text} berbeda dari kode {glued.text}"
            raise InvalidCode(message, "samakan keduanya")
        if sure and sure.depth != level:
            message = f"kode {sure.text} bukan kode {PHRASINGS[level]}"
            raise InvalidCode(message, "periksa kode dan letak kolomnya")
        itself = bool(text) and (ordinal, column) not in self.merge
        return _NameColumn(without_label(text), sure.text if sure else "", itself)

    def _add_sub(self, ordinal: int, names: _Names) -> None:
        for level, name, _ in TIERS[:2]:
            one, old = names[level], self.parent.get(level)
            if one.text:
                self.labelled = self.labelled or one.itself
                if level == Level.PROGRAM and old and old.text != one.text:
                    self.parent.pop(Level.KEGIATAN, None)
                self.parent[level] = one
            elif old is None:
                self.read.add(
                    address(ordinal, self.read.header.ordinal(name)[0]),
                    f"{PHRASINGS[level]} kosong pada baris pertamanya",
                    f"isi nama {PHRASINGS[level]} pada setiap baris: label yang diletakkan di "
                    "tengah kelompoknya tidak dapat dibaca dengan pasti",
                )  # fmt: skip
                return
            elif not self.stair_rows:
                self.result.pulled.append(ordinal)
        sub = names[Level.SUB]
        self._complete_codes(sub.code)
        program, kegiatan = self.parent[Level.PROGRAM], self.parent[Level.KEGIATAN]
        self._check_codes(ordinal, program.code, kegiatan.code, sub.code)
        head = self.read.header
        column = head.ordinal("subunit") or head.ordinal("unit")
        unit = next((u for k in column if (u := unit_name(self.read.text(ordinal, k)))), "")
        self._gather(Node(
            ordinal, Level.SUB, sub.code, sub.text, program.text,
            program.code or ".".join(sub.code.split(".")[:3]), kegiatan.text,
            self.read.outputs(ordinal), unit,
        ))  # fmt: skip

    def _gather(self, new: Node) -> None:
        """A row an account or a document is summed into its sub kegiatan; any other is one."""
        self.sub = new
        if not self.read.header.ordinal("rincian"):
            self.result.node.append(new)
            return
        key = (new.unit.casefold(), new.code, new.program, new.kegiatan, new.name)
        self.sub = earlier = self.known.setdefault(key, new)
        if earlier is new:
            self.result.node.append(new)
            earlier.detailed.append(new.rows)
        else:
            earlier.output += new.output
            self._add_detail(earlier, new.rows)

    def _add_detail(self, sub: Node, ordinal: int) -> None:
        """One more row of a sub kegiatan: a part, or a detail of the sum its first row holds."""
        if self._detail(sub.rows):
            sub.detailed.append(ordinal)
            self.result.dropped.append((ordinal, SUMMED))
        else:
            self.result.node.append(Node(ordinal, Level.BELANJA, "", self._detail(ordinal)))
            self.result.dropped.append((ordinal, "rincian belanja"))

    def _detail(self, ordinal: int) -> str:
        """What tells a row from the others of its sub kegiatan; "" for nothing."""
        column = self.read.header.ordinal("rincian")
        return next((t for k in column if (t := self.read.text(ordinal, k))), "")

    def _complete_codes(self, code: str) -> None:
        """Parents without a code get that of their first sub kegiatan; the next is held to it."""
        for level, length in ((Level.PROGRAM, 3), (Level.KEGIATAN, 5)):
            if code and not self.parent[level].code:
                front = ".".join(code.split(".")[:length])
                self.parent[level] = replace(self.parent[level], code=front)

    def _check_codes(self, ordinal: int, *code: str) -> None:
        """Each code begins with that of the level above: else a label is misplaced."""
        for upper, lower in pairwise(filter(None, code)):
            if not lower.startswith(f"{upper}."):
                self.read.add(
                    self.read.cells(ordinal), f"kode {lower} berdiri pada baris berkode {upper}",
                    "isi program dan kegiatan pada setiap baris menurut kodenya", lower,
                )  # fmt: skip

    def _continue_row(self, ordinal: int) -> None:
        """A row below the name of a sub kegiatan: one of its accounts, or more output."""
        has_number = self.read.has_number(ordinal)
        if self.sub and has_number and self._detail(ordinal):
            self._add_detail(self.sub, ordinal)
        elif self.sub is None or has_number:
            cells = address(ordinal, self.read.number_columns[0])
            message = "satu sub kegiatan berisi lebih dari satu angka"
            self.read.add(cells, message, "jumlahkan menjadi satu")
        else:
            self.sub.output += self.read.outputs(ordinal)
            self.result.dropped.append((ordinal, "lanjutan output di atasnya"))

    def _add_stair(self, ordinal: int, names: _Names) -> None:
        """A row of a programme or of a kegiatan, above its sub kegiatan."""
        level = Level.KEGIATAN if names[Level.KEGIATAN].itself else Level.PROGRAM
        if names[Level.PROGRAM].text:
            self.parent = {Level.PROGRAM: names[Level.PROGRAM]}
        self.parent[level] = one = names[level]
        self.stair_rows.append(ordinal)
        self.result.node.append(Node(ordinal, level, one.code, one.text))

    def _tidy_stairs(self) -> None:
        """Step rows that are none: below the last sub kegiatan, or empty among labelled rows.

        Programmes without a code get that of their other rows.
        """
        end = max((s.rows for s in self.result.sub), default=0)
        for s in [s for s in self.result.node if s.rows in self.stair_rows]:
            real = any(self.read.integer(s.rows, k) for k in self.read.number_columns)
            if (self.labelled and not real) or (s.rows > end and not (s.code or real)):
                self.result.node.remove(s)
                self.result.foreign.append(s.rows)
            else:
                self.result.dropped.append((s.rows, f"baris {PHRASINGS[Level(s.depth)]}"))
        self.result.foreign.sort()
        code = {s.program: s.program_code for s in self.result.sub if s.program_code}
        for s in self.result.sub:
            s.program_code = s.program_code or code.get(s.program, "")
