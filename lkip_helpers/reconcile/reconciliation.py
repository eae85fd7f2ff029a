"""A published report against the computed one: its figures, its statements, why they differ."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from lkip_helpers.intake.finding import Finding
from lkip_helpers.reconcile.hypotheses import Cause, Context, find_causes, judge_cause
from lkip_helpers.reconcile.hypotheses.cause import ALSO, TWO_VALUES
from lkip_helpers.reconcile.hypotheses.moved_rows import SHIFT
from lkip_helpers.reconcile.match import VERDICT_CLASSES, Pair, pair_numbers
from lkip_helpers.reconcile.statements import Verdict, check_statements
from lkip_helpers.report.format import format_short
from lkip_helpers.report.record import Record

NUMBER_COLUMNS = [
    "nomor", "label", "judul", "tabel", "bab", "tempat", "halaman", "baris", "kolom", "tercetak",
    "hitungan", "nilai_cetak", "nilai_hitung", "selisih", "kelas", "sebab", "status", "uraian",
    "sebab_lain", "utama",
]  # fmt: skip
STATEMENT_COLUMNS = ["nomor", "label", "tempat", "jenis", "bunyi", "putusan", "uraian"]
WITHOUT_CAUSE = "belum diketahui"
MOST_OTHERS = 3


@dataclass(frozen=True)
class Reconciliation:
    """angka and statement: one row each, in the order of the sheets; findings: unknown names."""

    number: pd.DataFrame
    statement: pd.DataFrame
    findings: list[Finding]


def reconcile(
    published: pd.DataFrame, statement: pd.DataFrame, result: Mapping[str, Record]
) -> Reconciliation:
    """Hold the sheets Angka and Pernyataan against the computed tables."""
    pair, findings = pair_numbers(published, result)
    cause = find_causes(Context(pair, dict(result)))
    claim, further = check_statements(statement, result)
    return Reconciliation(
        pd.DataFrame([_rows(p, cause.get(p.line, [])) for p in pair], columns=NUMBER_COLUMNS),
        pd.DataFrame([_claim_row(h) for h in claim], columns=STATEMENT_COLUMNS),
        [*findings, *further],
    )


def _rows(p: Pair, cause: list[Cause]) -> tuple[object, ...]:
    diff = p.verdict.startswith("beda")
    primary = cause[0] if cause else None
    known = primary is not None and primary.code != ALSO
    status, rivals = judge_cause(cause) if cause else ("", [])
    if primary and primary.code == SHIFT and p.verdict == "beda pembulatan":
        p = replace(p, verdict="beda")
    calculation = p.computed if isinstance(p.computed, str) else format_short(p.computed_number, 4)
    return (
        p.line,
        p.tabel.label,
        p.tabel.title,
        p.tabel.number,
        p.tabel.number.split(".")[0],
        p.place,
        p.page,
        p.row_name,
        p.title,
        p.said if p.has_number else p.printed.text,
        calculation if p.computed is not None else "tidak dapat dihitung",
        p.printed.value,
        p.computed if isinstance(p.computed, float) else None,
        p.number - p.computed_number if p.has_number else None,
        p.verdict,
        primary.code if primary and known else (WITHOUT_CAUSE if diff else ""),
        status if known else "",
        _describe(primary, rivals) if primary else "",
        "; ".join(_phrase_other(s, status) for s in _choose_others(cause)),
        not p.in_body or len(p.tabel.rows) == 1,
    )


def _describe(primary: Cause, rivals: list[Cause]) -> str:
    """The cause with the rivals that the data do not exclude."""
    name = " atau ".join(dict.fromkeys(s.code for s in rivals))
    return primary.description + (f"; mungkin pula {name}" if name else "")


def _choose_others(cause: list[Cause]) -> list[Cause]:
    """The best of each other cause that was tried, as many as one reads."""
    best: dict[str, Cause] = {}
    for s in cause:
        best.setdefault(s.code, s)
    return list(best.values())[1 : 1 + MOST_OTHERS]


def _phrase_other(s: Cause, status: str) -> str:
    """Another cause that was tried; where one is proven, that this one fell behind."""
    weaker = status == "terbukti" and s.code not in (ALSO, TWO_VALUES)
    return f"{s.code}: {s.description}{' (bukti lebih lemah)' if weaker else ''}"


def _claim_row(h: Verdict) -> tuple[object, ...]:
    k = h.claim
    return (k.ordinal, k.tabel.label, k.place, k.kind, k.wording, h.decision, h.description)


def count_classes(number: pd.DataFrame) -> pd.DataFrame:
    """kelas, jumlah, persen of all figures, in the order of VERDICT_CLASSES."""
    total = number["kelas"].value_counts().reindex(VERDICT_CLASSES, fill_value=0)
    percent = total / max(len(number), 1) * 100
    return pd.DataFrame(
        {"kelas": VERDICT_CLASSES, "jumlah": total.to_numpy(), "persen": percent.to_numpy()}
    )


def count_same(number: pd.DataFrame, group: str) -> pd.DataFrame:
    """Per group (bab or label): jumlah figures, how many of each verdict class, persen that agree.

    Returns kelompok, jumlah; sama, bulat, beda, tanpa (in the order of VERDICT_CLASSES); persen.
    """
    verdict = {
        name: number["kelas"] == k
        for name, k in zip(("sama", "bulat", "beda", "tanpa"), VERDICT_CLASSES, strict=True)
    }
    content = number[[group]].assign(jumlah=True, **verdict)
    result = content.groupby(group, sort=False).sum().reset_index()
    return result.assign(persen=result["sama"] / result["jumlah"] * 100)


def list_diffs(number: pd.DataFrame) -> pd.DataFrame:
    """Figures that differ: totals and one-row tables first, then proven causes before guesses.

    With those that are as computed, but contradict another figure of the publication.
    """
    contradicted = (number["kelas"] == "sama") & (number["sebab"] != "")
    diff = number[(number["kelas"] == "beda") | contradicted]
    sequence = diff["status"].map({"terbukti": 0, "dugaan": 1}).fillna(2)
    return (
        diff.assign(_urut=sequence)
        .sort_values(["utama", "_urut"], ascending=[False, True], kind="stable")
        .drop(columns="_urut")
    )


def count_causes(number: pd.DataFrame) -> pd.DataFrame:
    """sebab, terbukti, dugaan, tanpa (no cause found), jumlah of what differs, commonest first."""
    result = (
        number[number["sebab"] != ""]
        .groupby("sebab")["status"]
        .agg(
            terbukti=lambda s: int((s == "terbukti").sum()),
            dugaan=lambda s: int((s == "dugaan").sum()),
            tanpa=lambda s: int((s == "").sum()),
            jumlah="size",
        )
    )
    return result.sort_values(["jumlah", "terbukti"], ascending=False).reset_index()
