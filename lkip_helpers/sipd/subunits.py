"""Sub units (kelurahan) below the office: which rows are theirs, and what they are called."""

import re

from lkip_helpers.intake.sheet import tidy_up
from lkip_helpers.sipd.codes import split_code

_KELURAHAN = re.compile(r"^(kantor )?(kelurahan|kel\.|desa|lurah|upt|uptd)\b")
_END = re.compile(r"(?P<skpd>\d\.\d\d\.\d\.\d\d\.\d\.\d\d\.\d\d)(?:\.(?P<unit>\d{4}))?$")


def is_sub_unit(name: str, code: str = "") -> bool:
    """Whether a unit is one below the office, by its name or by the end of its code."""
    m = _END.search(code)
    return bool(_KELURAHAN.match(tidy_up(name))) or bool(m and int(m["unit"] or 0))


def tell_office(code: str) -> str:
    """The code of the office that a code of a unit belongs to; "" for none."""
    m = _END.search(code)
    return m["skpd"] if m else ""


def unit_name(text: str) -> str:
    """The name of a unit without its code, words written in capitals as names are."""
    code, name = split_code(text)
    if not is_sub_unit(name, code.text if code else ""):
        return ""
    return name.title() if name.isupper() else name
