"""Raw workbooks → findings, and, where none is a fault, typed frames with a manifest."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from lkip_helpers.intake import checks, office_rules, partial, provenance, supplement_checks
from lkip_helpers.intake.container import UnreadableWorkbook, is_absent, read_regular
from lkip_helpers.intake.finding import Finding, UnreadableFile
from lkip_helpers.intake.frames import build_frame, join_rare, write_frame
from lkip_helpers.intake.once import Shared
from lkip_helpers.intake.placing import new_folder, place_folder
from lkip_helpers.intake.provenance import COMPANIONS, read_emblem, read_map
from lkip_helpers.intake.sheet import SheetRows, read_sheet
from lkip_helpers.intake.sheetcolumns import check_sheets
from lkip_helpers.intake.todo import list_blanks, list_todos, set_aside_skeleton
from lkip_helpers.intake.totals import check_total
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema import READ
from lkip_helpers.schema.sheets import Pengaturan, Profil, Respondents
from lkip_helpers.workspace import AREA_MAP, EMBLEMS, PUBLISHED, SOURCE, Workspace

pd.set_option("mode.string_storage", "python")  # texts are asked for one at a time: a third faster

MANIFEST = "manifest.json"
WORKBOOKS = tuple(dict.fromkeys(k.FILE for k in READ))
FRAMES = tuple(k for k in READ if not k.VERTICAL)  # contracts whose sheet becomes a frame
RULES = (
    *office_rules.EVERY, *checks.EVERY, *checks.SURVEY, *supplement_checks.EVERY,
    *checks.REFERENCES,
)  # fmt: skip


@cache
def version() -> str:
    """Print of this room's code, of the contracts, and of the rules that a cell is read by.

    Other code may give other frames from the same files; other rules another score of a predicate.
    """
    payload = Path(__file__).parents[1]
    file = (b for name in ("rules", "schema", "intake") for b in (payload / name).rglob("*"))
    content = (b.read_bytes() for b in sorted(file) if b.suffix in {".py", ".toml"})
    return hashlib.sha256(b"".join(content)).hexdigest()


@dataclass
class Result:
    """What intake found: every finding, the profile, the frames by name, and the manifest.

    faulty: names of sheets with a cell or column at fault; their frames hold what is right of them.
    """

    findings: list[Finding] = field(default_factory=list)
    profil: Profil | None = None
    pengaturan: Pengaturan = field(default_factory=Pengaturan)
    faulty: set[str] = field(default_factory=set)
    frame: dict[str, pd.DataFrame] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        return not any(t.is_blocking for t in self.findings)


def check(workspace: Workspace) -> list[Finding]:
    """Every finding, without writing anything."""
    return read(workspace).findings


def process(workspace: Workspace) -> Result:
    """Read and check; write the processed data where nothing is at fault."""
    result = read(workspace)
    if result.valid:
        workspace.data_lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(workspace.data_lock):
            _write(workspace.processed, result)
    return result


def read(workspace: Workspace) -> Result:
    """Read every sheet of every workbook and hold it against all rules."""
    result = Result()
    hashes: dict[str, str] = {}
    parsed = read_every(workspace.raw, result, hashes)
    for t in parsed:
        _take_sheet(t, result)
    result.findings += list_todos(parsed, workspace.tahun)
    if result.profil:
        unreadable = {t.schema.NAME for t in parsed if partial.is_unreadable(t)}
        result.frame = partial.guard(result.frame, (k.NAME for k in FRAMES), unreadable)
        frames = {**result.frame, **_locate_entries(parsed)}
        year = checks.Year(result.profil, result.pengaturan, frames, workspace.tahun)
        for rule in RULES:
            result.findings += drop_known(
                partial.list_until_unreadable(rule(year)), result.findings
            )
    note = _read_companions(workspace.raw, result, hashes)
    result.manifest = _build_manifest(hashes, parsed, result, note)
    return result


def _take_sheet(t: SheetRows, result: Result) -> None:
    """What is right of one sheet, and what is wrong; what is empty waits for the other sheets."""
    set_aside_skeleton(t)
    valid = partial.validate(t)
    if any(x.is_blocking for x in t.findings):
        result.faulty.add(t.schema.NAME)
        valid = partial.salvage(t, valid)
    result.findings += [x for x in t.findings if x.tingkat != "belum"]
    if not t.schema.VERTICAL:
        frame = result.frame[t.schema.NAME] = build_frame(t, valid)
        if t.schema is Respondents:
            join_rare(frame)
        if blank := {x.sel for x in list_blanks(t)}:  # what follows from them alone is not told
            frame.attrs["salah"] = frame.attrs.get("salah", frozenset()) | blank
            result.faulty.add(t.schema.NAME)
        result.findings += check_total(t, frame)
    for _, record in valid if t.schema.VERTICAL else ():
        if isinstance(record, Profil):
            result.profil = record
        elif isinstance(record, Pengaturan):
            result.pengaturan = record


def drop_known(found: list[Finding], known: list[Finding]) -> list[Finding]:
    """Findings on cells that have none yet: what a faulty cell seems to say is nobody's fault."""
    at_fault = {(t.berkas, t.lembar, t.sel) for t in known if t.is_blocking and t.sel}
    return [t for t in found if (t.berkas, t.lembar, t.sel) not in at_fault]


def _read_companions(
    raw: Path, result: Result, hashes: dict[str, str]
) -> dict[str, dict[str, Any]]:
    """Entries of SUMBER.toml; what is wrong with it, the map or the emblem is a finding.

    Their hashes are put into `hashes`, taken before they are read: one that is saved in between is
    read anew the next time.
    """
    hashes |= _hash_each(raw, COMPANIONS)
    note: dict[str, dict[str, Any]] = {}

    def read_note(raw: Path) -> None:
        found = provenance.check_sources(raw, hashes)
        result.findings.extend(t for t in found if t.berkas != PUBLISHED)
        note.update(provenance.read_sources(raw))

    companions = ((AREA_MAP, read_map), (EMBLEMS[0], read_emblem), (SOURCE, read_note))
    for name, read_companion in companions:
        try:
            read_companion(raw)
        except UnreadableFile as error:
            result.findings.append(error.describe(name))
    return note


def _locate_entries(parsed: list[SheetRows]) -> dict[str, pd.DataFrame]:
    """No rows, but the cell of each entry of a sheet of one record, so that a rule can name it."""
    result = {}
    for t in (t for t in parsed if t.schema.VERTICAL):
        frame = result[t.schema.NAME] = pd.DataFrame()
        cells = {name: f"B{row}" for name, row in t.column.items()}
        frame.attrs["sumber"] = Shared(berkas=t.schema.FILE, lembar=t.schema.SHEET, kolom=cells)
    return result


def read_every(raw: Path, result: Result, hashes: dict[str, str] | None = None) -> list[SheetRows]:
    """Every sheet as it stands; a workbook that cannot be opened is a finding of `result`.

    Each workbook is read once; SHA-256 of the bytes read is put into `hashes`.
    """
    parsed: list[SheetRows] = []
    for name in WORKBOOKS:
        own = [k for k in READ if name == k.FILE]
        if not any(k.SHEET_REQUIRED for k in own) and is_absent(raw / name):
            parsed += map(SheetRows, own)
            continue
        try:
            content = read_regular(raw / name)
            if hashes is not None:
                hashes[name] = hashlib.sha256(content).hexdigest()
            workbook = WorkbookFile(raw / name, content)
            parsed += [read_sheet(workbook, k) for k in own]
            result.findings += check_sheets(workbook, own)
        except UnreadableWorkbook as error:
            result.findings.append(error.finding)
    return parsed


def hash_raw(raw: Path) -> dict[str, str]:
    """SHA-256 of everything the frames depend on."""
    return _hash_each(raw, sorted((*WORKBOOKS, *COMPANIONS)))


def _hash_each(raw: Path, names: Iterable[str]) -> dict[str, str]:
    return {n: s for n in names if (s := provenance.hash_if_readable(raw / n))}


def _build_manifest(
    hashes: dict[str, str], parsed: list[SheetRows], result: Result, note: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    hashes = dict(sorted(hashes.items()))
    profil = result.profil
    return {
        "versi": version(),
        "sidik": hashes,
        "berkas": [
            {"berkas": name, "sha256": hashes[name], **_origin(note.get(name, {}))}
            for name in hashes
            if name.endswith(".xlsx")
        ],
        "profil": profil.model_dump(warnings=False) if profil else None,
        "pengaturan": result.pengaturan.model_dump(),
        "lembar": [_account(t) for t in parsed],
        "sumber": {n: f.attrs["sumber"] for n, f in result.frame.items()} if result.valid else {},
        "letak_profil": _locate_entries(parsed)[Profil.NAME].attrs["sumber"] if profil else None,
        "temuan": [t.to_json() for t in result.findings],
    }


def _origin(note: dict[str, Any]) -> dict[str, Any]:
    origin = {k: str(note.get(k, provenance.NOT_YET)) for k in ("asal", "tanggal")}
    return {**origin, "rekaan": provenance.is_invented(note)}


def _account(t: SheetRows) -> dict[str, Any]:
    """Rows read = used + dropped."""
    return {
        "berkas": t.schema.FILE,
        "lembar": t.schema.SHEET,
        "dibaca": t.as_read,
        "dipakai": t.as_read - len(t.dropped) if t.schema.VERTICAL else len(t.rows),
        "dibuang": [{"baris": n, "alasan": a} for n, a in t.dropped],
    }


def _write(destination: Path, result: Result) -> None:
    """Put the frames in place in one move; whoever reads sees the old or the new, never half."""
    with new_folder(destination) as new:
        for name, frame in result.frame.items():
            (new / f"{name}.json").write_text(write_frame(frame), "utf-8", newline="\n")
        text = json.dumps(result.manifest, ensure_ascii=False, indent=1)
        (new / MANIFEST).write_text(text + "\n", "utf-8", newline="\n")
        place_folder(new, destination)


def without_attrs(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without its notes, which a file cannot hold and concat would compare."""
    result = frame.copy()
    result.attrs = {}
    return result
