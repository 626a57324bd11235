"""The minutes of a workshop, drafted from its notes; their phases are those of the room of minutes."""

from autan.errors import DomainError
from autan.evidence.language import FRENCH, in_language
from autan.journal.actions import Actor
from autan.minutes.actions.minutes import MinutesInput, start_minutes
from autan.minutes.models import Minutes
from autan.workshops.core.formats import WorkshopStatus
from autan.workshops.core.notes import draft_text
from autan.workshops.models import Workshop
from autan.workshops.queries.notes import kept_notes


def draft_minutes(*, by: Actor | None, workshop: Workshop) -> Minutes:
    """Begin the minutes of a workshop from its notes, by moment and by group, the starred ones first.

    Raises:
        DomainError: it has not been held, or has minutes already.
        NotAllowedError: `by` does not keep this workshop.
    """
    if workshop.status != WorkshopStatus.HELD:
        raise DomainError("le compte rendu se commence une fois l’atelier tenu")
    with in_language(FRENCH):
        text = draft_text([note.as_kept() for note in kept_notes(workshop)])
    given = MinutesInput(network=workshop.network, title=workshop.title, text=text)
    return start_minutes(by=by, meeting=workshop.ref, given=given)
