"""Rows above one another: each amount is that of the rows directly below it."""

from collections.abc import Sequence

from lkip_helpers.importers.sipd.amounts import Number
from lkip_helpers.importers.sipd.codes import Level
from lkip_helpers.importers.sipd.rows import Node, Reader
from lkip_helpers.intake.checks import rupiah
from lkip_helpers.intake.workbook import address

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


def check_tree(
    read: Reader, node: Sequence[Node], phrase: str, column: int, number: Number
) -> None:
    """Add a finding for each amount that the rows below it do not add up to.

    A row without an amount counts as those below it.
    """
    children = list_children(node)
    equivalent: Number = {}
    for s in reversed(node):
        content = [v for a in children[s.rows] if (v := equivalent[a.rows]) is not None]
        itself = number.get(s.rows)
        equivalent[s.rows] = itself if itself is not None else sum(content) if content else None
    for s in node:
        upper, below = number.get(s.rows), children[s.rows]
        content = [v for a in below if (v := equivalent[a.rows]) is not None]
        total = sum(content)
        location = address(s.rows, column)
        if upper and Level.PROGRAM <= s.depth < Level.SUB and not _has_sub(s, children):
            read.add(
                location, f"{phrase} “{s.name}” {rupiah(upper)}, tetapi tidak ada sub kegiatan di "
                "bawahnya", "ambil ekspor sampai sub kegiatan", upper,
            )  # fmt: skip
        elif upper is None and s.is_sub and total:
            read.add(
                location, f"{phrase} “{s.name}” kosong, padahal rinciannya berjumlah "
                f"{rupiah(total)}", CHECK,
            )  # fmt: skip
        elif upper not in {None, total} and below and (content or s.depth < Level.SUB):
            read.add(
                location, f"{phrase} “{s.name}” {rupiah(upper)}, padahal {len(below)} baris di "
                f"bawahnya berjumlah {rupiah(total)}", CHECK, upper,
            )  # fmt: skip


def _has_sub(s: Node, children: Children) -> bool:
    return any(a.is_sub or _has_sub(a, children) for a in children[s.rows])
