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
    mutu = [*map(rules.load_mutu, rules.list_choices("skm", "mutu"))]
    skala = [*map(rules.load_scale, rules.list_choices("capaian", "skala"))]
    usual = rules.load_mutu(), rules.load_scale()
    return (
        *(CategoryTabel(f"tabel mutu {s.source}", "skm", s, s in usual) for s in mutu),
        CategoryTabel("predikat Indeks Pelayanan Publik", "ipp", rules.load_predikat_ipp()),
        *(CategoryTabel(f"skala capaian “{s.name}”", "capaian", s, s in usual) for s in skala),
    )


def find_category(pair: Pair, context: Context) -> Iterator[Cause]:
    """A category that some table gives for a figure printed beside it or elsewhere."""
    rule = rules.load_rules("rekonsiliasi")
    determinants, kinds = rule["penentu"].get(pair.column, ()), rule["tabel_penentu"]
    near = [p for column, p in context.same_row(pair).items() if column in determinants]
    far = [p for column in determinants for p in context.list_elsewhere(pair, column)]
    for figure in (p for p in near + far if p.has_number):
        for table in list_categories():
            names = table.names(figure.number) if table.kind == kinds[figure.column] else ()
            if fold_name(pair.printed.text) in names:
                converted = table.convert(figure.number)
                times = f" × 25 = {format_short(converted)}" if converted != figure.number else ""
                place = "" if figure in near else f" di {figure.location}"
                graded = f"{pair.printed.text} untuk {figure.wording}{times}{place}"
                code = "terbawa" if table.in_force else OTHER_TABLE
                evidence = 0.95 if figure in near else 0.85
                yield Cause(code, f"{graded} menurut {table.name}", evidence)


def find_contradicted(pair: Pair, context: Context) -> Iterator[Cause]:
    """A letter that is the computed one, though the figure printed for it has another."""
    if isinstance(pair.computed, str):
        causes = list(find_category(pair, context))
        yield from causes[:1] if all(c.code == OTHER_TABLE for c in causes) else ()


def find_spelling(pair: Pair, _: Context) -> Iterator[Cause]:
    """The same text in another spelling, or the text of another row."""
    printed, right = fold_name(pair.printed.text), fold_name(pair.computed)
    if len(right) > 3 and difflib.SequenceMatcher(None, printed, right).ratio() >= SIMILAR:
        yield Cause("ejaan", f"ejaan berbeda dari “{pair.computed}”", 0.85)
        return
    distinctive = len(printed) > 3 or pair.printed.digits > 1
    for i, row in enumerate(pair.tabel.rows if distinctive else ()):
        if pair.shows(row.get(pair.column)):
            name = pair.tabel.name_row(i)
            yield Cause("salinan", f"isi baris {name} pada tabel yang sama", 0.8)
