"""A published report against the computed one: its figures and statements, and why they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.once import memoize
from lkip_helpers.reconcile.hypotheses import Cause, Context, find_causes, judge_cause
from lkip_helpers.reconcile.hypotheses.cause import ALSO, TWO_VALUES
from lkip_helpers.reconcile.hypotheses.slips import SHIFT
from lkip_helpers.reconcile.match import VERDICT_CLASSES, Pair, pair_numbers
from lkip_helpers.reconcile.statements import check_statements
from lkip_helpers.render.references import SECTION
from lkip_helpers.report.format import format_short
from lkip_helpers.report.record import Record

NUMBER_COLUMNS = [
    "nomor", "label", "judul", "tabel", "bab", "tempat", "halaman", "baris", "kolom", "tercetak",
    "hitungan", "nilai_cetak", "nilai_hitung", "selisih", "kelas", "sebab", "status", "uraian",
    "sebab_lain", "utama",
]  # fmt: skip
STATEMENT_COLUMNS = ["nomor", "label", "tempat", "jenis", "bunyi", "putusan", "uraian"]


@dataclass(frozen=True)
class Reconciliation:
    """number, statement: rows in the order of the sheets; findings: unknown names."""

    number: pd.DataFrame
    statement: pd.DataFrame
    findings: list[Finding]


@memoize  # for the command and for the chapter that it runs
def reconcile(
    published: pd.DataFrame, statement: pd.DataFrame, tables: Mapping[str, Record]
) -> Reconciliation:
    """Compare the sheets Angka and Pernyataan with the computed tables."""
    pairs, findings = pair_numbers(published, tables)
    causes = find_causes(Context(pairs, dict(tables)))
    verdicts, unknown = check_statements(statement, tables)
    rows = [_build_row(p, causes.get(p.line, [])) for p in pairs]
    checked = [(c.line, c.tabel.label, c.place, c.kind, c.wording, *v) for c, *v in verdicts]
    numbers = pd.DataFrame(rows, columns=NUMBER_COLUMNS)
    statements = pd.DataFrame(checked, columns=STATEMENT_COLUMNS)
    return Reconciliation(numbers, statements, [*findings, *unknown])


def _build_row(pair: Pair, causes: list[Cause]) -> tuple[object, ...]:
    """A figure as a row of NUMBER_COLUMNS."""
    tabel, right = pair.tabel, pair.computed_number
    computed = pair.computed if isinstance(pair.computed, str) else format_short(right, 4)
    return (
        pair.line, tabel.label, tabel.title, tabel.number,
        tabel.number.removeprefix(SECTION).split(".")[0],
        pair.place, pair.page, pair.row_name, pair.title,
        (pair.wording if pair.has_number else pair.printed.text),
        (computed if pair.computed is not None else "tidak dapat dihitung"),
        pair.printed.value,
        pair.computed if isinstance(pair.computed, float) else None,
        pair.number - right if pair.has_number else None,
        *_explain(pair.verdict, causes),
        not pair.in_body or len(tabel.rows) == 1,
    )  # fmt: skip


def _explain(verdict: str, causes: list[Cause]) -> tuple[str, str, str, str, str]:
    """kelas, sebab, status, uraian and sebab_lain of a figure, by the best of its causes."""
    unknown = "belum diketahui" if verdict.startswith("beda") else ""
    if not causes:
        return verdict, unknown, "", "", ""
    best, (status, rivals) = causes[0], judge_cause(causes)
    names = " atau ".join(dict.fromkeys(c.code for c in rivals))
    description = f"{best.description}; mungkin pula {names}" if names else best.description
    others = _phrase_others(causes, status)
    if best.code == ALSO:
        return verdict, unknown, "", description, others
    shifted = best.code == SHIFT and verdict == "beda pembulatan"
    return ("beda" if shifted else verdict), best.code, status, description, others


def _phrase_others(causes: list[Cause], status: str) -> str:
    """The best of each other cause found; that they are weaker, where the first is proven."""
    by_code: dict[str, Cause] = {}
    for cause in causes:
        by_code.setdefault(cause.code, cause)
    others = list(by_code.values())[1:4]
    weaker = {c.code: status == "terbukti" and c.code not in (ALSO, TWO_VALUES) for c in others}
    remark = " (bukti lebih lemah)"
    return "; ".join(f"{c.code}: {c.description}{remark * weaker[c.code]}" for c in others)


def count_classes(number: pd.DataFrame) -> pd.DataFrame:
    """kelas, jumlah, persen of all figures, in the order of VERDICT_CLASSES."""
    total = number["kelas"].value_counts().reindex(VERDICT_CLASSES, fill_value=0)
    percent = total / max(len(number), 1) * 100
    counts = {"jumlah": total.to_numpy(), "persen": percent.to_numpy()}
    return pd.DataFrame({"kelas": VERDICT_CLASSES, **counts})


def count_same(number: pd.DataFrame, group: str) -> pd.DataFrame:
    """Figures of each group (bab or label): how many, how many of each verdict, how many agree.

    Returns the group, jumlah; sama, bulat, beda, tanpa (in the order of VERDICT_CLASSES); persen.
    """
    names = zip(("sama", "bulat", "beda", "tanpa"), VERDICT_CLASSES, strict=True)
    counted = {name: number["kelas"] == verdict for name, verdict in names}
    frame = number[[group]].assign(jumlah=True, **counted)
    result = frame.groupby(group, sort=False).sum().reset_index()
    return result.assign(persen=result["sama"] / result["jumlah"] * 100)


def list_diffs(number: pd.DataFrame) -> pd.DataFrame:
    """Figures that differ: totals and one-row tables first, then proven causes before guesses.

    With those that are as computed, but contradict another figure of the publication.
    """
    contradicted = (number["kelas"] == "sama") & (number["sebab"] != "")
    differing = number[(number["kelas"] == "beda") | contradicted]
    certainty = differing["status"].map({"terbukti": 0, "dugaan": 1}).fillna(2)
    order = {"by": ["utama", "certainty"], "ascending": [False, True], "kind": "stable"}
    return differing.assign(certainty=certainty).sort_values(**order).drop(columns="certainty")


def count_causes(number: pd.DataFrame) -> pd.DataFrame:
    """sebab, terbukti, dugaan, tanpa (no cause found), jumlah of differing figures; most first."""
    known = number[number["sebab"] != ""]
    counts = pd.crosstab(known["sebab"], known["status"].replace("", "tanpa"))
    counts = counts.reindex(columns=["terbukti", "dugaan", "tanpa"], fill_value=0)
    counts["jumlah"] = counts.sum(axis=1)
    order = counts.sort_values(["jumlah", "terbukti"], ascending=False)
    return order.rename_axis(columns=None).reset_index()
