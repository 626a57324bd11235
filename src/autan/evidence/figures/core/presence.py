"""Absence: what a room holds of somebody is stated present, stated absent, or not known; silence states nothing."""

from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import number_text
from autan.ground.wordings import Sentence, Text


class Presence(Labelled):
    """What is known of a subject on one aspect."""

    PRESENT = "present", "énoncé présent", "stated present"
    ABSENT = "absent", "énoncé absent", "stated absent"
    NOT_KNOWN = "not_known", "non connu ici", "not known here"

    @property
    def is_known(self) -> bool:
        """True when a source or a person states it, one way or the other."""
        return self is not Presence.NOT_KNOWN


def presence_of(*, is_held: bool, is_complete: bool) -> Presence:
    """Say what is known: an empty list is absence only where somebody stated that nothing is missing from it.

    Args:
        is_held: something is held.
        is_complete: a source, or a person on a day, states that there is nothing else.

    >>> presence_of(is_held=False, is_complete=False).value, presence_of(is_held=False, is_complete=True).value
    ('not_known', 'absent')
    """
    if is_held:
        return Presence.PRESENT
    return Presence.ABSENT if is_complete else Presence.NOT_KNOWN


def count_words(count: float, *, total: int, unknown: int, is_floor: bool = False) -> Text:
    """Say a count of which some parts are not known: « au moins 3 sur 12 ; 4 non connus ».

    >>> count_words(3, total=12, unknown=1).fr, count_words(3, total=12, unknown=0).en
    ('au moins 3 sur 12 ; 1 non connu', '3 of 12')
    """
    number = number_text(round(count, 2))
    of = Sentence("{number} sur {total}", number=number, total=total)
    if not unknown:
        return Sentence("au moins {of}", of=of) if is_floor else of
    plural = "s" if unknown > 1 else ""
    missing = Sentence("{unknown} non connu{plural}", unknown=unknown, plural=plural)
    if not count:
        return Sentence("aucun cas connu ; {missing} sur {total}", missing=missing, total=total)
    return Sentence("au moins {of} ; {missing}", of=of, missing=missing)
