"""The head of a budget export as it is understood: its columns and what each of them is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any

from lkip_helpers.importers.findings import Match
from lkip_helpers.intake.sheet import column_titles
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.sheets import Dpa
from lkip_helpers.sipd import roles
from lkip_helpers.sipd.codes import tidy_text
from lkip_helpers.sipd.roles import Role

_COLUMN_NUMBER = re.compile(r"\(?(\d{1,4}|[a-z])\)?(\.0)?(\s*=.*)?", re.IGNORECASE)


@dataclass(frozen=True)
class ExportColumn:
    """One column: its number from 1, its heads from group to own, its role, why it is left out."""

    number: int
    heads: tuple[str, ...]
    role: Role
    reason: str = ""

    @property
    def text(self) -> str:
        return " › ".join(self.heads)

    @property
    def letter(self) -> str:
        return letters([self.number])

    @property
    def multiplier(self) -> int:
        """Rupiah in one of its units; 0 where that is more than a thousand."""
        return roles.tell_multiplier(self.heads)

    @property
    def period(self) -> roles.PeriodOfYear | None:
        return roles.tell_period([roles.tidy_header(h) for h in self.heads])


@dataclass(frozen=True)
class Head:
    """The rows of the head, and every column that has a head or belongs to one."""

    first: int
    last: int
    every: tuple[ExportColumn, ...] = field(default=())

    @cached_property
    def _by_roles(self) -> dict[tuple[Role, ...], list[int]]:
        return {}

    def columns(self, *wanted: Role) -> list[int]:
        """Numbers of the columns of these roles, from left to right."""
        if wanted not in self._by_roles:
            self._by_roles[wanted] = [k.number for k in self.every if k.role in wanted]
        return self._by_roles[wanted]

    def money(self, role: Role) -> list[int]:
        """The columns whose sum is an amount: its own, or else its parts."""
        parts = (self.parts(p) for p in roles.PARTS.get(role, ()))
        return self.columns(role) or next(filter(None, parts), [])

    def parts(self, role: Role) -> list[int]:
        """The columns of parts of an amount that together are the whole of it; [] without."""
        own = [k for k in self.every if k.role == role]
        if not role.startswith("kala"):
            kinds = [(k.number, *roles.tell_kind(k.heads)) for k in own]
            general = [(n, kind) for n, kind, within in kinds if not within]
            operating = any(kind.endswith(("operasi", "operasional")) for _, kind in general)
            return [n for n, _ in general] if operating else [k.number for k in own]
        for unit, count in roles.COUNTS.items():
            found = {p.to: k.number for k in own if (p := k.period) and p.unit == unit}
            if len(found) == count:
                return sorted(found.values())
        return []

    @property
    def hierarchical(self) -> bool:
        """Whether program, kegiatan and sub kegiatan stand above one another, told by their code.

        Otherwise each has a column of its own.
        """
        return not all(self.columns(p) for p in roles.NAME[1:])

    def list_matches(self) -> Iterator[Match]:
        """Each column, and what it became or why it was left out."""
        fields = column_titles(Dpa)
        titles: dict[str, str] = {p: fields[p] for p in (*roles.MONEY, "output")}
        titles |= load_rules("sipd")["dipakai"] | {"subunit": fields["unit"]}
        used = {k: p for p in roles.MONEY for k in self.money(p)}
        for k in self.every:
            became = titles.get(used.get(k.number, k.role), "")
            part = "dijumlahkan" if k.number in used and k.role not in roles.MONEY else ""
            further = "lanjutan kolom di kirinya" if became and not k.text else ""
            yield Match(address(self.last, k.number), k.text, became, k.reason or part or further)


def letters(columns: Sequence[int]) -> str:
    """The letters of columns whose sum is meant: "C + E"."""
    return " + ".join(address(1, k)[:-1] for k in columns)


def is_column_numbers(row: Sequence[Any]) -> bool:
    """Whether a row counts the columns: 1, 2, 3 … 6 = (5/4) × 100, or a, b, c, perhaps (1)."""
    first = next((t for v in row if (t := tidy_text(v))), "")
    if not first.lstrip("(").startswith(("1", "a", "A")):
        return False
    found = [_COLUMN_NUMBER.fullmatch(t) for v in row if (t := tidy_text(v))]
    numbers = [int(m[1]) if m[1].isdecimal() else ord(m[1].lower()) - 96 for m in found if m]
    rising = all(a < b for a, b in pairwise(numbers))
    return len(numbers) == len(found) > 1 and numbers[0] == 1 and rising
