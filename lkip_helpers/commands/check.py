"""`lkip check` on the terminal: what is wrong and what is not filled in."""

import json
import sys
from dataclasses import replace
from typing import Any

from lkip_helpers.audit.consistency import check
from lkip_helpers.intake.finding import Finding, UnreadableFile, count_findings
from lkip_helpers.intake.pipeline import list_lacking
from lkip_helpers.intake.provenance import record_sources
from lkip_helpers.intake.todo import Progress, compute_progress
from lkip_helpers.terminal import bare, wrap
from lkip_helpers.workspace import Workspace

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
COLORS = {"salah": "\x1b[31m", "peringatan": "\x1b[33m", "catatan": "\x1b[36m"}


def run(workspace: Workspace, choices: Any) -> int:
    """Print every finding. 0: a report can be made; 1: a fault, or something is not filled in yet.

    With --final, what keeps the report from being final is a finding too, and gives 1.
    """
    recorded: list[Finding] = []
    try:
        if choices.record:
            record_sources(workspace.raw)
    except UnreadableFile as error:
        recorded.append(error.finding)
    result, findings = check(workspace)
    lacking = list_lacking(result) if choices.final else []
    findings += [f for f in (*lacking, *recorded) if f not in findings]
    if choices.json:
        print(json.dumps([f.to_json() for f in findings], ensure_ascii=False, indent=1))
    else:
        _print_findings(workspace, findings, compute_progress(result.manifest, findings))
    if choices.mark:
        _write_marked(workspace, findings)
    return int(any((choices.final and f.is_open) or f.is_blocking for f in findings))


def _print_findings(workspace: Workspace, findings: list[Finding], progress: Progress) -> None:
    """Findings by file and sheet, what is still to be filled in, which sheets could be given."""
    not_yet = [f for f in findings if f.tingkat == "belum"]
    wrong = [f for f in findings if f.tingkat != "belum"]
    for place in dict.fromkeys((f.berkas, f.lembar) for f in wrong):
        group = [f for f in wrong if (f.berkas, f.lembar) == place]
        _print_paragraph(f"{' › '.join(filter(None, place))}: {count_findings(group)}", BOLD)
        alike: dict[Finding, list[str]] = {}  # said once, with all their cells
        for finding in group:
            alike.setdefault(replace(finding, sel="", value=""), []).append(finding.sel)
        for finding, cells in alike.items():
            level, text = finding.tingkat, finding.describe_at(", ".join(filter(None, cells)))
            _print_paragraph(f"  {level}: {text}", COLORS[level], hang=4)
    if not_yet:
        print("Belum diisi, menurut urutan mengisinya:")
        for number, finding in enumerate(not_yet, 1):
            _print_paragraph(f"{number:>3}. {finding}", hang=5)
    if progress.optional_empty:
        _print_paragraph(f"Boleh kosong dan masih kosong: {', '.join(progress.optional_empty)}.")
    if not_yet:
        print(progress)
    counts = count_findings(findings, "salah", "peringatan")
    _print_paragraph(f"{workspace.unit} {workspace.tahun}: {counts}.")


def _print_paragraph(text: str, color: str = "", hang: int = 0) -> None:
    """Print a paragraph as wide as the terminal, there in color (with `hang` only its head)."""
    stream, colored = bare(sys.stdout), bool(color) and sys.stdout.isatty()
    lines = wrap(text, hang=hang)
    head, colon, rest = lines.partition(":") if hang else (lines, "", "")
    stream.write(color if colored else "")
    print(f"{head}{colon}", end="", flush=True)
    stream.write(PLAIN if colored else "")
    print(rest)


def _write_marked(workspace: Workspace, findings: list[Finding]) -> None:
    """Write the marked copies and name them on stderr, so that --json prints only JSON."""
    from lkip_helpers.workbooks.mark import write_copies

    copied, failed = write_copies(workspace, findings)
    for finding in failed:
        print(f"Tidak ada salinan bertanda: {finding}", file=sys.stderr)
    for file in copied:
        print(f"Salinan bertanda: {file.relative_to(workspace.root)}", file=sys.stderr)
    if not (copied or failed):
        print("Tidak ada sel yang perlu ditandai.", file=sys.stderr)
