"""The long run of tests/mangled.py: LKIP_FUZZ_FILES cases, from the seed LKIP_FUZZ_SEED on."""

import os
from collections import Counter

import pytest

from tests.figures import note
from tests.mangled import attempt

pytestmark = pytest.mark.fuzz

CASES = int(os.environ.get("LKIP_FUZZ_FILES", "12000"))
SEED = int(os.environ.get("LKIP_FUZZ_SEED", "200000"))


def test_no_spoilt_file_gives_a_traceback_or_runs_forever() -> None:
    """Each failure is reported with its reported; `attempt(seed)` runs that case again."""
    outcomes: Counter[tuple[str, str]] = Counter()
    failed = []
    for seed in range(SEED, SEED + CASES):
        try:
            outcomes[attempt(seed)] += 1
        except Exception as error:  # noqa: BLE001 each is reported, none hides the next
            failed.append((seed, repr(error)))
    assert failed == []
    for kind in dict.fromkeys(kind for kind, _ in outcomes):
        note("berkas acak", kind, [outcomes[kind, "read"], outcomes[kind, "refused"]])
