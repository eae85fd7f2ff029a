"""Rows of a table or figure as they travel to the renderer: raw values, and where they are from."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import CellRange, Derivation, Note, iter_notes
from lkip_helpers.report.columns import Column
from lkip_helpers.report.frame_rows import list_records
from lkip_helpers.report.payload import clean


def pack_data(data: pd.DataFrame, column: Sequence[Column]) -> dict[str, Any]:
    """Make kolom (key, title, kind, decimals, formula, rule), baris (raw values), asal and bahan.

    asal holds for each input column one entry a row: [berkas, lembar, range, function, criterion],
    or None where a row's cells are not known; bahan likewise: [words, list of such, rule].
    """
    notes = {k.key: [*iter_notes(data, k.key, data.index)] for k in column}
    return {
        "kolom": [k.pack() for k in column],
        "baris": clean(list_records(data, notes)),
        "asal": _pack_notes(notes, derived=False),
        "bahan": _pack_notes(notes, derived=True),
    }


def _pack_notes(notes: Mapping[str, Sequence[Note | None]], *, derived: bool) -> dict[str, Any]:
    """The notes of one kind, by column, an entry a row; a column without any has none."""
    packed = {
        k: [_pack(n) if n and isinstance(n, Derivation) == derived else None for n in own]
        for k, own in notes.items()
    }
    return {k: entries for k, entries in packed.items() if any(entries)}


def pack_footer(origin: Mapping[str, Note], rule: Mapping[str, str]) -> dict[str, Any]:
    """What is known of the values of a footer row: asal and bahan as above, rules, by column."""
    derived = {k: n for k, n in origin.items() if isinstance(n, Derivation)}
    return {
        "asal": {k: _pack(n) for k, n in origin.items() if k not in derived},
        "bahan": {k: _pack(n) for k, n in derived.items()},
        "aturan": dict(rule),
    }


def _pack(note: Note) -> list[Any]:
    """A note as plain values, with every part."""
    if isinstance(note, Derivation):
        return [note.manner, [_pack(r) for r in note.reference], note.rule]
    return [*CellRange(*note)]
