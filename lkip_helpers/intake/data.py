"""`data = load(unit, tahun)`: the typed frames of one unit and year, by plain names."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from lkip_helpers.intake.kontrak import Profil
from lkip_helpers.intake.proses import (
    MANIFEST,
    Hasil,
    hash_raw,
    kontrak_frame,
    process,
    versi,
)
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.workspace import PETA, Ruang

PERCOBAAN = 20


class DataBermasalah(Exception):
    """The workbooks have faults; the message lists every one with its cell and cure."""

    def __init__(self, temuan: list[Temuan]) -> None:
        self.temuan = temuan
        super().__init__("\n".join(["Data belum dapat dipakai:", *map(str, temuan)]))


class DataTidakAda(Exception):
    """There is no folder of raw data for this unit and year."""


@dataclass(frozen=True)
class Data:
    """One unit and year.

    Frames are indexed by Excel row and carry attrs["sumber"]; their columns are the fields of the
    contract of the same NAMA. berkas, baris, dibuang and temuan tell how the workbooks were read.
    letak_profil: berkas, lembar and cell of each entry of the profile.
    """

    unit: str
    tahun: int
    profil: Profil
    letak_profil: dict[str, tuple[str, str, str]]
    peta: dict[str, Any] | None
    berkas: pd.DataFrame
    baris: pd.DataFrame
    dibuang: pd.DataFrame
    temuan: pd.DataFrame
    wilayah: pd.DataFrame
    batas: pd.DataFrame
    geografi: pd.DataFrame
    organisasi: pd.DataFrame
    tugas: pd.DataFrame
    isu: pd.DataFrame
    dasar_hukum: pd.DataFrame
    layanan: pd.DataFrame
    misi: pd.DataFrame
    indikator: pd.DataFrame
    renstra: pd.DataFrame
    iku: pd.DataFrame
    pk: pd.DataFrame
    pk_program: pd.DataFrame
    realisasi: pd.DataFrame
    triwulan: pd.DataFrame
    analisis: pd.DataFrame
    ipp: pd.DataFrame
    langkah: pd.DataFrame
    standar: pd.DataFrame
    lembaga: pd.DataFrame
    pembinaan: pd.DataFrame
    sarana: pd.DataFrame
    bangkit_berdaya: pd.DataFrame
    unsur_skm: pd.DataFrame
    skm: pd.DataFrame
    tindak_lanjut: pd.DataFrame
    anggaran: pd.DataFrame
    dukungan: pd.DataFrame
    penjelasan: pd.DataFrame
    penjelasan_temuan: pd.DataFrame


def load(unit: str, tahun: int) -> Data:
    """The data of `unit` in `tahun`, read anew where a workbook changed since the last time.

    Raises DataTidakAda or DataBermasalah, both in Indonesian.
    """
    ruang = Ruang.of(unit, tahun)
    if not ruang.raw.is_dir():
        tahun_ada = ", ".join(map(str, ruang.list_tahun())) or "tidak ada"
        raise DataTidakAda(
            f"Data mentah {unit} {tahun} tidak ada. "
            f"Unit yang ada: {', '.join(ruang.list_units())}. "
            f"Tahun yang ada untuk {unit}: {tahun_ada}."
        )
    manifest = _read_bersama(lambda: _manifest_segar(ruang))
    if manifest is None:
        hasil = process(ruang)
        if not hasil.sah:
            raise DataBermasalah([t for t in hasil.temuan if t.menghalangi])
        manifest = hasil.manifest
    return _build(ruang, manifest, _read_bersama(lambda: _read_frame(ruang.processed, manifest)))


def assemble(ruang: Ruang, hasil: Hasil) -> Data:
    """The data set of what was just read, without going through a file; `hasil` must be sah."""
    return _build(ruang, hasil.manifest, hasil.frame)


def _build(ruang: Ruang, manifest: dict[str, Any], frame: dict[str, pd.DataFrame]) -> Data:
    return Data(
        unit=ruang.unit,
        tahun=ruang.tahun,
        profil=Profil(**manifest["profil"]),
        letak_profil=_letak(manifest["letak_profil"]),
        peta=_read_peta(ruang.raw / PETA),
        **_frame_manifest(manifest),
        **frame,
    )


def load_riwayat(data: Data) -> pd.DataFrame:
    """data.realisasi with the earlier years that only their own workbooks have.

    What this year's workbook says of an earlier year stands; lkip check says where both differ,
    and which earlier year is left out because its workbooks have faults. Where rows of several
    workbooks meet, attrs["asal"] names the cell of each, those of an earlier year as `2020/berkas`.
    """
    punya = set(data.realisasi[["kode", "tahun"]].itertuples(index=False, name=None))
    tambah: list[pd.DataFrame] = []
    for tahun in Ruang.of(data.unit, data.tahun).list_tahun():
        if tahun >= data.tahun:
            continue
        try:
            dulu = load(data.unit, tahun).realisasi
        except DataBermasalah:
            continue
        dulu = dulu[(dulu["tahun"] == tahun) & dulu["kode"].isin(data.indikator["kode"])]
        baru = [k not in punya for k in dulu[["kode", "tahun"]].itertuples(index=False, name=None)]
        tambah += [dulu[baru]] if any(baru) else []
    return _gabung([data.realisasi, *tambah]) if tambah else data.realisasi


def _gabung(bagian: list[pd.DataFrame]) -> pd.DataFrame:
    """Rows of several workbooks, the first of them this year's, each with the cell it came from."""
    asal: dict[str, dict[int, tuple[str, str, str]]] = {}
    nomor = 0
    for ke, milik in enumerate(bagian):
        sumber = milik.attrs["sumber"]
        tahun = f"{milik['tahun'].iloc[0]}/" if ke else ""
        for baris in milik.index:
            for kolom, huruf in sumber["kolom"].items():
                sel = (f"{tahun}{sumber['berkas']}", sumber["lembar"], f"{huruf}{baris}")
                asal.setdefault(kolom, {})[nomor] = sel
            nomor += 1
    hasil = pd.concat([_polos(b) for b in bagian], ignore_index=True)
    hasil.attrs["asal"] = asal
    return hasil


def _polos(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without its attrs, which concat would compare."""
    hasil = frame.copy()
    hasil.attrs = {}
    return hasil


def _letak(sumber: dict[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Entry of the profile → berkas, lembar, cell."""
    return {k: (sumber["berkas"], sumber["lembar"], sel) for k, sel in sumber["kolom"].items()}


def _manifest_segar(ruang: Ruang) -> dict[str, Any] | None:
    """The manifest where it still describes the raw files; None where intake must run."""
    berkas = ruang.processed / MANIFEST
    if not berkas.exists():
        return None
    manifest: dict[str, Any] = json.loads(berkas.read_text("utf-8"))
    segar = manifest["versi"] == versi() and manifest["sidik"] == hash_raw(ruang.raw)
    return manifest if segar else None


def _read_bersama(baca: Callable[[], Any]) -> Any:
    """Read again where another process just put newer data in place."""
    for _ in range(PERCOBAAN):
        try:
            return baca()
        except FileNotFoundError:
            continue
    return baca()


def _read_frame(folder: Path, manifest: dict[str, Any]) -> dict[str, pd.DataFrame]:
    hasil = {}
    for kontrak in kontrak_frame():
        frame = pd.read_parquet(folder / f"{kontrak.NAMA}.parquet")
        frame.attrs["sumber"] = manifest["sumber"][kontrak.NAMA]
        hasil[kontrak.NAMA] = frame
    return hasil


def _frame_manifest(manifest: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """How the workbooks were read, as frames."""
    lembar = manifest["lembar"]
    dibuang = [
        {"berkas": s["berkas"], "lembar": s["lembar"], **d} for s in lembar for d in s["dibuang"]
    ]
    baris = [{**s, "dibuang": len(s["dibuang"])} for s in lembar if s["dibaca"]]
    return {
        "berkas": pd.DataFrame(manifest["berkas"]),
        "baris": pd.DataFrame(baris, columns=["berkas", "lembar", "dibaca", "dipakai", "dibuang"]),
        "dibuang": pd.DataFrame(dibuang, columns=["berkas", "lembar", "baris", "alasan"]),
        "temuan": pd.DataFrame(manifest["temuan"], columns=list(Temuan.__dataclass_fields__)),
    }


def _read_peta(berkas: Path) -> dict[str, Any] | None:
    """Boundaries supplied by the office, if any."""
    if not berkas.exists():
        return None
    peta: dict[str, Any] = json.loads(berkas.read_text("utf-8"))
    return peta
