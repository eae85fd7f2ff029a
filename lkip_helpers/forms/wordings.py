"""The unsur of the office's own sheet, with every wording of their answers that is certain."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from lkip_helpers.forms.words import _BRACKETS, short, without_number
from lkip_helpers.importers.findings import Findings
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import SheetRows
from lkip_helpers.rules import find_unsur, load_rules
from lkip_helpers.schema.sheets import UnsurSkm

JOIN = " dan "
LONG_WORD, NEAR = 7, 0.89  # letters, and how like another a word is that has a letter amiss


@dataclass(frozen=True)
class Unsur:
    """code, name: as on the sheet; standard: unsur of the regulation; scale: answer → 1–4.

    explicit: the answers the sheet itself names.
    """

    code: str
    name: str
    standard: str | None
    scale: Mapping[str, int]
    explicit: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def meant_for(self, header: str) -> "Unsur":
        """This unsur as `header` asks for it: without answers whose direction it turns round."""
        rule, tidy = load_rules("forms"), short(header)
        if not any(k in tidy for k in rule["searah"]):
            return self
        drop = set(rule["tanpa_arah"]) - self.explicit
        return replace(self, scale={k: n for k, n in self.scale.items() if k not in drop})

    @property
    def parallel(self) -> bool:
        """Whether "sangat …" is its best answer: then a common wording may mean the same."""
        return any(k.startswith("sangat ") and n == 4 for k, n in self.scale.items())


def answer_key(text: str) -> str:
    """An answer for comparing: "Sopan & ramah" and "sopan, ramah" are "sopan dan ramah".

    A degree counts once: "sangat sopan dan sangat ramah" is "sangat sopan dan ramah".
    """
    words = f" {short(text)} ".replace(JOIN, " ").split()
    again = words[0] if words and words[0] in load_rules("forms")["tangga"]["sebelum"] else ""
    return " ".join([*words[:1], *(w for w in words[1:] if w != again)])


def find_candidates(head: str, unsur: Sequence[Unsur]) -> list[Unsur]:
    """The unsur a head may ask for; what stands in brackets at its end says it first."""
    square = _BRACKETS.search(head)
    for text in filter(None, (square and square[1], head)):
        tidy = short(without_number(text))
        exact = [u for u in unsur if tidy in (short(u.name), short(u.standard or ""))]
        spelt = _correct(tidy)
        if candidates := exact or [u for u in unsur if _mentions(tidy, u) or _mentions(spelt, u)]:
            return candidates
    return []


@lru_cache(maxsize=50_000)
def _correct(tidy: str) -> str:
    """A head with its slips of the keyboard mended: "prilaku pelaksana"."""
    known = [k for u in load_rules("skm")["unsur"] for k in u["kata"] if len(k) >= LONG_WORD]
    near = ((w, difflib.get_close_matches(w, known, 1, NEAR)) for w in tidy.split())
    return " ".join(found[0] if found and len(w) >= LONG_WORD else w for w, found in near)


def _mentions(tidy: str, u: Unsur) -> bool:
    if u.standard is None:
        return bool(tidy) and set(short(u.name).split()) <= set(tidy.split())
    rule = next(x for x in load_rules("skm")["unsur"] if x["nama"] == u.standard)
    return any(k in tidy for k in (*rule["kata"], *rule["tanya"]))


def list_unsur(sheet: SheetRows) -> tuple[list[Unsur], list[Finding]]:
    """The rows of the sheet Unsur; faults where there are none or their answers cannot be told."""
    unsur, findings = [], Findings(UnsurSkm.FILE, UnsurSkm.SHEET)
    for number, record in sheet.rows:
        code, name = (str(record.get(k) or "").strip() for k in ("kode", "unsur"))
        if not (code and name):
            continue
        answers = [answer_key(str(record.get(f"jawaban_{i}") or "")) for i in range(1, 5)]
        given = [t for t in answers if t]
        if len(set(given)) < len(given):
            findings.add("arti_sama", f"A{number}", kode=code)
        standard = find_unsur(name)
        unsur.append(Unsur(code, name, standard, _scale(answers, standard), frozenset(given)))
    if not unsur:
        findings.add("tanpa_unsur")
    return unsur, findings.every


def _scale(answers: Sequence[str], standard: str | None) -> dict[str, int]:
    """The sheet's words first; those of the rules only where they do not contradict them."""
    scale = {t: i for i, t in enumerate(answers, 1) if t}
    labels = (x for u in load_rules("skm")["unsur"] if u["nama"] == standard for x in u["label"])
    for label in labels:
        other = {answer_key(t): i for i, t in enumerate(label, 1)}
        if all(scale.get(t, i) == i for t, i in other.items()):
            scale |= other
    return scale


def vocabulary(unsur: Sequence[Unsur]) -> frozenset[str]:
    """Every word an answer to a questionnaire may be made of."""
    every = [k for u in unsur for k in u.scale]
    every += [short(t) for u in load_rules("skm")["unsur"] for x in u["label"] for t in x]
    words = {k for text in every for k in text.split()}
    return frozenset(words | set(load_rules("forms")["kata_jawaban"]) | {"dan"})
