"""Laws of the budget import: whatever the layout, read as it is or refused with a cell."""

import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.conftest import laws
from tests.exports import EXAMPLE, STYLE, Layout, Sub, build, parsed, read, save, truth, wrong

WORDS = [
    "Penyediaan",
    "Koordinasi",
    "Jasa",
    "Kantor",
    "Rapat",
    "Pelayanan",
    "Belanja Umum",
    "Total",
]
money = st.one_of(st.none(), st.integers(0, 5), st.integers(1, 9_999), st.integers(1, 10**10))
example_settings = laws(120, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def anggaran(draw: st.DrawFn) -> tuple[Sub, ...]:
    """Some programmes with kegiatan and sub kegiatan, in the order of their codes."""
    budget = []
    for p in range(1, draw(st.integers(1, 3)) + 1):
        for k in range(1, draw(st.integers(1, 3)) + 1):
            for s in range(1, draw(st.integers(1, 4)) + 1):
                name = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)))
                pagu = draw(money)
                budget.append(Sub(
                    f"7.01.{p:02}.2.{k:02}.{s:02}", f"PROGRAM {p} DAN LAINNYA", f"Kegiatan {p}{k}",
                    f"{name} {s}", pagu, draw(money) if pagu else pagu, draw(money), f"Unit {s}",
                ))  # fmt: skip
    return tuple(budget)


flag = st.booleans()
layout = st.builds(
    Layout,
    form=st.sampled_from(["bertingkat", "berkolom"]),
    content=st.sampled_from(["pagu", "dppa", "realisasi"]),
    code=st.sampled_from(["kolom", "tempel", "potong"]),
    sub4=flag, organisation=flag, two_rows=flag, column_number=flag, total=flag, belanja=flag,
    title=flag, note=flag, output=flag, percent=flag, broken_row=flag, numbered_level=flag,
    urusan=flag, number=st.sampled_from(list(STYLE)),
    repeat_header=st.integers(0, 5),
    empty=st.integers(0, 4),
    label=st.sampled_from(["ulang", "gabung", "kosong"]),
    csv=st.sampled_from(["", "", ";", ",", "\t"]),
    dash=st.sampled_from(["-", "–", ""]),
)  # fmt: skip


def aligned(layout: Layout) -> Layout:
    """The layouts there can be: merged cells only in workbooks, split codes only with levels."""
    if layout.form == "berkolom":
        code = "tanpa" if layout.code == "potong" else layout.code
        return replace(
            layout, code=code, organisation=False, label="kosong" if layout.csv else layout.label
        )
    return replace(layout, organisation=layout.organisation and layout.code != "potong")


def read_grid(export: Any, layout: Layout) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return read(save(export, Path(folder) / ("e.csv" if layout.csv else "e.xlsx"), layout.csv))


@example_settings
@given(anggaran(), layout)
def test_any_layout_of_any_budget_is_read_as_it_is_or_refused_with_a_cell(
    sub: tuple[Sub, ...], t: Layout
) -> None:
    """Nothing is ever read wrongly."""
    t = aligned(t)
    result = read_grid(build(sub, t), t)
    if result.report.refused:
        assert all(x.sel for x in result.report.findings if x.is_blocking), (
            asdict(t),
            wrong(result),
        )
    else:
        assert parsed(result) == truth(sub, t)
    assert result.report.as_read == result.report.used + len(result.report.dropped) or wrong(result)


@example_settings
@given(layout)
def test_a_well_kept_budget_is_never_refused(t: Layout) -> None:
    """EXAMPLE has nothing that can be read in two ways."""
    t = aligned(t)
    result = read_grid(build(EXAMPLE, t), t)
    assert wrong(result) == []
    assert parsed(result) == truth(EXAMPLE, t)


@example_settings
@given(layout, st.data())
def test_one_changed_amount_is_noticed_where_the_export_adds_up(t: Layout, data: Any) -> None:
    """With totals printed, an amount off by any number is refused, never taken."""
    t = replace(aligned(t), total=True, number="bulat", csv="")
    export = build(EXAMPLE, t)
    location = [
        (b, k)
        for b, rows in enumerate(export.grid)
        for k, v in enumerate(rows)
        if isinstance(v, int) and v > 1000 and not isinstance(v, bool)
    ]
    b, k = data.draw(st.sampled_from(location))
    export.grid[b][k] += data.draw(st.integers(1, 999_999))
    assert wrong(read_grid(export, t))
