"""Rows above one another: each amount is that of the rows directly below it."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from lkip_helpers.sipd.amounts import Number, Values, absolute, phrase
from lkip_helpers.sipd.codes import Level, tell_office
from lkip_helpers.sipd.rows import Node, Reader

CHECK = "periksa angka di ekspornya terhadap dokumen aslinya, atau unduh ulang"
Children = dict[int, list[Node]]


def list_children(node: Sequence[Node]) -> Children:
    """The rows directly below each, by its row number."""
    result: Children = {s.rows: [] for s in node}
    trail: list[Node] = []
    for s in node:
        while trail and trail[-1].depth >= s.depth:
            trail.pop()
        if trail:
            result[trail[-1].rows].append(s)
        trail.append(s)
    return result


def gather_belanja(read: Reader, node: Sequence[Node]) -> None:
    """Where no sub kegiatan has an amount but accounts have, each is the sum of its highest."""
    sub = [s for s in node if s.is_sub]
    if any(s.detailed or read.has_number(s.rows) for s in sub):
        return
    children = list_children(node)

    def has_number(s: Node) -> list[int]:
        if read.has_number(s.rows):
            return [s.rows]
        return [n for a in children[s.rows] for n in has_number(a)]

    for s in sub:
        s.detailed = has_number(s)


def check_tree(
    read: Reader, node: Sequence[Node], name: str, cells: Callable[[int], str], number: Number,
    slack: Decimal,
) -> int:  # fmt: skip
    """Add a finding for each amount that the rows below it do not add up to; how many do.

    A row without an amount counts as those below it. longgar: what one printed amount may be off.
    """
    children, fitting = list_children(node), 0
    equivalent = _align(node, children, number)
    for i, s in enumerate(node):
        upper, below = number.get(s.rows), children[s.rows]
        groups, limit = [below], slack * (len(below) + 1)
        if s.depth < Level.PROGRAM and (programmes := list(_list_programmes(node, i))):
            groups, limit = programmes, slack * (len(node) + 1)
        content = [v for a in groups[0] if (v := equivalent[a.rows]) is not None]
        total = [sum(equivalent[a.rows] or 0 for a in g) for g in groups]
        valid = not groups[0] or upper is None or any(absolute(upper - j) <= limit for j in total)
        message = _message(s, name, upper, total[0], valid=valid, has_sub=_has_sub(s, children))
        if message and (content or s.depth < Level.SUB):
            advice = "ambil ekspor sampai sub kegiatan" if "tidak ada sub" in message else CHECK
            read.add(cells(s.rows), message.format(len(groups[0])), advice, upper)
        elif not message and upper is not None and content:
            fitting += 1
    return fitting


def _message(
    s: Node, name: str, upper: Values | None, total: Values, *, valid: bool, has_sub: bool
) -> str:
    """What is wrong with the amount of a row, "" for nothing; {} stands for how many are below."""
    initial = f"{name} “{s.name}”".replace("{", "(").replace("}", ")")
    if upper and Level.PROGRAM <= s.depth < Level.SUB and not has_sub:
        return f"{initial} {phrase(upper)}, tetapi tidak ada sub kegiatan di bawahnya"
    if upper is None and s.is_sub and total:
        return f"{initial} kosong, padahal rinciannya berjumlah {phrase(total)}"
    below = f"padahal {{}} baris di bawahnya berjumlah {phrase(total)}"
    return "" if valid else f"{initial} {phrase(upper)}, {below}"


def _align(node: Sequence[Node], children: Children, number: Number) -> Number:
    """The amount of each row, or that of those below it where it has none."""
    result: Number = {}
    for s in reversed(node):
        itself = number.get(s.rows)
        content = [v for a in children[s.rows] if (v := result[a.rows]) is not None]
        result[s.rows] = itself if itself is not None else sum(content) if content else None
    return result


def _list_programmes(node: Sequence[Node], initial: int) -> Iterator[list[Node]]:
    """The programmes below an urusan or unit: its own, and, of an office, its sub units' too."""
    s = node[initial]
    own: list[Node] | None = None
    with_lower: list[Node] = []
    for other in node[initial + 1 :]:
        same_level = other.depth == s.depth and other.code != s.code
        lower = bool(tell_office(s.code)) and tell_office(other.code) == tell_office(s.code)
        if other.depth < s.depth or (same_level and not lower):
            break
        if same_level and own is None:
            own = with_lower[:]
        if other.depth == Level.PROGRAM:
            with_lower.append(other)
    yield from [m for m in ((with_lower,) if own in (None, with_lower) else (own, with_lower)) if m]


def _has_sub(s: Node, children: Children) -> bool:
    return any(a.is_sub or _has_sub(a, children) for a in children[s.rows])
