"""Faults of every kind put into the cells of the examples: each is named, or changes nothing."""

import copy
import re

import pytest

from lkip_helpers.intake.numberformat import HIDES, show_number
from tests.conftest import WHOLE
from tests.faults import KACAU, PAGE, coba, hash_generator
from tests.shown import Cell, list_diffs, list_grid, read

TIAP = 30 if WHOLE else 6


@pytest.mark.parametrize("kacau", range(len(KACAU)), ids=[k.__name__ for k in KACAU])
def test_what_is_read_is_what_is_shown_or_a_finding_says_why(kacau: int) -> None:
    """Some seeds a kind; thousands of others in tests/fuzz."""
    result = [coba(kacau + len(KACAU) * n) for n in range(TIAP)]
    assert [(h.name, h.diff) for h in result if h.diff] == []


def test_an_amount_under_a_date_format_is_no_date() -> None:
    """Found by the long run: Excel shows #### for a day beyond 31 December 9999."""
    assert show_number(4_039_100_000, "dd/mm/yyyy").problems == HIDES
    assert not show_number(44_561, "dd/mm/yyyy").problems


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
