"""The phases of minutes: open to amendments, settled, published."""

from django.utils.translation import gettext_lazy as _

from autan.cooperation.minutes.actions.minutes import REFUSAL, keep_version
from autan.cooperation.minutes.core import AmendmentDelay, AmendmentState, amendments_until, why_not_settled
from autan.cooperation.minutes.models import Minutes
from autan.cooperation.minutes.queries import find_minutes, holder_of
from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Sentence
from autan.people.workflows.actions import GONE, Step, Transition, Workflow, on_that_day

_OPENED = Sentence("ce compte rendu a déjà été ouvert aux amendements")
_NOT_OPENED = Sentence("un compte rendu s’arrête après avoir été ouvert aux amendements")
_NOT_SETTLED = Sentence("seul un compte rendu arrêté se publie")
_NEXT = _("Le compte rendu est passé à la phase suivante.")


def _open(step: Step[Minutes]) -> str:
    holder, minutes = holder_of(step.row.meeting), step.row
    # the heading is that of the meeting now
    minutes.heading = [list(line) for line in holder.heading(holder.find(minutes.object_id))]
    delay, other = step.fields.get("delay") or AmendmentDelay.TEN_DAYS, step.fields.get("until")
    minutes.amendments_until = amendments_until(step.today, AmendmentDelay(delay), other)
    if minutes.amendments_until is None:
        return AmendmentDelay.AT_ONCE.label.fr
    return f"jusqu’au {format_date(minutes.amendments_until, language='fr')} inclus"


def _refuse_early(step: Step[Minutes]) -> None:
    waiting = step.row.amendments.filter(state=AmendmentState.PROPOSED).count()
    if refusal := why_not_settled(step.row.amendments_until, step.today, waiting):
        raise DomainError(refusal)


MINUTES: Workflow[Minutes] = Workflow(
    name="minutes.minutes",
    state="phase",
    right=lambda minutes: holder_of(minutes.meeting).write,
    refusal=REFUSAL,
    subject=lambda minutes: holder_of(minutes.meeting).find(minutes.object_id),
    find=lambda reader, slug: find_minutes(slug, reader=reader),
    transitions=(
        Transition(
            name="open_amendments",
            begins={"draft"},
            ends="amended",
            refusals={"amended": _OPENED, "settled": _OPENED, "published": _OPENED},
            effect=_open,
            journal="Compte rendu ouvert aux amendements {result}",
            done=_NEXT,
        ),
        Transition(
            name="settle_minutes",
            begins={"amended"},
            ends="settled",
            refusals={"draft": _NOT_OPENED, "settled": _NOT_OPENED, "published": _NOT_OPENED},
            guard=_refuse_early,
            sets={"settled_on": on_that_day},
            effect=lambda step: keep_version(step.act, step.row, reason="Texte arrêté"),
            journal="Compte rendu arrêté",
            done=_NEXT,
        ),
        Transition(
            name="publish_minutes",
            begins={"settled"},
            ends="published",
            refusals={"draft": _NOT_SETTLED, "amended": _NOT_SETTLED, "published": _NOT_SETTLED},
            sets={"published_on": on_that_day},
            effect=lambda step: keep_version(step.act, step.row, reason="Texte publié"),
            journal=lambda step: f"Compte rendu publié, empreinte {step.row.content_hash[:12]}",
            done=_NEXT,
        ),
        Transition(
            name="discard_minutes",
            begins={"draft"},
            ends=GONE,
            refusals={"amended": _OPENED, "settled": _OPENED, "published": _OPENED},
            journal="Brouillon de compte rendu supprimé",
        ),
    ),
)
