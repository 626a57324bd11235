"""The four phases of minutes, how long amendments are taken, and what may be done in each phase."""

from datetime import date, timedelta
from typing import Final

from autan.ground.errors import Sentence
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_date

AMENDMENT_DAYS: Final = 10
"""Days during which those who attended may ask for a change, the day of opening not counted."""


class MinutesPhase(Labelled):
    """Where minutes stand; a phase follows the one before and never comes back."""

    DRAFT = "draft", "brouillon", "draft"
    AMENDED = "amended", "ouvert aux amendements", "open to amendments"
    SETTLED = "settled", "arrêté", "settled"
    PUBLISHED = "published", "publié", "published"


class AmendmentState(Labelled):
    """What became of an amendment."""

    PROPOSED = "proposed", "à examiner", "to be examined"
    ACCEPTED = "accepted", "accepté", "accepted"
    REFUSED = "refused", "refusé", "refused"


def amendments_until(opened_on: date) -> date:
    """Return the last day on which an amendment is taken.

    >>> amendments_until(date(2026, 3, 1))
    datetime.date(2026, 3, 11)
    """
    return opened_on + timedelta(days=AMENDMENT_DAYS)


def takes_amendments(phase: MinutesPhase, until: date | None, today: date) -> bool:
    """Say whether an amendment may be asked for on a day.

    >>> takes_amendments(MinutesPhase.AMENDED, date(2026, 3, 11), date(2026, 3, 11))
    True
    >>> takes_amendments(MinutesPhase.SETTLED, date(2026, 3, 11), date(2026, 3, 11))
    False
    """
    return phase is MinutesPhase.AMENDED and until is not None and today <= until


def why_not_settled(phase: MinutesPhase, until: date | None, today: date, waiting: int) -> str:
    """Return why minutes cannot be settled on a day, in French; empty when they can.

    >>> why_not_settled(MinutesPhase.AMENDED, date(2026, 3, 11), date(2026, 3, 12), 0)
    ''
    """
    if phase is not MinutesPhase.AMENDED or until is None:
        return Sentence("un compte rendu s’arrête après avoir été ouvert aux amendements")
    if today <= until:
        last = format_date(until, language="fr")
        return Sentence(
            "les amendements sont reçus jusqu’au {last} inclus : le compte rendu s’arrête ensuite", last=last
        )
    if waiting:
        return Sentence(
            "{waiting} amendement(s) attendent une réponse : acceptez-les ou refusez-les avant d’arrêter le texte",
            waiting=waiting,
        )
    return ""
