"""The words of what an import finds are in one table: none is missing, none is left over."""

import ast
from collections.abc import Iterator

from lkip_helpers.importers.findings import Findings, flag
from lkip_helpers.rules import load_rules
from tests.conftest import PROJECT_ROOT

ROOMS = ("sipd", "forms", "importers")
CALLS = {"add", "add_many", "flag", "compare", "_add_fault", "_report_kept"}
CHECKED = {"flag", "_flag_entry", "make_finding", "add_finding", "add_fault"}


def list_nodes(*rooms: str) -> Iterator[ast.AST]:
    for room in rooms or ROOMS:
        for file in sorted((PROJECT_ROOT / "lkip_helpers" / room).glob("*.py")):
            yield from ast.walk(ast.parse(file.read_text("utf-8")))


def test_every_finding_of_an_import_has_its_words_and_no_words_are_unused() -> None:
    texts = {n.value for n in list_nodes() if isinstance(n, ast.Constant)}
    used = {
        a.value
        for n in list_nodes()
        if isinstance(n, ast.Call) and getattr(n.func, "attr", getattr(n.func, "id", "")) in CALLS
        for a in n.args
        if isinstance(a, ast.Constant) and isinstance(a.value, str) and a.value.isidentifier()
    }
    assert used <= load_rules("impor").keys()
    assert load_rules("impor").keys() <= texts


def test_every_finding_of_a_workbook_has_its_words_and_no_words_are_unused() -> None:
    """An error in a total has the name of the error in a row, with the ending _jumlah."""
    nodes = [*list_nodes("intake")]
    texts = {n.value for n in nodes if isinstance(n, ast.Constant)}
    used = set()
    for n in nodes:
        name = isinstance(n, ast.Call) and getattr(n.func, "attr", getattr(n.func, "id", ""))
        args = [a.value for a in n.args if isinstance(a, ast.Constant)] if name in CHECKED else []
        used |= {next((a for a in args if str(a).isidentifier() and a != "periksa"), "atasan")}
    rules = load_rules("periksa").keys()
    assert used <= rules
    assert {name.removesuffix("_jumlah") for name in rules - texts} <= texts


def test_every_finding_says_what_is_wrong_and_its_cure() -> None:
    for words in [*load_rules("impor").values(), *load_rules("periksa").values()]:
        assert {"pesan", "saran"} <= words.keys() <= {"pesan", "saran", "tingkat"}
        assert words.get("tingkat", "peringatan") in {"peringatan", "belum", "catatan"}


def test_a_name_with_braces_is_printed_as_it_is() -> None:
    """What is filled into the words is not itself a pattern."""
    finding = flag("sub_baru", "dpa.xlsx", banyak=1, nama="“Pengadaan {mebel}”")
    assert finding.pesan == "1 sub kegiatan ditambahkan: “Pengadaan {mebel}”"


def test_of_many_cells_the_first_twelve_are_named_and_all_are_counted() -> None:
    findings = Findings("e.xlsx", "S")
    findings.add_many("waktu_kosong", [f"A{n}" for n in range(1, 15)])
    assert findings.every[0].sel.endswith("A12")
    assert "(14 sel)" in findings.every[0].pesan
