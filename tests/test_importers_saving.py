"""An import changes one sheet, never in silence, and loses nothing that was there."""

import shutil
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from lkip_helpers.commands.import_export import run
from lkip_helpers.errors import LkipError
from lkip_helpers.intake.pipeline import check
from lkip_helpers.intake.provenance import check_sources, read_sources
from lkip_helpers.intake.sheet import read_sheet
from lkip_helpers.intake.sheetrows import SheetRows
from lkip_helpers.intake.workbook import WorkbookFile
from lkip_helpers.schema.sheets import Dpa, Dukungan
from lkip_helpers.sipd.merge import merge_dpa
from lkip_helpers.workbooks.newyear import create_tahun
from lkip_helpers.workspace import Workspace
from tests.conftest import PROJECT_ROOT, MakeOnce, lkip
from tests.exports import EXAMPLE, Export, Layout, Sub, build, save
from tests.test_intake_sheet import corrupt_style

PAGU = Layout(content="pagu")
REALISASI = Layout(code="tempel", csv=";", number="titik")


def run_import(
    workspace: Workspace, file: Path, *, overwrite: bool = False, trial: bool = False
) -> int:
    """The exit code of `lkip import sipd` with --ganti and --uji; its fault is printed."""
    options = {"ganti": overwrite, "uji": trial, "hanya_tahun": False, "sumber": "", "lisensi": ""}
    try:
        return run(workspace, Namespace(jenis="sipd", berkas=file, **options))
    except LkipError as error:  # as the command line tells it
        print(error, file=sys.stderr)
        return error.exit_code


@pytest.fixture(scope="module")
def new_unit(make_once: MakeOnce) -> Path:
    """A workspace with a new unit, Sukamaju 2022, as `lkip new` makes it."""

    def make(root: Path) -> str:
        (root / "notebooks").mkdir(parents=True)
        create_tahun(Workspace.of("sukamaju", 2022, root))
        return ""

    return make_once("sukamaju", make)[0]


@pytest.fixture
def workspace(new_unit: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(new_unit, tmp_path, dirs_exist_ok=True)
    return Workspace.of("sukamaju", 2022, tmp_path)


def import_example(
    workspace: Workspace,
    layout: Layout,
    budget: tuple[Sub, ...] = EXAMPLE,
    name: str = "ekspor",
    **options: bool,
) -> int:
    file = workspace.root / f"{name}.{'csv' if layout.csv else 'xlsx'}"
    return run_import(workspace, save(build(budget, layout), file, layout.csv), **options)


def read_dpa(workspace: Workspace) -> list[dict[str, Any]]:
    return [
        r
        for _, r in read_sheet(WorkbookFile(workspace.raw / Dpa.FILE), Dpa).rows
        if r["sub_kegiatan"]
    ]


def column(workspace: Workspace, name: str) -> list[Any]:
    return [r.get(name) for r in read_dpa(workspace)]


def type_in(workspace: Workspace, row: int, name: str, value: Any) -> None:
    """Type into a row of data (from 1) of the sheet DPA, as a clerk does."""
    file = workspace.raw / Dpa.FILE
    workbook = load_workbook(file)
    ws = workbook[Dpa.SHEET]
    header = next(r for r in ws.iter_rows() if r[0].value == Dpa.list_titles()["kode_program"])
    head = next(c for c in header if c.value == Dpa.list_titles()[name])
    ws.cell(head.row + row, head.column).value = value
    workbook.save(file)


def snapshot(workspace: Workspace) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in workspace.raw.iterdir()}


def test_the_dpa_fills_the_pagu_and_a_later_export_the_realisasi(workspace: Workspace) -> None:
    """Matched by code; what the office wrote in between stays."""
    assert import_example(workspace, PAGU) == 0
    assert column(workspace, "realisasi") == [None] * 6
    type_in(workspace, 1, "output", "Dokumen Renstra, satu")
    type_in(workspace, 1, "sub_kegiatan", "Penyusunan dokumen perencanaan perangkat daerah")
    assert import_example(workspace, REALISASI) == 0
    assert column(workspace, "pagu") == [s.pagu or 0 for s in EXAMPLE]
    assert column(workspace, "realisasi") == [s.realisasi or 0 for s in EXAMPLE]
    assert column(workspace, "output")[0] == "Dokumen Renstra, satu"
    assert column(workspace, "sub_kegiatan")[0].startswith(
        "Penyusunan dokumen perencanaan perangkat"
    )


def test_without_codes_rows_are_matched_by_their_names(workspace: Workspace) -> None:
    assert import_example(workspace, Layout(content="pagu", form="berkolom", code="tanpa")) == 0
    assert column(workspace, "kode_sub_kegiatan") == [None] * 6
    assert import_example(workspace, REALISASI) == 0
    assert len(read_dpa(workspace)) == 6
    assert column(workspace, "kode_sub_kegiatan")[0] == "7.01.01.2.01.0001"


def test_a_pagu_that_contradicts_is_named_and_nothing_is_written(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_example(workspace, PAGU) == 0
    old = snapshot(workspace)
    budget = (replace(EXAMPLE[0], pagu=9_000_000), *EXAMPLE[1:])
    assert import_example(workspace, PAGU, budget) == 1
    assert snapshot(workspace) == old
    printed = capsys.readouterr()
    assert "dpa.xlsx › DPA › E5: Pagu anggaran (Rp)" in printed.out
    assert "7.400.000, sedangkan ekspornya 9.000.000" in printed.out
    assert "--ganti" in printed.err


def test_ganti_takes_the_export_and_keeps_the_former_workbook(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was replaced is told as settled, not as a fault that --ganti would mend."""
    assert import_example(workspace, PAGU) == 0
    old = snapshot(workspace)["dpa.xlsx"]
    already = set(workspace.import_copies.iterdir())
    budget = (replace(EXAMPLE[0], pagu=9_000_000), *EXAMPLE[1:])
    assert import_example(workspace, PAGU, budget, overwrite=True) == 0
    assert column(workspace, "pagu")[0] == 9_000_000
    (copied,) = set(workspace.import_copies.iterdir()) - already
    assert copied.read_bytes() == old
    printed = capsys.readouterr().out
    assert "dengan --ganti: dpa.xlsx › DPA › E5: Pagu anggaran (Rp)" in printed
    assert "salah:" not in printed
    assert "bila ekspornya yang benar" not in printed


def test_a_dppa_moves_the_former_pagu_without_being_asked(workspace: Workspace) -> None:
    """The export itself says that the pagu in the sheet is the one before the change."""
    original = tuple(replace(s, pagu=s.before) for s in EXAMPLE)
    assert import_example(workspace, PAGU, original) == 0
    assert import_example(workspace, Layout(content="dppa", two_rows=True)) == 0
    assert column(workspace, "pagu_sebelum")[:3] == [s.before for s in EXAMPLE[:3]]
    assert column(workspace, "pagu")[:3] == [s.pagu for s in EXAMPLE[:3]]


def test_a_budgeted_row_that_the_export_lacks_is_not_dropped_in_silence(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_example(workspace, PAGU) == 0
    assert import_example(workspace, PAGU, EXAMPLE[1:]) == 1
    assert "tidak ada di ekspor; barisnya akan dihapus" in capsys.readouterr().out
    assert len(read_dpa(workspace)) == 6
    assert import_example(workspace, PAGU, EXAMPLE[1:], overwrite=True) == 0
    assert len(read_dpa(workspace)) == 5


def test_rows_carried_over_without_amounts_stay_until_a_clerk_deletes_them(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Outputs were written by hand. One line names them; no report is made until they are gone."""
    assert import_example(workspace, PAGU) == 0
    for row in range(1, 7):
        type_in(workspace, row, "output", f"Keluaran {row}")
    new = Workspace.of("sukamaju", 2023, workspace.root)
    create_tahun(new)
    capsys.readouterr()
    save(build((EXAMPLE[0], EXAMPLE[3]), PAGU, tahun=2023), workspace.root / "e.xlsx")
    assert run_import(new, workspace.root / "e.xlsx") == 0
    assert column(new, "sub_kegiatan") == [s.name for s in EXAMPLE]
    assert column(new, "output") == [f"Keluaran {n}" for n in range(1, 7)]
    assert [p for p in column(new, "pagu") if p] == [EXAMPLE[0].pagu, EXAMPLE[3].pagu]
    (warning,) = [
        line for line in capsys.readouterr().out.splitlines() if line.startswith("peringatan: dpa")
    ]
    assert "D6, D7, D9, D10: 4 baris sub kegiatan yang belum beranggaran tidak ada" in warning
    not_yet = [f.pesan for f in check(new) if f.tingkat == "belum" and f.lembar == "DPA"]
    assert "Pagu anggaran (Rp): belum diisi pada 4 baris" in not_yet


@pytest.mark.parametrize("sequence", [(0, 1), (1, 0)])
@pytest.mark.parametrize("overwrite", [False, True])
def test_exports_of_one_programme_each_stand_side_by_side(
    workspace: Workspace,
    capsys: pytest.CaptureFixture[str],
    sequence: tuple[int, int],
    *,
    overwrite: bool,
) -> None:
    """Whichever comes first, and with --ganti too; rows that stay are reported with their pagu."""
    former, latter = ((EXAMPLE[:3], EXAMPLE[3:])[i] for i in sequence)
    assert import_example(workspace, PAGU, former) == 0
    capsys.readouterr()
    assert import_example(workspace, PAGU, latter, name="lain", overwrite=overwrite) == 0
    assert column(workspace, "sub_kegiatan") == [s.name for s in EXAMPLE]
    assert column(workspace, "pagu") == [s.pagu or 0 for s in EXAMPLE]
    printed = capsys.readouterr().out
    pagu = f"{sum(s.pagu or 0 for s in former):,}".replace(",", ".")
    assert f"3 baris program yang tidak ada di ekspor ({former[0].program}) tetap" in printed
    assert f"(pagu Rp{pagu})" in printed
    assert "ditambahkan" not in printed


def test_every_other_sheet_stays_as_it_is(workspace: Workspace) -> None:
    file = workspace.raw / Dpa.FILE
    workbook = load_workbook(file)
    workbook[Dukungan.SHEET]["A5"] = EXAMPLE[0].program.title()
    workbook.create_sheet("Catatan kami")["B2"] = "jangan hilang"
    workbook.save(file)
    others = [n for n in workbook.sheetnames if n != Dpa.SHEET]
    old = {n: [[c.value for c in r] for r in workbook[n].iter_rows()] for n in others}
    assert import_example(workspace, PAGU) == 0
    current = load_workbook(file)
    assert current.sheetnames == workbook.sheetnames
    assert {n: [[c.value for c in r] for r in current[n].iter_rows()] for n in others} == old
    assert column(workspace, "program")[0] == EXAMPLE[0].program.title()


def test_a_column_or_note_of_their_own_is_not_lost_in_silence(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither the new sheet nor the copy has them; the template's own notes are not reported."""
    file = workspace.raw / Dpa.FILE
    workbook = load_workbook(file)
    workbook[Dpa.SHEET].cell(4, 10).value = "Catatan kami"
    workbook[Dpa.SHEET]["C5"].comment = Comment("Tanya bendahara", "Operator")
    workbook.save(file)
    assert import_example(workspace, PAGU) == 1
    output = " ".join(capsys.readouterr().out.split())
    assert "kolom “Catatan kami” bukan kolom lembar ini dan akan hilang" in output
    assert "C5: catatan (komentar) pada sel ini akan hilang" in output


def test_without_a_workbook_one_is_made_from_the_templates(workspace: Workspace) -> None:
    (workspace.raw / Dpa.FILE).unlink()
    assert import_example(workspace, PAGU) == 0
    assert load_workbook(workspace.raw / Dpa.FILE).sheetnames[:2] == ["Petunjuk", "DPA"]
    assert not workspace.import_copies.exists()


def test_the_origin_of_the_workbook_is_recorded(workspace: Workspace) -> None:
    assert import_example(workspace, PAGU, name="dpa-2022") == 0
    assert import_example(workspace, REALISASI, name="lra") == 0
    sources = read_sources(workspace.raw)
    assert sources["dpa.xlsx"]["asal"] == "Ekspor SIPD"  # names of exports are not kept
    assert sources["dpa.xlsx"]["tanggal"] != "belum diisi"
    assert "dpa.xlsx" not in {f.berkas for f in check_sources(workspace.raw, sources)}


def test_a_workbook_with_formulas_is_to_be_saved_by_excel_once_more(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their saved results belonged to the former rows; without results no report can be made."""
    file = workspace.raw / Dpa.FILE
    assert import_example(workspace, PAGU) == 0
    assert "berisi rumus" not in capsys.readouterr().out
    workbook = load_workbook(file)
    workbook[Dukungan.SHEET]["A5"] = "=DPA!B8"
    workbook.save(file)
    assert import_example(workspace, REALISASI) == 0
    assert "dpa.xlsx berisi rumus (Dukungan!A5): buka di Excel" in capsys.readouterr().out


def test_a_workbook_that_cannot_be_gone_on_with_is_named_and_stays(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Styles that only Excel can read: its values are read, but it cannot be written again."""
    assert import_example(workspace, PAGU) == 0
    corrupt_style(workspace.raw / Dpa.FILE)
    old = snapshot(workspace)
    assert import_example(workspace, REALISASI) == 1
    assert "dpa.xlsx: berkas rusak atau bukan buku kerja Excel; buka" in capsys.readouterr().err
    assert snapshot(workspace) == old


def test_a_trial_writes_nothing(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    old = snapshot(workspace)
    assert import_example(workspace, PAGU, trial=True) == 0
    assert snapshot(workspace) == old
    assert (
        "Uji saja, tidak ada yang ditulis; dpa.xlsx, lembar DPA: 6 baris" in capsys.readouterr().out
    )


def test_the_same_export_twice_changes_nothing(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_example(workspace, PAGU) == 0
    old = snapshot(workspace)
    assert import_example(workspace, PAGU) == 0
    assert snapshot(workspace) == old
    assert "sudah sama; tidak ada yang ditulis" in capsys.readouterr().out


def test_a_refused_export_writes_nothing(workspace: Workspace) -> None:
    old = snapshot(workspace)
    broken = build(EXAMPLE, PAGU)
    broken.grid[-1][2] += 1
    save(broken, workspace.root / "rusak.xlsx")
    assert run_import(workspace, workspace.root / "rusak.xlsx", overwrite=True) == 1
    assert snapshot(workspace) == old


def test_a_sheet_that_is_itself_at_fault_is_mended_first(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_example(workspace, PAGU) == 0
    type_in(workspace, 2, "pagu", "enam juta")
    assert import_example(workspace, REALISASI, overwrite=True) == 1
    printed = capsys.readouterr()
    assert "E6: Pagu anggaran (Rp): teks “enam juta” bukan angka" in printed.out
    assert "perbaiki dahulu" in printed.err


def test_the_command_says_what_it_was_used_wrongly_for(workspace: Workspace) -> None:
    result = lkip(workspace.root, "import", "sipd", "nihil.xlsx", "2022")
    assert result.returncode == 2
    assert "Berkas nihil.xlsx tidak ada" in result.stderr


def test_the_budget_of_2021_goes_out_as_an_export_and_comes_back_whole(tmp_path: Path) -> None:
    """Source of the truth: data/raw/paal-merah/2021/dpa.xlsx, 51 sub kegiatan."""
    origin = Workspace.of("paal-merah", 2021, PROJECT_ROOT)
    correct = read_dpa(origin)
    keys = dict.fromkeys((r["kode_program"], r["kegiatan"]) for r in correct)
    numbers = {k: i for i, k in enumerate(keys, 1)}
    budget = tuple(
        Sub(f"{r['kode_program']}.2.{numbers[r['kode_program'], r['kegiatan']]:02}.{i:02}",
            r["program"], r["kegiatan"], r["sub_kegiatan"],
            *(None if r[n] == "-" else int(r[n]) for n in ("pagu", "realisasi")), None, r["output"])
        for i, r in enumerate(correct, 1)
    )  # fmt: skip
    (tmp_path / "notebooks").mkdir()
    new = Workspace.of("sukamaju", 2021, tmp_path)
    create_tahun(new)
    layout = Layout(
        output=True, two_rows=True, column_number=True, number="setrip", repeat_header=20
    )
    save(build(budget, layout, tahun=2021), tmp_path / "e.xlsx")
    assert run_import(new, tmp_path / "e.xlsx") == 0
    names = [n for n in Dpa.list_titles() if n in correct[0] and n != "kode_sub_kegiatan"]
    zero = {"-": 0}  # a dash among amounts is zero
    assert [[r[n] for n in names] for r in read_dpa(new)] == [
        [zero.get(r[n], r[n]) for n in names] for r in correct
    ]


def test_the_same_sub_kegiatan_of_two_kelurahan_stays_in_two_rows(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Matched again by code and unit; the change of the sum is printed before it is made."""
    units = ("Kecamatan Sukamaju", "KELURAHAN MELATI", "KELURAHAN MAWAR")
    amounts = [5_000_000, 70_000_000, 80_000_000]
    grid = [["Nama SKPD", "Sub Unit", "Program", "Kegiatan", "Sub Kegiatan", "Pagu"], *(
        ["Kecamatan Sukamaju", u, "7.01.03 PROGRAM A", "7.01.03.2.02 K", "7.01.03.2.02.0001 S", n]
        for u, n in zip(units, amounts, strict=True)
    )]  # fmt: skip
    file = save(Export([["TAHUN ANGGARAN 2022"], *grid]), tmp_path / "unit.xlsx")
    for _ in range(2):
        assert run_import(workspace, file) == 0
        assert column(workspace, "unit") == [None, "Kelurahan Melati", "Kelurahan Mawar"]
        assert column(workspace, "pagu") == amounts
    printed = capsys.readouterr().out
    assert (
        "Lembar DPA, Pagu anggaran (Rp): 0 menjadi 155.000.000 (bertambah Rp155.000.000)" in printed
    )
    assert "Lembar DPA, Pagu anggaran (Rp): 155.000.000 menjadi 155.000.000 (tetap)" in printed


def test_a_row_known_by_its_name_takes_the_code_of_the_export() -> None:
    """A row carried over a change of nomenclature has the code of before; its name stays."""
    names = {"program": "Program A", "kegiatan": "Kegiatan A", "sub_kegiatan": "Koordinasi"}
    sheet = SheetRows(Dpa, {"sub_kegiatan": 3}, rows=[(4, names | {"kode_sub_kegiatan": "4.01.1"})])
    export = names | {"kode_sub_kegiatan": "7.01.02.2.01.0001", "pagu": 5}
    content, findings = merge_dpa(sheet, [export])
    assert [r["kode_sub_kegiatan"] for r in content.rows] == ["7.01.02.2.01.0001"]
    assert findings == []
