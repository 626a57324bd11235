"""Requests refused before any page reads them: said in French, and what was typed comes back."""

import pytest
from django.test import Client

ADDRESS = "/enquetes/enquete/repondre/100000001/rubriques/first/"


@pytest.mark.django_db
def test_a_page_opened_before_signing_in_gives_back_what_was_typed() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(ADDRESS, {"q1.value": "des <b>mots</b> précieux", "password": "mot-tu", "q1.revision": "7"})
    page = response.content.decode()
    assert response.status_code == 403
    assert "Cette page est à rouvrir" in page
    assert "des &lt;b&gt;mots&lt;/b&gt; précieux" in page
    assert "mot-tu" not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("a=b", "application/x-www-form-urlencoded; charset=utf-16"),
        ("a=b", "multipart/form-data"),
        ("a=" + "z" * 12_000_001, "application/x-www-form-urlencoded"),
        ("a=b&" * 10_001, "application/x-www-form-urlencoded"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(body: str, kind: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/compte/login/")
    response = client.post(ADDRESS, body, content_type=kind)
    page = response.content.decode()
    assert response.status_code == 400
    assert "La demande n’a pas pu être lue" in page
