"""The rows of a questionnaire export as respondents: read, or left out with a reason."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.forms.answers import OUTSIDE, Answer, read_answer
from lkip_helpers.forms.headers import TRAITS, Role
from lkip_helpers.forms.ladder import AnswerColumn, Key, Ladder, contradicts, read_ladder
from lkip_helpers.forms.layout import Layout
from lkip_helpers.forms.traits import FREE, PERSONAL, list_common, read_trait
from lkip_helpers.forms.wordings import Unsur, build_vocabulary
from lkip_helpers.forms.words import cell_text, fold, has_time, read_tahun
from lkip_helpers.importers.findings import MENTIONED, Doubt, Findings, Match, phrase_few
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.intake.sheetrows import BLANK_ROW
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import is_personal
from lkip_helpers.workbooks.carryover import RowRecord

CHOICES, EMPTY = ("1", "2", "3", "4", "kosong"), "kosong"
NOTE = "isi hanya bila formulirnya memberi empat pilihan; skala lain tidak dapat dipakai"
WITHOUT_ANSWERS = "tidak memuat jawaban"
WITHOUT_CONTENT = (BLANK_ROW, WITHOUT_ANSWERS)


class AnswerCell(NamedTuple):
    """One answer as it was read. score: 1–4, None where blank or still to be asked about (is_open).

    choice: what the office gives its wording ("3", "kosong"), if that.
    """

    unsur: Unsur
    column: int
    cell: str
    answer: Answer
    score: int | None
    choice: str | None
    is_open: bool

    @property
    def key(self) -> Key:
        return self.unsur.code, self.answer.text


class AnswerReader:
    """Reads every row of one sheet once and keeps what it found.

    terms: words of the services of the office. records: respondents by row; dropped: every other
    row with its reason. cells: every answer that could be read.
    """

    def __init__(
        self, layout: Layout, roles: Sequence[Role], unsur: Sequence[Unsur],
        mapping: OfficeMapping, terms: frozenset[str], *, tahun_only: bool,
    ) -> None:  # fmt: skip
        self.layout, self.mapping, self.terms = layout, mapping, terms
        self.tahun_only = tahun_only
        codes = {u.code: u for u in unsur}
        questions = [(codes[r.key], r.column) for r in roles if r.kind == "unsur"]
        self.columns = [(u.for_question(c.head), c.number) for u, c in questions]
        self.traits = [(r.key, r.column.number) for r in roles if r.kind == "ciri"]
        self.common = {r.key: list_common(r.column.cells) for r in roles if r.key in FREE}
        times = {r.column.number: fold(r.column.head) for r in roles if r.kind == "waktu"}
        self.personal = [r.column.number for r in roles if r.reason == PERSONAL]
        best = {head: i for i, head in enumerate(load_rules("forms")["waktu"])}
        order = {n: best.get(head, len(best)) for n, head in times.items()}
        self.time_column = min(order, key=lambda n: (order[n], n), default=None)
        self.vocabulary = build_vocabulary(unsur)
        self._memo: dict[tuple[Any, ...], Answer] = {}
        self.ladder = self._read_ladder(roles)
        self.records: dict[int, RowRecord] = {}
        self.dropped: list[tuple[int, str]] = []
        self.cells: list[AnswerCell] = []
        self._faults: dict[tuple[tuple[str, Any], ...], list[str]] = defaultdict(list)
        self._outside: dict[str, None] = {}  # answers that are no words
        self._submissions: dict[tuple[Any, ...], list[int]] = defaultdict(list)

    def _read_ladder(self, roles: Sequence[Role]) -> Ladder:
        """The scale of other words that the answers are on; all are then read by it."""
        cells = {r.column.number: r.column.cells for r in roles}
        read = ((u, Counter(self._read_cell(v, u) for v in cells[c])) for u, c in self.columns)
        ladder = read_ladder([AnswerColumn(u, times) for u, times in read], self.mapping)
        for key, answer in self._memo.items():
            if (wording := (key[0], answer.text)) in ladder.values and not answer.number:
                value = ladder.values[wording]
                is_reversed = answer.is_reversed and str(value) not in answer.text.split()
                self._memo[key] = Answer(value, answer.text, is_reversed=is_reversed)
        return ladder

    def _add_fault(self, name: str, cell: str, **met: Any) -> None:
        """Keep a fault, which becomes one finding with all its cells."""
        self._faults[("name", name), *met.items()].append(cell)

    def read(self, tahun: int) -> None:
        for number in range(1, len(self.layout.rows) + 1):
            reason = self._find_drop_reason(number) or self._check_time(number, tahun)
            if reason:
                self.dropped.append((number, reason))
            else:
                self._read_row(number)

    def _read_row(self, number: int) -> None:
        row = self.layout.rows[number - 1]
        answers = {u.code: self._read_answer(row[c - 1], u, number, c) for u, c in self.columns}
        traits = {name: self._read_trait(name, row[c - 1], number, c) for name, c in self.traits}
        record = {"responden": len(self.records) + 1, **traits, "jawaban": answers}
        self.records[number] = record
        time = row[self.time_column - 1] if self.time_column else None
        person = tuple(cell_text(v) for c in self.personal if is_personal(v := row[c - 1]))
        if person or has_time(time):
            key = (person or cell_text(time), *answers.values(), *traits.values())
            self._submissions[key].append(number)

    def _find_drop_reason(self, number: int) -> str:
        row = self.layout.rows[number - 1]
        answers = [self._read_cell(row[c - 1], u) for u, c in self.columns]
        filled = sum(bool(a.text) for a in answers)
        if number in self.layout.suspect and answers and 2 * filled >= len(answers):
            self._add_fault("tanpa_nomor", self.layout.cell(number))
        if reason := self.layout.left_out.get(number):
            return reason
        return WITHOUT_ANSWERS if answers and all(a == Answer() for a in answers) else ""

    def _check_time(self, number: int, tahun: int) -> str:
        """Why a row is left out for its time, "" where it is not; a time may also be a fault."""
        if not self.time_column:
            return ""
        year = read_tahun(self.layout.rows[number - 1][self.time_column - 1], is_time=True)
        if year not in (None, tahun) and self.tahun_only:
            return f"bukan tahun {tahun}"
        if year is None:
            self._add_fault("waktu_kosong", self.layout.cell(number, self.time_column))
        elif year != tahun:
            self._add_fault("waktu_lain", self.layout.cell(number, self.time_column), tahun=tahun)
        return ""

    def _read_answer(self, value: Any, unsur: Unsur, number: int, column: int) -> int | None:
        cell = self.layout.cell(number, column)
        if (number, column) in self.layout.merged:
            self._add_fault("jawaban_digabung", cell)
            return None
        answer = self._read_cell(value, unsur)
        if answer.wrong:
            self._add_fault("jawaban_lain", cell, sebab=answer.wrong)
            self._outside |= {cell_text(value): None} if answer.wrong == OUTSIDE else {}
            return None
        score, is_worded = answer.value, answer.doubts or (answer.value and not answer.number)
        choice = self._find_choice(unsur, answer.text) if is_worded else None
        single = (unsur.code, answer.text) in self.ladder.single
        is_open = choice is None and (answer.doubts or single)
        if choice or is_open:
            score = int(choice) if choice and choice != EMPTY else None
        self.cells.append(AnswerCell(unsur, column, cell, answer, score, choice, is_open))
        return score

    def _read_cell(self, value: Any, unsur: Unsur) -> Answer:
        """Equal cells of one unsur are read once; 1 is not True."""
        key = (unsur.code, type(value), value)
        if key not in self._memo:
            self._memo[key] = read_answer(value, unsur.scale, self.vocabulary)
        return self._memo[key]

    def _find_choice(self, unsur: Unsur, text: str) -> str | None:
        """What the office gives a wording, of this unsur alone or of all alike; None if nothing."""
        keys = [f"{unsur.code}: {text}", *([text] if unsur.parallel else ())]
        given = (self.mapping.search("forms", "jawaban", key, CHOICES) for key in keys)
        return next((c for c in given if c is not None), None)

    def _list_rivals(self) -> Iterator[AnswerCell]:
        """Where a wording first stands whose value the office gave to another, or another to it."""
        parallel = {u.code for u, _ in self.columns if u.parallel}
        worded = [read for read in self.cells if read.score and not read.answer.number]
        given = {read.key: read.score for read in worded if read.choice}
        known: dict[Key, AnswerCell] = {}
        for read in (r for r in worded if not r.choice):
            known.setdefault(read.key, read)
        for (code, text), read in known.items():
            singly = {k: v for k, v in given.items() if k[0] in {code, *parallel}}
            values = {**self.ladder.values, **singly}
            texts = [t for c, t in known if c == code]
            answer = text, read.score
            if read.key not in values and contradicts(values, read.unsur, answer, texts):
                yield read

    def _read_trait(self, name: str, value: Any, number: int, column: int) -> str | None:
        try:
            return read_trait(name, value, self.common.get(name, frozenset()), self.terms)
        except InvalidArgument as error:
            cure = error.advice or "perbaiki isinya bila perlu"
            words = {"ciri": TRAITS[name].lower(), "sebab": str(error), "cara": cure}
            self._add_fault("ciri_kosong", self.layout.cell(number, column), **words)
            return None

    @cached_property
    def _unanswered(self) -> list[str]:
        """Addresses of the answers on the scale that the office is asked about."""
        values = self.ladder.values
        return [read.cell for read in self.cells if read.score is None and read.key in values]

    @cached_property
    def _doubts(self) -> dict[str, list[AnswerCell]]:
        """Where each wording stands that the office is asked about."""
        places = defaultdict(list)
        for read in (*(r for r in self.cells if r.is_open), *self._list_rivals()):
            places[read.answer.text].append(read)
        return places

    def list_answers(self) -> dict[str, list[int]]:
        """Every answer that was read, by the code of its unsur."""
        rows = [record["jawaban"] for record in self.records.values()]
        codes = [unsur.code for unsur, _ in self.columns]
        return {code: [r[code] for r in rows if r[code] is not None] for code in codes}

    def add_findings(self, findings: Findings) -> None:
        """Add the faults of the cells, one finding for each kind with its cells."""
        before = len(findings.every)
        for column in sorted({read.column for read in self.cells if read.answer.is_reversed}):
            own = (r for r in self.cells if r.column == column and r.answer.number)
            findings.add_many("nomor_terbalik", [read.cell for read in own])
        if self.ladder.refused:
            findings.add_many("lima_tingkat", self._unanswered)
        shown = phrase_few([text for text in self._outside if len(text) <= 4])  # short answers only
        for key, cells in self._faults.items():
            words = dict(key)
            if words.get("sebab") == OUTSIDE:
                words["sebab"] = " ".join(OUTSIDE.format(shown).split())
            findings.add_many(cells=cells, **words)
        for numbers in self._submissions.values():
            if len(numbers) > 1:
                findings.add_many("kiriman_ganda", [*map(self.layout.cell, numbers)])
        if not self.records:
            findings.add("tanpa_responden")
            return
        answers = self.list_answers()
        refused = any(f.is_blocking for f in findings.every[before:])
        for unsur, column in self.columns:
            if not answers[unsur.code] and not (self._doubts or self._unanswered or refused):
                findings.add("unsur_kosong", address(self.layout.head_row, column), unsur=unsur)

    def list_matches(self) -> Iterator[Match]:
        """What each wording of an answer became, and how often."""
        scored = (r for r in self.cells if r.score is not None)
        times = Counter((r.answer.text, str(r.score), r.unsur.code) for r in scored)
        for (text, value), group in groupby(sorted(times.items()), lambda item: item[0][:2]):
            detail = ", ".join(f"{code} {n} kali" for (*_, code), n in group)
            yield Match("", text, value, detail)

    def list_doubts(self) -> Iterator[Doubt]:
        """One question for a scale and one for each wording, of each unsur that may differ."""
        if self.ladder.refused:
            return
        if self._unanswered and self.ladder.key:
            cells = ", ".join(self._unanswered[:MENTIONED])
            yield Doubt("forms", "jawaban", self.ladder.key, cells, self.ladder.choices, (), NOTE)
        for text, places in self._doubts.items():
            shared = len({read.unsur.code for read in places if read.unsur.parallel}) > 1
            asked: dict[str, str] = {}
            for read in places:
                key = text if shared and read.unsur.parallel else f"{read.unsur.code}: {text}"
                asked.setdefault(key, read.cell)
            yield from (Doubt("forms", "jawaban", k, cell, CHOICES) for k, cell in asked.items())
