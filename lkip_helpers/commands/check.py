"""`lkip check` on the terminal: what is wrong, what is empty."""

import json
import sys
from collections import Counter
from typing import Any

from lkip_helpers.audit.consistency import check
from lkip_helpers.intake.completeness import list_lacking
from lkip_helpers.intake.finding import Finding, UnreadableFile
from lkip_helpers.intake.provenance import record_sources
from lkip_helpers.intake.todo import Progress, compute_progress
from lkip_helpers.terminal import bare, wrap
from lkip_helpers.workspace import SOURCE, Workspace

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
COLOURS = {"salah": "\x1b[31m", "peringatan": "\x1b[33m"}


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
    """Record the workbooks as they are; the finding where SUMBER.toml does not allow it."""
    try:
        record_sources(workspace.raw)
    except UnreadableFile as error:
        return [error.describe(SOURCE)]
    return []


def _print(workspace: Workspace, findings: list[Finding], progress: Progress) -> None:
    """Findings by file and sheet, what is still to be filled in, which sheets could be given."""
    not_yet = [t for t in findings if t.tingkat == "belum"]
    other = [t for t in findings if t.tingkat != "belum"]
    groups: dict[tuple[str, str], list[Finding]] = {}
    for t in other:
        groups.setdefault((t.berkas, t.lembar), []).append(t)
    for place, members in groups.items():
        _say(f"{' › '.join(filter(None, place))}: {_count(members)}", BOLD)
        for t in members:
            _say(f"  {t.tingkat}: {t.describe_at(t.sel)}", COLOURS[t.tingkat], hang=4)
    if not_yet:
        print("Belum diisi, menurut urutan mengisinya:")
        for ordinal, t in enumerate(not_yet, 1):
            _say(f"{ordinal:>3}. {t}", hang=5)
    if progress.optional_empty:
        _say(f"Boleh kosong dan masih kosong: {', '.join(progress.optional_empty)}.")
    if not_yet:
        print(progress)
    remainder = f", {len(not_yet)} hal belum diisi" if not_yet else ""
    _say(f"{workspace.unit} {workspace.tahun}: {_count(other, every=True)}{remainder}.")


def _count(findings: list[Finding], *, every: bool = False) -> str:
    """How many of each; every: also where there are none."""
    level = Counter(t.tingkat for t in findings)
    names = (("salah", "kesalahan"), ("peringatan", "peringatan"))
    return ", ".join(f"{level[k]} {name}" for k, name in names if level[k] or every)  # type: ignore[index]


def _say(text: str, colour: str = "", hang: int = 0) -> None:
    """A paragraph as wide as the terminal; its first word, or all of it, in colour on one."""
    stream, on_terminal = bare(sys.stdout), sys.stdout.isatty()
    lines = wrap(text, hang=hang)
    head, colon, rest = lines.partition(":") if hang else (lines, "", "")
    if colour and on_terminal:
        stream.write(colour)
    print(f"{head}{colon}", end="", flush=True)
    if colour and on_terminal:
        stream.write(PLAIN)
    print(rest)


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
