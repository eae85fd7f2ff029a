"""Lazy imports: names are imported when first used, so that a command loads only what it needs."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def lazy_modules(room: str, path: Sequence[str], **more: str) -> tuple[Callable[[str], Any], Any]:
    """`__getattr__` and `__dir__` of a room: its modules, and `more` names by their modules."""
    return lazy_names(room, {m.name: m.name for m in pkgutil.iter_modules(path)} | more)


def lazy_names(package: str, names: Mapping[str, str]) -> tuple[Callable[[str], Any], Any]:
    """`__getattr__` and `__dir__` of a package: `names` by the module that defines each.

    A name that equals its module is the module itself.
    """

    def get(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = importlib.import_module(f"{package}.{names[name]}")
        return module if names[name] == name else getattr(module, name)

    return get, lambda: sorted(names)
