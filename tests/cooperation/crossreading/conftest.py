"""An invented network of three members, two of which have a plan with actions, and the cast in it."""

from datetime import date

import pytest

from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.plans.plans.actions.imports import import_plans, state_complete
from autan.plans.plans.models import Plan
from autan.plans.projects.actions.sheets import SheetInput, add_sheet
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast, gather_cast, gather_neighbour, make_network
from tests.kept_rows import written_again

BARE = "999000032"
PLANS = """
network: essai
plans:
  - slug: ici-pcaet
    title: "PCAET d’Ici"
    kind: pcaet
    scope: territory
    subjects: ["999000016"]
    is_published: true
    lines:
      steps:
        - {step: adoption, status: done, date: 2020-02-20}
      people:
        - {role: elected_lead, from: 2020-07}
        - {role: officer_lead, from: 2020}
      staff:
        - {year: 2026, fte: "2,5"}
      evaluation:
        - {device: dashboard, status: in_place}
      targets:
        - {quantity: ghg, part: total, kind: change, value: -40,
           unit: pct, base_year: 2015, base_value: 100, horizon: 2030}
        - {quantity: final_energy, part: total, kind: change, value: -20, unit: pct, horizon: 2030}
      observations:
        - {quantity: ghg, part: total, year: 2015, value: 130, unit: ktCO2e, source: "Suivi"}
  - slug: ici-schema
    title: "Schéma d’Ici"
    kind: own
    scope: territory
    subjects: ["999000016"]
    is_published: true
    lines:
      targets:
        - {quantity: ghg, part: total, kind: change, value: -30,
           unit: pct, base_year: 2015, base_value: 100, horizon: 2030}
  - slug: la-pcaet
    title: "PCAET de Là"
    kind: pcaet
    subjects: ["999000024"]
    is_published: true
"""


@pytest.fixture
@written_again
def network(db: None) -> Network:
    return make_network({HERE: "Ici", THERE: "Là", BARE: "Rien"})


@pytest.fixture
@written_again
def plans(network: Network) -> Network:
    """The network, with the plans of two members and three actions of the first."""
    import_plans(by=None, text=PLANS, file="plans.yaml")
    here = Plan.objects.get(slug="ici-pcaet")
    for slug, title, status, budget in (
        ("isoler", "Isoler les logements", "done", ""),
        ("solaire", "Poser du solaire sur les toits", "late", "150 k€ HT"),
        ("dire", "Zzz", "", ""),
    ):
        typed = {
            "title": title,
            "status": status,
            "status_reason": "étude" if status == "late" else "",
            "budget": budget,
        }
        axis = ["1. Sobriété"] if slug == "isoler" else []
        add_sheet(by=None, plan=here, slug=slug, sheet_input=SheetInput(typed=typed, axis=axis))
    there = Plan.objects.get(slug="la-pcaet")
    add_sheet(by=None, plan=there, slug="la-isoler", sheet_input=SheetInput(typed={"title": "Isoler les écoles"}))
    return network


def say_complete(plan: str, *sections: str, on: date = date(2026, 10, 1)) -> None:
    """Somebody states that there is nothing else in sections of a plan."""
    for section in sections:
        state_complete(by=None, subject=Plan.objects.get(slug=plan), section=section, on=on)


@pytest.fixture
@written_again
def whole_plans(plans: Network) -> Network:
    """The same, once the first member stated that its two plans hold no other target, action or post."""
    say_complete("ici-pcaet", "targets", "actions", "staff")
    say_complete("ici-schema", "targets", "staff")
    return plans


@pytest.fixture
@written_again
def people(network: Network) -> Cast:
    return gather_cast(network=network, member=Territory.objects.get(siren=HERE))


@pytest.fixture
@written_again
def neighbour(db: None) -> Person:
    other = create_network(by=None, slug="voisin", name=Text("Réseau voisin", "Neighbour"), is_invented=True)
    return gather_neighbour(other)
