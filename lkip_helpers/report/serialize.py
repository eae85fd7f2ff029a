"""Rows of a table or figure as they travel to the renderer: raw values, and where they are from."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.report.columns import Column
from lkip_helpers.report.frame_rows import list_records
from lkip_helpers.report.payload import clean


def pack_data(data: pd.DataFrame, column: Sequence[Column]) -> dict[str, Any]:
    """Make kolom (key, title, kind, decimals, formula, rule), baris (raw values), asal and bahan.

    asal holds for each input column one entry a row: [berkas, lembar, range, function, criterion],
    or None where a row's cells are not known; bahan likewise: [words, list of such, rule].
    """
    key = [k.key for k in column]
    origin = {k: _origins(data, k) for k in key}
    ingredients = {k: _ingredients(data, k) for k in key}
    return {
        "kolom": [k.pack() for k in column],
        "baris": clean(list_records(data, key)),
        "asal": {k: entries for k, entries in origin.items() if any(entries)},
        "bahan": {k: entries for k, entries in ingredients.items() if any(entries)},
    }


def pack_footer(
    origin: Mapping[str, Any], ingredients: Mapping[str, Any], rule: Mapping[str, str]
) -> dict[str, Any]:
    """What is known of the values of a footer row: asal and bahan as above, rules, by column."""
    return {
        "asal": {k: _references(r) for k, r in origin.items()},
        "bahan": {k: _write_ingredients(b) for k, b in ingredients.items()},
        "aturan": dict(rule),
    }


def _write_ingredients(ingredients: Any) -> list[Any]:
    manner, reference, rule = ingredients
    return [manner, [_references(r) for r in reference], rule]


def _references(reference: Sequence[Any]) -> list[Any]:
    """Cells with every part, where a function or criterion was left out."""
    return [*reference, *("", None)[len(reference) - 3 :]]


def _origins(data: pd.DataFrame, column: str) -> list[list[Any] | None]:
    """Cells behind each value: noted by compute, or the cell a row of intake came from."""
    noted = data.attrs.get("asal", {}).get(column, {})
    source = data.attrs.get("sumber", {})
    letter = source.get("kolom", {}).get(column) if data.index.name == "baris" else None
    own = [letter and (source["berkas"], source["lembar"], f"{letter}{i}") for i in data.index]
    every = [noted.get(i) or cell for i, cell in zip(data.index, own, strict=True)]
    return [_references(r) if r else None for r in every]


def _ingredients(data: pd.DataFrame, column: str) -> list[list[Any] | None]:
    """What compute noted that each value is made of."""
    noted = data.attrs.get("bahan", {}).get(column, {})
    return [_write_ingredients(noted[i]) if noted.get(i) else None for i in data.index]
