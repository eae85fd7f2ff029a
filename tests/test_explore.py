"""Exploring: every choice shows what the report would, or a sentence that says why not."""

import base64
import dataclasses
import os
import re
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import openpyxl
import pandas as pd
import pytest
from IPython.core.events import EventManager
from IPython.core.formatters import DisplayFormatter
from IPython.core.ultratb import FormattedTB, SyntaxTB
from lxml import html

from lkip_helpers import charts
from lkip_helpers.commands import lab
from lkip_helpers.compute.sample import compute_trait_frequency
from lkip_helpers.compute.survey_forms import compute_survey
from lkip_helpers.compute.whatif import change_anggaran, change_answers, change_realisasi
from lkip_helpers.errors import LkipError
from lkip_helpers.explore import (
    menu,
    views,
    whatif_panel,
)
from lkip_helpers.explore import panel as panel_module
from lkip_helpers.explore.chosen import (
    CHOICE,
    OPENED,
    align_text,
    explain,
    load_ipython_extension,
)
from lkip_helpers.explore.panel import Panel, list_outputs, load_usable
from lkip_helpers.explore.shown_results import VEGA, CellCode, HoverChart
from lkip_helpers.explore.startpage import (
    STATES,
    build_state,
    read_state,
    show_notebooks,
    show_state,
)
from lkip_helpers.intake import Data, load
from lkip_helpers.intake.finding import count_findings
from lkip_helpers.prose.survey_words import TRAITS
from lkip_helpers.render.parameters import read_parameters
from lkip_helpers.report.narasi import Chain, Narasi
from lkip_helpers.report.tabel import Tabel
from lkip_helpers.workspace import NO_DATA, WORKSPACE_VARIABLE, Workspace
from tests.conftest import PROJECT_ROOT, WHOLE, MakeOnce, Report, copy_workspace, lkip
from tests.test_report_kinds import fill_five
from tests.workbook import write


@pytest.fixture(scope="session")
def with_empty_unit(make_once: MakeOnce) -> Path:
    """The example of 2021 beside a unit whose workbooks nobody has filled."""

    def make(root: Path) -> str:
        copy_workspace(root)
        return lkip(root, "new", "2023", "--unit", "uji-kosong").stdout

    return make_once("uji-kosong", make)[0]


@pytest.fixture
def data(report: Report, monkeypatch: pytest.MonkeyPatch) -> Data:
    """The example of 2021."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(report.workspace.root))
    return load("paal-merah", 2021)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented office of five kinds, whose 400 respondents say who they are."""
    root = tmp_path_factory.mktemp("lima")
    write(root, fill_five)
    return root


@pytest.fixture
def five(office: Path, monkeypatch: pytest.MonkeyPatch) -> Data:
    """That office, explored."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(office))
    return load_usable("uji", 2021)


def parts(shown: Any, kind: type) -> list[Any]:
    """The parts of one kind in what a choice shows."""
    return [part for part in shown.items if isinstance(part, kind)]


def text(shown: Any) -> str:
    narasi = [shown] if isinstance(shown, Narasi) else parts(shown, Narasi)
    return "\n".join(n.text for n in narasi)


def rows(shown: Chain) -> list[dict[str, Any]]:
    """Rows of the table as the report's payload has them."""
    (tabel,) = parts(shown, Tabel)
    found: list[dict[str, Any]] = tabel.payload_content()["baris"]
    return found


def test_an_indicator_has_the_rows_that_the_report_prints(data: Data, report: Report) -> None:
    """Source: table banding-tahun of the report of the same workbooks."""
    printed = report.tabel["banding-tahun"]["baris"]
    for name, code in views.list_indikator(data).items():
        wanted = [row for row in printed if row["indikator"] == name]
        for shown, row in zip(rows(views.build_trend(data, code)), wanted, strict=True):
            assert shown == {k: row[k] for k in shown}


def test_serapan_goes_down_from_programmes_to_sub_kegiatan(data: Data, report: Report) -> None:
    """Every level adds up to the row above; the first is table anggaran-program of the report."""
    upper = rows(views.build_serapan(data))
    assert upper == report.tabel["anggaran-program"]["baris"]
    for program in upper:
        kegiatan = rows(views.build_serapan(data, [program["program"]]))
        assert sum(k["pagu"] or 0 for k in kegiatan) == program["pagu"]
        parent = [program["program"], kegiatan[0]["kegiatan"]]
        sub = rows(views.build_serapan(data, parent))
        assert sum(s["realisasi"] or 0 for s in sub) == kegiatan[0]["realisasi"]


def test_answers_are_those_of_the_report(data: Data, report: Report) -> None:
    """Source: tables skm-u1 … skm-u9."""
    for code in views.list_unsur(data).values():
        printed = report.tabel[f"skm-{code.lower()}"]["baris"]
        assert rows(views.build_answers(data, code)) == printed
    assert len(rows(views.build_answers(data))) == 9 * 4


def test_answers_are_split_by_who_gave_them(five: Data) -> None:
    """Groups add up to the whole; ages stand in the classes of the rule file."""
    for trait in TRAITS:
        breakdown = compute_trait_frequency(five.skm, five.unsur_skm, "U1", trait)
        assert breakdown["frekuensi"].sum() == 400
        assert len(parts(views.build_answers(five, "U1", trait), HoverChart)) == 1
    ages = compute_trait_frequency(five.skm, five.unsur_skm, "U1", "usia")["kelompok"]
    assert not any(re.fullmatch(r"\d+", age) for age in ages)


def test_what_was_not_recorded_is_said_in_a_sentence(data: Data) -> None:
    """The respondents of 2021 have no characteristics."""
    for trait in TRAITS:
        assert "tidak tercatat pada data survei" in text(views.build_answers(data, "U1", trait))


def test_another_realisasi_moves_its_capaian_and_the_mean(data: Data) -> None:
    """60 of 80 is 75 %, in place of 80 of 82; the frame of the workbook does not change."""
    result = whatif_panel.build_whatif_capaian(data, "TPL", 80, 60)
    (tpl,) = [row for row in rows(result) if row["indikator"].startswith("Tingkat Pemberdayaan")]
    assert tpl["capaian_andai"] == pytest.approx(75)
    assert tpl["capaian"] == pytest.approx(80 / 82 * 100)
    assert "menjadi 75,00\u00a0% (tidak mencapai target)" in text(result)
    assert data.realisasi.set_index("kode").loc["TPL", "realisasi"].max() == 81.75


def test_other_answers_move_ikm_and_mutu(data: Data) -> None:
    """Twenty answers of fifty a step higher: NRR + 0.4, IKM + 0.4 / 9 × 25."""
    result = whatif_panel.build_whatif_ikm(data, "U1", 3, 4, 20)
    (tabel,) = parts(result, Tabel)
    footer = tabel.footer_values[0]
    assert footer["nrr_andai"] - footer["nrr"] == pytest.approx(20 / 50 / 9 * 25)
    assert (footer["mutu"], footer["mutu_andai"]) == ("B", "B")
    tally = compute_survey(data.frames).tally
    changed = change_answers(tally, "U1", from_=3, into=4, count=999)
    assert changed["nilai_3"].iloc[0] == 0
    assert tally["nilai_3"].iloc[0] == 20


def test_other_amounts_move_serapan_up_to_the_whole(data: Data) -> None:
    """Realisasi 0: serapan of the sub kegiatan is 0, and the whole loses exactly that money."""
    first = data.anggaran.iloc[0]
    pagu, spent = int(first["pagu"]), int(first["realisasi"])
    shown = rows(whatif_panel.build_whatif_serapan(data, first.name, pagu, 0))
    assert shown[0]["serapan_andai"] == 0
    assert shown[-1]["realisasi"] - shown[-1]["realisasi_andai"] == spent
    assert len(shown) == 4


def test_a_what_if_leaves_the_data_as_it_was_and_names_no_cell(data: Data) -> None:
    """A figure that nobody typed into a workbook comes from no cell."""
    realisasi, budget = data.realisasi, data.anggaran
    tally = compute_survey(data.frames).tally
    for old, new in (
        (realisasi, change_realisasi(realisasi, "TPL", 2021, target=1, value=2)),
        (tally, change_answers(tally, "U1", from_=3, into=4, count=1)),
        (budget, change_anggaran(budget, budget.index[0], pagu=1, realisasi=1)),
    ):
        assert not old.equals(new)
        assert old.attrs["sumber"]
        assert new.attrs == {}


def test_units_and_years_stand_beside_one_another(
    report: Report, with_empty_unit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that cannot be used is named instead. Source: tables of the report."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(with_empty_unit))
    result = views.build_comparison(
        [("paal-merah", 2021), ("uji-kosong", 2023)], "Serapan anggaran"
    )
    (row,) = rows(result)
    assert row["ikm"] == report.tabel["skm-ringkasan"]["baris"][0]["ikm"]
    assert row["serapan"] == report.tabel["anggaran-program"]["kaki"][0]["serapan"]
    assert "Data uji-kosong 2023 belum dapat dipakai" in text(result)
    assert "Pilih satu atau beberapa" in text(views.build_comparison([], "Serapan anggaran"))


NAMES = ["choose_trend", "choose_serapan", "choose_answers", "suppose_capaian", "suppose_ikm",
         "suppose_serapan"]  # fmt: skip
MENU = [getattr(menu, name) for name in NAMES]


def list_values(widget: Any) -> list[Any]:
    """What a list offers, only its ends in `make test`; for a number box, some numbers."""
    if not hasattr(widget, "options"):
        return [type(widget.value)(n) for n in (0, 1)] + [widget.value]
    values = [o[1] if isinstance(o, tuple) else o for o in widget.options][:12]
    return values if WHOLE else values[:2] + values[2:][-1:]


@pytest.mark.parametrize("make", MENU, ids=NAMES)
def test_every_widget_takes_every_choice(five: Data, make: Any) -> None:
    """All kinds of indicator, all answers, a sub kegiatan: always tables, and no exception."""
    panel = make("uji", 2021)
    for widget in panel.controls.values():
        for value in list_values(widget):
            widget.value = value
            count = panel.controls.get("count")
            tabel = parts(panel.result, Tabel)
            assert tabel or (count and count.disabled), widget.description
            assert len(parts(panel.result, CellCode)) == len(tabel)
            assert all(
                {"text/html", "text/markdown", VEGA} & output["data"].keys()
                for output in list_outputs(panel.result)
            )


def test_a_choice_sets_what_depends_on_it(data: Data) -> None:
    """A programme brings its kegiatan, an indicator its target; each is shown once."""
    panel = menu.choose_serapan("paal-merah", 2021)
    program, kegiatan = panel.controls["program"], panel.controls["kegiatan"]
    assert len(kegiatan.options) == 1
    program.index = 1
    assert [value for _, value in kegiatan.options[1:]] == views.list_members(data, [program.value])
    whatif = menu.suppose_capaian("paal-merah", 2021)
    whatif.controls["code"].value = "TPL"
    assert [whatif.controls[k].value for k in ("target", "realisasi")] == ["82", "80"]


def test_a_what_if_of_what_is_not_known_begins_empty_and_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comma as in Indonesia; a point that may mean two things is asked about, as words are."""
    workspace = copy_workspace(tmp_path)
    file = workspace.raw / "kinerja.xlsx"
    book = openpyxl.load_workbook(file)
    row = next(
        r for r in book["Realisasi"].iter_rows(4) if (r[0].value, r[2].value) == ("TPL", 2021)
    )
    row[4].value, row[5].value = "belum tersedia", "Evaluasi belum terbit."
    book.save(file)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    panel = menu.suppose_capaian("paal-merah", 2021)
    panel.controls["code"].value = "TPL"
    box = panel.controls["realisasi"]
    assert box.value == ""
    assert text(panel.result).startswith("Realisasi Tingkat")
    assert "belum diketahui; isi angka andainya" in text(panel.result)
    box.value = "61,5"
    assert "realisasinya 61,5" in text(panel.result)
    assert parts(panel.result, Tabel)
    for unclear, asked in (
        ("12.000", "dapat berarti 12000 atau 12,000"),
        ("banyak", "bukan angka"),
    ):
        box.value = unclear
        assert asked in text(panel.result)
    compared = rows(views.build_comparison([("paal-merah", 2021)], "Serapan anggaran"))
    assert compared[0]["dasar"] == "1 dari 2 indikator"


@pytest.mark.parametrize("make", [*MENU, lambda *_: menu.choose_comparison()])
def test_without_any_data_the_page_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Any
) -> None:
    """An empty data/raw; no widget, no exception."""
    for name in ("notebooks", "data"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    panel: Panel = make("paal-merah", 2021)
    assert panel.result.text == NO_DATA
    assert not (tmp_path / "outputs").exists()


def test_the_state_of_a_year_follows_lkip_check(report: Report, tmp_path: Path) -> None:
    """From workbooks just made to a draft of the report."""
    state = read_state(report.workspace)
    assert (state.report, state.stale, state.count("peringatan")) == ("konsep", False, 7)
    assert state.next_step[1] == "lkip render 2021 --unit paal-merah --final"
    assert {link.name for link in state.links} == {"HTML", "PDF", "Word", "Excel"}
    workspace = copy_workspace(tmp_path)
    assert read_state(workspace).next_step[1] == "lkip render 2021 --unit paal-merah"
    lkip(tmp_path, "new", "2022")
    new = read_state(Workspace.of("paal-merah", 2022, tmp_path))
    assert new.next_step[1] == "lkip check 2022 --unit paal-merah"
    assert "hal belum diisi" in count_findings(new.findings)


def test_data_that_changed_since_the_report_asks_for_a_new_one(
    report: Report, tmp_path: Path
) -> None:
    """build.json lists the files that it was made from."""
    workspace = copy_workspace(tmp_path)
    shutil.copytree(report.folder, workspace.outputs)
    assert not read_state(workspace).stale
    (workspace.raw / "lambang.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    assert read_state(workspace).stale
    stale = read_state(workspace)
    assert "Data, bab, kode, atau berkasnya berubah" in stale.next_step[0]
    assert stale.next_step[1] == "lkip render 2021 --unit paal-merah"
    final = dataclasses.replace(stale, report="akhir")
    assert final.next_step[1] == "lkip render 2021 --unit paal-merah --final"


def test_the_first_page_without_data_says_how_to_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its links to the chapters are there all the same."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(copy_workspace(tmp_path).root))
    assert "../notebooks/31-kepuasan-masyarakat.ipynb" in show_notebooks().data
    assert "lkip new TAHUN --unit NAMA" in build_state([]).data
    assert "Langkah berikutnya" in show_state().data


def test_the_first_page_of_a_city_shows_what_was_altered_last(workspace: Workspace) -> None:
    """Checking 33 units and years kept JupyterLab from opening for half a minute."""
    (workspace.raw / "kinerja.xlsx").unlink()  # a unit that is told at once
    for number in range(STATES + 2):
        folder = workspace.raw.parents[1] / f"unit-{number:02}" / "2021"
        shutil.copytree(workspace.raw, folder)
        os.utime(next(folder.glob("*.xlsx")), (2e9 - number,) * 2)
    shown = html.fromstring(show_state().data)
    first = [f"unit-{number:02} 2021" for number in range(STATES)]
    assert [h.text for h in shown.iter("h3")] == first
    assert "3 unit dan tahun lainnya tidak diperiksa di sini" in shown.text_content()


def test_a_range_keeps_its_upper_end_unless_it_begins_above_it(five: Data) -> None:
    """Saldo kas, a target of 10–20 in the workbook."""
    assert "adalah 15–20\u00a0juta" in text(whatif_panel.build_whatif_capaian(five, "KAS", 15, 24))
    assert "adalah 30\u00a0juta" in text(whatif_panel.build_whatif_capaian(five, "KAS", 30, 24))
    changed = change_realisasi(five.realisasi, "KAS", 2021, target=30, value=24)
    cash = changed[(changed["kode"] == "KAS") & (changed["tahun"] == 2021)]
    assert cash["target_atas"].to_list() == [30]


@pytest.mark.parametrize("make", MENU, ids=NAMES)
def test_what_was_chosen_first_can_be_chosen_again(five: Data, make: Any) -> None:
    """All programmes, unsur or respondents: the list names that choice, and its result returns."""
    panel = make("uji", 2021)
    lists = {name: w for name, w in panel.controls.items() if hasattr(w, "options")}
    for name, widget in lists.items():
        first, result = widget.index, panel.result
        widget.index = len(widget.options) - 1
        widget.index = first
        assert widget.index == first, name
        assert [*map(type, panel.result.items)] == [*map(type, result.items)], name


def test_answers_are_split_only_once_an_unsur_is_chosen(five: Data) -> None:
    """Before that the list of characteristics is disabled, and says whose answers are shown."""
    panel = menu.choose_answers("uji", 2021)
    unsur, trait = panel.controls["code"], panel.controls["trait"]
    assert trait.disabled
    unsur.value, trait.value = "U1", "usia"
    assert not trait.disabled
    assert "menurut usia" in parts(panel.result, Tabel)[0].title
    unsur.index = 0
    assert (trait.disabled, trait.label) == (True, "Semua responden")
    assert "semua unsur" in parts(panel.result, Tabel)[0].title


def test_other_answers_are_offered_and_no_respondents_are_invented(five: Data) -> None:
    """Nobody gave 1; whoever gave 4 cannot have given 4 instead."""
    panel = menu.suppose_ikm("uji", 2021)
    from_, into, count = (panel.controls[k] for k in ("from_", "into", "count"))
    from_.value = 4
    assert list(into.options) == [1, 2, 3]
    assert count.value == (five.skm["U1"] == 4).sum()
    from_.value = 1
    assert count.disabled
    assert "Tidak ada responden yang memberi nilai 1 pada unsur persyaratan" in text(panel.result)
    from_.value = 2
    assert (count.disabled, count.min) == (False, 1)


def test_a_what_if_writes_every_percentage_alike(data: Data, five: Data) -> None:
    """Two decimals before and after; without a capaian there is no predicate to name."""
    for result in (
        whatif_panel.build_whatif_capaian(data, "TPL", 80, 60),
        whatif_panel.build_whatif_ikm(data, "U1", 3, 4, 20),
    ):
        decimals = re.findall(r"(?:dari|menjadi) [\d.]+(?:,(\d+))?", text(result))
        assert decimals
        assert {len(d) for d in decimals} == {2}
    unknown = text(whatif_panel.build_whatif_capaian(data, "TPL", 0, 60))
    assert "capaiannya tidak dapat dihitung; rata-rata" in unknown


def test_a_faulty_year_is_read_once_until_its_workbooks_change(
    with_empty_unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Although each change of a comparison asks for every year in it."""
    shutil.copytree(with_empty_unit, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    read: list[int] = []

    def load_counted(unit: str, tahun: int) -> Any:
        read.append(tahun)
        return load(unit, tahun)

    monkeypatch.setattr(panel_module, "load", load_counted)
    for measure in views.MEASURES:
        result = views.build_comparison([("uji-kosong", 2023)], measure)
        assert "Data uji-kosong 2023 belum dapat dipakai" in text(result)
    assert read == [2023]
    workbook = next(Workspace.of("uji-kosong", 2023).raw.glob("*.xlsx"))
    os.utime(workbook, ns=(0, 0))
    with pytest.raises(LkipError):
        load_usable("uji-kosong", 2023)
    assert read == [2023, 2023]


def run_code(result: Any) -> Any:
    """What a cell shows that runs the code of a result."""
    (code,) = parts(result, CellCode)
    scope: dict[str, Any] = {}
    *lines, last = code.text.splitlines()
    exec("\n".join(lines), scope)  # noqa: S102 our own code
    return eval(last, scope)  # noqa: S307 our own code


def test_a_result_is_made_again_by_the_code_beside_it(data: Data) -> None:
    """The code of each way of exploring runs, and gives the rows that its table shows."""
    for result in (
        views.build_trend(data, "IKM"),
        views.build_serapan(data, []),
        views.build_answers(data, "U1", ""),
    ):
        assert len(run_code(result).tabel.data) == min(len(rows(result)), 8)
    compared = views.build_comparison([("paal-merah", 2021)], "Serapan anggaran")
    assert [*run_code(compared)["ikm"]] == [row["ikm"] for row in rows(compared)]


def test_a_what_if_is_made_again_by_its_code(data: Data) -> None:
    """The supposed figures of an indicator, of an unsur, of the programme of a row."""
    row = data.anggaran.index[0]
    for result, name, figure in (
        (whatif_panel.build_whatif_capaian(data, "TPL", 80, 60), "indikator", "capaian"),
        (whatif_panel.build_whatif_ikm(data, "U1", 3, 4, 5), "unsur", "nrr"),
        (whatif_panel.build_whatif_serapan(data, row, 10**9, 10**8), "program", "serapan"),
    ):
        made = run_code(result).tabel.data.set_index(name)[figure]
        shown = {r.get(name) or r["lingkup"]: r[f"{figure}_andai"] for r in rows(result)}
        both = shown.keys() & {*made.index}
        assert both
        assert all(shown[k] == pytest.approx(made[k]) for k in both)


def test_a_list_without_choices_says_why(five: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year whose indicators have no realisasi yet."""
    monkeypatch.setattr(views, "list_indikator", lambda _: {})
    panel = menu.choose_trend("uji", 2021)
    assert "Belum ada realisasi" in panel.result.text


def test_a_chart_shows_its_figures_under_the_pointer(data: Data) -> None:
    """Vega-Lite of JupyterLab: 95 in 2021, with its year and whether it was the target."""
    (chart,) = parts(views.build_trend(data, "IKM"), HoverChart)
    values = chart.spec["data"]["values"]
    assert {"tahun": 2021, "nilai": 95.0, "ukuran": "realisasi"} in values
    fields = [channel["field"] for channel in chart.spec["encoding"]["tooltip"]]
    assert fields == ["tahun", "nilai", "ukuran"]
    title = "Target dan realisasi Indeks Kepuasan Masyarakat sampai tahun 2021"
    assert chart.spec["description"] == title


def test_any_sheet_is_a_table_to_sort_and_search(data: Data) -> None:
    """All its rows, none cut off."""
    table, code = menu.build_sheet(data, "wilayah").items
    assert "application/vnd.jupyter.widget-view+json" in table._repr_mimebundle_()[0]
    assert code.text.endswith("data.wilayah")


def make_shell(shown: list[Any] | None = None, **names: Any) -> Any:
    """A kernel in which these names exist. shown: gets what cells show."""
    kept: list[Any] = [] if shown is None else shown
    return SimpleNamespace(
        input_transformers_cleanup=[], user_ns=names, display_formatter=DisplayFormatter(),
        display_pub=SimpleNamespace(publish=lambda *output: kept.append(output)),
        InteractiveTB=FormattedTB(), SyntaxTB=SyntaxTB(theme_name="nocolor"),
        events=EventManager(None, {"pre_execute": None}),
    )  # fmt: skip


def transform(*lines: str, **names: Any) -> list[str]:
    """A cell as it reaches a kernel in which these names exist. shown: as of make_shell."""
    shell = make_shell(**names)
    load_ipython_extension(shell)
    (transformer,) = shell.input_transformers_cleanup
    transformer([*lines])  # a kernel transforms a cell twice
    code: list[str] = transformer([*lines])
    shell.events.trigger("pre_execute")
    return code


def test_text_of_a_plain_frame_is_aligned_left() -> None:
    """Of two columns, the second from the end is text, and so is the index; numbers are not.

    Of more columns than pandas shows, the index is not where it is counted to be, but a head.
    """
    page = align_text(pd.DataFrame({"nama": ["a"], "nilai": [1.5]}))
    cells = "tbody th, tr > :not(:nth-last-child(-n + 2)), tr > :nth-last-child(2)"
    assert f":is({cells})" in page
    assert page.count("<table") == 1


def test_a_chart_without_a_gambar_around_it_is_seen() -> None:
    """One that pyplot does not know too, of which Jupyter would show the name alone."""
    shell = make_shell()
    load_ipython_extension(shell)
    figure = charts.plot_bars(pd.DataFrame({"nama": ["a"], "nilai": [1.5]}), "nama", "nilai")
    shown, _ = shell.display_formatter.format(figure)
    assert base64.b64decode(shown["image/png"]).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("code", "meaning"),
    [("{}['paguu']", "tidak ada kolom"), ("(3).mulai", "periksa ejaannya"),
     ("len()", "lihat yang diminta dengan ?"), ("int('x')", "periksa isinya"),
     ("b'\\xff'.decode()", "periksa isinya"), ("len(", "belum lengkap"),
     ("1\n 2", "belum lengkap")],
)  # fmt: skip
def test_an_error_of_python_says_last_what_it_means(code: str, meaning: str) -> None:
    """In Indonesian, below its traceback, which names the line; one of a kind of it too."""
    shell = make_shell()
    load_ipython_extension(shell)
    with pytest.raises((LookupError, AttributeError, TypeError, ValueError, SyntaxError)) as raised:
        exec(code)  # noqa: S102 of this test
    if issubclass(raised.type, SyntaxError):  # as IPython does
        shown = shell.SyntaxTB.structured_traceback(raised.type, raised.value, [])
    else:
        shown = shell.InteractiveTB.structured_traceback(raised.type, raised.value, raised.tb)
    *trail, told = shown
    assert meaning in told
    assert raised.typename in "".join(trail)


@pytest.mark.parametrize(
    ("line", "becomes"),
    [("unit = data.unit", "unit = data.unit"), ("unit = paal-merah\n", 'unit = "paal-merah"\n'),
     ("unit = x", 'unit = "x"\n'),
     ("unit = 3-kota", 'unit = "3-kota"\n'), ("unit = 'paal-merah'", "unit = 'paal-merah'"),
     ("unit = nama", "unit = nama"), ("unit = 3-1", "unit = 3-1"), ("tahun = 2021", "tahun = 2021"),
     ("unit = None", "unit = None"), ("lain = paal-merah", "lain = paal-merah")],
)  # fmt: skip
def test_a_scheduled_unit_needs_no_quotes(line: str, becomes: str) -> None:
    """jupyter-scheduler writes `name = value` as typed; only what would fail becomes a string."""
    assert transform(line, nama="a", data=1) == [becomes]


def test_the_parameters_of_a_scheduled_notebook_are_read_as_they_run() -> None:
    """The cell that jupyter-scheduler inserts; the page is numbered as of that unit and year."""
    cell = nbformat.v4.new_code_cell("unit = paal-merah\ntahun = 2021")
    cell.metadata["tags"] = ["injected-parameters"]
    parameters = read_parameters(nbformat.v4.new_notebook(cells=[cell]), "injected-parameters")
    assert parameters == {"unit": "paal-merah", "tahun": 2021}


def test_a_name_that_the_same_cell_computes_is_left() -> None:
    """As the second cell of every chapter does."""
    cell = ["data = load(unit, tahun)\n", "tahun = data.tahun\n", "unit = data.unit"]
    assert transform(*cell) == cell


@pytest.mark.parametrize(
    ("asked", "chosen", "forced"),
    [
        # the chapters name an office without data
        ((None, None), ("suka", 2023), "paal-merah/2021/suka/2023"),
        (("suka", 2022), ("suka", 2022), "paal-merah/2021/suka/2022"),
    ],
)
def test_the_lab_runs_chapters_for_an_office_that_has_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Any, chosen: Any, forced: str
) -> None:
    """The latest year that has data; without any the chapters keep their own parameters."""
    shutil.copytree(PROJECT_ROOT / "notebooks", tmp_path / "notebooks")
    monkeypatch.setenv(CHOICE, "")
    default = lab.choose_office(tmp_path, None, None)
    assert (default.unit, default.tahun, os.environ[CHOICE]) == ("paal-merah", 2021, "")
    for tahun in ("2022", "2023"):
        (tmp_path / "data" / "raw" / "suka" / tahun).mkdir(parents=True)
        (tmp_path / "data" / "raw" / "suka" / tahun / "kinerja.xlsx").touch()
    office = lab.choose_office(tmp_path, *asked)
    assert ((office.unit, office.tahun), os.environ[CHOICE]) == (chosen, forced)


def test_the_choice_of_the_lab_takes_the_place_of_the_parameters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`lkip lab --unit b --tahun 2022`: literals at the top of a cell, and nothing else."""
    monkeypatch.setenv(CHOICE, "a/2021/b/2022")
    monkeypatch.delenv(OPENED, raising=False)
    cell = ["tahun = 2021\n", 'unit = "a"\n', "lain = 1\n", "tahun = data.tahun\n", " tahun = 1"]
    assert transform(*cell, data=1) == cell  # a job started there has its own parameters
    monkeypatch.setenv(OPENED, "notebooks/a.ipynb")
    shown: list[Any] = []
    assert transform(*cell, data=1, shown=shown) == ["tahun = 2022\n", 'unit = "b"\n', *cell[2:]]
    ((data, about),) = shown  # else the cell reads as if it were of a 2021
    assert "dijalankan untuk tahun 2022 dan unit b, yang dipilih" in data["text/html"]
    assert about["lkip"]["parameter"] == {"tahun": "2022", "unit": "b"}


def test_an_error_is_explained_by_the_words_of_its_own_kind() -> None:
    """Not also by those of the kinds it belongs to, which say something else."""
    for kind, told in ((dataclasses.FrozenInstanceError, "isinya tidak dapat diganti; simpan"),
                       (ModuleNotFoundError, "pustaka itu belum dipasang"),
                       (NameError, "nama itu belum dibuat: jalankan dahulu sel di atasnya, impor"),
                       (KeyboardInterrupt, "sel ini dihentikan")):  # fmt: skip
        trace, meaning = explain(lambda *_: ["jejak"], kind)
        assert trace == "jejak" and meaning.startswith(told)


def test_a_year_or_unit_that_somebody_types_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an open notebook too: not the choice of the lab, which takes the place of those written.

    The words of the choice that are written already are not spoken of.
    """
    monkeypatch.setenv(CHOICE, "a/2021/a/2022")
    monkeypatch.setenv(OPENED, "notebooks/a.ipynb")
    typed = ["tahun = 2023\n", 'unit = "c"\n', 'unit = "a"\n', "tahun = 2021  # tetap\n"]
    shown: list[Any] = []
    assert transform(*typed, shown=shown) == typed
    assert shown == []
