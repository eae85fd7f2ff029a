"""Cover and signature block: the facts of the office that frame the report."""

from dataclasses import asdict, dataclass
from typing import Any

from lkip_helpers.aturan.tanggal import parse_tanggal
from lkip_helpers.display.payload import Paket
from lkip_helpers.display.templat import render


@dataclass(frozen=True)
class Sampul(Paket):
    """What the cover, the page heads and the document's properties say."""

    kecamatan: str
    kota: str
    tahun: int
    tempat: str
    tanggal: str
    jenis = "sampul"

    @property
    def html(self) -> str:
        return render("sampul.html.j2", s=self)

    def isi_paket(self) -> dict[str, Any]:
        hari = parse_tanggal(self.tanggal)
        iso = hari.isoformat() if hari else ""
        return {"jenis": self.jenis, **asdict(self), "tanggal_iso": iso}


def sebut_nip(nip: str) -> str:
    """A NIP as it is printed; one without its 18 digits is not."""
    angka = "".join(c for c in nip if c.isdigit())
    return nip if len(angka) == 18 else "(nomor pada sumber tidak sah, perlu dilengkapi)"


@dataclass(frozen=True)
class TandaTangan(Paket):
    """Place, date, office, name, rank and NIP; an invalid NIP (not 18 digits) is not printed."""

    tempat: str
    tanggal: str
    jabatan: str
    nama: str
    pangkat: str = ""
    nip: str = ""
    letak: str = ""
    jenis = "tanda-tangan"

    @property
    def nip_tercetak(self) -> str:
        return sebut_nip(self.nip)

    @property
    def html(self) -> str:
        return render("tanda_tangan.html.j2", s=self)

    def isi_paket(self) -> dict[str, Any]:
        return {"jenis": self.jenis, "tempat": self.letak}
