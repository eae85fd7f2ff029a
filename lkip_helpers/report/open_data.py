"""The tables of a report as open data: one CSV each, and a datapackage.json that describes them.

Pure: records in, the content of the files out. The format is the Data Package standard; what its
properties cannot express (unit, formula, rule) stands in properties of our own beside them.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lkip_helpers.intake.placing import pack_json
from lkip_helpers.report.columns import Column
from lkip_helpers.report.format import is_empty, merge_title
from lkip_helpers.report.record import Record
from lkip_helpers.rules import cite_rule, is_unknown, load_rules
from lkip_helpers.rules.dates import parse_date
from lkip_helpers.rules.polaritas import load_polaritas
from lkip_helpers.schema.cells import FEWEST

# As in tabel.js: a text that a spreadsheet would compute gets an apostrophe, a number none.
_FORMULA = re.compile(r"(?![+-]?[\d.,]*(e[+-]?\d+)?%?$)[=+\-@\t\r]", re.IGNORECASE)


def guard_formula(text: str) -> str:
    """A text that begins as a formula does, behind an apostrophe; any other as it is."""
    return f"'{text}" if _FORMULA.match(text) else text


def write_csv(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    """CSV of rows, the first of which is the header."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([map(guard_formula, row) for row in rows])
    return text.getvalue()


PACKAGE_FILE = "datapackage.json"
INDICATORS = "metadata-indikator"  # the resource with the indicator metadata of Satu Data (MS-Ind)
PERSONAL = ("nip",)
PERSON, TRAIT, COUNT = "responden", "ciri", "jumlah"  # columns that mark a table of people
UNITS = {"rupiah": "Rp", "persen": "%"}
MS_IND = load_rules("satudata")["indikator"]
File = tuple[bytes, dict[str, Any]]  # a CSV, and the resource that describes it


def build_package(
    records: Iterable[Record], indicators: Sequence[Mapping[str, Any]], about: dict[str, Any]
) -> dict[str, bytes]:
    """Every file by its name. about: properties of the package itself."""
    published = (r for r in records if r.kind != "gambar" and not _is_private(r))
    files = {r.label: _write_table(r) for r in published}
    if indicators:
        files[INDICATORS] = _write_indicators(indicators)
    package = {**about, "resources": [resource for _, resource in files.values()]}
    tables = {f"{name}.csv": content for name, (content, _) in files.items()}
    return {**tables, PACKAGE_FILE: pack_json(package)}


def _is_private(record: Record) -> bool:
    """Whether a table is not for publication: each row a person, or of the technical annex."""
    first = record.columns[0].key if record.columns else ""
    return (first == PERSON and len(record.rows) > 1) or record.in_technical_annex


def _write_table(record: Record) -> File:
    columns = [c for c in record.columns if c.key not in PERSONAL]
    rows = hide_small_groups(record)
    cells = {c: [row.get(c.key) for row in rows] for c in columns}
    values = {
        c.key: [None if is_empty(v) or (c.numeric and is_unknown(v)) else v for v in column]
        for c, column in cells.items()
    }
    types = {c.key: _choose_type(c, values[c.key]) for c in columns}
    fields = [_describe_field(c, types[c.key]) for c in columns]
    resource = _describe_resource(record.label, record.title, fields)
    resource["sources"] = [{"title": title} for title in record.source.split("; ") if title]
    if record.satuan:
        resource["satuan"] = record.satuan
    texts = ([_write_value(types[k], v) for v in column] for k, column in values.items())
    return write_csv([values, *zip(*texts, strict=True)]).encode(), resource


def hide_small_groups(record: Record) -> list[dict[str, Any]]:
    """The rows, without numbers for groups of fewer than five people.

    Where only one is hidden the next larger is hidden too: the total would give it away.
    """
    if {TRAIT, COUNT} - record.by_key.keys():
        return record.rows
    values = ((i, row.get(COUNT)) for i, row in enumerate(record.rows))
    counts = {i: n for i, n in values if n and isinstance(n, int | float)}
    hidden = {i for i, n in counts.items() if n < FEWEST}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min(counts.keys() - hidden, key=counts.__getitem__))
    numeric = {c.key for c in record.columns if c.numeric}
    return [
        {k: None if i in hidden and k in numeric else v for k, v in row.items()}
        for i, row in enumerate(record.rows)
    ]


def _write_indicators(indicators: Sequence[Mapping[str, Any]]) -> File:
    """The fields of MS_IND, as far as the workbook knows them; "" for the others."""
    titles = {name: field["judul"] for name, field in MS_IND.items()}
    fields = [{"name": n, "title": title, "type": "string"} for n, title in titles.items()]
    resource = _describe_resource(INDICATORS, "Metadata indikator menurut MS-Ind Satu Data", fields)
    rows: list[Iterable[str]] = [MS_IND]
    for row in indicators:
        meaning = load_polaritas(row["polaritas"]).arti
        known = {**row, "interpretasi": meaning, "level": "kecamatan", "akses": "ya"}
        values = (known.get(field["dari"]) for field in MS_IND.values())
        rows.append(["" if is_empty(v) else str(v) for v in values])
    return write_csv(rows).encode(), resource


def _choose_type(column: Column, values: Sequence[Any]) -> str:
    """Type of a field: numbers only where all are (a predicate may stand among targets)."""
    present = [v for v in values if v is not None]
    if column.kind == "ya":
        return "boolean"
    if column.kind == "tahun":
        return "year"
    if column.numeric and all(isinstance(v, int | float) for v in present):
        whole = column.kind in ("bilangan", "rupiah") and all(v == int(v) for v in present)
        return "integer" if whole else "number"
    return "date" if present and all(_iso_date(v) for v in present) else "string"


def _iso_date(value: Any) -> str:
    """`24 Februari 2022` as 2022-02-24; "" for what is no date."""
    try:
        day = parse_date(str(value))
    except ValueError:
        return ""
    return day.isoformat() if day else ""


def _write_value(type_: str, value: Any) -> str:
    if type_ == "boolean":
        return "true" if value else "false"
    if value is None:
        return ""
    whole = type_ in ("integer", "year")
    return _iso_date(value) if type_ == "date" else str(int(value) if whole else value)


def _describe_field(column: Column, type_: str) -> dict[str, Any]:
    title = merge_title(column.grouping, column.title)
    unit = UNITS.get(column.kind) or next(iter(re.findall(r"\(([^)]+)\)$", title)), "")
    rule = cite_rule(column.rule) if column.rule else ""
    ours = {"satuan": unit, "rumus": column.formula, "aturan": rule}
    field = {"name": guard_formula(column.key), "title": title, "type": type_}
    return field | {name: text for name, text in ours.items() if text}


def _describe_resource(name: str, title: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name, "title": title, "path": f"{name}.csv", "profile": "tabular-data-resource",
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }  # fmt: skip
