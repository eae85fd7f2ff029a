"""Find the header of a table, and which column holds what."""

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lkip_helpers.intake.sheetrows import SheetRows, column_titles, tidy_up
from lkip_helpers.intake.workbook import Sheet, address
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.personal import phrase_header

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


def map_columns(
    header: Sequence[Any], ordinal: int, result: SheetRows, heads: Sequence[str] = ()
) -> None:
    """Fill kolom and lebar; say which columns are missing, doubled or unknown.

    heads: what the heads of the wide field may be, where that is known.
    """
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
        _map_wide(header, ordinal, remainder, result, heads)
        if result.schema.WIDTH
        else list(remainder)
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
        _add_unknown(header[remainder[tidy] - 1], address(ordinal, remainder[tidy]), result, heads)


def _add_unknown(head: Any, cells: str, result: SheetRows, heads: Sequence[str]) -> None:
    """One finding of a column that no contract knows; its cells are never quoted."""
    shown = phrase_header(head)
    if not (heads and result.schema.HEADS):
        advice = "hapus, atau periksa ejaan judulnya"
        result.add(f"kolom “{shown}” {NOT_READ}", advice, cells, shown, "peringatan")
        return
    sheet, title = result.schema.HEADS
    near = difflib.get_close_matches(shown, heads, 1)
    advice = f"apakah maksudnya {near[0]}? Bila bukan, " if near else ""
    result.add(f"kolom “{shown}” bukan {title.lower()} pada lembar {sheet}",
               f"{advice}hapus kolomnya (isinya tidak dibaca dan tidak dikutip)", cells,
               shown)  # fmt: skip


def _map_wide(
    header: Sequence[Any], ordinal: int, remainder: dict[str, int], result: SheetRows,
    heads: Sequence[str],
) -> list[str]:  # fmt: skip
    """Headers that become keys of the LEBAR field: years, or texts; returns what is neither.

    heads: the only texts that do, where they are known.
    """
    yearly = str(result.schema.model_fields[str(result.schema.WIDTH)].annotation).startswith(
        "dict[int"
    )
    unknown = []
    for tidy, k in remainder.items():
        tahun = re.fullmatch(r"(?:target )?((?:19|20)\d\d)", tidy)
        if (yearly and not tahun) or (heads and tidy not in map(tidy_up, heads)):
            unknown.append(tidy)
            continue
        key = int(tahun[1]) if yearly and tahun else " ".join(str(header[k - 1]).split())
        if key in result.width:
            cells = address(ordinal, k)
            result.add(f"judul kolom “{key}” ada dua", "ganti salah satunya", cells, key)
        result.width.setdefault(key, k)
    return unknown
