"""Why a published figure differs: every hypothesis is tried on the data, the best proof first."""

from lkip_helpers.audit.hipotesis.bagian import (
    find_bagian,
    find_jumlah_rerata,
    find_rerata_persen,
)
from lkip_helpers.audit.hipotesis.cetak_lain import adopt_sebab, find_cetak_lain
from lkip_helpers.audit.hipotesis.dasar import (
    TERBUKTI,
    Konteks,
    PerAngka,
    PerKelompok,
    Sebab,
)
from lkip_helpers.audit.hipotesis.digit import find_digit, find_pembulatan, find_skala
from lkip_helpers.audit.hipotesis.geser import find_geser, find_selisih_tetap
from lkip_helpers.audit.hipotesis.indeks import find_indeks
from lkip_helpers.audit.hipotesis.kategori import find_ejaan, find_kategori
from lkip_helpers.audit.hipotesis.salinan import find_salinan
from lkip_helpers.audit.hipotesis.salinan_cetak import find_salinan_cetak
from lkip_helpers.audit.hipotesis.target import find_target_lain
from lkip_helpers.audit.hipotesis.turunan import find_turunan
from lkip_helpers.audit.hipotesis.urutan import find_urutan

PER_KELOMPOK: tuple[PerKelompok, ...] = (find_geser, find_selisih_tetap, find_target_lain)
PER_ANGKA: tuple[PerAngka, ...] = (
    find_indeks,
    find_turunan,
    find_urutan,
    find_cetak_lain,
    find_jumlah_rerata,
    find_rerata_persen,
    find_bagian,
    find_kategori,
    find_pembulatan,
    find_digit,
    find_skala,
    find_salinan,
    find_salinan_cetak,
    find_ejaan,
)

__all__ = ["TERBUKTI", "Konteks", "Sebab", "find_sebab"]


def find_sebab(k: Konteks) -> dict[int, list[Sebab]]:
    """Causes of every figure that is not the computed one, by row of the sheet, best first."""
    hasil: dict[int, list[Sebab]] = {p.nomor: [] for p in k.pasangan if p.kelas.startswith("beda")}
    for kelompok in k.kelompok.values():
        for cari in PER_KELOMPOK:
            for p, sebab in cari(kelompok, k):
                if p.nomor in hasil:
                    hasil[p.nomor].append(sebab)
    for p in k.pasangan:
        if p.nomor in hasil:
            hasil[p.nomor] += [s for uji in PER_ANGKA for s in uji(p, k)]
    adopt_sebab(k, hasil)
    return {n: sorted(dict.fromkeys(s), key=lambda satu: -satu.bukti) for n, s in hasil.items()}
