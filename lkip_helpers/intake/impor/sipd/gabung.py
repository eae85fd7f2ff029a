"""The rows of an export put together with those the sheet DPA has: nothing is lost in silence."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.intake.angka import KOSONG, parse_angka
from lkip_helpers.intake.impor.sipd.kode import kunci_kode
from lkip_helpers.intake.impor.sipd.peran import UANG
from lkip_helpers.intake.kontrak import Dpa
from lkip_helpers.intake.lembar import Terbaca, judul_kolom, rapikan, sel_dari
from lkip_helpers.intake.periksa import rupiah
from lkip_helpers.intake.temuan import Temuan, Tingkat
from lkip_helpers.intake.warisan import Isi, Rekam

GANTI = "periksa mana yang benar; jalankan dengan --ganti bila ekspornya yang benar"
_Kunci = Callable[[Rekam], tuple[str, ...] | None]


def _berkode(r: Rekam) -> tuple[str, ...] | None:
    kode = rapikan(r.get("kode_sub_kegiatan"))
    return (kunci_kode(kode),) if kode and kode not in KOSONG else None


def _bernama(*nama: str) -> _Kunci:
    return lambda r: tuple(rapikan(r.get(n)) for n in nama)


KUNCI: tuple[_Kunci, ...] = (
    _berkode,
    _bernama("program", "kegiatan", "sub_kegiatan"),
    _bernama("kegiatan", "sub_kegiatan"),
    _bernama("sub_kegiatan"),
)


@dataclass
class _Gabungan:
    terbaca: Terbaca
    baris: list[Rekam] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)

    def add(
        self, nomor: int, nama: str, pesan: str, saran: str, nilai: Any, berat: Tingkat = "salah"
    ) -> None:
        sel = sel_dari(self.terbaca, nomor, nama)
        self.temuan.append(Temuan(Dpa.BERKAS, Dpa.LEMBAR, sel, str(nilai), berat, pesan, saran))


def gabung_dpa(terbaca: Terbaca, baru: Sequence[Rekam]) -> tuple[Isi, list[Temuan]]:
    """The sheet's rows after the import, and each change of what it holds, by its cell.

    A row is known by its code, else by its names. Names and outputs stay as the office wrote them;
    an amount that differs is a fault, unless it is the pagu that the export says is the former one.
    """
    hasil, lama = _Gabungan(terbaca), dict(terbaca.baris)
    pasangan = _pasangkan(lama, baru)
    for i, r in enumerate(baru):
        nomor = pasangan.get(i)
        hasil.baris.append(r if nomor is None else _satukan(hasil, nomor, lama[nomor], r))
    berisi = any(_berangka(r) for r in lama.values())
    for r in [r for i, r in enumerate(baru) if berisi and i not in pasangan]:
        hasil.temuan.append(Temuan(
            Dpa.BERKAS, Dpa.LEMBAR, "", "", "peringatan", f"“{r['sub_kegiatan']}” ditambahkan",
            "periksa bahwa sub kegiatan itu memang baru",
        ))  # fmt: skip
    berpagu = any("pagu" in r for r in baru)
    for nomor in sorted(lama.keys() - set(pasangan.values())):
        _tinggalkan(hasil, nomor, lama[nomor], berpagu=berpagu)
    return Isi(hasil.baris), hasil.temuan


def _pasangkan(lama: dict[int, Rekam], baru: Sequence[Rekam]) -> dict[int, int]:
    """Row of the sheet for each row of the export; only what is one of its kind on both sides."""
    hasil: dict[int, int] = {}
    for kunci in KUNCI:
        kiri = {i: k for i, r in enumerate(baru) if i not in hasil and (k := kunci(r))}
        kanan = {n: k for n, r in lama.items() if n not in hasil.values() and (k := kunci(r))}
        banyak = Counter(kanan.values()), Counter(kiri.values())
        letak = {k: n for n, k in kanan.items()}
        hasil |= {i: letak[k] for i, k in kiri.items() if [b[k] for b in banyak] == [1, 1]}
    return hasil


def _satukan(hasil: _Gabungan, nomor: int, lama: Rekam, baru: Rekam) -> Rekam:
    if rapikan(lama.get("sub_kegiatan")) != rapikan(baru["sub_kegiatan"]):
        hasil.add(
            nomor, "sub_kegiatan", f"pada ekspor bernama “{baru['sub_kegiatan']}”; nama di lembar "
            "tetap dipakai", "periksa bahwa keduanya sub kegiatan yang sama",
            lama.get("sub_kegiatan"), "peringatan",
        )  # fmt: skip
    jadi = dict(lama)
    for nama, nilai in baru.items():
        if nama in UANG:
            jadi[nama] = _uang(hasil, nomor, nama, lama, baru)
        elif not rapikan(lama.get(nama)):
            jadi[nama] = nilai
    return jadi


def _uang(hasil: _Gabungan, nomor: int, nama: str, lama: Rekam, baru: Rekam) -> Any:
    kini, isi = lama.get(nama), baru[nama]
    if isi is None:
        return kini
    sah = not rapikan(kini) or _angka(kini) == _angka(isi)
    murni = nama == "pagu" and "pagu_sebelum" in baru
    if (
        murni
        and _angka(kini) == _angka(baru["pagu_sebelum"])
        and not _angka(lama.get("pagu_sebelum"))
    ):
        sah = True  # the former pagu becomes the pagu before the change
    if not sah:
        hasil.add(
            nomor, nama, f"{judul_kolom(Dpa)[nama]} “{lama.get('sub_kegiatan')}” {_sebut(kini)}, "
            f"sedangkan ekspornya {_sebut(isi)}", GANTI, kini,
        )  # fmt: skip
    return isi


def _tinggalkan(hasil: _Gabungan, nomor: int, lama: Rekam, *, berpagu: bool) -> None:
    """A row the export does not have: without amounts it goes, a budgeted one only with --ganti."""
    sebut = f"“{lama.get('sub_kegiatan')}” tidak ada di ekspor"
    if not _berangka(lama):
        hasil.add(
            nomor, "sub_kegiatan", f"{sebut} dan belum beranggaran, sehingga dihapus",
            "tambahkan lagi bila memang ada", lama.get("sub_kegiatan"), "peringatan",
        )  # fmt: skip
    elif berpagu:
        hasil.add(
            nomor, "sub_kegiatan", f"{sebut}; barisnya akan dihapus", GANTI,
            lama.get("sub_kegiatan"),
        )  # fmt: skip
    else:
        hasil.baris.append(lama)
        hasil.add(
            nomor, "sub_kegiatan", f"{sebut}; barisnya tetap", "periksa realisasinya",
            lama.get("sub_kegiatan"), "peringatan",
        )  # fmt: skip


def _berangka(r: Rekam) -> bool:
    return any(rapikan(r.get(n)) for n in UANG)


def _angka(nilai: Any) -> int | None:
    angka = parse_angka(nilai, bulat=True)
    return None if angka is None else int(angka)


def _sebut(nilai: Any) -> str:
    angka = _angka(nilai)
    return "-" if angka is None else rupiah(angka)


def list_program(terbaca: Sequence[Terbaca]) -> Iterator[str]:
    """The names of programmes as the workbooks spell them."""
    for t in terbaca:
        for _, r in t.baris:
            if rapikan(r.get("program")):
                yield " ".join(str(r["program"]).split())
