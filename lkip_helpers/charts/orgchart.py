"""The organisation chart, from rows of jabatan and atasan."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from matplotlib.axes import Axes
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


class InvalidOrgchart(LkipError, ValueError):
    """The rows are no tree; the message names the jabatan at fault."""


@apply_style
def plot_orgchart(organisation: pd.DataFrame) -> Figure:
    """Boxes and lines of the organisation, the head at the top.

    organisation: jabatan, atasan (empty for the head alone). As is the custom, the secretary stands
    beside the line to the right, the jabatan fungsional to the left, above the line units.
    Raises InvalidOrgchart for an unknown atasan, a circle, a jabatan named twice, or more heads
    than one; ValueError for an empty frame.
    """
    require_rows(len(organisation), "struktur organisasi")
    return draw_block(_lay_orgchart(build_tree(organisation)))


def draw_block(block: lay.Block) -> Figure:
    """Boxes and lines that were laid at the origin, with room for their strokes."""
    block = block.shift(_MARGIN, _MARGIN)
    canvas = Canvas(block.height + 2 * _MARGIN)
    layer = canvas.add_layer()
    for lines in block.lines:
        layer.plot(*zip(*lines, strict=True), color=style.MUTED, linewidth=0.9, zorder=1,
                    solid_capstyle="projecting", solid_joinstyle="miter")  # fmt: skip
    _draw_box(canvas, layer, block)
    return canvas.figure


def build_tree(organisation: pd.DataFrame) -> lay.ChartNode:
    """The tree of jabatan, in the order of the rows. Raises InvalidOrgchart where it is none."""
    pair = [
        (str(j).strip(), "" if is_empty(a) else str(a).strip())
        for j, a in zip(organisation["jabatan"], organisation["atasan"], strict=True)
    ]
    superior = dict(pair)
    _check_names([j for j, _ in pair], superior)
    children: dict[str, list[str]] = {j: [] for j in superior}
    for jabatan, above in pair:
        if above:
            children[above].append(jabatan)
    header = [j for j, a in pair if not a]
    _check_cycle(superior)
    if len(header) != 1:
        raise InvalidOrgchart(
            f"Hanya satu jabatan yang boleh tanpa atasan; ada {len(header)}: {', '.join(header)}."
        )
    return _grow(header[0], children)


def _check_names(jabatan: Sequence[str], superior: dict[str, str]) -> None:
    doubled = [j for j in dict.fromkeys(jabatan) if jabatan.count(j) > 1]
    if doubled:
        raise InvalidOrgchart(f'Jabatan "{doubled[0]}" ditulis lebih dari satu kali.')
    for j, a in superior.items():
        if a and a not in superior:
            raise InvalidOrgchart(
                f'Atasan "{a}" dari jabatan "{j}" tidak ada dalam daftar jabatan. '
                "Samakan ejaannya atau tambahkan jabatan itu."
            )


def _check_cycle(superior: dict[str, str]) -> None:
    for initial in superior:
        trail = [initial]
        while superior[trail[-1]]:
            trail.append(superior[trail[-1]])
            if trail[-1] in trail[:-1]:
                cycle = trail[trail.index(trail[-1]) :]
                raise InvalidOrgchart(f"Atasan berputar: {' → '.join(cycle)}.")


def _grow(jabatan: str, children: dict[str, list[str]]) -> lay.ChartNode:
    return lay.ChartNode(jabatan, tuple(_grow(a, children) for a in children[jabatan]))


def _width() -> float:
    return style.width() - 2 * _MARGIN


def _lay_orgchart(tree: lay.ChartNode) -> lay.Block:
    """The head, its staff beside the middle line, and its line units in rows below."""
    right = [a for a in tree.children if a.name.lower().startswith("sekreta")][:1]
    left = [a for a in tree.children if "fungsional" in a.name.lower() and a not in right][:1]
    return lay_wrapped(tree, left, right)


def lay_wrapped(
    tree: lay.ChartNode, left: Sequence[lay.ChartNode] = (), right: Sequence[lay.ChartNode] = ()
) -> lay.Block:
    """The root, its staff if any, and its other children in as many rows as they need."""
    line_units = [a for a in tree.children if a not in (*right, *left)]
    if not line_units:
        return lay.lay_tree(tree, _width())
    header = lay.build_box(tree.name, _width(), 0)
    header = replace(header, x=(_width() - header.width) / 2)
    staff = _lay_staff(left, right, header.height + lay.DISTANCE)
    y = header.height + max((lay.DISTANCE + b.height for b in staff), default=0.0)
    lower = _lay_line_units(line_units, y)
    bar = ((_width() / 2, header.height), (_width() / 2, y + lay.DISTANCE))
    return lay.Block(
        _width(),
        y + lower.height,
        [header] + [k for b in staff for k in b.box] + lower.box,
        [bar] + [g for b in staff for g in b.lines] + lower.lines,
    )


def _lay_staff(
    left: Sequence[lay.ChartNode], right: Sequence[lay.ChartNode], y: float
) -> list[lay.Block]:
    """Subtrees in the two halves of the width, with lines from the middle to their boxes."""
    width = _width() / 2 - _SIDE
    height = max((lay.build_box(s.name, width, 1).height for s in (*left, *right)), default=0.0)
    every = []
    for staff, x in [(s, 0.0) for s in left] + [(s, _width() / 2 + _SIDE) for s in right]:
        block = lay.lay_tree(staff, width, 1, height).shift(x, y)
        box = block.box[0]
        side = box.x if x else box.x + box.width
        arms = ((_width() / 2, y + height / 2), (side, y + height / 2))
        every.append(replace(block, lines=[*block.lines, arms]))
    return every


def _lay_line_units(line_units: Sequence[lay.ChartNode], y: float) -> lay.Block:
    """Rows of subtrees below y, each under a bar; several bars are joined at their left."""
    edge = 0.0 if lay.count_columns(line_units, _width()) >= len(line_units) else _ROW_EDGE
    column = lay.count_columns(line_units, _width() - edge)
    every, lines, initial, crossbar = [], [], y, y
    for i in range(0, len(line_units), column):
        part = line_units[i : i + column]
        series = lay.lay_rows(part, _width() - edge, 1, column if edge else None)
        series = [b.shift(edge, y + 2 * lay.DISTANCE) for b in series]
        crossbar = y + lay.DISTANCE
        lines += lay.join_rows(series, 0.0 if i else _width() / 2, crossbar)
        every += series
        y += 2 * lay.DISTANCE + max(b.height for b in series)
    if edge:
        top = initial + lay.DISTANCE
        lines.append(((_width() / 2, top), (0.0, top), (0.0, crossbar)))
    return _merge(every, y - initial, lines)


def _merge(block: Sequence[lay.Block], height: float, lines: list[lay.Line]) -> lay.Block:
    box = [k for b in block for k in b.box]
    return lay.Block(_width(), height, box, lines + [g for b in block for g in b.lines])


def _draw_box(canvas: Canvas, layer: Axes, block: lay.Block) -> None:
    content = {
        0: (style.BLUE, style.BLUE, style.PAPER),
        1: (style.LIGHT_BLUE, style.LIGHT_BLUE, style.INK),
    }
    for k in block.box:
        background, edge, letter = content.get(k.level, (style.PAPER, style.MID_BLUE, style.INK))
        layer.add_patch(
            Rectangle((k.x, k.y), k.width, k.height, facecolor=background, edgecolor=edge,
                      linewidth=0.9, zorder=2, clip_on=False, gid=f"kotak {k.name}")
        )  # fmt: skip
        canvas.write(k.middle, k.y + k.height / 2, k.text, size=lay.MEASURE, color=letter,
                     thick=k.level == 0, ha="center")  # fmt: skip
