"""Networks taken in from their full description; see `membership_imports` for a table of memberships."""

from pathlib import Path

from autan.accounts.models import Person
from autan.evidence.core.sources import EvidenceRef
from autan.journal.actions import acting
from autan.territories.actions.memberships import admit_member
from autan.territories.actions.networks import create_network
from autan.territories.actions.territories import follow_territory, record_identity
from autan.territories.importers.network_description import read_network_description
from autan.territories.models import Network

_MAY_IMPORT = "territories.coordinate_network"


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
            fields: dict[str, object] = {
                "evidence": [["fact", fact] for fact in member.identity_facts],
                "short_name": member.identity_short_name,
            }
            for name, text in member.identity.items():
                fields |= {f"{name}_fr": text.fr, f"{name}_en": text.en}
            record_identity(by=by, territory=territory, year=described.identity_year, fields=fields)
    return network
