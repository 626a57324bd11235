"""Who has not signed in: a page leads to the sign-in page, a script of a page that stands open is refused."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from autan.people.journal.access import guarded_act, requires, signed_in


def _answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("what only somebody signed in reads")


@pytest.mark.parametrize(
    "view", [signed_in(_answer), requires("people.any_right")(_answer), guarded_act("a reason")(_answer)]
)
def test_a_page_leads_to_sign_in_where_its_script_is_refused(view: object) -> None:
    """A script follows where it is led: it would show the sign-in page in the place of figures, or say it saved."""
    answers = {}
    for kind in ("document", "empty"):
        request = RequestFactory().post("/plans/climat/?page=2", headers={"Sec-Fetch-Dest": kind})
        request.user = AnonymousUser()
        answers[kind] = view(request)  # type: ignore[operator]  # any view
    assert answers["document"].status_code == HTTPStatus.FOUND
    assert answers["document"]["Location"].endswith("?next=/plans/climat/%3Fpage%3D2")
    assert answers["empty"].status_code == HTTPStatus.UNAUTHORIZED
    assert answers["empty"].content == b""
