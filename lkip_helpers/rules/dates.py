"""Dates as an Indonesian reader writes them."""

import re
from datetime import date, datetime

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_MONTH_NUMBERS = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}


def parse_date(text: str) -> date | None:
    """`24 Februari 2022`, `2022-02-24` or `24/02/2022` as a date; None for a text of another form.

    Nor is a month taken for a day, nor a day for a month: 03/02/2022 is none. Raises ValueError for
    a day that does not exist.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
        return date.fromisoformat(text.strip())
    digits = re.fullmatch(r"\s*(\d\d?)([/.-])(\d\d?)\2(\d{4})\s*", text)
    if digits and (digits[1].zfill(2) == digits[3].zfill(2) or int(digits[1]) > 12):
        return date(int(digits[4]), int(digits[3]), int(digits[1]))
    match text.casefold().split():
        case [day, month, year] if month in _MONTH_NUMBERS and (day + year).isdecimal():
            return date(int(year), _MONTH_NUMBERS[month], int(day))
    return None


def format_date(day: date) -> str:
    """A date as `24 Februari 2022`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_moment(moment: datetime) -> str:
    """A moment as `24 Februari 2022 pukul 09.30`."""
    return f"{format_date(moment)} pukul {moment:%H.%M}"
