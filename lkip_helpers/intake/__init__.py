"""Raw exports go in at this one door and are checked once."""

from typing import TYPE_CHECKING

from lkip_helpers.lazy import lazy_modules

if TYPE_CHECKING:
    from lkip_helpers.intake.completeness import list_lacking
    from lkip_helpers.intake.data import Data, DataFault, DataNotFound, load, load_history
    from lkip_helpers.intake.finding import Finding
    from lkip_helpers.intake.pipeline import check, process
    from lkip_helpers.intake.provenance import record_sources

__all__ = [
    "Data",
    "DataFault",
    "DataNotFound",
    "Finding",
    "check",
    "list_lacking",
    "load",
    "load_history",
    "process",
    "record_sources",
]

__getattr__, __dir__ = lazy_modules(
    __name__, __path__, Finding="finding", list_lacking="completeness",
    record_sources="provenance", check="pipeline", process="pipeline",
    **dict.fromkeys(("Data", "DataFault", "DataNotFound", "load", "load_history"), "data"),
)  # fmt: skip
