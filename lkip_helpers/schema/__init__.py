"""The contract of each sheet: said once, here.

From these classes come the reader's checks, the messages, the typed frames and their names in the
data set, the templates and what a new year takes over. One class a sheet, made of an entry of
rules/lembar.toml or, where code asks for its entries one by one, written out; one field a column:
`title` is the header an analyst sees, `description` its meaning, `examples` a valid value.
"""

from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.office import Profil
from lkip_helpers.schema.settings import Pengaturan
from lkip_helpers.schema.sheets import GROUPS
from lkip_helpers.schema.supplement import SUPPLEMENT

EVERY: tuple[type[Schema], ...] = (  # in the order of the workbooks
    Profil, *GROUPS["kecamatan"].values(), Pengaturan, *GROUPS["kinerja"].values(),
    *GROUPS["survei"].values(), *GROUPS["anggaran"].values(),
)  # fmt: skip
READ: tuple[type[Schema], ...] = (*EVERY, *SUPPLEMENT.values())
BY_PLACE = {(k.FILE, k.SHEET): k for k in READ}
