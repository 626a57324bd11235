"""Networks taken in from files: a table of memberships, or the full description of one network.

Every row is checked before the first is written; the whole is one transaction.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify

from autan.accounts.models import Person
from autan.evidence.actions.facts import record_source
from autan.evidence.core.addresses import SourceKey
from autan.evidence.core.sources import EvidenceRef, Source
from autan.evidence.core.texts import Text
from autan.journal.actions import acting
from autan.territories.actions.memberships import admit_member
from autan.territories.actions.networks import create_network
from autan.territories.actions.territories import follow_territory, record_identity
from autan.territories.importers.memberships import MembershipRow, read_memberships
from autan.territories.importers.network_description import DescribedMember, read_network_description
from autan.territories.models import Network, Territory

_MAY_IMPORT = "territories.coordinate_network"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedNetwork:
    """What an import wrote: a network, and how many memberships of it the file holds."""

    network: Network
    memberships: int


def import_networks(*, source: Path, by: Person | None) -> list[ImportedNetwork]:
    """Take in networks and their members from a CSV file, or refuse the whole of it.

    A network that exists keeps its name and description. Taking the same file in again changes nothing.

    Args:
        source: delimited text; see `importers/memberships.py`.
        by: who acts.

    Raises:
        ImportFileError: at least one row is at fault; every fault is named and nothing is written.
        NotAllowedError: `by` does not coordinate one of the networks.
        RuleError: a period covers several memberships.
    """
    rows = read_memberships(source, known_names=dict(Network.objects.values_list("slug", "name_fr")))
    with acting(by=by, act="import_networks", permission=_MAY_IMPORT):
        for cited in {cited.slug: cited for cited in map(_source_of, rows)}.values():
            record_source(by=by, source=cited)
        networks: dict[str, Network] = {}
        for row in rows:
            if row.network not in networks:
                networks[row.network] = _network_of(row, by)
            _admit(row, networks[row.network], by)
    counts = Counter(row.network for row in rows)
    return [ImportedNetwork(network=network, memberships=counts[slug]) for slug, network in networks.items()]


def _network_of(row: MembershipRow, by: Person | None) -> Network:
    existing = Network.objects.filter(slug=row.network).first()
    return existing or create_network(by=by, slug=row.network, name=Text(row.name, row.name))


def _admit(row: MembershipRow, network: Network, by: Person | None) -> None:
    source = _source_of(row)
    admit_member(
        by=by,
        network=network,
        territory=follow_territory(by=by, siren=row.siren, short_name=row.short_name),
        certainty=row.certainty,
        evidence=[EvidenceRef(kind="source", key=str(SourceKey(slug=source.slug, locator=row.locator)))],
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _source_of(row: MembershipRow) -> Source:
    """The source as the row gives it; its slug holds a mark of title and address, so that two sources never meet."""
    mark = hashlib.sha256(f"{row.source}\n{row.source_url}".encode()).hexdigest()[:8]
    slug = f"{slugify(row.source)[:60].strip('-')}-{mark}"
    return Source(slug=slug, title=row.source, producer="", url=row.source_url)


def load_network(*, source: Path, by: Person | None) -> Network:
    """Take in a network whole from its description in YAML; taking it in again changes nothing.

    Args:
        source: file in the form of `demo/content/network.yaml`.
        by: who acts; None for the product itself.

    Raises:
        ImportFileError: the description is at fault; nothing is written.
        NotAllowedError: `by` does not coordinate the network.
    """
    described = read_network_description(source)
    with acting(by=by, act="load_network", permission=_MAY_IMPORT):
        network = create_network(
            by=by, slug=described.slug, name=described.name, description=described.description, gaps=described.gaps
        )
        for rank, member in enumerate(described.members, start=1):
            territory = follow_territory(by=by, siren=member.siren, short_name=member.short_name)
            admit_member(
                by=by,
                network=network,
                territory=territory,
                certainty=member.certainty,
                evidence=[EvidenceRef(kind="fact", key=fact) for fact in member.facts],
                rank=rank,
                note=member.note,
            )
            _record_identity(territory, member, year=described.identity_year, by=by)
    return network


def _record_identity(territory: Territory, member: DescribedMember, *, year: int, by: Person | None) -> None:
    fields: dict[str, object] = {"evidence": [["fact", fact] for fact in member.identity_facts]}
    for name, text in member.identity.items():
        fields |= {f"{name}_fr": text.fr, f"{name}_en": text.en}
    record_identity(by=by, territory=territory, year=year, fields=fields)
