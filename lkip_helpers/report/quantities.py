"""Targets and realisasi that a number alone does not say: a predicate, a range."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lkip_helpers.report.format import format_short, is_empty
from lkip_helpers.rules import find_predikat

UPPER = "_atas"


def write_quantity(value: Any, satuan: Any = "", upper: Any = None) -> str | None:
    """The letter of a predicate, `70–80` for a range; None where the number says it all.

    satuan: the unit of the indicator, which names the group of predicates. atas: upper end.
    """
    if is_empty(value):
        return None
    if not is_empty(upper) and float(upper) != float(value):
        return f"{format_short(value)}–{format_short(upper)}"
    return find_predikat(str(satuan or ""), float(value))


def show(data: pd.DataFrame, key: Sequence[str]) -> pd.DataFrame:
    """`data` with texts in place of such numbers, in the columns named; others as they are.

    A column `<kunci>_atas` holds upper ends, where there are any; `satuan` names predicates.
    """
    swap: dict[str, Any] = {}
    for k in key:
        if k not in data or not pd.api.types.is_numeric_dtype(data[k]):
            continue
        rows = data.to_dict("records")
        text = [write_quantity(b[k], b.get("satuan"), b.get(f"{k}{UPPER}")) for b in rows]
        if any(text):
            genuine = data[k].to_list()
            content = [t or v for t, v in zip(text, genuine, strict=True)]
            swap[k] = pd.Series(content, data.index, dtype=object)
    if not swap:
        return data
    result = data.assign(**swap)
    result.attrs.update(data.attrs)
    return result


def get_upper(rows: Any, key: str) -> Any:
    """Upper end of a value of a row (Series or namedtuple); None where it is no range."""
    return getattr(rows, f"{key}{UPPER}", None)
