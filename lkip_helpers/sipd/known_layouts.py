"""The layouts of budget exports that are known, by name: what shows them, where SIPD has them."""

from collections.abc import Callable
from dataclasses import dataclass

from lkip_helpers.sipd.detail_print import is_dpa_detail
from lkip_helpers.sipd.rows import Reader


@dataclass(frozen=True)
class KnownLayout:
    """One layout: its name, where an office gets it, and how it is told from the others."""

    name: str
    origin: str
    fitting: Callable[[Reader], bool]


def _title(read: Reader, words: str) -> bool:
    return any(_text(read, n).count(words) for n in range(1, read.header.initial))


def _text(read: Reader, ordinal: int) -> str:
    return " ".join(
        read.text(ordinal, k + 1) for k in range(len(read.sheet.content[ordinal - 1]))
    ).lower()


def _coded(read: Reader, words: str) -> bool:
    return any(words in k.text.casefold() for k in read.header.column)


EVERY: tuple[KnownLayout, ...] = (
    KnownLayout(
        "cetakan DPA rincian belanja", "SIPD-RI Penganggaran: cetakan DPA Rincian Belanja",
        is_dpa_detail,
    ),
    KnownLayout(
        "laporan realisasi per dokumen",
        "SIPD-RI Penatausahaan: Laporan Realisasi Per Dokumen",
        lambda b: bool(b.header.ordinal("rincian")) and _coded(b, "dokumen"),
    ),
    KnownLayout(
        "rekap belanja per rekening", "SIPD-RI Penganggaran: rekap, satu baris setiap rekening",
        lambda b: bool(b.header.ordinal("rincian")) and bool(b.header.ordinal("kode_sub")),
    ),
    KnownLayout(
        "rincian datar, kode menempel pada nama", "olahan daerah dari rekap SIPD",
        lambda b: bool(b.header.ordinal("rincian")),
    ),
    KnownLayout(
        "anggaran kas (RAK)", "SIPD-RI Penatausahaan: rencana anggaran kas",
        lambda b: bool(b.header.ordinal("kala")),
    ),
    KnownLayout(
        "realisasi menurut kelompok belanja",
        "SIPD-RI Akuntansi: LRA, rekapitulasi belanja menurut kelompok",
        lambda b: bool(b.header.ordinal("bagian_realisasi")),
    ),
    KnownLayout(
        "DPA menurut jenis belanja", "SIPD-RI Penganggaran: DPA Belanja SKPD",
        lambda b: bool(b.header.ordinal("bagian", "bagian_sebelum")),
    ),
    KnownLayout(
        "realisasi menurut bulan atau triwulan", "laporan bulanan atau triwulanan daerah",
        lambda b: bool(b.header.ordinal("kala_realisasi")),
    ),
    KnownLayout(
        "pagu sebelum dan sesudah perubahan", "SIPD-RI Penganggaran: DPPA Belanja SKPD",
        lambda b: bool(b.header.ordinal("pagu_sebelum")),
    ),
    KnownLayout(
        "satu baris setiap sub kegiatan", "SIPD-RI: ekspor datar setiap sub kegiatan",
        lambda b: not b.header.hierarchical,
    ),
    KnownLayout(
        "bertingkat menurut kode", "SIPD-RI Akuntansi: LRA, atau DPA ringkas",
        lambda _: True,
    ),
)  # fmt: skip


def tell_layout(read: Reader) -> str:
    """The name of the layout of an export."""
    return next(t.name for t in EVERY if t.fitting(read))
