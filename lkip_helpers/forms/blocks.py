"""Blocks of respondents side by side (No | U1 … U9 | No | U1 … U9), put below one another."""

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Any

from lkip_helpers.forms.words import cell_text, fold
from lkip_helpers.importers.filetype import HEADER_SEARCH
from lkip_helpers.intake.workbook import Sheet
from lkip_helpers.rules import load_rules

Origins = dict[int, tuple[int, int]]


def stack_blocks(sheet: Sheet) -> tuple[Sheet, Origins]:
    """The sheet with its blocks below one another, and where each row moved came from.

    That is its row, and by how many columns its cells stood to the right.
    """
    for start, row in enumerate(sheet.rows[:HEADER_SEARCH]):
        firsts = _find_counters(row)
        if len(firsts) < 2 or not (moved := _list_moved(sheet, start, firsts)):
            continue
        left, right = firsts[:2]
        end = firsts[-1] + right - left
        rows, origins = [*sheet.rows], dict[int, tuple[int, int]]()
        for number, shift in ((start + n, shift) for n, shift in moved):
            cells = sheet.rows[number][left + shift : right + shift]
            rows.append([*[None] * left, *cells, *[None] * (len(row) - left - len(cells))])
            origins[len(rows)] = number + 1, shift
        for n, cells in enumerate(sheet.rows[start:], start):
            rows[n] = [None if right <= c < end else v for c, v in enumerate(cells)]
        return Sheet(sheet.name, rows, sheet.merges), origins
    return sheet, {}


def _find_counters(row: Sequence[Any]) -> list[int]:
    """The columns, from 0, that have the same head of a counter, evenly apart."""
    heads = [fold(v) if isinstance(v, str) else "" for v in row]
    first = next((h for h in heads if h in load_rules("forms")["nomor"]), None)
    columns = [c for c, h in enumerate(heads) if h == first]
    return columns if len({b - a for a, b in pairwise(columns)}) == 1 else []


def _list_moved(sheet: Sheet, start: int, firsts: Sequence[int]) -> list[tuple[int, int]]:
    """Each respondent right of the first block: row, and columns from it; none where in doubt.

    The blocks must have the same heads, and numbers that go on from one to the next: numbers that
    begin again may be of other questions to the same people. No cell there may be merged.
    """
    size, texts = firsts[1] - firsts[0], [[*map(cell_text, r)] for r in sheet.rows[start:]]
    head = next((n for n, t in enumerate(texts) if t[firsts[0]] == "1"), len(texts))
    blocks = [[[*t[c : c + size], *[""] * size][:size] for t in texts] for c in firsts]
    heads = [[[*map(fold, t)] for t in block[:head]] for block in blocks]
    moved = [[n for n, t in enumerate(b) if n >= head and any(t)] for b in blocks]
    moved[0] = [n for n in moved[0] if blocks[0][n][0].isdecimal()]
    numbers = [b[n][0] for b, own in zip(blocks, moved, strict=True) for n in own]
    merged = any(bottom > start + head and right > firsts[1] for *_, bottom, right in sheet.merges)
    before = chain.from_iterable(t[: firsts[0]] for t in texts)
    follows = numbers == [str(n) for n in range(1, len(numbers) + 1)]
    aside = any(not {*own} <= {*moved[0]} for own in moved) or any(before)
    if any(h != heads[0] for h in heads) or not follows or merged or aside:
        return []
    return [(n, c - firsts[0]) for c, own in zip(firsts[1:], moved[1:], strict=True) for n in own]
