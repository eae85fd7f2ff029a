"""The contract of each sheet: said once, in rules/lembar.toml, and made a class here.

From these classes come the reader's checks, the messages, the typed frames and their names in the
data set, the templates and what a new year takes over. One class a sheet, one field a column:
`title` is the header an analyst sees, `description` its meaning, `examples` a valid value.
"""

from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import GROUPS, SUPPLEMENT

EVERY: tuple[type[Schema], ...] = tuple(  # in the order of the workbooks
    k for group, own in GROUPS.items() if group != "terbit" for k in own.values()
)
READ: tuple[type[Schema], ...] = (*EVERY, *SUPPLEMENT.values())
BY_PLACE = {(k.FILE, k.SHEET): k for k in READ}
