"""What a head of a budget export means, told from its own words and those of its group."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from lkip_helpers.sipd.periods import PeriodOfYear, tell_period

Role = Literal[
    "kode", "kode_program", "kode_kegiatan", "kode_sub", "uraian", "program", "kegiatan", "sub",
    "unit", "subunit", "tahun", "pagu_sebelum", "pagu", "realisasi", "persen", "selisih", "sisa",
    "bagian", "bagian_sebelum", "bagian_realisasi", "kala", "kala_realisasi", "kala_tanpa",
    "output", "rincian", "setoran", "cair", "pagu_lemah", "ragu", "lain", "nomor",
]  # fmt: skip
MONEY: tuple[Role, ...] = ("pagu_sebelum", "pagu", "realisasi")
NUMBERS: tuple[Role, ...] = (
    *MONEY, "selisih", "sisa", "bagian", "bagian_sebelum", "bagian_realisasi", "kala",
    "kala_realisasi", "kala_tanpa", "setoran", "cair", "ragu",
)  # fmt: skip
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
    "subunit": "Unit", "rincian": "pembeda baris yang dijumlahkan",
    "setoran": "disebut, tidak dikurangkan", "kala": "pemeriksaan pagu menurut waktu",
    "kala_realisasi": "pemeriksaan realisasi menurut waktu",
}  # fmt: skip
OTHER_REASON = "bukan kolom lembar DPA"
TAHUN_REASON = "tahun lain"
PERIOD_REASON = "baru sebagian tahun"
WEAK_REASON = "satu-satunya kolom angka"
DISBURSED_REASON = "menurut pencairannya"
FOREIGN_REASON = "artinya tidak dikenal"
PARTS: dict[Role, tuple[Role, ...]] = {
    "pagu_sebelum": ("bagian_sebelum",), "pagu": ("bagian", "kala"),
    "realisasi": ("bagian_realisasi", "kala_realisasi"),
}  # fmt: skip

_OTHER_TAHUN = re.compile(
    r"\b[tn]\s*[-+−–]\s*1\b|prakiraan maju|tahun (lalu|sebelumnya|berikutnya|depan|n\b\s*[-+−])"
)
_NOT = re.compile(
    r"\b(volume|satuan|koefisien|(?<!total )(?<!jumlah )harga|ppn|lokasi|target"
    r"|sumber (dana|pendanaan|anggaran)"
    r"|keterangan|ket|permasalahan|kendala|kelompok sasaran|hasil|outcome|capaian program"
    r"|realisasi kinerja|realisasi (output|keluaran)|kinerja|bobot|tanggal|urusan|bidang"
    r"|spd|penanggung jawab|pptk|kpa|nomor|jenis (dokumen|transaksi)|nip|tahapan|jadwal)\b"
)
_OUTPUT = re.compile(r"\b(output|keluaran|tolok ukur|indikator)\b")
_GROUP = r"operasi(onal)?|modal|tidak terduga|tak terduga|transfer|btt"
_DETAILED = (
    r"pegawai|barang( (dan|&) jasa)?|barang/jasa|hibah"
    r"|bantuan( (sosial|keuangan))?|bansos|subsidi|bunga"
)
_KINDS = re.compile(
    rf"\bbelanja ({_GROUP}|{_DETAILED}|(tidak )?langsung)\b"
    rf"|^((anggaran|pagu|realisasi|alokasi) )?({_GROUP}|{_DETAILED})$"
    r"|\b(realisasi|spj|sp2d) (ls|up|gu|tu|gaji)\b"
)
_BELANJA_GROUP = re.compile(r"\b(kelompok|jenis|macam) belanja\b")
_PARTIAL = re.compile(
    r"(?<!s\.d )(?<!s\.d\. )(?<!dengan )(?<!sampai )\b(triwulan|semester|bulan|periode|tw)\b"
    r"|\b(periode|bulan|triwulan) lalu\b|\bkas\b"
)
_WEAK = re.compile(
    r"((jumlah|total|nilai|rupiah|biaya|belanja|dana|rincian|harga|tahun|(19|20)\d\d|\bt\b)\s*)+"
)
_REGIONAL_BUDGET = r"(p-?\s?apbd(-?p)?|apbd(-?\s?p(erubahan)?)?)"
_FRACTION = re.compile(r"%|\bpersen(tase)?\b|\bprosentase\b")
_UNIT = re.compile(
    r"(nama )?(skpd|opd|perangkat daerah|unit( organisasi| kerja| skpd)?|satuan kerja|organisasi"
    r"|kecamatan)"
)
_SUB_UNIT = re.compile(
    r"(nama )?(sub ?(unit|skpd|opd|organisasi)( organisasi| kerja| skpd)?|kelurahan(/desa)?"
    r"|desa/kelurahan|unit pelaksana)"
)
_DETAIL = re.compile(
    r"\b(rekening|akun|sumber dana|sumber pendanaan|paket|kelompok|jenis|objek|obyek|dokumen|sp2d"
    r"|spm|spp|tbp|uraian belanja|nama belanja|komponen|no(mor)? bukti)\b"
)
_THOUSANDS = re.compile(
    r"\b(dalam )?ribuan\b|\bribu\b|\(\s*(rp\.?)?\s*['’`]?000\s*(rp\.?)?\s*\)|\brp\.?\s*k\b"
    r"|\brp\.?\s*['’`.,x]?\s*1?[.,]?000\b"
    r"|\bx\s*(rp\.?)?\s*1[.,]?000\b"
)
_EXCESS = re.compile(
    r"\b(dalam )?(juta|jutaan|milyar|milyaran|miliar|miliaran)\b"
    r"|\bx\s*(rp\.?)?\s*1([.,]?000){2,}\b|\brp\.?\s*['’`.,]?1?([.,]?000){2,}\b"
)
_EXACT: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"no(mor)?( urut)?"), "nomor"), (re.compile(r"tahun( anggaran)?"), "tahun"),
    (re.compile(r"(nama|uraian) (rekening|akun)( belanja)?"), "uraian"), (_UNIT, "unit"),
    (_SUB_UNIT, "subunit"),
)  # fmt: skip
_SUB = re.compile(r"\bsub\s*-?\s*kegiatan\b|\bsubkegiatan\b|\bsub\s*keg\b\.?")


_NUMBER: tuple[tuple[re.Pattern[str], str, Role], ...] = (
    (re.compile(r"\b(setoran|pengembalian|contra ?post)\b"), "akhir", "setoran"),
    (_NOT, "akhir", "lain"), (re.compile(r"^(?!.*\bkeuangan\b).*\bfisik\b"), "penuh", "lain"),
    (re.compile(r"bertambah|berkurang"), "penuh", "selisih"),
    (re.compile(r"\b(sisa|selisih|lebih\s*/\s*\(?kurang)"), "penuh", "sisa"),
)  # fmt: skip


def tidy_header(text: str) -> str:
    """A head for comparing: without unit of money, column number, dots and case."""
    text = " ".join(str(text).replace("\u00a0", " ").casefold().split())
    text = re.sub(r"\brek(?!\w)\.?", "rekening", re.sub(r"\bkd(?!\w)\.?", "kode", text))
    if tell_multiplier((text,)) != 1:
        text = re.sub(r"\([^()]*\)$", " ", text) if text.endswith(")") else text
        text = _EXCESS.sub(" ", _THOUSANDS.sub(" ", text))
    text = re.sub(r"\bs\s?/\s?d\b\.?|\bs\.d\b\.?|\bsd\b(?=\s)", "s.d.", text)
    text = re.sub(r"\(\s*(dalam\s+)?(rp\.?|rupiah)\s*\)|\b(dalam )?rp\.?$|\brupiah$", " ", text)
    return " ".join(re.sub(r"\(\s*\d+\s*\)$", "", text).split()).strip(" .:*")


def tell_multiplier(trail: Sequence[str]) -> int:
    """What one unit of a column is by its heads: 1 rupiah, 1,000, or 0 for still more."""
    text = " › ".join(" ".join(str(j).casefold().split()) for j in trail)
    return 0 if _EXCESS.search(text) else 1000 if _THOUSANDS.search(text) else 1


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
    return role, _reason(part, full) if role == "lain" else ""


def _reason(part: list[str], full: str) -> str:
    """Why a column is left out: part of a year, known to be something else, or not known."""
    if (period := tell_period(part)) and (period.until or "realisasi" in full):
        return PERIOD_REASON
    end = part[-1]
    known = (
        _NOT.search(end)
        or "fisik" in full
        or re.search(r"%|persen|kode|lalu\b|(total|jumlah|nilai) (rak|kas)", end)
    )
    anggaran = re.search(r"\btarget (anggaran|keuangan|pagu)\b|^target$", end)
    return OTHER_REASON if known and not anggaran else FOREIGN_REASON


def _other_tahun(full: str, tahun: int) -> bool:
    stated = {int(t) for t in re.findall(r"\b(?:19|20)\d\d\b", full)}
    return bool(stated) and tahun not in stated


def _name_role(part: list[str], full: str) -> Role | None:
    """Codes, names, the unit, the output; None for what may be an amount."""
    end = part[-1]
    for pattern, role in _EXACT:
        if pattern.fullmatch(end):
            return role
    if "kode" in full or re.search(r"\brekening\b", end):
        return _code_role(part, end)
    if re.search(r"\b(uraian|nomenklatur|deskripsi)\b|^nama$", end):
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
    if len(part) == 1 and re.search(
        r"\b(skpd|opd|unit|organisasi|sumber|akun|fungsi|lokasi|kecamatan|kelurahan|paket)\b", end
    ):
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
    for pattern, text, role in _NUMBER:
        if pattern.search(full if text == "penuh" else end):
            return role
    if period := tell_period(part):
        return _period_role(part, period)
    return "lain" if _PARTIAL.search(full) else _money_role(part)


def _period_role(part: list[str], period: PeriodOfYear) -> Role:
    """A part of the year is a part of an amount; all until its end is the amount itself."""
    base = _tell_basis(part)
    if period.until:
        return "realisasi" if period.tahun_end and base not in ("pagu", "pagu_sebelum") else "lain"
    if base == "realisasi":
        return "kala_realisasi"
    plan = re.search(r"\b(kas|rak|rencana|kebutuhan)\b", " › ".join(part))
    return "kala" if plan or base == "pagu" else "kala_tanpa"


def _money_role(part: list[str]) -> Role:
    """Pagu, pagu sebelum or realisasi, or a kind of belanja that is part of one of them."""
    base = _tell_basis(part)
    if not tell_kind(part)[0]:
        return base
    kind: dict[str, Role] = {"pagu_sebelum": "bagian_sebelum", "realisasi": "bagian_realisasi"}
    return kind.get(base, "bagian")


def tell_kind(trail: Sequence[str]) -> tuple[str, bool]:
    """The kind of belanja that heads name, "" for none, and whether it is part of operasi."""
    for b in reversed([tidy_header(j) for j in trail]):
        if m := _KINDS.search(b):
            return m[0], bool(re.search(rf"\b({_DETAILED})\b", m[0]))
    if len(trail) > 1 and _BELANJA_GROUP.search(tidy_header(trail[0])):
        name = tidy_header(trail[1])
        return ("" if _WEAK.fullmatch(name) else name), False
    return "", False


def _tell_basis(part: list[str]) -> Role:
    candidate = [p for b in _from_inside(part) if (p := _basis(b))]
    return next(iter([p for p in candidate if p != "pagu_lemah"] or candidate), "lain")


def _from_inside(part: list[str]) -> Iterator[str]:
    """The realisasi of a group first, then the words from the innermost outwards.

    A group that names both pagu and realisasi says nothing; "realisasi anggaran" names one.
    """
    one = [b for b in part if not (_pagu_basis(b) and "realisasi" in b) or b == part[-1]]
    yield from (b for b in one if re.search(r"realisasi|\bserap", b) and "pagu" not in part[-1])
    yield from reversed(one)


def _pagu_basis(text: str) -> bool:
    other = re.sub(r"\brealisasi\s+(keuangan|belanja|anggaran|pagu|apbd|dana|kas)\b", " ", text)
    return bool(
        re.search(
            rf"\b(pagu|anggaran|alokasi|plafon|dppa|dpa|rka|rkap|{_REGIONAL_BUDGET})\b", other
        )
    )


def _basis(text: str) -> Role | None:
    if re.search(r"\bsp2d\b", text) and "realisasi" not in text:
        return "cair"
    if re.search(
        r"realisasi|\breal\b|\b(penyerapan|serapan|terserap|spj|pencairan|penggunaan)\b", text
    ):
        return "realisasi"
    if re.search(r"\b(sebelum|murni|semula|induk|awal)\b", text):
        return "pagu_sebelum"
    if re.search(r"\b(sesudah|setelah|menjadi)\b", text) or _pagu_basis(text):
        return "pagu"
    return "pagu_lemah" if _WEAK.fullmatch(text) else None


def is_change(trail: Sequence[str]) -> bool:
    """Whether heads name the budget as changed: DPPA, APBD-P."""
    text = " › ".join(map(tidy_header, trail))
    return bool(re.search(r"\b(dppa|p-?\s?apbd|apbd-?\s?p|perubahan|pergeseran)\b", text))


def is_detail(trail: Sequence[str]) -> bool:
    """Whether heads say what tells rows of one sub kegiatan apart: accounts, documents."""
    return bool(_DETAIL.search(" ".join(map(tidy_header, trail))))
