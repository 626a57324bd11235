"""The register of what is held of people, one’s own data, and the erasure of somebody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from autan.ground.extension_points import DataSubject, PersonalData
from autan.ground.registry import registered
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.people.accounts.access import guarded_form, person_of, public, signed_in
from autan.people.accounts.actions import MAY_MANAGE
from autan.people.accounts.queries import UnknownPersonError, get_account
from autan.people.personal_data.actions import erase_subject
from autan.people.personal_data.forms import ErasureForm
from autan.people.personal_data.queries import export_subject, subject_of_person


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
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """All that is held of whoever asks, as a file."""
    person = person_of(request)
    subject = DataSubject(email=person.email, person=person.pk)
    answer = JsonResponse(export_subject(subject), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return answer


@guarded_form("the right depends on who manages the person")
@never_cache
def erase(request: HttpRequest, key: int) -> HttpResponse:
    """What an erasure would change, then its confirmation by the address typed, then what is left to judge."""
    by, person = person_of(request), get_account(key)
    if not by.has_perm(MAY_MANAGE, person):
        raise UnknownPersonError(key)  # that the account exists is not said
    subject = subject_of_person(person)
    form = ErasureForm(request.POST or None, email=person.email)
    rows = export_subject(subject)
    counts = [(kind.what, len(rows[kind.code])) for kind in registered(PersonalData) if rows[kind.code]]
    erasure = act_on_form(request, form, lambda: erase_subject(by=by, subject=subject))
    if erasure:
        return render(request, "privacy/erased.html", {"erasure": erasure})
    return show_form(request, form, "privacy/erase.html", account=person, counts=counts)
