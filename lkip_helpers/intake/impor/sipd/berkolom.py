"""One row a sub kegiatan, its parents in columns: repeated, merged or blank below."""

from dataclasses import dataclass, field, replace
from itertools import pairwise

from lkip_helpers.intake.buku import alamat
from lkip_helpers.intake.impor.sipd.baris import (
    Pembaca,
    Simpul,
    Susunan,
    is_total_pasti,
    rapi_teks,
    tanpa_label,
)
from lkip_helpers.intake.impor.sipd.kode import (
    KodeSalah,
    Tingkat,
    is_angka_kode,
    read_kode,
    split_kode,
)
from lkip_helpers.intake.impor.sipd.peran import Peran

JENJANG: tuple[tuple[Tingkat, Peran, Peran], ...] = (
    (Tingkat.PROGRAM, "program", "kode_program"),
    (Tingkat.KEGIATAN, "kegiatan", "kode_kegiatan"),
    (Tingkat.SUB, "sub", "kode_sub"),
)
SEBUTAN = {Tingkat.PROGRAM: "program", Tingkat.KEGIATAN: "kegiatan", Tingkat.SUB: "sub kegiatan"}


@dataclass(frozen=True)
class _Isi:
    """A name on a row: its code, whether it is the cell's own or that of its merged range."""

    nama: str = ""
    kode: str = ""
    sendiri: bool = False


@dataclass
class _Keadaan:
    """The programme and kegiatan in force, the sub kegiatan last read."""

    induk: dict[Tingkat, _Isi] = field(default_factory=dict)
    sub: Simpul | None = None
    berlabel: bool = False
    bertangga: list[int] = field(default_factory=list)


def susun_berkolom(baca: Pembaca) -> Susunan:
    """Every sub kegiatan with its programme and kegiatan; rows of these two are their subtotals."""
    hasil, kini = Susunan(), _Keadaan()
    gabung = {
        (b, k1): (b1, k1) for b1, k1, b2, _ in baca.lembar.gabung for b in range(b1 + 1, b2 + 1)
    }
    for nomor in baca.list_baris(hasil):
        if baca.is_jumlah(nomor):
            _tambah_jumlah(baca, nomor, hasil)
            continue
        try:
            isi = {t: _baca(baca, nomor, gabung, t, n, k) for t, n, k in JENJANG}
        except KodeSalah as galat:
            baca.add(baca.sel(nomor), str(galat), galat.saran, " ".join(baca.tepi(nomor))[:80])
            continue
        if isi[Tingkat.SUB].sendiri:
            _tambah_sub(baca, nomor, isi, hasil, kini)
        elif isi[Tingkat.SUB].nama:
            _lanjutkan(baca, nomor, hasil, kini)
        elif isi[Tingkat.KEGIATAN].sendiri or isi[Tingkat.PROGRAM].sendiri:
            _tambah_tangga(nomor, isi, hasil, kini)
        else:
            hasil.asing.append(nomor)
    _rapikan_tangga(baca, hasil, kini)
    return hasil


def _tambah_jumlah(baca: Pembaca, nomor: int, hasil: Susunan) -> None:
    """A total; in the column of the sub kegiatan "Total …" may also be the name of one."""
    nama = baca.teks(nomor, baca.kepala.nomor("sub")[0])
    if nama and not is_total_pasti(nama):
        baca.add(
            alamat(nomor, baca.kepala.nomor("sub")[0]),
            f"“{nama}” dapat berarti sub kegiatan atau baris jumlah",
            "isi program dan kegiatannya bila sub kegiatan, atau tulis JUMLAH saja", nama,
        )  # fmt: skip
    hasil.jumlah.append(nomor)


def _baca(
    baca: Pembaca,
    nomor: int,
    gabung: dict[tuple[int, int], tuple[int, int]],
    tingkat: Tingkat,
    nama: Peran,
    kode: Peran,
) -> _Isi:
    """The name of one level on a row, its code from before the name or from its own column."""
    kolom = baca.kepala.nomor(nama)[0]
    asal = gabung.get((nomor, kolom), (nomor, kolom))
    tempel, teks = split_kode(rapi_teks(baca.isi(*asal)))
    milik = [baca.isi(*gabung.get((nomor, k), (nomor, k))) for k in baca.kepala.nomor(kode)]
    terbaca = read_kode(milik, teks, [])[0] if milik else None
    umum = [baca.isi(nomor, k) for k in baca.kepala.nomor("kode")]
    berkode = all(not isinstance(v, str) or is_angka_kode(v) for v in umum)
    if terbaca is None and umum and (teks or berkode):
        dari_umum = read_kode(umum, teks, [])[0]
        terbaca = dari_umum if dari_umum and dari_umum.dalam == tingkat else None
    pasti = terbaca or tempel
    if terbaca and tempel and terbaca != tempel:
        raise KodeSalah(f"kode {terbaca.teks} berbeda dari kode {tempel.teks}", "samakan keduanya")
    if pasti and pasti.dalam != tingkat:
        raise KodeSalah(
            f"kode {pasti.teks} bukan kode {SEBUTAN[tingkat]}", "periksa kode dan letak kolomnya"
        )
    return _Isi(tanpa_label(teks), pasti.teks if pasti else "", bool(teks) and asal[0] == nomor)


def _tambah_sub(
    baca: Pembaca, nomor: int, isi: dict[Tingkat, _Isi], hasil: Susunan, kini: _Keadaan
) -> None:
    for tingkat, nama, _ in JENJANG[:2]:
        satu, lama = isi[tingkat], kini.induk.get(tingkat)
        if satu.nama:
            kini.berlabel = kini.berlabel or satu.sendiri
            if tingkat == Tingkat.PROGRAM and lama and lama.nama != satu.nama:
                kini.induk.pop(Tingkat.KEGIATAN, None)
            kini.induk[tingkat] = satu
        elif lama is None:
            letak = alamat(nomor, baca.kepala.nomor(nama)[0])
            baca.add(
                letak, f"{SEBUTAN[tingkat]} kosong pada baris pertamanya",
                f"isi nama {SEBUTAN[tingkat]} pada setiap baris: label yang diletakkan di tengah "
                "kelompoknya tidak dapat dibaca dengan pasti",
            )  # fmt: skip
            return
        elif not kini.bertangga:
            hasil.tarik.append(nomor)
    sub = isi[Tingkat.SUB]
    _lengkapi_kode(kini, sub.kode)
    program, kegiatan = kini.induk[Tingkat.PROGRAM], kini.induk[Tingkat.KEGIATAN]
    _check_kode(baca, nomor, program, kegiatan, sub)
    if sub.kode and nomor in hasil.tarik and kegiatan.kode:
        hasil.tarik = [n for n in hasil.tarik if n != nomor]
    induk = sub.kode or kegiatan.kode
    kini.sub = Simpul(
        nomor, Tingkat.SUB, sub.kode, sub.nama, program.nama,
        program.kode or ".".join(induk.split(".")[:3]), kegiatan.nama,
        [t for k in baca.kepala.nomor("output") if (t := baca.teks(nomor, k))],
    )  # fmt: skip
    hasil.simpul.append(kini.sub)


def _lengkapi_kode(kini: _Keadaan, kode: str) -> None:
    """Parents without a code get that of their first sub kegiatan; the next is held to it."""
    for tingkat, panjang in ((Tingkat.PROGRAM, 3), (Tingkat.KEGIATAN, 5)):
        if kode and not kini.induk[tingkat].kode:
            depan = ".".join(kode.split(".")[:panjang])
            kini.induk[tingkat] = replace(kini.induk[tingkat], kode=depan)


def _check_kode(baca: Pembaca, nomor: int, *urutan: _Isi) -> None:
    """The code of each level begins with that of the level above: else a label is misplaced."""
    berkode = [i.kode for i in urutan if i.kode]
    for atas, bawah in pairwise(berkode):
        if not bawah.startswith(f"{atas}."):
            baca.add(
                baca.sel(nomor), f"kode {bawah} berdiri pada baris berkode {atas}",
                "isi program dan kegiatan pada setiap baris menurut kodenya", bawah,
            )  # fmt: skip


def _lanjutkan(baca: Pembaca, nomor: int, hasil: Susunan, kini: _Keadaan) -> None:
    """A row within the merged cell of a sub kegiatan: more output, but no amount of its own."""
    if baca.berangka(nomor) or kini.sub is None:
        sel = alamat(nomor, baca.kolom_angka[0])
        baca.add(sel, "satu sub kegiatan berisi lebih dari satu angka", "jumlahkan menjadi satu")
        return
    kini.sub.output += [t for k in baca.kepala.nomor("output") if (t := baca.teks(nomor, k))]
    hasil.dibuang.append((nomor, "lanjutan output di atasnya"))


def _tambah_tangga(nomor: int, isi: dict[Tingkat, _Isi], hasil: Susunan, kini: _Keadaan) -> None:
    """A row of a programme or of a kegiatan, above its sub kegiatan."""
    tingkat = Tingkat.KEGIATAN if isi[Tingkat.KEGIATAN].sendiri else Tingkat.PROGRAM
    program = isi[Tingkat.PROGRAM]
    if program.nama:
        kini.induk = {Tingkat.PROGRAM: program}
    satu = isi[tingkat]
    kini.induk[tingkat] = satu
    kini.bertangga.append(nomor)
    hasil.simpul.append(Simpul(nomor, tingkat, satu.kode, satu.nama))


def _rapikan_tangga(baca: Pembaca, hasil: Susunan, kini: _Keadaan) -> None:
    """Step rows that are none: below the last sub kegiatan, or without amounts among labelled rows.

    Programmes without a code get that of their other rows.
    """
    akhir = max((s.baris for s in hasil.sub), default=0)
    for s in [s for s in hasil.simpul if s.baris in kini.bertangga]:
        nyata = any(baca.bilangan(s.baris, k) for k in baca.kolom_angka)
        if (kini.berlabel and not nyata) or (s.baris > akhir and not (s.kode or nyata)):
            hasil.simpul.remove(s)
            hasil.asing.append(s.baris)
        else:
            hasil.dibuang.append((s.baris, f"baris {SEBUTAN[Tingkat(s.dalam)]}"))
    hasil.asing.sort()
    kode = {s.program: s.kode_program for s in hasil.sub if s.kode_program}
    for s in hasil.sub:
        s.kode_program = s.kode_program or kode.get(s.program, "")
