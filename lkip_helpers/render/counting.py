"""Counters of a document while its chapters are joined, and its numbered, anchored headings."""

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from lkip_helpers.render.chapter import ANALYST, FRONT, SEPARATE, TECHNICAL, Chapter

ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
_PARSER = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True))
_HEADING = re.compile(r"^(#{1,6}) +(.+?)\s*$", re.MULTILINE)


@dataclass
class Item:
    """A line of the contents or of a list: printed number, text, anchor and level."""

    nomor: str
    teks: str
    anchor: str
    tingkat: int = 1


@dataclass
class JoinState:
    """Counters and lists that one walk through the chapters fills."""

    chapter: int = -1
    level: int = 0  # of the current heading
    raised: int = 0  # levels by which headings move up, in a document that begins below one
    section: list[int] = field(default_factory=list)  # numbers of the current heading
    counts: Counter[str] = field(default_factory=Counter)  # tables and figures of the chapter
    contents: list[Item] = field(default_factory=list)
    lists: dict[str, list[Item]] = field(default_factory=lambda: {"tabel": [], "gambar": []})
    numbers: dict[str, str] = field(default_factory=dict)  # by label
    absent: dict[str, str] = field(default_factory=dict)  # reasons by label
    starts: dict[str, dict[str, Any]] = field(default_factory=dict)  # the counting, by chapter
    cover: dict[str, Any] = field(default_factory=dict)  # its payload
    records: list[dict[str, Any]] = field(default_factory=list)  # payloads of tables and figures
    errors: list[str] = field(default_factory=list)
    standalone_prefix: str = "R"  # of the numbers in a document of its own

    def start(self, chapter: Chapter) -> None:
        """Begin a chapter: count anew, unless it is a continuation; note where the counting is."""
        if not chapter.continuation:
            self.chapter, self.level, self.section = chapter.number, 0, []
            self.counts.clear()
        self.standalone_prefix = "A" if chapter.name.startswith(ANALYST) else "R"
        self.starts[chapter.name] = {
            "lanjutan": chapter.continuation,
            "tingkat": self.level,
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


def number_headings(text: str, chapter: Chapter, state: JoinState) -> str:
    """Markdown with its headings moved down, numbered and anchored."""

    def replace(match: re.Match[str]) -> str:
        level = min(len(match[1]) + chapter.shift, 6)
        title = re.sub(r"</?p>", "", write_html(match[2])).strip()
        return f"\n{_write_heading(level, title, state)}\n"

    return _HEADING.sub(replace, text)


def _write_heading(level: int, title: str, state: JoinState) -> str:
    """A numbered heading down to level 3, a plain one below it.

    No level is skipped (screen readers go through them one by one): level-4 headings right below
    a level-2 one stand at level 3, still without a number.
    """
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
    elif level <= 3:
        state.section = [*state.section, 0, 0][: level - 1]
        state.section[-1] += 1
        number = ".".join([state.prefix, *map(str, state.section)])
        anchor, prefix = f"bagian-{number.replace('.', '-').lower()}", f"{number} "
    else:
        nearest = min(level, state.level + level - 3) - state.raised
        return f'<h{nearest} class="unnumbered unlisted">{title}</h{nearest}>'
    state.level = level
    printed = level - state.raised
    state.contents.append(Item(number, text, anchor, printed))
    return f'<h{printed} id="{anchor}">{prefix}{title}</h{printed}>'
