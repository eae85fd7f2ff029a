"""Two versions of a text, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_KATA = re.compile(r"\w+(?:[.,/-]\w+)*|\s+|[^\w\s]")


class Potongan(NamedTuple):
    """A stretch of the text in its two versions; equal where nothing changed."""

    lama: str
    baru: str

    @property
    def sama(self) -> bool:
        return self.lama == self.baru


def compare_kata(lama: str, baru: str) -> list[Potongan]:
    """The stretches of both texts in order; joined, they give each text again.

    A single space between two changes belongs to the change: a reader sees phrases, not crumbs.
    """
    a, b = _KATA.findall(lama), _KATA.findall(baru)
    hasil: list[Potongan] = []
    for _, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        satu = Potongan("".join(a[i1:i2]), "".join(b[j1:j2]))
        if len(hasil) > 1 and not satu.sama and hasil[-1].sama and not hasil[-1].lama.strip():
            sela, awal = hasil.pop(), hasil.pop()
            satu = Potongan(*("".join(t) for t in zip(awal, sela, satu, strict=True)))
        hasil.append(satu)
    return hasil


def tandai(potongan: list[Potongan]) -> str:
    """The text with its changes marked as word diffs do: `[-lama-]{+baru+}`."""
    return "".join(p.lama if p.sama else _tanda(p) for p in potongan)


def _tanda(p: Potongan) -> str:
    return (f"[-{p.lama}-]" if p.lama else "") + (f"{{+{p.baru}+}}" if p.baru else "")
