"""The only writers of what is decided of contradictions, and of the answers of members."""

from functools import partial

from django.utils import timezone

from autan.cooperation.crossreading.actions.alignments import ROOM
from autan.cooperation.crossreading.core.contradictions import Contradiction, ReviewStatus
from autan.cooperation.crossreading.models import ContradictionReview
from autan.cooperation.crossreading.renderers import render_question
from autan.ground.errors import DomainError
from autan.people.journal.actions import Actor, acting, require_right
from autan.people.journal.core import ObjectRef
from autan.people.mail.actions import queue_message
from autan.people.mail.connectors import Sender
from autan.territories.networks.models import Network, Territory
from autan.territories.networks.queries.people import officers_of

_deciding = partial(
    acting, permission="crossreading.coordinate", refusal="seule la coordination du réseau décide d’une contradiction"
)
_ANSWERS = "seules la coordination et la personne chargée de mission du membre répondent"


def review_contradiction(
    *,
    by: Actor | None,
    network: Network,
    contradiction: Contradiction,
    status: ReviewStatus,
    reason: str,
    by_name: str = "",
    site: str = "",
) -> ContradictionReview:
    """Keep what is decided of a contradiction: accepted, explained, or asked of its member by mail to its officers.

    Nobody is written to without a `site`, the address that the link of the message begins with.
    """
    if status is ReviewStatus.OPEN or not reason.strip():
        raise DomainError(
            "dites pourquoi en une phrase, puis choisissez\u00a0: admise, expliquée, ou question au membre"
        )
    if status is ReviewStatus.ASKED and not contradiction.siren:
        raise DomainError("ce désaccord est celui du réseau entier\u00a0: il n’a pas de membre à qui le demander")
    with _deciding(by=by, act="review_contradiction", on=network, by_name=by_name, network=network.slug) as act:
        review = ContradictionReview.objects.create(
            network=network,
            fingerprint=contradiction.fingerprint,
            kind=contradiction.kind.value,
            siren=contradiction.siren,
            sides=[[side.origin.value, side.words.fr] for side in contradiction.sides],
            status=status.value,
            reason=reason.strip(),
            by_id=act.author_id,
        )
        act.record(
            ObjectRef(ROOM, "contradiction", contradiction.fingerprint),
            summary=f"Contradiction {status.label.fr} : {contradiction.kind.label.fr}",
            network=network.slug,
            details={"reason": review.reason},
        )
        if status is ReviewStatus.ASKED and site:
            _write_to_officers(review, contradiction, site)
    return review


def _write_to_officers(question: ContradictionReview, contradiction: Contradiction, site: str) -> None:
    network = question.network
    for person in officers_of(question.siren):
        email = render_question(question, contradiction, person, site=site)
        queue_message(
            kind="crossreading.question",
            to=person.email,
            subject=email.subject,
            body=email.body,
            network=network.slug,
            sender=Sender(name=network.sender_name, reply_to=network.reply_to),
            key=f"crossreading.question/{question.pk}/{person.pk}",
        )


def answer_question(*, by: Actor | None, question: ContradictionReview, answer: str) -> ContradictionReview:
    """Keep the answer of a member to what it was asked; the coordination then decides."""
    if not answer.strip():
        raise DomainError("écrivez la réponse du membre")
    if question.answer:
        raise DomainError("cette question a déjà sa réponse")
    require_right(by, "crossreading.answer", on=Territory.objects.get(siren=question.siren), refusal=_ANSWERS)
    with acting(by=by, act="answer_question") as act:
        question.answer, question.answered_by_id = answer.strip(), act.author_id
        question.answered_at = timezone.now()
        question.save(update_fields=["answer", "answered_by", "answered_at"])
        act.record(
            ObjectRef(ROOM, "contradiction", question.fingerprint),
            summary="Réponse du membre à une contradiction",
            network=question.network.slug,
            details={"answer": question.answer},
        )
    return question
