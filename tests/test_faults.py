"""Faults of every kind put into the cells of the examples: each is named, or changes nothing."""

import copy

import pytest

from tests.faults import KACAU, coba
from tests.shown import Cell, list_diffs, list_grid, read

TIAP = 30


@pytest.mark.parametrize("kacau", range(len(KACAU)), ids=[k.__name__ for k in KACAU])
def test_what_is_read_is_what_is_shown_or_a_finding_says_why(kacau: int) -> None:
    """30 seeds a kind; thousands of others in tests/fuzz."""
    result = [coba(kacau + len(KACAU) * n) for n in range(TIAP)]
    assert [(h.name, h.diff) for h in result if h.diff] == []


def test_the_oracle_sees_a_silent_difference() -> None:
    """The gate can fail: a value that is not what its cell shows, and a row that is not read."""
    origin, clean = next((g, d) for g, d in list_grid() if g.schema.NAME == "wilayah")
    g = copy.deepcopy(origin)
    assert list_diffs(g, clean, set()) == []
    g.cells[g.data[0]][g.column[-1]].meaning = 999
    g.cells.append([Cell("x", meaning="x") for _ in g.cells[0]])
    diff = list_diffs(g, read(origin), set())
    assert len(diff) == 2
    assert "999" in diff[0]
    assert "tidak dibaca" in diff[1]
