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
from lkip_helpers.intake.tugas import gabung_sel
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
    A row the export lacks stays, except one with a pagu in a programme whose pagu it lists.
    """
    hasil, lama = _Gabungan(terbaca), dict(terbaca.baris)
    pasangan = _pasangkan(lama, baru)
    for i, r in enumerate(baru):
        nomor = pasangan.get(i)
        hasil.baris.append(r if nomor is None else _satukan(hasil, nomor, lama[nomor], r))
    beranggaran = {p for r in lama.values() if _berangka(r) for p in _program(r)}
    for r in [r for i, r in enumerate(baru) if i not in pasangan and beranggaran & _program(r)]:
        hasil.temuan.append(Temuan(
            Dpa.BERKAS, Dpa.LEMBAR, "", "", "peringatan", f"“{r['sub_kegiatan']}” ditambahkan",
            "periksa bahwa sub kegiatan itu memang baru",
        ))  # fmt: skip
    sisa = {n: r for n, r in lama.items() if n not in pasangan.values()}
    if sisa:
        dimuat = {p for r in (*baru, *(lama[n] for n in pasangan.values())) for p in _program(r)}
        _tinggalkan(hasil, sisa, dimuat, berpagu=any("pagu" in r for r in baru))
    return Isi(hasil.baris), hasil.temuan


def _program(r: Rekam) -> set[str]:
    """Code and name of its programme, whichever there are."""
    return {t for n in ("kode_program", "program") if (t := rapikan(r.get(n))) not in {"", *KOSONG}}


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


def _tinggalkan(
    hasil: _Gabungan, sisa: dict[int, Rekam], dimuat: set[str], *, berpagu: bool
) -> None:
    """The rows the export does not have; dimuat: its programmes.

    Those of its programmes that have an amount contradict an export with the pagu and go, but only
    with --ganti. All others stay where their programme is, and are said in a line a kind.
    """
    lain = {n: r for n, r in sisa.items() if not dimuat & _program(r)}
    milik = {n: r for n, r in sisa.items() if n not in lain}
    hapus = [n for n, r in milik.items() if berpagu and _berangka(r)]
    for n in hapus:
        nama = milik.pop(n).get("sub_kegiatan")
        pesan = f"“{nama}” tidak ada di ekspor; barisnya akan dihapus"
        hasil.add(n, "sub_kegiatan", pesan, GANTI, nama)
    polos = {n: r for n, r in milik.items() if not _berangka(r)}
    berisi = {n: r for n, r in milik.items() if n not in polos}
    program = {rapikan(r.get("program")): str(r.get("program")) for r in lain.values()}
    for kelompok, pesan, saran in (
        (
            lain, f"program yang tidak ada di ekspor ({'; '.join(program.values())}) tetap",
            "impor juga ekspor programnya, atau hapus barisnya bila tidak dianggarkan lagi",
        ),
        (
            polos, "sub kegiatan yang belum beranggaran tidak ada di ekspor; barisnya tetap",
            "hapus barisnya bila tidak dianggarkan lagi",
        ),
        (berisi, "sub kegiatan tidak ada di ekspor; barisnya tetap", "periksa realisasinya"),
    ):  # fmt: skip
        if kelompok:
            _tetapkan(hasil, kelompok, pesan, saran)
    if tetap := [sisa[n] for n in sorted(sisa) if n not in hapus]:
        hasil.baris = _urutkan([*hasil.baris, *tetap])


def _tetapkan(hasil: _Gabungan, baris: dict[int, Rekam], pesan: str, saran: str) -> None:
    """Say, on their cells, how many rows stay and what pagu they have."""
    sel = gabung_sel([sel_dari(hasil.terbaca, n, "sub_kegiatan") for n in sorted(baris)])
    pagu = sum(_angka(r.get("pagu")) or 0 for r in baris.values())
    jumlah = f" (pagu Rp{rupiah(pagu)})" if pagu else ""
    hasil.temuan.append(Temuan(
        Dpa.BERKAS, Dpa.LEMBAR, sel, "", "peringatan", f"{len(baris)} baris {pesan}{jumlah}", saran
    ))  # fmt: skip


def _urutkan(baris: list[Rekam]) -> list[Rekam]:
    """The rows of a programme, and in it of a kegiatan, side by side; programmes by their codes.

    Where a programme has no code they stand in the order they came.
    """
    kode = {rapikan(r.get("program")): k for r in baris if (k := rapikan(r.get("kode_program")))}
    milik = [
        (kode.get(p := rapikan(r.get("program")), p), rapikan(r.get("kegiatan"))) for r in baris
    ]
    program, kegiatan = list(dict.fromkeys(p for p, _ in milik)), list(dict.fromkeys(milik))
    if set(program) <= set(kode.values()):
        program.sort()
    urut = sorted(zip(milik, baris, strict=True), key=lambda x: kegiatan.index(x[0]))
    return [r for _, r in sorted(urut, key=lambda x: program.index(x[0][0]))]


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
