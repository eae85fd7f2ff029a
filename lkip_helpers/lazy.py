"""Names that are imported when they are first asked for, so that a command loads only its own."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def lazy_modules(package: str, path: Sequence[str], **own: str) -> tuple[Callable[[str], Any], Any]:
    """`__getattr__` and `__dir__` of a room: each of its modules, and names out of them."""
    return lazy_names(package, {m.name: m.name for m in pkgutil.iter_modules(path)} | own)


def lazy_names(package: str, names: Mapping[str, str]) -> tuple[Callable[[str], Any], Any]:
    """`__getattr__` and `__dir__` of a package: each name from the module that defines it.

    A name whose module has its own name is that module.
    """

    def get(name: str) -> Any:
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = importlib.import_module(f"{package}.{names[name]}")
        return module if names[name] == name else getattr(module, name)

    return get, lambda: sorted(names)
