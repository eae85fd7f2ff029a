"""Rows without any code, known by their names: those the sheet DPA has."""

from collections.abc import Sequence

from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.schema.budget import Dpa
from lkip_helpers.sipd.codes import Level, split_code
from lkip_helpers.sipd.hierarchical import PHRASINGS
from lkip_helpers.sipd.patterns import pattern
from lkip_helpers.sipd.roles import CODES, NAME
from lkip_helpers.sipd.rows import Arrangement, Node, Reader, without_label
from lkip_helpers.workbooks.carryover import RowRecord

LEVELS = {"sub_kegiatan": Level.SUB, "kegiatan": Level.KEGIATAN, "program": Level.PROGRAM}


def has_codes(read: Reader) -> bool:
    """Whether any row below the head has a code, in a column of its own or before its name."""
    rows = range(read.header.end + 1, len(read.sheet.content) + 1)
    own = any(read.integer(n, k) for n in rows for k in read.header.ordinal(*CODES))
    return own or any(
        split_code(f"{read.text(n, k)} x")[0] for n in rows for k in read.header.ordinal(*NAME)
    )


def build_named(read: Reader, known: Sequence[RowRecord]) -> Arrangement:
    """Rows whose one name is that of one sub kegiatan of the sheet, and of those above it."""
    result, parent = Arrangement(), dict.fromkeys(LEVELS, "")
    for ordinal in read.list_rows(result):
        name = _name(read, ordinal)
        fitting = [(n, r) for n in LEVELS for r in known if name and _fold(r.get(n)) == _fold(name)]
        if read.is_total(ordinal):
            result.total.append(ordinal)
        elif not fitting:
            result.foreign.append(ordinal)
        else:
            _add(read, ordinal, fitting, parent, result)
    return result


def _add(
    read: Reader, ordinal: int, fitting: Sequence[tuple[str, RowRecord]], parent: dict[str, str],
    result: Arrangement,
) -> None:  # fmt: skip
    """A row at the level of its name; of sub kegiatan of one name, that below its parents."""
    level, record = fitting[0]
    if level == "sub_kegiatan":
        same = [r for n, r in fitting if n == level]
        under = [r for r in same if all(_fold(r.get(n)) == p for n, p in parent.items() if p)]
        if len(under) != 1:
            where = "beberapa" if same[1:] else "di bawah program atau kegiatan lain"
            message = f"“{_name(read, ordinal)}” ada {where} pada lembar {Dpa.SHEET}"
            read.add(read.cells(ordinal), message, "ambil ekspor yang memuat kode sub kegiatan")
            return
        record = under[0]
    else:
        parent |= {n: "" for n in LEVELS if LEVELS[n] > LEVELS[level]}
        parent[level] = _fold(record.get(level))
        result.dropped.append((ordinal, f"baris {PHRASINGS[LEVELS[level]]}"))
    program, kegiatan, code, program_code, unit = (
        str(record.get(n) or "")
        for n in ("program", "kegiatan", "kode_sub_kegiatan", "kode_program", "unit")
    )
    own = code if level == "sub_kegiatan" else ""
    s = Node(ordinal, LEVELS[level], own, str(record.get(level)), program, program_code, kegiatan)
    s.unit = unit if level == "sub_kegiatan" else ""
    s.output = [t for k in read.header.ordinal("output") if (t := read.text(ordinal, k))]
    result.node.append(s)


def _name(read: Reader, ordinal: int) -> str:
    """The one name of a row, without the number before it; "" for none or several."""
    name = [t for k in read.header.ordinal(*NAME) if (t := read.text(ordinal, k))]
    return without_label(pattern("penomoran").sub("", name[0])) if len(name) == 1 else ""


def _fold(value: object) -> str:
    return tidy_up(value).strip(" .")
