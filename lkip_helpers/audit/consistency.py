"""Findings across sheets and files: what one place says against what another says or proves.

Each has a key. A finding is closed by mending the input, or by a written explanation under that
key on the sheet Penjelasan Temuan.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from lkip_helpers.audit import agreement
from lkip_helpers.audit.agreement import EVIDENCE_KEY, Doubts, doubt
from lkip_helpers.audit.indicator_evidence import list_evidence
from lkip_helpers.compute.capaian import compute_indikator
from lkip_helpers.compute.evidence import apply_evidence, compare_evidence
from lkip_helpers.compute.rounding import compare_printed
from lkip_helpers.importers.boundaries import InvalidMap, Wanted, cut_areas
from lkip_helpers.intake.checks import make_finding, phrase_place
from lkip_helpers.intake.data import Data, assemble
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.once import memoize
from lkip_helpers.intake.pipeline import IntakeResult, drop_known, hash_raw, read
from lkip_helpers.intake.published import check_published
from lkip_helpers.intake.unreadable import list_until_unreadable
from lkip_helpers.report.format import format_short
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.sheets import SURVEY_FORMS
from lkip_helpers.workspace import AREA_MAP, Workspace

_DIRECTION = {1: "naik", -1: "turun", 0: "tetap"}


def check_previous(data: Data) -> Doubts:
    """Target and realisasi of the year before, as both years' workbooks have them."""
    previous = Workspace.of(data.unit, data.tahun - 1)
    if not previous.raw.is_dir():
        return
    result = read(previous)
    if not result.valid:
        yield f"lalu:{previous.tahun}", make_finding(
            data.realisasi, "", previous.tahun,
            f"data tahun {previous.tahun} sendiri belum sah, sehingga tidak dibandingkan",
            f"periksa dengan lkip check {previous.tahun} --unit {previous.unit}", "peringatan",
        )  # fmt: skip
        return
    earlier = result.frames["realisasi"]
    origin = earlier[earlier["tahun"] == previous.tahun].reset_index().set_index("kode")
    current = data.realisasi[data.realisasi["tahun"] == previous.tahun]
    shared = [k for k in ("target", "target_atas", "realisasi") if k in current and k in origin]
    for rows, b in current[current["kode"].isin(origin.index)].iterrows():
        for column in shared:
            recorded = format_short(origin.loc[b["kode"], column])
            if recorded != format_short(b[column]):
                cell = column.removesuffix("_atas")
                place = phrase_place(earlier, origin.loc[b["kode"], "baris"], cell)
                met = {"jenis": column, "kode": b["kode"], "tahun": previous.tahun}
                met |= {"angka": format_short(b[column]), "tercatat": recorded, "letak": place}
                key = f"{b['kode']}:{column}"
                yield doubt("lalu", key, current, rows, cell, b[column], **met)


def check_direction(data: Data) -> Doubts:
    """A cause that speaks only of rising where realisasi fell or stayed, and the other way."""
    names = data.indikator.set_index("kode")["indikator"].to_dict()
    years = {data.tahun, data.tahun - 1}
    for rows, code, cause in data.analisis[["kode", "sebab"]].dropna().itertuples():
        own = data.realisasi[data.realisasi["kode"] == code].reset_index().set_index("tahun")
        stated = _read_direction(cause)
        if stated is None or not years <= set(own["realisasi"].dropna().index):
            continue
        found = compare_printed(*own["realisasi"].loc[[data.tahun, data.tahun - 1]])
        if stated != found:
            place = phrase_place(data.realisasi, own.loc[data.tahun, "baris"], "realisasi")
            met = {"nama": names.get(code, code), "kata": _DIRECTION[stated], "letak": place}
            yield doubt("arah", code, data.analisis, rows, "sebab", arah=_DIRECTION[found], **met)


def _read_direction(text: str) -> int | None:
    """1 or −1 where the text speaks of one direction only."""
    words, said = load_rules("konsistensi")["arah"], set[int]()
    for direction, name in _DIRECTION.items():
        if any(re.search(rf"\b{k}\b", text.casefold()) for k in words.get(name, ())):
            said.add(direction)
    return said.pop() if len(said) == 1 else None


Rule = Callable[[Data], Doubts]
OPEN = "belum dijelaskan"

# Each rule, with the sheets that it sums up: it waits where one has a cell that cannot be read.
RULES: dict[Rule, tuple[str, ...]] = {
    agreement.check_evidence: (
        "ipp", *SURVEY_FORMS, "unsur_skm", "lembaga", "pembinaan", "sarana", "program_lokal",
        "wilayah",
    ),
    agreement.check_target: (),
    agreement.check_spending: (),
    agreement.check_triwulan: ("triwulan",),
    agreement.check_pk_dpa: ("anggaran", "pk_program"),
    agreement.check_names: (),
    agreement.check_scale: (),
    agreement.check_border: (),
    agreement.check_counts: ("sarana",),
    check_previous: (),
    check_direction: (),
    agreement.check_promised: ("pohon_kinerja", "rencana_aksi"),
    agreement.check_programs: ("pohon_kinerja", "dukungan"),
    agreement.check_answers: (),
    agreement.check_quarters: ("rencana_aksi",),
}  # fmt: skip


@dataclass(frozen=True)
class Mismatch:
    """One finding with its key, and the explanation written for it, if any."""

    key: str
    findings: Finding
    explanation: str

    @property
    def open_items(self) -> bool:
        return not self.explanation


def check_consistency(data: Data, faulty: Collection[str] = ()) -> list[Mismatch]:
    """Every finding, explained ones too, and explanations that explain nothing.

    faulty: names of sheets with cells that could not be read; a rule that sums such a sheet waits.
    """
    previous = hash_raw(Workspace.of(data.unit, data.tahun - 1).raw)
    return list(_check(data, previous, tuple(sorted(faulty))))


@memoize
def _check(data: Data, _previous: dict[str, str], faulty: tuple[str, ...]) -> tuple[Mismatch, ...]:
    """check_consistency for data and raw files of the year before that are as these."""
    write = data.penjelasan_temuan
    explanation = dict(zip(write["kunci"], write["penjelasan"], strict=True))
    whole = [rule for rule, sums in RULES.items() if not set(sums) & set(faulty)]
    every = [found for rule in whole for found in list_until_unreadable(rule(data))]
    further = "atau jelaskan pada lembar Penjelasan Temuan dengan kunci"
    result = [
        Mismatch(k, replace(t, saran=f"{t.saran}, {further} {k}"), str(explanation.get(k, "")))
        for k, t in every
    ]
    known = {k for k, _ in every}
    for rows, key in () if faulty else write["kunci"].items():
        if key not in known:
            result.append(Mismatch(*doubt("basi", key, write, rows, "kunci", kunci=key), ""))
    return tuple(result)


def list_open(data: Data, faulty: Collection[str] = ()) -> list[Finding]:
    """Findings that nobody has explained."""
    return [k.findings for k in check_consistency(data, faulty) if k.open_items]


def list_consistency(data: Data) -> pd.DataFrame:
    """kunci, letak, pesan, penjelasan of every finding; an open one says OPEN instead."""
    rows = [
        (k.key, t.place, f"{t.pesan[:1].upper()}{t.pesan[1:]}", k.explanation or OPEN)
        for k, t in ((k, k.findings) for k in check_consistency(data))
    ]
    return pd.DataFrame(rows, columns=["kunci", "letak", "pesan", "penjelasan"])


@memoize
def weigh_indikator(data: Data) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Indicators of the year, which of them are in doubt, and all as their evidence gives them.

    In doubt is one whose realisasi differs from its evidence while nobody has explained why: its
    row of compute_indikator with bukti, selisih (unit of the realisasi) and capaian_bukti (percent)
    of compare_evidence, which are NaN where several kinds of evidence speak of it, for they yield
    no single figure. The last is apply_evidence.
    """
    every = compute_indikator(data.indikator, data.realisasi, data.tahun, data.skala)
    open_keys = {k.key for k in check_consistency(data) if k.open_items}
    own = every[(EVIDENCE_KEY + every["kode"]).isin(open_keys)]
    one = {b.code: b.value[0][1] for b in list_evidence(data) if len(b.value) == 1}
    doubts = own.join(compare_evidence(own, one)[["bukti", "selisih", "capaian_bukti"]])
    return every, doubts, apply_evidence(every, doubts, data.skala)


def check(workspace: Workspace) -> tuple[IntakeResult, list[Finding]]:
    """What intake read, and every finding on it, without writing anything."""
    result = read(workspace)
    further = [*check_further(workspace, result), *check_published(workspace)]
    return result, [*result.findings, *further]


def check_further(
    workspace: Workspace, result: IntakeResult, data: Data | None = None
) -> list[Finding]:
    """Open findings across sheets, as far as the sheets can be read; data: loaded from them."""
    if result.profil is None:
        return []
    data = data or assemble(workspace, result)
    return drop_known([*_check_map(data), *list_open(data, result.faulty)], result.findings)


def _check_map(data: Data) -> Iterator[Finding]:
    """The map holds every area of the sheet Wilayah."""
    try:
        if data.peta is not None:
            cut_areas(data.peta, Wanted(dict.fromkeys(data.wilayah["kelurahan"], "")))
    except InvalidMap as error:
        yield Finding(AREA_MAP, "", "", "", "salah", error.message, "ulangi lkip import map")
