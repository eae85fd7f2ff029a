"""padanan.toml: doubts are asked about in a small file, and what the office wrote there stays."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkip_helpers.importers.findings import Doubt
from lkip_helpers.importers.mapping import read_mapping, request
from lkip_helpers.workbooks.newyear import create_tahun
from lkip_helpers.workspace import MAPPING, Workspace
from tests.workbook import write

RESPONSIVE = Doubt("forms", "kepala", "Petugas cepat tanggap", "D1", ("U3", "U6", "buang"))
RATHER = Doubt("forms", "jawaban", "agak cepat", "D7", ("1", "2", "3", "4"))


def test_what_is_asked_for_stands_in_the_file_with_its_choices(tmp_path: Path) -> None:
    findings = request(tmp_path, [RESPONSIVE, RATHER])
    text = (tmp_path / MAPPING).read_text("utf-8")
    assert "# D1; pilihan: U3 | U6 | buang\n" in text
    assert tomllib.loads(text)["forms"]["kepala"] == {"Petugas cepat tanggap": ""}
    assert [f.sel for f in findings] == [
        f"baris {1 + text.splitlines().index(b)}"
        for b in ('"Petugas cepat tanggap" = ""', '"agak cepat" = ""')
    ]
    assert all(f.is_blocking for f in findings)


def test_an_empty_answer_is_none_and_a_filled_one_is_found_in_any_case(tmp_path: Path) -> None:
    request(tmp_path, [RESPONSIVE])
    assert (
        read_mapping(tmp_path).search("forms", "kepala", RESPONSIVE.text, RESPONSIVE.choices)
        is None
    )
    file = tmp_path / MAPPING
    file.write_text(file.read_text("utf-8").replace('tanggap" = ""', 'tanggap" = "u6"'))
    mapping = read_mapping(tmp_path)
    assert mapping.search("forms", "kepala", "  petugas CEPAT\ntanggap", RESPONSIVE.choices) == "U6"
    assert mapping.search("sipd", "kepala", RESPONSIVE.text) is None
    assert mapping.findings == []


def test_a_second_request_keeps_answers_and_remarks(tmp_path: Path) -> None:
    (tmp_path / MAPPING).write_text(
        '[forms.kepala]\n"Petugas cepat tanggap" = "U6" # kata Kasi\n\n'
        '[sipd.kepala]\n"Pagu" = "x"\n',
        "utf-8",
    )
    request(
        tmp_path, [RESPONSIVE, RATHER, Doubt("forms", "kepala", "Antrean", "E1", ("U3", "buang"))]
    )
    text = (tmp_path / MAPPING).read_text("utf-8")
    assert '"Petugas cepat tanggap" = "U6" # kata Kasi\n' in text
    assert tomllib.loads(text) == {
        "forms": {
            "kepala": {"Petugas cepat tanggap": "U6", "Antrean": ""},
            "jawaban": {"agak cepat": ""},
        },
        "sipd": {"kepala": {"Pagu": "x"}},
    }


def test_an_answer_that_is_no_choice_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / MAPPING).write_text('[forms.jawaban]\n\n"agak cepat" = "5"\n', "utf-8")
    mapping = read_mapping(tmp_path)
    assert mapping.search("forms", "jawaban", "agak cepat", RATHER.choices) is None
    assert [f.sel for f in mapping.findings] == ["baris 3"]
    assert "1 | 2 | 3 | 4" in mapping.findings[0].saran


def test_a_number_without_quotes_is_an_answer_too(tmp_path: Path) -> None:
    (tmp_path / MAPPING).write_text('[forms.jawaban]\n"agak cepat" = 2\n', "utf-8")
    assert read_mapping(tmp_path).search("forms", "jawaban", "agak cepat", RATHER.choices) == "2"


def test_a_file_that_cannot_be_read_is_said_with_its_line_and_never_overwritten(
    tmp_path: Path,
) -> None:
    broken = '[forms.kepala]\n"a" = "U1"\n"b" = U2\n'
    (tmp_path / MAPPING).write_text(broken, "utf-8")
    assert [f.sel for f in read_mapping(tmp_path).findings] == ["baris 3"]
    assert [f.sel for f in request(tmp_path, [RESPONSIVE])] == ["baris 3"]
    assert (tmp_path / MAPPING).read_text("utf-8") == broken


def test_tables_written_in_another_way_are_kept_and_said(tmp_path: Path) -> None:
    inline = 'forms = { kepala = { "a" = "U1" } }\n'
    (tmp_path / MAPPING).write_text(inline, "utf-8")
    assert [f.tingkat for f in request(tmp_path, [RESPONSIVE])] == ["salah"]
    assert (tmp_path / MAPPING).read_text("utf-8") == inline


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=4, unique=True))
def test_any_text_can_be_asked_for(
    tmp_path_factory: pytest.TempPathFactory, entries: list[str]
) -> None:
    raw = tmp_path_factory.mktemp("raw")
    doubts = [Doubt("forms", "kepala", t, "A1", ("U1", "buang")) for t in entries]
    request(raw, doubts)
    second = (raw / MAPPING).read_text("utf-8")
    request(raw, doubts)
    assert (raw / MAPPING).read_text("utf-8") == second
    tomllib.loads(second)


def test_answers_go_on_into_the_next_year(tmp_path: Path) -> None:
    """The same form is asked again; what was answered once is not asked twice."""
    old = write(tmp_path)
    request(old.raw, [RESPONSIVE])
    new = Workspace.of(old.unit, 2022, tmp_path)
    create_tahun(new)
    assert (new.raw / MAPPING).read_bytes() == (old.raw / MAPPING).read_bytes()
