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
    for program in range(1, draw(st.integers(1, 3)) + 1):
        for kegiatan in range(1, draw(st.integers(1, 3)) + 1):
            for number in range(1, draw(st.integers(1, 4)) + 1):
                name = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)))
                pagu = draw(money)
                budget.append(Sub(
                    f"7.01.{program:02}.2.{kegiatan:02}.{number:02}",
                    f"PROGRAM {program} DAN LAINNYA", f"Kegiatan {program}{kegiatan}",
                    f"{name} {number}", pagu, draw(money) if pagu else pagu, draw(money),
                    f"Unit {number}",
                ))  # fmt: skip
    return tuple(budget)


flag = st.booleans()
layouts = st.builds(
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
@given(anggaran(), layouts)
def test_any_layout_of_any_budget_is_read_as_it_is_or_refused_with_a_cell(
    sub: tuple[Sub, ...], layout: Layout
) -> None:
    """Nothing is ever read wrongly."""
    layout = aligned(layout)
    result = read_grid(build(sub, layout), layout)
    if result.report.refused:
        assert all(x.sel for x in result.report.findings if x.is_blocking), (
            asdict(layout),
            wrong(result),
        )
    else:
        assert parsed(result) == truth(sub, layout)
    assert result.report.as_read == result.report.used + len(result.report.dropped) or wrong(result)


@example_settings
@given(layouts)
def test_a_well_kept_budget_is_never_refused(layout: Layout) -> None:
    """EXAMPLE has nothing that can be read in two ways."""
    layout = aligned(layout)
    result = read_grid(build(EXAMPLE, layout), layout)
    assert wrong(result) == []
    assert parsed(result) == truth(EXAMPLE, layout)


@example_settings
@given(layouts, st.data())
def test_one_changed_amount_is_noticed_where_the_export_adds_up(layout: Layout, data: Any) -> None:
    """With totals printed, an amount off by any number is refused, never taken."""
    layout = replace(aligned(layout), total=True, number="bulat", csv="")
    export = build(EXAMPLE, layout)
    location = [
        (row, column)
        for row, cells in enumerate(export.grid)
        for column, v in enumerate(cells)
        if isinstance(v, int) and v > 1000 and not isinstance(v, bool)
    ]
    row, column = data.draw(st.sampled_from(location))
    export.grid[row][column] += data.draw(st.integers(1, 999_999))
    assert wrong(read_grid(export, layout))
