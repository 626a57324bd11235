"""Values recorded: what is written, what stands beside, the line of the journal, what is refused and by whom."""

from datetime import date

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.ground.errors import DomainError, NotAllowedError
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.plans.indicators.actions.values import GivenYearValue, record_values, review_finding
from autan.plans.indicators.core.findings import HealthFinding
from autan.plans.indicators.core.values import Reliability, YearValue, chosen_values
from autan.plans.indicators.models import FindingReview, Indicator, RecordedValue
from autan.plans.indicators.queries.indicators import health_of, history_of_values, reviewed, reviews_of
from autan.territories.networks.models import Territory
from tests.cast import HERE, Cast
from tests.plans.indicators.conftest import follow, give


@pytest.fixture
def lanes(here: Territory) -> Indicator:
    return follow(here, "cycle_lanes", action="Plan vélo")


def again(indicator: Indicator) -> Indicator:
    return Indicator.objects.select_related("territory").get(pk=indicator.pk)


def record(by: Person | None, indicator: Indicator, *values: YearValue) -> int:
    year_values = [GivenYearValue(indicator=again(indicator), value=value) for value in values]
    return record_values(by=by, territory=indicator.territory, year_values=year_values)


def last_line() -> JournalEntry:
    return JournalEntry.objects.order_by("-pk")[0]


def test_a_value_is_written_with_all_that_is_said_of_it(people: Cast, lanes: Indicator):
    value = YearValue(
        year=2024, on="2024-06", value=12.5, state=ValueState.ESTIMATED, source="service", method="relevé",
        reliability=Reliability.HIGH, comment="provisoire",
    )  # fmt: skip
    assert record(people.contributor, lanes, value) == 1
    row = RecordedValue.objects.get()
    assert (row.year, row.on, row.value, row.state, row.source) == (2024, "2024-06", 12.5, "estimated", "service")
    assert (row.method, row.reliability, row.comment, row.is_current) == ("relevé", "high", "provisoire", True)
    assert row.given_by_name == people.contributor.name
    assert again(lanes).values == (value,)


@pytest.mark.parametrize("who", ["coordinator", "officer", "contributor"])
def test_who_acts_for_the_territory_gives_its_values(people: Cast, lanes: Indicator, who: str):
    assert record(getattr(people, who), lanes, YearValue(year=2024, value=1.0)) == 1


@pytest.mark.parametrize("who", ["reader", "outsider"])
def test_nobody_else_does_and_nothing_is_written(people: Cast, lanes: Indicator, who: str):
    with pytest.raises(NotAllowedError, match="donnent ses valeurs"):
        record(getattr(people, who), lanes, YearValue(year=2024, value=1.0))
    assert RecordedValue.objects.count() == 0
    assert again(lanes).series == []


def test_the_coordinator_of_another_network_gives_nothing(neighbour: Person, lanes: Indicator):
    with pytest.raises(NotAllowedError):
        record(neighbour, lanes, YearValue(year=2024, value=1.0))
    assert RecordedValue.objects.count() == 0


def test_what_is_given_last_is_shown_whatever_its_source(people: Cast, lanes: Indicator):
    for number, source in ((186.0, ""), (190.0, "service"), (150.0, "")):
        record(people.officer, lanes, YearValue(year=2024, value=number, source=source))
    assert [value.value for value in chosen_values(again(lanes).values)] == [150.0]


def test_one_value_is_told_of_its_indicator(people: Cast, lanes: Indicator):
    record(people.officer, lanes, YearValue(year=2024, value=1.0))
    line = last_line()
    assert (line.act, line.room, line.kind, line.object_id) == ("record_values", "indicators", "indicator", lanes.slug)
    assert (line.summary, line.network, line.by_name) == ("Valeur d’indicateur donnée", "essai", people.officer.name)
    assert line.details == {"years": [2024], "indicators": [lanes.slug]}


def test_several_values_are_one_line(people: Cast, here: Territory, lanes: Indicator):
    record(people.officer, lanes, YearValue(year=2024, value=1.0), YearValue(year=2022, value=1.0))
    assert (last_line().summary, last_line().kind) == ("2 valeurs d’indicateurs données", "indicator")
    assert last_line().details["years"] == [2022, 2024]
    other = follow(here, "ghg_total")
    given = [GivenYearValue(indicator=one, value=YearValue(year=2020, value=1.0)) for one in (again(lanes), other)]
    before = JournalEntry.objects.count()
    assert record_values(by=people.officer, territory=here, year_values=given) == 2
    assert JournalEntry.objects.count() == before + 1
    assert (last_line().kind, last_line().object_id) == ("territory", HERE)
    assert last_line().details["indicators"] == [lanes.slug, other.slug]


def test_the_same_value_given_again_writes_nothing(people: Cast, lanes: Indicator):
    value = YearValue(year=2024, value=1.0, source="service")
    record(people.officer, lanes, value)
    lines = JournalEntry.objects.count()
    assert record(people.officer, lanes, value) == 0
    assert (RecordedValue.objects.count(), JournalEntry.objects.count()) == (1, lines)
    assert record_values(by=people.officer, territory=lanes.territory, year_values=[]) == 0
    assert JournalEntry.objects.count() == lines


@pytest.mark.parametrize(
    "changes",
    [
        {"value": 2.0},
        {"value": None, "state": ValueState.MISSING},
        {"state": ValueState.ESTIMATED},
        {"method": "autre"},
        {"comment": "revu"},
        {"reliability": Reliability.LOW},
    ],
)
def test_whatever_is_said_otherwise_replaces_what_stood(lanes: Indicator, changes: dict[str, object]):
    first = {"year": 2024, "value": 1.0, "source": "service"}
    record(None, lanes, YearValue(**first))
    assert record(None, lanes, YearValue(**(first | changes))) == 1
    (kept,) = again(lanes).values
    assert kept.before == 1.0
    rows = RecordedValue.objects.order_by("pk")
    assert [row.is_current for row in rows] == [False, True]
    assert [row.pk for row in history_of_values(lanes)] == [rows[1].pk, rows[0].pk]


def test_another_source_or_date_stands_beside(lanes: Indicator):
    record(None, lanes, YearValue(year=2024, value=1.0, source="service"))
    record(None, lanes, YearValue(year=2024, value=2.0, source="insee"))
    record(None, lanes, YearValue(year=2024, value=3.0, source="service", on="2024-12"))
    assert RecordedValue.objects.filter(is_current=True).count() == 3
    assert [(value.value, value.before) for value in again(lanes).values] == [(1.0, None), (2.0, None), (3.0, None)]


def test_values_stand_by_year_whatever_the_order_given(lanes: Indicator):
    record(None, lanes, YearValue(year=2024, value=3.0), YearValue(year=2020, value=1.0))
    record(None, lanes, YearValue(year=2022, value=2.0))
    assert [value.year for value in again(lanes).values] == [2020, 2022, 2024]
    assert [value.year for value in again(lanes).values_in(2022)] == [2022]
    assert again(lanes).values_in(2021) == ()


def test_the_last_known_year_follows_what_is_known(lanes: Indicator):
    assert again(lanes).last_year is None
    record(None, lanes, YearValue(year=2024, value=3.0), YearValue(year=2020, value=1.0))
    assert again(lanes).last_year == 2024
    record(None, lanes, YearValue(year=2024, value=None, state=ValueState.MISSING))
    assert again(lanes).last_year == 2020
    record(None, lanes, YearValue(year=2025, value=0.0, state=ValueState.CONFIRMED_ZERO))
    assert again(lanes).last_year == 2025


def test_a_value_of_another_territory_is_refused_whole(here: Territory, there: Territory, lanes: Indicator):
    stranger = follow(there, "cycle_lanes")
    given = [GivenYearValue(indicator=one, value=YearValue(year=2024, value=1.0)) for one in (lanes, stranger)]
    with pytest.raises(DomainError, match="autre territoire"):
        record_values(by=None, territory=here, year_values=given)
    assert RecordedValue.objects.count() == 0


@pytest.mark.parametrize(("on", "said"), [("", "2024"), ("2024-06", "2024-06")])
def test_two_values_of_one_moment_and_source_are_refused(lanes: Indicator, on: str, said: str):
    pair = [YearValue(year=2024, value=number, on=on, source="service") for number in (1.0, 2.0)]
    with pytest.raises(DomainError, match=f"{lanes.slug}.*deux valeurs pour {said}"):
        record(None, lanes, *pair)
    assert RecordedValue.objects.count() == 0


def finding_of(indicator: Indicator) -> HealthFinding:
    found = [one for one in health_of([indicator.territory], today=date(2026, 11, 26)) if one.code == "no_owner"]
    assert [one.subject for one in found] == [indicator.slug]
    return found[0]


@pytest.mark.parametrize("who", ["contributor", "reader", "outsider"])
def test_who_does_not_lead_the_territory_decides_of_nothing(people: Cast, lanes: Indicator, who: str):
    finding, by = finding_of(lanes), getattr(people, who)
    with pytest.raises(NotAllowedError, match="choisissent ce qui est suivi"):
        review_finding(by=by, territory=lanes.territory, finding=finding, is_accepted=True, reason="oui")
    assert FindingReview.objects.count() == 0


@pytest.mark.parametrize(("is_accepted", "verb"), [(True, "accepté"), (False, "expliqué")])
def test_what_is_decided_is_signed_and_told(people: Cast, lanes: Indicator, verb: str, *, is_accepted: bool):
    review = review_finding(
        by=people.officer, territory=lanes.territory, finding=finding_of(lanes), is_accepted=is_accepted,
        reason="  nommée en janvier  ",
    )  # fmt: skip
    assert (review.is_accepted, review.reason, review.by_name) == (
        is_accepted,
        "nommée en janvier",
        people.officer.name,
    )
    line = last_line()
    assert (line.act, line.object_id, line.network) == ("review_finding", lanes.slug, "essai")
    assert line.summary == f"Constat {verb} : Personne de nommé"
    assert line.details == {"evidence": "aucun nom n’est donné", "reason": "nommée en janvier"}


def test_a_long_reason_is_cut_at_what_is_kept(people: Cast, lanes: Indicator):
    review = review_finding(
        by=people.officer, territory=lanes.territory, finding=finding_of(lanes), is_accepted=True, reason="x" * 2001
    )
    assert FindingReview.objects.get(pk=review.pk).reason == "x" * 2000


def test_a_decision_without_a_reason_is_refused(people: Cast, lanes: Indicator):
    for reason in ("", "   "):
        with pytest.raises(DomainError, match="dites pourquoi"):
            review_finding(
                by=people.officer, territory=lanes.territory, finding=finding_of(lanes), is_accepted=True, reason=reason
            )
    assert FindingReview.objects.count() == 0


def test_what_was_decided_last_holds_and_the_open_ones_come_first(people: Cast, lanes: Indicator, there: Territory):
    give(lanes, 4.0, -5.0)
    territory = lanes.territory
    findings = [one for one in health_of([territory], today=date(2021, 1, 1)) if one.subject == lanes.slug]
    assert [one.code for one in findings] == ["out_of_bounds", "no_owner"]
    for is_accepted, reason in ((True, "oui"), (False, "non")):
        review_finding(
            by=people.officer, territory=territory, finding=findings[0], is_accepted=is_accepted, reason=reason
        )
    shown = reviewed(findings, territory)
    assert [(one.finding.code, one.is_open) for one in shown] == [("no_owner", True), ("out_of_bounds", False)]
    assert shown[1].review is not None
    assert shown[1].review.reason == "non"
    assert [review.reason for review in reviews_of(territory)] == ["non", "oui"]
    assert (reviews_of(there), all(one.is_open for one in reviewed(findings, there))) == ([], True)
