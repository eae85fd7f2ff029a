"""The contract of each sheet: said once, here.

From these classes come the reader's checks, the messages, the typed frames and their names in the
data set, the templates and what a new year takes over. One class a sheet, known by being defined in
one of the modules below; one field a column: `title` is the header an analyst sees, `description`
its meaning, `examples` a valid value, `satuan` its unit.
"""

from lkip_helpers.schema import (  # noqa: F401 (in the order of the workbooks)  # isort: skip
    office,
    settings,
    planning,
    participation,
    survey,
    budget,
)
from lkip_helpers.schema.base import REGISTRY, Schema

EVERY: tuple[type[Schema], ...] = tuple(REGISTRY)

from lkip_helpers.schema.supplement import SUPPLEMENT  # noqa: E402 (not among those of EVERY)

READ: tuple[type[Schema], ...] = (*EVERY, *SUPPLEMENT.values())
BY_PLACE = {(k.FILE, k.SHEET): k for k in READ}
