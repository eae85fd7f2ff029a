"""`lkip check` on the terminal: what is wrong, what is empty."""

import json
import sys
from typing import Any

from lkip_helpers.audit.inspection import check
from lkip_helpers.intake import list_lacking, record_sources
from lkip_helpers.intake.finding import Finding, UnreadableFile
from lkip_helpers.intake.todo import Progress, compute_progress
from lkip_helpers.workspace import SOURCE, Workspace


def run(workspace: Workspace, choices: Any) -> int:
    """Print every finding. 0: a report can be made; 1: a fault, or something is not filled in yet.

    With --final all that keeps the report from being final is told too, and none may be left.
    """
    recorded = _note(workspace) if choices.record else []
    result, findings = check(workspace)
    lacking = list_lacking(result, workspace.tahun) if choices.final else []
    findings += [t for t in lacking if t not in findings]
    findings += [t for t in recorded if t not in findings]
    if choices.json:
        print(json.dumps([t.to_json() for t in findings], ensure_ascii=False, indent=1))
    else:
        _print(workspace, findings, compute_progress(result.manifest, findings))
    if choices.mark:
        _mark(workspace, findings)
    return int(any(choices.final or t.is_blocking for t in findings))


def _note(workspace: Workspace) -> list[Finding]:
    """Record the workbooks as they are; the finding where SOURCE.toml does not allow it."""
    try:
        record_sources(workspace.raw)
    except UnreadableFile as error:
        return [error.describe(SOURCE)]
    return []


def _print(workspace: Workspace, findings: list[Finding], progress: Progress) -> None:
    """Findings, what is still to be filled in, and which sheets could still be given."""
    not_yet = [t for t in findings if t.tingkat == "belum"]
    other = [t for t in findings if t.tingkat != "belum"]
    for t in other:
        print(f"{t.tingkat}: {t}")
    if not_yet:
        print("Belum diisi, menurut urutan mengisinya:")
        for ordinal, t in enumerate(not_yet, 1):
            print(f"{ordinal:>3}. {t}")
    if progress.allowed:
        print(f"Boleh kosong dan masih kosong: {', '.join(progress.allowed)}.")
    if not_yet:
        print(progress)
    wrong = sum(t.tingkat == "salah" for t in other)
    remainder = f", {len(not_yet)} hal belum diisi" if not_yet else ""
    print(
        f"{workspace.unit} {workspace.tahun}: {wrong} kesalahan, "
        f"{len(other) - wrong} peringatan{remainder}."
    )


def _mark(workspace: Workspace, findings: list[Finding]) -> None:
    """Write the marked copies; said on the error stream, so that --json stays JSON."""
    from lkip_helpers.workbooks.mark import write_copies

    copied, failed = write_copies(workspace, findings)
    for t in failed:
        print(f"Tidak ada salinan bertanda: {t}", file=sys.stderr)
    for file in copied:
        print(f"Salinan bertanda: {file.relative_to(workspace.root)}", file=sys.stderr)
    if not (copied or failed):
        print("Tidak ada sel yang perlu ditandai.", file=sys.stderr)
