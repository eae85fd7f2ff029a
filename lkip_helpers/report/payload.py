"""How a display object travels in a notebook: HTML for the eye, a payload for the renderer."""

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lkip_helpers.compute.rounding import settle_noise
from lkip_helpers.report.markup import render

MIME = "application/vnd.lkip+json"
ABSENT = "absen"  # kind of what has no data: said on the screen, left out of the report


def clean(value: Any) -> Any:
    """Raw values fit for JSON: NaN and NA become None, numpy scalars plain Python ones.

    Floats lose the noise that keeps them from a short number.
    """
    if isinstance(value, dict):
        return {str(k): clean(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [clean(v) for v in value]
    if hasattr(value, "item"):
        value = value.item()
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return settle_noise(value) if isinstance(value, float) else value


class Payload:
    """A display object with `html`, and `payload_content` for the renderer."""

    kind: str

    @property
    def html(self) -> str:
        raise NotImplementedError

    def payload_content(self) -> dict[str, Any]:
        raise NotImplementedError

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        content = self.payload_content()
        short = {k: content[k] for k in ("jenis", "label", "judul", "tempat") if k in content}
        data = {
            "text/html": self.html,
            "text/plain": f"<{content['jenis']} {content.get('label', '')}>",
            MIME: content,
        }
        return data, {"lkip": short}


@dataclass(frozen=True)
class Absent(Payload):
    """A part without data: a line on the screen, nothing in the report."""

    title: str
    reason: str
    label: str = ""

    @property
    def html(self) -> str:
        return render("absen.html.j2", judul=self.title, alasan=self.reason)

    def payload_content(self) -> dict[str, Any]:
        return {"jenis": ABSENT, "label": self.label, "judul": self.title, "alasan": self.reason}


class Numbered(Payload):
    """A table or figure with its caption and data, or one line in its place that says why not."""

    label: str
    title: str
    data: pd.DataFrame
    without_data: str

    @property
    def origin(self) -> str:
        """Where its data came from."""
        raise NotImplementedError

    @property
    def existing_html(self) -> str:
        raise NotImplementedError

    def existing_content(self) -> dict[str, Any]:
        raise NotImplementedError

    @property
    def html(self) -> str:
        return self._absent.html if self.data.empty else self.existing_html

    @property
    def _absent(self) -> Absent:
        return Absent(self.title, self.absence_reason, self.label)

    @property
    def absence_reason(self) -> str:
        return self.without_data or f"datanya belum tersedia ({self.origin})"

    def payload_content(self) -> dict[str, Any]:
        if self.data.empty:
            return self._absent.payload_content()
        return self.existing_content()
