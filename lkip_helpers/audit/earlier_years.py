"""What a year's workbooks say of earlier years against what those years' own workbooks say."""

from collections.abc import Collection, Hashable, Iterator
from itertools import product

import pandas as pd

from lkip_helpers.audit.agreement import Doubts, doubt, fold_letters, phrase_known
from lkip_helpers.compute.capaian import MEASURES
from lkip_helpers.intake.checks import phrase_place
from lkip_helpers.intake.data import Data, read_earlier
from lkip_helpers.intake.finding import Finding
from lkip_helpers.report.quantities import fold_satuan
from lkip_helpers.workspace import Workspace


def check_earlier(data: Data) -> Doubts:
    """Indicators, and their figures of earlier years, that differ from those years' workbooks.

    What several years have otherwise is told of the latest; what one in between corrected is not.
    """
    told: set[Hashable] = set()
    doubts: dict[str, Finding] = {}
    for previous in reversed(Workspace.of(data.unit, data.tahun - 1).list_until()):
        year = read_earlier(previous)
        found = _check_year(data, year, told) if year else [_flag_unread(data, previous)]
        doubts = dict(found) | doubts
        told |= {*_list_told(year)} if year else set()
    yield from doubts.items()


def _flag_unread(data: Data, previous: Workspace) -> tuple[str, Finding]:
    """A doubt about a year that is not compared, for its own workbooks have faults."""
    source, tahun = data.realisasi.attrs["sumber"], previous.tahun
    message = f"data tahun {tahun} sendiri belum sah, sehingga tidak dibandingkan"
    advice = f"periksa dengan lkip check {tahun} --unit {previous.unit}"
    at = source["berkas"], source["lembar"], "", str(tahun)
    return f"lalu:{tahun}", Finding(*at, "peringatan", message, advice)


def _list_told(year: Data) -> Iterator[Hashable]:
    """The codes of a year's indicators, and each of its figures by year, code, column and words."""
    yield from year.indikator["kode"]
    figures = year.realisasi.melt(["tahun", "kode"], [m for m in MEASURES if m in year.realisasi])
    for *figure, value in figures.itertuples(index=False, name=None):
        yield *figure, phrase_known(value)


def _check_year(data: Data, year: Data, told: Collection[Hashable]) -> Doubts:
    """What differs from an earlier year; told: what later ones have told (_list_told)."""
    yield from _check_measures(data, year, told)
    earlier, current = year.realisasi, data.realisasi[data.realisasi["tahun"] == year.tahun]
    before_last = f"{year.tahun}:" if year.tahun < data.tahun - 1 else ""
    recorded = year.reported.reset_index().set_index("kode")
    shared = [measure for measure in MEASURES if measure in current and measure in recorded]
    for index, row in current[current["kode"].isin(recorded.index)].iterrows():
        for column, code in ((column, row["kode"]) for column in shared):
            last = recorded.loc[code, column]  # where it was not known, by now it may be
            number, before = map(phrase_known, (row[column], last))
            known = (year.tahun, code, column, number) in told
            if number != before and pd.notna(last) and not known:
                cell, key = column.removesuffix("_atas"), f"{before_last}{code}:{column}"
                place = phrase_place(earlier, recorded.loc[code, "baris"], cell)
                met = {"jenis": column, "kode": code, "tahun": year.tahun}
                met |= {"angka": number, "tercatat": before, "letak": place}
                yield doubt("lalu", key, current, index, cell, row[column], **met)


def _check_measures(data: Data, year: Data, told: Collection[Hashable]) -> Doubts:
    """Indicators whose code meant another measure that year: unit, name, direction, formula.

    Letters of a predicate have no unit. told: holds the codes of which only the unit matters, for a
    later year was asked about the rest.
    """
    before = year.indikator.reset_index().drop_duplicates("kode").set_index("kode")
    known = data.indikator[data.indikator["kode"].isin(before.index)]
    columns = ("satuan", "indikator", "polaritas", "formulasi")
    for (index, row), column in product(known.iterrows(), columns):
        code, last, new = row["kode"], before.loc[row["kode"]], row[column]
        fold = fold_satuan if column == "satuan" else fold_letters
        same = pd.isna(last[column]) or pd.isna(new) or fold(last[column]) == fold(new)
        if same or (code in told and column != "satuan"):
            continue
        met = {"kode": code, "tahun": year.tahun, "kini": new, "dulu": last[column], "hal": column}
        met["letak"] = phrase_place(year.indikator, last["baris"], column)
        if column != "satuan":
            yield doubt("ukuran", f"{code}:{column}", data.indikator, index, column, **met)
        elif not row["polaritas"] == last["polaritas"] == "predikat":
            yield doubt("satuan", code, data.indikator, index, column, **met)
