"""The Indonesian catalogue for JupyterLab that the package brings."""

import json
import re
from pathlib import Path

import jupyterlab
import pytest
from jupyterlab_server.translation_utils import get_language_pack, translator

from lkip_helpers.render.server import Catalogue

SCHEMAS = Path(jupyterlab.__file__).parent / "schemas"
DOMAINS = ("jupyterlab", "jupyterlab_widgets")


def read_catalogue(domain: str = "jupyterlab") -> dict[str, list[str]]:
    """English text (after its context) → Indonesian, as JupyterLab asks its server for it."""
    pack, error = get_language_pack("id")
    assert error == ""
    return {text: translation for text, translation in pack[domain].items() if text}


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_translation_keeps_its_places_and_blanks(domain: str) -> None:
    """%1 is what JupyterLab fills in; a leading line break or blank is part of how it joins."""
    for text, translations in read_catalogue(domain).items():
        english = text.rpartition("\x04")[2]
        for words in translations:
            assert {*re.findall(r"%\d", words)} >= {*re.findall(r"%\d", english)} - {"%1"}, text
            assert ("%1" in english) <= ("%1" in words), text
            assert words.strip() and words[:1].isspace() == english[:1].isspace(), text


def test_every_menu_and_setting_has_indonesian_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """They stand in JupyterLab's own schemas, so that a new version cannot bring English."""
    bundle, asked = Catalogue("jupyterlab", "id"), dict[str, str]()
    catalogue, look_up = read_catalogue(), bundle.pgettext

    def note_asked(context: str, text: str) -> str:
        return asked.setdefault(f"{context}\x04{text}", look_up(context, text))

    monkeypatch.setattr(bundle, "pgettext", note_asked)
    monkeypatch.setitem(translator._TRANSLATORS, "jupyterlab", bundle)  # noqa: SLF001
    monkeypatch.setattr(translator, "_LOCALE", "id")
    for file in SCHEMAS.rglob("*.json"):
        translator.translate_schema(json.loads(file.read_text("utf-8")))
    assert len(asked) > 600
    assert {text: words for text, words in asked.items() if catalogue.get(text) != [words]} == {}
