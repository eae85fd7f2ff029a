"""This year's figures of last year against what last year's own data says."""

from collections.abc import Iterator

from lkip_helpers.intake.checks import cells, location, make_finding
from lkip_helpers.intake.data import Data
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.pipeline import hash_raw, read
from lkip_helpers.report.format import format_short
from lkip_helpers.workspace import Workspace


def hash_previous(data: Data) -> dict[str, str]:
    """SHA-256 of the raw files of the year before; none where there is no such year."""
    return hash_raw(Workspace.of(data.unit, data.tahun - 1).raw)


def check_previous(data: Data) -> Iterator[tuple[str, Finding]]:
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
                yield f"lalu:{b['kode']}:{column}", make_finding(
                    current, cells(current, rows, cell), b[column],
                    f"{column} {b['kode']} tahun {previous.tahun} {format_short(b[column])}, "
                    f"tetapi data tahun itu sendiri {format_short(recorded)} ({place})",
                    "samakan dengan laporan tahun lalu", "peringatan",
                )  # fmt: skip
