"""The pohon kinerja as figures of the report."""

from collections.abc import Iterator
from functools import partial

import pandas as pd

from lkip_helpers.charts.performance_tree import list_names, plot_tree, split_tree
from lkip_helpers.report.columns import Column
from lkip_helpers.report.format import format_name
from lkip_helpers.report.gambar import Gambar
from lkip_helpers.report.narasi import Narasi


def build_tree(boxes: pd.DataFrame) -> Iterator[Gambar | Narasi]:
    """The pohon kinerja as figures, each with what stands in its boxes."""
    pairs = zip(boxes["uraian"].map(format_name), boxes["indikator"], strict=True)
    boxes = boxes.assign(kotak=[f"{u} – {i}" if isinstance(i, str) else u for u, i in pairs])
    parts = split_tree(boxes)
    figures = [f"[Gambar](#pohon-kinerja-{n})" for n in sorted({1, len(parts)})]
    yield Narasi(f"Hubungannya digambarkan pada {' sampai dengan '.join(figures)}.")
    for n, part in enumerate(parts, 1):
        names = list_names(part)
        again = " (lanjutan)" if n > 1 and parts[n - 2].name == part.name else ""
        yield Gambar(
            f"pohon-kinerja-{n}",
            f"Pohon kinerja: {part.name.partition(' – ')[0]}{again}",
            partial(plot_tree, part),
            f"Bagan pohon dengan {part.name} di puncak dan {len(names) - 1} kotak di bawahnya: "
            f"{'; '.join(names[1:])}.",
            source=boxes,
            data=boxes[boxes["kotak"].isin(names)],
            column=["kode", "uraian", "indikator", Column("induk", "Kode kotak di atasnya")],
        )
