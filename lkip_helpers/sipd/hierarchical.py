"""Programme, kegiatan and sub kegiatan above one another, told apart by their codes."""

from dataclasses import dataclass, field

from lkip_helpers.intake.workbook import address
from lkip_helpers.sipd.codes import (
    Code,
    InvalidCode,
    Level,
    code_key,
    is_code_number,
    is_similar,
    read_code,
    split_code,
)
from lkip_helpers.sipd.roles import NAME
from lkip_helpers.sipd.rows import Arrangement, Node, Reader, without_label
from lkip_helpers.sipd.subunits import unit_name

PHRASINGS = {Level.PROGRAM: "program", Level.KEGIATAN: "kegiatan", Level.SUB: "sub kegiatan"}
DETAIL = "rincian belanja"
_ITEM = ("[", "-", "–", "•", "*", "#")


@dataclass
class _PathState:
    """Where the reading stands: the parents in force and the code cells of the row above."""

    previous: list[str] = field(default_factory=list)
    unit: str = ""
    parent: dict[int, Node] = field(default_factory=dict)


def build_hierarchical(read: Reader) -> Arrangement:
    """Every row at its depth; each sub kegiatan with its programme and kegiatan."""
    result, current = Arrangement(), _PathState()
    if read.header.ordinal("kegiatan") and read.header.ordinal("sub"):
        column = read.header.ordinal("sub")[0]
        read.add(
            address(read.header.end, column), "nama kegiatan dan sub kegiatan ada di kolom "
            "masing-masing, tetapi kolom nama program tidak ada",
            "tambahkan kolom Program, atau ambil ekspor yang memuatnya",
        )  # fmt: skip
        return result
    for ordinal in read.list_rows(result):
        if read.is_total(ordinal):
            result.total.append(ordinal)
            continue
        try:
            code, name = _code_and_name(read, ordinal, current)
        except InvalidCode as error:
            _refuse_code(read, ordinal, error, result)
            continue
        if code is None:
            _without_code(read, ordinal, name, result)
        else:
            _add(read, Node(ordinal, code.depth, code.text, without_label(name)), result, current)
    return result


def _code_and_name(read: Reader, ordinal: int, current: _PathState) -> tuple[Code | None, str]:
    """Code and name of a row; the code may stand in cells of its own, before the name, or both."""
    column = read.header.ordinal("kode", "kode_program", "kode_kegiatan", "kode_sub")
    name = [t for k in read.header.ordinal(*NAME) if (t := read.text(ordinal, k))]
    cells = [read.content(ordinal, k) for k in column]
    if any(isinstance(v, str) and v.strip() and not is_code_number(v) for v in cells):
        cells = []
    if not name and len(filled_in := [t for k in column if (t := read.text(ordinal, k))]) == 1:
        glued, remainder = split_code(filled_in[0])
        if glued:
            return glued, remainder
    if len(name) > 1:
        raise InvalidCode("dua nama pada satu baris", "sisakan satu nama pada setiap baris")
    glued, remainder = split_code(name[0] if name else "")
    code, current.previous = read_code(cells, remainder, current.previous)
    if code and glued and code_key(code.text) != code_key(glued.text):
        raise InvalidCode(
            f"kode {code.text} berbeda dari kode {glued.text} di depan namanya", "samakan keduanya"
        )
    if not (code or glued) and is_similar(remainder):
        raise InvalidCode(
            f"kode pada “{remainder[:60]}” tidak dikenal", "tulis seperti 7.01.01.2.01.0001"
        )
    return code or glued, remainder


def _refuse_code(read: Reader, ordinal: int, error: InvalidCode, result: Arrangement) -> None:
    """A spoiled code is a fault in the table; below its total, without amounts, it is a note."""
    end = result.node[-1].rows if result.node else 0
    if not read.has_number(ordinal) and any(j > end for j in result.total):
        result.foreign.append(ordinal)
    else:
        read.add(read.cells(ordinal), str(error), error.advice, " ".join(read.edge(ordinal))[:80])


def _without_code(read: Reader, ordinal: int, name: str, result: Arrangement) -> None:
    """Details of belanja, the amount of the unit, more output of the row above, or unknown."""
    end = result.node[-1] if result.node else None
    output = [t for k in read.header.ordinal("output") if (t := read.text(ordinal, k))]
    edge, has_number = read.edge(ordinal), read.has_number(ordinal)
    if not result.sub and has_number and not any(s.depth >= Level.PROGRAM for s in result.node):
        result.total.append(ordinal)
    elif end and output and not edge and not has_number and _continues(read, ordinal, end):
        end.output += output
        result.dropped.append((ordinal, "lanjutan output di atasnya"))
    elif (
        end
        and not any(j > end.rows for j in result.total)
        and (name.startswith(_ITEM) or (end.depth >= Level.BELANJA and not has_number))
    ):
        result.dropped.append((ordinal, DETAIL))
    else:
        result.foreign.append(ordinal)


def _continues(read: Reader, ordinal: int, end: Node) -> bool:
    """Whether a row goes on the sub kegiatan above: in its merged cells, or before more codes."""
    merge = any(b1 <= end.rows and ordinal <= b2 for b1, _, b2, _ in read.sheet.merge)
    column = read.header.ordinal("kode", *NAME)
    lower = range(ordinal + 1, len(read.sheet.content) + 1)
    further = any(split_code(read.text(n, k) + " x")[0] for n in lower for k in column)
    return end.is_sub and (merge or further)


def _add(read: Reader, s: Node, result: Arrangement, current: _PathState) -> None:
    level = Level(min(s.depth, Level.BELANJA))
    old = current.parent.get(level)
    if (
        old and level in PHRASINGS and not s.is_sub and old.code == s.code
        and old.name.casefold() == s.name.casefold() and not read.has_number(s.rows)
    ):  # fmt: skip
        result.dropped.append((s.rows, f"{PHRASINGS[level]} diulang"))
        return
    if level in PHRASINGS and not s.name:
        read.add(
            read.cells(s.rows), f"{PHRASINGS[level]} {s.code} tanpa nama", "isi namanya", s.code
        )
    if level <= Level.ORGANISATION:
        current.unit = unit_name(f"{s.code} {s.name}")
    s.unit = current.unit
    _check_parent(read, s, level, current)
    result.node.append(s)
    current.parent = {t: i for t, i in current.parent.items() if t < s.depth} | {int(level): s}
    if s.is_sub:
        s.output = [t for k in read.header.ordinal("output") if (t := read.text(s.rows, k))]
    else:
        reason = DETAIL if level == Level.BELANJA else f"baris {level.name.lower()}"
        result.dropped.append((s.rows, reason))


def _check_parent(read: Reader, s: Node, level: Level, current: _PathState) -> None:
    """A kegiatan stands below its programme, a sub kegiatan below its kegiatan."""
    if level not in (Level.KEGIATAN, Level.SUB):
        return
    upper = current.parent.get(level - 1)
    phrase = PHRASINGS[Level(level - 1)]
    if upper is None:
        read.add(
            read.cells(s.rows), f"{PHRASINGS[level]} {s.code} tanpa baris {phrase} di atasnya",
            f"tambahkan baris {phrase}nya, atau ambil ekspor yang memuatnya", s.code,
        )  # fmt: skip
    elif not s.code.startswith(f"{upper.code}."):
        read.add(
            read.cells(s.rows), f"{PHRASINGS[level]} {s.code} berdiri di bawah {phrase} "
            f"{upper.code}", "periksa kode dan urutan barisnya", s.code,
        )  # fmt: skip
    elif s.is_sub and (program := current.parent.get(Level.PROGRAM)):
        s.program, s.program_code, s.kegiatan = program.name, program.code, upper.name
