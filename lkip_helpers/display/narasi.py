"""Sentences, lists and headings whose every number comes from a frame.

Text is Markdown, so that it reads the same in JupyterLab and in the report. A number can only
enter it through a format (`{capaian:persen}`); what comes from a workbook is escaped.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

import pandas as pd
from IPython.display import display

from lkip_helpers.display.format import (
    format_angka,
    format_bilangan,
    format_kata,
    format_nama,
    format_persen,
    format_poin,
    format_ringkas,
    format_rupiah,
    format_urutan,
    rendahkan,
)
from lkip_helpers.display.payload import MIME, bersihkan

BENTUK: dict[str, Callable[[Any], str]] = {
    "angka": format_angka,
    "ringkas": format_ringkas,
    "bilangan": format_bilangan,
    "rupiah": format_rupiah,
    "persen": format_persen,
    "poin": format_poin,
    "tahun": str,
    "nama": lambda teks: lolos(format_nama(str(teks))),
    "rendah": lambda teks: lolos(rendahkan(str(teks))),
    "kata": format_kata,
    "urutan": format_urutan,
}
_KHUSUS = re.compile(r"([\\`*_{}\[\]<>#|~$])")


class AngkaTanpaBentuk(ValueError):
    """A number put into a sentence without saying how it is to be written."""


def lolos(teks: str) -> str:
    """Text from a workbook made harmless: nothing in it is Markdown or HTML."""
    rapat = re.sub(r"[^\S\u00a0]+", " ", teks).strip()  # a no-break space stays one
    return _KHUSUS.sub(r"\\\1", rapat.replace("&", "&amp;"))


class _Penyusun(Formatter):
    """Fills a template and remembers each value that went into it, by its name there."""

    def __init__(self) -> None:
        self.dipakai: dict[str, Any] = {}

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        hasil = super().get_field(field_name, args, kwargs)
        self.dipakai[field_name] = hasil[0]
        return hasil

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec:
            return BENTUK[format_spec](value)
        if isinstance(value, str):
            return lolos(value)
        raise AngkaTanpaBentuk(f"{value!r} perlu bentuk, misalnya {{nama:persen}}")


class Teks:
    """Something that is Markdown on the screen and in the report."""

    jenis = "narasi"
    tempat = ""

    @property
    def markdown(self) -> str:
        raise NotImplementedError

    def isi_paket(self) -> dict[str, Any]:
        return {"jenis": self.jenis, "tempat": self.tempat}

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        isi = self.isi_paket()
        data = {"text/markdown": self.markdown, "text/plain": self.markdown, MIME: isi}
        return data, {"lkip": {k: v for k, v in isi.items() if k in ("jenis", "tempat") and v}}


class Narasi(Teks):
    """One paragraph: a template and the values its numbers and names come from.

    A value may be a whole row or record; the template then names its parts: `{profil.nama}`.
    bila: the paragraph is left out where this is False. tempat: "kata-pengantar" moves it there.
    Raises AngkaTanpaBentuk where a number has no format.
    """

    def __init__(self, templat: str, *, bila: bool = True, tempat: str = "", **nilai: Any) -> None:
        penyusun = _Penyusun()
        self.teks = penyusun.vformat(templat, (), nilai) if bila else ""
        self.nilai = penyusun.dipakai
        self.tempat = tempat

    @property
    def markdown(self) -> str:
        return self.teks

    def isi_paket(self) -> dict[str, Any]:
        return super().isi_paket() | {"nilai": bersihkan(self.nilai)}


@dataclass(frozen=True)
class Judul(Teks):
    """A heading that comes from the data; tingkat as in Markdown."""

    teks: str
    tingkat: int = 3

    @property
    def markdown(self) -> str:
        return f"{'#' * self.tingkat} {lolos(self.teks)}"


@dataclass(frozen=True)
class Daftar(Teks):
    """A numbered or plain list of texts from the data."""

    butir: Sequence[str]
    bernomor: bool = True

    @property
    def markdown(self) -> str:
        tanda = "1." if self.bernomor else "-"
        return "\n".join(f"{tanda} {lolos(b)}" for b in self.butir)


@dataclass(frozen=True)
class Rangkaian:
    """Several display objects shown one after the other; empty sentences are passed over."""

    isi: Sequence[Any] = field(default_factory=tuple)

    def _ipython_display_(self) -> None:
        for benda in self.isi:
            if not (isinstance(benda, Narasi) and not benda.teks):
                display(benda)


def susun_daftar(frame: pd.DataFrame, kelompok: str, butir: str, tingkat: int = 4) -> Rangkaian:
    """A heading for each value of `kelompok`, in order, and under it the list of its `butir`."""
    isi: list[Any] = []
    for nama, anggota in frame.groupby(kelompok, sort=False):
        isi += [Judul(str(nama), tingkat), Daftar(anggota[butir].to_list())]
    return Rangkaian(isi)


def rangkai_kata(kata: Sequence[str]) -> str:
    """`a`, `a dan b`, `a, b, dan c`."""
    if len(kata) <= 2:
        return " dan ".join(kata)
    return f"{', '.join(kata[:-1])}, dan {kata[-1]}"
