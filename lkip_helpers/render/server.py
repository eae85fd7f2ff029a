"""What JupyterLab's server lacks: exporters by the names they show, and its settings translated.

Jupyter lists an exporter by the name it is registered under, and serves only names made of letters,
so that `lkip-pdf` would stand in the menu as "Lkip-pdf" and lead nowhere; and it takes the words of
settings from a compiled catalogue of a package of a certain name, not from the one the page gets.
"""

import json
from typing import Any

from jupyter_server.base.handlers import path_regex
from jupyter_server.nbconvert.handlers import NbconvertFileHandler
from jupyter_server.services.nbconvert.handlers import NbconvertRootHandler
from jupyter_server.utils import url_path_join
from jupyterlab_server import settings_utils
from jupyterlab_server.translation_utils import (
    DEFAULT_SCHEMA_SELECTORS,
    TranslationBundle,
    get_language_pack,
    translator,
)

from lkip_helpers.render.exporters import LkipDocx, LkipHtml, LkipHtmlCode, LkipPdf

PHRASINGS = {
    "lkip-html": LkipHtml.export_from_notebook,
    "lkip-html-kode": LkipHtmlCode.export_from_notebook,
    "lkip-pdf": LkipPdf.export_from_notebook,
    "lkip-docx": LkipDocx.export_from_notebook,
}
NOT_HERE = {"pdf", "webpdf", "qtpdf", "qtpng"}  # need a program that LKIP does not bring


class ExportList(NbconvertRootHandler):
    """The list that the menu is made from."""

    def finish(self, chunk: Any = None) -> Any:
        if chunk:
            every = json.loads(chunk).items()
            chunk = json.dumps({PHRASINGS.get(k, k): v for k, v in every if k not in NOT_HERE})
        return super().finish(chunk)


class ExportDownload(NbconvertFileHandler):
    """A notebook in one of our forms, asked for by the name the menu shows."""

    def get(self, format: str, path: str) -> Any:  # noqa: A002 named by Jupyter
        name = {v: k for k, v in PHRASINGS.items()}
        return super().get(name[format.replace("%20", " ")], path)


class Catalogue(TranslationBundle):
    """The words of settings, from the catalogue of the page."""

    def update_locale(self, locale_: str) -> None:
        super().update_locale(locale_)
        self.own = get_language_pack(locale_)[0].get(self._domain, {})

    def pgettext(self, msgctxt: str, msgid: str) -> str:
        own = self.own.get(f"{msgctxt}\x04{msgid}")
        return own[0] if own else super().pgettext(msgctxt, msgid)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Called by Jupyter as it starts."""
    # Where nobody chose a language: it does not look for one in overrides.json.
    settings_utils.SYS_LOCALE = "id"  # type: ignore[attr-defined]
    DEFAULT_SCHEMA_SELECTORS["definitions/.*/title"] = "settings"  # of which it misses a few
    own = Catalogue("jupyterlab", translator._LOCALE)  # noqa: SLF001 there is no other way in
    translator._TRANSLATORS["jupyterlab"] = own  # noqa: SLF001
    base = server.web_app.settings["base_url"]
    name = "|".join(s.replace(" ", "%20") for s in PHRASINGS.values())
    address = url_path_join(base, rf"/nbconvert/(?P<format>{name}){path_regex}")
    entries = url_path_join(base, "/api/nbconvert")
    server.web_app.add_handlers(".*$", [(entries, ExportList), (address, ExportDownload)])
