"""What Excel itself refuses while an analyst types: lists, limits, codes that do not exist."""

from openpyxl.worksheet.datavalidation import DataValidation

from lkip_helpers.intake.jenis import Jenis
from lkip_helpers.intake.kontrak import (
    SEMUA,
    BangkitBerdaya,
    Dpa,
    Dukungan,
    Indikator,
    Jabatan,
    Kontrak,
    Penjelasan,
    Sarana,
    TindakLanjut,
    UnsurSkm,
    Wilayah,
)

Kolom = tuple[type[Kontrak], str]

RUJUKAN: dict[Kolom, Kolom] = {
    **{
        (k, "kode"): (Indikator, "kode")
        for k in SEMUA
        if k.BERKAS == Indikator.BERKAS and "kode" in k.model_fields and k is not Indikator
    },
    (BangkitBerdaya, "kelurahan"): (Wilayah, "kelurahan"),
    (Sarana, "tersedia"): (Wilayah, "kelurahan"),  # its headers
    (Jabatan, "atasan"): (Jabatan, "jabatan"),
    (TindakLanjut, "kode"): (UnsurSkm, "kode"),
    (Dukungan, "program"): (Dpa, "program"),
    (Penjelasan, "sub_kegiatan"): (Dpa, "sub_kegiatan"),
}
PANJANG_JUDUL, PANJANG_PESAN, PANJANG_PILIHAN = 32, 255, 250
ANGKA_TERBESAR = 10**15


def batasi(jenis: Jenis, sel: str) -> DataValidation | None:
    """The check for a column whose first cell is `sel`; None where any text is right."""
    if jenis.pilihan:
        daftar = ",".join(jenis.pilihan)
        return _pesan(DataValidation("list", f'"{daftar}"'), jenis) if _muat(jenis) else None
    if jenis.bentuk in ("teks", "ukuran"):
        return None
    tipe = "whole" if jenis.bentuk == "bulat" else "decimal"
    bawah = -ANGKA_TERBESAR if jenis.bawah is None else jenis.bawah
    if jenis.boleh_hubung:
        rumus = f'OR({sel}="-",AND(ISNUMBER({sel}),{sel}>={bawah:g}))'
        return _pesan(DataValidation("custom", rumus), jenis)
    if jenis.lebih:
        return _pesan(DataValidation(tipe, f"{bawah:g}", operator="greaterThan"), jenis)
    atas = ANGKA_TERBESAR if jenis.atas is None else jenis.atas
    batas = DataValidation(tipe, f"{bawah:.0f}", f"{atas:.0f}", operator="between")
    return _pesan(batas, jenis)


def rujuk(jenis: Jenis, lembar: str, huruf: str, baris: tuple[int, int]) -> DataValidation:
    """A list of what stands in a column of another sheet, as long as that column is filled."""
    awal, akhir = baris
    kolom = f"'{lembar}'!${huruf}${awal}"
    banyak = f"COUNTA('{lembar}'!${huruf}${awal}:${huruf}${akhir})"
    daftar = DataValidation("list", f"OFFSET({kolom},0,0,MAX(1,{banyak}),1)")
    return _pesan(daftar, jenis, f"Pilih yang ada di lembar {lembar}.")


def _muat(jenis: Jenis) -> bool:
    """Excel separates the items with commas and holds 255 characters."""
    return (
        not any("," in p for p in jenis.pilihan) and len("".join(jenis.pilihan)) < PANJANG_PILIHAN
    )


def _pesan(kendali: DataValidation, jenis: Jenis, syarat: str = "") -> DataValidation:
    """What Excel says while a cell is chosen, and when it refuses."""
    kendali.allow_blank = True
    kendali.showErrorMessage = kendali.showInputMessage = True
    kendali.errorStyle = "stop"
    kendali.errorTitle = kendali.promptTitle = jenis.judul[:PANJANG_JUDUL]
    kendali.error = f"{jenis.judul}: {syarat or jenis.syarat}"[:PANJANG_PESAN]
    kendali.prompt = f"{jenis.arti}. {syarat or jenis.syarat}"[:PANJANG_PESAN]
    return kendali
