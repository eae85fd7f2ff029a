"""The head of a budget export as it is understood: its columns and the role of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from lkip_helpers.importers.findings import Match
from lkip_helpers.intake.workbook import address
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.numbers import NotNumber
from lkip_helpers.schema.sheets import Dpa
from lkip_helpers.sipd import roles
from lkip_helpers.sipd.amounts import ByRow, Rupiah, absolute, read_rupiah
from lkip_helpers.sipd.roles import Role

Meaning = dict[Role, tuple[int, ...]]  # an answer: the columns of each amount
Columns = list["ExportColumn"]
LARGE = 100_000  # rupiah; a column of unknown meaning with less in it holds counts


@dataclass(frozen=True)
class ExportColumn:
    """One column: number from 1, heads from group to own; reason: why it is left out.

    cells: its filled cells below the head, by row.
    """

    number: int
    heads: tuple[str, ...]
    role: Role
    reason: str = ""
    cells: Mapping[int, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        return " › ".join(self.heads)

    @cached_property
    def headers(self) -> list[str]:
        """The heads for comparing."""
        return [*map(roles.normalize_header, self.heads)]

    def mentions(self, name: str) -> bool:
        """Whether the pattern `name` matches anywhere in one of its heads."""
        return any(roles.mentions(name, h) for h in self.headers)

    def become(self, role: Role, reason: str = "") -> "ExportColumn":
        """The column in another role, and why that is."""
        return replace(self, role=role, reason=reason)

    @cached_property
    def amounts(self) -> tuple[ByRow, dict[int, NotNumber]]:
        """Its amounts by row, and what is wrong with those that cannot be read."""
        return read_rupiah(self.cells)

    @property
    def largest(self) -> Rupiah:
        return max((absolute(a) for a in self.amounts[0].values() if a), default=0)

    def holds_money(self, limit: int = 1) -> bool:
        """Whether it holds amounts of at least `limit`, mostly readable."""
        amounts, wrong = self.amounts
        return sum(v is not None and absolute(v) >= limit for v in amounts.values()) > len(wrong)

    @property
    def multiplier(self) -> int:
        """Rupiah in one of its units; 0 where that is more than a thousand."""
        return roles.find_multiplier(self.heads)

    @property
    def period(self) -> roles.PeriodOfYear | None:
        return roles.find_period(self.headers)


@dataclass(frozen=True)
class Head:
    """The rows of the head, and every column that has a head or belongs to one.

    choices: what the doubtful columns ("ragu") may be, by the text of the answer.
    """

    first: int
    last: int
    columns: tuple[ExportColumn, ...] = ()
    choices: Mapping[str, Meaning] = field(default_factory=dict)

    def find(self, *wanted: Role) -> list[int]:
        """Numbers of the columns of these roles, from left to right."""
        return [c.number for c in self.columns if c.role in wanted]

    def find_money(self, role: Role) -> list[int]:
        """Numbers of the columns whose sum is an amount: its own, or else its parts."""
        parts = (self.find_parts(part) for part in roles.PARTS.get(role, ()))
        return self.find(role) or next(filter(None, parts), [])

    def find_parts(self, role: Role) -> list[int]:
        """Numbers of the columns that together are the whole of an amount; [] where none are."""
        own = [c for c in self.columns if c.role == role]
        if not role.startswith("kala"):
            kinds = [(c.number, *roles.find_kind(c.headers)) for c in own]
            main = [(n, kind) for n, kind, below_operating in kinds if not below_operating]
            operating = any(kind.endswith(("operasi", "operasional")) for _, kind in main)
            return [n for n, _ in main] if operating else [c.number for c in own]
        for unit, count in roles.COUNTS.items():
            periods = ((c.number, c.period) for c in own)
            found = {p.number: n for n, p in periods if p and p.unit == unit}
            if len(found) == count:
                return sorted(found.values())
        return []

    @property
    def is_hierarchical(self) -> bool:
        """Whether program, kegiatan and sub kegiatan are rows above one another, told by codes.

        Otherwise each has a column of its own.
        """
        return not all(self.find(role) for role in roles.NAME[1:])

    def answer(self, meaning: Meaning, reason: str = "") -> "Head":
        """The head with the doubtful columns as answered; several of one amount are its parts."""
        became: dict[int, Role] = {}
        for role, columns in meaning.items():
            became |= dict.fromkeys(columns, role if len(columns) == 1 else roles.PARTS[role][0])
        return replace(self, columns=tuple(
            c.become(became.get(c.number, "lain"), reason) if c.role == "ragu" else c
            for c in self.columns
        ))  # fmt: skip

    def list_matches(self, others: Mapping[int, str]) -> Iterator[Match]:
        """Each column, and what it became or why it was left out.

        others: what columns become on another sheet than DPA, by their numbers.
        """
        titles = Dpa.list_titles()
        uses: dict[str, str] = {role: titles[role] for role in (*roles.MONEY, "output")}
        uses |= load_rules("sipd")["dipakai"] | {"subunit": titles["unit"]}
        money = {n: role for role in roles.MONEY for n in self.find_money(role)}
        for column in self.columns:
            number, text = column.number, column.text
            use, other = uses.get(money.get(number, column.role), ""), others.get(number, "")
            part = "dijumlahkan" if number in money and column.role not in roles.MONEY else ""
            further = "lanjutan kolom di kirinya" if use and not text else ""
            reason = "" if other else column.reason or part or further
            became = " dan ".join(filter(None, (use, other)))
            yield Match(address(self.last, number), text, became, reason)


def join_letters(*columns: int) -> str:
    """The letters of columns whose sum is meant: "C + E"."""
    return " + ".join(address(1, c)[:-1] for c in columns)
