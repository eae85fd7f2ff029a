"""The annex: forms of the Perjanjian Kinerja and IKU, the survey's answers, the checklists."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lkip_helpers.aturan import load_aturan
from lkip_helpers.display.baris import fill_kosong
from lkip_helpers.display.format import format_kata
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian, rangkai_kata
from lkip_helpers.display.rumus import INI
from lkip_helpers.display.sampul import sebut_nip
from lkip_helpers.display.tabel import Kaki, Sumber, Tabel

BELUM_TERCATAT = "belum tercatat"
KOLOM_CEKLIS: Sequence[str | Kolom] = (
    "bagian",
    ubah("kode", judul="Nomor"),
    "butir",
    "hasil",
    "tampak",
)
KOLOM_PIHAK: Sequence[str | Kolom] = (
    Kolom("kedudukan", "Kedudukan"),
    "jabatan",
    Kolom("nama", "Nama"),
    Kolom("pangkat", "Pangkat"),
    Kolom("nip", "NIP"),
)
SUMBER_CEKLIS = str(load_aturan("reviu")["sumber"])
_KOLOM_IKU = ("formulasi", "sumber_data", "penanggung_jawab")


def list_pihak(profil: Any) -> pd.DataFrame:
    """Who signs the Perjanjian Kinerja: kedudukan, jabatan, nama, pangkat, nip; unknown said so.

    profil: nama, kepala_daerah, camat, pangkat, nip. The kepala daerah is known by office alone.
    """
    nip = sebut_nip(profil.nip) if profil.nip else None
    baris = [
        ("Pihak pertama", f"Camat {profil.nama}", profil.camat, profil.pangkat, nip),
        ("Pihak kedua", profil.kepala_daerah, None, None, None),
    ]
    kolom = ["kedudukan", "jabatan", "nama", "pangkat", "nip"]
    pihak = pd.DataFrame(baris, columns=kolom)
    return fill_kosong(pihak, **dict.fromkeys(kolom[2:], BELUM_TERCATAT))


def susun_iku(iku: pd.DataFrame, tahun: int, sumber: Sumber) -> Rangkaian:
    """The form of the IKU with the columns that are known, and a sentence on those that are not.

    iku: join_iku.
    """
    ada = [k for k in _KOLOM_IKU if iku[k].notna().any()]
    tanpa = [ubah(k).judul.lower() for k in _KOLOM_IKU if k not in ada]
    tabel = Tabel(
        "lampiran-iku",
        f"Formulir indikator kinerja utama tahun {tahun}",
        fill_kosong(iku, **dict.fromkeys(ada, BELUM_TERCATAT)),
        ["sasaran", "indikator", "satuan", *ada],
        sumber=sumber,
        gabung=["sasaran"],
    )
    kalimat = Narasi(
        "Kolom {tanpa} tidak disajikan karena belum tercatat pada lembar Indikator.",
        bila=bool(tanpa),
        tanpa=rangkai_kata(tanpa),
    )
    return Rangkaian([tabel, kalimat])


def susun_tabulasi(skm: pd.DataFrame, nrr: pd.DataFrame, tahun: int, sumber: Sumber) -> Tabel:
    """One row a respondent, known by number alone; below it the way to the IKM.

    skm: responden and one column an unsur. nrr: compute_nrr.
    """
    kode = nrr["kode"].to_list()
    kaki = [
        Kaki("Jumlah", dict.fromkeys(kode, f"jumlah({INI})")),
        Kaki("NRR", dict.fromkeys(kode, f"rata_rata({INI})"), desimal=2),
        Kaki("NRR tertimbang", dict.fromkeys(kode, f"kaki(NRR) / {len(kode)}"), desimal=3),
        Kaki(
            "IKM (jumlah NRR tertimbang × 25)",
            {kode[-1]: float(nrr["nilai_konversi"].sum())},
            desimal=2,
            rumus={kode[-1]: "dari(skm_nilai, Jumlah, nilai_konversi)"},
        ),
    ]
    return Tabel(
        "skm-tabulasi",
        f"Jawaban setiap responden survei kepuasan masyarakat tahun {tahun}",
        skm[["responden", *kode]],
        [ubah("responden", jenis="teks"), *(Kolom(k, k, "angka", 0) for k in kode)],
        sumber=sumber,
        kaki=kaki,
    )


def susun_simpulan(ceklis: pd.DataFrame) -> Narasi:
    """How many items got which answer. ceklis: answer_ceklis or answer_muatan."""
    jumlah = ceklis["hasil"].value_counts(sort=False)
    bagian = [f"{format_kata(n)} berjawaban “{hasil}”" for hasil, n in jumlah.items()]
    tidak = ceklis[ceklis["hasil"] == "tidak"]
    return Narasi(
        "Dari {banyak:kata} butir, {bagian}. "
        + ("Yang belum terpenuhi adalah butir {nomor}." if len(tidak) else ""),
        banyak=len(ceklis),
        bagian=rangkai_kata(bagian),
        nomor=rangkai_kata(tidak["kode"].to_list()),
    )
