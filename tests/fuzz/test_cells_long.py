"""The long run of tests/faults.py: LKIP_FUZZ_CASES cases, from the seed LKIP_FUZZ_SEED on."""

import os
from collections import Counter

import pytest

from tests.faults import coba

pytestmark = pytest.mark.fuzz

CASES = int(os.environ.get("LKIP_FUZZ_CASES", "10000"))
SEED = int(os.environ.get("LKIP_FUZZ_SEED", "100000"))


def test_no_fault_in_a_cell_gives_a_silent_difference() -> None:
    """The seed of each failure is in its name; `coba(seed)` is that case again."""
    compute: Counter[str] = Counter()
    diam = []
    for seed in range(SEED, SEED + CASES):
        result = coba(seed)
        compute["tertangkap" if result.tertangkap else "berbeda" if result.diff else "sama"] += 1
        diam += [(result.name, result.diff)] if result.diff else []
    print(f"{CASES} kasus: {dict(compute)}")
    assert diam == []
