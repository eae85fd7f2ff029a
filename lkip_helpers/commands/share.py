"""`lkip share` and `lkip render --notebook`: one notebook, run and exported."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from lkip_helpers.errors import Exit, LkipError
from lkip_helpers.intake.pipeline import process
from lkip_helpers.intake.placing import write_below
from lkip_helpers.render.execution import ChapterFailed
from lkip_helpers.render.forms import export_form
from lkip_helpers.render.single import join_single, run_single, share
from lkip_helpers.workspace import ANALYSES, DIFFERENCES, InvalidChoice, Workspace

SCREEN = ("mulai", "eksplorasi")  # widgets and links, of no use on paper


def find_notebook(workspace: Workspace, name: str) -> Path:
    """A notebook by path, or by the name of a chapter or analysis. Raises InvalidChoice."""
    chapters = (f for f in sorted(workspace.notebooks.glob("*.ipynb")) if f.stem not in SCREEN)
    notebooks = [*chapters, *workspace.list_analyses()]
    path = Path(name)
    if path.is_file() and path.suffix == ".ipynb":
        return path.resolve()
    for file in notebooks:
        if name.removesuffix(".ipynb") in (file.stem, f"{ANALYSES}/{file.stem}"):
            return file
    known = ", ".join(f.relative_to(workspace.notebooks).as_posix() for f in notebooks)
    raise InvalidChoice(f"Notebook {name} tidak ada atau hanya untuk layar. Yang ada: {known}.")


def run(workspace: Workspace, choices: Any) -> int:
    """Write a page of one notebook to hand on, and what changed since the last; 1: it failed."""
    fold = "lipat" if choices.kode else ""
    return _save(workspace, choices.notebook, lambda file: [share(workspace, file, fold, _compare)])


def render_notebook(
    workspace: Workspace, name: str, parameter: dict[str, Any], forms: Sequence[str]
) -> int:
    """0: the notebook is in these forms beside the report; 1: it failed, and the cell is named."""

    def save(file: Path) -> list[Path]:
        document = join_single(workspace, file, run_single(workspace, file, parameter))
        files = {f"{file.stem}.{f}": export_form(f, document) for f in forms if f != "xlsx"}
        write_below(workspace.analyses, files)
        return [workspace.analyses / name for name in files]

    return _save(workspace, name, save)


def _save(workspace: Workspace, name: str, export: Callable[[Path], Iterable[Path]]) -> int:
    """Find the notebook, export it and print the files; 1: it failed, with the reason."""
    file = find_notebook(workspace, name)
    try:
        if [f for f in process(workspace).findings if f.is_blocking]:
            check = workspace.phrase_command("check")
            raise ChapterFailed(f"data belum dapat dipakai; lihat dengan: {check}")
        for made in export(file):
            print(made.relative_to(workspace.root))
    except LkipError as error:
        print(f"{file.name} tidak dibuat: {error}", file=sys.stderr)
        return Exit.FAULT
    return Exit.DONE


def _compare(old_folder: Path, new_folder: Path, same: bool) -> None:
    """Write what changed since the earlier page. same: it is as the one shared last."""
    if same:
        print("Isinya sama dengan yang dibagikan terakhir.")
    if not old_folder.exists():
        return
    from lkip_helpers.audit.diff.folder import load_report
    from lkip_helpers.audit.diff.reports import build_page, compare_reports, phrase_counts

    old, new = load_report(old_folder), load_report(new_folder)
    diff = compare_reports(old, new)
    (new_folder / DIFFERENCES).write_text(build_page(diff, old, new), "utf-8", newline="\n")
    since = "sebelum itu" if same else "sebelumnya"
    print(f"Sejak yang dibagikan {since}. {phrase_counts(diff)} Rinciannya: {DIFFERENCES}")
