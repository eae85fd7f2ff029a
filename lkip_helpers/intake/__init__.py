"""Raw exports go in at this one door and are checked once."""

import pkgutil
from typing import TYPE_CHECKING

from lkip_helpers.lazy import lazy_names

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

__getattr__, __dir__ = lazy_names(
    __name__,
    {m.name: m.name for m in pkgutil.iter_modules(__path__)}
    | dict.fromkeys(("Data", "DataFault", "DataNotFound", "load", "load_history"), "data")
    | dict.fromkeys(("check", "process"), "pipeline")
    | {"Finding": "finding", "list_lacking": "completeness", "record_sources": "provenance"},
)
