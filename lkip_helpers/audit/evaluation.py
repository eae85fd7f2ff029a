"""The evaluation of the reporting as a folder: answered sheets, and the proof of each answer."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pypdfium2
from openpyxl import Workbook

from lkip_helpers.render.seal import list_pages
from lkip_helpers.render.swap import derived_folder
from lkip_helpers.report.columns import REFERENCE
from lkip_helpers.report.format import slugify
from lkip_helpers.report.open_data import write_csv
from lkip_helpers.report.payload import MIME
from lkip_helpers.report.record import Record, read_built
from lkip_helpers.rules import is_unknown, load_rules
from lkip_helpers.schema.numbers import swap_marks
from lkip_helpers.workbooks import style
from lkip_helpers.workspace import PDF, Workspace

REVIEWER = "dinilai oleh pereviu"
CEKLIS = "ceklis-reviu"
UNEXPLAINED = "tabelnya tidak disertai uraian"
COLUMNS = [
    "kriteria", "tabel", "terpenuhi", "jumlah", "persen", "nilai", "alasan", "naik", "label",
]  # fmt: skip


def grade_reporting(
    tables: Mapping[str, Record], sheet: str = "nasional", explained: Collection[str] | None = None
) -> pd.DataFrame:
    """A row for each criterion: kriteria, tabel (its numbers), terpenuhi, jumlah, persen, nilai.

    And label, alasan and naik: the tables that prove it, why this grade, what would raise it.
    sheet: the evaluation sheet that was chosen. nilai: a–e by the share covered, or points, on a
    sheet that gives points. explained: labels of tables with a sentence about them; None: all.
    A criterion that a reviewer must judge has no number and says so.
    Source: PermenPAN-RB 88/2021.
    """
    rule = load_rules("akip")
    rows = [
        _grade(c, tables, rule, explained, sheet)
        for c in rule["kualitas"]
        if sheet in c.get("hanya", [sheet]) and sheet not in c.get("kecuali", [])
    ]
    rows += [{"kriteria": c["kriteria"], "tabel": "", "nilai": REVIEWER} for c in rule["reviewer"]]
    return pd.DataFrame(rows, columns=COLUMNS)


def _grade(
    criterion: Mapping[str, Any], tables: Mapping[str, Record], rule: Mapping[str, Any],
    explained: Collection[str] | None, sheet: str,
) -> dict[str, Any]:  # fmt: skip
    proofs = [tables[label] for label in criterion["label"] if label in tables]
    covered, required, word = {t.label for t in proofs}, set(criterion["label"]), "tabel"
    if "cakupan" in criterion:
        word = criterion["kunci"]
        required = _list_covered(tables.get(criterion["cakupan"]), word, {})
        covered = required & {n for t in proofs for n in _list_covered(t, word, criterion)}
    percent = len(covered) / len(required) * 100 if required else 0.0
    grade = next(g["huruf"] for g in rule["nilai"] if percent > g["lebih_dari"])
    reason = f"{len(covered)} dari {len(required)} {word} tercakup"
    lacking = ", ".join(sorted(required - covered))
    lacking = lacking.replace("-", " ") if word == "tabel" else lacking
    cure = f"{criterion['naik']}: {lacking}" if lacking else ""
    if sheet == rule["tetap"]["lembar"]:
        shown = {t.label for t in proofs}
        points, flaw = _score(criterion, tables, rule["tetap"], shown, explained)
        grade = swap_marks(f"{points:.1f}")
        reason = "; ".join(filter(None, (reason, flaw)))
        cures = {"": "", UNEXPLAINED: "tulis uraian pada bagiannya"}
        cure = cure or cures.get(flaw, criterion["naik"])
    return {
        "kriteria": criterion["kriteria"], "tabel": ", ".join(t.number for t in proofs),
        "terpenuhi": len(covered), "jumlah": len(required), "persen": percent, "nilai": grade,
        "alasan": reason, "naik": cure, "label": [t.label for t in proofs],
    }  # fmt: skip


def _score(
    criterion: Mapping[str, Any], tables: Mapping[str, Record], points: Mapping[str, Any],
    shown: Collection[str], explained: Collection[str] | None,
) -> tuple[float, str]:  # fmt: skip
    """Points of a criterion, and what keeps it from full points."""
    if label := criterion.get("melampaui"):
        capaian = tables[label].column_values("capaian") if label in tables else []
        bound = points["melampaui"]
        if not (shown and capaian):
            return points["sebagian"], "efisiensi tidak dapat diukur"
        if sum(capaian) / len(capaian) <= bound:
            return points["sebagian"], f"rata-rata capaian IKU tidak melebihi {bound} persen"
    elif not shown:
        return 0, "tabelnya tidak ada"
    if explained is not None and not {*shown} & {*explained}:
        return points["sebagian"], UNEXPLAINED
    return points["penuh"], ""


def _list_covered(tabel: Record | None, key: str, rule: Mapping[str, Any]) -> set[str]:
    """Names in the column `key` that have at least `baris` rows whose `kolom` are all filled."""
    if tabel is None or key not in tabel.by_key:
        return set()
    columns = [key, *rule.get("kolom", ())]
    filled = [r for r in tabel.rows if all(_is_known(r.get(c)) for c in columns)]
    counts = Counter(str(r[key]) for r in filled)
    return {name for name, n in counts.items() if n >= rule.get("baris", 1)}


def _is_known(value: Any) -> bool:
    """Whether a cell is filled, and not with words that it is not known."""
    unknown = is_unknown(value) or str(value).startswith(tuple(load_rules("akip")["tak_diketahui"]))
    return value not in (None, "") and not unknown


def read_ceklis(tables: Mapping[str, Record]) -> pd.DataFrame:
    """The ceklis reviu as the built report answers it, with printed numbers for references.

    Columns kode, bagian, butir, hasil, tampak; no row where the report has no ceklis.
    """

    def phrase(reference: re.Match[str]) -> str:
        record = tables.get(reference[2])
        return f"{reference[1]} {record.reference}" if record else ""

    columns = ["kode", "bagian", "butir", "hasil", "tampak"]
    rows = [dict(row) for row in tables[CEKLIS].rows] if CEKLIS in tables else []
    for row in rows:
        row["tampak"] = REFERENCE.sub(phrase, str(row["tampak"]))
    return pd.DataFrame(rows, columns=columns)


Graded = Mapping[str, pd.DataFrame]  # grade_reporting by evaluation sheet


def write_evidence(workspace: Workspace) -> tuple[Path, Graded]:
    """Make the folder `bukti` of a built report; returns it and the grades.

    lke.xlsx answers every evaluation sheet and the ceklis reviu. The folder of each criterion holds
    the tables that prove it as CSV, and the pages of the PDF, where there is one, that show them.
    Raises LkipError.
    """
    tables = read_built(workspace)
    explained = set(list_explained(workspace.executed_folder(workspace.outputs)))
    graded = {n: grade_reporting(tables, n, explained) for n in load_rules("akip")["lembar"]}
    with derived_folder(workspace.evidence) as folder:
        _write_answers(folder / "lke.xlsx", graded, read_ceklis(tables))
        _write_proofs(folder, graded, tables, workspace.outputs / PDF)
    return workspace.evidence, graded


def _write_proofs(place: Path, graded: Graded, tables: Mapping[str, Record], pdf: Path) -> None:
    """A folder for each criterion that tables prove."""
    rows = pd.concat(graded.values()).dropna(subset="alasan").drop_duplicates("kriteria")
    proven = rows[rows["label"].str.len() > 0][["kriteria", "label"]]
    pages = list_pages(pdf.read_bytes()) if pdf.exists() else []
    for number, (name, labels) in enumerate(proven.itertuples(index=False), 1):
        folder = place / f"{number:02d}-{slugify(name)}"
        folder.mkdir()
        shown: set[int] = set()
        for record in (tables[label] for label in labels):
            printed = [
                [record.column_at(i, c.key).format(row[c.key]) for c in record.columns]
                for i, row in enumerate(record.rows)
            ]
            text = write_csv([[c.title for c in record.columns], *printed], ";")
            (folder / f"{record.label}.csv").write_text(text, "utf-8-sig", newline="")
            title = record.full_title[:40]
            found = [i for i, page in enumerate(pages) if title in " ".join(page.split())]
            shown |= {*found[-1:]}  # the last one, as the list of tables has it too
        if shown:
            with pypdfium2.PdfDocument(pdf) as source:
                part = pypdfium2.PdfDocument.new()
                part.import_pages(source, sorted(shown))
                part.save(folder / "halaman.pdf")


def phrase_grades(graded: Graded) -> Iterator[str]:
    """A line for each evaluation sheet with its counts of each grade, then what raises them."""
    for name, frame in graded.items():
        counts = frame["nilai"].value_counts(sort=False).sort_index().to_dict()
        for_reviewer = counts.pop(REVIEWER, 0)
        grades = ", ".join(f"{n} × {grade}" for grade, n in counts.items())
        yield f"Lembar {name}: {grades}; {for_reviewer} kriteria {REVIEWER}."
    rows = pd.concat(graded.values())
    raisable = rows[rows["naik"].fillna("") != ""].drop_duplicates(["kriteria", "naik"])
    if len(raisable):
        yield "Yang menaikkan nilai:"
    yield from (f"  {row.kriteria}: {row.naik}." for row in raisable.itertuples())


def list_explained(folder: Path) -> Iterator[str]:
    """Labels of tables whose section in the executed chapters has a computed sentence."""
    for file in sorted(folder.glob("*.ipynb")):
        labels: list[str] = []
        has_sentence = False
        for text, payload in [*_iter_content(file), ("#", {})]:
            if text.startswith("#"):
                yield from labels if has_sentence else ()
                labels, has_sentence = [], False
            elif payload.get("jenis") in ("tabel", "kalimat"):
                labels.append(payload["label"])
            has_sentence = has_sentence or bool(payload.get("nilai"))


def _iter_content(file: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Text and payload of each Markdown cell and of each output of a notebook, in order."""
    for cell in nbformat.read(file, 4).cells:
        if cell.cell_type == "markdown":
            yield cell.source, {}
        outputs = cell.outputs if cell.cell_type == "code" else ()
        for data in (output.get("data", {}) for output in outputs):
            yield "".join(data.get("text/markdown", "")), data.get(MIME, {})


WIDTHS = {"lembar": (48, 12, 48, 24, 60), "ceklis": (10, 72, 24, 40)}  # letters of each column


def _write_answers(file: Path, graded: Graded, ceklis: pd.DataFrame) -> None:
    workbook = Workbook()
    heads = load_rules("buku")["evaluasi"]
    for name, frame in {**graded, "ceklis reviu": ceklis}.items():
        kind = "lembar" if name in graded else "ceklis"
        ws = workbook.create_sheet(name.capitalize())
        columns = dict(zip(heads[kind].values(), WIDTHS[kind], strict=True))
        style.write_table(ws, 1, columns, frame[[*heads[kind]]].fillna("").itertuples(index=False))
        style.set_print(ws, 1)
    del workbook["Sheet"]
    style.save(workbook, file)
