"""Polaritas: how a target is meant. Each is one entry of `rumus` in capaian.toml."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.rules import load_rules
from lkip_helpers.rules.expression import calculate_named, iter_operands, parse_formula

PLAIN = "angka"
_PRINTED = {"target_atas": "target"}


@dataclass(frozen=True)
class Polaritas:
    """One entry of the rule file; its formulas use target, target_atas and realisasi.

    rumus: the capaian in percent. teks: the same as it is printed, where words say it better.
    sisa: what is missing to the target, in its own unit; "" where that cannot be computed.
    bukan_nol: what must not be zero. bentuk: how its targets are written: a plain number (angka),
    a range (rentang) or letters (predikat). isian: what one must know to choose it.
    """

    name: str
    rumus: str
    arti: str
    isian: str
    sumber: str
    bukan_nol: tuple[str, ...]
    teks: str = ""
    sisa: str = ""
    bentuk: str = PLAIN

    @property
    def text(self) -> str:
        """The formula as it is printed."""
        return self.teks or self.rumus

    @property
    def rule(self) -> str:
        """Its key for cite_rule."""
        return f"capaian.rumus.{self.name}"

    def obstacle(self, values: Mapping[str, float]) -> str | None:
        """Why these values give no capaian; None where they give one."""
        names = (o.name for o in iter_operands(parse_formula(self.rumus)))
        order = sorted(dict.fromkeys(["target", *names, "realisasi"]), key=list(values).index)
        empty = (f"{_PRINTED.get(n, n)} belum diisi" for n in order if math.isnan(values[n]))
        zero = (f"{_PRINTED.get(n, n)} nol" for n in self.bukan_nol if values[n] == 0)
        known = not math.isnan(calculate_named(parse_formula(self.rumus), values))
        return next(empty, None if known else next(zero, None))

    def capaian(self, values: Mapping[str, float]) -> float:
        """Percent, unrounded; NaN where there is an obstacle."""
        if self.obstacle(values):
            return math.nan
        return float(calculate_named(parse_formula(self.rumus), values))

    def remainder(self, values: Mapping[str, float]) -> float:
        """What is missing to the target, in its own unit: 0 if reached, NaN if unknown."""
        if not self.sisa:
            return math.nan
        distance = float(calculate_named(parse_formula(self.sisa), values))
        return distance if math.isnan(distance) else max(0.0, distance)

    def formula(self, **columns: str) -> str:
        """The formula with the columns of a table for its names, as in `target="standar"`.

        "" where the table shows targets in another form than their numbers.
        """
        if self.bentuk != PLAIN:
            return ""
        return re.sub(r"\w+", lambda m: columns.get(m[0], m[0]), self.rumus)


@cache
def list_polaritas() -> dict[str, Polaritas]:
    """Every polaritas of the rules by its name."""
    entries: dict[str, dict[str, Any]] = load_rules("capaian")["rumus"]
    return {
        name: Polaritas(name, **{**entry, "bukan_nol": tuple(entry["bukan_nol"])})
        for name, entry in entries.items()
    }


def load_polaritas(name: str) -> Polaritas:
    """The polaritas of that name. Raises InvalidArgument."""
    if name not in (known := list_polaritas()):
        raise InvalidArgument(f"Polaritas {name!r} tidak dikenal: {', '.join(known)}")
    return known[name]
