"""`lkip diff` from end to end: two reports read, compared, told and written."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from lkip_helpers.audit.diff.folder import load_two
from lkip_helpers.audit.diff.reports import compare_reports, to_json
from lkip_helpers.audit.diff.view import build_page, print_diff
from lkip_helpers.errors import phrase_error
from lkip_helpers.report.tabel_json import UnreadableReport
from lkip_helpers.workspace import InvalidChoice

FILE = "perbedaan.html"


def run(_: Path, choices: Any) -> int:
    """Say what changed; 1: a report cannot be read, 2: the two cannot be compared."""
    try:
        old, new = load_two(choices.lama, choices.baru, choices.unit)
    except (UnreadableReport, InvalidChoice) as error:
        print(error, file=sys.stderr)
        return 1 if isinstance(error, UnreadableReport) else 2
    diff = compare_reports(old.report, new.report)
    if choices.json:
        print(json.dumps(to_json(diff), ensure_ascii=False, indent=1))
        return 0
    print_diff(diff, old, new)
    destination = choices.ke or new.folder / FILE
    try:
        destination.write_text(build_page(diff, old, new), "utf-8", newline="\n")
    except OSError as error:
        print(f"{phrase_error(error)}, atau pilih berkas lain dengan --ke.", file=sys.stderr)
        return 2
    print(f"\nSelengkapnya: {os.path.relpath(destination)}")
    return 0
