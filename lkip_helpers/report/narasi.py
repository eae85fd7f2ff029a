"""Sentences, lists and headings whose every number comes from a frame.

Text is Markdown, so that it reads the same in JupyterLab and in the report. A number can only
enter it through a format (`{capaian:persen}`); what comes from a workbook is escaped.
"""

import re
import sys
from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from string import Formatter
from typing import Any, Literal

import pandas as pd
from IPython.display import display
from pandas.api.types import is_integer_dtype, is_scalar

from lkip_helpers.compute.rounding import count_apart
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.report import format as fmt
from lkip_helpers.report.frame_rows import list_records, name_rows
from lkip_helpers.report.payload import Absent, Payload, clean
from lkip_helpers.report.quantities import UPPER, phrase_quantity
from lkip_helpers.rules.naming import localize
from lkip_helpers.schema.arguments import checked, name_value


def _form_text(write: Callable[[str], str]) -> Callable[[Any], str]:
    """A form of texts: what `write` makes of one, without markup; a dash where there is none."""
    return lambda value: fmt.EMPTY if fmt.is_empty(value) else escape(write(str(value)))


FORMS: dict[str, Callable[[Any], str]] = {
    "angka": fmt.format_number,
    "ringkas": fmt.format_short,
    "bilangan": fmt.format_integer,
    "rupiah": fmt.say_rupiah,
    "utuh": fmt.format_rupiah,
    "persen": fmt.say_percent,
    "poin": fmt.say_points,
    "tahun": _form_text(lambda year: year.removesuffix(".0")),  # of a column with gaps
    "nama": _form_text(fmt.format_name),
    "rendah": _form_text(fmt.lower_first),
    "kalimat": _form_text(fmt.end_sentence),
    "kata": fmt.format_words,
    "urutan": fmt.format_ordinal,
}
_LIST_MARKERS = ("- ", "1. ")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$]|:(?=//))")
_TWICE = re.compile(r"\b(realisasi|target|capaian) \1\b", re.IGNORECASE)  # by a name that begins so
_BLOCK = re.compile(r"^(\s*\d*)([-+.)])")  # what would begin a list, or be a horizontal rule


def escape(text: str) -> str:
    """Text from a workbook made harmless: nothing in it is Markdown or HTML."""
    compact = re.sub(r"[^\S\u00a0]+", " ", text)  # but no-break spaces are kept
    return _BLOCK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", compact.replace("&", "&amp;")))


class _Filler(Formatter):
    """Fills one sentence and remembers each value that went into it, by its name there.

    A frame stands for its number of rows, a method for its result: `{iku:kata}`,
    `{iku.pagu.sum:rupiah}`. row: gives a value of the form `satuan` its unit and upper end.
    lacking: whether a value of an optional sentence is empty. amounts: those of the form `rupiah`.
    """

    def __init__(self, row: Mapping[str, Any], *, optional: bool) -> None:
        self.used: dict[str, Any] = {}
        self._row, self._optional, self.lacking = row, optional, False
        self.amounts: list[Any] = []

    def parse(self, format_string: str) -> Any:
        """Its texts and fields; refuses a conversion (`!r`), which would get round the formats."""
        with suppress(ValueError):
            parts = [*super().parse(format_string)]
            if not any(conversion for *_, conversion in parts):
                return parts
        raise InvalidArgument(f"Kurung kurawal harus berpasangan, tanpa (!): {format_string}")

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        if self.lacking:
            return "", ""
        try:
            value, first = super().get_field(field_name, args, kwargs)
            value = value() if callable(value) else value
        except (LookupError, AttributeError, TypeError) as error:
            raise InvalidArgument(
                f"Kalimat menyebut {{{field_name}}}, tetapi nilai itu tidak ada; hitung dahulu di "
                "sel sebelumnya atau periksa ejaannya."
            ) from error
        value = value.item() if isinstance(value, pd.Series) and len(value) == 1 else value
        value = len(value) if isinstance(value, pd.DataFrame) else value
        self._last, self.used[field_name] = field_name, value
        return value, first

    def format_field(self, value: Any, format_spec: str) -> str:
        if self._optional and (fmt.is_empty(value) or not str(value)):
            self.lacking = True
            return ""
        self.amounts += [value] if format_spec == "rupiah" else []
        if format_spec == "satuan":
            upper = self._row.get(f"{self._last}{UPPER}")
            satuan, least = self._row.get("satuan"), count_apart(self._row)
            return escape(phrase_quantity(value, satuan, upper, least=least))
        if isinstance(value, str | date) and not format_spec:
            return fmt.EMPTY if fmt.is_empty(value) else escape(fmt.format_plain(value))
        name, known = self._last, ", ".join([*FORMS, "satuan"])
        if format_spec not in FORMS:
            raise InvalidArgument(
                f"{{{name}}} perlu bentuk, misalnya {{{name}:persen}}; yang ada: {known}"
            )
        with suppress(ValueError, TypeError, ArithmeticError):
            if is_scalar(value):
                return FORMS[format_spec](value)
        raise InvalidArgument(f"{{{name}:{format_spec}}} tidak cocok dengan {name_value(value)}")


class Text(Payload):
    """A display object that is Markdown on the screen and in the report."""

    kind = "narasi"
    place = ""
    text: str

    @property
    def markdown(self) -> str:
        return self.text

    @property
    def forms(self) -> dict[str, str]:
        return {"text/markdown": self.markdown, "text/plain": self.markdown}

    def payload_content(self) -> dict[str, Any]:
        return {"jenis": self.kind, "tempat": self.place}


Sentence = str | Mapping[Any, str]


def _number_rows(frame: pd.DataFrame) -> list[tuple[int, dict[Any, Any]]]:
    """The rows with their numbers: where the index is one of integers, as in the whole frame."""
    numbers = frame.index if is_integer_dtype(frame.index) else range(len(frame))
    return list(zip(map(int, numbers), list_records(frame, frame), strict=True))


def choose_wording(sentence: Sentence, case: Any, number: int) -> str:
    """The wording of a case; of several the one whose turn it is at this number, from 0."""
    try:
        wordings = (sentence if isinstance(sentence, str) else sentence[case]).split(" || ")
    except (KeyError, TypeError):
        fault, known = f"Kalimat tidak memuat case {name_value(case)}", map(str, sentence)
        raise InvalidArgument(f"{fault}; yang ada: {', '.join(known)}") from None
    return wordings[number % len(wordings)]


@checked
class Narasi(Text):
    """A paragraph, or one for each row: sentences, and the values that fill them.

    Names in braces are those of the notebook, as in an f-string, or keyword arguments; attributes
    work too: `{profil.nama}`. A sentence after the first is left out where a value in it is empty.
    A sentence may be a dict from case to wording; `case`, or the column of that name, chooses.
    Several wordings of one sentence, separated by `||`, are used in turn by the number of the row,
    so that a report of many rows does not repeat itself.
    each: a paragraph, or an item of a list ("- " or "1. "), for each row of this frame, whose
    columns are names too; without rows the report has nothing.
    when: left out where this is False. place: "kata-pengantar" moves it there.
    Raises InvalidArgument where a number has no format, or a name or a case is unknown.
    """

    def __init__(
        self, *sentence: Sentence, each: pd.DataFrame | None = None, case: Any = None,
        when: bool | float | str | Sequence[Any] | None = True,
        place: Literal["", "kata-pengantar"] = "", **value: Any,
    ) -> None:  # fmt: skip
        caller: Any = sys._getframe()  # noqa: SLF001 whose variables the sentence names
        while caller.f_code is not Narasi.__init__.__code__:  # that of `checked`
            caller = caller.f_back
        names = ChainMap(value, caller.f_back.f_locals, caller.f_back.f_globals)
        rows = [(0, {})] if each is None else _number_rows(name_rows(each, set()))
        self.used_values: dict[str, Any] = {}
        self.place = place
        paragraphs = []
        for number, row in rows if when else []:
            wordings = [choose_wording(part, row.get("case", case), number) for part in sentence]
            paragraphs.append(self._fill(wordings, row, names))
        self.absent = each is not None and each.empty
        self.text = reduce(_append, filter(None, paragraphs), "")

    def _fill(self, templates: Sequence[str], row: dict[Any, Any], names: Mapping[str, Any]) -> str:
        """One paragraph; its amounts in full where two that differ would read alike."""
        sentences, amounts = [], []
        for i, template in enumerate(map(localize, templates)):
            filler = _Filler(row, optional=i > 0)
            sentence = filler.vformat(template, (), ChainMap(row, names))  # type: ignore[arg-type]
            if not filler.lacking:
                sentences.append(sentence)
                amounts += filler.amounts
                self.used_values |= filler.used
        if fmt.read_alike(amounts):
            full = [template.replace(":rupiah}", ":utuh}") for template in templates]
            return self._fill(full, row, names)
        return _TWICE.sub(r"\1", " ".join(filter(None, sentences)).strip())

    def payload_content(self) -> dict[str, Any]:
        if self.absent:
            return Absent("Uraian", "datanya belum diisi").payload_content()
        return super().payload_content() | {"nilai": clean(self.used_values)}


def _append(text: str, paragraph: str) -> str:
    """The text so far and the next paragraph or list item."""
    last = text.rpartition("\n")[2]
    in_list = paragraph.startswith(_LIST_MARKERS) and last.startswith(_LIST_MARKERS)
    return f"{text}{chr(10) if in_list else 2 * chr(10)}{paragraph}" if text else paragraph


@checked
@dataclass(frozen=True)
class Heading(Text):
    """A heading that comes from the data; level: as in Markdown."""

    text: str
    level: int = 3

    @property
    def markdown(self) -> str:
        return f"{'#' * self.level} {escape(self.text)}"


@dataclass(frozen=True)
class Chain:
    """Several display objects shown one after the other; empty sentences are passed over."""

    items: Sequence[Any] = field(default_factory=tuple)

    def __iter__(self) -> Iterator[Any]:
        """The objects that are shown, those of chains within it too."""
        for item in self.items:
            if isinstance(item, Chain):
                yield from item
            elif not (isinstance(item, Narasi) and not item.text):
                yield item

    def _ipython_display_(self) -> None:
        for item in self:
            display(item)


def list_steps(frame: pd.DataFrame, level: str, *inner: str) -> pd.DataFrame:
    """The values of these columns from the outer to the inner, a row each: case (column), teks.

    A value that several rows share comes once, in order of appearance, or of its categories.
    """
    return pd.DataFrame(_iter_steps(frame, level, *inner), columns=["case", "teks"], dtype=object)


def _iter_steps(frame: pd.DataFrame, level: str, *inner: str) -> Iterator[tuple[str, Any]]:
    categorical = isinstance(frame[level].dtype, pd.CategoricalDtype)
    for value, group in frame.groupby(level, sort=categorical, observed=True):
        yield level, value
        yield from _iter_steps(group, *inner) if inner else ()


def chain_words(words: Iterable[str]) -> str:
    """`a`, `a dan b`, `a, b, dan c`; where one holds a list itself: `a, b, dan c; d; serta e`."""
    words = [*words]  # of a Series too
    mark = ";" if any(", " in word for word in words) else ","
    conjunction = "serta" if any(" dan " in word for word in words) else "dan"
    if len(words) <= 2:
        return f" {conjunction} ".join(words)
    return f"{f'{mark} '.join(words[:-1])}{mark} {conjunction} {words[-1]}"
