"""Where authorities stand on their duties, with their plans, with what people state and with what sources say."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from autan.evidence.figures.core.deadlines import DeadlineStatus
from autan.evidence.figures.core.sources import EvidenceRef
from autan.plans.estate.core.assets import AssetKind, EstateAsset, Inventory, YesNo
from autan.plans.obligations.core.competences import Duty
from autan.plans.obligations.core.duty_status import DutyStatus
from autan.plans.obligations.importers.rules import find_obligation
from autan.plans.obligations.queries.duties import (
    DutyView,
    assets_read,
    duties_of,
    duty_in_force,
    network_statuses,
    read_duties,
    statuses_at,
    wording_changes,
)
from autan.plans.plans.core.figures import HeldPlan
from autan.plans.plans.core.plans import PlanKind
from autan.plans.plans.models import DutyRecord, Plan, StatedDuty
from autan.territories.networks.models import Network
from tests.plans.obligations.test_duties_at_dates import CAHORS, NERONDES, QUATRE_RIVIERES, TOULOUSE
from tests.plans.plans.conftest import MURETAIN, SICOVAL
from tests.plans.plans.making import held, line
from tests.plans.plans.test_pages import fill

TODAY = date(2026, 11, 30)
FACT = EvidenceRef(kind="fact", key="W1")


def pcaet(status: str, when: str, **changes: Any) -> HeldPlan:
    return held(line("steps", "adoption", [FACT], status=status, date=when), sirens=(SICOVAL,), **changes)


def standing(code: str, *plans: HeldPlan, siren: str = SICOVAL, on: date = TODAY) -> DutyStatus:
    statuses = statuses_at([siren], {siren: plans}, on=on)[siren]
    return next(one for one in statuses if one.reading.rule.code == code)


def status_of(one: DutyStatus) -> DeadlineStatus | None:
    return one.judged.status if one.judged else None


@pytest.mark.django_db
def test_the_adoption_of_a_plan_meets_the_rules_of_its_kind():
    met = standing("pcaet_2018", pcaet("done", "2018-06", carrier="Pays d’Ysaure"))
    assert (status_of(met), met.is_done) == (DeadlineStatus.MET, True)
    assert met.act is not None
    assert (met.act.label.fr, str(met.act.when), met.act.plan) == ("a-pcaet", "2018-06", "a-pcaet")
    assert (met.act.carrier, met.act.evidence) == ("Pays d’Ysaure", (FACT,))
    for status in ("planned", "ongoing"):
        assert standing("pcaet_2018", pcaet(status, "2018-06")).act is None
    assert standing("pcaet_2018").act is None
    other = pcaet("done", "2012-06", kind=PlanKind.PCET)
    assert (standing("pcaet_2018", other).act, standing("pcet_2012", other, on=date(2014, 1, 1)).is_done) == (
        None,
        True,
    )


def test_a_plan_that_a_source_says_was_not_adopted_accuses_from_its_day(plan: Plan):
    fill(plan, "steps", key="adoption", status="not_done", date="2024-05-01")
    denied = pcaet("not_done", "2024-05-01", slug=plan.slug)
    accused = standing("pcaet_2018", denied)
    assert (status_of(accused), accused.accuses) == (DeadlineStatus.NOT_DONE, True)
    assert accused.act is not None
    assert (str(accused.act.when), accused.act.is_done) == ("2024-05-01", False)
    assert not standing("pcaet_2018", denied, on=date(2024, 4, 30)).accuses
    assert not standing("pcaet_2018", denied, pcaet("done", "2025")).accuses


@pytest.mark.django_db
def test_an_adopted_plan_opens_the_duties_that_follow_it():
    def revision(*plans: HeldPlan, on: date = TODAY) -> DutyStatus:
        return standing("pcaet_revision_6", *plans, on=on)

    assert (revision().reading.duty, revision().due) == (Duty.NOT_KNOWN, None)
    adopted = pcaet("done", "2019-06-30")
    assert (revision(adopted).reading.duty, revision(adopted).due) == (Duty.BOUND, (date(2025, 6, 30),) * 2)
    assert revision(adopted, on=date(2019, 6, 29)).reading.duty is Duty.NOT_KNOWN
    assert revision(adopted, on=date(2019, 6, 30)).reading.duty is Duty.BOUND
    assert revision(pcaet("not_done", "2019-06-30")).reading.duty is Duty.NOT_KNOWN


@pytest.mark.django_db
def test_what_a_person_states_alone_does_not_say_that_a_plan_is_adopted():
    act = {"rule": "pcaet_2018", "act": "PCAET adopté", "when": "2022-06-30", "is_done": True, "evidence": []}
    row = DutyRecord.objects.create(siren=SICOVAL, acts=[act])
    met = standing("pcaet_2018")
    assert (status_of(met), met.act.label.fr if met.act else "") == (DeadlineStatus.MET_LATE, "PCAET adopté")
    assert standing("pcaet_revision_6").reading.duty is Duty.NOT_KNOWN
    row.acts = [act | {"table": {"name": "Plans"}, "address": "https://exemple.fr"}]
    row.save()
    told = standing("pcaet_2018").act
    assert told is not None
    assert (told.table, told.address, told.evidence, told.is_done) == ("Plans", "https://exemple.fr", (), True)


@pytest.mark.django_db
def test_statuses_are_those_of_the_duties_in_force_alone():
    def codes(on: date) -> set[str]:
        return {one.reading.rule.code for one in statuses_at([CAHORS], {}, on=on)[CAHORS]}

    assert {"beges", "pcet_2012"} <= codes(date(2014, 1, 1))
    assert "pcaet_2018" not in codes(date(2014, 1, 1))
    assert "pcet_2012" not in codes(TODAY)
    assert not codes(TODAY) & {"zfe", "sdirve"}  # which are no duties
    assert statuses_at([], {}, on=TODAY) == {}


def test_the_plans_of_a_network_are_those_that_are_published(network: Network, plan: Plan):
    fill(plan, "steps", key="adoption", status="done", date="2018-06-30")

    def acts() -> dict[str, bool]:
        statuses = network_statuses("essai", [SICOVAL, MURETAIN], on=TODAY)
        return {
            siren: any(one.is_done for one in known if one.reading.rule.code == "pcaet_2018")
            for siren, known in statuses.items()
        }

    assert acts() == {SICOVAL: False, MURETAIN: False}
    Plan.objects.update(is_published=True)
    assert acts() == {SICOVAL: True, MURETAIN: False}


@pytest.mark.django_db
def test_a_rule_is_read_for_authorities_on_a_day():
    read = read_duties([CAHORS, NERONDES], rule="pcaet_2018", on=TODAY)
    assert {siren: reading.duty for siren, reading in read.items()} == {CAHORS: Duty.BOUND, NERONDES: Duty.NOT_BOUND}
    assert {reading.rule.code for reading in read.values()} == {"pcaet_2018"}
    assert read_duties([CAHORS], rule="lune", on=TODAY) == {}
    # what the rule leaves where a condition is not known
    assert read_duties([CAHORS], rule="eed_donnees", on=TODAY)[CAHORS].duty is Duty.LIKELY_BOUND


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "duty"),
    [
        (date(2010, 7, 13), Duty.NOT_IN_FORCE),
        (date(2010, 7, 14), Duty.LIKELY_BOUND),
        (date(2026, 11, 30), Duty.BOUND),
    ],
)
def test_an_authority_is_bound_to_a_climate_plan_by_the_surest_rule(on: date, duty: Duty):
    assert duty_in_force([TOULOUSE], on=on) == {TOULOUSE: duty}


def view(siren: str, code: str, on: date = TODAY, plans: Sequence[HeldPlan] = ()) -> DutyView:
    return next(one for one in duties_of(siren, plans=plans, on=on) if one.reading.rule.code == code)


@pytest.mark.django_db
def test_a_duty_that_ended_is_read_for_its_last_day():
    views = {one.reading.rule.code: one for one in duties_of(TOULOUSE, plans=(), on=TODAY)}
    assert len(views) == 54
    assert views["pcet_2012"].reading.duty is Duty.LIKELY_BOUND
    assert view(TOULOUSE, "pcet_2012", on=date(2010, 1, 1)).reading.duty is Duty.NOT_IN_FORCE
    assert views["pcaet_2018"].population_figure == f"territories.{TOULOUSE}.population.2026"
    assert views["zaenr_epci"].population_figure == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("evidence", "figure"),
    [
        ([["fact", "W003"]], ""),
        ([["fact", "W003"], ["register", f"{TOULOUSE}@2024"]], f"territories.{TOULOUSE}.population.2024"),
    ],
)
def test_a_population_leads_to_its_figure_where_the_register_gives_it(evidence: list[list[str]], figure: str):
    said = {"inhabitants": 900_000, "year": 2026, "perimeter": "same", "compared_with": 2026, "evidence": evidence}
    DutyRecord.objects.create(siren=TOULOUSE, populations=[said])
    read = view(TOULOUSE, "pcaet_2018")
    assert read.reading.population is not None
    assert (read.reading.population.inhabitants, read.population_figure) == (900_000, figure)


def test_what_sources_say_stands_beside_the_rule_and_disputes_it(network: Network):
    def say(says: str, siren: str = "", rule: str = "pcaet_2018", of: Network = network) -> None:
        StatedDuty.objects.create(rule=rule, network=of, siren=siren, says=says, evidence=[["fact", "W168"]])

    elsewhere = Network.objects.create(slug="ailleurs", name_fr="Ailleurs", name_en="Elsewhere")
    say("none", of=elsewhere)
    say("none", rule="beges")
    say("none", siren=MURETAIN)
    silent = view(SICOVAL, "pcaet_2018")
    assert (silent.statements, silent.is_disputed, silent.reading.duty) == ((), False, Duty.BOUND)
    say("bound", siren=SICOVAL)
    agreed = view(SICOVAL, "pcaet_2018")
    assert ([(one.says, one.siren) for one in agreed.statements], agreed.is_disputed) == ([("bound", SICOVAL)], False)
    assert agreed.statements[0].evidence == (EvidenceRef(kind="fact", key="W168"),)
    assert view(MURETAIN, "pcaet_2018").is_disputed  # a source contradicts the rule
    say("voluntary")
    assert view(SICOVAL, "pcaet_2018").is_disputed
    # Not even the rule can tell, and two sources contradict one another.
    say("bound", rule="pics", siren=SICOVAL)
    assert not view(SICOVAL, "pics").is_disputed
    say("voluntary", rule="pics")
    assert view(SICOVAL, "pics").is_disputed


def test_an_inventory_is_read_for_each_duty_in_force_on_its_goods():
    hall = EstateAsset(kind=AssetKind.BUILDING, name="Mairie", is_tertiary=YesNo.YES, hvac_kw=300.0, area_m2=2000.0)
    inventory = Inventory(siren=SICOVAL, assets=(hall,))

    def read(on: date) -> dict[str, Duty]:
        return {one.rule.code: one.readings[0].duty for one in assets_read(inventory, on=on)}

    assert read(TODAY) == {
        "eet_declaration": Duty.BOUND,
        "eet_objectifs": Duty.BOUND,
        "bacs_290": Duty.BOUND,
        "bacs_70": Duty.NOT_BOUND,
        "eed_1_9": Duty.BOUND,
        "eed_3pct": Duty.BOUND,
    }
    assert set(read(date(2020, 6, 30))) == {"eet_declaration", "eet_objectifs"}
    assert assets_read(Inventory(siren=SICOVAL, is_complete=True), on=TODAY) == []
    wholes = {one.rule.code: one.whole is not None for one in assets_read(inventory, on=TODAY)}
    assert [code for code, has_whole in wholes.items() if has_whole] == []


@pytest.mark.django_db
def test_a_rule_changed_for_those_whose_duty_or_day_is_another():
    rule = find_obligation("pcaet_2018")
    assert rule is not None
    changes = wording_changes(rule, rule.former[0].rule, [QUATRE_RIVIERES, CAHORS, NERONDES], on=TODAY)
    before, after = changes[QUATRE_RIVIERES]
    assert (before.due, after.due) == ((date(2018, 12, 31),) * 2, (date(2027, 1, 1),) * 2)
    assert NERONDES not in changes
    assert wording_changes(rule, rule, [QUATRE_RIVIERES, CAHORS], on=TODAY) == {}
