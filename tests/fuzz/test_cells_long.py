"""The long run of tests/faults.py: LKIP_FUZZ_CASES cases, from the seed LKIP_FUZZ_SEED on."""

import os
from collections import Counter

import pytest

from tests.faults import coba, write_page

pytestmark = pytest.mark.fuzz

CASES = int(os.environ.get("LKIP_FUZZ_CASES", "10000"))
SEED = int(os.environ.get("LKIP_FUZZ_SEED", "100000"))
USUAL = not {"LKIP_FUZZ_CASES", "LKIP_FUZZ_SEED", "LKIP_FUZZ_RAW"} & os.environ.keys()


def test_no_fault_in_a_cell_gives_a_silent_difference() -> None:
    """The seed of each failure is in its name; `coba(seed)` is that case again.

    The usual run writes its figures into docs/faults.md.
    """
    outcomes: Counter[tuple[str, str]] = Counter()
    silent = []
    seeds = range(SEED, SEED + CASES)
    for result in map(coba, seeds):
        outcomes[result.kind, result.outcome] += 1
        silent += [(result.name, result.diff)] if result.diff else []
    print(f"{CASES} cases: {dict(Counter(o for _, o in outcomes.elements()))}")
    if USUAL:
        write_page(outcomes, seeds)
    assert silent == []
