"""Where the boxes of an organisation chart stand: any tree, within a given width.

Children stand in a row where there is room, else they hang below one another from a spine. Lengths
are inches; y runs down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import fsum

from lkip_helpers.charts.canvas import measure_height, wrap_text

MEASURE = 8.0  # points
DISTANCE = 0.14  # from a box to the line that joins its children, and on to them
_GAP = 0.1  # between boxes
_INDENT = 0.2  # of boxes that hang from a spine
_NARROW, _WIDTH = 0.98, 1.45  # a box is between these
_EDGE = 0.07  # of a box around its text

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class ChartNode:
    """A jabatan and those under it."""

    name: str
    children: tuple["ChartNode", ...] = ()


@dataclass(frozen=True)
class Box:
    """A box with its wrapped text; `level` 0 is the top of the chart."""

    name: str
    text: str
    x: float
    y: float
    width: float
    height: float
    level: int

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Block:
    """Boxes and lines of a subtree; its own box comes first."""

    width: float
    height: float
    box: list[Box]
    lines: list[Line] = field(default_factory=list)

    def shift(self, dx: float, dy: float) -> "Block":
        box = [replace(k, x=k.x + dx, y=k.y + dy) for k in self.box]
        lines = [tuple((x + dx, y + dy) for x, y in g) for g in self.lines]
        return Block(self.width, self.height, box, lines)


def lay_tree(node: ChartNode, width: float, level: int = 0, height: float = 0.0) -> Block:
    """The subtree within `width`; its own box is at least `height` high."""
    box = build_box(node.name, width, level, height)
    if not node.children:
        return Block(width, box.height, [replace(box, x=(width - box.width) / 2)])
    if _fits(node.children, width):
        return _lay_horizontal(node, box, width, level)
    return _lay_hanging(node, box, width, level)


def build_box(name: str, width: float, level: int, height: float = 0.0) -> Box:
    """A box for `name` no wider than `width`, at the origin."""
    width = min(width, _WIDTH)
    text = wrap_text(name, width - 2 * _EDGE, MEASURE, level == 0)
    height = max(height, measure_height(text, MEASURE) + 2 * _EDGE)
    return Box(name, text, 0.0, 0.0, width, height, level)


def lay_rows(
    children: Sequence[ChartNode], width: float, level: int, column: int | None = None
) -> list[Block]:
    """Subtrees side by side from x = 0, their own boxes equally high; `column`: shares of a row."""
    part = _share(children, width, column)
    height = max(build_box(a.name, b, level).height for a, b in zip(children, part, strict=True))
    block, x = [], 0.0
    for a, b in zip(children, part, strict=True):
        block.append(lay_tree(a, b, level, height).shift(x, 0))
        x += b + _GAP
    return block


def join_rows(block: Sequence[Block], x: float, y: float) -> list[Line]:
    """A bar at y that reaches x, and lines from it down to the tops of these boxes."""
    ends = [b.box[0] for b in block]
    xs = [k.middle for k in ends] + [x]
    crossbar: Line = ((min(xs), y), (max(xs), y))
    return [crossbar] + [((k.middle, y), (k.middle, k.y)) for k in ends]


def count_columns(children: Sequence[ChartNode], width: float) -> int:
    """How many of these subtrees can stand side by side, spread evenly over the rows."""
    fits = max(1, int((width + _GAP) / (max(_need(a) for a in children) + _GAP)))
    rows = -(-len(children) // fits)
    return -(-len(children) // rows)


def _need(node: ChartNode) -> float:
    """The least width of a subtree."""
    if not node.children:
        return _NARROW
    widest = max(_need(a) for a in node.children)
    return widest if len(node.children) == 1 else widest + _INDENT


def _prefer(node: ChartNode) -> float:
    """The width of a subtree with all its children in rows."""
    return max(_NARROW, fsum(_prefer(a) + _GAP for a in node.children) - _GAP)


def _fits(children: Sequence[ChartNode], width: float) -> bool:
    return fsum(_need(a) + _GAP for a in children) - _GAP <= width + 1e-9


def _share(children: Sequence[ChartNode], width: float, column: int | None) -> list[float]:
    """The width of each subtree: by what it likes if there is room for that, else by its need."""
    if column:
        return [(width - (column - 1) * _GAP) / column] * len(children)
    workspace = width - (len(children) - 1) * _GAP
    preferred = [_prefer(a) for a in children]
    base = preferred if fsum(preferred) <= workspace else [_need(a) for a in children]
    return [d + (workspace - fsum(base)) / len(children) for d in base]


def _lay_horizontal(node: ChartNode, box: Box, width: float, level: int) -> Block:
    block = [
        b.shift(0, box.height + 2 * DISTANCE) for b in lay_rows(node.children, width, level + 1)
    ]
    middle = (block[0].box[0].middle + block[-1].box[0].middle) / 2
    x = min(max(middle - box.width / 2, 0.0), width - box.width)
    box = replace(box, x=x)
    crossbar = box.height + DISTANCE
    lines: list[Line] = [((box.middle, box.height), (box.middle, crossbar))]
    lines += join_rows(block, box.middle, crossbar)
    return Block(
        width,
        box.height + 2 * DISTANCE + max(b.height for b in block),
        [box] + [k for b in block for k in b.box],
        lines + [g for b in block for g in b.lines],
    )


def _lay_hanging(node: ChartNode, box: Box, width: float, level: int) -> Block:
    """The children below one another, joined to a spine under the left part of the parent's box."""
    left = (width - min(width, box.width)) / 2
    box = replace(box, x=left)
    every, y, spine = [box], box.height + DISTANCE, left + _INDENT / 2
    middle = y
    lines: list[Line] = []
    for children in node.children:
        block = lay_tree(children, width - left - _INDENT, level + 1)
        block = block.shift(left + _INDENT - min(k.x for k in block.box), y)
        middle = y + block.box[0].height / 2
        lines.append(((spine, middle), (block.box[0].x, middle)))
        every += block.box
        lines += block.lines
        y += block.height + _GAP
    lines.append(((spine, box.height), (spine, middle)))
    return Block(width, y - _GAP, every, lines)
