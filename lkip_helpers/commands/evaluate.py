"""`lkip evaluate`: the sheets by which the reporting is evaluated, answered with the evidence."""

from typing import Any

from lkip_helpers.audit.evaluation import phrase_grades, write_evidence
from lkip_helpers.workspace import PDF, Workspace


def run(workspace: Workspace, _: Any) -> int:
    """Write the answers and what proves them. 0: done."""
    folder, graded = write_evidence(workspace)
    print(*phrase_grades(graded), sep="\n")
    print(f"Jawaban lembar evaluasi dan buktinya: {folder.relative_to(workspace.root)}")
    if not (workspace.outputs / PDF).exists():
        print(f"Halaman laporan tidak disertakan karena {PDF} belum ada.")
    return 0
