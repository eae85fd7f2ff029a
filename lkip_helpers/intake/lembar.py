"""Find the table on a sheet: header, columns, rows that count and rows that do not."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.intake.buku import Buku, Lembar, alamat
from lkip_helpers.intake.kontrak import Kontrak
from lkip_helpers.intake.temuan import Temuan, Tingkat

_TOTAL = re.compile(
    r"((sub ?)?(jumlah|total)|grand total|rata-?rata)(\s*/\s*rata-?rata)?"
    r"(\s+(keseluruhan|seluruh(nya)?|umum|belanja|anggaran))?\s*:?",
    re.IGNORECASE,
)
_NOMOR_KOLOM = re.compile(r"(\d+)(\.0)?(\s*=.*)?")
_NOMOR_URUT = {"no", "no.", "nomor", "nomor urut"}
BARIS_JUMLAH = "baris jumlah"
TAK_DIBACA = "tidak dikenal dan tidak dibaca"
PENCARIAN_KEPALA = 40
DEKAT = 5


@dataclass
class Terbaca:
    """What was found on one sheet.

    kolom: column number of each field; lebar: column number of each further header (LEBAR).
    baris: raw values by field, with the Excel row; dibuang: rows left out, each with its reason.
    jumlah: those among them that are totals, with their values.
    """

    kontrak: type[Kontrak]
    kolom: dict[str, int] = field(default_factory=dict)
    lebar: dict[str | int, int] = field(default_factory=dict)
    baris: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    dibuang: list[tuple[int, str]] = field(default_factory=list)
    jumlah: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    temuan: list[Temuan] = field(default_factory=list)
    dibaca: int = 0

    def add(
        self, pesan: str, saran: str, sel: str = "", nilai: Any = None, tingkat: Tingkat = "salah"
    ) -> None:
        if isinstance(nilai, float) and nilai.is_integer():
            nilai = int(nilai)
        teks = "" if nilai is None else str(nilai)
        k = self.kontrak
        self.temuan.append(Temuan(k.BERKAS, k.LEMBAR, sel, teks, tingkat, pesan, saran))


def rapikan(teks: Any) -> str:
    """A header for comparing: case, spaces and line breaks folded."""
    if isinstance(teks, float) and teks.is_integer():
        teks = int(teks)
    return "" if teks is None else " ".join(str(teks).casefold().split())


def judul_kolom(kontrak: type[Kontrak]) -> dict[str, str]:
    """Header of each column that has one of its own, by field."""
    return {nama: str(f.title) for nama, f in kontrak.model_fields.items() if nama != kontrak.LEBAR}


def read_lembar(buku: Buku, kontrak: type[Kontrak]) -> Terbaca:
    """The table of `kontrak` in `buku`; faults of form are in its `temuan`."""
    hasil = Terbaca(kontrak)
    nama = _find_nama(buku, kontrak, hasil)
    if nama is None:
        return hasil
    lembar = buku.read_lembar(nama)
    hasil.dibaca = len(lembar.isi)
    if kontrak.TEGAK:
        _read_tegak(lembar, hasil)
    else:
        _read_datar(lembar, hasil)
    dipakai = _alamat_dipakai(hasil)
    for sel in dipakai & set(buku.find_rumus_kosong(nama)):
        hasil.add(f"rumus di {sel} belum punya hasil tersimpan", "buka di Excel lalu simpan", sel)
    for sel, galat in buku.find_galat(nama).items():
        if sel in dipakai:
            hasil.add(f"berisi galat Excel {galat}", "perbaiki rumusnya lalu simpan", sel, galat)
    for nomor in sorted(buku.find_baris_tersembunyi(nama) & {n for n, _ in hasil.baris}):
        hasil.add(
            "baris tersembunyi ikut dibaca",
            "tampilkan barisnya dan periksa",
            f"A{nomor}",
            tingkat="peringatan",
        )
    _buka_persen(buku, nama, hasil)
    return hasil


def _alamat_dipakai(hasil: Terbaca) -> set[str]:
    """Cells the report is made from; what stands beside the table is nobody's fault."""
    if hasil.kontrak.TEGAK:
        return {alamat(n, 2) for n in hasil.kolom.values()}
    kolom = [*hasil.kolom.values(), *hasil.lebar.values()]
    return {alamat(n, k) for n, _ in hasil.baris for k in kolom}


def _find_nama(buku: Buku, kontrak: type[Kontrak], hasil: Terbaca) -> str | None:
    ada = {rapikan(n): n for n in buku.daftar_lembar}
    if nama := ada.get(rapikan(kontrak.LEMBAR)):
        return nama
    if kontrak.LEMBAR_WAJIB:
        mirip = difflib.get_close_matches(rapikan(kontrak.LEMBAR), ada, 1)
        saran = (
            f"apakah maksudnya “{ada[mirip[0]]}”? Ganti namanya" if mirip else "tambahkan lembarnya"
        )
        hasil.add(f"lembar {kontrak.LEMBAR} tidak ada", saran)
    return None


def _read_tegak(lembar: Lembar, hasil: Terbaca) -> None:
    """One record: label in the first filled column, value in the next."""
    label = {rapikan(j): nama for nama, j in judul_kolom(hasil.kontrak).items()}
    rekam: dict[str, Any] = {}
    for nomor, isi in enumerate(lembar.isi, 1):
        kunci = label.get(rapikan(isi[0] if isi else None))
        if kunci is None:
            hasil.dibuang.append((nomor, "baris kosong" if _kosong(isi) else "bukan isian"))
        elif kunci in rekam:
            hasil.add(f"isian {isi[0]} ditulis dua kali", "hapus salah satunya", alamat(nomor, 1))
        else:
            rekam[kunci] = isi[1] if len(isi) > 1 else None
            hasil.kolom[kunci] = nomor
    for kunci in _wajib(hasil.kontrak):
        if kunci not in rekam:
            judul = judul_kolom(hasil.kontrak)[kunci]
            hasil.add(f"isian {judul} tidak ada", "tambahkan barisnya")
    hasil.baris.append((1, rekam))


def _wajib(kontrak: type[Kontrak]) -> Iterator[str]:
    return (n for n, f in kontrak.model_fields.items() if f.is_required() and n != kontrak.LEBAR)


def _kosong(isi: Sequence[Any]) -> bool:
    return not any(rapikan(v) for v in isi)


def _read_datar(lembar: Lembar, hasil: Terbaca) -> None:
    kepala = _find_kepala(lembar, hasil)
    if kepala is None:
        return
    _petakan_kolom(lembar.isi[kepala - 1], kepala, hasil)
    isi = _isi_gabungan(lembar, kepala)
    for nomor, baris in enumerate(isi, 1):
        alasan = _alasan_buang(nomor, lembar.isi, kepala)
        if alasan:
            hasil.dibuang.append((nomor, alasan))
            if alasan == BARIS_JUMLAH:
                hasil.jumlah.append((nomor, _ambil(baris, hasil)))
        else:
            hasil.baris.append((nomor, _ambil(baris, hasil)))


def _find_kepala(lembar: Lembar, hasil: Terbaca) -> int | None:
    """Row number of the header: the row with most of the contract's titles.

    A title above the table may read like the only column ("MISI"): among equals close together
    the last counts. Further off it is the header repeated on a new page.
    """
    judul = {rapikan(j) for j in judul_kolom(hasil.kontrak).values()}
    cocok = {
        n: len(judul & {rapikan(v) for v in isi})
        for n, isi in enumerate(lembar.isi[:PENCARIAN_KEPALA], 1)
    }
    terbanyak = max(cocok.values(), default=0)
    if terbanyak >= min(2, len(list(_wajib(hasil.kontrak)))):
        pertama = min(n for n, c in cocok.items() if c == terbanyak)
        return max(n for n, c in cocok.items() if c == terbanyak and n <= pertama + DEKAT)
    hasil.add(
        "baris kepala tabel tidak ditemukan",
        f"tulis judul kolom: {', '.join(judul_kolom(hasil.kontrak).values())}",
    )
    return None


def _petakan_kolom(kepala: Sequence[Any], nomor: int, hasil: Terbaca) -> None:
    """Fill kolom and lebar; say which columns are missing, doubled or unknown."""
    judul = {rapikan(j): nama for nama, j in judul_kolom(hasil.kontrak).items()}
    sisa: dict[str, int] = {}
    for k, teks in enumerate(kepala, 1):
        rapi = rapikan(teks)
        if not rapi or (rapi in _NOMOR_URUT and rapi not in judul):
            continue
        if rapi in sisa or judul.get(rapi, "") in hasil.kolom:
            hasil.add(
                f"judul kolom “{teks}” ada dua", "ganti salah satunya", alamat(nomor, k), teks
            )
        elif rapi in judul:
            hasil.kolom[judul[rapi]] = k
        else:
            sisa[rapi] = k
    tak_dikenal = _petakan_lebar(kepala, sisa, hasil) if hasil.kontrak.LEBAR else list(sisa)
    for nama in _wajib(hasil.kontrak):
        if nama not in hasil.kolom:
            mirip = difflib.get_close_matches(rapikan(judul_kolom(hasil.kontrak)[nama]), sisa, 1)
            saran = (
                f"apakah maksudnya kolom “{kepala[sisa[mirip[0]] - 1]}”?"
                if mirip
                else "tambahkan kolomnya"
            )
            hasil.add(
                f"kolom {judul_kolom(hasil.kontrak)[nama]} tidak ada", saran, alamat(nomor, 1)
            )
    for rapi in tak_dikenal:
        k = sisa[rapi]
        hasil.add(
            f"kolom “{kepala[k - 1]}” {TAK_DIBACA}",
            "hapus, atau periksa ejaan judulnya", alamat(nomor, k), kepala[k - 1], "peringatan",
        )  # fmt: skip


def _petakan_lebar(kepala: Sequence[Any], sisa: dict[str, int], hasil: Terbaca) -> list[str]:
    """Headers that become keys of the LEBAR field: years, or any text; returns what is neither."""
    tahunan = str(hasil.kontrak.model_fields[str(hasil.kontrak.LEBAR)].annotation).startswith(
        "dict[int"
    )
    tak_dikenal = []
    for rapi, k in sisa.items():
        if not tahunan:
            hasil.lebar[" ".join(str(kepala[k - 1]).split())] = k
        elif tahun := re.fullmatch(r"(?:target )?((?:19|20)\d\d)", rapi):
            hasil.lebar[int(tahun[1])] = k
        else:
            tak_dikenal.append(rapi)
    return tak_dikenal


def _isi_gabungan(lembar: Lembar, kepala: int) -> list[list[Any]]:
    """Rows with merged cells filled down, only where the cell truly lies in a merged range."""
    isi = [list(b) for b in lembar.isi]
    for b1, k1, b2, _ in lembar.gabung:
        if b1 <= kepala or b2 == b1:
            continue
        for b in range(b1 + 1, min(b2, len(isi)) + 1):
            isi[b - 1][k1 - 1] = isi[b1 - 1][k1 - 1]
    return isi


def _alasan_buang(nomor: int, semua: Sequence[Sequence[Any]], kepala: int) -> str:
    """Why this row is no data; "" where it is."""
    isi = semua[nomor - 1]
    if _kosong(isi):
        return "baris kosong"
    if nomor < kepala:
        return "judul di atas tabel"
    if nomor == kepala:
        return "kepala tabel"
    if [rapikan(v) for v in isi] == [rapikan(v) for v in semua[kepala - 1]]:
        return "kepala tabel diulang"
    if nomor == kepala + 1 and _nomor_kolom(isi):
        return "nomor kolom"
    pertama = next(v for v in isi if rapikan(v))
    return BARIS_JUMLAH if isinstance(pertama, str) and _TOTAL.fullmatch(pertama.strip()) else ""


def _nomor_kolom(isi: Sequence[Any]) -> bool:
    """Whether the row counts its columns: 1, 2, 3 … perhaps with "= (5/4) × 100"."""
    cocok = [_NOMOR_KOLOM.fullmatch(str(v).strip()) for v in isi if rapikan(v)]
    nomor = [int(c[1]) for c in cocok if c]
    return len(nomor) == len(cocok) > 1 and nomor == list(range(1, len(nomor) + 1))


def _ambil(baris: Sequence[Any], hasil: Terbaca) -> dict[str, Any]:
    nilai: dict[str, Any] = {nama: baris[k - 1] for nama, k in hasil.kolom.items()}
    if hasil.kontrak.LEBAR:
        nilai[hasil.kontrak.LEBAR] = {kunci: baris[k - 1] for kunci, k in hasil.lebar.items()}
    return nilai


def sel_dari(hasil: Terbaca, nomor: int, nama: str, kunci: Any = None) -> str:
    """Address of a value: its row, and the column of the field or of the wide header."""
    if hasil.kontrak.TEGAK:
        return f"B{hasil.kolom[nama]}" if nama in hasil.kolom else ""
    kolom = hasil.lebar.get(kunci) if nama == hasil.kontrak.LEBAR else hasil.kolom.get(nama)
    return alamat(nomor, kolom) if kolom else ""


def _buka_persen(buku: Buku, nama: str, hasil: Terbaca) -> None:
    """A cell Excel shows as 82 % holds 0.82; the report's percentages are 82."""

    def buka(nilai: Any, sel: str) -> Any:
        kecil = isinstance(nilai, float) and 0 < abs(nilai) <= 10
        return round(nilai * 100, 10) if kecil and sel and buku.is_persen(nama, sel) else nilai

    for nomor, rekam in hasil.baris:
        for kunci, nilai in rekam.items():
            if isinstance(nilai, dict):
                rekam[kunci] = {
                    k: buka(v, sel_dari(hasil, nomor, kunci, k)) for k, v in nilai.items()
                }
            else:
                rekam[kunci] = buka(nilai, sel_dari(hasil, nomor, kunci))
