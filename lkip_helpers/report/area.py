"""The words for what a kecamatan is made of: kelurahan, desa, or both, with their counts."""

from dataclasses import dataclass

import pandas as pd

from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import format_words
from lkip_helpers.rules.naming import AREAS, VILLAGES, find_area_kinds, find_village


@dataclass(frozen=True)
class Area:
    """How many desa and kelurahan there are; the report names only the kinds that exist."""

    desa: int
    kelurahan: int
    village: str = "desa"  # what its desa are called

    @property
    def by_kind(self) -> dict[str, int]:
        return {self.village: self.desa, "kelurahan": self.kelurahan}

    @property
    def kinds(self) -> list[str]:
        return [k for k, number in self.by_kind.items() if number] or ["kelurahan"]

    @property
    def name(self) -> str:
        """`kelurahan`, `desa`, or `desa dan kelurahan`."""
        return " dan ".join(self.kinds)

    @property
    def one(self) -> str:
        """`kelurahan`, `desa`, or `desa atau kelurahan`: any one of them."""
        return " atau ".join(self.kinds)

    @property
    def heads(self) -> str:
        """`lurah`, `para kepala desa`, or `para kepala desa dan lurah`."""
        several = self.desa + self.kelurahan > len(self.kinds)
        heads = " dan ".join(dict.fromkeys(AREAS[k] for k in self.kinds))
        return f"para {heads}" if several else heads

    @property
    def counts(self) -> str:
        """`lima kelurahan`, `tujuh desa dan dua kelurahan`."""
        return " dan ".join(f"{format_words(self.by_kind[k])} {k}" for k in self.kinds)

    @property
    def column(self) -> Column:
        """The column of their names, headed `Kelurahan`, `Desa`, or `Desa/kelurahan`."""
        return alter("kelurahan", title="/".join(self.kinds).capitalize())


def count_areas(wilayah: pd.DataFrame) -> Area:
    """Count the rows of the sheet Wilayah by kind; one without a stated kind is a kelurahan."""
    kinds = find_area_kinds(wilayah["kelurahan"], wilayah["jenis"])
    desa = sum(kind in VILLAGES for kind in kinds)
    return Area(desa, len(kinds) - desa, find_village(kinds))
