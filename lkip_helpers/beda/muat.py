"""A report read back from its folder, as it is compared."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nbformat
from babel.dates import format_datetime
from nbformat.reader import NotJSONError

from lkip_helpers.audit.beda.benda import Benda
from lkip_helpers.audit.beda.kalimat import Kalimat
from lkip_helpers.audit.beda.laporan import Laporan
from lkip_helpers.beda.isi import OBAT, Isi, LaporanTakTerbaca, read_json, read_tabel
from lkip_helpers.render.bab import order_bab
from lkip_helpers.render.bacaan import Bacaan, read_bacaan
from lkip_helpers.render.naskah import NaskahCacat, join_naskah
from lkip_helpers.workspace import BUILD, TABEL, Ruang


@dataclass(frozen=True)
class Terbaca:
    """A report with its folder and what tells it from its other versions.

    nama: the office as its cover calls it, else the unit. konsep: None where it is not known.
    """

    folder: Path
    laporan: Laporan
    nama: str
    konsep: bool | None
    saat: datetime

    def __str__(self) -> str:
        jenis = {None: "", True: "konsep, ", False: "laporan akhir, "}[self.konsep]
        saat = format_datetime(self.saat, "d MMMM y 'pukul' HH.mm", locale="id_ID")
        folder = "/".join(self.folder.resolve().parts[-2:])  # nothing of the machine before it
        return f"{folder} ({jenis}disusun {saat})"


def load_laporan(folder: Path) -> Terbaca:
    """The report in a folder of outputs. Raises LaporanTakTerbaca."""
    berkas = folder / TABEL
    if not berkas.is_file():
        raise LaporanTakTerbaca(
            f"{folder} tidak memuat laporan ({TABEL} tidak ada). "
            "Sebutkan folder keluaran yang lain, atau susun laporannya dengan lkip render."
        )
    isi = Isi.model_validate(read_tabel(berkas))
    build = read_json(folder / BUILD) if (folder / BUILD).exists() else {}
    bacaan = _baca_bab(folder, isi)
    kecamatan = bacaan.sampul.get("kecamatan") if bacaan else None
    return Terbaca(
        folder,
        _susun(isi, bacaan, build.get("masukan", {})),
        f"Kecamatan {kecamatan}" if kecamatan else isi.unit,
        build.get("parameter", {}).get("konsep"),
        datetime.fromtimestamp(berkas.stat().st_mtime).astimezone(),
    )


def _baca_bab(folder: Path, isi: Isi) -> Bacaan | None:
    """The text of the report; None where its chapters were not kept."""
    bab = Ruang(isi.unit, isi.tahun, folder).folder_terlaksana(folder)
    berkas = sorted(bab.glob("*.ipynb"))
    if not berkas:
        return None
    try:
        naskah = join_naskah(order_bab([(b.stem, nbformat.read(b, 4)) for b in berkas]))
        return read_bacaan(naskah)
    except (NotJSONError, nbformat.ValidationError) as galat:
        raise LaporanTakTerbaca(f"{bab} memuat notebook yang rusak. {OBAT}") from galat
    except (NaskahCacat, KeyError) as galat:
        raise LaporanTakTerbaca(f"Bab di {bab} tidak dapat dibaca: {galat}. {OBAT}") from galat


def _susun(isi: Isi, bacaan: Bacaan | None, sumber: dict[str, str]) -> Laporan:
    teks = bacaan or Bacaan()
    paket = {p.label: p.isi() for p in isi.tabel} | teks.absen
    urut = [*(k for k in teks.tempat if k in paket), *(k for k in paket if k not in teks.tempat)]
    return Laporan(
        isi.unit,
        isi.tahun,
        {
            k: Benda(k, paket[k]["jenis"], paket[k]["judul"], paket[k], teks.tempat.get(k, ()))
            for k in urut
        },
        [Kalimat(*k) for k in teks.kalimat] if bacaan else None,
        sumber,
    )
