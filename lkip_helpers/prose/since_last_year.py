"""What the Perjanjian Kinerja promises that the one of the year before did not, and the reverse."""

from collections.abc import Iterator

import pandas as pd

from lkip_helpers.compute.anggaran import standard_name
from lkip_helpers.intake.data import Data, load_preceding
from lkip_helpers.prose.phrases import phrase_names
from lkip_helpers.report.narasi import Chain, Heading, Narasi


def build_changes(data: Data) -> Chain:
    """Indicators and programmes that came and went since the year before; nothing without it."""
    last = load_preceding(data)
    if last is None:
        return Chain()
    pairs = (
        ("indikator", last.pk["indikator"], data.pk["indikator"]),
        ("program", last.pk_program["program"], data.pk_program["program"]),
    )
    found = [n for noun, old, new in pairs for n in _list_changes(noun, old, new, last.tahun)]
    same = Narasi(
        "Indikator dan program dalam Perjanjian Kinerja sama dengan tahun {tahun:tahun}.",
        when=not found,
        tahun=last.tahun,
    )
    return Chain([Heading("Perubahan sejak Tahun Sebelumnya", 2), *found, same])


def _list_changes(
    noun: str, old: "pd.Series[str]", new: "pd.Series[str]", tahun: int
) -> Iterator[Narasi]:
    """What is only in the new, and what was only in the old; case and spacing decide nothing."""
    for here, there, word in (
        (new, old, "yang belum diperjanjikan pada tahun {tahun:tahun}"),
        (old, new, "dari tahun {tahun:tahun} yang tidak lagi diperjanjikan"),
    ):
        only = here[~here.map(standard_name).isin(there.map(standard_name))]
        if len(only):
            yield Narasi(
                f"Ada {{banyak:kata}} {noun} {word}, yaitu {{nama}}.",
                banyak=len(only), tahun=tahun, nama=phrase_names(only, noun),
            )  # fmt: skip
