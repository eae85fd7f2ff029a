"""Figures of two years: as last year's own data has them, and as the analyst tells of them."""

import re

from lkip_helpers.audit.agreement import Doubts, doubt
from lkip_helpers.compute.rounding import compare_printed
from lkip_helpers.intake.checks import location, make_finding
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.pipeline import read
from lkip_helpers.report.format import format_short
from lkip_helpers.rules import load_rules
from lkip_helpers.workspace import Workspace

_DIRECTION = {1: "naik", -1: "turun", 0: "tetap"}


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
    shared = [k for k in ("target", "target_atas", "realisasi") if k in current and k in origin]
    for rows, b in current[current["kode"].isin(origin.index)].iterrows():
        for column in shared:
            recorded = format_short(origin.loc[b["kode"], column])
            if recorded != format_short(b[column]):
                cell = column.removesuffix("_atas")
                place = location(earlier, origin.loc[b["kode"], "baris"], cell)
                met = {"jenis": column, "kode": b["kode"], "tahun": previous.tahun}
                met |= {"angka": format_short(b[column]), "tercatat": recorded, "letak": place}
                key = f"{b['kode']}:{column}"
                yield doubt("lalu", key, current, rows, cell, b[column], **met)


def check_direction(data: Data) -> Doubts:
    """A cause that speaks only of rising where realisasi fell or stayed, and the other way."""
    names = data.indikator.set_index("kode")["indikator"].to_dict()
    years = {data.tahun, data.tahun - 1}
    for rows, code, cause in data.analisis[["kode", "sebab"]].dropna().itertuples():
        own = data.realisasi[data.realisasi["kode"] == code].reset_index().set_index("tahun")
        stated = _read_direction(cause)
        if stated is None or not years <= set(own["realisasi"].dropna().index):
            continue
        found = compare_printed(*own["realisasi"].loc[[data.tahun, data.tahun - 1]])
        if stated != found:
            place = location(data.realisasi, own.loc[data.tahun, "baris"], "realisasi")
            met = {"nama": names.get(code, code), "kata": _DIRECTION[stated], "letak": place}
            yield doubt("arah", code, data.analisis, rows, "sebab", arah=_DIRECTION[found], **met)


def _read_direction(text: str) -> int | None:
    """1 or −1 where the text speaks of one direction only."""
    words, said = load_rules("konsistensi")["arah"], set[int]()
    for direction, name in _DIRECTION.items():
        if any(re.search(rf"\b{k}\b", text.casefold()) for k in words.get(name, ())):
            said.add(direction)
    return said.pop() if len(said) == 1 else None
