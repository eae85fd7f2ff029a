"""`lkip diff` from end to end: read two reports, compare them, print and write what differs."""

import json
import os
from pathlib import Path
from typing import Any

from lkip_helpers.audit.diff.folder import load_pair
from lkip_helpers.audit.diff.reports import build_page, compare_reports, print_diff, to_json
from lkip_helpers.intake.placing import write_files
from lkip_helpers.workspace import DIFFERENCES


def run(_: Path, choices: Any) -> int:
    """Print what changed. Raises LkipError, InvalidChoice where they cannot be compared."""
    old, new = load_pair(choices.lama, choices.baru, choices.unit)
    diff = compare_reports(old, new)
    if choices.json:
        print(json.dumps(to_json(diff), ensure_ascii=False, indent=1))
        return 0
    print_diff(diff, old, new)
    destination = choices.ke or new.folder / DIFFERENCES
    write_files({destination: build_page(diff, old, new).encode()})
    print(f"\nSelengkapnya: {os.path.relpath(destination)}")
    return 0
