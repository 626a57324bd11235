"""What becomes of a call: published, made private again, deleted."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from autan.ground.descriptions.core.documents import require_whole
from autan.ground.wordings import Sentence
from autan.people.workflows.actions import GONE, Transition, Workflow
from autan.plans.funding.actions.calls import REFUSAL
from autan.plans.funding.models import FundingCallRecord
from autan.plans.funding.queries import find_call

_NOT_DELETED = Sentence("un appel publié ne se supprime pas")


CALL: Workflow[FundingCallRecord] = Workflow(
    name="funding.call",
    state=lambda record: "published" if record.is_published else "draft",
    right="funding.write_call",
    refusal=REFUSAL,
    network=lambda record: record.network.slug,
    find=lambda reader, slug: find_call(slug, reader=reader),
    transitions=(
        Transition(
            name="publish_call",
            sent="publish",
            begins={"draft"},
            ends="published",
            guard=lambda step: require_whole(step.row.document, step.row.name),
            sets={"is_published": True},
            journal="Appel publié : {row.name}",
            done=_("L’appel est publié."),
            label=_("Publier"),
        ),
        Transition(
            name="withdraw_call",
            sent="withdraw",
            begins={"published"},
            ends="draft",
            sets={"is_published": False},
            journal="Appel retiré de la publication : {row.name}",
            done=_("L’appel n’est plus publié."),
            label=_("Ne plus publier"),
        ),
        Transition(
            name="delete_call",
            sent="delete",
            begins={"draft"},
            ends=GONE,
            refusals={"published": _NOT_DELETED},
            journal="Appel supprimé : {row.name}",
            done=_("L’appel est supprimé."),
            label=_("Supprimer ce brouillon"),
            leads=lambda record: reverse("funding:calls", kwargs={"network": record.network.slug}),
        ),
    ),
)
