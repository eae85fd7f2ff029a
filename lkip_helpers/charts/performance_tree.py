"""The pohon kinerja as boxes and lines, on as many figures as it takes to stay readable."""

import pandas as pd
from matplotlib.figure import Figure

from lkip_helpers.charts.orgchart import draw_block, lay_chart
from lkip_helpers.charts.treelayout import ChartNode
from lkip_helpers.report.figure_style import HIGHEST, apply_style


def split_tree(boxes: pd.DataFrame) -> list[ChartNode]:
    """A tree for each figure: one per root, and trees that are too high split into several.

    boxes: kode, induk (none for a root), kotak (text of the box); a forest.
    """
    children = boxes.dropna(subset="induk").groupby("induk", sort=False)["kode"].apply(list)
    texts = boxes.set_index("kode")["kotak"].to_dict()

    def grow(code: str) -> ChartNode:
        return ChartNode(texts[code], tuple(map(grow, children.get(code, []))))

    roots = (grow(code) for code in boxes[boxes["induk"].isna()]["kode"])
    return [part for root in roots for part in _split(root)]


def _split(node: ChartNode) -> list[ChartNode]:
    """The tree if it fits; else its root with some children each; else its top and the rest."""
    parts = [node] if _fits(node) else _pack(node)
    if all(map(_fits, parts)):
        return parts
    depth = 2 if _fits(_prune(node, 2)) else 1
    lower = (_split(child) for child in _list_level(node, depth) if child.children)
    return [_prune(node, depth), *(part for parts in lower for part in parts)]


def _pack(node: ChartNode) -> list[ChartNode]:
    """Trees with the same root, each with as many of its children as fit."""
    parts: list[ChartNode] = []
    for child in node.children:
        if parts and _fits(more := ChartNode(node.name, (*parts[-1].children, child))):
            parts[-1] = more
        else:
            parts.append(ChartNode(node.name, (child,)))
    return parts


def _fits(node: ChartNode) -> bool:
    return lay_chart(node).height <= HIGHEST


def _prune(node: ChartNode, depth: int) -> ChartNode:
    """The tree down to `depth` levels below its root."""
    return ChartNode(node.name, tuple(_prune(c, depth - 1) for c in node.children if depth))


def _list_level(node: ChartNode, depth: int) -> list[ChartNode]:
    """The boxes `depth` levels below the root."""
    if depth == 0:
        return [node]
    return [box for child in node.children for box in _list_level(child, depth - 1)]


@apply_style
def plot_tree(node: ChartNode) -> Figure:
    """One tree of split_tree: the root at the top, children beside or below one another."""
    return draw_block(lay_chart(node))


def list_names(node: ChartNode) -> list[str]:
    """The texts of the boxes of a tree, from the top."""
    return [node.name, *(name for c in node.children for name in list_names(c))]
