"""The trace of an answer says who wrote it, in which way, from which document."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from autan.questionnaires.core.answers.entries import Entry
from autan.questionnaires.core.kinds import AnswerConfidence
from autan.surveys.actions.answering import record_answer
from autan.surveys.actions.saving import save_section
from autan.surveys.cards import describe_answers
from autan.surveys.core.answers.authors import Author
from autan.surveys.models import Campaign

NOW = datetime(2013, 5, 2, 12, tzinfo=UTC)
OWN = "100000001"


def recorded(campaign: Campaign, author: Author, **fields: Any) -> str:
    entry = Entry(question="q2", based_on=0, parts={"value": ("3",)}, **fields)
    save_section(author=author, campaign=campaign, siren=OWN, entries=[entry], now=NOW)
    card = describe_answers([f"{campaign.slug}/{OWN}/q2"])[f"{campaign.slug}/{OWN}/q2"]
    assert card is not None
    return card.recorded


@pytest.mark.parametrize(
    ("author", "fields", "words"),
    [
        (Author(name="Léa {Énergie}"), {}, "Enregistrée le 2\u00a0mai\u00a02013 par Léa {Énergie}, révision 1"),
        (
            Author(name="Coordination", is_on_behalf=True),
            {"source_document": "Bilan 2012", "confidence": AnswerConfidence.ESTIMATED},
            "Recueillie le 2\u00a0mai\u00a02013 par Coordination auprès de la collectivité, révision 1"
            " · document\u00a0: Bilan 2012 · estimée",
        ),
    ],
)
def test_the_author_and_the_way_are_told(
    collected: Campaign, author: Author, fields: dict[str, Any], words: str
) -> None:
    assert recorded(collected, author, **fields) == words


def test_the_product_is_named_in_the_language_of_the_page(collected: Campaign) -> None:
    record_answer(by=None, campaign=collected, siren=OWN, question="q2", value=3, on=NOW.date())
    with override("en"):
        card = describe_answers([f"recueil/{OWN}/q2"])[f"recueil/{OWN}/q2"]
    assert card is not None
    assert "by automatic preparation, revision 1" in card.recorded
