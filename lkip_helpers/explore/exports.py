"""What exploring shows, as files: the page, its table as CSV, its chart as SVG and PNG."""

import html
import re
from collections.abc import Iterator
from typing import Any

from IPython.display import Markdown
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from lkip_helpers.explore.panel import Panel
from lkip_helpers.report.figure_style import render_png
from lkip_helpers.report.gambar import Gambar
from lkip_helpers.report.markup import read_style
from lkip_helpers.report.narasi import Chain, Text
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.workspace import Workspace

PAGE = (
    '<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n<title>{judul}</title>\n'
    "<style>\n{gaya}body {{ max-width: 50rem; margin: 2rem auto; padding: 0 1rem; "
    "font-family: var(--huruf); color: var(--tinta); }}\n</style>\n</head>\n"
    "<body>\n{isi}\n</body>\n</html>\n"
)


def save(name: str, panel: Panel) -> Markdown:
    """Write what a Panel shows in the folder of saved results of the unit and year chosen there.

    name: of the files. Says what was written; files of the same name are replaced.
    """
    if not re.fullmatch(r"\w[\w -]*", name):
        return Markdown("Nama hanya boleh memuat huruf, angka, spasi, dan tanda hubung.")
    seen = any(not isinstance(b, Text) for b in _describe(panel.result))
    if not seen or (place := panel.place()) is None:
        return Markdown("Tidak ada tabel atau gambar yang sedang tampil; tidak ada yang disimpan.")
    workspace = Workspace.of(*place)
    workspace.storage.mkdir(parents=True, exist_ok=True)
    written = []
    for suffix, content in build_files(name, panel.result):
        (workspace.storage / f"{name}{suffix}").write_bytes(content)
        written.append(f"`{name}{suffix}`")
    folder = workspace.storage.relative_to(workspace.root).as_posix()
    return Markdown(f"Disimpan di `{folder}`: {', '.join(written)}.")


def build_files(name: str, record: Any) -> Iterator[tuple[str, bytes]]:
    """The files of an object: ending of the name, content."""
    part = list(_describe(record))
    content = "\n".join(b.html if not isinstance(b, Text) else _paragraph(b) for b in part)
    page = PAGE.format(judul=html.escape(name), gaya=read_style(), isi=content)
    yield ".html", page.encode()
    for b in part:
        if isinstance(b, Tabel) and not b.data.empty:
            yield ".csv", b.csv.encode("utf-8-sig")  # Excel reads it as UTF-8 only with the mark
        if isinstance(b, Gambar) and not b.data.empty:
            yield ".svg", b.svg
            yield ".png", render_png(b.draw())


def _describe(record: Any) -> Iterator[Any]:
    if isinstance(record, Chain):
        for one in record.content:
            yield from _describe(one)
    else:
        yield record


def _paragraph(text: Text) -> str:
    result: str = markdown2html_mistune(text.markdown)
    return result
