"""How one condition of a rule is read at its bounds: population, kind, existence, municipality, competence, and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.wordings import Text
from autan.plans.estate.core.assets import Inventory
from autan.plans.obligations.core.competences import (
    AuthorityRecord,
    Duty,
    Holding,
    KnownPopulation,
    PerimeterMatch,
)
from autan.plans.obligations.core.reading import DutyReader, nearest_population, read_duty, rule_on, surest_of
from autan.plans.obligations.core.rules import Branch, ObligationRule, RuleCondition
from autan.plans.obligations.importers.rules import find_obligation, rule_conditions

BOUND, LIKELY, UNLIKELY, NOT_BOUND, NOT_KNOWN, NOT_IN_FORCE = Duty
SAME, NARROWER, WIDER, UNKNOWN = PerimeterMatch
EPCI = frozenset({"CC", "CA", "CU", "METRO", "MET69"})
TODAY = date(2026, 11, 30)


def rule(code: str) -> ObligationRule:
    known = find_obligation(code)
    assert known is not None
    return known


def record(siren: str = "200000001", **known: object) -> AuthorityRecord:
    return AuthorityRecord(**{"siren": siren, "kinds": {2020: "CC", 2026: "CC"}, **known})  # type: ignore[arg-type]


def read(
    branch: Branch, on: date, known: AuthorityRecord, conditions: Mapping[str, RuleCondition] | None = None
) -> tuple[Duty, str]:
    duty, reason = DutyReader(known, on, conditions or {}).read_branch(branch, "municipal")
    return duty, reason.fr


FIRST_DAYS = (date(2021, 1, 2), date(2022, 1, 1))
LAST_DAYS = (date(2019, 1, 2), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("known", "existed"),
    [
        ({}, {date(1950, 1, 1): True}),
        ({"registered_by": (date.min, date(2019, 1, 1))}, {date(2012, 1, 1): True, date(2026, 1, 1): True}),
        (
            {"registered_by": FIRST_DAYS},
            {
                date(2012, 1, 1): False,
                date(2021, 1, 1): False,
                date(2021, 1, 2): None,
                date(2021, 12, 31): None,
                date(2022, 1, 1): True,
            },
        ),
        # A number of before 2010 may have been given back: what is before the register is left open.
        (
            {"siren": "242320000", "registered_by": FIRST_DAYS},
            {date(2018, 12, 31): True, date(2019, 1, 1): False, date(2021, 1, 1): False},
        ),
        (
            {"removed_by": LAST_DAYS},
            {
                date(2019, 1, 1): True,
                date(2019, 1, 2): None,
                date(2019, 12, 31): None,
                date(2020, 1, 1): False,
                date(2026, 1, 1): False,
            },
        ),
        (
            {"registered_by": (date.min, date(2019, 1, 1)), "removed_by": LAST_DAYS},
            {date(2018, 1, 1): True, date(2026, 1, 1): False},
        ),
    ],
)
def test_an_authority_exists_between_its_years_in_the_register(known, existed):
    authority = record(**known)
    assert {day: authority.existed_on(day) for day in existed} == existed


def test_the_day_of_a_creation_is_as_narrow_as_sources_tell():
    day, since = date(2017, 1, 1), date(2003, 1, 1)
    assert (record().first_day, record().creation) == (None, None)
    assert (record(created_on=day).first_day, record(created_on=day).creation) == (day, (day, day))
    assert (record(existed_since=since).first_day, record(existed_since=since).creation) == (since, (date.min, since))
    both = record(existed_since=since, created_on=day, registered_by=FIRST_DAYS)
    assert (both.first_day, both.creation) == (since, (day, day))
    assert (record(registered_by=FIRST_DAYS).first_day, record(registered_by=FIRST_DAYS).creation) == (None, FIRST_DAYS)


def people(inhabitants: int, year: int, **known: object) -> KnownPopulation:
    return KnownPopulation(inhabitants=inhabitants, year=year, **known)  # type: ignore[arg-type]


def test_a_population_stands_for_its_year_and_the_next_or_between_two_that_were_compared():
    registered = people(1, 2022, is_of_register=True)
    assert [registered.perimeter_in(year) for year in (2021, 2022, 2023, 2024)] == [UNKNOWN, SAME, SAME, UNKNOWN]
    assert [registered.is_close_to(year) for year in (2021, 2022, 2030)] == [False, True, True]
    stated = people(1, 2022, perimeter=WIDER, compared_with=2018)
    assert [stated.perimeter_in(year) for year in (2016, 2017, 2022, 2023)] == [UNKNOWN, WIDER, WIDER, UNKNOWN]
    assert [stated.is_close_to(year) for year in (2020, 2021, 2022)] == [False, True, True]
    earlier = people(1, 2014, perimeter=NARROWER, compared_with=2018)
    assert [earlier.perimeter_in(year) for year in (2013, 2014, 2019, 2020)] == [UNKNOWN, NARROWER, NARROWER, UNKNOWN]


def test_a_population_of_a_perimeter_that_was_compared_comes_before_a_nearer_one_of_none():
    wider, none = people(1, 2018, perimeter=WIDER, compared_with=2018), people(2, 2017)
    assert nearest_population((none, wider), 2017) is wider
    same = people(3, 2020, perimeter=SAME, compared_with=2016)
    assert nearest_population((none, wider, same), 2017) is same
    assert nearest_population((people(4, 2019), none), 2018) is none  # the earlier of two as near


@pytest.mark.parametrize(
    ("kinds", "year", "expected"),
    [
        ({2016: "CA", 2020: "CC"}, 2014, (LIKELY, "kind")),
        ({2016: "CA", 2020: "CC"}, 2015, (BOUND, "")),
        ({2016: "CA", 2020: "CC"}, 2016, (BOUND, "")),
        ({2016: "CA", 2020: "CC"}, 2017, (BOUND, "")),
        ({2016: "CA", 2020: "CC"}, 2018, (LIKELY, "kind")),  # the earlier of two as near
        ({2016: "CC", 2020: "CA"}, 2018, (UNLIKELY, "kind")),
        ({2016: "CA", 2020: "CC"}, 2019, (NOT_BOUND, "other")),
        ({2016: "CA", 2024: "CA"}, 2020, (BOUND, "")),  # the same before and after
        ({2016: "CA", 2020: "CC"}, 2026, (NOT_BOUND, "other")),  # the last that is known stays
        ({}, 2020, (NOT_KNOWN, "kind")),
        ({2024: "MET69"}, 2012, (NOT_BOUND, "other")),  # the kind of any year
        ({2024: "EPT"}, 2024, (NOT_KNOWN, "body")),
    ],
)
def test_the_kind_of_an_authority_is_that_of_the_nearest_year(kinds, year: int, expected):
    reasons = {
        "": "",
        "kind": "sa forme juridique à cette date n’est pas connue ici",
        "other": "le texte ne vise pas cette sorte de collectivité",
        "body": "établissement public territorial : les textes lus ici ne le nomment pas",
    }
    duty, reason = expected
    assert read(Branch(kinds=frozenset({"CA"})), date(year, 6, 1), record(kinds=kinds)) == (duty, reasons[reason])


def test_a_kind_that_is_not_known_decides_nothing_where_all_kinds_have_the_same_answer():
    for kinds in ({}, {2024: "CC"}):
        assert read(Branch(kinds=EPCI), date(2012, 6, 1), record(kinds=kinds)) == (BOUND, "")
    named = Branch(kinds=frozenset({"EPT"}))
    assert read(named, TODAY, record(kinds={2024: "EPT"})) == (BOUND, "")


def test_a_disputed_threshold_under_a_kind_not_known_leaves_all_unknown():
    town = record(kinds={2024: "CA"}, populations=(people(30_000, 2012, perimeter=SAME, compared_with=2012),))
    assert read_duty(rule("beges"), town, date(2012, 12, 31)).duty is NOT_KNOWN
    sure = replace(town, kinds={2012: "CA"})
    reading = read_duty(rule("beges"), sure, date(2012, 12, 31))
    assert (reading.duty, reading.disputed_above) == (LIKELY, 50_000)


@pytest.mark.parametrize(
    ("largest", "year", "duty", "reason"),
    [
        ({}, 2024, NOT_KNOWN, "populations des communes non connues"),
        ({2024: 10_001}, 2024, BOUND, ""),
        ({2024: 10_001}, 2025, BOUND, ""),
        ({2024: 10_001}, 2023, BOUND, ""),
        ({2024: 10_001}, 2026, LIKELY, "la population connue est plus récente que la règle"),
        ({2024: 10_000}, 2024, UNLIKELY, "la plus grande commune est juste sous le seuil en population municipale"),
        ({2024: 9_524}, 2024, UNLIKELY, "la plus grande commune est juste sous le seuil en population municipale"),
        ({2024: 9_523}, 2024, NOT_BOUND, "aucune commune membre ne passe le seuil"),
        ({2024: 9_523}, 2026, UNLIKELY, "aucune commune membre ne passe le seuil"),
        ({2022: 10_001, 2024: 5_000}, 2023, BOUND, ""),  # the earlier of two as near
        ({2022: 10_001, 2025: 5_000}, 2024, NOT_BOUND, "aucune commune membre ne passe le seuil"),
    ],
)
def test_the_largest_municipality_is_read_at_its_threshold(largest, year: int, duty: Duty, reason: str):
    branch = Branch(kinds=EPCI, commune_above=10_000)
    assert read(branch, date(year, 6, 1), record(largest_communes=largest)) == (duty, reason)


@pytest.mark.parametrize(
    ("known", "duty", "reason"),
    [
        ({"created_on": date(2015, 1, 2)}, NOT_BOUND, "créée après la date à laquelle la règle veut qu’elle existe"),
        ({"created_on": date(2015, 1, 1)}, BOUND, ""),
        ({"existed_since": date(2015, 1, 1)}, BOUND, ""),
        ({"existed_since": date(2015, 1, 2)}, LIKELY, "aucune source ici ne dit depuis quand elle existe"),
        ({"registered_by": FIRST_DAYS}, UNLIKELY, "créée après la date à laquelle la règle veut qu’elle existe"),
        ({}, LIKELY, "aucune source ici ne dit depuis quand elle existe"),
    ],
)
def test_an_authority_must_have_existed_on_the_day_of_the_rule(known, duty: Duty, reason: str):
    assert read(Branch(kinds=EPCI, existing_on=date(2015, 1, 1)), TODAY, record(**known)) == (duty, reason)


@pytest.mark.parametrize(
    ("holdings", "year", "duty", "reason"),
    [
        ({"plh": Holding.HELD}, 2020, BOUND, ""),
        ({"plh": Holding.HELD}, 2019, LIKELY, "compétence connue pour une date plus récente seulement"),
        ({"plh": Holding.NOT_HELD}, 2020, NOT_BOUND, "compétence non exercée"),
        ({"plh": Holding.NOT_HELD}, 2019, UNLIKELY, "compétence connue pour une date plus récente seulement"),
        ({"plh": Holding.NOT_DECLARED}, 2019, NOT_KNOWN, "compétence non déclarée dans la base nationale"),
        ({"plui": Holding.HELD}, 2026, NOT_KNOWN, "compétence non déclarée dans la base nationale"),
    ],
)
def test_a_competence_is_known_for_the_years_of_its_base(holdings, year: int, duty: Duty, reason: str):
    branch = Branch(kinds=EPCI, competence="plh")
    assert read(branch, date(year, 6, 1), record(holdings=holdings)) == (duty, reason)


def test_a_condition_is_what_is_known_of_it_else_what_the_rule_leaves():
    branch, words = Branch(kinds=EPCI, condition="staff"), Text("on l’ignore", "unknown")
    asked = {"staff": RuleCondition(code="staff", unknown=words, leaves="likely_not_bound")}
    assert read(branch, TODAY, record(conditions={"staff": True}), asked) == (BOUND, "")
    assert read(branch, TODAY, record(conditions={"staff": False}), asked) == (NOT_BOUND, "")
    assert read(branch, TODAY, record(), asked) == (UNLIKELY, "on l’ignore")
    assert read(branch, TODAY, record(), {}) == (NOT_KNOWN, "")
    conditions = rule_conditions()
    assert {code: conditions[code].leaves for code in ("decree", "staff", "accounting")} == {
        "decree": "likely_bound",
        "staff": "likely_not_bound",
        "accounting": "not_known",
    }
    assert "250 personnes" in conditions["staff"].unknown.fr


def test_all_that_one_way_asks_must_hold_and_the_surest_of_several_ways_stands():
    branch = Branch(kinds=EPCI, commune_above=10_000, competence="plh")
    large, held = {"largest_communes": {2026: 20_000}}, {"holdings": {"plh": Holding.HELD}}
    assert read(branch, TODAY, record(**large, **held))[0] is BOUND
    assert read(branch, TODAY, record(**large))[0] is NOT_KNOWN
    assert read(branch, TODAY, record(largest_communes={2026: 20}, **held))[0] is NOT_BOUND
    # The first of two answers as unsure gives the reason.
    assert read(branch, TODAY, record())[1] == "populations des communes non connues"
    assert read_duty(rule("plh"), record(kinds={2026: "CA"}), TODAY).duty is BOUND
    assert read_duty(rule("plh"), record(kinds={2026: "CC"}), TODAY).duty is NOT_KNOWN


def test_a_population_that_never_was_above_did_not_fall_below():
    def duty(*populations: KnownPopulation) -> tuple[Duty, str]:
        return read(Branch(kinds=EPCI, above=20_000), date(2024, 6, 1), record(populations=populations))

    register = {"is_of_register": True}
    now = people(12_000, 2024, **register)
    assert duty(people(11_000, 2019, **register), now) == (NOT_BOUND, "")
    fell = (UNLIKELY, "repassée sous le seuil\u00a0: aucun texte lu ici ne dit ce qui vaut alors")
    assert duty(people(20_001, 2019, **register), now) == fell
    assert duty(people(20_000, 2019, **register), now) == (NOT_BOUND, "")
    assert duty(now, people(21_000, 2025, **register)) == (NOT_BOUND, "")  # a later one


def test_a_rule_is_read_for_its_own_day_where_it_is_read_when_due():
    on = rule_on(rule("pcet_2012"), date(2014, 1, 1))
    assert (on.on, on.is_in_force, on.asks_existence) == (date(2012, 12, 31), True, False)
    on = rule_on(rule("beges"), date(2014, 1, 1))
    assert on.on == date(2014, 1, 1)
    assert rule_on(rule("pcaet_2016"), TODAY).asks_existence
    assert [rule_on(rule("eed_1_9"), date(year, 6, 1)).branches[0].above for year in (2026, 2027, 2030)] == [
        49_999,
        4_999,
        None,
    ]
    assert [rule_on(rule("pcaet_depot"), date(2015, 8, day)).is_in_force for day in (18, 19)] == [False, True]
    # A rule without a way of being bound is in force all the same.
    assert rule_on(rule("zfe"), TODAY).is_in_force


def test_an_answer_shows_only_what_it_rests_on():
    refs = (EvidenceRef(kind="fact", key="W075"),)
    known = record(
        populations=(people(60_000, 2024, is_of_register=True),), existed_since=date(2003, 1, 1), existence=refs
    )
    counted = read_duty(rule("pcaet_2018"), known, date(2024, 6, 1))
    assert (counted.duty, counted.population, counted.perimeter) == (BOUND, known.populations[0], SAME)
    assert (counted.existed_since, counted.existence) == (None, ())
    asked = read_duty(rule("pcaet_2016"), known, date(2024, 6, 1))
    assert (asked.existed_since, asked.existence) == (date(2003, 1, 1), refs)
    uncounted = read_duty(rule("zaenr_epci"), known, date(2024, 6, 1))
    assert (uncounted.duty, uncounted.population, uncounted.perimeter) == (BOUND, None, UNKNOWN)


def test_what_does_not_exist_is_no_surer_bound_whatever_the_rule():
    def duties(known: AuthorityRecord, day: date) -> list[Duty]:
        return [read_duty(rule(code), known, day).duty for code in ("zaenr_epci", "eet_declaration", "zaenr_commune")]

    ended = record(removed_by=(date(2024, 1, 2), date(2025, 1, 1)))
    assert duties(ended, date(2024, 1, 1)) == [BOUND, NOT_KNOWN, NOT_BOUND]
    assert duties(ended, date(2024, 6, 1)) == [NOT_KNOWN, NOT_KNOWN, NOT_BOUND]
    assert duties(ended, date(2025, 1, 1)) == [UNLIKELY, UNLIKELY, NOT_BOUND]
    assert "absente du registre" in read_duty(rule("zaenr_epci"), ended, date(2025, 1, 1)).reason.fr
    assert "dans l’année" in read_duty(rule("zaenr_epci"), ended, date(2024, 6, 1)).reason.fr


def test_a_rule_of_goods_is_read_from_the_inventory_alone():
    known = record(inventory=Inventory(siren="200000001", is_complete=True))
    reading = read_duty(rule("bacs_290"), known, TODAY)
    assert (reading.duty, reading.reason.fr) == (NOT_BOUND, "inventaire déclaré complet, aucun bien visé")


@pytest.mark.parametrize(
    ("duties", "together"),
    [
        ([], NOT_IN_FORCE),
        ([NOT_IN_FORCE], NOT_IN_FORCE),
        ([NOT_IN_FORCE, NOT_BOUND], NOT_BOUND),
        ([NOT_BOUND, UNLIKELY], UNLIKELY),
        ([UNLIKELY, NOT_KNOWN, NOT_BOUND], NOT_KNOWN),
        ([NOT_KNOWN, LIKELY], LIKELY),
        ([LIKELY, BOUND, NOT_KNOWN], BOUND),
    ],
)
def test_several_rules_together_bind_as_the_surest_of_them(duties, together: Duty):
    assert surest_of(duties) is together
