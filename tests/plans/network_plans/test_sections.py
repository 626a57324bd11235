"""What the plans of a network give to shared pages: digests, sections, maps, figures to be quoted, steps."""

import re

import pytest

from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.extension_points import DigestPart
from autan.plans.network_plans.presenters.comparison import sums
from autan.plans.network_plans.presenters.digest import of_network, of_territory
from autan.plans.network_plans.presenters.sections import (
    catalogue_figures,
    competence_figures,
    competences_step,
    current_plans_map,
    network_sections,
    pcet_stages_map,
)
from autan.plans.network_plans.queries.networks import network_plans
from autan.plans.obligations.core.competences import Holding
from autan.plans.obligations.importers.rules import plan_competences
from autan.plans.plans.models import Plan, StatedCompetence
from autan.territories.networks.models import Network, Territory
from tests.cast import Cast
from tests.plans.plans.conftest import SICOVAL
from tests.plans.plans.test_pages import fill


@pytest.fixture
def published(plan: Plan) -> Plan:
    fill(plan, "steps", key="adoption", status="done", date="2019-06-30")
    fill(plan, "budget", amount="830 k€ HT")
    Plan.objects.filter(pk=plan.pk).update(is_published=True)
    plan.refresh_from_db()
    return plan


def said(lines: object) -> list[str]:
    return [re.sub(r"[\u00a0\u202f]", " ", line.words) for line in lines]  # type: ignore[attr-defined]


def missing(part: DigestPart) -> list[str]:
    return [str(words) for words in part.missing]


def test_the_digest_of_a_territory_says_what_lacks_where_no_plan_is_read(plan: Plan, people: Cast):
    part = of_territory(SICOVAL, PUBLIC)
    assert missing(part)[0] == "Son plan climat, ce qu’il vise et ce qu’il coûte"
    assert not any("PCAET du Sicoval" in line for line in said(part.plan))
    assert list(part.money) == []
    own = of_territory(SICOVAL, people.officer)  # who reads the draft
    assert said(own.plan)[0].startswith("PCAET du Sicoval")


def test_the_digest_of_a_territory_says_its_plan_its_days_its_target_and_its_money(published: Plan):
    part = of_territory(SICOVAL, PUBLIC)
    assert said(part.plan)[0] == "PCAET du Sicoval, adoption : 30 juin 2019."
    assert next(iter(part.plan)).url == f"/plans/{published.slug}/"
    assert [line for line in said(part.money) if "830 000 €" in line]
    assert "Un objectif chiffré de son plan" in missing(part)
    energy = {"quantity": "final_energy", "part": "total", "kind": "level", "unit": "GWh"}
    fill(published, "targets", **energy, value="100", horizon="2030")
    part = of_territory(SICOVAL, PUBLIC)
    (target,) = [line for line in said(part.plan) if "visé : " in line]
    assert "100 GWh" in target
    assert target.endswith("observé : aucune valeur comparable n’est connue ici.")
    assert "Un objectif chiffré de son plan" not in missing(part)
    has_day = any(line.startswith("Prochaine échéance : ") for line in said(part.plan))
    assert ("Une échéance à venir" in missing(part)) is not has_day


def test_the_digest_of_a_network_counts_its_members_and_adds_its_money(published: Plan):
    part = of_network("essai", PUBLIC)
    assert said(part.plan)[0].startswith("Membres dont un plan est connu : ")
    assert [line for line in said(part.money) if "830 000 €" in line]
    Plan.objects.update(is_published=False)
    part = of_network("essai", PUBLIC)
    assert not any(line.startswith("Membres dont un plan") for line in said(part.plan))
    assert list(part.money) == []


def test_a_network_shows_its_plans_once_one_is_known(network: Network, plan: Plan):
    assert list(network_sections("essai", PUBLIC)) == []
    assert (current_plans_map("essai"), pcet_stages_map("essai")) == (None, None)
    Plan.objects.update(is_published=True)
    fill(plan, "budget", amount="1 €")
    (section,) = network_sections("essai", PUBLIC)
    assert (section.anchor, section.context["counts"]) == ("plans", network_plans("essai").counts)
    drawn = current_plans_map("essai")
    assert drawn is not None
    assert section.context["map"] == drawn
    assert [place.category for place in drawn.places] == ["pcaet", "unknown"]
    assert pcet_stages_map("essai") is None  # it is no PCET
    Plan.objects.update(kind="pcet")
    fill(plan, "budget", amount="2 €")
    drawn = pcet_stages_map("essai")
    assert drawn is not None
    assert [place.category for place in drawn.places] == ["begun", "unknown"]


def test_what_may_be_quoted_of_a_network_is_what_adds_up(published: Plan):
    figures = {figure.id.removeprefix("plans.essai.current."): figure for figure in catalogue_figures("essai")}
    assert list(figures)[:4] == ["count", "adopted", "evaluated.in_place", "evaluated.planned"]
    assert (figures["budget_territory"].value, figures["count"].value) == (830_000, 1)
    assert "own_share" not in figures
    Network.objects.create(slug="vide", name_fr="Vide", name_en="Empty")
    assert (catalogue_figures("vide"), competence_figures("vide")) == ([], [])
    assert [figure.label.fr for figure in competence_figures("essai")] == [
        competence.label.fr for competence in plan_competences()
    ]


def test_sums_are_those_of_which_something_is_known(published: Plan):
    ids = [figure.id.rpartition(".")[2] for figure in sums(network_plans("essai").current)]
    assert ids == ["budget_territory", "budget_territory_per_inhabitant"]


def test_the_step_of_competences_names_the_members_of_which_none_is_declared(network: Network, member: Territory):
    step = competences_step("essai", PUBLIC)
    assert step is not None
    assert (step.is_done, step.lacks) == (True, ())
    assert re.sub(r"[\u00a0\u202f]", " ", step.known) == "Compétences connues : 2 sur 2."
    for competence in plan_competences():
        stated = {"competence": competence.code, "holding": Holding.NOT_DECLARED.value, "source": "Statuts"}
        StatedCompetence.objects.create(territory=member, **stated)
    step = competences_step("essai", PUBLIC)
    assert step is not None
    assert (step.is_done, len(step.lacks)) == (False, 1)
    assert step.lacks[0].endswith("Sicoval.")
    Network.objects.create(slug="vide", name_fr="Vide", name_en="Empty")
    assert competences_step("vide", PUBLIC) is None
