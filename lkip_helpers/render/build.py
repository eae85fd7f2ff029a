"""Build a whole report: run, join, export, and put it in place only when all of it is ready."""

import json
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from lkip_helpers.intake.data import Data, load
from lkip_helpers.intake.placing import pack_json
from lkip_helpers.prose.survey_words import describe_publication
from lkip_helpers.render.execution import Reporter, run_chapters
from lkip_helpers.render.fingerprint import NUMBERING, code_fingerprint, inputs, read_build
from lkip_helpers.render.pdf.typeset import HERE, compile_pages, document_date
from lkip_helpers.render.pieces import count_left_out, order_chapters
from lkip_helpers.render.seal import (
    Seal,
    build_checker,
    check_anchor,
    make_seal,
    place_anchor,
    write_seal,
)
from lkip_helpers.render.startup import ALONE
from lkip_helpers.render.swap import new_report
from lkip_helpers.render.technical import list_origins
from lkip_helpers.report.origin import Lineage
from lkip_helpers.report.record import Record, read_records
from lkip_helpers.workspace import ANNEX, BUILD, CHECKER, FILES, FORMS, TABEL, Workspace, hash_file

ANNEX_FORMS = ("html", "pdf")
_PAGE, _PDF, _WORD, _EXCEL = FILES.values()
SLOWEST = (_PDF, f"{ANNEX}.pdf", _WORD, _PAGE, _EXCEL, TABEL, f"{ANNEX}.html")  # first
MAIN = {
    "capaian": ("iku-capaian", "capaian"),
    "ikm": ("skm-ringkasan", "ikm"),
    "serapan": ("anggaran-program", "serapan"),
}  # table and column of the figures that stand for a report
LIBRARIES = ("lkip-helpers", "pandas", "papermill", "nbconvert", "matplotlib", "typst")


def render_report(
    workspace: Workspace,
    parameter: dict[str, Any] | None = None,
    forms: Sequence[str] = FORMS,
    on_done: Reporter = lambda _: None,
    on_step: Callable[[str], None] = lambda _: None,
    *,
    draft: bool = True,
    anchor: str = "",
    beside: Mapping[str, bytes] | None = None,
) -> Path:
    """Folder of the finished report.

    parameter: further parameters than tahun and unit, as check_chapter_parameters lets them pass.
    forms: those of FORMS to make. on_done: called with each finished chapter and form, on_step with
    the name of each step. draft: marked as one. anchor: the sign an electronic signature is put at.
    beside: further files, by name. A run that fails leaves the former report as it was; one that
    ends well keeps it beside the new one where their contents differ.
    Raises LkipError where a chapter, the document, its PDF or the mark is refused.
    """
    parameters = {"tahun": workspace.tahun, "unit": workspace.unit, **(parameter or {})}
    seconds: dict[str, float] = {}  # that each step took
    with new_report(workspace.outputs, workspace.preceding) as folder:
        data = load(workspace.unit, workspace.tahun)  # once, for all chapters
        chapters, seconds["bab"] = _measure(
            run_chapters, workspace.list_chapters(), parameters, on_done, partial(_begin, on_step)
        )
        on_step("Menyusun naskah")
        (report, annex), seconds["naskah"] = _measure(_join, chapters, data)
        origin = {"parameter": {**parameters, "konsep": draft}, "masukan": inputs(workspace)}
        seal = make_seal(origin["parameter"], origin["masukan"])
        annex_forms = [f for f in ANNEX_FORMS if annex and f in forms]
        write_seal(report, seal, [f"{ANNEX}.{form}" for form in annex_forms])
        if annex:
            write_seal(annex, seal)
        blocks = place_anchor(report, anchor) if anchor else 0
        _write_chapters(workspace.executed_folder(folder), chapters)
        left_out = {stem: n for stem, c in chapters.items() if (n := count_left_out(c))}
        on_step("Menulis bentuk laporan")
        for file, content, taken in _export_every(workspace, report, annex, forms, parameters):
            (folder / file).write_bytes(content)
            seconds[file] = taken
            if file in FILES.values():
                on_done(Path(file).suffix[1:].upper())
        if anchor:
            check_anchor((folder / _PDF).read_bytes(), anchor, blocks)
        _write_beside(folder, seal, data if "pdf" in forms else None, beside or {})
        build = origin | _describe_build(workspace, folder, origin) | {"detik": seconds}
        build |= {"tte": anchor, "bentuk": list(forms), "gambar_lain": left_out}
        (folder / BUILD).write_bytes(pack_json(build | _sum_up(report.metadata.lkip)))
    return workspace.outputs


def _measure(work: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """The result of the work, and the seconds it took."""
    start = time.perf_counter()
    result = work(*arguments)
    return result, round(time.perf_counter() - start, 3)


def _begin(on_step: Callable[[str], None]) -> None:
    """Import what the export needs while the workers run the chapters."""
    on_step("Menjalankan bab")
    import_module("lkip_helpers.render.forms")


def _join(
    chapters: dict[str, NotebookNode], data: Data
) -> tuple[NotebookNode, NotebookNode | None]:
    """The report and its technical annex."""
    from lkip_helpers.render.document import join_report  # _begin imported it

    return join_report(order_chapters(chapters.items()), partial(list_origins, data=data))


def _write_beside(folder: Path, seal: Seal, data: Data | None, beside: Mapping[str, bytes]) -> None:
    """The page that verifies the report's files, the IKM poster, and further files."""
    files = {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}
    (folder / CHECKER).write_text(build_checker(files, seal), "utf-8", newline="\n")
    if data:
        write_publication(folder, data, draft=seal.state == "konsep")
    for name, content in beside.items():
        (folder / name).write_bytes(content)


def _write_chapters(folder: Path, chapters: dict[str, NotebookNode]) -> None:
    folder.mkdir()
    for stem, chapter in chapters.items():
        # as nbformat writes it, which would copy it first and hold it against its schema
        text = json.dumps(chapter, ensure_ascii=False, sort_keys=True, separators=(",", ": "))
        (folder / f"{stem}.ipynb").write_text(f"{text}\n", "utf-8", newline="\n")


def write_publication(folder: Path, data: Data, *, draft: bool = False) -> None:
    """The IKM poster as PDF and PNG, where the sheet Formulir asks for it."""
    if content := describe_publication(data, draft=draft):
        for form in ("pdf", "png"):
            (page,) = compile_pages(HERE / "publikasi.typ", content, form)
            (folder / f"publikasi-ikm.{form}").write_bytes(page)


def build_tabel(
    payloads: Sequence[dict[str, Any]], parameters: dict[str, Any], lineage: Lineage | None = None
) -> bytes:
    """Every table and figure of a joined document, as data: the content of tabel.json."""
    lineage = lineage or Lineage(read_records(payloads))
    # one line a table: seen apart, and written ten times as fast as with an indent
    every = ({**payload, "silsilah": lineage.to_json(payload["label"])} for payload in payloads)
    entries = map(_dump, every)
    head = _dump({**parameters, "tabel": []}).removesuffix("]}")
    return (head + ",\n".join(["", *entries])[1:] + "\n]}\n").encode()


def _export_every(
    workspace: Workspace,
    report: NotebookNode,
    annex: NotebookNode | None,
    forms: Sequence[str],
    parameters: dict[str, Any],
) -> Iterator[tuple[str, bytes, float]]:
    """File name, content and seconds of each file of the report and its annex, once it is made."""
    from lkip_helpers.render.forms import export_form, write_body

    payloads = report.metadata.lkip.paket
    lineage = Lineage(read_records(payloads))
    body = write_body(report) if {"pdf", "docx"} & set(forms) else None
    pages = ("html", "pdf", "docx")
    makers = {FILES[n]: partial(export_form, n, report, body, lineage) for n in pages}
    makers[TABEL] = partial(build_tabel, payloads, parameters, lineage)
    makers[_EXCEL] = partial(_xlsx, workspace, report.metadata.lkip, lineage.records)
    if annex:
        makers |= {f"{ANNEX}.{n}": partial(export_form, n, annex) for n in ANNEX_FORMS}

    def export(file: str) -> tuple[str, bytes, float]:
        return file, *_measure(makers[file])

    wanted = {"json", *forms}
    files = [file for file in SLOWEST if file in makers and Path(file).suffix[1:] in wanted]
    with ThreadPoolExecutor(1 if ALONE.get() else 2) as pool:  # Typst beside the others
        for future in as_completed(pool.submit(export, file) for file in files):
            yield future.result()


def _sum_up(metadata: dict[str, Any]) -> dict[str, Any]:
    """The report's numbering, and its name and key figures for the overview of many reports.

    A key figure stands in the footer of its table, or its first row, else None. dasar: of how many.
    """
    tables = {payload["label"]: payload for payload in metadata["paket"]}
    cover = metadata["sampul"]
    office = f"{cover['kantor']}, {cover['kota']}" if cover else ""
    summary: dict[str, Any] = {"nama": office, "rekaan": cover.get("rekaan", "")}
    for key, (label, column) in MAIN.items():
        table = tables.get(label, {"baris": []})
        rows = [*table.get("kaki", []), *table["baris"][:1]]
        summary[key] = next((row[column] for row in rows if row.get(column) is not None), None)
    label, column = MAIN["capaian"]
    known = [row.get(column) is not None for row in tables.get(label, {"baris": []})["baris"]]
    summary["dasar"] = f"{sum(known)} dari {len(known)} indikator" if known else None
    return {"ringkasan": summary, NUMBERING: metadata[NUMBERING]}


def _xlsx(workspace: Workspace, metadata: dict[str, Any], records: Mapping[str, Record]) -> bytes:
    from lkip_helpers.render.xlsx import build_workbook
    from lkip_helpers.render.xlsx_inputs import read_inputs

    inputs = read_inputs(workspace.raw, records.values())
    cover = metadata["sampul"]
    office = f" {cover['kantor']}, {cover['kota']}, Tahun {cover['tahun']}" if cover else ""
    state = " · ".join(filter(None, [metadata.get("konsep") and "KONSEP", cover.get("rekaan")]))
    details = document_date(cover), state, metadata.get("segel", "")
    return build_workbook(records, inputs, f"Tabel Laporan Kinerja{office}", *details)


def _describe_build(workspace: Workspace, folder: Path, origin: dict[str, Any]) -> dict[str, Any]:
    """Code, files, earlier files, versions and time of a report. origin: parameters and data."""
    files = (file for file in folder.rglob("*") if file.is_file())
    made = {f.relative_to(folder).as_posix(): hash_file(f) for f in sorted(files)}
    return {
        "kode": code_fingerprint(workspace),
        "keluaran": made,
        "terdahulu": _list_earlier(workspace, origin, made),
        "versi": {"python": platform.python_version(), **{n: version(n) for n in LIBRARIES}},
        "waktu": datetime.now().astimezone().isoformat(timespec="seconds"),
    }


def _list_earlier(
    workspace: Workspace, origin: dict[str, Any], made: dict[str, str]
) -> dict[str, str]:
    """By SHA-256, the files of reports with the same seal that an earlier version made.

    So one that was handed on is still known, when the program or a chapter changed since.
    """
    former = read_build(workspace.outputs)
    draft, data = former.get("parameter", {}).get("konsep"), former.get("masukan")
    if (draft, data) != (origin["parameter"]["konsep"], origin["masukan"]):
        return {}
    files = {digest: name for name, digest in former.get("keluaran", {}).items() if "/" not in name}
    known = former.get("terdahulu", {}) | files
    return {digest: name for digest, name in known.items() if digest not in made.values()}


def _dump(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False)
