"""Faults of every kind put into the cells of the examples: each is named, or changes nothing."""

import copy
import re

import pytest

from tests.faults import KACAU, PAGE, coba, hash_generator
from tests.shown import Cell, list_diffs, list_grid, read

TIAP = 30


@pytest.mark.parametrize("kacau", range(len(KACAU)), ids=[k.__name__ for k in KACAU])
def test_what_is_read_is_what_is_shown_or_a_finding_says_why(kacau: int) -> None:
    """30 seeds a kind; thousands of others in tests/fuzz."""
    result = [coba(kacau + len(KACAU) * n) for n in range(TIAP)]
    assert [(h.name, h.diff) for h in result if h.diff] == []


@pytest.mark.parametrize("seed", [100376])
def test_what_a_long_run_once_found_stays_mended(seed: int) -> None:
    """100376: an amount under a date format is no date that Excel can show, but ####."""
    result = coba(seed)
    assert (result.tertangkap, result.diff) == (True, [])


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


def test_the_figures_in_the_docs_are_those_of_the_long_run() -> None:
    """At least 10,000 cases of these very kinds, none of them silent; else run `make fuzz`."""
    text = PAGE.read_text("utf-8")
    assert f"Generator {hash_generator()}." in text, "kinds or oracle changed: run make fuzz"
    rows = re.findall(r"^\| `?(\w+)`? \| .*? \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$",
                      text, re.MULTILINE)  # fmt: skip
    count = {name: [int(n.replace(",", "")) for n in numbers] for name, *numbers in rows}
    every = count.pop("all")
    assert list(count) == [k.__name__ for k in KACAU]
    assert [sum(n) for n in zip(*count.values(), strict=True)] == every
    cases, caught, harmless, silent = every
    assert cases == caught + harmless >= 10_000
    assert silent == 0
