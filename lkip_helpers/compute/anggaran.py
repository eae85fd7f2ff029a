"""Budget in whole rupiah: serapan of rows and groups, Perjanjian Kinerja against DPA."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import pandas as pd

from lkip_helpers.compute.asal import (
    Bahan,
    Rujukan,
    catat_asal,
    catat_bahan,
    catat_kelompok,
    pindah_asal,
    rujuk,
)
from lkip_helpers.compute.pecahan import find_susunan

Sebab = Literal["di luar pk", "di luar dpa", "sub kegiatan", "tanpa susunan", "susunan ganda"]
Beda = tuple[str, str | None, int, Sebab, Rujukan | None]


def compute_serapan(frame: pd.DataFrame) -> pd.DataFrame:
    """Add `serapan` (percent): realisasi / pagu × 100; NaN where there is no pagu."""
    pagu = frame["pagu"].astype("Float64")
    serapan = (frame["realisasi"].astype("Float64") / pagu.where(pagu > 0) * 100).astype(float)
    return frame.assign(serapan=serapan)


def sum_anggaran(frame: pd.DataFrame, kelompok: Sequence[str]) -> pd.DataFrame:
    """Pagu and realisasi per group in order of appearance; serapan = Σ realisasi / Σ pagu × 100.

    A group without any amount has none, which is not the amount zero.
    """
    grup = frame.groupby(list(kelompok), sort=False, dropna=False)
    jumlah = compute_serapan(grup[["pagu", "realisasi"]].sum(min_count=1).reset_index())
    return catat_kelompok(jumlah, frame, list(kelompok), ["pagu", "realisasi"])


def compute_total(frame: pd.DataFrame) -> pd.DataFrame:
    """One row: pagu, realisasi, serapan of all rows."""
    return compute_serapan(frame[["pagu", "realisasi"]].sum().to_frame().T)


def nama_baku(program: str) -> str:
    """A programme's name for comparing: without the word Program, case and spacing folded."""
    return re.sub(r"^program\s+", "", " ".join(program.casefold().split()))


def compare_pk_dpa(pk_program: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of the Perjanjian Kinerja beside those of the DPA.

    Returns program, pk, dpa, selisih (dpa − pk), rupiah; 0 where one side lacks the programme.
    """
    dpa = sum_anggaran(anggaran, ["program"])
    pk = dict(zip(pk_program["program"].map(nama_baku), pk_program["anggaran"], strict=True))
    nama = {nama_baku(p): p for p in [*pk_program["program"], *dpa["program"]]}
    pagu = dict(zip(dpa["program"].map(nama_baku), dpa["pagu"].fillna(0), strict=True))
    hasil = pd.DataFrame(
        {
            "program": list(nama.values()),
            "pk": [int(pk.get(k, 0)) for k in nama],
            "dpa": [int(pagu.get(k, 0)) for k in nama],
        }
    )
    for kolom, dari, lama in (("pk", pk_program, "anggaran"), ("dpa", dpa, "pagu")):
        baris = dict(zip(dari["program"].map(nama_baku), dari.index, strict=True))
        indeks = {i: baris[k] for i, k in enumerate(nama) if k in baris}
        pindah_asal(hasil, dari, {kolom: lama}, indeks)
    _catat_tanpa(hasil, "pk", rujuk(pk_program, "program"))
    _catat_tanpa(hasil, "dpa", rujuk(anggaran, "program"))
    return hasil.assign(selisih=hasil["dpa"] - hasil["pk"])


def _catat_tanpa(hasil: pd.DataFrame, kolom: str, daftar: Rujukan | None) -> None:
    """Note for the programmes that one document lacks where its programmes stand."""
    tahu = hasil.attrs["asal"][kolom]
    bahan = Bahan("program ini tidak ada pada dokumen itu", (daftar,) if daftar else ())
    catat_bahan(hasil, kolom, {i: bahan for i in hasil.index if i not in tahu})


def list_serapan_terendah(frame: pd.DataFrame, banyak: int) -> pd.DataFrame:
    """The `banyak` rows with the lowest serapan; rows without pagu are no absorbers at all."""
    return compute_serapan(frame).dropna(subset="serapan").nsmallest(banyak, "serapan", keep="all")


def join_penjelasan(frame: pd.DataFrame, penjelasan: pd.DataFrame) -> pd.DataFrame:
    """Add `alasan`, the analyst's reason for a sub kegiatan; None where there is none."""
    alasan = penjelasan.set_index("sub_kegiatan")["alasan"]
    return frame.assign(alasan=frame["sub_kegiatan"].map(alasan).astype(object))


def compare_perubahan(anggaran: pd.DataFrame) -> pd.DataFrame:
    """Pagu of each programme before and after the change: program, sebelum, sesudah, perubahan.

    No row where no pagu_sebelum is given (there is no DPPA). A sub kegiatan without an amount on
    one side counts as nothing there: it was added or dropped.
    """
    if anggaran["pagu_sebelum"].isna().all():
        return pd.DataFrame(columns=["program", "sebelum", "sesudah", "perubahan"])
    nama = {"pagu_sebelum": "sebelum", "pagu": "sesudah"}
    jumlah = anggaran.groupby("program", sort=False)[list(nama)].sum().reset_index()
    catat_kelompok(jumlah, anggaran, ["program"], nama)
    asal = {nama[k]: v for k, v in jumlah.attrs["asal"].items()}
    hasil = jumlah.rename(columns=nama)
    hasil.attrs["asal"] = asal
    return hasil.assign(perubahan=hasil["sesudah"] - hasil["sebelum"])


def explain_selisih(pk_program: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """What makes the DPA differ from the Perjanjian Kinerja; the amounts add up to the difference.

    Returns program, sub_kegiatan, selisih (dpa − pk, rupiah) and sebab. A programme that only one
    document has is one row. For one whose amounts differ the smallest set of its sub kegiatan is
    sought whose pagu is exactly the difference, or whose complement is exactly the PK; these are a
    row each. Where there is none (tanpa susunan) or more than one (susunan ganda), the programme is
    one row.
    """
    beda = compare_pk_dpa(pk_program, anggaran).query("selisih != 0")
    nama = anggaran["program"].map(nama_baku)
    baris = [
        isi
        for program, pk, dpa, selisih in beda.itertuples(index=False)
        for isi in _uraikan(program, pk, dpa, selisih, anggaran[nama == nama_baku(program)])
    ]
    hasil = pd.DataFrame(
        [b[:4] for b in baris], columns=["program", "sub_kegiatan", "selisih", "sebab"]
    )
    return catat_asal(hasil, "selisih", {i: b[4] for i, b in enumerate(baris)})


def _uraikan(program: str, pk: int, dpa: int, selisih: int, milik: pd.DataFrame) -> Iterator[Beda]:
    """The rows of one programme; milik: its rows in the DPA."""
    if pk == 0:
        yield program, None, selisih, "di luar pk", rujuk(milik, "pagu", "jumlah")
        return
    if dpa == 0:
        yield program, None, selisih, "di luar dpa", None
        return
    susunan = _find_di_luar(milik, pk, selisih)
    if len(susunan) != 1:
        yield program, None, selisih, "susunan ganda" if susunan else "tanpa susunan", None
        return
    for i, b in milik.loc[susunan[0]].iterrows():
        yield (
            program,
            b["sub_kegiatan"],
            int(b["pagu"]),
            "sub kegiatan",
            rujuk(milik.loc[[i]], "pagu"),
        )


def _find_di_luar(milik: pd.DataFrame, pk: int, selisih: int) -> list[list[Any]]:
    """Sets of rows that a PK of this amount leaves out: the sets with the fewest rows left out.

    Where fewer rows are kept than left out, the set is sought by what is kept.
    """
    pagu = milik["pagu"].dropna()
    bagian = [(i, float(n)) for i, n in pagu[pagu > 0].items()]
    semua = [i for i, _ in bagian]
    buang = [[i for i, _ in s] for s in find_susunan(bagian, selisih)]
    simpan = [[i for i, _ in s] for s in find_susunan(bagian, pk)]
    if simpan and (not buang or len(simpan[0]) < len(buang[0])):
        return [[i for i in semua if i not in s] for s in simpan]
    return buang
