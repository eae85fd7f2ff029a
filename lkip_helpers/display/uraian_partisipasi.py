"""Sentences on participation: what is missing where, and how far the evidence carries a claim."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.pembulatan import compare_tercetak, judge_capaian
from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.format import is_kosong, rendahkan
from lkip_helpers.display.kalimat import (
    sebut_besaran,
    sebut_nama,
    sebut_rentang,
)
from lkip_helpers.display.narasi import Narasi, Rangkaian, rangkai_kata

_DARI = "(dari(lembaga_keaktifan, {0}, kecamatan) + dari(lembaga_keaktifan, {0}, kelurahan))"
RUMUS_KEAKTIFAN = f"{_DARI.format('Realisasi')} / {_DARI.format('Target')} × 100"


def susun_keaktifan(lembaga: pd.DataFrame, keaktifan: pd.DataFrame, kelurahan: int) -> Rangkaian:
    """How many institutions are active on each level, what was counted, and targets out of reach.

    lembaga: lembaga, kecamatan, kelurahan. keaktifan: compute_keaktifan. kelurahan: how many there
    are. Where no kind counts more than once for the kecamatan and once a kelurahan, kinds were
    counted, and no level can have more than all kinds everywhere.
    """
    if keaktifan.empty:
        return Rangkaian([])
    pasif = lembaga["lembaga"][(lembaga["kecamatan"] + lembaga["kelurahan"]) == 0]
    isi = [
        Narasi(
            "Tercatat {kecamatan:bilangan} lembaga aktif pada tingkat kecamatan dan "
            "{kelurahan:bilangan} pada tingkat kelurahan; persentase keaktifannya terhadap target "
            "{rentang}. Jenis lembaga yang belum aktif pada kedua tingkat: {pasif}.",
            kecamatan=lembaga["kecamatan"].sum(),
            kelurahan=lembaga["kelurahan"].sum(),
            rentang=sebut_keaktifan(keaktifan),
            pasif=sebut_nama(pasif, "jenis lembaga", kosong="tidak ada"),
        )
    ]
    if lembaga["kecamatan"].max() <= 1 and lembaga["kelurahan"].max() <= kelurahan:
        isi += _hitungan_jenis(len(lembaga), keaktifan, kelurahan)
    return Rangkaian(isi)


def sebut_keaktifan(keaktifan: pd.DataFrame) -> str:
    """The higher and the lower percentage, by level. keaktifan: compute_keaktifan."""
    bertingkat = keaktifan.assign(tingkat="tingkat " + keaktifan["tingkat"])
    return sebut_rentang(bertingkat, "tingkat", "persentase", sebutan="tingkat")


def _hitungan_jenis(jenis: int, keaktifan: pd.DataFrame, kelurahan: int) -> list[Narasi]:
    terbanyak = {"kecamatan": jenis, "kelurahan": jenis * kelurahan}
    return [
        Narasi(
            "Yang dihitung ialah jenis lembaga: satu jenis dihitung paling banyak satu kali untuk "
            "kecamatan dan satu kali untuk setiap kelurahan, berapa pun banyaknya kelompok di sana."
        ),
        *(
            Narasi(
                "Target tingkat {tingkat} adalah {target:bilangan}, padahal dari {jenis:kata} "
                "jenis lembaga yang tercatat hitungan terbanyaknya {terbanyak:bilangan}. Target "
                "itu tidak dapat dicapai dan perlu ditinjau kembali.",
                bila=not is_kosong(b.target) and b.target > terbanyak[b.tingkat],
                tingkat=b.tingkat,
                target=b.target,
                jenis=jenis,
                terbanyak=terbanyak[b.tingkat],
            )
            for b in iter_baris(keaktifan)
        ),
    ]


def susun_pembinaan(
    pembinaan: pd.DataFrame, ringkas: pd.DataFrame, lembaga: pd.DataFrame
) -> Rangkaian:
    """How many kinds are guided, a target out of reach, and who is active without guidance.

    pembinaan: lembaga, dibina. ringkas: compute_pembinaan. lembaga: lembaga, kecamatan.
    """
    if ringkas.empty:
        return Rangkaian([])
    r, belum = ringkas.iloc[0], pembinaan["lembaga"][~pembinaan["dibina"].astype(bool)]
    aktif = set(lembaga["lembaga"][lembaga["kecamatan"] > 0])
    tanpa, ada = [n for n in belum if n in aktif], not is_kosong(r["target"])
    return Rangkaian(
        [
            Narasi(
                "Dari {banyak:kata} jenis lembaga yang tercatat, {dibina:kata} menerima pembinaan"
                + (", atau {persen:persen} dari target {target:bilangan} lembaga" if ada else "")
                + ". Lembaga yang belum dibina: {belum}.",
                banyak=len(pembinaan),
                dibina=r["realisasi"],
                target=r["target"],
                persen=r["persentase"],
                belum=sebut_nama(belum, "jenis lembaga", kosong="tidak ada"),
            ),
            Narasi(
                "Target itu lebih besar daripada jumlah jenis lembaga yang tercatat, sehingga "
                "tidak dapat dicapai dan perlu ditinjau kembali.",
                bila=ada and r["target"] > len(pembinaan),
            ),
            Narasi(
                "Pembinaan dan keaktifan tidak selalu sejalan: {tanpa} aktif pada tingkat "
                "kecamatan tanpa pembinaan kecamatan.",
                bila=bool(tanpa),
                tanpa=sebut_nama(tanpa, "jenis lembaga"),
            ),
        ]
    )


def susun_kembar(sasaran: pd.DataFrame) -> Rangkaian:
    """Supporting indicators whose figures are those of another of the same sasaran.

    sasaran: rows of compute_indikator of one sasaran.
    """
    utama = sasaran[sasaran["jenjang"] != "pendukung"]
    return Rangkaian(
        [
            Narasi(
                "Target dan realisasi {indikator} sama dengan {utama}. Indikator pendukung ini "
                "tidak menambah keterangan tentang sasarannya, dan perlu dipastikan bahwa "
                "keduanya diukur sendiri-sendiri.",
                bila=bool(sama),
                indikator=b.indikator,
                utama=rangkai_kata(sama),
            )
            for b in iter_baris(sasaran[sasaran["jenjang"] == "pendukung"])
            for sama in [_sama_angka(b, utama)]
        ]
    )


def _sama_angka(b: Any, utama: pd.DataFrame) -> list[str]:
    ciri = ["satuan", "target", "realisasi"]
    return list(utama["indikator"][(utama[ciri] == [getattr(b, k) for k in ciri]).all(axis=1)])


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
    ada = ringkas.dropna(subset=["capaian"])
    pasangan = zip(ada["kelurahan"], ada["capaian"], strict=True)
    lebih = [kelurahan for kelurahan, c in pasangan if judge_capaian(c) > 0]
    return Narasi(
        "Capaian di atas seratus persen terdapat di {nama} karena targetnya lebih kecil daripada "
        "jumlah unsur yang sudah tersedia. Target yang lebih rendah daripada keadaan yang ada "
        "perlu ditinjau kembali agar capaian menggambarkan kemajuan yang sesungguhnya.",
        bila=len(lebih) > 0,
        nama=sebut_nama(lebih, "kelurahan"),
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
