"""One data set a report: the raw files as they are now, each read once, in a folder of its own."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from lkip_helpers.intake.container import LIMITS
from lkip_helpers.intake.placing import place_folder
from lkip_helpers.workspace import Workspace, use_data


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
