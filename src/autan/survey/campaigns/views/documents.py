"""The questionnaire as a document: one page to read or to print, blank or filled, and the same as a file."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from autan.ground.errors import NotAllowedError
from autan.ground.web.views import attached
from autan.ground.wordings import Text
from autan.people.accounts.access import guarded
from autan.people.accounts.models import Person
from autan.survey.campaigns.access import holds_lead_link
from autan.survey.campaigns.models import Answer
from autan.survey.campaigns.presenters import print_campaign
from autan.survey.campaigns.queries.answering_access import get_asked_territory, territories_answered_by
from autan.survey.campaigns.queries.campaigns import CampaignView, view_campaign_for
from autan.survey.questionnaires.core.answers.answer import Respondent
from autan.survey.questionnaires.core.printing.values import PrintedQuestionnaire
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.exporters.documents import DOCUMENT_TYPES, INVENTED, name_document, write_document
from autan.survey.questionnaires.queries import convert_questionnaire, offered_formats

_guarded = guarded("the answers of a territory, which the request may ask for, are shown to who may read them")


@_guarded
def questionnaire(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the questionnaire on one page; with the answers of a territory when the reader may see them."""
    view, siren, printed = _asked_for(request, slug)
    context = {"view": view, "printed": printed, "siren": siren, "respondents": _readable(request, view)}
    return render(request, "surveys/questionnaire.html", context)


@_guarded
def document(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """Give the questionnaire as a file: printed (PDF, DOCX), or to be taken elsewhere (YAML, XLSX, LimeSurvey)."""
    if extension not in DOCUMENT_TYPES and extension not in offered_formats():
        raise Http404(extension)
    view, _siren, printed = _asked_for(request, slug)
    if extension in DOCUMENT_TYPES:
        data, media_type = write_document(printed, extension, day=view.questionnaire.version), DOCUMENT_TYPES[extension]
    else:
        data, _losses = convert_questionnaire(_marked(view), f"{slug}.{extension}")
        media_type = offered_formats()[extension].media_type
    return attached(data, name_document(slug, printed.respondent, extension), media_type)


def _marked(view: CampaignView) -> Questionnaire:
    """The questionnaire, its note saying where the network is invented: the file may travel without its page."""
    original = view.questionnaire
    if not view.record.network.is_invented:
        return original
    marks = (f"{INVENTED.fr} {original.note.fr}", f"{INVENTED.en} {original.note.en}")
    return replace(original, note=Text(*(mark.strip() for mark in marks)))


def _asked_for(request: HttpRequest, slug: str) -> tuple[CampaignView, str, PrintedQuestionnaire]:
    """The campaign, the territory whose answers are asked for (empty for none), and what is printed."""
    view = view_campaign_for(slug, request.user)
    siren = request.GET.get("territoire", "")
    holds_link = bool(siren) and holds_lead_link(request, view.record, siren)
    if siren and not (holds_link or _may_open(request, view, siren)):
        raise NotAllowedError("les réponses de cette collectivité sont réservées au réseau")
    return view, siren, print_campaign(view, siren=siren, reader=request.user, holds_lead_link=holds_link)


def _may_open(request: HttpRequest, view: CampaignView, siren: str) -> bool:
    """Anybody where the results are public, who reads there what is validated alone; else who may answer for it."""
    territory = get_asked_territory(view.record, siren)
    answer = Answer(campaign=view.record, territory=territory)
    return view.record.has_public_results or request.user.has_perm("surveys.record_answer", answer)


def _readable(request: HttpRequest, view: CampaignView) -> list[Respondent]:
    """Territories whose filled questionnaire the reader may open."""
    if view.record.has_public_results:
        return list(view.respondents)
    if not isinstance(request.user, Person):
        return [
            respondent for respondent in view.respondents if holds_lead_link(request, view.record, respondent.siren)
        ]
    own = {territory.siren for territory in territories_answered_by(request.user, view.record)}
    return [respondent for respondent in view.respondents if respondent.siren in own]
