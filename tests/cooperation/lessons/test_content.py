"""What a lesson says, what it lacks for publication, when it asks to be confirmed."""

from dataclasses import replace
from datetime import date

import pytest

from autan.cooperation.lessons.core.filters import LessonFilter, NeedFilter
from autan.cooperation.lessons.core.lessons import (
    ConditionKind,
    ConditionWeight,
    LessonContent,
    TransferCondition,
    is_to_confirm,
)
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.descriptions.core.documents import as_json, change_texts, from_json, publication_gaps, search_text
from autan.ground.texts.core.dates import months_later
from autan.people.journal.core import without_name
from tests.cooperation.lessons.making import TODAY, whole_content


def gaps(content: LessonContent) -> list[str]:
    return [gap.fr for gap in publication_gaps(content)]


def test_a_whole_lesson_lacks_nothing_and_comes_back_as_it_was_kept():
    content = whole_content(evidence=(EvidenceRef(kind="fact", key="S089"),))
    assert gaps(content) == []
    assert from_json(LessonContent, as_json(content)) == content
    assert "Lire ensemble" in search_text(content)


def test_an_empty_lesson_lacks_every_condition_and_what_not_to_copy():
    told = gaps(LessonContent(title="Vide"))
    assert len(told) == 4 + len(ConditionKind) + 1
    assert "dites ce qu’il ne faut pas copier" in told
    assert from_json(LessonContent, {"title": "Vide"}).maturity is None


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"maturity_source": " "}, "maturité : dites qui l’énonce"),
        ({"reproducibility_source": ""}, "reproductibilité : dites qui l’énonce"),
        ({"sources": ()}, "donnez au moins une source"),
    ],
)
def test_what_is_stated_bears_what_states_it(changes, gap):
    assert gaps(whole_content(**changes)) == [gap]


def test_not_known_is_an_answer_and_an_amount_says_who_paid():
    money = TransferCondition(kind=ConditionKind.INVESTMENT, weight=ConditionWeight.NOT_KNOWN)
    assert publication_gaps(money) == ()
    spent = replace(money, amount_eur=1000.0)
    content = whole_content(conditions=(*whole_content().conditions, spent))
    assert gaps(content) == ["Investissement : dites qui a payé"]
    helps = TransferCondition(kind=ConditionKind.TIME, weight=ConditionWeight.HELPS)
    content = whole_content(conditions=(*whole_content().conditions, helps))
    assert [gap.en for gap in publication_gaps(content)] == ["Time: say what establishes it"]
    assert money.kind.is_money


def test_a_lesson_asks_to_be_confirmed_after_24_months():
    assert is_to_confirm(date(2024, 11, 26), today=TODAY)
    assert not is_to_confirm(date(2024, 11, 27), today=TODAY)
    assert not is_to_confirm(None, today=TODAY)
    assert months_later(date(2023, 2, 28), 12) == date(2024, 2, 28)
    assert months_later(date(2023, 8, 31), 6) == date(2024, 2, 29)
    assert months_later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_later(date(2023, 1, 31), 1) == date(2023, 2, 28)


def test_a_name_is_taken_out_of_every_text():
    content = whole_content(host_view="Claire Exemple le dit", sources=("Note de Claire Exemple",))
    cleaned = change_texts(content, lambda text: without_name(text, "Claire Exemple", "Personne effacée"))
    assert "Claire" not in str(as_json(cleaned))
    assert cleaned.conditions == content.conditions


def test_an_address_that_says_nothing_known_keeps_everything():
    assert LessonFilter.read({"theme": "?", "atelier": "non"}) == LessonFilter()
    assert LessonFilter.read({"taille": "small", "etat": "draft", "atelier": "oui"}).workshop
    assert NeedFilter.read({"sorte": "technical"}).kind == "technical"
