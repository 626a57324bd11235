"""The reviews of editions: where each stands, who is named, who may review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from autan.evidence.figures.queries.facts import facts_by_id
from autan.people.accounts.models import Person
from autan.publishing.edition_files.queries.dossiers import Dossier
from autan.publishing.editions.core.reviews import GivenOpinion, Opinion, ReviewStage, stage_of
from autan.publishing.editions.models import Edition, Review, ReviewOpinion
from autan.publishing.living_text.core.naming import NamedMember, named_members
from autan.territories.networks.models import Membership
from autan.territories.networks.rights import in_force_today


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A review, its opinions at hand, and where it stands today.

    Attributes:
        replies: opinion of each member that replied, by SIREN.
        is_over: True when the delay of the members has passed.
    """

    review: Review
    stage: ReviewStage
    referent: ReviewOpinion | None
    replies: dict[str, ReviewOpinion]
    is_over: bool


def open_review(edition: Edition) -> Review | None:
    """Return the review under way of an edition, or None. One query."""
    return edition.reviews.filter(closed_at__isnull=True).select_related("referent").first()


def open_reviews() -> list[Review]:
    """Return the reviews under way, with their editions. One query."""
    return list(Review.objects.filter(closed_at__isnull=True).select_related("edition"))


def last_review(edition: Edition) -> Review | None:
    """Return the last review of an edition, under way or closed, or None. One query."""
    return edition.reviews.select_related("referent").first()


def view_review(review: Review, edition: Edition, *, today: date) -> ReviewView:
    """Say where a review stands on a day. One query."""
    opinions = {opinion.siren: opinion for opinion in review.opinions.all()}
    referent = opinions.pop("", None)
    stage = stage_of(
        referent=_given(referent) if referent else None,
        named=[member["siren"] for member in review.named],
        replies={siren: _given(opinion) for siren, opinion in opinions.items()},
        replies_until=review.replies_until,
        today=today,
        is_same_text=review.closed_at is not None or review.source == edition.source,
    )
    is_over = review.replies_until is not None and today > review.replies_until
    return ReviewView(review=review, stage=stage, referent=referent, replies=opinions, is_over=is_over)


def members_named_in(dossier: Dossier) -> tuple[NamedMember, ...]:
    """List the members that a text names. One query."""
    text = dossier.computed.text
    facts = {key: fact.siren for key, fact in facts_by_id(text.cited_facts()).items()}
    members = [(member.siren, member.short_name_in(text.names_year)) for member in dossier.members]
    return named_members(text.blocks, list(dossier.computed.all_figures()), facts, members)


def possible_referents(network: str) -> Sequence[Person]:
    """Return the people of a network who may be asked to review a text, by name. One query."""
    members = Membership.objects.filter(network__slug=network, valid_to__isnull=True).values("territory")
    has_mandate = Q(mandates__network__slug=network) | Q(mandates__territory__in=members)
    people = Person.objects.filter(has_mandate, in_force_today("mandates__"), is_active=True)
    return list(people.distinct().order_by("name"))


def _given(opinion: ReviewOpinion) -> GivenOpinion:
    return GivenOpinion(opinion=Opinion(opinion.opinion), is_answered=bool(opinion.answer))
