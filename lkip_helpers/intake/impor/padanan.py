"""padanan.toml: what a doubtful head or answer means, decided by the office, never guessed.

One table a kind of export and part of it; the doubtful text is the key, the answer its value:

    [forms.kepala]
    # pilihan: U6 | U7 | buang
    "Petugas cepat tanggap" = "U6"
"""

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from lkip_helpers.intake.impor.laporan import Bagian, JenisImpor, Ragu
from lkip_helpers.intake.lembar import rapikan
from lkip_helpers.intake.sumber import letak_toml
from lkip_helpers.intake.temuan import Temuan
from lkip_helpers.intake.tulis import berkas_baru, bersihkan
from lkip_helpers.workspace import PADANAN

AWAL = (
    "# Padanan impor: isi tanda petik yang kosong dengan salah satu pilihan di atasnya, simpan,\n"
    "# lalu jalankan impor lagi.\n"
)


@dataclass(frozen=True)
class Padanan:
    """The answers of the office by kind, part and text; temuan: what the file has wrong."""

    berkas: str = PADANAN
    isi: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    baris: dict[tuple[str, str, str], int] = field(default_factory=dict)
    temuan: list[Temuan] = field(default_factory=list)

    def cari(
        self, jenis: JenisImpor, bagian: Bagian, teks: str, pilihan: Sequence[str] = ()
    ) -> str | None:
        """The answer given for `teks`, spelled as in `pilihan`; None where there is none yet.

        An answer that is no choice is a finding, and counts as none.
        """
        kunci = (jenis, bagian, rapikan(teks))
        jawab = self.isi.get(kunci)
        if jawab is None or not rapikan(jawab):
            return None
        sah = {rapikan(p): p for p in pilihan}
        if isinstance(jawab, str | int) and (not pilihan or rapikan(jawab) in sah):
            return sah.get(rapikan(jawab), str(jawab))
        temuan = _salah(
            _letak(self.baris.get(kunci, 0)),
            f"jawaban untuk “{teks}” pada [{jenis}.{bagian}] bukan salah satu pilihan",
            f"tulis salah satu: {' | '.join(pilihan)}",
        )
        if temuan not in self.temuan:
            self.temuan.append(temuan)
        return None


def read_padanan(raw: Path) -> Padanan:
    """The file beside the workbooks; empty without one, a finding where it cannot be read."""
    berkas = raw / PADANAN
    if not berkas.exists():
        return Padanan()
    try:
        teks = berkas.read_text("utf-8-sig")
        isi = tomllib.loads(teks)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as galat:
        saran = "perbaiki penulisannya: satu baris satu padanan, keduanya dalam tanda petik"
        temuan = _salah(letak_toml(galat), "penulisannya tidak dapat dibaca", saran)
        return Padanan(temuan=[temuan])
    hasil = Padanan()
    for jenis, bagian, kunci, nilai in _uraikan(isi):
        letak = (jenis, bagian, rapikan(kunci))
        hasil.isi[letak] = nilai
        hasil.baris[letak] = _nomor_baris(teks, kunci)
    return hasil


def minta(raw: Path, ragu: Sequence[Ragu]) -> list[Temuan]:
    """Write what is doubtful into the file, its answers empty; what is there stays.

    Returns what is to be filled in, or, where the file cannot be read, that; then nothing is
    written.
    """
    lama = read_padanan(raw)
    if lama.temuan:
        return lama.temuan
    berkas = raw / PADANAN
    teks = berkas.read_text("utf-8-sig") if berkas.exists() else AWAL
    baru = _unik([r for r in ragu if _kunci(r) not in lama.isi])
    for (jenis, bagian), milik in groupby(
        sorted(baru, key=lambda r: (r.jenis, r.bagian)), key=lambda r: (r.jenis, r.bagian)
    ):
        teks = _sisipkan(teks, f"[{jenis}.{bagian}]", [b for r in milik for b in _entri(r)])
    try:
        tomllib.loads(teks)
    except tomllib.TOMLDecodeError:  # its tables are written in another way than ours
        return [_salah("", "tidak dapat ditambahi", f"kosongkan {PADANAN}, lalu impor lagi")]
    if baru:
        with berkas_baru(berkas) as sementara:
            sementara.write_text(teks, "utf-8", newline="\n")
    kini = read_padanan(raw)
    return [
        Temuan(
            PADANAN, f"{r.jenis}.{r.bagian}", f"baris {kini.baris.get(_kunci(r), 0)}", "", "belum",
            f"padanan “{_satu_baris(r.teks)}” belum diisi",
            f"isi dengan salah satu: {' | '.join(r.pilihan)}",
        )
        for r in _unik(ragu)
    ]  # fmt: skip


def _salah(letak: str, pesan: str, saran: str) -> Temuan:
    return Temuan(PADANAN, "", letak, "", "salah", pesan, saran)


def _letak(nomor: int) -> str:
    """A line of the file; "" where it is not known."""
    return f"baris {nomor}" if nomor else ""


def _kunci(r: Ragu) -> tuple[str, str, str]:
    return (r.jenis, r.bagian, rapikan(_satu_baris(r.teks)))


def _unik(ragu: Sequence[Ragu]) -> list[Ragu]:
    return list({_kunci(r): r for r in reversed(ragu)}.values())[::-1]


def _uraikan(isi: dict[str, Any]) -> list[tuple[str, str, str, Any]]:
    return [
        (jenis, bagian, kunci, nilai)
        for jenis, milik in isi.items()
        if isinstance(milik, dict)
        for bagian, daftar in milik.items()
        if isinstance(daftar, dict)
        for kunci, nilai in daftar.items()
    ]


def _satu_baris(teks: str) -> str:
    return " ".join(bersihkan(teks).replace("\x7f", " ").split())


def _petik(teks: str) -> str:
    """A TOML basic string."""
    return json.dumps(_satu_baris(teks), ensure_ascii=False)


def _entri(r: Ragu) -> list[str]:
    return [
        f"# {r.sel + '; ' if r.sel else ''}pilihan: {_satu_baris(' | '.join(r.pilihan))}",
        f'{_petik(r.teks)} = ""',
    ]


def _nomor_baris(teks: str, kunci: str) -> int:
    """Line of an entry, 0 where it is written in another way than ours."""
    awal = (_petik(kunci), f"'{kunci}'", kunci)
    for nomor, baris in enumerate(teks.splitlines(), 1):
        if any(re.match(rf"\s*{re.escape(a)}\s*=", baris) for a in awal):
            return nomor
    return 0


def _sisipkan(teks: str, judul: str, entri: list[str]) -> str:
    """The lines at the end of their table, or in a new table at the end of the file."""
    baris = teks.rstrip().splitlines()
    letak = [i for i, b in enumerate(baris) if b.split("#")[0].strip() == judul]
    if not letak:
        return "\n".join([*baris, "", judul, *entri]) + "\n"
    berikut = (i for i in range(letak[0] + 1, len(baris)) if baris[i].lstrip().startswith("["))
    akhir = next(berikut, len(baris))
    while not baris[akhir - 1].strip():
        akhir -= 1
    return "\n".join([*baris[:akhir], *entri, *baris[akhir:]]) + "\n"
