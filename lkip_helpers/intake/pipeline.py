"""Raw workbooks → findings, and, where none is a fault, typed frames with a manifest."""

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from lkip_helpers.intake import (
    checks,
    office_rules,
    provenance,
    supplement_checks,
    survey_checks,
)
from lkip_helpers.intake.companions import COMPANIONS, read_emblem, read_map
from lkip_helpers.intake.container import UnreadableWorkbook, is_absent, read_regular
from lkip_helpers.intake.finding import Finding, UnreadableFile
from lkip_helpers.intake.once import Shared
from lkip_helpers.intake.partial import guard, is_unreadable, list_until_unreadable, salvage
from lkip_helpers.intake.sheet import SheetRows, read_sheet
from lkip_helpers.intake.sheetnames import check_sheets
from lkip_helpers.intake.todo import list_todos, set_aside_skeleton
from lkip_helpers.intake.totals import check_total
from lkip_helpers.intake.validate import build_frame, validate
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema import READ
from lkip_helpers.schema.office import Profil
from lkip_helpers.schema.settings import Pengaturan
from lkip_helpers.workspace import AREA_MAP, EMBLEMS, PUBLISHED, SOURCE, Workspace

pd.set_option("mode.string_storage", "python")  # texts are asked for one at a time: a third faster

MANIFEST = "manifest.json"
FRAMES = tuple(k for k in READ if not k.VERTICAL)  # contracts whose sheet becomes a frame
RULES = (
    *office_rules.EVERY, *checks.EVERY, *survey_checks.EVERY, *supplement_checks.EVERY,
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
    fingerprint: dict[str, str] = {}
    parsed = read_every(workspace.raw, result, fingerprint)
    for t in parsed:
        set_aside_skeleton(t)
        valid = validate(t)
        if any(x.is_blocking for x in t.findings):
            result.faulty.add(t.schema.NAME)
            valid = salvage(t, valid)
        result.findings += [x for x in t.findings if x.tingkat != "belum"]
        if t.schema is Profil:
            result.profil = next((b for _, b in valid if isinstance(b, Profil)), None)
        elif t.schema is Pengaturan:
            result.pengaturan = next(
                (b for _, b in valid if isinstance(b, Pengaturan)), Pengaturan()
            )
        else:
            frame = build_frame(t, valid)
            result.frame[t.schema.NAME] = frame
            result.findings += check_total(t, frame)
    result.findings += list_todos(parsed, workspace.tahun)
    if result.profil:
        unreadable = {t.schema.NAME for t in parsed if is_unreadable(t)}
        result.frame = guard(result.frame, (k.NAME for k in FRAMES), unreadable)
        frames = {**result.frame, **_vertical_locations(parsed)}
        frames[Pengaturan.NAME].attrs["isi"] = result.pengaturan
        for rule in RULES:
            found = list_until_unreadable(rule(result.profil, frames, workspace.tahun))
            result.findings += drop_known(found, result.findings)
    note = _read_companion(workspace.raw, result, fingerprint)
    result.manifest = _manifest(fingerprint, parsed, result, note)
    return result


def drop_known(found: list[Finding], known: list[Finding]) -> list[Finding]:
    """Findings on cells that have none yet: what a faulty cell seems to say is nobody's fault."""
    at_fault = {(t.berkas, t.lembar, t.sel) for t in known if t.is_blocking and t.sel}
    return [t for t in found if (t.berkas, t.lembar, t.sel) not in at_fault]


def _read_companion(
    raw: Path, result: Result, fingerprint: dict[str, str]
) -> dict[str, dict[str, Any]]:
    """Entries of SUMBER.toml; what is wrong with it or with the map is a finding of `result`.

    Their hashes are put into `fingerprint`, taken before they are read: one that is saved in
    between is read anew the next time.
    """
    fingerprint |= {n: s for n in COMPANIONS if (s := provenance.hash_if_readable(raw / n))}
    for name, read_companion in ((AREA_MAP, read_map), (EMBLEMS[0], read_emblem)):
        try:
            read_companion(raw)
        except UnreadableFile as error:
            result.findings.append(error.describe(name))
    try:
        result.findings += [
            t for t in provenance.check_sources(raw, fingerprint) if t.berkas != PUBLISHED
        ]
        return provenance.read_sources(raw)
    except UnreadableFile as error:
        result.findings.append(error.describe(SOURCE))
        return {}


def _vertical_locations(parsed: list[SheetRows]) -> dict[str, pd.DataFrame]:
    """No rows, but the cell of each entry of a sheet of one record, so that a rule can name it."""
    result = {}
    for own in (t for t in parsed if t.schema.VERTICAL):
        cells = {name: f"B{ordinal}" for name, ordinal in own.column.items()}
        frame = pd.DataFrame()
        source = Shared(berkas=own.schema.FILE, lembar=own.schema.SHEET, kolom=cells)
        frame.attrs["sumber"] = source
        result[own.schema.NAME] = frame
    return result


def read_every(
    raw: Path, result: Result, fingerprint: dict[str, str] | None = None
) -> list[SheetRows]:
    """Every sheet as it stands; a workbook that cannot be opened is a finding of `result`.

    Each workbook is read once; SHA-256 of the bytes read is put into `fingerprint`.
    """
    parsed: list[SheetRows] = []
    for name in dict.fromkeys(k.FILE for k in READ):
        own = [k for k in READ if name == k.FILE]
        if not any(k.SHEET_REQUIRED for k in own) and is_absent(raw / name):
            parsed += map(SheetRows, own)
            continue
        try:
            content = read_regular(raw / name)
            if fingerprint is not None:
                fingerprint[name] = hashlib.sha256(content).hexdigest()
            workbook = WorkbookFile(raw / name, content)
            parsed += [read_sheet(workbook, k) for k in own]
            result.findings += check_sheets(workbook, own)
        except UnreadableWorkbook as error:
            result.findings.append(error.finding)
    return parsed


def hash_raw(raw: Path) -> dict[str, str]:
    """SHA-256 of everything the frames depend on."""
    name = [*dict.fromkeys(k.FILE for k in READ), *COMPANIONS]
    return {n: s for n in sorted(name) if (s := provenance.hash_if_readable(raw / n))}


def _manifest(
    open_items: dict[str, str],
    parsed: list[SheetRows],
    result: Result,
    note: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    fingerprint = dict(sorted(open_items.items()))
    return {
        "versi": version(),
        "sidik": fingerprint,
        "berkas": [
            {"berkas": name, "sha256": fingerprint[name], **_origin(note.get(name, {}))}
            for name in fingerprint
            if name.endswith(".xlsx")
        ],
        "profil": result.profil.model_dump(warnings=False) if result.profil else None,
        "pengaturan": result.pengaturan.model_dump(),
        "lembar": [_sheet(t) for t in parsed],
        "sumber": {n: f.attrs["sumber"] for n, f in result.frame.items()} if result.valid else {},
        "letak_profil": _vertical_locations(parsed)[Profil.NAME].attrs["sumber"]
        if result.profil
        else None,
        "temuan": [t.to_json() for t in result.findings],
    }


def _origin(note: dict[str, Any]) -> dict[str, Any]:
    origin = {k: str(note.get(k, provenance.NOT_YET)) for k in ("asal", "tanggal")}
    return {**origin, "rekaan": provenance.is_invented(note)}


def _sheet(t: SheetRows) -> dict[str, Any]:
    vertical = t.schema.VERTICAL
    return {
        "berkas": t.schema.FILE,
        "lembar": t.schema.SHEET,
        "dibaca": t.as_read,
        "dipakai": t.as_read - len(t.dropped) if vertical else len(t.rows),
        "dibuang": [{"baris": n, "alasan": a} for n, a in t.dropped],
    }


def _write(destination: Path, result: Result) -> None:
    """Put the frames in place in one move; whoever reads sees the old or the new, never half."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{destination.name}.", dir=destination.parent))
    try:
        for name, frame in result.frame.items():
            plain = frame.copy()
            plain.attrs = {}
            plain.to_parquet(new / f"{name}.parquet")
        text = json.dumps(result.manifest, ensure_ascii=False, indent=1)
        (new / MANIFEST).write_text(text + "\n", "utf-8", newline="\n")
        place_folder(new, destination)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def place_folder(new: Path, destination: Path) -> None:
    """Put a folder in place in one move; the former one stays where that fails."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    old = Path(tempfile.mkdtemp(prefix=f".{destination.name}.", dir=destination.parent))
    try:
        new.chmod(0o755)
        if destination.exists():
            destination.rename(old / destination.name)
        new.rename(destination)
    except OSError:
        if (old / destination.name).exists():
            (old / destination.name).rename(destination)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
