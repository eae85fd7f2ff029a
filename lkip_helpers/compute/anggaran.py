"""Budget in whole rupiah: serapan of rows and groups, the PK against the DPA, efficiency."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from lkip_helpers.compute import lineage
from lkip_helpers.compute.capaian import compute_capaian
from lkip_helpers.compute.lineage import CellRange, join_columns, note_origin, sum_groups
from lkip_helpers.compute.rounding import FULL, compare_printed, read_printed
from lkip_helpers.compute.subsetsum import find_arrangements
from lkip_helpers.rules import load_efisiensi, load_rules
from lkip_helpers.rules.expression import subtract
from lkip_helpers.schema.cells import standardize_name

Reason = tuple[str, str | None, int, str, CellRange | None]
MONEY = ("pagu", "realisasi")


def compute_percentage(frame: pd.DataFrame, divisor: str = "target") -> "pd.Series[float]":
    """Realisasi / divisor × 100 of each row; NaN where the divisor is missing or zero."""
    base = frame[divisor].astype("Float64")
    return (frame["realisasi"].astype("Float64") / base.where(base > 0) * 100).astype(float)


def compute_serapan(frame: pd.DataFrame) -> pd.DataFrame:
    """Add `serapan` (percent): realisasi / pagu × 100; NaN where there is no pagu."""
    return frame.assign(serapan=compute_percentage(frame, "pagu"))


def sum_anggaran(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Pagu and realisasi per group in order of appearance; serapan = Σ realisasi / Σ pagu × 100.

    keys: the columns to group by. The sum of a group without any amount is missing, not zero.
    """
    return compute_serapan(sum_groups(frame, keys, ["pagu", "realisasi"], min_count=1))


def sum_units(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per sub kegiatan: amounts summed over the units that carry it out, outputs joined.

    Quantities of outputs are not summed: each says of how many units it is. Returns `frame` itself
    where no row names a unit below the office.
    """
    if frame["unit"].isna().all():
        return frame
    keys, money = ["program", "kegiatan", "sub_kegiatan"], ["pagu", "realisasi", "pagu_sebelum"]
    groups = frame.groupby(keys, sort=False, dropna=False)
    result = sum_groups(frame, keys, money, min_count=1)
    result["kode_program"] = groups["kode_program"].first().to_list()
    outputs = ["; ".join(_count_outputs(rows["output"])) or None for _, rows in groups]
    return result.assign(output=pd.Series(outputs, dtype=object))


def _count_outputs(outputs: "pd.Series[Any]") -> Iterator[str]:
    """Each output once; quantities that units share, with the number of units that have each."""
    counts = outputs.value_counts(sort=False)
    measured = counts.max() > 1 and any(re.search(r"\d", str(text)) for text in counts.index)
    for text, units in counts.items():
        yield f"{text} × {units} unit kerja" if measured else str(text)


def sum_by_unit(frame: pd.DataFrame, kecamatan: str) -> pd.DataFrame:
    """Pagu, realisasi and serapan of the office and each unit below it.

    kecamatan: the name of the office, whose own rows name no unit. No row where no row names one.
    """
    rows = frame if frame["unit"].notna().any() else frame.iloc[:0]
    return sum_anggaran(rows.assign(unit=rows["unit"].fillna(kecamatan)), ["unit"])


def compute_total(frame: pd.DataFrame) -> pd.DataFrame:
    """One row: pagu, realisasi and serapan of all rows; NaN where no row has an amount."""
    return compute_serapan(frame[["pagu", "realisasi"]].sum(min_count=1).to_frame().T)


def compute_share(part: float, whole: float) -> float:
    """`part` / `whole` × 100; NaN where either is missing or `whole` is zero."""
    known = pd.notna(part) and pd.notna(whole) and whole != 0
    return float(part) / float(whole) * 100 if known else math.nan


def add_standard_name(frame: pd.DataFrame) -> pd.DataFrame:
    """Add `baku`, the standardized name of each programme."""
    return frame.assign(baku=frame["program"].map(standardize_name))


def compare_pk_dpa(pk_program: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of the Perjanjian Kinerja beside those of the DPA.

    Returns program, luar_pk (whether the PK lacks it), pk, dpa, selisih (dpa − pk), rupiah; 0 where
    one side lacks the programme, and where it is promised with nothing.
    """
    names = [*pk_program["program"], *anggaran["program"]]
    spelled = {standardize_name(name): name for name in names}
    result = pd.DataFrame({"program": list(spelled.values()), "baku": list(spelled)})
    pk, dpa = add_standard_name(pk_program), add_standard_name(anggaran)
    result["luar_pk"] = ~result["baku"].isin(pk["baku"])
    pk = sum_groups(pk, ["baku"], ["anggaran"]) if pk["baku"].duplicated().any() else pk
    result = join_columns(result, pk, {"pk": "anggaran"}, ["baku"])
    result = join_columns(result, sum_groups(dpa, ["baku"], ["pagu"]), {"dpa": "pagu"}, ["baku"])
    result[["pk", "dpa"]] = result[["pk", "dpa"]].fillna(0).astype(int)
    _note_missing(result, "pk", lineage.find_cells(pk_program, "program"))
    _note_missing(result, "dpa", lineage.find_cells(anggaran, "program"))
    return result.drop(columns="baku").assign(selisih=result["dpa"] - result["pk"])


def _note_missing(result: pd.DataFrame, column: str, programs: CellRange | None) -> None:
    """For programmes missing from a document, note the cells where its programmes are listed."""
    cells = (programs,) if programs else ()
    missing = lineage.Derivation("program ini tidak ada pada dokumen itu", cells)
    notes = {**dict.fromkeys(result.index, missing), **lineage.list_notes(result, column)}
    note_origin(result, column, notes)


def list_lowest_serapan(frame: pd.DataFrame, count: int) -> pd.DataFrame:
    """The `count` rows with the lowest serapan, and ties, of those that left some of their pagu."""
    computed = compute_serapan(frame)
    return computed[computed["serapan"] < FULL].nsmallest(count, "serapan", keep="all")


def join_explanation(frame: pd.DataFrame, explanation: pd.DataFrame) -> pd.DataFrame:
    """Add `alasan`, the analyst's reason for a sub kegiatan; None where there is none."""
    reasons = explanation.set_index("sub_kegiatan")["alasan"]
    return frame.assign(alasan=frame["sub_kegiatan"].map(reasons).astype(object))


def compare_change(anggaran: pd.DataFrame) -> pd.DataFrame:
    """Pagu of each programme before and after the change: program, sebelum, sesudah, perubahan.

    No row where no pagu_sebelum is given (there is no DPPA). A sub kegiatan without an amount on
    one side counts as nothing there: it was added or dropped.
    """
    if anggaran["pagu_sebelum"].isna().all():
        return pd.DataFrame(columns=["program", "sebelum", "sesudah", "perubahan"])
    columns = {"sebelum": "pagu_sebelum", "sesudah": "pagu"}
    totals = sum_groups(anggaran, ["program"], list(columns.values()))
    result = join_columns(totals[["program"]], totals, columns, ["program"])
    return result.assign(perubahan=result["sesudah"] - result["sebelum"])


def explain_difference(pk_program: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Why the DPA differs from the Perjanjian Kinerja; the amounts add up to the difference.

    Returns program, sub_kegiatan, selisih (dpa − pk, rupiah) and sebab. A programme that only one
    document has is one row, and so is one promised with its pagu before the change (DPPA), or with
    nothing. For any other whose amounts differ the smallest set of its sub kegiatan is sought whose
    pagu is exactly the difference, or whose complement is exactly the PK; these are a row each.
    Where there is none (tanpa susunan) or more than one (susunan ganda), it is one row.
    """
    differing = compare_pk_dpa(pk_program, anggaran).query("selisih != 0")
    names = anggaran["program"].map(standardize_name)
    rows = [
        row
        for difference in differing.itertuples(index=False)
        for row in _explain(difference, anggaran[names == standardize_name(difference.program)])
    ]
    result = pd.DataFrame(rows, columns=["program", "sub_kegiatan", "selisih", "sebab", "asal"])
    return note_origin(result.drop(columns="asal"), "selisih", dict(result["asal"].items()))


def _explain(difference: Any, rows: pd.DataFrame) -> Iterator[Reason]:
    """The rows that explain one programme, a row of compare_pk_dpa. rows: its rows in the DPA."""
    program, outside, pk, dpa, gap = difference
    before = rows["pagu_sebelum"].sum() if "pagu_sebelum" in rows else 0
    causes = {"di luar pk": outside, "pk nol": pk == 0, "perubahan pagu": before == pk}
    causes["di luar dpa"] = dpa == 0
    cause = next((cause for cause, holds in causes.items() if holds), "")
    arrangements = [] if cause else _find_left_out(rows, pk, gap)
    if len(arrangements) != 1:
        cause = cause or ("susunan ganda" if arrangements else "tanpa susunan")
        cells = lineage.find_cells(rows, "pagu", "jumlah") if pk == 0 else None
        yield program, None, gap, cause, cells
        return
    for i, row in rows.loc[arrangements[0]].iterrows():
        cells = lineage.find_cells(rows.loc[[i]], "pagu")
        yield program, row["sub_kegiatan"], int(row["pagu"]), "sub kegiatan", cells


def _find_left_out(rows: pd.DataFrame, pk: int, gap: int) -> list[list[Any]]:
    """Index labels of the DPA rows that a PK of this amount leaves out: every smallest such set.

    Where the rows the PK keeps are fewer than those it leaves out, they are searched for instead.
    """
    pagu = rows["pagu"].dropna()
    parts = [(i, float(n)) for i, n in pagu[pagu > 0].items()]
    all_rows = [i for i, _ in parts]
    left_out = [[i for i, _ in s] for s in find_arrangements(parts, gap)]
    kept = [[i for i, _ in s] for s in find_arrangements(parts, pk)]
    if kept and (not left_out or len(kept[0]) < len(left_out[0])):
        return [[i for i in all_rows if i not in s] for s in kept]
    return left_out


def join_support(support: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of each sasaran: sasaran, program, peran, pagu, realisasi, serapan.

    The main programmes of a sasaran come first. A programme that supports several sasaran is listed
    under each, so sums over sasaran would count it more than once. Names are matched by
    standardize_name.
    """
    program = sum_anggaran(add_standard_name(anggaran), ["baku"])
    rows = add_standard_name(support)
    rows = rows[rows["baku"].isin(program["baku"])]
    rows = rows.assign(order=pd.factorize(rows["sasaran"])[0], further=rows["peran"].ne("utama"))
    rows = rows.sort_values(["order", "further"], kind="stable", ignore_index=True)
    amounts = (*MONEY, "serapan")
    return join_columns(rows, program, amounts, ["baku"])[["sasaran", "program", "peran", *amounts]]


def join_budget(frame: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """`frame` with capaian (percent), and pagu and belanja (rupiah) of the DPA under that name.

    frame: jenjang, nama, target, realisasi and arah, the polaritas. A programme is found with and
    without the word Program; amounts of several units are summed. NaN where the DPA has no such
    name. Notes the cells behind the amounts.
    """
    result = compute_capaian(frame.assign(polaritas=frame["arah"]))
    levels = []
    for level in ("program", "kegiatan", "sub_kegiatan"):
        named = anggaran.dropna(subset=level).assign(jenjang=level.replace("_", " "))
        levels.append(named.assign(baku=named[level].map(standardize_name)))
    on = ["jenjang", "baku"]
    totals = sum_groups(pd.concat(levels), on, MONEY, min_count=1)
    result["baku"] = frame["nama"].map(standardize_name)
    columns = {"pagu": "pagu", "belanja": "realisasi"}
    joined = join_columns(result, totals, columns, on).astype(dict.fromkeys(columns, float))
    return joined.drop(columns="baku").rename_axis(frame.index.name)


def list_program_without_sasaran(support: pd.DataFrame, anggaran: pd.DataFrame) -> pd.DataFrame:
    """Programmes of the DPA that no sasaran names: program, pagu, realisasi, serapan."""
    program = sum_anggaran(anggaran, ["program"])
    named = set(support["program"].map(standardize_name))
    return program[~program["program"].map(standardize_name).isin(named)]


def compute_efisiensi(
    sasaran: pd.DataFrame, support: pd.DataFrame, formula: str = "selisih"
) -> pd.DataFrame:
    """Capaian beside serapan of the main programmes of each sasaran.

    sasaran: compute_sasaran. support: join_support. Returns sasaran, capaian, pagu, realisasi,
    serapan (percent), selisih (the figure of the chosen formula), tingkat (its level in words); no
    row where the chosen formula does not judge efficiency. Money left over is never called
    efficient while the judged capaian is below 100.
    """
    main = support[support["peran"] == "utama"]
    money = compute_serapan(sum_groups(main, ["sasaran"], MONEY, min_count=1))
    result = sasaran[sasaran["sasaran"].isin(money["sasaran"])]
    result = result.filter(["sasaran", "capaian", "judged", "dihitung", "jumlah_indikator"])
    result = join_columns(result, money, (*MONEY, "serapan"), ["sasaran"])
    pairs = zip(result["judged"], _rate(result, result["judged"], formula), strict=True)
    levels = [_choose_level(capaian, figure, formula) for capaian, figure in pairs]
    result = result.assign(selisih=_rate(result, result["capaian"], formula), tingkat=levels)
    return result if load_efisiensi(formula).bands else result.head(0)


def _rate(rows: pd.DataFrame, capaian: "pd.Series[float]", formula: str) -> "pd.Series[float]":
    """The efficiency of each row by the chosen formula; source: rules/efisiensi.toml."""
    if formula != "pmk":
        return capaian.combine(rows["serapan"], subtract)
    limit = load_rules("efisiensi")["rumus"][formula]["batas"]
    expected = rows["pagu"].astype(float) * capaian / 100
    saved = expected.combine(rows["realisasi"].astype(float), subtract)
    return (saved / expected.where(expected > 0) * 100).clip(-limit, limit)


def _choose_level(capaian: float, figure: float, formula: str) -> str:
    rules, scale = load_rules("efisiensi"), load_efisiensi(formula)
    if pd.isna(figure) or not scale.bands:
        return "Tidak dapat dihitung"
    tier = scale.find(read_printed(figure))
    if tier.kunci != "tidak" and compare_printed(capaian, rules["capaian_terendah"]) < 0:
        return str(rules["teks_belum"])
    return tier.teks
