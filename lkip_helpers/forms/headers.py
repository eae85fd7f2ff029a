"""What each column of a questionnaire is: an unsur, a characteristic, the time, or of no use."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lkip_helpers.forms.answers import count_signs, fitting, is_answer, is_graded, tally
from lkip_helpers.forms.scale import ADVICE, NOT_FOUR, check_scale, without_scale
from lkip_helpers.forms.traits import always_personal, header_reason, is_personal_column
from lkip_helpers.forms.wordings import Unsur, vocabulary
from lkip_helpers.forms.words import (
    bracket_content,
    cell_text,
    contains,
    read_tahun,
    short,
    starts_with,
    without_number,
)
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.intake.sheet import column_titles
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.personal import is_personal
from lkip_helpers.schema.survey import Responden

DROP, UNKNOWN = "buang", "tidak dikenal"
NOT_CONTENT = (OTHER_SCALE, OTHER_WORDS) = (
    "jawabannya angka skala lain, bukan 1 sampai 4",
    "isinya bukan kata jawaban yang dikenal",
)
HANDLES = ("penanganan", "pengaduan")
SEVERAL = "{} ditanyakan lebih dari satu kali"
COMPLETE = "bukan jawaban unsur; setiap unsur sudah punya kolom"
ONE_COLUMN = (
    "sisakan satu pertanyaan setiap unsur pada berkas ekspor; nilai beberapa pertanyaan tidak "
    "dirata-ratakan"
)
WRITE_MEANING = "tulis arti jawabannya pada lembar Unsur, kolom jawaban 1 sampai 4, lalu impor lagi"
_NUMBER = re.compile(r"\d{1,3}([.,]\d+)?")
TRAITS = {n: j for n, j in column_titles(Responden).items() if n != "responden"}
Kind = Literal["unsur", "ciri", "waktu", "unit", "buang", "ragu", "salah"]


@dataclass(frozen=True)
class HeaderColumn:
    """One column: number from 1, head, and its filled cells."""

    ordinal: int
    header: str
    content: list[Any]


@dataclass(frozen=True)
class Role:
    """jadi: kode of the unsur or field; reason: why it is left out, asked for or refused.

    choices: what it may be. advice: the cure where it is refused. explicit: the office said so in
    padanan.toml.
    """

    column: HeaderColumn
    kind: Kind
    became: str = ""
    reason: str = ""
    choices: tuple[str, ...] = ()
    explicit: bool = False
    advice: str = "bedakan judulnya atau hapus kolom yang bukan pertanyaan survei"


class Judge:
    """Judges the columns of one sheet."""

    def __init__(self, unsur: Sequence[Unsur], mapping: OfficeMapping) -> None:
        self.unsur, self.mapping = unsur, mapping
        self.vocabulary = vocabulary(unsur)
        self.every = {k: n for u in unsur for k, n in u.scale.items()}
        self.choices = (*(u.code for u in unsur), DROP)

    def value(self, column: Sequence[HeaderColumn], coded: Mapping[int, Role]) -> list[Role]:
        """The role of each; what two columns claim is doubtful, or wrong where they read alike.

        berkode: what columns with a code for a head are, by number.
        """
        role = [_without_personal(self._one(k, coded.get(k.ordinal))) for k in column]
        same = Counter(short(k.header) for k in column)
        role = [
            _asked_twice(p)
            if p.kind in ("unsur", "ciri", "ragu") and same[short(p.column.header)] > 1
            else p
            for p in role
        ]  # fmt: skip
        return self._drop_excess(self._duplicates(role))

    def _duplicates(self, role: Sequence[Role]) -> list[Role]:
        """One column for each unsur and characteristic: of a second one it is asked whether."""
        claim: dict[str, list[Role]] = defaultdict(list)
        for p in role:
            if p.kind in ("unsur", "ciri"):
                claim[p.became].append(p)
        doubled = {n: m for n, m in claim.items() if len(m) > 1 and not any(p.explicit for p in m)}
        count = sum(m[0].kind == "unsur" for m in doubled.values()) > 1
        return [
            self._only_one(p, claim.get(p.became, []), p.became in doubled, count) for p in role
        ]

    def _only_one(self, p: Role, claim: Sequence[Role], doubled: bool, count: bool) -> Role:
        if p not in claim or len(claim) == 1 or p.explicit:
            return p
        reason = f"ada kolom lain untuk {p.became}"
        if not doubled:
            return replace(p, kind="buang", became="", reason=reason)
        if count and p.kind == "unsur":
            reason = SEVERAL.format(p.became)
            return replace(p, kind="salah", reason=reason, choices=(p.became,), advice=ONE_COLUMN)
        if p is claim[0]:
            return p
        return replace(p, kind="ragu", reason=reason, choices=(p.became, DROP))

    def _drop_excess(self, role: Sequence[Role]) -> list[Role]:
        """What is no question of the survey for certain, once every unsur has its column."""
        exists = {p.became for p in role if p.kind == "unsur"}
        complete = exists == {u.code for u in self.unsur}
        return [
            replace(p, kind="buang", reason=COMPLETE)
            if (p.kind == "ragu" and complete and p.choices == self.choices)
            or (p.reason in NOT_CONTENT and exists.issuperset(p.choices))
            else p
            for p in role
        ]

    def _one(self, k: HeaderColumn, coded: Role | None) -> Role:
        if not k.header:
            return Role(k, "buang", reason="kolom tanpa judul")
        if answer := self.mapping.search("forms", "kepala", k.header, (*self.choices, *TRAITS)):
            kind: Kind = "buang" if answer == DROP else "ciri" if answer in TRAITS else "unsur"
            reason = "menurut padanan.toml"
            if wrong := self._wrong_scale(k, [u for u in self.unsur if u.code == answer]):
                return wrong
            return Role(k, kind, answer if kind != "buang" else "", reason, explicit=True)
        if coded:
            return self._other_scale(k, coded.became) or coded
        return self._not_asked(k) or self._entry(k)

    def _entry(self, k: HeaderColumn) -> Role:
        """By what its cells are: answers, numbers of another scale, or something else."""
        if self._has_answers(k):
            return self._ask(k)
        candidate = find_candidates(without_scale(k.header, self.unsur), self.unsur)
        other = self._other_scale(k, candidate[0].code) if len(candidate) == 1 else None
        return other or self._other(k)

    def _other_scale(self, k: HeaderColumn, code: str) -> Role | None:
        """Refused: a question of an unsur whose answers are mostly numbers, of another scale."""
        number = sum(bool(_NUMBER.fullmatch(count_signs(cell_text(v)))) for v in k.content)
        if 2 * number < len(k.content) or self._has_answers(k):
            return None
        return Role(
            k, "salah", reason=OTHER_SCALE, choices=(code,), advice=ADVICE[NOT_FOUR]
        )  # fmt: skip

    def _not_asked(self, k: HeaderColumn) -> Role | None:
        """Time, unit, counters, and what is personal by its look or by how its head begins."""
        rule, text = load_rules("forms"), short(k.header)
        date = [v for v in k.content if read_tahun(v) is not None]
        if date and 2 * len(date) > len(k.content) and not contains(text, ("lahir", "ttl")):
            every = len(date) == len(k.content)
            if text in rule["waktu"] or every:
                return Role(k, "waktu")
        if text in rule["waktu"] and not self._has_answers(k):  # its cells are refused one by one
            return Role(k, "waktu")
        if always_personal(k.header) or is_personal_column(k.content):
            return Role(k, "buang", reason="data pribadi")
        if text in rule["unit"]:
            return Role(k, "unit")
        if text in rule["abaikan"] or starts_with(text, rule["abaikan_awal"]):
            return Role(k, "buang", reason="nomor atau skor")
        return None

    def _has_answers(self, k: HeaderColumn) -> bool:
        """Whether most cells may be answers; of an empty column nobody knows."""
        content = tally(k.content)
        fitting = sum(n for v, n in content if is_answer(v, self.every, self.vocabulary))
        return 2 * fitting >= len(k.content)

    def _ask(self, k: HeaderColumn) -> Role:
        """A column of answers, and the unsur they are about."""
        candidate = find_candidates(without_scale(k.header, self.unsur), self.unsur)
        if wrong := self._wrong_scale(k, candidate or self.unsur):
            return wrong
        text = short(k.header)
        if contains(text, load_rules("forms")["bebas"]) and not contains(text, HANDLES):
            candidate = [
                u for u in candidate if fitting(k.content, u, self.vocabulary) is not False
            ]
        if candidate:
            return self._choose(k, candidate)
        other = self._other(k)
        if other.reason == UNKNOWN and k.content:
            return Role(k, "ragu", "", "pertanyaannya bukan salah satu unsur", self.choices)
        return other

    def _wrong_scale(self, k: HeaderColumn, candidate: Sequence[Unsur]) -> Role | None:
        """Refused where the head says its numbers mean something else; candidate: its unsur."""
        if not candidate or not (cause := check_scale(without_number(k.header), candidate)):
            return None
        reason, code = f"skala angka pada judulnya {cause}", tuple(u.code for u in candidate)
        return Role(k, "salah", reason=reason, choices=code, advice=ADVICE[cause])

    def _choose(self, k: HeaderColumn, candidate: list[Unsur]) -> Role:
        """By the head alone where it is clear; among several by the words of the answers."""
        fitting_by_words = [u for u in candidate if fitting(k.content, u, self.vocabulary)]
        candidate = (
            fitting_by_words if len(candidate) > 1 and len(fitting_by_words) == 1 else candidate
        )
        doubts = contains(short(without_scale(k.header, self.unsur)), load_rules("forms")["ragu"])
        other = not fitting_by_words and any(
            fitting(k.content, u, self.vocabulary) for u in self.unsur
        )
        other = other and not is_graded(k.content)
        if len(candidate) == 1 and not doubts and not other:
            return Role(k, "unsur", candidate[0].code)
        cause = "jawabannya dari unsur lain" if other else "judulnya dapat berarti lain"
        return Role(k, "ragu", "", cause, self.choices)

    def _other(self, k: HeaderColumn) -> Role:
        """No question of the survey: a characteristic, or nothing to be taken."""
        text = short(k.header)
        if trait := find_traits(text):
            if len(trait) > 1:
                return Role(k, "ragu", "", "lebih dari satu ciri", (*trait, DROP))
            return Role(k, "ciri", trait[0])
        reason = header_reason(k.header)
        if not reason and (candidate := find_candidates(k.header, self.unsur)):
            code = tuple(u.code for u in candidate)
            return Role(k, "salah", reason=OTHER_WORDS, choices=code, advice=WRITE_MEANING)
        return Role(k, "buang", reason=reason or UNKNOWN)


def _asked_twice(p: Role) -> Role:
    """One of several columns with the same head, refused by its unsur where it has one."""
    if p.kind == "unsur":
        reason = SEVERAL.format(p.became)
        return replace(p, kind="salah", reason=reason, choices=(p.became,), advice=ONE_COLUMN)
    return replace(p, kind="salah", reason="judul pertanyaan ini ada lebih dari satu")


def _without_personal(p: Role) -> Role:
    """A head that may not be named cannot be asked for."""
    if p.kind == "ragu" and is_personal(p.column.header):
        return replace(p, kind="salah", reason="judulnya memuat nomor, alamat, atau nama")
    return p


def find_candidates(header: str, unsur: Sequence[Unsur]) -> list[Unsur]:
    """The unsur a head may ask for; what stands in brackets at its end says it first."""
    for text in filter(None, (bracket_content(header), header)):
        tidy = short(without_number(text))
        exact = [u for u in unsur if tidy in (short(u.name), short(u.standard_form or ""))]
        if candidate := exact or [u for u in unsur if _mentions(tidy, u)]:
            return candidate
    return []


def _mentions(tidy: str, u: Unsur) -> bool:
    if u.standard_form is None:
        return bool(tidy) and set(short(u.name).split()) <= set(tidy.split())
    rule = next(x for x in load_rules("skm")["unsur"] if x["nama"] == u.standard_form)
    return any(k in tidy for k in (*rule["kata"], *rule["tanya"]))


def find_traits(text: str) -> list[str]:
    """Fields of the characteristics a folded head names."""
    rule = load_rules("forms")
    if exact := [n for n in TRAITS if text in rule["ciri_tepat"].get(n, ())]:
        return exact
    if starts_with(text, rule["pribadi"]) or contains(text, rule["bebas"]):
        return []
    return [n for n in TRAITS if contains(text, rule["ciri"][n])]
