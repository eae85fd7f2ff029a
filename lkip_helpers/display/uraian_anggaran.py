"""The budget told: programmes in one document and not in the other, rows without pagu."""

from typing import Any

import pandas as pd

from lkip_helpers.display.baris import fill_kosong, iter_baris
from lkip_helpers.display.format import is_kosong
from lkip_helpers.display.kalimat import sebut_nama
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian
from lkip_helpers.display.susunan import kaki_jumlah
from lkip_helpers.display.tabel import Kaki, Sumber, Tabel
from lkip_helpers.display.uraian_kecamatan import akhiri


def susun_beda_program(banding: pd.DataFrame) -> Rangkaian:
    """Where the DPA differs from the Perjanjian Kinerja, programme by programme, and in all.

    banding: compare_pk_dpa (program, pk, dpa, selisih; 0 where a side lacks the programme).
    """
    beda = banding[banding["selisih"] != 0]
    if beda.empty:
        return Rangkaian([Narasi("Anggaran setiap program sama pada kedua dokumen.")])
    return Rangkaian([*(_beda(b) for b in iter_baris(beda)), _beda_jumlah(banding)])


def _beda(b: Any) -> Narasi:
    if b.pk == 0:
        templat = (
            "{program:nama} terdapat dalam DPA dengan pagu {dpa:rupiah}, tetapi tidak dimuat dalam "
            "Perjanjian Kinerja."
        )
    elif b.dpa == 0:
        templat = (
            "{program:nama} dimuat dalam Perjanjian Kinerja dengan anggaran {pk:rupiah}, tetapi "
            "tidak terdapat dalam DPA."
        )
    else:
        templat = (
            "Pagu {program:nama} dalam DPA adalah {dpa:rupiah}, {arah} {jarak:rupiah} daripada "
            "anggaran dalam Perjanjian Kinerja, yaitu {pk:rupiah}."
        )
    return Narasi(
        templat, program=b.program, pk=b.pk, dpa=b.dpa, arah=_arah(b.selisih), jarak=abs(b.selisih)
    )


def _arah(selisih: int) -> str:
    return "lebih besar" if selisih > 0 else "lebih kecil"


def _beda_jumlah(banding: pd.DataFrame) -> Narasi:
    pk, dpa = int(banding["pk"].sum()), int(banding["dpa"].sum())
    if pk == dpa:
        return Narasi("Jumlah seluruhnya sama, yaitu {pk:rupiah}.", pk=pk)
    return Narasi(
        "Secara keseluruhan, pagu DPA berjumlah {dpa:rupiah}, {arah} {jarak:rupiah} daripada "
        "anggaran yang diperjanjikan ({pk:rupiah}). Perbedaan ini memerlukan penjelasan tertulis "
        "dan, apabila terjadi karena perubahan anggaran, perjanjian kinerja perubahan.",
        pk=pk,
        dpa=dpa,
        arah=_arah(dpa - pk),
        jarak=abs(dpa - pk),
    )


def susun_terendah(terendah: pd.DataFrame, tahun: int, sumber: Sumber) -> Rangkaian:
    """The sub kegiatan with the lowest serapan beside their reasons; those without are named.

    terendah: list_serapan_terendah with the alasan of join_penjelasan.
    """
    tanpa = terendah[terendah["alasan"].isna()]
    tabel = Tabel(
        "serapan-terendah",
        f"Sub kegiatan dengan serapan paling rendah tahun {tahun}",
        fill_kosong(terendah, alasan="belum dijelaskan"),
        ["sub_kegiatan", "pagu", _REALISASI, "serapan", ubah("alasan", judul="Penjelasan")],
        sumber=sumber,
    )
    kalimat = Narasi(
        "Penyebab rendahnya serapan pada {nama} belum dijelaskan pada lembar Penjelasan.",
        bila=len(tanpa) > 0,
        nama=sebut_nama(tanpa["sub_kegiatan"], "sub kegiatan tersebut"),
    )
    return Rangkaian([tabel, kalimat])


def susun_perubahan(perubahan: pd.DataFrame) -> Narasi:
    """How the change moved the pagu as a whole. perubahan: compare_perubahan."""
    sebelum, sesudah = int(perubahan["sebelum"].sum()), int(perubahan["sesudah"].sum())
    if sebelum == sesudah:
        templat = "Jumlah pagu tidak berubah, yaitu {sesudah:rupiah}."
    else:
        templat = (
            "Jumlah pagu {arah} {jarak:rupiah}, dari {sebelum:rupiah} menjadi {sesudah:rupiah}."
        )
    return Narasi(
        templat,
        bila=not perubahan.empty,
        sebelum=sebelum,
        sesudah=sesudah,
        jarak=abs(sesudah - sebelum),
        arah="bertambah" if sesudah > sebelum else "berkurang",
    )


def susun_selisih(
    selisih: pd.DataFrame, banding: pd.DataFrame, tahun: int, sumber: Sumber
) -> Rangkaian:
    """What the difference between PK and DPA is made of, down to both totals.

    selisih: explain_selisih with the alasan of join_penjelasan. banding: compare_pk_dpa, whose
    totals stand in the table `pk-dpa`.
    """
    sebab = [_sebut_sebab(b.sebab, b.alasan) for b in iter_baris(selisih)]
    tabel = Tabel(
        "pk-dpa-rincian",
        f"Rincian selisih pagu DPA dengan Perjanjian Kinerja tahun {tahun}",
        fill_kosong(selisih.assign(sebab=sebab), sub_kegiatan="(seluruh program)"),
        ["program", "sub_kegiatan", Kolom("sebab", "Sebab"), _SELISIH],
        sumber=sumber,
        kaki=[
            kaki_jumlah(["selisih"], "Jumlah selisih"),
            _kaki_dokumen("Perjanjian Kinerja", "pk", banding),
            _kaki_dokumen("DPA", "dpa", banding),
        ],
        gabung=["program"],
        tanpa_data="anggaran setiap program sama pada kedua dokumen",
    )
    kalimat = Narasi(
        "Sub kegiatan yang disebut dipilih karena jumlah pagunya tepat sama dengan selisih "
        "programnya, dan tidak ada susunan lain yang lebih ringkas. Kesamaan itu petunjuk yang "
        "kuat, tetapi tetap perlu dipastikan pada naskah Perjanjian Kinerja.",
        bila=(selisih["sebab"] == "sub kegiatan").any(),
    )
    return Rangkaian([tabel, kalimat])


def _sebut_sebab(sebab: str, alasan: Any) -> str:
    teks = _SEBAB[sebab]
    return teks if is_kosong(alasan) else f"{teks} {akhiri(str(alasan))}"


def _kaki_dokumen(judul: str, kolom: str, banding: pd.DataFrame) -> Kaki:
    rumus = {"selisih": f"dari(pk_dpa, Jumlah, {kolom})"}
    return Kaki(judul, {"selisih": int(banding[kolom].sum())}, rumus=rumus)


_REALISASI = ubah("realisasi", judul="Realisasi (Rp)", jenis="rupiah")
_SELISIH = ubah("selisih", judul="Selisih (Rp)", rumus="")
_SEBAB = {
    "di luar pk": "Program tidak diperjanjikan.",
    "di luar dpa": "Program tidak mempunyai pagu dalam DPA.",
    "sub kegiatan": "Bagian dari selisih program.",
    "tanpa susunan": "Tidak ada susunan sub kegiatan yang jumlahnya sama dengan selisih.",
    "susunan ganda": "Lebih dari satu susunan sub kegiatan berjumlah sama dengan selisih.",
}
