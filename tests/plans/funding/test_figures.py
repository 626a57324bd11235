"""What is asked, got and could be asked, as figures: at least, at most, or nothing where it is not known."""

from datetime import date

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.ground.texts.core.money import read_amount
from autan.plans.funding.core.calls import CallKind, FundingCall
from autan.plans.funding.core.eligibility import Eligibility, EligibilityReading
from autan.plans.funding.core.figures import (
    FundingRequest,
    ceiling_figure,
    eligible_figure,
    is_surely_above,
    money_figure,
    network_ceiling_figure,
)

NOT_ELIGIBLE, UNLIKELY, NOT_KNOWN, LIKELY, ELIGIBLE = Eligibility
MISSING, LOWER_BOUND = ValueState.MISSING, ValueState.LOWER_BOUND


@pytest.mark.parametrize(
    ("amount", "bound", "is_above"),
    [
        ("11 k€ HT", "10 k€ HT", True),
        ("10 k€ HT", "10 k€ HT", False),
        ("10 à 20 k€ HT", "10 k€ HT", False),
        ("11 à 20 k€ HT", "10 k€ HT", True),
        ("15 k€ HT", "10 à 20 k€ HT", False),
        ("21 k€ HT", "10 à 20 k€ HT", True),
        ("11 k€ TTC", "10 k€ HT", False),
        ("11 k€", "10 k€ HT", False),
        ("11 k€", "10 k€", True),
        ("11 k€ HT", "plus de 10 k€ HT", False),
        ("plus de 11 k€ HT", "10 k€ HT", True),
        (None, "10 k€ HT", False),
        ("11 k€ HT", None, False),
    ],
)
def test_an_amount_is_surely_above_another_of_the_same_tax_alone(amount, bound, is_above):
    first, second = (read_amount(text) if text else None for text in (amount, bound))
    assert is_surely_above(first, second) is is_above


def requests(*amounts: str | None) -> list[FundingRequest]:
    return [
        FundingRequest(call="velo", action=f"a-{rank}", amount=read_amount(text) if text else None)
        for rank, text in enumerate(amounts)
    ]


@pytest.mark.parametrize(
    ("amounts", "value", "state", "known", "note"),
    [
        ([], None, MISSING, 0, None),
        ([None], None, MISSING, 0, None),
        (["10 k€ HT"], 10_000, LOWER_BOUND, 1, "montants HT"),
        (["10 k€ HT", "5 k€ HT", None], 15_000, LOWER_BOUND, 2, "montants HT"),
        (["10 à 20 k€ HT"], 10_000, LOWER_BOUND, 1, "montants HT"),
        (["0 €"], 0, LOWER_BOUND, 1, "montants HT ou TTC non précisé"),
        (["10 k€ HT", "5 k€ TTC", None], None, ValueState.NOT_ESTABLISHED, 2, None),
    ],
)
def test_what_actions_say_adds_up_to_at_least_that(amounts, value, state: ValueState, known: int, note):
    figure = money_figure("essai", "velo", "asked", requests(*amounts), ["1", "2"])
    assert (figure.value, figure.state, figure.known, figure.total) == (value, state, known, len(amounts))
    assert (figure.note.fr if figure.note else None) == note
    assert (figure.id, figure.territories, figure.part.fr) == ("funding.essai.asked.velo", ("1", "2"), "demandes")
    assert figure.unit.code == "EUR"


def test_each_action_and_each_call_proves_a_sum_once():
    twice = [*requests("1 €", "2 €"), FundingRequest(call="velo", action="a-0", amount=None)]
    figure = money_figure("essai", "velo", "granted", twice, [])
    assert figure.evidence == (
        EvidenceRef(kind="action", key="a-0"),
        EvidenceRef(kind="funding-call", key="velo"),
        EvidenceRef(kind="action", key="a-1"),
    )


def test_what_was_spent_is_told_of_actions_and_not_of_requests():
    asked, spent = (money_figure("essai", "velo", what, requests("1 €"), []) for what in ("asked", "spent"))
    assert (asked.part.fr, spent.part.fr) == ("demandes", "actions")
    assert "chaque action comptée une fois" in spent.method.formula.fr
    assert "chaque action comptée une fois" not in asked.method.formula.fr


def readings(*states: Eligibility) -> dict[str, EligibilityReading]:
    return {str(rank): EligibilityReading(state=state) for rank, state in enumerate(states)}


@pytest.mark.parametrize(
    ("states", "value", "state", "known"),
    [
        ([], None, MISSING, 0),
        ([LIKELY, UNLIKELY, NOT_KNOWN], None, MISSING, 0),
        ([ELIGIBLE, NOT_ELIGIBLE, ELIGIBLE], 2, ValueState.OBSERVED, 3),
        ([NOT_ELIGIBLE, NOT_ELIGIBLE], 0, ValueState.OBSERVED, 2),
        ([ELIGIBLE, LIKELY, NOT_ELIGIBLE], 1, LOWER_BOUND, 2),
    ],
)
def test_members_are_counted_where_they_are_surely_eligible(states, value, state: ValueState, known: int):
    figure = eligible_figure("essai", "velo", readings(*states))
    assert (figure.value, figure.state, figure.known, figure.total) == (value, state, known, len(states))
    assert (figure.id, figure.unit.code) == ("funding.essai.eligible.velo", "count")
    assert figure.evidence == (EvidenceRef(kind="funding-call", key="velo"),)


def call(**fields: object) -> FundingCall:
    return FundingCall(**{"kind": CallKind.CALL, "name": "Fonds vélo", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "states", "high"),
    [
        ({"most_eur": 100.0}, [ELIGIBLE, LIKELY, UNLIKELY, NOT_KNOWN, NOT_ELIGIBLE], 400.0),
        ({"most_eur": 100.0, "envelope_eur": 399.0}, [ELIGIBLE] * 4, 399.0),
        ({"most_eur": 100.0, "envelope_eur": 401.0}, [ELIGIBLE] * 4, 400.0),
        ({"envelope_eur": 500.0}, [ELIGIBLE], 500.0),
        ({"envelope_eur": 500.0}, [NOT_ELIGIBLE], 0.0),
        ({"most_eur": 100.0}, [NOT_ELIGIBLE], 0.0),
        ({}, [NOT_ELIGIBLE], None),  # nobody says that anything is paid
        ({}, [ELIGIBLE], None),
        ({"most_eur": 0.0}, [ELIGIBLE], 0.0),
        ({"envelope_eur": 0.0, "most_eur": 5.0}, [ELIGIBLE], 0.0),
    ],
)
def test_members_could_get_together_at_most_the_envelope_or_the_aid_of_each(fields, states, high):
    figure = ceiling_figure("essai", "velo", call(**fields), readings(*states))
    assert (figure.high, figure.value, figure.low) == (high, None, None)
    assert figure.state is (MISSING if high is None else ValueState.ESTIMATED)
    assert (figure.known, figure.total) == (sum(state.is_sure for state in states), len(states))
    assert figure.id == "funding.essai.ceiling.velo"


@pytest.mark.parametrize(
    ("amounts", "high", "known"),
    [([100.0, 50.0], 150.0, 2), ([100.0, None], None, 1), ([None], None, 0), ([0.0], 0.0, 1), ([], None, 0)],
)
def test_calls_together_are_bounded_where_each_of_them_is(amounts, high, known: int):
    ceilings = {
        f"c-{rank}": ceiling_figure("essai", f"c-{rank}", call(envelope_eur=amount), readings(ELIGIBLE))
        for rank, amount in enumerate(amounts)
    }
    figure = network_ceiling_figure("essai", ceilings, ["1"], date(2026, 12, 1))
    assert (figure.high, figure.known, figure.total) == (high, known, len(amounts))
    assert figure.state is (MISSING if high is None else ValueState.ESTIMATED)
    assert (figure.id, figure.part.fr) == ("funding.essai.ceiling.all.2026-12-01", "appels")
    assert figure.period.label == "2026-12-01"
    assert figure.evidence == tuple(EvidenceRef(kind="funding-call", key=slug) for slug in ceilings)
