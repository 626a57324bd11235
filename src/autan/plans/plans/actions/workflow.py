"""What becomes of a plan: published, taken back, deleted."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from autan.ground.errors import DomainError
from autan.ground.wordings import Sentence
from autan.people.workflows.actions import GONE, Step, Transition, Workflow
from autan.plans.plans.actions.plans import REFUSAL, heading_values
from autan.plans.plans.models import Plan
from autan.plans.plans.queries.plans import find_plan, network_of

_NOT_DELETED = Sentence("un plan publié, ou auquel un autre succède, ne se supprime pas")


def _refuse_without_evidence(step: Step[Plan]) -> None:
    """Refuse that the product publishes a real plan that rests on nothing: what an officer types rests on her."""
    plan = step.row
    rests = plan.is_invented or bool(plan.evidence) or plan.lines.exclude(evidence=[]).exists()
    if step.act.by is None and not rests:
        message = "{slug}\u00a0: un plan d’une vraie collectivité est publié avec ce qui l’énonce"
        raise DomainError(message, slug=plan.slug)


def _refuse_followed(step: Step[Plan]) -> None:
    if Plan.objects.filter(follows=step.row).exists():
        raise DomainError(_NOT_DELETED)


def _goes_with(plan: Plan) -> list[str]:
    count = plan.lines.count()
    return [ngettext("%(n)d ligne de ses rubriques", "%(n)d lignes de ses rubriques", count) % {"n": count}]


PLAN: Workflow[Plan] = Workflow(
    name="plans.plan",
    state=lambda plan: "published" if plan.is_published else "draft",
    right="plans.write_plan",
    refusal=REFUSAL,
    network=network_of,
    find=lambda reader, slug: find_plan(slug, reader=reader).record,
    transitions=(
        Transition(
            name="publish_plan",
            begins={"draft"},
            ends="published",
            guard=_refuse_without_evidence,
            sets={"is_published": True},
            journal="Plan publié",
            done=_("Le plan est publié."),
        ),
        Transition(
            name="withdraw_plan",
            begins={"published"},
            ends="draft",
            sets={"is_published": False},
            journal="Plan retiré de la publication",
            done=_("Le plan n’est plus publié."),
        ),
        Transition(
            name="delete_plan",
            begins={"draft"},
            ends=GONE,
            refusals={"published": _NOT_DELETED},
            guard=_refuse_followed,
            journal="Plan supprimé : {row.title}",
            details=lambda plan: {
                **heading_values(plan),
                "lines": {f"{line.section}/{line.key}": line.typed for line in plan.lines.all()},
            },
            done=_("Le plan est supprimé."),
            label=_("Supprimer ce brouillon"),
            tells=_goes_with,
            leads=lambda _plan: reverse("network_plans:home"),
        ),
    ),
)
