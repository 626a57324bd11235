"""Answers that cost more than a page: kept for anybody, never with what is of one browser, and swept."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from autan.people.personal_data.actions import purge
from autan.people.prepared_files.access import heavy

pytestmark = pytest.mark.django_db
TABLE = "/api/v1/networks.csv"


def kept_files() -> list[Path]:
    return list(Path(settings.AUTAN_CACHE).glob("answers/*/*"))


def test_a_page_with_the_token_of_a_form_is_made_for_each_browser():
    pages = [Client(enforce_csrf_checks=True).get("/compte/login/?dessin=rien&fichier=png") for _ in range(2)]
    tokens = {page.cookies["csrftoken"].value for page in pages}
    assert len(tokens) == 2
    assert not kept_files()


def test_a_table_is_given_as_each_program_takes_it():
    packed = Client().get(TABLE, headers={"accept-encoding": "gzip"})
    plain = Client().get(TABLE)
    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert plain.content.startswith(b"network,")
    assert len(kept_files()) == 1


def test_a_refused_address_is_not_kept():
    assert Client().get("/api/v1/nothing.csv").status_code == 404
    assert not kept_files()


def test_what_was_kept_is_swept_every_day():
    Client().get(TABLE)
    assert kept_files()
    purge(now=timezone.now())
    assert not kept_files()


def test_a_form_is_never_answered_by_a_page_that_was_kept():
    @heavy
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{request.method}")

    requests = RequestFactory()
    assert [view(send("/page/")).content for send in (requests.get, requests.post, requests.get)] == [
        b"GET",
        b"POST",
        b"GET",
    ]
    assert len(kept_files()) == 1
