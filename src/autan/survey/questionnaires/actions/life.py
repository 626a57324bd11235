"""What becomes of a draft of a questionnaire: a part that was taken away put back, all of it given up."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.people.lives.actions import GONE, Life, Transition
from autan.survey.questionnaires.actions.drafts import REFUSAL
from autan.survey.questionnaires.models import QuestionnaireDraft
from autan.survey.questionnaires.queries import find_draft, tree_of


def _goes_with(draft: QuestionnaireDraft) -> list[str]:
    sections = tree_of(draft.document, draft.slug)["sections"]
    count = sum(len(section["questions"]) for section in sections)
    return [ngettext("%(n)d question", "%(n)d questions", count) % {"n": count}]


DRAFT: Life[QuestionnaireDraft] = Life(
    name="questionnaires.draft",
    state=lambda draft: "cut" if draft.document_before else "whole",
    right="questionnaires.author",
    refusal=REFUSAL,
    network=lambda draft: str(draft.network_id or ""),
    find=lambda reader, slug: find_draft(slug, reader=reader),
    transitions=(
        Transition(
            name="restore_draft",
            begins={"cut"},
            ends="whole",
            refusals={"whole": "ce brouillon a changé depuis\u00a0: il n’y a plus rien à remettre"},
            sets={
                "document": lambda step: step.row.document_before,
                "document_before": "",
                "revision": lambda step: step.row.revision + 1,
                "updated_by": lambda step: step.act.by,
            },
            journal="Brouillon « {row.slug} » : ce qui était enlevé est remis",
            done=gettext_lazy("Ce qui était enlevé est remis."),
            label=gettext_lazy("Annuler\u00a0: remettre ce qui vient d’être enlevé"),
        ),
        Transition(
            name="discard_draft",
            begins={"cut", "whole"},
            ends=GONE,
            journal="Brouillon abandonné : {row.title_fr}",
            done=lambda step: _("Le brouillon «\u202f%(title)s\u202f» est abandonné.") % {"title": step.row.title_fr},
            label=gettext_lazy("Abandonner ce brouillon"),
            tells=_goes_with,
            leads=lambda _draft: reverse("questionnaires:index"),
        ),
    ),
)
