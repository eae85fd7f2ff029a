"""Other shapes of a table of answers, put into the usual one: one row for each respondent."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

from lkip_helpers.forms.answers import is_answer
from lkip_helpers.forms.words import cell_text, contains, fold
from lkip_helpers.importers.filetype import HEADER_SEARCH
from lkip_helpers.intake.workbook import Sheet
from lkip_helpers.rules import load_rules

FEWEST = 5  # questions with a column for each option
Origins = dict[int, tuple[int, int]]  # of each row: its row in the file, and columns to the right


def read_numbered_heads(rows: list[list[Any]], count: int) -> list[list[Any]]:
    """The rows, where heads 1, 2, …, `count` are U1, U2, … below "unsur", elsewhere P1, P2, …."""
    new, rule = list(rows), load_rules("forms")
    for i, (above, row) in enumerate(zip([[], *rows], rows[:HEADER_SEARCH], strict=False)):
        texts, groups = [*map(cell_text, row)], [v for v in above if isinstance(v, str)]
        group, wanted = fold(" ".join(groups)), [str(n + 1) for n in range(count)]
        named = contains(group, rule["kelompok"]) or {*map(fold, texts)} & {*rule["nomor"]}
        if named and len(groups) < count and [*filter(str.isdecimal, texts)] == wanted:
            letter = "U" if contains(group, ("unsur",)) else "P"
            new[i] = [f"{letter}{t}" if t in wanted else v for t, v in zip(texts, row, strict=True)]
    return new


def join_options(sheet: Sheet, words: Mapping[str, int]) -> Sheet:
    """A sheet with a column for each option, marks below it, put into a column for each question.

    The answers are in the first column of their question. What is no mark, or a second one, stays
    to be refused in the cell of its answer.
    """
    rows = sheet.rows
    for head_row in range(1, min(len(rows), HEADER_SEARCH)):
        heads, options = rows[head_row - 1], rows[head_row]
        columns = [c for c, v in enumerate(options) if v and _is_option(v, words)]
        starts = [c for c in columns if c < len(heads) and cell_text(heads[c])]
        if len(starts) < FEWEST or len(columns) < 2 * len(starts):
            continue
        limits = pairwise([*starts, len(options)])
        groups = [[c for c in columns if start <= c < end] for start, end in limits]
        joined = [_join(row, options, groups) for row in rows[head_row + 1 :]]
        blank = [None if c in columns else v for c, v in enumerate(options)]
        merges = [m for m in sheet.merges if m[0] > head_row or m[1] - 1 not in starts]
        return Sheet(sheet.name, [*rows[:head_row], blank, *joined], merges)
    return sheet


def _is_option(value: Any, words: Mapping[str, int]) -> bool:
    """Whether a cell names an answer: its number, its words, or their initials."""
    rule, text = load_rules("forms")["singkatan"], fold(cell_text(value))
    initials = text[:-1] in ("", *rule["derajat"]) and text[-1:] in rule["kata"]
    return initials or is_answer(value, words)


def _join(row: Sequence[Any], options: Sequence[Any], groups: Sequence[Sequence[int]]) -> list[Any]:
    """A row with the marked option in the first column of each question."""
    rule, new = load_rules("forms"), list(row)
    for group in groups:
        texts = {c: cell_text(row[c]).casefold() for c in group}
        marks = [c for c, t in texts.items() if t not in rule["tanpa_tanda"]]
        known = {c: texts[c] in (*rule["tanda"], cell_text(options[c])) for c in marks}
        chosen = [options[c] if is_mark else f"{texts[c]}?" for c, is_mark in known.items()]
        for column in group:
            new[column] = None
        joined = " dan ".join(map(cell_text, chosen)) or None
        new[group[0]] = chosen[0] if len(chosen) == 1 else joined
    return new


def drop_groups(heads: Sequence[Any]) -> list[Any]:
    """Heads without the group that KoBoToolbox puts before several of them: "penilaian/u1"."""
    parts = {head: head.partition("/")[::2] for head in heads if isinstance(head, str)}
    groups = Counter(group for group, name in parts.values() if name)
    shared = {group for group, n in groups.items() if n > 1 and group not in parts}
    new = [parts[h][1].strip() if parts.get(h, ("",))[0] in shared else h for h in heads]
    return new if new == list(heads) else drop_groups(new)


def expand_initials(rows: Sequence[list[Any]], column: int) -> None:
    """Replace the answers of a column that are mostly initials (SB, B, KB, TB) by their words."""
    rule = load_rules("forms")["singkatan"]
    texts = (r[column] for r in rows if isinstance(r[column], str) and r[column].strip())
    times = Counter(map(fold, texts))
    for letter, word in rule["kata"].items():
        graded = {start + letter: f"{degree} {word}" for start, degree in rule["derajat"].items()}
        words = {"c": f"cukup {word}", "k": f"kurang {word}", letter: word} | graded
        initials = sum(n for text, n in times.items() if text in words)
        if not graded.keys().isdisjoint(times) and 2 * initials > times.total():
            for row in rows:
                row[column] = words.get(fold(str(row[column])), row[column])
            return


def stack_blocks(sheet: Sheet) -> tuple[Sheet, Origins]:
    """The sheet with blocks side by side (No | U1 … U9 | No | U1 … U9) below one another.

    The second value says where each row comes from.
    """
    origins: Origins = {number: (number, 0) for number in range(1, len(sheet.rows) + 1)}
    for start, row in enumerate(sheet.rows[:HEADER_SEARCH]):
        firsts = _find_counters(row)
        if len(firsts) < 2 or not (moved := _list_moved(sheet, start, firsts)):
            continue
        left, right = firsts[:2]
        end = firsts[-1] + right - left
        rows = [*sheet.rows]
        for number, shift in ((start + n, shift) for n, shift in moved):
            cells = sheet.rows[number][left + shift : right + shift]
            rows.append([*[None] * left, *cells, *[None] * (len(row) - left - len(cells))])
            origins[len(rows)] = number + 1, shift
        for n, cells in enumerate(sheet.rows[start:], start):
            rows[n] = [None if right <= c < end else v for c, v in enumerate(cells)]
        return Sheet(sheet.name, rows, sheet.merges), origins
    return sheet, origins


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
