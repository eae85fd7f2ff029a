"""Findings across sheets and files: what one place says against what another says or proves.

Each has a key. A finding is closed by mending the input, or by a written explanation under that
key on the sheet Penjelasan Temuan.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

import pandas as pd

from lkip_helpers.audit import agreement, over_time
from lkip_helpers.audit.agreement import Doubts, doubt
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.once import once
from lkip_helpers.intake.partial import list_until_unreadable
from lkip_helpers.intake.pipeline import hash_raw
from lkip_helpers.schema.sheets import SURVEY_FORMS
from lkip_helpers.workspace import Workspace

Rule = Callable[[Data], Doubts]
OPEN = "belum dijelaskan"

# Each rule, with the sheets that it sums up: it waits where one has a cell that cannot be read.
RULES: dict[Rule, tuple[str, ...]] = {
    agreement.check_evidence: (
        "ipp", *SURVEY_FORMS, "unsur_skm", "lembaga", "pembinaan", "sarana", "program_lokal",
        "wilayah",
    ),
    agreement.check_target: (),
    agreement.check_spending: (),
    agreement.check_triwulan: ("triwulan",),
    agreement.check_pk_dpa: ("anggaran", "pk_program"),
    agreement.check_names: (),
    agreement.check_scale: (),
    agreement.check_border: (),
    agreement.check_counts: ("sarana",),
    over_time.check_previous: (),
    over_time.check_direction: (),
    agreement.check_promised: ("pohon_kinerja", "rencana_aksi"),
    agreement.check_programs: ("pohon_kinerja", "dukungan"),
    agreement.check_answers: (),
    agreement.check_quarters: ("rencana_aksi",),
}  # fmt: skip


@dataclass(frozen=True)
class Mismatch:
    """One finding with its key, and the explanation written for it, if any."""

    key: str
    findings: Finding
    explanation: str

    @property
    def open_items(self) -> bool:
        return not self.explanation


def check_consistency(data: Data, faulty: Collection[str] = ()) -> list[Mismatch]:
    """Every finding, explained ones too, and explanations that explain nothing.

    faulty: names of sheets with cells that could not be read; a rule that sums such a sheet waits.
    """
    previous = hash_raw(Workspace.of(data.unit, data.tahun - 1).raw)
    return list(_check(data, previous, tuple(sorted(faulty))))


@once
def _check(data: Data, _previous: dict[str, str], faulty: tuple[str, ...]) -> tuple[Mismatch, ...]:
    """check_consistency for data and raw files of the year before that are as these."""
    write = data.penjelasan_temuan
    explanation = dict(zip(write["kunci"], write["penjelasan"], strict=True))
    whole = [rule for rule, sums in RULES.items() if not set(sums) & set(faulty)]
    every = [found for rule in whole for found in list_until_unreadable(rule(data))]
    further = "atau jelaskan pada lembar Penjelasan Temuan dengan kunci"
    result = [
        Mismatch(k, replace(t, saran=f"{t.saran}, {further} {k}"), str(explanation.get(k, "")))
        for k, t in every
    ]
    known = {k for k, _ in every}
    for rows, key in () if faulty else write["kunci"].items():
        if key not in known:
            result.append(Mismatch(*doubt("basi", key, write, rows, "kunci", kunci=key), ""))
    return tuple(result)


def list_open(data: Data, faulty: Collection[str] = ()) -> list[Finding]:
    """Findings that nobody has explained."""
    return [k.findings for k in check_consistency(data, faulty) if k.open_items]


def list_consistency(data: Data) -> pd.DataFrame:
    """kunci, letak, pesan, penjelasan of every finding; an open one says OPEN instead."""
    rows = [
        (
            k.key,
            " › ".join(b for b in (t.berkas, t.lembar, t.sel) if b),
            t.pesan[:1].upper() + t.pesan[1:],
            k.explanation or OPEN,
        )
        for k in check_consistency(data)
        for t in [k.findings]
    ]
    return pd.DataFrame(rows, columns=["kunci", "letak", "pesan", "penjelasan"])
