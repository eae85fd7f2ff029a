"""What is made once and then shared unchanged: attrs of frames, and results of costly functions.

pandas copies attrs deeply at every step unless their values say otherwise; several chapters of one
report ask for the same result. Nobody may change either of them.
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
MOST_RESULTS = 32  # a report needs a handful; a server of many reports must not run out of memory
_results: dict[Hashable, Any] = {}


class FrozenDict(dict[K, V]):
    """An immutable dict, so that a deep copy is the dict itself."""

    def __deepcopy__(self, memo: Any) -> "FrozenDict[K, V]":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenDict, (dict(self),)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("Catatan asal dipakai bersama; susun yang baru, jangan ubah yang ada.")

    __setitem__ = __delitem__ = __ior__ = _refuse
    update = setdefault = pop = popitem = clear = _refuse


class Original:
    """A frame as it was, shared by all copies made of it since."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame.copy(deep=False)
        self.frame.attrs = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Original) and self.frame.equals(other.frame)

    def __deepcopy__(self, memo: Any) -> "Original":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Original, (self.frame.copy(deep=False),)  # without the caches of pandas


def keep_values(frame: pd.DataFrame, *columns: str) -> FrozenDict[str, Original]:
    """These columns as they are now."""
    return FrozenDict(dict.fromkeys(columns, Original(frame)))


def without_attrs(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy without attrs: concat would compare them, and changed values have another origin."""
    plain = frame.copy()
    plain.attrs = {}
    return plain


def memoize(compute: Callable[P, R]) -> Callable[P, R]:
    """`compute` with its results cached by the contents of its arguments.

    Every caller gets the same result and must not change it; a frame is returned as a shallow copy
    (copy on write).
    """

    @wraps(compute)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        key = f"{compute.__module__}.{compute.__qualname__}", fingerprint((args, kwargs))
        if key not in _results:
            _results[key] = compute(*args, **kwargs)
            if len(_results) > MOST_RESULTS:
                del _results[next(iter(_results))]
        return copy_frames(_results[key])

    return wrapper


def copy_frames(result: Any) -> Any:
    """The result, with shallow copies of frames, alone or in a tuple, dict or dataclass."""
    if isinstance(result, pd.DataFrame):
        return result.copy(deep=False)
    if type(result) is dict:
        return {key: copy_frames(value) for key, value in result.items()}
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        own = {f.name: copy_frames(getattr(result, f.name)) for f in dataclasses.fields(result)}
        return dataclasses.replace(result, **own)
    return tuple(map(copy_frames, result)) if type(result) is tuple else result


def fingerprint(value: Any) -> str:
    """SHA-256 of the contents of plain values, frames, and dataclasses or containers of them."""
    digest = hashlib.sha256()
    for part in _parts(value):
        digest.update(pickle.dumps(part, 5))
    return digest.hexdigest()


def _parts(value: Any) -> Any:
    if isinstance(value, pd.DataFrame):
        yield value.copy(deep=False)  # without the caches of pandas
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _parts(item)
    elif isinstance(value, dict):
        yield from _parts(sorted(value.items()))
    else:
        yield value
