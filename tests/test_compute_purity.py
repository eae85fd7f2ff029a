"""Compute is pure: whatever a report calls, no frame that is passed in changes.

Every call that the chapters make is traced with `sys.settrace`, so that a function called from
prose or from compute itself counts as much as one that a notebook names.
"""

import inspect
import itertools
import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import CodeType, FrameType
from typing import Any

import pandas as pd
import pytest

import lkip_helpers.compute
from lkip_helpers.rules import load_rules
from lkip_helpers.workspace import WORKSPACE_VARIABLE
from tests.conftest import PROJECT_ROOT
from tests.test_notebooks_run import run_chapter
from tests.test_report_annexes import fill_complete
from tests.test_supplement import fill
from tests.workbook import Sheets, write


def public_functions() -> Iterator[tuple[str, Any]]:
    """Every public function of compute, by its qualified name."""
    for found in iter_modules(lkip_helpers.compute.__path__, "lkip_helpers.compute."):
        module = import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == found.name and not name.startswith("_"):
                yield f"{found.name.rpartition('.')[2]}.{name}", inspect.unwrap(function)


def state(value: pd.DataFrame) -> str:
    """What a frame holds: its values, types and attrs."""
    return repr((value.to_dict("split"), value.dtypes.to_dict(), sorted(value.attrs.items())))


NOTING = {"lineage.note_origin(frame)",
          "lineage.copy_origin(frame)", "lineage.copy_origin(source)"}  # fmt: skip


class Watch:
    """Remembers the frames of each call until it returns."""

    def __init__(self, functions: dict[CodeType, str]) -> None:
        self.functions = functions
        self.open: dict[int, dict[str, tuple[pd.DataFrame, str]]] = {}
        self.seen: set[str] = set()
        self.changed: set[str] = set()

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        """The protocol of sys.settrace: each call, and the return of those that are watched."""
        name = self.functions.get(frame.f_code)
        if name is None:
            return None
        frame.f_trace_lines = False
        if event == "call":
            self.seen.add(name)
            frames = {k: v for k, v in frame.f_locals.items() if isinstance(v, pd.DataFrame)}
            self.open[id(frame)] = {k: (v, state(v)) for k, v in frames.items()}
        elif event == "return":
            for argument, (value, before) in self.open.pop(id(frame), {}).items():
                if state(value) != before:
                    self.changed.add(f"{name}({argument})")
        return self


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """The chapters of a small unit that fills every sheet, run in this process.

    As many answer as the reliability of a questionnaire is told of.
    """
    root = tmp_path_factory.mktemp("murni")

    def alter(sheets: Sheets) -> None:
        fill_complete(sheets)
        fill(sheets)
        answers, most = sheets["skm.xlsx", "Jawaban"], load_rules("sampel")["responden_uji"]
        people = [row for row in answers if row and isinstance(row[0], int)]
        several = itertools.islice(itertools.cycle(people), most)
        answers[-len(people) :] = [[n, *row[1:]] for n, row in enumerate(several, 1)]

    workspace = write(root, alter)
    shutil.copytree(PROJECT_ROOT / "notebooks", workspace.notebooks, dirs_exist_ok=True)
    watch = Watch({f.__code__: name for name, f in public_functions()})
    chapters = sorted(workspace.notebooks.glob("[0-8]*.ipynb"))
    with pytest.MonkeyPatch.context() as m:
        m.setenv(WORKSPACE_VARIABLE, str(root))
        sys.settrace(watch)
        try:
            for chapter in chapters:
                run_chapter(chapter, "lkip", tahun=2021, unit="uji")
        finally:
            sys.settrace(None)
    return watch


@pytest.mark.long
def test_no_frame_given_to_compute_changes(watched: Watch) -> None:
    """Values, columns and notes are the same before and after each call.

    Only what notes the origin of a result writes, onto that result.
    """
    assert watched.changed <= NOTING


@pytest.mark.long
def test_every_function_of_compute_was_watched(watched: Watch) -> None:
    """Save rounding, sums of parts, and what only the exploration asks for, a choice at a time."""
    explored = {"sample.compute_trait_frequency"}
    rest = set(watched.functions.values()) - watched.seen - explored
    assert {name.partition(".")[0] for name in rest} <= {"whatif", "rounding", "subsetsum"}
