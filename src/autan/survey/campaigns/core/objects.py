"""Objects of this room that the journal and the remarks are about."""

from autan.people.journal.core import ObjectRef

ROOM = "surveys"
ANSWERS = "answers"


def campaign_object(campaign: str) -> ObjectRef:
    """Return the reference of a campaign, by its slug."""
    return ObjectRef(ROOM, "campaign", campaign)


def answers_object(campaign: str, siren: str) -> ObjectRef:
    """Return the reference of all that one territory answers to one campaign.

    >>> answers_object("enquete", "200072635").key
    'enquete/200072635'
    """
    return ObjectRef(ROOM, ANSWERS, f"{campaign}/{siren}")


def invitation_object(number: int) -> ObjectRef:
    """Return the reference of a personal link, by its number."""
    return ObjectRef(ROOM, "invitation", str(number))
