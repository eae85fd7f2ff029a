"""Rules on pelengkap.xlsx: those its sheets declare, and the shape of the pohon kinerja."""

from collections.abc import Iterator
from functools import partial

from lkip_helpers.intake.checks import Rule, Year, flag, locate, suggest_similar
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheetrows import column_titles
from lkip_helpers.schema.sheets import SUPPLEMENT, Supplement

TREE = SUPPLEMENT["pohon_kinerja"]
TIERS = TREE.KINDS["jenjang"].choices
RANK = {tier: rank for rank, tier in enumerate(TIERS)}  # other tiers are not judged


def check_declared(schema: type[Supplement], year: Year) -> Iterator[Finding]:
    """The rules a sheet declares: a part within its whole, a value that needs another."""
    frame, titles, declared = year.frames[schema.NAME], column_titles(schema), schema.DECLARED
    for part, whole in declared.paling:
        for row, value in frame[(frame[part] > frame[whole]).fillna(value=False)][part].items():
            words = {"bagian": titles[part], "utuh": titles[whole], "isi": frame.loc[row, whole]}
            words |= {"sini": locate(frame, row, part), "sana": locate(frame, row, whole)}
            yield flag(frame, "melebihi", (row, part), value, **words)
    for first, second in declared.perlu:
        for row, value in frame[frame[first].notna() & frame[second].isna()][first].items():
            words = {"satu": titles[first], "dua": titles[second], "isi": value}
            yield flag(frame, "perlu_isian", (row, second), sel=locate(frame, row, first), **words)


def check_tree(year: Year) -> Iterator[Finding]:
    """Every box of the pohon kinerja hangs from one of a higher tier, and none from itself."""
    frame = year.frames[TREE.NAME]
    parents, tiers = (dict(zip(frame["kode"], frame[c], strict=True)) for c in ("induk", "jenjang"))
    in_cycle: set[str] = set()
    for row, code, parent in frame[["kode", "induk"]].fillna("").itertuples():
        cycle, cure = _find_cycle(code, parents), ""
        if code in in_cycle:
            continue
        if not parent and tiers[code] != TIERS[0]:
            what, cure = "tidak satu kotak pun", "isi kode kotak di atasnya"
        elif parent and parent not in parents:
            what, cure = f"{parent} yang tidak ada", suggest_similar(parent, list(parents))
        elif cycle:
            in_cycle |= {*cycle}
            what, cure = f"dirinya: {' → '.join(cycle)}", "putuskan lingkarannya"
        elif parent and RANK.get(tiers[parent], -1) >= RANK.get(tiers[code], len(RANK)):
            what = f"{tiers[parent]} {parent}"
            cure = f"perbaiki jenjangnya; urutannya {', '.join(TIERS)}"
        if cure:
            hangs = f"{tiers[code]} {code} tergantung pada"
            words = {"gantung": hangs, "apa": what, "cara": cure}
            yield flag(frame, "gantungan", (row, "induk"), parent, **words)


def _find_cycle(code: str, parent: dict[str, str]) -> list[str]:
    """The boxes from one back to itself; empty where it is not part of a cycle."""
    trail = [code]
    while trail[-1] in parent and parent[trail[-1]] not in trail[1:]:
        trail.append(parent[trail[-1]])
    return trail if len(trail) > 1 and trail[-1] == code else []


EVERY: tuple[Rule, ...] = (*(partial(check_declared, k) for k in SUPPLEMENT.values()), check_tree)
