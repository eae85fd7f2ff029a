"""The budget told: programmes in one document and not in the other, rows without pagu."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.pembulatan import round_half_up
from lkip_helpers.display.baris import fill_kosong, iter_baris
from lkip_helpers.display.format import format_nama, format_rupiah, is_kosong
from lkip_helpers.display.kalimat import sebut_nama
from lkip_helpers.display.kolom import Kolom, ubah
from lkip_helpers.display.narasi import Narasi, Rangkaian, rangkai_kata
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
        "anggaran yang diperjanjikan ({pk:rupiah}). Perbedaan ini perlu dijelaskan secara tertulis "
        "dan diselaraskan dalam Perjanjian Kinerja tahun berikutnya.",
        pk=pk,
        dpa=dpa,
        arah=_arah(dpa - pk),
        jarak=abs(dpa - pk),
    )


def select_di_luar(banding: pd.DataFrame) -> pd.DataFrame:
    """The programmes with more pagu than was promised, by `selisih`. banding: compare_pk_dpa."""
    return banding[banding["selisih"] > 0]


def susun_keselarasan(banding: pd.DataFrame, pagu: int) -> Narasi:
    """How much of the whole pagu no promise covers, and where. banding: compare_pk_dpa."""
    luar = select_di_luar(banding)
    bagian = [
        f"{format_nama(b.program)} "
        + (
            f"yang tidak dimuat di dalamnya ({format_rupiah(b.selisih)})"
            if b.pk == 0
            else f"yang pagunya lebih besar {format_rupiah(b.selisih)} daripada yang diperjanjikan"
        )
        for b in iter_baris(luar)
    ]
    return Narasi(
        "**Keselarasan dokumen.** Pagu {jumlah:rupiah} atau {bagian:persen} dari seluruh pagu "
        "berada di luar Perjanjian Kinerja, yaitu pada {daftar}.",
        bila=len(luar) > 0,
        jumlah=luar["selisih"].sum(),
        bagian=luar["selisih"].sum() / pagu * 100 if pagu else None,
        daftar=rangkai_kata(bagian),
    )


def sebut_bulat(frame: pd.DataFrame) -> str:
    """A note where a serapan is printed as 100,00 although money was left; "" where none is."""
    penuh = frame["serapan"].map(lambda s: pd.notna(s) and round_half_up(s, 2) == 100)
    bulat = penuh & (frame["realisasi"] < frame["pagu"]).fillna(False)
    return (
        "Serapan 100,00 pada baris yang realisasinya kurang dari pagunya adalah hasil pembulatan."
        if bulat.any()
        else ""
    )


def susun_terendah(
    terendah: pd.DataFrame, tahun: int, anggaran: pd.DataFrame, penjelasan: pd.DataFrame
) -> Rangkaian:
    """The sub kegiatan with the lowest serapan beside their reasons; those without are named.

    terendah: list_serapan_terendah with the alasan of join_penjelasan. penjelasan: the sheet the
    reasons stand on; it is no source where it has none.
    """
    tanpa = terendah[terendah["alasan"].isna()]
    lembar = penjelasan.attrs["sumber"]
    tabel = Tabel(
        "serapan-terendah",
        f"Sub kegiatan dengan serapan paling rendah tahun {tahun}",
        fill_kosong(terendah, alasan="belum dijelaskan"),
        ["sub_kegiatan", "pagu", _REALISASI, "serapan", ubah("alasan", judul="Penjelasan")],
        sumber=[anggaran, penjelasan] if len(penjelasan) else anggaran,
    )
    kalimat = Narasi(
        "Penyebab rendahnya serapan pada {nama} belum tercatat; tempat menuliskannya ialah lembar "
        "{lembar} dalam {berkas}.",
        bila=len(tanpa) > 0,
        nama=sebut_nama(tanpa["sub_kegiatan"], "sub kegiatan tersebut"),
        lembar=lembar["lembar"],
        berkas=lembar["berkas"],
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
        ["program", "sub_kegiatan", Kolom("sebab", "Keterangan"), _SELISIH],
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
    tanpa_sebab = Narasi(
        "Sebab perbedaan tersebut belum tercatat.",
        bila=len(selisih) > 0 and selisih["alasan"].isna().all(),
    )
    return Rangkaian([tabel, kalimat, tanpa_sebab])


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
    "sub kegiatan": "Menurut hitungan tidak termuat dalam Perjanjian Kinerja.",
    "tanpa susunan": "Tidak ada susunan sub kegiatan yang jumlahnya sama dengan selisih.",
    "susunan ganda": "Lebih dari satu susunan sub kegiatan berjumlah sama dengan selisih.",
}
