"""Each rule of the health check at its edges: the last case that it tells, and the first that it leaves alone."""

from datetime import date

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.plans.indicators.core.definitions import Nature
from autan.plans.indicators.core.findings import HEALTH_RULES, MOST_BY_ACTION, MOST_KEY, FollowedIndicator, Trouble
from autan.plans.indicators.core.health import check_health, find_lasting
from autan.plans.indicators.core.values import YearValue
from tests.plans.indicators.making import current, definition, followed, series

FREE = definition(low=None)


def evidence(code: str, *values: YearValue, **changes: object) -> str | None:
    """What a rule says of values, in French; None where it says nothing."""
    found = dict(find_lasting(followed(*values, **({"definition": FREE} | changes))))
    return found[code].fr.replace("\u00a0", " ") if code in found else None


def codes(indicator: FollowedIndicator) -> list[str]:
    return [code for code, _evidence in find_lasting(indicator)]


def test_every_rule_that_lasts_has_its_words_and_its_advice():
    several = followed(*series(1.0, 1.0, 1.0, 1.0), definition=definition(high=0.5), action="", is_key=True)
    found = codes(several)
    assert found == ["no_link", "insensitive", "out_of_bounds"]
    for code in found:
        assert HEALTH_RULES[code].label.fr
        assert HEALTH_RULES[code].advice.en
    assert [code for code in found if HEALTH_RULES[code].is_of_values] == ["insensitive", "out_of_bounds"]


def test_each_rule_leads_to_values_or_to_how_the_indicator_is_followed():
    of_values = {
        "never_updated", "insensitive", "method_changed", "revised", "lower_bounds", "out_of_bounds", "jump",
        "stray_zero", "gap", "ahead", "stale",
    }  # fmt: skip
    assert {code for code, rule in HEALTH_RULES.items() if rule.is_of_values} == of_values
    by_trouble = {
        trouble: [code for code, rule in HEALTH_RULES.items() if rule.trouble is trouble] for trouble in Trouble
    }
    assert by_trouble[Trouble.TOO_MANY] == ["too_many_key", "too_many_for_action"]
    assert by_trouble[Trouble.UNFIT] == ["never_updated", "no_target", "no_link", "insensitive", "unmoved"]
    assert by_trouble[Trouble.UNOWNED] == ["no_owner", "owner_gone"]
    assert by_trouble[Trouble.STALE] == ["stale"]
    assert all(rule.label.fr != rule.label.en and rule.advice.fr != rule.advice.en for rule in HEALTH_RULES.values())


@pytest.mark.parametrize(
    ("changes", "is_told"),
    [
        ({"is_key": True, "has_target": False}, True),
        ({"is_key": True, "has_target": True}, False),
        ({"is_key": False, "has_target": False}, False),
        ({"is_key": True, "has_target": False, "definition": definition(nature=Nature.INTENSIVE)}, True),
    ],
)
def test_a_key_indicator_alone_needs_a_target(changes: dict[str, object], *, is_told: bool):
    assert ("no_target" in codes(followed(**changes))) is is_told


def test_four_last_values_alike_tell_nothing_whatever_came_before():
    assert evidence("insensitive", *series(1, 7, 7, 7, 7)) == "même valeur aux 4 derniers relevés, depuis 2016"
    assert evidence("insensitive", *series(7, 7, 7, 7)) == "même valeur aux 4 derniers relevés, depuis 2015"
    assert evidence("insensitive", *series(7, 7, 7)) is None
    assert evidence("insensitive", *series(7, 7, 7, 7, 8)) is None
    assert evidence("insensitive", *series(0, 0, 0, 0)) is not None
    assert evidence("insensitive", *series(7, 7, None, 7, 7)) == "même valeur aux 4 derniers relevés, depuis 2015"


@pytest.mark.parametrize(
    ("numbers", "began", "is_told"),
    [
        ((1, 2, 3, 4, 5, 6), 2017, True),
        ((1, 2, 3, 4, 5, 6), 2016, False),  # two values up to its beginning
        ((1, 2, 3, 4, 5, 6), 2018, False),  # two values after it
        ((1, 2, 3, 4, 5, 6), None, False),
        ((10, 10, 10, 10, 10, 11), 2017, False),
        ((100, 101, 102, 103, 104, 105), 2017, True),
        ((100, 101, 102, 104, 106, 108), 2017, False),
        ((-3, -2, -1, 0, 1, 2), 2017, True),
        ((6, 5, 4, 3, 2, 1), 2017, True),
    ],
)
def test_an_action_that_changes_no_slope_moves_nothing(numbers: tuple[float, ...], began: int | None, *, is_told: bool):
    told = evidence("unmoved", *series(*numbers), action_began=began)
    assert told == (f"évolue après {began} comme avant" if is_told else None)


def test_an_indicator_without_an_action_is_not_compared_with_one():
    assert evidence("unmoved", *series(1, 2, 3, 4, 5, 6), action_began=2017, action="") is None


def test_years_without_a_value_count_in_a_slope():
    """Two every two years is one a year: the same pace before and after."""
    sparse = [*series(0, start=2010), *series(2, start=2012), *series(4, start=2014)]
    assert evidence("unmoved", *sparse, *series(5, 6, 7), action_began=2014) is not None
    assert evidence("unmoved", *sparse, *series(6, 8, 10), action_began=2014) is None


def test_a_method_that_changes_is_told_once_with_both():
    changed = [*series(1, method="a"), *series(2, start=2016, method="b"), *series(3, start=2017, method="c")]
    assert evidence("method_changed", *changed) == "entre 2015 et 2016 : « a », puis « b »".replace("\u00a0", " ")
    unnamed = [*series(1, method="a"), *series(2, start=2016), *series(3, start=2017, method="a")]
    assert evidence("method_changed", *unnamed) is None
    other = [*series(1, method="a"), *series(2, start=2016), *series(3, start=2017, method="b")]
    assert evidence("method_changed", *other) == "entre 2015 et 2017 : « a », puis « b »".replace("\u00a0", " ")
    assert evidence("method_changed", *series(1, method="a"), *series(2, start=2016, method="b", source="x")) is None


def test_sources_are_mixed_where_none_gives_every_year():
    mixed = [*series(1), *series(2, start=2016, source="other")]
    assert evidence("source_mixed", *mixed) == "série faite de plusieurs sources : other, service"
    assert evidence("source_mixed", *mixed, *series(9, source="other")) is None
    unsourced = evidence("source_mixed", *series(1), *series(2, start=2016, source=""))
    assert unsourced == "série faite de plusieurs sources : service, et de valeurs sans source"
    assert evidence("source_mixed", *series(1), *series(None, start=2016, source="other")) is None
    assert evidence("source_mixed", *series(1, 2)) is None


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (100.0, 110.0, None),
        (100.0, 111.0, "2015 : revue de 11 %"),
        (100.0, 89.0, "2015 : revue de 11 %"),
        (1.0, 40.0, "2015 : revue de 3\u202f900 %"),
        (-100.0, -150.0, "2015 : revue de 50 %"),
        (100.0, 0.0, "2015 : revue de 100 %"),
        (0.0, 5.0, "2015 : zéro avant d’être revue"),
        (0.0, 0.0, None),
        (None, 5.0, None),
    ],
)
def test_a_revision_of_more_than_a_tenth_is_told(before: float | None, after: float, said: str | None):
    assert evidence("revised", *series(after, before=before)) == said


def test_the_first_revision_is_told_alone():
    twice = [*series(100, before=50.0), *series(100, start=2016, before=20.0)]
    assert evidence("revised", *twice) == "2015 : revue de 100 %"


def test_floors_are_listed_by_year():
    floors = series(1, 2, state=ValueState.LOWER_BOUND)
    assert evidence("lower_bounds", *floors) == "totaux incomplets : 2015, 2016"
    assert evidence("lower_bounds", *series(1, 2)) is None


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((0, 100), None),
        ((-0.1, 100), "hors des bornes de la définition : 2015"),
        ((0, 100.1), "hors des bornes de la définition : 2016"),
        ((-1, 101), "hors des bornes de la définition : 2015, 2016"),
    ],
)
def test_bounds_are_within_bounds(numbers: tuple[float, ...], said: str | None):
    assert evidence("out_of_bounds", *series(*numbers), definition=definition(low=0.0, high=100.0)) == said


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [
        ((5, -5, 6, 7), True),
        ((5, -5, 6), False),  # too few around it
        ((-5, 5, 6, 7), False),  # the first may begin below
        ((5, 6, 7, -5), False),
        ((5, -5, -6, 7), False),
        ((5, 0, 6, 7), False),
    ],
)
def test_the_only_negative_value_inside_a_series_is_told(numbers: tuple[float, ...], *, is_told: bool):
    assert evidence("out_of_bounds", *series(*numbers)) == ("seule valeur négative : 2016" if is_told else None)


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((1, 100), "100 fois plus en 2016 qu’en 2015"),
        ((1, 99), None),
        ((100, 1), "100 fois moins en 2016 qu’en 2015"),
        ((0, 500), None),
        ((1, 0, 100), "100 fois plus en 2017 qu’en 2015"),
        ((10, 81, 10), "8 fois plus en 2016 qu’en 2015"),
        ((10, 80, 10), "8 fois plus en 2016 qu’en 2015"),
        ((10, 79, 10), None),
        ((10, 100, 21), None),  # those around are not alike
        ((10, 100, 20), "10 fois plus en 2016 qu’en 2015"),
        ((10, 11, 12, 97), "8 fois plus en 2018 qu’en 2017"),  # the last has two before it, alike
    ],
)
def test_a_value_far_from_its_neighbours_is_told(numbers: tuple[float, ...], said: str | None):
    assert evidence("jump", *series(*numbers)) == said


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [
        ((10, 10, 100, 100), True),
        ((10, 10, 108, 108), True),  # 8 % from ten
        ((10, 10, 127, 127), False),  # between the factors of a digit and of tep
        ((10, 10, 116, 116), True),  # 11.63: MWh for tep
        ((10, 10, 50, 50), False),
        ((10, 13, 130, 130), False),  # those before move
        ((10, 10, 100, 130), False),  # those after move
        ((10, 10, 100), True),  # apart from two alike
    ],
)
def test_a_series_that_goes_on_in_another_unit_is_told(numbers: tuple[float, ...], *, is_told: bool):
    assert (evidence("jump", *series(*numbers)) is not None) is is_told


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [
        ((80, 10, 10, 10), True),
        ((79, 10, 10, 10), False),
        ((80, 10, 10), False),
        ((80, 10, 12, 16), False),
        ((10, 80, 80, 80), False),  # what begins may grow as much
    ],
)
def test_the_first_value_alone_is_of_another_unit_where_it_is_larger(numbers: tuple[float, ...], *, is_told: bool):
    assert (evidence("jump", *series(*numbers)) is not None) is is_told


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((800, 2016, 820), "en 2016, la valeur est l’année même"),
        ((2015, 800, 820), "en 2015, la valeur est l’année même"),
        ((800, 820, 2017), "en 2017, la valeur est l’année même"),
        ((1700, 2016, 5000), None),  # near the one before
        ((5000, 2016, 1700), None),
        ((2015,), None),
        ((800, 2000, 820), None),
    ],
)
def test_a_year_typed_in_place_of_its_value_is_told(numbers: tuple[float, ...], said: str | None):
    assert evidence("jump", *series(*numbers)) == said


def test_a_jump_is_told_once_and_in_both_languages():
    found = find_lasting(followed(*series(1, 500, 1, 900)))
    assert [text.en for code, text in found if code == "jump"] == ["500 times more in 2016 than in 2015"]


@pytest.mark.parametrize(
    ("numbers", "year"),
    [
        ((10, 0, 10), 2016),
        ((9, 0, 10), None),  # so small a count may be nil
        ((10, 0, 9), None),
        ((10, 0, 20), 2016),
        ((10, 0, 21), None),  # not alike: it may have closed
        ((500, 0, 0, 505), 2016),
        ((0, 500, 510), None),
        ((500, 510, 505, 0), 2018),
        ((500, 510, 0), None),  # the last, with too few before it to say
        ((500, 510, 100, 0), None),
    ],
)
def test_a_zero_among_values_alike_is_told(numbers: tuple[float, ...], year: int | None):
    assert evidence("stray_zero", *series(*numbers)) == (f"zéro en {year}" if year else None)


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((2010, 2011, 2015), "rien entre 2011 et 2015"),
        ((2010, 2011, 2014), None),
        ((2010, 2012, 2016), "rien entre 2012 et 2016"),
        ((2010, 2013, 2017), None),  # it comes every three years or so
        ((2010, 2016), None),
        ((2010,), None),
        ((2000, 2005, 2006, 2016), "rien entre 2006 et 2016"),
    ],
)
def test_years_without_a_value_are_told_where_others_are_nearer(years: tuple[int, ...], said: str | None):
    values = [YearValue(year=year, value=5.0 + rank, source="service") for rank, year in enumerate(years)]
    assert evidence("gap", *values) == said


@pytest.mark.parametrize(
    ("changes", "today", "said"),
    [
        ({"last_year": 2024}, date(2026, 12, 31), None),
        ({"last_year": 2024}, date(2027, 1, 1), "dernière valeur : 2024, attendue tous les 12 mois"),
        ({"last_year": 2024, "months": 24}, date(2027, 12, 31), None),
        ({"last_year": 2024, "months": 24}, date(2028, 1, 1), "dernière valeur : 2024, attendue tous les 24 mois"),
        ({"last_year": 2026}, date(2026, 1, 1), None),
        ({"last_year": 2027}, date(2026, 12, 31), "dernière valeur : 2027"),
        ({"last_year": None, "created": date(2024, 1, 15)}, date(2026, 1, 31), None),
        (
            {"last_year": None, "created": date(2024, 1, 15)},
            date(2026, 2, 1),
            "aucune valeur connue depuis le 15 janvier 2024",
        ),
    ],
)
def test_a_value_has_a_year_after_its_period_to_come(changes: dict[str, object], today: date, said: str | None):
    findings = check_health([current(**changes)], today=today)
    assert [finding.evidence.fr.replace("\u00a0", " ") for finding in findings] == ([said] if said else [])


def test_nobody_named_is_told_before_somebody_gone():
    (finding,) = check_health([current(is_owned=False, is_owner_gone=True)], today=date(2026, 11, 26))
    assert (finding.code, finding.subject, finding.siren) == ("no_owner", "a", "999000016")


def key_indicators(count: int, **changes: object):
    return [current(f"k{rank}", is_key=True, **changes) for rank in range(count)]


def test_thirty_key_indicators_are_not_too_many_and_one_more_is():
    today = date(2026, 11, 26)
    assert check_health(key_indicators(MOST_KEY), today=today) == ()
    (finding,) = check_health(key_indicators(MOST_KEY + 1), today=today)
    assert (finding.code, finding.subject) == ("too_many_key", "999000016")
    apart = [*key_indicators(MOST_KEY, plan="un"), *key_indicators(MOST_KEY, plan="deux")]
    assert check_health(apart, today=today) == ()
    assert check_health([*key_indicators(MOST_KEY), *[current("more")] * 9], today=today) == ()


def test_five_indicators_for_an_action_are_not_too_many_and_one_more_is():
    today = date(2026, 11, 26)
    held = [current(f"a{rank}", action="Plan vélo") for rank in range(MOST_BY_ACTION + 1)]
    assert check_health(held[1:], today=today) == ()
    (finding,) = check_health(held, today=today)
    assert (finding.code, finding.evidence.fr) == ("too_many_for_action", "6 indicateurs pour « Plan vélo »")
    named_otherwise = [*held[1:], current("other", action="Plan bus")]
    assert check_health(named_otherwise, today=today) == ()
    assert check_health([current(f"n{rank}", action="") for rank in range(9)], today=today) == ()


def test_what_is_of_several_comes_before_what_is_of_each():
    late = [current(f"a{rank}", action="Plan vélo", last_year=2001) for rank in range(MOST_BY_ACTION + 1)]
    findings = check_health(late, today=date(2026, 11, 26))
    assert [finding.code for finding in findings] == ["too_many_for_action", *["stale"] * len(late)]
