"""Figures and letters that are right in themselves: mistyped, misrounded, or in another row."""

import difflib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby

from lkip_helpers import rules
from lkip_helpers.compute.rounding import round_half_up
from lkip_helpers.reconcile.hypotheses.cause import Cause, Context
from lkip_helpers.reconcile.hypotheses.operands import WHOLE
from lkip_helpers.reconcile.interval import Printed, equate
from lkip_helpers.reconcile.match import Pair, gather
from lkip_helpers.report.format import format_number, format_short
from lkip_helpers.report.named_rows import fold_name

_SLIPS = {
    "dua angka tertukar letaknya": ("angka tertukar", 0.85),
    "dua angka berjauhan tertukar": ("angka tertukar", 0.6),
    "satu angka berbeda": ("salah ketik", 0.5),
    "satu angka hilang atau berlebih": ("salah ketik", 0.7),
}


def find_rounding(pair: Pair, _: Context) -> Iterator[Cause]:
    """Cut off, rounded up, or rounded in two steps instead of once, half up."""
    decimals, value = pair.printed.decimals, pair.computed_number
    if pair.printed.fits(value):
        right = format_number(value, pair.decimals)
        both = f"kolom ini dicetak dengan {pair.decimals} desimal, angka ini dengan {decimals}"
        yield Cause("pembulatan campuran", f"{both}: {right} ditulis {pair.wording}", 0.85)
        return
    times = 10**decimals
    steps = (round_half_up(round_half_up(value, decimals + n), decimals) for n in (2, 1))
    ways = [
        *(("dibulatkan bertahap", float(result)) for result in steps),
        ("dipotong, bukan dibulatkan", math.floor(value * times) / times),
        ("dibulatkan ke atas", math.ceil(value * times) / times),
    ]
    if way := next((way for way, result in ways if pair.printed.fits(result)), ""):
        evidence = 0.9 if pair.printed.is_sharp else 0.7
        yield Cause("pembulatan", f"{format_short(value, decimals + 2)} {way}", evidence)


def describe_slip(printed: Printed, right: float) -> str:
    """How the printed digits differ from the right ones; "" where it is no typing error."""
    values = float(printed.value or 0), right
    wrong, due = (str(abs(int(round_half_up(v * 10**printed.decimals, 0)))) for v in values)
    same_length = len(wrong) == len(due)
    different = [i for i, (w, d) in enumerate(zip(wrong, due, strict=False)) if w != d]
    if same_length and len(different) == 2:
        i, j = different
        if wrong[i] == due[j] and wrong[j] == due[i]:
            return "dua angka tertukar letaknya" if j - i == 1 else "dua angka berjauhan tertukar"
    if same_length and len(due) >= 3 and len(different) == 1:
        return "satu angka berbeda"
    shorter, longer = sorted((wrong, due), key=len)
    shortened = (longer[:i] + longer[i + 1 :] for i in range(len(longer)))
    return "satu angka hilang atau berlebih" if len(due) >= 4 and shorter in shortened else ""


def find_slip(pair: Pair, _: Context) -> Iterator[Cause]:
    """Two digits swapped, one digit wrong, one left out or doubled; the other sign."""
    right = format_short(pair.computed_number, pair.printed.decimals)
    if pair.number and pair.printed.fits(-pair.computed_number):
        right = format_number(pair.computed_number, pair.printed.decimals)
        yield Cause("tanda terbalik", f"hitungan {right}, tercetak {pair.wording}", 0.95)
    if slip := describe_slip(pair.printed, pair.computed_number):
        code, evidence = _SLIPS[slip]
        yield Cause(code, f"{slip}: {pair.wording}, hitungan {right}", evidence)


def find_scale(pair: Pair, _: Context) -> Iterator[Cause]:
    """The right figure on another scale, printed precisely enough that it is no accident."""
    sharp = pair.printed.digits > 1 and abs(pair.number) >= 10 * pair.printed.last_place_unit
    right = pair.computed_number
    scales = rules.load_rules("rekonsiliasi")["skala"] if right and sharp else ()
    for times, words in ((s["kali"], s["arti"]) for s in scales):
        for value, sign in ((right * times, "×"), (right / times, "/")):
            if pair.printed.fits(value):
                base = format_short(right, pair.printed.decimals + len(str(times)))
                equation = equate(f"{base} {sign} {format_short(times)}", pair.wording)
                is_zero = times == 10 and pair.kind in WHOLE
                error = "satu angka nol hilang atau berlebih" if is_zero else words
                yield Cause("skala tertukar", f"{error}{equation and ': '}{equation}", 0.9)


SHORTEST_RUN = 3
BLUNT_RUN = 6  # of one-digit figures, which match by accident
SHIFT = "baris bergeser"


def find_shift(group: list[Pair], _: Context) -> Iterator[tuple[list[Pair], Cause]]:
    """Shifted rows: a run of printed figures equals the computed ones some rows further on."""
    computed = (p for p in group if p.in_body and p.computed is not None)
    for pairs in gather(computed, lambda p: p.column).values():
        pairs.sort(key=lambda p: int(p.row))
        shift, run = max(_list_runs(pairs), key=lambda r: len(r[1]), default=(0, []))
        if not _is_significant(run):
            continue
        direction = "sebelum" if shift < 0 else "sesudah"
        words = (
            f"baris bergeser {abs(shift)}: {len(run)} angka berturut-turut ({run[0].row_name} "
            f"sampai {run[-1].row_name}) sama dengan hitungan {abs(shift)} baris {direction}nya"
        )
        long = len(run) > SHORTEST_RUN or min(p.printed.digits for p in run) > SHORTEST_RUN
        yield run, Cause(SHIFT, words, 0.99 if long else 0.85, len(run))


def _list_runs(pairs: list[Pair]) -> Iterator[tuple[int, list[Pair]]]:
    """Every run of neighbouring rows that match at one shift."""
    count = len(pairs[0].tabel.rows)
    for shift in (n for n in range(-count + 1, count) if n):
        moved = [(p, int(p.row) + shift) for p in pairs if 0 <= int(p.row) + shift < count]
        shown = [p for p, row in moved if p.shows(p.tabel.rows[row].get(p.column))]
        for _, run in groupby(enumerate(shown), lambda place: place[0] - int(place[1].row)):
            yield shift, [pair for _, pair in run]


def _is_significant(run: list[Pair]) -> bool:
    """Whether a run is long enough for its figures, which differ, and mostly wrong unshifted."""
    sharp = any(p.printed.digits > 1 for p in run)
    is_long = len(run) >= (SHORTEST_RUN if sharp else BLUNT_RUN)
    mostly_wrong = sum(p.verdict != "sama" for p in run) * 2 > len(run)
    return is_long and mostly_wrong and len({p.wording for p in run}) > 1


def find_fixed_difference(group: list[Pair], _: Context) -> Iterator[tuple[list[Pair], Cause]]:
    """A whole row or column off by the same amount, all as printed."""
    for line in _list_lines([p for p in group if p.has_number]):
        differences = {
            round(p.number - float(round_half_up(p.computed_number, p.printed.decimals)), 6)
            for p in line
        }
        if len(line) >= 3 and len(differences) == 1 and 0 not in differences:
            difference = differences.pop()
            direction = "lebih besar" if difference > 0 else "lebih kecil"
            words = (
                f"semua {len(line)} angka {direction} {format_short(abs(difference))} daripada "
                "hitungan: satu bagian terhitung lebih atau kurang di setiap baris"
            )
            yield line, Cause("selisih tetap", words, 0.9, len(line))


def _list_lines(numbers: list[Pair]) -> Iterator[list[Pair]]:
    """Printed rows and columns of numbers of one kind."""
    yield from gather((p for p in numbers if p.in_body), lambda p: p.column).values()
    rows = gather(numbers, lambda p: p.row).values()
    yield from (row for row in rows if len({p.kind for p in row}) == 1)


def find_exchanged(group: list[Pair], _: Context) -> Iterator[tuple[list[Pair], Cause]]:
    """Two figures of a column, or of a row, each printed in the place of the other."""
    for one, two in combinations([p for p in group if p.verdict == "beda"], 2):
        same_column = one.column == two.column
        aligned = one.in_body == two.in_body and (same_column or one.row == two.row)
        if aligned and one.shows(two.computed) and two.shows(one.computed):
            both = f"{one.name} ({one.wording}) dan {two.name} ({two.wording})"
            sharp = min(one.printed.digits, two.printed.digits) > 1
            code = "baris tertukar" if same_column else "kolom tertukar"
            evidence = 0.98 if sharp else 0.82
            yield [one, two], Cause(code, f"{both} bertukar tempat", evidence, 2)


SIMILAR = 0.8
OTHER_TABLE = "tabel kategori lain"


@dataclass(frozen=True)
class CategoryTabel:
    """A category table: its name, the kind of figures it grades, whether it is in force."""

    name: str
    kind: str
    scale: rules.Scale
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
        return value * times if self.kind == "skm" and value <= 4.0 else value


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
