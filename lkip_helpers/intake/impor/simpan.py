"""Imported rows put into a raw workbook: every other sheet stays, the former workbook is kept."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.workbook import Workbook

from lkip_helpers.intake.buku import Buku, BukuTakTerbaca, buka_rinci
from lkip_helpers.intake.kontrak import Kontrak
from lkip_helpers.intake.lembar import TAK_DIBACA, Terbaca, rapikan, read_lembar
from lkip_helpers.intake.sumber import (
    BELUM,
    read_sumber,
    susun_asal,
    write_sumber,
)
from lkip_helpers.intake.templat import build_buku, susun_lembar
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.tulis import berkas_baru
from lkip_helpers.intake.validasi import validate
from lkip_helpers.intake.warisan import Isi, Rekam, isi_kosong
from lkip_helpers.workspace import Ruang, hash_berkas

Gabung = Callable[[Terbaca, Sequence[Rekam]], tuple[Isi, list[Temuan]]]


@dataclass(frozen=True)
class Rencana:
    """What a sheet will hold; temuan: what that changes (salah: only with --ganti).

    rusak: the sheet cannot be read as it is, so that nothing may be written, --ganti or not.
    menggabung: it held rows already, which are gone on with. sama: it holds all this already.
    """

    kontrak: type[Kontrak]
    isi: Isi
    temuan: tuple[Temuan, ...] = ()
    rusak: bool = False
    menggabung: bool = False
    sama: bool = False

    @property
    def mengubah(self) -> bool:
        return any(t.menghalangi for t in self.temuan)


@dataclass(frozen=True)
class Simpanan:
    """The workbook as written, and the copy of the former one where there was one.

    rumus: its cells with a formula; the saved results, of the former rows, are gone.
    """

    berkas: Path
    salinan: Path | None
    rumus: tuple[str, ...] = ()


def rencanakan(
    ruang: Ruang, kontrak: type[Kontrak], isi: Isi, gabung: Gabung | None = None
) -> Rencana:
    """Hold imported rows against the sheet as it is; gabung puts both together, else they replace.

    Raises BukuTakTerbaca where the workbook is there but cannot be opened.
    """
    if not (ruang.raw / kontrak.BERKAS).exists():
        return Rencana(kontrak, isi)
    terbaca = read_lembar(Buku(ruang.raw / kontrak.BERKAS), kontrak)
    if not terbaca.dibaca:  # no such sheet yet
        return Rencana(kontrak, isi)
    asing = [t for t in terbaca.temuan if TAK_DIBACA in t.pesan]
    hilang = tuple(
        Temuan(t.berkas, t.lembar, t.sel, t.nilai, "salah", f"kolom “{t.nilai}” bukan kolom lembar "
               "ini dan akan hilang", "pindahkan isinya ke lembar lain, atau pakai --ganti")
        for t in asing
    )  # fmt: skip
    validate(terbaca)
    if rusak := tuple(t for t in terbaca.temuan if t.menghalangi):
        return Rencana(kontrak, isi, rusak, rusak=True)
    ada = any(_berisi(terbaca, r) for _, r in terbaca.baris)
    jadi, temuan = gabung(terbaca, isi.baris) if gabung else (isi, _ganti(terbaca, isi))
    sama = _samakan(kontrak, [r for _, r in terbaca.baris]) == _samakan(kontrak, jadi.baris)
    return Rencana(
        kontrak, jadi, () if sama else (*temuan, *hilang),
        menggabung=gabung is not None and ada, sama=sama,
    )  # fmt: skip


def _berisi(terbaca: Terbaca, rekam: Rekam) -> bool:
    """Whether a row says more than its names."""
    isi = [v for n, v in rekam.items() if n not in terbaca.kontrak.KUNCI and n != "kode_program"]
    lebar = [w for v in isi for w in (v.values() if isinstance(v, dict) else [v])]
    return any(rapikan(v) for v in lebar)


def _ganti(terbaca: Terbaca, isi: Isi) -> list[Temuan]:
    """One finding where rows that hold something are replaced by others."""
    k = terbaca.kontrak
    lama = [r for _, r in terbaca.baris if _berisi(terbaca, r)]
    if not lama or _samakan(k, lama) == _samakan(k, isi.baris):
        return []
    nomor = [n for n, _ in terbaca.baris]
    return [Temuan(
        k.BERKAS, k.LEMBAR, f"A{nomor[0]}:A{nomor[-1]}", "", "salah",
        f"sudah berisi {len(lama)} baris, yang akan diganti dengan {len(isi.baris)} baris",
        "periksa isinya; jalankan dengan --ganti bila memang diganti, salinannya disimpan",
    )]  # fmt: skip


def _samakan(k: type[Kontrak], baris: Sequence[Rekam]) -> list[list[object]]:
    """Rows for comparing, as they would be typed."""
    return [[_polos(r.get(n)) for n in k.model_fields] for r in baris]


def _polos(nilai: object) -> object:
    if isinstance(nilai, dict):
        return {str(k): _polos(v) for k, v in nilai.items()}
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    return "" if nilai is None else " ".join(str(nilai).split())


def simpan_lembar(
    ruang: Ruang, rencana: Rencana, asal: str, tanggal: str, *, ganti: bool = False
) -> Simpanan:
    """Write the sheet whole or not at all; SUMBER.toml then names the origin of the workbook.

    Without a workbook one is made from the templates. Raises ValueError where the plan is refused,
    BerkasTakTerbaca where the workbook or SUMBER.toml cannot be gone on with.
    """
    if rencana.rusak or (rencana.mengubah and not ganti):
        raise ValueError("rencana yang ditolak tidak boleh disimpan")
    k, tujuan = rencana.kontrak, ruang.raw / rencana.kontrak.BERKAS
    salinan = _salin(ruang, tujuan) if tujuan.exists() else None
    buku = _ganti_lembar(tujuan, rencana, ruang.tahun) if salinan else _buku_baru(ruang, rencana)
    with berkas_baru(tujuan) as baru:
        buku.save(baru)
        asal = _asal(ruang, rencana, asal)
        catatan = susun_asal(ruang.raw, k.BERKAS, hash_berkas(baru), asal, tanggal)
    write_sumber(ruang.raw, catatan)
    return Simpanan(tujuan, salinan, _list_rumus(buku))


def _list_rumus(buku: Workbook) -> tuple[str, ...]:
    sel = ((ws.title, s) for ws in buku.worksheets for baris in ws.iter_rows() for s in baris)
    return tuple(f"{nama}!{s.coordinate}" for nama, s in sel if s.data_type == "f")


def _asal(ruang: Ruang, rencana: Rencana, asal: str) -> str:
    """The origin; after that of the rows which the import only went on filling."""
    lama = read_sumber(ruang.raw).get(rencana.kontrak.BERKAS, {}).get("asal", BELUM)
    if not rencana.menggabung or lama == BELUM or asal in lama:
        return asal
    return f"{lama}; {asal}"


def _buku_baru(ruang: Ruang, rencana: Rencana) -> Workbook:
    isi = {**isi_kosong(ruang.tahun), rencana.kontrak: rencana.isi}
    return build_buku(isi, ruang.unit, ruang.tahun, None)[rencana.kontrak.BERKAS]


def _ganti_lembar(berkas: Path, rencana: Rencana, tahun: int) -> Workbook:
    """The workbook with the one sheet made anew in its place."""
    buku = buka_rinci(berkas)
    nama = rencana.kontrak.LEMBAR
    letak = {rapikan(n): i for i, n in enumerate(buku.sheetnames)}.get(rapikan(nama))
    if letak is not None:
        del buku[buku.sheetnames[letak]]
    susun_lembar(buku.create_sheet(nama, letak), rencana.kontrak, rencana.isi, tahun)
    return buku


def _salin(ruang: Ruang, berkas: Path) -> Path:
    """A copy of the workbook as it is, under a name that is still free."""
    ruang.salinan_impor.mkdir(parents=True, exist_ok=True)
    nomor, tujuan = 1, ruang.salinan_impor / berkas.name
    while tujuan.exists():
        nomor += 1
        tujuan = ruang.salinan_impor / f"{berkas.stem}-{nomor}{berkas.suffix}"
    shutil.copy2(berkas, tujuan)
    return tujuan


def read_bila_ada(ruang: Ruang, kontrak: type[Kontrak]) -> Terbaca:
    """A sheet as it is; without rows where its workbook is not there or cannot be opened."""
    try:
        return read_lembar(Buku(ruang.raw / kontrak.BERKAS), kontrak)
    except BukuTakTerbaca:
        return Terbaca(kontrak)
