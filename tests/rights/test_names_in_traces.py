"""The card of a piece of evidence names who typed it to those who may type there, or who are of the network."""

import pytest
from django.contrib.auth.models import AnonymousUser

from autan.cooperation.working_group.models import Decision
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import evidence_cards
from autan.foresight.scenarios.models import OwnQuantity
from autan.people.accounts.models import Person
from autan.plans.indicators.models import Indicator, RecordedValue
from tests.rights.two_networks import OFFICER, OWN, make_two_networks

pytestmark = pytest.mark.django_db
REFS = (
    EvidenceRef(kind="own-quantity", key=f"{OWN}/energy/road_transport-freight-oil"),
    EvidenceRef(kind="indicator-value", key=f"{OWN}-cycle_lanes/2024"),
    EvidenceRef(kind="decision", key="nord-2026-01"),
)


def test_who_typed_is_told_inside_alone() -> None:
    make_two_networks()
    officer = Person.objects.get(email="officer@exemple.fr")
    OwnQuantity.objects.update(given_by=officer)
    Decision.objects.update(is_public=True, recorded_by=officer)
    Indicator.objects.update(is_published=True)
    RecordedValue.objects.create(
        indicator=Indicator.objects.get(),
        year=2024,
        value=3,
        source="Relevé",
        state="observed",
        reliability="high",
        given_by=officer,
    )
    elsewhere = Person.objects.get(email="coordinator_elsewhere@exemple.fr")
    for reader in (AnonymousUser(), elsewhere):
        cards = evidence_cards(REFS, reader=reader)
        assert len(cards) == len(REFS)
        assert [card.ref for card in cards if OFFICER in card.recorded] == []
    assert [OFFICER in card.recorded for card in evidence_cards(REFS, reader=officer)] == [True, True, True]
