"""A name that turns the direction of writing is read as it is typed, on pages and in messages."""

from functools import partial
from typing import Any

import pytest
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory

from autan.ground.web.middleware import DIRECTION_MARKS, DirectionMarksMiddleware
from autan.people.accounts.actions import register_person
from autan.people.mail.actions import queue_message
from tests.cast import PASSWORD
from tests.mailing import posted

NAME = "Mairie \u202egrubmirts ed\u202c de Foix"


@pytest.mark.django_db
def test_a_page_shows_a_name_in_the_order_of_its_letters() -> None:
    person = register_person(by=None, email="nom@exemple.fr", name=NAME, password=PASSWORD)
    client = Client()
    client.force_login(person)
    page = client.get("/compte/").content.decode()
    assert "Mairie grubmirts ed de Foix" in page
    assert not set(page) & set(DIRECTION_MARKS)
    person.refresh_from_db()
    assert person.name == NAME


@pytest.mark.django_db
def test_a_message_too() -> None:
    queue_message(kind="essai.mot", to="a@exemple.fr", subject=f"De {NAME}", body=f"Bonjour {NAME}")
    (message,) = posted()
    assert message.subject == "De Mairie grubmirts ed de Foix"
    assert "Bonjour Mairie grubmirts ed de Foix" in message.body


def test_a_file_is_given_as_it_is() -> None:
    for kept in (HttpResponse(NAME, content_type="text/csv"), FileResponse(iter([NAME.encode()]))):
        page: Any = partial(lambda held, _request: held, kept)
        answer = DirectionMarksMiddleware(page)(RequestFactory().get("/"))
        assert answer is kept
        assert b"".join(answer).decode() == NAME
