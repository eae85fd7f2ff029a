"""Counters of a document while its chapters are joined, and its numbered, anchored headings."""

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from lkip_helpers.render.pieces import ANALYST, FRONT, SEPARATE, TECHNICAL, Chapter
from lkip_helpers.render.references import References

NUMBERED = 3  # levels of headings that have a number
ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
_PARSER = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True))


Item = dict[str, Any]


def make_item(nomor: str, teks: str, anchor: str, tingkat: int = 1) -> Item:
    """A line of the contents or of a list: printed number, text, anchor and level."""
    return {"nomor": nomor, "teks": teks, "anchor": anchor, "tingkat": tingkat}


@dataclass
class JoinState(References):
    """Counters and lists that one walk through the chapters fills."""

    chapter: int = -1
    open: list[int] = field(default_factory=list)  # levels of the headings that one is under
    raised: int = 0  # levels by which headings move up, in a document that begins below one
    section: list[int] = field(default_factory=list)  # numbers of the current heading
    counts: Counter[str] = field(default_factory=Counter)  # tables and figures of the chapter
    contents: list[Item] = field(default_factory=list)
    lists: dict[str, list[Item]] = field(default_factory=lambda: {"tabel": [], "gambar": []})
    absent: dict[str, str] = field(default_factory=dict)  # reasons by label
    starts: dict[str, dict[str, Any]] = field(default_factory=dict)  # the counting, by chapter
    cover: dict[str, Any] = field(default_factory=dict)  # its payload
    cells: list[NotebookNode] = field(default_factory=list)
    records: list[dict[str, Any]] = field(default_factory=list)  # payloads of tables and figures
    standalone_prefix: str = "R"  # of the numbers in a document of its own

    def start(self, chapter: Chapter) -> None:
        """Begin a chapter: count anew, unless it is a continuation; note where the counting is."""
        if not chapter.continuation:
            self.chapter, self.section = chapter.number, []
            del self.open[self.raised :]
            self.counts.clear()
        self.standalone_prefix = "A" if chapter.name.startswith(ANALYST) else "R"
        self.starts[chapter.name] = {
            "lanjutan": chapter.continuation,
            "tingkat": sum(level <= NUMBERED for level in self.open),
            "bagian": [*self.section],
            "hitung": dict(self.counts),
        }

    @property
    def prefix(self) -> str:
        letters = {SEPARATE: self.standalone_prefix, TECHNICAL: "T", FRONT: "E", 0: "L"}
        return letters.get(self.chapter, str(self.chapter))


def write_html(markdown: str) -> str:
    """HTML of Markdown, by one parser for the whole report."""
    return str(_PARSER.render(markdown))


def number_heading(markdown: str, level: int, state: JoinState) -> str:
    """HTML of a heading, with number and anchor down to level 3, a plain one below it.

    No level is skipped, as PDF/UA demands (screen readers go through them one by one): a heading
    stands one level below the one that it is under, whatever its own level; from level 4 on it has
    no number.
    """
    while state.open and state.open[-1] >= level:
        state.open.pop()
    state.open.append(level)
    depth = len(state.open)
    printed = max(depth - state.raised, 1)
    title = re.sub(r"</?p>", "", write_html(markdown)).strip()
    text = html.unescape(re.sub(r"<[^>]+>", "", title))
    if state.chapter == FRONT:  # not numbered, and only the title is listed in the contents
        if level > 1:
            return f'<h2 class="unnumbered unlisted">{title}</h2>'
        number, anchor, prefix = "", re.sub(r"\W+", "-", text.lower()), ""
    elif level == 1 and state.chapter in (SEPARATE, TECHNICAL):
        number, anchor, prefix = "", "judul", ""
    elif level == 1:
        number = f"Bab {ROMAN[state.chapter]}" if state.chapter else "Lampiran"
        anchor = f"bab-{state.chapter}" if state.chapter else "lampiran"
        number = number if number != text else ""
        prefix = f'<span class="nomor-bab">{number}</span> ' if number else ""
    elif level <= NUMBERED:
        state.section = [*state.section, 0, 0][: max(depth - 1, 1)]
        state.section[-1] += 1
        number = ".".join([state.prefix, *map(str, state.section)])
        anchor, prefix = f"bagian-{number.replace('.', '-').lower()}", f"{number} "
    else:
        return f'<h{printed} class="unnumbered unlisted">{title}</h{printed}>'
    state.contents.append(make_item(number, text, anchor, printed))
    return f'<h{printed} id="{anchor}">{prefix}{title}</h{printed}>'
