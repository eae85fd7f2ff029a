"""What JupyterLab says in Indonesian: the catalogue that the package brings."""

import json
import re
from pathlib import Path

import jupyterlab
import pytest
from jupyterlab_server.translation_utils import get_language_pack

SCHEMAS = Path(jupyterlab.__file__).parent / "schemas"
DOMAINS = ("jupyterlab", "jupyterlab_widgets")


def read_catalogue(domain: str = "jupyterlab") -> dict[str, list[str]]:
    """English text (after its context) → Indonesian, as JupyterLab asks its server for it."""
    pack, message = get_language_pack("id")
    assert message == ""
    return {text: own for text, own in pack[domain].items() if text}


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_translation_keeps_its_places_and_blanks(domain: str) -> None:
    """%1 is what JupyterLab fills in; a leading line break or blank is part of how it joins."""
    for text, translations in read_catalogue(domain).items():
        english = text.rpartition("\x04")[2]
        for own in translations:
            assert {*re.findall(r"%\d", own)} >= {*re.findall(r"%\d", english)} - {"%1"}, text
            assert ("%1" in english) <= ("%1" in own), text
            assert own.strip() and own[:1].isspace() == english[:1].isspace(), text


def test_every_menu_has_an_indonesian_name() -> None:
    """The labels stand in JupyterLab's own schemas, so that a new version cannot bring English."""
    menus = {
        label
        for file in SCHEMAS.rglob("*.json")
        for label in re.findall(
            r'"label": ("[^"]+")',
            json.dumps(json.loads(file.read_text("utf-8")).get("jupyter.lab.menus", {})),
        )
    }
    own = read_catalogue()
    assert len(menus) > 15
    assert [m for m in map(json.loads, menus) if f"menu\x04{m}" not in own] == []
