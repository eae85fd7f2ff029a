"""How a display object travels in a notebook: HTML for the eye, a payload for the renderer."""

import math
from typing import Any

import pandas as pd

from lkip_helpers.display.templat import render

MIME = "application/vnd.lkip+json"


def bersihkan(nilai: Any) -> Any:
    """Raw values fit for JSON: NaN and NA become None, numpy scalars plain Python ones."""
    if isinstance(nilai, dict):
        return {str(k): bersihkan(v) for k, v in nilai.items()}
    if isinstance(nilai, list | tuple):
        return [bersihkan(v) for v in nilai]
    if hasattr(nilai, "item"):
        nilai = nilai.item()
    if nilai is None or nilai is pd.NA or (isinstance(nilai, float) and math.isnan(nilai)):
        return None
    return nilai


class Paket:
    """A display object with `html`, and `isi_paket` for the renderer."""

    jenis: str

    @property
    def html(self) -> str:
        raise NotImplementedError

    def isi_paket(self) -> dict[str, Any]:
        raise NotImplementedError

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        isi = self.isi_paket()
        ringkas = {k: isi[k] for k in ("jenis", "label", "judul", "tempat") if k in isi}
        data = {
            "text/html": self.html,
            "text/plain": f"<{isi['jenis']} {isi.get('label', '')}>",
            MIME: isi,
        }
        return data, {"lkip": ringkas}


class Bernomor(Paket):
    """A table or figure with its caption and data, or one line in its place that says why not."""

    label: str
    judul: str
    data: pd.DataFrame
    tanpa_data: str

    @property
    def asal(self) -> str:
        """Where its data came from."""
        raise NotImplementedError

    @property
    def html_ada(self) -> str:
        raise NotImplementedError

    def isi_ada(self) -> dict[str, Any]:
        raise NotImplementedError

    @property
    def html(self) -> str:
        if self.data.empty:
            return render("absen.html.j2", judul=self.judul, alasan=self.alasan_absen)
        return self.html_ada

    @property
    def alasan_absen(self) -> str:
        return self.tanpa_data or f"datanya belum tersedia ({self.asal})"

    def isi_paket(self) -> dict[str, Any]:
        if self.data.empty:
            tetap = {"jenis": "absen", "label": self.label, "judul": self.judul}
            return {**tetap, "alasan": self.alasan_absen}
        return self.isi_ada()
