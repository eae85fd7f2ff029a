"""Calls from a notebook: an argument that does not fit is refused in a sentence, at the call."""

import inspect
from collections.abc import Callable
from functools import wraps
from numbers import Real
from typing import Annotated, Any, TypeVar, get_args

from pandas.api.types import is_bool
from pydantic import BeforeValidator, ValidationError, validate_call
from pydantic_core import PydanticKnownError

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.rules import load_rules

T = TypeVar("T", bound=Callable[..., Any])
LISTED = BeforeValidator(lambda given: getattr(given, "tolist", lambda: given)())  # an Index too


def _refuse_truth(given: Any) -> Any:
    """`given`, unless it is True or False, which pydantic takes for 1 and 0."""
    if is_bool(given):
        raise PydanticKnownError("int_type")
    return given


def checked(call: T) -> T:
    """`call`, a function or a class, which refuses what its annotations do not allow.

    What each argument must be stands in rules/isian.toml. Raises InvalidArgument.
    """
    is_class = isinstance(call, type)
    function: Any = getattr(call, "__init__") if is_class else call  # noqa: B009 for mypy
    spec, words = inspect.getfullargspec(function), load_rules("isian")
    for key, kind in spec.annotations.items():
        if int in (kind, *get_args(kind)):
            function.__annotations__[key] = Annotated[kind, BeforeValidator(_refuse_truth)]
    names = [*spec.args, spec.varargs or "isian terakhir"]
    validated = validate_call(config={"arbitrary_types_allowed": True})(function)
    function.__annotations__ |= spec.annotations  # as `help` shows them

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return validated(*args, **kwargs)
        except ValidationError as error:
            first = error.errors()[0]
        at, kind, given = first["loc"][0], first["type"], first["input"]
        name = at if isinstance(at, str) else names[min(at, len(spec.args))]
        keys = kind, f"{call.__name__}.{name}", name, kind.partition("_")[0]
        wanted = next((words[key] for key in keys if key in words), kind)
        told = "belum diisi" if keys[-1] == "missing" else f"yang diberikan: {name_value(given)}"
        raise InvalidArgument(f"{call.__name__}: {name} harus {wanted}; {told}.")

    if is_class:
        call.__init__ = run  # type: ignore[method-assign]
    return call if is_class else run  # type: ignore[return-value]


def name_value(value: Any) -> str:
    """A value as a message names it: a text in quotes, a number, of all else its kind."""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if isinstance(value, str | Real | None) else type(value).__name__
