"""What the analyst writes of a rise or fall, against what the numbers show."""

import re
from collections.abc import Iterator

import pandas as pd

from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.intake.checks import cells, location, make_finding
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.finding import Finding
from lkip_helpers.rules import load_rules

_DIRECTION = {1: "naik", -1: "turun", 0: "tetap"}


def check_direction(data: Data) -> Iterator[tuple[str, Finding]]:
    """A cause that speaks only of rising where realisasi fell or stayed, and the other way."""
    name = data.indikator.set_index("kode")["indikator"].to_dict()
    for rows, code, cause in data.analisis[["kode", "sebab"]].itertuples():
        compute, stated = (
            _computed_direction(data.realisasi, code, data.tahun),
            _stated_direction(cause),
        )
        if compute is None or stated is None or stated == compute:
            continue
        own = data.realisasi[
            (data.realisasi["kode"] == code) & (data.realisasi["tahun"] == data.tahun)
        ]
        yield f"arah:{code}", make_finding(
            data.analisis, cells(data.analisis, rows, "sebab"), cause,
            f"penyebab {name.get(code, code)} menyebut {_DIRECTION[stated]}, padahal realisasinya "
            f"{_DIRECTION[compute]} ({location(data.realisasi, own.index[0], 'realisasi')})",
            "perbaiki teksnya", "peringatan",
        )  # fmt: skip


def _computed_direction(realisasi: pd.DataFrame, code: str, tahun: int) -> int | None:
    """1, 0 or −1 as printed; None without both years."""
    own = realisasi[realisasi["kode"] == code].set_index("tahun")["realisasi"].dropna()
    if tahun not in own.index or tahun - 1 not in own.index:
        return None
    current, previous = (round_half_up(own[t], 2) for t in (tahun, tahun - 1))
    return (current > previous) - (current < previous)


def _stated_direction(text: str) -> int | None:
    """1 or −1 where the text speaks of one direction only."""
    words = load_rules("konsistensi")["arah"]
    exists = {
        direction
        for direction, entries in ((1, words["naik"]), (-1, words["turun"]))
        if any(re.search(rf"\b{k}\b", text.casefold()) for k in entries)
    }
    return exists.pop() if len(exists) == 1 else None
