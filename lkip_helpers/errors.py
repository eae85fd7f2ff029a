"""The base exception, exit codes, and errors of the system in Indonesian."""

import errno
import re
from collections.abc import Sequence
from enum import IntEnum
from typing import Any


class Exit(IntEnum):
    """Exit codes of every command; a scheduler or a cluster can act on them."""

    DONE = 0
    FAULT = 1  # the data or the report is at fault
    MISUSE = 2
    BUSY = 3  # another process is building it
    BUG = 70  # a fault of the program
    RETRY = 75  # disk, memory or a lost worker: try again


class LkipError(Exception):
    """Something is refused; the message says in Indonesian what, where and how to mend it.

    advice: the cure, where the message does not hold it. findings: the single faults behind it.
    exit_code: what a command then returns.
    """

    exit_code: Exit = Exit.FAULT

    def __init__(self, message: str = "", advice: str = "", findings: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.message, self.advice, self.findings = message, advice, tuple(findings)

    def _render_traceback_(self) -> list[str]:
        """What IPython shows under a cell: the message without a traceback."""
        return [str(self)]


class InvalidArgument(LkipError, ValueError):
    """A value that cannot be used; the message says which and what it must be."""


_FULL = (errno.ENOSPC, errno.EFBIG)  # EFBIG: by a limit of the process or of the file system
_BARRED = (
    "tidak boleh dibaca atau ditulis",
    "tutup bila sedang terbuka di Excel, atau minta izin atas berkas dan foldernya",
)
_CAUSES = {
    errno.ENOENT: ("tidak ada", "periksa nama dan foldernya"),
    errno.EISDIR: ("adalah folder, bukan berkas", "sebutkan nama berkasnya"),
    errno.ENOTDIR: ("tidak ada", "periksa nama foldernya"),
    errno.EDQUOT: ("tidak dapat ditulis karena jatah ruang simpan habis", "kosongkan sebagian"),
    **dict.fromkeys(_FULL, ("tidak dapat ditulis karena ruang simpan penuh", "kosongkan sebagian")),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY), _BARRED),
}
_TEMPORARY = re.compile(r"\.([^/\\]+)\.[a-z0-9_]{8}$")  # a file that is to replace another
_TRANSIENT = {*_FULL, errno.EDQUOT, errno.ENOMEM, errno.EIO, errno.EAGAIN, errno.ESTALE}


def phrase_error(error: OSError) -> str:
    """A sentence without its full stop: which file, what is wrong, what to do."""
    path = _TEMPORARY.sub(r"\1", str(error.filename2 or error.filename or ""))
    file = f"Berkas {path}" if path else "Sebuah berkas"
    other = f"tidak dapat dibaca atau ditulis (galat sistem {error.errno})", "ulangi sebentar lagi"
    cause, cure = _CAUSES.get(error.errno or 0, other)
    return f"{file} {cause}; {cure}"


def describe(error: BaseException) -> tuple[Exit, str]:
    """The exit code of what a command raised, and a sentence; of a bug its name and message.

    RETRY is for what may pass by itself (a full disk), FAULT for what must be mended.
    """
    if isinstance(error, LkipError):
        return error.exit_code, str(error)
    if isinstance(error, OSError):
        code = Exit.RETRY if error.errno in _TRANSIENT else Exit.FAULT
        return code, f"{phrase_error(error)}."
    if isinstance(error, MemoryError):
        return Exit.RETRY, "Memori tidak cukup. Tutup program lain, lalu ulangi."
    if isinstance(error, KeyboardInterrupt):
        return Exit.FAULT, "Dihentikan."
    return Exit.BUG, f"{type(error).__name__}: {error}"
