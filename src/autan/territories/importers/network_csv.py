"""The members of networks as a table that anybody can fill: one membership a row, each with its source.

Every row is checked before the first is written; the whole is one transaction.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from autan.accounts.models import Person
from autan.errors import ImportFileError
from autan.evidence.actions.facts import record_source
from autan.evidence.core.sources import EvidenceRef, Source
from autan.evidence.core.texts import Text
from autan.intake.importers.delimited_text import read_rows
from autan.territories.actions import admit_member, create_network, follow_territory
from autan.territories.importers.membership_rows import MembershipRow, check_rows
from autan.territories.models import Network

REQUIRED = ("network", "name", "siren", "certainty", "source")
OPTIONAL = ("short_name", "valid_from", "valid_to", "source_url", "locator")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedNetwork:
    """What an import wrote: a network, and how many memberships of it the file holds."""

    network: Network
    memberships: int


def import_networks(*, source: Path, by: Person | None) -> list[ImportedNetwork]:
    """Take in networks and their members from a CSV file, or refuse the whole of it.

    A network that exists keeps its name and description. Taking the same file in again changes nothing.

    Args:
        source: delimited text with the columns `REQUIRED` and, where they are known, `OPTIONAL`.
        by: who acts.

    Raises:
        ImportFileError: at least one row is at fault; every fault is named and nothing is written.
        RuleError: `by` does not coordinate one of the networks, or a period covers several memberships.
    """
    names = dict(Network.objects.values_list("slug", "name_fr"))
    rows, faults = check_rows(read_rows(source, required=REQUIRED), known_names=names)
    if faults:
        raise ImportFileError(source.name, faults)
    return _write(rows, by)


@transaction.atomic
def _write(rows: Sequence[MembershipRow], by: Person | None) -> list[ImportedNetwork]:
    for source in {source.slug: source for source in map(_source_of, rows)}.values():
        record_source(by=by, source=source)
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
        evidence=[EvidenceRef(kind="source", key=f"{source.slug}#{row.locator}".rstrip("#"))],
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _source_of(row: MembershipRow) -> Source:
    """The source as the row gives it; its slug holds a mark of title and address, so that two sources never meet."""
    mark = hashlib.sha256(f"{row.source}\n{row.source_url}".encode()).hexdigest()[:8]
    slug = f"{slugify(row.source)[:60].strip('-')}-{mark}"
    return Source(slug=slug, title=row.source, producer="", url=row.source_url)
