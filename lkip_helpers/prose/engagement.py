"""The words for participation: what is missing where, and what the evidence supports."""

from functools import partial
from keyword import kwlist
from typing import Any

import pandas as pd

from lkip_helpers.compute.anggaran import compute_percentage
from lkip_helpers.compute.lineage import copy_origin
from lkip_helpers.compute.rounding import compare_printed, judge_capaian
from lkip_helpers.prose.phrases import phrase_names, phrase_range
from lkip_helpers.report import format as fmt
from lkip_helpers.report.area import Area
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.frame_rows import add_words
from lkip_helpers.report.layouts import ratio_footer
from lkip_helpers.report.narasi import Chain, Heading, Narasi, chain_words, choose_wording
from lkip_helpers.report.tabel import Tabel

TAKEN = {"kelurahan", "realisasi", *kwlist}  # keys that a programme's target cannot have


def counts_kinds(lembaga: pd.DataFrame, area: Area) -> bool:
    """Whether the list counts kinds of institutions: none more than once in a place."""
    places = area.desa + area.kelurahan
    return len(lembaga) > 0 and bool(
        lembaga["kecamatan"].max() <= 1 and lembaga["kelurahan"].max() <= places
    )


def list_unreachable(lembaga: pd.DataFrame, keaktifan: pd.DataFrame, area: Area) -> pd.DataFrame:
    """The levels whose target exceeds terbanyak, the most there can be: every kind everywhere.

    None where single institutions were counted. keaktifan: compute_keaktifan.
    """
    kinds = len(lembaga)
    is_kecamatan = keaktifan["tingkat"] != area.name
    most = is_kecamatan.map({True: kinds, False: kinds * (area.desa + area.kelurahan)})
    beyond = (keaktifan["target"] > most).fillna(False).astype(bool)
    return keaktifan.assign(terbanyak=most)[beyond & counts_kinds(lembaga, area)]


def describe_pembinaan(
    pembinaan: pd.DataFrame, short: pd.DataFrame, lembaga: pd.DataFrame
) -> pd.DataFrame:
    """One row: dibina, terhadap (the target), belum, mustahil and tanpa; empty where not so.

    pembinaan: lembaga, dibina. short: compute_pembinaan. lembaga: lembaga, kecamatan.
    """
    not_yet = pembinaan["lembaga"][~pembinaan["dibina"].astype(bool)]
    without = not_yet[not_yet.isin(lembaga["lembaga"][lembaga["kecamatan"] > 0])]

    def words(row: Any) -> dict[str, Any]:
        known = not fmt.is_empty(row.target)
        share, target = fmt.say_percent(row.persentase), fmt.format_integer(row.target)
        promised = f", atau {share} dari target {target} lembaga"
        return {
            "dibina": row.realisasi,
            "terhadap": promised if known else "",
            "belum": phrase_names(not_yet, "jenis lembaga", empty=""),
            "mustahil": row.target if known and row.target > len(pembinaan) else None,
            "tanpa": phrase_names(without, "jenis lembaga", empty=""),
        }

    return add_words(short, words)


def list_duplicates(supporting: pd.DataFrame, main: pd.DataFrame) -> pd.DataFrame:
    """Supporting indicators whose figures equal those of a main one, with utama, its name.

    Both frames: rows of compute_indikator of one sasaran.
    """
    figures = ["satuan", "target", "realisasi"]

    def words(row: Any) -> dict[str, Any]:
        same = (main[figures] == [getattr(row, key) for key in figures]).all(axis=1)
        return {"utama": chain_words(main["indikator"][same].to_list())}

    result = add_words(supporting, words)
    return result[result["utama"] != ""] if len(result) else result


def describe_sarana(sarana: pd.DataFrame, short: pd.DataFrame, area: Area) -> pd.DataFrame:
    """One row: tersedia, lengkap or kurang, capaian, lebih; no row where nothing was counted.

    sarana: unsur, kelurahan, tersedia. short: compute_sarana.
    """
    lacking = sarana[~sarana["tersedia"].astype(bool)]
    words = ("terbanyak", "paling sedikit")
    computed = short.dropna(subset=["capaian"])
    surplus = computed["kelurahan"][computed["capaian"].map(judge_capaian) > 0]
    places = lacking.groupby("unsur", sort=False)["kelurahan"].agg(chain_words)
    lacked = places.index.to_series().astype(str).map(fmt.lower_first)
    together = lacked.groupby(places, sort=False).agg(chain_words)
    span = partial(phrase_range, name="kelurahan", wording=area.name)
    row = {
        "tersedia": span(short, value="realisasi", form="bilangan", words=words),
        "lengkap": area.name if lacking.empty else "",
        "kurang": chain_words(f"{unsur} di {place}" for place, unsur in together.items()),
        "capaian": span(computed, value="capaian", empty=""),
        "lebih": phrase_names(surplus, area.name, empty=""),
    }
    return pd.DataFrame([row] if len(short) else [], columns=list(row))


def match_evidence(evidence: pd.DataFrame, reported: pd.DataFrame) -> pd.DataFrame:
    """`reported` with sama, the evidence (or mean of it) that equals it; case "sama" or "tidak".

    evidence: bukti, persentase. reported: rows of compute_indikator (percentages).
    """
    mean = evidence["persentase"].mean()
    known = [*zip(evidence["bukti"], evidence["persentase"], strict=True), ("Rata-rata", mean)]

    def words(row: Any) -> dict[str, Any]:
        same = [str(name) for name, v in known if compare_printed(v, row.realisasi) == 0]
        return {"case": "sama" if same else "tidak", "sama": phrase_names(same, low=True, empty="")}

    reported = reported.dropna(subset=["realisasi"])
    return add_words(reported if len(evidence) else reported.head(0), words)


def build_programs(program: pd.DataFrame, area: Area, tahun: int, sentence: str) -> Chain:
    """Each local programme under its own name: heading, sentence and table.

    program: the sheet Program Lokal. sentence: wordings, used in turn, of label, target, realisasi,
    persen, satuan (with the blank before it) and rentang.
    """
    parts: list[Any] = []
    for index, (name, rows) in enumerate(program.groupby("program", sort=False)):
        first = str(name).split(maxsplit=1)[0].casefold()
        is_named = first in ("program", "kegiatan", "gerakan")  # already says what it is
        title = str(name) if is_named else f"kegiatan {name}"
        rows.attrs.update(program.attrs)
        label, wording = fmt.slugify(str(name)), choose_wording(sentence, None, index)
        parts.append(Heading(title[0].upper() + title[1:], 2))
        parts += _build_program(title, label, rows, area, tahun, wording)
    return Chain(parts)


def _build_program(
    title: str, label: str, rows: pd.DataFrame, area: Area, tahun: int, sentence: str
) -> list[Any]:
    """The sentence and the table of one programme, keyed by its name and unit."""
    satuan = next(iter(rows["satuan"].dropna()), "")
    key = fmt.slugify(satuan).replace("-", "_")
    key = key if key.isidentifier() and key not in TAKEN else "target"
    data = rows.assign(capaian=compute_percentage(rows)).rename(columns={"target": key})
    copy_origin(data, rows, {key: "target"})
    label = label if "-" in label else f"program-{label}".rstrip("-")
    heading = f"{satuan[:1].upper()}{satuan[1:]} sasaran" if satuan else "Target"
    columns = [
        area.column,
        Column(key, heading, "bilangan"),
        alter("realisasi", kind="bilangan"),
        alter("capaian", formula=f"realisasi / {key} × 100", rule=""),
    ]
    caption = f"Pelaksanaan {title} menurut {area.name} tahun {tahun}"
    footer = [ratio_footer("realisasi", key, "capaian")]
    tabel = Tabel(label, caption, data, columns, source=rows, footer=footer)
    target, realisasi = rows["target"].sum(), rows["realisasi"].sum()
    values = {
        "label": label, "target": target, "realisasi": realisasi,
        "persen": realisasi / target * 100, "satuan": f" {satuan}" if satuan else "",
        "rentang": phrase_range(data, "kelurahan", "capaian", wording=area.name),
    }  # fmt: skip
    return [Narasi(sentence, **values), tabel]
