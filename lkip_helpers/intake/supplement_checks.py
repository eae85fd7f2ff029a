"""Rules among the cells of pelengkap.xlsx: those its sheets declare, and the shape of a tree."""

from collections.abc import Iterator
from functools import partial
from typing import get_args

from lkip_helpers.intake.checks import Frame, Rule, cells, make_finding, suggest_similar
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.sheet import column_titles
from lkip_helpers.schema.office import Profil
from lkip_helpers.schema.supplement import SUPPLEMENT, Supplement

TREE = SUPPLEMENT["pohon_kinerja"]
TIERS = get_args(TREE.model_fields["jenjang"].annotation)


def check_declared(schema: type[Supplement], _: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """What a sheet declares: a part within its whole, a value that needs another, a known name."""
    own, title, declared = frame[schema.NAME], column_titles(schema), schema.DECLARED
    for part, whole in declared.paling:
        for rows, value in own[(own[part] > own[whole]).fillna(value=False)][part].items():
            yield make_finding(
                own, cells(own, rows, part), value,
                f"{title[part]} {value} melebihi {title[whole]} {own.loc[rows, whole]}",
                f"periksa {cells(own, rows, part)} dan {cells(own, rows, whole)}",
            )  # fmt: skip
    for first, second in declared.perlu:
        for rows, value in own[own[first].notna() & own[second].isna()][first].items():
            yield make_finding(
                own, cells(own, rows, second), "",
                f"{title[first]} berisi {value}, tetapi {title[second]} kosong",
                f"isi {title[second]}, atau kosongkan {cells(own, rows, first)}",
            )  # fmt: skip
    for name, (parent, key) in declared.rujuk.items():
        valid = frame[parent][key].dropna().drop_duplicates().to_list()
        sheet = frame[parent].attrs["sumber"]["lembar"]
        for rows, value in own[own[name].notna() & ~own[name].isin(valid)][name].items():
            message = f"{value} tidak ada di lembar {sheet}"
            yield make_finding(
                own, cells(own, rows, name), value, message, suggest_similar(value, valid)
            )


def check_tree(_: Profil, frame: Frame, __: int) -> Iterator[Finding]:
    """Every box of the pohon kinerja hangs from one of a higher tier, and none from itself."""
    own = frame[TREE.NAME]
    parent, tier = (dict(zip(own["kode"], own[k], strict=True)) for k in ("induk", "jenjang"))
    told: set[str] = set()

    def rank(code: str) -> int:
        return TIERS.index(tier[code])

    for rows, code, above in own[["kode", "induk"]].fillna("").itertuples():
        cycle = _find_cycle(code, parent)
        message, advice = f"{tier[code]} {code} tergantung pada", ""
        if code in told:
            continue
        if not above and tier[code] != TIERS[0]:
            message, advice = f"{message} tidak satu kotak pun", "isi kode kotak di atasnya"
        elif above and above not in parent:
            message, advice = (
                f"{message} {above} yang tidak ada",
                suggest_similar(above, list(parent)),
            )
        elif cycle:
            told |= {*cycle}
            message, advice = f"{message} dirinya: {' → '.join(cycle)}", "putuskan lingkarannya"
        elif above and {tier[above], tier[code]} <= {*TIERS} and rank(above) >= rank(code):
            message = f"{message} {tier[above]} {above}"
            advice = f"perbaiki jenjangnya; urutannya {', '.join(TIERS)}"
        if advice:
            yield make_finding(own, cells(own, rows, "induk"), above, message, advice)


def _find_cycle(code: str, parent: dict[str, str]) -> list[str]:
    """The way from a box back to itself; empty where it has an end or another has the cycle."""
    trail = [code]
    while trail[-1] in parent and parent[trail[-1]] not in trail[1:]:
        trail.append(parent[trail[-1]])
    return trail if len(trail) > 1 and trail[-1] == code else []


EVERY: tuple[Rule, ...] = (*(partial(check_declared, k) for k in SUPPLEMENT.values()), check_tree)
