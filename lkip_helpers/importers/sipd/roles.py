"""What a head of a budget export means, told from its own words and those of its group."""

import re
from collections.abc import Iterator
from typing import Literal

Role = Literal[
    "kode", "kode_program", "kode_kegiatan", "kode_sub", "uraian", "program", "kegiatan", "sub",
    "unit", "tahun", "pagu_sebelum", "pagu", "realisasi", "persen", "selisih", "sisa", "bagian",
    "bagian_sebelum", "bagian_realisasi", "output", "pagu_lemah", "lain", "nomor",
]  # fmt: skip
MONEY: tuple[Role, ...] = ("pagu_sebelum", "pagu", "realisasi")
NAME: tuple[Role, ...] = ("uraian", "program", "kegiatan", "sub")
CODES: tuple[Role, ...] = ("kode", "kode_program", "kode_kegiatan", "kode_sub")
USED: dict[Role, str] = {
    "kode": "kode", "kode_program": "kode program", "kode_kegiatan": "kode kegiatan",
    "kode_sub": "kode sub kegiatan", "uraian": "nama menurut kode", "program": "Program",
    "kegiatan": "Kegiatan", "sub": "Sub kegiatan", "unit": "pemeriksaan unit",
    "tahun": "pemeriksaan tahun", "persen": "pemeriksaan persentase",
    "selisih": "pemeriksaan bertambah/(berkurang)", "sisa": "pemeriksaan sisa",
    "bagian": "pemeriksaan pagu menurut jenis belanja",
    "bagian_sebelum": "pemeriksaan pagu sebelum menurut jenis belanja",
    "bagian_realisasi": "pemeriksaan realisasi menurut jenis belanja",
}  # fmt: skip
OTHER_REASON = "bukan kolom lembar DPA"
TAHUN_REASON = "tahun lain"

_OTHER_TAHUN = re.compile(
    r"\b[tn]\s*[-+−–]\s*1\b|prakiraan maju|tahun (lalu|sebelumnya|berikutnya|depan|n\b\s*[-+−])"
)
_NOT = re.compile(
    r"\b(fisik|volume|satuan|koefisien|harga|ppn|lokasi|sumber (dana|pendanaan|anggaran)|target"
    r"|keterangan|ket|permasalahan|kendala|kelompok sasaran|hasil|outcome|capaian program"
    r"|realisasi kinerja|realisasi (output|keluaran)|kinerja|bobot|tanggal|urusan|bidang"
    r"|spd|penanggung jawab|pptk|kpa)\b"
)
_OUTPUT = re.compile(r"\b(output|keluaran|tolok ukur|indikator)\b")
_KINDS = re.compile(
    r"\bbelanja (operasi|modal|tidak terduga|tak terduga|transfer|pegawai|barang|hibah|bantuan"
    r"|subsidi|bunga)|^(operasi|modal|tidak terduga|tak terduga|transfer|btt)$"
)
_PARTIAL = re.compile(
    r"(?<!s\.d )(?<!s\.d\. )(?<!dengan )(?<!sampai )\b(triwulan|semester|bulan|periode|tw)\b"
    r"|\b(periode|bulan|triwulan) lalu\b|\bkas\b"
)
_WEAK = re.compile(r"((jumlah|total|nilai|rupiah|biaya|belanja|dana|tahun|(19|20)\d\d|\bt\b)\s*)+")
_FRACTION = re.compile(r"%|\bpersen(tase)?\b|\bprosentase\b")
_UNIT = re.compile(
    r"(nama )?(skpd|opd|perangkat daerah|(sub )?unit( organisasi| kerja| skpd)?|satuan kerja"
    r"|sub skpd|organisasi|kecamatan)"
)
_SURE: dict[str, Role] = {
    "no": "nomor", "nomor": "nomor", "no urut": "nomor", "nomor urut": "nomor",
    "tahun": "tahun", "tahun anggaran": "tahun",
}  # fmt: skip
_SUB = re.compile(r"\bsub\s*-?\s*kegiatan\b|\bsubkegiatan\b|\bsub\s*keg\b\.?")


def tidy_header(text: str) -> str:
    """A head for comparing: without unit of money, column number, dots and case."""
    text = " ".join(str(text).replace("\u00a0", " ").casefold().split())
    text = re.sub(r"\((dalam )?(rp\.?|rupiah)\)|\brp\.?$", " ", text)
    return " ".join(re.sub(r"\(\s*\d+\s*\)$", "", text).split()).strip(" .:*")


def tell_role(trail: tuple[str, ...], tahun: int) -> tuple[Role, str]:
    """The role of a column, and why where it is left out; trail: its heads from group to own.

    "pagu_lemah" are words (jumlah, nilai) that mean the pagu only where nothing says so better.
    """
    part = [r for b in trail if (r := tidy_header(b))]
    if not part:
        return "pagu_lemah", ""
    full = " › ".join(part)
    if _OTHER_TAHUN.search(full) or _other_tahun(full, tahun):
        return "lain", TAHUN_REASON
    role = _name_role(part, full) or _number_role(part, full)
    return role, OTHER_REASON if role == "lain" else ""


def _other_tahun(full: str, tahun: int) -> bool:
    stated = {int(t) for t in re.findall(r"\b(?:19|20)\d\d\b", full)}
    return bool(stated) and tahun not in stated


def _name_role(part: list[str], full: str) -> Role | None:
    """Codes, names, the unit, the output; None for what may be an amount."""
    end = part[-1]
    if end in _SURE:
        return _SURE[end]
    if "kode" in full or re.search(r"\brekening\b", end):
        return _code_role(part, end)
    if _UNIT.fullmatch(end):
        return "unit"
    if re.search(r"\b(uraian|nomenklatur)\b", end):
        return "uraian"
    if _OUTPUT.search(full) and not _NOT.search(end):
        return "output"
    return _tier_role(end)


def _tier_role(end: str) -> Role | None:
    """Programme, kegiatan, sub kegiatan, or all of them in one column."""
    if re.search(r"\b(pagu|anggaran|realisasi|capaian|indikator|output|keluaran)\b", end):
        return None
    without = _SUB.sub("", end)
    exists = {
        "program": re.search(r"\bprogram\b", without),
        "kegiatan": re.search(r"\bkegiatan\b", without),
        "sub": _SUB.search(end),
    }
    stated = [p for p in NAME if exists.get(p)]
    return "uraian" if len(stated) > 1 else next(iter(stated), None)


def _code_role(part: list[str], end: str) -> Role:
    """A code of one level, or of all; the code of a unit is no column of ours."""
    if len(part) == 1 and re.search(r"\b(skpd|opd|unit|organisasi|sumber|akun)\b", end):
        return "lain"
    without = _SUB.sub("", end)
    sub, has_kegiatan, has_program = _SUB.search(end), "kegiatan" in without, "program" in without
    if len(part) > 1 or sum(map(bool, (sub, has_kegiatan, has_program))) != 1:
        return "kode"
    return "kode_sub" if sub else "kode_kegiatan" if has_kegiatan else "kode_program"


def _number_role(part: list[str], full: str) -> Role:
    end = part[-1]
    if _FRACTION.search(end):
        other = re.search(
            r"bertambah|berkurang|selisih|fisik|kinerja|sisa|target|output|keluaran", full
        )
        return "lain" if other else "persen"
    if _NOT.search(end) or re.search(r"\bfisik\b", full) or _PARTIAL.search(full):
        return "lain"
    if re.search(r"bertambah|berkurang", full):
        return "selisih"
    if re.search(r"\b(sisa|selisih|lebih\s*/\s*\(?kurang)", full):
        return "sisa"
    return _money_role(part, end)


def _money_role(part: list[str], end: str) -> Role:
    """Pagu, pagu sebelum or realisasi, or a kind of belanja that is part of one of them."""
    candidate = [p for b in _from_inside(part) if (p := _basis(b))]
    base: Role = next(iter([p for p in candidate if p != "pagu_lemah"] or candidate), "lain")
    if not _KINDS.search(end):
        return base
    kind: dict[str, Role] = {"pagu_sebelum": "bagian_sebelum", "realisasi": "bagian_realisasi"}
    return kind.get(base, "bagian")


def _from_inside(part: list[str]) -> Iterator[str]:
    """The realisasi of a group first, then the words from the innermost outwards.

    A group that names both pagu and realisasi says nothing.
    """
    one = [b for b in part if not (_pagu_basis(b) and "realisasi" in b) or b == part[-1]]
    yield from (b for b in one if re.search(r"realisasi|\bserap", b) and "pagu" not in part[-1])
    yield from reversed(one)


def _pagu_basis(text: str) -> bool:
    return bool(re.search(r"\b(pagu|anggaran|alokasi|plafon|dpa|dppa|rka)\b", text))


def _basis(text: str) -> Role | None:
    if re.search(r"realisasi|\b(penyerapan|serapan|spj|sp2d)\b", text):
        return "realisasi"
    if re.search(r"\b(sebelum|murni|semula|induk|awal)\b", text):
        return "pagu_sebelum"
    if re.search(r"\b(sesudah|setelah|menjadi)\b", text) or _pagu_basis(text):
        return "pagu"
    return "pagu_lemah" if _WEAK.fullmatch(text) else None
