"""The only readers of proposals, their comments, and recommendations."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from autan.cooperation.crossreading.models import Proposal, Recommendation
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import readable_by_slug
from autan.ground.errors import known
from autan.people.accounts.models import Person
from autan.people.journal.core import ObjectRef
from autan.people.journal.models import Remark
from autan.people.journal.queries import kept_until_written, remarks_on
from autan.territories.networks.models import Mandate, Network
from autan.territories.networks.queries.people import network_mandates
from autan.territories.networks.rights import in_force_today


def proposals_of(network: Network) -> list[Proposal]:
    """Return the proposals of a network, in the order in which they were made. One query."""
    return list(Proposal.objects.filter(network=network).select_related("carrier"))


def find_proposal(network: Network, slug: str) -> Proposal:
    """Return a proposal."""
    proposal = Proposal.objects.filter(network=network, slug=slug).select_related("carrier", "network").first()
    return known(proposal, "aucune proposition «\u202f{slug}\u202f» dans ce réseau", slug=slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment and its answers, and whether its author has left the network since."""

    remark: Remark
    has_left: bool
    replies: tuple["Comment", ...] = ()


def comments_on(network: Network, ref: ObjectRef) -> list[Comment]:
    """Return the comments on an object as threads, oldest first. Four queries.

    What somebody who left said stays, under the name, and says so.
    """
    remarks = remarks_on(ref)
    here = set(
        Mandate.objects.filter(
            in_force_today(), pk__in=[network_mandate.pk for network_mandate in network_mandates(network)]
        ).values_list("person_id", flat=True)
    )
    accounts = Person.objects.filter(pk__in={remark.by_id for remark in remarks})
    return _threads(remarks, None, set(accounts.values_list("pk", flat=True)) - here)


def _threads(remarks: Sequence[Remark], above: int | None, removed: set[int]) -> list[Comment]:
    return [
        Comment(
            remark=remark,
            has_left=remark.by_id in removed,
            replies=tuple(_threads(remarks, remark.pk, removed)),
        )
        for remark in remarks
        if remark.reply_to_id == above
    ]


def recommendations_in(network: Network) -> QuerySet[Recommendation]:
    """Return the recommendations of a network, not read yet."""
    return Recommendation.objects.filter(network=network)


def is_stale(record: Recommendation, figure: Figure | None) -> bool:
    """Say whether the finding of a recommendation, as it is today, is no longer what it was written on."""
    return figure is None or figure.content_hash != record.content_hash


def find_recommendation(network: Network, slug: str) -> Recommendation:
    """Return a recommendation."""
    recommendation = recommendations_in(network).filter(slug=slug).select_related("network").first()
    return known(recommendation, "aucune recommandation «\u202f{slug}\u202f» dans ce réseau", slug=slug)


readable_recommendations = readable_by_slug(
    Recommendation.objects.select_related("network"), "crossreading.read_recommendation"
)


def recommendations_named(keys: Sequence[str]) -> list[Recommendation]:
    """Return the recommendations of some slugs, with their network. One query."""
    return list(Recommendation.objects.filter(slug__in=keys).select_related("network"))


@kept_until_written
def searched_recommendations() -> tuple[dict[str, Recommendation], tuple[tuple[str, str, str], ...]]:
    """Return every recommendation by its slug, whoever may read it, and what a search reads of each."""
    rows = {one.slug: one for one in Recommendation.objects.select_related("network")}
    return rows, tuple((slug, f"{one.text_fr} {one.text_en}", one.finding_fr) for slug, one in rows.items())


def recommendations_that_quote(start: str) -> list[str]:
    """Return what rests on figures whose address begins so: recommendations, proposals. Two queries."""
    recommendations = Recommendation.objects.filter(figure__startswith=start).values_list("slug", flat=True)
    proposals = Proposal.objects.filter(effect__startswith=start).values_list("title", flat=True)
    labels = [f"recommandation {slug}" for slug in recommendations]
    return [*labels, *(f"proposition « {title} »" for title in proposals)]


def find_remark(ref: ObjectRef, key: int) -> Remark:
    """Return a comment on an object."""
    remark = next((remark for remark in remarks_on(ref) if remark.pk == key), None)
    return known(remark, "ce commentaire n’est plus là")
