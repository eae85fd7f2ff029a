"""What is made once and then handed on as it is: notes of frames, and results of costly functions.

A note (attrs) is copied deeply by pandas at every step unless it says otherwise; a result is wanted
by several chapters of one report. Neither is altered by whoever is handed it.
"""

import dataclasses
import hashlib
import pickle
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, NoReturn, ParamSpec, TypeVar

import pandas as pd

K = TypeVar("K")
V = TypeVar("V")
R = TypeVar("R")
P = ParamSpec("P")
KEPT = 32  # results; a report needs a handful, a server of many reports must not fill up
_results: dict[Hashable, Any] = {}


class Shared(dict[K, V]):
    """A mapping that nobody alters, so that a copy of it is itself."""

    def __deepcopy__(self, memo: Any) -> "Shared[K, V]":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Shared, (dict(self),)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("Catatan asal dipakai bersama; susun yang baru, jangan ubah yang ada.")

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse


def once(compute: Callable[P, R]) -> Callable[P, R]:
    """`compute` done once for arguments of the same content, however they came to be.

    Every caller is handed the same result and must leave it as it is; a frame is handed on as a
    copy, which costs nothing until somebody writes into it.
    """

    @wraps(compute)
    def handed_on(*args: P.args, **kwargs: P.kwargs) -> R:
        key = f"{compute.__module__}.{compute.__qualname__}", fingerprint((args, kwargs))
        if key not in _results:
            _results[key] = compute(*args, **kwargs)
            if len(_results) > KEPT:
                del _results[next(iter(_results))]
        result: R = _apart(_results[key])
        return result

    return handed_on


def _apart(result: Any) -> Any:
    """Frames, alone or in a tuple, as copies on write."""
    if isinstance(result, pd.DataFrame):
        return result.copy(deep=False)
    return tuple(map(_apart, result)) if type(result) is tuple else result


def fingerprint(content: Any) -> str:
    """Print of plain values, frames, and dataclasses or tuples of them, by what they hold."""
    total = hashlib.sha256()
    for part in _parts(content):
        total.update(pickle.dumps(part, 5))
    return total.hexdigest()


def _parts(content: Any) -> Any:
    if isinstance(content, pd.DataFrame):
        yield content.copy(deep=False)  # without what pandas keeps beside it for speed
    elif dataclasses.is_dataclass(content):
        for f in dataclasses.fields(content):
            yield from _parts(getattr(content, f.name))
    elif isinstance(content, tuple | list):
        for one in content:
            yield from _parts(one)
    elif isinstance(content, dict):
        yield from _parts(sorted(content.items()))
    else:
        yield content
