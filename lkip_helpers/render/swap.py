"""A new report takes the place of the old one in one move, and the old one is kept beside it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lkip_helpers.intake.placing import new_folder
from lkip_helpers.render.fingerprint import former_aside, read_build
from lkip_helpers.workspace import TABEL, hash_file

CONTENT = (TABEL, "*/*.ipynb")  # what a report says, whatever it looks like


@contextmanager
def new_report(destination: Path, preceding: Path) -> Iterator[Path]:
    """A folder beside it that takes its place when the block ends well, and vanishes if not.

    The former folder becomes `preceding` where it says something else than the new one; where it
    says the same, what was there stays. It is moved aside for an instant; a run killed just then
    is mended by the next. A folder is only ever removed under a name that nobody reads.
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


def mend_swap(destination: Path) -> Path:
    """Where the former report is moved aside; one that a killed run left there comes back first."""
    old = former_aside(destination)
    if old.exists() and not destination.exists():
        old.rename(destination)
    return old


def _save(old: Path, current: Path, preceding: Path) -> None:
    """Keep the former report, unless `current` says the same, or a final is kept and it is none."""
    outdated = old.with_suffix(".usang")
    shutil.rmtree(outdated, ignore_errors=True)
    own, kept = content_fingerprint(old), content_fingerprint(preceding)
    if own == content_fingerprint(current) or (own["konsep"], kept["konsep"]) == ("True", "False"):
        old.rename(outdated)
    else:
        if preceding.exists():
            preceding.rename(outdated)
        old.rename(preceding)
    shutil.rmtree(outdated, ignore_errors=True)


def content_fingerprint(folder: Path) -> dict[str, str]:
    """What a report says: SHA-256 of its numbers and chapters, by file, and whether it is a draft.

    A draft is another report than the final one of the same numbers, so that a final one is kept.
    """
    file = sorted(b for pattern in CONTENT for b in folder.glob(pattern))
    fingerprint = {b.relative_to(folder).as_posix(): hash_file(b) for b in file}
    return fingerprint | {"konsep": str(read_build(folder).get("parameter", {}).get("konsep"))}
