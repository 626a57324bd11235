"""The only writer of networks, one by one or from their full description; `memberships` takes in a table of members."""

from collections.abc import Sequence
from pathlib import Path

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.people.journal.core import ObjectRef, list_changes
from autan.territories.networks.actions.memberships import admit_member
from autan.territories.networks.actions.territories import follow_territory, record_identity
from autan.territories.networks.importers.network_description import read_network_description
from autan.territories.networks.models import Mandate, Network


def create_network(
    *,
    by: Person | None,
    slug: str,
    name: Text,
    description: Text = NO_TEXT,
    gaps: Sequence[Text] = (),
    is_invented: bool = False,
) -> Network:
    """Make a network, or bring the one of the same slug up to date; who makes a network coordinates it.

    `gaps`: what is known not to be known of it, one sentence each.
    """
    current = Network.objects.filter(slug=slug).first()
    with acting(by=by, act="create_network", permission="territories.coordinate_network", on=current) as act:
        network = current or Network(slug=slug)
        before = _as_read(network)
        network.name_fr, network.name_en = name.fr, name.en
        network.description_fr, network.description_en = description.fr, description.en
        network.gaps = [[gap.fr, gap.en] for gap in gaps]
        network.is_invented = is_invented
        changes = list_changes(before, _as_read(network))
        if current is None or changes:
            network.save()
            act.record(
                ObjectRef("territories", "network", slug),
                summary=f"Réseau « {name.fr} » {'mis à jour' if current else 'créé'}",
                network=slug,
                changes=changes if current else (),
            )
        if current is None and by is not None:
            Mandate.objects.create(person=by, role=Mandate.Role.COORDINATOR, network=network)
    return network


def _as_read(network: Network) -> dict[str, str]:
    """What a reader of the journal compares."""
    return {
        "nom": network.name_fr,
        "nom anglais": network.name_en,
        "description": network.description_fr,
        "description anglaise": network.description_en,
        "lacunes connues": " ".join(gap.fr for gap in network.known_gaps),
        "inventé": "oui" if network.is_invented else "non",
    }


_MAY_IMPORT = "territories.coordinate_network"


def load_network(*, source: Path, by: Person | None) -> Network:
    """Take in a network whole from its description in YAML; taking it in again changes nothing.

    `source`: file in the form of `instance/demo/content/network.yaml`.
    Raises ImportFileError when the description is at fault; nothing is written.
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
