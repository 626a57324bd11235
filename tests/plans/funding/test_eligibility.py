"""Whom a call is open to, read at each bound of its rules, and why."""

from datetime import date

import pytest

from autan.plans.estate.core.assets import YesNo
from autan.plans.funding.core.calls import CallKind, CountedPopulation, FundingCall
from autan.plans.funding.core.eligibility import Eligibility, read_eligibility
from autan.plans.obligations.core.competences import AuthorityRecord, Duty, KnownPopulation
from autan.territories.perimeters.core.bodies import EpciKind

NOT_ELIGIBLE, UNLIKELY, NOT_KNOWN, LIKELY, ELIGIBLE = Eligibility
DAY = date(2026, 11, 30)
TOO_FEW, TOO_MANY = "population sous le seuil", "population au-dessus du plafond"
OTHER_KIND = "le texte ne vise pas cette sorte de collectivité"
NO_POPULATION = "aucune population connue pour ce périmètre"
JUST_BELOW = "juste sous le seuil en population municipale ; la population totale, un peu plus élevée, peut le passer"


def read(inhabitants: int | None = 20_000, kind: str = "CC", **rules: object) -> tuple[Eligibility, str]:
    population = KnownPopulation(inhabitants=inhabitants or 0, year=2026, is_of_register=True)
    populations = () if inhabitants is None else (population,)
    record = AuthorityRecord(siren="200000001", kinds={2026: kind}, populations=populations)
    call = FundingCall(kind=CallKind.CALL, name="Fonds vélo", **rules)  # type: ignore[arg-type]
    reading = read_eligibility(call, record, {}, DAY)
    return reading.state, reading.reason.fr


MUNICIPAL = {"population": CountedPopulation.MUNICIPAL}


@pytest.mark.parametrize(
    ("inhabitants", "rules", "expected"),
    [
        (20_001, {"population_above": 20_000}, (ELIGIBLE, "")),
        (20_000, {"population_above": 20_000, **MUNICIPAL}, (NOT_ELIGIBLE, TOO_FEW)),
        (20_000, {"population_above": 20_000}, (UNLIKELY, JUST_BELOW)),
        (20_000, {"population_above": 20_000, "population": CountedPopulation.TOTAL}, (UNLIKELY, JUST_BELOW)),
        (10_000, {"population_above": 20_000}, (NOT_ELIGIBLE, TOO_FEW)),
        (None, {"population_above": 20_000}, (NOT_KNOWN, NO_POPULATION)),
        (1, {"population_above": 0}, (ELIGIBLE, "")),
        (20_001, {"population_most": 20_000}, (NOT_ELIGIBLE, TOO_MANY)),
        (20_000, {"population_most": 20_000, **MUNICIPAL}, (ELIGIBLE, "")),
        (20_000, {"population_most": 20_000}, (LIKELY, JUST_BELOW)),
        (10_000, {"population_most": 20_000}, (ELIGIBLE, "")),
        (None, {"population_most": 20_000}, (NOT_KNOWN, NO_POPULATION)),
        (1, {"population_most": 0}, (NOT_ELIGIBLE, TOO_MANY)),
        (15_000, {"population_above": 10_000, "population_most": 20_000}, (ELIGIBLE, "")),
        (5_000, {"population_above": 10_000, "population_most": 20_000}, (NOT_ELIGIBLE, TOO_FEW)),
        (25_000, {"population_above": 10_000, "population_most": 20_000}, (NOT_ELIGIBLE, TOO_MANY)),
    ],
)
def test_a_population_is_read_at_its_threshold_and_at_its_ceiling(inhabitants, rules, expected):
    assert read(inhabitants, **rules) == expected


@pytest.mark.parametrize("kind", ["CC", "CA", "CU", "METRO", "MET69", "EPT"])
def test_a_threshold_without_kinds_is_of_every_kind(kind: str):
    assert read(30_000, kind, population_above=20_000) == (ELIGIBLE, "")
    assert read(30_000, kind, population_most=20_000) == (NOT_ELIGIBLE, TOO_MANY)


def test_a_call_is_open_to_its_kinds_alone():
    assert read(kind="CA", kinds=(EpciKind.CA, EpciKind.METRO)) == (ELIGIBLE, "")
    assert read(kind="CC", kinds=(EpciKind.CA, EpciKind.METRO)) == (NOT_ELIGIBLE, OTHER_KIND)
    assert read(30_000, "CC", kinds=(EpciKind.CA,), population_above=20_000) == (NOT_ELIGIBLE, OTHER_KIND)
    assert read(10_000, "CA", kinds=(EpciKind.CA,), population_above=20_000) == (NOT_ELIGIBLE, TOO_FEW)


BOUND_ALONE = "d’après l’obligation à laquelle c’est réservé"


@pytest.mark.parametrize(
    ("duties", "state"),
    [
        ({"plh": Duty.BOUND}, ELIGIBLE),
        ({"plh": Duty.LIKELY_BOUND}, LIKELY),
        ({"plh": Duty.NOT_KNOWN}, NOT_KNOWN),
        ({"plh": Duty.LIKELY_NOT_BOUND}, UNLIKELY),
        ({"plh": Duty.NOT_BOUND}, NOT_ELIGIBLE),
        ({"plh": Duty.NOT_IN_FORCE}, NOT_KNOWN),
        ({}, NOT_KNOWN),
    ],
)
def test_what_is_reserved_is_open_as_the_duty_binds(duties, state: Eligibility):
    assert reserved(duties, YesNo.YES, "plh") == (state, BOUND_ALONE)


def reserved(known: dict[str, Duty], is_reserved: YesNo | None, *codes: str) -> tuple[Eligibility, str]:
    record = AuthorityRecord(siren="200000001", kinds={2026: "CC"})
    call = FundingCall(kind=CallKind.CALL, name="Fonds", is_reserved=is_reserved, duties=codes)
    reading = read_eligibility(call, record, known, DAY)
    return reading.state, reading.reason.fr


def test_one_of_several_duties_is_enough_and_a_call_that_is_not_reserved_asks_none():
    known = {"plh": Duty.NOT_BOUND, "beges": Duty.BOUND}
    assert reserved(known, YesNo.YES, "plh", "beges") == (ELIGIBLE, BOUND_ALONE)
    assert reserved(known, YesNo.YES, "plh", "pcs") == (NOT_KNOWN, BOUND_ALONE)
    nobody_said = (NOT_KNOWN, "ce qui est écrit ici ne dit pas à qui c’est ouvert")
    assert reserved(known, YesNo.NO, "beges") == reserved(known, None, "beges") == nobody_said
    assert read() == nobody_said


def test_other_conditions_leave_a_yes_likely_and_a_no_as_it_is():
    others = {"conditions": "Avoir un réseau de chaleur"}
    assert read(30_000, population_above=20_000, **others) == (LIKELY, "d’autres conditions sont à vérifier")
    assert read(20_000, population_most=20_000, **others) == (LIKELY, JUST_BELOW)
    assert read(10_000, population_above=20_000, **others) == (NOT_ELIGIBLE, TOO_FEW)
    assert read(None, population_above=20_000, **others) == (NOT_KNOWN, NO_POPULATION)


def test_a_plain_answer_alone_is_sure():
    assert [state for state in Eligibility if state.is_sure] == [NOT_ELIGIBLE, ELIGIBLE]
