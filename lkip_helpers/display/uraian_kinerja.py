"""Sentences and tables on targets, capaian, causes and evidence, one run for each indicator."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from lkip_helpers.display.baris import iter_baris
from lkip_helpers.display.format import is_kosong
from lkip_helpers.display.kalimat import (
    describe_indikator,
    sebut_besaran,
    sebut_nama,
    sebut_perubahan,
    sebut_selisih,
    sebut_status,
)
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.susunan import (
    kaki_rata_rata,
    kolom_banding,
    kolom_capaian,
    susun_judul,
)
from lkip_helpers.display.tabel import Sumber, Tabel
from lkip_helpers.display.uraian_bukti import find_terbuka
from lkip_helpers.display.uraian_kecamatan import akhiri

_TUJUAN_SENDIRI = {1, 2}  # the tujuan with a table of their own in the chapter


def susun_indikator(
    capaian: pd.DataFrame,
    analisis: pd.DataFrame,
    tahun: int,
    terbuka: pd.DataFrame | None = None,
) -> Rangkaian:
    """What each indicator reached, why, and what is done about it.

    capaian: rows of compute_indikator. analisis: kode, sebab, solusi, as the analyst wrote them.
    terbuka: compare_terbuka; without it no realisasi is in doubt.
    """
    isi: list[Any] = []
    for b in iter_baris(capaian):
        buka = None if terbuka is None else find_terbuka(terbuka, b.kode)
        isi += [describe_indikator(b, tahun, buka), *_sebab(b, analisis)]
    return Rangkaian(isi)


def sebut_keterangan(realisasi: pd.DataFrame, kode: Iterable[str], tahun: Iterable[int]) -> str:
    """The notes that the sheet Realisasi has on these indicators in these years; "" for none.

    realisasi: kode, indikator, tahun, keterangan.
    """
    milik = realisasi[realisasi["kode"].isin(set(kode)) & realisasi["tahun"].isin(set(tahun))]
    catatan = [
        f"{b.indikator} {b.tahun}: {b.keterangan.rstrip('. ')}"
        for b in iter_baris(milik.dropna(subset=["keterangan"]))
    ]
    return f"Keterangan pada lembar Realisasi. {'. '.join(catatan)}." if catatan else ""


def _sebab(baris: Any, analisis: pd.DataFrame) -> list[Narasi]:
    milik = analisis[analisis["kode"] == baris.kode]
    if milik.empty:
        templat = "Penyebab dan upaya perbaikan untuk {indikator} belum diisi pada lembar analisis."
        return [Narasi(templat, indikator=baris.indikator)]
    a = milik.iloc[0]
    return [
        Narasi("**Penyebab.** {sebab}", sebab=akhiri(a["sebab"])),
        Narasi("**Upaya.** {solusi}", solusi=akhiri(a["solusi"])),
    ]


def susun_lainnya(
    capaian: pd.DataFrame,
    analisis: pd.DataFrame,
    tahun: int,
    sumber: Sumber,
    terbuka: pd.DataFrame,
    partisipasi: int = 2,
) -> Rangkaian:
    """Heading, table and sentences of every tujuan and sasaran that has no place of its own.

    The first two tujuan and the first sasaran have theirs. partisipasi: number of the sasaran whose
    evidence has a chapter; where a tujuan has already shown its figures, it only points there.
    """
    isi: list[Any] = []
    for jenjang, punya in (("tujuan", _TUJUAN_SENDIRI), ("sasaran", {1})):
        nomor = capaian[f"nomor_{jenjang}"]
        for n in sorted(set(nomor) - punya):
            milik = capaian[(nomor == n) & (capaian["jenjang"] == jenjang)]
            if milik.empty:
                continue
            isi.append(susun_judul(capaian, jenjang, n))
            berbab = jenjang == "sasaran" and n == partisipasi
            if berbab and _sudah_tampil(milik, capaian):
                isi.append(_tunjuk(milik))
                continue
            isi += [
                Tabel(
                    f"{jenjang}-{n}-{'hasil' if berbab else 'capaian'}",
                    f"Capaian {jenjang} {n} tahun {tahun}",
                    milik,
                    kolom_banding(milik, tahun),
                    sumber=sumber,
                    kaki=[kaki_rata_rata(milik)],
                ),
                susun_indikator(milik, analisis, tahun, terbuka),
            ]
    return Rangkaian(isi)


def _sudah_tampil(sasaran: pd.DataFrame, capaian: pd.DataFrame) -> bool:
    """Whether the place of its tujuan shows the sasaran's indicators, for want of its own."""
    tujuan = capaian[capaian["nomor_tujuan"] == sasaran["nomor_tujuan"].iloc[0]]
    return tujuan["nomor_tujuan"].iloc[0] in _TUJUAN_SENDIRI and "tujuan" not in set(
        tujuan["jenjang"]
    )


def _tunjuk(sasaran: pd.DataFrame) -> Narasi:
    return Narasi(
        "Sasaran ini diukur melalui {indikator}. Hasil, pembanding, penyebab, dan upayanya sama "
        "dengan yang disajikan untuk tujuannya pada "
        f"[Tabel](#tujuan-{sasaran['nomor_tujuan'].iloc[0]}-capaian); buktinya dibahas pada bagian "
        "Partisipasi Masyarakat, mulai [Tabel](#sasaran-2-capaian).",
        indikator=sebut_nama(sasaran["indikator"], "indikator"),
    )


def susun_target(target: pd.DataFrame, tahun: int) -> Rangkaian:
    """A sentence for each indicator on the way of its targets through the Renstra.

    target: indikator, satuan and one column a year (pivot_target).
    """
    tahun_renstra = [str(k) for k in target.columns if str(k).isdigit()]
    return Rangkaian([_jalan_target(b, tahun_renstra, tahun) for _, b in target.iterrows()])


def _jalan_target(b: "pd.Series[Any]", tahun_renstra: list[str], tahun: int) -> Narasi:
    terisi = [t for t in tahun_renstra if not is_kosong(b[t])]
    if len(terisi) < 2:
        return Narasi("Target {indikator} belum diisi untuk semua tahun.", indikator=b["indikator"])
    awal, akhir, ini = terisi[0], terisi[-1], b.get(str(tahun))
    templat = "Target {indikator} {ubah}, dalam kurun {awal}–{akhir}."
    return Narasi(
        templat + ("" if is_kosong(ini) else " Target untuk tahun {tahun:tahun} adalah {ini}."),
        indikator=b["indikator"],
        ubah=sebut_perubahan(b[akhir], b[awal], b["satuan"]),
        awal=awal,
        akhir=akhir,
        tahun=tahun,
        ini=sebut_besaran(ini, b["satuan"]),
    )


def susun_beda_target(banding: pd.DataFrame, tahun: int) -> Rangkaian:
    """Whether Renstra, IKU and PK promise the same. banding: compare_target."""
    beda = banding[~banding["selaras"]]
    if beda.empty:
        return Rangkaian(
            [
                Narasi(
                    "Target setiap indikator untuk tahun {tahun:tahun} sama pada Renstra, IKU, "
                    "dan Perjanjian Kinerja. Ketiga dokumen itu dengan demikian selaras.",
                    tahun=tahun,
                )
            ]
        )
    return Rangkaian(
        [
            Narasi(
                "Target {indikator} tahun {tahun:tahun} tidak sama antardokumen: Renstra "
                "{renstra}, IKU {iku}, dan Perjanjian Kinerja {pk}. Perbedaan ini perlu "
                "dijelaskan.",
                indikator=b.indikator,
                tahun=tahun,
                renstra=sebut_besaran(b.renstra, b.satuan),
                iku=sebut_besaran(b.iku, b.satuan),
                pk=sebut_besaran(b.pk, b.satuan),
            )
            for b in iter_baris(beda)
        ]
    )


def susun_ipp(ipp: pd.DataFrame, bukti: pd.DataFrame, penilai: str | None) -> Rangkaian:
    """Sum and predikat of the Indeks Pelayanan Publik, and whether it is what was reported.

    ipp: compute_ipp. bukti: compare_bukti of the same sum; no row where no indicator reports it.
    """
    isi: list[Any] = [
        Narasi(
            "Penilaian {penilai} menghasilkan jumlah {jumlah:angka} dengan predikat {predikat} "
            "({arti:rendah}).",
            penilai=penilai or "unit pelayanan",
            jumlah=i.jumlah,
            predikat=i.predikat,
            arti=i.arti,
        )
        for i in iter_baris(ipp)
    ]
    return Rangkaian([*isi, *(_sama(b) for b in iter_baris(bukti))])


def _sama(b: Any) -> Narasi:
    templat = (
        "Jumlah tersebut sama dengan realisasi {indikator} yang dilaporkan."
        if b.sesuai
        else "Jumlah tersebut berbeda {selisih} dari realisasi {indikator} yang dilaporkan, yaitu "
        "{realisasi}; perbedaannya perlu dijelaskan."
    )
    return Narasi(
        templat,
        indikator=b.indikator,
        selisih=sebut_selisih(b.realisasi, b.bukti, b.satuan),
        realisasi=sebut_besaran(b.realisasi, b.satuan),
    )


def kolom_bukti(banding: pd.DataFrame, rumus_bukti: str) -> list[str | Kolom]:
    """Columns that set the reported realisasi beside the one that follows from its evidence.

    banding: compare_bukti. rumus_bukti: how the evidence follows from the tables it stands in.
    """
    lapor, bukti = "Menurut laporan", "Menurut bukti"
    maksimal = (banding["polaritas"] == "maksimal").all()
    rumus = "bukti / target × 100" if maksimal else ""
    return [
        "indikator",
        "target",
        ubah("realisasi", grup=lapor),
        kolom_capaian(banding, grup=lapor),
        Kolom("bukti", "Realisasi", "angka", rumus=rumus_bukti, grup=bukti),
        Kolom("capaian_bukti", "Capaian (%)", "persen", rumus=rumus, grup=bukti),
    ]


def susun_bukti(banding: pd.DataFrame, asal: str) -> Rangkaian:
    """Plain words on a realisasi that does, or does not, follow from its evidence.

    banding: compare_bukti. asal: what the evidence is, e.g. "hasil survei".
    """
    return Rangkaian([_banding(b, asal) for b in iter_baris(banding)])


def _banding(b: Any, asal: str) -> Narasi:
    if b.sesuai:
        return Narasi(
            "Realisasi {indikator} yang dilaporkan, yaitu {realisasi}, sama dengan {asal}.",
            indikator=b.indikator,
            realisasi=sebut_besaran(b.realisasi, b.satuan),
            asal=asal,
        )
    return Narasi(
        "Realisasi {indikator} yang dilaporkan adalah {realisasi}, sedangkan {asal} memberi "
        f"{{bukti}}; selisihnya {{selisih}}. {_templat_capaian(b)} "
        "Realisasi yang dilaporkan tidak dapat diturunkan dari {asal}. Perbedaan itu perlu "
        "dijelaskan oleh pemegang data sebelum capaian tersebut dipakai sebagai dasar penilaian.",
        indikator=b.indikator,
        asal=asal,
        realisasi=sebut_besaran(b.realisasi, b.satuan),
        bukti=sebut_besaran(b.bukti, b.satuan),
        selisih=sebut_selisih(b.realisasi, b.bukti, b.satuan),
        capaian=b.capaian,
        status=sebut_status(b.capaian),
        capaian_bukti=b.capaian_bukti,
        status_bukti=sebut_status(b.capaian_bukti),
    )


def _templat_capaian(b: Any) -> str:
    if sebut_status(b.capaian) == sebut_status(b.capaian_bukti):
        return (
            "Jika dihitung dari {asal}, capaiannya {capaian_bukti:persen}, bukan {capaian:persen}; "
            "keduanya {status}."
        )
    return (
        "Jika dihitung dari {asal}, capaiannya {capaian_bukti:persen} dan {status_bukti}, bukan "
        "{capaian:persen} dan {status}."
    )
