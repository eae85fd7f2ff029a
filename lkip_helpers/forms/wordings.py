"""The unsur of the office's own sheet, with every wording of their answers that is certain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lkip_helpers.forms.words import short
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import SheetRows
from lkip_helpers.rules import find_unsur, load_rules
from lkip_helpers.schema.survey import UnsurSkm

JOIN = " dan "


@dataclass(frozen=True)
class Unsur:
    """code, name: as on the sheet; standard_form: unsur of the regulation; scale: answer → 1–4.

    explicit: the answers the sheet itself names.
    """

    code: str
    name: str
    standard_form: str | None
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
    """An answer for comparing: "Sopan & ramah" and "sopan, ramah" are "sopan dan ramah"."""
    return f" {short(text)} ".replace(JOIN, " ").strip()


def list_unsur(parsed: SheetRows) -> tuple[list[Unsur], list[Finding]]:
    """The rows of the sheet Unsur; faults where there are none or their answers cannot be told."""
    unsur, findings = [], []
    for ordinal, record in parsed.rows:
        code, name = str(record.get("kode") or "").strip(), str(record.get("unsur") or "").strip()
        if not (code and name):
            continue
        explicit = [answer_key(str(record.get(f"jawaban_{i}") or "")) for i in range(1, 5)]
        content = [t for t in explicit if t]
        if len(set(content)) < len(content):
            findings.append(
                _wrong(f"arti jawaban {code} ada yang sama", "bedakan keempatnya", ordinal)
            )
        standard_form = find_unsur(name)
        unsur.append(
            Unsur(code, name, standard_form, _scale(explicit, standard_form), frozenset(content))
        )
    if not unsur:
        findings.append(_wrong("tidak memuat satu unsur pun", "isi kode dan nama setiap unsur", 0))
    return unsur, findings


def _wrong(message: str, advice: str, ordinal: int) -> Finding:
    cells = f"A{ordinal}" if ordinal else ""
    return Finding(UnsurSkm.FILE, UnsurSkm.SHEET, cells, "", "salah", message, advice)


def _scale(explicit: Sequence[str], standard_form: str | None) -> dict[str, int]:
    """The sheet's words first; those of the rules only where they do not contradict them."""
    scale = {t: i for i, t in enumerate(explicit, 1) if t}
    for label in _label(standard_form):
        other = {answer_key(t): i for i, t in enumerate(label, 1)}
        if all(scale.get(t, i) == i for t, i in other.items()):
            scale |= other
    return scale


def _label(standard_form: str | None) -> Iterator[Any]:
    return (x for u in load_rules("skm")["unsur"] if u["nama"] == standard_form for x in u["label"])


def vocabulary(unsur: Sequence[Unsur]) -> frozenset[str]:
    """Every word an answer to a questionnaire may be made of."""
    every = [k for u in unsur for k in u.scale]
    every += [short(t) for u in load_rules("skm")["unsur"] for x in u["label"] for t in x]
    words = {k for text in every for k in text.split()}
    return frozenset(words | set(load_rules("forms")["kata_jawaban"]) | {"dan"})
