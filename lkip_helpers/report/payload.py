"""How a display object travels in a notebook: HTML for the eye, a payload for the renderer."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from lkip_helpers.compute.lineage import CellRange, Derivation, Note, iter_notes
from lkip_helpers.compute.rounding import settle_noise
from lkip_helpers.errors import LkipError
from lkip_helpers.report.columns import Column
from lkip_helpers.report.format import describe_sheet, format_plain, is_empty, name_document
from lkip_helpers.report.markup import render
from lkip_helpers.rules.naming import ADOPTED

MIME = "application/vnd.lkip+json"
FOLDED = "kalimat"  # kind of a table or figure whose content a sentence gives
COVER = "sampul"  # kind of what the cover says
KINDS = ("asal", "bahan")  # of notes: the cells of a value; what it is made of
ABSENT = "absen"  # kind of what has no data: announced on the screen, left out of the report

_LABEL = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CURES = {
    "judul": "judulnya sesudah label",
    "alt": 'alt="…", isi gambar bagi yang tidak dapat melihatnya',
    "sumber": 'source="…" atau source=data.lembar',
    "data": "data=…, DataFrame berisi angka yang digambar",
    "gambar": "yang diberikan harus diagram, atau fungsi yang mengembalikannya",
}

Source: TypeAlias = str | pd.DataFrame | Sequence[str | pd.DataFrame]


class IncompleteTabel(LkipError, ValueError):
    """A table or figure without label, caption, source or, for a figure, alt text."""


def require(label: str, **texts: str) -> None:
    """Raise IncompleteTabel where `label` is not kebab-case or a text is empty."""
    if not _LABEL.fullmatch(label):
        raise IncompleteTabel(f"Label harus huruf kecil dan tanda hubung: {label!r}")
    if empty := [name for name, text in texts.items() if not text.strip()]:
        cure = ", ".join(CURES[name] for name in empty)
        raise IncompleteTabel(f"{label}: {', '.join(empty)} belum diisi; tambahkan {cure}")


def describe_source(source: Source, phrase: Callable[[pd.DataFrame], str] = describe_sheet) -> str:
    """Where the data came from: a text as it is, a frame as `phrase` puts it, several joined."""
    if isinstance(source, str):
        return source
    if isinstance(source, pd.DataFrame):
        return phrase(source)
    return "; ".join(dict.fromkeys(filter(None, (describe_source(s, phrase) for s in source))))


def clean(value: Any) -> Any:
    """Raw values fit for JSON: NaN and NA become None, numpy scalars plain Python ones.

    Floats lose their noise (0.1 + 0.2 becomes 0.3); values of other types become text.
    """
    if isinstance(value, dict):
        return {str(k): clean(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [clean(v) for v in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, str | int):
        return value
    if is_empty(value):
        return None
    return settle_noise(value) if isinstance(value, float) else format_plain(value)


class Payload:
    """A display object with `html`, and `payload_content` for the renderer."""

    kind: str
    template = ""

    def __repr__(self) -> str:
        return f"<{self.kind} {getattr(self, 'label', '')}>"

    @property
    def html(self) -> str:
        return render(self.template, s=self)

    @property
    def forms(self) -> dict[str, str]:
        """Its forms for a screen, by MIME type."""
        return {"text/html": self.html}

    def payload_content(self) -> dict[str, Any]:
        return {"jenis": self.kind}

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        content = self.payload_content()
        summary = {k: v for k in ("jenis", "label", "judul", "tempat") if (v := content.get(k))}
        summary |= {"sebutan": {**ADOPTED}} if ADOPTED else {}
        plain = f"<{content['jenis']} {content.get('label', '')}>"
        return {"text/plain": plain, **self.forms, MIME: content}, {"lkip": summary}


@dataclass(frozen=True)
class Absent(Payload):
    """A part without data: a line on the screen, nothing in the report."""

    title: str
    reason: str
    label: str = ""
    template = "absen.html.j2"

    def payload_content(self) -> dict[str, Any]:
        return {"jenis": ABSENT, "label": self.label, "judul": self.title, "alasan": self.reason}


class Numbered(Payload):
    """A table or figure with its caption and data, or in its place a line that says why not.

    source: text, or the frame(s) it was computed from; `data` where it is None. folded: a sentence
    gives its content, so that it has no number and is not printed; a screen can unfold it.
    """

    kind: str
    label: str
    title: str
    data: pd.DataFrame
    source: Source | None
    folded: bool
    without_data: str

    @property
    def origin(self) -> str:
        """Where its data came from: file, sheet and range."""
        return describe_source(self.data if self.source is None else self.source)

    @property
    def document(self) -> str:
        """The documents its data came from, as a reader of the report knows them."""
        return describe_source(self.data if self.source is None else self.source, name_document)

    @property
    def head(self) -> dict[str, Any]:
        """The first entries of its payload."""
        return {
            "jenis": FOLDED if self.folded else self.kind, "label": self.label, "judul": self.title,
            "sumber": self.origin, "dokumen": self.document,
        }  # fmt: skip

    @property
    def html(self) -> str:
        html = self._absent.html if self.data.empty else super().html
        folds = self.folded and not self.data.empty
        return render("lipat.html.j2", judul=self.title, isi=html) if folds else html

    @property
    def _absent(self) -> Absent:
        reason = self.without_data or f"datanya belum tersedia ({self.origin})"
        return Absent(self.title, reason, self.label)

    def payload_content(self) -> dict[str, Any]:
        """Of what has no data; a table or figure with data has its own."""
        return self._absent.payload_content()


def pack_data(
    data: pd.DataFrame, rows: list[dict[str, Any]], columns: Sequence[Column]
) -> dict[str, Any]:
    """Make kolom (key, title, kind, decimals, formula, rule), baris (raw values), asal and bahan.

    rows: of `data`, as a reader sees them.
    asal holds for each input column an entry per row: [berkas, lembar, range, function, criterion],
    or None where a row's cells are not known; bahan likewise: [words, list of such, rule].
    """
    notes = {c.key: [*iter_notes(data, c.key, data.index)] for c in columns}
    packed = {
        kind: {k: [_pack(note, kind) for note in column] for k, column in notes.items()}
        for kind in KINDS
    }
    return {
        "kolom": [c.pack() for c in columns],
        "baris": clean(rows),
        **{kind: {k: c for k, c in found.items() if any(c)} for kind, found in packed.items()},
    }


def pack_footer(origin: Mapping[str, Note], rule: Mapping[str, str]) -> dict[str, Any]:
    """The notes of a footer row by column: asal and bahan as in pack_data, and aturan."""
    packed = {kind: {k: _pack(note, kind) for k, note in origin.items()} for kind in KINDS}
    notes = {kind: {k: n for k, n in found.items() if n} for kind, found in packed.items()}
    return {**notes, "aturan": dict(rule)}


def _pack(note: Note | None, kind: str) -> list[Any] | None:
    """A note as a list of plain values; None for one of the other kind."""
    if note is None or isinstance(note, Derivation) != (kind == "bahan"):
        return None
    if isinstance(note, Derivation):
        return [note.formula, [[*CellRange(*c)] for c in note.cells], note.rule]
    return [*CellRange(*note)]
