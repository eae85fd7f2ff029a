"""When an answer was sent: dates in every form such exports have, and the year they fall in."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from lkip_helpers.aturan import load_aturan

ABAD = 2000  # of a year written in two digits
AWAL_EXCEL = datetime(1899, 12, 30)  # noqa: DTZ001 day 0 of a worksheet, in no time zone
_TANGGAL = re.compile(
    r"(?:(?P<muka>(?:19|20)\d\d)[/\-.]\d{1,2}[/\-.]\d{1,2}"
    r"|\d{1,2}[/\-. ](?:\d{1,2}|[a-z]{3,9})[/\-. ](?P<belakang>(?:19|20)?\d\d))"
    r"(?P<jam>[ T,]+\d{1,2}[:.]\d\d([:.]\d\d)?(\.\d+)?)?"
    r"(\s*[ap]m)?(\s*(gmt|utc|wi[bt]a?|z)?[+\-:\d]*)?",
    re.IGNORECASE,
)


def read_tahun(nilai: Any) -> int | None:
    """Year of a moment, or None where it is none; a serial number of a worksheet is one."""
    if isinstance(nilai, date):
        return nilai.year
    if isinstance(nilai, float) and 36_526 <= nilai < 73_050 and not nilai.is_integer():
        return (AWAL_EXCEL + timedelta(days=nilai)).year
    cocok = _TANGGAL.fullmatch(nilai.strip()) if isinstance(nilai, str) else None
    tahun = int(cocok["muka"] or cocok["belakang"]) if cocok else None
    return tahun + ABAD if tahun is not None and tahun < 100 else tahun


def is_berjam(nilai: Any) -> bool:
    """Whether a moment says the time of day too."""
    if isinstance(nilai, datetime):
        return (nilai.hour, nilai.minute, nilai.second) != (0, 0, 0)
    cocok = _TANGGAL.fullmatch(nilai.strip()) if isinstance(nilai, str) else None
    return isinstance(nilai, float) or bool(cocok and cocok["jam"])


def pilih_waktu(kolom: Mapping[int, str]) -> int | None:
    """Number of the column that says when an answer was sent, from folded heads; None without."""
    urutan = load_aturan("forms")["waktu"]
    return min(
        kolom,
        key=lambda n: (urutan.index(kolom[n]) if kolom[n] in urutan else len(urutan), n),
        default=None,
    )
