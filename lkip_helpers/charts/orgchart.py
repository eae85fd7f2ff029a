"""The organisation chart, from rows of jabatan and atasan."""

from collections.abc import Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lkip_helpers.charts import treelayout as lay
from lkip_helpers.charts.bars import require_rows
from lkip_helpers.charts.canvas import Canvas
from lkip_helpers.errors import LkipError
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.figure_style import apply_style
from lkip_helpers.report.format import is_empty

_MARGIN = 0.02  # so that no stroke is cut
_ROW_EDGE = 0.14  # left of wrapped rows, for the line that joins them
_SIDE = 0.22  # between the middle line and the boxes beside it
_COLORS = {
    0: (style.BLUE, style.BLUE, style.PAPER),
    1: (style.LIGHT_BLUE, style.LIGHT_BLUE, style.INK),
}  # of box, edge and text, by level


class InvalidOrgchart(LkipError, ValueError):
    """The rows form no tree; the message names the jabatan at fault."""


@apply_style
def plot_orgchart(organisation: pd.DataFrame) -> Figure:
    """Boxes and lines of the organisation, the head at the top.

    organisation: jabatan, atasan (empty for the head alone). By custom the secretary stands to the
    right of the middle line, the jabatan fungsional to its left, above the line units. Raises
    InvalidOrgchart for an unknown atasan, a cycle, a jabatan named twice, or more than one head;
    ValueError for an empty frame.
    """
    require_rows(len(organisation), "struktur organisasi")
    tree = build_tree(organisation)
    right = [child for child in tree.children if child.name.lower().startswith("sekreta")][:1]
    others = (child for child in tree.children if child not in right)
    left = [child for child in others if "fungsional" in child.name.lower()][:1]
    return draw_block(lay_wrapped(tree, left, right))


def draw_block(block: lay.Block) -> Figure:
    """Draw boxes and lines that were laid out at the origin, with room for their strokes."""
    block = block.shift(_MARGIN, _MARGIN)
    canvas = Canvas(block.height + 2 * _MARGIN)
    layer = canvas.add_layer()
    for line in block.lines:
        layer.plot(*zip(*line, strict=True), color=style.MUTED, linewidth=0.9, zorder=1,
                    solid_capstyle="projecting", solid_joinstyle="miter")  # fmt: skip
    for box in block.boxes:
        fill, edge, ink = _COLORS.get(box.level, (style.PAPER, style.MID_BLUE, style.INK))
        layer.add_patch(
            Rectangle((box.x, box.y), box.width, box.height, facecolor=fill, edgecolor=edge,
                      linewidth=0.9, zorder=2, clip_on=False, gid=f"kotak {box.name}")
        )  # fmt: skip
        canvas.write(box.middle, box.y + box.height / 2, box.text, size=lay.FONT_SIZE, color=ink,
                     bold=box.level == 0, ha="center")  # fmt: skip
    return canvas.figure


def build_tree(organisation: pd.DataFrame) -> lay.ChartNode:
    """The tree of jabatan, in the order of the rows. Raises InvalidOrgchart where it is none."""
    names = [str(name).strip() for name in organisation["jabatan"]]
    atasan = ["" if is_empty(name) else str(name).strip() for name in organisation["atasan"]]
    superiors = dict(zip(names, atasan, strict=True))
    _check_names(names, superiors)
    try:
        TopologicalSorter({name: [above] for name, above in superiors.items() if above}).prepare()
    except CycleError as error:
        raise InvalidOrgchart(f"Atasan berputar: {' → '.join(error.args[1][::-1])}.") from None
    heads = [name for name, above in superiors.items() if not above]
    if len(heads) != 1:
        raise InvalidOrgchart(
            f"Hanya satu jabatan yang boleh tanpa atasan; ada {len(heads)}: {', '.join(heads)}."
        )

    def grow(jabatan: str) -> lay.ChartNode:
        children = (name for name, above in superiors.items() if above == jabatan)
        return lay.ChartNode(jabatan, tuple(map(grow, children)))

    return grow(heads[0])


def _check_names(names: Sequence[str], superiors: dict[str, str]) -> None:
    repeated = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if repeated:
        raise InvalidOrgchart(f'Jabatan "{repeated[0]}" ditulis lebih dari satu kali.')
    for name, above in superiors.items():
        if above and above not in superiors:
            raise InvalidOrgchart(
                f'Atasan "{above}" dari jabatan "{name}" tidak ada dalam daftar jabatan. '
                "Samakan ejaannya atau tambahkan jabatan itu."
            )


def _width() -> float:
    return style.width() - 2 * _MARGIN


def lay_wrapped(
    tree: lay.ChartNode, left: Sequence[lay.ChartNode] = (), right: Sequence[lay.ChartNode] = ()
) -> lay.Block:
    """The root, its staff if any, and its other children in as many rows as they need."""
    line_units = [child for child in tree.children if child not in (*right, *left)]
    if not line_units:
        return lay.lay_tree(tree, _width())
    head = lay.build_box(tree.name, _width(), 0)
    head = replace(head, x=(_width() - head.width) / 2)
    staff = _lay_staff(left, right, head.height + lay.LINE_GAP)
    y = head.height + max((lay.LINE_GAP + block.height for block in staff), default=0.0)
    below = _lay_line_units(line_units, y)
    trunk = ((_width() / 2, head.height), (_width() / 2, y + lay.LINE_GAP))
    return lay.merge_blocks(_width(), y + below.height, [*staff, below], [head], [trunk])


def _lay_staff(
    left: Sequence[lay.ChartNode], right: Sequence[lay.ChartNode], y: float
) -> list[lay.Block]:
    """Subtrees in the left and right half of the width, with lines from the middle line to them."""
    width = _width() / 2 - _SIDE
    placed = [(node, 0.0) for node in left] + [(node, _width() / 2 + _SIDE) for node in right]
    height = max((lay.build_box(node.name, width, 1).height for node, _ in placed), default=0.0)
    blocks = []
    for node, x in placed:
        block = lay.lay_tree(node, width, 1, height).shift(x, y)
        box = block.boxes[0]
        side = box.x if x else box.x + box.width
        arms = ((_width() / 2, y + height / 2), (side, y + height / 2))
        blocks.append(replace(block, lines=[*block.lines, arms]))
    return blocks


def _lay_line_units(line_units: Sequence[lay.ChartNode], y: float) -> lay.Block:
    """Rows of subtrees below y, each under a crossbar; several crossbars are joined at the left."""
    edge = 0.0 if lay.count_columns(line_units, _width()) >= len(line_units) else _ROW_EDGE
    columns = lay.count_columns(line_units, _width() - edge)
    blocks, lines, first, crossbar = [], [], y, y
    for i in range(0, len(line_units), columns):
        row = line_units[i : i + columns]
        row_blocks = lay.lay_rows(row, _width() - edge, 1, columns if edge else None)
        row_blocks = [block.shift(edge, y + 2 * lay.LINE_GAP) for block in row_blocks]
        crossbar = y + lay.LINE_GAP
        lines += lay.join_rows(row_blocks, 0.0 if i else _width() / 2, crossbar)
        blocks += row_blocks
        y += 2 * lay.LINE_GAP + max(block.height for block in row_blocks)
    if edge:
        top = first + lay.LINE_GAP
        lines.append(((_width() / 2, top), (0.0, top), (0.0, crossbar)))
    return lay.merge_blocks(_width(), y - first, blocks, [], lines)
