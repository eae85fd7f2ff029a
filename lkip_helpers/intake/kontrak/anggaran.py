"""The budget: dpa.xlsx."""

from lkip_helpers.intake.kontrak.dasar import Kontrak, kolom
from lkip_helpers.intake.tipe import RupiahAtauKosong, Teks, TeksAtauKosong


class Dpa(Kontrak):
    BERKAS = "dpa.xlsx"
    LEMBAR = "DPA"
    NAMA = "anggaran"
    KUNCI = ("program", "kegiatan", "sub_kegiatan")

    kode_program: TeksAtauKosong = kolom(
        "Kode program", "Kode menurut nomenklatur", contoh="7.01.01", bawaan=None
    )
    program: Teks = kolom(
        "Program", "Nama program", contoh="Program Penunjang Urusan Pemerintahan Daerah"
    )
    kegiatan: Teks = kolom(
        "Kegiatan", "Nama kegiatan", contoh="Administrasi Keuangan Perangkat Daerah"
    )
    sub_kegiatan: Teks = kolom(
        "Sub kegiatan", "Nama sub kegiatan", contoh="Penyediaan Gaji dan Tunjangan ASN"
    )
    pagu: RupiahAtauKosong = kolom(
        "Pagu anggaran (Rp)",
        "Pagu menurut DPA; kosong bila tidak dianggarkan",
        contoh=7400000,
        satuan="rupiah",
        ge=0,
    )
    realisasi: RupiahAtauKosong = kolom(
        "Realisasi anggaran (Rp)",
        "Realisasi sampai akhir tahun",
        contoh=7284000,
        satuan="rupiah",
        ge=0,
    )
    output: TeksAtauKosong = kolom(
        "Output", "Keluaran sub kegiatan", contoh="Jumlah dokumen Renstra dan Renja", bawaan=None
    )
