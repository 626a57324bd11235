"""The register of what is held of people, and one’s own data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from autan.ground.extension_points import DataSubject, PersonalData
from autan.ground.registry import registered
from autan.people.accounts.access import person_of, public, signed_in
from autan.people.personal_data.queries import export_subject


@public
def register(request: HttpRequest) -> HttpResponse:
    """What is held, of whom, why and for how long; whom to ask."""
    context = {
        "held": registered(PersonalData),
        "contacts": settings.AUTAN_PRIVACY_CONTACT,
        "days": settings.AUTAN_KEEP_DAYS,
    }
    return render(request, "privacy/register.html", context)


@signed_in
@never_cache
def own_data(request: HttpRequest) -> HttpResponse:
    """All that is held of who asks, as a file."""
    person = person_of(request)
    subject = DataSubject(email=person.email, person=person.pk)
    answer = JsonResponse(export_subject(subject), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return answer
