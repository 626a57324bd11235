"""Documents of word processors: the template of a network, a draft to be reworked, one that comes back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.documents.renderers.kinds import MEDIA_TYPES
from autan.ground.errors import ImportFileError
from autan.ground.texts.language import words
from autan.ground.texts.refusals import sentence_words
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded_act, person_of
from autan.people.journal.actions import require_right
from autan.publishing.editions.actions.publishing import render_draft
from autan.publishing.editions.forms import OfficeFileForm
from autan.publishing.editions.models import Edition
from autan.publishing.editions.presenters.reviews import present_reworks
from autan.publishing.editions.views.shared import edition_page
from autan.territories.networks.actions.networks import keep_template
from autan.territories.networks.queries.networks import get_network


@edition_page
def draft(_request: HttpRequest, edition: Edition, kind: str) -> HttpResponse:
    """The recorded text as a document to be reworked, its figures of today."""
    data = render_draft(edition, kind, timezone.localdate())
    return attached(data, f"brouillon-{edition.slug}.{kind}", MEDIA_TYPES[kind])


@edition_page
def bring_back(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What was done to the figures of a document that comes back; nothing is written."""
    form = OfficeFileForm(request.POST or None, request.FILES or None)
    report = None
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            report = present_reworks(edition, upload.read(), upload.name)
        except ImportFileError as error:
            form.add_error("file", _attended(error))
    status = 422 if form.is_bound and report is None else 200
    context = {"edition": edition, "form": form, "report": report}
    return render(request, "synthesis/bring_back.html", context, status=status)


@guarded_act("the right is that of coordinating the network")
def template(request: HttpRequest, network: str) -> HttpResponse:
    """Keep a template of a network."""
    require_right(person_of(request), "synthesis.write_edition", on=get_network(network))
    form = OfficeFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choisissez un document Word (.docx) ou LibreOffice (.odt)."))
        return redirect("synthesis:editions_in_preparation")
    upload = form.cleaned_data["file"]
    try:
        remarks = keep_template(by=person_of(request), network=network, data=upload.read(), file=upload.name)
    except ImportFileError as error:
        messages.error(request, _attended(error))
    else:
        messages.success(request, _("Le modèle est gardé : les prochains documents le suivront."))
        for remark in remarks:
            messages.info(request, words(remark))
    return redirect("synthesis:editions_in_preparation")


def _attended(error: ImportFileError) -> str:
    return "; ".join(
        _("%(file)s : attendu, %(expected)s") % {"file": error.file, "expected": sentence_words(fault.expected)}
        for fault in error.faults
    )
