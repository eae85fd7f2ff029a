"""Everything `lkip check` says: form of the sheets, agreement across them, published figures."""

from collections.abc import Iterator

from lkip_helpers.audit.consistency import list_open
from lkip_helpers.importers.boundaries import InvalidMap, Wanted, cut_areas
from lkip_helpers.intake.data import Data, assemble
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.pipeline import Result, drop_known, read
from lkip_helpers.intake.published import check_published
from lkip_helpers.workspace import AREA_MAP, Workspace


def check(workspace: Workspace) -> tuple[Result, list[Finding]]:
    """What intake read, and every finding on it, without writing anything."""
    result = read(workspace)
    further = [*check_further(workspace, result), *check_published(workspace)]
    return result, [*result.findings, *further]


def check_further(workspace: Workspace, result: Result, data: Data | None = None) -> list[Finding]:
    """Open findings across sheets, as far as the sheets can be read; data: loaded from them."""
    if result.profil is None:
        return []
    data = data or assemble(workspace, result)
    return drop_known([*_check_map(data), *list_open(data, result.faulty)], result.findings)


def _check_map(data: Data) -> Iterator[Finding]:
    """The map holds every area of the sheet Wilayah."""
    try:
        if data.peta is not None:
            cut_areas(data.peta, Wanted(dict.fromkeys(data.wilayah["kelurahan"], "")))
    except InvalidMap as error:
        yield Finding(AREA_MAP, "", "", "", "salah", error.message, "ulangi lkip import map")
