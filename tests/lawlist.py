"""Which tests hold the functions of compute: docs/hukum.md."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
COMPUTE = TESTS.parent / "lkip_helpers" / "compute"


def _functions(file: Path) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(file.read_text("utf-8"))
    return {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}


def _named(node: ast.AST) -> set[str]:
    """Names and attributes that occur in a function."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} | {
        n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)
    }


def _laws() -> Iterator[tuple[str, set[str]]]:
    """Each test that tries many cases against plain Python, and the names in it."""
    for file in sorted(TESTS.glob("test_compute_*.py")):
        all_count = file.stem == "test_compute_reference"
        for name, node in _functions(file).items():
            tried = any("given" in _named(d) for d in node.decorator_list)
            if name.startswith("test_") and (all_count or tried):
                yield f"{file.stem}::{name}", _named(node)


def list_laws() -> dict[str, list[str]]:
    """Tests of each public function of compute, or of a tested function that calls it."""
    modules = {f.stem: _functions(f) for f in sorted(COMPUTE.glob("*.py"))}
    calls = {n: _named(node) - {n} for found in modules.values() for n, node in found.items()}
    held: dict[str, list[str]] = defaultdict(list)
    for test, named in _laws():
        for name in named & calls.keys():
            held[name].append(f"`{test}`")
    while further := {
        name: f"lewat `{by}`"
        for by in sorted(held)
        for name in sorted(calls[by] & calls.keys())
        if name not in held
    }:
        held |= {name: [text] for name, text in further.items()}
    public = ((m, n) for m, found in modules.items() for n in found if not n.startswith("_"))
    return {f"{m}.{n}": held.get(n, []) for m, n in public}


def write_laws() -> str:
    """The table: one row for each function."""
    rows = ["| Fungsi | Ujian |", "|---|---|"]
    return "\n".join([*rows, *(f"| `{n}` | {', '.join(t)} |" for n, t in list_laws().items())])
