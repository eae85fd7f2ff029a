"""What was asked for on the command line: units, years, parameters; or why it cannot be."""

import ast
from typing import Any

from lkip_helpers.workspace import PilihanSalah, Ruang, choose_ruang, find_root


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
    return choose_ruang(find_root(), pilihan.unit, pilihan.tahun)
