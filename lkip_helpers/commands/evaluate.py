"""`lkip evaluate`: the evaluation of the reporting answered from the built report."""

import sys

from lkip_helpers.audit.evaluation import write_evidence
from lkip_helpers.report.tabel_json import UnreadableReport
from lkip_helpers.workspace import Workspace


def evaluate(workspace: Workspace) -> int:
    """0: the answers and their evidence are written; 1: there is no report to be read."""
    command = f"lkip render {workspace.tahun} --unit {workspace.unit}"
    if not workspace.tabel.exists():
        print(f"Laporannya belum disusun. Jalankan dahulu: {command}", file=sys.stderr)
        return 1
    try:
        folder = write_evidence(workspace)
    except UnreadableReport as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Jawaban lembar evaluasi dan buktinya: {folder.relative_to(workspace.root)}")
    return 0
