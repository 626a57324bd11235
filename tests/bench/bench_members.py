"""Thirty members added to a network in one act, with their source and the journal."""

from django.db import transaction

from autan.ground.wordings import Text
from autan.territories.networks.actions.membership_imports import keep_evidence
from autan.territories.networks.actions.networks import create_network
from autan.territories.networks.actions.territories import admit_members
from autan.territories.networks.core.members import Certainty
from autan.territories.perimeters.lake.register import LATEST, epci_of
from tests.bench.measures import Measure, median_seconds

_MEMBERS = 30


def run() -> list[Measure]:
    """Under one second."""
    seconds = median_seconds(_add_and_undo)
    return [
        Measure(
            name=f"{_MEMBERS} members added",
            result=f"{seconds * 1000:.0f} ms",
            goal="under 1 s",
            is_met=seconds < 1,
        )
    ]


def _add_and_undo() -> None:
    with transaction.atomic():
        network = create_network(by=None, slug="mesure", name=Text("Mesure", "Measure"))
        sirens = sorted(epci_of(LATEST))[:_MEMBERS]
        evidence = [keep_evidence(by=None, title="Statuts")]
        admit_members(by=None, network=network, sirens=sirens, certainty=Certainty.CONFIRMED, evidence=evidence)
        transaction.set_rollback(True)
