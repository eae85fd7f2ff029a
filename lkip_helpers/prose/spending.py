"""The budget told: programmes in one document and not in the other, rows without pagu."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.prose.kecamatan import end_sentence
from lkip_helpers.prose.phrases import phrase_names
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import format_name, format_rupiah, is_empty
from lkip_helpers.report.frame_rows import fill_empty, iter_rows
from lkip_helpers.report.layouts import ratio_footer, total_footer
from lkip_helpers.report.narasi import Chain, Narasi, chain_words
from lkip_helpers.report.tabel import Footer, Source, Tabel
from lkip_helpers.rules import load_rules


def build_program_diff(comparison: pd.DataFrame) -> Chain:
    """Where the DPA differs from the Perjanjian Kinerja, programme by programme, and in all.

    comparison: compare_pk_dpa (program, pk, dpa, selisih; 0 where a side lacks the programme).
    """
    diff = comparison[comparison["selisih"] != 0]
    if diff.empty:
        return Chain([Narasi("Anggaran setiap program sama pada kedua dokumen.")])
    return Chain([*(_diff(b) for b in iter_rows(diff)), _total_diff(comparison)])


def _diff(b: Any) -> Narasi:
    if b.pk == 0:
        template = (
            "{program:nama} terdapat dalam DPA dengan pagu {dpa:rupiah}, tetapi tidak dimuat dalam "
            "Perjanjian Kinerja."
        )
    elif b.dpa == 0:
        template = (
            "{program:nama} dimuat dalam Perjanjian Kinerja dengan anggaran {pk:rupiah}, tetapi "
            "tidak terdapat dalam DPA."
        )
    else:
        template = (
            "Pagu {program:nama} dalam DPA adalah {dpa:rupiah}, {arah} {jarak:rupiah} daripada "
            "anggaran dalam Perjanjian Kinerja, yaitu {pk:rupiah}."
        )
    return Narasi(
        template,
        program=b.program,
        pk=b.pk,
        dpa=b.dpa,
        arah=_direction(b.selisih),
        jarak=abs(b.selisih),
    )


def _direction(difference: int) -> str:
    return "lebih besar" if difference > 0 else "lebih kecil"


def _total_diff(comparison: pd.DataFrame) -> Narasi:
    pk, dpa = int(comparison["pk"].sum()), int(comparison["dpa"].sum())
    if pk == dpa:
        return Narasi("Jumlah seluruhnya sama, yaitu {pk:rupiah}.", pk=pk)
    return Narasi(
        "Secara keseluruhan, pagu DPA berjumlah {dpa:rupiah}, {arah} {jarak:rupiah} daripada "
        "anggaran yang diperjanjikan ({pk:rupiah}). Perbedaan ini perlu dijelaskan secara tertulis "
        "dan diselaraskan dalam Perjanjian Kinerja tahun berikutnya.",
        pk=pk,
        dpa=dpa,
        arah=_direction(dpa - pk),
        jarak=abs(dpa - pk),
    )


def select_outside(comparison: pd.DataFrame) -> pd.DataFrame:
    """The programmes with more pagu than was promised, by `selisih`. comparison: compare_pk_dpa."""
    return comparison[comparison["selisih"] > 0]


def build_alignment(comparison: pd.DataFrame, pagu: int) -> Narasi:
    """How much of the whole pagu no promise covers, and where. comparison: compare_pk_dpa."""
    outside = select_outside(comparison)
    part = [
        f"{format_name(b.program)} "
        + (
            f"yang tidak dimuat di dalamnya ({format_rupiah(b.selisih)})"
            if b.pk == 0
            else f"yang pagunya lebih besar {format_rupiah(b.selisih)} daripada yang diperjanjikan"
        )
        for b in iter_rows(outside)
    ]
    return Narasi(
        "**Keselarasan dokumen.** Pagu {jumlah:rupiah} atau {bagian:persen} dari seluruh pagu "
        "berada di luar Perjanjian Kinerja, yaitu pada {daftar}.",
        when=len(outside) > 0,
        jumlah=outside["selisih"].sum(),
        bagian=outside["selisih"].sum() / pagu * 100 if pagu else None,
        daftar=chain_words(part),
    )


def phrase_rounding(frame: pd.DataFrame) -> str:
    """A note where a serapan is printed as 100,00 although money was left; "" where none is."""
    full = frame["serapan"].map(lambda s: pd.notna(s) and round_half_up(s, 2) == 100)
    whole = full & (frame["realisasi"] < frame["pagu"]).fillna(False)
    return (
        "Serapan 100,00 pada baris yang realisasinya kurang dari pagunya adalah hasil pembulatan."
        if whole.any()
        else ""
    )


def build_lowest(
    lowest: pd.DataFrame, tahun: int, anggaran: pd.DataFrame, explanation: pd.DataFrame
) -> Chain:
    """The sub kegiatan with the lowest serapan beside their reasons; those that owe one are named.

    lowest: list_lowest_serapan with the alasan of join_explanation. explanation: the sheet the
    reasons stand on; it is no source where it has none.
    """
    owed = lowest["serapan"] < load_rules("kelengkapan")["serapan_wajib_jelas"]
    without = lowest[lowest["alasan"].isna() & owed]
    sheet = explanation.attrs["sumber"]
    tabel = Tabel(
        "serapan-terendah",
        f"Sub kegiatan dengan serapan paling rendah tahun {tahun}",
        lowest.assign(alasan=lowest["alasan"].mask(lowest.index.isin(without.index), _OPEN)),
        ["sub_kegiatan", "pagu", _REALISASI, "serapan", alter("alasan", title="Penjelasan")],
        source=[anggaran, explanation] if len(explanation) else anggaran,
    )
    sentence = Narasi(
        "Penyebab rendahnya serapan pada {nama} belum tercatat; tempat menuliskannya ialah lembar "
        "{lembar} dalam {berkas}.",
        when=len(without) > 0,
        nama=phrase_names(without["sub_kegiatan"], "sub kegiatan tersebut"),
        lembar=sheet["lembar"],
        berkas=sheet["berkas"],
    )
    return Chain([tabel, sentence])


def build_unit(unit: pd.DataFrame, tahun: int, anggaran: pd.DataFrame) -> Chain:
    """The budget by unit where units below the office have one. unit: list_unit."""
    if unit.empty:
        return Chain([])
    sentence = Narasi(
        "Anggaran itu dikelola oleh {banyak:kata} unit, yaitu {nama}. Pagu dan realisasi setiap "
        "unit disajikan pada [Tabel](#anggaran-unit).",
        banyak=len(unit),
        nama=chain_words(unit["unit"].to_list()),
    )
    tabel = Tabel(
        "anggaran-unit",
        f"Pagu, realisasi, dan serapan anggaran menurut unit tahun {tahun}",
        unit,
        [Column("unit", "Unit"), "pagu", _REALISASI, "serapan"],
        source=anggaran,
        footer=[ratio_footer("realisasi", "pagu", "serapan")],
        note=phrase_rounding(unit),
    )
    return Chain([sentence, tabel])


def build_change(change: pd.DataFrame) -> Narasi:
    """How the change moved the pagu as a whole. change: compare_change."""
    before, after = int(change["sebelum"].sum()), int(change["sesudah"].sum())
    if before == after:
        template = "Jumlah pagu tidak berubah, yaitu {sesudah:rupiah}."
    else:
        template = (
            "Jumlah pagu {arah} {jarak:rupiah}, dari {sebelum:rupiah} menjadi {sesudah:rupiah}."
        )
    return Narasi(
        template,
        when=not change.empty,
        sebelum=before,
        sesudah=after,
        jarak=abs(after - before),
        arah="bertambah" if after > before else "berkurang",
    )


def build_difference(
    difference: pd.DataFrame, comparison: pd.DataFrame, tahun: int, source: Source
) -> Chain:
    """What the difference between PK and DPA is made of, down to both totals.

    difference: explain_difference with the alasan of join_explanation. comparison: compare_pk_dpa,
    whose totals stand in the table `pk-dpa`.
    """
    cause = [_phrase_cause(b.sebab, b.alasan) for b in iter_rows(difference)]
    tabel = Tabel(
        "pk-dpa-rincian",
        f"Rincian selisih pagu DPA dengan Perjanjian Kinerja tahun {tahun}",
        fill_empty(difference.assign(sebab=cause), sub_kegiatan="(seluruh program)"),
        ["program", "sub_kegiatan", Column("sebab", "Keterangan"), _DIFFERENCE],
        source=source,
        footer=[
            total_footer(["selisih"], "Jumlah selisih"),
            _document_footer("Perjanjian Kinerja", "pk", comparison),
            _document_footer("DPA", "dpa", comparison),
        ],
        merge=["program"],
        without_data="anggaran setiap program sama pada kedua dokumen",
    )
    sentence = Narasi(
        "Sub kegiatan yang disebut dipilih karena jumlah pagunya tepat sama dengan selisih "
        "programnya, dan tidak ada susunan lain yang lebih ringkas. Kesamaan itu petunjuk yang "
        "kuat, tetapi tetap perlu dipastikan pada naskah Perjanjian Kinerja.",
        when=(difference["sebab"] == "sub kegiatan").any(),
    )
    without_cause = Narasi(
        "Sebab perbedaan tersebut belum tercatat.",
        when=len(difference) > 0 and difference["alasan"].isna().all(),
    )
    return Chain([tabel, sentence, without_cause])


def _phrase_cause(cause: str, reason: Any) -> str:
    text = _CAUSE[cause]
    return text if is_empty(reason) else f"{text} {end_sentence(str(reason))}"


def _document_footer(title: str, column: str, comparison: pd.DataFrame) -> Footer:
    formula = {"selisih": f"dari(pk_dpa, Jumlah, {column})"}
    return Footer(title, {"selisih": int(comparison[column].sum())}, formula=formula)


_REALISASI = alter("realisasi", title="Realisasi (Rp)", kind="rupiah")
_DIFFERENCE = alter("selisih", title="Selisih (Rp)", formula="")
_OPEN = "belum dijelaskan"
_CAUSE = {
    "di luar pk": "Program tidak diperjanjikan.",
    "di luar dpa": "Program tidak mempunyai pagu dalam DPA.",
    "sub kegiatan": "Menurut hitungan tidak termuat dalam Perjanjian Kinerja.",
    "tanpa susunan": "Tidak ada susunan sub kegiatan yang jumlahnya sama dengan selisih.",
    "susunan ganda": "Lebih dari satu susunan sub kegiatan berjumlah sama dengan selisih.",
}
