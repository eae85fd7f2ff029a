"""The office's voice: no formula said over and over, no question, one way to write percent.

A sentence is what a reader sees in a paragraph; lists (duties, services) are alike by design.
"""

import re
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lxml.html
import pandas as pd
import pytest

from lkip_helpers.report.format import say_percent, say_points, say_rupiah
from lkip_helpers.report.narasi import Narasi
from lkip_helpers.workspace import Workspace
from tests.conftest import PROJECT_ROOT, Report, copy_chapters, lkip, read_tables

MOST, MOST_PERLU, SHORTEST = 3, 15, 4  # times a sentence; times "perlu"; words of a sentence
NAME = r"\b[A-Z][\w/-]*(?: (?:(?:dan|dalam|atas|yang) )?[A-Z][\w/-]*)*"
MASKS = {r"“[^”]*”": "N", r"\d[\d.,–]*": "#", NAME: "N"}


def read_prose(page: Path) -> list[str]:
    """The paragraphs of a report, without those on the origin of a number."""
    document = lxml.html.parse(page).getroot()
    xpath = "//p[not(@class) and not(ancestor::table) and not(../p[starts-with(@class, 'asal')])]"
    return [" ".join(p.text_content().split()) for p in document.xpath(xpath)]


def count_sentences(paragraphs: list[str], names: Sequence[str] = ()) -> Counter[str]:
    """How often each sentence is said, whatever its numbers and names are."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        for name in sorted(names, key=len, reverse=True):
            paragraph = paragraph.replace(name, "N")  # noqa: PLW2901
        for sentence in re.split(r"(?<=[.])\s+(?=[A-Z“])", paragraph):
            masked = sentence
            for pattern, mask in MASKS.items():
                masked = re.sub(pattern, mask, masked)
            words = masked.split()
            counts[masked] += len(words) >= SHORTEST and any(w.islower() for w in words)
    return counts


def assert_voice(page: Path, names: list[str], most: int = MOST) -> None:
    paragraphs = read_prose(page)
    assert len(paragraphs) > 50
    too_often = {s: n for s, n in count_sentences(paragraphs, names).items() if n > most}
    assert too_often == {}
    text = " ".join(paragraphs)
    assert len(re.findall(r"\bperlu\b", text)) <= MOST_PERLU
    assert "?" not in text
    assert re.findall(r"\S+ \S+ ?%", text) == []


def test_no_sentence_of_the_report_is_said_over_and_over(report: Report) -> None:
    """No sentence three times; "perlu" once stood there 47 times."""
    assert_voice(report.folder / "laporan.html", list_names(report.tabel), most=2)


def list_names(tabel: dict[str, Any]) -> list[str]:
    """The names of indicators and programmes."""
    rows = [r for t in tabel.values() for r in t["baris"]]
    return [str(r[k]) for r in rows for k in ("indikator", "program") if r.get(k)]


@pytest.fixture
def example_office(tmp_path: Path) -> Workspace:
    """The report of the example, with every sheet and ten indicators."""
    workspace = Workspace("contoh-jaya", 2024, tmp_path)
    shutil.copytree(PROJECT_ROOT / "data/raw/contoh-jaya", workspace.raw.parent)
    copy_chapters(tmp_path)
    result = lkip(tmp_path, "render", "2024", "--unit", "contoh-jaya", "--bentuk", "html")
    assert result.returncode == 0, result.stderr
    return workspace


@pytest.mark.parametrize(
    "office", [pytest.param("example_office", marks=pytest.mark.long), "small_office"]
)
def test_no_formula_of_another_office_is_said_over_and_over(
    office: str, request: pytest.FixtureRequest
) -> None:
    """At most three times each, whatever the numbers and names are."""
    workspace = request.getfixturevalue(office)
    assert_voice(workspace.outputs / "laporan.html", list_names(read_tables(workspace)))


def test_the_count_sees_a_formula() -> None:
    """Four sentences that differ in name and number are one, said four times."""
    sentences = [f"Target Indeks {n} naik {i},5 dari 90 menjadi 94." for i, n in enumerate("ABCD")]
    assert count_sentences(sentences).most_common(1)[0][1] == 4


def test_wordings_are_taken_in_turn() -> None:
    """By the number of the row in its whole frame: 0, 1, 2 of two wordings; a part from 1."""
    frame = pd.DataFrame({"a": ["x", "y", "z"]})
    assert Narasi("Satu {a}. || Dua {a}.", each=frame).markdown.split("\n\n") == [
        "Satu x.",
        "Dua y.",
        "Satu z.",
    ]
    assert Narasi({"k": "Satu. || Dua."}, each=frame[1:2], case="k").markdown == "Dua."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (say_percent(97.619), "97,62\u00a0persen"),
        (say_percent(50.0), "50\u00a0persen"),
        (say_percent(None), "–"),
        (say_points(2.444), "2,44\u00a0poin persen"),
        (say_rupiah(12_511_573_122), "Rp12,5\u00a0miliar"),
        (say_rupiah(297_827_420), "Rp297,8\u00a0juta"),
        (say_rupiah(950_000), "Rp950.000"),
        (say_rupiah(3_000_000_000), "Rp3\u00a0miliar"),  # exactly
        (say_rupiah(2_955_000_000), "Rp3,0\u00a0miliar"),  # rounded
        (say_rupiah(999_960_000), "Rp1,0\u00a0miliar"),  # not 1.000,0 juta
        (say_rupiah(999_940_000), "Rp999,9\u00a0juta"),
        (say_rupiah(None), "–"),
    ],
)
def test_numbers_are_written_as_people_say_them(written: str, expected: str) -> None:
    """Percent in words, at most two decimals; amounts in juta and miliar."""
    assert written == expected
