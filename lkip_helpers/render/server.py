"""A server extension for JupyterLab: exporters by their menu names, and settings in Indonesian.

Jupyter lists an exporter by the name it is registered under and serves only names made of letters,
so `lkip-pdf` would stand in the menu as "Lkip-pdf" and lead nowhere; and it takes the texts of
settings from a compiled catalogue in a package of a fixed name, not from the one the page gets.
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

MENU_NAMES = {
    "lkip-html": LkipHtml.export_from_notebook,
    "lkip-html-kode": LkipHtmlCode.export_from_notebook,
    "lkip-pdf": LkipPdf.export_from_notebook,
    "lkip-docx": LkipDocx.export_from_notebook,
}
UNUSABLE = {"pdf", "webpdf", "qtpdf", "qtpng"}  # need a program that we do not install


class ExportList(NbconvertRootHandler):
    """Serves the list that the menu is made from."""

    def finish(self, chunk: Any = None) -> Any:
        if chunk:
            every = json.loads(chunk).items()
            chunk = json.dumps({MENU_NAMES.get(k, k): v for k, v in every if k not in UNUSABLE})
        return super().finish(chunk)


class ExportDownload(NbconvertFileHandler):
    """Serves a notebook in one of our forms, requested by the name in the menu."""

    def get(self, format: str, path: str) -> Any:  # noqa: A002 named by Jupyter
        exporters = {v: k for k, v in MENU_NAMES.items()}
        return super().get(exporters[format.replace("%20", " ")], path)


class Catalogue(TranslationBundle):
    """Translates the texts of settings by the catalogue of the page."""

    def update_locale(self, locale_: str) -> None:
        super().update_locale(locale_)
        self.messages = get_language_pack(locale_)[0].get(self._domain, {})

    def pgettext(self, msgctxt: str, msgid: str) -> str:
        message = self.messages.get(f"{msgctxt}\x04{msgid}")
        return message[0] if message else super().pgettext(msgctxt, msgid)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Called by Jupyter as it starts."""
    # The language where nobody chose one; Jupyter does not look for it in overrides.json.
    settings_utils.SYS_LOCALE = "id"  # type: ignore[attr-defined]
    DEFAULT_SCHEMA_SELECTORS["definitions/.*/title"] = "settings"  # titles that Jupyter skips
    catalogue = Catalogue("jupyterlab", translator._LOCALE)  # noqa: SLF001 there is no other way in
    translator._TRANSLATORS["jupyterlab"] = catalogue  # noqa: SLF001 the same
    base = server.web_app.settings["base_url"]
    names = "|".join(name.replace(" ", "%20") for name in MENU_NAMES.values())
    download = url_path_join(base, rf"/nbconvert/(?P<format>{names}){path_regex}")
    listing = url_path_join(base, "/api/nbconvert")
    server.web_app.add_handlers(".*$", [(listing, ExportList), (download, ExportDownload)])
