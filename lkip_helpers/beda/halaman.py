"""The comparison as a page: perbedaan.html."""

from lkip_helpers.audit.beda.kata import compare_kata
from lkip_helpers.audit.beda.laporan import Beda, sebut_bagian
from lkip_helpers.beda.muat import Terbaca
from lkip_helpers.beda.sebut import group_sel, list_catatan, list_hitungan, sebut_apa, sebut_asal
from lkip_helpers.display.templat import render
from lkip_helpers.render.perbedaan import Ruas, render_halaman


def build_halaman(beda: Beda, lama: Terbaca, baru: Terbaca) -> str:
    """The page: a summary, then what changed under each heading of the report."""
    judul = f"Perbedaan Laporan Kinerja {baru.nama} Tahun {_tahun(lama, baru)}"
    ringkas = render(
        "beda_ringkas.html.j2",
        judul=judul,
        lama=lama,
        baru=baru,
        kosong=beda.kosong,
        hitungan=list_hitungan(beda),
        catatan=list_catatan(beda),
    )
    ruas = [Ruas("ringkasan", "Ringkasan", ringkas)]
    for i, k in enumerate(beda.list_kelompok(), 1):
        anchor, kepala = f"perubahan-{i}", sebut_bagian(k.bagian[-1:])
        isi = render(
            "beda.html.j2",
            anchor=anchor,
            judul=kepala,
            induk=sebut_bagian(k.bagian[:-1]),
            tabel=k.tabel,
            kalimat=k.kalimat,
            bandingkan=compare_kata,
            kelompokkan=group_sel,
            sebut=sebut_apa,
            asal=sebut_asal,
        )
        ruas.append(Ruas(anchor, kepala, isi))
    return render_halaman(judul, ruas)


def _tahun(lama: Terbaca, baru: Terbaca) -> str:
    dua = (lama.laporan.tahun, baru.laporan.tahun)
    return str(dua[1]) if dua[0] == dua[1] else f"{dua[0]} dan {dua[1]}"
