"""What a head of a budget export means, told from its own words and those of its group."""

import re
from collections.abc import Iterator
from typing import Literal

Peran = Literal[
    "kode", "kode_program", "kode_kegiatan", "kode_sub", "uraian", "program", "kegiatan", "sub",
    "unit", "tahun", "pagu_sebelum", "pagu", "realisasi", "persen", "selisih", "sisa", "bagian",
    "bagian_sebelum", "bagian_realisasi", "output", "pagu_lemah", "lain", "nomor",
]  # fmt: skip
UANG: tuple[Peran, ...] = ("pagu_sebelum", "pagu", "realisasi")
NAMA: tuple[Peran, ...] = ("uraian", "program", "kegiatan", "sub")
KODE: tuple[Peran, ...] = ("kode", "kode_program", "kode_kegiatan", "kode_sub")
DIPAKAI: dict[Peran, str] = {
    "kode": "kode", "kode_program": "kode program", "kode_kegiatan": "kode kegiatan",
    "kode_sub": "kode sub kegiatan", "uraian": "nama menurut kode", "program": "Program",
    "kegiatan": "Kegiatan", "sub": "Sub kegiatan", "unit": "pemeriksaan unit",
    "tahun": "pemeriksaan tahun", "persen": "pemeriksaan persentase",
    "selisih": "pemeriksaan bertambah/(berkurang)", "sisa": "pemeriksaan sisa",
    "bagian": "pemeriksaan pagu menurut jenis belanja",
    "bagian_sebelum": "pemeriksaan pagu sebelum menurut jenis belanja",
    "bagian_realisasi": "pemeriksaan realisasi menurut jenis belanja",
}  # fmt: skip
ALASAN_LAIN = "bukan kolom lembar DPA"
ALASAN_TAHUN = "tahun lain"

_TAHUN_LAIN = re.compile(
    r"\b[tn]\s*[-+−–]\s*1\b|prakiraan maju|tahun (lalu|sebelumnya|berikutnya|depan|n\b\s*[-+−])"
)
_BUKAN = re.compile(
    r"\b(fisik|volume|satuan|koefisien|harga|ppn|lokasi|sumber (dana|pendanaan|anggaran)|target"
    r"|keterangan|ket|permasalahan|kendala|kelompok sasaran|hasil|outcome|capaian program"
    r"|realisasi kinerja|realisasi (output|keluaran)|kinerja|bobot|tanggal|urusan|bidang"
    r"|spd|penanggung jawab|pptk|kpa)\b"
)
_OUTPUT = re.compile(r"\b(output|keluaran|tolok ukur|indikator)\b")
_JENIS = re.compile(
    r"\bbelanja (operasi|modal|tidak terduga|tak terduga|transfer|pegawai|barang|hibah|bantuan"
    r"|subsidi|bunga)|^(operasi|modal|tidak terduga|tak terduga|transfer|btt)$"
)
_SEBAGIAN = re.compile(
    r"(?<!s\.d )(?<!s\.d\. )(?<!dengan )(?<!sampai )\b(triwulan|semester|bulan|periode|tw)\b"
    r"|\b(periode|bulan|triwulan) lalu\b|\bkas\b"
)
_LEMAH = re.compile(r"((jumlah|total|nilai|rupiah|biaya|belanja|dana|tahun|(19|20)\d\d|\bt\b)\s*)+")
_PECAHAN = re.compile(r"%|\bpersen(tase)?\b|\bprosentase\b")
_UNIT = re.compile(
    r"(nama )?(skpd|opd|perangkat daerah|(sub )?unit( organisasi| kerja| skpd)?|satuan kerja"
    r"|sub skpd|organisasi|kecamatan)"
)
_PASTI: dict[str, Peran] = {
    "no": "nomor", "nomor": "nomor", "no urut": "nomor", "nomor urut": "nomor",
    "tahun": "tahun", "tahun anggaran": "tahun",
}  # fmt: skip
_SUB = re.compile(r"\bsub\s*-?\s*kegiatan\b|\bsubkegiatan\b|\bsub\s*keg\b\.?")


def rapi_kepala(teks: str) -> str:
    """A head for comparing: without unit of money, column number, dots and case."""
    teks = " ".join(str(teks).replace("\u00a0", " ").casefold().split())
    teks = re.sub(r"\((dalam )?(rp\.?|rupiah)\)|\brp\.?$", " ", teks)
    return " ".join(re.sub(r"\(\s*\d+\s*\)$", "", teks).split()).strip(" .:*")


def tell_peran(jalur: tuple[str, ...], tahun: int) -> tuple[Peran, str]:
    """The role of a column, and why where it is left out; jalur: its heads from group to own.

    "pagu_lemah" are words (jumlah, nilai) that mean the pagu only where nothing says so better.
    """
    bagian = [r for b in jalur if (r := rapi_kepala(b))]
    if not bagian:
        return "pagu_lemah", ""
    penuh = " › ".join(bagian)
    if _TAHUN_LAIN.search(penuh) or _tahun_lain(penuh, tahun):
        return "lain", ALASAN_TAHUN
    peran = _peran_nama(bagian, penuh) or _peran_angka(bagian, penuh)
    return peran, ALASAN_LAIN if peran == "lain" else ""


def _tahun_lain(penuh: str, tahun: int) -> bool:
    disebut = {int(t) for t in re.findall(r"\b(?:19|20)\d\d\b", penuh)}
    return bool(disebut) and tahun not in disebut


def _peran_nama(bagian: list[str], penuh: str) -> Peran | None:
    """Codes, names, the unit, the output; None for what may be an amount."""
    akhir = bagian[-1]
    if akhir in _PASTI:
        return _PASTI[akhir]
    if "kode" in penuh or re.search(r"\brekening\b", akhir):
        return _peran_kode(bagian, akhir)
    if _UNIT.fullmatch(akhir):
        return "unit"
    if re.search(r"\b(uraian|nomenklatur)\b", akhir):
        return "uraian"
    if _OUTPUT.search(penuh) and not _BUKAN.search(akhir):
        return "output"
    return _peran_jenjang(akhir)


def _peran_jenjang(akhir: str) -> Peran | None:
    """Programme, kegiatan, sub kegiatan, or all of them in one column."""
    if re.search(r"\b(pagu|anggaran|realisasi|capaian|indikator|output|keluaran)\b", akhir):
        return None
    tanpa = _SUB.sub("", akhir)
    ada = {
        "program": re.search(r"\bprogram\b", tanpa),
        "kegiatan": re.search(r"\bkegiatan\b", tanpa),
        "sub": _SUB.search(akhir),
    }
    disebut = [p for p in NAMA if ada.get(p)]
    return "uraian" if len(disebut) > 1 else next(iter(disebut), None)


def _peran_kode(bagian: list[str], akhir: str) -> Peran:
    """A code of one level, or of all; the code of a unit is no column of ours."""
    if len(bagian) == 1 and re.search(r"\b(skpd|opd|unit|organisasi|sumber|akun)\b", akhir):
        return "lain"
    tanpa = _SUB.sub("", akhir)
    sub, keg, prog = _SUB.search(akhir), "kegiatan" in tanpa, "program" in tanpa
    if len(bagian) > 1 or sum(map(bool, (sub, keg, prog))) != 1:
        return "kode"
    return "kode_sub" if sub else "kode_kegiatan" if keg else "kode_program"


def _peran_angka(bagian: list[str], penuh: str) -> Peran:
    akhir = bagian[-1]
    if _PECAHAN.search(akhir):
        lain = re.search(
            r"bertambah|berkurang|selisih|fisik|kinerja|sisa|target|output|keluaran", penuh
        )
        return "lain" if lain else "persen"
    if _BUKAN.search(akhir) or re.search(r"\bfisik\b", penuh) or _SEBAGIAN.search(penuh):
        return "lain"
    if re.search(r"bertambah|berkurang", penuh):
        return "selisih"
    if re.search(r"\b(sisa|selisih|lebih\s*/\s*\(?kurang)", penuh):
        return "sisa"
    return _peran_uang(bagian, akhir)


def _peran_uang(bagian: list[str], akhir: str) -> Peran:
    """Pagu, pagu sebelum or realisasi, or a kind of belanja that is part of one of them."""
    calon = [p for b in _dari_dalam(bagian) if (p := _dasar(b))]
    dasar: Peran = next(iter([p for p in calon if p != "pagu_lemah"] or calon), "lain")
    if not _JENIS.search(akhir):
        return dasar
    jenis: dict[str, Peran] = {"pagu_sebelum": "bagian_sebelum", "realisasi": "bagian_realisasi"}
    return jenis.get(dasar, "bagian")


def _dari_dalam(bagian: list[str]) -> Iterator[str]:
    """The realisasi of a group first, then the words from the innermost outwards.

    A group that names both pagu and realisasi says nothing.
    """
    satu = [b for b in bagian if not (_dasar_pagu(b) and "realisasi" in b) or b == bagian[-1]]
    yield from (b for b in satu if re.search(r"realisasi|\bserap", b) and "pagu" not in bagian[-1])
    yield from reversed(satu)


def _dasar_pagu(teks: str) -> bool:
    return bool(re.search(r"\b(pagu|anggaran|alokasi|plafon|dpa|dppa|rka)\b", teks))


def _dasar(teks: str) -> Peran | None:
    if re.search(r"realisasi|\b(penyerapan|serapan|spj|sp2d)\b", teks):
        return "realisasi"
    if re.search(r"\b(sebelum|murni|semula|induk|awal)\b", teks):
        return "pagu_sebelum"
    if re.search(r"\b(sesudah|setelah|menjadi)\b", teks) or _dasar_pagu(teks):
        return "pagu"
    return "pagu_lemah" if _LEMAH.fullmatch(teks) else None
