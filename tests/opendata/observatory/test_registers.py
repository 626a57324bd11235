"""Registers of the observatory: who may add, decide, give; rows never edited; decisions beside their alerts."""

from itertools import count

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import RuleError, UnknownError
from autan.ground.wordings import Text
from autan.opendata.data_quality.core.alerts import AlertState, DecisionKind, QualityAlert
from autan.opendata.observatory.models import AlertDecision, ChosenSource, OwnValue
from autan.opendata.observatory.queries.own_values import (
    JOURNAL_KIND,
    as_record,
    choices_of,
    current_holdings,
    find_own_value,
    own_values_of,
    own_values_version,
)
from autan.opendata.observatory.queries.reviewed_alerts import (
    find_reviewed_alert,
    followed_sirens,
    led_sirens,
    review_alerts,
)
from autan.people.accounts.models import Person
from autan.people.individuals.models import SYSTEM_NAME
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast, gather_cast, gather_neighbour, make_network
from tests.kept_rows import written_again

MEASURE = "electricity_residential"
EVERYBODY = ("coordinator", "officer", "contributor", "reader", "outsider")


@written_again
def make_people() -> Cast:
    network = make_network()
    return gather_cast(network=network, member=Territory.objects.get(siren=HERE))


@written_again
def make_neighbour() -> Person:
    return gather_neighbour(create_network(by=None, slug="voisin", name=Text("Voisin", "Neighbour")))


@pytest.fixture
def people(db: None) -> Cast:
    return make_people()


@pytest.fixture
def here(people: Cast) -> Territory:
    return Territory.objects.get(siren=HERE)


@pytest.fixture
def neighbour(people: Cast) -> Person:
    return make_neighbour()


def allowed(people: Cast, right: str, thing: object) -> set[str]:
    return {who for who in EVERYBODY if getattr(people, who).has_perm(right, thing)}


def test_an_alert_on_a_territory_is_decided_by_the_coordination_and_explained_by_who_leads(people, here, neighbour):
    assert allowed(people, "observatory.decide_alert", here) == {"coordinator"}
    assert allowed(people, "observatory.explain_alert", here) == {"coordinator", "officer"}
    assert allowed(people, "observatory.record_own_value", here) == {"coordinator", "officer"}
    assert not any(neighbour.has_perm(f"observatory.{act}", here) for act in ("decide_alert", "explain_alert"))
    there = Territory.objects.get(siren=THERE)
    assert allowed(people, "observatory.explain_alert", there) == {"coordinator"}


def test_an_alert_on_a_whole_table_is_decided_by_any_coordination(people, neighbour):
    assert allowed(people, "observatory.decide_alert", None) == {"coordinator"}
    assert neighbour.has_perm("observatory.decide_alert", None)


def test_data_are_added_by_the_coordination_of_the_only_real_network(people, neighbour):
    assert allowed(people, "observatory.add_data", None) == set()
    assert neighbour.has_perm("observatory.add_data")
    Network.objects.update(is_invented=False)
    assert not neighbour.has_perm("observatory.add_data")
    Network.objects.update(is_invented=True)
    assert not neighbour.has_perm("observatory.add_data")


def test_mappings_are_kept_by_those_who_coordinate_their_network(people, neighbour):
    network = Network.objects.get(slug="essai")
    assert allowed(people, "observatory.keep_mappings", network) == {"coordinator"}
    assert not neighbour.has_perm("observatory.keep_mappings", network)


_ACTS = count(1)


def given(territory: Territory, value: float = 5.0, *, date: str = "2024", by: Person | None = None) -> OwnValue:
    """A value as its action writes it, with its line of the journal."""
    row = OwnValue.objects.create(
        territory=territory,
        measure=MEASURE,
        date=date,
        value=value,
        unit="MWh",
        given_value=value,
        given_unit="MWh",
        document="bilan",
        reason="compteurs",
        by=by,
    )
    told()
    return row


def told() -> None:
    with acting(by=None, act="record_own_value") as act:
        act.record(ObjectRef("observatory", JOURNAL_KIND, str(next(_ACTS))), summary="Essai")


def chosen(territory: Territory, own: OwnValue | None, *, by: Person | None = None) -> ChosenSource:
    row = ChosenSource.objects.create(
        territory=territory, measure=MEASURE, date="2024", own_value=own, reason="mieux", by=by
    )
    told()
    return row


def test_a_row_of_a_register_is_never_written_again(here):
    row = given(here)
    row.value = 7.0
    with pytest.raises(RuleError, match="ne se modifie pas"):
        row.save()
    assert OwnValue.objects.get().value == 5


def test_the_last_value_of_a_date_is_held_and_each_date_has_its_own(here, people):
    assert current_holdings() == {}
    given(here, 5.0)
    given(here, 6.0, by=people.officer)
    given(here, 9.0, date="2022")
    held = {value.record.date: value for value in current_holdings()[HERE]}
    assert {date: value.record.value for date, value in held.items()} == {"2024": 6, "2022": 9}
    assert not any(value.is_chosen for value in held.values())
    assert held["2024"].record.by == people.officer.name
    assert held["2022"].record.by == SYSTEM_NAME
    assert THERE not in current_holdings()


def test_a_choice_says_which_value_is_used_even_after_another_is_given(here, people):
    first = given(here, 5.0)
    chosen(here, first, by=people.officer)
    given(here, 8.0)
    (value,) = current_holdings()[HERE]
    assert (value.is_chosen, value.record.value, value.choice_reason, value.chosen_by) == (
        True,
        5,
        "mieux",
        people.officer.name,
    )


def test_choosing_the_provider_again_keeps_the_last_value_beside(here):
    chosen(here, given(here, 5.0))
    given(here, 8.0)
    chosen(here, None)
    (value,) = current_holdings()[HERE]
    assert (value.is_chosen, value.record.value, value.chosen_by) == (False, 8, SYSTEM_NAME)


def test_what_is_held_costs_one_query_until_an_act_tells_of_another_value(here, django_assert_num_queries):
    given(here)
    version = own_values_version()
    current_holdings()
    with django_assert_num_queries(1):
        assert current_holdings()[HERE][0].record.value == 5
    given(here, 6.0)
    assert own_values_version() != version
    assert current_holdings()[HERE][0].record.value == 6


def test_values_and_choices_of_a_measure_come_the_last_first(here, django_assert_num_queries):
    first, second = given(here, 5.0), given(here, 6.0)
    choice = chosen(here, first)
    with django_assert_num_queries(1):
        assert own_values_of(HERE, MEASURE) == [second, first]
    assert choices_of(HERE, MEASURE) == [choice]
    assert own_values_of(THERE, MEASURE) == own_values_of(HERE, "gas_residential") == choices_of(THERE, MEASURE) == []


def test_a_value_is_found_by_its_key(here):
    row = given(here)
    assert find_own_value(str(row.pk)) == row
    assert find_own_value(str(row.pk + 1)) is None
    for key in ("", "x", "1.5", "-1"):
        assert find_own_value(key) is None
    record = as_record(row)
    assert (record.key, record.siren, record.measure, record.state) == (
        str(row.pk),
        HERE,
        MEASURE,
        ValueState.OBSERVED,
    )
    assert (record.reason, record.document, record.given_unit) == ("compteurs", "bilan", "MWh")


def an_alert(value: str = "12", **changes) -> QualityAlert:
    fields = {"rule": "essai", "source": "ore-communes", "place": HERE, "measure": MEASURE, "year": "2024"}
    return QualityAlert(**{**fields, "value": Text(value, value), "expected": Text("moins", "less"), **changes})


def decide(alert: QualityAlert, territory: Territory | None, kind: DecisionKind, found: str = "12", by=None) -> None:
    AlertDecision.objects.create(
        key=alert.key, territory=territory, kind=kind.value, found_fr=found, found_en=found, reason="vu", by=by
    )


def test_an_alert_stands_with_its_decisions_the_oldest_first(here, people):
    alert, other = an_alert(), an_alert(year="2023")
    decide(alert, here, DecisionKind.REOPENED, by=people.coordinator)
    decide(alert, here, DecisionKind.EXPLAINED)
    reviewed, untouched = review_alerts([alert, other])
    assert [decision.kind for decision in reviewed.decisions] == [DecisionKind.REOPENED, DecisionKind.EXPLAINED]
    assert [decision.by for decision in reviewed.decisions] == [people.coordinator.name, SYSTEM_NAME]
    assert reviewed.state is AlertState.EXPLAINED
    assert (untouched.alert, untouched.decisions, untouched.state) == (other, (), AlertState.OPEN)


def test_a_decision_of_another_value_is_of_an_earlier_one(here):
    decide(an_alert(), here, DecisionKind.EXPLAINED, found="11")
    assert review_alerts([an_alert()])[0].state is AlertState.EARLIER


def test_decisions_are_read_in_one_query_with_those_on_whole_tables(here, django_assert_num_queries):
    table = an_alert(place="")
    decide(table, None, DecisionKind.EXPLAINED)
    with django_assert_num_queries(1):
        reviewed = review_alerts([table, an_alert(), an_alert(year="2020")])
    assert [len(one.decisions) for one in reviewed] == [1, 0, 0]


def test_an_alert_that_no_rule_raises_is_not_found(people, lake_folder):
    with pytest.raises(UnknownError, match="aucune règle ne lève aujourd’hui l’alerte"):
        find_reviewed_alert(an_alert().key)


def test_who_leads_has_the_members_of_her_network_or_her_territory(people, neighbour):
    assert led_sirens(people.coordinator) == (HERE, THERE)
    assert led_sirens(people.officer) == (HERE,)
    for who in ("contributor", "reader", "outsider"):
        assert led_sirens(getattr(people, who)) == ()
    assert led_sirens(neighbour) == ()


def test_who_holds_a_mandate_follows_its_places_and_others_follow_every_network(people, neighbour):
    assert followed_sirens(people.contributor) == (HERE,)
    assert followed_sirens(people.reader) == (HERE, THERE)
    assert followed_sirens(people.outsider) == (HERE, THERE)
