"""Indicators followed: what a territory chooses, says, aims at and drops, and what is refused with its words."""

from datetime import date

import pytest

from autan.ground.errors import DomainError, NotAllowedError
from autan.ground.extension_points import DataSubject
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.personal_data.queries import subject_of_person
from autan.plans.indicators.actions.indicators import (
    IndicatorInput,
    OwnDefinitionInput,
    change_indicator,
    erase_owner,
    follow_indicator,
    follow_own_indicator,
    set_targets,
    stop_following,
)
from autan.plans.indicators.core.definitions import InvalidDefinitionError
from autan.plans.indicators.core.values import Reliability, TargetPoint
from autan.plans.indicators.models import Indicator, RecordedValue
from autan.plans.indicators.queries.indicators import definition_of, people_of
from autan.plans.plans.models import Plan
from autan.territories.networks.models import Territory
from tests.cast import HERE, Cast
from tests.plans.indicators.conftest import SINCE, follow, give
from tests.plans.indicators.making import made_own


def lines(act: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(act=act).order_by("pk"))


def own(by: Person | None, territory: Territory, **changes: object) -> Indicator:
    fields = made_own("Haies plantées", "km") | changes
    return follow_own_indicator(
        by=by, territory=territory, own=OwnDefinitionInput(**fields), since=SINCE,
        indicator_input=IndicatorInput(action="Haies", reads_measure=True),
    )  # fmt: skip


def test_an_indicator_begins_as_its_definition_asks(people: Cast, here: Territory):
    key = follow_indicator(by=people.officer, territory=here, code="ghg_total", since=date(2024, 5, 6))
    assert (key.code, key.is_key, key.months, key.followed_since) == ("ghg_total", True, 12, date(2024, 5, 6))
    assert (key.is_published, key.owner, key.plan, key.series, key.last_year) == (False, None, None, [], None)
    part = follow_indicator(by=people.officer, territory=here, code="ghg_residential", since=SINCE)
    assert not part.is_key
    assert [line.summary for line in lines("follow_indicator")] == [
        f"Indicateur suivi : {definition_of(one).label.fr}" for one in (key, part)
    ]
    assert {line.network for line in lines("follow_indicator")} == {"essai"}


def test_a_second_click_follows_nothing_more(people: Cast, here: Territory):
    first = follow_indicator(by=people.officer, territory=here, code="cycle_lanes", since=SINCE)
    later = date(2025, 1, 1)
    asked = IndicatorInput(months=6)
    second = follow_indicator(by=people.officer, territory=here, code="cycle_lanes", since=later, indicator_input=asked)
    assert (second.pk, second.months, second.followed_since) == (first.pk, first.months, SINCE)
    assert len(lines("follow_indicator")) == 1


def test_two_territories_follow_the_same_definition_apart(here: Territory, there: Territory):
    first, second = follow(here, "cycle_lanes"), follow(there, "cycle_lanes")
    assert first.slug != second.slug
    assert [one.slug for one in Indicator.objects.all()] == [first.slug, second.slug]


@pytest.mark.parametrize(("months", "is_right"), [(0, False), (1, True), (120, True), (121, False)])
def test_a_value_is_expected_every_one_to_120_months(here: Territory, months: int, *, is_right: bool):
    if is_right:
        assert follow(here, "cycle_lanes", months=months).months == months
        return
    with pytest.raises(DomainError, match="1 à 120 mois"):
        follow(here, "cycle_lanes", months=months)
    assert Indicator.objects.count() == 0


def test_the_plan_of_an_indicator_is_one_of_its_territory(here: Territory, there: Territory):
    plan = Plan.objects.create(slug="plan-la", title="PCAET de Là", kind="pcaet")
    plan.subjects.add(there)
    with pytest.raises(DomainError, match="pas du territoire"):
        follow(here, "cycle_lanes", plan=plan)
    assert follow(there, "cycle_lanes", plan=plan).plan == plan


def test_what_no_measure_gives_is_not_read_in_the_observatory(here: Territory):
    with pytest.raises(DomainError, match="aucune mesure"):
        follow(here, "cycle_lanes", reads_measure=True)
    assert follow(here, "ghg_total", reads_measure=True).reads_measure


def test_an_owner_with_an_account_comes_before_a_name(people: Cast, here: Territory):
    named = follow(here, "cycle_lanes", owner_name="  Service vélo ")
    assert (named.owner_name, named.owner.account if named.owner else None) == ("Service vélo", None)
    both = follow(here, "ghg_total", owner=people.officer, owner_name="Service")
    assert both.owner is not None
    assert (both.owner_name, both.owner.account) == (people.officer.name, people.officer)
    blank = follow(here, "population", owner_name="  ")
    assert blank.owner is None
    kept = follow(here, "household_waste", owner_name="Service vélo")
    assert kept.owner == named.owner


def test_a_change_tells_what_changed_and_no_name(people: Cast, here: Territory):
    made = follow(here, "cycle_lanes", action="Plan vélo")
    asked = IndicatorInput(
        owner=people.officer, months=24, action="Plan bus", why="décider", chain="plus de pistes",
        chain_confidence=Reliability.LOW, action_began=2021, preferred_source="service", is_published=True,
    )  # fmt: skip
    changed = change_indicator(by=people.officer, indicator=made, indicator_input=asked)
    kept = Indicator.objects.get(pk=changed.pk)
    assert (kept.months, kept.action, kept.why, kept.chain, kept.chain_confidence) == (
        24, "Plan bus", "décider", "plus de pistes", "low",
    )  # fmt: skip
    assert (kept.action_began, kept.preferred_source, kept.owner_name) == (2021, "service", people.officer.name)
    (line,) = lines("change_indicator")
    assert line.summary == "Suivi de l’indicateur changé"
    fields = {change.field: (change.before, change.after) for change in line.changes}
    assert fields["months"] == (12, 24)
    assert fields["action"] == ("Plan vélo", "Plan bus")
    assert "owner" not in fields
    assert "is_published" not in fields  # it was already


def test_an_owner_who_changes_alone_leaves_no_line(people: Cast, here: Territory):
    made = follow(here, "cycle_lanes", action="Plan vélo")
    asked = IndicatorInput(is_published=True, action="Plan vélo", owner=people.contributor)
    assert change_indicator(by=people.officer, indicator=made, indicator_input=asked).owner_name == "Contributor"
    assert lines("change_indicator") == []


@pytest.mark.parametrize("who", ["contributor", "reader", "outsider"])
def test_who_does_not_lead_the_territory_changes_nothing(people: Cast, here: Territory, who: str):
    made, by = follow(here, "cycle_lanes"), getattr(people, who)
    target = TargetPoint(series="plan", year=2030, value=1.0)
    for act in (
        lambda: change_indicator(by=by, indicator=made, indicator_input=IndicatorInput(months=6)),
        lambda: set_targets(by=by, indicator=made, targets=[target]),
        lambda: stop_following(by=by, indicator=made),
        lambda: own(by, here),
    ):
        with pytest.raises(NotAllowedError, match="choisissent ce qui est suivi"):
            act()
    kept = Indicator.objects.get()
    assert (kept.months, kept.targets) == (12, [])


def test_what_is_found_follows_what_is_changed(people: Cast, here: Territory):
    made = give(follow(here, "cycle_lanes"), 1.0, 2.0)
    assert [code for code, *_texts in made.found] == ["no_link"]
    asked = IndicatorInput(is_key=True, action="Plan vélo")
    changed = change_indicator(by=people.officer, indicator=made, indicator_input=asked)
    assert [code for code, *_texts in changed.found] == ["no_target"]
    set_targets(by=people.officer, indicator=changed, targets=[TargetPoint(series="plan", year=2030, value=9.0)])
    assert Indicator.objects.get().found == []


def test_values_that_are_read_in_the_observatory_are_not_judged(here: Territory):
    made = give(follow(here, "ghg_total"), 5.0, -5.0)
    assert [code for code, *_texts in made.found] == ["out_of_bounds"]
    read = change_indicator(by=None, indicator=made, indicator_input=IndicatorInput(reads_measure=True))
    assert read.found == []
    assert read.last_year == 2021


def test_targets_replace_those_that_stood_and_are_told(people: Cast, here: Territory):
    made = follow(here, "cycle_lanes")
    first, second = (TargetPoint(series="plan", year=year, value=9.0, source="délibération") for year in (2030, 2040))
    set_targets(by=people.officer, indicator=made, targets=[first])
    set_targets(by=people.officer, indicator=made, targets=[second])
    assert Indicator.objects.get().target_points == (second,)
    told = lines("set_targets")
    assert [line.summary for line in told] == ["Cibles changées"] * 2
    assert [change.field for change in told[1].changes] == ["cibles"]
    set_targets(by=people.officer, indicator=made, targets=[second])
    assert len(lines("set_targets")) == 2
    set_targets(by=people.officer, indicator=made, targets=[])
    assert Indicator.objects.get().target_points == ()


@pytest.mark.parametrize(
    ("target", "is_right"),
    [
        (TargetPoint(series="plan", year=2030, value=0.0), True),
        (TargetPoint(series="loi", year=None, value=1.0, is_limit=True), True),
        (TargetPoint(series="loi", year=2030, value=1.0, is_limit=True), True),
        (TargetPoint(series=" ", year=2030, value=1.0), False),
        (TargetPoint(series=" ", year=None, value=1.0, is_limit=True), False),
        (TargetPoint(series="plan", year=None, value=1.0), False),
    ],
)
def test_a_target_has_a_series_and_a_year_and_a_limit_a_series(here: Territory, target: TargetPoint, *, is_right: bool):
    made = follow(here, "cycle_lanes")
    if is_right:
        assert set_targets(by=None, indicator=made, targets=[target]).target_points == (target,)
        return
    with pytest.raises(DomainError, match="une série"):
        set_targets(by=None, indicator=made, targets=[target])
    assert Indicator.objects.get().targets == []


def test_what_is_dropped_is_kept_by_the_journal(people: Cast, here: Territory):
    made = give(follow(here, "cycle_lanes"), 1.0, 2.0)
    set_targets(by=None, indicator=made, targets=[TargetPoint(series="plan", year=2030, value=9.0)])
    stop_following(by=people.officer, indicator=made)
    assert (Indicator.objects.count(), RecordedValue.objects.count()) == (0, 0)
    (line,) = lines("stop_following")
    assert line.summary.startswith("Indicateur abandonné : ")
    assert [row[:2] for row in line.details["series"]] == [[2020, 1.0], [2021, 2.0]]
    assert line.details["targets"][0]["value"] == 9.0
    assert line.object_id == f"{HERE}-cycle_lanes"


def test_an_indicator_of_its_own_is_kept_with_its_definition(people: Cast, here: Territory):
    made = own(people.officer, here, low=0.0, high=50.0)
    assert (made.code, made.slug, made.reads_measure) == ("own_1", f"{HERE}-own_1", False)
    definition = definition_of(Indicator.objects.get())
    assert (definition.label.fr, definition.unit, definition.since) == ("Haies plantées", "km", SINCE)
    assert (definition.low, definition.high, definition.is_within(51)) == (0.0, 50.0, False)


def test_a_code_of_its_own_is_never_given_twice(here: Territory, there: Territory):
    first, second = own(None, here), own(None, here)
    assert [first.code, second.code] == ["own_1", "own_2"]
    stop_following(by=None, indicator=first)
    assert [own(None, here).code, own(None, here).code] == ["own_3", "own_4"]
    assert own(None, there).code == "own_1"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"label": "  "}, "un indicateur a un nom"),
        ({"low": 3.0, "high": 2.0}, "borne"),
        ({"unit": "pct"}, "ne s’additionnent pas"),
        ({"formula": "cycle_lanes +"}, "formule|nom|attendu"),
        ({"formula": "ghg_total"}, "le résultat est en"),
    ],
)
def test_a_definition_of_its_own_that_does_not_hold_is_refused(here: Territory, changes: dict[str, object], said: str):
    with pytest.raises(DomainError, match=said) as refused:
        own(None, here, **changes)
    assert isinstance(refused.value, InvalidDefinitionError) is ("label" not in changes)
    assert Indicator.objects.count() == 0


def test_what_one_owned_is_left_to_nobody_and_that_of_others_is_kept(people: Cast, here: Territory):
    follow(here, "cycle_lanes", owner=people.officer)
    follow(here, "ghg_total", owner=people.contributor)
    follow(here, "population", owner_name="Service")
    assert erase_owner(subject_of_person(people.officer)) == 1
    owners = {one.code: one.owner_name for one in Indicator.objects.all()}
    assert owners == {"cycle_lanes": "", "ghg_total": "Contributor", "population": "Service"}
    assert erase_owner(DataSubject(email="x@exemple.fr", names=("Service",))) == 1
    assert Indicator.objects.get(code="population").owner is None


def test_who_may_own_is_who_holds_a_role_here_by_name(people: Cast, here: Territory, there: Territory):
    assert people_of(here) == [(people.contributor.pk, "Contributor"), (people.officer.pk, people.officer.name)]
    assert people_of(there) == []
