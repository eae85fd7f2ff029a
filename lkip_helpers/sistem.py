"""What the operating system refused, in Indonesian: the file and the cure."""

import errno

_SEBAB = {
    errno.ENOENT: ("tidak ada", "periksa nama dan foldernya"),
    errno.EISDIR: ("adalah folder, bukan berkas", "sebutkan nama berkasnya"),
    errno.ENOTDIR: ("tidak ada", "periksa nama foldernya"),
    errno.ENOSPC: ("tidak dapat ditulis karena ruang simpan penuh", "kosongkan sebagian"),
}
_SEBAB |= dict.fromkeys(
    (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY),
    (
        "tidak boleh dibaca atau ditulis",
        "tutup bila sedang terbuka di Excel, atau minta izin atas berkas dan foldernya",
    ),
)


def sebut_galat(galat: OSError) -> str:
    """A sentence without its full stop: which file, what is wrong, what to do."""
    letak = galat.filename2 or galat.filename
    apa = f"Berkas {letak}" if letak else "Sebuah berkas"
    lain = (f"tidak dapat dibaca atau ditulis (galat sistem {galat.errno})", "ulangi sebentar lagi")
    sebab, obat = _SEBAB.get(galat.errno or 0, lain)
    return f"{apa} {sebab}; {obat}"
