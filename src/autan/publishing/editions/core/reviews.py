"""Where the review of an edition stands: the referent, then the members that it names, then publication.

A member that says nothing before the end of the delay agrees: silence is consent, and it is said so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from autan.ground.texts.core.labelled import Labelled


class ReviewStage(Labelled):
    """Stages of a review, named after who acts next."""

    REFERENT = "referent", "chez le référent thématique", "with the thematic referent"
    MEMBERS = "members", "droit de réponse des membres", "members’ right of reply"
    ANSWERS = "answers", "corrections demandées, à traiter", "corrections asked, to be answered"
    READY = "ready", "prête à être publiée", "ready to be published"
    RETURNED = "returned", "rendue à l’auteur par le référent", "returned to its author by the referent"
    OUTDATED = "outdated", "le texte a changé depuis : à soumettre de nouveau", "the text has changed: submit it again"


class Opinion(Labelled):
    """Opinions on a text."""

    AGREED = "agreed", "d’accord", "agrees"
    CORRECTION = "correction", "demande une correction", "asks for a correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOpinion:
    """What one reviewer said.

    `is_answered`: True when the coordinator answered a correction that was asked.
    """

    opinion: Opinion
    is_answered: bool = False


def stage_of(
    *,
    referent: GivenOpinion | None,
    expected: Sequence[str],
    replies: Mapping[str, GivenOpinion],
    replies_until: date | None,
    today: date,
    is_same_text: bool,
) -> ReviewStage:
    """Say where a review stands; `is_same_text` is False when the text was changed since it was submitted."""
    if not is_same_text:
        return ReviewStage.OUTDATED
    if referent is None:
        return ReviewStage.REFERENT
    if referent.opinion is Opinion.CORRECTION:
        return ReviewStage.RETURNED
    is_over = replies_until is not None and today > replies_until
    if not is_over and any(siren not in replies for siren in expected):
        return ReviewStage.MEMBERS
    corrections = [reply for reply in replies.values() if reply.opinion is Opinion.CORRECTION]
    return ReviewStage.READY if all(reply.is_answered for reply in corrections) else ReviewStage.ANSWERS


class EditionState(StrEnum):
    """Where an edition stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
