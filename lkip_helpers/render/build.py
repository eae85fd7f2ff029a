"""Build a whole report: run, join, export, and put it in place only when all of it is ready."""

import json
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from lkip_helpers.intake.data import Data, load
from lkip_helpers.prose.survey_words import describe_publication
from lkip_helpers.render.anchor import check_anchor, place_anchor
from lkip_helpers.render.chapter import order_chapters
from lkip_helpers.render.execution import Reporter, run_chapters
from lkip_helpers.render.fingerprint import code_fingerprint, inputs
from lkip_helpers.render.numbering import KEY
from lkip_helpers.render.parameters import check_parameter, read_parameters
from lkip_helpers.render.pdf.typeset import document_date, render_publication
from lkip_helpers.render.seal import Seal, build_checker, make_seal, write_seal
from lkip_helpers.render.startup import ALONE
from lkip_helpers.render.swap import new_report
from lkip_helpers.render.technical import list_origins
from lkip_helpers.report.origin import Lineage
from lkip_helpers.report.record import read_records
from lkip_helpers.workspace import ANNEX, BUILD, CHECKER, FILES, FORMS, TABEL, Workspace, hash_file

EXPORTERS = {"html": "LkipHtml", "pdf": "LkipPdf", "docx": "LkipDocx"}
ANNEX_FORMS = ("html", "pdf")
_PAGE, _PDF, _WORD, _EXCEL = FILES.values()
SLOWEST = (_PDF, f"{ANNEX}.pdf", _WORD, _PAGE, _EXCEL, f"{ANNEX}.html")  # first
AT_ONCE = 2  # files; Typst works while the others are written
MAIN = {
    "capaian": ("iku-capaian", "capaian"),
    "ikm": ("skm-ringkasan", "ikm"),
    "serapan": ("anggaran-program", "serapan"),
}  # table and column of the figures that stand for a report
LIBRARIES = ("lkip-helpers", "pandas", "papermill", "nbconvert", "matplotlib", "typst")


@dataclass
class Jam:
    """Seconds of each step, in order."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def take_note(self, step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[step] = round(time.perf_counter() - start, 3)


def check_chapter_parameters(workspace: Workspace, parameter: dict[str, Any]) -> None:
    """Raise InvalidParameter before anything runs where no chapter knows a parameter."""
    known = {p for b in workspace.list_chapters() for p in read_parameters(nbformat.read(b, 4))}
    check_parameter(parameter, known)


def render_report(
    workspace: Workspace,
    parameter: dict[str, Any] | None = None,
    forms: Sequence[str] = FORMS,
    reporting: Reporter = lambda _: None,
    step: Callable[[str], None] = lambda _: None,
    *,
    draft: bool = True,
    anchor: str = "",
    beside: Mapping[str, bytes] | None = None,
) -> Path:
    """Folder of the finished report.

    parameter: further parameters than tahun and unit, as check_chapter_parameters lets them pass.
    forms: what is made of FORMS. reporting: called with each chapter and form that is finished;
    step: called with the name of each step. draft: the report carries the mark of a draft;
    anchor: the sign an electronic signature is put at; beside: further files of the report. A run
    that fails leaves the former report as it was; one that ends well keeps it beside the new one
    where their contents differ.
    Raises AnchorRefused, ChapterFailed, DefectiveDocument, PdfRefused.
    """
    every = {"tahun": workspace.tahun, "unit": workspace.unit, **(parameter or {})}
    jam = Jam()
    with new_report(workspace.outputs, workspace.preceding) as folder:
        with jam.take_note("bab"):
            data = load(workspace.unit, workspace.tahun)  # once, for all chapters
            done = run_chapters(workspace.list_chapters(), every, reporting, partial(_begin, step))
        step("Menyusun naskah")
        with jam.take_note("naskah"):
            from lkip_helpers.render.document import join_report  # by now it is imported

            origins = partial(list_origins, data=data)
            document, technical = join_report(order_chapters(done.items()), origins)
            seal = make_seal({**every, "konsep": draft}, inputs(workspace))
            _seal(seal, document, technical, [f for f in ANNEX_FORMS if f in forms])
            blocks = place_anchor(document, anchor) if anchor else 0
        _write_chapters(workspace.executed_folder(folder), done)
        write_tabel(folder, document, every)
        step("Menulis bentuk laporan")
        for file, content, seconds in _export_every(workspace, document, technical, forms):
            (folder / file).write_bytes(content)
            jam.seconds[file] = seconds
            if not file.startswith(ANNEX):
                reporting(_form(file).upper())
        if anchor:
            check_anchor((folder / _PDF).read_bytes(), anchor, blocks)
        _write_beside(folder, seal, data if "pdf" in forms else None, beside or {})
        build = _build(workspace, folder, {**every, "konsep": draft}, jam)
        own = {"tte": anchor, "bentuk": list(forms), **_sum_up(document.metadata.lkip)}
        _write(folder / BUILD, _dump({**build, **own}, indent=1))
    return workspace.outputs


def _begin(step: Callable[[str], None]) -> None:
    """While the workers run the chapters, this process imports nbconvert, for what comes after."""
    step("Menjalankan bab")
    import_module("lkip_helpers.render.exporters")


def _write_beside(folder: Path, seal: Seal, data: Data | None, beside: Mapping[str, bytes]) -> None:
    """What tells whether a file is of this report, the page for the wall, and further files."""
    files = {b.name: b.read_bytes() for b in sorted(folder.iterdir()) if b.is_file()}
    (folder / CHECKER).write_text(build_checker(files, seal), "utf-8", newline="\n")
    if data:
        write_publication(folder, data)
    for name, one in beside.items():
        (folder / name).write_bytes(one)


def _seal(
    seal: Seal, document: NotebookNode, technical: NotebookNode | None, forms: Sequence[str]
) -> None:
    """Mark the report, which names its technical annex in these forms, and the annex."""
    annex = [f"{ANNEX}.{form}" for form in forms if technical]
    for one in filter(None, (document, technical)):
        one.metadata.lkip["konsep"] = seal.state == "konsep"
        write_seal(one, seal, annex if one is document else [])


def render_separate(workspace: Workspace, stem: str, name: str) -> dict[Path, bytes]:
    """One notebook as a document of its own: `name`.html and .pdf, to stand beside the report.

    Raises ChapterFailed, DefectiveDocument, PdfRefused.
    """
    from lkip_helpers.render.document import join_document

    parameter = {"tahun": workspace.tahun, "unit": workspace.unit}
    file = workspace.notebooks / f"{stem}.ipynb"
    chapter = run_chapters([file], parameter, lambda _: None)
    document = join_document(order_chapters(chapter.items()))
    return {workspace.outputs / f"{name}.{b}": export_form(b, document) for b in ("html", "pdf")}


def _write_chapters(folder: Path, chapter: dict[str, NotebookNode]) -> None:
    folder.mkdir()
    for stem, nb in chapter.items():
        # as nbformat writes it, which would copy it first and hold it against its schema
        text = json.dumps(nb, ensure_ascii=False, sort_keys=True, separators=(",", ": "))
        (folder / f"{stem}.ipynb").write_text(f"{text}\n", "utf-8", newline="\n")


def write_publication(folder: Path, data: Data) -> None:
    """The page of the IKM for the wall, as PDF and PNG, where the sheet Formulir asks for it."""
    if content := describe_publication(data):
        for form in ("pdf", "png"):
            (folder / f"publikasi-ikm.{form}").write_bytes(render_publication(content, form))


def write_tabel(folder: Path, document: NotebookNode, parameter: dict[str, Any]) -> None:
    """Every table and figure of a joined document, as data."""
    payload = document.metadata.lkip.paket
    lineage = Lineage(read_records(payload))
    # one line a table: seen apart, and written ten times as fast as with an indent
    entries = [_dump({**p, "silsilah": lineage.to_json(p["label"])}) for p in payload]
    head = _dump({**parameter, "tabel": []}).removesuffix("]}")
    _write(folder / TABEL, head + ",\n".join(["", *entries])[1:] + "\n]}")


def _export_every(
    workspace: Workspace,
    document: NotebookNode,
    technical: NotebookNode | None,
    forms: Sequence[str],
) -> Iterator[tuple[str, bytes, float]]:
    """The file of each form, and of the annex, as it is finished, with the seconds."""
    from lkip_helpers.render.exporters import render_body

    body = render_body(document) if {"pdf", "docx"} & set(forms) else ""
    every = {FILES[n]: partial(export_form, n, document, body) for n in EXPORTERS}
    every[_EXCEL] = partial(_xlsx, workspace, document.metadata.lkip)
    if technical:
        every |= {f"{ANNEX}.{n}": partial(export_form, n, technical) for n in ANNEX_FORMS}

    def export(file: str) -> tuple[str, bytes, float]:
        start = time.perf_counter()
        content = every[file]()
        return file, content, round(time.perf_counter() - start, 3)

    wanted = [file for file in SLOWEST if file in every and _form(file) in forms]
    with ThreadPoolExecutor(1 if ALONE.get() else AT_ONCE) as pool:
        for duty in as_completed([pool.submit(export, file) for file in wanted]):
            yield duty.result()


def _form(file: str) -> str:
    return Path(file).suffix[1:]


def _sum_up(remark: dict[str, Any]) -> dict[str, Any]:
    """Its numbering, and what a page over many reports says of it: its name, what it came to.

    A figure whose table the report does not have is None.
    """
    table = {p["label"]: p for p in remark["paket"]}
    name = _office(remark["sampul"])
    figures = {key: _figure(table.get(label), column) for key, (label, column) in MAIN.items()}
    return {"ringkasan": {"nama": name, **figures}, KEY: remark[KEY]}


def _office(cover: dict[str, Any]) -> str:
    return f"Kecamatan {cover['kecamatan']}, {cover['kota']}" if cover else ""


def _figure(table: dict[str, Any] | None, column: str) -> float | None:
    """A figure of the footer of a table, or of its only row."""
    rows = [*table.get("kaki", []), *table["baris"][:1]] if table else []
    return next((b[column] for b in rows if b.get(column) is not None), None)


def export_form(name: str, document: NotebookNode, body: str = "") -> bytes:
    """A joined document in one form: html, pdf or docx. body: what is on paper, if made already."""
    from lkip_helpers.render import exporters

    exporter = getattr(exporters, EXPORTERS[name])()
    content, _ = exporter.from_notebook_node(document, {exporters.BODY: body})
    return content.encode() if isinstance(content, str) else content


def _xlsx(workspace: Workspace, remark: dict[str, Any]) -> bytes:
    from lkip_helpers.render.xlsx import build_workbook
    from lkip_helpers.render.xlsx_inputs import read_inputs

    records = read_records(remark["paket"])
    inputs = read_inputs(workspace.raw, records.values())
    cover = remark["sampul"]
    office = f" {_office(cover)}, Tahun {cover['tahun']}" if cover else ""
    state = " · ".join(filter(None, [remark.get("konsep") and "KONSEP", cover.get("rekaan")]))
    told = document_date(cover), state, remark.get("segel", "")
    return build_workbook(records, inputs, f"Tabel Laporan Kinerja{office}", *told)


def _build(
    workspace: Workspace, folder: Path, parameter: dict[str, Any], jam: Jam
) -> dict[str, Any]:
    output = (p for p in folder.rglob("*") if p.is_file())
    return {
        "parameter": parameter,
        "masukan": inputs(workspace),
        "kode": code_fingerprint(workspace),
        "keluaran": {p.relative_to(folder).as_posix(): hash_file(p) for p in sorted(output)},
        "versi": {
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
        "waktu": datetime.now().astimezone().isoformat(timespec="seconds"),
        "detik": jam.seconds,
    }


def _dump(content: Any, indent: int | None = None) -> str:
    return json.dumps(content, ensure_ascii=False, indent=indent, allow_nan=False)


def _write(file: Path, text: str) -> None:
    file.write_text(text + "\n", "utf-8", newline="\n")
