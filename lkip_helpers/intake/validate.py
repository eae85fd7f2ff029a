"""Hold each row against its contract; every fault with its cell, in Indonesian."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from lkip_helpers.intake.sheet import SheetRows, cell_of, column_titles, tidy_up
from lkip_helpers.schema.base import Schema

_MESSAGES = {
    "greater_than": ("{n} harus lebih dari {gt:g}", "periksa angkanya"),
    "greater_than_equal": ("{n} tidak boleh kurang dari {ge:g}", "periksa angkanya"),
    "less_than_equal": ("{n} tidak boleh lebih dari {le:g}", "periksa angkanya"),
    "literal_error": ("“{n}” tidak dikenal", "pilih salah satu: {expected}"),
    "finite_number": ("{n} bukan angka", "ganti dengan angka"),
}
CONCEALED = "isinya"  # in the place of what may be somebody's
_QUOTED = re.compile("(teks )?“.*”", re.DOTALL)


def validate(parsed: SheetRows) -> list[tuple[int, Schema]]:
    """Rows that fulfil the contract, with their Excel row; faults go to `parsed.findings`."""
    valid: list[tuple[int, Schema]] = []
    for ordinal, record in parsed.rows:
        try:
            valid.append((ordinal, parsed.schema.model_validate(record)))
        except ValidationError as error:
            for one in error.errors(include_url=False):
                _add(parsed, ordinal, one)
    _check_key(parsed, valid)
    return valid


def _add(parsed: SheetRows, ordinal: int, error: Mapping[str, Any]) -> None:
    name, key = str(error["loc"][0]), next(iter(error["loc"][1:]), None)
    cell = cell_of(parsed, ordinal, name, key)
    if error["type"] == "missing" or cell in parsed.defects:  # a finding already
        return
    title = column_titles(parsed.schema)[name] if key is None else key
    quotable = parsed.is_quotable(name, error["input"], key)
    value = error["input"] if quotable else None
    if error["type"] == "belum" or not tidy_up(error["input"]):
        advice = phrase_entry(parsed.schema, name)
        parsed.say("belum_diisi", cell, value, kolom=title, cara=advice)
        return
    said = {"pesan": "isinya tidak dapat dibaca", "saran": "periksa isinya", **error.get("ctx", {})}
    said["n"] = error["input"] if quotable else CONCEALED
    said["expected"] = str(said.get("expected", "")).replace(" or ", " atau ").replace("'", "")
    message, advice = (
        text.format(**said) for text in _MESSAGES.get(error["type"], ("{pesan}", "{saran}"))
    )
    if not quotable:
        message = _QUOTED.sub(CONCEALED, message)
    parsed.say("isi_keliru", cell, value, kolom=title, sebab=message, cara=advice)


def phrase_entry(schema: type[Schema], name: str) -> str:
    """What to put into a field, with its unit and an example."""
    f = schema.model_fields[name]
    further: Any = f.json_schema_extra
    meaning = "; ".join(filter(None, (str(f.description), further["satuan"])))
    return f"isi, misalnya {(f.examples or ['…'])[0]} ({meaning})"


def _check_key(parsed: SheetRows, valid: list[tuple[int, Schema]]) -> None:
    """Rows that must be unique together; both cells are named."""
    key = parsed.schema.KEY
    seen: dict[tuple[str, ...], int] = {}
    for ordinal, row in valid if key else []:
        content = tuple(str(getattr(row, k)).casefold() for k in key)
        if (first := seen.setdefault(content, ordinal)) != ordinal:
            text = " / ".join(str(v) for k in key if (v := getattr(row, k)) is not None)
            there, here = (cell_of(parsed, n, key[-1]) for n in (first, ordinal))
            parsed.say("sudah_ada", here, text, isi=text, sel=there)
