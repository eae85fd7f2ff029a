"""When an answer was sent: dates in every form such exports have, and the year they fall in."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from lkip_helpers.rules import load_rules

CENTURY = 2000  # of a year written in two digits
EXCEL_START = datetime(1899, 12, 30)  # noqa: DTZ001 day 0 of a worksheet, in no time zone
_DATE = re.compile(
    r"(?:[a-z]{3,9}['’]?[a-z]*,? )?(?:(?P<muka>(?:19|20)\d\d)[/\-.]\d{1,2}[/\-.]\d{1,2}"
    r"|\d{1,2}[/\-. ](?:\d{1,2}|[a-z]{3,9})[/\-. ](?P<belakang>(?:19|20)?\d\d))"
    r"(?P<jam>[ T,]+\d{1,2}[:.]\d\d([:.]\d\d)?(\.\d+)?)?"
    r"(\s*[ap]m)?(\s*(gmt|utc|wi[bt]a?|z)?[+\-:\d]*)?",
    re.IGNORECASE,
)


def read_tahun(value: Any) -> int | None:
    """Year of a moment, or None where it is none; a serial number of a worksheet is one."""
    if isinstance(value, date):
        return value.year
    if isinstance(value, float) and 36_526 <= value < 73_050 and not value.is_integer():
        return (EXCEL_START + timedelta(days=value)).year
    fitting = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    tahun = int(fitting["muka"] or fitting["belakang"]) if fitting else None
    return tahun + CENTURY if tahun is not None and tahun < 100 else tahun


def has_hour(value: Any) -> bool:
    """Whether a moment says the time of day too."""
    if isinstance(value, datetime):
        return (value.hour, value.minute, value.second) != (0, 0, 0)
    fitting = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    return isinstance(value, float) or bool(fitting and fitting["jam"])


def choose_time(column: Mapping[int, str]) -> int | None:
    """Number of the column that says when an answer was sent, from folded heads; None without."""
    order = load_rules("forms")["waktu"]
    return min(
        column,
        key=lambda n: (order.index(column[n]) if column[n] in order else len(order), n),
        default=None,
    )
