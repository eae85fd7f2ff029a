"""The rows of a questionnaire export as respondents: read, or left out with a reason."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from lkip_helpers.forms.answers import Answer, read_answer, tally
from lkip_helpers.forms.headers import TRAITS, Role
from lkip_helpers.forms.ladder import Ladder, read_ladder
from lkip_helpers.forms.layout import EMPTY_ROWS, Layout
from lkip_helpers.forms.scale import ADVICE, NOT_FOUR
from lkip_helpers.forms.traits import FREE, TraitRefused, list_common, read_trait
from lkip_helpers.forms.wordings import Unsur, vocabulary
from lkip_helpers.forms.words import cell_text, choose_time, has_hour, read_tahun, short
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.summary import Doubt, Match
from lkip_helpers.intake.workbook import address
from lkip_helpers.workbooks.carryover import RowRecord

CHOICES, EMPTY = ("1", "2", "3", "4", "kosong"), "kosong"
MENTIONED = 12
WITHOUT_ANSWERS = "tidak memuat jawaban"
WITHOUT_CONTENT = (EMPTY_ROWS, WITHOUT_ANSWERS)
WrongCell = tuple[str, str, str, str]  # sel, pesan, saran, tingkat


class AnswerReader:
    """Reads every row of one sheet once; what it met is asked of it afterwards.

    service: words of the services of the office. record: a respondent a row; used: their rows;
    dropped: every other row with its reason.
    """

    def __init__(
        self, layout: Layout, role: Sequence[Role], unsur: Sequence[Unsur],
        mapping: OfficeMapping, service: frozenset[str], *, tahun_only: bool,
    ) -> None:  # fmt: skip
        self.layout, self.mapping, self.service = layout, mapping, service
        self.tahun_only = tahun_only
        code = {u.code: u for u in unsur}
        own: dict[str, list[Role]] = defaultdict(list)
        for p in role:
            own[p.kind].append(p)
        self.column = [
            (code[p.became].meant_for(p.column.header), p.column.ordinal) for p in own["unsur"]
        ]
        self.trait = [(p.became, p.column.ordinal) for p in own["ciri"]]
        self.common = {p.became: list_common(p.column.content) for p in role if p.became in FREE}
        self.when = choose_time({p.column.ordinal: short(p.column.header) for p in own["waktu"]})
        self.vocabulary = vocabulary(unsur)
        self._done: dict[tuple[Any, ...], Answer] = {}
        self.ladders = self._read_ladder(role)
        self.record: list[RowRecord] = []
        self.used: list[int] = []
        self.dropped: list[tuple[int, str]] = []
        self._wrong: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._doubt: dict[str, list[tuple[Unsur, str]]] = defaultdict(list)
        self._became: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._not_yet: list[str] = []
        self._reversed: set[int] = set()
        self._number: dict[int, list[str]] = defaultdict(list)
        self._duplicates: dict[tuple[Any, ...], list[int]] = defaultdict(list)

    def _read_ladder(self, role: Sequence[Role]) -> Ladder:
        """The scale of other words the answers are on; from then on they are read so."""
        content = {p.column.ordinal: p.column.content for p in role}
        column = []
        for u, k in self.column:
            answer: Counter[Answer] = Counter()
            for v, n in tally(content[k]):
                answer[self._read_answers(v, u)] += n
            column.append((u, k, answer))
        ladders = read_ladder(column, self.mapping)
        for key, j in self._done.items():
            if (location := (key[0], j.text)) in ladders.values and not j.number:
                value = ladders.values[location]
                self._done[key] = Answer(value, j.text, is_reversed=j.is_reversed)
        return ladders

    @property
    def has_number(self) -> bool:
        """Whether any answer is a number without words."""
        return bool(self._number)

    def _refuse(self, cells: str, message: str, advice: str, level: str = "salah") -> None:
        self._wrong[message, advice, level].append(cells)

    def read(self, tahun: int) -> None:
        for ordinal in range(1, len(self.layout.rows) + 1):
            reason = self._drop_reason(ordinal) or self._other_tahun(ordinal, tahun)
            if reason:
                self.dropped.append((ordinal, reason))
            else:
                self._read_row(ordinal)

    def _read_row(self, ordinal: int) -> None:
        content = self.layout.rows[ordinal - 1]
        answers = {u.code: self._answer(content[k - 1], u, ordinal, k) for u, k in self.column}
        trait = {name: self._read_trait(name, content[k - 1], ordinal, k) for name, k in self.trait}
        self.used.append(ordinal)
        self.record.append({"responden": len(self.record) + 1, **trait, "jawaban": answers})
        if self.when and has_hour(content[self.when - 1]):
            key = (cell_text(content[self.when - 1]), *answers.values(), *trait.values())
            self._duplicates[key].append(ordinal)

    def _drop_reason(self, ordinal: int) -> str:
        content = self.layout.rows[ordinal - 1]
        answer = [self._read_answers(content[k - 1], u) for u, k in self.column]
        filled = sum(bool(j.text) for j in answer)
        if ordinal in self.layout.suspect and answer and 2 * filled >= len(answer):
            self._refuse(
                f"A{ordinal}", "baris ini berisi jawaban, tetapi tidak bernomor urut seperti "
                "responden lain",
                "isi nomornya bila responden; hapus barisnya bila jumlah atau keterangan",
            )  # fmt: skip
        if reason := self.layout.left_out.get(ordinal):
            return reason
        return WITHOUT_ANSWERS if answer and all(j == Answer() for j in answer) else ""

    def _other_tahun(self, ordinal: int, tahun: int) -> str:
        """Why a row is left out for its time; a time that refuses is noted."""
        if not self.when:
            return ""
        exists = read_tahun(self.layout.rows[ordinal - 1][self.when - 1])
        if exists not in (None, tahun) and self.tahun_only:
            return f"bukan tahun {tahun}"
        cells = address(ordinal, self.when)
        if exists is None:
            message = "waktu pengisian kosong atau tidak terbaca"
            self._refuse(cells, message, "isi waktunya dari formulir")
        elif exists != tahun:
            advice = "pilih tahun yang benar, atau lewati baris itu dengan --hanya-tahun"
            self._refuse(cells, f"waktu pengisian bukan tahun {tahun}", advice)
        return ""

    def _answer(self, value: Any, unsur: Unsur, ordinal: int, column: int) -> int | None:
        cells = address(ordinal, column)
        if (ordinal, column) in self.layout.merged:
            advice = "isi jawaban setiap responden sendiri-sendiri"
            self._refuse(cells, "sel jawaban digabung tegak", advice)
            return None
        answer = self._read_answers(value, unsur)
        if answer.wrong:
            advice = "perbaiki isinya pada berkas ekspor: satu jawaban, 1 sampai 4 atau kata-"
            self._refuse(cells, answer.wrong, f"{advice}katanya")
            return None
        if answer.is_reversed:
            self._reversed.add(column)
        if answer.number:
            self._number[column].append(cells)
        result = self._ask(answer, unsur, cells) if answer.doubts else answer.value
        if result is not None:
            self._became[answer.text, str(result)][unsur.code] += 1
        elif (unsur.code, answer.text) in self.ladders.values:
            self._not_yet.append(cells)
        return result

    def _read_answers(self, value: Any, unsur: Unsur) -> Answer:
        """The same cell of the same unsur is read once; 1 is not True."""
        key = (unsur.code, type(value), value)
        if key not in self._done:
            self._done[key] = read_answer(value, unsur.scale, self.vocabulary)
        return self._done[key]

    def _ask(self, answer: Answer, unsur: Unsur, cells: str) -> int | None:
        """What the office says of a doubtful answer; it is asked where it has not said."""
        answers = self.mapping.search("forms", "jawaban", _of(unsur, answer.text), CHOICES)
        if answers is None and unsur.parallel:
            answers = self.mapping.search("forms", "jawaban", answer.text, CHOICES)
        if answers is None:
            self._doubt[answer.text].append((unsur, cells))
        return int(answers) if answers and answers != EMPTY else None

    def _read_trait(self, name: str, value: Any, ordinal: int, column: int) -> str | None:
        try:
            return read_trait(name, value, self.common.get(name, frozenset()), self.service)
        except TraitRefused as error:
            message = f"{TRAITS[name].lower()}: {error} dan dikosongkan"
            self._refuse(address(ordinal, column), message, error.advice, "peringatan")
            return None

    def list_wrong(self) -> Iterator[WrongCell]:
        """Faults and doubts of the cells, one a kind with its cells."""
        for column in sorted(self._reversed):
            if cells := self._number[column]:
                yield from shorten_cells(
                    cells, "angka tanpa kata, padahal nomor pilihan pada kolom ini tidak searah",
                    "ganti dengan kata jawabannya", "salah",
                )  # fmt: skip
        if self.ladders.refused:
            message = "jawabannya memakai lima tingkat, bukan empat"
            yield from shorten_cells(self._not_yet, message, ADVICE[NOT_FOUR], "salah")
        for (message, advice, level), cells in self._wrong.items():
            yield from shorten_cells(cells, message, advice, level)
        for ordinal in self._duplicates.values():
            if len(ordinal) > 1:
                cells = [f"A{n}" for n in ordinal]
                yield from shorten_cells(
                    cells, "dikirim pada waktu yang sama dengan jawaban yang sama, semua dipakai",
                    "hapus yang rangkap pada berkas ekspor bila memang satu orang", "peringatan",
                )  # fmt: skip
        yield from self._list_empty()

    def _list_empty(self) -> Iterator[WrongCell]:
        if not self.record:
            advice = "periksa isinya, tahunnya, dan padanan kolomnya"
            yield "", "tidak ada satu responden pun yang dapat dipakai", advice, "salah"
            return
        filled = {k for r in self.record for k, v in r["jawaban"].items() if v is not None}
        refuses = self._doubt or self._not_yet or any(level == "salah" for *_, level in self._wrong)
        for u, column in self.column:
            if u.code not in filled and not refuses:
                cells, advice = (
                    address(self.layout.head_row, column),
                    "periksa kolomnya pada berkas ekspor",
                )
                yield cells, f"tidak ada satu jawaban pun untuk {u}", advice, "salah"

    def list_matches(self) -> Iterator[Match]:
        """What each wording of an answer became, and how often."""
        for (text, value), times in sorted(self._became.items()):
            detailed = ", ".join(f"{code} {n} kali" for code, n in sorted(times.items()))
            yield Match("", text, value, detailed)

    def list_doubts(self) -> Iterator[Doubt]:
        """One question a scale, else one a wording; where its direction may differ, an unsur."""
        if self.ladders.refused:
            return
        if self._not_yet and self.ladders.key:
            cells = ", ".join(self._not_yet[:MENTIONED])
            yield Doubt("forms", "jawaban", self.ladders.key, cells, self.ladders.choices)
        for text, place in self._doubt.items():
            parallel = {u.code for u, _ in place if u.parallel}
            key = {
                text if u.parallel and len(parallel) > 1 else _of(u, text): cells
                for u, cells in reversed(place)
            }
            for one, cells in reversed(key.items()):
                yield Doubt("forms", "jawaban", one, cells, CHOICES)


def _of(unsur: Unsur, text: str) -> str:
    return f"{unsur.code}: {text}"


def shorten_cells(
    cells: Sequence[str], message: str, advice: str, level: str
) -> Iterator[WrongCell]:
    """One fault with the cells it is in, the first of them named."""
    excess = f" ({len(cells)} sel)" if len(cells) > MENTIONED else ""
    yield ", ".join(cells[:MENTIONED]), f"{message}{excess}", advice, level
