"""One statement of a published text, as it is held against a computed table."""

from dataclasses import dataclass
from typing import Literal

from lkip_helpers.errors import LkipError
from lkip_helpers.reconcile.printed import Printed
from lkip_helpers.report.named_rows import Location
from lkip_helpers.report.record import Record

Decision = Literal["sesuai", "tidak sesuai", "tidak dapat diperiksa"]


@dataclass(frozen=True)
class Claim:
    """One statement: nomor is its row on the sheet; letak, kolom, cetak where it names them."""

    ordinal: int
    tabel: Record
    place: str
    kind: str
    wording: str
    location: Location | None
    column: str
    printed: Printed | None


class Unverifiable(LkipError):
    """The statement cannot be held against its table; says what is missing."""
