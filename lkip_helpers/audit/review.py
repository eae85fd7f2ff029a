"""The review filled in from the built report: AKIP evaluation, part "pelaporan", and the ceklis."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from lkip_helpers.report.record import Record
from lkip_helpers.rules import load_rules

REVIEWER = "dinilai oleh pereviu"
CEKLIS = "ceklis-reviu"
_REFERENCE = re.compile(r"\[(Tabel|Gambar)\]\(#([a-z0-9-]+)\)")


def grade_reporting(result: Mapping[str, Record], sheet: str = "nasional") -> pd.DataFrame:
    """One row a criterion: kriteria, tabel (printed numbers), terpenuhi, jumlah, persen, nilai.

    sheet: the evaluation sheet that was chosen. nilai: a–e by the share covered, or the grades of
    that sheet. What a machine cannot judge has no number and says so.
    Source: PermenPAN-RB 88/2021.
    """
    rule = load_rules("akip")
    rows: list[tuple[Any, ...]] = [
        _value(k, result, rule["nilai_lembar"].get(sheet, rule["nilai"]), sheet)
        for k in rule["kualitas"]
        if sheet in k.get("hanya", [sheet]) and sheet not in k.get("kecuali", [])
    ]
    rows += [(k["kriteria"], "", None, None, None, REVIEWER) for k in rule["reviewer"]]
    column = ["kriteria", "tabel", "terpenuhi", "jumlah", "persen", "nilai"]
    return pd.DataFrame(rows, columns=column)


def _value(
    k: Mapping[str, Any], result: Mapping[str, Record], letter: list[dict[str, Any]], sheet: str
) -> tuple[str, str, int, int, float, str]:
    exists = [result[name] for name in k["label"] if name in result]
    fulfilled, total = len(exists), len(k["label"])
    if "cakupan" in k:
        required = _content(result.get(k["cakupan"]), k["kunci"], ())
        covered = {n for t in exists for n in _content(t, k["kunci"], k["kolom"])}
        fulfilled, total = len(required & covered), len(required)
    percent = fulfilled / total * 100 if total else 0.0
    held = sheet in k.get("melampaui", ()) and not _exceeds(result.get("iku-capaian"))
    value = next(str(h["huruf"]) for h in letter[held:] if percent > h["lebih_dari"])
    return k["kriteria"], ", ".join(t.number for t in exists), fulfilled, total, percent, value


def _exceeds(tabel: Record | None) -> bool:
    """Whether the mean capaian of the IKU, of those that have one, is above 100 %."""
    reached = [b["capaian"] for b in tabel.rows if b.get("capaian") is not None] if tabel else []
    return bool(reached) and sum(reached) / len(reached) > 100


def _content(tabel: Record | None, key: str, column: tuple[str, ...] | list[str]) -> set[str]:
    """Names in the column `key` of rows whose `column` are all filled."""
    if tabel is None or key not in tabel.column:
        return set()
    return {str(b[key]) for b in tabel.rows if all(b.get(k) not in (None, "") for k in column)}


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
