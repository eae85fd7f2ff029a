"""The words of plans and of the comparisons that the regulation asks for."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from lkip_helpers.compute.anggaran import standardize_name
from lkip_helpers.compute.capaian import RANGE
from lkip_helpers.compute.rounding import compare_printed, judge_capaian
from lkip_helpers.intake.data import Data, load_preceding
from lkip_helpers.intake.pipeline import without_attrs
from lkip_helpers.prose import phrases
from lkip_helpers.prose.reservations import REPORTED_WORD, find_open
from lkip_helpers.report.format import EMPTY, is_empty, lower_first
from lkip_helpers.report.frame_rows import add_words, iter_rows
from lkip_helpers.report.narasi import chain_words
from lkip_helpers.report.quantities import UPPER, get_upper, phrase_quantity

_DURATIONS = ("detik", "menit", "jam", "hari", "minggu", "bulan", "tahun")


def list_short(capaian: pd.DataFrame) -> pd.DataFrame:
    """Each indicator with arah, its direction since last year. capaian: compute_indikator."""

    def words(b: Any) -> dict[str, str]:
        """`naik 4`, `turun 1,75 poin persen`, `tetap`, or a dash without a year before."""
        known = not is_empty(b.realisasi_lalu)
        told = phrases.phrase_change(b.realisasi, b.realisasi_lalu, b.satuan) if known else EMPTY
        return {"arah": "tetap" if told.startswith("tetap ") else told.partition(", dari ")[0]}

    return add_words(capaian, words)


def list_causes(capaian: pd.DataFrame, analysis: pd.DataFrame) -> pd.DataFrame:
    """Each indicator that has them with its cause and remedy, beside the computed direction."""
    own = analysis.set_index("kode")[["sebab", "solusi"]]
    return list_short(capaian).join(own, on="kode", how="inner")


def tell_years(comparison: pd.DataFrame, open_items: pd.DataFrame) -> pd.DataFrame:
    """How each realisasi moved from the first to the last year known; a row an indicator.

    indikator, awal, akhir, perubahan; dilaporkan and bukti where it is in doubt.
    comparison: compare_years. open_items: weigh_indikator.
    """
    rows = []
    for code, own in comparison.groupby("kode", sort=False):
        initial, end = own.iloc[0], own.iloc[-1]
        moved = phrases.phrase_change(end["realisasi"], initial["realisasi"], end["satuan"])
        opened = find_open(open_items, str(code))
        told = ("", None) if opened is None else (REPORTED_WORD, opened.bukti)
        names = end["indikator"], end["satuan"], initial["tahun"], end["tahun"]
        rows += [(*names, moved, *told)] * (len(own) > 1)
    columns = ["indikator", "satuan", "awal", "akhir", "perubahan", "dilaporkan", "bukti"]
    return pd.DataFrame(rows, columns=columns)


def tell_remainder(
    comparison: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame
) -> pd.DataFrame:
    """What is still to go to the end of the Renstra: as reported, and below it by the evidence.

    Adds subjek, jarak, perbaikan, laju_kata, and case: "tercapai" ("terpenuhi" where it is in
    doubt), "tanpa jarak", "terlambat" or "kurang".
    comparison, proven: compare_renstra. open_items: weigh_indikator.
    """
    rows: list[dict[str, Any]] = []
    for b in iter_rows(comparison):
        opened = find_open(open_items, b.kode)
        subject = f"Realisasi {b.indikator}{'' if opened is None else REPORTED_WORD}"
        rows.append(_remainder(b, subject, keep=opened is None))
        if opened is not None and not is_empty(opened.bukti):
            evidence = next(iter_rows(proven[proven["kode"] == b.kode]))
            value = phrase_quantity(evidence.realisasi, evidence.satuan)
            subject = f"Dengan angka buktinya, yaitu {value}, realisasi itu"
            rows.append(_remainder(evidence, subject))
    return pd.DataFrame(rows)


def _remainder(b: Any, subject: str, *, keep: bool = False) -> dict[str, Any]:
    reached = "tercapai" if keep else "terpenuhi"
    if is_empty(b.sisa):
        case = reached if judge_capaian(b.capaian_akhir) >= 0 else "tanpa jarak"
    elif compare_printed(b.sisa, 0) <= 0:
        case = reached
    else:
        case = "terlambat" if is_empty(b.laju) else "kurang"
    gap, improvement = _direction(b)
    own = b._asdict() | {"subjek": subject, "case": case}
    distance = (
        "" if is_empty(b.sisa) else gap.format(phrases.phrase_difference(b.sisa, 0, b.satuan))
    )
    pace = "" if is_empty(b.laju) else phrases.phrase_difference(b.laju, 0, b.satuan)
    return own | {"jarak": distance, "perbaikan": improvement, "laju_kata": pace}


def _direction(b: Any) -> tuple[str, str]:
    """How a distance is said, and what is needed: by the direction of the indicator."""
    upper = get_upper(b, "target_akhir")
    above = b.realisasi > (b.target_akhir if is_empty(upper) else upper)
    if b.polaritas.startswith(RANGE):
        if above:
            return "lebih {} dari batas atas", "penurunan"
        return "kurang {} dari batas bawah", "peningkatan"
    if not b.polaritas.startswith("minimal"):
        return "kurang {} dari", "perbaikan"
    if (b.satuan or "").casefold() in _DURATIONS:
        return "terlalu lama {} dibandingkan", "percepatan"
    return "lebih tinggi {} daripada", "penurunan"


def tell_efisiensi(
    efisiensi: pd.DataFrame, open_items: pd.DataFrame, proven: pd.DataFrame
) -> pd.DataFrame:
    """Each sasaran with an efficiency figure, and below it what the evidence makes: subjek, nilai.

    efisiensi, proven: compute_efisiensi. open_items: weigh_indikator.
    """
    core = open_items[open_items["jenjang"] == "sasaran"]
    doubts, has_number = set(core["sasaran"]), set(core.dropna(subset=["bukti"])["sasaran"])

    def subject(b: Any) -> dict[str, Any]:
        sasaran = f"sasaran {lower_first(b.sasaran)}"
        told = f"dengan realisasi yang dilaporkan, {sasaran}" if b.sasaran in doubts else sasaran
        return {"subjek": told[0].upper() + told[1:], "urutan": b.Index}

    evidence = proven[proven["sasaran"].isin(has_number)].assign(
        subjek="Dengan realisasi menurut buktinya, sasaran itu"
    )
    evidence["urutan"] = evidence.index
    both = pd.concat([add_words(without_attrs(efisiensi), subject), without_attrs(evidence)])
    tier = both["tingkat"].astype(str).str.lower()
    both["nilai"] = tier.replace(r"^(?!tidak dapat)", "tergolong ", regex=True)
    return both.dropna(subset="selisih").sort_values("urutan", kind="stable")


def tell_path(target: pd.DataFrame, tahun: int) -> pd.DataFrame:
    """Indikator with ubah, awal, akhir, ini (the target of this year) and case.

    case: "tetap" where every year has the same target, else "lengkap"; "tidak" where too few have.
    target: indikator, satuan and one column a year (pivot_target).
    """
    years = [str(k) for k in target.columns if str(k).isdigit()]
    rows = [_way(b, years, tahun) for _, b in target.iterrows()]
    return pd.DataFrame(rows, columns=["indikator", "case", "ubah", "awal", "akhir", "ini"])


def _way(b: "pd.Series[Any]", years: list[str], tahun: int) -> dict[str, Any]:
    filled_in = [t for t in years if not is_empty(b[t])]
    if len(filled_in) < 2:
        return {"indikator": b["indikator"], "case": "tidak"}
    initial, end, this_one = filled_in[0], filled_in[-1], b.get(str(tahun))
    upper = b.get(f"{end}{UPPER}"), b.get(f"{initial}{UPPER}")
    targets = {(b[t], str(b.get(f"{t}{UPPER}"))) for t in years}
    own = phrase_quantity(this_one, b["satuan"], b.get(f"{tahun}{UPPER}"))
    return {
        "indikator": b["indikator"], "case": "lengkap" if len(targets) > 1 else "tetap",
        "ubah": phrases.phrase_change(b[end], b[initial], b["satuan"], upper), "awal": initial,
        "akhir": end, "ini": "" if is_empty(this_one) else own,
    }  # fmt: skip


def list_unplanned(
    realisasi: pd.DataFrame,
    indikator: pd.DataFrame,
    document: Mapping[str, pd.DataFrame],
    tahun: int,
) -> pd.DataFrame:
    """The indicators with a target this year that the first document lacks.

    Adds tanpa (the documents without it) and pesan (to add where none has it).
    realisasi: kode, tahun, target, keterangan. indikator: kode, indikator, satuan. document: name →
    frame with kode, the Renstra first.
    """
    renstra = next(iter(document.values()))
    current = realisasi[(realisasi["tahun"] == tahun) & ~realisasi["kode"].isin(renstra["kode"])]
    current = current.dropna(subset="target").merge(indikator[["kode", "satuan"]], on="kode")

    def words(b: Any) -> dict[str, Any]:
        without = [name for name, d in document.items() if b.kode not in set(d["kode"])]
        nowhere = "; dokumen yang menetapkannya belum diketahui" * (len(without) == len(document))
        return {"tanpa": chain_words(without), "pesan": nowhere}

    return add_words(current, words)


def tell_changes(data: Data) -> pd.DataFrame:
    """Rows of case, lalu, hal, banyak, nama, jarak, sebelum, sesudah; none without the year before.

    case: "datang" and "pergi" of what (hal) came and went, "sama" where nothing did; and how the
    pagu moved: "naik", "turun" or "tetap".
    """
    last = load_preceding(data)
    if last is None:
        return pd.DataFrame(columns=["case", "lalu"])
    pairs = (
        ("indikator", last.pk["indikator"], data.pk["indikator"]),
        ("program", last.pk_program["program"], data.pk_program["program"]),
    )
    changes = [row for pair in pairs for row in _list_changes(*pair)] or [{"case": "sama"}]
    before, after = (int(d.anggaran["pagu"].sum()) for d in (last, data))
    pagu = {"case": phrases.phrase_direction(after, before), "sebelum": before, "sesudah": after}
    rows = [*changes, pagu | {"jarak": abs(after - before)}]
    return pd.DataFrame([{"lalu": last.tahun} | row for row in rows], dtype=object)


def _list_changes(noun: str, old: Any, new: Any) -> Iterator[dict[str, Any]]:
    """What is only in the new, and what was only in the old; case and spacing decide nothing."""
    for case, here, there in (("datang", new, old), ("pergi", old, new)):
        only = here[~here.map(standardize_name).isin(there.map(standardize_name))]
        if len(only):
            names = phrases.phrase_names(only, noun)
            yield {"case": case, "hal": noun, "banyak": len(only), "nama": names}
