"""The computed tables of a built report."""

import json
from collections.abc import Mapping
from pathlib import Path

from lkip_helpers.report.named_rows import UnknownName
from lkip_helpers.report.record import Record, read_records


def load_results(file: Path) -> dict[str, Record]:
    """The tables of a tabel.json."""
    return read_records(json.loads(file.read_text("utf-8"))["tabel"])


def find_tabel(result: Mapping[str, Record], label: str) -> Record:
    """The table of that label. Raises UnknownName."""
    if label not in result:
        raise UnknownName("label", label, result)
    return result[label]
