"""Rules among the cells of pelengkap.xlsx: those its sheets declare, and the shape of a tree."""

from collections.abc import Iterator
from functools import partial
from typing import get_args

from lkip_helpers.intake.checks import Rule, Year, cells, flag, suggest_similar
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheetrows import column_titles
from lkip_helpers.schema.sheets import SUPPLEMENT, Supplement

TREE = SUPPLEMENT["pohon_kinerja"]
TIERS = get_args(TREE.model_fields["jenjang"].annotation)


def check_declared(schema: type[Supplement], year: Year) -> Iterator[Finding]:
    """What a sheet declares: a part within its whole, a value that needs another."""
    own, title, declared = year.frames[schema.NAME], column_titles(schema), schema.DECLARED
    for part, whole in declared.paling:
        for rows, value in own[(own[part] > own[whole]).fillna(value=False)][part].items():
            words = {"bagian": title[part], "utuh": title[whole], "isi": own.loc[rows, whole]}
            words |= {"sini": cells(own, rows, part), "sana": cells(own, rows, whole)}
            yield flag(own, "melebihi", (rows, part), value, **words)
    for first, second in declared.perlu:
        for rows, value in own[own[first].notna() & own[second].isna()][first].items():
            words = {"satu": title[first], "dua": title[second], "isi": value}
            yield flag(own, "perlu_isian", (rows, second), sel=cells(own, rows, first), **words)


def check_tree(year: Year) -> Iterator[Finding]:
    """Every box of the pohon kinerja hangs from one of a higher tier, and none from itself."""
    own = year.frames[TREE.NAME]
    parent, tier = (dict(zip(own["kode"], own[k], strict=True)) for k in ("induk", "jenjang"))
    told: set[str] = set()
    for rows, code, above in own[["kode", "induk"]].fillna("").itertuples():
        cycle = _find_cycle(code, parent)
        hangs, advice = f"{tier[code]} {code} tergantung pada", ""
        if code in told:
            continue
        if not above and tier[code] != TIERS[0]:
            what, advice = "tidak satu kotak pun", "isi kode kotak di atasnya"
        elif above and above not in parent:
            what, advice = f"{above} yang tidak ada", suggest_similar(above, list(parent))
        elif cycle:
            told |= {*cycle}
            what, advice = f"dirinya: {' → '.join(cycle)}", "putuskan lingkarannya"
        elif above and {tier[above], tier[code]} <= {*TIERS} and not _is_above(tier, above, code):
            what = f"{tier[above]} {above}"
            advice = f"perbaiki jenjangnya; urutannya {', '.join(TIERS)}"
        if advice:
            words = {"gantung": hangs, "apa": what, "cara": advice}
            yield flag(own, "gantungan", (rows, "induk"), above, **words)


def _is_above(tier: dict[str, str], above: str, code: str) -> bool:
    return TIERS.index(tier[above]) < TIERS.index(tier[code])


def _find_cycle(code: str, parent: dict[str, str]) -> list[str]:
    """The way from a box back to itself; empty where it has an end or another has the cycle."""
    trail = [code]
    while trail[-1] in parent and parent[trail[-1]] not in trail[1:]:
        trail.append(parent[trail[-1]])
    return trail if len(trail) > 1 and trail[-1] == code else []


EVERY: tuple[Rule, ...] = (*(partial(check_declared, k) for k in SUPPLEMENT.values()), check_tree)
