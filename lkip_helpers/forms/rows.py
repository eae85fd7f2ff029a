"""The rows of a questionnaire export as respondents: read, or left out with a reason."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from lkip_helpers.forms.answers import Answer, read_answer, tally
from lkip_helpers.forms.headers import TRAITS, Role
from lkip_helpers.forms.ladder import Ladder, read_ladder
from lkip_helpers.forms.layout import EMPTY_ROWS, Layout
from lkip_helpers.forms.traits import FREE, TraitRefused, list_common, read_trait
from lkip_helpers.forms.wordings import Unsur, vocabulary
from lkip_helpers.forms.words import cell_text, choose_time, has_hour, read_tahun, short
from lkip_helpers.importers.findings import MENTIONED, Doubt, Findings, Match
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.intake.workbook import address
from lkip_helpers.workbooks.carryover import RowRecord

CHOICES, EMPTY = ("1", "2", "3", "4", "kosong"), "kosong"
WITHOUT_ANSWERS = "tidak memuat jawaban"
WITHOUT_CONTENT = (EMPTY_ROWS, WITHOUT_ANSWERS)


class AnswerReader:
    """Reads every row of one sheet once; what it met is asked of it afterwards.

    service: words of the services of the office. numbers: cells of answers without words. records:
    a respondent a row; used: their rows; dropped: every other row with its reason.
    """

    def __init__(
        self, layout: Layout, roles: Sequence[Role], unsur: Sequence[Unsur],
        mapping: OfficeMapping, service: frozenset[str], *, tahun_only: bool,
    ) -> None:  # fmt: skip
        self.layout, self.mapping, self.service = layout, mapping, service
        self.tahun_only = tahun_only
        codes = {u.code: u for u in unsur}
        own: dict[str, list[Role]] = defaultdict(list)
        for p in roles:
            own[p.kind].append(p)
        asked = [(codes[p.became], p.column) for p in own["unsur"]]
        self.columns = [(u.meant_for(k.head), k.number) for u, k in asked]
        self.traits = [(p.became, p.column.number) for p in own["ciri"]]
        self.common = {p.became: list_common(p.column.cells) for p in roles if p.became in FREE}
        self.when = choose_time({p.column.number: short(p.column.head) for p in own["waktu"]})
        self.vocabulary = vocabulary(unsur)
        self._read: dict[tuple[Any, ...], Answer] = {}
        self.ladder = self._read_ladder(roles)
        self.records: list[RowRecord] = []
        self.used: list[int] = []
        self.dropped: list[tuple[int, str]] = []
        self._wrong: dict[tuple[tuple[str, Any], ...], list[str]] = defaultdict(list)
        self._doubts: dict[str, list[tuple[Unsur, str]]] = defaultdict(list)
        self._became: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._not_yet: list[str] = []
        self._reversed: set[int] = set()
        self.numbers: dict[int, list[str]] = defaultdict(list)
        self._twice: dict[tuple[Any, ...], list[int]] = defaultdict(list)

    def _read_ladder(self, roles: Sequence[Role]) -> Ladder:
        """The scale of other words the answers are on; from then on they are read so."""
        cells = {p.column.number: p.column.cells for p in roles}
        columns = []
        for u, k in self.columns:
            answers: Counter[Answer] = Counter()
            for v, n in tally(cells[k]):
                answers[self._read_cell(v, u)] += n
            columns.append((u, k, answers))
        ladder = read_ladder(columns, self.mapping)
        for key, j in self._read.items():
            if (place := (key[0], j.text)) in ladder.values and not j.number:
                self._read[key] = Answer(ladder.values[place], j.text, is_reversed=j.is_reversed)
        return ladder

    def _note(self, name: str, cell: str, **met: Any) -> None:
        """A finding that is told once with all its cells."""
        self._wrong[("name", name), *met.items()].append(cell)

    def read(self, tahun: int) -> None:
        for number in range(1, len(self.layout.rows) + 1):
            reason = self._drop_reason(number) or self._other_tahun(number, tahun)
            if reason:
                self.dropped.append((number, reason))
            else:
                self._read_row(number)

    def _read_row(self, number: int) -> None:
        row = self.layout.rows[number - 1]
        answers = {u.code: self._answer(row[k - 1], u, number, k) for u, k in self.columns}
        traits = {name: self._trait(name, row[k - 1], number, k) for name, k in self.traits}
        self.used.append(number)
        self.records.append({"responden": len(self.records) + 1, **traits, "jawaban": answers})
        if self.when and has_hour(row[self.when - 1]):
            key = (cell_text(row[self.when - 1]), *answers.values(), *traits.values())
            self._twice[key].append(number)

    def _drop_reason(self, number: int) -> str:
        row = self.layout.rows[number - 1]
        answers = [self._read_cell(row[k - 1], u) for u, k in self.columns]
        filled = sum(bool(j.text) for j in answers)
        if number in self.layout.suspect and answers and 2 * filled >= len(answers):
            self._note("tanpa_nomor", f"A{number}")
        if reason := self.layout.left_out.get(number):
            return reason
        return WITHOUT_ANSWERS if answers and all(j == Answer() for j in answers) else ""

    def _other_tahun(self, number: int, tahun: int) -> str:
        """Why a row is left out for its time; a time that refuses is noted."""
        if not self.when:
            return ""
        year = read_tahun(self.layout.rows[number - 1][self.when - 1])
        if year not in (None, tahun) and self.tahun_only:
            return f"bukan tahun {tahun}"
        if year is None:
            self._note("waktu_kosong", address(number, self.when))
        elif year != tahun:
            self._note("waktu_lain", address(number, self.when), tahun=tahun)
        return ""

    def _answer(self, value: Any, unsur: Unsur, number: int, column: int) -> int | None:
        cell = address(number, column)
        if (number, column) in self.layout.merged:
            self._note("jawaban_digabung", cell)
            return None
        answer = self._read_cell(value, unsur)
        if answer.wrong:
            self._note("jawaban_lain", cell, sebab=answer.wrong)
            return None
        if answer.is_reversed:
            self._reversed.add(column)
        if answer.number:
            self.numbers[column].append(cell)
        result = self._ask(answer, unsur, cell) if answer.doubts else answer.value
        if result is not None:
            self._became[answer.text, str(result)][unsur.code] += 1
        elif (unsur.code, answer.text) in self.ladder.values:
            self._not_yet.append(cell)
        return result

    def _read_cell(self, value: Any, unsur: Unsur) -> Answer:
        """The same cell of the same unsur is read once; 1 is not True."""
        key = (unsur.code, type(value), value)
        if key not in self._read:
            self._read[key] = read_answer(value, unsur.scale, self.vocabulary)
        return self._read[key]

    def _ask(self, answer: Answer, unsur: Unsur, cell: str) -> int | None:
        """What the office says of a doubtful answer; it is asked where it has not said."""
        texts = [_of(unsur, answer.text), *([answer.text] if unsur.parallel else ())]
        given = (self.mapping.search("forms", "jawaban", t, CHOICES) for t in texts)
        said = next((g for g in given if g is not None), None)
        if said is None:
            self._doubts[answer.text].append((unsur, cell))
        return int(said) if said and said != EMPTY else None

    def _trait(self, name: str, value: Any, number: int, column: int) -> str | None:
        try:
            return read_trait(name, value, self.common.get(name, frozenset()), self.service)
        except TraitRefused as error:
            words = {"ciri": TRAITS[name].lower(), "sebab": str(error), "cara": error.advice}
            self._note("ciri_kosong", address(number, column), **words)
            return None

    def tell_wrong(self, findings: Findings) -> None:
        """Faults and doubts of the cells, one a kind with its cells."""
        before = len(findings.every)
        for column in sorted(self._reversed):
            if cells := self.numbers[column]:
                findings.add_many("nomor_terbalik", cells)
        if self.ladder.refused:
            findings.add_many("lima_tingkat", self._not_yet)
        for key, cells in self._wrong.items():
            findings.add_many(cells=cells, **dict(key))
        for numbers in self._twice.values():
            if len(numbers) > 1:
                findings.add_many("kiriman_ganda", [f"A{n}" for n in numbers])
        if not self.records:
            findings.add("tanpa_responden")
            return
        filled = {k for r in self.records for k, v in r["jawaban"].items() if v is not None}
        refused = any(f.is_blocking for f in findings.every[before:])
        for u, column in self.columns:
            if u.code not in filled and not (self._doubts or self._not_yet or refused):
                findings.add("unsur_kosong", address(self.layout.head_row, column), unsur=u)

    def list_matches(self) -> Iterator[Match]:
        """What each wording of an answer became, and how often."""
        for (text, value), times in sorted(self._became.items()):
            detail = ", ".join(f"{code} {n} kali" for code, n in sorted(times.items()))
            yield Match("", text, value, detail)

    def list_doubts(self) -> Iterator[Doubt]:
        """One question a scale, else one a wording; where its direction may differ, an unsur."""
        if self.ladder.refused:
            return
        if self._not_yet and self.ladder.key:
            cells = ", ".join(self._not_yet[:MENTIONED])
            yield Doubt("forms", "jawaban", self.ladder.key, cells, self.ladder.choices)
        for text, places in self._doubts.items():
            parallel = {u.code for u, _ in places if u.parallel}
            keys = {
                text if u.parallel and len(parallel) > 1 else _of(u, text): cell
                for u, cell in reversed(places)
            }
            for key, cell in reversed(keys.items()):
                yield Doubt("forms", "jawaban", key, cell, CHOICES)


def _of(unsur: Unsur, text: str) -> str:
    return f"{unsur.code}: {text}"
