"""One scheduled run: build what changed, say in one line what came of it."""

import contextlib
import io
import json
import tempfile
import time
import traceback
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lkip_helpers.render.sidik import is_mutakhir
from lkip_helpers.workspace import Ruang

_HASIL = ("selesai", "gagal", "salah pakai", "sedang berjalan")  # by what `bangun` returns


@dataclass(frozen=True)
class Jalan:
    """What one run did. mulai: local time with its offset; pesan: why it failed, else ""."""

    unit: str
    tahun: int
    mulai: str
    detik: float
    hasil: str
    kode: int
    pesan: str

    def __str__(self) -> str:
        """The line of the log."""
        sebab = f": {self.pesan}" if self.pesan else ""
        lama = f"{self.detik:.1f}".replace(".", ",")
        return f"{self.mulai} {self.unit} {self.tahun} {self.hasil} ({lama} detik){sebab}"


def run_terjadwal(ruang: Ruang, *, paksa: bool = False) -> Jalan:
    """Build the report of one unit and year, unless nothing changed since the last time.

    paksa: build it all the same. A fault that nobody foresaw is a run that failed, so that the
    units after this one have their turn; where it happened goes to stderr.
    """
    saat = datetime.now().astimezone().isoformat(timespec="seconds")
    jam = time.perf_counter()
    kode, hasil, pesan = 0, "tidak berubah", ""
    try:
        if paksa or not is_mutakhir(ruang):
            kode, pesan = _susun(ruang)
            hasil = _HASIL[kode]
    except Exception as galat:  # noqa: BLE001 whatever it is, the other units are built
        traceback.print_exc()
        kode, hasil, pesan = 1, _HASIL[1], f"galat tak terduga: {type(galat).__name__}: {galat}"
    detik = round(time.perf_counter() - jam, 3)
    return Jalan(ruang.unit, ruang.tahun, saat, detik, hasil, kode, pesan)


def _susun(ruang: Ruang) -> tuple[int, str]:
    """Exit code of the build, and the reason where it fails; what the build prints is kept back."""
    # Imported only where something is built: it takes as long as all else of an unchanged run.
    from lkip_helpers.kerja.susun import bangun_lagi

    catatan = io.StringIO()
    with contextlib.redirect_stderr(catatan), contextlib.redirect_stdout(io.StringIO()):
        kode = bangun_lagi(ruang)
    return kode, _sebab(catatan.getvalue()) if kode else ""


def _sebab(catatan: str) -> str:
    """The first fault, or the line that says why there is no report."""
    baris = [b.strip() for b in catatan.splitlines() if b.strip()]
    salah = [b for b in baris if b.startswith("salah: ")]
    tidak = [b for b in baris if b.startswith("Laporan tidak dibuat")]
    lebih = f" (dan {len(salah) - 1} kesalahan lain)" if len(salah) > 1 else ""
    return f"{salah[0]}{lebih}" if salah else next(iter(tidak or baris[-1:]), "")


def write_ringkasan(root: Path, jalan: Iterable[Jalan]) -> Path:
    """The summary of the last runs as JSON, put in place in one move."""
    tujuan = Ruang("", 0, root).ringkasan_jadwal
    tujuan.parent.mkdir(exist_ok=True)
    isi: dict[str, Any] = {"jalan": [asdict(j) for j in jalan]}
    isi["kode"] = max((j["kode"] for j in isi["jalan"]), default=0)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=tujuan.parent, delete=False) as f:
        f.write(json.dumps(isi, ensure_ascii=False, indent=1) + "\n")
    baru = Path(f.name)
    baru.chmod(0o644)
    return baru.replace(tujuan)
