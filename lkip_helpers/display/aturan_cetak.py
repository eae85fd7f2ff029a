"""Rules as frames, for the tables that print them."""

from collections.abc import Iterable

import pandas as pd

from lkip_helpers.aturan import Skala, find_unsur, load_aturan, load_mutu
from lkip_helpers.display.format import format_angka

TERTINGGI = 100.0


def list_skala(skala: Skala) -> pd.DataFrame:
    """Categories of capaian from the top down: kategori, batas (both as printed)."""
    return pd.DataFrame([{"kategori": j.teks, "batas": j.batas} for j in skala.jenjang])


def list_rumus(polaritas: Iterable[str]) -> pd.DataFrame:
    """Formulas in use, in order of appearance: polaritas, arti, rumus, sumber."""
    rumus = load_aturan("capaian")["rumus"]
    baris = [
        {"polaritas": p.capitalize(), "arti": r["arti"], "rumus": r["teks"], "sumber": r["sumber"]}
        for p in dict.fromkeys(polaritas)
        if (r := rumus.get(p))
    ]
    return pd.DataFrame(baris, columns=["polaritas", "arti", "rumus", "sumber"])


def list_mutu() -> pd.DataFrame:
    """Bands of mutu pelayanan: mutu, nilai_interval (NRR), interval_konversi, kinerja."""
    pengali = load_aturan("skm")["pengali"]
    jenjang = load_mutu().jenjang
    atas = [TERTINGGI, *(float(j.mulai or 0) - 0.01 for j in jenjang[:-1])]
    return pd.DataFrame(
        [
            {
                "mutu": j.kunci,
                "nilai_interval": _rentang(float(j.mulai or 0) / pengali, a / pengali, 4),
                "interval_konversi": _rentang(float(j.mulai or 0), a, 2),
                "kinerja": j.teks,
            }
            for j, a in zip(jenjang, atas, strict=True)
        ]
    )


def list_unsur(unsur_skm: pd.DataFrame) -> pd.DataFrame:
    """Add `arti`, what each unsur measures; None where its name is not a standard one."""
    arti = {u["nama"]: u["arti"] for u in load_aturan("skm")["unsur"]}
    return unsur_skm.assign(arti=[arti.get(find_unsur(u) or "") for u in unsur_skm["unsur"]])


def list_batas_mutu() -> list[tuple[str, str, float]]:
    """(mutu, kinerja, lowest NRR) of each band, for the chart of NRR."""
    pengali = load_aturan("skm")["pengali"]
    return [(j.kunci, j.teks, float(j.mulai or 0) / pengali) for j in load_mutu().jenjang]


def _rentang(bawah: float, atas: float, desimal: int) -> str:
    return f"{format_angka(bawah, desimal)}–{format_angka(atas, desimal)}"
