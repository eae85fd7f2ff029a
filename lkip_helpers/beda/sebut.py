"""What is said of a comparison, on the terminal and on the page alike."""

from collections.abc import Sequence
from itertools import groupby

from lkip_helpers.audit.beda.benda import BedaTabel
from lkip_helpers.audit.beda.kalimat import BedaKalimat
from lkip_helpers.audit.beda.laporan import Beda, sebut_bagian
from lkip_helpers.audit.beda.sel import BedaSel
from lkip_helpers.display.format import format_bilangan

NAMA = {
    "angka": "Angka",
    "isian": "Isian teks pada tabel",
    "tabel": "Tabel dan gambar",
    "kalimat": "Kalimat",
    "tersembunyi": "Angka yang tercetak sama tetapi berbeda di balik pembulatan",
}


def list_hitungan(beda: Beda) -> list[tuple[str, str]]:
    """What changed and how often; a kind that was not compared is left out."""
    jumlah = beda.jumlah
    dihitung = [k for k in NAMA if k != "kalimat" or beda.kalimat is not None]
    return [(NAMA[k], format_bilangan(jumlah[k])) for k in dihitung]


def sebut_hitungan(beda: Beda) -> str:
    """The counts in one line, without those of nothing."""
    ada = [f"{jumlah} {nama.lower()}" for nama, jumlah in list_hitungan(beda) if jumlah != "0"]
    return f"Yang berubah: {', '.join(ada) or 'hanya nomor tabel atau gambar'}."


def list_catatan(beda: Beda) -> list[str]:
    """What the reader should know besides."""
    catatan = []
    if beda.sumber:
        catatan.append(f"Berkas yang isinya berbeda: {', '.join(beda.sumber)}.")
    if any(s.selisih for t in beda.tabel for s in t.sel):
        catatan.append("Selisih dihitung dari angka yang belum dibulatkan.")
    if beda.nomor:
        geser = "; ".join(f"{a} menjadi {b}" for a, b in beda.nomor)
        catatan.append(f"Nomor yang bergeser tanpa dihitung sebagai perubahan: {geser}.")
    if beda.kalimat is None:
        catatan.append(
            "Kalimat tidak dibandingkan karena salah satu folder tidak memuat bab yang dijalankan."
        )
    return catatan


def group_sel(sel: Sequence[BedaSel]) -> list[list[BedaSel]]:
    """Neighbouring cells of one row together."""
    return [list(satu) for _, satu in groupby(sel, key=lambda s: s.baris)]


def sebut_apa(t: BedaTabel) -> str:
    """That a table came, went or fell out, and why."""
    sebab = f" karena {t.alasan}" if t.alasan else ""
    return f"{t.apa.capitalize()}{sebab}."


def sebut_asal(k: BedaKalimat) -> str:
    """Where a sentence that moved used to stand."""
    return sebut_bagian(k.lama.bagian) if k.lama else ""
