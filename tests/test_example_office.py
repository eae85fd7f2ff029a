"""data/raw/contoh-jaya is what its script makes: all sheets filled, and nothing left to mend."""

import json
from pathlib import Path
from typing import Any

import pytest

from lkip_helpers.audit.consistency import check
from lkip_helpers.intake import list_lacking
from lkip_helpers.intake.provenance import is_invented, read_sources
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.rules.polaritas import list_polaritas
from lkip_helpers.schema.sheets import EVERY, SUPPLEMENT
from lkip_helpers.workspace import AREA_MAP, InvalidChoice, Workspace, choose_workspace
from tests.conftest import PROJECT_ROOT
from tests.example_office import EMBLEM, TAHUN, UNIT, make_content, make_map

each_year = pytest.mark.parametrize("tahun", TAHUN)


def raw(tahun: int) -> Path:
    return Workspace(UNIT, tahun, PROJECT_ROOT).raw


def fold(value: Any) -> Any:
    """A value as it would be typed; a wide column by its heads."""
    if isinstance(value, dict):
        return {str(k): fold(v) for k, v in value.items()}
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


@each_year
def test_the_committed_data_are_what_the_script_makes(tahun: int) -> None:
    """Compared by values, sheet by sheet. If this fails, run python -m tests.example_office."""
    content = make_content(tahun)
    workbooks = {s.FILE: WorkbookFile(raw(tahun) / s.FILE) for s in content}
    for schema, wanted in content.items():
        rows = [r for _, r in read_sheet(workbooks[schema.FILE], schema).rows]
        fields = list(schema.model_fields)
        assert [[fold(r.get(n)) for n in fields] for r in rows] == [
            [fold(r.get(n)) for n in fields] for r in wanted.rows
        ], schema.SHEET
    assert json.loads((raw(tahun) / AREA_MAP).read_text("utf-8")) == make_map()
    assert (raw(tahun) / "lambang.svg").read_text("utf-8") == EMBLEM


@each_year
def test_every_sheet_is_filled_and_nothing_is_left_to_mend(tahun: int) -> None:
    """`lkip check --final` has nothing to say; all polaritas, evidence and kinds are used."""
    result, findings = check(Workspace(UNIT, tahun, PROJECT_ROOT))
    assert findings == []
    assert list_lacking(result) == []
    frames = result.frames
    other_forms = {"Rekap", "IKM"}  # of a survey of which the answers are given
    blank = {s.SHEET for s in EVERY if s.NAME in frames and frames[s.NAME].empty}
    assert blank == other_forms
    assert {name for name in SUPPLEMENT if frames[name].empty} == (
        set(SUPPLEMENT) if tahun == TAHUN[0] else set()
    )
    indikator = frames["indikator"]
    with_limit = ("100", "120", "150", "nihil")  # the same formulas, of regions that want them
    assert set(indikator["polaritas"]) == {
        n for n in list_polaritas() if not n.endswith(with_limit)
    }
    assert set(indikator["jenis_bukti"]) == {"survei", "ipp", "lembaga", "partisipasi", "tidak ada"}
    assert set(frames["wilayah"]["jenis"]) == {"kelurahan", "desa"}
    assert frames["anggaran"]["unit"].nunique() == 2  # two kelurahan beside the kecamatan
    assert all(is_invented(note) for note in read_sources(raw(tahun)).values())


def test_a_year_that_one_unit_has_needs_no_unit() -> None:
    """2021 is of one unit, 2023 of the other; without a year there are two to choose from."""
    assert choose_workspace(PROJECT_ROOT, None, 2021).unit == "paal-merah"
    assert choose_workspace(PROJECT_ROOT, None, 2023).unit == UNIT
    with pytest.raises(InvalidChoice, match="Pilih unit"):
        choose_workspace(PROJECT_ROOT, None, None)
