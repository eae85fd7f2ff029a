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

from lkip_helpers.errors import LkipError
from lkip_helpers.report.format import (
    format_integer,
    format_name,
    format_number,
    format_ordinal,
    format_percent,
    format_points,
    format_rupiah,
    format_short,
    format_words,
    lower_first,
)
from lkip_helpers.report.payload import MIME, clean

FORMS: dict[str, Callable[[Any], str]] = {
    "angka": format_number,
    "ringkas": format_short,
    "bilangan": format_integer,
    "rupiah": format_rupiah,
    "persen": format_percent,
    "poin": format_points,
    "tahun": str,
    "nama": lambda text: escape(format_name(str(text))),
    "rendah": lambda text: escape(lower_first(str(text))),
    "kata": format_words,
    "urutan": format_ordinal,
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")


class NumberWithoutForm(LkipError, ValueError):
    """A number put into a sentence without saying how it is to be written."""


def escape(text: str) -> str:
    """Text from a workbook made harmless: nothing in it is Markdown or HTML."""
    compact = re.sub(r"[^\S\u00a0]+", " ", text).strip()  # a no-break space stays one
    return _SPECIAL.sub(r"\\\1", compact.replace("&", "&amp;"))


class _Builder(Formatter):
    """Fills a template and remembers each value that went into it, by its name there."""

    def __init__(self) -> None:
        self.used: dict[str, Any] = {}

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        result = super().get_field(field_name, args, kwargs)
        self.used[field_name] = result[0]
        return result

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec:
            return FORMS[format_spec](value)
        if isinstance(value, str):
            return escape(value)
        raise NumberWithoutForm(f"{value!r} perlu bentuk, misalnya {{nama:persen}}")


class Text:
    """Something that is Markdown on the screen and in the report."""

    kind = "narasi"
    place = ""

    @property
    def markdown(self) -> str:
        raise NotImplementedError

    def payload_content(self) -> dict[str, Any]:
        return {"jenis": self.kind, "tempat": self.place}

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        content = self.payload_content()
        data = {"text/markdown": self.markdown, "text/plain": self.markdown, MIME: content}
        return data, {"lkip": {k: v for k, v in content.items() if k in ("jenis", "tempat") and v}}


class Narasi(Text):
    """One paragraph: a template and the values its numbers and names come from.

    A value may be a whole row or record; the template then names its parts: `{profil.nama}`.
    when: the paragraph is left out where this is False. place: "kata-pengantar" moves it there.
    Raises NumberWithoutForm where a number has no format.
    """

    def __init__(self, template: str, *, when: bool = True, place: str = "", **value: Any) -> None:
        builder = _Builder()
        self.text = builder.vformat(template, (), value) if when else ""
        self.value = builder.used
        self.place = place

    @property
    def markdown(self) -> str:
        return self.text

    def payload_content(self) -> dict[str, Any]:
        return super().payload_content() | {"nilai": clean(self.value)}


@dataclass(frozen=True)
class Heading(Text):
    """A heading that comes from the data; tingkat as in Markdown."""

    text: str
    level: int = 3

    @property
    def markdown(self) -> str:
        return f"{'#' * self.level} {escape(self.text)}"


@dataclass(frozen=True)
class TextList(Text):
    """A numbered or plain list of texts from the data."""

    item: Sequence[str]
    numbered: bool = True

    @property
    def markdown(self) -> str:
        sign = "1." if self.numbered else "-"
        return "\n".join(f"{sign} {escape(b)}" for b in self.item)


@dataclass(frozen=True)
class Chain:
    """Several display objects shown one after the other; empty sentences are passed over."""

    content: Sequence[Any] = field(default_factory=tuple)

    def _ipython_display_(self) -> None:
        for record in self.content:
            if not (isinstance(record, Narasi) and not record.text):
                display(record)


def build_list(frame: pd.DataFrame, group: str, item: str, level: int = 4) -> Chain:
    """A heading for each value of `group`, in order, and under it the list of its `item`."""
    content: list[Any] = []
    for name, members in frame.groupby(group, sort=False):
        texts = members[item].dropna().to_list()
        content += [Heading(str(name), level), *[TextList(texts)] * bool(texts)]
    return Chain(content)


def chain_words(words: Sequence[str]) -> str:
    """`a`, `a dan b`, `a, b, dan c`."""
    if len(words) <= 2:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
