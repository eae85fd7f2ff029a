"""Findings of an import: their words stand in rules/impor.toml, filled with what was met."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.finding import Finding, Level
from lkip_helpers.rules import load_rules

MENTIONED = 12  # cells or rows named for one reason


def tell(
    name: str, file: str, sheet: str = "", cells: str = "", value: Any = "", **met: Any
) -> Finding:
    """The finding of that name; met: what stands in its words by name."""
    words = load_rules("impor")[name]
    message, advice = (words[k].format(**met) for k in ("pesan", "saran"))
    level: Level = words.get("tingkat", "salah")
    return Finding(file, sheet, cells, "" if value is None else str(value), level, message, advice)


@dataclass
class Findings:
    """The findings on one sheet, in the order they are met."""

    file: str
    sheet: str = ""
    every: list[Finding] = field(default_factory=list)

    def add(self, name: str, cells: str = "", value: Any = "", **met: Any) -> None:
        self.every.append(tell(name, self.file, self.sheet, cells, value, **met))

    def add_many(self, name: str, cells: Sequence[str], **met: Any) -> None:
        """One fault with the cells it is in, the first of them named."""
        excess = f" ({len(cells)} sel)" if len(cells) > MENTIONED else ""
        self.add(name, ", ".join(cells[:MENTIONED]), **met, banyak=excess)

    def add_error(self, error: LkipError, cells: str, value: Any = "") -> None:
        """What an error says, which carries its cure."""
        self.every.append(
            Finding(self.file, self.sheet, cells, str(value), "salah", str(error), error.advice)
        )
