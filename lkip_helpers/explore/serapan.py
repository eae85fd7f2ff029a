"""Serapan from the whole down: programmes, kegiatan of one, sub kegiatan of one of those."""

from collections.abc import Sequence

import pandas as pd

from lkip_helpers.compute import anggaran
from lkip_helpers.explore.shown_results import WORDS, phrase_code, present
from lkip_helpers.intake import Data
from lkip_helpers.prose.phrases import phrase_range
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import format_name
from lkip_helpers.report.layouts import REALISASI, ratio_footer
from lkip_helpers.report.narasi import Chain, Narasi

TIERS = ("program", "kegiatan", "sub_kegiatan")


def list_members(data: Data, parent: Sequence[str]) -> list[str]:
    """Programmes, or the kegiatan of the programme named, in their order."""
    return [str(n) for n in _choose(data, parent)[TIERS[len(parent)]].unique()]


def _choose(data: Data, parent: Sequence[str]) -> pd.DataFrame:
    frame = data.anggaran
    for tier, name in zip(TIERS, parent, strict=False):
        frame = frame[frame[tier] == name]
    return frame


def build_serapan(data: Data, parent: Sequence[str] = ()) -> Chain:
    """What the group named by `parent` (programme, kegiatan) is made of, one level further down."""
    own = _choose(data, parent)
    tier = TIERS[len(parent)]
    wording = tier.replace("_", " ")
    detailed = anggaran.sum_anggaran(own, [tier])
    total = anggaran.compute_total(own).iloc[0]
    scope = f" {format_name(parent[-1])}" if parent else ""
    title = f"Pagu, realisasi, dan serapan anggaran menurut {wording}{scope} tahun {data.tahun}"
    column: list[str | Column] = [alter(tier), "pagu", REALISASI, "serapan"]
    shown = present(
        "serapan",
        title,
        ("serapan", tier),
        detailed,
        column,
        data.anggaran,
        [ratio_footer("realisasi", "pagu", "serapan")],
    )
    chosen = [*zip(TIERS, parent, strict=False)]
    code = phrase_code("serapan", data, pilihan=chosen, kelompok=tier)
    told = Narasi(
        WORDS["satu"]["serapan"],
        total=total,
        sebutan=wording,
        rentang=phrase_range(detailed, tier, "serapan", wording=wording),
    )
    return Chain([told, *shown, code])
