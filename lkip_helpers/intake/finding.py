"""A finding: what is wrong, where, and how to mend it."""

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from lkip_helpers.errors import LkipError
from lkip_helpers.rules import load_rules

Level = Literal["salah", "belum", "peringatan", "catatan"]
COUNTED: dict[Level, str] = {
    "salah": "kesalahan", "peringatan": "peringatan", "catatan": "catatan",
    "belum": "hal belum diisi",
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """A fault (salah), a thing to fill in (belum), a doubt, or what is said to be unknown."""

    berkas: str
    lembar: str
    sel: str
    value: str
    tingkat: Level
    pesan: str
    saran: str

    @property
    def is_blocking(self) -> bool:
        """Whether this stops any report; a doubt only prevents a final one, a note neither."""
        return self.tingkat in ("salah", "belum")

    @property
    def is_open(self) -> bool:
        """Whether this keeps a report from being final."""
        return self.tingkat != "catatan"

    @property
    def place(self) -> str:
        """File › sheet › cell, as far as they are known."""
        return " › ".join(filter(None, (self.berkas, self.lembar, self.sel)))

    def __str__(self) -> str:
        return self.describe_at(self.place)

    def describe_at(self, place: str) -> str:
        """What is wrong and how to mend it, after `place`, which may be empty."""
        end = "" if self.saran.endswith(("?", "!", ".")) else "."
        return f"{place}{': ' * bool(place)}{self.pesan}; {self.saran}{end}"

    def to_json(self) -> dict[str, Any]:
        """Its fields under the names that other programs know."""
        return {"nilai" if name == "value" else name: v for name, v in asdict(self).items()}


def count_findings(findings: list[Finding], *always: Level) -> str:
    """How many findings of each level; always: those named too where there are none."""
    counts = Counter(f.tingkat for f in findings)
    return ", ".join(f"{counts[k]} {v}" for k, v in COUNTED.items() if counts[k] or k in always)


def make_finding(
    rules: str, name: str, file: str, sheet: str = "", cell: str = "", value: Any = "", **words: Any
) -> Finding:
    """The finding `name` of a rule file; words: what its message and advice are filled with."""
    entry = load_rules(rules)[name]
    message, advice = (entry[k].format(**words) for k in ("pesan", "saran"))
    level: Level = entry.get("tingkat", "salah")
    return Finding(file, sheet, cell, "" if value is None else str(value), level, message, advice)


class UnreadableFile(LkipError):
    """A raw file that is missing, encrypted, damaged or beyond the limits.

    finding: the error as a finding, with the sheet and the line or cell where they are known.
    """

    def __init__(
        self, file: Path, message: str, advice: str, sheet: str = "", location: str = ""
    ) -> None:
        super().__init__(message, advice)
        self.finding = Finding(file.name, sheet, location, "", "salah", message, advice)
