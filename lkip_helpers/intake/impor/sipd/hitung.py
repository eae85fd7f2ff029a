"""The export held against itself: totals, subtotals, percentages, differences and parts."""

import re
from collections.abc import Callable

from lkip_helpers.intake.buku import alamat
from lkip_helpers.intake.impor.sipd.baris import Pembaca, Simpul, Susunan
from lkip_helpers.intake.impor.sipd.nilai import Angka, is_cocok_persen, read_rupiah
from lkip_helpers.intake.impor.sipd.peran import UANG, Peran
from lkip_helpers.intake.impor.sipd.pohon import PERIKSA, check_pohon
from lkip_helpers.intake.periksa import rupiah

SEBUT: dict[Peran, str] = {
    "pagu_sebelum": "pagu sebelum perubahan", "pagu": "pagu", "realisasi": "realisasi",
}  # fmt: skip
BAGIAN: dict[Peran, Peran] = {
    "bagian": "pagu", "bagian_sebelum": "pagu_sebelum", "bagian_realisasi": "realisasi",
}  # fmt: skip


def read_angka(baca: Pembaca, susunan: Susunan) -> dict[int, Angka]:
    """Amounts by column and row, of budget and total rows; unreadable ones are findings."""
    baris = sorted([*(s.baris for s in susunan.simpul), *susunan.jumlah])
    hasil: dict[int, Angka] = {}
    for k in baca.kepala.nomor(*UANG, "selisih", "sisa", *BAGIAN):
        hasil[k], salah = read_rupiah({n: baca.isi(n, k) for n in baris})
        for nomor, galat in salah.items():
            baca.add(alamat(nomor, k), str(galat), galat.saran, baca.isi(nomor, k))
    return hasil


def check_hitungan(baca: Pembaca, susunan: Susunan, angka: dict[int, Angka]) -> None:
    """Add a finding for each number of the export that its own rows do not bear out."""
    for p in UANG if susunan.sub else ():
        for k in baca.kepala.nomor(p):
            _check_negatif(baca, susunan.sub, p, k, angka[k])
            check_pohon(baca, susunan.simpul, SEBUT[p], k, angka[k])
            _check_jumlah(baca, susunan, p, k, angka[k])
    for nomor in sorted([*(s.baris for s in susunan.simpul), *susunan.jumlah]):
        nilai = {p: _nilai(baca, angka, p, nomor) for p in UANG}
        _check_persen(baca, nomor, nilai)
        _check_beda(baca, nomor, nilai, angka)
        _check_bagian(baca, nomor, nilai, angka)


def _nilai(baca: Pembaca, angka: dict[int, Angka], p: Peran, nomor: int) -> int | None:
    return next((angka[k].get(nomor) for k in baca.kepala.nomor(p)), None)


def _check_negatif(baca: Pembaca, sub: list[Simpul], p: Peran, k: int, angka: Angka) -> None:
    for s in sub:
        if (nilai := angka.get(s.baris) or 0) < 0:
            baca.add(
                alamat(s.baris, k), f"{SEBUT[p]} “{s.nama}” {rupiah(nilai)}; tidak boleh kurang "
                "dari nol", PERIKSA, nilai,
            )  # fmt: skip


def _check_jumlah(baca: Pembaca, susunan: Susunan, p: Peran, k: int, angka: Angka) -> None:
    """A total is that of all sub kegiatan, or of those above: all, or since some start."""
    sub = {s.baris: angka.get(s.baris) or 0 for s in susunan.sub}
    semua = sum(sub.values())
    for nomor in susunan.jumlah:
        cetak = angka.get(nomor)
        if cetak is None:
            continue
        mulai = _awal_kelompok(susunan, nomor)
        sah = {semua, *(sum(v for n, v in sub.items() if m <= n < nomor) for m in mulai)}
        if cetak not in sah:
            atas = sum(v for n, v in sub.items() if n < nomor) or semua
            baca.add(
                alamat(nomor, k), f"baris jumlah berisi {SEBUT[p]} {rupiah(cetak)}, padahal "
                f"sub kegiatan di ekspor berjumlah {rupiah(atas)}", PERIKSA, cetak,
            )  # fmt: skip


def _awal_kelompok(susunan: Susunan, nomor: int) -> set[int]:
    """Where a total may begin: the top, the last total, the last programme or kegiatan."""
    atas = [s for s in susunan.sub if s.baris < nomor]
    hasil = {0, *[j for j in susunan.jumlah if j < nomor][-1:]}
    kelompok: tuple[Callable[[Simpul], str], ...] = (
        lambda s: s.program, lambda s: f"{s.program}/{s.kegiatan}",
    )  # fmt: skip
    for kunci in kelompok if atas else ():
        hasil.add(next(s.baris for s in atas if kunci(s) == kunci(atas[-1])))
    return hasil


def _check_persen(baca: Pembaca, nomor: int, nilai: dict[Peran, int | None]) -> None:
    pagu, realisasi = nilai["pagu"], nilai["realisasi"]
    for k in baca.kepala.nomor("persen"):
        cetak = baca.isi(nomor, k)
        if not pagu or realisasi is None or cetak is None:
            continue
        tepat = realisasi / pagu * 100
        sebut = f"{tepat:.2f}".replace(".", ",")
        if not is_cocok_persen(cetak, tepat):
            baca.add(
                alamat(nomor, k), f"persentase tertulis {cetak}, padahal {rupiah(realisasi)} dari "
                f"{rupiah(pagu)} adalah {sebut} persen",
                "periksa pagu, realisasi, dan persentasenya", cetak,
            )  # fmt: skip


def _check_beda(
    baca: Pembaca, nomor: int, nilai: dict[Peran, int | None], angka: dict[int, Angka]
) -> None:
    """Bertambah/(berkurang) = sesudah − sebelum; sisa = pagu − realisasi."""
    sebelum, pagu, realisasi = (nilai[p] for p in UANG)
    for k in baca.kepala.nomor("selisih"):
        _banding(baca, nomor, k, angka, "bertambah/(berkurang)", [_kurang(pagu, sebelum)])
    for k in baca.kepala.nomor("sisa"):
        sah = [_kurang(pagu, realisasi)] if baca.kepala.nomor("realisasi") else []
        sah += [_kurang(pagu, sebelum)] if baca.kepala.nomor("pagu_sebelum") else []
        _banding(baca, nomor, k, angka, "sisa", [*sah, *(-s for s in sah)])


def _kurang(a: int | None, b: int | None) -> int:
    return (a or 0) - (b or 0)


def _banding(
    baca: Pembaca, nomor: int, k: int, angka: dict[int, Angka], nama: str, sah: list[int]
) -> None:
    cetak = angka[k].get(nomor)
    if cetak is not None and sah and cetak not in sah:
        baca.add(
            alamat(nomor, k), f"{nama} tertulis {rupiah(cetak)}, padahal selisih kedua angkanya "
            f"{rupiah(sah[0])}", PERIKSA, cetak,
        )  # fmt: skip


def _check_bagian(
    baca: Pembaca, nomor: int, nilai: dict[Peran, int | None], angka: dict[int, Angka]
) -> None:
    """The kinds of belanja add up to the amount, where they stand beside it."""
    for bagian, utuh in BAGIAN.items():
        kolom = baca.kepala.nomor(bagian)
        isi = [angka[k].get(nomor) for k in kolom]
        jumlah, cetak = sum(i or 0 for i in isi), nilai[utuh]
        if (
            len(kolom) > 1
            and any(i is not None for i in isi)
            and cetak is not None
            and cetak != jumlah
        ):
            letak = baca.kepala.nomor(utuh)[0]
            baca.add(
                alamat(nomor, letak), f"{SEBUT[utuh]} {rupiah(cetak)}, padahal jenis belanjanya "
                f"berjumlah {rupiah(jumlah)}", PERIKSA, cetak,
            )  # fmt: skip


def is_hubung(nilai: object) -> bool:
    """Whether a cell without an amount says so, by a dash."""
    return bool(re.search(r"[-–—−]", str(nilai or "")))
