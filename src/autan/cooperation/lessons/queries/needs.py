"""The only readers of needs and offers: one, those of a network or a territory."""

from django.db.models import Prefetch, Q, QuerySet

from autan.cooperation.lessons.core.filters import NeedFilter
from autan.cooperation.lessons.core.needs import NeedRecord, NeedState
from autan.cooperation.lessons.models import Need, NeedAnswer, Offer
from autan.evidence.figures.queries.registry import Reader, first_readable
from autan.ground.errors import known
from autan.ground.search.core.searching import rate_match, search_words
from autan.people.journal.queries import kept_until_written
from autan.territories.networks.models import Network

NEEDS = "needs"
"""What is stated complete of a territory: its needs."""


def find_need(slug: str, *, reader: Reader) -> Need:
    """Return a need with its answers. Two queries, and those of the rights."""
    readable = first_readable(_whole().filter(slug=slug), "lessons.read_need", reader)
    return known(readable, "aucun besoin ni offre «\u202f{slug}\u202f»", slug=slug)


def find_offer(slug: str) -> Offer:
    """Return an offer. One query."""
    offers = Offer.objects.select_related("network", "territory").filter(slug=slug)
    return known(offers.first(), "aucun besoin ni offre «\u202f{slug}\u202f»", slug=slug)


def _whole() -> QuerySet[Need]:
    answers = Prefetch("answers", queryset=NeedAnswer.objects.select_related("territory"))
    return Need.objects.select_related("network", "territory").prefetch_related(answers)


def open_needs(network: Network, reader: Reader) -> QuerySet[Need]:
    """Return the needs of a network that a reader may read; not read yet. The queries of the rights."""
    needs = _whole().filter(network=network)
    return needs if reader.has_perm("lessons.read_needs_of", network) else needs.filter(is_published=True)


def list_needs(network: Network, need_filter: NeedFilter, *, reader: Reader) -> QuerySet[Need] | list[Need]:
    """Return the needs that a filter keeps: by how well they answer its words, else the last asked first."""
    needs = open_needs(network, reader)
    if need_filter.kind:
        needs = needs.filter(kind=need_filter.kind.value)
    if need_filter.siren:
        needs = needs.filter(territory__siren=need_filter.siren)
    needs = _in_state(needs, need_filter.state)
    if not need_filter.text:
        return needs
    words = search_words(need_filter.text)
    rated = [(rate_match(words, need.title, need.words), need) for need in needs]
    return [need for score, need in sorted(rated, key=lambda pair: -pair[0]) if score]


def _in_state(needs: QuerySet[Need], state: NeedState | None) -> QuerySet[Need]:
    match state:
        case NeedState.CLOSED:
            return needs.filter(closed_on__isnull=False)
        case NeedState.ANSWERED:
            return needs.filter(closed_on__isnull=True, answers__isnull=False).distinct()
        case NeedState.ASKED:
            return needs.filter(closed_on__isnull=True, answers__isnull=True)
    return needs


@kept_until_written
def published_needs(network: str) -> tuple[NeedRecord, ...]:
    """Return the needs of a network that anybody reads, as counts read them. Two queries."""
    needs = Need.objects.filter(network__slug=network, is_published=True)
    needs = needs.select_related("network", "territory").prefetch_related("answers")
    return tuple(need.as_core() for need in needs)


def has_private_needs(network: str) -> bool:
    """Say whether a network holds needs that its people alone read. One query."""
    return Need.objects.filter(network__slug=network, is_published=False).exists()


def open_offers(network: Network, reader: Reader) -> QuerySet[Offer]:
    """Return the offers of a network that stand, and that a reader may read; not read yet."""
    offers = Offer.objects.filter(network=network, withdrawn_on__isnull=True).select_related("network", "territory")
    return offers if reader.has_perm("lessons.read_needs_of", network) else offers.filter(is_published=True)


def needs_waiting(siren: str) -> int:
    """Return how many needs of the networks of a territory, that others ask, wait for an answer. One query."""
    needs = Need.objects.filter(closed_on__isnull=True, answers__isnull=True, evidence=[])
    needs = needs.filter(network__memberships__territory__siren=siren, network__memberships__valid_to__isnull=True)
    return needs.exclude(territory__siren=siren).filter(Q(territory__isnull=False)).distinct().count()


@kept_until_written
def searched_needs() -> tuple[tuple[tuple[str, str], str, str], ...]:
    """Return what a search reads of the published needs of real networks, as `rate_each` takes it."""
    needs = Need.objects.filter(is_published=True, network__is_invented=False)
    return tuple(((slug, title), title, text) for slug, title, text in needs.values_list("slug", "title", "words"))
