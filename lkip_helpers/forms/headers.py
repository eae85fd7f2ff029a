"""The role of each column of a questionnaire: an unsur, a characteristic, the time, or none."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lkip_helpers.forms import traits, words
from lkip_helpers.forms.answers import count_cells, fits_scale, is_answer, is_graded, read_symbols
from lkip_helpers.forms.scale import ADVICE, NOT_FOUR, check_scale, strip_scale
from lkip_helpers.forms.wordings import Unsur, build_vocabulary, find_candidates
from lkip_helpers.forms.words import cell_text, contains, fold, starts_with
from lkip_helpers.importers.mapping import OfficeMapping
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.cells import is_personal
from lkip_helpers.schema.sheets import Respondents

DROP, UNKNOWN = "buang", "tidak dikenal"
OTHER_SCALE = "jawabannya angka skala lain, bukan 1 sampai 4"
MEANS = "isinya rata-rata, bukan jawaban seorang responden"
OTHER_WORDS = "isinya bukan kata jawaban yang dikenal"
COMPLAINT_WORDS = ("penanganan", "pengaduan")
REPEATED = "{} ditanyakan lebih dari satu kali"
COMPLETE = "bukan jawaban unsur; setiap unsur sudah punya kolom"
NO_ANSWERS = (OTHER_SCALE, MEANS)
_NUMBER = re.compile(r"\d{1,3}([.,]\d+)?")
TRAITS = {n: title for n, title in Respondents.list_titles().items() if n != "responden"}
Kind = Literal["unsur", "ciri", "waktu", "unit", "buang", "ragu", "salah"]


@dataclass(frozen=True)
class HeaderColumn:
    """One column: number from 1, head with its address, and its filled cells."""

    number: int
    head: str
    cell: str
    cells: list[Any]


@dataclass(frozen=True)
class Role:
    """What a column holds: answers about an unsur, a characteristic, the time, or nothing to keep.

    key: kode of the unsur, or field. reason: why it is left out, asked about or refused. choices:
    what it may become. explicit: the office said so in padanan.toml. advice: the cure of a refusal.
    """

    column: HeaderColumn
    kind: Kind
    key: str = ""
    reason: str = ""
    choices: tuple[str, ...] = ()
    explicit: bool = False
    advice: str = "bedakan judulnya atau hapus kolom yang bukan pertanyaan survei"


def refuse(column: HeaderColumn, reason: str, *codes: str, cause: str = "") -> Role:
    """A column refused; codes: the unsur it is about, cause: that of the cure, if not `reason`."""
    return Role(column, "salah", "", reason, codes, advice=ADVICE[cause or reason])


class Classifier:
    """Finds the roles of the columns of one sheet."""

    def __init__(self, unsur: Sequence[Unsur], mapping: OfficeMapping) -> None:
        self.unsur, self.mapping = unsur, mapping
        self.vocabulary = build_vocabulary(unsur)
        self.scale = {a: n for u in unsur for a, n in u.scale.items()}
        self.choices = (*(u.code for u in unsur), DROP)

    def classify(self, columns: Sequence[HeaderColumn], coded: Mapping[int, Role]) -> list[Role]:
        """The role of each; what two columns claim is doubtful, or wrong where they read alike.

        coded: the roles of columns headed by a code, by number.
        """
        found = [self._find_role(c, coded.get(c.number)) for c in columns]
        times = Counter(fold(r.column.head) for r in found if r.reason not in NO_ANSWERS)
        roles = [self._check_head(r, times[fold(r.column.head)]) for r in found]
        claims: dict[str, list[Role]] = defaultdict(list)
        for role in roles:
            if role.kind in ("unsur", "ciri"):
                claims[role.key].append(role)
        contested = [m[0] for m in claims.values() if len(m) > 1 and not any(r.explicit for r in m)]
        many = sum(r.kind == "unsur" for r in contested) > 1
        roles = [self._settle(r, claims.get(r.key, ()), many=many) for r in roles]
        return self._drop_superfluous(roles)

    def _check_head(self, role: Role, times: int) -> Role:
        """A role, refused by its head; times: how many columns have the same one."""
        if role.kind == "ragu" and is_personal(role.column.head):
            role = replace(role, kind="salah", reason="judulnya memuat nomor, alamat, atau nama")
        if role.kind == "unsur" and times > 1:
            return refuse(role.column, REPEATED, role.key)
        if role.kind in ("ciri", "ragu") and times > 1:
            return replace(role, kind="salah", reason="judul pertanyaan ini ada lebih dari satu")
        return role

    def _settle(self, role: Role, claims: Sequence[Role], *, many: bool) -> Role:
        """One column for each unsur and characteristic; a second is doubtful, or refused (many)."""
        if len(claims) < 2 or role.explicit:
            return role
        reason = f"ada kolom lain untuk {role.key}"
        if any(other.explicit for other in claims):
            return replace(role, kind="buang", key="", reason=reason)
        if many and role.kind == "unsur":
            return refuse(role.column, REPEATED, role.key)
        if role is claims[0]:
            return role
        return replace(role, kind="ragu", reason=reason, choices=(role.key, DROP))

    def _drop_superfluous(self, roles: Sequence[Role]) -> list[Role]:
        """The roles, those dropped that cannot be of the survey once every unsur has its column."""
        found = {r.key for r in roles if r.kind == "unsur"}
        complete = found == {u.code for u in self.unsur}
        return [
            replace(r, kind="buang", reason=COMPLETE)
            if (r.kind == "ragu" and complete and r.choices == self.choices)
            or (r.reason in (*NO_ANSWERS, OTHER_WORDS) and found.issuperset(r.choices))
            else r
            for r in roles
        ]

    def _find_role(self, column: HeaderColumn, coded: Role | None) -> Role:
        if not column.head:
            return Role(column, "buang", reason="kolom tanpa judul")
        if answer := self.mapping.search("forms", "kepala", column.head, (*self.choices, *TRAITS)):
            kind: Kind = "buang" if answer == DROP else "ciri" if answer in TRAITS else "unsur"
            if wrong := self._wrong_scale(column, [u for u in self.unsur if u.code == answer]):
                return wrong
            key = answer if kind != "buang" else ""
            return Role(column, kind, key, "menurut padanan.toml", explicit=True)
        if coded:
            return self._other_scale(column, coded.key) or coded
        return self._find_by_head(column) or self._find_by_cells(column)

    def _find_by_cells(self, column: HeaderColumn) -> Role:
        """Answers, numbers of another scale, or something else."""
        candidates = find_candidates(strip_scale(column.head, self.unsur), self.unsur)
        if self._has_answers(column):
            return self._find_unsur(column, candidates)
        other = self._other_scale(column, candidates[0].code) if len(candidates) == 1 else None
        return other or self._find_trait(column)

    def _other_scale(self, column: HeaderColumn, code: str) -> Role | None:
        """A refusal of a question of an unsur whose answers are mostly numbers of another scale."""
        numbers = [m for v in column.cells if (m := _NUMBER.fullmatch(read_symbols(cell_text(v))))]
        if 2 * len(numbers) < len(column.cells) or self._has_answers(column):
            return None
        if 2 * sum(1 < float(m[0].replace(",", ".")) < 4 for m in numbers) > len(numbers):
            return refuse(column, MEANS, code)
        return refuse(column, OTHER_SCALE, code, cause=NOT_FOUR)

    def _find_by_head(self, column: HeaderColumn) -> Role | None:
        """The time, a unit, a counter, or personal data by its cells or how its head begins."""
        rule, text = load_rules("forms"), fold(column.head)
        dates = sum(words.read_tahun(v) is not None for v in column.cells)
        dated = 2 * dates > len(column.cells) and not contains(text, ("lahir", "ttl"))
        known = text in rule["waktu"]
        named = find_traits(text) or find_candidates(column.head, self.unsur)
        is_time = dated and (known or (dates == len(column.cells) and not named))
        if is_time or (known and not named and not self._has_answers(column)):
            return Role(column, "waktu")  # its cells are refused one by one
        if known and not column.cells:  # "Last modified time" of Microsoft Forms
            return Role(column, "buang", reason="kosong")
        if traits.is_always_personal(column.head) or traits.is_personal_column(column.cells):
            return Role(column, "buang", reason=traits.PERSONAL)
        if text in rule["unit"]:
            return Role(column, "unit")
        ignored = text in rule["abaikan"] or starts_with(text, rule["abaikan_awal"])
        if ignored or (text in rule["rekap"] and not named):
            return Role(column, "buang", reason="nomor atau skor" if ignored else UNKNOWN)
        return None

    def _has_answers(self, column: HeaderColumn) -> bool:
        """Whether at least half the cells may be answers; those of an empty column may be."""
        times = count_cells(column.cells)
        answers = sum(n for v, n in times if is_answer(v, self.scale, self.vocabulary))
        return 2 * answers >= len(column.cells)

    def _find_unsur(self, column: HeaderColumn, candidates: list[Unsur]) -> Role:
        """The role of a column of answers: the unsur they are about, or a doubt."""
        if wrong := self._wrong_scale(column, candidates or self.unsur):
            return wrong
        text = fold(column.head)
        if contains(text, load_rules("forms")["bebas"]) and not contains(text, COMPLAINT_WORDS):
            matches = ((u, self._matches(column, u)) for u in candidates if column.cells)
            candidates = [u for u, match in matches if match is not False]
        if candidates:
            return self._choose(column, candidates)
        other = self._find_trait(column)
        if other.reason == UNKNOWN and column.cells:
            return Role(column, "ragu", "", "pertanyaannya bukan salah satu unsur", self.choices)
        return other

    def _matches(self, column: HeaderColumn, unsur: Unsur) -> bool | None:
        return fits_scale(column.cells, unsur, self.vocabulary)

    def _wrong_scale(self, column: HeaderColumn, candidates: Sequence[Unsur]) -> Role | None:
        """A refusal where the head says its numbers mean something else; candidates: its unsur."""
        if candidates and (cause := check_scale(words.strip_number(column.head), candidates)):
            codes = (u.code for u in candidates)
            return refuse(column, f"skala angka pada judulnya {cause}", *codes, cause=cause)
        return None

    def _choose(self, column: HeaderColumn, candidates: list[Unsur]) -> Role:
        """By the head alone where it is clear; among several by the words of the answers."""
        matching = [u for u in candidates if self._matches(column, u)]
        if len(matching) == 1:
            candidates = matching
        doubtful = contains(fold(strip_scale(column.head, self.unsur)), load_rules("forms")["ragu"])
        other = not matching and any(self._matches(column, u) for u in self.unsur)
        other = other and not is_graded(column.cells)
        if len(candidates) == 1 and not doubtful and not other:
            return Role(column, "unsur", candidates[0].code)
        cause = "jawabannya dari unsur lain" if other else "judulnya dapat berarti lain"
        return Role(column, "ragu", "", cause, self.choices)

    def _find_trait(self, column: HeaderColumn) -> Role:
        """The role of a column that asks about no unsur: a characteristic, or none."""
        if named := find_traits(fold(column.head)):
            if len(named) > 1:
                return Role(column, "ragu", "", "lebih dari satu ciri", (*named, DROP))
            return Role(column, "ciri", named[0])
        reason = traits.find_drop_reason(column.head)
        if not reason and (candidates := find_candidates(column.head, self.unsur)):
            return refuse(column, OTHER_WORDS, *(u.code for u in candidates))
        return Role(column, "buang", reason=reason or UNKNOWN)


def find_traits(text: str) -> list[str]:
    """Fields of the characteristics a folded head names."""
    rule = load_rules("forms")
    if exact := [n for n in TRAITS if text in rule["ciri_tepat"].get(n, ())]:
        return exact
    if starts_with(text, rule["pribadi"]) or contains(text, rule["bebas"]):
        return []
    return [n for n in TRAITS if contains(text, rule["ciri"][n])]
