"""A budget export of SIPD (RKA, DPA, DPPA, realisasi) → the rows of the sheet DPA."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.intake.buku import BukuTakTerbaca, Lembar, alamat
from lkip_helpers.intake.impor.laporan import HasilImpor, Laporan
from lkip_helpers.intake.impor.padanan import Padanan
from lkip_helpers.intake.impor.sipd.baris import Pembaca, Simpul, Susunan, sisihkan_asing
from lkip_helpers.intake.impor.sipd.berkolom import susun_berkolom
from lkip_helpers.intake.impor.sipd.bertingkat import susun_bertingkat
from lkip_helpers.intake.impor.sipd.hitung import check_hitungan, is_hubung, read_angka
from lkip_helpers.intake.impor.sipd.judul import check_judul
from lkip_helpers.intake.impor.sipd.kepala import Kepala, find_kepala
from lkip_helpers.intake.impor.sipd.nilai import Angka
from lkip_helpers.intake.impor.sipd.peran import KODE, NAMA, UANG
from lkip_helpers.intake.impor.sipd.putusan import Putusan, decide_kolom, list_kembar
from lkip_helpers.intake.impor.tabel import Ekspor, buka
from lkip_helpers.intake.kontrak import Dpa
from lkip_helpers.intake.lembar import rapikan
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.warisan import Isi, Rekam

__all__ = ["baca_sipd"]
DUA_KALI = "bedakan namanya (misalnya menurut kelurahan), atau ambil ekspor satu unit saja"


def baca_sipd(
    berkas: Path, nama: str, tahun: int, padanan: Padanan, program: Sequence[str] = ()
) -> HasilImpor:
    """The sub kegiatan of an export, or why it cannot be read; nothing is guessed.

    nama: the kecamatan it must be of; program: names whose spelling is taken where they match.
    """
    try:
        ekspor = buka(berkas)
    except BukuTakTerbaca as galat:
        return HasilImpor(Laporan(berkas.name, temuan=(galat.temuan,)))
    calon = [(x, k) for x in ekspor.lembar if (k := find_kepala(x, tahun))]
    if len(calon) != 1:
        return HasilImpor(Laporan(berkas.name, temuan=(_tolak_lembar(berkas, ekspor, calon),)))
    lembar, kepala = calon[0]
    putusan = decide_kolom(lembar, kepala, padanan)
    return _baca(berkas, ekspor, lembar, putusan, nama, tahun, padanan, program)


def _tolak_lembar(berkas: Path, ekspor: Ekspor, calon: Sequence[tuple[Lembar, Kepala]]) -> Temuan:
    """No sheet has a budget, or more than one has."""
    pesan = (
        "tidak ada tabel anggaran: baris kepala dengan nama program atau uraian dan pagu atau "
        "realisasi tidak ditemukan"
    )
    saran = "ambil ekspor RKA, DPA, DPPA, atau realisasi menurut sub kegiatan"
    nama = ", ".join(x.nama for x in ekspor.lembar)
    if calon:
        nama = ", ".join(x.nama for x, _ in calon)
        pesan = f"tabel anggaran ada di lebih dari satu lembar: {nama}"
        saran = "sisakan satu lembar saja dalam salinan berkas itu, lalu impor salinannya"
    return Temuan(berkas.name, nama if not calon else "", "", "", "salah", pesan, saran)


def _baca(
    berkas: Path, ekspor: Ekspor, lembar: Lembar, putusan: Putusan, nama: str, tahun: int,
    padanan: Padanan, program: Sequence[str],
) -> HasilImpor:  # fmt: skip
    baca = Pembaca(berkas.name, lembar, putusan.kepala)
    for judul, sel in list_kembar(putusan.kepala):
        baca.add(", ".join(sel), f"{judul} ada di lebih dari satu kolom", "sisakan satu")
    if not (putusan.ragu or putusan.kepala.nomor("pagu", "realisasi")):
        baca.add(
            alamat(putusan.kepala.akhir, 1), f"tidak ada kolom pagu atau realisasi tahun {tahun}",
            f"ambil ekspor tahun {tahun} yang memuat pagu atau realisasi",
        )  # fmt: skip
    bertingkat = putusan.kepala.bertingkat
    susunan = (susun_bertingkat if bertingkat else susun_berkolom)(baca)
    sisihkan_asing(baca, susunan)
    angka = read_angka(baca, susunan)
    check_hitungan(baca, susunan, angka)
    check_judul(baca, susunan, nama, tahun)
    _check_sel(baca, ekspor, susunan)
    _check_isi(baca, susunan)
    isi = Isi([_rekam(baca, s, angka, program) for s in susunan.sub])
    laporan = Laporan(
        berkas.name, lembar.nama, putusan.padan, len(lembar.isi), len(susunan.sub),
        tuple(sorted(susunan.dibuang)), (*baca.temuan, *padanan.temuan), putusan.ragu,
    )  # fmt: skip
    return HasilImpor(laporan, {Dpa: isi})


def _check_sel(baca: Pembaca, ekspor: Ekspor, susunan: Susunan) -> None:
    """Cells that are read but hold no result, and rows that are hidden."""
    dibaca = {s.baris for s in susunan.simpul} | set(susunan.jumlah) | {
        n for n, a in susunan.dibuang if n > baca.kepala.akhir and a != "catatan di bawah tabel"
    }  # fmt: skip
    kolom = [*baca.kolom_angka, *baca.kepala.nomor(*NAMA, *KODE, "output")]
    for sel, pesan in ekspor.cacat(baca.lembar.nama).items():
        if any(sel == alamat(n, k) for n in dibaca for k in kolom):
            baca.add(sel, pesan, "buka di Excel, hitung ulang, lalu simpan")
    for nomor in sorted(ekspor.tersembunyi(baca.lembar.nama) & dibaca):
        baca.add(
            f"A{nomor}", "baris tersembunyi ikut dibaca", "tampilkan barisnya dan periksa",
            berat="peringatan",
        )  # fmt: skip


def _check_isi(baca: Pembaca, susunan: Susunan) -> None:
    """There is a sub kegiatan, none stands twice, and labels taken from above are said."""
    if not susunan.sub:
        sel = alamat(baca.kepala.akhir, baca.kepala.nomor(*NAMA)[0])
        baca.add(
            sel, "tidak ada satu pun sub kegiatan", "ambil ekspor sampai tingkat sub kegiatan, "
            "dengan kode pada setiap baris",
        )  # fmt: skip
    dilihat: dict[tuple[str, ...], int] = {}
    for s in susunan.sub:
        kunci = tuple(map(rapikan, (s.program, s.kegiatan, s.nama)))
        if kunci in dilihat:
            pesan = f"“{s.nama}” sudah ada di {baca.sel(dilihat[kunci])}"
            baca.add(baca.sel(s.baris), pesan, DUA_KALI, s.nama)
        dilihat.setdefault(kunci, s.baris)
    _check_program(baca, susunan)
    if susunan.tarik:
        baca.add(
            f"A{susunan.tarik[0]}", f"{len(set(susunan.tarik))} baris tanpa program atau kegiatan "
            "mengikuti baris di atasnya", "periksa bahwa labelnya berdiri di baris pertama",
            berat="peringatan",
        )  # fmt: skip


def _check_program(baca: Pembaca, susunan: Susunan) -> None:
    """One code, one programme: else a code or a label stands in the wrong place."""
    for dari, ke in (("kode_program", "program"), ("program", "kode_program")):
        dilihat: dict[str, Simpul] = {}
        for s in [s for s in susunan.sub if s.kode_program]:
            lama = dilihat.setdefault(rapikan(getattr(s, dari)), s)
            if rapikan(getattr(lama, ke)) != rapikan(getattr(s, ke)):
                baca.add(
                    baca.sel(s.baris), f"“{getattr(s, dari)}” di sini “{getattr(s, ke)}”, di baris "
                    f"{lama.baris} “{getattr(lama, ke)}”", "samakan kode dan nama programnya",
                )  # fmt: skip
                return


def _rekam(baca: Pembaca, s: Simpul, angka: Mapping[int, Angka], program: Sequence[str]) -> Rekam:
    """One row of the sheet DPA; a dash stays a dash, for it says that nothing is budgeted."""
    ejaan = {rapikan(p): p for p in program}
    rekam: dict[str, Any] = {
        "kode_program": s.kode_program or None,
        "program": ejaan.get(rapikan(s.program), s.program),
        "kegiatan": s.kegiatan,
        "sub_kegiatan": s.nama,
        "output": "; ".join(dict.fromkeys(s.output)) or None,
        "kode_sub_kegiatan": s.kode or None,
    }
    for p in UANG:
        for k in baca.kepala.nomor(p):
            nilai = angka[k].get(s.baris)
            kosong = "-" if is_hubung(baca.isi(s.baris, k)) else None
            rekam[p] = kosong if nilai is None else nilai
    return rekam
