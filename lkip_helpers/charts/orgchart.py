"""Charts of boxes and lines: the organisation, and the pohon kinerja on several figures."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lkip_helpers.charts import treelayout as lay
from lkip_helpers.charts.canvas import Canvas
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report import figure_style as style
from lkip_helpers.report.format import is_empty

_MARGIN = 0.02  # so that no stroke is cut
_COLORS = {
    0: (style.BLUE, style.BLUE, style.PAPER),
    1: (style.LIGHT_BLUE, style.LIGHT_BLUE, style.INK),
}  # of box, edge and text, by level


@style.apply_style
def plot_orgchart(organisation: pd.DataFrame) -> Figure:
    """Boxes and lines of the organisation, the head at the top.

    organisation: jabatan, atasan (empty for the head alone). By custom the secretary stands to the
    right of the middle line, the jabatan fungsional to its left, above the line units. Raises
    InvalidArgument for an unknown atasan, a cycle, a jabatan named twice, or more than one head.
    """
    tree = build_tree(organisation)
    right = [child for child in tree.children if child.name.lower().startswith("sekreta")][:1]
    others = (child for child in tree.children if child not in right)
    left = [child for child in others if "fungsional" in child.name.lower()][:1]
    return draw_block(lay_chart(tree, (left, right)))


def lay_chart(tree: lay.ChartNode, staff: lay.Staff = ((), ())) -> lay.Block:
    """A tree laid out over the width of the page. staff: as of lay_tree."""
    return lay.lay_tree(tree, style.width() - 2 * _MARGIN, staff=staff)


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
    """The tree of jabatan, in the order of the rows. Raises InvalidArgument where it is none."""
    names = [str(name).strip() for name in organisation["jabatan"]]
    atasan = ["" if is_empty(name) else str(name).strip() for name in organisation["atasan"]]
    superiors = dict(zip(names, atasan, strict=True))
    _check_names(names, superiors)
    try:
        TopologicalSorter({name: [above] for name, above in superiors.items() if above}).prepare()
    except CycleError as error:
        raise InvalidArgument(f"Atasan berputar: {' → '.join(error.args[1][::-1])}.") from None
    heads = [name for name, above in superiors.items() if not above]
    if len(heads) != 1:
        raise InvalidArgument(
            f"Hanya satu jabatan yang boleh tanpa atasan; ada {len(heads)}: {', '.join(heads)}."
        )

    def grow(jabatan: str) -> lay.ChartNode:
        children = (name for name, above in superiors.items() if above == jabatan)
        return lay.ChartNode(jabatan, tuple(map(grow, children)))

    return grow(heads[0])


def _check_names(names: Sequence[str], superiors: dict[str, str]) -> None:
    repeated = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if repeated:
        raise InvalidArgument(f'Jabatan "{repeated[0]}" ditulis lebih dari satu kali.')
    for name, above in superiors.items():
        if above and above not in superiors:
            raise InvalidArgument(
                f'Atasan "{above}" dari jabatan "{name}" tidak ada dalam daftar jabatan. '
                "Samakan ejaannya atau tambahkan jabatan itu."
            )


def split_tree(boxes: pd.DataFrame) -> list[lay.ChartNode]:
    """A tree for each figure: one per root, and trees that are too high split into several.

    boxes: kode, induk (none for a root), kotak (text of the box); a forest.
    """
    children = boxes.dropna(subset="induk").groupby("induk", sort=False)["kode"].apply(list)
    texts = boxes.set_index("kode")["kotak"].to_dict()

    def grow(code: str) -> lay.ChartNode:
        return lay.ChartNode(texts[code], tuple(map(grow, children.get(code, []))))

    roots = (grow(code) for code in boxes[boxes["induk"].isna()]["kode"])
    return [part for root in roots for part in _split(root)]


def _split(node: lay.ChartNode) -> list[lay.ChartNode]:
    """The tree if it fits; else its root with some children each; else its top and the rest."""
    parts = [node] if _fits(node) else _pack(node)
    if all(map(_fits, parts)):
        return parts
    depth = 2 if _fits(_prune(node, 2)) else 1
    lower = (_split(child) for child in _list_level(node, depth) if child.children)
    return [_prune(node, depth), *(part for parts in lower for part in parts)]


def _pack(node: lay.ChartNode) -> list[lay.ChartNode]:
    """Trees with the same root, each with as many of its children as fit."""
    parts: list[lay.ChartNode] = []
    for child in node.children:
        if parts and _fits(more := lay.ChartNode(node.name, (*parts[-1].children, child))):
            parts[-1] = more
        else:
            parts.append(lay.ChartNode(node.name, (child,)))
    return parts


def _fits(node: lay.ChartNode) -> bool:
    return lay_chart(node).height <= style.HIGHEST


def _prune(node: lay.ChartNode, depth: int) -> lay.ChartNode:
    """The tree down to `depth` levels below its root."""
    return lay.ChartNode(node.name, tuple(_prune(c, depth - 1) for c in node.children if depth))


def _list_level(node: lay.ChartNode, depth: int) -> list[lay.ChartNode]:
    """The boxes `depth` levels below the root."""
    if depth == 0:
        return [node]
    return [box for child in node.children for box in _list_level(child, depth - 1)]


@style.apply_style
def plot_tree(node: lay.ChartNode) -> Figure:
    """One tree of split_tree: the root at the top, children beside or below one another."""
    return draw_block(lay_chart(node))


def list_names(node: lay.ChartNode) -> list[str]:
    """The texts of the boxes of a tree, from the top."""
    return [node.name, *(name for c in node.children for name in list_names(c))]
