"""What each column of a questionnaire is: an unsur, a characteristic, the time, or of no use."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lkip_helpers.forms import words
from lkip_helpers.forms.answers import count_signs, fitting, is_answer, is_graded, tally
from lkip_helpers.forms.scale import ADVICE, NOT_FOUR, check_scale, without_scale
from lkip_helpers.forms.traits import always_personal, header_reason, is_personal_column
from lkip_helpers.forms.wordings import Unsur, find_candidates, vocabulary
from lkip_helpers.forms.words import cell_text, contains, short, starts_with
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.intake.sheet import column_titles
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import is_personal
from lkip_helpers.schema.sheets import Respondents

DROP, UNKNOWN = "buang", "tidak dikenal"
OTHER_SCALE = "jawabannya angka skala lain, bukan 1 sampai 4"
OTHER_WORDS = "isinya bukan kata jawaban yang dikenal"
HANDLES = ("penanganan", "pengaduan")
SEVERAL = "{} ditanyakan lebih dari satu kali"
COMPLETE = "bukan jawaban unsur; setiap unsur sudah punya kolom"
ONE_COLUMN = (
    "sisakan satu pertanyaan setiap unsur pada berkas ekspor; nilai beberapa pertanyaan tidak "
    "dirata-ratakan"
)
WRITE_MEANING = "tulis arti jawabannya pada lembar Unsur, kolom jawaban 1 sampai 4, lalu impor lagi"
_NUMBER = re.compile(r"\d{1,3}([.,]\d+)?")
TRAITS = {n: j for n, j in column_titles(Respondents).items() if n != "responden"}
Kind = Literal["unsur", "ciri", "waktu", "unit", "buang", "ragu", "salah"]


@dataclass(frozen=True)
class HeaderColumn:
    """One column: number from 1, head, and its filled cells."""

    number: int
    head: str
    cells: list[Any]


@dataclass(frozen=True)
class Role:
    """became: kode of the unsur or field; reason: why it is left out, asked for or refused.

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


def refuse_several(column: HeaderColumn, code: str) -> Role:
    """One of several columns that ask about one unsur."""
    return Role(column, "salah", "", SEVERAL.format(code), (code,), advice=ONE_COLUMN)


class Judge:
    """Judges the columns of one sheet."""

    def __init__(self, unsur: Sequence[Unsur], mapping: OfficeMapping) -> None:
        self.unsur, self.mapping = unsur, mapping
        self.vocabulary = vocabulary(unsur)
        self.every = {k: n for u in unsur for k, n in u.scale.items()}
        self.choices = (*(u.code for u in unsur), DROP)

    def judge(self, columns: Sequence[HeaderColumn], coded: Mapping[int, Role]) -> list[Role]:
        """The role of each; what two columns claim is doubtful, or wrong where they read alike.

        coded: what columns with a code for a head are, by number.
        """
        same = Counter(short(k.head) for k in columns)
        roles = [self._judge_one(k, coded.get(k.number), same[short(k.head)]) for k in columns]
        claims: dict[str, list[Role]] = defaultdict(list)
        for p in roles:
            if p.kind in ("unsur", "ciri"):
                claims[p.became].append(p)
        doubled = [m[0] for m in claims.values() if len(m) > 1 and not any(p.explicit for p in m)]
        many = sum(p.kind == "unsur" for p in doubled) > 1
        roles = [
            self._settle(p, claims[p.became], many=many) if p in claims.get(p.became, ()) else p
            for p in roles
        ]
        return self._drop_excess(roles)

    def _judge_one(self, k: HeaderColumn, coded: Role | None, same: int) -> Role:
        """The role of a column by itself; a head that may not be named cannot be asked for."""
        p = self._tell(k, coded)
        if p.kind == "ragu" and is_personal(k.head):
            p = replace(p, kind="salah", reason="judulnya memuat nomor, alamat, atau nama")
        if p.kind == "unsur" and same > 1:
            return refuse_several(k, p.became)
        if p.kind in ("ciri", "ragu") and same > 1:
            return replace(p, kind="salah", reason="judul pertanyaan ini ada lebih dari satu")
        return p

    def _settle(self, p: Role, claims: Sequence[Role], *, many: bool) -> Role:
        """One column for each unsur and characteristic: of a second one it is asked whether."""
        if len(claims) == 1 or p.explicit:
            return p
        reason = f"ada kolom lain untuk {p.became}"
        if any(other.explicit for other in claims):
            return replace(p, kind="buang", became="", reason=reason)
        if many and p.kind == "unsur":
            return refuse_several(p.column, p.became)
        if p is claims[0]:
            return p
        return replace(p, kind="ragu", reason=reason, choices=(p.became, DROP))

    def _drop_excess(self, roles: Sequence[Role]) -> list[Role]:
        """What is no question of the survey for certain, once every unsur has its column."""
        found = {p.became for p in roles if p.kind == "unsur"}
        complete = found == {u.code for u in self.unsur}
        return [
            replace(p, kind="buang", reason=COMPLETE)
            if (p.kind == "ragu" and complete and p.choices == self.choices)
            or (p.reason in (OTHER_SCALE, OTHER_WORDS) and found.issuperset(p.choices))
            else p
            for p in roles
        ]

    def _tell(self, k: HeaderColumn, coded: Role | None) -> Role:
        if not k.head:
            return Role(k, "buang", reason="kolom tanpa judul")
        if answer := self.mapping.search("forms", "kepala", k.head, (*self.choices, *TRAITS)):
            kind: Kind = "buang" if answer == DROP else "ciri" if answer in TRAITS else "unsur"
            if wrong := self._wrong_scale(k, [u for u in self.unsur if u.code == answer]):
                return wrong
            became = answer if kind != "buang" else ""
            return Role(k, kind, became, "menurut padanan.toml", explicit=True)
        if coded:
            return self._other_scale(k, coded.became) or coded
        return self._tell_by_look(k) or self._tell_by_cells(k)

    def _tell_by_cells(self, k: HeaderColumn) -> Role:
        """Answers, numbers of another scale, or something else."""
        if self._has_answers(k):
            return self._ask(k)
        candidates = find_candidates(without_scale(k.head, self.unsur), self.unsur)
        other = self._other_scale(k, candidates[0].code) if len(candidates) == 1 else None
        return other or self._other(k)

    def _other_scale(self, k: HeaderColumn, code: str) -> Role | None:
        """Refused: a question of an unsur whose answers are mostly numbers, of another scale."""
        numbers = sum(bool(_NUMBER.fullmatch(count_signs(cell_text(v)))) for v in k.cells)
        if 2 * numbers < len(k.cells) or self._has_answers(k):
            return None
        return Role(k, "salah", "", OTHER_SCALE, (code,), advice=ADVICE[NOT_FOUR])

    def _tell_by_look(self, k: HeaderColumn) -> Role | None:
        """Time, unit, counters, and what is personal by its look or by how its head begins."""
        rule, text = load_rules("forms"), short(k.head)
        dates = sum(words.read_tahun(v) is not None for v in k.cells)
        dated = 2 * dates > len(k.cells) and not contains(text, ("lahir", "ttl"))
        known = text in rule["waktu"]
        if (dated and (known or dates == len(k.cells))) or (known and not self._has_answers(k)):
            return Role(k, "waktu")  # its cells are refused one by one
        if always_personal(k.head) or is_personal_column(k.cells):
            return Role(k, "buang", reason="data pribadi")
        if text in rule["unit"]:
            return Role(k, "unit")
        if text in rule["abaikan"] or starts_with(text, rule["abaikan_awal"]):
            return Role(k, "buang", reason="nomor atau skor")
        return None

    def _has_answers(self, k: HeaderColumn) -> bool:
        """Whether most cells may be answers; of an empty column nobody knows."""
        fits = sum(n for v, n in tally(k.cells) if is_answer(v, self.every, self.vocabulary))
        return 2 * fits >= len(k.cells)

    def _ask(self, k: HeaderColumn) -> Role:
        """A column of answers, and the unsur they are about."""
        candidates = find_candidates(without_scale(k.head, self.unsur), self.unsur)
        if wrong := self._wrong_scale(k, candidates or self.unsur):
            return wrong
        text = short(k.head)
        if contains(text, load_rules("forms")["bebas"]) and not contains(text, HANDLES):
            candidates = [
                u for u in candidates if fitting(k.cells, u, self.vocabulary) is not False
            ]
        if candidates:
            return self._choose(k, candidates)
        other = self._other(k)
        if other.reason == UNKNOWN and k.cells:
            return Role(k, "ragu", "", "pertanyaannya bukan salah satu unsur", self.choices)
        return other

    def _wrong_scale(self, k: HeaderColumn, candidates: Sequence[Unsur]) -> Role | None:
        """Refused where the head says its numbers mean something else; candidates: its unsur."""
        if not candidates or not (cause := check_scale(words.without_number(k.head), candidates)):
            return None
        reason, codes = f"skala angka pada judulnya {cause}", tuple(u.code for u in candidates)
        return Role(k, "salah", "", reason, codes, advice=ADVICE[cause])

    def _choose(self, k: HeaderColumn, candidates: list[Unsur]) -> Role:
        """By the head alone where it is clear; among several by the words of the answers."""
        worded = [u for u in candidates if fitting(k.cells, u, self.vocabulary)]
        if len(worded) == 1:
            candidates = worded
        doubted = contains(short(without_scale(k.head, self.unsur)), load_rules("forms")["ragu"])
        foreign = not worded and any(fitting(k.cells, u, self.vocabulary) for u in self.unsur)
        foreign = foreign and not is_graded(k.cells)
        if len(candidates) == 1 and not doubted and not foreign:
            return Role(k, "unsur", candidates[0].code)
        cause = "jawabannya dari unsur lain" if foreign else "judulnya dapat berarti lain"
        return Role(k, "ragu", "", cause, self.choices)

    def _other(self, k: HeaderColumn) -> Role:
        """No question of the survey: a characteristic, or nothing to be taken."""
        if traits := find_traits(short(k.head)):
            if len(traits) > 1:
                return Role(k, "ragu", "", "lebih dari satu ciri", (*traits, DROP))
            return Role(k, "ciri", traits[0])
        reason = header_reason(k.head)
        if not reason and (candidates := find_candidates(k.head, self.unsur)):
            codes = tuple(u.code for u in candidates)
            return Role(k, "salah", "", OTHER_WORDS, codes, advice=WRITE_MEANING)
        return Role(k, "buang", reason=reason or UNKNOWN)


def find_traits(text: str) -> list[str]:
    """Fields of the characteristics a folded head names."""
    rule = load_rules("forms")
    if exact := [n for n in TRAITS if text in rule["ciri_tepat"].get(n, ())]:
        return exact
    if starts_with(text, rule["pribadi"]) or contains(text, rule["bebas"]):
        return []
    return [n for n in TRAITS if contains(text, rule["ciri"][n])]
