"""Build a whole report: run, join, export, and put it in place only when all of it is ready."""

import json
import platform
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import pypandoc
from nbformat import NotebookNode

from lkip_helpers.display.silsilah import Silsilah
from lkip_helpers.render.bab import order_bab
from lkip_helpers.render.buku_kerja import build_buku, read_masukan, save_buku
from lkip_helpers.render.cetak import tanggal_dokumen
from lkip_helpers.render.ekspor import LkipDocx, LkipHtml, LkipPdf
from lkip_helpers.render.ganti import folder_baru
from lkip_helpers.render.jalankan import Lapor, run_bab
from lkip_helpers.render.naskah import join_naskah
from lkip_helpers.render.parameter import check_parameter, list_parameter
from lkip_helpers.render.penomoran import KUNCI
from lkip_helpers.render.sidik import masukan, sidik_kode
from lkip_helpers.workspace import BUILD, TABEL, Ruang, hash_berkas

BENTUK = {"html": LkipHtml, "pdf": LkipPdf, "docx": LkipDocx}
PUSTAKA = ("lkip-helpers", "pandas", "papermill", "nbconvert", "matplotlib", "typst")


@dataclass
class Jam:
    """Seconds of each step, in order."""

    detik: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def catat(self, langkah: str) -> Iterator[None]:
        mulai = time.perf_counter()
        yield
        self.detik[langkah] = round(time.perf_counter() - mulai, 3)


def check_parameter_bab(ruang: Ruang, parameter: dict[str, Any]) -> None:
    """Raise ParameterSalah before anything runs where no chapter knows a parameter."""
    dikenal = {p for b in ruang.list_bab() for p in list_parameter(nbformat.read(b, 4))}
    check_parameter(parameter, dikenal)


def render_laporan(
    ruang: Ruang,
    parameter: dict[str, Any] | None = None,
    lapor: Lapor = lambda _: None,
    langkah: Callable[[str], None] = lambda _: None,
    *,
    konsep: bool = True,
) -> Path:
    """Folder of the finished report.

    parameter: further parameters than tahun and unit, as check_parameter_bab lets them pass. lapor:
    called per chapter; langkah: called with the name of each step. konsep: the report carries the
    mark of a draft. A run that fails leaves the former report as it was; one that ends well keeps
    it beside the new one where their contents differ.
    Raises BabGagal, NaskahCacat, PdfDitolak.
    """
    semua = {"tahun": ruang.tahun, "unit": ruang.unit, **(parameter or {})}
    jam = Jam()
    with folder_baru(ruang.outputs, ruang.sebelumnya) as folder:
        langkah("Menjalankan bab")
        with jam.catat("bab"):
            bab = run_bab(ruang.list_bab(), semua, ruang.notebooks, lapor)
        langkah("Menyusun naskah")
        with jam.catat("naskah"):
            naskah = join_naskah(order_bab(bab.items()))
            naskah.metadata.lkip["konsep"] = konsep
        _tulis_bab(ruang.folder_terlaksana(folder), bab)
        _tulis(folder, naskah, semua, jam, langkah)
        langkah("Menulis XLSX")
        with jam.catat("xlsx"):
            (folder / "tabel.xlsx").write_bytes(_xlsx(ruang, naskah.metadata.lkip))
        build = _build(ruang, folder, {**semua, "konsep": konsep}, jam)
        _tulis_json(folder / BUILD, {**build, KUNCI: naskah.metadata.lkip[KUNCI]})
    return ruang.outputs


def render_terpisah(ruang: Ruang, stem: str, nama: str) -> list[Path]:
    """One notebook as a document of its own, `nama`.html and .pdf beside the report.

    Raises BabGagal, NaskahCacat, PdfDitolak. Files appear only when both are ready.
    """
    parameter = {"tahun": ruang.tahun, "unit": ruang.unit}
    bab = run_bab([ruang.notebooks / f"{stem}.ipynb"], parameter, ruang.notebooks, lambda _: None)
    naskah = join_naskah(order_bab(bab.items()))
    isi = {ruang.outputs / f"{nama}.{b}": _ekspor(b, naskah)[0] for b in ("html", "pdf")}
    for tujuan, satu in isi.items():
        tujuan.write_bytes(satu)
    return list(isi)


def _tulis_bab(folder: Path, bab: dict[str, NotebookNode]) -> None:
    folder.mkdir()
    for stem, nb in bab.items():
        nbformat.write(nb, folder / f"{stem}.ipynb")


def _tulis(
    folder: Path,
    naskah: NotebookNode,
    parameter: dict[str, Any],
    jam: Jam,
    langkah: Callable[[str], None],
) -> None:
    paket = naskah.metadata.lkip.paket
    silsilah = Silsilah(paket)
    tabel = [{**p, "silsilah": silsilah.to_json(p["label"])} for p in paket]
    _tulis_json(folder / TABEL, {**parameter, "tabel": tabel})
    langkah("Menulis HTML, PDF, dan Word")
    with ThreadPoolExecutor(len(BENTUK)) as kolam:  # most of each is pandoc or Typst at work
        hasil = kolam.map(lambda nama: _ekspor(nama, naskah), BENTUK)
        for nama, (isi, detik) in zip(BENTUK, hasil, strict=True):
            (folder / f"laporan.{nama}").write_bytes(isi)
            jam.detik[nama] = detik


def _ekspor(nama: str, naskah: NotebookNode) -> tuple[bytes, float]:
    """One form of the report, and the seconds it took."""
    mulai = time.perf_counter()
    isi, _ = BENTUK[nama]().from_notebook_node(naskah)
    return isi.encode() if isinstance(isi, str) else isi, round(time.perf_counter() - mulai, 3)


def _xlsx(ruang: Ruang, keterangan: dict[str, Any]) -> bytes:
    judul = f"Tabel Laporan Kinerja {ruang.unit} {ruang.tahun}"
    buku = build_buku(keterangan["paket"], read_masukan(ruang.raw, keterangan["paket"]), judul)
    return save_buku(buku, tanggal_dokumen(keterangan["sampul"]))


def _build(ruang: Ruang, folder: Path, parameter: dict[str, Any], jam: Jam) -> dict[str, Any]:
    keluaran = (p for p in folder.rglob("*") if p.is_file())
    return {
        "parameter": parameter,
        "masukan": masukan(ruang),
        "kode": sidik_kode(ruang),
        "keluaran": {p.relative_to(folder).as_posix(): hash_berkas(p) for p in sorted(keluaran)},
        "versi": {
            "python": platform.python_version(),
            "pandoc": pypandoc.get_pandoc_version(),
            **{nama: version(nama) for nama in PUSTAKA},
        },
        "detik": jam.detik,
    }


def _tulis_json(berkas: Path, isi: Any) -> None:
    teks = json.dumps(isi, ensure_ascii=False, indent=1, allow_nan=False)
    berkas.write_text(teks + "\n", "utf-8", newline="\n")
