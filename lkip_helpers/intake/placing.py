"""Files and folders take their places whole, in one move; what a report reads is of one moment."""

import contextlib
import glob
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from lkip_helpers.intake.container import LIMITS
from lkip_helpers.workspace import Workspace, use_data

ONE_HOUR = 3600


@contextmanager
def new_file(destination: Path) -> Iterator[Path]:
    """A file to write, which then takes the place of another; after a failure there is none."""
    ordinal, name = tempfile.mkstemp(prefix=f".{destination.name}.", dir=destination.parent)
    os.close(ordinal)
    temporary = Path(name)
    sweep(temporary, destination)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(destination)
    finally:
        temporary.unlink(missing_ok=True)


def write_files(content: Mapping[Path, bytes]) -> None:
    """Files that take their places only when all of them are written."""
    with ExitStack() as stack:
        for destination, one in content.items():
            stack.enter_context(new_file(destination)).write_bytes(one)


def sweep(new: Path, destination: Path) -> None:
    """Remove what killed runs left beside it; one of the hour before `new` may still be alive.

    Its own time tells, since a clock may have been set meanwhile.
    """
    hour_ago = new.stat().st_mtime - ONE_HOUR
    for remainder in destination.parent.glob(f".{glob.escape(destination.name)}.*"):
        with suppress(OSError):  # another run removed it first, or may not be hindered by it
            if remainder.stat().st_mtime < hour_ago:
                shutil.rmtree(remainder) if remainder.is_dir() else remainder.unlink()


@contextmanager
def new_folder(destination: Path) -> Iterator[Path]:
    """An empty folder beside `destination`, for place_folder; nothing of it stays behind."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{destination.name}.", dir=destination.parent))
    sweep(new, destination)
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def place_folder(new: Path, destination: Path) -> None:
    """Put a folder in place in one move; the former one stays where that fails."""
    with new_folder(destination) as old:
        new.chmod(0o755)
        try:
            if destination.exists():
                destination.rename(old / destination.name)
            new.rename(destination)
        except OSError:
            if (old / destination.name).exists():
                (old / destination.name).rename(destination)
            raise


@contextmanager
def frozen_data(workspace: Workspace) -> Iterator[None]:
    """All that is read of the unit inside is of one moment, whatever is saved meanwhile.

    This year and those before it. What was processed of this year is put in place at the end. Only
    one run at a time may freeze a unit's year: what a killed one left is removed.
    """
    parent, prefix = workspace.key.parent, f"{workspace.key.name}."
    for remainder in parent.glob(f"{prefix}*"):
        shutil.rmtree(remainder, ignore_errors=True)
    with tempfile.TemporaryDirectory(
        prefix=prefix, dir=parent, ignore_cleanup_errors=True
    ) as temporary:
        folder = Path(temporary)
        for one in workspace.list_until():
            _copy(one, folder)
        with use_data(folder):
            yield
            frozen = workspace.processed
        if frozen.exists():
            with FileLock(workspace.data_lock):
                place_folder(frozen, workspace.processed)


def _copy(origin: Workspace, folder: Path) -> None:
    """The raw files of one year; what was processed of it may be taken over where it is whole."""
    with use_data(folder):
        raw, processed = origin.raw, origin.processed
    raw.mkdir(parents=True)
    for file in origin.raw.iterdir():
        try:
            bearable = file.is_file() and file.stat().st_size <= LIMITS.file
            content = file.read_bytes() if bearable else None
        except OSError:  # may not be read: whoever checks the link says so
            content = None
        if content is not None:
            (raw / file.name).write_bytes(content)
            continue
        with contextlib.suppress(OSError):  # a link is no right of everybody on Windows
            (raw / file.name).symlink_to(file.absolute())
    try:
        shutil.copytree(origin.processed, processed)
    except (OSError, shutil.Error):  # none, or just replaced: it is made again
        shutil.rmtree(processed, ignore_errors=True)
