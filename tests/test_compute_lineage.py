"""Joins and sums of frames keep what is known of the cells behind their values."""

import pandas as pd

from lkip_helpers.compute.lineage import join_columns, list_cells, sum_groups
from lkip_helpers.intake.once import keep_values


def sheet(name: str, rows: list[int], **columns: list[object]) -> pd.DataFrame:
    """A frame as from intake: its index has the rows of Excel, its columns are A, B, …"""
    frame = pd.DataFrame(columns, index=pd.Index(rows, name="baris"))
    letters = dict(zip(columns, "ABCDEF", strict=False))
    frame.attrs["sumber"] = {"berkas": "uji.xlsx", "lembar": name, "kolom": letters}
    return frame


def spans(frame: pd.DataFrame, column: str) -> list[str]:
    return [f"{r.sheet}!{r.span}" for r in list_cells(frame, column)]


def test_a_joined_column_names_the_cells_it_came_from() -> None:
    """Rows are matched by the key in any order; one without a counterpart gets NaN."""
    left = sheet("Kiri", [4, 5, 6], kode=["a", "b", "c"])
    right = sheet("Kanan", [7, 9], kode=["c", "a"], nilai=[3.5, 1.5])
    result = join_columns(left, right, {"angka": "nilai"}, ["kode"])
    assert result["angka"].to_list()[::2] == [1.5, 3.5]
    assert pd.isna(result["angka"].iloc[1])
    assert spans(result, "angka") == ["Kanan!B9", "Kanan!B7"]


def test_a_sum_names_the_cells_it_sums_and_a_sum_of_sums_all_of_them() -> None:
    """Neighbours as one range; groups in order of appearance."""
    detail = sheet("Rinci", [4, 5, 6], program=["P", "P", "Q"], pagu=[1, 2, 4])
    result = sum_groups(detail, ["program"], ["pagu"])
    assert result["pagu"].to_list() == [3, 4]
    assert spans(result, "pagu") == ["Rinci!B4:B5", "Rinci!B6"]
    total = sum_groups(result.assign(semua="x"), ["semua"], ["pagu"])
    assert spans(total, "pagu") == ["Rinci!B4:B5;B6"]


def test_only_a_value_that_is_still_the_one_of_its_cells_names_them() -> None:
    """Changed in a notebook, or moved to another label after sorting, it names none."""
    budget = sheet("DPA", [5, 6, 7], program=["A", "A", "B"], pagu=[3, 4, 1])
    budget.attrs["nilai"] = keep_values(budget, "pagu")
    changed = budget.assign(pagu=[9, 9, 1])
    assert spans(changed, "pagu") == ["DPA!B7"]
    groups = sum_groups(budget, ["program"], ["pagu"])
    assert spans(groups.sort_values("pagu"), "pagu") == ["DPA!B7", "DPA!B5:B6"]
    assert spans(groups.sort_values("pagu", ignore_index=True), "pagu") == []
    assert spans(sum_groups(changed, ["program"], ["pagu"]), "pagu") == ["DPA!B7"]
