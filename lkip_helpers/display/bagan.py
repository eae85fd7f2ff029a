"""The organisation chart, from rows of jabatan and atasan."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lkip_helpers.display.batang import require_baris
from lkip_helpers.display.format import is_kosong
from lkip_helpers.display.gaya import (
    BIRU,
    BIRU_MUDA,
    BIRU_SEDANG,
    KERTAS,
    LEBAR,
    REDUP,
    TINTA,
    apply_gaya,
)
from lkip_helpers.display.kanvas import Kanvas
from lkip_helpers.display.pohon import (
    JARAK,
    UKURAN,
    Blok,
    Simpul,
    build_kotak,
    count_kolom,
    join_baris,
    lay_baris,
    lay_pohon,
)

_TEPI_BARIS = 0.14  # left of wrapped rows, for the line that joins them
_SISI = 0.22  # between the middle line and the boxes beside it


class BaganTidakSah(ValueError):
    """The rows are no tree; the message names the jabatan at fault."""


@apply_gaya
def plot_bagan(organisasi: pd.DataFrame, judul: str = "") -> Figure:
    """Boxes and lines of the organisation, the head at the top.

    organisasi: jabatan, atasan (empty for the head alone). As is the custom, the secretary stands
    beside the line to the right, the jabatan fungsional to the left, above the line units.
    Raises BaganTidakSah for an unknown atasan, a circle, a jabatan named twice, or more heads than
    one; ValueError for an empty frame.
    """
    require_baris(len(organisasi), "struktur organisasi")
    blok = _lay_bagan(build_pohon(organisasi))
    kanvas = Kanvas(blok.tinggi + 0.04, judul)
    bidang = kanvas.add_bidang()
    for garis in blok.garis:
        bidang.plot(*zip(*garis, strict=True), color=REDUP, linewidth=0.9, zorder=1,
                    solid_capstyle="projecting", solid_joinstyle="miter")  # fmt: skip
    _draw_kotak(kanvas, bidang, blok)
    return kanvas.figure


def build_pohon(organisasi: pd.DataFrame) -> Simpul:
    """The tree of jabatan, in the order of the rows. Raises BaganTidakSah where it is none."""
    pasangan = [
        (str(j).strip(), "" if is_kosong(a) else str(a).strip())
        for j, a in zip(organisasi["jabatan"], organisasi["atasan"], strict=True)
    ]
    atasan = dict(pasangan)
    _check_nama([j for j, _ in pasangan], atasan)
    anak: dict[str, list[str]] = {j: [] for j in atasan}
    for jabatan, di_atas in pasangan:
        if di_atas:
            anak[di_atas].append(jabatan)
    kepala = [j for j, a in pasangan if not a]
    _check_putaran(atasan)
    if len(kepala) != 1:
        raise BaganTidakSah(
            f"Hanya satu jabatan yang boleh tanpa atasan; ada {len(kepala)}: {', '.join(kepala)}."
        )
    return _grow(kepala[0], anak)


def _check_nama(jabatan: Sequence[str], atasan: dict[str, str]) -> None:
    ganda = [j for j in dict.fromkeys(jabatan) if jabatan.count(j) > 1]
    if ganda:
        raise BaganTidakSah(f'Jabatan "{ganda[0]}" ditulis lebih dari satu kali.')
    for j, a in atasan.items():
        if a and a not in atasan:
            raise BaganTidakSah(
                f'Atasan "{a}" dari jabatan "{j}" tidak ada dalam daftar jabatan. '
                "Samakan ejaannya atau tambahkan jabatan itu."
            )


def _check_putaran(atasan: dict[str, str]) -> None:
    for awal in atasan:
        jalur = [awal]
        while atasan[jalur[-1]]:
            jalur.append(atasan[jalur[-1]])
            if jalur[-1] in jalur[:-1]:
                putaran = jalur[jalur.index(jalur[-1]) :]
                raise BaganTidakSah(f"Atasan berputar: {' → '.join(putaran)}.")


def _grow(jabatan: str, anak: dict[str, list[str]]) -> Simpul:
    return Simpul(jabatan, tuple(_grow(a, anak) for a in anak[jabatan]))


def _lay_bagan(pohon: Simpul) -> Blok:
    """The head, its staff beside the middle line, and its line units in rows below."""
    kanan = [a for a in pohon.anak if a.nama.lower().startswith("sekreta")][:1]
    kiri = [a for a in pohon.anak if "fungsional" in a.nama.lower() and a not in kanan][:1]
    lini = [a for a in pohon.anak if a not in kanan + kiri]
    if not lini:
        lini, kanan, kiri = list(pohon.anak), [], []
    kepala = Blok(LEBAR, 0, [build_kotak(pohon.nama, LEBAR, 0)])
    kepala = kepala.shift((LEBAR - kepala.kotak[0].lebar) / 2, 0)
    kotak, garis = list(kepala.kotak), []
    y = kotak[0].tinggi
    for staf, ke_kanan in ((kanan, True), (kiri, False)):
        for blok in (_lay_staf(s, ke_kanan).shift(0, kotak[0].tinggi + JARAK) for s in staf):
            kotak += blok.kotak
            garis += blok.garis
            y = max(y, kotak[0].tinggi + JARAK + blok.tinggi)
    if lini:
        garis.append(((LEBAR / 2, kotak[0].tinggi), (LEBAR / 2, y)))
        bawah = _lay_lini(lini, LEBAR / 2, y)
        return Blok(LEBAR, y + bawah.tinggi, kotak + bawah.kotak, garis + bawah.garis)
    return Blok(LEBAR, y, kotak, garis)


def _lay_staf(simpul: Simpul, ke_kanan: bool) -> Blok:
    """A subtree in one half of the width, with a line from the middle to its box."""
    lebar = LEBAR / 2 - _SISI
    blok = lay_pohon(simpul, lebar, 1).shift(LEBAR / 2 + _SISI if ke_kanan else 0, 0)
    kotak = blok.kotak[0]
    tengah = kotak.y + kotak.tinggi / 2
    sisi = kotak.x if ke_kanan else kotak.x + kotak.lebar
    return Blok(lebar, blok.tinggi, blok.kotak, [*blok.garis, ((LEBAR / 2, tengah), (sisi, tengah))])


def _lay_lini(lini: Sequence[Simpul], x: float, y: float) -> Blok:
    """Rows of subtrees; more rows than one are joined by a line at their left."""
    kolom = count_kolom(lini, LEBAR)
    if kolom >= len(lini):
        blok = [b.shift(0, y + 2 * JARAK) for b in lay_baris(lini, LEBAR, 1)]
        tinggi = 2 * JARAK + max(b.tinggi for b in blok)
        return _merge(blok, tinggi, join_baris(blok, x, y, JARAK))
    kolom = count_kolom(lini, LEBAR - _TEPI_BARIS)
    semua: list[Blok] = []
    garis: list[tuple[tuple[float, float], ...]] = []
    awal = y
    for i in range(0, len(lini), kolom):
        deret = lay_baris(lini[i : i + kolom], LEBAR - _TEPI_BARIS, 1, kolom)
        deret = [b.shift(_TEPI_BARIS, y + 2 * JARAK) for b in deret]
        garis += join_baris(deret, x if i == 0 else 0.02, y if i == 0 else y + JARAK, JARAK if i == 0 else 0)
        semua += deret
        terakhir = y + JARAK
        y += 2 * JARAK + max(b.tinggi for b in deret)
    garis.append(((x, awal + JARAK), (0.02, awal + JARAK), (0.02, terakhir)))
    return _merge(semua, y - awal, garis)


def _merge(blok: Sequence[Blok], tinggi: float, garis: list[tuple[tuple[float, float], ...]]) -> Blok:
    kotak = [k for b in blok for k in b.kotak]
    return Blok(LEBAR, tinggi, kotak, garis + [g for b in blok for g in b.garis])


def _draw_kotak(kanvas: Kanvas, bidang: Axes, blok: Blok) -> None:
    isi = {0: (BIRU, BIRU, KERTAS), 1: (BIRU_MUDA, BIRU_MUDA, TINTA)}
    for k in blok.kotak:
        latar, tepi, huruf = isi.get(k.tingkat, (KERTAS, BIRU_SEDANG, TINTA))
        bidang.add_patch(
            Rectangle((k.x, k.y), k.lebar, k.tinggi, facecolor=latar, edgecolor=tepi, linewidth=0.9,
                      zorder=2, clip_on=False, gid=f"kotak {k.nama}")
        )  # fmt: skip
        kanvas.write(k.tengah, k.y + k.tinggi / 2, k.teks, ukuran=UKURAN, warna=huruf,
                     tebal=k.tingkat == 0, ha="center")  # fmt: skip
