"""Answering one question a screen: by default on a phone, the whole in sight, the place kept. No script is needed."""

from django.http import HttpRequest

from autan.survey.campaigns.queries.answering_access import AnsweringAccess

_WHOLE = "survey_whole_sections"
_PLACES = "survey_places"


def shows_one_question(request: HttpRequest) -> bool:
    """Say whether questions come one by one where the address says nothing: on a phone, unless its reader chose."""
    headers = request.headers
    is_phone = headers.get("Sec-CH-UA-Mobile") == "?1" or "Mobi" in headers.get("User-Agent", "")
    return is_phone and not request.session.get(_WHOLE, False)


def question_jump(request: HttpRequest) -> str:
    """Return what follows the address of a section to lead to one of its questions: alone, or among the others."""
    return "?question=" if shows_one_question(request) else "#"


def note_choice(request: HttpRequest) -> None:
    """Keep what an address chooses: whole sections (`?vue=rubrique`), or one question again."""
    if request.GET.get("vue") == "rubrique":
        request.session[_WHOLE] = True
    elif "question" in request.GET and _WHOLE in request.session:
        del request.session[_WHOLE]


def keep_place(request: HttpRequest, access: AnsweringAccess, address: str) -> None:
    """Keep the screen where somebody is in the answers of a territory."""
    places = request.session.get(_PLACES, {})
    request.session[_PLACES] = places | {_key(access): address}


def kept_place(request: HttpRequest, access: AnsweringAccess) -> str:
    """Return the address of the screen that was kept; empty when there is none."""
    return str(request.session.get(_PLACES, {}).get(_key(access), ""))


def _key(access: AnsweringAccess) -> str:
    return f"{access.campaign.slug}/{access.territory.siren}"
