"""What is removed from a draft is put back by a button, until the next change; authors alone are led to drafts."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from autan.people.workflows.actions import take
from autan.survey.questionnaires.actions.drafts import DRAFT, begin_draft
from autan.survey.questionnaires.importers import read_questionnaire
from autan.survey.questionnaires.models import QuestionnaireDraft
from autan.survey.questionnaires.presenters.drafts import author_items
from tests.cast import Cast
from tests.survey.questionnaires.making import SMALL_YAML


@pytest.fixture
def draft(people: Cast) -> QuestionnaireDraft:
    return begin_draft(by=people.coordinator, questionnaire=read_questionnaire(SMALL_YAML, "essai"))


@pytest.fixture
def author(client: Client, people: Cast) -> Client:
    client.force_login(people.coordinator)
    return client


def at(name: str) -> str:
    return reverse(f"questionnaires:{name}", kwargs={"slug": "essai"})


def text(response: Any) -> str:
    return str(response.content.decode())


def test_what_was_removed_is_put_back_until_the_next_change(author: Client, draft: QuestionnaireDraft) -> None:
    before, remove = draft.document, {"part": "question", "act": "remove", "code": "q2", "revision": "1"}
    author.post(at("draft_act"), remove)
    assert "remettre ce qui vient d’être enlevé" in text(author.get(at("draft")))
    for _twice in range(2):
        shown = text(author.post(at("draft_restore"), follow=True))
    assert "il n’y a plus rien à remettre" in shown
    draft.refresh_from_db()
    assert (draft.document, draft.revision) == (before, 3)
    author.post(at("draft_act"), remove | {"revision": "3"})
    author.post(at("draft_heading"), {"title_fr": "Autre titre"})
    assert "remettre" not in text(author.get(at("draft")))


def test_the_desk_leads_authors_alone_to_their_drafts(people: Cast, draft: QuestionnaireDraft) -> None:
    (item,) = author_items(people.coordinator)
    assert (item.url, item.detail) == (reverse("questionnaires:index"), "1 brouillon en cours")
    assert [list(author_items(person)) for person in (people.officer, people.outsider, AnonymousUser())] == [[], [], []]
    take(DRAFT, "discard_draft", draft, by=None, at=timezone.now())
    assert [item.detail for item in author_items(people.coordinator)] == [""]
