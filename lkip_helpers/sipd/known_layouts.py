"""The layouts of budget exports that are known, by name: what shows them, where SIPD has them."""

from dataclasses import dataclass

from lkip_helpers.rules import load_rules
from lkip_helpers.sipd.hierarchical import is_dpa_detail
from lkip_helpers.sipd.rows import Reader


@dataclass(frozen=True)
class KnownLayout:
    """One layout: its name, where an office gets it, and how it is told from the others.

    form: how names stand; columns: the roles there must be; head: a word of one of the heads.
    """

    name: str
    origin: str
    form: str = ""
    columns: tuple[str, ...] = ()
    head: str = ""

    def fits(self, read: Reader) -> bool:
        exists = {k.role for k in read.header.column}
        heads = " ".join(k.text for k in read.header.column).casefold()
        form = {"cetakan": is_dpa_detail(read), "datar": not read.header.hierarchical, "": True}
        return (
            form[self.form]
            and self.head in heads
            and all(exists.intersection(one.split("/")) for one in self.columns)
        )


EVERY = tuple(
    KnownLayout(
        t["nama"], t["asal"], t.get("bentuk", ""), tuple(t.get("kolom", ())), t.get("kepala", "")
    )
    for t in load_rules("sipd")["tata"]
)


def tell_layout(read: Reader) -> str:
    """The name of the layout of an export."""
    return next(t.name for t in EVERY if t.fits(read))
