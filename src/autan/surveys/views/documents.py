"""The questionnaire as a document: one page to read or to print, blank or filled, and the same as a file."""

from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from autan.accounts.models import Person
from autan.evidence.core.texts import Text
from autan.questionnaires.core.answers.answer import Respondent
from autan.questionnaires.core.questionnaire import Questionnaire
from autan.questionnaires.exporters.documents import DOCUMENT_TYPES, name_document, write_document
from autan.questionnaires.exporters.pdf_file import INVENTED
from autan.questionnaires.file_formats import convert_questionnaire, offered_formats
from autan.questionnaires.presenters.printed_values import PrintedQuestionnaire
from autan.surveys.models import Answer
from autan.surveys.queries.answering import find_asked_territory, territories_answered_by
from autan.surveys.queries.campaigns import CampaignView, UnknownCampaignError, view_campaign
from autan.surveys.questionnaire_printing import print_campaign
from autan.surveys.views.door import holds_lead_link


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What a request asks to see: a campaign, and the answers of a territory or none."""

    view: CampaignView
    siren: str
    printed: PrintedQuestionnaire


def questionnaire(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the questionnaire on one page; with the answers of a territory when the reader may see them."""
    wanted = _wanted(request, slug)
    context = {
        "view": wanted.view,
        "printed": wanted.printed,
        "siren": wanted.siren,
        "respondents": _readable(request, wanted.view),
    }
    return render(request, "surveys/questionnaire.html", context)


def document(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """Give the questionnaire as a file: printed (PDF, DOCX), or to be taken elsewhere (YAML, XLSX, LimeSurvey)."""
    if extension in DOCUMENT_TYPES:
        wanted = _wanted(request, slug)
        day = wanted.view.record.questionnaire.version
        data, media_type = write_document(wanted.printed, extension, day=day), DOCUMENT_TYPES[extension]
    elif extension in offered_formats():
        wanted = _wanted(request, slug)
        data, _losses = convert_questionnaire(_marked(wanted.view), f"{slug}.{extension}")
        media_type = offered_formats()[extension].media_type
    else:
        raise Http404(extension)
    name = name_document(slug, wanted.printed.respondent, extension)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=media_type, headers=headers)


def _marked(view: CampaignView) -> Questionnaire:
    """The questionnaire, its note saying where the network is invented: the file may travel without its page."""
    asked = view.questionnaire
    if not view.record.network.is_invented:
        return asked
    marks = (f"{INVENTED.fr} {asked.note.fr}", f"{INVENTED.en} {asked.note.en}")
    return replace(asked, note=Text(*(mark.strip() for mark in marks)))


def _wanted(request: HttpRequest, slug: str) -> _Wanted:
    try:
        view = view_campaign(slug)
    except UnknownCampaignError as error:
        raise Http404(str(error)) from None
    siren = request.GET.get("territoire", "")
    if siren and not _may_read(request, view, siren):
        raise PermissionDenied
    printed = print_campaign(view, siren=siren, language=get_language() or "fr")
    return _Wanted(view=view, siren=siren, printed=printed)


def _may_read(request: HttpRequest, view: CampaignView, siren: str) -> bool:
    """Anybody where the results are public; else who acts for the territory or leads it by a personal link."""
    territory = find_asked_territory(view.record, siren)
    if territory is None:
        raise Http404(siren)
    answer = Answer(campaign=view.record, territory=territory)
    if view.record.has_public_results or request.user.has_perm("surveys.record_answer", answer):
        return True
    return holds_lead_link(request, view.record, siren)


def _readable(request: HttpRequest, view: CampaignView) -> list[Respondent]:
    """Territories whose filled questionnaire the reader may see."""
    if view.record.has_public_results:
        return list(view.respondents)
    if not isinstance(request.user, Person):
        return [each for each in view.respondents if holds_lead_link(request, view.record, each.siren)]
    own = {territory.siren for territory in territories_answered_by(request.user, view.record)}
    return [respondent for respondent in view.respondents if respondent.siren in own]
