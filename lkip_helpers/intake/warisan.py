"""What a new year takes over from the year before: what stays whole, of the rest the names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lkip_helpers.aturan import load_aturan
from lkip_helpers.intake.kontrak import (
    BangkitBerdaya,
    Batas,
    DasarHukum,
    Dpa,
    Dukungan,
    Geografi,
    Iku,
    Indikator,
    Ipp,
    Isu,
    Jabatan,
    Kontrak,
    Layanan,
    Lembaga,
    Misi,
    Pembinaan,
    Pk,
    PkProgram,
    Profil,
    Realisasi,
    Renstra,
    Responden,
    Sarana,
    Tugas,
    UnsurSkm,
    Wilayah,
)
from lkip_helpers.intake.lembar import Terbaca, rapikan

Rekam = dict[str, Any]

TETAP: tuple[type[Kontrak], ...] = (
    Wilayah, Batas, Geografi, Jabatan, Tugas, Isu, DasarHukum, Layanan, Misi, Indikator, Renstra,
    UnsurSkm, Dukungan,
)  # fmt: skip
DIKOSONGKAN: dict[type[Kontrak], tuple[str, ...]] = {
    PkProgram: ("anggaran",),
    Ipp: ("nilai",),
    Lembaga: ("kecamatan", "kelurahan"),
    Pembinaan: ("dibina", "bentuk"),
    Sarana: ("tersedia",),
    BangkitBerdaya: ("rt", "realisasi"),
    Dpa: ("pagu", "realisasi", "pagu_sebelum"),
}
TAHUN_RENSTRA = 5


@dataclass(frozen=True)
class Isi:
    """What a sheet begins with: its rows by field, and the headers of its wide columns."""

    baris: list[Rekam] = field(default_factory=list)
    lebar: list[str | int] = field(default_factory=list)


def isi_kosong(tahun: int) -> dict[type[Kontrak], Isi]:
    """A year from nothing: heads, the year itself, and the unsur the regulation names."""
    unsur = _unsur_baku()
    return {
        Profil: Isi([{"tahun": tahun}]),
        Renstra: Isi(lebar=[*range(tahun, tahun + TAHUN_RENSTRA)]),
        UnsurSkm: Isi(unsur),
        Responden: Isi(lebar=[u["kode"] for u in unsur]),
    }


def _unsur_baku() -> list[Rekam]:
    """The nine unsur of PermenPAN-RB 14/2017 with the usual words of their answers."""
    return [
        {"kode": f"U{n}", "unsur": u["nama"]}
        | {f"jawaban_{i}": kata for i, kata in enumerate(u["label"][0], 1)}
        for n, u in enumerate(load_aturan("skm")["unsur"], 1)
    ]


def isi_warisan(lama: list[Terbaca], tahun: int) -> dict[type[Kontrak], Isi]:
    """The sheets of `tahun` from those of an earlier year; whatever is yearly starts empty.

    Values are taken as they were written, so that they are read again as they were.
    """
    baris = {t.kontrak: [r for _, r in t.baris] for t in lama}
    lebar: dict[type[Kontrak], list[str | int]] = {t.kontrak: list(t.lebar) for t in lama}
    baru: dict[type[Kontrak], list[Rekam]] = {k: baris.get(k, []) for k in TETAP}
    for k, nama in DIKOSONGKAN.items():
        baru[k] = [{**r, **dict.fromkeys(nama)} for r in baris.get(k, [])]
    baru[Profil] = [{**r, "tahun": tahun, "tanggal": None} for r in baris.get(Profil, [{}])]
    target = {rapikan(r.get("kode")): r["target"].get(tahun) for r in baris.get(Renstra, [])}
    for k in (Iku, Pk):
        baru[k] = _berjanji(baris.get(k, []), target)
    siap = [{**r, "tahun": tahun} for r in _berjanji(baris.get(Indikator, []), target)]
    riwayat = [r for r in baris.get(Realisasi, []) if rapikan(r.get("tahun")) != str(tahun)]
    baru[Realisasi] = [*riwayat, *siap]
    kode = [str(r["kode"]) for r in baru[UnsurSkm] if r.get("kode")]
    lebar[Responden] = [*kode] or isi_kosong(tahun)[Responden].lebar
    baru[Responden] = []
    return {k: Isi(r, lebar.get(k, [])) for k, r in baru.items()}


def _berjanji(baris: list[Rekam], target: Mapping[str, Any]) -> list[Rekam]:
    """Code and name of each indicator, with the new year's target where the Renstra has one."""
    return [
        {
            "kode": r.get("kode"),
            "indikator": r.get("indikator"),
            "target": target.get(rapikan(r.get("kode"))),
        }
        for r in baris
    ]
