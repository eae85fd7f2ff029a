"""Numbers of the HTML that can be asked where they come from: each opens a note of its own.

Buttons and notes are plain HTML (`popover`), so that they work by mouse, touch and keyboard without
a script.
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

from lkip_helpers.display.benda import Tempat
from lkip_helpers.display.silsilah import Silsilah
from lkip_helpers.display.templat import render

RINGKAS = 12  # more numbers than this are told by their count
_LABEL = re.compile(r' id="([^"]+)"')
_AKHIR = re.compile(r"</div>\s*\Z")
_SEL = re.compile(r'<td class="([^"]*)" data-asal="([^":]+):([^"]+)"([^>]*)>(.*?)</td>', re.DOTALL)


class Catatan:
    """The notes of a report. paket: payloads of its tables and figures, numbered."""

    def __init__(self, paket: Sequence[Mapping[str, Any]]) -> None:
        self._paket = {p["label"]: p for p in paket}
        self._silsilah = Silsilah(paket)
        self._id = {
            t: f"asal-{label}-{n}"
            for label in self._paket
            for n, t in enumerate(self._silsilah.list_tempat(label), 1)
        }

    def annotate(self, benda: str) -> str:
        """A table or figure with its numbers as buttons, and their notes at its end."""
        label = _LABEL.search(benda)
        if label is None or label[1] not in self._paket:
            return benda
        return _AKHIR.sub(lambda m: self._catatan(label[1]) + m[0], self._sel(benda, label[1]))

    def _sel(self, html: str, label: str) -> str:
        def tombol(m: re.Match[str]) -> str:
            baris, kolom = unescape(m[2]), unescape(m[3])  # a kelurahan may be called Ma'rang
            tempat = Tempat(label, kolom, int(baris) if baris.isdecimal() else baris)
            buka = f'<button type="button" class="angka-asal" popovertarget="{self._id[tempat]}">'
            return f'<td class="{m[1]}"{m[4]}>{buka}{m[5]}</button></td>'

        return _SEL.sub(tombol, html)

    def _catatan(self, label: str) -> str:
        isi = [self._satu(t) for t in self._silsilah.list_tempat(label)]
        return render("asal.html.j2", isi=isi)

    def _satu(self, tempat: Tempat) -> dict[str, Any]:
        asal = self._silsilah.trace(tempat)
        dari = [self._silsilah.trace(t) for t in asal.dari if t in self._id]
        return {
            "id": self._id[tempat],
            "asal": asal,
            "banyak": len(dari) if len(dari) > RINGKAS else 0,
            "dari": [
                {"id": self._id[a.tempat], "asal": a, "di": self._di(a.tempat, tempat)}
                for a in (dari if len(dari) <= RINGKAS else [])
            ],
        }

    def _di(self, tempat: Tempat, dari: Tempat) -> str:
        """`Tabel 3.4`, where an operand stands in another table."""
        if tempat.label == dari.label:
            return ""
        p = self._paket[tempat.label]
        return f"{p['jenis'].capitalize()} {p['nomor']}"
