"""The words of participation: what is missing where, and how far the evidence carries a claim."""

from functools import partial
from keyword import kwlist
from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import copy_origin
from lkip_helpers.compute.partisipasi import compute_program
from lkip_helpers.compute.rounding import compare_printed, judge_capaian
from lkip_helpers.prose.phrases import phrase_names, phrase_range
from lkip_helpers.report import format as fmt
from lkip_helpers.report.area import Area
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.frame_rows import add_words
from lkip_helpers.report.layouts import ratio_footer
from lkip_helpers.report.narasi import Chain, Heading, Narasi, chain_words
from lkip_helpers.report.tabel import Tabel

TAKEN = {"kelurahan", "realisasi", *kwlist}  # no column of a table of a programme


def counts_kinds(lembaga: pd.DataFrame, area: Area) -> bool:
    """Whether kinds of institution were counted: none more than once a place."""
    most = area.desa + area.kelurahan
    return len(lembaga) > 0 and bool(
        lembaga["kecamatan"].max() <= 1 and lembaga["kelurahan"].max() <= most
    )


def list_unreachable(lembaga: pd.DataFrame, keaktifan: pd.DataFrame, area: Area) -> pd.DataFrame:
    """The levels whose target is more than all kinds everywhere, with terbanyak: what could be.

    None where groups were counted. keaktifan: compute_keaktifan.
    """
    kinds = len(lembaga)
    above = keaktifan["tingkat"] == "kecamatan"
    most = above.map({True: kinds, False: kinds * (area.desa + area.kelurahan)})
    beyond = (keaktifan["target"] > most).fillna(False).astype(bool)
    return keaktifan.assign(terbanyak=most)[beyond & counts_kinds(lembaga, area)]


def tell_pembinaan(
    pembinaan: pd.DataFrame, short: pd.DataFrame, lembaga: pd.DataFrame
) -> pd.DataFrame:
    """One row: dibina, terhadap (the target), belum, mustahil and tanpa; empty where not so.

    pembinaan: lembaga, dibina. short: compute_pembinaan. lembaga: lembaga, kecamatan.
    """
    not_yet = pembinaan["lembaga"][~pembinaan["dibina"].astype(bool)]
    active = set(lembaga["lembaga"][lembaga["kecamatan"] > 0])
    without = [n for n in not_yet if n in active]

    def words(r: Any) -> dict[str, Any]:
        known = not fmt.is_empty(r.target)
        share, target = fmt.say_percent(r.persentase), fmt.format_integer(r.target)
        promised = f", atau {share} dari target {target} lembaga"
        return {
            "dibina": r.realisasi,
            "terhadap": promised if known else "",
            "belum": phrase_names(not_yet, "jenis lembaga", empty=""),
            "mustahil": r.target if known and r.target > len(pembinaan) else None,
            "tanpa": phrase_names(without, "jenis lembaga", empty=""),
        }

    return add_words(short, words)


def list_duplicates(supporting: pd.DataFrame, primary: pd.DataFrame) -> pd.DataFrame:
    """Supporting indicators whose figures are those of a primary one, with utama: its name.

    Both: rows of compute_indikator of one sasaran.
    """
    trait = ["satuan", "target", "realisasi"]

    def words(b: Any) -> dict[str, Any]:
        same = (primary[trait] == [getattr(b, k) for k in trait]).all(axis=1)
        return {"utama": chain_words(primary["indikator"][same].to_list())}

    told = add_words(supporting, words)
    return told[told["utama"] != ""] if len(told) else told


def tell_sarana(sarana: pd.DataFrame, short: pd.DataFrame, area: Area) -> pd.DataFrame:
    """One row: tersedia, lengkap or kurang, capaian, lebih; no row where nothing was counted.

    sarana: unsur, kelurahan, tersedia. short: compute_sarana.
    """
    lacking = sarana[~sarana["tersedia"].astype(bool)]
    words = ("terbanyak", "paling sedikit")
    exists = short.dropna(subset=["capaian"])
    excess = [k for k, c in zip(exists["kelurahan"], exists["capaian"], strict=True)
              if judge_capaian(c) > 0]  # fmt: skip
    places = lacking.groupby("unsur", sort=False)["kelurahan"].agg(chain_words)
    span = partial(phrase_range, name="kelurahan", wording=area.name)
    row = {
        "tersedia": span(short, value="realisasi", form="bilangan", words=words),
        "lengkap": area.name if lacking.empty else "",
        "kurang": chain_words(f"{fmt.lower_first(str(u))} di {n}" for u, n in places.items()),
        "capaian": span(exists, value="capaian", empty=""),
        "lebih": phrase_names(excess, area.name, empty=""),
    }
    return pd.DataFrame([row])[: len(short) and None]


def match_evidence(evidence: pd.DataFrame, reported: pd.DataFrame) -> pd.DataFrame:
    """`reported` with sama: which evidence, or their mean, equals it; case "sama" or "tidak".

    evidence: bukti, persentase. reported: rows of compute_indikator (percentages).
    """
    mean = evidence["persentase"].mean()
    known = [*zip(evidence["bukti"], evidence["persentase"], strict=True), ("Rata-rata", mean)]

    def words(b: Any) -> dict[str, Any]:
        same = [str(n) for n, p in known if compare_printed(p, b.realisasi) == 0]
        return {"case": "sama" if same else "tidak", "sama": phrase_names(same, low=True, empty="")}

    return add_words(reported.dropna(subset=["realisasi"])[: len(evidence) and None], words)


def build_programs(program: pd.DataFrame, area: Area, tahun: int, sentence: str) -> Chain:
    """Each local programme under its own name: heading, sentence and table.

    program: the sheet Program Lokal. sentence: its wordings, taken in turn, speak of label, target,
    realisasi, persen, satuan (with the blank before it) and rentang.
    """
    content: list[Any] = []
    wordings = sentence.split(" || ")
    for n, (name, own) in enumerate(program.groupby("program", sort=False)):
        first = str(name).split(maxsplit=1)[0].casefold()
        named = first in ("program", "kegiatan", "gerakan")  # already says what it is
        title = str(name) if named else f"kegiatan {name}"
        own.attrs.update(program.attrs)
        label, wording = fmt.slugify(str(name)), wordings[n % len(wordings)]
        content.append(Heading(title[0].upper() + title[1:], 2))
        content += _program(title, label, own, area, tahun, wording)
    return Chain(content)


def _program(
    title: str, label: str, own: pd.DataFrame, area: Area, tahun: int, sentence: str
) -> list[Any]:
    """The sentence and the table of one programme, keyed by its name and unit."""
    satuan = next(iter(own["satuan"].dropna()), "")
    key = fmt.slugify(satuan).replace("-", "_")
    key = key if key.isidentifier() and key not in TAKEN else "target"
    data = compute_program(own).rename(columns={"target": key})
    copy_origin(data, own, {key: "target"})
    label = label if "-" in label else f"program-{label}".rstrip("-")
    goal = f"{satuan[:1].upper()}{satuan[1:]} sasaran" if satuan else "Target"
    columns = [
        area.column,
        Column(key, goal, "bilangan"),
        alter("realisasi", kind="bilangan"),
        alter("capaian", formula=f"realisasi / {key} × 100", rule=""),
    ]
    caption = f"Pelaksanaan {title} menurut {area.name} tahun {tahun}"
    footer = [ratio_footer("realisasi", key, "capaian")]
    tabel = Tabel(label, caption, data, columns, source=own, footer=footer)
    target, realisasi = own["target"].sum(), own["realisasi"].sum()
    words = {
        "label": label, "target": target, "realisasi": realisasi,
        "persen": realisasi / target * 100, "satuan": f" {satuan}" if satuan else "",
        "rentang": phrase_range(data, "kelurahan", "capaian", wording=area.name),
    }  # fmt: skip
    return [Narasi(sentence, **words), tabel]
