"""Budget in whole rupiah: serapan of rows and groups, the PK against the DPA, efficiency."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.lineage import CellRange, join_columns, note_origin, refer, sum_groups
from lkip_helpers.compute.rounding import compare_printed, read_printed
from lkip_helpers.compute.subsetsum import find_arrangements
from lkip_helpers.rules import load_efisiensi, load_rules

Cause = Literal["di luar pk", "di luar dpa", "sub kegiatan", "tanpa susunan", "susunan ganda"]
Diff = tuple[str, str | None, int, Cause, CellRange | None]


def compute_reached(frame: pd.DataFrame, divisor: str = "target") -> "pd.Series[float]":
    """Realisasi over divisor, in percent; NaN where the divisor is missing or nought."""
    due = frame[divisor].astype("Float64")
    return (frame["realisasi"].astype("Float64") / due.where(due > 0) * 100).astype(float)


def compute_serapan(frame: pd.DataFrame) -> pd.DataFrame:
    """Add `serapan` (percent): realisasi / pagu × 100; NaN where there is no pagu."""
    return frame.assign(serapan=compute_reached(frame, "pagu"))


def sum_anggaran(frame: pd.DataFrame, group: Sequence[str]) -> pd.DataFrame:
    """Pagu and realisasi per group in order of appearance; serapan = Σ realisasi / Σ pagu × 100.

    A group without any amount has none, which is not the amount zero.
    """
    return compute_serapan(sum_groups(frame, group, ["pagu", "realisasi"], min_count=1))


def sum_unit(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a sub kegiatan: those of several units summed, their outputs joined.

    The frame itself where no unit below the office has rows of its own.
    """
    if frame["unit"].isna().all():
        return frame
    key, money = ["program", "kegiatan", "sub_kegiatan"], ["pagu", "realisasi", "pagu_sebelum"]
    grouping = frame.groupby(key, sort=False, dropna=False)
    result = sum_groups(frame, key, money, min_count=1)
    result["kode_program"] = grouping["kode_program"].first().to_list()
    outputs = (own["output"].dropna().unique() for _, own in grouping)
    result["output"] = pd.Series(["; ".join(o) or None for o in outputs], dtype=object)
    return result


def list_unit(frame: pd.DataFrame, kecamatan: str) -> pd.DataFrame:
    """Pagu, realisasi and serapan of the office and each unit below it; no row where none has any.

    kecamatan: what the office is called, whose own rows name no unit.
    """
    if frame["unit"].isna().all():
        return sum_anggaran(frame.iloc[:0], ["unit"])
    return sum_anggaran(frame.assign(unit=frame["unit"].fillna(kecamatan)), ["unit"])


def compute_total(frame: pd.DataFrame) -> pd.DataFrame:
    """One row: pagu, realisasi, serapan of all rows; where no row has an amount, none is known."""
    return compute_serapan(frame[["pagu", "realisasi"]].sum(min_count=1).to_frame().T)


def standard_name(program: str) -> str:
    """A programme's name for comparing: without the word Program, case and spacing folded."""
    return re.sub(r"^program\s+", "", " ".join(program.casefold().split()))


def compute_share(part: float, whole: float) -> float:
    """`part` of `whole` in percent; NaN of nothing, and of what is not known."""
    known = pd.notna(part) and pd.notna(whole) and whole != 0
    return float(part) / float(whole) * 100 if known else math.nan


def make_standard(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with `baku`, the standard name of its programmes."""
    return frame.assign(baku=frame["program"].map(standard_name))


def compare_pk_dpa(pk_program: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of the Perjanjian Kinerja beside those of the DPA.

    Returns program, pk, dpa, selisih (dpa − pk), rupiah; 0 where one side lacks the programme.
    """
    dpa = sum_anggaran(anggaran, ["program"])
    name = {standard_name(p): p for p in [*pk_program["program"], *dpa["program"]]}
    result = pd.DataFrame({"program": list(name.values()), "baku": list(name)})
    for column, from_, old in (("pk", pk_program, "anggaran"), ("dpa", dpa, "pagu")):
        result = join_columns(result, make_standard(from_), {column: old}, ["baku"])
    result[["pk", "dpa"]] = result[["pk", "dpa"]].fillna(0).astype(int)
    _note_without(result, "pk", refer(pk_program, "program"))
    _note_without(result, "dpa", refer(anggaran, "program"))
    return result.drop(columns="baku").assign(selisih=result["dpa"] - result["pk"])


def _note_without(result: pd.DataFrame, column: str, entries: CellRange | None) -> None:
    """Note for the programmes that one document lacks where its programmes stand."""
    cells = (entries,) if entries else ()
    nowhere = dict.fromkeys(
        result.index, lineage.Derivation("program ini tidak ada pada dokumen itu", cells)
    )
    note_origin(result, column, {**nowhere, **lineage.list_notes(result, column)})


def list_lowest_serapan(frame: pd.DataFrame, count: int) -> pd.DataFrame:
    """The `count` rows with the lowest serapan; rows without pagu are no absorbers at all."""
    return compute_serapan(frame).dropna(subset="serapan").nsmallest(count, "serapan", keep="all")


def join_explanation(frame: pd.DataFrame, explanation: pd.DataFrame) -> pd.DataFrame:
    """Add `alasan`, the analyst's reason for a sub kegiatan; None where there is none."""
    reason = explanation.set_index("sub_kegiatan")["alasan"]
    return frame.assign(alasan=frame["sub_kegiatan"].map(reason).astype(object))


def compare_change(anggaran: pd.DataFrame) -> pd.DataFrame:
    """Pagu of each programme before and after the change: program, sebelum, sesudah, perubahan.

    No row where no pagu_sebelum is given (there is no DPPA). A sub kegiatan without an amount on
    one side counts as nothing there: it was added or dropped.
    """
    if anggaran["pagu_sebelum"].isna().all():
        return pd.DataFrame(columns=["program", "sebelum", "sesudah", "perubahan"])
    name = {"pagu_sebelum": "sebelum", "pagu": "sesudah"}
    total = sum_groups(anggaran, ["program"], list(name))
    result = join_columns(
        total[["program"]], total, {new: k for k, new in name.items()}, ["program"]
    )
    return result.assign(perubahan=result["sesudah"] - result["sebelum"])


def explain_difference(pk_program: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """What makes the DPA differ from the Perjanjian Kinerja; the amounts add up to the difference.

    Returns program, sub_kegiatan, selisih (dpa − pk, rupiah) and sebab. A programme that only one
    document has is one row. For one whose amounts differ the smallest set of its sub kegiatan is
    sought whose pagu is exactly the difference, or whose complement is exactly the PK; these are a
    row each. Where there is none (tanpa susunan) or more than one (susunan ganda), the programme is
    one row.
    """
    diff = compare_pk_dpa(pk_program, anggaran).query("selisih != 0")
    name = anggaran["program"].map(standard_name)
    rows = [
        content
        for program, pk, dpa, difference in diff.itertuples(index=False)
        for content in _describe(
            program, pk, dpa, difference, anggaran[name == standard_name(program)]
        )
    ]
    result = pd.DataFrame(
        [b[:4] for b in rows], columns=["program", "sub_kegiatan", "selisih", "sebab"]
    )
    return note_origin(result, "selisih", {i: b[4] for i, b in enumerate(rows)})


def _describe(program: str, pk: int, dpa: int, gap: int, own: pd.DataFrame) -> Iterator[Diff]:
    """The rows of one programme; own: its rows in the DPA."""
    if pk == 0:
        yield program, None, gap, "di luar pk", refer(own, "pagu", "jumlah")
        return
    if dpa == 0:
        yield program, None, gap, "di luar dpa", None
        return
    arrangement = _find_outside(own, pk, gap)
    if len(arrangement) != 1:
        yield program, None, gap, "susunan ganda" if arrangement else "tanpa susunan", None
        return
    for i, b in own.loc[arrangement[0]].iterrows():
        cell = refer(own.loc[[i]], "pagu")
        yield program, b["sub_kegiatan"], int(b["pagu"]), "sub kegiatan", cell


def _find_outside(own: pd.DataFrame, pk: int, difference: int) -> list[list[Any]]:
    """Sets of rows that a PK of this amount leaves out: the sets with the fewest rows left out.

    Where fewer rows are kept than left out, the set is sought by what is kept.
    """
    pagu = own["pagu"].dropna()
    part = [(i, float(n)) for i, n in pagu[pagu > 0].items()]
    every = [i for i, _ in part]
    drop = [[i for i, _ in s] for s in find_arrangements(part, difference)]
    save = [[i for i, _ in s] for s in find_arrangements(part, pk)]
    if save and (not drop or len(save[0]) < len(drop[0])):
        return [[i for i in every if i not in s] for s in save]
    return drop


MONEY = ("pagu", "realisasi")


def join_support(support: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of each sasaran: sasaran, program, peran, pagu, realisasi, serapan.

    The main ones of a sasaran come first. A programme that supports several sasaran stands under
    each; sums over sasaran would count it more than once. Programme names are matched as in the
    Perjanjian Kinerja.
    """
    program = make_standard(sum_anggaran(anggaran, ["program"]))
    own = make_standard(support)
    own = own[own["baku"].isin(program["baku"])]
    own = own.sort_values(["sasaran", "peran"], key=_rank, kind="stable").reset_index(drop=True)
    own.attrs = {}
    money = {k: k for k in (*MONEY, "serapan")}
    return join_columns(own, program, money, ["baku"])[["sasaran", "program", "peran", *money]]


def _rank(column: "pd.Series[str]") -> "pd.Series[int]":
    """The order in which texts first stand; of a peran, utama before all others."""
    if column.name == "peran":
        return column.ne("utama").astype(int)
    return pd.Series(pd.factorize(column)[0], column.index)


def list_program_without_sasaran(support: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of the DPA that no sasaran names: program, pagu, realisasi, serapan."""
    program = sum_anggaran(anggaran, ["program"])
    owned = set(support["program"].map(standard_name))
    return program[~program["program"].map(standard_name).isin(owned)]


def compute_efisiensi(
    sasaran: pd.DataFrame, support: pd.DataFrame, formula: str = "selisih"
) -> pd.DataFrame:
    """Capaian beside serapan of the main programmes of each sasaran.

    sasaran: compute_sasaran. support: join_support. Returns sasaran, capaian, pagu, realisasi,
    serapan (percent), selisih (the figure of the formula that was chosen), tingkat (words); no row
    where efficiency is not judged. Money left over is never called efficient while the judged
    capaian is below 100.
    """
    primary = support[support["peran"] == "utama"]
    money = compute_serapan(sum_groups(primary, ["sasaran"], MONEY, min_count=1))
    result = sasaran[sasaran["sasaran"].isin(money["sasaran"])][["sasaran", "capaian", "judged"]]
    result = join_columns(result, money, {k: k for k in (*MONEY, "serapan")}, ["sasaran"])
    judged = _figure(result, result["judged"], formula)
    tiers = [_level(c, f, formula) for c, f in zip(result["judged"], judged, strict=True)]
    result = result.assign(selisih=_figure(result, result["capaian"], formula), tingkat=tiers)
    return result if load_efisiensi(formula).bands else result.head(0)


def _figure(result: pd.DataFrame, capaian: "pd.Series[float]", formula: str) -> "pd.Series[float]":
    """The efficiency figure of each row; source: rules/efisiensi.toml."""
    if formula != "pmk":
        return capaian - result["serapan"]
    limit = load_rules("efisiensi")["rumus"][formula]["batas"]
    due = result["pagu"].astype(float) * capaian / 100
    return ((due - result["realisasi"].astype(float)) / due.where(due > 0) * 100).clip(
        -limit, limit
    )


def _level(capaian: float, figure: float, formula: str) -> str:
    rule, scale = load_rules("efisiensi"), load_efisiensi(formula)
    if pd.isna(figure) or not scale.bands:
        return "Tidak dapat dihitung"
    tier = scale.find(read_printed(figure))
    if tier.kunci != "tidak" and compare_printed(capaian, rule["capaian_terendah"]) < 0:
        return str(rule["teks_belum"])
    return tier.teks
