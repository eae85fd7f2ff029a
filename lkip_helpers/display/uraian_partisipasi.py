"""Sentences on participation: what is missing where, and how far the evidence carries a claim."""

from typing import Any

import pandas as pd

from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.format import rendahkan
from lkip_helpers.display.kalimat import (
    compare_tercetak,
    sebut_besaran,
    sebut_nama,
    sebut_rentang,
)
from lkip_helpers.display.narasi import Narasi, Rangkaian, rangkai_kata

_DARI = "(dari(lembaga_keaktifan, {0}, kecamatan) + dari(lembaga_keaktifan, {0}, kelurahan))"
RUMUS_KEAKTIFAN = f"{_DARI.format('Realisasi')} / {_DARI.format('Target')} × 100"


def susun_sarana(sarana: pd.DataFrame, ringkas: pd.DataFrame) -> Rangkaian:
    """How many sarana each kelurahan has, what is missing where, and a capaian that needs a word.

    sarana: unsur, kelurahan, tersedia. ringkas: compute_sarana.
    """
    ada = len(ringkas) > 0
    return Rangkaian(
        [
            Narasi(
                "Unsur sarana prasarana yang tersedia {jumlah}. {kurang}",
                bila=ada,
                jumlah=sebut_rentang(
                    ringkas,
                    "kelurahan",
                    "realisasi",
                    "bilangan",
                    kata=("terbanyak", "paling sedikit"),
                    sebutan="kelurahan",
                ),
                kurang=_sebut_kekurangan(sarana),
            ),
            Narasi(
                "Capaian terhadap target {capaian}.",
                bila=ada,
                capaian=sebut_rentang(ringkas, "kelurahan", "capaian", sebutan="kelurahan"),
            ),
            _lampaui(ringkas),
        ]
    )


def _sebut_kekurangan(sarana: pd.DataFrame) -> str:
    kurang = sarana[~sarana["tersedia"].astype(bool)]
    if kurang.empty:
        return "Semua unsur tersedia di semua kelurahan."
    bagian = [
        f"{rendahkan(str(unsur))} di {rangkai_kata(milik['kelurahan'].to_list())}"
        for unsur, milik in kurang.groupby("unsur", sort=False)
    ]
    return f"Yang belum tersedia ialah {rangkai_kata(bagian)}."


def _lampaui(ringkas: pd.DataFrame) -> Narasi:
    lebih = ringkas[ringkas["capaian"] > 100]
    return Narasi(
        "Capaian di atas seratus persen terdapat di {nama} karena targetnya lebih kecil daripada "
        "jumlah unsur yang sudah tersedia. Target yang lebih rendah daripada keadaan yang ada "
        "perlu ditinjau kembali agar capaian menggambarkan kemajuan yang sesungguhnya.",
        bila=len(lebih) > 0,
        nama=sebut_nama(lebih["kelurahan"], "kelurahan"),
    )


def susun_kisaran(bukti: pd.DataFrame, dilaporkan: pd.DataFrame) -> Rangkaian:
    """Whether any evidence, alone or in the mean, equals the realisasi that was reported.

    bukti: bukti, persentase. dilaporkan: rows of compute_indikator (percentages).
    """
    if bukti.empty:
        return Rangkaian([])
    rerata = float(bukti["persentase"].mean())
    isi = [
        Narasi(
            "Persentase {rentang}. Rata-rata sederhana {banyak:kata} bukti tersebut adalah "
            "{rerata:persen}.",
            rentang=sebut_rentang(bukti, "bukti", "persentase", rendah=True, sebutan="bukti"),
            banyak=len(bukti),
            rerata=rerata,
        )
    ]
    for b in iter_baris(dilaporkan.dropna(subset=["realisasi"])):
        sama = [
            str(n)
            for n, p in [
                *zip(bukti["bukti"], bukti["persentase"], strict=True),
                ("Rata-rata", rerata),
            ]
            if compare_tercetak(p, b.realisasi) == 0
        ]
        isi.append(_padan(b, sama))
    return Rangkaian(isi)


def _padan(b: Any, sama: list[str]) -> Narasi:
    templat = (
        "Realisasi {indikator} yang dilaporkan, yaitu {realisasi}, sama dengan {sama}."
        if sama
        else "Realisasi {indikator} yang dilaporkan adalah {realisasi}. Angka itu tidak sama "
        "dengan satu pun bukti di atas dan tidak pula dengan rata-ratanya. Cara menghitung "
        "realisasi dari bukti pendukung belum tercatat; rumusnya perlu ditetapkan agar angka pada "
        "tahun berikutnya dapat ditelusuri."
    )
    return Narasi(
        templat,
        indikator=b.indikator,
        realisasi=sebut_besaran(b.realisasi, b.satuan),
        sama=sebut_nama(sama, rendah=True),
    )
