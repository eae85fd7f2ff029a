"""The satisfaction survey told unsur by unsur."""

from typing import Any

import pandas as pd

from lkip_helpers.aturan import load_mutu
from lkip_helpers.compute.pembulatan import compare_tercetak, read_tercetak
from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.format import is_kosong
from lkip_helpers.display.kalimat_jawaban import describe_jawaban
from lkip_helpers.display.kolom import ubah
from lkip_helpers.display.narasi import Judul, Narasi, Rangkaian
from lkip_helpers.display.susunan import kaki_jumlah
from lkip_helpers.display.tabel import Sumber, Tabel
from lkip_helpers.display.uraian_kecamatan import akhiri

RUMUS_IKM = "dari(skm_nilai, Jumlah, nilai_konversi)"


def susun_tabel_unsur(
    frekuensi: pd.DataFrame,
    nrr: pd.DataFrame,
    unsur: pd.DataFrame,
    sumber: Sumber,
    tingkat: int = 4,
) -> Rangkaian:
    """For each unsur what it asks, its table of answers (`skm-u1` …) and what they say.

    frekuensi: compute_frekuensi. nrr: compute_nrr. unsur: list_unsur (kode, pertanyaan, arti).
    """
    tentang = unsur.set_index("kode")
    isi: list[Any] = []
    rerata = float(nrr["nrr"].mean())
    for u in iter_baris(nrr):
        milik = frekuensi[frekuensi["kode"] == u.kode]
        isi += [
            Judul(f"{u.unsur} ({u.kode})", tingkat),
            _buka_unsur(u.kode, tentang.loc[u.kode]),
            Tabel(
                f"skm-{u.kode.lower()}",
                f"Jawaban responden untuk unsur {u.unsur[:1].lower()}{u.unsur[1:]}",
                milik,
                ["jawaban", "frekuensi", ubah("persen", rumus=PERSEN)],
                sumber=sumber,
                kaki=[kaki_jumlah(["frekuensi", "persen"])],
            ),
            describe_jawaban(milik),
            _describe_nrr(u, rerata),
        ]
    return Rangkaian(isi)


def _buka_unsur(kode: str, unsur: "pd.Series[Any]") -> Narasi:
    """The question as the office put it; else what the regulation means by this unsur, if known."""
    rujukan = f"[Tabel](#skm-{kode.lower()})"
    if not is_kosong(unsur["pertanyaan"]):
        templat = f"Yang ditanyakan: {{tanya}} Sebaran jawabannya tercantum pada {rujukan}."
        return Narasi(templat, tanya=akhiri(unsur["pertanyaan"]))
    if is_kosong(unsur["arti"]):
        return Narasi(f"Sebaran jawaban untuk unsur ini tercantum pada {rujukan}.")
    templat = f"Unsur ini menilai {{arti}}. Sebaran jawabannya tercantum pada {rujukan}."
    return Narasi(templat, arti=unsur["arti"])


def _describe_nrr(u: Any, rerata: float) -> Narasi:
    if pd.isna(u.nrr):
        return Narasi("")
    letak = ("sama dengan", "di atas", "di bawah")[compare_tercetak(u.nrr, rerata)]
    return Narasi(
        "Nilai rata-rata unsur ini {nrr:angka}, {letak} rata-rata semua unsur ({rerata:angka}), "
        "dengan mutu {mutu} ({kinerja:rendah}).",
        nrr=u.nrr,
        letak=letak,
        rerata=rerata,
        mutu=u.mutu,
        kinerja=u.kinerja,
    )


def susun_mutu(ikm: float) -> Narasi:
    """In which band an IKM lies and how far the next one is. Source: PermenPAN-RB 14/2017."""
    skala = load_mutu()
    kini = skala.find(read_tercetak(ikm))
    di_atas = [j for j in skala.jenjang if (j.mulai or 0) > (kini.mulai or 0)]
    return Narasi(
        "IKM {ikm:angka} berada pada mutu {mutu} ({kinerja:rendah})."
        + (_TEMPLAT_NAIK if di_atas else " Tidak ada mutu yang lebih tinggi."),
        ikm=ikm,
        mutu=kini.kunci,
        kinerja=kini.teks,
        naik=di_atas[-1] if di_atas else None,
        jarak=(di_atas[-1].mulai or 0) - read_tercetak(ikm) if di_atas else None,
    )


PERSEN = "frekuensi / jumlah(frekuensi) × 100"
_TEMPLAT_NAIK = (
    " Mutu {naik.kunci} ({naik.teks:rendah}) dimulai dari nilai {naik.mulai:angka}; "
    "untuk mencapainya IKM perlu naik sekurang-kurangnya {jarak:angka}."
)
