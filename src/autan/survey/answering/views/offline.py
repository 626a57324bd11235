"""Answering without a network: the page that a device keeps, the form that it holds encrypted, and what it sends."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from autan.ground.texts.language import words
from autan.ground.web.views import page_keeper
from autan.people.accounts.access import public
from autan.survey.answering.access import requires_answering_access
from autan.survey.answering.actions.section_answers import save_section
from autan.survey.answering.forms import read_entries, read_uploads
from autan.survey.answering.presenters.answering import write_progress
from autan.survey.answering.presenters.offline import (
    describe_rules,
    describe_sending,
    form_digest,
    name_holder,
    present_sections,
)
from autan.survey.answering.presenters.saved_answers import write_hour
from autan.survey.answering.queries import unsaved_entries
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.campaigns.queries.answers import answers_of

_INSTALLABLE = settings.SECURE_CSP | {"manifest-src": ["'self'"]}


@public
@csp_override(_INSTALLABLE)
def page(request: HttpRequest, slug: str, siren: str) -> HttpResponse:
    """The page that a device keeps. It holds nothing of the campaign: its script asks for the rest, or opens it."""
    return render(request, "answering/offline.html", {"slug": slug, "siren": siren})


@public
def worker(request: HttpRequest, **_place: str) -> HttpResponse:
    """The script that keeps the page on its device, and nothing else."""
    return page_keeper(request)


@public
def app(_request: HttpRequest, slug: str, siren: str) -> JsonResponse:
    """What a phone or a laptop is told to install the page among its applications."""
    address = reverse("answering:offline", kwargs={"slug": slug, "siren": siren})
    manifest = {
        "id": address,
        "name": _("Répondre\u00a0: %(campaign)s") % {"campaign": slug},
        "short_name": _("Répondre"),
        "start_url": address,
        "scope": address,
        "display": "standalone",
        "icons": [{"src": static("site/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(manifest, content_type="application/manifest+json")


@requires_answering_access
@require_safe
def content(request: HttpRequest, access: AnsweringAccess) -> JsonResponse:
    """All that somebody may answer, filled, for the device that keeps it; none of it once the campaign takes none."""
    form: dict[str, Any] = {
        "holder": name_holder(access),
        "form": form_digest(access),
        "token": get_token(request),
        "title": access.territory.name,
        "campaign": words(access.campaign.title),
        "hour": write_hour(timezone.now()),
        "refusal": words(access.refusal) if access.refusal is not None else "",
        "progress": "",
        "html": "",
        "rules": {},
    }
    if access.refusal is None:
        answers = answers_of(access.campaign, access.territory.siren)
        sections = present_sections(access, answers, unsaved_entries(access))
        context = {"access": access, "sections": sections}
        form["progress"] = write_progress(access.questionnaire, access.sections, answers)
        form["rules"] = describe_rules(access, answers)
        form["html"] = render_to_string("answering/offline_form.html", context, request)
    return JsonResponse(form)


@requires_answering_access
@require_POST
def send(request: HttpRequest, access: AnsweringAccess) -> JsonResponse:
    """Save what a device kept, as a page is saved; refused whole from another holder, or an older form."""
    digests = (("holder", name_holder(access)), ("form", form_digest(access)))
    for name, digest in digests:
        if request.POST.get(name) != digest:
            return JsonResponse({"refused": name}, status=409)
    questions = [question for section in access.sections for question in section.questions]
    uploads = read_uploads(request.FILES, questions)
    result = save_section(access=access, entries=read_entries(request.POST, questions), uploads=uploads)
    answers = answers_of(access.campaign, access.territory.siren)
    return JsonResponse(
        describe_sending(access, result, answers, has_files=bool(uploads)), status=403 if result.refusal else 200
    )
