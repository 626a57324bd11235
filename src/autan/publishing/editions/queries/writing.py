"""The parts of an edition as its authors see them, the history of its text, and its reviews."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from autan.evidence.figures.queries.facts import facts_by_id
from autan.ground.errors import UnknownError
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.publishing.edition_files.queries.dossiers import Dossier
from autan.publishing.editions.core.reviews import GivenOpinion, Opinion, ReviewStage, stage_of
from autan.publishing.editions.models import Edition, Review, ReviewOpinion, TextVersion, UnreadSection
from autan.publishing.living_text.core.sentences import NamedMember, named_members
from autan.publishing.living_text.importers.sections import TextSection, split_sections, version_of
from autan.territories.networks.models import Membership
from autan.territories.networks.rights import in_force_today

_MOST_VERSIONS = 60
_AROUND = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSection:
    """One part of an edition: what this person typed and that was kept aside (`is_unread`), else what is recorded."""

    rank: int
    title: Text
    text: str
    recorded: str
    version: str
    is_unread: bool
    place: str
    is_chapter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersionLine:
    """One version of a text, and the lines by which it differs from the one before.

    `lines`: sign (`+`, `-` or a space) and words of each line.
    """

    version: TextVersion
    lines: Sequence[tuple[str, str]]
    is_current: bool


def written_sections(edition: Edition, person: Person) -> list[WrittenSection]:
    """Return the parts of an edition for one author. One query."""
    unread = {section.section: section.text for section in UnreadSection.objects.filter(edition=edition, by=person)}
    return [_section(rank, section, unread) for rank, section in enumerate(split_sections(edition.source))]


def written_section(edition: Edition, person: Person, rank: int) -> WrittenSection:
    """Return one part of an edition. One query.

    Raises UnknownError: it has no such part.
    """
    sections = written_sections(edition, person)
    if rank >= len(sections):
        raise UnknownError("ce chapitre n’est plus dans le texte")
    return sections[rank]


def versions_of(edition: Edition) -> list[TextVersionLine]:
    """Return the last versions of a text, newest first, each beside the one before. One query."""
    # one more than is shown: the last line needs what came before it
    versions = list(edition.versions.all()[: _MOST_VERSIONS + 1])
    before = [*(version.source for version in versions[1:]), ""]
    pairs = zip(versions, before, strict=True)
    return [
        TextVersionLine(
            version=version,
            lines=_difference(old, version.source) if old else (),
            is_current=version.source == edition.source,
        )
        for version, old in list(pairs)[:_MOST_VERSIONS]
    ]


def _section(rank: int, section: TextSection, unread: dict[str, str]) -> WrittenSection:
    return WrittenSection(
        rank=rank,
        title=section.title,
        text=unread.get(section.key, section.text),
        recorded=section.text,
        version=section.version,
        is_unread=section.key in unread,
        place=version_of(section.key),
        is_chapter=rank > 1,
    )


def _difference(before: str, after: str) -> list[tuple[str, str]]:
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=_AROUND)
    return [(line[:1], line[1:]) for line in list(lines)[2:] if not line.startswith("@@")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A review, the opinions of members by SIREN, and where it stands today."""

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
        referent=_read_opinion(referent) if referent else None,
        expected=[member["siren"] for member in review.named],
        replies={siren: _read_opinion(opinion) for siren, opinion in opinions.items()},
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


def _read_opinion(opinion: ReviewOpinion) -> GivenOpinion:
    return GivenOpinion(opinion=Opinion(opinion.opinion), is_answered=bool(opinion.answer))
