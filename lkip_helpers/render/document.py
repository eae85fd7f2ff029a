"""Join executed chapters into one numbered document.

Numbering happens here, once: chapters, sections, `Tabel 3.4`, `Gambar 3.1`, lists of tables and
figures, cross-references. Every exporter receives the same joined notebook, so every form of the
report carries the same numbers.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from nbformat.v4 import new_raw_cell

from lkip_helpers.errors import LkipError
from lkip_helpers.render.fingerprint import NUMBERING
from lkip_helpers.render.pieces import (
    ANALYST,
    FRONT,
    SEPARATE,
    TECHNICAL,
    Chapter,
    Piece,
    drop_absent,
    find_absent,
    order_chapters,
    read_output,
    read_pieces,
)
from lkip_helpers.render.references import SECTION, References
from lkip_helpers.report.payload import ABSENT, COVER, FOLDED, Payload

NUMBERED = 3  # levels of headings that have a number
ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
_PARSER = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True))
FOREWORD = "kata-pengantar"
SUMMARY = ("jenis", "label", "judul", "alasan")  # entries of a payload that its cell keeps
WITHOUT_REPORT = (
    "Berkas ini dibuat sebelum laporannya disusun. Nomor bagian, tabel, dan gambar dihitung dari "
    "bab ini saja dan dapat berbeda dari nomor dalam laporan."
)
ALREADY_CHANGED = (
    "Bab ini sudah berubah sejak laporan terakhir disusun. Nomor tabel dan gambar dapat berbeda "
    "dari nomor dalam laporan sampai laporan disusun lagi."
)
NOT_RUN = "Sebagian sel notebook belum dijalankan, sehingga isi berkas ini belum lengkap."
RAW = new_raw_cell().cell_type  # a word that else names a folder, which workspace.py spells
RECORDS = ("tabel", "gambar", FOLDED)
Explain = Callable[[list[dict[str, Any]]], Iterable[Payload]]
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


@lru_cache(2_000)  # each text once for the page, once for paper
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
    if state.chapter == FRONT and level > 1:  # only its title is listed in the contents
        return f'<h2 class="unnumbered unlisted">{title}</h2>'
    if level > NUMBERED:
        return f'<h{printed} class="unnumbered unlisted">{title}</h{printed}>'
    number = prefix = ""
    if state.chapter == FRONT:
        anchor = re.sub(r"\W+", "-", text.lower())
    elif level > 1:
        state.section = [*state.section, 0, 0][: max(depth - 1, 1)]
        state.section[-1] += 1
        number = ".".join([state.prefix, *map(str, state.section)])
        anchor, prefix = f"bagian-{number.replace('.', '-').lower()}", f"{number} "
    elif state.chapter in (SEPARATE, TECHNICAL):
        anchor = "judul"
    else:
        name = f"Bab {ROMAN[state.chapter]}" if state.chapter else "Lampiran"
        anchor = f"bab-{state.chapter}" if state.chapter else "lampiran"
        if name != text:
            number, prefix = name, f'<span class="nomor-bab">{name}</span> '
    state.contents.append(make_item(number, text, anchor, printed))
    return f'<h{printed} id="{anchor}">{prefix}{title}</h{printed}>'


def join_report(
    chapters: Sequence[Chapter], explain: Explain = lambda _: ()
) -> tuple[NotebookNode, NotebookNode | None]:
    """The report and its technical annex, each one notebook without code, numbered and resolved.

    The metadata.lkip of both holds sampul, isi (contents), tabel, gambar (lists), paket (payloads;
    that of the report has all) and penomoran (what a chapter by itself needs to carry the same
    numbers). explain: makes the end of the annex from the payloads of the report.
    Raises LkipError naming every duplicate label and every reference without a target.
    """
    main, annex = JoinState(), JoinState()
    main.outside, annex.outside = annex.numbers.get, main.numbers.get
    parts = [(chapter, [*read_pieces(chapter)]) for chapter in chapters]
    absent = find_absent(piece for _, pieces in parts for piece in pieces)
    main.left_out = annex.left_out = absent
    for chapter, pieces in parts:
        _collect(chapter, pieces, annex if chapter.number == TECHNICAL else main)
    if annex.cells:
        numbered = [{**record, "nomor": main.numbers[record["label"]]} for record in main.records]
        bundles = (item._repr_mimebundle_() for item in explain(numbered))
        end = [piece for data, _ in bundles for piece in read_output(data)]
        main.left_out = annex.left_out = find_absent(end, absent)
        own = NotebookNode(metadata=NotebookNode())
        _collect(Chapter("0", TECHNICAL, own, continuation=True), end, annex)
    document = _build(main)
    if not annex.cells:
        return document, None
    technical = _build(annex)
    report_data, annex_data = document.metadata.lkip, technical.metadata.lkip
    report_data["paket"] += annex_data["paket"]
    for key, numbers in annex_data[NUMBERING].items():
        report_data[NUMBERING][key] |= numbers
    annex_data |= {"sampul": report_data["sampul"], "teknis": True}
    return document, technical


def join_alone(name: str, nb: NotebookNode, report: Mapping[str, Any] | None) -> NotebookNode:
    """One chapter as a document. report: the counting of the last report (read_numbering).

    A reference to another chapter is its number there. Without that report the chapter counts from
    the start, and a note says so; another note says if it has changed since, or was not run whole.
    It is marked as a draft unless that report is final. A document of its own that does not begin
    with a title is titled by its file. Raises as join_report.
    """
    (chapter,) = order_chapters([(name, nb)])
    pieces = [*read_pieces(chapter)]
    if chapter.number == SEPARATE and next((p.level for p in pieces if p.level), 0) != 1:
        title = name.removeprefix(ANALYST).replace("-", " ").capitalize()
        pieces.insert(0, Piece("tetap", title, level=1))
    absent = find_absent(pieces, report["absen"] if report else ())
    known = report if report and name in report["awal"] else None
    own: dict[str, Any] = {"lanjutan": False, "tingkat": chapter.shift, "bagian": [], "hitung": {}}
    start = known["awal"][name] if known else own
    chapter = replace(chapter, continuation=start["lanjutan"])
    state = JoinState(
        left_out=absent, chapter=chapter.number, open=[*range(1, 1 + start["tingkat"])],
        raised=chapter.shift, section=[*start["bagian"]], counts=Counter(start["hitung"]),
    )  # fmt: skip
    _collect(chapter, pieces, state)
    code = (c for c in nb.cells if c.cell_type == "code" and c.source.strip())
    not_run = "" if all(c.execution_count or c.outputs for c in code) else NOT_RUN
    if not known and chapter.number == SEPARATE:
        return _build(state, not_run)
    state.outside = known["nomor"].get if known else lambda _: "(pada bagian lain laporan)"
    same = known and state.numbers.items() <= known["nomor"].items()
    note = "" if same else ALREADY_CHANGED if known else WITHOUT_REPORT
    document = _build(state, not_run or note)
    document.metadata.lkip["konsep"] = not known or known["konsep"]
    return document


def _collect(chapter: Chapter, pieces: Iterable[Piece], state: JoinState) -> None:
    """Add the cells of a chapter, numbered and without what is absent; references stay as yet.

    A table or figure without data leaves an empty cell: what compares reports finds there why.
    """
    state.start(chapter)
    for piece in drop_absent(pieces, state.left_out):
        payload = piece.payload
        kind = payload.get("jenis")
        if kind == COVER:
            state.cover = state.cover or payload
            continue
        _number(payload, state)
        if kind == ABSENT and not payload.get("label"):
            continue
        source, is_html = piece.source, piece.html
        if piece.level:
            level = min(piece.level + chapter.shift, 6)
            source, is_html = number_heading(piece.source, level, state), True
        cell = make_cell(source, html=is_html)
        if place := "ikhtisar" if chapter.number == FRONT else payload.get("tempat", ""):
            cell.metadata["tempat"] = place
        cell.metadata["lipat"] = kind == FOLDED
        cell.metadata["paket"] = {key: payload[key] for key in SUMMARY if key in payload}
        state.cells.append(cell)


def _build(state: JoinState, note: str = "") -> NotebookNode:
    """The document: front matter first, every reference resolved. note: stands above the rest."""
    foreword, summary, body = (
        [cell for cell in state.cells if cell.metadata.get("tempat", "") == place]
        for place in (FOREWORD, "ikhtisar", "")
    )
    if foreword:
        state.contents.insert(0, make_item("", "Kata Pengantar", FOREWORD))
    front = [*foreword, *summary]
    for cell in [*front, *body]:
        is_text = cell.cell_type == "markdown"
        resolve = state.resolve_text if is_text else state.resolve_item
        cell.source = resolve(cell.source)
    if state.errors:
        raise LkipError("\n".join(dict.fromkeys(state.errors)))
    if note:
        body.insert(0, make_cell(f'<div class="catatan">{note}</div>', html=True))
    records = [state.resolve_payload(record) for record in state.records]
    lkip = NotebookNode(sampul=state.cover, isi=state.contents, **state.lists, paket=records)
    lkip[NUMBERING] = {"awal": state.starts, "nomor": state.numbers, "absen": state.absent}
    return NotebookNode(cells=[*front, *body], metadata=NotebookNode(lkip=lkip))


def make_cell(source: str, *, html: bool) -> NotebookNode:
    """A cell as nbformat.v4 makes it, without its validation of each one; html: a raw one."""
    return NotebookNode(cell_type=RAW if html else "markdown", source=source, metadata={})


def _number(payload: dict[str, Any], state: JoinState) -> None:
    """Give a table or figure its number in this chapter, a folded one that of its section."""
    label, kind = payload.get("label", ""), payload.get("jenis", "")
    if kind == ABSENT and label:
        state.absent[label] = payload["alasan"]
    if kind not in RECORDS:
        return
    state.records.append(payload)
    if label in state.numbers:
        state.errors.append(f"Label {label} dipakai dua kali; beri label lain pada salah satunya.")
    if kind == FOLDED:
        state.numbers[label] = SECTION + ".".join([state.prefix, *map(str, state.section)])
        return
    state.counts[kind] += 1
    state.numbers[label] = number = f"{state.prefix}.{state.counts[kind]}"
    state.lists[kind].append(make_item(f"{kind.capitalize()} {number}", payload["judul"], label))
