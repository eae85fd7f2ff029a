"""One row a sub kegiatan, its parents in columns: repeated, merged or blank below."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from lkip_helpers.intake.workbook import address
from lkip_helpers.sipd.codes import InvalidCode, Level, is_code_number, read_code, split_code
from lkip_helpers.sipd.roles import Role
from lkip_helpers.sipd.rows import (
    Arrangement,
    Node,
    Reader,
    is_sure_total,
    tidy_text,
    without_label,
)
from lkip_helpers.sipd.subunits import unit_name

TIERS: tuple[tuple[Level, Role, Role], ...] = (
    (Level.PROGRAM, "program", "kode_program"),
    (Level.KEGIATAN, "kegiatan", "kode_kegiatan"),
    (Level.SUB, "sub", "kode_sub"),
)
SUMMED = "baris dijumlahkan ke sub kegiatannya"
PHRASINGS = {Level.PROGRAM: "program", Level.KEGIATAN: "kegiatan", Level.SUB: "sub kegiatan"}


@dataclass(frozen=True)
class _RowContent:
    """A name on a row: its code, whether it is the cell's own or that of its merged range."""

    name: str = ""
    code: str = ""
    itself: bool = False


@dataclass
class _RowState:
    """The programme and kegiatan in force, the sub kegiatan last read."""

    parent: dict[Level, _RowContent] = field(default_factory=dict)
    sub: Node | None = None
    known: dict[tuple[str, ...], Node] = field(default_factory=dict)
    labelled: bool = False
    stair_rows: list[int] = field(default_factory=list)


def build_columnar(read: Reader) -> Arrangement:
    """Every sub kegiatan with its programme and kegiatan; rows of these two are their subtotals."""
    result, current = Arrangement(), _RowState()
    merge = {(b, k1): (b1, k1) for b1, k1, b2, _ in read.sheet.merge for b in range(b1 + 1, b2 + 1)}
    for ordinal in read.list_rows(result):
        if read.is_total(ordinal):
            _add_total(read, ordinal, result)
            continue
        try:
            content = {t: _read(read, ordinal, merge, t, n, k) for t, n, k in TIERS}
        except InvalidCode as error:
            read.add(
                read.cells(ordinal), str(error), error.advice, " ".join(read.edge(ordinal))[:80]
            )
            continue
        if content[Level.SUB].itself:
            _add_sub(read, ordinal, content, result, current)
        elif content[Level.SUB].name or (
            current.sub and _detail(read, ordinal) and not any(i.itself for i in content.values())
        ):
            _continue_row(read, ordinal, result, current)
        elif content[Level.KEGIATAN].itself or content[Level.PROGRAM].itself:
            _add_stair(ordinal, content, result, current)
        else:
            result.foreign.append(ordinal)
    _tidy_stairs(read, result, current)
    return result


def _add_total(read: Reader, ordinal: int, result: Arrangement) -> None:
    """A total; in the column of the sub kegiatan "Total …" may also be the name of one."""
    name = read.text(ordinal, read.header.ordinal("sub")[0])
    if name and not is_sure_total(name):
        read.add(
            address(ordinal, read.header.ordinal("sub")[0]),
            f"“{name}” dapat berarti sub kegiatan atau baris jumlah",
            "isi program dan kegiatannya bila sub kegiatan, atau tulis JUMLAH saja", name,
        )  # fmt: skip
    result.total.append(ordinal)


def _read(
    read: Reader,
    ordinal: int,
    merge: dict[tuple[int, int], tuple[int, int]],
    level: Level,
    name: Role,
    code: Role,
) -> _RowContent:
    """The name of one level on a row, its code from before the name or from its own column."""
    column = read.header.ordinal(name)[0]
    origin = merge.get((ordinal, column), (ordinal, column))
    glued, text = split_code(tidy_text(read.content(*origin)))
    own = [read.content(*merge.get((ordinal, k), (ordinal, k))) for k in read.header.ordinal(code)]
    parsed = read_code(own, text, [])[0] if own else None
    general = [read.content(ordinal, k) for k in read.header.ordinal("kode")]
    coded = all(not isinstance(v, str) or is_code_number(v) for v in general)
    if parsed is None and general and (text or coded):
        from_general = read_code(general, text, [])[0]
        parsed = from_general if from_general and from_general.depth == level else None
    sure = parsed or glued
    if parsed and glued and parsed != glued:
        raise InvalidCode(f"kode {parsed.text} berbeda dari kode {glued.text}", "samakan keduanya")
    if sure and sure.depth != level:
        raise InvalidCode(
            f"kode {sure.text} bukan kode {PHRASINGS[level]}", "periksa kode dan letak kolomnya"
        )
    return _RowContent(
        without_label(text), sure.text if sure else "", bool(text) and origin[0] == ordinal
    )


def _add_sub(
    read: Reader,
    ordinal: int,
    content: dict[Level, _RowContent],
    result: Arrangement,
    current: _RowState,
) -> None:
    for level, name, _ in TIERS[:2]:
        one, old = content[level], current.parent.get(level)
        if one.name:
            current.labelled = current.labelled or one.itself
            if level == Level.PROGRAM and old and old.name != one.name:
                current.parent.pop(Level.KEGIATAN, None)
            current.parent[level] = one
        elif old is None:
            location = address(ordinal, read.header.ordinal(name)[0])
            read.add(
                location, f"{PHRASINGS[level]} kosong pada baris pertamanya",
                f"isi nama {PHRASINGS[level]} pada setiap baris: label yang diletakkan di tengah "
                "kelompoknya tidak dapat dibaca dengan pasti",
            )  # fmt: skip
            return
        elif not current.stair_rows:
            result.pulled.append(ordinal)
    sub = content[Level.SUB]
    _complete_code(current, sub.code)
    program, kegiatan = current.parent[Level.PROGRAM], current.parent[Level.KEGIATAN]
    _check_code(read, ordinal, program, kegiatan, sub)
    if sub.code and ordinal in result.pulled and kegiatan.code:
        result.pulled = [n for n in result.pulled if n != ordinal]
    parent = sub.code or kegiatan.code
    new = Node(
        ordinal, Level.SUB, sub.code, sub.name, program.name,
        program.code or ".".join(parent.split(".")[:3]), kegiatan.name,
        [t for k in read.header.ordinal("output") if (t := read.text(ordinal, k))],
        _unit(read, ordinal),
    )  # fmt: skip
    current.sub = _gather(read, new, result, current)


def _unit(read: Reader, ordinal: int) -> str:
    """The sub unit of a row, by its own column or by that of the unit."""
    column = read.header.ordinal("subunit") or read.header.ordinal("unit")
    return next((u for k in column if (u := unit_name(read.text(ordinal, k)))), "")


def _gather(read: Reader, new: Node, result: Arrangement, current: _RowState) -> Node:
    """A row an account or a document is summed into its sub kegiatan; any other is one itself."""
    if not read.header.ordinal("rincian"):
        result.node.append(new)
        return new
    key = (new.unit.casefold(), new.code, new.program, new.kegiatan, new.name)
    if (earlier := current.known.setdefault(key, new)) is new:
        result.node.append(new)
        earlier.detailed.append(new.rows)
    else:
        earlier.output += new.output
        _detail_rows(read, earlier, new.rows, result)
    return earlier


def _detail_rows(read: Reader, sub: Node, ordinal: int, result: Arrangement) -> None:
    """One more row of a sub kegiatan: a part of it, or a detail of the sum its first row holds."""
    if _detail(read, sub.rows):
        sub.detailed.append(ordinal)
        result.dropped.append((ordinal, SUMMED))
    else:
        result.node.append(Node(ordinal, Level.BELANJA, "", _detail(read, ordinal)))
        result.dropped.append((ordinal, "rincian belanja"))


def _detail(read: Reader, ordinal: int) -> str:
    """What tells a row from the others of its sub kegiatan; "" for nothing."""
    return next((t for k in read.header.ordinal("rincian") if (t := read.text(ordinal, k))), "")


def _complete_code(current: _RowState, code: str) -> None:
    """Parents without a code get that of their first sub kegiatan; the next is held to it."""
    for level, length in ((Level.PROGRAM, 3), (Level.KEGIATAN, 5)):
        if code and not current.parent[level].code:
            front = ".".join(code.split(".")[:length])
            current.parent[level] = replace(current.parent[level], code=front)


def _check_code(read: Reader, ordinal: int, *order: _RowContent) -> None:
    """The code of each level begins with that of the level above: else a label is misplaced."""
    coded = [i.code for i in order if i.code]
    for upper, lower in pairwise(coded):
        if not lower.startswith(f"{upper}."):
            read.add(
                read.cells(ordinal), f"kode {lower} berdiri pada baris berkode {upper}",
                "isi program dan kegiatan pada setiap baris menurut kodenya", lower,
            )  # fmt: skip


def _continue_row(read: Reader, ordinal: int, result: Arrangement, current: _RowState) -> None:
    """A row below the name of a sub kegiatan: one of its accounts, or more output."""
    if current.sub and read.has_number(ordinal) and _detail(read, ordinal):
        _detail_rows(read, current.sub, ordinal, result)
        return
    if read.has_number(ordinal) or current.sub is None:
        cells = address(ordinal, read.number_columns[0])
        read.add(cells, "satu sub kegiatan berisi lebih dari satu angka", "jumlahkan menjadi satu")
        return
    current.sub.output += [t for k in read.header.ordinal("output") if (t := read.text(ordinal, k))]
    result.dropped.append((ordinal, "lanjutan output di atasnya"))


def _add_stair(
    ordinal: int, content: dict[Level, _RowContent], result: Arrangement, current: _RowState
) -> None:
    """A row of a programme or of a kegiatan, above its sub kegiatan."""
    level = Level.KEGIATAN if content[Level.KEGIATAN].itself else Level.PROGRAM
    program = content[Level.PROGRAM]
    if program.name:
        current.parent = {Level.PROGRAM: program}
    one = content[level]
    current.parent[level] = one
    current.stair_rows.append(ordinal)
    result.node.append(Node(ordinal, level, one.code, one.name))


def _tidy_stairs(read: Reader, result: Arrangement, current: _RowState) -> None:
    """Step rows that are none: below the last sub kegiatan, or without amounts among labelled rows.

    Programmes without a code get that of their other rows.
    """
    end = max((s.rows for s in result.sub), default=0)
    for s in [s for s in result.node if s.rows in current.stair_rows]:
        real = any(read.integer(s.rows, k) for k in read.number_columns)
        if (current.labelled and not real) or (s.rows > end and not (s.code or real)):
            result.node.remove(s)
            result.foreign.append(s.rows)
        else:
            result.dropped.append((s.rows, f"baris {PHRASINGS[Level(s.depth)]}"))
    result.foreign.sort()
    code = {s.program: s.program_code for s in result.sub if s.program_code}
    for s in result.sub:
        s.program_code = s.program_code or code.get(s.program, "")
