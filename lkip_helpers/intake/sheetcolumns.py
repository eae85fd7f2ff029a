"""Find the header of a table, and which column holds what."""

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lkip_helpers.intake.sheetrows import SheetRows, column_titles, tidy_up
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.schema.base import Schema

SEQUENCE_NUMBERS = {"no", "no.", "nomor", "nomor urut"}
NOT_READ = "tidak dikenal dan tidak dibaca"
HEADER_SEARCH = 40
NEAR = 5


def required(schema: type[Schema]) -> Iterator[str]:
    """Fields whose column must be there."""
    return (n for n, f in schema.model_fields.items() if f.is_required() and n != schema.WIDTH)


def find_header(sheet: Sheet, result: SheetRows) -> int | None:
    """Row number of the header: the first row with most of the contract's titles.

    A title above the table may read like the only column ("MISI"): of rows with one title that are
    close together the last counts. Further off it is the header repeated on a new page.
    """
    title = {tidy_up(j) for j in column_titles(result.schema).values()}
    fitting = {
        n: len(title & {tidy_up(v) for v in content})
        for n, content in enumerate(sheet.content[:HEADER_SEARCH], 1)
    }
    most = max(fitting.values(), default=0)
    if most >= min(2, len(list(required(result.schema)))):
        first = min(n for n, c in fitting.items() if c == most)
        near = NEAR if most == 1 else 0
        return max(n for n, c in fitting.items() if c == most and n <= first + near)
    result.add(
        "baris kepala tabel tidak ditemukan",
        f"tulis judul kolom: {', '.join(column_titles(result.schema).values())}",
    )
    return None


def map_columns(header: Sequence[Any], ordinal: int, result: SheetRows) -> None:
    """Fill kolom and lebar; say which columns are missing, doubled or unknown."""
    title = {tidy_up(j): name for name, j in column_titles(result.schema).items()}
    remainder: dict[str, int] = {}
    for k, text in enumerate(header, 1):
        tidy = tidy_up(text)
        if not tidy or (tidy in SEQUENCE_NUMBERS and tidy not in title):
            continue
        if tidy in remainder or title.get(tidy, "") in result.column:
            result.add(
                f"judul kolom “{text}” ada dua", "ganti salah satunya", address(ordinal, k), text
            )
        elif tidy in title:
            result.column[title[tidy]] = k
        else:
            remainder[tidy] = k
    unknown = (
        _map_wide(header, ordinal, remainder, result) if result.schema.WIDTH else list(remainder)
    )
    for name in required(result.schema):
        if name not in result.column:
            similar = difflib.get_close_matches(
                tidy_up(column_titles(result.schema)[name]), remainder, 1
            )
            advice = (
                f"apakah maksudnya kolom “{header[remainder[similar[0]] - 1]}”?"
                if similar
                else "tambahkan kolomnya"
            )
            result.add(
                f"kolom {column_titles(result.schema)[name]} tidak ada", advice, address(ordinal, 1)
            )
    for tidy in unknown:
        k = remainder[tidy]
        result.add(
            f"kolom “{header[k - 1]}” {NOT_READ}",
            "hapus, atau periksa ejaan judulnya", address(ordinal, k), header[k - 1], "peringatan",
        )  # fmt: skip


def _map_wide(
    header: Sequence[Any], ordinal: int, remainder: dict[str, int], result: SheetRows
) -> list[str]:
    """Headers that become keys of the LEBAR field: years, or any text; returns what is neither."""
    yearly = str(result.schema.model_fields[str(result.schema.WIDTH)].annotation).startswith(
        "dict[int"
    )
    unknown = []
    for tidy, k in remainder.items():
        tahun = re.fullmatch(r"(?:target )?((?:19|20)\d\d)", tidy)
        if yearly and not tahun:
            unknown.append(tidy)
            continue
        key = int(tahun[1]) if yearly and tahun else " ".join(str(header[k - 1]).split())
        if key in result.width:
            cells = address(ordinal, k)
            result.add(f"judul kolom “{key}” ada dua", "ganti salah satunya", cells, key)
        result.width.setdefault(key, k)
    return unknown
