"""Every small change of a module that the tests should notice, and which of them they do not.

`python -m tests.mutants cells 0.1` (or compute, checks) tries a tenth of them; with 0 those that
survived the last time. One process collects the tests; a fork for each notes which lines it runs.
Then, for each mutant, a fork puts the changed code into the functions that are there already and
runs the tests of its line until one fails: those first that run what few tests run of its function.
"""

import ast
import contextlib
import copy
import gc
import json
import os
import random
import signal
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.figures import FILE, note, read_figures

PROJECT_ROOT = Path(__file__).parents[1]
PACKAGE = PROJECT_ROOT / "lkip_helpers"
PAGE = PROJECT_ROOT / "docs" / "mutan.md"
REASONS = Path(__file__).with_name("survivors.toml")
LONGEST = 10  # seconds a test may compute; beyond them the mutant is caught: it never ends
WORKERS = 3  # forks that try mutants at a time
START = 0.05  # seconds until a test begins
EXCUSED = 20  # tests asked about a mutant that has a reason to survive

# What is mutated, and the tests that are to notice it.
GROUPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "compute": (("compute/*.py",),
        ("test_compute_*.py", "test_rounding.py", "test_unknown_results.py")),
    "cells": (
        ("schema/cells.py", "schema/numbers.py", "intake/numberformat.py",
         "intake/cellcheck.py", "intake/container.py", "intake/sheet*.py",
         "intake/workbook.py"),
        ("test_intake_*.py", "test_cells_*.py", "test_importers_forms.py",
         "test_unknown_results.py"),
    ),
    "checks": (
        ("intake/checks.py", "intake/totals.py", "intake/partial.py", "intake/frames.py",
         "intake/office_rules.py",
         "audit/agreement.py", "audit/consistency.py", "audit/earlier_years.py",
         "audit/indicator_evidence.py"),
        ("test_intake_*.py", "test_audit_*.py", "test_supplement.py", "test_survey_forms.py",
         "test_prose_reservations.py", "test_faults.py", "test_unknown_results.py",
         "test_people.py", "test_report_final.py", "test_report_office.py",
         "test_compute_ranges.py", "test_workbooks_*.py", "test_example_office.py",
         "test_naming.py"),
    ),
}  # fmt: skip
HEAVY = {"report", "built", "browser", "soffice", "planted"}  # fixtures that render
SLOW = "test_compute_purity"  # runs a whole report

_SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A module with one small change. key: what it is called where survivors are excused."""

    module: str
    function: str
    line: int
    key: str
    code: CodeType


def list_mutants(file: Path) -> Iterator[Mutant]:
    """Each comparison, sum, product, condition, number and answer of a module changed, one by one.

    Texts, annotations and what stands outside functions are left as they are.
    """
    tree = ast.parse(file.read_text("utf-8"))
    module = ".".join(file.relative_to(PROJECT_ROOT).with_suffix("").parts)
    for path, function in _iter_functions(tree):
        for node, change, words in _iter_changes(function):
            before = ast.unparse(node) if isinstance(node, ast.expr) else words
            undo = change()
            after = ast.unparse(node) if isinstance(node, ast.expr) else ""
            key = f"{file.stem}.{path}: {f'{before} → {after}' if after else words}"
            code = compile(ast.fix_missing_locations(copy.deepcopy(tree)), str(file), "exec")
            undo()
            yield Mutant(module, path, node.lineno, key, code)


def _iter_functions(tree: ast.AST, above: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield above + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _iter_functions(node, f"{above}{node.name}.")


def _iter_changes(  # noqa: C901 a kind of change each
    function: ast.FunctionDef,
) -> Iterator[tuple[Any, Callable[[], Callable[[], None]], str]]:
    """A node, what changes it and gives what changes it back, and the change in words."""

    def set_(node: Any, name: str, value: Any) -> Callable[[], Callable[[], None]]:
        old = getattr(node, name)

        def change() -> Callable[[], None]:
            setattr(node, name, value)
            return lambda: setattr(node, name, old)

        return change

    body = [s for s in function.body if not _is_docstring(s)]
    swapped = ast.BinOp | ast.BoolOp
    for node in (n for s in body for n in _walk(s)):
        if isinstance(node, ast.Compare):
            for i, one in enumerate(node.ops):
                ops = [*node.ops[:i], _SWAPS[type(one)](), *node.ops[i + 1 :]]
                yield node, set_(node, "ops", ops), ""
        elif isinstance(node, swapped) and type(node.op) in _SWAPS:
            yield node, set_(node, "op", _SWAPS[type(node.op)]()), ""
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            yield node, set_(node, "op", ast.UAdd()), ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            other = not node.value if isinstance(node.value, bool) else node.value + 1
            yield node, set_(node, "value", other), ""
        elif isinstance(node, ast.If | ast.IfExp | ast.While):
            negated = ast.UnaryOp(ast.Not(), node.test)
            yield node, set_(node, "test", negated), f"not {ast.unparse(node.test)}"
        elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
            words = f"return None for {ast.unparse(node.value)[:60]}"
            yield node, set_(node, "value", ast.Constant(None)), words


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """The node and those below it, without annotations and formatted texts."""
    if isinstance(node, ast.JoinedStr):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list"):
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, ast.AST) and not _is_strict(one):
                    yield from _walk(one)


def _is_strict(node: ast.AST) -> bool:
    """`strict=True` of zip: it only says what holds already."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def install(mutant: Mutant) -> bool:
    """Put the changed code into the function that is there, wherever it is known already."""
    module = sys.modules[mutant.module]
    code: Any = mutant.code
    found: Any = module
    for part in mutant.function.split("."):
        code = next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == part)
        found = vars(found)[part]
    function = _plain(found)
    if function is None or len(function.__code__.co_freevars) != len(code.co_freevars):
        return False
    gc.unfreeze()  # frozen functions are found by nobody
    _replace(function.__code__, code)
    return function.__code__ is code


def _replace(old: CodeType, new: CodeType) -> None:
    """Put changed code into every function that has the old, those made within it too."""
    inner = {(c.co_name, c.co_firstlineno): c for c in new.co_consts if isinstance(c, CodeType)}
    for code in (c for c in old.co_consts if isinstance(c, CodeType)):
        if found := inner.get((code.co_name, code.co_firstlineno)):
            _replace(code, found)
    for function in gc.get_referrers(old):
        if isinstance(function, FunctionType):
            function.__code__ = new


def _plain(found: Any) -> FunctionType | None:
    """The function below what decorates it."""
    for name in ("__wrapped__", "__func__", "fget", "func"):
        if not isinstance(found, FunctionType) or name == "__wrapped__":
            found = getattr(found, name, found)
    return found if isinstance(found, FunctionType) else None


class Hunt:
    """A pytest plugin that runs no test for its own sake."""

    def __init__(self, group: str, share: float) -> None:
        self.group, self.share = group, share
        self.survivors: list[str] = []
        self.counts: Counter[str] = Counter()
        self.catches: Counter[tuple[str, str, int]] = Counter()  # of a function by a test

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = [
            i
            for i in session.items
            if SLOW not in i.nodeid and not HEAVY & set(getattr(i, "fixturenames", ()))
        ]
        files = [f for pattern in GROUPS[self.group][0] for f in sorted(PACKAGE.glob(pattern))]
        covered = _cover(items, {str(f) for f in files})
        mutants = [m for f in files for m in list_mutants(f)]
        self.share, again = self.share or read_figures(FILE)["mutan"][self.group][3], not self.share
        chosen = [m for m in mutants if random.Random(m.key).random() < self.share]  # noqa: S311
        self.counts.update(all=len(mutants), tried=len(chosen))
        if again:
            chosen = [m for m in chosen if f"`{m.key}`" in read_parts()[self.group]]
        with ThreadPoolExecutor(WORKERS) as pool:
            parts = pool.map(
                lambda n: self._try(chosen[n::WORKERS], items, covered), range(WORKERS)
            )
        self.survivors = [key for part in parts for key in part]
        return True

    def _try(
        self,
        chosen: list[Mutant],
        items: list[pytest.Item],
        covered: dict[tuple[str, int], list[int]],
    ) -> list[str]:
        """Those of them, by their keys, that no test notices: tried in a fork of their own."""

        def work(out: Any) -> int:
            survivors, excused = [], tomllib.loads(REASONS.read_text("utf-8"))
            for n, mutant in enumerate(chosen, 1):
                place = mutant.module, mutant.function
                own = covered.get((mutant.module, mutant.line), [])
                own = sorted(own, key=lambda i, place=place: -self.catches[*place, i])
                own = own[: EXCUSED if mutant.key in excused else None]
                if caught := _is_caught(mutant, [items[i] for i in own]):
                    self.catches[*place, own[caught - 1]] += 1
                else:
                    survivors.append(mutant.key)
                    print("survives", mutant.line, mutant.key, len(own), "tests", file=sys.stderr)
                if n % 10 == 0:
                    print(n, len(chosen), len(survivors), file=sys.stderr)
            out.write(json.dumps(survivors).encode())
            return 0

        return json.loads(_forked(work)[1])


def _forked(work: Callable[[Any], int]) -> tuple[int, bytes]:
    """Exit code and output of the work in a fork."""
    read, write = os.pipe()
    if not (process := os.fork()):
        os.close(read)
        code = 3
        try:
            with open(write, "wb") as out, contextlib.redirect_stdout(None):  # noqa: PTH123
                code = work(out)
        finally:
            os._exit(code)
    os.close(write)
    with open(read, "rb") as source:  # noqa: PTH123
        said = source.read()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), said


def _cover(items: list[pytest.Item], files: set[str]) -> dict[tuple[str, int], list[int]]:
    """Which tests run a line, by module and number: those first that are about its function.

    A test is about a function as far as it runs lines of it that few others run, in little time.
    """
    lines: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    seconds: dict[int, float] = {}
    with ThreadPoolExecutor(WORKERS) as pool:
        found = pool.map(lambda item: json.loads(_forked(_trace(item, files))[1]), items)
        for n, (good, taken, seen) in enumerate(found):
            seconds[n] = taken
            if not good:
                print("does not pass, is left out:", items[n].nodeid)
            for file, function, line in seen if good else ():
                module = ".".join(Path(file).relative_to(PROJECT_ROOT).with_suffix("").parts)
                lines[module, function, line].append(n)
    worth: dict[tuple[str, str, int], float] = defaultdict(float)  # of a test for a function
    for (module, function, _), own in lines.items():
        for n in own:
            worth[module, function, n] -= 1 / len(own) / (seconds[n] + START)
    return {
        (module, line): sorted(own, key=lambda n, f=(module, function): worth[*f, n])
        for (module, function, line), own in lines.items()
    }


def _trace(item: pytest.Item, files: set[str]) -> Callable[[Any], int]:
    """Work that runs a test: whether it passes, its seconds, and the lines of `files` it runs."""

    def work(out: Any) -> int:
        seen: set[tuple[str, str, int]] = set()

        def note(frame: Any, *_: Any) -> Any:
            code = frame.f_code
            seen.add((code.co_filename, code.co_qualname.split(".<locals>")[0], frame.f_lineno))
            return note

        start = time.process_time()
        sys.settrace(lambda frame, *_: note if frame.f_code.co_filename in files else None)
        good = _run(item)
        sys.settrace(None)
        out.write(json.dumps((good, time.process_time() - start, sorted(seen))).encode())
        return 0

    return work


def _run(item: pytest.Item) -> bool:
    from _pytest.runner import runtestprotocol

    return not any(r.failed for r in runtestprotocol(item, log=False, nextitem=None))


def _is_caught(mutant: Mutant, items: list[pytest.Item]) -> int:
    """Which of the tests noticed it, counted from 1; 0: none of them."""

    def work(out: Any) -> int:
        if not install(mutant):
            return 1
        for n, item in enumerate(items, 1):
            out.write(b"%d\n" % n)
            out.flush()
            signal.setitimer(signal.ITIMER_PROF, LONGEST)
            signal.alarm(10 * LONGEST)  # one that waits, as for a pipe, never ends either
            if not _run(item):
                return 1
        return 0

    code, said = _forked(work) if items else (0, b"")
    return int(said.split()[-1]) if code and said else int(code != 0)


def read_parts() -> dict[str, str]:
    """What docs/mutan.md says of each group."""
    rest = PAGE.read_text("utf-8").split("\n## ")[1:] if PAGE.exists() else []
    return {p.split("\n", 1)[0]: p.split("\n", 1)[1].strip() for p in rest}


def write_page(group: str, survivors: list[str]) -> None:
    """docs/mutan.md: the survivors of each group that was hunted, each with its reason."""
    reasons, parts = tomllib.loads(REASONS.read_text("utf-8")), read_parts()
    unknown = "none of the tests asked notices it"
    lines = (f"- `{s}`: {reasons.get(s, unknown)}" for s in sorted(set(survivors)))
    parts[group] = "\n".join(lines) or "None."
    body = "".join(f"\n## {name}\n\n{text}\n" for name, text in sorted(parts.items()))
    PAGE.write_text(HEAD + body, "utf-8")


HEAD = """# Mutants that survive

Written by `python -m tests.mutants GROUP SHARE`: each comparison, sum, product, condition, number
and answer of a function changed, one by one, in a share of them chosen by their names; texts are
left as they are, and so is `strict=` of zip. Of each line its own tests are asked, those first that
run what few others run of its function; the whole suite may notice more. Names and expressions are
those of the code when the group was last tried.
"""


def main(group: str, share: float = 1.0) -> None:
    """Hunt in a group; its figures for `make docs`, its survivors into docs/mutan.md."""
    os.environ["LKIP_MUTAN"] = "1"
    hunt = Hunt(group, share)
    files = [str(f) for p in GROUPS[group][1] for f in sorted((PROJECT_ROOT / "tests").glob(p))]
    pytest.main(["-p", "no:xdist", "-s", *files], plugins=[hunt])
    tried, lost = hunt.counts["tried"], len(hunt.survivors)
    print(f"{group}: {hunt.counts['all']} mutants, {tried} tried, {lost} survive,"
          f" {(tried - lost) / tried:.1%} caught")  # fmt: skip
    note("mutan", group, [hunt.counts["all"], tried, lost, hunt.share])
    write_page(group, hunt.survivors)


if __name__ == "__main__":
    main(sys.argv[1], *map(float, sys.argv[2:]))
