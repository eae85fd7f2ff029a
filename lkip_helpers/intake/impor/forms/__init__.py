"""An export of a questionnaire (Google Forms, Microsoft Forms) into skm.xlsx, sheet Jawaban."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.buku import Buku, BukuTakTerbaca, Lembar, alamat
from lkip_helpers.intake.impor.forms.baris import TANPA_ISI, TANPA_JAWABAN, Pembaca, ringkas_sel
from lkip_helpers.intake.impor.forms.jawaban import is_jawaban
from lkip_helpers.intake.impor.forms.kata import memuat, ringkas, teks_sel
from lkip_helpers.intake.impor.forms.kepala import Kolom, Penilai, Peran, find_calon, find_ciri
from lkip_helpers.intake.impor.forms.milik import check_milik
from lkip_helpers.intake.impor.forms.pribadi import is_pribadi, sebut_kepala
from lkip_helpers.intake.impor.forms.skala import SARAN, periksa_keterangan
from lkip_helpers.intake.impor.forms.unsur import Unsur, list_unsur
from lkip_helpers.intake.impor.forms.waktu import read_tahun
from lkip_helpers.intake.impor.laporan import HasilImpor, Laporan, Padan, Ragu
from lkip_helpers.intake.impor.padanan import Padanan
from lkip_helpers.intake.impor.simpan import read_bila_ada
from lkip_helpers.intake.impor.tabel import PENCARIAN_KEPALA, Ekspor, buka, isi_gabung_tegak
from lkip_helpers.intake.kontrak import Layanan, Responden, UnsurSkm
from lkip_helpers.intake.lembar import judul_kolom, read_lembar
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.warisan import Isi
from lkip_helpers.workspace import Ruang

KEPALA_TERSEDIKIT = 3


def baca_forms(
    berkas: Path, ruang: Ruang, padanan: Padanan, *, hanya_tahun: bool = False
) -> HasilImpor:
    """The answers of an export, and the report; nothing is written.

    hanya_tahun: rows of another year are left out, not refused. What is personal is dropped here:
    no cell of a column that is neither unsur nor characteristic is named or handed on.
    """
    try:
        unsur, temuan = list_unsur(read_lembar(Buku(ruang.raw / UnsurSkm.BERKAS), UnsurSkm))
    except BukuTakTerbaca as galat:
        return _tolak(berkas, _salah(UnsurSkm.BERKAS, "", "", str(galat), galat.saran))
    if temuan:
        return _tolak(berkas, *temuan)
    try:
        ekspor = buka(berkas)
    except BukuTakTerbaca as galat:
        return _tolak(berkas, _salah(berkas.name, "", "", str(galat), galat.saran))
    calon = [(x, k) for x in ekspor.lembar if (k := _find_kepala(x, unsur))]
    if len(calon) > 1:  # a sheet of sums beside the answers has no moments
        calon = [(x, k) for x, k in calon if _berwaktu(x, k)] or calon
    if len(calon) != 1:
        return _tolak(berkas, _bukan_satu(berkas, [x.nama for x, _ in calon]))
    return _baca(berkas, ekspor, *calon[0], ruang, unsur, padanan, hanya_tahun)


def _baca(
    berkas: Path, ekspor: Ekspor, lembar: Lembar, kepala: int, ruang: Ruang,
    unsur: list[Unsur], padanan: Padanan, hanya_tahun: bool,
) -> HasilImpor:  # fmt: skip
    peran = Penilai(unsur, padanan).nilai(_list_kolom(lembar, kepala))
    pembaca = Pembaca(
        lembar, kepala, peran, unsur, padanan, _kata_layanan(ruang), hanya_tahun=hanya_tahun
    )
    pembaca.baca(ruang.tahun)
    ragu = [_ragu(p, kepala) for p in peran if p.jenis == "ragu"]
    temuan = [
        *padanan.temuan,
        *(
            _salah(berkas.name, lembar.nama, sel, pesan, saran, tingkat)
            for sel, pesan, saran, tingkat in (
                *check_milik(berkas, lembar, kepala, peran, ruang),
                *_list_cacat(ekspor, lembar, peran, pembaca),
                *_kepala_salah(peran, kepala, unsur, ragu=bool(ragu)),
                *_keterangan_salah(lembar, kepala, pembaca, unsur),
                *pembaca.list_salah(),
            )
        ),
    ]
    laporan = Laporan(
        berkas.name, lembar.nama, (*_list_padan(peran, kepala, unsur), *pembaca.list_padan()),
        len(lembar.isi), len(pembaca.rekam), tuple(pembaca.dibuang), tuple(temuan),
        (*ragu, *pembaca.list_ragu()),
    )  # fmt: skip
    if laporan.ditolak:
        return HasilImpor(laporan)
    return HasilImpor(laporan, {Responden: Isi(pembaca.rekam, [u.kode for u in unsur])})


def _kata_layanan(ruang: Ruang) -> frozenset[str]:
    """The words in which the sheet Layanan names what the office does."""
    baris = read_bila_ada(ruang, Layanan).baris
    return frozenset(k for _, r in baris for k in ringkas(teks_sel(r.get("layanan"))).split())


def _salah(
    berkas: str, lembar: str, sel: str, pesan: str, saran: str, tingkat: Any = "salah"
) -> Temuan:
    return Temuan(berkas, lembar, sel, "", tingkat, pesan, saran)


def _tolak(berkas: Path, *temuan: Temuan) -> HasilImpor:
    return HasilImpor(Laporan(berkas.name, temuan=temuan))


def _bukan_satu(berkas: Path, nama: list[str]) -> Temuan:
    if nama:
        return _salah(
            berkas.name, "", "", f"lebih dari satu lembar berisi jawaban: {', '.join(nama)}",
            "sisakan satu lembar saja, lalu impor lagi",
        )  # fmt: skip
    return _salah(
        berkas.name, "", "", "baris judul kolom dengan pertanyaan survei tidak ditemukan",
        "impor berkas hasil ekspor formulir yang baris pertamanya memuat pertanyaan",
    )  # fmt: skip


def _find_kepala(lembar: Lembar, unsur: Sequence[Unsur]) -> int | None:
    """Row with most cells that read like heads of a questionnaire; None where there is none."""
    semua = {k: n for u in unsur for k, n in u.skala.items()}
    nilai = {  # a row with a moment is somebody's answers, and no heads
        n: sum(_is_kepala(v, unsur, semua) for v in isi) * all(read_tahun(v) is None for v in isi)
        for n, isi in enumerate(lembar.isi[:PENCARIAN_KEPALA], 1)
    }
    terbanyak = max(nilai.values(), default=0)
    if terbanyak >= KEPALA_TERSEDIKIT:
        return next(n for n, banyak in nilai.items() if banyak == terbanyak)
    waktu = set(load_aturan("forms")["waktu"])
    for n, isi in enumerate(lembar.isi[:PENCARIAN_KEPALA], 1):  # questions nobody knows yet
        teks = [ringkas(v) for v in isi if isinstance(v, str) and not is_pribadi(v)]
        if len(teks) > len(unsur) and waktu.intersection(teks):
            return n
    return None


def _berwaktu(lembar: Lembar, kepala: int) -> bool:
    waktu = load_aturan("forms")["waktu"]
    return any(
        ringkas(k.kepala) in waktu and any(read_tahun(v) is not None for v in k.isi)
        for k in _list_kolom(lembar, kepala)
    )


def _is_kepala(nilai: Any, unsur: Sequence[Unsur], jawaban: Mapping[str, int]) -> bool:
    if not isinstance(nilai, str) or is_pribadi(nilai):
        return False
    teks, aturan = ringkas(nilai), load_aturan("forms")
    if is_jawaban(nilai, jawaban, frozenset()):
        return False
    dikenal = teks in {*aturan["waktu"], *aturan["unit"], *aturan["abaikan"]}
    dikenal = dikenal or teks in {ringkas(u.kode) for u in unsur} or bool(find_ciri(teks))
    return dikenal or bool(find_calon(nilai, unsur)) or memuat(teks, aturan["pribadi"])


def _list_kolom(lembar: Lembar, kepala: int) -> list[Kolom]:
    return [
        Kolom(
            n, teks_sel(judul),
            [b[n - 1] for b in lembar.isi[kepala:] if teks_sel(b[n - 1])],
        )
        for n, judul in enumerate(isi_gabung_tegak(lembar, kepala), 1)
    ]  # fmt: skip


def _ragu(p: Peran, kepala: int) -> Ragu:
    return Ragu("forms", "kepala", p.kolom.kepala, alamat(kepala, p.kolom.nomor), p.pilihan)


def _list_padan(peran: Sequence[Peran], kepala: int, unsur: Sequence[Unsur]) -> Iterator[Padan]:
    """What each column became; of what is left out only the head and how many cells."""
    nama = {u.kode: str(u) for u in unsur} | judul_kolom(Responden)
    nama |= {
        "waktu": "waktu pengisian, untuk memeriksa tahun",
        "unit": "nama unit, untuk diperiksa",
    }
    for p in peran:
        if not p.kolom.kepala and not p.kolom.isi:
            continue
        alasan = p.alasan
        if p.jenis == "buang":
            alasan = f"{p.alasan}, {len(p.kolom.isi)} isian"
        belum = {"buang": "", "ragu": "belum pasti", "salah": "ditolak"}
        jadi = belum[p.jenis] if p.jenis in belum else nama[p.jadi or p.jenis]
        yield Padan(alamat(kepala, p.kolom.nomor), sebut_kepala(p.kolom.kepala), jadi, alasan)


def _kepala_salah(
    peran: Sequence[Peran], kepala: int, unsur: Sequence[Unsur], *, ragu: bool
) -> Iterator[tuple[str, str, str, str]]:
    """Heads that cannot be read, and unsur without a question; ragu: some may still be found."""
    salah = [p for p in peran if p.jenis == "salah"]
    for alasan, saran in dict.fromkeys((p.alasan, p.saran) for p in salah):
        sel = [alamat(kepala, p.kolom.nomor) for p in salah if p.alasan == alasan]
        yield from ringkas_sel(sel, alasan, saran, "salah")
    ada = {p.jadi for p in peran if p.jenis == "unsur"} | {k for p in salah for k in p.pilihan}
    for u in unsur:
        if u.kode not in ada and not ragu:
            yield (
                "", f"tidak ada kolom jawaban untuk {u}",
                "periksa apakah pertanyaannya ada pada formulir dan isinya jawaban", "salah",
            )  # fmt: skip
    if not any(p.jenis == "waktu" for p in peran):
        saran = "pastikan semua jawaban dari tahun laporan"
        yield "", "tidak ada kolom waktu, sehingga tahunnya tidak diperiksa", saran, "peringatan"


def _keterangan_salah(
    lembar: Lembar, kepala: int, pembaca: Pembaca, unsur: Sequence[Unsur]
) -> Iterator[tuple[str, str, str, str]]:
    """A legend above or below the table that speaks against the numbers of the answers."""
    bawah = [n for n, alasan in pembaca.dibuang if alasan == TANPA_JAWABAN]
    luar = {n: lembar.isi[n - 1] for n in (*range(1, kepala), *bawah)}
    if pembaca.berangka and (salah := periksa_keterangan(luar, unsur)):
        sel, sebab = salah
        yield sel, f"skala angka pada keterangan ini {sebab}", SARAN[sebab], "salah"


def _list_cacat(
    ekspor: Ekspor, lembar: Lembar, peran: Sequence[Peran], pembaca: Pembaca
) -> Iterator[tuple[str, str, str, str]]:
    """Cells that are read but that Excel has not computed, and hidden rows that are read."""
    kolom = [p.kolom.nomor for p in peran if p.jenis in ("unsur", "ciri", "waktu", "unit")]
    kosong = [n for n, alasan in pembaca.dibuang if alasan in TANPA_ISI]
    sel = {alamat(n, k) for n in (*pembaca.dipakai, *kosong) for k in kolom}
    for letak, sebab in ekspor.cacat(lembar.nama).items():
        if letak in sel:
            yield letak, sebab, "ganti rumusnya dengan nilainya, lalu simpan", "salah"
    for n in sorted(ekspor.tersembunyi(lembar.nama) & set(pembaca.dipakai)):
        yield f"A{n}", "baris tersembunyi ikut dibaca", "tampilkan dan periksa", "peringatan"
