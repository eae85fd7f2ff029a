"""`lkip evaluate`: the sheets by which the reporting is evaluated, answered with the evidence."""

from typing import Any

from lkip_helpers.audit.evaluation import write_evidence
from lkip_helpers.workspace import Workspace


def run(workspace: Workspace, _: Any) -> int:
    """Write the answers and what proves them. 0: done."""
    folder = write_evidence(workspace).relative_to(workspace.root)
    print(f"Jawaban lembar evaluasi dan buktinya: {folder}")
    return 0
