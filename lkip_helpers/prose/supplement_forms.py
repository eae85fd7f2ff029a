"""The signed forms an office attaches: each where the sheet Formulir asks for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from lkip_helpers.compute.anggaran import sum_anggaran
from lkip_helpers.compute.capaian import compute_indikator
from lkip_helpers.intake.data import Data
from lkip_helpers.prose.supplement_sections import build_tabel
from lkip_helpers.report.columns import alter
from lkip_helpers.report.cover import Signature
from lkip_helpers.report.layouts import capaian_column, ratio_footer
from lkip_helpers.report.narasi import Chain, Heading, Narasi
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.rules import load_scale
from lkip_helpers.schema.supplement import SUPPLEMENT

FOLLOW_UP = SUPPLEMENT["tindak_lanjut_lhe"]


def build_forms(data: Data) -> Chain:
    """Each form with its number, contents and signature, in the order of the sheet."""
    asked = [b for b in data.formulir.itertuples() if b.formulir in FORMS]
    filled = [(b, content) for b in asked if (content := list(FORMS[b.formulir](data)))]
    return Chain([part for b, content in filled for part in _frame(b, content)])


def _frame(b: Any, content: list[Any]) -> Iterator[Any]:
    yield Heading(b.formulir, 2)
    yield Narasi("Nomor: {b.nomor}", when=isinstance(b.nomor, str), b=b)
    yield from content
    yield Narasi("{b.keterangan}", when=isinstance(b.keterangan, str), b=b)
    nip = b.nip if isinstance(b.nip, str) else ""
    yield Signature(b.tempat, b.tanggal, b.jabatan, b.nama, nip=nip)


def _measure(data: Data) -> Iterator[Tabel]:
    """The form Pengukuran Kinerja: what was promised and reached, and the programmes' budget."""
    scale = load_scale(data.pengaturan.skala)
    every = compute_indikator(data.indikator, data.realisasi, data.tahun, scale)
    own = every[every["kode"].isin(data.pk["kode"])]
    yield Tabel(
        "pengukuran-kinerja", f"Pengukuran kinerja tahun {data.tahun}", own,
        ["sasaran", "indikator", "satuan", "target", "realisasi", capaian_column(own)],
        source=[data.realisasi, data.indikator], merge=["sasaran"],
    )  # fmt: skip
    yield Tabel(
        "pengukuran-kinerja-program", f"Anggaran program dan realisasinya tahun {data.tahun}",
        sum_anggaran(data.anggaran, ["program"]),
        ["program", "pagu", alter("realisasi", title="Realisasi (Rp)", kind="rupiah"), "serapan"],
        source=data.anggaran, footer=[ratio_footer("realisasi", "pagu", "serapan")],
    )  # fmt: skip


def _state_review(data: Data) -> Iterator[Narasi]:
    """The Pernyataan Telah Direviu. Source: PermenPAN-RB 53/2014, annex III, wording of its own."""
    yield Narasi(
        "Laporan Kinerja Kecamatan {profil.nama} tahun anggaran {tahun:tahun} telah kami reviu "
        "menurut pedoman reviu atas laporan kinerja. Isi laporan menjadi tanggung jawab pimpinan "
        "Kecamatan {profil.nama}.",
        profil=data.profil,
        tahun=data.tahun,
    )
    yield Narasi(
        "Reviu bertujuan memberi keyakinan terbatas bahwa laporan kinerja disajikan secara akurat, "
        "andal, dan sah. Berdasarkan reviu kami, tidak ditemukan hal yang menimbulkan keraguan "
        "atas keandalan informasi di dalam laporan kinerja ini."
    )


def _list_recommendations(data: Data) -> Iterator[Tabel]:
    """The matrix of recommendations, answers, who answers for them, and status."""
    if (shown := FOLLOW_UP.DECLARED.tampil) and len(data.tindak_lanjut_lhe):
        title = "Matriks rekomendasi, rencana aksi tindak lanjut, penanggung jawab, dan status"
        yield replace(build_tabel(data, FOLLOW_UP, shown), label="matriks-rekomendasi", title=title)


FORMS: Mapping[str, Callable[[Data], Iterator[Any]]] = {
    "Pengukuran Kinerja": _measure,
    "Pernyataan Telah Direviu": _state_review,
    "Matriks Rekomendasi": _list_recommendations,
}
