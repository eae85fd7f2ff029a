"""Letters and predicates: by another table, of another figure, or in another spelling."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lkip_helpers import rules
from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context
from lkip_helpers.reconcile.match import Pair
from lkip_helpers.report.format import format_short
from lkip_helpers.report.named_rows import fold_name
from lkip_helpers.rules import Scale

SIMILAR = 0.8
HIGHEST_NRR = 4.0
OTHER_TABLE = "tabel kategori lain"


@dataclass(frozen=True)
class CategoryTabel:
    """A category table: its name, the kind of figures it grades, whether it is in force."""

    name: str
    kind: str
    scale: Scale
    in_force: bool = True

    def names(self, value: float) -> set[str]:
        """Letter and name of the band of `value`; none below the lowest."""
        try:
            tier = self.scale.find(float(round_half_up(self.convert(value), 2)))
        except ValueError:
            return set()
        return {fold_name(tier.kunci), fold_name(tier.teks)}

    def convert(self, value: float) -> float:
        """`value` on the scale of the table: an NRR as 25–100."""
        times = rules.load_rules("skm")["pengali"]
        return value * times if self.kind == "skm" and value <= HIGHEST_NRR else value


@lru_cache
def list_categories() -> tuple[CategoryTabel, ...]:
    """Every category table of the rule files."""
    named = rules.list_named("skm", "mutu").items()
    mutu = [(rules.load_mutu(n), in_force) for n, in_force in named]
    return (
        *(CategoryTabel(f"tabel mutu {t.source}", "skm", t, in_force) for t, in_force in mutu),
        CategoryTabel("predikat Indeks Pelayanan Publik", "ipp", rules.load_predikat_ipp()),
        *(
            CategoryTabel(f"skala capaian “{name}”", "capaian", rules.load_scale(name), in_force)
            for name, in_force in rules.list_named("capaian", "skala").items()
        ),
    )


def find_category(p: Pair, context: Context) -> Iterator[Cause]:
    """A category that some table gives for a figure printed beside it or elsewhere."""
    known = rules.load_rules("rekonsiliasi")
    determinants = known["penentu"].get(p.column, ())
    near = [q for column, q in context.same_row(p).items() if column in determinants]
    far = [q for column in determinants for q in context.list_elsewhere(p, column)]
    for q in (q for q in near + far if q.has_number):
        for t in list_categories():
            names = t.names(q.number) if t.kind == known["tabel_penentu"][q.column] else ()
            if fold_name(p.printed.text) in names:
                converted = t.convert(q.number)
                times = f" × 25 = {format_short(converted)}" if converted != q.number else ""
                place = "" if q in near else f" di {q.location}"
                words = f"{p.printed.text} untuk {q.wording}{times}{place} menurut {t.name}"
                evidence = 0.95 if q in near else 0.85
                yield Cause("terbawa" if t.in_force else OTHER_TABLE, words, evidence)


def find_contradicted(p: Pair, context: Context) -> Iterator[Cause]:
    """A letter that is the computed one, though the figure printed for it has another."""
    if isinstance(p.computed, str):
        causes = list(find_category(p, context))
        yield from causes[:1] if all(c.code == OTHER_TABLE for c in causes) else ()


def find_spelling(p: Pair, _: Context) -> Iterator[Cause]:
    """The same text in another spelling, or the text of another row."""
    printed, right = fold_name(p.printed.text), fold_name(p.computed)
    if len(right) > 3 and difflib.SequenceMatcher(None, printed, right).ratio() >= SIMILAR:
        yield Cause("ejaan", f"ejaan berbeda dari “{p.computed}”", 0.85)
        return
    distinctive = len(printed) > 3 or p.printed.digits > 1
    for i, row in enumerate(p.tabel.rows if distinctive else ()):
        if p.shows(row.get(p.column)):
            name = p.tabel.name_row(i)
            yield Cause("salinan", f"isi baris {name} pada tabel yang sama", 0.8)
