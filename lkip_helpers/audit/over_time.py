"""Figures of two years: as last year's own data has them, and as the analyst tells of them."""

import re

import pandas as pd

from lkip_helpers.audit.agreement import Doubts, doubt
from lkip_helpers.compute.rounding import compare_printed
from lkip_helpers.intake.checks import location, make_finding
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.pipeline import hash_raw, read
from lkip_helpers.report.format import format_short
from lkip_helpers.rules import load_rules
from lkip_helpers.workspace import Workspace

_DIRECTION = {1: "naik", -1: "turun", 0: "tetap"}


def hash_previous(data: Data) -> dict[str, str]:
    """SHA-256 of the raw files of the year before; none where there is no such year."""
    return hash_raw(Workspace.of(data.unit, data.tahun - 1).raw)


def check_previous(data: Data) -> Doubts:
    """Target and realisasi of the year before, as both years' workbooks have them."""
    previous = Workspace.of(data.unit, data.tahun - 1)
    if not previous.raw.is_dir():
        return
    result = read(previous)
    if not result.valid:
        yield f"lalu:{previous.tahun}", make_finding(
            data.realisasi, "", previous.tahun,
            f"data tahun {previous.tahun} sendiri belum sah, sehingga tidak dibandingkan",
            f"periksa dengan lkip check {previous.tahun} --unit {previous.unit}", "peringatan",
        )  # fmt: skip
        return
    earlier = result.frame["realisasi"]
    origin = earlier[earlier["tahun"] == previous.tahun].reset_index().set_index("kode")
    current = data.realisasi[data.realisasi["tahun"] == previous.tahun]
    for rows, b in current[current["kode"].isin(origin.index)].iterrows():
        for column in ("target", "target_atas", "realisasi"):
            if column not in current or column not in origin:
                continue
            recorded = origin.loc[b["kode"], column]
            if format_short(recorded) != format_short(b[column]):
                cell = column.removesuffix("_atas")
                place = location(earlier, origin.loc[b["kode"], "baris"], cell)
                yield doubt(
                    f"lalu:{b['kode']}:{column}", current, rows, cell,
                    f"{column} {b['kode']} tahun {previous.tahun} {format_short(b[column])}, "
                    f"tetapi data tahun itu sendiri {format_short(recorded)} ({place})",
                    "samakan dengan laporan tahun lalu", b[column],
                )  # fmt: skip


def check_direction(data: Data) -> Doubts:
    """A cause that speaks only of rising where realisasi fell or stayed, and the other way."""
    name = data.indikator.set_index("kode")["indikator"].to_dict()
    for rows, code, cause in data.analisis[["kode", "sebab"]].itertuples():
        own = data.realisasi[data.realisasi["kode"] == code].reset_index().set_index("tahun")
        compute, stated = _computed_direction(own["realisasi"], data.tahun), _stated(cause)
        if compute is None or stated is None or stated == compute:
            continue
        place = location(data.realisasi, own.loc[data.tahun, "baris"], "realisasi")
        message = (
            f"penyebab {name.get(code, code)} menyebut {_DIRECTION[stated]}, padahal realisasinya "
            f"{_DIRECTION[compute]} ({place})"
        )
        yield doubt(f"arah:{code}", data.analisis, rows, "sebab", message, "perbaiki teksnya")


def _computed_direction(realisasi: "pd.Series[float]", tahun: int) -> int | None:
    """1, 0 or −1 as printed; None without both years."""
    own = realisasi.dropna()
    if not {tahun, tahun - 1} <= set(own.index):
        return None
    return compare_printed(own[tahun], own[tahun - 1])


def _stated(text: str) -> int | None:
    """1 or −1 where the text speaks of one direction only."""
    words = load_rules("konsistensi")["arah"]
    exists = {
        direction
        for direction, name in ((1, "naik"), (-1, "turun"))
        if any(re.search(rf"\b{k}\b", text.casefold()) for k in words[name])
    }
    return exists.pop() if len(exists) == 1 else None
