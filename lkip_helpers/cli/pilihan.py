"""What was asked for on the command line: units, years, parameters; or why it cannot be."""

import ast
from typing import Any

from lkip_helpers.workspace import Ruang, find_root


class PilihanSalah(Exception):
    """A unit, year or parameter that does not exist."""


def parse_parameter(teks: str) -> tuple[str, Any]:
    """`NAMA=NILAI` as a name and a Python literal, or text where it is none."""
    nama, tanda, nilai = teks.partition("=")
    if not tanda:
        raise PilihanSalah(f"Parameter {teks} tidak bernilai; tulis NAMA=NILAI.")
    if nama in ("tahun", "unit"):
        raise PilihanSalah(f"Parameter {nama} dipilih dengan TAHUN dan --unit, bukan dengan -p.")
    try:
        return nama, ast.literal_eval(nilai)
    except (ValueError, SyntaxError):
        return nama, nilai


def list_ruang(pilihan: Any) -> list[Ruang]:
    """The unit asked for, or with --semua every unit with the year asked for or its latest."""
    if not pilihan.semua:
        return [find_ruang(pilihan)]
    root = find_root()
    hasil = []
    for unit in Ruang("", 0, root).list_units():
        daftar = Ruang(unit, 0, root).list_tahun()
        tahun = pilihan.tahun or (daftar[-1] if daftar else None)
        hasil += [Ruang.of(unit, tahun, root)] if tahun in daftar else []
    if not hasil:
        raise PilihanSalah("Tidak ada data untuk tahun itu pada unit mana pun.")
    return hasil


def find_ruang(pilihan: Any) -> Ruang:
    """The unit and year asked for, or the only unit and its latest year."""
    root = find_root()
    units = Ruang("", 0, root).list_units()
    unit = pilihan.unit or (units[0] if len(units) == 1 else None)
    if unit not in units:
        raise PilihanSalah(
            f"Unit {unit or '(belum dipilih)'} tidak ada di data/raw. "
            f"Yang ada: {', '.join(units) or 'belum ada'}. Pilih dengan --unit NAMA."
        )
    daftar = Ruang(unit, 0, root).list_tahun()
    tahun = pilihan.tahun or (daftar[-1] if daftar else None)
    if tahun not in daftar:
        raise PilihanSalah(
            f"Tahun {tahun or '(belum dipilih)'} tidak ada untuk {unit}. "
            f"Yang ada: {', '.join(map(str, daftar)) or 'belum ada'}."
        )
    return Ruang.of(unit, tahun, root)
