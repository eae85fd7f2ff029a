"""Files and folders take their places whole, in one move; whoever reads sees the old or the new."""

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

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
