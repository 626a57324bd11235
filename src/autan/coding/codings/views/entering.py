"""What every page of the room begins with: the thing of the address, and the right to open it."""

from django.http import HttpRequest

from autan.coding.codings.models import Corpus, NetworkCodebook
from autan.coding.codings.queries.codebooks import get_codebook
from autan.coding.codings.queries.corpora import UnknownCorpusError, get_corpus
from autan.coding.codings.queries.text_sources import may_read_counts
from autan.people.accounts.access import person_of
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network

ON_NETWORK = "the right is that of coordinating this network"
ON_CORPUS = "the right depends on what is coded, and on whether it is shown"


def keep_network(request: HttpRequest, network: str) -> tuple[Person, Network]:
    """Return who keeps the codebooks of a network, and the network."""
    person, record = person_of(request), get_network(network)
    require_right(person, "coding.keep_codebooks", on=record)
    return person, record


def keep_codebook(request: HttpRequest, network: str, codebook: str) -> tuple[Person, NetworkCodebook]:
    """Return who keeps a codebook, and the codebook."""
    person, _network = keep_network(request, network)
    return person, get_codebook(network, codebook)


def code_corpus(request: HttpRequest, network: str, codebook: str, address: str) -> tuple[Person, Corpus]:
    """Return who codes a corpus, and the corpus."""
    person, corpus = person_of(request), get_corpus(network, codebook, address)
    require_right(person, "coding.code_texts", on=corpus)
    return person, corpus


def read_corpus(request: HttpRequest, network: str, codebook: str, address: str) -> Corpus:
    """Return a corpus whose counts the reader may read."""
    corpus = get_corpus(network, codebook, address)
    if not may_read_counts(request.user, corpus):
        raise UnknownCorpusError(corpus.key)
    return corpus
