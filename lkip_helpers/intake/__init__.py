"""Raw exports go in at this one door and are checked once."""

from lkip_helpers.lazy import lazy_modules

__getattr__, __dir__ = lazy_modules(
    __name__, __path__, Finding="finding", record_sources="provenance",
    **dict.fromkeys(("check", "list_lacking", "process"), "pipeline"),
    **dict.fromkeys(("Data", "DataFault", "load", "load_history"), "data"),
)  # fmt: skip
