"""The review of an edition: submitted, approved by the referent, replied to by the members that it names."""

from dataclasses import asdict
from datetime import timedelta

from django.utils import timezone

from autan.ground.errors import ConflictError, RuleError
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, acting
from autan.publishing.editions.actions.editions import editing, edition_ref
from autan.publishing.editions.actions.publishing import PublicationRefusedError
from autan.publishing.editions.core.reviews import Opinion, ReviewStage
from autan.publishing.editions.models import Edition, Review, ReviewOpinion
from autan.publishing.editions.queries.editions import get_edition, read_edition
from autan.publishing.editions.queries.writing import members_named_in, open_review, possible_referents, view_review
from autan.publishing.living_text.core.findings import check_text, stopping
from autan.territories.networks.queries.networks import network_members

MOST_DAYS = 90
_REFUSAL = "seule la coordination du réseau mène la relecture de ses synthèses"


def submit_edition(*, by: Person | None, slug: str, referent: Person, reply_days: int) -> Review:
    """Submit the recorded text of an edition to its referent; the members that it names are found and kept.

    Members have `reply_days` to reply once the referent agrees.

    Raises:
        PublicationRefusedError: something in the text does not hold.
        ConflictError: a review of this edition is under way.
        RuleError: the referent is not of the network, or the delay is none.
    """
    with editing(by, slug, "submit_edition", refusal=_REFUSAL) as (act, edition):
        if open_review(edition) is not None:
            raise ConflictError("une relecture de cette édition est en cours\u00a0: menez-la à bout ou abandonnez-la")
        if referent not in possible_referents(edition.network):
            raise RuleError("le référent est une personne du réseau")
        if not 1 <= reply_days <= MOST_DAYS:
            message = "un délai de 1 à {most_days} jours est attendu"
            raise RuleError(message, most_days=MOST_DAYS)
        dossier = read_edition(edition)
        if findings := stopping(check_text(dossier.computed)):
            raise PublicationRefusedError(slug, findings)
        review = Review.objects.create(
            edition=edition,
            source=edition.source,
            submitted_by_id=act.author_id,
            submitted_at=timezone.now(),
            referent=referent,
            reply_days=reply_days,
            named=[asdict(member) for member in members_named_in(dossier)],
        )
        _record(act, edition, f"Édition {slug} soumise à la relecture")
    return review


def record_referent_opinion(*, by: Person, slug: str, opinion: Opinion, text: str = "") -> Review:
    """Give the opinion of the referent: agreed, the members may reply; a correction, the text goes back to its author.

    Raises RuleError: no review waits for the referent, this person is not the referent, or a correction says nothing.
    """
    edition = get_edition(slug)
    review = _under_way(edition, ReviewStage.REFERENT)
    if review.referent_id != by.pk:
        raise RuleError("seul le référent choisi donne cet avis")
    with acting(by=by, act="record_referent_opinion") as act:
        _give(act, review, "", opinion, text)
        if opinion is Opinion.AGREED:
            review.replies_until = timezone.localdate() + timedelta(days=review.reply_days)
        else:
            review.closed_at = timezone.now()
        review.save(update_fields=["replies_until", "closed_at"])
        _record(act, edition, f"Édition {slug}, avis du référent : {opinion.label.fr}")
    return review


def reply_for_member(*, by: Person, slug: str, siren: str, opinion: Opinion, text: str = "") -> ReviewOpinion:
    """Reply for a member that the text names, before the end of the delay; a later reply replaces the first.

    Raises RuleError: the members are not asked now, the text does not name this one, or a correction says nothing.
    """
    edition = get_edition(slug)
    review = open_review(edition)
    refusal = "seule la personne chargée de mission d’un membre répond pour lui"
    with acting(
        by=by, act="reply_for_member", permission="synthesis.reply_for_member", on=siren, refusal=refusal
    ) as act:
        # a text changed since it was submitted is not the one that its members were asked about
        is_open = review is not None and review.replies_until and timezone.localdate() <= review.replies_until
        if review is None or not is_open or review.source != edition.source:
            raise RuleError("le droit de réponse n’est pas ouvert pour cette édition")
        if siren not in {member["siren"] for member in review.named}:
            raise RuleError("le texte ne nomme pas ce membre")
        reply = _give(act, review, siren, opinion, text)
        names = {member.siren: member.short_name for member in network_members(edition.network)}
        _record(act, edition, f"Édition {slug}, réponse de {names.get(siren, siren)} : {opinion.label.fr}")
    return reply


def answer_correction(*, by: Person | None, slug: str, siren: str, answer: str) -> None:
    """Answer a correction that a member asked: what was done with it, or why not. Its words are kept with it.

    Raises RuleError: no such correction was asked, or the answer is empty.
    """
    with editing(by, slug, "answer_correction", refusal=_REFUSAL) as (act, edition):
        review = open_review(edition)
        opinion = review.opinions.filter(siren=siren, opinion=Opinion.CORRECTION).first() if review and siren else None
        if opinion is None:
            raise RuleError("ce membre n’a pas demandé de correction")
        if not answer.strip():
            raise RuleError("une réponse est à écrire\u00a0: le membre la lira")
        opinion.answer = answer.strip()
        opinion.save(update_fields=["answer"])
        _record(act, edition, f"Édition {slug}, correction demandée par {siren} : réponse donnée")


def cancel_review(*, by: Person | None, slug: str) -> None:
    """Close the review under way, to change the text; its opinions are kept.

    Raises RuleError: there is none.
    """
    with editing(by, slug, "cancel_review", refusal=_REFUSAL) as (act, edition):
        review = open_review(edition)
        if review is None:
            raise RuleError("aucune relecture n’est en cours")
        review.closed_at = timezone.now()
        review.save(update_fields=["closed_at"])
        _record(act, edition, f"Édition {slug}, relecture abandonnée")


def _under_way(edition: Edition, stage: ReviewStage) -> Review:
    review = open_review(edition)
    if review is None or view_review(review, edition, today=timezone.localdate()).stage is not stage:
        raise RuleError("cette édition n’attend pas cet avis")
    return review


def _give(act: Act, review: Review, siren: str, opinion: Opinion, text: str) -> ReviewOpinion:
    if opinion is Opinion.CORRECTION and not text.strip():
        raise RuleError("dites ce qui est à corriger")
    reply, _is_new = ReviewOpinion.objects.update_or_create(
        review=review,
        siren=siren,
        defaults={
            "opinion": opinion,
            "text": text.strip(),
            "answer": "",
            "by_id": act.author_id,
            "at": timezone.now(),
        },
    )
    return reply


def _record(act: Act, edition: Edition, summary: str) -> None:
    act.record(edition_ref(edition), summary=summary, network=edition.network)
