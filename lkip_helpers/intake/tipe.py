"""The kinds of cell a contract can name; each turns a raw cell into a value or says why not."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from lkip_helpers.aturan import find_nilai_predikat
from lkip_helpers.aturan.tanggal import format_tanggal, parse_tanggal
from lkip_helpers.intake.angka import KOSONG, BukanAngka, parse_angka

_YA = {"ya", "y", "ada", "sudah", "v", "✓", "✔", "√", "1", "x"}
DIGIT_EXCEL = 10**15  # a number keeps 15 digits; of a NIP typed as one the rest is lost
_JADI_TEKS = "ubah format sel menjadi Teks, lalu ketik ulang"
_TIDAK = {"tidak", "t", "tidak ada", "belum", "0"} | KOSONG


def salah(pesan: str, saran: str) -> PydanticCustomError:
    """A refusal that carries its cure; braces would be read as places to fill."""
    return PydanticCustomError("isi", "{pesan}", {"pesan": pesan, "saran": saran})


def belum(saran: str) -> PydanticCustomError:
    """A refusal of an empty cell: nothing is wrong yet, something is to be filled in."""
    return PydanticCustomError("belum", "{pesan}", {"pesan": "belum diisi", "saran": saran})


def _angka(*, bulat: bool, boleh_kosong: bool) -> Callable[[Any], Any]:
    def periksa(nilai: Any) -> Any:
        try:
            hasil = parse_angka(nilai, bulat=bulat)
        except BukanAngka as galat:
            raise salah(str(galat), galat.saran) from None
        if hasil is None and not boleh_kosong:
            raise belum("isi dengan angka")
        return hasil

    return periksa


def _teks(nilai: Any) -> str:
    """Whitespace and line breaks folded; a whole float loses its .0 as Excel shows it.

    What Excel made of a text (a date, a yes, a number of which digits are lost) is refused.
    """
    if isinstance(nilai, bool):
        raise salah("isinya TRUE atau FALSE, bukan teks", _JADI_TEKS)
    if isinstance(nilai, date | time | timedelta):
        raise salah("Excel mengubahnya menjadi tanggal atau jam", _JADI_TEKS)
    if isinstance(nilai, int | float) and abs(nilai) >= DIGIT_EXCEL:
        raise salah("tersimpan sebagai angka, sehingga digit akhirnya hilang", _JADI_TEKS)
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    return "" if nilai is None else " ".join(str(nilai).replace("\u00a0", " ").split())


def _teks_wajib(nilai: Any) -> str:
    if teks := _teks(nilai):
        return teks
    raise belum("isi teksnya")


def _teks_boleh_kosong(nilai: Any) -> str | None:
    teks = _teks(nilai)
    return None if teks in KOSONG else teks


def _ya_tidak(nilai: Any) -> bool:
    if isinstance(nilai, bool):
        return nilai
    teks = _teks(nilai).lower()
    if teks in _YA or teks in _TIDAK:
        return teks in _YA
    raise salah(f"“{teks}” bukan ya atau tidak", "tulis ya atau tidak")


def _jawaban(nilai: Any) -> int | None:
    hasil = _angka(bulat=True, boleh_kosong=True)(nilai)
    if hasil not in (None, 1, 2, 3, 4):
        raise salah(f"jawaban {hasil} di luar skala 1 sampai 4", "periksa lembar kuesionernya")
    return hasil if hasil is None else int(hasil)


def _tahun(nilai: Any) -> int:
    hasil = _angka(bulat=True, boleh_kosong=False)(nilai)
    if not 1945 <= hasil <= 2100:
        raise salah(f"{hasil} bukan tahun", "tulis empat angka, misalnya 2021")
    return int(hasil)


def _tanggal(nilai: Any) -> str:
    """A date as it is printed, whether Excel holds it as one or as text."""
    teks = format_tanggal(nilai) if isinstance(nilai, date) else _teks_wajib(nilai)
    try:
        parse_tanggal(teks)
    except ValueError:
        raise salah(f"tidak ada tanggal {teks}", "periksa hari dan tahunnya") from None
    return teks


class Besaran(float):
    """A target or realisasi that was written as more than a number.

    Of a range its lower end, with `atas` the upper; of a predicate its score in the rules.
    tertulis: as the cell has it.
    """

    atas: float | None = None
    tertulis: str = ""


_RENTANG = re.compile(r"(.+?)\s*(?:–|—|s\.?\s?d\.?|sampai(?: dengan)?|(?<=[\d%])\s*-)\s*(.+)")


def _besaran(*, boleh_kosong: bool) -> Callable[[Any], Any]:
    """A number, `70–80`, or the letters of a predicate (BB, WTP)."""
    angka = _angka(bulat=False, boleh_kosong=boleh_kosong)

    def periksa(nilai: Any) -> Any:
        if not isinstance(nilai, str):
            return angka(nilai)
        if (skor := find_nilai_predikat(nilai)) is not None:
            hasil = Besaran(skor)
        elif rentang := _RENTANG.fullmatch(nilai.strip()):
            hasil = _dua_ujung(rentang[1], rentang[2])
        else:
            return angka(nilai)
        hasil.tertulis = " ".join(nilai.split())
        return hasil

    return periksa


def _dua_ujung(bawah: str, atas: str) -> Besaran:
    baca = _angka(bulat=False, boleh_kosong=False)
    hasil = Besaran(baca(bawah))
    hasil.atas = float(baca(atas))
    if hasil.atas < hasil:
        raise salah(f"rentang {bawah}–{atas} terbalik", "tulis batas bawah lebih dahulu")
    return hasil


Angka = Annotated[float, BeforeValidator(_angka(bulat=False, boleh_kosong=False))]
AngkaAtauKosong = Annotated[float | None, BeforeValidator(_angka(bulat=False, boleh_kosong=True))]
Ukuran = Annotated[float, PlainValidator(_besaran(boleh_kosong=False))]
UkuranAtauKosong = Annotated[float | None, PlainValidator(_besaran(boleh_kosong=True))]
Bilangan = Annotated[int, BeforeValidator(_angka(bulat=True, boleh_kosong=False))]
BilanganAtauKosong = Annotated[int | None, BeforeValidator(_angka(bulat=True, boleh_kosong=True))]
Rupiah = Bilangan
RupiahAtauKosong = BilanganAtauKosong
Jawaban = Annotated[int | None, BeforeValidator(_jawaban)]
Tahun = Annotated[int, BeforeValidator(_tahun)]
Teks = Annotated[str, BeforeValidator(_teks_wajib)]
Tanggal = Annotated[str, BeforeValidator(_tanggal)]
TeksAtauKosong = Annotated[str | None, BeforeValidator(_teks_boleh_kosong)]
YaTidak = Annotated[bool, BeforeValidator(_ya_tidak)]
