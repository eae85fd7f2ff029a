"""One name, one thing: no two classes and no two modules of the package share one."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "lkip_helpers"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if not p.stem.startswith("__"))


def are_parallel(modules: list[Path]) -> bool:
    """Modules of one stem in the two rooms that read exports, of budgets and of questionnaires."""
    rooms = {m.parent.name for m in modules}
    return len({m.stem for m in modules}) == 1 and rooms == {"sipd", "forms"}


def find_shared(places: Iterator[tuple[str, Path]]) -> dict[str, list[str]]:
    """Names with more than one place, save parallel modules."""
    places_of: dict[str, list[Path]] = defaultdict(list)
    for name, module in places:
        places_of[name].append(module)
    return {
        name: [str(m.relative_to(PACKAGE)) for m in modules]
        for name, modules in places_of.items()
        if len(modules) > 1 and not are_parallel(modules)
    }


def list_classes() -> Iterator[tuple[str, Path]]:
    """Every class with the module it is defined in."""
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name, module


def test_no_two_modules_have_one_name() -> None:
    """Save parallel modules of sibling packages: sipd/understood, forms/understood."""
    assert find_shared((m.stem, m) for m in MODULES) == {}


def test_no_two_classes_have_one_name() -> None:
    """So that a message, a search and a reader mean the same."""
    assert find_shared(list_classes()) == {}
