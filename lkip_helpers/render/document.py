"""Join executed chapters into one numbered document.

Numbering happens here, once: chapters, sections, `Tabel 3.4`, `Gambar 3.1`, lists of tables and
figures, cross-references. Every exporter receives the same joined notebook, so every form of the
report carries the same numbers.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output, new_raw_cell

from lkip_helpers.errors import LkipError
from lkip_helpers.render import numbering
from lkip_helpers.render.absence import drop_absent, find_labels
from lkip_helpers.render.chapter import (
    ANALYST,
    FRONT,
    SEPARATE,
    TECHNICAL,
    Chapter,
    order_chapters,
    show_plain,
)
from lkip_helpers.render.counting import Item, JoinState, number_headings
from lkip_helpers.render.references import SECTION, References
from lkip_helpers.report.markup import render
from lkip_helpers.report.payload import ABSENT, FOLDED, MIME, Payload

FOREWORD = "kata-pengantar"
SUMMARY = ("jenis", "label", "judul", "alasan")  # entries of a payload that its cell keeps
RECORDS = ("tabel", "gambar", FOLDED)
Explain = Callable[[list[dict[str, Any]]], Iterable[Payload]]


class DefectiveDocument(LkipError):
    """Cross-references without a target, or labels used twice; all of them at once."""


def join_report(
    chapters: Sequence[Chapter], explain: Explain = lambda _: ()
) -> tuple[NotebookNode, NotebookNode | None]:
    """The report and its technical annex, each one notebook without code, numbered and resolved.

    The metadata.lkip of both holds sampul, isi (contents), tabel, gambar (lists), paket (payloads;
    that of the report has all) and penomoran (what a chapter by itself needs to carry the same
    numbers). explain: makes the end of the annex from the payloads of the report.
    Raises DefectiveDocument naming every duplicate label and every reference without a target.
    """
    main, annex = JoinState(), JoinState()
    absent = find_labels(chapters, absent=True) - find_labels(chapters, absent=False)
    present = [drop_absent(c, absent) for c in chapters]
    cells = _collect([c for c in present if c.number != TECHNICAL], main)
    annex_cells = _collect([c for c in present if c.number == TECHNICAL], annex)
    if annex_cells:
        numbered = [{**record, "nomor": main.numbers[record["label"]]} for record in main.records]
        bundles = (item._repr_mimebundle_() for item in explain(numbered))
        outputs = [new_output("display_data", data, metadata=known) for data, known in bundles]
        notebook = NotebookNode(cells=[new_code_cell(outputs=outputs)], metadata=NotebookNode())
        annex_cells += _collect([Chapter("0", TECHNICAL, notebook, continuation=True)], annex)
    document = _build(cells, main, annex.absent, annex.numbers.get)
    if not annex_cells:
        return document, None
    technical = _build(annex_cells, annex, main.absent, main.numbers.get)
    report_data, annex_data = document.metadata.lkip, technical.metadata.lkip
    report_data["paket"] += annex_data["paket"]
    for key, numbers in annex_data[numbering.KEY].items():
        report_data[numbering.KEY][key] |= numbers
    annex_data |= {"sampul": report_data["sampul"], "teknis": True}
    return document, technical


def join_alone(name: str, nb: NotebookNode, report: numbering.Numbering | None) -> NotebookNode:
    """One chapter as a document. report: the numbers of the last report, if there is one.

    A reference to another chapter is its number there. Without that report the chapter counts from
    the start, and a note says so; another note says if it has changed since. It is marked as a
    draft unless that report is final. Raises as join_report.
    """
    (chapter,) = order_chapters([(name, nb)])
    elsewhere = set(report.absen if report else ()) - find_labels([chapter], absent=False)
    chapter = drop_absent(chapter, elsewhere | find_labels([chapter], absent=True))
    start = report.awal.get(name) if report else None
    if report is None or start is None:
        state = JoinState(raised=chapter.shift)
        cells = _collect([chapter], state)
        if chapter.number == SEPARATE:
            return _build(cells, state)
        outside = numbering.OTHER_SECTION
        document = _build(cells, state, (), lambda _: outside, numbering.WITHOUT_REPORT)
        document.metadata.lkip["konsep"] = True
        return document
    chapter = replace(chapter, continuation=start["lanjutan"])
    state = JoinState(chapter.number, start["tingkat"], chapter.shift, [*start["bagian"]])
    state.counts.update(start["hitung"])
    cells = _collect([chapter], state)
    absent = report.absen.keys() - state.numbers.keys()
    note = "" if state.numbers.items() <= report.nomor.items() else numbering.ALREADY_CHANGED
    document = _build(cells, state, absent, report.nomor.get, note)
    document.metadata.lkip["konsep"] = report.konsep
    return document


def _collect(chapters: Sequence[Chapter], state: JoinState) -> list[NotebookNode]:
    """The cells of all chapters, numbered, with unresolved references."""
    cells: list[NotebookNode] = []
    for chapter in chapters:
        state.start(chapter)
        for cell in chapter.notebook.cells:
            if "hanya-layar" in cell.metadata.get("tags", []):
                continue
            if cell.cell_type == "markdown":
                new = [_cell(number_headings(cell.source, chapter, state))]
            else:
                new = _read_outputs(cell, chapter, state) if cell.cell_type == "code" else []
            for added in new if chapter.number == FRONT else ():
                added.metadata["tempat"] = "ikhtisar"
            cells += new
    return cells


def _build(
    cells: list[NotebookNode],
    state: JoinState,
    absent: Collection[str] = (),
    outside: Callable[[str], str | None] = lambda _: None,
    note: str = "",
) -> NotebookNode:
    """The document: front matter first, every reference resolved.

    absent, outside: as of References, beyond what `state` knows. note: stands above the rest.
    """
    references = References(state.numbers, {*absent, *state.absent}, state.errors, outside)
    foreword, summary, body = (
        [cell for cell in cells if cell.metadata.get("tempat", "") == place]
        for place in (FOREWORD, "ikhtisar", "")
    )
    if foreword:
        state.contents.insert(0, Item("", "Kata Pengantar", FOREWORD))
    front = [*foreword, *summary]
    for cell in [*front, *body]:
        if cell.cell_type == "markdown":
            is_item = cell.metadata.get("benda")
            resolve = references.resolve_item if is_item else references.resolve_text
            cell.source = resolve(cell.source)
    if state.errors:
        raise DefectiveDocument("\n".join(dict.fromkeys(state.errors)))
    if note:
        body.insert(0, _cell(f'<div class="catatan">{note}</div>'))
    cells = [*front, *body]
    for i, cell in enumerate(cells):
        cell.id = f"s{i}"
    lkip = NotebookNode(
        naskah=True,
        sampul=state.cover,
        isi=[vars(item) for item in state.contents],
        **{kind: [vars(item) for item in items] for kind, items in state.lists.items()},
        paket=[references.resolve_payload(record) for record in state.records],
    )
    lkip[numbering.KEY] = {"awal": state.starts, "nomor": state.numbers, "absen": state.absent}
    metadata = NotebookNode(lkip=lkip)
    return NotebookNode(cells=cells, metadata=metadata, nbformat=4, nbformat_minor=5)


def _cell(source: str, place: str = "") -> NotebookNode:
    """A cell as nbformat.v4.new_markdown_cell makes it, without its validation of each one."""
    metadata = NotebookNode({"tempat": place} if place else {})
    return NotebookNode(cell_type="markdown", source=source, metadata=metadata)


def _read_outputs(cell: NotebookNode, chapter: Chapter, state: JoinState) -> list[NotebookNode]:
    """Cells of text for the outputs of a code cell, and for its code where that is asked for."""
    cells = []
    folded = chapter.notebook.metadata.get("lkip", {}).get("kode") == "lipat"
    if folded and not {"parameters", "injected-parameters"} & {*cell.metadata.get("tags", [])}:
        cells.append(new_raw_cell(render("kode.html.j2", kode=cell.source)))
    for output in cell.outputs:
        data = output.get("data", {})
        if MIME not in data:
            if chapter.number == SEPARATE and chapter.name.startswith(ANALYST):
                cells += [new_raw_cell(html) for html in show_plain(data)]
            continue
        payload = data[MIME]
        place = payload.get("tempat", "")
        if payload["jenis"] == "sampul":
            state.cover = state.cover or payload
            continue
        if "text/markdown" in data:
            if text := "".join(data["text/markdown"]):
                cells.append(_cell(text if place else number_headings(text, chapter, state), place))
            continue
        _number(payload, state)
        if payload["jenis"] != ABSENT:
            item = _cell("".join(data["text/html"]), place)
            item.metadata["benda"] = True
            item.metadata["lipat"] = payload["jenis"] == FOLDED
            item.metadata["paket"] = {key: payload[key] for key in SUMMARY if key in payload}
            cells.append(item)
    return cells


def _number(payload: dict[str, Any], state: JoinState) -> None:
    """Give a table or figure its number in this chapter, a folded one that of its section."""
    label, kind = payload.get("label", ""), payload["jenis"]
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
    state.lists[kind].append(Item(f"{kind.capitalize()} {number}", payload["judul"], label))
