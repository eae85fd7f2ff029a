"""How a display object travels in a notebook: HTML for the eye, a payload for the renderer."""

import math
from typing import Any

import pandas as pd

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
