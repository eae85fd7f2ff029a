"""Files and folders take their places whole, in one move; whoever reads sees the old or the new."""

import glob
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

ONE_HOUR = 3600


@contextmanager
def new_file(destination: Path) -> Iterator[Path]:
    """A file to write, which then takes the place of another; after a failure there is none."""
    sweep(destination)
    ordinal, name = tempfile.mkstemp(prefix=f".{destination.name}.", dir=destination.parent)
    os.close(ordinal)
    temporary = Path(name)
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


def sweep(destination: Path) -> None:
    """Remove what killed runs left beside it; a run of the last hour may still be alive."""
    for remainder in destination.parent.glob(f".{glob.escape(destination.name)}.*"):
        with suppress(OSError):  # another run removed it first, or may not be hindered by it
            if time.time() - remainder.stat().st_mtime > ONE_HOUR:
                shutil.rmtree(remainder) if remainder.is_dir() else remainder.unlink()


@contextmanager
def new_folder(destination: Path) -> Iterator[Path]:
    """An empty folder beside `destination`, for place_folder; nothing of it stays behind."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    sweep(destination)
    new = Path(tempfile.mkdtemp(prefix=f".{destination.name}.", dir=destination.parent))
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
