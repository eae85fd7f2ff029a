"""The words of doubts across sheets are in one table: none is missing, none is left over."""

import re

from lkip_helpers.rules import load_rules
from tests.conftest import PROJECT_ROOT


def test_every_doubt_has_its_words_and_no_words_are_unused() -> None:
    """They are in rules/konsistensi.toml, by the beginning of the key of the doubt.

    `tingkat` stands only where it is no doubt: a fault, which no explanation closes, or a note.
    """
    files = (PROJECT_ROOT / "lkip_helpers" / "audit").glob("*.py")
    used = {k for f in files for k in re.findall(r'doubt\("([^"]+)"', f.read_text("utf-8"))}
    words = load_rules("konsistensi")["temuan"]
    assert used == words.keys()
    assert all(w.keys() - {"tingkat"} == {"pesan", "saran"} for w in words.values())
    assert {w["tingkat"] for w in words.values() if "tingkat" in w} == {"salah", "catatan"}
