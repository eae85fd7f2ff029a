"""Join executed chapters into one numbered document.

Numbering happens here, once: chapters, sections, `Tabel 3.4`, `Gambar 3.1`, lists of tables and
figures, cross-references. Every exporter receives the same joined notebook, so every form of the
report carries the same numbers.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import nbformat
from nbformat import NotebookNode

from lkip_helpers.errors import LkipError
from lkip_helpers.render import numbering
from lkip_helpers.render.absence import drop_absent, find_labels
from lkip_helpers.render.chapter import (
    FRONT,
    OWN,
    SEPARATE,
    TECHNICAL,
    Chapter,
    order_chapters,
    show_plain,
)
from lkip_helpers.render.counting import Item, Joined, number_headings
from lkip_helpers.render.references import SECTION, Pointer
from lkip_helpers.report.markup import render
from lkip_helpers.report.payload import ABSENT, FOLDED, MIME, Payload

FRONT_PLACES = ("kata-pengantar", "ikhtisar")
REMARK = ("jenis", "label", "judul", "alasan")  # what a joined table or figure says of itself
PHRASINGS = {"tabel": "Tabel", "gambar": "Gambar"}
RECORDS = (*PHRASINGS, FOLDED)
Explain = Callable[[list[dict[str, Any]]], Iterable[Payload]]


class DefectiveDocument(LkipError):
    """Cross-references without a target, or labels used twice; all of them at once."""


def join_document(chapter: Sequence[Chapter]) -> NotebookNode:
    """The report of join_report."""
    return join_report(chapter)[0]


def join_report(
    chapter: Sequence[Chapter], explain: Explain = lambda _: ()
) -> tuple[NotebookNode, NotebookNode | None]:
    """The report and its technical annex, each one notebook without code, numbered and resolved.

    The metadata.lkip of both holds sampul, isi (contents), tabel, gambar (lists), paket (payloads;
    that of the report has all) and penomoran (what a chapter by itself needs to carry the same
    numbers). explain: what the annex says at its end of the payloads of the report.
    Raises DefectiveDocument naming every duplicate label and every reference without a target.
    """
    k, t = Joined(), Joined()
    absent = find_labels(chapter, absent=True) - find_labels(chapter, absent=False)
    present = [drop_absent(b, absent) for b in chapter]
    cells = _collect([b for b in present if b.ordinal != TECHNICAL], k)
    annex = _collect([b for b in present if b.ordinal == TECHNICAL], t)
    if annex:
        told = [{**p, "nomor": k.ordinal[p["label"]]} for p in k.payload if p["jenis"] in RECORDS]
        shown = [_show(record) for record in explain(told)]
        notebook = NotebookNode(cells=shown, metadata=NotebookNode())
        annex += _collect([Chapter("0", TECHNICAL, notebook, continuation=True)], t)
    gone = k.absent | t.absent
    document = _build(cells, k, Pointer(k.ordinal, gone, k.error, t.ordinal.get))
    if not annex:
        return document, None
    technical = _build(annex, t, Pointer(t.ordinal, gone, t.error, k.ordinal.get))
    report, own = document.metadata.lkip, technical.metadata.lkip
    report["paket"] += own["paket"]
    for key, numbers in own[numbering.KEY].items():
        report[numbering.KEY][key] |= numbers
    own |= {"sampul": report["sampul"], "teknis": True}
    return document, technical


def _show(record: Payload) -> NotebookNode:
    """A cell that shows it, as if it had run."""
    data, metadata = record._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data, metadata=metadata)
    return nbformat.v4.new_code_cell(outputs=[output])


def join_alone(name: str, nb: NotebookNode, reporting: numbering.Numbering | None) -> NotebookNode:
    """One chapter as a document, numbered as in the report whose numbers are `reporting`.

    A reference to another chapter is its number there. Without that report the chapter counts from
    the start, and says so; so it does where it has changed since. It carries the mark of a draft
    unless that report is final. Raises as join_document.
    """
    (chapter,) = order_chapters([(name, nb)])
    elsewhere = set(reporting.absen if reporting else ()) - find_labels([chapter], absent=False)
    chapter = drop_absent(chapter, elsewhere | find_labels([chapter], absent=True))
    initial = reporting.awal.get(name) if reporting else None
    if reporting is None or initial is None:
        return _join_standalone(chapter)
    chapter = replace(chapter, continuation=initial["lanjutan"])
    k = Joined(chapter.ordinal, initial["tingkat"], chapter.shift, [*initial["bagian"]])
    k.compute.update(initial["hitung"])
    cells = _collect([chapter], k)
    absent = {label: a for label, a in reporting.absen.items() if label not in k.ordinal}
    note = "" if k.ordinal.items() <= reporting.nomor.items() else numbering.ALREADY_CHANGED
    pointer = Pointer(k.ordinal, absent | k.absent, k.error, reporting.nomor.get)
    return _mark(_build(cells, k, pointer, note), draft=reporting.konsep)


def _join_standalone(chapter: Chapter) -> NotebookNode:
    """A document of its own, or a chapter whose report is not there to be asked."""
    k = Joined(risen=chapter.shift)
    cells = _collect([chapter], k)
    if chapter.ordinal == SEPARATE:
        return _build(cells, k, Pointer(k.ordinal, k.absent, k.error))
    pointer = Pointer(k.ordinal, k.absent, k.error, lambda _: numbering.OTHER_SECTION)
    return _mark(_build(cells, k, pointer, numbering.WITHOUT_REPORT), draft=True)


def _mark(document: NotebookNode, *, draft: bool) -> NotebookNode:
    document.metadata.lkip["konsep"] = draft
    return document


def _collect(chapter: Sequence[Chapter], k: Joined) -> list[NotebookNode]:
    """Numbered cells of all chapters, their references as they were written."""
    cells: list[NotebookNode] = []
    for b in chapter:
        k.start(b)
        for cell in b.notebook.cells:
            if "hanya-layar" in cell.metadata.get("tags", []):
                continue
            text = cell.cell_type == "markdown"
            own = [_cell(number_headings(cell.source, b, k))] if text else _code_cell(cell, b, k)
            for c in own if b.ordinal == FRONT else ():
                c.metadata["tempat"] = "ikhtisar"
            cells += own
    return cells


def _build(cells: list[NotebookNode], k: Joined, pointer: Pointer, note: str = "") -> NotebookNode:
    """The document: front matter first, every reference resolved; catatan stands above the rest."""
    front = [c for t in FRONT_PLACES for c in cells if c.metadata.get("tempat") == t]
    primary = [c for c in cells if not c.metadata.get("tempat")]
    if front and front[0].metadata["tempat"] == FRONT_PLACES[0]:
        k.content.insert(0, Item("", "Kata Pengantar", FRONT_PLACES[0]))
    for cell in [*front, *primary]:
        if cell.cell_type not in ("markdown", "code"):
            continue
        resolve = pointer.resolve_item if cell.metadata.get("benda") else pointer.resolve_text
        cell.source = resolve(cell.source)
    if k.error:
        raise DefectiveDocument("\n".join(dict.fromkeys(k.error)))
    if note:
        primary.insert(0, _cell(f'<div class="catatan">{note}</div>'))
    return _notebook(front, primary, k, pointer)


def _notebook(
    front: list[NotebookNode], primary: list[NotebookNode], k: Joined, pointer: Pointer
) -> NotebookNode:
    cover = next((p for p in k.payload if p["jenis"] == "sampul"), {})
    numbered = [pointer.resolve_payload(p) for p in k.payload if p["jenis"] in RECORDS]
    cells = [*front, *primary]
    for i, cell in enumerate(cells):
        cell.id = f"s{i}"
    own = NotebookNode(
        naskah=True,
        sampul=cover,
        isi=[vars(b) for b in k.content],
        tabel=[vars(b) for b in k.entries["tabel"]],
        gambar=[vars(b) for b in k.entries["gambar"]],
        paket=numbered,
    )
    own[numbering.KEY] = {"awal": k.initial, "nomor": k.ordinal, "absen": k.absent}
    metadata = NotebookNode(lkip=own)
    return NotebookNode(cells=cells, metadata=metadata, nbformat=4, nbformat_minor=5)


def _cell(source: str, place: str = "") -> NotebookNode:
    """A cell of text, as nbformat.v4.new_markdown_cell makes it, without its check of every one."""
    metadata = NotebookNode({"tempat": place} if place else {})
    return NotebookNode(cell_type="markdown", source=source, metadata=metadata)


def _code_cell(cell: NotebookNode, chapter: Chapter, k: Joined) -> list[NotebookNode]:
    result = []
    folded = chapter.notebook.metadata.get("lkip", {}).get("kode") == "lipat"
    if folded and not {"parameters", "injected-parameters"} & {*cell.metadata.get("tags", [])}:
        result.append(nbformat.v4.new_raw_cell(render("kode.html.j2", kode=cell.source)))
    for output in cell.outputs:
        data = output.get("data", {})
        if MIME not in data:
            if chapter.ordinal == SEPARATE and chapter.name.startswith(OWN):
                result += [nbformat.v4.new_raw_cell(b) for b in show_plain(data)]
            continue
        payload = data[MIME]
        k.payload.append(payload)
        place = payload.get("tempat", "")
        if payload["jenis"] == "sampul":
            continue
        if "text/markdown" in data:
            if text := "".join(data["text/markdown"]):
                result.append(_cell(text if place else number_headings(text, chapter, k), place))
        else:
            _number(payload, k)
            if payload["jenis"] == ABSENT:
                continue
            record = _cell("".join(data["text/html"]), place)
            record.metadata["benda"] = True
            record.metadata["lipat"] = payload["jenis"] == FOLDED
            record.metadata["paket"] = {k: payload[k] for k in REMARK if k in payload}
            result.append(record)
    return result


def _number(payload: dict[str, Any], k: Joined) -> None:
    """Give a table or figure its number in this chapter, a folded one that of its section."""
    label, kind = payload.get("label", ""), payload["jenis"]
    if kind == ABSENT and label:
        k.absent[label] = payload["alasan"]
    if kind not in RECORDS:
        return
    if label in k.ordinal:
        k.error.append(f"Label {label} dipakai dua kali; beri label lain pada salah satunya.")
    if kind == FOLDED:
        k.ordinal[label] = SECTION + ".".join([k.prefix, *map(str, k.part)])
        return
    k.compute[kind] += 1
    k.ordinal[label] = f"{k.prefix}.{k.compute[kind]}"
    k.entries[kind].append(Item(f"{PHRASINGS[kind]} {k.ordinal[label]}", payload["judul"], label))
