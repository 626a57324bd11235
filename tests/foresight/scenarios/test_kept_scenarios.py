"""Scenarios that are kept: who saves and reads them, the same numbers again, figures with a trace, what plans do."""

import dataclasses

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC, UnknownFigureError, describe_evidence, find_figure
from autan.foresight.engine.core.axes import ScenarioMeasure
from autan.foresight.engine.core.engine import run
from autan.foresight.engine.core.levers import Diffusion
from autan.foresight.engine.core.results import read_total
from autan.foresight.engine.core.scenarios import InvalidScenarioError, OwnAssumption, ScenarioDocument
from autan.foresight.scenarios.actions.action_levers import ActionLeverInput, InvalidActionLeverError, set_action_levers
from autan.foresight.scenarios.actions.own_quantities import QuantityInput, explain_offset, save_quantities
from autan.foresight.scenarios.actions.scenarios import (
    keep_scenario,
    revise_scenario,
)
from autan.foresight.scenarios.actions.workflow import SCENARIO
from autan.foresight.scenarios.models import KeptScenario, OwnQuantity
from autan.foresight.scenarios.queries.kept_scenarios import (
    changes_since,
    document_of,
    export_named,
    find_kept,
    kept_of,
    open_scenario,
)
from autan.foresight.scenarios.queries.places import find_place
from autan.foresight.scenarios.queries.plan_scenarios import plans_scenario
from autan.foresight.starting_states.core.reference_curves import OffsetCause
from autan.ground.errors import ConflictError, DomainError, NotAllowedError, UnknownError
from autan.ground.extension_points import DataSubject
from autan.instance.cli.scenario import app
from autan.people.journal.models import JournalEntry
from autan.people.personal_data.actions import erase_subject
from autan.people.personal_data.queries import subject_of_person
from autan.people.workflows.actions import take
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.territories.networks.actions.memberships import end_membership
from autan.territories.networks.models import Membership
from tests.cast import HERE
from tests.foresight.engine.making import a_lever

SECTORS_KNOWN = 3
CODES = {"scenario", "quantity", "offset"}

EMISSIONS = "scenario.sobre-en-2050.emissions.2060"


def a_document(*levers, title="Sobre en 2050", place=HERE, **changes) -> ScenarioDocument:
    chosen = levers or (a_lever("heating_one_degree", 50), a_lever("electric_car_share", 40))
    own = {"renovation_realisation": OwnAssumption(value=0.8, reason="suivi local")}
    fields = {"title": title, "place": place, "horizon": 2060, "levers": chosen, "assumptions": own}
    return ScenarioDocument(**fields | changes)


@pytest.fixture
def saved(here, people):
    return keep_scenario(by=people.officer, place=here, document=a_document(), note="Pour essayer")


def test_the_officer_keeps_a_scenario_and_the_journal_tells(saved, people):
    assert saved.slug == "sobre-en-2050"
    assert saved.signature == people.officer.name
    assert JournalEntry.objects.filter(act="keep_scenario", summary="Scénario gardé : Sobre en 2050").count() == 1


def test_the_same_numbers_are_opened_again(saved):
    scenario = open_scenario(document_of(find_kept(saved.slug, reader=OPERATOR)))
    again = read_total(run(scenario).chosen, ScenarioMeasure.EMISSIONS, scenario.state).tolist()
    assert again == saved.results["chosen"]["emissions_tco2e"]
    assert changes_since(saved.versions, scenario) == ()
    assert scenario.key == saved.key
    assert document_of(saved) == dataclasses.replace(a_document(), levers=document_of(saved).levers)


def test_what_has_changed_since_is_said(saved):
    saved.versions = {**saved.versions, "engine": "0", "data": "before"}
    assert changes_since(saved.versions, open_scenario(document_of(saved))) == ("engine", "data")


def test_who_keeps_a_scenario_of_a_territory(here, people, neighbour):
    for person in (people.outsider, people.reader, neighbour):
        with pytest.raises(NotAllowedError):
            keep_scenario(by=person, place=here, document=a_document())
    assert keep_scenario(by=people.officer, place=here, document=a_document()).slug == "sobre-en-2050"
    assert keep_scenario(by=people.coordinator, place=here, document=a_document()).slug == "sobre-en-2050-2"


def test_who_keeps_a_scenario_of_a_network(network, here, people):
    document = a_document(place=network.slug)
    with pytest.raises(NotAllowedError):
        keep_scenario(by=people.officer, place=network, document=document)
    assert keep_scenario(by=people.coordinator, place=network, document=document).place_code == "essai"


def test_a_draft_is_read_by_those_of_its_place(saved, people, neighbour):
    for person in (people.officer, people.coordinator, people.reader):
        assert kept_of(HERE, reader=person) == [saved]
    for person in (people.outsider, neighbour, PUBLIC):
        assert kept_of(HERE, reader=person) == []
        with pytest.raises(UnknownError, match="aucun scénario à cette adresse"):
            find_kept(saved.slug, reader=person)
        with pytest.raises(UnknownFigureError):
            find_figure(EMISSIONS, reader=person)


def test_a_draft_is_read_in_a_network_while_its_place_is_a_member(saved, people):
    end_membership(by=None, membership=Membership.objects.get(territory=saved.territory), on=timezone.localdate())
    for person in (people.reader, people.coordinator):
        with pytest.raises(UnknownError, match="aucun scénario à cette adresse"):
            find_kept(saved.slug, reader=person)
    assert find_kept(saved.slug, reader=people.officer) == saved


def test_a_draft_of_a_network_is_read_by_those_of_the_network(network, here, people, neighbour):
    kept = keep_scenario(by=people.coordinator, place=network, document=a_document(place=network.slug))
    assert kept_of("essai", reader=people.reader) == [kept]
    assert kept_of("essai", reader=neighbour) == []


def test_what_is_published_is_read_by_anybody(saved, people):
    take(SCENARIO, "publish_scenario", saved, by=people.officer, at=timezone.now())
    assert find_kept(saved.slug, reader=PUBLIC) == saved
    figure = find_figure(EMISSIONS, reader=PUBLIC)
    assert figure.value == saved.results["chosen"]["emissions_tco2e"][-1]
    with pytest.raises(NotAllowedError):
        take(SCENARIO, "withdraw_scenario", saved, by=people.outsider, at=timezone.now())


def test_a_production_whose_sources_are_not_known_is_a_floor_and_no_zero(saved):
    assert saved.results["renewables_not_known"]
    production = saved.results["chosen"]["renewables_mwh"][-1]
    figure = find_figure("scenario.sobre-en-2050.renewables.2060", reader=OPERATOR)
    assert (figure.value, figure.state) == (
        (production, ValueState.LOWER_BOUND) if production else (None, ValueState.MISSING)
    )


def test_a_figure_has_a_trace_down_to_its_assumptions(saved):
    figure = find_figure(EMISSIONS, reader=OPERATOR)
    assert sum(input_row.value for input_row in figure.inputs) == pytest.approx(figure.value)
    trend, first, second = figure.inputs
    assert trend.id == f"{EMISSIONS}.trend"
    assert find_figure(first.id, reader=OPERATOR).value == first.value
    assert ("quantity", "50") in first.method.parameters or ("quantity", "50.0") in first.method.parameters
    read = {input_row.id.split(".")[1] for input_row in second.inputs}
    assert read == {"ev_kwh_per_km", "car_kwh_per_km"}
    assert all(input_row.id.startswith("starting-state.") for input_row in trend.inputs)
    assert figure.note.fr.startswith("Au-delà de 2050")
    assert (figure.known, figure.total) == (SECTORS_KNOWN, 8)
    cards = describe_evidence(second.evidence, reader=OPERATOR)
    assert all(card.title.fr for card in cards.values())
    assert saved.key in cards[second.evidence[0]].statement.fr
    assert describe_evidence(second.evidence[:1], reader=PUBLIC)[second.evidence[0]] is None
    assert figure.has_evidence


@pytest.mark.parametrize(
    "address",
    [
        "scenario.sobre-en-2050.magic.2060",
        "scenario.sobre-en-2050.energy.2090",
        "scenario.sobre-en-2050.energy.2060.magic",
        "scenario.sobre-en-2050.energy.2060.lever-9",
        "scenario.sobre-en-2050.energy.2050.lever-0",
        "scenario.other.energy.2060",
        "scenario.sobre-en-2050.energy",
    ],
)
def test_an_address_of_nothing_finds_nothing(saved, address):
    with pytest.raises(UnknownFigureError):
        find_figure(address, reader=OPERATOR)


def test_a_revision_takes_the_place_of_the_last_one_alone(saved, people):
    other = a_document(a_lever("heating_one_degree", 60))
    revised = revise_scenario(by=people.officer, scenario=saved, document=other, revision=1)
    assert revised.results["chosen"] != saved.results["chosen"]
    assert (revised.revision, revised.note) == (2, "Pour essayer")
    with pytest.raises(ConflictError, match="a changé depuis"):
        revise_scenario(by=people.officer, scenario=saved, document=other, revision=1)
    with pytest.raises(NotAllowedError):
        revise_scenario(by=people.reader, scenario=saved, document=other, revision=2)


def test_what_cannot_be_computed_leaves_nothing(here, people):
    with pytest.raises(InvalidScenarioError):
        keep_scenario(by=people.officer, place=here, document=a_document(a_lever("less_travel", 101)))
    for wrong in (a_document(title=" "), a_document(place="essai")):
        with pytest.raises(DomainError):
            keep_scenario(by=people.officer, place=here, document=wrong)
    assert not KeptScenario.objects.exists()
    assert not JournalEntry.objects.filter(act="keep_scenario").exists()


def test_a_scenario_is_deleted_by_those_who_write_it(saved, people):
    with pytest.raises(NotAllowedError):
        take(SCENARIO, "delete_scenario", saved, by=people.outsider, at=timezone.now())
    take(SCENARIO, "delete_scenario", saved, by=people.officer, at=timezone.now())
    assert not KeptScenario.objects.exists()


def test_a_name_is_told_and_erased(saved, people, here):
    other = keep_scenario(by=people.coordinator, place=here, document=a_document())
    for person, code, sector in ((people.officer, "forest", "waste"), (people.contributor, "cropland", "residential")):
        quantity = QuantityInput(kind=OwnQuantity.Kind.SINK, code=code, value=1.0, year=2023, source="essai")
        save_quantities(by=person, territory=here, quantity_inputs=[quantity])
        explain_offset(by=person, territory=here, sector=sector, ground=OffsetCause.LUCK, text="Essai")
    subject = DataSubject(person=people.officer.pk, email=people.officer.email)
    told = [{name: text for name, text in row.items() if name in CODES} for row in export_named(subject)]
    assert told == [{"scenario": saved.slug}, {"quantity": "forest"}, {"offset": "waste"}]
    erase_subject(by=None, subject=subject_of_person(people.officer))
    signatures = {row.slug: row.signature for row in KeptScenario.objects.all()}
    assert signatures == {saved.slug: "Personne effacée", other.slug: people.coordinator.name}
    assert export_named(DataSubject(person=None, email="")) == []


@pytest.fixture
def sheet(here):
    return add_sheet(by=None, sheet_input=SheetInput(typed={"title": "Rénover les logements"}, carriers=[here]))


def does(kind="deep_renovation", quantity=5_000.0, **changes):
    return ActionLeverInput(**{"kind": kind, "quantity": quantity, "start": 2024, "end": 2035, **changes})


def test_what_the_plans_add_up_to_is_a_scenario_beside_the_target(here, people, sheet):
    set_action_levers(by=people.officer, sheet=sheet, lever_inputs=[does(source="Délibération")])
    wanted = a_document(a_lever("deep_renovation", 6_000), a_lever("electric_car_share", 30))
    target = keep_scenario(by=people.officer, place=here, document=wanted)
    told = plans_scenario(find_place(HERE), horizon=2050, reader=OPERATOR, target=target)
    (lever,) = told.document.levers
    assert (lever.quantity, lever.origin, lever.territories) == (5_000, sheet.slug, (HERE,))
    assert [(each.kind, each.covered, each.left) for each in told.coverage] == [
        ("deep_renovation", 5_000, 1_000),
        ("electric_car_share", 0, 30),
    ]
    assert "renovation" not in told.missing_families
    assert "vehicles" in told.missing_families
    assert keep_scenario(by=people.officer, place=here, document=told.document).results["done"]


def test_actions_that_ask_for_more_than_is_left_are_said_and_left_out(sheet):
    set_action_levers(by=None, sheet=sheet, lever_inputs=[does(), does("renovation_measure", 8_000.0)])
    told = plans_scenario(find_place(HERE), horizon=2050, reader=OPERATOR)
    assert [lever.kind for lever in told.document.levers] == ["deep_renovation"]
    assert "il en reste 4\u202f000" in told.faults[0].problem
    assert told.coverage == ()


def test_the_actions_of_a_place_that_cannot_be_computed_at_all_are_refused(sheet):
    with pytest.raises(InvalidScenarioError):
        plans_scenario(find_place(HERE), horizon=2000, reader=OPERATOR)


def test_who_says_what_an_action_does(sheet, people, neighbour):
    for person in (people.outsider, neighbour, people.reader):
        with pytest.raises(NotAllowedError):
            set_action_levers(by=person, sheet=sheet, lever_inputs=[does()])
    assert len(set_action_levers(by=people.contributor, sheet=sheet, lever_inputs=[does()])) == 1


@pytest.mark.parametrize(
    "given",
    [
        [does("magic")],
        [does(), does()],
        [does(quantity=-1.0)],
        [does(quantity=float("nan"))],
        [does("less_travel", 101.0)],
        [does(end=2024)],
        [does(diffusion=Diffusion.BY_LIST)],
    ],
)
def test_what_an_action_cannot_do_is_refused(sheet, given):
    with pytest.raises(InvalidActionLeverError):
        set_action_levers(by=None, sheet=sheet, lever_inputs=given)


def said(*words):
    return CliRunner().invoke(app, list(words), catch_exceptions=False).stdout


def test_what_is_kept_is_followed_on_the_terminal(monkeypatch, here, sheet, tmp_path):
    monkeypatch.setattr("autan.instance.cli.scenario_kept.require_current_database", lambda: None)
    file = tmp_path / "a.yaml"
    lever = "{kind: heating_one_degree, quantity: 50, start: 2024, end: 2030}"
    file.write_text(
        f"format: autan-scenario\nversion: 1\ntitle: Essai\nhorizon: 2050\nplace: {HERE}\nlevers: [{lever}]\n"
    )
    assert "essai" in said("keep", str(file))
    assert said("keep", str(file), "--over", "essai").strip() == "Scénario gardé : essai"
    assert "brouillon" in said("list", HERE)
    assert "publié" in said("publish", "essai")
    assert "a changé depuis : rien" in said("show", "essai")
    assert '"changed": []' in said("show", "essai", "--json")
    assert "1 leviers" in said("action", sheet.slug, "deep_renovation:200:2024:2030")
    assert "200" in said("plans", HERE, "--target", "essai")
    assert "supprimé" in said("delete", "essai")
