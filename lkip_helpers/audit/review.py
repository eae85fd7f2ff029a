"""The review filled in from the built report: AKIP evaluation, part "pelaporan", and the ceklis."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from lkip_helpers.report.record import Record
from lkip_helpers.rules import load_rules

REVIEWER = "dinilai oleh pereviu"
CEKLIS = "ceklis-reviu"
UNTOLD = "tabelnya tidak disertai uraian"
COLUMNS = [
    "kriteria", "tabel", "terpenuhi", "jumlah", "persen", "nilai", "alasan", "naik", "label",
]  # fmt: skip
_REFERENCE = re.compile(r"\[(Tabel|Gambar)\]\(#([a-z0-9-]+)\)")


def grade_reporting(
    result: Mapping[str, Record], sheet: str = "nasional", told: Collection[str] | None = None
) -> pd.DataFrame:
    """One row a criterion: kriteria, tabel (printed numbers), terpenuhi, jumlah, persen, nilai.

    And label, alasan and naik: the tables that prove it, why this grade, what would raise it.
    sheet: the evaluation sheet that was chosen. nilai: a–e by the share covered, or the points of
    the sheet that gives such. told: labels of tables that a sentence speaks of; all where it is not
    given. What a machine cannot judge has no number and says so.
    Source: PermenPAN-RB 88/2021.
    """
    rule = load_rules("akip")
    rows = [
        _grade(k, result, rule, told, sheet)
        for k in rule["kualitas"]
        if sheet in k.get("hanya", [sheet]) and sheet not in k.get("kecuali", [])
    ]
    rows += [{"kriteria": k["kriteria"], "tabel": "", "nilai": REVIEWER} for k in rule["reviewer"]]
    return pd.DataFrame(rows, columns=COLUMNS)


def _grade(
    k: Mapping[str, Any], result: Mapping[str, Record], rule: Mapping[str, Any],
    told: Collection[str] | None, sheet: str,
) -> dict[str, Any]:  # fmt: skip
    exists = [result[name] for name in k["label"] if name in result]
    have, required, word = {t.label for t in exists}, set(k["label"]), "tabel"
    if "cakupan" in k:
        word = k["kunci"]
        required = _content(result.get(k["cakupan"]), word, {})
        have = required & {n for t in exists for n in _content(t, word, k)}
    percent = len(have) / len(required) * 100 if required else 0.0
    letter = next(h["huruf"] for h in rule["nilai"] if percent > h["lebih_dari"])
    reason = f"{len(have)} dari {len(required)} {word} tercakup"
    lacking = ", ".join(sorted(required - have))
    lacking = lacking.replace("-", " ") if word == "tabel" else lacking
    raising = f"{k['naik']}: {lacking}" if lacking else ""
    if sheet == rule["tetap"]["lembar"]:
        value, flaw = _score(k, result, rule["tetap"], {t.label for t in exists}, told)
        letter = f"{value:.1f}".replace(".", ",")
        reason = "; ".join(filter(None, (reason, flaw)))
        raising = raising or {"": "", UNTOLD: "tulis uraian pada bagiannya"}.get(flaw, k["naik"])
    return {
        "kriteria": k["kriteria"], "tabel": ", ".join(t.number for t in exists),
        "terpenuhi": len(have), "jumlah": len(required), "persen": percent, "nilai": letter,
        "alasan": reason, "naik": raising, "label": [t.label for t in exists],
    }  # fmt: skip


def _score(
    k: Mapping[str, Any], result: Mapping[str, Record], points: Mapping[str, Any],
    shown: Collection[str], told: Collection[str] | None,
) -> tuple[float, str]:  # fmt: skip
    """Points of a criterion, and what keeps it from all of them."""
    if not shown and "melampaui" not in k:
        return 0, "tabelnya tidak ada"
    if "melampaui" in k:
        rows = result[k["melampaui"]].rows if k["melampaui"] in result else []
        capaian = [b["capaian"] for b in rows if b["capaian"] is not None]
        if not (shown and capaian):
            return points["sebagian"], "efisiensi tidak dapat diukur"
        if sum(capaian) / len(capaian) <= points["melampaui"]:
            bound = points["melampaui"]
            return points["sebagian"], f"rata-rata capaian IKU tidak melebihi {bound} persen"
    if told is not None and not {*shown} & {*told}:
        return points["sebagian"], UNTOLD
    return points["penuh"], ""


def _content(tabel: Record | None, key: str, rule: Mapping[str, Any]) -> set[str]:
    """Names in the column `key` of rows whose `kolom` are all filled, in `baris` rows at least."""
    if tabel is None or key not in tabel.column:
        return set()
    columns = [key, *rule.get("kolom", ())]
    filled = [b for b in tabel.rows if all(map(_says, (b.get(k) for k in columns)))]
    counts = Counter(str(b[key]) for b in filled)
    return {name for name, n in counts.items() if n >= rule.get("baris", 1)}


def _says(value: Any) -> bool:
    """Whether a cell says anything; one that says it is not known does not."""
    unknown = load_rules("akip")["tak_diketahui"]
    return value not in (None, "") and not str(value).startswith(unknown)


def read_ceklis(result: Mapping[str, Record]) -> pd.DataFrame:
    """The ceklis reviu as the built report answers it, its references as printed numbers.

    Columns kode, bagian, butir, hasil, tampak; no row where the report has no ceklis.
    """

    def phrase(fitting: re.Match[str]) -> str:
        exists = result.get(fitting[2])
        return f"{fitting[1]} {exists.ordinal}" if exists else ""

    column = ["kode", "bagian", "butir", "hasil", "tampak"]
    rows = [dict(b) for b in result[CEKLIS].rows] if CEKLIS in result else []
    for b in rows:
        b["tampak"] = _REFERENCE.sub(phrase, str(b["tampak"]))
    return pd.DataFrame(rows, columns=column)
