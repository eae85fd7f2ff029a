"""`lkip publish`: the tables as open data, by the rules of the Data Package standard."""

import csv
import io
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import frictionless
import pytest

from lkip_helpers.commands import main
from lkip_helpers.report.columns import Column
from lkip_helpers.report.open_data import build_package, guard_formula, hide_small_groups
from lkip_helpers.report.record import Record
from lkip_helpers.workspace import Workspace
from tests.conftest import PROJECT_ROOT, copy_chapters, lkip
from tests.units import Size, write_unit

READ: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": float,
    "year": int,
    "date": date.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
}
TEKS, BIL, PERSEN = "teks", "bilangan", "persen"


def record(label: str, columns: list[tuple[str, str]], rows: list[list[Any]]) -> Record:
    keys = [k for k, _ in columns]
    packed = [
        Column(k, f"{k.capitalize()} (ha)" if k == "luas" else k, kind).pack()  # type: ignore[arg-type]
        for k, kind in columns
    ]
    return Record.model_validate(
        {
            "label": label, "judul": label, "kolom": packed, "sumber": "a.xlsx › B › A1; c.xlsx",
            "baris": [dict(zip(keys, r, strict=True)) for r in rows],
        }
    )  # fmt: skip


def read(content: bytes, resource: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a CSV, read as its own description says."""
    assert not content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    kinds = {f["name"]: READ[f["type"]] for f in resource["schema"]["fields"]}
    assert all(list(r) == list(kinds) for r in rows)
    return [{k: kinds[k](v) if v else None for k, v in r.items()} for r in rows]


def test_every_table_is_read_back_as_its_description_says(tmp_path: Path) -> None:
    """Dates in ISO, numbers bare, ticks as booleans; a predicate among targets makes texts."""
    columns = [("nama", TEKS), ("luas", "angka"), ("pagu", "rupiah"), ("tanggal", TEKS),
               ("tahun", "tahun"), ("ada", "ya"), ("target", "angka")]  # fmt: skip
    rows = [
        ['Suka, "Maju"', 98.305, 1_500_000, "24 Februari 2022", 2022, True, 83.0],
        ["Jaya\nBaru", None, 2, "1 Maret 2023", 2023, False, "BB"],
    ]
    files = build_package([record("a-b", columns, rows)], [], {"name": "x"})
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert validate(tmp_path).valid
    package = json.loads(files["datapackage.json"])
    (resource,) = package["resources"]
    assert re.fullmatch(r"[-a-z0-9._/]+", resource["name"])
    assert resource["sources"] == [{"title": "a.xlsx › B › A1"}, {"title": "c.xlsx"}]
    fields = {f["name"]: f for f in resource["schema"]["fields"]}
    assert (fields["luas"]["satuan"], fields["pagu"]["satuan"]) == ("ha", "Rp")
    assert fields["target"]["type"] == "string"
    assert read(files[resource["path"]], resource) == [
        {"nama": 'Suka, "Maju"', "luas": 98.305, "pagu": 1500000, "tanggal": date(2022, 2, 24),
         "tahun": 2022, "ada": True, "target": "83.0"},
        {"nama": "Jaya\nBaru", "luas": None, "pagu": 2, "tanggal": date(2023, 3, 1),
         "tahun": 2023, "ada": False, "target": "BB"},
    ]  # fmt: skip


def test_a_text_is_no_formula_where_a_spreadsheet_opens_it_and_a_number_stays_one() -> None:
    """As OWASP advises an apostrophe stands before it, in heads too; rupiah and percent are bare.

    = + - @, a tab and a carriage return begin one; what is a number, however written, does not.
    """
    odd = ["=1+1", "+1+1", "-2+3", "@SUM(1)", "- butir", "\t=1", "\r=1", "=", "+62x"]
    plain = ["-5", "-5,25", "+62812", "-1.5e-07", "-12,5%", "a=1", "", "'=1", "−5,00", "–", "-"]
    assert [guard_formula(t) for t in odd] == [f"'{t}" for t in odd]
    assert [guard_formula(t) for t in plain] == plain
    table = record("uji", [("=nama", TEKS), ("selisih", "angka")], [["=1+1", -5.25], ["-5", -7]])
    files = build_package([table], [], {})
    assert files["uji.csv"] == b"'=nama,selisih\r\n'=1+1,-5.25\r\n-5,-7\r\n"
    (resource,) = json.loads(files["datapackage.json"])["resources"]
    assert [f["name"] for f in resource["schema"]["fields"]] == ["'=nama", "selisih"]


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ([60, 56, 4], [60, None, None]),  # 120 − 60 − 56 would give the 4 away
        ([60, 3, 2, 55], [60, None, None, 55]),
        ([60, 5], [60, 5]),
        ([60, 0], [60, 0]),  # nobody is no small group
    ],
)
def test_small_groups_have_no_numbers(counts: list[int], published: list[int | None]) -> None:
    """Under five people, and with one of them the next larger."""
    table = record(
        "skm-profil", [("ciri", TEKS), ("jumlah", BIL), ("persen", PERSEN)],
        [[f"c{n}", n, n / sum(counts)] for n in counts],
    )  # fmt: skip
    rows = hide_small_groups(table)
    assert [r["jumlah"] for r in rows] == published
    assert [r["persen"] is None for r in rows] == [n is None for n in published]


def test_no_row_is_a_person() -> None:
    """Nor a note of the office: single answers, a NIP and the annex of notes are left out."""
    people = record("skm-tabulasi", [("responden", TEKS), ("U1", "angka")], [["1", 3], ["2", 4]])
    officials = record("pihak", [("nama", TEKS), ("nip", TEKS)], [["A", "1980"]])
    notes = record("catatan", [("catatan", TEKS)], [["Kata Pak B"]]).model_copy(
        update={"number": "T.6"}
    )
    files = build_package([people, officials, notes], [], {})
    assert set(files) == {"pihak.csv", "datapackage.json"}
    assert files["pihak.csv"] == b"nama\r\nA\r\n"


def test_indicators_have_the_metadata_the_workbook_knows() -> None:
    """MS-Ind asks for concept and definition too, which no sheet holds: they stay empty."""
    row = {"kode": "IKM", "indikator": "Indeks", "satuan": "Nilai", "polaritas": "maksimal"}
    files = build_package([], [row], {})
    (known,) = csv.DictReader(io.StringIO(files["metadata-indikator.csv"].decode()))
    assert (known["kode"], known["nama_indikator"], known["definisi"]) == ("IKM", "Indeks", "")
    assert known["interpretasi"] == "makin tinggi realisasi makin baik"


def test_without_a_report_of_these_data_nothing_is_published(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of one that is out of date the cure is lkip run, which leaves a final report final."""
    assert main(["publish", "2021"]) == 1
    assert "jalankan lkip render 2021 --unit uji" in capsys.readouterr().err
    workspace.outputs.mkdir(parents=True)
    workspace.tabel.write_text("{}", "utf-8")
    assert main(["publish", "2021"]) == 1
    assert "Susun lagi dengan: lkip run 2021 --unit uji" in capsys.readouterr().err
    assert not workspace.open_data.exists()


def validate(folder: Path) -> Any:
    """The package as frictionless judges it, data and description, by the standard."""
    return frictionless.validate(folder / "datapackage.json", type="package")


@pytest.mark.program  # not another one, but whole reports
@pytest.mark.parametrize(("unit", "tahun"), [("contoh-jaya", 2024), ("survei", 2021)])
def test_frictionless_takes_the_package_of_a_report(tmp_path: Path, unit: str, tahun: int) -> None:
    """The example fills every sheet; the other has answers of 60 people, in no resource."""
    shutil.copytree(PROJECT_ROOT / "data", tmp_path / "data")
    write_unit(tmp_path, "survei", 3, Size(3, 60, 8, 2))
    copy_chapters(tmp_path)
    choices = [str(tahun), "--unit", unit]
    assert lkip(tmp_path, "render", *choices, "--bentuk", "html").returncode == 0
    assert lkip(tmp_path, "publish", *choices).returncode == 0
    folder = Workspace(unit, tahun, tmp_path).open_data
    result = validate(folder)
    assert (result.valid, result.flatten(["name", "message"])) == (True, [])
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert (package["keadaan"], package["rekaan"]) == ("konsep", unit == "contoh-jaya")
    assert package["created"].startswith("20")
    names = {r["name"] for r in package["resources"]}
    assert {f"{name}.csv" for name in names} == {f.name for f in folder.glob("*.csv")}
    assert {"skm-ringkasan", "iku-capaian", "metadata-indikator"} <= names
    assert "skm-tabulasi" not in names


def test_frictionless_finds_a_number_that_is_none(tmp_path: Path) -> None:
    """A text in a column of whole numbers: the check can fail."""
    for name, content in build_package([record("a", [("n", BIL)], [[1], [2]])], [], {}).items():
        (tmp_path / name).write_bytes(content)
    assert validate(tmp_path).valid
    (tmp_path / "a.csv").write_bytes(b"n\r\n1\r\ndua\r\n")
    assert not validate(tmp_path).valid
