"""A formula is parsed once; its four readers say the same of it."""

import math
from typing import Any

import pytest

from lkip_helpers.errors import InvalidArgument
from lkip_helpers.reconcile.interval import Interval, evaluate_interval, exact
from lkip_helpers.report.formula import translate_formula, write_formula
from lkip_helpers.rules.expression import calculate_named, parse_formula

VALUES = {"a": 30.0, "b": 40.0, "c": 35.0}


@pytest.mark.parametrize(
    ("formula", "number", "words", "excel"),
    [
        ("(a + b) / 2", 35.0, "(a + b) / 2", "((A1+B1)/2)"),
        ("terbesar(0, a − b)", 0, "yang terbesar dari 0 dan a − b", "MAX(0,(A1-B1))"),
        ("terkecil(a, b) × 2", 60.0, "(yang terkecil dari a dan b) × 2", "(MIN(A1,B1)*2)"),
        ("bulat(c / 2)", 18, "c / 2, dibulatkan", "ROUND((C1/2),0)"),
        ("bila(c < a, c / a, 1)", 1, "bila c < a: c / a; bila tidak: 1", "IF(C1<A1,(C1/A1),1)"),
        ("bila(c <= b, c, b)", 35.0, "bila b < c: b; bila tidak: c", "IF(B1<C1,B1,C1)"),
        ("bila(c > b, 1, 2)", 2, "bila b < c: 1; bila tidak: 2", "IF(B1<C1,1,2)"),
        ("bila(c >= a, 1, 2)", 1, "bila c < a: 2; bila tidak: 1", "IF(C1<A1,2,1)"),
    ],
)
def test_numbers_intervals_words_and_excel_come_from_one_tree(
    formula: str, number: float, words: str, excel: str
) -> None:
    """Expected: worked by hand with a = 30, b = 40, c = 35."""
    node = parse_formula(formula)
    assert calculate_named(node, VALUES) == number
    assert evaluate_interval(node, lambda o: exact(VALUES[o.name])) == (number, number)
    assert write_formula(formula, lambda o: o.name) == words
    assert translate_formula(formula, lambda o: f"{o.name.upper()}1") == excel


def test_an_interval_across_a_condition_holds_both_values() -> None:
    """35 ± 6 may lie below 30 or not."""
    node = parse_formula("bila(c < a, 0, 100)")
    ends: dict[str, Any] = {"a": exact(30), "c": Interval(29, 41)}
    assert evaluate_interval(node, lambda o: ends[o.name]) == (0, 100)


@pytest.mark.parametrize("formula", ["a / 0", "terbesar(0, d)", "bila(d < a, 1, 2)", "bulat(d)"])
def test_what_is_missing_or_divided_by_zero_gives_no_number(formula: str) -> None:
    """NaN, wherever it stands; d is missing."""
    assert math.isnan(calculate_named(parse_formula(formula), {"a": 1.0, "d": math.nan}))


@pytest.mark.parametrize("formula", ["bila(a == b, 1, 2)", "bila(a, 1, 2)", "terbesar(1)", "'a'"])
def test_what_is_not_of_the_language_is_refused(formula: str) -> None:
    """Equality of two computed numbers means nothing, and a text is no formula."""
    with pytest.raises(InvalidArgument):
        parse_formula(formula)
