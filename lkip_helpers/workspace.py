"""The only module that spells a folder name, and the names of files that several rooms read.

The workspace is the folder that holds `notebooks/` and `data/`: the nearest one above the current
directory, or the one named by the environment variable `LKIP_RUANG`.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

VARIABEL_RUANG = "LKIP_RUANG"
TERBIT = "terbit.xlsx"  # published figures: beside the raw data, but no input of the report
PADANAN = "padanan.toml"  # what doubtful heads and answers of an import mean
SUMBER = "SUMBER.toml"  # where each workbook is from
PETA = "peta.geojson"  # boundaries supplied by the office
TABEL = "tabel.json"  # every table and figure of a report, as data
BUILD = "build.json"  # what a report was made from
KUNCI_EXCEL = "~$"  # begins the name of the file that Excel keeps beside an open workbook


class PilihanSalah(Exception):
    """A workspace, unit, year, parameter or report that cannot be meant; says what there is."""


class RuangTidakDitemukan(PilihanSalah):
    """No folder with `notebooks/` and `data/` at or above the current directory."""


def find_root(mulai: Path | None = None) -> Path:
    """Root of the workspace; raises RuangTidakDitemukan with the cure in Indonesian."""
    if tersurat := os.environ.get(VARIABEL_RUANG):
        root = Path(tersurat).expanduser().resolve()
        if (root / "notebooks").is_dir() and (root / "data").is_dir():
            return root
        raise RuangTidakDitemukan(
            f"{root}, isi variabel lingkungan {VARIABEL_RUANG}, tidak memuat notebooks/ dan data/. "
            "Isi dengan folder kerja LKIP, atau hapus variabel itu."
        )
    awal = (mulai or Path.cwd()).resolve()
    for calon in (awal, *awal.parents):
        if (calon / "notebooks").is_dir() and (calon / "data").is_dir():
            return calon
    raise RuangTidakDitemukan(
        f"Folder kerja LKIP tidak ditemukan dari {awal}. Jalankan perintah ini di dalam folder "
        f"yang memuat notebooks/ dan data/, atau isi variabel lingkungan {VARIABEL_RUANG}."
    )


def hash_berkas(berkas: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(berkas.read_bytes()).hexdigest()


def list_buku(raw: Path) -> list[Path]:
    """The workbooks in a folder of raw data, sorted."""
    return sorted(b for b in raw.glob("*.xlsx") if not b.name.startswith(KUNCI_EXCEL))


def choose_unit(root: Path, unit: str | None) -> str:
    """The unit asked for, else the only one there is. Raises PilihanSalah."""
    units = Ruang("", 0, root).list_units()
    if not (unit or units):
        raise PilihanSalah(
            "Belum ada unit di data/raw. Siapkan data tahun pertama dengan: "
            "lkip new TAHUN --unit NAMA."
        )
    if not unit and len(units) > 1:
        raise PilihanSalah(f"Pilih unit dengan --unit NAMA. Yang ada: {', '.join(units)}.")
    return unit or units[0]


def choose_ruang(root: Path, unit: str | None, tahun: int | None) -> "Ruang":
    """The unit asked for, or the only one; its year asked for, or its latest.

    Raises PilihanSalah where there is no such unit, or no data of it in that year.
    """
    unit = choose_unit(root, unit)
    if unit not in (units := Ruang("", 0, root).list_units()):
        raise PilihanSalah(
            f"Unit {unit} tidak ada di data/raw. Yang ada: {', '.join(units) or 'belum ada'}. "
            "Pilih dengan --unit NAMA."
        )
    daftar = Ruang(unit, 0, root).list_tahun()
    if not daftar or tahun not in (None, *daftar):
        sebut = f"Tahun {tahun} tidak ada" if tahun else "Belum ada data"
        raise PilihanSalah(
            f"{sebut} untuk {unit}. Yang ada: {', '.join(map(str, daftar)) or 'belum ada'}."
        )
    return Ruang(unit, tahun or daftar[-1], root)


@dataclass(frozen=True)
class Ruang:
    """Folders of one unit and year."""

    unit: str
    tahun: int
    root: Path

    @classmethod
    def of(cls, unit: str, tahun: int, root: Path | None = None) -> "Ruang":
        return cls(unit, tahun, root or find_root())

    def _di(self, *bagian: str) -> Path:
        return self.root.joinpath(*bagian, self.unit, str(self.tahun))

    @property
    def raw(self) -> Path:
        return self._di("data", "raw")

    @property
    def masukan(self) -> list[Path]:
        """The raw files of this year that a report reads: workbooks, their sources, the map."""
        lain = (self.raw / nama for nama in (SUMBER, PETA))
        buku = (b for b in list_buku(self.raw) if b.name != TERBIT)
        return [*buku, *(b for b in lain if b.exists())]

    @property
    def processed(self) -> Path:
        return self._di("data", "processed")

    @property
    def outputs(self) -> Path:
        return self._di("outputs")

    @property
    def tabel(self) -> Path:
        """Every table and figure of the report, as data."""
        return self.outputs / TABEL

    @property
    def sebelumnya(self) -> Path:
        """The report that the present one took the place of."""
        return self.outputs.with_name(f"{self.tahun}-sebelumnya")

    @property
    def salinan_periksa(self) -> Path:
        """Where the marked copies of the workbooks stand."""
        return self.outputs.with_name(f"{self.tahun}-periksa")

    @property
    def simpanan(self) -> Path:
        """Where tables and figures saved while exploring stand."""
        return self.outputs.with_name(f"{self.tahun}-jelajah")

    @property
    def mulai(self) -> Path:
        """The first page, as a notebook without its results."""
        return self.notebooks / "mulai.ipynb"

    @property
    def mulai_terisi(self) -> Path:
        """The first page as JupyterLab opens it; links in it lead from either place."""
        return self.root / "outputs" / self.mulai.name

    @property
    def gaya_lab(self) -> Path:
        """How tables and figures look in JupyterLab, written when it starts."""
        return self.root / "outputs" / ".jupyter" / "custom.css"

    @property
    def salinan_impor(self) -> Path:
        """Where workbooks stand as they were before an import changed them."""
        return self.outputs.with_name(f"{self.tahun}-impor")

    @property
    def catatan_jadwal(self) -> Path:
        """What scheduled runs print, of all units."""
        return self.root / "outputs" / "jadwal.log"

    @property
    def ringkasan_jadwal(self) -> Path:
        """What the last scheduled runs came to, of all units."""
        return self.root / "outputs" / "jadwal.json"

    @property
    def kunci(self) -> Path:
        """The lock of whoever is writing this unit and year."""
        return self.root / "outputs" / ".kunci" / f"{self.unit}-{self.tahun}"

    @property
    def kunci_data(self) -> Path:
        """The lock of whoever is putting processed data in place."""
        return self.kunci.with_name(f"{self.kunci.name}-data")

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    def folder_terlaksana(self, keluaran: Path) -> Path:
        """Where the executed notebooks of a report stand."""
        return keluaran / "notebooks"

    def list_bab(self) -> list[Path]:
        """The chapters, in order: those from 90 on are documents of their own."""
        return sorted(self.notebooks.glob("[0-8][0-9]-*.ipynb"))

    def list_notebooks(self) -> list[Path]:
        """The chapters and the documents of their own, in order."""
        return sorted(self.notebooks.glob("[0-9][0-9]-*.ipynb"))

    def list_units(self) -> list[str]:
        """Units that have a folder of raw data, sorted."""
        return sorted(p.name for p in (self.root / "data" / "raw").glob("*") if p.is_dir())

    def list_tahun(self) -> list[int]:
        """Years for which this unit has raw data, sorted."""
        induk = self.root / "data" / "raw" / self.unit
        return sorted(int(p.name) for p in induk.glob("*") if p.is_dir() and p.name.isdigit())
