"""Errors of the trade become pages in one place: unknown 404, not allowed 403, changed 409, refused 422, unread 400."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DataError, IntegrityError
from django.http import HttpResponse
from django.test import RequestFactory

from autan.ground.errors import ConflictError, DomainError, NotAllowedError, RuleError, UnknownError
from autan.people.journal.middleware import ErrorPageMiddleware
from autan.plans.projects.models import ActionSheet


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (UnknownError("ceci a été supprimé"), 404, "Ceci a été supprimé."),
        (ActionSheet.DoesNotExist("no row"), 409, "a été retiré entre-temps"),
        (IntegrityError("FOREIGN KEY constraint failed"), 409, "a été retiré entre-temps"),
        (NotAllowedError("non"), 403, "Cette page est réservée"),
        (ConflictError("quelqu’un a écrit"), 409, "quelqu’un a écrit"),
        (IntegrityError("UNIQUE constraint failed: a.slug"), 409, "la même chose au même moment"),
        (RuleError("la réunion est passée"), 422, "la réunion est passée"),
        (DomainError("un texte de 2000 signes au plus"), 422, "2000 signes"),
        (DataError("PostgreSQL text fields cannot contain NUL"), 400, "La demande n’a pas pu être lue"),
    ],
)
def test_each_error_has_its_page(error: Exception, status: int, words: str) -> None:
    request = RequestFactory().post("/page/")
    request.user = AnonymousUser()
    answer = ErrorPageMiddleware(lambda _request: HttpResponse()).process_exception(request, error)
    assert answer is not None
    assert answer.status_code == status
    assert words in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("error", [UnknownError("aucune action"), NotAllowedError("non"), ConflictError("trop tard")])
def test_what_was_typed_is_given_back_by_the_page_that_refuses_it(error: Exception) -> None:
    request = RequestFactory().post("/page/", {"title": "Rénover les gymnases", "revision": "3"})
    request.user = AnonymousUser()
    answer = ErrorPageMiddleware(lambda _request: HttpResponse()).process_exception(request, error)
    assert answer is not None
    assert "<li>Rénover les gymnases</li>" in answer.content.decode()


def test_other_errors_are_left_to_django() -> None:
    middleware = ErrorPageMiddleware(lambda _request: HttpResponse("ouvert"))
    for error in (RuleError("non"), ActionSheet.DoesNotExist("no row"), IntegrityError("FOREIGN KEY failed")):
        assert middleware.process_exception(RequestFactory().get("/"), error) is None
    assert middleware(RequestFactory().get("/")).content == b"ouvert"
