"""Findings across sheets and files: what one place says against what another says or proves.

Each has a key. A finding is closed by correcting the input, or by a written explanation under that
key on the sheet Penjelasan Temuan.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import product

import pandas as pd

from lkip_helpers.audit import agreement, earlier_years
from lkip_helpers.audit.agreement import EVIDENCE_KEY, Doubts, doubt
from lkip_helpers.audit.indicator_evidence import list_evidence
from lkip_helpers.compute.capaian import RANGE, compute_indikator
from lkip_helpers.compute.evidence import apply_evidence, compare_evidence
from lkip_helpers.compute.rounding import compare_figures
from lkip_helpers.compute.skm import ANSWER_SCALE
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.importers.boundaries import Wanted, cut_areas
from lkip_helpers.intake.checks import phrase_place
from lkip_helpers.intake.data import Data, assemble
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.frames import list_until_unreadable
from lkip_helpers.intake.once import memoize
from lkip_helpers.intake.pipeline import IntakeResult, drop_known, hash_raw, read
from lkip_helpers.intake.published import check_published
from lkip_helpers.report.format import DIRECTIONS, format_short
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.sheets import BY_PLACE, SURVEY_FORMS
from lkip_helpers.workspace import AREA_MAP, Workspace

MOST_ROUNDED = 0.5  # an IKM may be written as a whole number
_CLAIMS = {"naik": 1, "turun": -1, "membaik": 1, "memburuk": -1}


def check_direction(data: Data) -> Doubts:
    """Causes that say an indicator only rose where its realisasi did not, or only fell."""
    master = data.indikator.dropna(subset="polaritas").set_index("kode")
    years = {data.tahun, data.tahun - 1}
    for index, code, cause in data.analisis[["kode", "sebab"]].dropna().itertuples():
        own = data.realisasi[data.realisasi["kode"] == code].drop_duplicates("tahun")
        by_year = own.reset_index().set_index("tahun")
        if code not in master.index or not years <= set(by_year["realisasi"].dropna().index):
            continue
        name, polaritas = master.loc[code, ["indikator", "polaritas"]]
        stated = _read_direction(cause, f"{name}".casefold(), code.casefold(), polaritas)
        found = compare_figures(*by_year["realisasi"].loc[[data.tahun, data.tahun - 1]])
        if stated is not None and stated != found:
            place = phrase_place(data.realisasi, by_year.loc[data.tahun, "baris"], "realisasi")
            met = {"nama": name, "kata": DIRECTIONS[stated], "letak": place}
            yield doubt("arah", code, data.analisis, index, "sebab", arah=DIRECTIONS[found], **met)


def _read_direction(text: str, name: str, code: str, polaritas: str) -> int | None:
    """1 or −1 where the text says of the indicator itself one direction only.

    What has another subject says nothing of it ("patroli berkurang"), nor do words of its own name.
    """
    rule, directions = load_rules("konsistensi")["arah"], set[int]()
    better = 0 if polaritas.startswith(RANGE) else -1 if polaritas.startswith("minimal") else 1
    for clause, kind in product(re.split(rule["batas"], text.casefold()), _CLAIMS):
        for match in re.finditer(rf"\b(?:{'|'.join(rule[kind])})\b", clause):
            said = _list_words(clause[: match.start()])
            subject = next(iter(said), "")
            is_own = subject in {"", code, *rule["hal"], *rule["mutu"], *_list_words(name)[:1]}
            if is_own and match[0] not in name and not {*rule["bukan"]}.intersection(said):
                judged = kind not in DIRECTIONS.values() or subject in rule["mutu"]
                directions.add(_CLAIMS[kind] * (better if judged else 1))
    return directions.pop() or None if len(directions) == 1 else None


def _list_words(text: str) -> list[str]:
    """The words of a text without those that only measure or introduce another."""
    general = load_rules("konsistensi")["arah"]["umum"]
    return [word for word in re.findall(r"[^\W\d_]+", text) if word not in general]


def check_services(data: Data) -> Doubts:
    """IKM and respondents of the services against those of the whole survey.

    A mean lies between the smallest and the largest; who is in no service may have given any score.
    """
    services, survey = data.ikm_layanan, compute_survey(data.frames, data.pengaturan.bobot)
    listed, factor = services["responden"].sum(), load_rules("skm")["pengali"]
    ends = (services["ikm"].min(), ANSWER_SCALE[0]), (services["ikm"].max(), ANSWER_SCALE[-1])
    for _, known in survey.ikm.dropna().iterrows() if len(services) else ():
        every, ikm = known["responden"], known["ikm"]
        if listed > every:
            at = services, services.index[-1], "responden"
            yield doubt("layanan:responden", "", *at, listed, semua=listed, survei=every)
        rest = max(1 - listed / every, 0)  # the share of who is in no service
        low, high = ((1 - rest) * end + rest * answer * factor for end, answer in ends)
        above = compare_figures(low - MOST_ROUNDED, ikm) > 0
        if above or compare_figures(ikm, high + MOST_ROUNDED) > 0:
            row = services["ikm"].agg("idxmin" if above else "idxmax")
            met = {"ikm": format_short(ikm), "bawah": format_short(low), "atas": format_short(high)}
            yield doubt("layanan:ikm", "", services, row, "ikm", **met)


Rule = Callable[[Data], Doubts]
OPEN = "belum dijelaskan"

# Each rule with the sheets that it sums; it is not applied where one has an unreadable cell.
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
    agreement.check_fraction: (),
    agreement.check_border: (),
    agreement.check_counts: ("sarana", "ipp"),
    earlier_years.check_earlier: (),
    check_direction: (),
    check_services: ("ikm_layanan", *SURVEY_FORMS, "unsur_skm"),
    agreement.check_pk_supported: ("pohon_kinerja", "rencana_aksi"),
    agreement.check_programs: ("pohon_kinerja", "dukungan"),
    agreement.check_supported: ("dukungan",),
    agreement.check_answers: (),
    agreement.check_quarters: ("rencana_aksi",),
}  # fmt: skip


@dataclass(frozen=True)
class Mismatch:
    """One finding with its key, and the explanation written for it, if any."""

    key: str
    finding: Finding
    explanation: str

    @property
    def is_open(self) -> bool:
        return not self.explanation


def check_consistency(data: Data, faulty: Collection[str] = ()) -> list[Mismatch]:
    """Every finding, explained ones too, and explanations of findings that are not there.

    faulty: names of sheets with unreadable cells; a rule that sums such a sheet is not applied.
    """
    years = Workspace.of(data.unit, data.tahun - 1).list_until()
    previous = {f"{w.tahun}/{name}": v for w in years for name, v in hash_raw(w.raw).items()}
    return list(_check(data, previous, tuple(sorted(faulty))))


@memoize
def _check(data: Data, _previous: dict[str, str], faulty: tuple[str, ...]) -> tuple[Mismatch, ...]:
    """check_consistency, once for equal data and equal raw files of the years before."""
    sheet = data.penjelasan_temuan
    explanations = dict(zip(sheet["kunci"], sheet["penjelasan"], strict=True))
    rules = [rule for rule, sums in RULES.items() if not set(sums) & set(faulty)]
    doubts = [found for rule in rules for found in list_until_unreadable(rule(data))]
    cure = "atau jelaskan pada lembar Penjelasan Temuan dengan kunci"
    mismatches = [
        Mismatch(k, f, "")
        if f.is_blocking
        else Mismatch(k, replace(f, saran=f"{f.saran}, {cure} {k}"), str(explanations.get(k, "")))
        for k, f in doubts
    ]
    for index, key in () if faulty else sheet["kunci"].items():
        if key not in dict(doubts):
            mismatches.append(Mismatch(*doubt("basi", key, sheet, index, "kunci", kunci=key), ""))
    return tuple(mismatches)


def list_consistency(data: Data) -> pd.DataFrame:
    """kunci, letak, pesan, penjelasan of every finding; OPEN where there is no penjelasan."""
    rows = [
        (m.key, f.place, f"{f.pesan[:1].upper()}{f.pesan[1:]}", m.explanation or OPEN)
        for m, f in ((m, m.finding) for m in check_consistency(data))
    ]
    return pd.DataFrame(rows, columns=["kunci", "letak", "pesan", "penjelasan"])


def weigh_indikator(data: Data) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Indicators of the year, those of them in doubt, and all as their evidence has them.

    In doubt is one whose realisasi differs from its evidence while nobody has explained why: its
    row of compute_indikator with bukti, selisih (unit of the realisasi) and capaian_bukti (percent)
    of compare_evidence, which are NaN where there are several kinds of evidence, for they give no
    single figure. The last is apply_evidence.
    """
    return _weigh(data, data.history)


@memoize
def _weigh(data: Data, history: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """weigh_indikator, once for equal data of this year and of those before."""
    indicators = compute_indikator(data.indikator, history, data.tahun, data.skala)
    open_keys = {m.key for m in check_consistency(data) if m.is_open}
    reported = indicators.dropna(subset="realisasi")
    doubts = reported[(EVIDENCE_KEY + reported["kode"]).isin(open_keys)]
    single = {e.code: e.figures[0][1] for e in list_evidence(data) if len(e.figures) == 1}
    doubts = doubts.join(compare_evidence(doubts, single)[["bukti", "selisih", "capaian_bukti"]])
    return indicators, doubts, apply_evidence(indicators, doubts, data.skala)


def check(workspace: Workspace) -> tuple[IntakeResult, list[Finding]]:
    """What intake read, and every finding on it; nothing is written."""
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
    places = {(f.berkas, f.lembar) for f in result.findings if f.is_blocking}
    faulty = result.faulty | {BY_PLACE[place].NAME for place in places & BY_PLACE.keys()}
    unexplained = [m.finding for m in check_consistency(data, faulty) if m.is_open]
    return drop_known([*_check_map(data), *unexplained], result.findings)


def _check_map(data: Data) -> Iterator[Finding]:
    """A fault where the map lacks an area of the sheet Wilayah."""
    try:
        if data.peta is not None:
            cut_areas(data.peta, Wanted(dict.fromkeys(data.wilayah["kelurahan"], "")))
    except InvalidArgument as error:
        yield Finding(AREA_MAP, "", "", "", "salah", error.message, "ulangi lkip import map")
