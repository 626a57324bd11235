"""The page by which a coordinator proposes to the territories what is already known of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from autan.evidence.imports.forms import UploadForm
from autan.ground.errors import Fault, ImportFileError
from autan.people.accounts.access import person_of
from autan.survey.answering.actions.proposals import propose_duty, propose_from_earlier, propose_known
from autan.survey.campaigns.access import requires_coordination
from autan.survey.campaigns.models import Proposal
from autan.survey.campaigns.queries.campaigns import CampaignView


@requires_coordination
def propose(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Propose what the network answered before and what the register says, or what a file of facts says."""
    if request.method != "POST":
        return _show(request, view, UploadForm())
    person, campaign = person_of(request), view.record
    if request.POST.get("act") != "known":
        proposals = propose_from_earlier(by=person, campaign=campaign)
        return _report(request, view, [*proposals, *propose_duty(by=person, campaign=campaign)])
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, view, form, status=422)
    upload = form.upload
    try:
        text = upload.data.decode("utf-8")
        proposals = propose_known(by=person, campaign=campaign, text=text, file=upload.file)
    except UnicodeDecodeError:
        form.add_error("file", _("Ce fichier n’est pas un texte en UTF-8."))
        return _show(request, view, form, status=422)
    except ImportFileError as error:
        return _show(request, view, form, faults=error.faults, status=422)
    return _report(request, view, proposals)


def _report(request: HttpRequest, view: CampaignView, proposals: list[Proposal]) -> HttpResponse:
    message = ngettext(
        "%(total)d réponse déjà connue est proposée.", "%(total)d réponses déjà connues sont proposées.", len(proposals)
    )
    messages.success(
        request, message % {"total": len(proposals)} if proposals else _("Rien de connu n’attend de réponse.")
    )
    return redirect("answering:choose", slug=view.record.slug)


def _show(
    request: HttpRequest, view: CampaignView, form: UploadForm, *, faults: tuple[Fault, ...] = (), status: int = 200
) -> HttpResponse:
    context = {"view": view, "form": form, "faults": faults}
    return render(request, "answering/propose.html", context, status=status)
