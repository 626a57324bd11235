"""The full description of a network, with its members, their evidence and what they were, as YAML."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from autan.accounts.models import Person
from autan.evidence.core.sources import EvidenceRef
from autan.evidence.core.texts import Text
from autan.territories.actions import admit_member, create_network, follow_territory, record_identity
from autan.territories.core.members import Certainty
from autan.territories.models import Network, Territory


@transaction.atomic
def load_network(*, source: Path, by: Person | None) -> Network:
    """Take in a network whole from a YAML file; taking it in again changes nothing.

    Args:
        source: file in the form of `demo/content/network.yaml`.
        by: who acts; None for the product itself.
    """
    described = yaml.safe_load(source.read_text(encoding="utf-8"))
    network = create_network(
        by=by,
        slug=described["slug"],
        name=_text(described["name"]),
        description=_text(described["description"]),
        gaps=[_text(gap) for gap in described.get("gaps", ())],
    )
    for rank, entry in enumerate(described["members"], start=1):
        territory = follow_territory(by=by, siren=entry["siren"], short_name=entry["short_name"])
        admit_member(
            by=by,
            network=network,
            territory=territory,
            certainty=Certainty(entry["certainty"]),
            evidence=[EvidenceRef(kind="fact", key=fact) for fact in entry["facts"]],
            rank=rank,
            note=_text(entry.get("note")),
        )
        _record_identity(territory, entry["identity"], year=described["identity_year"], by=by)
    return network


def _record_identity(territory: Territory, identity: dict[str, Any], *, year: int, by: Person | None) -> None:
    fields: dict[str, Any] = {"evidence": [["fact", fact] for fact in identity["facts"]]}
    for name in ("name", "kind", "established", "unknown"):
        text = _text(identity[name])
        fields |= {f"{name}_fr": text.fr, f"{name}_en": text.en}
    record_identity(by=by, territory=territory, year=year, fields=fields)


def _text(pair: dict[str, str] | None) -> Text:
    return Text(pair["fr"], pair["en"]) if pair else Text("", "")
