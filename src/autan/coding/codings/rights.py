"""Who keeps codebooks, who codes, who reads the counts. Built on the mandates of the room of territories.

The right to read the texts themselves is that of the room that they come from (see `queries.text_sources`).
"""

import rules

from autan.coding.codings.models import Corpus, DoubleCoding, TextReading, coder_of
from autan.people.accounts.models import Person
from autan.people.accounts.rights import Rights
from autan.territories.networks.models import Mandate, Network
from autan.territories.networks.rights import coordinates_network, holds_role_in

CODER_ROLES = (Mandate.Role.COORDINATOR, Mandate.Role.MEMBER_OFFICER, Mandate.Role.READER)
"""Roles of those who may be named for a double coding."""


@rules.predicate
def keeps_codebooks(person: Person, network: Network | None) -> bool:
    """The person coordinates the network of the codebook."""
    return bool(coordinates_network(person, network))


@rules.predicate
def codes_texts(person: Person, corpus: Corpus | None) -> bool:
    """The person coordinates the network, or was named for a double coding and still has a role in the network."""
    if corpus is None or not (person.is_authenticated and person.is_active):
        return False
    if coordinates_network(person, corpus.codebook.network):
        return True
    return _open_double_coding(person, corpus) is not None and holds_role_in(
        person, corpus.codebook.network_id, CODER_ROLES
    )


@rules.predicate
def discusses_codings(person: Person, corpus: Corpus | None) -> bool:
    """The person codes, and has read every text drawn for her: before that, another’s codings stay hidden."""
    return bool(codes_texts(person, corpus)) and corpus is not None and not codes_blind(person, corpus)


def codes_blind(person: Person, corpus: Corpus) -> bool:
    """Say whether a person takes part in an open double coding, and has still to read some of its texts."""
    draw = _open_double_coding(person, corpus)
    if draw is None:
        return False
    read = TextReading.objects.filter(corpus=corpus, coder=person, text__in=draw.texts).count()
    return read < len(draw.texts)


def _open_double_coding(person: Person, corpus: Corpus) -> DoubleCoding | None:
    draw = DoubleCoding.objects.filter(corpus=corpus, closed_at__isnull=True).first()
    return draw if draw and coder_of(person).key in draw.coder_keys else None


RIGHTS: Rights = {
    "coding.keep_codebooks": keeps_codebooks,
    "coding.code_texts": codes_texts,
    "coding.discuss_codings": discusses_codings,
}
