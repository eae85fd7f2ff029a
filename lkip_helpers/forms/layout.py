"""Where a table of answers is in its sheet: its heads, its respondents, and the other rows."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Any

from lkip_helpers.forms import shapes
from lkip_helpers.forms.answers import is_answer
from lkip_helpers.forms.code_heads import is_code, read_code
from lkip_helpers.forms.headers import HeaderColumn, find_traits
from lkip_helpers.forms.wordings import Unsur, find_candidates
from lkip_helpers.forms.words import cell_text, contains, fold, read_tahun, starts_with
from lkip_helpers.importers.filetype import HEADER_SEARCH
from lkip_helpers.intake.sheetcolumns import read_column_numbers
from lkip_helpers.intake.sheetrows import BLANK_ROW, TOTAL_ROW
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import fold_text, is_personal

FEWEST_HEADS = 3
MOST_ABOVE = 3  # rows of heads above the row of heads
COLUMN_NUMBERS = 6  # at least so many cells 1, 2, 3, … are no respondent
BELOW = "keterangan di bawah tabel"
_NUMBER = re.compile(r"([^\W\d]{0,4}[\s.\-/]*)\(?(\d{1,6})\)?\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """A table of answers in its sheet.

    head_row: the row of heads; heads: text of each column; questions: which of them, from 0, ask
    about an unsur; rows: every row of the sheet. In a range merged downwards each row has the
    value; merged: the cells of all ranges. left_out: rows that are no respondents, with the reason;
    suspect: those of them that may be respondents without their number. origins: where each row
    comes from; shifts: by how many columns blocks of respondents stood to the right.
    """

    sheet: Sheet
    head_row: int
    heads: list[str]
    questions: list[int]
    rows: list[list[Any]]
    left_out: dict[int, str]
    suspect: set[int]
    merged: set[tuple[int, int]]
    origins: shapes.Origins

    @property
    def respondents(self) -> list[int]:
        """Numbers of the rows that may be respondents."""
        return [n for n in range(self.head_row + 1, len(self.rows) + 1) if n not in self.left_out]

    def cell(self, number: int, column: int = 1) -> str:
        """The address of a cell in the file."""
        row, shift = self.origins[number]
        return address(row, column + shift)

    @property
    def shifts(self) -> set[int]:
        return {0, *(shift for _, shift in self.origins.values())}

    def list_columns(self) -> list[HeaderColumn]:
        """Each column with the filled cells of its respondents."""
        rows = [self.rows[n - 1] for n in self.respondents]
        columns = ((c, head, [r[c - 1] for r in rows]) for c, head in enumerate(self.heads, 1))
        row = self.head_row
        return [HeaderColumn(c, head, address(row, c), _filled(v)) for c, head, v in columns]

    def has_timestamps(self) -> bool:
        """Whether a column says when each answer was sent."""
        heads = load_rules("forms")["waktu"]
        cells = (v for c in self.list_columns() if fold(c.head) in heads for v in c.cells)
        return any(read_tahun(v) is not None for v in cells)


def find_layout(sheet: Sheet, unsur: Sequence[Unsur]) -> Layout | None:
    """The table of answers of a sheet; None where it has none."""
    sheet, origins = shapes.stack_blocks(sheet)
    rows = [*map(shapes.drop_groups, sheet.rows[:1]), *sheet.rows[1:]]
    sheet = Sheet(sheet.name, shapes.read_numbered_heads(rows, len(unsur)), sheet.merges)
    words = {a: n for u in unsur for a, n in u.scale.items()}
    sheet = shapes.join_options(sheet, words)
    head_row = _find_head_row(sheet, unsur, words)
    if head_row is None:
        return None
    last = head_row
    while last < len(sheet.rows) and _continues_heads(sheet.rows[last], unsur, words):
        last += 1
    heads = _join_heads(sheet, head_row, last, unsur)
    time_heads = load_rules("forms")["waktu"]
    asked = (is_code(h) or find_candidates(h, unsur) for h in heads)
    questions = [c for c, asks in enumerate(asked) if asks and fold(heads[c]) not in time_heads]
    rows, merged = _fill_merged(sheet, last)
    left_out, suspect = _classify_rows(rows, heads, last, questions, words)
    for column in questions:
        shapes.expand_initials(rows[last:], column)
    left_out |= dict.fromkeys(range(head_row, last + 1), "kepala tabel")
    left_out |= {n: "judul di atas tabel" for n in range(1, head_row) if _filled(rows[n - 1])}
    left_out |= {n: BLANK_ROW for n, r in enumerate(rows, 1) if not _filled(r)}
    layout = Layout(sheet, head_row, heads, questions, rows, left_out, suspect, merged, origins)
    if questions or layout.has_timestamps():
        return layout
    columns = [c.cells for c in layout.list_columns()]
    named = [(sum(bool(find_candidates(str(v), unsur)) for v in own), own) for own in columns]
    by_unsur = any(2 * n > max(len(unsur), len(own)) for n, own in named)  # of its rows
    return None if by_unsur else layout


def _is_head(value: Any, unsur: Sequence[Unsur], words: Mapping[str, int]) -> bool:
    """Whether a cell reads like the head of a column of a questionnaire."""
    if not isinstance(value, str) or is_personal(value) or is_answer(value, words):
        return False
    value, text, rule = cell_text(value), fold(value), load_rules("forms")
    known = text in {*rule["waktu"], *rule["unit"], *rule["abaikan"], *rule["nomor"]}
    named = known or is_code(value) or find_traits(text) or find_candidates(value, unsur)
    return bool(named) or contains(text, rule["pribadi"])


def _is_total_label(value: Any) -> bool:
    """Whether a cell is the label of a row of sums, means, weights or grades."""
    if not isinstance(value, str):
        return False
    text, rule = fold(value.replace("∑", "Σ")), load_rules("forms")
    return text in rule["kaki"] or starts_with(text, rule["kaki_awal"])


def _is_total(row: Sequence[Any], labels: Sequence[Any]) -> bool:
    """Whether a row is one of sums: by what may be its label, or by a word in any column."""
    sums = load_rules("forms")["baris"]
    named = {*sums["rata"], *sums["jumlah"]} & {fold(v) for v in row if isinstance(v, str)}
    return bool(named) or any(map(_is_total_label, labels))


def _filled(row: Sequence[Any]) -> list[Any]:
    return [v for v in row if cell_text(v)]


def _find_head_row(sheet: Sheet, unsur: Sequence[Unsur], words: Mapping[str, int]) -> int | None:
    """Row with most cells that read like heads of a questionnaire; None where there is none."""
    rows = list(enumerate(sheet.rows[:HEADER_SEARCH], 1))
    counts = {  # a row with a timestamp is somebody's answers, and no heads
        n: sum(_is_head(v, unsur, words) for v in row) * all(read_tahun(v) is None for v in row)
        for n, row in rows
    }
    most = max(counts.values(), default=0)
    if most >= FEWEST_HEADS:
        return next(n for n, count in counts.items() if count == most)
    time_heads = set(load_rules("forms")["waktu"])
    texts = {n: [fold(v) for v in r if isinstance(v, str) and not is_personal(v)] for n, r in rows}
    unknown = (n for n, t in texts.items() if len(t) > len(unsur) and time_heads.intersection(t))
    return next(unknown, None)  # beside a time, questions that are not known yet


def _continues_heads(row: Sequence[Any], unsur: Sequence[Unsur], words: Mapping[str, int]) -> bool:
    """Whether a row just below the heads is still one: codes below names, or column numbers."""
    cells = _filled(row)
    heads = sum(_is_head(v, unsur, words) for v in cells)
    only_texts = all(isinstance(v, str) and read_tahun(v) is None for v in cells)
    mostly_heads = heads >= FEWEST_HEADS and 2 * heads > len(cells)
    return len(read_column_numbers(row)) >= COLUMN_NUMBERS or (only_texts and mostly_heads)


def _join_heads(sheet: Sheet, head_row: int, last: int, unsur: Sequence[Unsur]) -> list[str]:
    """The head of each column; of several rows that which names it, rather than its code alone."""
    candidates = range(head_row - 1, max(0, head_row - 1 - MOST_ABOVE), -1)  # a title has one cell
    above = takewhile(lambda n: _filled(sheet.rows[n - 1]), candidates)
    rows = [head_row, *(n for n in above if len(_filled(sheet.rows[n - 1])) > 1)]
    rows += range(head_row + 1, last + 1)
    merged = {
        (n, c): (top, left, right > left)
        for top, left, bottom, right in sheet.merges
        for n in rows
        if top <= n <= bottom
        for c in range(left, right + 1)
    }
    heads = []
    for column in range(1, len(sheet.rows[head_row - 1]) + 1):
        places = [merged.get((n, column), (n, column, False)) for n in rows]
        cells = [(sheet.value(n, c), n, wide) for n, c, wide in places]
        texts = [(cell_text(v), w) for v, n, w in cells if isinstance(v, str) or n == head_row]
        names = [t for t, _ in texts if read_code(t) is None and find_candidates(t, unsur)]
        text = next((t for t, wide in texts if t and not wide), "")
        heads.append(names[0] if names and (not text or read_code(text) is not None) else text)
    return heads


def _fill_merged(sheet: Sheet, last: int) -> tuple[list[list[Any]], set[tuple[int, int]]]:
    """Rows in which each cell of a range merged downwards below the heads has its value."""
    rows, merged = [list(r) for r in sheet.rows], set()
    for top, left, bottom, right in sheet.merges:
        if top > last:
            merged |= {(n, c) for n in range(top, bottom + 1) for c in range(left, right + 1)}
            for row in rows[top:bottom]:
                row[left - 1] = rows[top - 1][left - 1]
    return rows, merged


def _classify_rows(
    rows: Sequence[Sequence[Any]], heads: Sequence[str], last: int, questions: Sequence[int],
    words: Mapping[str, int],
) -> tuple[dict[int, str], set[int]]:  # fmt: skip
    """Rows below the heads that are no respondents, with the reason, and those of them in doubt."""
    left_out: dict[int, str] = {}
    suspect: set[int] = set()
    head_rows = {tuple(map(fold_text, r)) for r in rows[:last] if len(_filled(r)) > 1}
    counter = _find_counter(rows[last:], heads)
    columns = (_filled([row[c] for row in rows[last:]]) for c in range(len(heads)))
    dates = [(sum(read_tahun(v) is not None for v in cells), len(cells)) for cells in columns]
    times = [c for c, (dated, filled) in enumerate(dates) if 2 * dated > filled]
    width = questions[0] if questions and (counter or times) else 0  # where totals have labels
    below, parted, previous = False, False, 0  # below: after the first total; parted: or blank row
    for number, row in enumerate(rows[last:], last + 1):
        counted = counter.read(row) if counter else None
        has_time = any(read_tahun(row[c]) is not None for c in times)
        restarts = counted is not None and 1 < counted < previous - 1  # a table of frequencies
        labels = _filled(row[:width]) or _filled(row)[:1]
        if (
            tuple(map(fold_text, row)) in head_rows
            or len(read_column_numbers(row)) >= COLUMN_NUMBERS
        ):
            left_out[number] = "kepala tabel diulang"
        elif has_time or (counted is not None and (counted > previous or not (below or restarts))):
            previous = counted or previous
        elif _is_total(row, labels) or (counter and counter.is_label(row)):
            left_out[number], below = TOTAL_ROW, True
        elif not labels:
            below, parted = below or bool(counter or times), True
        elif counter or below or (parted and not any(is_answer(v, words) for v in row)):
            left_out[number], below = BELOW, below or restarts
            suspect.add(number)
    if counter:
        return left_out, suspect
    below_heads = enumerate(rows[last:], last + 1)
    people = {n: row for n, row in below_heads if n not in left_out and _filled(row)}
    beside = [c for c, h in enumerate(heads) if h and c not in questions]
    unlike = _list_unlike(people, questions, beside)
    return left_out | dict.fromkeys(unlike, BELOW), suspect.union(unlike)


def _list_unlike(
    rows: Mapping[int, Sequence[Any]], asked: Collection[int], columns: Sequence[int]
) -> list[int]:
    """Rows where one text of its own, or nothing, stands in what all respondents fill.

    That alone tells a row of sums with an unknown label from a respondent; but sums are no words
    where most answers in the columns asked are. columns: those beside the questions. Of rows with
    nothing there only the last is meant.
    """
    word = re.compile(r"[^\W\d_]{3}")
    worded = [n for n, r in rows.items() if any(word.search(cell_text(r[c])) for c in asked)]
    cells = [{n: cell_text(row[c]) for n, row in rows.items()} for c in columns]
    full = [own for own in cells if 5 * sum(map(bool, own.values())) >= 4 * len(own)]
    texts = [{n: t if t.strip("0123456789.,%") else "" for n, t in own.items()} for own in cells]
    usual = [own for own in texts if 5 * sum(map(bool, own.values())) >= 4 * len(own)]
    found = {n: [own for own in usual if own[n]] for n in rows if len(usual) >= FEWEST_HEADS}
    labels = {n: own[0][n] for n, own in found.items() if len(own) == 1}
    times = Counter(fold(t) for own in usual for t in own.values())
    unlike = [n for n, t in labels.items() if times[fold(t)] == 1 and read_tahun(t) is None]
    if len(full) > 1:  # one may be left blank by anybody
        unlike += [n for n in list(rows)[-1:] if not any(own[n] for own in full)]
    return [n for n in unlike if n not in worded or 2 * len(worded) <= len(rows)]


@dataclass(frozen=True)
class _Counter:
    """The column, from 0, in which respondents are numbered; prefix: "r" of "R1", "R2"."""

    column: int
    prefix: str

    def read(self, row: Sequence[Any]) -> int | None:
        match = _NUMBER.fullmatch(cell_text(row[self.column]))
        return int(match[2]) if match and match[1].casefold() == self.prefix else None

    def is_label(self, row: Sequence[Any]) -> bool:
        """Whether a row has words where a respondent has a number: then it is no respondent."""
        text = cell_text(row[self.column])
        return bool(text) and not text[0].isdecimal() and any(map(str.isalpha, text))


def _find_counter(rows: Sequence[Sequence[Any]], heads: Sequence[str]) -> _Counter | None:
    """The column without a head, or with that of a counter, that counts 1, 2, 3, … downwards."""
    known = load_rules("forms")["nomor"]
    for column, head in enumerate(heads):
        if head and fold(head) not in known:
            continue
        texts = [t for r in rows if not _is_total_label(v := r[column]) and (t := cell_text(v))]
        found = [match for match in map(_NUMBER.fullmatch, texts) if match]
        if not found or 2 * len(found) < len(texts):
            continue
        counter = _Counter(column, found[0][1].casefold())
        numbers = [number for number in map(counter.read, rows) if number is not None]
        rising = sum(after - before == 1 for before, after in pairwise(numbers))
        if 3 * rising >= 2 * (len(numbers) - 1) and (len(numbers) > 1 or head):
            return counter
    return None
