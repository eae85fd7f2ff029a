"""`lkip share` and `lkip render --notebook`: one notebook from end to end."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.errors import Exit, LkipError
from lkip_helpers.intake.pipeline import process
from lkip_helpers.intake.placing import write_files
from lkip_helpers.render.execution import ChapterFailed
from lkip_helpers.render.single import export_single, run_single, share
from lkip_helpers.workspace import ANALYSES, InvalidChoice, Workspace

DIFFERENCES = "perbedaan.html"
SCREEN = ("mulai", "eksplorasi")  # of no use on paper: nothing to choose, no link to follow


def find_notebook(workspace: Workspace, name: str) -> Path:
    """A notebook by its path, or by the name of a chapter or analysis. Raises InvalidChoice."""
    own = (b for b in sorted(workspace.notebooks.glob("*.ipynb")) if b.stem not in SCREEN)
    every = [*own, *workspace.list_analyses()]
    given = Path(name)
    if given.is_file() and given.suffix == ".ipynb":
        return given.resolve()
    for file in every:
        if name.removesuffix(".ipynb") in (file.stem, f"{ANALYSES}/{file.stem}"):
            return file
    known = ", ".join(b.relative_to(workspace.notebooks).as_posix() for b in every)
    raise InvalidChoice(f"Notebook {name} tidak ada atau hanya untuk layar. Yang ada: {known}.")


def run(workspace: Workspace, choices: Any) -> int:
    """One page of a chapter or notebook, to be handed on, and what changed since the one before.

    1: the notebook failed.
    """
    fold = "lipat" if choices.kode else ""
    return _make(workspace, choices.notebook, lambda file: [share(workspace, file, fold, _compare)])


def render_notebook(
    workspace: Workspace, name: str, parameter: dict[str, Any], forms: Sequence[str]
) -> int:
    """0: the notebook stands in these forms beside the report; 1: it failed, and says where."""

    def save(file: Path) -> Iterator[Path]:
        nb = run_single(workspace, file, parameter)
        content = [*export_single(workspace, file, nb, [f for f in forms if f != "xlsx"])]
        workspace.analyses.mkdir(parents=True, exist_ok=True)
        files = {workspace.analyses / f"{file.stem}.{form}": one for form, one, _ in content}
        write_files(files)
        yield from files

    return _make(workspace, name, save)


def _make(workspace: Workspace, name: str, save: Callable[[Path], Iterable[Path]]) -> int:
    """Save what a notebook becomes and name the files; 1: it failed, and the reason is told."""
    file = find_notebook(workspace, name)
    try:
        if [t for t in process(workspace).findings if t.is_blocking]:
            check = workspace.phrase_command("check")
            raise ChapterFailed(f"data belum dapat dipakai; lihat dengan: {check}")
        for made in save(file):
            print(made.relative_to(workspace.root))
    except LkipError as error:
        print(f"{file.name} tidak dibuat: {error}", file=sys.stderr)
        return Exit.FAULT
    return Exit.DONE


def _compare(before: Path, now: Path, same: bool) -> None:
    """Write what changed since the page that was shared before."""
    if same:
        print("Isinya sama dengan yang dibagikan terakhir.")
    if not before.exists():
        return
    from lkip_helpers.audit.diff.folder import load_report
    from lkip_helpers.audit.diff.reports import compare_reports
    from lkip_helpers.audit.diff.view import build_page, phrase_counts

    old, new = load_report(before), load_report(now)
    diff = compare_reports(old.report, new.report)
    (now / DIFFERENCES).write_text(build_page(diff, old, new), "utf-8", newline="\n")
    since = "sebelum itu" if same else "sebelumnya"
    print(f"Sejak yang dibagikan {since}. {phrase_counts(diff)} Rinciannya: {DIFFERENCES}")
