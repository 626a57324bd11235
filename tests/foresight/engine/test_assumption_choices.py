"""Own values of assumptions typed beside the levers: taken with a reason, refused at their place."""

import pytest

from autan.foresight.engine.core.choices import read_assumptions
from autan.foresight.engine.core.scenarios import OwnAssumption
from autan.foresight.engine.importers.assumptions import shipped_assumptions

SHIPPED = shipped_assumptions()


def test_a_value_with_its_reason_is_taken() -> None:
    (choice,) = read_assumptions({"a.price_oil": "0,19", "r.price_oil": " devis "}, SHIPPED)
    assert choice.own == OwnAssumption(value=0.19, reason="devis")
    assert choice.written() == {"a.price_oil": "0,19", "r.price_oil": "devis"}


@pytest.mark.parametrize(
    ("value", "reason", "problem"),
    [
        ("-0,1", "essai", "un prix est positif ou nul"),
        ("5", "essai", "la valeur 5 n’est pas entre sa borne basse (0,092) et sa borne haute (0,2)"),
        ("0,19", " ", "une valeur propre se donne avec sa raison"),
        ("cher", "essai", "un nombre est attendu"),
        ("nan", "essai", "ses trois valeurs sont des nombres finis"),
    ],
)
def test_what_cannot_be_taken_says_why_and_is_kept_as_typed(value: str, reason: str, problem: str) -> None:
    (choice,) = read_assumptions({"ac": "price_oil", "av": value, "ar": reason}, SHIPPED)
    assert choice.own is None
    assert choice.is_new
    assert choice.typed == value
    assert choice.problem.fr == problem


def test_the_empty_row_takes_the_place_of_what_was_typed_before() -> None:
    fields = {"a.price_oil": "0,1", "r.price_oil": "avant", "ac": "price_oil", "av": "0,15", "ar": "après"}
    assert [choice.typed for choice in read_assumptions(fields, SHIPPED)] == ["0,15"]


def test_what_gives_nothing_is_left_out_and_what_names_nothing_is_refused() -> None:
    assert read_assumptions({"r.magic": "x", "ac": "price_oil", "av": " ", "a.price_gas": ""}, SHIPPED) == ()
    for fields, problem in (({"a.magic": "1"}, "aucune hypothèse"), ({"av": "1"}, "est attendue")):
        (choice,) = read_assumptions(fields, SHIPPED)
        assert choice.own is None
        assert problem in choice.problem.fr
