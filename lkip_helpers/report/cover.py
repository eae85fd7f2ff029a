"""Cover, key figures and signature block: what frames the report."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from lkip_helpers.report.payload import Payload
from lkip_helpers.rules.dates import parse_date
from lkip_helpers.rules.naming import localize

INVENTED = "Contoh: kecamatan dan semua datanya rekaan"
_ACTING = re.compile(r"(?:(pl[th]|pjs?)(?:\. *| +)(?:camat[ :]+)?)?(.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Cover(Payload):
    """What the cover, the page heads and the document's properties say.

    lambang: a data URI, "" for none. rekaan: the office is invented, which every page says.
    """

    kecamatan: str
    kota: str
    tahun: int
    tempat: str
    tanggal: str
    lambang: str = ""
    rekaan: bool = False
    kind = "sampul"
    template = "sampul.html.j2"

    def payload_content(self) -> dict[str, Any]:
        day = parse_date(self.tanggal)
        content = super().payload_content() | asdict(self)
        content["kantor"] = localize(f"Kecamatan {self.kecamatan}")
        content["tanggal_iso"] = day.isoformat() if day else ""
        return content | {"rekaan": localize(INVENTED) if self.rekaan else ""}


class KeyFigure(NamedTuple):
    """A number as printed, its label, and a remark on it."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class KeyFigures(Payload):
    """Key figures set large, side by side."""

    figures: Sequence[KeyFigure]
    kind = "angka-pokok"
    template = "angka_pokok.html.j2"


def phrase_nip(nip: str) -> str:
    """A NIP as it is printed; a notice in place of one that has not 18 digits."""
    return nip if sum(c.isdigit() for c in nip) == 18 else "(belum dilengkapi)"


@dataclass(frozen=True)
class Signature(Payload):
    """Place, date, office, name, rank and NIP (if it has 18 digits); letak: `place` of a Narasi."""

    tempat: str
    tanggal: str
    jabatan: str
    nama: str
    pangkat: str = ""
    nip: str = ""
    letak: str = ""
    kind = "tanda-tangan"
    template = "tanda_tangan.html.j2"

    @property
    def printed_nip(self) -> str:
        return phrase_nip(self.nip)

    def payload_content(self) -> dict[str, Any]:
        return {**super().payload_content(), "tempat": self.letak}


def sign(profil: Any, place: str = "") -> Signature:
    """The signature block of the camat, or of who acts as one. profil: of the data."""
    acting, name = _ACTING.findall(profil.camat)[0]
    jabatan = (f"{acting.capitalize()}. " if acting else "") + localize(f"Camat {profil.nama}")
    pangkat, nip = profil.pangkat or "", profil.nip or ""
    return Signature(profil.tempat, profil.tanggal, jabatan, name, pangkat, nip, place)
