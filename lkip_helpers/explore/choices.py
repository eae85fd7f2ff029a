"""What there is to choose from, and the data of a choice, kept while its workbooks stay."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lkip_helpers.errors import LkipError
from lkip_helpers.intake import Data, DataFault, DataNotFound, load
from lkip_helpers.workspace import Workspace, find_root

WITHOUT_DATA = (
    "Belum ada data di data/raw. Siapkan berkasnya lebih dahulu dari terminal: "
    "`lkip new TAHUN --unit NAMA`."
)

Pair = tuple[str, int]  # unit and year


class NotYetUsable(LkipError):
    """A unit and year whose workbooks still have faults; the message says what to do."""


def list_choices() -> Mapping[str, list[int]]:
    """Units that have data, each with its years, the latest first."""
    root = find_root()
    units = Workspace("", 0, root).list_units()
    every = {u: Workspace(u, 0, root).list_tahun()[::-1] for u in units}
    return {u: tahun for u, tahun in every.items() if tahun}


def fits(unit: str, tahun: int) -> Data:
    """The data of a choice; raises NotYetUsable where a workbook is at fault."""
    root = find_root()
    yearly = (Workspace(unit, t, root) for t in Workspace(unit, tahun, root).list_tahun())
    file = [b for r in yearly if r.tahun <= tahun for b in sorted(r.raw.glob("*"))]
    state = tuple((b.name, b.stat().st_mtime_ns, b.stat().st_size) for b in file)
    content = _load(unit, tahun, (str(root), state))
    if isinstance(content, str):
        raise NotYetUsable(content)
    return content


@lru_cache(maxsize=64)
def _load(unit: str, tahun: int, _state: Any) -> Data | str:
    """The data, or why it cannot be used, which is kept as well: checking takes a second.

    _state: the workbooks as they stood; with others the data is read again.
    """
    try:
        return load(unit, tahun)
    except DataFault as error:
        return (
            f"Data {unit} {tahun} belum dapat dipakai: {len(error.findings)} hal perlu dibereskan. "
            f"Lihat rinciannya dengan: lkip check {tahun} --unit {unit}"
        )
    except DataNotFound as error:
        return str(error)
