"""The rows of a questionnaire export as respondents: read, or left out with a reason."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from lkip_helpers.importers.forms.answers import Answer, read_answer
from lkip_helpers.importers.forms.headers import TRAITS, Role
from lkip_helpers.importers.forms.timestamps import choose_time, has_hour, read_tahun
from lkip_helpers.importers.forms.traits import (
    FREE,
    TraitRefused,
    list_common,
    read_trait,
)
from lkip_helpers.importers.forms.wordings import Unsur, vocabulary
from lkip_helpers.importers.forms.words import cell_text, short
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.importers.summary import Doubt, Match
from lkip_helpers.intake.sheet import TOTAL_ROW, tidy_up
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.workbooks.carryover import RowRecord

CHOICES, EMPTY = ("1", "2", "3", "4", "kosong"), "kosong"
MENTIONED = 12
WITHOUT_CONTENT = (EMPTY_ROWS, WITHOUT_ANSWERS) = ("baris kosong", "tidak memuat jawaban")
_TOTAL = re.compile(r"(jumlah|total|rata rata|rerata|nrr|ikm|nilai rata rata)( .*)?")
WrongCell = tuple[str, str, str, str]  # sel, pesan, saran, tingkat


class Reader:
    """Reads every row of one sheet once; what it met is asked of it afterwards.

    service: words of the services of the office. record: a respondent a row; used: their rows;
    dropped: every other row with its reason.
    """

    def __init__(
        self, sheet: Sheet, header: int, role: Sequence[Role], unsur: Sequence[Unsur],
        mapping: OfficeMapping, service: frozenset[str], *, tahun_only: bool,
    ) -> None:  # fmt: skip
        self.sheet, self.header, self.unsur, self.mapping = sheet, header, unsur, mapping
        self.tahun_only = tahun_only
        code = {u.code: u for u in unsur}
        self.column = [
            (code[p.became].meant_for(p.column.header), p.column.ordinal)
            for p in role
            if p.kind == "unsur"
        ]
        self.trait = [(p.became, p.column.ordinal) for p in role if p.kind == "ciri"]
        self.service = service
        self.common = {p.became: list_common(p.column.content) for p in role if p.became in FREE}
        self.when = choose_time(
            {p.column.ordinal: short(p.column.header) for p in role if p.kind == "waktu"}
        )
        self.vocabulary = vocabulary(unsur)
        self.record: list[RowRecord] = []
        self.used: list[int] = []
        self.dropped: list[tuple[int, str]] = []
        self._wrong: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._doubt: dict[str, list[tuple[Unsur, str]]] = defaultdict(list)
        self._became: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._done: dict[tuple[Any, ...], Answer] = {}
        self._reversed: set[int] = set()
        self._number: dict[int, list[str]] = defaultdict(list)
        self._duplicates: dict[tuple[Any, ...], list[int]] = defaultdict(list)

    @property
    def has_number(self) -> bool:
        """Whether any answer is a number without words."""
        return bool(self._number)

    def read(self, tahun: int) -> None:
        for ordinal in range(1, len(self.sheet.content) + 1):
            reason = self._drop_reason(ordinal) or self._other_tahun(ordinal, tahun)
            if reason:
                self.dropped.append((ordinal, reason))
            else:
                self._read_row(ordinal)

    def _read_row(self, ordinal: int) -> None:
        content = self.sheet.content[ordinal - 1]
        answers = {u.code: self._answer(content[k - 1], u, ordinal, k) for u, k in self.column}
        trait = {name: self._read_trait(name, content[k - 1], ordinal, k) for name, k in self.trait}
        self.used.append(ordinal)
        self.record.append({"responden": len(self.record) + 1, **trait, "jawaban": answers})
        if self.when and has_hour(content[self.when - 1]):
            key = (cell_text(content[self.when - 1]), *answers.values(), *trait.values())
            self._duplicates[key].append(ordinal)

    def _drop_reason(self, ordinal: int) -> str:
        content = self.sheet.content[ordinal - 1]
        filled_in = [v for v in content if cell_text(v)]
        if not filled_in:
            return EMPTY_ROWS
        if ordinal <= self.header:
            return "kepala tabel" if ordinal == self.header else "judul di atas tabel"
        if [tidy_up(v) for v in content] == [
            tidy_up(v) for v in self.sheet.content[self.header - 1]
        ]:
            return "kepala tabel diulang"
        if isinstance(filled_in[0], str) and _TOTAL.fullmatch(short(filled_in[0])):
            return TOTAL_ROW
        answer = (self._read_answers(content[k - 1], u) for u, k in self.column)
        return WITHOUT_ANSWERS if self.column and all(j == Answer() for j in answer) else ""

    def _other_tahun(self, ordinal: int, tahun: int) -> str:
        """Why a row is left out for its time; a time that refuses is noted."""
        if not self.when:
            return ""
        exists = read_tahun(self.sheet.content[ordinal - 1][self.when - 1])
        if exists == tahun:
            return ""
        if exists is not None and self.tahun_only:
            return f"bukan tahun {tahun}"
        if exists is None:
            message, advice = (
                "waktu pengisian kosong atau tidak terbaca",
                "isi waktunya dari formulir",
            )
        else:
            message = f"waktu pengisian bukan tahun {tahun}"
            advice = "pilih tahun yang benar, atau lewati baris itu dengan --hanya-tahun"
        self._wrong[message, advice, "salah"].append(address(ordinal, self.when))
        return ""

    def _answer(self, value: Any, unsur: Unsur, ordinal: int, column: int) -> int | None:
        cells = address(ordinal, column)
        answer = self._read_answers(value, unsur)
        if answer.wrong:
            advice = (
                "perbaiki isinya pada berkas ekspor: satu jawaban, 1 sampai 4 atau kata-katanya"
            )
            self._wrong[answer.wrong, advice, "salah"].append(cells)
            return None
        if answer.is_reversed:
            self._reversed.add(column)
        if answer.number:
            self._number[column].append(cells)
        result = self._ask(answer, unsur, cells) if answer.doubts else answer.value
        if answer.text and (result is not None or not answer.doubts):
            self._became[answer.text, str(result)][unsur.code] += 1
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
            self._wrong[message, error.advice, "peringatan"].append(address(ordinal, column))
            return None

    def list_wrong(self) -> Iterator[WrongCell]:
        """Faults and doubts of the cells, one a kind with its cells."""
        for column in sorted(self._reversed):
            if cells := self._number[column]:
                yield from shorten_cells(
                    cells, "angka tanpa kata, padahal nomor pilihan pada kolom ini tidak searah",
                    "ganti dengan kata jawabannya", "salah",
                )  # fmt: skip
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
        refuses = self._doubt or any(level == "salah" for *_, level in self._wrong)
        for u, column in self.column:
            if u.code not in filled and not refuses:
                cells, advice = address(self.header, column), "periksa kolomnya pada berkas ekspor"
                yield cells, f"tidak ada satu jawaban pun untuk {u}", advice, "salah"

    def list_matches(self) -> Iterator[Match]:
        """What each wording of an answer became, and how often."""
        for (text, value), times in sorted(self._became.items()):
            detailed = ", ".join(f"{code} {n} kali" for code, n in sorted(times.items()))
            yield Match("", text, value, detailed)

    def list_doubts(self) -> Iterator[Doubt]:
        """One question a wording; where its direction may differ, one an unsur."""
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
