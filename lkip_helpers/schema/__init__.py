"""The contract of each sheet: said once, in rules/lembar.toml, and made a class here.

The checks of intake, their messages, the typed frames and their names, the templates and what a
new year takes over all follow from these classes. One class a sheet, one field a column: `title` is
its header, `description` its meaning, `examples` a valid value.
"""

from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import GROUPS, SUPPLEMENT

EVERY: tuple[type[Schema], ...] = tuple(  # in the order of the workbooks
    s for group, schemas in GROUPS.items() if group != "terbit" for s in schemas.values()
)
READ: tuple[type[Schema], ...] = (*EVERY, *SUPPLEMENT.values())
BY_PLACE = {(s.FILE, s.SHEET): s for s in READ}
