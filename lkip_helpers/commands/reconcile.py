"""`lkip reconcile` from end to end: the report and terbit.xlsx compared, the review document."""

import contextlib
import json
import sys
from typing import Any

import pandas as pd

from lkip_helpers.errors import LkipError
from lkip_helpers.intake.data import DataFault
from lkip_helpers.intake.placing import write_files
from lkip_helpers.intake.published import read_published
from lkip_helpers.reconcile import loading
from lkip_helpers.reconcile import reconciliation as outcome
from lkip_helpers.render.build import ANNEX_FORMS
from lkip_helpers.render.fingerprint import is_up_to_date
from lkip_helpers.render.forms import export_form
from lkip_helpers.render.single import join_single, run_single
from lkip_helpers.report.format import format_short
from lkip_helpers.report.payload import FOLDED
from lkip_helpers.report.record import read_built
from lkip_helpers.terminal import wrap
from lkip_helpers.workbooks.newyear import write_published_template
from lkip_helpers.workspace import PUBLISHED, RECONCILIATION, InvalidChoice, Workspace

CHAPTER = "90-rekonsiliasi"
MOST_SHOWN = 10
WIDTH = 100  # of lines that go to no terminal
TYPE_IN = (
    "ketik angka laporan terbit pada kolom Nilai tercetak, biarkan kosong yang tidak tercetak, "
    "lalu ulangi."
)


def run(workspace: Workspace, choices: Any) -> int:
    """0: done, whatever differs; 1: terbit.xlsx, the data or the review document is at fault.

    Where there is no terbit.xlsx, one to be filled in is made; that is 1 too.
    """
    try:
        return _compare(workspace, json_only=choices.json)
    except DataFault as error:
        lines = [f"salah: {f}" for f in error.findings]
        lines.append(f"{len(lines)} kesalahan pada {PUBLISHED}; perbaiki lalu ulangi.")
        print(*lines, sep="\n", file=sys.stderr)
        return 1
    except LkipError as error:
        print(f"Rekonsiliasi tidak dibuat: {getattr(error, 'finding', error)}", file=sys.stderr)
        return 1


def _compare(workspace: Workspace, *, json_only: bool) -> int:
    published, lacking = None, ""
    try:
        published = read_published(workspace)
    except InvalidChoice as error:
        lacking = str(error)
    if published and published.number.empty and not published.findings:
        raise LkipError(f"{PUBLISHED} belum berisi nilai pada lembar Angka; {TYPE_IN}")
    if not is_up_to_date(workspace):
        from lkip_helpers.commands.render import build_again

        with contextlib.redirect_stdout(sys.stderr):  # the messages of a build are not the answer
            if code := build_again(workspace):
                return code
    if not published:  # one with the names of all figures, to be filled in
        tabel = [r for r in read_built(workspace).values() if r.kind in ("tabel", FOLDED)]
        file = write_published_template(workspace, loading.list_entries(tabel))
        raise LkipError(f"{lacking} {file.relative_to(workspace.root)} baru disiapkan; {TYPE_IN}")
    reconciliation = loading.compare_published(published, read_built(workspace))
    if json_only:
        frames = {"angka": reconciliation.number, "pernyataan": reconciliation.statement}
        records = {k: json.loads(v.to_json(orient="records")) for k, v in frames.items()}
        print(json.dumps(records, ensure_ascii=False, indent=1))
        return 0
    chapter = workspace.notebooks / f"{CHAPTER}.ipynb"
    document = join_single(workspace, chapter, run_single(workspace, chapter, {}))
    beside = workspace.outputs / RECONCILIATION
    files = {beside.with_suffix(f".{form}"): export_form(form, document) for form in ANNEX_FORMS}
    title = f"Rekonsiliasi {workspace.unit} {workspace.tahun}"
    workbook = loading.build_reconciliation_workbook(reconciliation, title)
    files[beside.with_suffix(".xlsx")] = workbook
    write_files(files)
    _print(workspace, reconciliation)
    if unfilled := published.without_value:
        print(f"{unfilled} baris {PUBLISHED} tanpa nilai tercetak tidak dibandingkan.")
    print("Hasil lengkap:", *(f"  {f.relative_to(workspace.root)}" for f in files), sep="\n")
    return 0


def _print(workspace: Workspace, reconciliation: outcome.Reconciliation) -> None:
    """Print the counts, then the gravest differences and statements, as wide as the terminal."""
    number, statement = reconciliation.number, reconciliation.statement
    print(f"Rekonsiliasi {workspace.unit} {workspace.tahun}: {len(number)} angka terbit.")
    for row in outcome.count_classes(number).itertuples():
        print(f"  {row.kelas:<22}{row.jumlah:>6}  {format_short(float(str(row.persen)), 1):>5} %")
    untrue = statement[statement["putusan"] == "tidak sesuai"]
    print(f"Pernyataan: {len(statement)}, tidak sesuai {len(untrue)}.")
    causes = outcome.count_causes(number)
    if len(causes):
        print("Sebab perbedaan:")
    for row in causes.itertuples():
        print(f"  {row.sebab:<32}{row.jumlah:>4}  terbukti {row.terbukti}, dugaan {row.dugaan}")
    _print_diffs(outcome.list_diffs(number))
    if len(untrue):
        print("Pernyataan yang tidak sesuai:")
    for row in untrue.head(MOST_SHOWN).itertuples():
        _print_wrapped(f"{_phrase_place(row)}: {row.bunyi}", 2)
        _print_wrapped(str(row.uraian), 4)
    _print_rest(len(untrue) - MOST_SHOWN, "pernyataan")


def _print_diffs(diff: pd.DataFrame) -> None:
    """Print each differing figure once, with every place where it is printed."""
    groups = list(diff.groupby(["label", "baris", "kolom", "tercetak"], sort=False))[:MOST_SHOWN]
    if len(diff):
        print("Perbedaan, yang terpenting dahulu:")
    for _, rows in groups:
        first = next(rows.itertuples())
        places = dict.fromkeys(_phrase_place(row) for row in rows.itertuples())
        _print_wrapped(f"{'; '.join(places)}: {first.baris} · {first.kolom}", 2)
        _print_wrapped(f"tercetak {first.tercetak}, hitungan {first.hitungan}", 4)
        status = f" ({first.status})" if first.status else ""
        _print_wrapped(": ".join(filter(None, (f"{first.sebab}{status}", str(first.uraian)))), 4)
    _print_rest(len(diff) - sum(len(rows) for _, rows in groups), "angka")


def _phrase_place(row: Any) -> str:
    """Place and page where a figure or statement was printed; without a place, our table."""
    place = row.tempat or getattr(row, "judul", row.label)
    page = getattr(row, "halaman", None)
    return place if page is None or pd.isna(page) else f"{place} (hlm. {page:.0f})"


def _print_wrapped(text: str, indent: int) -> None:
    print(wrap(text, WIDTH, indent, indent + 2))


def _print_rest(count: int, what: str) -> None:
    if count > 0:
        print(f"  … dan {count} {what} lain.")
