"""Conclusions that rest on a realisasi without evidence: the condition, the evidence beside it.

`terbuka` is compare_terbuka; `terbukti` is what the sentence is about, computed once more with the
figures of the evidence (replace_bukti).
"""

from typing import Any

import pandas as pd

from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.format import format_kata, format_persen, is_kosong, rendahkan
from lkip_helpers.display.kalimat import sebut_besaran, sebut_rentang, sebut_status
from lkip_helpers.display.narasi import Narasi, rangkai_kata

LAPOR = "Menurut realisasi yang dilaporkan"
BUKTI = "Menurut bukti yang tersedia"


def find_terbuka(terbuka: pd.DataFrame, kode: str) -> Any:
    """The row of one indicator; None where its realisasi is not in doubt."""
    return next((b for b in iter_baris(terbuka) if b.kode == kode), None)


def sebut_rerata(iku: pd.DataFrame, terbuka: pd.DataFrame, terbukti: pd.DataFrame) -> str:
    """The mean capaian; where realisasi lacks evidence, what the evidence makes of it too.

    iku, terbukti: capaian (percent, unrounded).
    """
    lapor = format_persen(iku["capaian"].mean())
    if not _bersyarat(iku, terbuka):
        return lapor
    bukti = (
        f" dan {format_persen(terbukti['capaian'].mean())} {rendahkan(BUKTI)}"
        if _berangka(iku, terbuka)
        else ""
    )
    return f"{lapor} {rendahkan(LAPOR)}{bukti}"


def susun_capaian(
    iku: pd.DataFrame,
    terbuka: pd.DataFrame,
    terbukti: pd.DataFrame,
    tahun: int,
    pembuka: str = "",
) -> Narasi:
    """How many indicators reached their target, and the mean: as reported and by the evidence.

    iku, terbukti: compute_indikator. pembuka: Markdown that opens the paragraph.
    """
    dari = f"{LAPOR}, dari" if _bersyarat(iku, terbuka) else "Dari"
    bukti = " " + BUKTI + ", {hasil_bukti} dan rata-ratanya {rerata_bukti:persen}."
    return Narasi(
        f"{pembuka}{dari} {{banyak:kata}} indikator kinerja utama tahun {{tahun:tahun}}, "
        "{hasil}. Rata-rata capaiannya {rerata:persen}, dengan capaian {rentang}."
        + (bukti if _berangka(iku, terbuka) else ""),
        banyak=len(iku),
        tahun=tahun,
        hasil=_hasil(iku),
        rerata=iku["capaian"].mean(),
        rentang=sebut_rentang(iku, "indikator", "capaian", sebutan="indikator"),
        hasil_bukti=_hasil(terbukti),
        rerata_bukti=terbukti["capaian"].mean(),
    )


def _hasil(capaian: pd.DataFrame) -> str:
    """`satu indikator melampaui target dan dua indikator …`, the best first."""
    urut = capaian.sort_values("capaian", ascending=False, kind="stable")
    jumlah = urut.groupby("predikat", sort=False).size()
    bagian = [f"{format_kata(n)} indikator {rendahkan(str(k))}" for k, n in jumlah.items()]
    return rangkai_kata(bagian) if bagian else "belum ada indikator yang dapat dinilai"


def susun_sasaran(
    sasaran: pd.DataFrame, terbuka: pd.DataFrame, sasaran_terbukti: pd.DataFrame
) -> Narasi:
    """Each sasaran with its mean capaian and what that means. Both frames: compute_sasaran."""
    lapor = f"{LAPOR} dan" if _bersyarat(sasaran, terbuka, "sasaran") else "Menurut"
    bukti = f" {BUKTI}, {{daftar_bukti}}." if _berangka(sasaran, terbuka, "sasaran") else ""
    return Narasi(
        f"{lapor} rata-rata capaian indikatornya, {{daftar}}.{bukti}",
        bila=not sasaran.empty,
        daftar=_daftar_sasaran(sasaran),
        daftar_bukti=_daftar_sasaran(sasaran_terbukti),
    )


def _daftar_sasaran(sasaran: pd.DataFrame) -> str:
    return rangkai_kata(
        [
            f"sasaran {rendahkan(s.sasaran)} {sebut_status(s.capaian)} ({format_persen(s.capaian)})"
            for s in iter_baris(sasaran)
        ]
    )


def susun_bukti_ringkas(terbuka: pd.DataFrame) -> Narasi:
    """One paragraph on the indicators whose realisasi does not follow from its evidence."""
    return Narasi(
        "**Mutu data.** Realisasi {banyak:kata} indikator belum didukung bukti: {daftar}. "
        "Capaian yang dilaporkan pada indikator tersebut perlu dibaca dengan hati-hati sampai "
        "perbedaannya dijelaskan.",
        bila=len(terbuka) > 0,
        banyak=len(terbuka),
        daftar="; ".join(_sebut_beda(b) for b in iter_baris(terbuka)),
    )


def _sebut_beda(b: Any) -> str:
    lapor = f"{b.indikator} dilaporkan {sebut_besaran(b.realisasi, b.satuan)}, sedangkan"
    if is_kosong(b.bukti):
        return f"{lapor} tidak satu pun buktinya memberi angka itu"
    return (
        f"{lapor} buktinya {sebut_besaran(b.bukti, b.satuan)} (capaian "
        f"{format_persen(b.capaian_bukti)}, bukan {format_persen(b.capaian)})"
    )


def _bersyarat(frame: pd.DataFrame, terbuka: pd.DataFrame, kunci: str = "kode") -> bool:
    """Whether any row rests on a realisasi in doubt."""
    return bool(frame[kunci].isin(_pokok(terbuka)[kunci]).any())


def _berangka(frame: pd.DataFrame, terbuka: pd.DataFrame, kunci: str = "kode") -> bool:
    """Whether the evidence gives any of them another figure."""
    return _bersyarat(frame, terbuka.dropna(subset=["bukti"]), kunci)


def _pokok(terbuka: pd.DataFrame) -> pd.DataFrame:
    """Without supporting indicators, which no mean counts."""
    return terbuka[terbuka["jenjang"] == "sasaran"]
