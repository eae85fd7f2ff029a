"""Figures that several sheets hold: targets of an indicator, and what was spent of a pagu."""

from collections.abc import Hashable, Iterator, Mapping

import pandas as pd

from lkip_helpers.intake.checks import cells, location, make_finding, rupiah
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.finding import Finding
from lkip_helpers.report.format import format_short, slugify
from lkip_helpers.report.quantities import UPPER, write_quantity


def make_warning(
    frame: pd.DataFrame, rows: Hashable, column: str, message: str, advice: str
) -> Finding:
    """A doubt about a cell of a loaded frame."""
    value = frame.loc[rows, column] if rows in frame.index else ""
    return make_finding(frame, cells(frame, rows, column), value, message, advice, "peringatan")


def check_target(data: Data) -> Iterator[tuple[str, Finding]]:
    """The target of an indicator in Renstra, IKU, PK and beside its realisasi, at both ends."""
    renstra = data.renstra[data.renstra["tahun"] == data.tahun].dropna(subset="target")
    satuan = data.indikator.set_index("kode")["satuan"].to_dict()
    other = {
        "IKU": data.iku,
        "PK": data.pk,
        "Realisasi": data.realisasi[data.realisasi["tahun"] == data.tahun],
    }
    changed = data.pk.dropna(subset="target_perubahan")
    alter = {code: text for _, code, text in _targets(changed, satuan, "target_perubahan")}
    for rows, code, target in _targets(renstra, satuan):
        for name, frame in other.items():
            by_change = name == "Realisasi" and code in alter
            valid = alter[code] if by_change else target
            for b, _, content in _targets(frame[frame["kode"] == code], satuan):
                if content != valid:
                    origin = location(renstra, rows, str(data.tahun))
                    yield f"target:{code}:{name}", make_warning(
                        frame, b, "target",
                        f"target {code} {content} pada {name}, tetapi {valid} "
                        + (f"pada PK Perubahan ({_altered_cell(data, code)})" if by_change
                           else f"pada Renstra ({origin})"),
                        "samakan targetnya",
                    )  # fmt: skip


def _targets(
    frame: pd.DataFrame, satuan: Mapping[str, str], column: str = "target"
) -> Iterator[tuple[Hashable, str, str]]:
    """Row, kode and target as written: a range by both its ends, a predicate by its letters."""
    upper = frame.get(f"{column}{UPPER}", pd.Series(None, frame.index, dtype=object))
    for rows, code in frame["kode"].items():
        value = frame.loc[rows, column]
        text = write_quantity(value, satuan.get(code), upper[rows])
        yield rows, str(code), text or format_short(value)


def _altered_cell(data: Data, code: str) -> str:
    rows = data.pk.index[data.pk["kode"] == code][0]
    return location(data.pk, rows, "target_perubahan")


def check_spending(data: Data) -> Iterator[tuple[str, Finding]]:
    """Nothing is spent beyond its pagu, and nothing without one, unless it is explained."""
    dpa = data.anggaran
    for rows, name, pagu, realisasi in dpa[["sub_kegiatan", "pagu", "realisasi"]].itertuples():
        limit = 0 if pd.isna(pagu) else pagu
        if pd.notna(realisasi) and realisasi > limit:
            yield f"pagu:{slugify(name)}", make_warning(
                dpa, rows, "realisasi",
                f"realisasi {rupiah(realisasi)} melebihi pagu {rupiah(limit)}",
                "periksa kedua angkanya terhadap DPA dan laporan realisasi",
            )  # fmt: skip
