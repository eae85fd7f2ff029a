"""Findings across sheets and files: what one place says against what another says or proves.

Each has a key. A finding is closed by correcting the input, or by a written explanation under that
key on the sheet Penjelasan Temuan.
"""

import re
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, replace
from itertools import product

import pandas as pd

from lkip_helpers.audit import agreement
from lkip_helpers.audit.agreement import EVIDENCE_KEY, Doubts, doubt
from lkip_helpers.audit.indicator_evidence import list_evidence
from lkip_helpers.compute.capaian import MEASURES, RANGE, compute_indikator
from lkip_helpers.compute.evidence import apply_evidence, compare_evidence
from lkip_helpers.compute.rounding import compare_figures
from lkip_helpers.compute.skm import ANSWER_SCALE
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.errors import InvalidArgument
from lkip_helpers.importers.boundaries import Wanted, cut_areas
from lkip_helpers.intake.checks import phrase_place
from lkip_helpers.intake.data import Data, assemble, read_earlier
from lkip_helpers.intake.finding import Finding
from lkip_helpers.intake.frames import list_until_unreadable
from lkip_helpers.intake.once import memoize
from lkip_helpers.intake.pipeline import IntakeResult, drop_known, hash_raw, read
from lkip_helpers.intake.published import check_published
from lkip_helpers.report.format import DIRECTIONS, format_short
from lkip_helpers.report.quantities import fold_satuan
from lkip_helpers.rules import load_rules
from lkip_helpers.schema.sheets import BY_PLACE, SURVEY_FORMS
from lkip_helpers.workspace import AREA_MAP, Workspace

MOST_ROUNDED = 0.5  # an IKM may be written as a whole number
_CLAIMS = {"naik": 1, "turun": -1, "membaik": 1, "memburuk": -1}


def check_previous(data: Data) -> Doubts:
    """Indicators, and their figures of earlier years, that differ from those years' workbooks.

    What several years have otherwise is told of the latest; what one in between corrected is not.
    """
    told: set[Hashable] = set()
    doubts: dict[str, Finding] = {}
    for previous in reversed(Workspace.of(data.unit, data.tahun - 1).list_until()):
        year = read_earlier(previous)
        found = _check_year(data, year, told) if year else [_flag_unread(data, previous)]
        doubts = dict(found) | doubts
        told |= {*_list_told(year)} if year else set()
    yield from doubts.items()


def _flag_unread(data: Data, previous: Workspace) -> tuple[str, Finding]:
    """A doubt about a year that is not compared, for its own workbooks have faults."""
    source, tahun = data.realisasi.attrs["sumber"], previous.tahun
    message = f"data tahun {tahun} sendiri belum sah, sehingga tidak dibandingkan"
    advice = f"periksa dengan lkip check {tahun} --unit {previous.unit}"
    at = source["berkas"], source["lembar"], "", str(tahun)
    return f"lalu:{tahun}", Finding(*at, "peringatan", message, advice)


def _list_told(year: Data) -> Iterator[Hashable]:
    """The codes of a year's indicators, and each of its figures by year, code, column and words."""
    yield from year.indikator["kode"]
    measures = [m for m in MEASURES if m in year.realisasi]
    figures = year.realisasi.melt(["tahun", "kode"], measures)
    for *figure, value in figures.itertuples(index=False, name=None):
        yield *figure, agreement.phrase_known(value)


def _check_year(data: Data, year: Data, told: Collection[Hashable]) -> Doubts:
    """What differs from an earlier year; told: what later ones have told (_list_told)."""
    yield from _check_measures(data, year, told)
    earlier, current = year.realisasi, data.realisasi[data.realisasi["tahun"] == year.tahun]
    before_last = f"{year.tahun}:" if year.tahun < data.tahun - 1 else ""
    recorded = year.reported.reset_index().set_index("kode")
    shared = [measure for measure in MEASURES if measure in current and measure in recorded]
    for index, row in current[current["kode"].isin(recorded.index)].iterrows():
        for column, code in ((column, row["kode"]) for column in shared):
            last = recorded.loc[code, column]  # where it was not known, by now it may be
            number, before = map(agreement.phrase_known, (row[column], last))
            known = (year.tahun, code, column, number) in told
            if number != before and pd.notna(last) and not known:
                cell, key = column.removesuffix("_atas"), f"{before_last}{code}:{column}"
                place = phrase_place(earlier, recorded.loc[code, "baris"], cell)
                met = {"jenis": column, "kode": code, "tahun": year.tahun}
                met |= {"angka": number, "tercatat": before, "letak": place}
                yield doubt("lalu", key, current, index, cell, row[column], **met)


def _check_measures(data: Data, year: Data, told: Collection[Hashable]) -> Doubts:
    """Indicators whose code meant another measure that year: unit, name, direction, formula.

    Letters of a predicate have no unit. told: holds the codes of which only the unit matters, for a
    later year was asked about the rest.
    """
    before = year.indikator.reset_index().drop_duplicates("kode").set_index("kode")
    known = data.indikator[data.indikator["kode"].isin(before.index)]
    columns = ("satuan", "indikator", "polaritas", "formulasi")
    for (index, row), column in product(known.iterrows(), columns):
        code, last, new = row["kode"], before.loc[row["kode"]], row[column]
        fold = fold_satuan if column == "satuan" else agreement.fold_letters
        same = pd.isna(last[column]) or pd.isna(new) or fold(last[column]) == fold(new)
        if same or (code in told and column != "satuan"):
            continue
        met = {"kode": code, "tahun": year.tahun, "kini": new, "dulu": last[column], "hal": column}
        met["letak"] = phrase_place(year.indikator, last["baris"], column)
        if column != "satuan":
            yield doubt("ukuran", f"{code}:{column}", data.indikator, index, column, **met)
        elif not row["polaritas"] == last["polaritas"] == "predikat":
            yield doubt("satuan", code, data.indikator, index, column, **met)


def check_direction(data: Data) -> Doubts:
    """Causes that say an indicator only rose where its realisasi did not, or only fell."""
    master, years = data.indikator.set_index("kode"), {data.tahun, data.tahun - 1}
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
        if not low - MOST_ROUNDED <= ikm <= high + MOST_ROUNDED:
            row = services["ikm"].agg("idxmin" if ikm < low else "idxmax")
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
    check_previous: (),
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
