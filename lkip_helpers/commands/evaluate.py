"""`lkip evaluate`: the evaluation sheets for reporting, answered with their evidence."""

from typing import Any

from lkip_helpers.audit.evaluation import phrase_grades, write_evidence
from lkip_helpers.terminal import fit
from lkip_helpers.workspace import PDF, Workspace


def run(workspace: Workspace, _: Any) -> int:
    """Write the answers and their evidence. 0: done."""
    folder, graded = write_evidence(workspace)
    print(fit("\n".join(phrase_grades(graded))))
    print(fit(f"Jawaban lembar evaluasi dan buktinya: {folder.relative_to(workspace.root)}"))
    if not (workspace.outputs / PDF).exists():
        print(f"Halaman laporan tidak disertakan karena {PDF} belum ada.")
    return 0
