"""The print of a DPA: labels Program, Kegiatan, Sub Kegiatan above a table of accounts."""

from typing import Any

from lkip_helpers.sipd.codes import InvalidCode, Level, read_code, split_code
from lkip_helpers.sipd.hierarchical import DETAIL, PHRASINGS
from lkip_helpers.sipd.patterns import pattern
from lkip_helpers.sipd.roles import NAME
from lkip_helpers.sipd.rows import Arrangement, Node, Reader, tidy_text

_LEVEL = {"program": Level.PROGRAM, "kegiatan": Level.KEGIATAN}
TITLE = "keterangan DPA"


def _label(read: Reader, ordinal: int) -> tuple[Level, str, str] | None:
    """The level, code and name that a row labels; None for any other row."""
    if not any(
        isinstance(v, str) and pattern("label_dpa").match(v.strip())
        for v in read.sheet.content[ordinal - 1]
    ):
        return None
    content = [t for v in read.sheet.content[ordinal - 1] if (t := tidy_text(v)) and t != ":"]
    if len(content) == 1 and ":" in content[0]:
        content = [t.strip() for t in content[0].split(":", 1)]
    if len(content) < 2 or not (m := pattern("label_dpa").fullmatch(content[0])):
        return None
    level = _LEVEL.get(m[1].casefold(), Level.SUB)
    code, name = split_code(" ".join(content[1:3]).lstrip(": "))
    return (level, code.text, name) if code and code.depth == level else None


def is_dpa_detail(read: Reader) -> bool:
    """Whether sub kegiatan are labels between tables of accounts, and never rows of one."""
    return (
        read.header.hierarchical
        and any(
            (x := _label(read, n)) and x[0] == Level.SUB
            for n in range(1, len(read.sheet.content) + 1)
        )
        and bool(read.header.ordinal("kode"))
    )


def build_detail(read: Reader) -> Arrangement:
    """Each labelled sub kegiatan with the accounts below it, whose highest are summed."""
    result = Arrangement()
    parent: dict[Level, Node] = {}
    for ordinal, content in enumerate(read.sheet.content, 1):
        if not any(tidy_text(v) for v in content):
            result.dropped.append((ordinal, "baris kosong"))
        elif label := _label(read, ordinal):
            _add_label(read, ordinal, label, parent, result)
        elif ordinal <= read.header.end or Level.SUB not in parent:
            result.dropped.append((ordinal, TITLE))
        elif read.is_total(ordinal):
            result.total.append(ordinal)
        else:
            _add_belanja(read, ordinal, parent[Level.SUB], result)
    return result


def _add_label(
    read: Reader, ordinal: int, label: tuple[Level, str, str], parent: dict[Level, Node],
    result: Arrangement,
) -> None:  # fmt: skip
    level, code, name = label
    s = Node(ordinal, level, code, name)
    if level == Level.SUB:
        upper = [parent.get(t) for t in (Level.PROGRAM, Level.KEGIATAN)]
        for t, a in zip((Level.PROGRAM, Level.KEGIATAN), upper, strict=True):
            if a is None or not code.startswith(f"{a.code}."):
                read.add(
                    read.cells(ordinal), f"sub kegiatan {code} tanpa {PHRASINGS[t]}nya di atasnya",
                    "ambil cetakan DPA yang utuh", code,
                )  # fmt: skip
                return
        program, kegiatan = (a for a in upper if a)
        s.program, s.program_code, s.kegiatan = program.name, program.code, kegiatan.name
        result.node.append(s)
    else:
        result.dropped.append((ordinal, TITLE))
    parent[level] = s
    if level == Level.PROGRAM:
        parent.pop(Level.KEGIATAN, None)


def _add_belanja(read: Reader, ordinal: int, sub: Node, result: Arrangement) -> None:
    """An account at its depth; items below it, and all that has no code, are its details."""
    name = next((t for k in read.header.ordinal(*NAME) if (t := read.text(ordinal, k))), "")
    cells: list[Any] = [read.content(ordinal, k) for k in read.header.ordinal("kode")]
    try:
        code = read_code(cells, name, [])[0]
    except InvalidCode:
        code = None
    result.dropped.append((ordinal, DETAIL if code else TITLE))
    if code is None or not read.has_number(ordinal):
        return
    depth = code.depth if code.depth >= Level.BELANJA else int(Level.BELANJA)
    result.node.append(Node(ordinal, depth, code.text, name))
    height = min(s.depth for s in result.node if s.rows in (*sub.detailed, ordinal))
    sub.detailed = [
        s.rows for s in result.node if s.rows in (*sub.detailed, ordinal) and s.depth == height
    ]
