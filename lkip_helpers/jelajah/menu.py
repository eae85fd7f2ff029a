"""Every way of exploring that the notebook offers: which widgets, and what follows from them."""

from typing import Any

from ipywidgets import BoundedIntText, FloatText, SelectMultiple

from lkip_helpers.compute.skm import SKALA_JAWABAN
from lkip_helpers.display.format import format_nama, is_kosong
from lkip_helpers.display.narasi import Narasi
from lkip_helpers.jelajah import andai, banding, serapan, survei, tren
from lkip_helpers.jelajah.papan import GAYA, LEBAR, Bagian, Papan, PapanData, pilih, tetap
from lkip_helpers.jelajah.pilihan import TANPA_DATA, Isi, list_pilihan

SEMUA = ""  # chosen where all are meant; a list takes None for nothing chosen
AWAL = 12  # so many units and years are compared at first
ISIAN = {**LEBAR, "width": "18rem"}
TERBESAR = 10**15  # rupiah
LANGKAH = 1_000_000  # rupiah, with the arrow keys


def _isian(jenis: type[Any], judul: str, **sifat: Any) -> Any:
    """A box for a number: unlike a slider it has a name, keys, and every value."""
    gaya = {"description_width": "8.5rem"}
    return jenis(description=judul, style=gaya, layout=ISIAN, continuous_update=False, **sifat)


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
        kegiatan = pilih("Kegiatan", [("Semua kegiatan", SEMUA)])

        def setel(nama: str) -> None:
            if nama == "program":
                induk = [program.value] if program.value else None
                kegiatan.options = _atau_semua("Semua kegiatan", isi, induk)

        def susun(program: str, kegiatan: str) -> Any:
            return serapan.susun_serapan(isi.data, [n for n in (program, kegiatan) if n])

        return {"program": program, "kegiatan": kegiatan}, susun, setel

    return PapanData(unit, tahun, buat)


def _atau_semua(semua: str, isi: Isi, induk: list[str] | None) -> list[tuple[str, str]]:
    """All, or one of the members of `induk`; None: there are none to choose before it is."""
    anggota = [] if induk is None else serapan.list_anggota(isi.data, induk)
    return [(semua, SEMUA), *((format_nama(a), a) for a in anggota)]


def pilih_jawaban(unit: str, tahun: int) -> Papan:
    """Answers of the survey by unsur and by characteristic."""

    def buat(isi: Isi) -> Bagian:
        unsur = pilih("Unsur", [("Semua unsur", SEMUA), *survei.list_unsur(isi.data).items()])
        ciri = pilih("Menurut", [("Semua responden", SEMUA), *survei.list_ciri().items()])

        def setel(_: str) -> None:
            """Only the answers to one unsur are split."""
            ciri.disabled = unsur.value == SEMUA
            if ciri.disabled:
                ciri.value = SEMUA

        setel("kode")

        def susun(kode: str, ciri: str) -> Any:
            return survei.susun_jawaban(isi.data, kode, ciri)

        return {"kode": unsur, "ciri": ciri}, susun, setel

    return PapanData(unit, tahun, buat)


def andaikan_capaian(unit: str, tahun: int) -> Papan:
    """Capaian with another target or realisasi."""

    def buat(isi: Isi) -> Bagian:
        data = isi.data
        indikator = pilih("Indikator", tren.list_indikator(data).items())
        if indikator.value is None:
            return {}, lambda: tren.susun_tren(isi, None), tetap
        isian = {k: _isian(FloatText, k.capitalize()) for k in ("target", "realisasi")}

        def setel(nama: str) -> None:
            if nama == "kode":
                milik = data.realisasi[data.realisasi["tahun"] == data.tahun]
                baris = milik.set_index("kode").loc[indikator.value]
                for k, w in isian.items():
                    w.value = 0.0 if is_kosong(baris[k]) else float(baris[k])

        setel("kode")

        def susun(kode: str, target: float, realisasi: float) -> Any:
            return andai.susun_andai_capaian(data, kode, target, realisasi)

        return {"kode": indikator, **isian}, susun, setel

    return PapanData(unit, tahun, buat)


def andaikan_ikm(unit: str, tahun: int) -> Papan:
    """IKM with other answers to one unsur."""

    def buat(isi: Isi) -> Bagian:
        data = isi.data
        unsur = pilih("Unsur", survei.list_unsur(data).items())
        dari = pilih("Jawaban semula", SKALA_JAWABAN, value=3)
        menjadi = pilih("Menjadi", SKALA_JAWABAN, value=4)
        banyak = _isian(BoundedIntText, "Banyak responden", min=0, max=len(data.skm))

        def setel(nama: str) -> None:
            if nama in ("kode", "dari"):
                lama, lain = menjadi.value, [n for n in SKALA_JAWABAN if n != dari.value]
                menjadi.options = lain
                menjadi.value = lama if lama in lain else lain[-1]
                ada = int((data.skm[unsur.value] == dari.value).sum())
                banyak.min, banyak.max, banyak.value = 0, ada, ada
                banyak.min, banyak.disabled = min(ada, 1), ada == 0

        setel("kode")

        def susun(**nilai: Any) -> Any:
            return andai.susun_andai_ikm(data, **nilai)

        return {"kode": unsur, "dari": dari, "menjadi": menjadi, "banyak": banyak}, susun, setel

    return PapanData(unit, tahun, buat)


def andaikan_serapan(unit: str, tahun: int) -> Papan:
    """Serapan with another pagu or realisasi of a sub kegiatan."""

    def buat(isi: Isi) -> Bagian:
        anggaran = isi.data.anggaran
        baris = pilih("Sub kegiatan", [(str(n), i) for i, n in anggaran["sub_kegiatan"].items()])
        uang = {"min": 0, "max": TERBESAR, "step": LANGKAH}
        isian = {k: _isian(BoundedIntText, f"{k.capitalize()} (Rp)", **uang)
                 for k in ("pagu", "realisasi")}  # fmt: skip

        def setel(nama: str) -> None:
            if nama == "baris":
                kini = anggaran.loc[baris.value, list(isian)].fillna(0)
                for k, w in isian.items():
                    w.value = int(kini[k])

        setel("baris")

        def susun(**nilai: Any) -> Any:
            return andai.susun_andai_serapan(isi.data, **nilai)

        return {"baris": baris, **isian}, susun, setel

    return PapanData(unit, tahun, buat)


def pilih_banding() -> Papan:
    """Units and years beside one another."""
    pasangan = [(f"{u} {t}", (u, t)) for u, daftar in list_pilihan().items() for t in daftar]
    if not pasangan:
        return Papan({}, lambda: Narasi(TANPA_DATA))
    awal = [p for _, p in pasangan[:AWAL]]
    daftar = SelectMultiple(options=pasangan, value=awal, description="Kecamatan dan tahun",
                            rows=min(len(pasangan), 8), style=GAYA, layout=LEBAR)  # fmt: skip
    kendali = {"pasangan": daftar, "ukuran": pilih("Ukuran", banding.UKURAN)}
    return Papan(kendali, banding.susun_banding, tempat=lambda: next(iter(daftar.value), None))
