"""Programme, kegiatan and sub kegiatan above one another, told apart by their codes."""

from dataclasses import dataclass, field

from lkip_helpers.intake.impor.sipd.baris import Pembaca, Simpul, Susunan, tanpa_label
from lkip_helpers.intake.impor.sipd.kode import (
    Kode,
    KodeSalah,
    Tingkat,
    is_angka_kode,
    is_mirip,
    kunci_kode,
    read_kode,
    split_kode,
)
from lkip_helpers.intake.impor.sipd.peran import NAMA

SEBUTAN = {Tingkat.PROGRAM: "program", Tingkat.KEGIATAN: "kegiatan", Tingkat.SUB: "sub kegiatan"}
RINCIAN = "rincian belanja"
_BUTIR = ("[", "-", "–", "•", "*", "#")


@dataclass
class _Keadaan:
    """Where the reading stands: the parents in force and the code cells of the row above."""

    lalu: list[str] = field(default_factory=list)
    induk: dict[int, Simpul] = field(default_factory=dict)


def susun_bertingkat(baca: Pembaca) -> Susunan:
    """Every row at its depth; each sub kegiatan with its programme and kegiatan."""
    hasil, kini = Susunan(), _Keadaan()
    for nomor in baca.list_baris(hasil):
        if baca.is_jumlah(nomor):
            hasil.jumlah.append(nomor)
            continue
        try:
            kode, nama = _kode_nama(baca, nomor, kini)
        except KodeSalah as galat:
            _tolak_kode(baca, nomor, galat, hasil)
            continue
        if kode is None:
            _tanpa_kode(baca, nomor, nama, hasil)
        else:
            _tambah(baca, Simpul(nomor, kode.dalam, kode.teks, tanpa_label(nama)), hasil, kini)
    return hasil


def _kode_nama(baca: Pembaca, nomor: int, kini: _Keadaan) -> tuple[Kode | None, str]:
    """Code and name of a row; the code may stand in cells of its own, before the name, or both."""
    kolom = baca.kepala.nomor("kode", "kode_program", "kode_kegiatan", "kode_sub")
    nama = [t for k in baca.kepala.nomor(*NAMA) if (t := baca.teks(nomor, k))]
    sel = [baca.isi(nomor, k) for k in kolom]
    if any(isinstance(v, str) and v.strip() and not is_angka_kode(v) for v in sel):
        sel = []
    if not nama and len(terisi := [t for k in kolom if (t := baca.teks(nomor, k))]) == 1:
        tempel, sisa = split_kode(terisi[0])
        if tempel:
            return tempel, sisa
    if len(nama) > 1:
        raise KodeSalah("dua nama pada satu baris", "sisakan satu nama pada setiap baris")
    tempel, sisa = split_kode(nama[0] if nama else "")
    kode, kini.lalu = read_kode(sel, sisa, kini.lalu)
    if kode and tempel and kunci_kode(kode.teks) != kunci_kode(tempel.teks):
        raise KodeSalah(
            f"kode {kode.teks} berbeda dari kode {tempel.teks} di depan namanya",
            "samakan keduanya",
        )
    if not (kode or tempel) and is_mirip(sisa):
        raise KodeSalah(f"kode pada “{sisa[:60]}” tidak dikenal", "tulis seperti 7.01.01.2.01.0001")
    return kode or tempel, sisa


def _tolak_kode(baca: Pembaca, nomor: int, galat: KodeSalah, hasil: Susunan) -> None:
    """A spoiled code is a fault in the table; below its total, without amounts, it is a note."""
    akhir = hasil.simpul[-1].baris if hasil.simpul else 0
    if not baca.berangka(nomor) and any(j > akhir for j in hasil.jumlah):
        hasil.asing.append(nomor)
    else:
        baca.add(baca.sel(nomor), str(galat), galat.saran, " ".join(baca.tepi(nomor))[:80])


def _tanpa_kode(baca: Pembaca, nomor: int, nama: str, hasil: Susunan) -> None:
    """Details of belanja, the amount of the unit, more output of the row above, or unknown."""
    akhir = hasil.simpul[-1] if hasil.simpul else None
    output = [t for k in baca.kepala.nomor("output") if (t := baca.teks(nomor, k))]
    tepi, berangka = baca.tepi(nomor), baca.berangka(nomor)
    if not hasil.sub and berangka and not any(s.dalam >= Tingkat.PROGRAM for s in hasil.simpul):
        hasil.jumlah.append(nomor)
    elif akhir and output and not tepi and not berangka and _lanjut(baca, nomor, akhir):
        akhir.output += output
        hasil.dibuang.append((nomor, "lanjutan output di atasnya"))
    elif (
        akhir
        and not any(j > akhir.baris for j in hasil.jumlah)
        and (nama.startswith(_BUTIR) or (akhir.dalam >= Tingkat.BELANJA and not berangka))
    ):
        hasil.dibuang.append((nomor, RINCIAN))
    else:
        hasil.asing.append(nomor)


def _lanjut(baca: Pembaca, nomor: int, akhir: Simpul) -> bool:
    """Whether a row goes on the sub kegiatan above: in its merged cells, or before more codes."""
    gabung = any(b1 <= akhir.baris and nomor <= b2 for b1, _, b2, _ in baca.lembar.gabung)
    kolom = baca.kepala.nomor("kode", *NAMA)
    bawah = range(nomor + 1, len(baca.lembar.isi) + 1)
    lagi = any(split_kode(baca.teks(n, k) + " x")[0] for n in bawah for k in kolom)
    return akhir.is_sub and (gabung or lagi)


def _tambah(baca: Pembaca, s: Simpul, hasil: Susunan, kini: _Keadaan) -> None:
    tingkat = Tingkat(min(s.dalam, Tingkat.BELANJA))
    lama = kini.induk.get(tingkat)
    if (
        lama and tingkat in (Tingkat.PROGRAM, Tingkat.KEGIATAN) and lama.kode == s.kode
        and lama.nama.casefold() == s.nama.casefold() and not baca.berangka(s.baris)
    ):  # fmt: skip
        hasil.dibuang.append((s.baris, f"{SEBUTAN[tingkat]} diulang"))
        return
    if tingkat in SEBUTAN and not s.nama:
        baca.add(
            baca.sel(s.baris), f"{SEBUTAN[tingkat]} {s.kode} tanpa nama", "isi namanya", s.kode
        )
    _check_induk(baca, s, tingkat, kini)
    hasil.simpul.append(s)
    kini.induk = {t: i for t, i in kini.induk.items() if t < s.dalam} | {int(tingkat): s}
    if s.is_sub:
        s.output = [t for k in baca.kepala.nomor("output") if (t := baca.teks(s.baris, k))]
    else:
        alasan = RINCIAN if tingkat == Tingkat.BELANJA else f"baris {tingkat.name.lower()}"
        hasil.dibuang.append((s.baris, alasan))


def _check_induk(baca: Pembaca, s: Simpul, tingkat: Tingkat, kini: _Keadaan) -> None:
    """A kegiatan stands below its programme, a sub kegiatan below its kegiatan."""
    if tingkat not in (Tingkat.KEGIATAN, Tingkat.SUB):
        return
    atas = kini.induk.get(tingkat - 1)
    sebut = SEBUTAN[Tingkat(tingkat - 1)]
    if atas is None:
        baca.add(
            baca.sel(s.baris), f"{SEBUTAN[tingkat]} {s.kode} tanpa baris {sebut} di atasnya",
            f"tambahkan baris {sebut}nya, atau ambil ekspor yang memuatnya", s.kode,
        )  # fmt: skip
    elif not s.kode.startswith(f"{atas.kode}."):
        baca.add(
            baca.sel(s.baris), f"{SEBUTAN[tingkat]} {s.kode} berdiri di bawah {sebut} {atas.kode}",
            "periksa kode dan urutan barisnya", s.kode,
        )  # fmt: skip
    elif s.is_sub and (program := kini.induk.get(Tingkat.PROGRAM)):
        s.program, s.kode_program, s.kegiatan = program.nama, program.kode, atas.nama
