"""Which column is which amount: where two claim to be one the office is asked, never guessed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lkip_helpers.intake.buku import Lembar, alamat
from lkip_helpers.intake.impor.laporan import Padan, Ragu
from lkip_helpers.intake.impor.padanan import Padanan
from lkip_helpers.intake.impor.sipd.kepala import Kepala, Kolom
from lkip_helpers.intake.impor.sipd.nilai import read_rupiah
from lkip_helpers.intake.impor.sipd.peran import ALASAN_TAHUN, DIPAKAI, UANG, Peran
from lkip_helpers.intake.kontrak import Dpa
from lkip_helpers.intake.lembar import judul_kolom, rapikan

BUANG = "buang"
TAK_MUNGKIN = {"nomor urut", ALASAN_TAHUN}
JUDUL: dict[Peran, str] = {p: judul_kolom(Dpa)[p] for p in UANG} | {
    "output": judul_kolom(Dpa)["output"]
}
TUNGGAL: tuple[Peran, ...] = (*UANG, "output", "persen", "selisih", "sisa")


@dataclass(frozen=True)
class Putusan:
    """The head with each amount in one column at most, and what is still to be asked."""

    kepala: Kepala
    padan: tuple[Padan, ...]
    ragu: tuple[Ragu, ...]


def decide_kolom(lembar: Lembar, kepala: Kepala, padanan: Padanan) -> Putusan:
    """Settle columns that claim the same role, by the answers of the office where there are any."""
    kolom = [_kosongkan(k, lembar, kepala) for k in kepala.kolom]
    ragu: list[Ragu] = []
    hasil: list[Kolom] = []
    tersurat = _baca_jawaban(kolom, padanan)
    ada = {_peran(k, tersurat) for k in kolom}
    kurang = "pagu" not in ada and ("pagu_sebelum" in ada or "realisasi" not in ada)
    for k in kolom:
        kembar = [x for x in kolom if _peran(x, tersurat) == _peran(k, tersurat)]
        if k.peran in ("persen", "selisih", "sisa") and len(kembar) > 1:
            hasil.append(replace(k, peran="lain", alasan="ada dua; tidak dapat diperiksa"))
        elif k.nomor not in tersurat and (
            (k.peran in (*UANG, "output") and len(kembar) > 1)
            or (kurang and _mungkin_uang(k, lembar, kepala))
        ):
            pilihan = (*(JUDUL[p] for p in _pilihan(k)), BUANG)
            ragu.append(Ragu("sipd", "kepala", _nama(k), _sel(k, kepala), pilihan))
            hasil.append(replace(k, peran="lain", alasan="belum jelas"))
        else:
            hasil.append(replace(k, peran=_peran(k, tersurat), alasan=_alasan(k, tersurat)))
    baru = replace(kepala, kolom=tuple(hasil))
    return Putusan(baru, tuple(_list_padan(baru)), tuple(ragu))


def _pilihan(k: Kolom) -> tuple[Peran, ...]:
    return ("output",) if k.peran == "output" else UANG


def list_kembar(kepala: Kepala) -> Iterator[tuple[str, list[str]]]:
    """Amounts that two columns still claim after the answers: title and cells."""
    for p in (*UANG, "output"):
        kolom = [k for k in kepala.kolom if k.peran == p]
        if len(kolom) > 1:
            yield JUDUL[p], [_sel(k, kepala) for k in kolom]


def _nama(k: Kolom) -> str:
    """The head with the letter of its column: two may read the same."""
    return f"{k.teks} (kolom {alamat(1, k.nomor)[:-1]})"


def _sel(k: Kolom, kepala: Kepala) -> str:
    return alamat(kepala.akhir, k.nomor)


def _baca_jawaban(kolom: Iterable[Kolom], padanan: Padanan) -> dict[int, Peran]:
    """Role by column, as the office answered."""
    arti: dict[str, Peran] = {j: p for p, j in JUDUL.items()} | {BUANG: "lain"}
    jawab = {
        k.nomor: padanan.cari("sipd", "kepala", _nama(k), tuple(arti)) for k in kolom if k.teks
    }
    return {n: arti[j] for n, j in jawab.items() if j}


def _peran(k: Kolom, tersurat: dict[int, Peran]) -> Peran:
    return tersurat.get(k.nomor, k.peran)


def _alasan(k: Kolom, tersurat: dict[int, Peran]) -> str:
    return "menurut padanan.toml" if k.nomor in tersurat else k.alasan


def _isi(k: Kolom, lembar: Lembar, kepala: Kepala) -> dict[int, object]:
    return {
        n: b[k.nomor - 1]
        for n, b in enumerate(lembar.isi, 1)
        if n > kepala.akhir and len(b) >= k.nomor and rapikan(b[k.nomor - 1])
    }


def _kosongkan(k: Kolom, lembar: Lembar, kepala: Kepala) -> Kolom:
    """A column that claims an amount but holds nothing, or only Rp, claims none."""
    sama = [x for x in kepala.kolom if x.peran == k.peran]
    isi = {rapikan(v).strip(".:") for v in _isi(k, lembar, kepala).values()}
    if k.peran in TUNGGAL and len(sama) > 1 and isi <= {"rp"}:
        return replace(k, peran="lain", alasan="kolom kosong")
    return k


def _mungkin_uang(k: Kolom, lembar: Lembar, kepala: Kepala) -> bool:
    """Whether a column of no known meaning holds amounts."""
    if k.peran not in ("lain", "pagu_sebelum") or not k.teks or k.alasan in TAK_MUNGKIN:
        return False
    angka, salah = read_rupiah(_isi(k, lembar, kepala))
    return sum(a is not None for a in angka.values()) > len(salah)


def _list_padan(kepala: Kepala) -> Iterator[Padan]:
    for k in kepala.kolom:
        jadi = JUDUL.get(k.peran) or DIPAKAI.get(k.peran, "")
        lanjut = "lanjutan kolom di kirinya" if jadi and not k.teks else ""
        yield Padan(_sel(k, kepala), k.teks, jadi, k.alasan or lanjut)
