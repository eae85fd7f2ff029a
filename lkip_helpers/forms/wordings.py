"""The unsur of the office's own sheet, with every wording of an answer whose value is certain."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lkip_helpers.forms.words import fold, pattern, strip_number
from lkip_helpers.importers.findings import Findings
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.rules import find_unsur, load_rules
from lkip_helpers.schema.sheets import UnsurSkm

JOIN = " dan "
LONG_WORD, SIMILAR = 7, 0.89  # letters; likeness of a word that has one of them wrong


@dataclass(frozen=True)
class Unsur:
    """An element of the service that the survey asks about.

    code, name: as on the sheet; standard: its name in the regulation; scale: folded answer → 1–4;
    explicit: the answers that the sheet itself names.
    """

    code: str
    name: str
    standard: str | None
    scale: Mapping[str, int]
    explicit: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def for_question(self, head: str) -> "Unsur":
        """This unsur as `head` asks for it: without answers whose direction it reverses."""
        rule, text = load_rules("forms"), fold(head)
        if not any(t in text for t in rule["searah"]):
            return self
        drop = set(rule["tanpa_arah"]) - self.explicit
        return replace(self, scale={t: n for t, n in self.scale.items() if t not in drop})

    @property
    def parallel(self) -> bool:
        """Whether "sangat …" is its best answer: such unsur share the meaning of a wording."""
        return any(t.startswith("sangat ") and n == 4 for t, n in self.scale.items())


def answer_key(text: str) -> str:
    """An answer for comparing: "Sopan & ramah" and "sopan, ramah" are "sopan dan ramah".

    A degree counts once: "sangat sopan dan sangat ramah" is "sangat sopan dan ramah".
    """
    words = f" {fold(text)} ".replace(JOIN, " ").split()
    degree = words[0] if words and words[0] in load_rules("forms")["tangga"]["sebelum"] else ""
    return " ".join([*words[:1], *(w for w in words[1:] if w != degree)])


def find_candidates(head: str, unsur: Sequence[Unsur]) -> list[Unsur]:
    """The unsur a head may ask for; a text in brackets at its end counts before the rest."""
    brackets = pattern("kurung").search(head)
    for part in filter(None, (brackets and brackets[1], head)):
        text = fold(strip_number(part))
        exact = [u for u in unsur if text in (fold(u.name), fold(u.standard or ""))]
        texts = (text, _correct_spelling(text))
        if candidates := exact or [u for u in unsur if any(_mentions(t, u) for t in texts)]:
            return candidates
    return []


@lru_cache(maxsize=50_000)
def _correct_spelling(text: str) -> str:
    """A folded head with misspelled words corrected: "prilaku pelaksana"."""
    known = [w for u in load_rules("skm")["unsur"] for w in u["kata"] if len(w) >= LONG_WORD]
    similar = ((w, difflib.get_close_matches(w, known, 1, SIMILAR)) for w in text.split())
    return " ".join(found[0] if found and len(w) >= LONG_WORD else w for w, found in similar)


def _mentions(text: str, unsur: Unsur) -> bool:
    if unsur.standard is None:
        return bool(text) and set(fold(unsur.name).split()) <= set(text.split())
    rule = next(u for u in load_rules("skm")["unsur"] if u["nama"] == unsur.standard)
    return any(phrase in text for phrase in (*rule["kata"], *rule["tanya"]))


def read_unsur(sheet: SheetRows) -> tuple[list[Unsur], list[Finding]]:
    """The rows of the sheet Unsur; faults where there are none or two answers are alike."""
    unsur, findings = [], Findings(UnsurSkm.FILE, UnsurSkm.SHEET)
    for number, record in sheet.rows:
        code, name = (str(record.get(k) or "").strip() for k in ("kode", "unsur"))
        if not (code and name):
            continue
        answers = [answer_key(str(record.get(f"jawaban_{i}") or "")) for i in range(1, 5)]
        given = [a for a in answers if a]
        if len(set(given)) < len(given):
            findings.add("arti_sama", f"A{number}", kode=code)
        standard = find_unsur(name)
        unsur.append(Unsur(code, name, standard, _build_scale(answers, standard), frozenset(given)))
    if not unsur:
        findings.add("tanpa_unsur")
    return unsur, findings.every


def _build_scale(answers: Sequence[str], standard: str | None) -> dict[str, int]:
    """The answers of the sheet, and those of the rules that do not contradict them."""
    scale = {a: n for n, a in enumerate(answers, 1) if a}
    rules = (u for u in load_rules("skm")["unsur"] if u["nama"] == standard)
    for labels in (labels for u in rules for labels in u["label"]):
        other = {answer_key(a): n for n, a in enumerate(labels, 1)}
        if all(scale.get(a, n) == n for a, n in other.items()):
            scale |= other
    return scale


def build_vocabulary(unsur: Sequence[Unsur]) -> frozenset[str]:
    """Every word an answer to a questionnaire may be made of."""
    answers = [a for u in unsur for a in u.scale]
    rules = load_rules("skm")["unsur"]
    answers += [fold(a) for u in rules for labels in u["label"] for a in labels]
    words = {w for a in answers for w in a.split()}
    return frozenset(words | set(load_rules("forms")["kata_jawaban"]) | {"dan"})
