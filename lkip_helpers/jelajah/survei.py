"""Answers of the survey: all unsur, one of them, and one by a characteristic of the respondents."""

from collections.abc import Mapping

import pandas as pd

from lkip_helpers.compute import skm
from lkip_helpers.compute.belah import compute_frekuensi_ciri
from lkip_helpers.display.format import format_bilangan
from lkip_helpers.display.gambar import Gambar
from lkip_helpers.display.grafik import plot_frekuensi
from lkip_helpers.display.kalimat_jawaban import describe_jawaban
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.tabel import Sumber, Tabel
from lkip_helpers.display.uraian_responden import CIRI
from lkip_helpers.display.uraian_skm import PERSEN
from lkip_helpers.intake import Data


def list_unsur(data: Data) -> Mapping[str, str]:
    """Names of the unsur with their codes, to the codes."""
    kode = data.unsur_skm["kode"]
    return {f"{k} {u}": k for k, u in zip(kode, data.unsur_skm["unsur"], strict=True)}


def list_ciri() -> Mapping[str, str]:
    """What respondents may be split by, to the column it stands in."""
    return {nama.capitalize(): kunci for kunci, nama in CIRI.items()}


def susun_jawaban(data: Data, kode: str | None = None, ciri: str | None = None) -> Rangkaian:
    """How the answers spread: of all unsur, of one, or of one in each group of respondents."""
    if kode and ciri:
        return _menurut_ciri(data, kode, ciri)
    frekuensi = skm.compute_frekuensi(data.skm, data.unsur_skm)
    milik = frekuensi[frekuensi["kode"] == kode] if kode else frekuensi
    nama = f"unsur {milik['unsur'].iloc[0]}" if kode else "semua unsur"
    sumber = [data.skm, data.unsur_skm]
    isi = _sajikan(milik, f"Jawaban responden untuk {nama} tahun {data.tahun}", sumber,
                   ["jawaban"] if kode else ["kode", "unsur", "jawaban"])  # fmt: skip
    return Rangkaian([*([describe_jawaban(milik)] if kode else []), *isi])


def _sajikan(
    frekuensi: pd.DataFrame, judul: str, sumber: Sumber, kepala: list[str | Kolom]
) -> list[Gambar | Tabel]:
    tunggal = kepala[0] == "jawaban"
    persen = ubah("persen", rumus=PERSEN if tunggal else "")
    kolom = [*kepala, "frekuensi", persen]
    alt = f"Diagram batang bagian setiap jawaban. {judul}."
    gambar = Gambar("jelajah-jawaban-diagram", judul, lambda: plot_frekuensi(frekuensi), alt,
                    sumber, frekuensi, kolom)  # fmt: skip
    gabung = [k.kunci if isinstance(k, Kolom) else k for k in kepala[:-1]]
    return [gambar, Tabel("jelajah-jawaban", judul, frekuensi, kolom, sumber, gabung=gabung)]


def _menurut_ciri(data: Data, kode: str, ciri: str) -> Rangkaian:
    """Only where respondents are real: a rebuilt one has no characteristic of its own."""
    berkas = data.berkas.set_index("berkas")["rekonstruksi"]
    belah = compute_frekuensi_ciri(data.skm, data.unsur_skm, kode, ciri)
    if belah.empty:
        return Rangkaian([Narasi("Ciri {ciri} tidak tercatat pada data survei.", ciri=CIRI[ciri])])
    if berkas.get("skm.xlsx", False):
        return Rangkaian([Narasi(_REKONSTRUKSI)])
    tabel = belah.assign(
        kode=belah["kelompok"],
        unsur=belah["responden"].map(lambda n: f"({format_bilangan(n)} responden)"),
    )
    unsur = data.unsur_skm.set_index("kode").loc[kode, "unsur"]
    judul = f"Jawaban responden untuk unsur {unsur} menurut {CIRI[ciri]} tahun {data.tahun}"
    kepala: list[str | Kolom] = [
        Kolom("kelompok", CIRI[ciri].capitalize()), ubah("responden"), "jawaban"
    ]  # fmt: skip
    return Rangkaian(_sajikan(tabel, judul, data.skm, kepala))


_REKONSTRUKSI = (
    "Responden dibangun ulang dari tabel frekuensi, sehingga ciri dan jawabannya tidak berasal "
    "dari orang yang sama. Jawaban menurut ciri karena itu tidak disajikan."
)
