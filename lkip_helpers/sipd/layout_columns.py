"""The head of a budget export as it is understood: its columns and what each of them is."""

from dataclasses import dataclass, field
from functools import cached_property

from lkip_helpers.sipd.roles import (
    COUNTS,
    NAME,
    PARTS,
    PeriodOfYear,
    Role,
    tell_kind,
    tell_multiplier,
    tell_period,
    tidy_header,
)


@dataclass(frozen=True)
class ExportColumn:
    """One column: its number from 1, its heads from group to own, its role, why it is left out."""

    ordinal: int
    trail: tuple[str, ...]
    role: Role
    reason: str = ""

    @property
    def text(self) -> str:
        return " › ".join(self.trail)

    @property
    def times(self) -> int:
        """Rupiah in one of its units; 0 where that is more than a thousand."""
        return tell_multiplier(self.trail)

    @property
    def period(self) -> PeriodOfYear | None:
        return tell_period([tidy_header(j) for j in self.trail])


@dataclass(frozen=True)
class Header:
    """Rows awal to akhir are the head; kolom: every column that has a head or belongs to one."""

    initial: int
    end: int
    column: tuple[ExportColumn, ...] = field(default=())

    @cached_property
    def _caption_number(self) -> dict[tuple[Role, ...], list[int]]:
        return {}

    def ordinal(self, *role: Role) -> list[int]:
        """Columns of these roles, from left to right."""
        if role not in self._caption_number:
            self._caption_number[role] = [k.ordinal for k in self.column if k.role in role]
        return self._caption_number[role]

    def money(self, role: Role) -> list[int]:
        """The columns whose sum is an amount: its own, or else its parts."""
        return self.ordinal(role) or next(
            (k for b in PARTS.get(role, ()) if (k := self.part(b))), []
        )

    def part(self, role: Role) -> list[int]:
        """The columns of parts of an amount that together are the whole of it; [] without."""
        own = [k for k in self.column if k.role == role]
        if not role.startswith("kala"):
            general = [k for k in own if not tell_kind(k.trail)[1]]
            operating = any(
                tell_kind(k.trail)[0].endswith(("operasi", "operasional")) for k in general
            )
            return [k.ordinal for k in (general if operating else own)]
        for satuan, count in COUNTS.items():
            exists = {a.to: k.ordinal for k in own if (a := k.period) and a.satuan == satuan}
            if len(exists) == count:
                return sorted(exists.values())
        return []

    @property
    def hierarchical(self) -> bool:
        """Whether program, kegiatan and sub kegiatan stand above one another, told by their code.

        Otherwise each has a column of its own.
        """
        return not all(self.ordinal(p) for p in NAME[1:])
