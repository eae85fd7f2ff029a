"""A new year in minutes: workbooks from the contracts, with what stays the same filled in."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from lkip_helpers import intake
from lkip_helpers.commands.new import read_scope
from lkip_helpers.schema.base import Schema
from lkip_helpers.schema.sheets import READ, SUPPLEMENT
from lkip_helpers.workbooks.carryover import Scope, _propose_laws
from lkip_helpers.workbooks.newyear import create_tahun
from lkip_helpers.workbooks.template import FIRST_ROW, HEADER
from lkip_helpers.workspace import InvalidChoice, Workspace
from tests.conftest import MakeOnce, copy_chapters, copy_workspace, fingerprint, lkip
from tests.workbook import Sheets, list_cut, write

KINERJA_FILE, SKM, DPA = "kinerja.xlsx", "skm.xlsx", "dpa.xlsx"
OPTIONS = dict.fromkeys(
    ("kelurahan", "desa", "survei", "unsur", "renstra", "triwulan", "program_lokal")
)
RESULTS = (
    "05-ikhtisar-eksekutif",
    "30-capaian-kinerja",
    "31-kepuasan-masyarakat",
    "32-partisipasi-masyarakat",
    "32-perbandingan-efisiensi",
)  # chapters that refer to one another alone
FLAT = [s for s in READ if not s.VERTICAL]


@pytest.fixture(scope="module")
def empty(make_once: MakeOnce) -> Workspace:
    """A unit that never had a report, with every optional sheet."""

    def make(root: Path) -> str:
        create_tahun(Workspace.of("alam-barajo", 2022, root), supplement=SUPPLEMENT.values())
        return ""

    return Workspace.of("alam-barajo", 2022, make_once("kosong", make)[0])


@pytest.fixture(scope="module")
def further(make_once: MakeOnce) -> Workspace:
    """Paal Merah in 2022, after its 2021."""

    def make(root: Path) -> str:
        copy_workspace(root)
        result = lkip(root, "new", "2022")
        assert result.returncode == 0, result.stderr
        return result.stdout

    return Workspace.of("paal-merah", 2022, make_once("lanjut", make)[0])


@cache
def read_workbooks(workspace: Workspace) -> dict[str, Workbook]:
    return {f.name: load_workbook(f) for f in sorted(workspace.raw.glob("*.xlsx"))}


def rows(wb: Workbook, sheet: str) -> list[tuple[Any, ...]]:
    """The rows of data, without empty ones."""
    return [
        r for r in wb[sheet].iter_rows(FIRST_ROW, values_only=True) if any(v is not None for v in r)
    ]


def list_columns(schema: type[Schema]) -> Iterator[tuple[str, str]]:
    """Field and column letter of each column with a header of its own."""
    fields = [n for n in schema.model_fields if n != schema.WIDE_FIELD]
    return ((n, get_column_letter(i)) for i, n in enumerate(fields, 1))


@pytest.mark.parametrize("name", ["empty", "further"])
def test_every_generated_sheet_is_read_back_without_a_fault(
    name: str, request: pytest.FixtureRequest
) -> None:
    """Neither from nothing nor carried over: only what is still empty, and a NIP of 19 digits."""
    findings = intake.check(request.getfixturevalue(name))
    assert [str(f) for f in findings if f.tingkat == "salah"] == []
    remainder = [f for f in findings if f.tingkat == "peringatan" and "SUMBER" not in f.pesan]
    assert all("baru berisi nama" in f.pesan or "NIP camat" in f.pesan for f in remainder)


def test_each_workbook_begins_with_its_instructions(empty: Workspace) -> None:
    """Steps, colours, and each sheet in the order of the contracts."""
    for file, wb in read_workbooks(empty).items():
        sheets = [s.SHEET for s in READ if file == s.FILE]
        assert wb.sheetnames == ["Petunjuk", *sheets]
        texts = [str(v) for r in wb["Petunjuk"].iter_rows(values_only=True) for v in r if v]
        assert set(texts) > {"Arti warna", "Daftar lembar", *sheets}


def test_no_instruction_needs_more_lines_than_its_row_has(empty: Workspace) -> None:
    """LibreOffice leaves a row as high as the file says."""
    assert [c for wb in read_workbooks(empty).values() for c in list_cut(wb["Petunjuk"], 4)] == []


@pytest.mark.parametrize("schema", READ, ids=lambda schema: schema.SHEET)
def test_what_a_contract_says_is_ended_once(schema: type[Schema]) -> None:
    """The sheets add the full stop; two stood behind Plt. atau Pj."""
    said = [schema.USE, *(kind.meaning for kind in schema.KINDS.values())]
    assert [text for text in said if text.endswith(".")] == []


@pytest.mark.parametrize("schema", FLAT, ids=lambda schema: schema.SHEET)
def test_heads_are_locked_and_explained_and_data_cells_are_open(
    schema: type[Schema], empty: Workspace
) -> None:
    """Meaning and example of each column in the note of its header; the pane is frozen below."""
    ws = read_workbooks(empty)[schema.FILE][schema.SHEET]
    assert schema.USE
    assert (ws["A2"].value, ws.protection.sheet, ws.freeze_panes[1:]) == (
        f"{schema.USE}.",
        True,
        "5",
    )
    for name, letter in list_columns(schema):
        header, kind = ws[f"{letter}{HEADER}"], schema.KINDS[name]
        assert (header.value, header.protection.locked) == (kind.title, True)
        assert kind.meaning in header.comment.text
        assert str(kind.example) in header.comment.text
        assert not ws[f"{letter}{FIRST_ROW}"].protection.locked
        assert not ws.column_dimensions[letter].protection.locked


@pytest.mark.parametrize("schema", READ, ids=lambda schema: schema.SHEET)
def test_what_a_contract_limits_excel_limits_too(schema: type[Schema], empty: Workspace) -> None:
    """A list for each choice and each ya/tidak; whole or decimal numbers within their limits."""
    ws = read_workbooks(empty)[schema.FILE][schema.SHEET]
    limits = {str(d.sqref).split(":")[0]: d for d in ws.data_validations.dataValidation}
    places = [(n, f"{h}{FIRST_ROW}") for n, h in list_columns(schema)]
    if schema.VERTICAL:
        places = [(n, f"B{i}") for i, n in enumerate(schema.model_fields, FIRST_ROW)]
    if schema.WIDE_FIELD:
        places.append((schema.WIDE_FIELD, f"{get_column_letter(len(places) + 1)}{FIRST_ROW}"))
    for name, cell in places:
        kind = schema.KINDS[name]
        if kind.choices and "," in "".join(kind.choices):
            assert limits[cell].formula1.startswith("'Petunjuk'!$")  # commas part a list in a cell
        elif kind.choices:
            assert (limits[cell].type, limits[cell].formula1) == (
                "list",
                f'"{",".join(kind.choices)}"',
            )
        elif kind.form in ("bulat", "desimal"):
            type_name = {"bulat": "whole", "desimal": "decimal"}[kind.form]
            assert limits[cell].type == ("custom" if kind.dash_allowed else type_name)
            title = "U1" if name == "jawaban" else kind.title
            assert limits[cell].error.startswith(title)
            assert kind.lower is None or f"{kind.lower:g}" in limits[cell].formula1


@pytest.mark.parametrize(
    ("file", "sheet", "cell", "parent"),
    [
        (KINERJA_FILE, "PK", "A5", "'Indikator'!$A$5"),
        (KINERJA_FILE, "Program Lokal", "B5", "'Wilayah'!$A$5"),
        (KINERJA_FILE, "Sarana", "B4", "'Wilayah'!$A$5"),
        (SKM, "Tindak Lanjut", "A5", "'Unsur'!$A$5"),
        (DPA, "Penjelasan", "A5", "'DPA'!$D$5"),
    ],
)
def test_codes_and_names_are_chosen_from_the_sheet_that_has_them(
    empty: Workspace, file: str, sheet: str, cell: str, parent: str
) -> None:
    """The list grows with that sheet."""
    validations = read_workbooks(empty)[file][sheet].data_validations.dataValidation
    (validation,) = [
        d for d in validations if str(d.sqref).split(":")[0] == cell and "OFFSET" in d.formula1
    ]
    assert parent in validation.formula1


def test_what_stays_is_carried_over(further: Workspace) -> None:
    """Five kelurahan, the indicators, all years of the Renstra; only the year changes."""
    wb = read_workbooks(further)[KINERJA_FILE]
    assert [r[0] for r in rows(wb, "Wilayah")] == [
        "Paal Merah", "Talang Bakung", "Eka Jaya", "Payo Selincah", "Lingkar Selatan",
    ]  # fmt: skip
    assert [r[0] for r in rows(wb, "Indikator")] == ["IPP", "IKM", "TPL", "PPM"]
    assert [c.value for c in wb["Renstra"][HEADER]][2:7] == [2019, 2020, 2021, 2022, 2023]
    profil = {r[0].value: r[1].value for r in wb["Profil"].iter_rows(FIRST_ROW)}
    assert profil["Tahun laporan"] == 2022
    assert profil["Nama kecamatan"] == "Paal Merah"
    assert profil["Tanggal penandatanganan"] is None


def test_targets_come_from_the_renstra_and_realisasi_waits_below_its_history(
    further: Workspace,
) -> None:
    """Renstra 2022: IKM 93, TPL 82,25 (Tabel 4.1); none for IPP and PPM."""
    wb = read_workbooks(further)[KINERJA_FILE]
    assert [(r[0], r[2]) for r in rows(wb, "PK")] == [("IKM", 93), ("TPL", 82.25)]
    realisasi = [r[:1] + r[2:5] for r in rows(wb, "Realisasi")]
    assert len(realisasi) == 7 + 4
    assert realisasi[4] == ("IKM", 2021, 92, 95)
    assert realisasi[7:] == [
        ("IPP", 2022, None, None), ("IKM", 2022, 93, None),
        ("TPL", 2022, 82.25, None), ("PPM", 2022, None, None),
    ]  # fmt: skip


def test_a_renstra_that_has_ended_is_not_carried_over(further: Workspace) -> None:
    """That of Paal Merah ends in 2023; another has other targets, and other decisions set it."""
    made = lkip(further.root, "new", "2024", "--unit", further.unit)
    assert made.returncode == 0, made.stderr
    wb = read_workbooks(Workspace.of(further.unit, 2024, further.root))[KINERJA_FILE]
    profil = {r[0]: r[1] for r in rows(wb, "Profil")}
    of_renstra = ("Awal Renstra", "Akhir Renstra", "Keputusan Renstra", "Keputusan IKU", "Visi")
    assert [profil[entry] for entry in of_renstra] == [None] * 5
    assert profil["Nama kecamatan"] == "Paal Merah"
    assert [c.value for c in wb["Renstra"][HEADER]][2] == 2024  # a first year of some period
    assert all(r[2:] == (None,) * len(r[2:]) for r in rows(wb, "Renstra"))


def test_a_renstra_that_is_named_replaces_the_one_before(tmp_path: Path) -> None:
    """That of Paal Merah would go on to 2023; its targets of 2022 and 2023 are none of the new."""
    workspace = copy_workspace(tmp_path, RESULTS[0])
    made = lkip(tmp_path, "new", "2022", "--renstra", "2022-2026")
    assert made.returncode == 0, made.stderr
    wb = read_workbooks(Workspace.of(workspace.unit, 2022, tmp_path))[KINERJA_FILE]
    profil = {r[0]: r[1] for r in rows(wb, "Profil")}
    kept = ("Awal Renstra", "Akhir Renstra", "Keputusan Renstra", "Keputusan IKU", "Visi")
    assert [profil[entry] for entry in kept] == [2022, 2026, None, None, None]
    assert not {v for r in rows(wb, "Renstra") for v in r[2:]} - {None}
    assert not {v for sheet in ("IKU", "PK") for r in rows(wb, sheet) for v in r[2:]} - {None}
    only = "Instruksi Menteri Dalam Negeri Nomor 2 Tahun 2025"  # on the Renstra 2025–2029
    assert lkip(tmp_path, "new", "2025", "--renstra", "2025-2026").returncode == 0
    later = read_workbooks(Workspace.of(workspace.unit, 2025, tmp_path))[KINERJA_FILE]
    assert only not in [r[0] for r in rows(later, "Dasar Hukum")]


def test_a_survey_after_a_year_without_one_begins_with_the_nine_unsur(tmp_path: Path) -> None:
    """Of PermenPAN-RB 14/2017, as in a first year; the year before has no skm.xlsx."""
    workspace = copy_workspace(tmp_path, RESULTS[0])
    (workspace.raw / SKM).unlink()
    made = lkip(tmp_path, "new", "2022", "--survei", "rekap", "--unsur", "10")
    assert made.returncode == 0, made.stderr
    skm = read_workbooks(Workspace.of(workspace.unit, 2022, tmp_path))[SKM]
    unsur = rows(skm, "Unsur")
    assert [r[:2] for r in (unsur[0], unsur[-1])] == [("U1", "Persyaratan"), ("U10", None)]
    assert [r[0] for r in rows(skm, "Rekap")] == [r[0] for r in unsur]


def test_unsur_are_proposed_also_where_no_survey_is_asked_for(tmp_path: Path) -> None:
    """An empty sheet would have to be filled by hand; with a published index none is needed."""
    for published in (False, True):
        (root := tmp_path / str(published)).mkdir()
        workspace = copy_workspace(root, RESULTS[0])
        wb = load_workbook(workspace.raw / SKM)
        for sheet in ("Unsur", "Rekap", "Tindak Lanjut"):
            wb[sheet].delete_rows(FIRST_ROW, wb[sheet].max_row)
        if published:
            at = {c.value: c.column for c in wb["IKM"][HEADER]} if "IKM" in wb else {}
            sheet = wb["IKM"] if at else wb.create_sheet("IKM")
            for column, (head, value) in enumerate({"IKM": 84, "Sumber": "Kota"}.items(), 1):
                sheet.cell(HEADER, at.get(head, column), head)
                sheet.cell(FIRST_ROW, at.get(head, column), value)
        wb.save(workspace.raw / SKM)
        assert lkip(root, "new", "2022").returncode == 0
        skm = read_workbooks(Workspace.of(workspace.unit, 2022, root))[SKM]
        unsur = [r[0] for r in rows(skm, "Unsur")]
        assert unsur == ([] if published else [f"U{n}" for n in range(1, 10)])


@pytest.mark.parametrize(
    ("short", "tahun", "held"),
    [
        ("Permendagri 13/2006", 2021, False),
        ("Permendagri No. 13 Tahun 2006", 2021, False),
        ("Peraturan Menteri Dalam Negeri Republik Indonesia Nomor 13 Tahun 2006", 2021, False),
        ("Permendagri 13/2006", 2020, True),
        ("UU 23/2014", 2021, True),
        ("PermenPAN-RB 88/2021", 2021, True),
        ("Permenpan 88/2021", 2021, True),
    ],
)
def test_a_law_named_in_short_ends_and_is_replaced_as_in_full(
    short: str, tahun: int, held: bool
) -> None:
    """Permendagri 13/2006 holds until 2020; what is held in short is not proposed once more."""
    proposed = _propose_laws(tahun, 2019, [{"nomor": short, "tentang": "A"}]).rows
    assert (short in [r["nomor"] for r in proposed]) == held
    year = short[-4:]
    alike = [r for r in proposed if year in r["nomor"] and "88" in r["nomor"]]
    assert len(alike) == ("88" in short)


def test_a_new_year_has_the_laws_that_hold_then_and_the_areas_and_unsur_there_are(
    tmp_path: Path,
) -> None:
    """Permendagri 13/2006 holds until 2020, 90/2019 and PermenPAN-RB 88/2021 from 2021 on
    (rules/usulan.toml); what the office added, took out or split stays so."""
    for folder in ("notebooks", "data"):
        (tmp_path / folder).mkdir()
    assert lkip(tmp_path, "new", "2020", "--unit", "uji", "--kelurahan", "Lama").returncode == 0
    workspace = Workspace.of("uji", 2020, tmp_path)
    for file, sheet, column, names in (
        (KINERJA_FILE, "Dasar Hukum", 1, {"Undang-Undang Nomor 25 Tahun 2009": "Perda Nomor 1"}),
        (KINERJA_FILE, "Wilayah", 1, {"Lama": "Lama Utara", None: "Lama Selatan"}),
        (SKM, "Unsur", 1, {None: "U10"}),
    ):
        wb = load_workbook(workspace.raw / file)
        for old, new in names.items():
            cells = (row[column - 1] for row in wb[sheet].iter_rows(FIRST_ROW))
            next(c for c in cells if c.value == old).value = new
        wb.save(workspace.raw / file)
    assert lkip(tmp_path, "new", "2021", "--unit", "uji").returncode == 0
    workbooks = read_workbooks(Workspace.of("uji", 2021, tmp_path))
    laws = [str(r[0]) for r in rows(workbooks[KINERJA_FILE], "Dasar Hukum")]
    short = [n.replace("Peraturan Menteri Dalam Negeri", "Permendagri") for n in laws]
    expired = "Peraturan Menteri Dalam Negeri Nomor 13 Tahun 2006"
    assert expired not in laws
    assert {"Permendagri Nomor 90 Tahun 2019", "Perda Nomor 1"} <= {*short}
    assert "Undang-Undang Nomor 25 Tahun 2009" not in short
    assert len(short) == len({*short})
    assert "Nomor 88 Tahun 2021" in laws[-2]
    heads = [c.value for c in workbooks[KINERJA_FILE]["Sarana"][HEADER]]
    assert heads == ["Unsur", "Lama Utara", "Lama Selatan"]
    stale = workbooks[KINERJA_FILE]  # as years were carried over before
    next(stale["Dasar Hukum"].iter_rows(FIRST_ROW))[0].value = expired
    stale.save(Workspace.of("uji", 2021, tmp_path).raw / KINERJA_FILE)
    assert lkip(tmp_path, "new", "2023", "--unit", "uji").returncode == 0
    later = read_workbooks(Workspace.of("uji", 2023, tmp_path))
    assert expired not in [r[0] for r in rows(later[KINERJA_FILE], "Dasar Hukum")]
    assert [c.value for c in workbooks[SKM]["Jawaban"][HEADER]][-1] == "U10"


def test_names_stay_where_counts_and_money_are_of_the_year(further: Workspace) -> None:
    """Lembaga, sarana, programmes and sub kegiatan without a number; their output is kept."""
    workbooks = read_workbooks(further)
    for sheet, count in (("Lembaga", 17), ("Pembinaan", 14), ("Sarana", 9), ("PK Program", 4)):
        data = rows(workbooks[KINERJA_FILE], sheet)
        assert len(data) == count
        assert all(r[1] is None for r in data)
    dpa = rows(workbooks[DPA], "DPA")
    assert len(dpa) == 51
    assert all(r[3] and r[4] is None and r[5] is None and r[6] for r in dpa)


def test_what_is_written_each_year_starts_empty(further: Workspace) -> None:
    """Answers, analyses, steps, explanations."""
    workbooks = read_workbooks(further)
    assert rows(workbooks[SKM], "Jawaban") == rows(workbooks[SKM], "Tindak Lanjut") == []
    for sheet in ("Analisis", "Langkah", "Penjelasan Temuan"):
        assert rows(workbooks[KINERJA_FILE], sheet) == []
    assert rows(workbooks[DPA], "Penjelasan") == []


def test_kosong_starts_from_nothing_although_there_is_a_year_before(tmp_path: Path) -> None:
    """Heads only, and the year."""
    copy_workspace(tmp_path)
    assert lkip(tmp_path, "new", "2022", "--kosong").returncode == 0
    wb = read_workbooks(Workspace.of("paal-merah", 2022, tmp_path))[KINERJA_FILE]
    assert rows(wb, "Wilayah") == []
    assert wb["Profil"]["B5"].value == 2022


def test_a_year_that_exists_is_never_written_over(tmp_path: Path) -> None:
    """Exit code 1, and every byte as it was."""
    workspace = write(tmp_path)
    before = fingerprint(workspace.raw)
    result = lkip(tmp_path, "new", "2021")
    assert result.returncode == 1
    assert "sudah ada di" in result.stderr
    assert fingerprint(workspace.raw) == before


@pytest.mark.parametrize("unit", ["Paal-Merah", "paal merah", "../luar", "", "-a", ".x"])
def test_a_unit_name_that_is_no_folder_name_is_refused(tmp_path: Path, unit: str) -> None:
    """Lower case, digits, hyphens; nothing is made."""
    with pytest.raises(InvalidChoice, match="tidak dapat dipakai"):
        create_tahun(Workspace.of(unit, 2022, tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_looks_like_a_formula_is_carried_over_as_text(tmp_path: Path) -> None:
    """Else a formula of last year's workbook could run in this year's."""
    write(tmp_path, decorate=lambda b: set_text(b[KINERJA_FILE]["Isu"]["B4"], "=1+1"))
    create_tahun(new := Workspace.of("uji", 2022, tmp_path))
    cell = read_workbooks(new)[KINERJA_FILE]["Isu"]["B5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def set_text(cell: Any, text: str) -> None:
    cell.value, cell.data_type = text, "s"


def test_a_new_year_filled_in_gives_its_report_without_the_parts_left_empty(tmp_path: Path) -> None:
    """What was only prepared is left out with its reason; what is required was filled."""

    def alter(sheets: Sheets) -> None:
        sheets[KINERJA_FILE, "Renstra"][2][2] = 2022
        for entry in sheets[KINERJA_FILE, "Profil"]:
            entry[1] = {"Awal Renstra": 2021, "Akhir Renstra": 2022}.get(entry[0], entry[1])

    write(tmp_path, alter)
    copy_chapters(tmp_path, *RESULTS)
    assert lkip(tmp_path, "new", "2022").returncode == 0
    new = Workspace.of("uji", 2022, tmp_path)
    assert lkip(tmp_path, "render", "2022").returncode == 1
    workbooks = read_workbooks(new)
    profil = workbooks[KINERJA_FILE]["Profil"]
    date = next(
        r[1] for r in profil.iter_rows(FIRST_ROW) if r[0].value == "Tanggal penandatanganan"
    )
    date.value = "24 Februari 2023"
    workbooks[KINERJA_FILE]["PK Program"]["B5"] = workbooks[DPA]["DPA"]["E5"] = 7_400_000
    workbooks[DPA]["DPA"]["F5"] = 7_000_000
    workbooks[KINERJA_FILE]["Realisasi"]["E6"] = 95
    for respondent in (1, 2):
        for column, value in [(1, respondent), *((n, 3) for n in range(7, 16))]:
            workbooks[SKM]["Jawaban"].cell(FIRST_ROW + respondent - 1, column, value)
    for name, wb in workbooks.items():
        wb.save(new.raw / name)
    result = lkip(tmp_path, "render", "2022", "--bentuk", "html")
    assert result.returncode == 0, result.stderr
    text = (new.outputs / "laporan.html").read_text("utf-8")
    assert 'id="skm-ringkasan"' in text
    assert 'id="bangkit-berdaya"' not in text


def test_a_new_unit_begins_with_the_nine_unsur_of_the_regulation(empty: Workspace) -> None:
    """With the usual words of their answers; the survey has a column for each."""
    skm = read_workbooks(empty)["skm.xlsx"]
    unsur = rows(skm, "Unsur")
    assert [r[0] for r in unsur] == [f"U{n}" for n in range(1, 10)]
    assert unsur[7][1:6] == ("Sarana dan prasarana", "Buruk", "Cukup", "Baik", "Sangat baik")


def test_what_national_rules_fill_is_proposed_and_said_to_be_so(empty: Workspace) -> None:
    """rules/usulan.toml: laws of the year 2022, tasks of camat and seksi, codes of bidang 7.01."""
    workbooks = read_workbooks(empty)
    wb = workbooks[KINERJA_FILE]
    laws = [r[0] for r in rows(wb, "Dasar Hukum")]
    assert "Peraturan Menteri Dalam Negeri Nomor 90 Tahun 2019" in laws
    assert not [n for n in laws if "2025" in n or "Nomor 13 Tahun 2006" in n]
    posts = {r[0] for r in rows(wb, "Organisasi")}
    assert {r[0] for r in rows(wb, "Tugas")} == posts
    for sheet in ("Dasar Hukum", "Organisasi", "Tugas"):
        assert str(wb[sheet]["A3"].value).startswith("Usulan menurut ")
    validations = workbooks[DPA]["DPA"].data_validations.dataValidation
    (validation,) = [d for d in validations if str(d.sqref).startswith("A5")]
    assert (validation.formula1, bool(validation.showErrorMessage)) == (
        "'Petunjuk'!$G$5:$G$10",
        False,
    )
    assert [workbooks[DPA]["Petunjuk"][f"G{n}"].value for n in (5, 10)] == ["7.01.01", "7.01.06"]


def test_a_new_unit_has_the_sheets_and_columns_it_needs(tmp_path: Path) -> None:
    """Two desa and a kelurahan, counts of fourteen unsur, no quarters and no local programmes."""
    for folder in ("notebooks", "data"):
        (tmp_path / folder).mkdir()
    result = lkip(
        tmp_path, "new", "2022", "--unit", "nusa", "--desa", "Suka  Maju, Suka Jaya",
        "--kelurahan", "Melati", "--survei", "rekap", "--unsur", "14", "--renstra", "2021-2026",
        "--triwulan", "tidak", "--program-lokal", "tidak",
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    workbooks = read_workbooks(Workspace.of("nusa", 2022, tmp_path))
    wb = workbooks[KINERJA_FILE]
    assert not {"Realisasi Triwulan", "Program Lokal"} & set(wb.sheetnames)
    assert workbooks[SKM].sheetnames == ["Petunjuk", "Unsur", "Rekap", "Tindak Lanjut"]
    assert [r[0] for r in rows(workbooks[SKM], "Rekap")] == [f"U{n}" for n in range(1, 15)]
    assert [(r[0], r[3]) for r in rows(wb, "Wilayah")] == [
        ("Melati", "kelurahan"), ("Suka Maju", "desa"), ("Suka Jaya", "desa"),
    ]  # fmt: skip
    assert [c.value for c in wb["Sarana"][HEADER]] == ["Unsur", "Melati", "Suka Maju", "Suka Jaya"]
    assert [c.value for c in wb["Renstra"][HEADER]][2:] == [*range(2021, 2027)]
    assert "kelurahan dan desa" in str(rows(wb, "Tugas"))


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("survei", "lisan", "pilih salah satu: jawaban, rekap, ikm, tidak"),
        ("renstra", "2025", "bukan periode"),
        ("triwulan", "mungkin", "pilih salah satu: ya, tidak"),
        ("unsur", "0", "1 sampai 40"),
        ("desa", "Suka Maju,suka maju", "ditulis dua kali"),
    ],
)
def test_an_unknown_choice_is_refused(option: str, value: str, message: str) -> None:
    """Before anything is made; exit code 2."""
    given: Any = int(value) if option == "unsur" else value
    with pytest.raises(InvalidChoice, match=message):
        read_scope(SimpleNamespace(**{**OPTIONS, option: given}), None)


def test_what_no_option_says_is_asked_where_somebody_can_answer() -> None:
    """An empty answer leaves every sheet."""
    answers = {"Nama desa": "Suka Maju", "Bentuk survei": "IKM", "Realisasi diukur": "tidak"}

    def ask(question: str) -> str:
        return next((a for q, a in answers.items() if question.startswith(q)), "")

    scope = read_scope(SimpleNamespace(**OPTIONS), ask)
    assert (scope.desa, scope.survey, scope.triwulan) == (("Suka Maju",), "ikm", False)
    assert {s.SHEET for s in scope.list_left_out()} == {
        "Realisasi Triwulan", "Unsur", "Jawaban", "Rekap", "Tindak Lanjut",
    }  # fmt: skip
    assert read_scope(SimpleNamespace(**OPTIONS), None) == Scope()
