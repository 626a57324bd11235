"""What becomes of a kept scenario and of a workshop around the table."""

from django.urls import reverse
from django.utils.translation import gettext as _

from autan.evidence.figures.queries.registry import quotations_of
from autan.foresight.scenarios.actions.scenarios import REFUSAL, place_of
from autan.foresight.scenarios.actions.workshops import REFUSAL as WORKSHOP_REFUSAL
from autan.foresight.scenarios.models import KeptScenario, TableWorkshop
from autan.foresight.scenarios.queries.kept_scenarios import find_kept
from autan.foresight.scenarios.queries.workshops import find_workshop
from autan.foresight.starting_states.core.addresses import SCENARIO as ADDRESSES
from autan.ground.errors import DomainError, RuleError
from autan.people.workflows.actions import GONE, Step, Transition, Workflow
from autan.territories.networks.queries.networks import journal_network


def _network(row: KeptScenario | TableWorkshop) -> str:
    return journal_network(place_of(row))


def _refuse_quoted(step: Step[KeptScenario]) -> None:
    if places := quotations_of(f"{ADDRESSES}.{step.row.slug}"):
        message = "ce scénario est cité\u00a0: {places}\u202f; ôtez-le d’abord de ces textes"
        raise RuleError(message, places=", ".join(places))


SCENARIO: Workflow[KeptScenario] = Workflow(
    name="foresight.scenario",
    state=lambda kept: "published" if kept.is_published else "draft",
    right="foresight.keep_scenario",
    refusal=REFUSAL,
    subject=place_of,
    network=_network,
    find=lambda reader, slug: find_kept(slug, reader=reader),
    page=lambda kept: reverse("foresight:scenarios", args=[kept.place_code]),
    transitions=(
        Transition(
            name="publish_scenario",
            begins={"draft"},
            ends="published",
            sets={"is_published": True},
            journal="Scénario publié : {row.title}",
        ),
        Transition(
            name="withdraw_scenario",
            begins={"published"},
            ends="draft",
            sets={"is_published": False},
            journal="Scénario retiré : {row.title}",
        ),
        Transition(
            name="delete_scenario",
            begins={"draft", "published"},
            ends=GONE,
            guard=_refuse_quoted,
            journal="Scénario supprimé : {row.title}",
            done=lambda step: _("«\u202f%(title)s\u202f» est supprimé.") % {"title": step.row.title},
        ),
    ),
)


def _refuse_unsaid(step: Step[TableWorkshop]) -> None:
    if not (step.row.converged or step.row.dissent):
        raise DomainError("un atelier se clôt sur un mélange commun, ou sur ce qui a empêché d’en trouver un")


TABLE: Workflow[TableWorkshop] = Workflow(
    name="foresight.workshop",
    state=lambda workshop: "closed" if workshop.is_closed else "open",
    right="foresight.run_workshop",
    refusal=WORKSHOP_REFUSAL,
    subject=place_of,
    network=_network,
    find=lambda reader, slug: find_workshop(slug, reader=reader),
    page=lambda workshop: reverse("foresight:table", args=[workshop.slug]),
    transitions=(
        Transition(
            name="close_workshop",
            begins={"open"},
            ends="closed",
            guard=_refuse_unsaid,
            sets={"is_closed": True, "is_published": lambda step: step.fields["is_published"]},
            journal="Atelier clos : {row.title}",
        ),
    ),
)
