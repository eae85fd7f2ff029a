"""How a display object travels in a notebook: HTML for the eye, a payload for the renderer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn, TypeAlias

import pandas as pd
from pydantic import Field

from lkip_helpers.compute.lineage import CellRange, Derivation, Note, iter_notes
from lkip_helpers.compute.rounding import settle_noise
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report.columns import Column
from lkip_helpers.report.format import describe_sheet, format_plain, is_empty, name_document
from lkip_helpers.report.markup import render
from lkip_helpers.rules.naming import ADOPTED

MIME = "application/vnd.lkip+json"
FOLDED = "kalimat"  # kind of a table or figure whose content a sentence gives
COVER = "sampul"  # kind of what the cover says
KINDS = ("asal", "bahan")  # of notes: the cells of a value; what it is made of
ABSENT = "absen"  # kind of what has no data: announced on the screen, left out of the report

Filled = Annotated[str, Field(pattern=r"\S")]
Label = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Source: TypeAlias = str | pd.DataFrame | Sequence[str | pd.DataFrame]


def describe_source(source: Source, phrase: Callable[[pd.DataFrame], str] = describe_sheet) -> str:
    """Where the data came from: a text as it is, a frame as `phrase` puts it, several joined.

    Of frames from several offices each is said to be of which.
    """
    if isinstance(source, str | pd.DataFrame):
        return source if isinstance(source, str) else phrase(source)
    owners = [getattr(s, "attrs", {}).get("milik", "") for s in source]
    told = [describe_source(s, phrase) for s in source]
    if len({*owners} - {""}) > 1:
        told = [f"{o}: {t}" if o not in t else t for o, t in zip(owners, told, strict=True)]
    return "; ".join(dict.fromkeys(filter(None, told)))


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

    label: str
    title: str
    data: pd.DataFrame
    source: Source | None
    folded: bool
    without_data: str

    def __post_init__(self) -> None:
        if not self.origin.strip():
            self.refuse('sumber belum diisi; tambahkan source="…" atau source=data.lembar')

    def refuse(self, fault: str) -> NoReturn:
        """Raise InvalidArgument, with the label."""
        raise InvalidArgument(f"{self.label}: {fault}")

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
    found = ((kind, {k: [_pack(n, kind) for n in v] for k, v in notes.items()}) for kind in KINDS)
    return {
        "kolom": [c.pack() for c in columns],
        "baris": clean(rows),
        **{kind: {k: own for k, own in packed.items() if any(own)} for kind, packed in found},
    }


def pack_footer(origin: Mapping[str, Note], rule: Mapping[str, str]) -> dict[str, Any]:
    """The notes of a footer row by column: asal and bahan as in pack_data, and aturan."""
    notes = {kind: {k: p for k, n in origin.items() if (p := _pack(n, kind))} for kind in KINDS}
    return {**notes, "aturan": dict(rule)}


def _pack(note: Note | None, kind: str) -> list[Any] | None:
    """A note as a list of plain values; None for one of the other kind."""
    if note is None or isinstance(note, Derivation) != (kind == "bahan"):
        return None
    if isinstance(note, Derivation):
        return [note.formula, [[*CellRange(*c)] for c in note.cells], note.rule]
    return [*CellRange(*note)]
