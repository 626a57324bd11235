"""The trace of an answer says who wrote it to who may know it, in which way, from which document."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import OPERATOR, PUBLIC, Reader, describe_one
from autan.ground.texts.language import in_language
from autan.people.accounts.models import Person
from autan.survey.answering.actions.section_answers import save_section
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.survey.questionnaires.core.kinds import AnswerConfidence
from tests.cast import Cast
from tests.survey.campaigns.answering import OTHER, OWN, access, record_answer

NOW = datetime(2013, 5, 2, 12, tzinfo=UTC)
REF = EvidenceRef(kind="answer", key=f"recueil/{OWN}/q2")


def answer(campaign: Campaign, name: str, *, is_on_behalf: bool = False, **fields: Any) -> None:
    entry = AnswerInput(question="q2", based_on=0, parts={"value": ("3",)}, **fields)
    who = replace(access(campaign, name=name), is_on_behalf=is_on_behalf)
    save_section(access=who, entries=[entry], now=NOW)


def recorded(reader: Reader = OPERATOR) -> str:
    card = describe_one(REF, reader=reader)
    assert card is not None
    return card.recorded


def test_the_author_is_told(collected: Campaign) -> None:
    answer(collected, "Léa {Énergie} 100 %")
    assert recorded() == "Enregistrée le 2\u00a0mai\u00a02013 par Léa {Énergie} 100 %, révision 1"


def test_the_way_the_document_and_the_confidence_are_told(collected: Campaign) -> None:
    sure = AnswerConfidence.ESTIMATED
    answer(collected, "Coordination", is_on_behalf=True, source_document="Bilan 2012", confidence=sure)
    assert recorded() == (
        "Recueillie le 2\u00a0mai\u00a02013 par Coordination auprès de la collectivité, révision 1"
        " · document\u00a0: Bilan 2012 · estimée"
    )


def test_the_product_is_named_in_the_language_of_the_page(collected: Campaign) -> None:
    record_answer(campaign=collected, siren=OWN, question="q2", value=3, on=NOW.date())
    with in_language("en"):
        assert "by automatic preparation, revision 1" in recorded(PUBLIC)


@pytest.mark.parametrize("is_on_behalf", [True, False])
def test_a_name_is_told_to_the_coordination_and_to_its_own_territory_alone(
    collected: Campaign,
    people: Cast,
    is_on_behalf: bool,  # noqa: FBT001
) -> None:
    answer(collected, "Léa Service-Énergie", is_on_behalf=is_on_behalf)
    for reader in (people.coordinator, people.officer, people.contributor, OPERATOR):
        assert "Léa Service-Énergie" in recorded(reader)
    for reader in (people.reader, people.outsider, PUBLIC):
        assert "Léa" not in recorded(reader)
        assert "2\u00a0mai\u00a02013" in recorded(reader)


def test_a_neighbour_in_the_network_reads_no_name(collected: Campaign, people: Cast) -> None:
    record_answer(by=people.coordinator, campaign=collected, siren=OTHER, question="q2", value=3, on=NOW.date())
    neighbour: Person = people.officer
    card = describe_one(EvidenceRef(kind="answer", key=f"recueil/{OTHER}/q2"), reader=neighbour)
    assert card is not None
    assert people.coordinator.name not in card.recorded
