"""Control signs that a copy leaves in a form: taken out at the door, printed by their number in documents of before."""

import io
from datetime import UTC, datetime

import docx
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from autan.ground.documents.renderers.kinds import new_document
from autan.ground.documents.renderers.office import DocumentMetadata
from autan.ground.web.middleware import ControlSignsMiddleware, without_control_signs

SPOILT = "Plan\x07 climat,\x0bair\x00 et\ufffe énergie"


def seen_by_a_view(request: HttpRequest) -> HttpRequest:
    ControlSignsMiddleware(lambda _request: HttpResponse()).process_view(request, None, (), {})
    return request


def test_a_form_arrives_without_them(rf: RequestFactory) -> None:
    request = seen_by_a_view(rf.post("/", {"name": [SPOILT, "deux"], "text": "a\r\nb\tc"}))
    assert request.POST.getlist("name") == ["Plan climat, air et énergie", "deux"]
    assert request.POST["text"] == "a\r\nb\tc"
    with pytest.raises(AttributeError):
        request.POST.update({"name": "autre"})


def test_what_is_no_form_is_left_to_its_view(rf: RequestFactory) -> None:
    request = seen_by_a_view(rf.post("/", b"{\x07}", content_type="application/json"))
    assert request.body == b"{\x07}"
    assert seen_by_a_view(rf.get("/", {"q": "a\x07"})).GET["q"] == "a\x07"
    assert without_control_signs("é") == "é"
    assert [without_control_signs(text) for text in ("\u200b", " \ufeff\u202e ", "a\u200db", " ")] == [
        "",
        "",
        "a\u200db",
        " ",
    ]


@pytest.mark.django_db
def test_every_form_of_the_site_passes_there(client: Client) -> None:
    page = client.post(
        "/compte/login/", {"login": "a\x00da@exemple.fr", "password": "un mot de passe"}
    ).content.decode()
    assert 'value="ada@exemple.fr"' in page


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_an_office_document_prints_their_numbers(kind: str) -> None:
    """A text of a file or of an earlier version may hold some: its documents are made all the same."""
    document = new_document(kind)
    about = DocumentMetadata(
        title=SPOILT, subject="", language="fr-FR", identifier="", moment=datetime(2026, 1, 1, tzinfo=UTC)
    )
    data = document.save([document.paragraph("heading_1", [document.run(SPOILT)])], about)
    if kind == "docx":
        read = docx.Document(io.BytesIO(data))
        assert read.paragraphs[0].text == read.core_properties.title
        assert read.paragraphs[0].text.startswith("Plan[U+0007] climat")
    assert data[:2] == b"PK"
