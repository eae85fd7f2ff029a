"""This year's figures of last year against what last year's own data says."""

from collections.abc import Iterator

from lkip_helpers.display.format import format_ringkas
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.periksa import letak, sel, temukan
from lkip_helpers.intake.proses import read
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.workspace import Ruang


def check_lalu(data: Data) -> Iterator[tuple[str, Temuan]]:
    """Target and realisasi of the year before, as both years' workbooks have them."""
    lalu = Ruang.of(data.unit, data.tahun - 1)
    if not lalu.raw.is_dir():
        return
    hasil = read(lalu)
    if not hasil.sah:
        yield f"lalu:{lalu.tahun}", temukan(
            data.realisasi, "", lalu.tahun,
            f"data tahun {lalu.tahun} sendiri belum sah, sehingga tidak dibandingkan",
            f"periksa dengan lkip check {lalu.tahun} --unit {lalu.unit}", "peringatan",
        )  # fmt: skip
        return
    dulu = hasil.frame["realisasi"]
    asal = dulu[dulu["tahun"] == lalu.tahun].reset_index().set_index("kode")
    kini = data.realisasi[data.realisasi["tahun"] == lalu.tahun]
    for baris, b in kini[kini["kode"].isin(asal.index)].iterrows():
        for kolom in ("target", "realisasi"):
            tercatat = asal.loc[b["kode"], kolom]
            if format_ringkas(tercatat) != format_ringkas(b[kolom]):
                tempat = letak(dulu, asal.loc[b["kode"], "baris"], kolom)
                yield f"lalu:{b['kode']}:{kolom}", temukan(
                    kini, sel(kini, baris, kolom), b[kolom],
                    f"{kolom} {b['kode']} tahun {lalu.tahun} {format_ringkas(b[kolom])}, "
                    f"tetapi data tahun itu sendiri {format_ringkas(tercatat)} ({tempat})",
                    "samakan dengan laporan tahun lalu", "peringatan",
                )  # fmt: skip
