"""A published report against the computed one: its figures, its statements, why they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from lkip_helpers.audit.banding import KELAS, Pasangan, pair_angka
from lkip_helpers.audit.hasil import TabelHasil
from lkip_helpers.audit.hipotesis import Konteks, Sebab, find_sebab
from lkip_helpers.audit.hipotesis.cetak_lain import PULA
from lkip_helpers.audit.hipotesis.dasar import sebut_cetak
from lkip_helpers.audit.pernyataan import Hasil, check_pernyataan
from lkip_helpers.display.format import format_ringkas
from lkip_helpers.intake.temuan import Temuan

KOLOM_ANGKA = [
    "nomor", "label", "judul", "tabel", "bab", "tempat", "halaman", "baris", "kolom", "tercetak",
    "hitungan", "nilai_cetak", "nilai_hitung", "selisih", "kelas", "sebab", "status", "uraian",
    "sebab_lain", "utama",
]  # fmt: skip
KOLOM_PERNYATAAN = ["nomor", "label", "tempat", "jenis", "bunyi", "putusan", "uraian"]
TANPA_SEBAB = "belum diketahui"


@dataclass(frozen=True)
class Rekonsiliasi:
    """angka and pernyataan: one row each, in the order of the sheets; temuan: unknown names."""

    angka: pd.DataFrame
    pernyataan: pd.DataFrame
    temuan: list[Temuan]


def reconcile(
    terbit: pd.DataFrame, pernyataan: pd.DataFrame, hasil: Mapping[str, TabelHasil]
) -> Rekonsiliasi:
    """Hold the sheets Angka and Pernyataan against the computed tables."""
    pasangan, temuan = pair_angka(terbit, hasil)
    sebab = find_sebab(Konteks(pasangan, dict(hasil)))
    klaim, lagi = check_pernyataan(pernyataan, hasil)
    return Rekonsiliasi(
        pd.DataFrame([_baris(p, sebab.get(p.nomor, [])) for p in pasangan], columns=KOLOM_ANGKA),
        pd.DataFrame([_baris_klaim(h) for h in klaim], columns=KOLOM_PERNYATAAN),
        [*temuan, *lagi],
    )


def _baris(p: Pasangan, sebab: list[Sebab]) -> tuple[object, ...]:
    beda = p.kelas.startswith("beda")
    utama = sebab[0] if sebab else None
    dikenal = utama is not None and utama.kode != PULA
    hitungan = p.hitung if isinstance(p.hitung, str) else format_ringkas(p.angka_hitung, 4)
    return (
        p.nomor,
        p.tabel.label,
        p.tabel.judul,
        p.tabel.nomor,
        p.tabel.nomor.split(".")[0],
        p.tempat,
        p.halaman,
        p.tabel.sebut(p.letak),
        p.tabel.kolom[p.kolom]["judul"],
        sebut_cetak(p.cetak) if p.berangka else p.cetak.teks,
        hitungan if p.hitung is not None else "tidak dapat dihitung",
        p.cetak.nilai,
        p.hitung if isinstance(p.hitung, float) else None,
        p.cetak.nilai - p.angka_hitung if p.berangka and p.cetak.nilai is not None else None,
        p.kelas,
        utama.kode if utama and dikenal else (TANPA_SEBAB if beda else ""),
        utama.status if utama and dikenal else "",
        utama.uraian if utama else "",
        "; ".join(dict.fromkeys(f"{s.kode}: {s.uraian}" for s in sebab[1:4])),
        p.letak.bagian != "baris" or len(p.tabel.baris) == 1,
    )


def _baris_klaim(h: Hasil) -> tuple[object, ...]:
    k = h.klaim
    return (k.nomor, k.tabel.label, k.tempat, k.jenis, k.bunyi, h.putusan, h.uraian)


def count_kelas(angka: pd.DataFrame) -> pd.DataFrame:
    """kelas, jumlah, persen of all figures, in the order of KELAS."""
    jumlah = angka["kelas"].value_counts().reindex(KELAS, fill_value=0)
    persen = jumlah / max(len(angka), 1) * 100
    return pd.DataFrame({"kelas": KELAS, "jumlah": jumlah.to_numpy(), "persen": persen.to_numpy()})


def count_sama(angka: pd.DataFrame, kelompok: str) -> pd.DataFrame:
    """Per group (bab or label): jumlah figures, how many of each KELAS, persen that agree.

    Returns kelompok, jumlah; sama, bulat, beda, tanpa (in the order of KELAS); persen.
    """
    kelas = {
        nama: angka["kelas"] == k
        for nama, k in zip(("sama", "bulat", "beda", "tanpa"), KELAS, strict=True)
    }
    isi = angka[[kelompok]].assign(jumlah=True, **kelas)
    hasil = isi.groupby(kelompok, sort=False).sum().reset_index()
    return hasil.assign(persen=hasil["sama"] / hasil["jumlah"] * 100)


def list_beda(angka: pd.DataFrame) -> pd.DataFrame:
    """Figures that differ: totals and one-row tables first, then proven causes before guesses."""
    beda = angka[angka["kelas"] == "beda"]
    urut = beda["status"].map({"terbukti": 0, "dugaan": 1}).fillna(2)
    return (
        beda.assign(_urut=urut)
        .sort_values(["utama", "_urut"], ascending=[False, True], kind="stable")
        .drop(columns="_urut")
    )


def count_sebab(angka: pd.DataFrame) -> pd.DataFrame:
    """sebab, terbukti, dugaan, tanpa (no cause found), jumlah of what differs, commonest first."""
    beda = angka[angka["kelas"].str.startswith("beda")]
    hasil = beda.groupby("sebab")["status"].agg(
        terbukti=lambda s: int((s == "terbukti").sum()),
        dugaan=lambda s: int((s == "dugaan").sum()),
        tanpa=lambda s: int((s == "").sum()),
        jumlah="size",
    )
    return hasil.sort_values(["jumlah", "terbukti"], ascending=False).reset_index()
