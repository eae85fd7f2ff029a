"""Where everything stands: the only module that spells names of folders and of shared files.

The workspace is the folder that holds `notebooks/` and `data/`: the nearest one above the current
directory, or the one named by the environment variable `LKIP_RUANG`.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, TypeVar
from zipfile import ZipFile

from lkip_helpers.errors import Exit, LkipError

WORKSPACE_VARIABLE = "LKIP_RUANG"
PUBLISHED = "terbit.xlsx"  # published figures: beside the raw data, but no input of the report
MAPPING = "padanan.toml"  # the office's answers on doubtful heads and values of an import
SOURCE = "SUMBER.toml"  # the origin of each workbook
AREA_MAP = "peta.geojson"  # boundaries supplied by the office
EMBLEMS = ("lambang.svg", "lambang.png")  # of its kabupaten or kota, for the cover
TABEL = "tabel.json"  # every table and figure of a report, as data
ANNEX = "lampiran-teknis"  # beside the report: where its numbers are from, .html and .pdf
FILES = {"html": "laporan.html", "pdf": "laporan.pdf", "docx": "laporan.docx", "xlsx": "tabel.xlsx"}
FORMS = tuple(FILES)  # of a report, beside tabel.json
PDF = FILES["pdf"]  # the report as it is filed
TITLES = dict(zip(FILES.values(), ("HTML", "PDF", "Word", "Excel"), strict=True))
BUILD = "build.json"  # what a report was made from
DIFFERENCES = "perbedaan.html"  # beside a report: what changed since another
RECONCILIATION = "rekonsiliasi"  # beside a report: page, PDF and workbook of `lkip reconcile`
DERIVED = (BUILD, DIFFERENCES, f"{RECONCILIATION}.*")  # beside a report, made from it
RESULTS = {**TITLES, f"{RECONCILIATION}.html": "Rekonsiliasi"}  # what people open
SBOM = "sbom.json"  # the packages it was made with (CycloneDX)
CHECKER = "verifikasi.html"  # beside a report: tells in a browser whether a file is of it
ANALYSES = "analisis"  # the analyst's own notebooks, in notebooks/
STARTER = Path(__file__).with_name("starter.zip")  # in a wheel: the files of a new workspace
STARTER_FACTS = "asal.json"  # in it: what the wheel was built from
GUIDES = ("notebooks/README.md", "docs/ekspor.md")
NOTEBOOKS = ("notebooks/*.ipynb", *GUIDES, "notebooks/analisis/analisis-baru.ipynb")
EXAMPLE = ("data/raw/contoh-jaya/*/*",)  # an invented office
RAW, OUTPUTS = "data/raw", "outputs"
EXCEL_LOCK = "~$"  # prefix of the file that Excel keeps beside an open workbook
NO_DATA = "Belum ada data di data/raw. Siapkan tahun pertama dengan: lkip new TAHUN --unit NAMA."
_DATA: ContextVar[Path | None] = ContextVar("data", default=None)
T = TypeVar("T")


@contextmanager
def hold(variable: ContextVar[T], value: T) -> Iterator[None]:
    """Inside, the variable has this value."""
    token = variable.set(value)
    try:
        yield
    finally:
        variable.reset(token)


def use_data(folder: Path | None) -> AbstractContextManager[None]:
    """Inside, `folder` replaces data/ of the workspace; None changes nothing."""
    return hold(_DATA, folder or _DATA.get())


def frozen_folder() -> Path | None:
    """The folder that replaces data/ now, if any, to be passed on to another process."""
    return _DATA.get()


class InvalidChoice(LkipError):
    """A workspace, unit, year, parameter or report that does not exist; the message lists those."""

    exit_code = Exit.MISUSE


class WorkspaceNotFound(InvalidChoice):
    """No folder with `notebooks/` and `data/` at or above the current directory."""


def find_root(start: Path | None = None) -> Path:
    """Root of the workspace. Raises WorkspaceNotFound, with the cure in Indonesian."""
    explicit = os.environ.get(WORKSPACE_VARIABLE)
    start = (Path(explicit).expanduser() if explicit else start or Path.cwd()).resolve()
    for candidate in (start, *(() if explicit else start.parents)):
        if (candidate / "notebooks").is_dir() and (candidate / "data").is_dir():
            return candidate
    if explicit:
        raise WorkspaceNotFound(
            f"{start}, isi variabel lingkungan {WORKSPACE_VARIABLE}, tidak memuat notebooks/ dan "
            "data/. Isi dengan folder kerja LKIP, buat dahulu dengan lkip init FOLDER, atau hapus "
            "variabel itu."
        )
    raise WorkspaceNotFound(
        f"Folder kerja LKIP tidak ditemukan dari {start}. Jalankan perintah ini di dalam folder "
        "yang memuat notebooks/ dan data/, buat folder kerja baru dengan: lkip init FOLDER, atau "
        f"isi variabel lingkungan {WORKSPACE_VARIABLE}."
    )


def read_starter(*patterns: str) -> dict[str, bytes]:
    """Files of a new workspace by name, from the wheel or from the folder above this package."""
    if STARTER.exists():
        with ZipFile(STARTER) as packed:
            names = [n for p in patterns for n in packed.namelist() if fnmatch(n, p)]
            return {n: packed.read(n) for n in names}
    source = STARTER.parents[1]
    files = [f for p in patterns for f in sorted(source.glob(p)) if f.is_file()]
    return {f.relative_to(source).as_posix(): f.read_bytes() for f in files}


def hash_file(file: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def chapter_name(notebook: Path) -> str:
    """Name of a notebook among the chapters; the analyst's have a prefix, so that none collides."""
    return f"{ANALYSES}-{notebook.stem}" if notebook.parent.name == ANALYSES else notebook.stem


def read_membership(notebook: Path) -> int | str | None:
    """Where a report includes a notebook, by its metadata `lkip › laporan`: a chapter, an annex.

    None: nowhere, or the file is not a notebook.
    """
    try:
        return json.loads(notebook.read_text("utf-8"))["metadata"].get("lkip", {}).get("laporan")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def list_workbooks(raw: Path) -> list[Path]:
    """The workbooks in a folder of raw data, sorted."""
    return sorted(f for f in raw.glob("*.xlsx") if not f.name.startswith(EXCEL_LOCK))


def phrase_known(names: Iterable[Any]) -> str:
    """Names of what there is, sorted."""
    return ", ".join(map(str, sorted(names))) or "belum ada"


def choose_unit(root: Path, unit: str | None) -> str:
    """The given unit, else the only one there is. Raises InvalidChoice."""
    units = Root(root).list_units()
    if not (unit or units):
        raise InvalidChoice(NO_DATA)
    if not unit and len(units) > 1:
        raise InvalidChoice(f"Pilih unit dengan --unit NAMA. Yang ada: {phrase_known(units)}.")
    return unit or units[0]


def choose_workspace(root: Path, unit: str | None, tahun: int | None) -> "Workspace":
    """The given unit, or the only one that has the year; in that year, or in its latest.

    Raises InvalidChoice if there is no such unit, or no data of it in that year.
    """
    units = Root(root).list_units()
    matches = [u for u in units if tahun in Workspace(u, 0, root).list_tahun()]
    unit = choose_unit(root, unit or (matches[0] if len(matches) == 1 else None))
    if unit not in units:
        raise InvalidChoice(f"Unit {unit} tidak ada di data/raw. Yang ada: {phrase_known(units)}.")
    years = Workspace(unit, 0, root).list_tahun()
    if not years or tahun not in (None, *years):
        problem = f"Tahun {tahun} tidak ada" if tahun else "Belum ada data"
        raise InvalidChoice(f"{problem} untuk {unit}. Yang ada: {phrase_known(years)}.")
    return Workspace(unit, tahun or years[-1], root)


class _Place:
    """A property of Root or Workspace: a path computed from it by `find`."""

    def __init__(self, find: Callable[[Any], Path]) -> None:
        self.find = find

    def __get__(self, place: "Root", _: Any = None) -> Path:
        return self.find(place)


class Root:
    """What every unit and year of a workspace shares."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @staticmethod
    def executed_folder(output: Path) -> Path:
        """Where the executed notebooks of a report stand."""
        return output / "notebooks"

    @property
    def _data(self) -> Path:
        return _DATA.get() or self.root / "data"

    # Pages over all units, output and results of scheduled runs, the style of tables in JupyterLab
    # (written when it starts), and its first page as it opens there.
    overview = _Place(lambda w: w.root / OUTPUTS)
    schedule_notes = _Place(lambda w: w.overview / "jadwal.log")
    schedule_summary = _Place(lambda w: w.overview / "jadwal.json")
    lab_style = _Place(lambda w: w.overview / ".jupyter" / "custom.css")
    notebooks = _Place(lambda w: w.root / "notebooks")
    start = _Place(lambda w: w.notebooks / "mulai.ipynb")  # the first page, without its results
    filled_start = _Place(lambda w: w.overview / w.start.name)

    def list_chapters(self) -> list[Path]:
        """The chapters, in order, and the analyst's notebooks that the report includes.

        Notebooks numbered from 90 on are documents of their own.
        """
        included = [f for f in self.list_analyses() if read_membership(f) is not None]
        return [*sorted(self.notebooks.glob("[0-8][0-9]-*.ipynb")), *included]

    def list_analyses(self) -> list[Path]:
        """The analyst's own notebooks, by name."""
        return sorted((self.notebooks / ANALYSES).glob("*.ipynb"))

    def list_notebooks(self) -> list[Path]:
        """The chapters and the notebooks that are documents of their own, in order."""
        return sorted(self.notebooks.glob("[0-9][0-9]-*.ipynb"))

    def list_units(self) -> list[str]:
        """Units that have a folder of raw data, sorted."""
        return sorted(p.name for p in (self._data / "raw").glob("*") if p.is_dir())


@dataclass(frozen=True)
class Workspace(Root):
    """Folders of one unit and year."""

    unit: str
    tahun: int
    root: Path

    @classmethod
    def of(cls, unit: str, tahun: int, root: Path | None = None) -> "Workspace":
        return cls(unit, tahun, root or find_root())

    def phrase_command(self, name: str) -> str:
        """The command line of a command for this unit and year."""
        return f"lkip {name} {self.tahun} --unit {self.unit}"

    raw = _Place(lambda w: w._data / "raw" / w.unit / str(w.tahun))  # noqa: SLF001 its own
    processed = _Place(lambda w: w._data / "processed" / w.unit / str(w.tahun))  # noqa: SLF001 its own
    outputs = _Place(lambda w: w.overview / w.unit / str(w.tahun))

    @property
    def inputs(self) -> list[Path]:
        """The raw files of this year that a report reads: workbooks, sources, map, emblem."""
        others = (self.raw / name for name in (SOURCE, AREA_MAP, *EMBLEMS))
        workbooks = (f for f in list_workbooks(self.raw) if f.name != PUBLISHED)
        return [*workbooks, *(f for f in others if f.exists())]

    tabel = _Place(lambda w: w.outputs / TABEL)  # every table and figure of the report, as data
    evidence = _Place(lambda w: w.outputs / "bukti")  # the evaluation sheets with their evidence
    open_data = _Place(lambda w: w.outputs / "data-terbuka")  # the tables, for others
    # Beside the report: the one before it; why a batch could not make it (a page; the same as
    # JSON); marked copies of the workbooks; the analyst's notebooks as documents; pages to share;
    # workbooks as they were before an import changed them.
    preceding = _Place(lambda w: w.outputs.with_name(f"{w.tahun}-sebelumnya"))
    fault = _Place(lambda w: w.outputs.with_name(f"{w.tahun}-gagal.html"))
    check_copies = _Place(lambda w: w.outputs.with_name(f"{w.tahun}-periksa"))
    analyses = _Place(lambda w: w.outputs.with_name(f"{w.tahun}-analisis"))
    shared = _Place(lambda w: w.outputs.with_name(f"{w.tahun}-bagi"))
    import_copies = _Place(lambda w: w.outputs.with_name(f"{w.tahun}-impor"))
    # Locks on the report of this unit and year, and on its processed data.
    report_lock = _Place(lambda w: w.overview / ".kunci" / f"{w.unit}-{w.tahun}")
    data_lock = _Place(lambda w: w.report_lock.with_name(f"{w.report_lock.name}-data"))

    def list_tahun(self) -> list[int]:
        """Years for which this unit has raw data, sorted."""
        parent = self._data / "raw" / self.unit
        return sorted(int(p.name) for p in parent.glob("*") if p.is_dir() and p.name.isdecimal())

    def list_until(self) -> list["Workspace"]:
        """This unit in each year that has raw data, up to this year: what a report reads."""
        return [replace(self, tahun=t) for t in self.list_tahun() if t <= self.tahun]
