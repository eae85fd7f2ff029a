"""The words of doubts across sheets stand in one table: none is missing, none is left over."""

import re

from lkip_helpers.rules import load_rules
from tests.conftest import PROJECT_ROOT


def test_every_doubt_has_its_words_and_every_words_are_told() -> None:
    """They stand in rules/konsistensi.toml by the beginning of the doubt's key."""
    files = (PROJECT_ROOT / "lkip_helpers" / "audit").glob("*.py")
    told = {k for f in files for k in re.findall(r'doubt\("([^"]+)"', f.read_text("utf-8"))}
    words = load_rules("konsistensi")["temuan"]
    assert told == words.keys()
    assert all(w.keys() == {"pesan", "saran"} for w in words.values())
