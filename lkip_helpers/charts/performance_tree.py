"""The pohon kinerja as boxes and lines, on as many figures as it takes to stay readable."""

from collections.abc import Iterator

import pandas as pd
from matplotlib.figure import Figure

from lkip_helpers.charts.orgchart import draw_block
from lkip_helpers.charts.treelayout import ChartNode, lay_tree
from lkip_helpers.report.figure_style import WIDTH, apply_style

HIGHEST = 8.4  # inches: a page with its caption
_EDGE = 0.04  # left for strokes


def split_tree(boxes: pd.DataFrame) -> list[ChartNode]:
    """A tree for each figure: from the roots down, and what is too high in parts of its own.

    boxes: kode, induk (none for a root), uraian; a forest. A tree that is cut is shown once with
    the children of its root alone, and then child after child.
    """
    children = boxes.dropna(subset="induk").groupby("induk", sort=False)["kode"].apply(list)
    text = boxes.set_index("kode")["uraian"].to_dict()

    def grow(code: str) -> ChartNode:
        return ChartNode(text[code], tuple(map(grow, children.get(code, []))))

    roots = (grow(code) for code in boxes[boxes["induk"].isna()]["kode"])
    return [part for root in roots for part in _split(root)]


def _split(node: ChartNode) -> Iterator[ChartNode]:
    if not node.children or lay_tree(node, WIDTH - _EDGE).height <= HIGHEST:
        yield node
        return
    yield ChartNode(node.name, tuple(ChartNode(c.name) for c in node.children))
    for child in node.children:
        if child.children:
            yield from _split(child)


@apply_style
def plot_tree(node: ChartNode) -> Figure:
    """One tree of split_tree: the root at the top, children beside or below one another."""
    return draw_block(lay_tree(node, WIDTH - _EDGE))


def list_names(node: ChartNode) -> list[str]:
    """What stands in the boxes of a tree, from the top."""
    return [node.name, *(name for c in node.children for name in list_names(c))]
