"""The comparison on the terminal: marked as word diffs are, in colour where there is any."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from lkip_helpers.audit.beda.benda import BedaTabel
from lkip_helpers.audit.beda.kalimat import BedaKalimat
from lkip_helpers.audit.beda.kata import Potongan, compare_kata
from lkip_helpers.audit.beda.laporan import Beda, sebut_bagian
from lkip_helpers.audit.beda.sel import BedaSel
from lkip_helpers.beda.muat import Terbaca
from lkip_helpers.beda.sebut import group_sel, list_catatan, sebut_apa, sebut_asal, sebut_hitungan

LAMA, BARU, TEBAL = "red", "green", "bold"


def cetak(beda: Beda, lama: Terbaca, baru: Terbaca) -> None:
    """The summary first, then what changed under each heading."""
    layar = Console(highlight=False, soft_wrap=True)
    for baris in list_baris(beda, lama, baru):
        layar.print(baris)


def list_baris(beda: Beda, lama: Terbaca, baru: Terbaca) -> Iterator[Text]:
    """The lines of the comparison."""
    yield Text(f"Lama: {lama}")
    yield Text(f"Baru: {baru}")
    if beda.kosong:
        yield Text("Tidak ada angka, tabel, atau kalimat yang berubah.")
    else:
        yield Text(sebut_hitungan(beda), TEBAL)
    yield from map(Text, list_catatan(beda))
    for k in beda.list_kelompok():
        yield Text(f"\n{sebut_bagian(k.bagian)}", TEBAL)
        for t in k.tabel:
            yield from _tabel(t)
        yield from map(_kalimat, k.kalimat)


def _tabel(t: BedaTabel) -> Iterator[Text]:
    kepala = t.benda.sebutan
    yield Text(f"  {kepala}" if t.apa == "berubah" else f"  {kepala}: {sebut_apa(t)}")
    for nama, lama, baru in t.sifat:
        yield Text(f"    {nama}: ") + _kata(compare_kata(lama, baru))
    for nama, daftar in (
        ("kolom baru", t.kolom_baru),
        ("kolom yang dihapus", t.kolom_hilang),
        ("baris baru", t.baris_baru),
        ("baris yang dihapus", t.baris_hilang),
    ):
        if daftar:
            yield Text(f"    {nama}: {'; '.join(daftar)}")
    if t.urutan:
        yield Text("    urutan baris berubah")
    for satu in group_sel(t.sel):
        yield Text(f"    {satu[0].baris}")
        yield from map(_sel, satu)


def _sel(s: BedaSel) -> Text:
    letak = Text(f"      {s.kolom}: ")
    if s.golongan == "isian":
        return letak + _kata(compare_kata(s.lama, s.baru))
    if s.golongan == "tersembunyi":
        return letak + Text(f"tercetak sama ({s.baru}), di baliknya {s.selisih}")
    selisih = f" ({s.selisih})" if s.selisih else ""
    return letak + Text(s.lama, LAMA) + Text(" → ") + Text(s.baru, BARU) + Text(selisih)


def _kalimat(k: BedaKalimat) -> Text:
    if k.apa == "dipindahkan" and k.baru:
        return Text(f"  Dipindahkan dari {sebut_asal(k)}: {k.baru.teks}")
    return Text("  Kalimat: ") + _kata(k.potongan)


def _kata(potongan: list[Potongan]) -> Text:
    hasil = Text()
    for p in potongan:
        if p.sama:
            hasil += Text(p.baru)
            continue
        hasil += Text(f"[-{p.lama}-]", LAMA) if p.lama else Text()
        hasil += Text(f"{{+{p.baru}+}}", BARU) if p.baru else Text()
    return hasil
