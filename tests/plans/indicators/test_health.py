"""The health check: each trouble is found where it is planted, with its evidence, and nothing else is."""

from dataclasses import replace
from datetime import date

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.plans.indicators.core.definitions import Nature
from autan.plans.indicators.core.findings import HEALTH_RULES, FollowedIndicator, IndicatorStatus, Trouble
from autan.plans.indicators.core.health import check_health, find_lasting
from tests.plans.indicators.making import TODAY, current, definition, followed, series

STEADY = (10.0, 11.0, 12.5, 13.0, 15.0, 16.5, 18.0)


def lasting(indicator: FollowedIndicator) -> list[str]:
    return [code for code, _evidence in find_lasting(indicator)]


def dated(indicator_status: IndicatorStatus) -> list[str]:
    return [finding.code for finding in check_health([indicator_status], today=TODAY)]


def test_a_sound_indicator_has_nothing():
    assert find_lasting(followed(*series(*STEADY), is_key=True)) == ()
    assert dated(current()) == []


@pytest.mark.parametrize(
    ("indicator", "codes"),
    [
        (followed(is_key=True, has_target=False), ["no_target"]),
        (followed(definition=definition(nature=Nature.QUALITATIVE), is_key=True, has_target=False), []),
        (followed(action=""), ["no_link"]),
        (followed(definition=definition(is_regulatory=True), action=""), []),
        (followed(*series(9.0, 12.0, 12.0, 12.0, 12.0), action_began=2012), ["insensitive"]),
        (followed(*series(12.0, 12.0, None, 12.0)), []),
        (followed(*series(1, 2, 3, 4, 5, 6, 7, 8), action_began=2018), ["unmoved"]),
        (followed(*series(1, 2, 3, 4, 7, 10, 13, 16), action_began=2018), []),
        (followed(*series(1, 2, 3, 4), action_began=2016), []),
        (followed(*series(1, 2, method="a"), *series(3, 4, start=2017, method="b")), ["method_changed"]),
        (followed(*series(1, 2, method="a"), *series(3, start=2017, method="b", source="other")), ["source_mixed"]),
        (followed(*series(1, 2), *series(1, 2, 3, source="other")), []),
        (followed(*series(100, 111, before=100.0)), ["revised"]),
        (followed(*series(100, 109, before=100.0), *series(0, start=2017, before=0.0)), []),
        (followed(*series(100, 109), *series(50, start=2017, before=0.0)), ["revised"]),
        (followed(*series(5.1, 5.2, 5300, 5.4)), ["jump"]),
        (followed(*series(5.1, 0, 5300, 5400)), ["jump"]),
        (followed(*series(5.1, 52, 300)), []),
        (followed(*series(510, 0, 505)), ["stray_zero"]),
        (followed(*series(1, 0, 2)), []),
        (followed(*series(500, 0, 2000)), []),
        (followed(*series(500, 510), *series(520, start=2020)), ["gap"]),
        (followed(*series(500), *series(510, start=2021), *series(515, start=2027)), []),
        (followed(*series(4, 5, state=ValueState.LOWER_BOUND)), ["lower_bounds"]),
        (followed(*series(4, -5)), ["out_of_bounds"]),
    ],
)
def test_what_is_wrong_whatever_the_day(indicator: FollowedIndicator, codes: list[str]):
    assert lasting(indicator) == codes


def test_evidence_says_what_was_seen():
    found = dict(find_lasting(followed(*series(100.0, 150.0, 90.0, before=100.0))))
    assert found["revised"].fr == "2016 : revue de 50 %"
    bounds = dict(find_lasting(followed(*series(4.0, -5.0, -6.0))))
    assert bounds["out_of_bounds"].fr.endswith("2016, 2017")


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"is_owned": False}, ["no_owner"]),
        ({"is_owner_gone": True}, ["owner_gone"]),
        ({"last_year": None}, ["never_updated"]),
        ({"last_year": None, "created": date(2025, 6, 1)}, []),
        ({"last_year": 2024}, []),
        ({"last_year": 2027}, ["ahead"]),
        ({"last_year": 2023}, ["stale"]),
        ({"last_year": 2020, "months": 72}, []),
    ],
)
def test_what_depends_on_the_day(changes: dict[str, object], codes: list[str]):
    assert dated(current(**changes)) == codes


def test_too_many_are_counted_by_plan_and_by_action():
    held = [current(f"k{rank}", is_key=True, plan="p", action="Plan vélo") for rank in range(31)]
    held += [current("other", is_key=True, siren="999000024", action="Plan vélo")]
    findings = check_health(held, today=TODAY)
    assert [(finding.code, finding.subject, finding.evidence.en) for finding in findings] == [
        ("too_many_key", "p", "31 key indicators, for 30 that can be followed"),
        ("too_many_for_action", "p", "31 indicators for “Plan vélo”"),
    ]
    assert check_health(held[-6:], today=TODAY) == ()


def test_a_finding_carries_its_rule_and_changes_print_with_its_evidence():
    (late,) = check_health([current(last_year=2020)], today=TODAY)
    (later,) = check_health([current(last_year=2021)], today=TODAY)
    assert late.rule is HEALTH_RULES["stale"]
    assert late.fingerprint != later.fingerprint
    assert late.fingerprint == check_health([current(last_year=2020)], today=date(2028, 1, 1))[0].fingerprint
    assert late.evidence.fr == "dernière valeur : 2020, attendue tous les 12 mois"


def test_what_was_found_at_the_last_change_is_told():
    found = find_lasting(followed(action=""))
    (told,) = check_health([replace(current(), found=found)], today=TODAY)
    assert (told.code, told.rule.trouble) == ("no_link", Trouble.UNFIT)


@pytest.mark.parametrize(
    ("numbers", "is_jump"),
    [
        ((1200, 121, 122, 125), True),  # a digit too many, first
        ((5, 60, 65, 70), False),  # what begins grows as much
        ((100, 102, 104, 1210, 1220, 1230), True),  # tep, then MWh
        ((1, 1.1, 25, 26), False),  # a new plant
        ((0.39, 0.41, 38, 39), True),  # a ratio, then per cent
        ((1000, 1010, 190, 200), False),  # a factory that closed
        ((800, 820, 2017, 850), True),  # the year in place of the value
        ((125, 130, 2017, 128), True),
        ((2000, 2012, 2017, 2030), False),
    ],
)
def test_another_unit_or_a_year_is_told_once(numbers: tuple[float, ...], *, is_jump: bool):
    assert [code for code, _evidence in find_lasting(followed(*series(*numbers)))] == ["jump"] * is_jump


def test_a_value_apart_from_those_around_it_is_told_and_a_change_is_not():
    """Slips of a digit, of a unit, of a missing value typed as nil; near misses are silent."""
    sick: dict[str, list[tuple[float, ...]]] = {
        "jump": [
            (120, 123, 1250, 130, 131),
            (120, 123, 12.5, 130),
            (12.5, 12.7, 128),
            (36, 35, 2021, 38),
            (9, 8, 540, 10),
        ],
        "stray_zero": [(500, 510, 0, 0, 505), (500, 510, 505, 0), (500, 510, 0, 505)],
        "out_of_bounds": [(500, 510, -505, 498)],
    }
    for code, rows in sick.items():
        for numbers in rows:
            assert lasting(followed(*series(*numbers), definition=definition(low=None))) == [code], numbers
    for numbers in [(2, 9, 40, 150, 310), (80, 52, 30, 12, 0), (3, 0, 2, 1), (1000, 420, 990), (20, 25, 140, 22, 30),
                    (-30, -10, 15, 40), (0, 0, 3, 40)]:  # fmt: skip
        assert lasting(followed(*series(*numbers), definition=definition(low=None))) == [], numbers
