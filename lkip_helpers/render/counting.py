"""Counters of a document that is being joined, and its headings, numbered and anchored."""

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from lkip_helpers.render.chapter import FRONT, OWN, SEPARATE, TECHNICAL, Chapter

ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
_PARSER = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True))
_HEADING = re.compile(r"^(#{1,6}) +(.+?)\s*$", re.MULTILINE)


@dataclass
class Item:
    """A line of the contents or of a list: printed number, text, anchor and depth."""

    nomor: str
    teks: str
    anchor: str
    tingkat: int = 1


@dataclass
class Joined:
    """Counters and lists filled while the chapters are walked through once."""

    chapter: int = -1
    level: int = 0
    risen: int = 0  # levels that headings are moved up again, in a document that begins below one
    part: list[int] = field(default_factory=list)
    compute: Counter[str] = field(default_factory=Counter)
    content: list[Item] = field(default_factory=list)
    entries: dict[str, list[Item]] = field(default_factory=lambda: {"tabel": [], "gambar": []})
    ordinal: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    initial: dict[str, dict[str, Any]] = field(default_factory=dict)
    payload: list[dict[str, Any]] = field(default_factory=list)
    error: list[str] = field(default_factory=list)
    alone: str = "R"  # begins the numbers of a document of its own

    def start(self, chapter: Chapter) -> None:
        """A chapter begins its counting anew, a continuation goes on; note where it begins."""
        if not chapter.continuation:
            self.chapter, self.part = chapter.ordinal, []
            self.compute.clear()
        self.alone = "A" if chapter.name.startswith(OWN) else "R"
        self.initial[chapter.name] = {
            "lanjutan": chapter.continuation,
            "tingkat": self.level,
            "bagian": [*self.part],
            "hitung": dict(self.compute),
        }

    @property
    def prefix(self) -> str:
        letters = {SEPARATE: self.alone, TECHNICAL: "T", FRONT: "E", 0: "L"}
        return letters.get(self.chapter, str(self.chapter))


def write_html(markdown: str) -> str:
    """HTML of Markdown, by one parser for all."""
    return str(_PARSER.render(markdown))


def number_headings(text: str, chapter: Chapter, k: Joined) -> str:
    """Markdown with its headings moved down, numbered and anchored."""

    def swap(fitting: re.Match[str]) -> str:
        level = min(len(fitting[1]) + chapter.shift, 6)
        title = re.sub(r"</?p>", "", write_html(fitting[2])).strip()
        return f"\n{_heading(level, title, k)}\n"

    return _HEADING.sub(swap, text)


def _heading(level: int, title: str, k: Joined) -> str:
    """A numbered heading down to level 3, a plain one below it.

    No level is skipped (a reader of the screen walks them one by one): level-4 headings right
    below a level-2 one stand at level 3, still without a number.
    """
    plain = html.unescape(re.sub(r"<[^>]+>", "", title))
    if k.chapter == FRONT:
        return _front_heading(level, title, plain, k)
    if level == 1 and k.chapter in (SEPARATE, TECHNICAL):
        ordinal, anchor, header = "", "judul", ""
    elif level == 1:
        ordinal = f"Bab {ROMAN[k.chapter]}" if k.chapter else "Lampiran"
        anchor = f"bab-{k.chapter}" if k.chapter else "lampiran"
        ordinal = ordinal if ordinal != plain else ""
        header = f'<span class="nomor-bab">{ordinal}</span> ' if ordinal else ""
    elif level <= 3:
        k.part = [*k.part, 0, 0][: level - 1]
        k.part[-1] += 1
        ordinal = ".".join([k.prefix, *map(str, k.part)])
        anchor, header = f"bagian-{ordinal.replace('.', '-').lower()}", f"{ordinal} "
    else:
        near = min(level, k.level + level - 3) - k.risen
        return f'<h{near} class="unnumbered unlisted">{title}</h{near}>'
    k.level = level
    seen = level - k.risen
    k.content.append(Item(ordinal, plain, anchor, seen))
    return f'<h{seen} id="{anchor}">{header}{title}</h{seen}>'


def _front_heading(level: int, title: str, plain: str, k: Joined) -> str:
    """Before the chapters nothing is numbered, and only the title stands in the contents."""
    if level > 1:
        return f'<h2 class="unnumbered unlisted">{title}</h2>'
    anchor = re.sub(r"\W+", "-", plain.lower())
    k.content.append(Item("", plain, anchor, level))
    return f'<h1 id="{anchor}">{title}</h1>'
