"""Columns of the report's tables: title, kind of value, decimals and formula, said once by key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from lkip_helpers.display.format import (
    KOSONG,
    format_angka,
    format_bilangan,
    format_nama,
    is_kosong,
    rendahkan,
)

Jenis = Literal["teks", "angka", "bilangan", "rupiah", "persen", "tahun", "ya", "rujukan"]
_RUJUKAN = re.compile(r"\[(Tabel|Gambar)\]\(#[a-z0-9-]+\)")


@dataclass(frozen=True)
class Kolom:
    """A column: key in the frame and in tabel.json, printed title, kind, decimals, formula, group.

    rumus: how each cell follows from other columns of its row; empty for an input. aturan: key of
    the rule it follows (cite_aturan), where there is one.
    grup: a title spanning this and its neighbours of the same group.
    rapi: print a name that is written all in capitals as a title; the raw value stays.
    A column of kind "rujukan" holds texts with cross-references, `[Tabel](#label)`; joining the
    chapters gives them their numbers.
    """

    kunci: str
    judul: str
    jenis: Jenis = "teks"
    desimal: int = 2
    rumus: str = ""
    aturan: str = ""
    grup: str = ""
    rapi: bool = False

    @property
    def numerik(self) -> bool:
        return self.jenis in ("angka", "bilangan", "rupiah", "persen")

    def format(self, nilai: Any) -> str:
        """`nilai` as it is printed in this column; units stand in the head, not in each cell.

        A text among numbers (a predicate, a range) is printed as it is.
        """
        if self.numerik:
            return nilai if isinstance(nilai, str) else self._angka(nilai)
        match self.jenis:
            case "ya":
                return KOSONG if is_kosong(nilai) or not nilai else "✓"
            case "tahun":
                return KOSONG if is_kosong(nilai) else str(int(nilai))
        if is_kosong(nilai):
            return KOSONG
        return format_nama(str(nilai)) if self.rapi else str(nilai)

    def _angka(self, nilai: Any) -> str:
        bulat = self.jenis in ("bilangan", "rupiah")
        return format_bilangan(nilai) if bulat else format_angka(nilai, self.desimal)

    def tampak(self, nilai: Any) -> str:
        """`format` as long as a reader will see it: a reference takes the place of its number."""
        teks = self.format(nilai)
        return _RUJUKAN.sub(r"\1 0.00", teks) if self.jenis == "rujukan" else teks


def sebut_kolom(judul: str) -> str:
    """A column's title within a sentence: without its unit, small unless it is a proper name."""
    polos = "persen" if judul == "%" else re.sub(r" \(.*\)", "", judul)
    return polos if re.search(r"\s[A-Z]", polos) else rendahkan(polos)


_SERAPAN = "realisasi / pagu × 100"
_CAPAIAN = "realisasi / target × 100"
_MAKSIMAL = "capaian.rumus.maksimal"


def build_daftar(kolom: Sequence[Kolom]) -> dict[str, Kolom]:
    """Columns by their key. Raises ValueError for one that is said twice: the later would win."""
    kunci = [k.kunci for k in kolom]
    if ulang := {k for k in kunci if kunci.count(k) > 1}:
        raise ValueError(f"Kolom ditulis lebih dari sekali: {', '.join(sorted(ulang))}")
    return dict(zip(kunci, kolom, strict=True))


DAFTAR = build_daftar(
    (
        Kolom("kelurahan", "Kelurahan"),
        Kolom("luas_ha", "Luas (ha)", "angka", 0),
        Kolom("arah", "Arah"),
        Kolom("batas", "Berbatasan dengan"),
        Kolom("catatan", "Catatan"),
        Kolom("uraian", "Uraian"),
        Kolom("nilai", "Nilai", "angka"),
        Kolom("satuan", "Satuan"),
        Kolom("jabatan", "Jabatan"),
        Kolom("atasan", "Bertanggung jawab kepada"),
        Kolom("nomor", "Peraturan"),
        Kolom("tentang", "Tentang"),
        Kolom("kode", "Kode"),
        Kolom("tujuan", "Tujuan"),
        Kolom("sasaran", "Sasaran strategis"),
        Kolom("indikator", "Indikator kinerja"),
        Kolom("target", "Target", "angka"),
        Kolom("realisasi", "Realisasi", "angka"),
        Kolom("capaian", "Capaian (%)", "persen", rumus=_CAPAIAN, aturan=_MAKSIMAL),
        Kolom("target_lalu", "Target", "angka"),
        Kolom("realisasi_lalu", "Realisasi", "angka"),
        Kolom(
            "capaian_lalu",
            "Capaian (%)",
            "persen",
            rumus="realisasi_lalu / target_lalu × 100",
            aturan=_MAKSIMAL,
        ),
        Kolom("predikat", "Predikat"),
        Kolom("program", "Program", rapi=True),
        Kolom("kegiatan", "Kegiatan"),
        Kolom("sub_kegiatan", "Sub kegiatan"),
        Kolom("anggaran", "Anggaran (Rp)", "rupiah"),
        Kolom("keterangan", "Keterangan"),
        Kolom("pagu", "Pagu (Rp)", "rupiah"),
        Kolom("serapan", "Serapan (%)", "persen", rumus=_SERAPAN, aturan="anggaran.serapan"),
        Kolom("output", "Keluaran"),
        Kolom("kategori", "Kategori"),
        Kolom("jumlah", "Jumlah", "bilangan"),
        Kolom("persen", "Persentase (%)", "persen"),
        Kolom("unsur", "Unsur"),
        Kolom("jawaban", "Jawaban"),
        Kolom("frekuensi", "Frekuensi", "bilangan"),
        Kolom("nrr", "NRR", "angka", aturan="skm.rumus.nrr"),
        Kolom(
            "nrr_tertimbang",
            "NRR tertimbang",
            "angka",
            3,
            rumus="nrr × (1 / banyak(unsur))",
            aturan="skm.rumus.tertimbang",
        ),
        Kolom(
            "nilai_konversi",
            "Nilai konversi",
            "angka",
            rumus="nrr_tertimbang × 25",
            aturan="skm.rumus.konversi",
        ),
        Kolom(
            "ikm",
            "IKM",
            "angka",
            rumus="dari(skm_nilai, Jumlah, nilai_konversi)",
            aturan="skm.rumus.ikm",
        ),
        Kolom("mutu", "Mutu"),
        Kolom("kinerja", "Kinerja"),
        Kolom("responden", "Responden", "bilangan"),
        Kolom("peringkat", "Peringkat", "bilangan"),
        Kolom("lembaga", "Lembaga"),
        Kolom("kecamatan", "Kecamatan", "bilangan"),
        Kolom("dibina", "Dibina", "ya"),
        Kolom("bentuk", "Bentuk pembinaan"),
        Kolom("rt", "RT sasaran", "bilangan"),
        Kolom("perubahan", "Perubahan", "angka"),
        Kolom("target_akhir", "Target akhir", "angka"),
        Kolom(
            "capaian_akhir",
            "Capaian (%)",
            "persen",
            rumus="realisasi / target_akhir × 100",
            aturan=_MAKSIMAL,
        ),
        Kolom("sisa", "Sisa", "angka"),
        Kolom("laju", "Perbaikan per tahun", "angka"),
        Kolom("cakupan", "Cakupan"),
        Kolom("standar", "Standar", "angka"),
        Kolom(
            "capaian_standar",
            "Capaian (%)",
            "persen",
            rumus="realisasi / standar × 100",
            aturan=_MAKSIMAL,
        ),
        Kolom("sumber", "Sumber"),
        Kolom("sebab", "Penyebab"),
        Kolom("solusi", "Upaya"),
        Kolom("peran", "Peran"),
        Kolom("berkas", "Berkas"),
        Kolom("lembar", "Lembar"),
        Kolom("nilai_interval", "Nilai interval (NRR)"),
        Kolom("interval_konversi", "Nilai konversi"),
        Kolom("tingkat", "Tingkat"),
        Kolom("jumlah_indikator", "Jumlah indikator", "bilangan"),
        Kolom("pk", "Perjanjian Kinerja", "rupiah"),
        Kolom("dpa", "DPA", "rupiah"),
        Kolom("selisih", "Selisih", "rupiah", rumus="dpa − pk"),
        Kolom("polaritas", "Arah"),
        Kolom("arti", "Arti"),
        Kolom("rumus", "Rumus capaian"),
        Kolom("bukti", "Bukti"),
        Kolom("layanan", "Jenis layanan"),
        Kolom("kelompok", "Kelompok"),
        Kolom("bidang", "Bidang"),
        Kolom("langkah", "Langkah perbaikan"),
        Kolom("persentase", "Persentase (%)", "persen", rumus=_CAPAIAN),
        Kolom("asal", "Asal"),
        Kolom("tanggal", "Tanggal"),
        Kolom("sidik", "Sidik SHA-256"),
        Kolom("dibaca", "Dibaca", "bilangan"),
        Kolom("dipakai", "Dipakai", "bilangan"),
        Kolom("dibuang", "Dibuang", "bilangan"),
        Kolom("alasan", "Alasan"),
        Kolom("sel", "Sel"),
        Kolom("pesan", "Temuan"),
        Kolom("ciri", "Ciri"),
        Kolom("populasi", "Populasi (orang)", "bilangan"),
        Kolom("sampel_minimal", "Sampel minimal", "bilangan"),
        Kolom("cukup", "Cukup"),
        Kolom("korelasi", "Korelasi dengan unsur lain", "angka"),
        Kolom("rencana", "Rencana tindak lanjut"),
        Kolom("penanggung_jawab", "Penanggung jawab"),
        Kolom("waktu", "Waktu"),
        Kolom("sebelum", "Sebelum (Rp)", "rupiah"),
        Kolom("sesudah", "Sesudah (Rp)", "rupiah"),
        Kolom("formulasi", "Formulasi"),
        Kolom("sumber_data", "Sumber data"),
        Kolom("butir", "Butir"),
        Kolom("bagian", "Bagian"),
        Kolom("hasil", "Jawaban"),
        Kolom("tampak", "Terlihat pada", "rujukan"),
        Kolom("saran", "Saran"),
    )
)


def resolve_kolom(kolom: Sequence[str | Kolom]) -> tuple[Kolom, ...]:
    """Keys replaced by their entry in DAFTAR; a key without one becomes a text column."""
    return tuple(
        k if isinstance(k, Kolom) else DAFTAR.get(k, Kolom(k, k.replace("_", " ").capitalize()))
        for k in kolom
    )


def ubah(kunci: str, **sifat: Any) -> Kolom:
    """The column `kunci` of DAFTAR with other properties: `ubah("jumlah", judul="Σ nilai")`."""
    return replace(DAFTAR[kunci], **sifat)
