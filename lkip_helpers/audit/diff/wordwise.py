"""Two versions of a text, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:[.,/-]\w+)*|\s+|[^\w\s]")


class Fragment(NamedTuple):
    """A stretch of the text in its two versions; equal where nothing changed."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        return self.old == self.new


def compare_words(old: str, new: str) -> list[Fragment]:
    """The stretches of both texts in order; joined, they give each text again.

    A single space between two changes belongs to the change: a reader sees phrases, not crumbs.
    """
    a, b = _WORD.findall(old), _WORD.findall(new)
    result: list[Fragment] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        one = Fragment("".join(a[i1:i2]), "".join(b[j1:j2]))
        if len(result) > 1 and not one.same and result[-1].same and not result[-1].old.strip():
            gap, initial = result.pop(), result.pop()
            one = Fragment(*("".join(t) for t in zip(initial, gap, one, strict=True)))
        result.append(one)
    return result


def mark(pieces: list[Fragment]) -> str:
    """The text with its changes marked as word diffs do: `[-lama-]{+baru+}`."""
    return "".join(p.old if p.same else _sign(p) for p in pieces)


def _sign(p: Fragment) -> str:
    return (f"[-{p.old}-]" if p.old else "") + (f"{{+{p.new}+}}" if p.new else "")
