"""Commands on what a network keeps: scenarios, actions, an erasure; each answer read back from what is kept."""

import json
from typing import Any

import pytest

from autan.foresight.engine.core.scenarios import ScenarioDocument
from autan.foresight.scenarios.actions.scenarios import keep_scenario
from autan.foresight.scenarios.models import KeptScenario
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.plans.plans.actions.plans import start_plan
from autan.plans.plans.core.plans import PlanHeading, PlanKind
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.plans.projects.models import ActionSheet
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.foresight.scenarios.conftest import give_state
from tests.instance.cli.conftest import Command


def objects(autan: Command, *words: object) -> Any:
    done = autan(*map(str, words), "--json")
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


@pytest.fixture
def kept(network: Network) -> KeptScenario:
    place = Territory.objects.get(siren=HERE)
    give_state(place)
    return keep_scenario(by=None, place=place, document=ScenarioDocument(title="Sobre", place=HERE, horizon=2050))


def test_a_scenario_is_published_withdrawn_and_deleted(autan: Command, kept: KeptScenario) -> None:
    assert autan("scenario", "list", HERE).out.split("\t")[:2] == [kept.slug, "Sobre"]
    assert autan("scenario", "list", THERE).out == "Aucun scénario gardé.\n"
    assert autan("scenario", "publish", kept.slug).out == "Sobre : publié\n"
    (listed,) = objects(autan, "scenario", "list", HERE)
    assert (listed["slug"], listed["is_published"], listed["horizon"]) == (kept.slug, True, 2050)
    again = autan("scenario", "publish", kept.slug)
    assert KeptScenario.objects.get().is_published, again.err
    assert objects(autan, "scenario", "publish", kept.slug, "--draft") == {"slug": kept.slug, "is_published": False}
    assert autan("scenario", "delete", kept.slug).out == f"Scénario supprimé : {kept.slug}\n"
    assert not KeptScenario.objects.exists()
    assert autan("scenario", "delete", kept.slug).code == 3


def test_a_scenario_is_shown_with_what_changed_since(autan: Command, kept: KeptScenario) -> None:
    title, *fields = autan("scenario", "show", kept.slug).out.splitlines()
    assert (title, fields[-1].strip()) == ("Sobre", "a changé depuis : rien")
    shown = objects(autan, "scenario", "show", kept.slug)
    assert (shown["title"], shown["horizon"], shown["key"], shown["changed"]) == ("Sobre", 2050, kept.key, [])
    assert shown["results"] == kept.results


@pytest.fixture
def sheet(network: Network) -> ActionSheet:
    heading = PlanHeading(slug="ici", title="Plan d’ici", kind=PlanKind.PCAET)
    plan = start_plan(by=None, heading=heading, subjects=[Territory.objects.get(siren=HERE)])
    return add_sheet(
        by=None, plan=plan, sheet_input=SheetInput(typed={"title": "Isoler les écoles", "status": "ongoing"})
    )


def test_an_action_is_listed_for_its_network_and_shown_whole(autan: Command, sheet: ActionSheet) -> None:
    assert autan("action", "list", "--network", "essai").out.split("\t")[0] == sheet.slug
    (listed,) = objects(autan, "action", "list", "--network", "essai")
    assert listed["title"] == "Isoler les écoles"
    first, second, *_fields = autan("action", "show", sheet.slug).out.splitlines()
    assert (first, second) == ("Isoler les écoles", "sans axe · En cours")
    shown = objects(autan, "action", "show", sheet.slug)
    assert (shown["title"], shown["problems"]) == ("Isoler les écoles", [])


@pytest.mark.parametrize("lever", ["deep_renovation", "deep_renovation:200:2024", "deep_renovation:beaucoup:2024:2030"])
def test_a_lever_that_is_not_read_changes_no_action(lever: str, autan: Command, sheet: ActionSheet) -> None:
    before = JournalEntry.objects.count()
    refused = autan("scenario", "action", sheet.slug, lever)
    assert (refused.code, refused.out) == (6, "")
    assert f"« {lever} » ne se lit pas ; attendu : levier:quantité:début:fin" in refused.err
    assert JournalEntry.objects.count() == before


def test_the_levers_of_an_action_are_what_the_plans_add_up(autan: Command, sheet: ActionSheet) -> None:
    give_state(Territory.objects.get(siren=HERE))
    assert autan("scenario", "plans", HERE).out == "Aucune fiche-action ne dit ce qu’elle fait en leviers.\n"
    done = objects(autan, "scenario", "action", sheet.slug, "deep_renovation:200:2024:2030")
    assert done == {"action": sheet.slug, "levers": 1}
    unknown = autan("scenario", "action", sheet.slug, "unheard:200:2024:2030")
    assert (unknown.code, unknown.out) == (3, "")
    rows = [line.split("\t") for line in autan("scenario", "plans", HERE).out.splitlines()]
    assert [row[1:] for row in rows] == [["200", sheet.slug]]


def test_a_person_is_erased_once_it_is_agreed(autan: Command, people: Cast) -> None:
    email = people.reader.email
    done = autan("person", "erase", email, typed="o\n")
    assert (done.code, Person.objects.filter(email=email).exists()) == (0, False)
    assert autan("person", "erase", email, "--yes").code == 3, "nobody has this address any more"


def test_an_erasure_that_is_not_asked_about_answers_in_json(autan: Command, people: Cast) -> None:
    counts = objects(autan, "person", "erase", people.outsider.email, "--yes")
    assert (counts["doubtful"], counts["accounts"]) == ([], 1)
    assert not Person.objects.filter(pk=people.outsider.pk, email=people.outsider.email).exists()


def test_a_sweep_counts_before_it_erases(autan: Command, people: Cast) -> None:
    counts = objects(autan, "person", "sweep", "--dry-run")
    assert set(counts.values()) == {0}
    assert objects(autan, "person", "sweep") == counts
    assert Person.objects.filter(pk=people.reader.pk).exists()
