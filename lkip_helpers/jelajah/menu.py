"""Every way of exploring that the notebook offers: which widgets, and what follows from them."""

from collections.abc import Sequence
from typing import Any

from ipywidgets import SelectionSlider, SelectMultiple

from lkip_helpers.compute.skm import SKALA_JAWABAN
from lkip_helpers.display.format import format_nama, format_ringkas, format_rupiah
from lkip_helpers.display.narasi import Narasi
from lkip_helpers.jelajah import andai, banding, serapan, survei, tren
from lkip_helpers.jelajah.deret import susun_deret
from lkip_helpers.jelajah.papan import GAYA, LEBAR, Bagian, Papan, PapanData, pilih, tetap
from lkip_helpers.jelajah.pilihan import TANPA_DATA, Isi, list_pilihan

GESER = {**LEBAR, "width": "30rem"}
SEMUA = 12  # so many units and years are compared at first


def _geser(judul: str, pilihan: Sequence[tuple[str, Any]], nilai: Any) -> SelectionSlider:
    return SelectionSlider(options=pilihan, value=nilai, description=judul, style=GAYA,
                           layout=GESER, continuous_update=False)  # fmt: skip


def _setel(geser: SelectionSlider, pilihan: Sequence[tuple[str, Any]], nilai: Any) -> None:
    """Another choice, which has its own steps."""
    geser.options, geser.value = pilihan, nilai


def pilih_tren(unit: str, tahun: int) -> Papan:
    """An indicator over the years."""

    def buat(isi: Isi) -> Bagian:
        daftar = tren.list_indikator(isi.data).items()
        kendali = {"kode": pilih("Indikator", daftar)}
        return kendali, lambda kode: tren.susun_tren(isi, kode), tetap

    return PapanData(unit, tahun, buat)


def pilih_serapan(unit: str, tahun: int) -> Papan:
    """Serapan of programmes, of the kegiatan of one, of the sub kegiatan of one of those."""

    def buat(isi: Isi) -> Bagian:
        program = pilih("Program", _atau_semua("Semua program", isi, []))
        kegiatan = pilih("Kegiatan", [("Semua kegiatan", None)])

        def setel(nama: str) -> None:
            if nama == "program":
                induk = [program.value] if program.value else None
                kegiatan.options = _atau_semua("Semua kegiatan", isi, induk)

        def susun(program: str | None, kegiatan: str | None) -> Any:
            return serapan.susun_serapan(isi.data, [n for n in (program, kegiatan) if n])

        return {"program": program, "kegiatan": kegiatan}, susun, setel

    return PapanData(unit, tahun, buat)


def _atau_semua(semua: str, isi: Isi, induk: list[str] | None) -> list[tuple[str, str | None]]:
    """All, or one of the members of `induk`; None: there are none to choose before it is."""
    anggota = [] if induk is None else serapan.list_anggota(isi.data, induk)
    return [(semua, None), *((format_nama(a), a) for a in anggota)]


def pilih_jawaban(unit: str, tahun: int) -> Papan:
    """Answers of the survey by unsur and by characteristic."""

    def buat(isi: Isi) -> Bagian:
        kendali = {
            "kode": pilih("Unsur", [("Semua unsur", None), *survei.list_unsur(isi.data).items()]),
            "ciri": pilih("Menurut", [("Semua responden", None), *survei.list_ciri().items()]),
        }
        return kendali, lambda kode, ciri: survei.susun_jawaban(isi.data, kode, ciri), tetap

    return PapanData(unit, tahun, buat)


def andaikan_capaian(unit: str, tahun: int) -> Papan:
    """Capaian with another target or realisasi."""

    def buat(isi: Isi) -> Bagian:
        data = isi.data
        indikator = pilih("Indikator", tren.list_indikator(data).items())
        if indikator.value is None:
            return {}, lambda: tren.susun_tren(isi, None), tetap
        geser = {k: _geser(k.capitalize(), [("0", 0.0)], 0.0) for k in ("target", "realisasi")}

        def setel(nama: str) -> None:
            if nama == "kode":
                milik = data.realisasi[data.realisasi["tahun"] == data.tahun]
                baris = milik.set_index("kode").loc[indikator.value]
                deret = susun_deret([baris["target"], baris["realisasi"]], format_ringkas)
                for k, g in geser.items():
                    kini = baris[k] if baris[k] in dict(deret).values() else deret[0][1]
                    _setel(g, deret, kini)

        setel("kode")

        def susun(kode: str, target: float, realisasi: float) -> Any:
            return andai.susun_andai_capaian(data, kode, target, realisasi)

        return {"kode": indikator, **geser}, susun, setel

    return PapanData(unit, tahun, buat)


def andaikan_ikm(unit: str, tahun: int) -> Papan:
    """IKM with other answers to one unsur."""

    def buat(isi: Isi) -> Bagian:
        data = isi.data
        if data.skm.empty:
            return {}, lambda: survei.susun_jawaban(data), tetap
        unsur = pilih("Unsur", survei.list_unsur(data).items())
        dari = pilih("Jawaban semula", SKALA_JAWABAN, value=3)
        menjadi = pilih("Menjadi", SKALA_JAWABAN, value=4)
        banyak = _geser("Banyak responden", [("0", 0)], 0)

        def setel(nama: str) -> None:
            if nama in ("kode", "dari"):
                ada = int((data.skm[unsur.value] == dari.value).sum())
                _setel(banyak, [(str(n), n) for n in range(ada + 1)], ada)

        setel("kode")

        def susun(**nilai: Any) -> Any:
            return andai.susun_andai_ikm(data, **nilai)

        return {"kode": unsur, "dari": dari, "menjadi": menjadi, "banyak": banyak}, susun, setel

    return PapanData(unit, tahun, buat)


def andaikan_serapan(unit: str, tahun: int) -> Papan:
    """Serapan with another pagu or realisasi of a sub kegiatan."""

    def buat(isi: Isi) -> Bagian:
        anggaran = isi.data.anggaran
        if anggaran.empty:
            return {}, lambda: serapan.susun_serapan(isi.data), tetap
        baris = pilih("Sub kegiatan", [(str(n), i) for i, n in anggaran["sub_kegiatan"].items()])
        geser = {k: _geser(k.capitalize(), [("0", 0.0)], 0.0) for k in ("pagu", "realisasi")}

        def setel(nama: str) -> None:
            if nama == "baris":
                kini = anggaran.loc[baris.value, ["pagu", "realisasi"]].fillna(0).astype(int)
                deret = susun_deret(kini.to_list(), format_rupiah, float(anggaran["pagu"].max()))
                for k, g in geser.items():
                    _setel(g, deret, float(kini[k]))

        setel("baris")

        def susun(baris: int, pagu: float, realisasi: float) -> Any:
            uang = {"pagu": round(pagu), "realisasi": round(realisasi)}
            return andai.susun_andai_serapan(isi.data, baris, **uang)

        return {"baris": baris, **geser}, susun, setel

    return PapanData(unit, tahun, buat)


def pilih_banding() -> Papan:
    """Units and years beside one another."""
    pasangan = [(f"{u} {t}", (u, t)) for u, daftar in list_pilihan().items() for t in daftar]
    if not pasangan:
        return Papan({}, lambda: Narasi(TANPA_DATA))
    awal = [p for _, p in pasangan[:SEMUA]]
    daftar = SelectMultiple(options=pasangan, value=awal, description="Kecamatan dan tahun",
                            rows=min(len(pasangan), 8), style=GAYA, layout=LEBAR)  # fmt: skip
    kendali = {"pasangan": daftar, "ukuran": pilih("Ukuran", banding.UKURAN)}
    return Papan(kendali, banding.susun_banding)
