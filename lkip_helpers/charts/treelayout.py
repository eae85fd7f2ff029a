"""Layout of the boxes of an organisation chart: any tree, within a given width.

Children are placed in a row where there is room, else below one another along a spine; those of
the head in as many rows as they need. Lengths are inches; y runs down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import fsum

from lkip_helpers.charts.canvas import measure_height, wrap_text

FONT_SIZE = 8.0  # points
_LINE_GAP = 0.14  # from a box to the line that joins its children, and on to them
_GAP = 0.1  # between boxes
_INDENT = 0.2  # of boxes below a spine
_SIDE = 0.22  # between the middle line and the boxes beside it
_NARROW, _WIDTH = 0.98, 1.45  # least and greatest width of a box
_EDGE = 0.07  # margin of a box around its text

Line = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class ChartNode:
    """A box of the chart, by its text, and the boxes under it."""

    name: str
    children: tuple["ChartNode", ...] = ()


Staff = tuple[Sequence[ChartNode], Sequence[ChartNode]]  # left and right of the middle line


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
    boxes: list[Box]
    lines: list[Line] = field(default_factory=list)

    def shift(self, dx: float, dy: float) -> "Block":
        boxes = [replace(box, x=box.x + dx, y=box.y + dy) for box in self.boxes]
        lines = [tuple((x + dx, y + dy) for x, y in line) for line in self.lines]
        return Block(self.width, self.height, boxes, lines)


def _merge_blocks(
    width: float, height: float, blocks: Sequence[Block], boxes: list[Box], lines: list[Line]
) -> Block:
    """A block of these boxes and lines, and of those of `blocks`, which are in their places."""
    boxes = boxes + [box for block in blocks for box in block.boxes]
    lines = lines + [line for block in blocks for line in block.lines]
    return Block(width, height, boxes, lines)


def lay_tree(
    node: ChartNode, width: float, level: int = 0, height: float = 0.0, staff: Staff = ((), ())
) -> Block:
    """The subtree within `width`; its own box is at least `height` high.

    staff: children beside the line to the others, if there are others.
    """
    box = _build_box(node.name, width, level, height)
    if level and not _fits(node.children, width):
        return _lay_hanging(node, box, width, level)
    middle = width / 2
    box = replace(box, x=middle - box.width / 2)
    if not node.children:
        return Block(width, box.height, [box])
    below = [child for child in node.children if not any(child in side for side in staff)]
    beside = _lay_staff(staff, width, level + 1, box.height + _LINE_GAP) if below else []
    y = box.height + max((_LINE_GAP + block.height for block in beside), default=0.0)
    rows = _lay_rows(below or node.children, width, level + 1, y)
    trunk = ((middle, box.height), (middle, y + _LINE_GAP))
    return _merge_blocks(width, y + rows.height, [*beside, rows], [box], [trunk])


def _lay_staff(staff: Staff, width: float, level: int, y: float) -> list[Block]:
    """Subtrees in the left and right half of the width, with lines from the middle line to them."""
    half = width / 2 - _SIDE
    sides = zip(staff, (0.0, width / 2 + _SIDE), strict=True)
    placed = [(node, x) for nodes, x in sides for node in nodes]
    height = max((_build_box(node.name, half, level).height for node, _ in placed), default=0.0)
    blocks = []
    for node, x in placed:
        block = lay_tree(node, half, level, height).shift(x, y)
        box = block.boxes[0]
        side = box.x if x else box.x + box.width
        arms = ((width / 2, y + height / 2), (side, y + height / 2))
        blocks.append(replace(block, lines=[*block.lines, arms]))
    return blocks


def _lay_rows(children: Sequence[ChartNode], width: float, level: int, y: float) -> Block:
    """Rows of subtrees below y, each under a crossbar; several crossbars are joined at the left."""
    one_row = _fits(children, width)
    edge = 0.0 if one_row else 0.14  # left of several rows, for the line that joins them
    columns = len(children) if one_row else _count_columns(children, width - edge)
    even = [(width - edge - (columns - 1) * _GAP) / columns] * len(children)
    shares = _divide(children, width) if one_row else even
    blocks, lines, top, crossbar = [], [], y, y
    for i in range(0, len(children), columns):
        row = _lay_row([*zip(children, shares, strict=True)][i : i + columns], level)
        row = [block.shift(edge, y + 2 * _LINE_GAP) for block in row]
        crossbar = y + _LINE_GAP
        lines += _join_row(row, 0.0 if i else width / 2, crossbar)
        blocks += row
        y += 2 * _LINE_GAP + max(block.height for block in row)
    if edge:
        first = top + _LINE_GAP
        lines.append(((width / 2, first), (0.0, first), (0.0, crossbar)))
    return _merge_blocks(width, y - top, blocks, [], lines)


def _build_box(name: str, width: float, level: int, height: float = 0.0) -> Box:
    """A box for `name` no wider than `width`, at the origin."""
    width = min(width, _WIDTH)
    text = wrap_text(name, width - 2 * _EDGE, FONT_SIZE, level == 0)
    height = max(height, measure_height(text, FONT_SIZE) + 2 * _EDGE)
    return Box(name, text, 0.0, 0.0, width, height, level)


def _lay_row(shares: Sequence[tuple[ChartNode, float]], level: int) -> list[Block]:
    """Subtrees of these widths side by side from x = 0, their top boxes equally high."""
    height = max(_build_box(child.name, share, level).height for child, share in shares)
    blocks, x = [], 0.0
    for child, share in shares:
        blocks.append(lay_tree(child, share, level, height).shift(x, 0))
        x += share + _GAP
    return blocks


def _join_row(blocks: Sequence[Block], x: float, y: float) -> list[Line]:
    """A crossbar at y that reaches x, and lines from it down to the top boxes of these subtrees."""
    boxes = [block.boxes[0] for block in blocks]
    xs = [box.middle for box in boxes] + [x]
    crossbar: Line = ((min(xs), y), (max(xs), y))
    return [crossbar] + [((box.middle, y), (box.middle, box.y)) for box in boxes]


def _count_columns(children: Sequence[ChartNode], width: float) -> int:
    """How many of these subtrees to place side by side, spread evenly over the rows."""
    most = max(1, int((width + _GAP) / (max(_find_least_width(node) for node in children) + _GAP)))
    rows = -(-len(children) // most)
    return -(-len(children) // rows)


def _find_least_width(node: ChartNode) -> float:
    """The least width of a subtree."""
    if not node.children:
        return _NARROW
    widest = max(_find_least_width(child) for child in node.children)
    return widest if len(node.children) == 1 else widest + _INDENT


def _find_row_width(node: ChartNode) -> float:
    """The width of a subtree with all its children in rows."""
    return max(_NARROW, fsum(_find_row_width(child) + _GAP for child in node.children) - _GAP)


def _fits(children: Sequence[ChartNode], width: float) -> bool:
    return fsum(_find_least_width(child) + _GAP for child in children) - _GAP <= width + 1e-9


def _divide(children: Sequence[ChartNode], width: float) -> list[float]:
    """The width of each subtree: its width in rows if there is room for all, else its least."""
    room = width - (len(children) - 1) * _GAP
    widths = [*map(_find_row_width, children)]
    if fsum(widths) > room:
        widths = [*map(_find_least_width, children)]
    return [base + (room - fsum(widths)) / len(children) for base in widths]


def _lay_hanging(node: ChartNode, box: Box, width: float, level: int) -> Block:
    """The children below one another, joined to a spine under the left part of the parent's box."""
    left = (width - min(width, box.width)) / 2
    box = replace(box, x=left)
    boxes, y, spine = [box], box.height + _LINE_GAP, left + _INDENT / 2
    middle = y
    lines: list[Line] = []
    for child in node.children:
        block = lay_tree(child, width - left - _INDENT, level + 1)
        block = block.shift(left + _INDENT - min(inner.x for inner in block.boxes), y)
        middle = y + block.boxes[0].height / 2
        lines.append(((spine, middle), (block.boxes[0].x, middle)))
        boxes += block.boxes
        lines += block.lines
        y += block.height + _GAP
    lines.append(((spine, box.height), (spine, middle)))
    return Block(width, y - _GAP, boxes, lines)
