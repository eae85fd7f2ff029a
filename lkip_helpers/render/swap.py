"""Replace a report by a new one in one move, and keep the old one beside it."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

from filelock import FileLock

from lkip_helpers.intake.placing import free_name, new_folder, place_folder
from lkip_helpers.render.fingerprint import former_aside, read_build
from lkip_helpers.workspace import DERIVED, EXCEL_LOCK, TABEL, Workspace, hash_file

DERIVED_BUILD = ".build.json"  # of a folder derived from a report: its files as they were written
CONTENT = (TABEL, "*/*.ipynb")  # what a report says, apart from how it looks


def lock_report(workspace: Workspace) -> FileLock:
    """The lock on the report of this unit and year; Timeout where another process holds it."""
    workspace.report_lock.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(workspace.report_lock, timeout=0)


@contextmanager
def new_report(destination: Path, preceding: Path) -> Iterator[Path]:
    """A new folder that takes the place of `destination` if the block ends well, else vanishes.

    The former folder becomes `preceding` if its content differs from the new one; if not, the old
    `preceding` stays. The former is moved aside for an instant; if a run is killed just then, the
    next one repairs it. A folder is only ever removed under a name that nobody reads, and what
    people added to it or changed in it stays in the folder name_rescued.
    """
    old = mend_swap(destination)
    if old.exists():
        _save(old, destination, preceding)
    with new_folder(destination) as new:
        new.chmod(0o755)
        yield new
        if destination.exists():
            destination.rename(old)
        try:
            new.rename(destination)
        finally:
            mend_swap(destination)
        if old.exists():
            _save(old, destination, preceding)


@contextmanager
def derived_folder(destination: Path) -> Iterator[Path]:
    """A new folder that takes the place of `destination`, a folder of a report, as new_report does.

    What people added to the former one or changed in it stays in the folder name_rescued.
    """
    with new_folder(destination) as new:
        yield new
        made = {f.relative_to(new).as_posix(): hash_file(f) for f in new.rglob("*") if f.is_file()}
        text = json.dumps({"keluaran": made}, indent=1)
        (new / DERIVED_BUILD).write_text(text, "utf-8", newline="\n")
        rescued = name_rescued(destination.parent) / destination.name
        _rescue(destination, rescued)
        place_folder(new, destination, lambda former: _rescue(former, rescued))  # added just then


def mend_swap(destination: Path) -> Path:
    """Bring back a report that a killed run left aside; the path where it would be aside."""
    old = former_aside(destination)
    if old.exists() and not destination.exists():
        old.rename(destination)
    return old


def _save(old: Path, current: Path, preceding: Path) -> None:
    """Keep the former report, unless `current` equals it, or it is a draft and a final is kept."""
    outdated = old.with_suffix(".usang")
    _discard(outdated, current)
    former, kept = content_fingerprint(old), content_fingerprint(preceding)
    draft_after_final = (former["konsep"], kept["konsep"]) == ("True", "False")
    if former == content_fingerprint(current) or draft_after_final:
        old.rename(outdated)
    else:
        if preceding.exists():
            preceding.rename(outdated)
        old.rename(preceding)
    _discard(outdated, current)


def name_rescued(report: Path) -> Path:
    """Where files are kept that people added to a report, or changed, before it was replaced."""
    return report.with_name(f"{report.name}-suntingan")


def _discard(outdated: Path, current: Path) -> None:
    """Remove a folder, but for files that no command wrote."""
    if read_build(outdated).get("keluaran"):
        _rescue(outdated, name_rescued(current), DERIVED)
    shutil.rmtree(outdated, ignore_errors=True)


def _rescue(folder: Path, rescued: Path, derived: Sequence[str] = ()) -> None:
    """Move away what no command wrote: a signed PDF, a scan. derived: patterns of what one did."""
    made = {folder / name: h for name, h in read_build(folder).get("keluaran", {}).items()}
    for build in folder.rglob(DERIVED_BUILD):
        written = read_build(build.parent, build.name).get("keluaran", {})
        made |= {build.parent / name: h for name, h in written.items()}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        junk = file.name.startswith((".", EXCEL_LOCK)) or any(fnmatch(name, p) for p in derived)
        if junk or not file.is_file() or hash_file(file) == made.get(file):
            continue
        target = free_name(rescued / name)
        target.parent.mkdir(parents=True, exist_ok=True)
        file.rename(target)


def content_fingerprint(folder: Path) -> dict[str, str]:
    """What a report says: SHA-256 of its numbers and chapters, by file, and whether it is a draft.

    A draft differs from the final report with the same numbers, so that the final one is kept.
    """
    files = sorted(file for pattern in CONTENT for file in folder.glob(pattern))
    fingerprint = {file.relative_to(folder).as_posix(): hash_file(file) for file in files}
    return fingerprint | {"konsep": str(read_build(folder).get("parameter", {}).get("konsep"))}
