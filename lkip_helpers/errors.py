"""What the operating system refused, in Indonesian: the file and the cure."""

import errno

_CAUSE = {
    errno.ENOENT: ("tidak ada", "periksa nama dan foldernya"),
    errno.EISDIR: ("adalah folder, bukan berkas", "sebutkan nama berkasnya"),
    errno.ENOTDIR: ("tidak ada", "periksa nama foldernya"),
    errno.ENOSPC: ("tidak dapat ditulis karena ruang simpan penuh", "kosongkan sebagian"),
}
_CAUSE |= dict.fromkeys(
    (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY),
    (
        "tidak boleh dibaca atau ditulis",
        "tutup bila sedang terbuka di Excel, atau minta izin atas berkas dan foldernya",
    ),
)


def phrase_error(error: OSError) -> str:
    """A sentence without its full stop: which file, what is wrong, what to do."""
    location = error.filename2 or error.filename
    what = f"Berkas {location}" if location else "Sebuah berkas"
    other = (
        f"tidak dapat dibaca atau ditulis (galat sistem {error.errno})",
        "ulangi sebentar lagi",
    )
    cause, cure = _CAUSE.get(error.errno or 0, other)
    return f"{what} {cause}; {cure}"
