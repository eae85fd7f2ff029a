"""Replace files and folders atomically, and freeze the data that a report reads."""

import glob
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import Any

from filelock import FileLock

from lkip_helpers.intake.container import LIMITS
from lkip_helpers.workspace import Workspace, use_data


@contextmanager
def new_file(destination: Path) -> Iterator[Path]:
    """A temporary file to write, which then replaces `destination`; a failure leaves nothing."""
    handle, name = tempfile.mkstemp(prefix=f".{destination.name}.", dir=destination.parent)
    os.close(handle)
    temporary = Path(name)
    remove_leftovers(temporary, destination)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(destination)
    finally:
        temporary.unlink(missing_ok=True)


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files; they replace the old ones only when all of them are written."""
    with ExitStack() as stack:
        for destination, data in contents.items():
            stack.enter_context(new_file(destination)).write_bytes(data)


def pack_json(content: Any) -> bytes:
    """JSON as it stands in a file that people may open: one line for each value."""
    return (json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def free_name(wanted: Path) -> Path:
    """The path, or where it is taken one beside it: laporan.pdf, laporan-2.pdf, laporan-3.pdf."""
    numbered = (wanted.with_stem(f"{wanted.stem}-{n}") for n in count(2))
    return next(path for path in chain([wanted], numbered) if not path.exists())


def write_below(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files by their paths below a folder, all or none, and make the folders of these."""
    for name in contents:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    write_files({folder / name: data for name, data in contents.items()})


def remove_leftovers(new: Path, destination: Path) -> None:
    """Remove what killed runs left beside `destination`, but nothing that may still be in use.

    That is what is less than an hour older than `new`: a clock may have been set meanwhile.
    """
    hour_ago = new.stat().st_mtime - 3600
    for leftover in destination.parent.glob(f".{glob.escape(destination.name)}.*"):
        with suppress(OSError):  # another run removed it, or has it open
            if leftover.stat().st_mtime < hour_ago:
                shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()


@contextmanager
def new_folder(destination: Path) -> Iterator[Path]:
    """An empty folder beside `destination`, for place_folder; removed at the end."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{destination.name}.", dir=destination.parent))
    remove_leftovers(new, destination)
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def place_folder(new: Path, destination: Path, save: Callable[[Path], None] | None = None) -> None:
    """Put a folder at `destination`; the former is removed after `save`, or stays if that fails."""
    with new_folder(destination) as backup:
        former = backup / destination.name
        new.chmod(0o755)
        try:
            if destination.exists():
                destination.rename(former)
            new.rename(destination)
        except OSError:
            if former.exists():
                former.rename(destination)
            raise
        if save:
            save(former)


@contextmanager
def frozen_data(workspace: Workspace) -> Iterator[None]:
    """Inside, everything read of the unit is a copy, unchanged by what is saved meanwhile.

    The copy holds this year and those before it. What was processed of this year is kept at the
    end. Only one run at a time may freeze a unit's year: what a killed one left is removed.
    """
    parent, prefix = workspace.report_lock.parent, f"{workspace.report_lock.name}."
    for leftover in parent.glob(f"{glob.escape(prefix)}{'?' * 8}"):  # not of a unit a-2021.b
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(
        prefix=prefix, dir=parent, ignore_cleanup_errors=True
    ) as temporary:
        folder = Path(temporary)
        for year in workspace.list_until():
            _copy(year, folder)
        with use_data(folder):
            yield
            frozen = workspace.processed
        if frozen.exists():
            with FileLock(workspace.data_lock):
                place_folder(frozen, workspace.processed)


def _copy(origin: Workspace, folder: Path) -> None:
    """Copy the raw files of one year, and its processed data if they are complete."""
    with use_data(folder):
        raw, processed = origin.raw, origin.processed
    raw.mkdir(parents=True)
    for file in origin.raw.iterdir():
        content = None
        with suppress(OSError):  # may not be read: the check of the link will say so
            if file.is_file() and file.stat().st_size <= LIMITS.file:
                content = file.read_bytes()
        if content is not None:
            (raw / file.name).write_bytes(content)
            continue
        with suppress(OSError):  # on Windows not everybody may create a link
            (raw / file.name).symlink_to(file.absolute())
    try:
        shutil.copytree(origin.processed, processed)
    except (OSError, shutil.Error):  # none, or just being replaced: it is built again
        shutil.rmtree(processed, ignore_errors=True)
