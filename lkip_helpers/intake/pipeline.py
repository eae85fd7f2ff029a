"""Raw workbooks → findings, and, where none is a fault, typed frames with a manifest."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from lkip_helpers.intake import checks, frames, office_rules, provenance
from lkip_helpers.intake.container import is_absent, read_regular
from lkip_helpers.intake.finding import Finding, UnreadableFile, make_finding
from lkip_helpers.intake.once import FrozenDict
from lkip_helpers.intake.partial import validate
from lkip_helpers.intake.placing import new_folder, place_folder
from lkip_helpers.intake.provenance import NOT_YET, Sources, read_emblem, read_map
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.sheetcolumns import check_sheets
from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.intake.todo import list_blanks, list_todos, set_aside_former, set_aside_skeleton
from lkip_helpers.intake.totals import check_total
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema.sheets import READ, Indikator, Pengaturan, Profil, Realisasi, Respondents
from lkip_helpers.workspace import AREA_MAP, EMBLEMS, PUBLISHED, SOURCE, Workspace

pd.set_option("mode.string_storage", "python")  # a third faster: strings are read one by one

MANIFEST = "manifest.json"
WORKBOOKS = tuple(dict.fromkeys(s.FILE for s in READ))
FRAMES = tuple(s for s in READ if not s.VERTICAL)  # contracts whose sheet becomes a frame
COMPANIONS = (AREA_MAP, SOURCE, *EMBLEMS)
RULES = (*office_rules.PROFIL, *checks.EVERY, *office_rules.SUPPLEMENTS, *checks.REFERENCES)


@cache
def version() -> str:
    """SHA-256 of the code and rules that turn workbooks into frames.

    Changed code may give other frames from the same files; changed rules another score of a
    predicate.
    """
    package = Path(__file__).parents[1]
    files = (f for room in ("rules", "schema", "intake") for f in (package / room).rglob("*"))
    sources = (f.read_bytes() for f in sorted(files) if f.suffix in {".py", ".toml"})
    return hashlib.sha256(b"".join(sources)).hexdigest()


@dataclass
class IntakeResult:
    """What intake found: every finding, the profile, the frames by name, and the manifest.

    year: what the rules checked, if the Profil could be read.
    faulty: names of sheets with a cell or column at fault; their frames hold only what is right.
    area_map, emblem: read_map and read_emblem, none where these cannot be read.
    hashes: SHA-256 of each file, of the bytes that were read.
    """

    findings: list[Finding] = field(default_factory=list)
    profil: Profil | None = None
    pengaturan: Pengaturan = field(default_factory=Pengaturan)
    faulty: set[str] = field(default_factory=set)
    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    year: checks.Year | None = None
    area_map: dict[str, Any] | None = None
    emblem: str = ""
    hashes: dict[str, str] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        return not any(f.is_blocking for f in self.findings)


def check(workspace: Workspace) -> list[Finding]:
    """Every finding, without writing anything."""
    return read(workspace).findings


def process(workspace: Workspace) -> IntakeResult:
    """Read and check; write the processed data where nothing is at fault."""
    result = read(workspace)
    if result.valid:
        workspace.data_lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(workspace.data_lock):
            _write_processed(workspace.processed, result)
    return result


def read(workspace: Workspace) -> IntakeResult:
    """Read every sheet of every workbook and hold it against all rules."""
    result = IntakeResult()
    tables = read_tables(workspace.raw, result)
    is_first = workspace.tahun <= min(workspace.list_tahun(), default=workspace.tahun)
    for table in tables:
        codes = [*result.frames.get(Indikator.NAME, {}).get("kode", ())]
        if table.schema is Realisasi and codes and not is_first:  # else another code is a slip
            set_aside_former(table, codes, workspace.tahun)
        _add_table(table, result)
    result.findings += list_todos(tables, workspace.tahun)
    if result.profil:
        readable = {t.schema.NAME for t in tables if not frames.is_unreadable(t)}
        own = {n: f for n, f in result.frames.items() if n in readable}
        missing: Any = frames.UnreadableFrame()
        result.frames = {s.NAME: own.get(s.NAME, missing) for s in FRAMES}
        every = {**result.frames, **_locate_entries(tables)}
        result.year = checks.Year(result.profil, result.pengaturan, every, workspace.tahun)
        for rule in RULES:
            found = frames.list_until_unreadable(rule(result.year))
            result.findings += drop_known(found, result.findings)
    result.manifest = _build_manifest(tables, result, _read_companions(workspace.raw, result))
    return result


def list_lacking(result: IntakeResult) -> list[Finding]:
    """Everything that keeps the report from being final, faults and warnings included."""
    findings = [f for f in result.findings if f.is_open]
    for entry in result.manifest.get("berkas", []):
        missing = " dan ".join(k for k in ("asal", "tanggal") if entry[k] == NOT_YET)
        origin = make_finding("periksa", "asal_kosong", entry["berkas"], isian=missing)
        findings += [origin] if missing else []
    if year := result.year:
        findings += (f for r in office_rules.FINAL for f in frames.list_until_unreadable(r(year)))
    return findings


def _add_table(table: SheetRows, result: IntakeResult) -> None:
    """Add the valid rows of one sheet and its findings; list_todos reports blank cells."""
    set_aside_skeleton(table)
    valid = validate(table, partly=True)
    if any(f.is_blocking for f in table.findings):
        result.faulty.add(table.schema.NAME)
    result.findings += [f for f in table.findings if f.tingkat != "belum"]
    if not table.schema.VERTICAL:
        frame = result.frames[table.schema.NAME] = frames.build_frame(table, valid)
        if table.schema is Respondents:
            frames.join_rare(frame)
        if blank := {f.sel for f in list_blanks(table)}:  # rules find no faults that follow from it
            frame.attrs["salah"] = frame.attrs.get("salah", frozenset()) | blank
            result.faulty.add(table.schema.NAME)
        result.findings += check_total(table, frame)
    for _, record in valid if table.schema.VERTICAL else ():
        if isinstance(record, Profil):
            result.profil = record
        elif isinstance(record, Pengaturan):
            result.pengaturan = record


def drop_known(found: list[Finding], known: list[Finding]) -> list[Finding]:
    """Those found on cells that have no fault yet: a faulty cell may break other rules as well."""
    at_fault = {(f.berkas, f.lembar, f.sel) for f in known if f.is_blocking and f.sel}
    return [f for f in found if (f.berkas, f.lembar, f.sel) not in at_fault]


def _read_companions(raw: Path, result: IntakeResult) -> Sources:
    """Read map and emblem; return the entries of SUMBER.toml. Faults are findings of `result`.

    Their hashes are taken before they are read, so that a file saved in between counts as changed
    the next time.
    """
    result.hashes |= hash_raw(raw, COMPANIONS)
    with _noting(result):
        result.area_map = read_map(raw)
    with _noting(result):
        result.emblem = read_emblem(raw)
    with _noting(result):
        sources = provenance.read_sources(raw)
        findings = provenance.check_sources(raw, sources, result.hashes)
        result.findings += (f for f in findings if f.berkas != PUBLISHED)
        return sources
    return {}


@contextmanager
def _noting(result: IntakeResult) -> Iterator[None]:
    """Inside, a file that cannot be read becomes a finding."""
    try:
        yield
    except UnreadableFile as error:
        result.findings.append(error.finding)


def _locate_entries(tables: list[SheetRows]) -> dict[str, pd.DataFrame]:
    """Empty frames of the sheets of one record; attrs["sumber"] names the cell of each entry."""
    located = {}
    for schema, table in ((t.schema, t) for t in tables if t.schema.VERTICAL):
        frame = located[schema.NAME] = pd.DataFrame()
        cells = {name: f"B{row}" for name, row in table.positions.items()}
        frame.attrs["sumber"] = FrozenDict(berkas=schema.FILE, lembar=schema.SHEET, kolom=cells)
    return located


def read_tables(raw: Path, result: IntakeResult) -> list[SheetRows]:
    """The rows of every sheet, each workbook read once; one that is unreadable is a finding."""
    tables: list[SheetRows] = []
    for name in WORKBOOKS:
        schemas = [s for s in READ if name == s.FILE]
        if not any(s.SHEET_REQUIRED for s in schemas) and is_absent(raw / name):
            tables += map(SheetRows, schemas)
            continue
        with _noting(result):
            content = read_regular(raw / name)
            result.hashes[name] = hashlib.sha256(content).hexdigest()
            workbook = WorkbookFile(raw / name, content)
            tables += [read_sheet(workbook, s) for s in schemas]
            result.findings += check_sheets(workbook, schemas)
    return tables


def hash_raw(raw: Path, names: Iterable[str] = (*WORKBOOKS, *COMPANIONS)) -> dict[str, str]:
    """SHA-256 of these files that can be read; unless named, of all the frames depend on."""
    hashes = ((name, provenance.hash_if_readable(raw / name)) for name in sorted(names))
    return {name: sha256 for name, sha256 in hashes if sha256}


def _build_manifest(
    tables: list[SheetRows], result: IntakeResult, sources: Sources
) -> dict[str, Any]:
    profil, files = result.profil, dict(sorted(result.hashes.items()))
    entries = {name: sources.get(name, {}) for name in files if name.endswith(".xlsx")}
    return {
        "versi": version(),
        "sidik": files,
        "berkas": [
            {"berkas": name, "sha256": files[name]}
            | {k: str(entry.get(k, NOT_YET)) for k in ("asal", "tanggal")}
            | {"rekaan": provenance.is_invented(entry)}
            for name, entry in entries.items()
        ],
        "profil": profil.model_dump(warnings=False) if profil else None,
        "pengaturan": result.pengaturan.model_dump(),
        "lembar": [_count_rows(t) for t in tables],
        "sumber": {n: f.attrs["sumber"] for n, f in result.frames.items()} if result.valid else {},
        "letak_profil": _locate_entries(tables)[Profil.NAME].attrs["sumber"] if profil else None,
        "temuan": [f.to_json() for f in result.findings],
    }


def _count_rows(table: SheetRows) -> dict[str, Any]:
    """How many rows of a sheet were read, used and dropped: read = used + dropped."""
    schema, count = table.schema, table.row_count
    return {
        "berkas": schema.FILE,
        "lembar": schema.SHEET,
        "dibaca": count,
        "dipakai": count - len(table.dropped) if schema.VERTICAL else len(table.rows),
        "dibuang": [{"baris": row, "alasan": reason} for row, reason in table.dropped],
    }


def _write_processed(destination: Path, result: IntakeResult) -> None:
    """Write frames and manifest and replace the folder in one move; readers see old or new."""
    with new_folder(destination) as new:
        for name, frame in result.frames.items():
            (new / f"{name}.json").write_text(frames.write_frame(frame), "utf-8", newline="\n")
        text = json.dumps(result.manifest, ensure_ascii=False, indent=1)
        (new / MANIFEST).write_text(text + "\n", "utf-8", newline="\n")
        place_folder(new, destination)
