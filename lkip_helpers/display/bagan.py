"""The organisation chart, from rows of jabatan and atasan."""

from collections.abc import Sequence
from dataclasses import replace

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
    Garis,
    Simpul,
    build_kotak,
    count_kolom,
    join_baris,
    lay_baris,
    lay_pohon,
)

_PINGGIR = 0.02  # so that no stroke is cut
_LEBAR = LEBAR - 2 * _PINGGIR
_TENGAH = _LEBAR / 2
_TEPI_BARIS = 0.14  # left of wrapped rows, for the line that joins them
_SISI = 0.22  # between the middle line and the boxes beside it


class BaganTidakSah(ValueError):
    """The rows are no tree; the message names the jabatan at fault."""


@apply_gaya
def plot_bagan(organisasi: pd.DataFrame) -> Figure:
    """Boxes and lines of the organisation, the head at the top.

    organisasi: jabatan, atasan (empty for the head alone). As is the custom, the secretary stands
    beside the line to the right, the jabatan fungsional to the left, above the line units.
    Raises BaganTidakSah for an unknown atasan, a circle, a jabatan named twice, or more heads than
    one; ValueError for an empty frame.
    """
    require_baris(len(organisasi), "struktur organisasi")
    blok = _lay_bagan(build_pohon(organisasi)).shift(_PINGGIR, _PINGGIR)
    kanvas = Kanvas(blok.tinggi + 2 * _PINGGIR)
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
        return lay_pohon(pohon, _LEBAR)
    kepala = build_kotak(pohon.nama, _LEBAR, 0)
    kepala = replace(kepala, x=(_LEBAR - kepala.lebar) / 2)
    staf = _lay_staf(kiri, kanan, kepala.tinggi + JARAK)
    y = kepala.tinggi + max((JARAK + b.tinggi for b in staf), default=0.0)
    bawah = _lay_lini(lini, y)
    batang = ((_TENGAH, kepala.tinggi), (_TENGAH, y + JARAK))
    return Blok(
        _LEBAR,
        y + bawah.tinggi,
        [kepala] + [k for b in staf for k in b.kotak] + bawah.kotak,
        [batang] + [g for b in staf for g in b.garis] + bawah.garis,
    )


def _lay_staf(kiri: Sequence[Simpul], kanan: Sequence[Simpul], y: float) -> list[Blok]:
    """Subtrees in the two halves of the width, with lines from the middle to their boxes."""
    lebar = _TENGAH - _SISI
    tinggi = max((build_kotak(s.nama, lebar, 1).tinggi for s in (*kiri, *kanan)), default=0.0)
    semua = []
    for staf, x in [(s, 0.0) for s in kiri] + [(s, _TENGAH + _SISI) for s in kanan]:
        blok = lay_pohon(staf, lebar, 1, tinggi).shift(x, y)
        kotak = blok.kotak[0]
        sisi = kotak.x if x else kotak.x + kotak.lebar
        lengan = ((_TENGAH, y + tinggi / 2), (sisi, y + tinggi / 2))
        semua.append(replace(blok, garis=[*blok.garis, lengan]))
    return semua


def _lay_lini(lini: Sequence[Simpul], y: float) -> Blok:
    """Rows of subtrees below y, each under a bar; several bars are joined at their left."""
    kolom = count_kolom(lini, _LEBAR)
    if kolom >= len(lini):
        blok = [b.shift(0, y + 2 * JARAK) for b in lay_baris(lini, _LEBAR, 1)]
        return _merge(
            blok, 2 * JARAK + max(b.tinggi for b in blok), join_baris(blok, _TENGAH, y + JARAK)
        )
    kolom = count_kolom(lini, _LEBAR - _TEPI_BARIS)
    semua, garis, awal, palang = [], [], y, y
    for i in range(0, len(lini), kolom):
        deret = lay_baris(lini[i : i + kolom], _LEBAR - _TEPI_BARIS, 1, kolom)
        deret = [b.shift(_TEPI_BARIS, y + 2 * JARAK) for b in deret]
        palang = y + JARAK
        garis += join_baris(deret, 0.0 if i else _TENGAH, palang)
        semua += deret
        y += 2 * JARAK + max(b.tinggi for b in deret)
    garis.append(((_TENGAH, awal + JARAK), (0.0, awal + JARAK), (0.0, palang)))
    return _merge(semua, y - awal, garis)


def _merge(blok: Sequence[Blok], tinggi: float, garis: list[Garis]) -> Blok:
    kotak = [k for b in blok for k in b.kotak]
    return Blok(_LEBAR, tinggi, kotak, garis + [g for b in blok for g in b.garis])


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
