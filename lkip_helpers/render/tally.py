"""The numbers of one joined document: chapters, sections, tables and figures, in their order."""

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from nbconvert.filters.markdown_mistune import markdown2html_mistune

from lkip_helpers.render.chapter import FRONT, OWN, SEPARATE, TECHNICAL, Chapter
from lkip_helpers.render.references import SECTION
from lkip_helpers.report.payload import ABSENT, FOLDED

ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
PHRASINGS = {"tabel": "Tabel", "gambar": "Gambar"}
RECORDS = (*PHRASINGS, FOLDED)
_HEADING = re.compile(r"^(#{1,6}) +(.+?)\s*$", re.MULTILINE)


@dataclass
class Item:
    """A line of the contents or of a list: printed number, text, anchor and depth."""

    nomor: str
    teks: str
    anchor: str
    tingkat: int = 1


@dataclass
class Tally:
    """Counters and lists filled while the chapters are walked through once."""

    chapter: int = -1
    level: int = 0
    risen: int = 0  # levels that headings are moved up again, in a document that begins below one
    part: list[int] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
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
            self.count.clear()
        self.alone = "A" if chapter.name.startswith(OWN) else "R"
        self.initial[chapter.name] = {
            "lanjutan": chapter.continuation,
            "tingkat": self.level,
            "bagian": [*self.part],
            "hitung": dict(self.count),
        }

    @property
    def prefix(self) -> str:
        letters = {SEPARATE: self.alone, TECHNICAL: "T", FRONT: "E", 0: "L"}
        return letters.get(self.chapter, str(self.chapter))

    def number(self, payload: dict[str, Any]) -> None:
        """Give a table or figure its number in this chapter, a folded one that of its section."""
        label, kind = payload.get("label", ""), payload["jenis"]
        if kind == ABSENT and label:
            self.absent[label] = payload["alasan"]
        if kind not in RECORDS:
            return
        if label in self.ordinal:
            self.error.append(f"Label {label} dipakai dua kali.")
        if kind == FOLDED:
            self.ordinal[label] = SECTION + ".".join([self.prefix, *map(str, self.part)])
            return
        self.count[kind] += 1
        self.ordinal[label] = f"{self.prefix}.{self.count[kind]}"
        self.entries[kind].append(
            Item(f"{PHRASINGS[kind]} {self.ordinal[label]}", payload["judul"], label)
        )

    def number_headings(self, text: str, chapter: Chapter) -> str:
        """Markdown with its headings moved down, numbered and anchored."""

        def swap(fitting: re.Match[str]) -> str:
            level = min(len(fitting[1]) + chapter.shift, 6)
            title = re.sub(r"</?p>", "", markdown2html_mistune(fitting[2])).strip()
            return f"\n{self._heading(level, title)}\n"

        return _HEADING.sub(swap, text)

    def _heading(self, level: int, title: str) -> str:
        """A numbered heading down to level 3, a plain one below it.

        No level is skipped (a reader of the screen walks them one by one): level-4 headings right
        below a level-2 one stand at level 3, still without a number.
        """
        plain = html.unescape(re.sub(r"<[^>]+>", "", title))
        if self.chapter == FRONT:
            return self._front_heading(level, title, plain)
        if level == 1 and self.chapter in (SEPARATE, TECHNICAL):
            ordinal, anchor, header = "", "judul", ""
        elif level == 1:
            ordinal = f"Bab {ROMAN[self.chapter]}" if self.chapter else "Lampiran"
            anchor = f"bab-{self.chapter}" if self.chapter else "lampiran"
            ordinal = ordinal if ordinal != plain else ""
            header = f'<span class="nomor-bab">{ordinal}</span> ' if ordinal else ""
        elif level <= 3:
            self.part = [*self.part, 0, 0][: level - 1]
            self.part[-1] += 1
            ordinal = ".".join([self.prefix, *map(str, self.part)])
            anchor, header = f"bagian-{ordinal.replace('.', '-').lower()}", f"{ordinal} "
        else:
            near = min(level, self.level + level - 3) - self.risen
            return f'<h{near} class="unnumbered unlisted">{title}</h{near}>'
        self.level = level
        seen = level - self.risen
        self.content.append(Item(ordinal, plain, anchor, seen))
        return f'<h{seen} id="{anchor}">{header}{title}</h{seen}>'

    def _front_heading(self, level: int, title: str, plain: str) -> str:
        """Before the chapters nothing is numbered, and only the title stands in the contents."""
        if level > 1:
            return f'<h2 class="unnumbered unlisted">{title}</h2>'
        anchor = re.sub(r"\W+", "-", plain.lower())
        self.content.append(Item("", plain, anchor, level))
        return f'<h1 id="{anchor}">{title}</h1>'
