"""Raw workbooks → findings, and, where none is a fault, typed frames with a manifest."""

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock

from lkip_helpers.intake import periksa, sumber
from lkip_helpers.intake.buku import Buku, BukuTakTerbaca
from lkip_helpers.intake.jumlah import check_jumlah
from lkip_helpers.intake.kontrak import SEMUA, Kontrak, Profil
from lkip_helpers.intake.lembar import Terbaca, read_lembar
from lkip_helpers.intake.temuan import BerkasTakTerbaca, Temuan
from lkip_helpers.intake.tugas import list_tugas, sisihkan_rangka
from lkip_helpers.intake.validasi import build_frame, validate
from lkip_helpers.workspace import PETA, SUMBER, TERBIT, Ruang

MANIFEST = "manifest.json"


@cache
def versi() -> str:
    """Print of this room's code and contracts, and of the rules that a cell is read by.

    Other code may give other frames from the same files; other rules another score of a predicate.
    """
    paket = Path(__file__).parents[1]
    berkas = (b for nama in ("aturan", "intake") for b in (paket / nama).rglob("*"))
    isi = (b.read_bytes() for b in sorted(berkas) if b.suffix in {".py", ".toml"})
    return hashlib.sha256(b"".join(isi)).hexdigest()


@dataclass
class Hasil:
    """What intake found: every finding, the profile, the frames by name, and the manifest."""

    temuan: list[Temuan] = field(default_factory=list)
    profil: Profil | None = None
    frame: dict[str, pd.DataFrame] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)

    @property
    def sah(self) -> bool:
        return not any(t.menghalangi for t in self.temuan)


def check(ruang: Ruang) -> list[Temuan]:
    """Every finding, without writing anything."""
    return read(ruang).temuan


def process(ruang: Ruang) -> Hasil:
    """Read and check; write the processed data where nothing is at fault."""
    hasil = read(ruang)
    if hasil.sah:
        ruang.kunci_data.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(ruang.kunci_data):
            _write(ruang.processed, hasil)
    return hasil


def read(ruang: Ruang) -> Hasil:
    """Read every sheet of every workbook and hold it against all rules."""
    hasil = Hasil()
    terbaca = read_semua(ruang.raw, hasil)
    for t in terbaca:
        sisihkan_rangka(t)
        sah = validate(t)
        hasil.temuan += [x for x in t.temuan if x.tingkat != "belum"]
        if t.kontrak is Profil:
            hasil.profil = next((b for _, b in sah if isinstance(b, Profil)), None)
        else:
            frame = build_frame(t, sah)
            hasil.frame[t.kontrak.NAMA] = frame
            hasil.temuan += check_jumlah(t, frame)
    hasil.temuan += list_tugas(terbaca, ruang.tahun)
    if hasil.profil and hasil.sah:
        frame = {**hasil.frame, Profil.NAMA: _letak_profil(terbaca)}
        for aturan in periksa.SEMUA:
            hasil.temuan += aturan(hasil.profil, frame, ruang.tahun)
    catatan = _read_pendamping(ruang.raw, hasil)
    hasil.manifest = _manifest(ruang.raw, terbaca, hasil, catatan)
    return hasil


def _read_pendamping(raw: Path, hasil: Hasil) -> dict[str, dict[str, Any]]:
    """Entries of SUMBER.toml; what is wrong with it or with the map is a finding of `hasil`."""
    try:
        read_peta(raw)
    except BerkasTakTerbaca as galat:
        hasil.temuan.append(galat.describe(PETA))
    try:
        hasil.temuan += [t for t in sumber.check_sumber(raw) if t.berkas != TERBIT]
        return sumber.read_sumber(raw)
    except BerkasTakTerbaca as galat:
        hasil.temuan.append(galat.describe(SUMBER))
        return {}


def read_peta(raw: Path) -> dict[str, Any] | None:
    """Boundaries supplied by the office (GeoJSON), if any. Raises BerkasTakTerbaca."""
    berkas = raw / PETA
    if not berkas.exists():
        return None
    saran = "ganti dengan berkas GeoJSON yang utuh, atau hapus agar skema dipakai"
    try:
        peta: dict[str, Any] = json.loads(berkas.read_text("utf-8-sig"))
    except ValueError as galat:
        letak = f"baris {galat.lineno}" if isinstance(galat, json.JSONDecodeError) else ""
        raise BerkasTakTerbaca("bukan GeoJSON yang utuh", saran, letak) from None
    if not isinstance(peta, dict):
        raise BerkasTakTerbaca("bukan GeoJSON", saran)
    return peta


def _letak_profil(terbaca: list[Terbaca]) -> pd.DataFrame:
    """No rows, but the cell of each entry of the profile, so that a rule can name it."""
    profil = next(t for t in terbaca if t.kontrak is Profil)
    sel = {nama: f"B{nomor}" for nama, nomor in profil.kolom.items()}
    frame = pd.DataFrame()
    frame.attrs["sumber"] = {"berkas": Profil.BERKAS, "lembar": Profil.LEMBAR, "kolom": sel}
    return frame


def read_semua(raw: Path, hasil: Hasil) -> list[Terbaca]:
    """Every sheet as it stands; a workbook that cannot be opened is a finding of `hasil`."""
    terbaca: list[Terbaca] = []
    for nama in dict.fromkeys(k.BERKAS for k in SEMUA):
        try:
            buku = Buku(raw / nama)
            terbaca += [read_lembar(buku, k) for k in SEMUA if nama == k.BERKAS]
        except BukuTakTerbaca as galat:
            hasil.temuan.append(galat.temuan)
    return terbaca


def hash_raw(raw: Path) -> dict[str, str]:
    """SHA-256 of everything the frames depend on."""
    nama = [*dict.fromkeys(k.BERKAS for k in SEMUA), PETA, SUMBER]
    return {n: s for n in sorted(nama) if (s := sumber.hash_bila_terbaca(raw / n))}


def _manifest(
    raw: Path, terbaca: list[Terbaca], hasil: Hasil, catatan: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    sidik = hash_raw(raw)
    return {
        "versi": versi(),
        "sidik": sidik,
        "berkas": [
            {"berkas": nama, "sha256": sidik[nama], **_asal(catatan.get(nama, {}))}
            for nama in sidik
            if nama.endswith(".xlsx")
        ],
        "profil": hasil.profil.model_dump() if hasil.profil else None,
        "lembar": [_lembar(t) for t in terbaca],
        "sumber": {n: f.attrs["sumber"] for n, f in hasil.frame.items()},
        "letak_profil": _letak_profil(terbaca).attrs["sumber"] if hasil.profil else None,
        "temuan": [t.to_json() for t in hasil.temuan],
    }


def _asal(catatan: dict[str, Any]) -> dict[str, Any]:
    asal = {k: str(catatan.get(k, sumber.BELUM)) for k in ("asal", "tanggal")}
    return {**asal, "rekonstruksi": sumber.is_rekonstruksi(catatan)}


def _lembar(t: Terbaca) -> dict[str, Any]:
    tegak = t.kontrak.TEGAK
    return {
        "berkas": t.kontrak.BERKAS,
        "lembar": t.kontrak.LEMBAR,
        "dibaca": t.dibaca,
        "dipakai": t.dibaca - len(t.dibuang) if tegak else len(t.baris),
        "dibuang": [{"baris": n, "alasan": a} for n, a in t.dibuang],
    }


def _write(tujuan: Path, hasil: Hasil) -> None:
    """Put the frames in place in one move; whoever reads sees the old or the new, never half."""
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    baru = Path(tempfile.mkdtemp(prefix=f".{tujuan.name}.", dir=tujuan.parent))
    lama = Path(tempfile.mkdtemp(prefix=f".{tujuan.name}.", dir=tujuan.parent))
    try:
        for nama, frame in hasil.frame.items():
            polos = frame.copy()
            polos.attrs = {}
            polos.to_parquet(baru / f"{nama}.parquet")
        teks = json.dumps(hasil.manifest, ensure_ascii=False, indent=1)
        (baru / MANIFEST).write_text(teks + "\n", "utf-8", newline="\n")
        baru.chmod(0o755)
        if tujuan.exists():
            tujuan.rename(lama / tujuan.name)
        baru.rename(tujuan)
    finally:
        shutil.rmtree(baru, ignore_errors=True)
        shutil.rmtree(lama, ignore_errors=True)


def kontrak_frame() -> list[type[Kontrak]]:
    """Contracts whose sheet becomes a frame."""
    return [k for k in SEMUA if k is not Profil]
