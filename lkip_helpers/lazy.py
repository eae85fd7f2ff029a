"""Lazy imports: names are imported when first used, so that a command loads only what it needs."""

import importlib
import pkgutil
import sys
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any


class _Room(ModuleType):
    """A package whose modules offer by Tab and `dir` what they define, and no names they import.

    Python sets each module on its package as it is imported, whoever imports it.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, ModuleType) and not hasattr(value, "__path__"):
            value.__dir__ = lambda: [  # type: ignore[method-assign]
                n for n, v in vars(value).items() if getattr(v, "__module__", "") == value.__name__
            ]
        super().__setattr__(name, value)


def lazy_modules(room: str, path: Sequence[str], **more: str) -> tuple[Callable[[str], Any], Any]:
    """`__getattr__` and `__dir__` of a room: its modules, and `more` names by their modules."""
    sys.modules[room].__class__ = _Room
    return lazy_names(room, {m.name: m.name for m in pkgutil.iter_modules(path)} | more)


def lazy_names(package: str, names: Mapping[str, str]) -> tuple[Callable[[str], Any], Any]:
    """`__getattr__` and `__dir__` of a package: `names` by the module that defines each.

    A name that equals its module is the module itself. `help` and `import *` ask for `__all__`.
    """

    def get(name: str) -> Any:
        if name == "__all__":
            return sorted(names)
        if name not in names:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = importlib.import_module(f"{package}.{names[name]}")
        return module if names[name] == name else getattr(module, name)

    return get, lambda: sorted(names)
