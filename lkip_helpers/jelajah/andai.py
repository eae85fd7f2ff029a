"""What if: one figure changed, computed by the report's own functions, beside what is."""

from dataclasses import replace
from typing import Any

import pandas as pd

from lkip_helpers.aturan import load_skala
from lkip_helpers.compute import anggaran, capaian, skm
from lkip_helpers.compute.andai import change_anggaran, change_jawaban, change_realisasi
from lkip_helpers.display.aturan_cetak import list_batas_mutu
from lkip_helpers.display.format import (
    format_angka,
    format_persen,
    format_poin,
    is_kosong,
    rendahkan,
)
from lkip_helpers.display.gambar import Gambar
from lkip_helpers.display.grafik import plot_capaian, plot_nrr, plot_serapan
from lkip_helpers.display.kalimat import sebut_besaran, sebut_gerak
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.tabel import Kaki, Tabel, describe_sumber
from lkip_helpers.intake import Data
from lkip_helpers.jelajah.serapan import JENJANG, REALISASI

KINI, ANDAI = "Sekarang", "Andai"
_TANPA_JAWABAN = (
    "Tidak ada responden yang memberi nilai {dari:bilangan} pada unsur {unsur:rendah}, sehingga "
    "tidak ada yang dapat diandaikan menjawab lain."
)


def _sumber(frame: pd.DataFrame) -> str:
    return f"{describe_sumber(frame)}, dengan pengandaian"


def _pasang(*kolom: Kolom) -> list[str | Kolom]:
    """Columns as they are, then as they would be; the frame has these as `<kunci>_andai`."""
    kini = [replace(k, rumus="", grup=KINI) for k in kolom]
    return [*kini, *(replace(k, kunci=f"{k.kunci}_andai", grup=ANDAI) for k in kini)]


def _ubah(andai: Any, kini: Any) -> str:
    """How a percentage moves; either may be one that cannot be computed."""
    if is_kosong(andai) or is_kosong(kini):
        return "tidak dapat dihitung" if is_kosong(andai) else f"menjadi {format_persen(andai)}"
    return sebut_gerak(andai, kini, format_persen, format_poin)


def _sandingkan(kini: pd.DataFrame, lain: pd.DataFrame, kunci: list[str]) -> pd.DataFrame:
    return kini.assign(**{f"{k}_andai": lain[k].to_numpy() for k in kunci})


def susun_andai_capaian(data: Data, kode: str, target: float, realisasi: float) -> Rangkaian:
    """Capaian of the indicators of its level, with another target and realisasi of one."""
    skala = load_skala()
    diubah = change_realisasi(data.realisasi, kode, data.tahun, target=target, nilai=realisasi)
    semua = [
        capaian.compute_indikator(data.indikator, r, data.tahun, skala)
        for r in (data.realisasi, diubah)
    ]
    jenjang = semua[0].set_index("kode").loc[kode, "jenjang"]
    kini, lain = (f[f["jenjang"] == jenjang] for f in semua)
    satu_kini, satu_lain = (f.set_index("kode").loc[kode] for f in (kini, lain))
    rerata = [capaian.compute_rata_rata(f) for f in (kini, lain)]
    terhitung = not is_kosong(satu_lain["capaian"])
    predikat = f" ({rendahkan(satu_lain['predikat'])})" if terhitung else ""
    kalimat = Narasi(
        "Andai target {indikator} adalah {target} dan realisasinya {realisasi}, capaiannya "
        "{satu}; rata-rata capaian {rerata}.",
        indikator=satu_kini["indikator"],
        target=sebut_besaran(target, satu_kini["satuan"], satu_lain.get("target_atas")),
        realisasi=sebut_besaran(realisasi, satu_kini["satuan"]),
        satu=_ubah(satu_lain["capaian"], satu_kini["capaian"]) + predikat,
        rerata=_ubah(rerata[1], rerata[0]),
    )
    tabel = Tabel(
        "jelajah-andai-capaian",
        f"Capaian indikator tahun {data.tahun}, sekarang dan andai",
        _sandingkan(kini, lain, ["target", "realisasi", "capaian"]),
        ["indikator", *_pasang(ubah("target"), ubah("realisasi"), ubah("capaian"))],
        _sumber(data.realisasi),
        [Kaki("Rata-rata capaian", dict(zip(("capaian", "capaian_andai"), rerata, strict=True)))],
    )
    gambar = Gambar(
        "jelajah-andai-capaian-diagram",
        f"Capaian indikator tahun {data.tahun} dengan pengandaian",
        lambda: plot_capaian(lain, rerata[1]),
        f"Diagram batang capaian {len(lain)} indikator dengan pengandaian.",
        _sumber(data.realisasi),
        lain,
        ["indikator", "target", "realisasi", ubah("capaian", rumus="")],
    )
    return Rangkaian([kalimat, gambar, tabel])


def susun_andai_ikm(data: Data, kode: str, dari: int, menjadi: int, banyak: int) -> Rangkaian:
    """IKM and mutu if `banyak` of those who answered `dari` to an unsur had answered `menjadi`."""
    unsur = data.unsur_skm.set_index("kode").loc[kode, "unsur"]
    if not banyak:
        return Rangkaian([Narasi(_TANPA_JAWABAN, dari=dari, unsur=unsur)])
    diubah = change_jawaban(data.skm, kode, dari=dari, menjadi=menjadi, banyak=banyak)
    kini, lain = (skm.compute_nrr(s, data.unsur_skm) for s in (data.skm, diubah))
    ikm, baru = (skm.compute_ikm(n, len(data.skm)).iloc[0] for n in (kini, lain))
    kalimat = Narasi(
        "Andai {banyak:kata} responden yang memberi nilai {dari:bilangan} pada unsur "
        "{unsur:rendah} memberi nilai {menjadi:bilangan}, IKM {ubah}; mutunya {mutu} "
        "({kinerja:rendah}), sekarang {mutu_kini} ({kinerja_kini:rendah}).",
        banyak=banyak,
        dari=dari,
        menjadi=menjadi,
        unsur=unsur,
        ubah=sebut_gerak(baru["ikm"], ikm["ikm"], format_angka, format_angka),
        mutu=baru["mutu"],
        kinerja=baru["kinerja"],
        mutu_kini=ikm["mutu"],
        kinerja_kini=ikm["kinerja"],
    )
    tabel = Tabel(
        "jelajah-andai-ikm",
        f"Nilai unsur dan IKM tahun {data.tahun}, sekarang dan andai",
        _sandingkan(kini, lain, ["nrr", "mutu"]),
        ["kode", "unsur", *_pasang(ubah("nrr"), ubah("mutu"))],
        _sumber(data.skm),
        [Kaki("IKM", {"nrr": ikm["ikm"], "mutu": ikm["mutu"],
                      "nrr_andai": baru["ikm"], "mutu_andai": baru["mutu"]})],
    )  # fmt: skip
    gambar = Gambar(
        "jelajah-andai-ikm-diagram",
        f"Nilai rata-rata unsur tahun {data.tahun} dengan pengandaian",
        lambda: plot_nrr(lain, list_batas_mutu()),
        f"Diagram titik NRR {len(lain)} unsur dengan pengandaian.",
        _sumber(data.skm),
        lain,
        ["unsur", "nrr", "mutu"],
    )
    return Rangkaian([kalimat, gambar, tabel])


def susun_andai_serapan(data: Data, baris: Any, pagu: int, realisasi: int) -> Rangkaian:
    """Serapan of a sub kegiatan, its kegiatan, its programme and the whole, with other amounts."""
    diubah = change_anggaran(data.anggaran, baris, pagu=pagu, realisasi=realisasi)
    kini, lain = (_bertingkat(f, baris) for f in (data.anggaran, diubah))
    program = anggaran.sum_anggaran(diubah, ["program"])
    kalimat = Narasi(
        "Andai pagu {nama} adalah {pagu:rupiah} dan realisasinya {realisasi:rupiah}, serapannya "
        "{satu}; serapan seluruh anggaran {semua}.",
        nama=kini["lingkup"].iloc[0],
        pagu=pagu,
        realisasi=realisasi,
        satu=_ubah(lain["serapan"].iloc[0], kini["serapan"].iloc[0]),
        semua=_ubah(lain["serapan"].iloc[-1], kini["serapan"].iloc[-1]),
    )
    tabel = Tabel(
        "jelajah-andai-serapan",
        f"Serapan anggaran tahun {data.tahun}, sekarang dan andai",
        _sandingkan(kini, lain, ["pagu", "realisasi", "serapan"]),
        [
            Kolom("lingkup", "Bagian anggaran", rapi=True),
            *_pasang(ubah("pagu"), REALISASI, ubah("serapan")),
        ],
        _sumber(data.anggaran),
    )
    total = lain["serapan"].iloc[-1]
    gambar = Gambar(
        "jelajah-andai-serapan-diagram",
        f"Serapan anggaran menurut program tahun {data.tahun} dengan pengandaian",
        lambda: plot_serapan(program, total=None if pd.isna(total) else total),
        f"Diagram batang serapan {len(program)} program dengan pengandaian.",
        _sumber(data.anggaran),
        program,
        ["program", "pagu", REALISASI, "serapan"],
    )
    return Rangkaian([kalimat, gambar, tabel])


def _bertingkat(frame: pd.DataFrame, baris: Any) -> pd.DataFrame:
    """One row for a sub kegiatan and one for everything it is part of, up to the whole."""
    satu = frame.loc[baris]
    milik, tingkat = frame, [anggaran.compute_total(frame).assign(lingkup="Seluruh anggaran")]
    for jenjang in JENJANG[:-1]:
        milik = milik[milik[jenjang] == satu[jenjang]]
        tingkat.insert(0, anggaran.compute_total(milik).assign(lingkup=satu[jenjang]))
    sendiri = anggaran.compute_total(frame.loc[[baris]]).assign(lingkup=satu[JENJANG[-1]])
    return pd.concat([sendiri, *tingkat], ignore_index=True)
