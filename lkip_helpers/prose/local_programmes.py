"""Programmes of the office's own, each a section with its name: target and what came of it."""

from typing import Any

import pandas as pd

from lkip_helpers.compute.lineage import move_origin
from lkip_helpers.compute.partisipasi import compute_program
from lkip_helpers.prose.phrases import phrase_range
from lkip_helpers.report.area import Area
from lkip_helpers.report.columns import Column, alter
from lkip_helpers.report.format import slugify
from lkip_helpers.report.layouts import ratio_footer
from lkip_helpers.report.narasi import Chain, Heading, Narasi
from lkip_helpers.report.tabel import Tabel


def build_programs(
    program: pd.DataFrame, area: Area, tahun: int, sentence: str, level: int = 2
) -> Chain:
    """Each local programme under its own name: heading, sentence and table.

    program: the sheet Program Lokal. sentence: speaks of label, target, realisasi, persen, satuan
    (with the blank before it) and rentang.
    """
    content: list[Any] = []
    for name, own in program.groupby("program", sort=False):
        title = _phrase_activity(str(name))
        own.attrs.update(program.attrs)
        heading = Heading(title[0].upper() + title[1:], level)
        content += [heading, *_program(title, slugify(str(name)), own, area, tahun, sentence)]
    return Chain(content)


def _phrase_activity(name: str) -> str:
    """`kegiatan Kampung Bersih`, unless its name already says what it is."""
    first = name.split(maxsplit=1)[0].casefold()
    return name if first in ("program", "kegiatan", "gerakan") else f"kegiatan {name}"


def _program(
    title: str, label: str, own: pd.DataFrame, area: Area, tahun: int, sentence: str
) -> list[Any]:
    """The sentence and the table of one programme, keyed by its name and unit."""
    satuan = next(iter(own["satuan"].dropna()), "")
    key = slugify(satuan).replace("-", "_") or "target"
    title_target = f"{satuan[:1].upper()}{satuan[1:]} sasaran" if satuan else "Target"
    data = compute_program(own).rename(columns={"target": key})
    move_origin(data, own, {key: "target"})
    label = label if "-" in label else f"program-{label}".rstrip("-")
    tabel = Tabel(
        label,
        f"Pelaksanaan {title} menurut {area.name} tahun {tahun}",
        data,
        [
            area.column,
            Column(key, title_target, "bilangan"),
            alter("realisasi", kind="bilangan"),
            alter("capaian", formula=f"realisasi / {key} × 100", rule=""),
        ],
        source=own,
        footer=[ratio_footer("realisasi", key, "capaian")],
    )
    target, realisasi = own["target"].sum(), own["realisasi"].sum()
    words = {
        "label": label,
        "target": target,
        "realisasi": realisasi,
        "persen": realisasi / target * 100,
        "satuan": f" {satuan}" if satuan else "",
        "rentang": phrase_range(data, "kelurahan", "capaian", wording=area.name),
    }
    return [Narasi(sentence, **words), tabel]
