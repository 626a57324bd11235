"""A call by itself: where it stands at its bounds, what it cannot be, when its closing is told."""

from datetime import date, timedelta

import pytest

from autan.plans.estate.core.assets import YesNo
from autan.plans.funding.core.calls import (
    OF_CALLS,
    OF_DUTIES,
    CallFilter,
    CallKind,
    CallState,
    CountedPopulation,
    FundingCall,
    call_faults,
    call_key,
    stages_reached,
)
from autan.plans.funding.models import FundingCallRecord
from autan.plans.funding.queries import keep_calls

DAY = date(2026, 11, 30)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


def call(**fields: object) -> FundingCall:
    return FundingCall(**{"kind": CallKind.CALL, "name": "Fonds vélo", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, CallState.NOT_KNOWN),
        ({"opens_on": AFTER}, CallState.AHEAD),
        ({"opens_on": AFTER, "closes_on": AFTER}, CallState.AHEAD),
        ({"opens_on": DAY, "closes_on": DAY}, CallState.OPEN),
        ({"closes_on": DAY}, CallState.OPEN),
        ({"closes_on": BEFORE}, CallState.CLOSED),
        ({"opens_on": BEFORE}, CallState.NOT_KNOWN),  # nobody says until when
        ({"opens_on": BEFORE, "is_rolling": YesNo.YES}, CallState.OPEN),
        ({"opens_on": AFTER, "is_rolling": YesNo.YES}, CallState.AHEAD),
        ({"is_rolling": YesNo.YES}, CallState.OPEN),
        ({"is_rolling": YesNo.NO}, CallState.NOT_KNOWN),
    ],
)
def test_a_call_stands_by_its_days_the_last_one_among_them(fields, state: CallState):
    assert call(**fields).state_on(DAY) is state


@pytest.mark.parametrize(("days", "is_soon"), [(-1, False), (0, True), (60, True), (61, False)])
def test_a_call_closes_soon_from_two_months_before_to_its_last_day(days, is_soon):
    assert call(closes_on=DAY + timedelta(days=days)).closes_soon(DAY) is is_soon
    assert not call().closes_soon(DAY)


def test_a_call_is_told_from_others_by_its_name_whatever_its_accents_and_capitals():
    assert call_key(call(name=" Fonds VÉLO ")) == call_key(call()) == "fonds velo"
    assert [call().is_named(words) for words in ("fonds velo", " FONDS VÉLO ", "fonds", "")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({}, []),
        ({"opens_on": DAY, "closes_on": DAY}, []),
        ({"opens_on": DAY, "closes_on": BEFORE}, ["closes_on"]),
        ({"closes_on": DAY, "is_rolling": YesNo.NO}, []),
        ({"closes_on": DAY, "is_rolling": YesNo.YES}, ["is_rolling"]),
        ({"envelope_eur": 10, "most_eur": 10}, []),
        ({"envelope_eur": 10, "most_eur": 10.01}, ["most_eur"]),
        ({"envelope_eur": 0, "most_eur": 1}, ["most_eur"]),
        ({"envelope_eur": 10}, []),
        ({"most_eur": 10}, []),
        ({"population": CountedPopulation.TOTAL}, ["population"]),
        ({"population": CountedPopulation.TOTAL, "population_above": 0}, []),
        ({"population": CountedPopulation.MUNICIPAL, "population_most": 0}, []),
        ({"population_above": 10, "population_most": 11}, []),
        ({"population_above": 10, "population_most": 10}, ["population_most"]),
        ({"is_reserved": YesNo.YES}, ["is_reserved"]),
        ({"is_reserved": YesNo.YES, "duties": ("plh",)}, []),
        ({"is_reserved": YesNo.NO}, []),
        ({"address": "https://exemple.fr"}, []),
        ({"address": "http://exemple.fr"}, []),
        ({"address": "ftp://exemple.fr"}, ["address"]),
        (
            {"opens_on": DAY, "closes_on": BEFORE, "is_rolling": YesNo.YES, "is_reserved": YesNo.YES, "address": "x"},
            ["closes_on", "is_rolling", "is_reserved", "address"],
        ),
    ],
)
def test_what_a_call_cannot_be_is_told_at_each_field(fields, faults: list[str]):
    assert [field for field, _text in call_faults(call(**fields))] == faults


@pytest.mark.parametrize(
    ("days", "calls", "duties"),
    [
        (181, [], []),
        (180, [], [0]),
        (174, [], [0]),
        (173, [], []),
        (60, [], [1]),
        (54, [], [1]),
        (53, [], []),
        (30, [0], []),
        (24, [0], []),
        (23, [], []),
        (7, [1], []),
        (1, [1], []),
        (0, [], []),
    ],
)
def test_a_day_is_told_at_each_stage_and_a_few_days_after(days: int, calls: list[int], duties: list[int]):
    due = DAY + timedelta(days=days)
    for stages, expected in ((OF_CALLS, calls), (OF_DUTIES, duties)):
        assert list(stages_reached(due, stages, DAY)) == [due - stages[rank] for rank in expected]


def kept(**chosen: object) -> list[str]:
    records = [
        FundingCallRecord(name=name, kind=kind, content={"funder": funder, "closes_on": closing.isoformat()})
        for name, kind, funder, closing in (
            ("Fonds vélo", "call", "Région", DAY),
            ("Fonds chaleur", "fund", "État", DAY),
            ("Prêt vert", "loan", "Région", BEFORE),
        )
    ]
    return [record.name for record in keep_calls(records, CallFilter(**chosen), on=DAY)]  # type: ignore[arg-type]


def test_a_list_is_narrowed_by_kind_by_state_and_by_words_together():
    assert kept() == ["Fonds vélo", "Fonds chaleur", "Prêt vert"]
    assert kept(kind=CallKind.FUND) == ["Fonds chaleur"]
    assert (kept(state=CallState.OPEN), kept(state=CallState.CLOSED)) == (
        ["Fonds vélo", "Fonds chaleur"],
        ["Prêt vert"],
    )
    assert (kept(text="fonds"), kept(text="region")) == (["Fonds vélo", "Fonds chaleur"], ["Fonds vélo", "Prêt vert"])
    assert (kept(text="region", state=CallState.CLOSED), kept(text="lune")) == (["Prêt vert"], [])
