"""Which two folders are meant: paths, years, or a report and the one before it."""

from dataclasses import replace
from pathlib import Path

from lkip_helpers.beda.isi import LaporanTakTerbaca
from lkip_helpers.beda.muat import Terbaca, load_laporan
from lkip_helpers.workspace import PilihanSalah, Ruang, choose_ruang, find_root


def load_dua(a: str | None, b: str | None, unit: str | None) -> tuple[Terbaca, Terbaca]:
    """The old report and the new one.

    Both named: each a folder or a year. One named: a year is that of the present report and the one
    before it; a folder is the old report of the present one. None: the latest year.
    Raises PilihanSalah, LaporanTakTerbaca.
    """
    if a and b:
        dua = _baca(a, unit), _baca(b, unit)
    elif a and not _is_tahun(a):
        lama = load_laporan(Path(a))
        kini = Ruang.of(lama.laporan.unit, lama.laporan.tahun)
        dua = lama, _load_tahun(kini)
    else:
        dua = _load_sebelumnya(a, unit)
    lama, baru = dua
    if lama.folder.resolve() == baru.folder.resolve():
        raise PilihanSalah(f"{lama.folder} dan {baru.folder} adalah laporan yang sama.")
    if lama.laporan.unit != baru.laporan.unit:
        raise PilihanSalah(
            f"{lama.folder} adalah laporan {lama.laporan.unit}, sedangkan {baru.folder} laporan "
            f"{baru.laporan.unit}; bandingkan laporan dari satu unit."
        )
    return dua


def _is_tahun(nama: str) -> bool:
    return len(nama) == 4 and nama.isdigit()


def _baca(nama: str, unit: str | None) -> Terbaca:
    if _is_tahun(nama):
        return _load_tahun(_ruang(nama, unit))
    return load_laporan(Path(nama))


def _load_tahun(ruang: Ruang) -> Terbaca:
    if not ruang.outputs.exists():
        raise LaporanTakTerbaca(
            f"Laporan {ruang.unit} {ruang.tahun} belum disusun; "
            f"jalankan lkip render {ruang.tahun} --unit {ruang.unit}."
        )
    return load_laporan(ruang.outputs)


def _load_sebelumnya(tahun: str | None, unit: str | None) -> tuple[Terbaca, Terbaca]:
    """The report of a year and the one it took the place of."""
    ruang = _ruang(tahun, unit)
    kini = _load_tahun(ruang)
    if not ruang.sebelumnya.exists():
        raise LaporanTakTerbaca(
            f"Belum ada laporan {ruang.unit} {ruang.tahun} yang lebih lama. Laporan lama disimpan "
            "ketika lkip render menyusun laporan yang isinya berbeda; untuk membandingkan salinan "
            "sendiri, sebutkan foldernya: lkip diff FOLDER-LAMA FOLDER-BARU."
        )
    return load_laporan(ruang.sebelumnya), kini


def _ruang(tahun: str | None, unit: str | None) -> Ruang:
    """A year may have a report and no raw data any more."""
    ruang = choose_ruang(find_root(), unit, None)
    return replace(ruang, tahun=int(tahun)) if tahun else ruang
