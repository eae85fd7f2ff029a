"""The words of rules/sipd.toml as patterns: how heads, rows and titles of an export are known."""

import re
from functools import lru_cache

from lkip_helpers.rules import load_rules


@lru_cache
def pattern(name: str) -> re.Pattern[str]:
    """The alternatives of a name as one pattern; <<x>> stands in them for those of x."""
    text = "|".join(load_rules("sipd")["pola"][name])
    insert = re.sub(r"<<(\w+)>>", lambda m: f"(?:{pattern(m[1]).pattern})", text)
    return re.compile(insert, re.IGNORECASE)


def has(name: str, text: str) -> bool:
    """Whether the words of `name` stand somewhere in a text."""
    return bool(pattern(name).search(text))


def is_whole(name: str, text: str) -> bool:
    """Whether a text is nothing but the words of `name`."""
    return bool(pattern(name).fullmatch(text))
