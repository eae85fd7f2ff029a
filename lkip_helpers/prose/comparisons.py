"""The words for plans and for the comparisons that the regulation asks for."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from lkip_helpers.compute.capaian import RANGE, judge_value
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.intake.data import Data, read_earlier
from lkip_helpers.intake.once import without_attrs
from lkip_helpers.prose import phrases
from lkip_helpers.prose.reservations import REPORTED_WORD, find_open
from lkip_helpers.report.format import EMPTY, format_words, is_empty, lower_first
from lkip_helpers.report.frame_rows import add_words, iter_rows
from lkip_helpers.report.narasi import chain_words
from lkip_helpers.report.quantities import UPPER, fold_satuan, phrase_quantity
from lkip_helpers.schema.cells import standardize_name
from lkip_helpers.workspace import Workspace

_DURATIONS = ("detik", "menit", "jam", "hari", "minggu", "bulan", "tahun")


def add_direction(capaian: pd.DataFrame) -> pd.DataFrame:
    """`capaian` with arah, the direction since last year. capaian: compute_indikator."""

    def words(row: Any) -> dict[str, str]:
        """`naik 4`, `turun 1,75 poin persen`, `tetap`, or a dash where a year is not known."""
        if is_empty(row.realisasi_lalu) or is_empty(row.realisasi):
            return {"arah": EMPTY}
        change = phrases.phrase_change(row.realisasi, row.realisasi_lalu, row.satuan)
        return {"arah": "tetap" if change.startswith("tetap ") else change.partition(", dari ")[0]}

    return add_words(capaian, words)


def describe_years(comparison: pd.DataFrame, open_items: pd.DataFrame) -> pd.DataFrame:
    """How each realisasi moved from the first to the last year known; a row per indicator.

    Returns indikator, satuan, awal, akhir, perubahan; dilaporkan and bukti where it is in doubt.
    comparison: compare_years. open_items: weigh_indikator.
    """
    result = []
    for code, rows in comparison.dropna(subset="realisasi").groupby("kode", sort=False):
        first, last = rows.iloc[0], rows.iloc[-1]
        change = phrases.phrase_change(last["realisasi"], first["realisasi"], last["satuan"])
        doubt = find_open(open_items, str(code))
        evidence = ("", None) if doubt is None else (REPORTED_WORD, doubt.bukti)
        names = last["indikator"], last["satuan"], first["tahun"], last["tahun"]
        if len(rows) > 1:
            result.append((*names, change, *evidence))
    columns = ["indikator", "satuan", "awal", "akhir", "perubahan", "dilaporkan", "bukti"]
    return pd.DataFrame(result, columns=columns)


def describe_gaps(history: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Realisasi of the years before that are not known: indikator, tahun, kata and karena (why).

    Indicators with one reason stand together. history: data.history.
    """
    keys = ["tahun", "realisasi_kata", "keterangan"]
    past = history[history["tahun"] < tahun].reindex(columns=["indikator", *keys])
    groups = past.dropna(subset=keys).groupby(keys)["indikator"]
    result = [(chain_words(names), *key, lower_first(why)) for (*key, why), names in groups]
    return pd.DataFrame(result, columns=["indikator", "tahun", "kata", "karena"])


def describe_remainder(
    comparison: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame
) -> pd.DataFrame:
    """What remains to the end of the Renstra: each indicator as reported, then by its evidence.

    Adds subjek, jarak, perbaikan, laju_kata, kapan, and case: "tercapai" ("terpenuhi" where it is
    in doubt), "tanpa jarak", "terlambat" or "kurang". comparison, proven: compare_renstra.
    open_items: weigh_indikator.
    """
    rows: list[dict[str, Any]] = []
    for row in iter_rows(comparison.dropna(subset="realisasi")):
        doubt = find_open(open_items, row.kode)
        subject = f"Realisasi {row.indikator}{'' if doubt is None else REPORTED_WORD}"
        rows.append(_describe_one_remainder(row, subject, undisputed=doubt is None))
        if doubt is not None and not is_empty(doubt.bukti):
            evidence = next(iter_rows(proven[proven["kode"] == row.kode]))
            value = phrase_quantity(evidence.realisasi, evidence.satuan)
            subject = f"Dengan angka buktinya, yaitu {value}, realisasi itu"
            rows.append(_describe_one_remainder(evidence, subject))
    return pd.DataFrame(rows) if rows else pd.DataFrame(columns=["case"], dtype=object)


def _describe_one_remainder(row: Any, subject: str, *, undisputed: bool = False) -> dict[str, Any]:
    case = "tanpa jarak" if is_empty(row.sisa) else "terlambat" if is_empty(row.laju) else "kurang"
    judged = judge_value(row.capaian_akhir, row.polaritas)
    if phrases.has_reached(row.sisa, judged, row.realisasi):
        case = "tercapai" if undisputed else "terpenuhi"
    (gap, improvement), largest = _phrase_gap(row), max(row.realisasi, row.target_akhir)
    remaining, pace = (
        "" if is_empty(v) else phrases.phrase_difference(v, 0, row.satuan, largest)
        for v in (row.sisa, row.laju)
    )
    words = {"subjek": subject, "case": case, "jarak": remaining and gap.format(remaining)}
    words["kapan"] = "dalam satu tahun" if row.sisa_tahun == 1 else "setiap tahun"
    return row._asdict() | words | {"perbaikan": improvement, "laju_kata": pace}


def _phrase_gap(row: Any) -> tuple[str, str]:
    """The phrase for a distance, and the improvement needed, by the indicator's direction."""
    upper_end = getattr(row, "target_akhir_atas", None)
    above = row.realisasi > (row.target_akhir if is_empty(upper_end) else upper_end)
    if row.polaritas.startswith(RANGE):
        if above:
            return "{} di atas batas atas", "penurunan"
        return "{} di bawah batas bawah", "peningkatan"
    if not row.polaritas.startswith("minimal"):
        return "kurang {} dari", "perbaikan"
    if (row.satuan or "").casefold() in _DURATIONS:
        return "terlalu lama {} dibandingkan dengan", "percepatan"
    return "lebih tinggi {} daripada", "penurunan"


def describe_efisiensi(
    efisiensi: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame
) -> pd.DataFrame:
    """Each sasaran with an efficiency figure, then its figure by the evidence: subjek, nilai.

    efisiensi, proven: compute_efisiensi. open_items: weigh_indikator.
    """
    disputed = open_items[open_items["jenjang"] == "sasaran"]
    with_evidence = set(disputed.dropna(subset=["bukti"])["sasaran"])

    def subject(row: Any) -> dict[str, Any]:
        sasaran = f"sasaran {lower_first(row.sasaran)}"
        if basis := phrases.phrase_basis(row.dihitung, row.jumlah_indikator):
            sasaran += f", yang capaiannya {basis}nya,"
        if row.sasaran in set(disputed["sasaran"]):
            sasaran = f"dengan realisasi yang dilaporkan, {sasaran}"
        return {"subjek": sasaran[0].upper() + sasaran[1:], "urutan": row.Index}

    evidence = proven[proven["sasaran"].isin(with_evidence)].assign(
        subjek="Dengan realisasi menurut buktinya, sasaran itu", urutan=lambda rows: rows.index
    )
    both = pd.concat([add_words(without_attrs(efisiensi), subject), without_attrs(evidence)])
    level = both["tingkat"].astype(str).str.lower()
    both["nilai"] = level.replace(r"^(?!tidak dapat)", "tergolong ", regex=True)
    return both.dropna(subset="selisih").sort_values("urutan", kind="stable")


def describe_path(target: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """How targets change over the years: indikator, ubah, awal, akhir, ini (this year's), case.

    case: "tetap" where every year has the same target, "tidak" where fewer than two have one, else
    "lengkap". target: indikator, satuan and one column per year (pivot_target).
    """
    years = [str(k) for k in target.columns if str(k).isdigit()]
    rows = [_describe_one_path(row, years, tahun) for _, row in target.iterrows()]
    return pd.DataFrame(rows, columns=["indikator", "case", "ubah", "awal", "akhir", "ini"])


def _describe_one_path(row: "pd.Series[Any]", years: list[str], tahun: int) -> dict[str, Any]:
    known = [year for year in years if not is_empty(row[year])]
    if len(known) < 2:
        return {"indikator": row["indikator"], "case": "tidak"}
    first, last, current = known[0], known[-1], row.get(str(tahun))
    ends = row.get(f"{last}{UPPER}"), row.get(f"{first}{UPPER}")
    targets = {(row[year], str(row.get(f"{year}{UPPER}"))) for year in years}
    phrase = phrase_quantity(current, row["satuan"], row.get(f"{tahun}{UPPER}"))
    return {
        "indikator": row["indikator"], "case": "lengkap" if len(targets) > 1 else "tetap",
        "ubah": phrases.phrase_change(row[last], row[first], row["satuan"], ends), "awal": first,
        "akhir": last, "ini": "" if is_empty(current) else phrase,
    }  # fmt: skip


def list_unplanned(
    realisasi: pd.DataFrame,
    indikator: pd.DataFrame,
    documents: Mapping[str, pd.DataFrame],
    tahun: int,
) -> pd.DataFrame:
    """The indicators with a target this year that the first document lacks.

    Adds tanpa (the documents without it) and pesan (to be added where no document has it).
    realisasi: kode, tahun, target, keterangan. indikator: kode, indikator, satuan. documents: name
    → frame with kode, the Renstra first.
    """
    renstra = next(iter(documents.values()))
    current = realisasi[(realisasi["tahun"] == tahun) & ~realisasi["kode"].isin(renstra["kode"])]
    current = current.dropna(subset="target").merge(indikator[["kode", "satuan"]], on="kode")

    def words(row: Any) -> dict[str, Any]:
        lacking = [name for name, frame in documents.items() if row.kode not in set(frame["kode"])]
        nowhere = len(lacking) == len(documents)
        message = "; dokumen yang menetapkannya belum diketahui" if nowhere else ""
        return {"tanpa": chain_words(lacking), "pesan": message}

    return add_words(current, words)


def describe_changes(data: Data) -> pd.DataFrame:
    """Rows of case, lalu, hal, banyak, nama, jarak, sebelum, sesudah; none without the year before.

    case: "renstra" for another period; "datang" and "pergi" for the indicators or programmes (hal)
    that came and went, "sama" where none did; "nama" for one of the same code under another name,
    "satuan", "polaritas" and "formulasi" for an indicator measured otherwise, "survei" for an IKM
    and "skala" for categories that are; "rencana" for targets of the Renstra from this year on; and
    for the pagu "naik", "turun" or "tetap".
    """
    last = read_earlier(Workspace.of(data.unit, data.tahun - 1))
    if last is None:
        return pd.DataFrame(columns=["case", "lalu"])
    # A Renstra that follows may give the code of an indicator to another one.
    by_code = last.profil.tahun_awal == data.profil.tahun_awal
    nouns = ("indikator", "program") if by_code else ("program",)
    renamed = {name: new for noun in nouns for name, new in _iter_renamed(last, data, noun)}
    periods = (f"{y.profil.tahun_awal}–{y.profil.tahun_akhir}" for y in (last, data))
    before, pagu = (int(year.anggaran["pagu"].sum()) for year in (last, data))
    rows = [
        *([*_list_changes(last, data, renamed)] or [{"case": "sama"}]),
        *_list_named("renstra", [periods]),
        *_list_named("nama", renamed.items()),
        *_list_redefined(last, data, by_code=by_code),
        *_list_named("survei", [[*map(_phrase_survey, (last, data))]]),
        *_list_named("skala", [[f"skala {year.skala.name}" for year in (last, data)]]),
        *_list_replanned(last, data),
        {"case": phrases.phrase_direction(pagu, before), "jarak": abs(pagu - before)}
        | {"sebelum": before, "sesudah": pagu},
    ]
    return pd.DataFrame([{"lalu": last.tahun} | row for row in rows], dtype=object)


def _iter_renamed(last: Data, data: Data, noun: str) -> Iterator[tuple[str, str]]:
    """Name before and name now of what the PK of both years has under one code."""
    before, now = (_map_codes(year, noun) for year in (last, data))
    yield from ((before[code], name) for code, name in now.items() if code in before)


def _map_codes(data: Data, noun: str) -> dict[str, str]:
    """The indicators or programmes of the PK by their code; programmes as far as the DPA has it."""
    if noun == "indikator":
        return dict(zip(data.pk["kode"], data.pk["indikator"], strict=True))
    coded = data.anggaran.dropna(subset="kode_program")
    codes = dict(zip(coded["program"].map(standardize_name), coded["kode_program"], strict=True))
    names = {name: codes.get(standardize_name(name)) for name in data.pk_program["program"]}
    return {code: name for name, code in names.items() if code}


def _list_named(case: str, pairs: Iterable[Iterable[str]]) -> Iterator[dict[str, Any]]:
    """Names that differ beyond their spelling, before and after; none where one is not known."""
    for before, after in pairs:
        if before and after and standardize_name(before) != standardize_name(after):
            yield {"case": case, "sebelum": before, "sesudah": after}


def _phrase_survey(data: Data) -> str:
    """How the IKM came about: its number of unsur and their weight, or that it was published."""
    survey, weight = compute_survey(data.frames), data.pengaturan.bobot
    if survey.form == "ikm_terbit":
        return "angka yang diterbitkan"
    weighted = "" if weight == "tepat" else f" berbobot {weight}"
    return f"survei atas {format_words(len(survey.nrr))} unsur{weighted}" if survey.form else ""


def _list_redefined(last: Data, data: Data, *, by_code: bool) -> Iterator[dict[str, Any]]:
    """Indicators of one name, or code, in both years: another unit, direction or formula now."""
    before, now = last.indikator, data.indikator
    names = before["indikator"].map(standardize_name)
    for column in ("satuan", "polaritas", "formulasi"):
        named = dict(zip(names, before[column], strict=True))
        coded = dict(zip(before["kode"], before[column], strict=True)) if by_code else {}
        for code, name, new in zip(now["kode"], now["indikator"], now[column], strict=True):
            old = coded.get(code, named.get(standardize_name(name), new))
            if is_empty(old) or is_empty(new):
                continue
            if fold_satuan(old).rstrip(".;") != fold_satuan(new).rstrip(".;"):
                ends = {"sebelum": lower_first(old), "sesudah": lower_first(new)}
                yield {"case": column, "nama": name} | ends


def _list_replanned(last: Data, data: Data) -> Iterator[dict[str, Any]]:
    """The indicators whose targets in the same Renstra, from this year on, are others by now."""
    both = data.renstra.merge(last.renstra, on=["kode", "tahun"], suffixes=("", "_lalu"))
    known = both[both["tahun"] >= data.tahun].dropna(subset=["target", "target_lalu"])
    changed = known[known["target"] != known["target_lalu"]]["kode"]
    names = data.indikator[data.indikator["kode"].isin(changed)]["indikator"]
    if len(names) and last.profil.tahun_awal == data.profil.tahun_awal:
        listed = phrases.phrase_names(names, "indikator")
        yield {"case": "rencana", "banyak": len(names), "nama": listed}


def _list_changes(last: Data, data: Data, renamed: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What the PK has anew, and what it had; one that was renamed is the same."""
    for noun, sheet in (("indikator", "pk"), ("program", "pk_program")):
        old, new = (year.frames[sheet][noun] for year in (last, data))
        old = old.replace(renamed)
        for case, here, there in (("datang", new, old), ("pergi", old, new)):
            only = here[~here.map(standardize_name).isin(there.map(standardize_name))]
            if len(only):
                names = phrases.phrase_names(only, noun)
                yield {"case": case, "hal": noun, "banyak": len(only), "nama": names}
