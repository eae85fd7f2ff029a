"""`lkip reconcile` from end to end: the built report, terbit.xlsx, the review document."""

import contextlib
import json
import sys
from datetime import UTC, datetime
from typing import Any

from lkip_helpers.commands.render import RECONCILIATION, build_again
from lkip_helpers.intake.published import PublishedNotFound, read_published
from lkip_helpers.intake.workbook import UnreadableWorkbook
from lkip_helpers.reconcile.figure_names import list_entries
from lkip_helpers.reconcile.loading import PublishedFault, load_reconciliation
from lkip_helpers.reconcile.reconciliation import (
    Reconciliation,
    count_causes,
    count_classes,
    list_diffs,
)
from lkip_helpers.reconcile.review_workbook import build_reconciliation_workbook
from lkip_helpers.render.build import render_separate
from lkip_helpers.render.document import DefectiveDocument
from lkip_helpers.render.execution import ChapterFailed
from lkip_helpers.render.fingerprint import is_up_to_date
from lkip_helpers.render.pdf.typeset import PdfRefused
from lkip_helpers.report.format import format_short
from lkip_helpers.report.tabel_json import UnreadableReport, read_tabel
from lkip_helpers.workbooks.newyear import write_published_template
from lkip_helpers.workspace import PUBLISHED, Workspace

CHAPTER = "90-rekonsiliasi"
MENTIONED = 10
TYPE_IN = (
    "ketik angka laporan terbit pada kolom Nilai tercetak, biarkan kosong yang tidak tercetak, "
    "lalu ulangi."
)
MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed date: the same figures give the same file


def run(workspace: Workspace, choices: Any) -> int:
    """0: done, whatever differs; 1: terbit.xlsx, the data or the review document is at fault.

    Without a terbit.xlsx one is made, to be filled in; that is 1, too.
    """
    try:
        return _compare(workspace, json_only=choices.json)
    except PublishedFault as error:
        print(*(f"salah: {t}" for t in error.findings), sep="\n", file=sys.stderr)
        print(f"{len(error.findings)} kesalahan pada {PUBLISHED}; perbaiki lalu ulangi.",
              file=sys.stderr)  # fmt: skip
        return 1
    except UnreadableWorkbook as error:
        return _refuse(str(error.finding))
    except (UnreadableReport, ChapterFailed, DefectiveDocument, PdfRefused) as error:
        return _refuse(str(error))


def _compare(workspace: Workspace, *, json_only: bool) -> int:
    try:
        published = read_published(workspace)
    except PublishedNotFound as error:
        return _prepare(workspace, str(error))
    if published.number.empty and not published.findings:
        return _refuse(f"{PUBLISHED} belum berisi nilai pada lembar Angka; {TYPE_IN}")
    if code := _refresh(workspace):
        return code
    read_tabel(workspace.tabel)  # whole, or said to be broken
    reconciliation = load_reconciliation(workspace.unit, workspace.tahun)
    if json_only:
        print(json.dumps(_json(reconciliation), ensure_ascii=False, indent=1))
        return 0
    file = render_separate(workspace, CHAPTER, RECONCILIATION)
    workbook = build_reconciliation_workbook(
        reconciliation, f"Rekonsiliasi {workspace.unit} {workspace.tahun}", MOMENT
    )
    file.append(workspace.outputs / f"{RECONCILIATION}.xlsx")
    file[-1].write_bytes(workbook)
    _print(workspace, reconciliation)
    if published.without_value:
        print(
            f"{published.without_value} baris {PUBLISHED} tanpa nilai tercetak tidak dibandingkan."
        )
    print("Hasil lengkap:", *(f"  {b.relative_to(workspace.root)}" for b in file), sep="\n")
    return 0


def _refresh(workspace: Workspace) -> int:
    """Build the report where it is not up to date; what that says is no part of the answer."""
    with contextlib.redirect_stdout(sys.stderr):
        return 0 if is_up_to_date(workspace) else build_again(workspace)


def _prepare(workspace: Workspace, cause: str) -> int:
    """Make terbit.xlsx with the names of all figures there are, and say what to type in it."""
    if code := _refresh(workspace):
        return code
    tabel = [t for t in read_tabel(workspace.tabel).tabel if t.kind == "tabel"]
    file = write_published_template(workspace, list_entries(tabel))
    return _refuse(f"{cause} {file.relative_to(workspace.root)} baru disiapkan; {TYPE_IN}")


def _refuse(cause: str) -> int:
    print(f"Rekonsiliasi tidak dibuat: {cause}", file=sys.stderr)
    return 1


def _print(workspace: Workspace, reconciliation: Reconciliation) -> None:
    total = len(reconciliation.number)
    print(f"Rekonsiliasi {workspace.unit} {workspace.tahun}: {total} angka terbit.")
    for b in count_classes(reconciliation.number).itertuples():
        print(f"  {b.kelas:<22}{b.jumlah:>6}  {format_short(float(str(b.persen)), 1):>5} %")
    negative = (reconciliation.statement["putusan"] == "tidak sesuai").sum()
    print(f"Pernyataan: {len(reconciliation.statement)}, tidak sesuai {negative}.")
    diff = list_diffs(reconciliation.number)
    if len(diff):
        print("Sebab perbedaan:")
    for b in count_causes(reconciliation.number).itertuples():
        print(f"  {b.sebab:<32}{b.jumlah:>4}  terbukti {b.terbukti}, dugaan {b.dugaan}")
    for b in diff.head(MENTIONED).itertuples():
        location = f"{b.label} · {b.baris} · {b.kolom}"
        cause = f"{b.sebab}: {b.uraian}" if b.uraian else b.sebab
        print(f"  {location}: tercetak {b.tercetak}, hitungan {b.hitungan}; {cause}")
    if len(diff) > MENTIONED:
        print(f"  … dan {len(diff) - MENTIONED} angka lain.")


def _json(reconciliation: Reconciliation) -> dict[str, Any]:
    return {
        name: json.loads(frame.to_json(orient="records", force_ascii=False))
        for name, frame in (
            ("angka", reconciliation.number),
            ("pernyataan", reconciliation.statement),
        )
    }
