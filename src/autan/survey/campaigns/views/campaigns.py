"""The public pages of campaigns, the screen that opens one, and the documents attached to answers."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.errors import NotAllowedError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.ground.web.views import attached
from autan.ground.wordings import Text
from autan.people.accounts.access import guarded, person_of, public, requires
from autan.people.accounts.models import Person
from autan.survey.campaigns.access import holds_lead_link, territories_open_to
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.forms import OpeningForm
from autan.survey.campaigns.models import Answer, Campaign
from autan.survey.campaigns.presenters import print_campaign
from autan.survey.campaigns.queries.answering_access import get_asked_territory, territories_answered_by
from autan.survey.campaigns.queries.answers import hides_unvalidated
from autan.survey.campaigns.queries.campaigns import (
    CampaignView,
    campaign_figures,
    coverage_of,
    documented_respondents,
    every_campaign,
    list_campaigns,
    respondent_figures,
    view_campaign_for,
)
from autan.survey.campaigns.queries.tracking import breaches_of
from autan.survey.questionnaires.core.answers.answer import Respondent
from autan.survey.questionnaires.core.printing.values import PrintedQuestionnaire
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.exporters.documents import DOCUMENT_TYPES, INVENTED, name_document, write_document
from autan.survey.questionnaires.queries import convert_questionnaire, find_version, offered_formats
from autan.territories.networks.queries.people import coordinated_networks

MEMBERS = DeclaredList(size=50)
_LONGEST_SLUG = 50  # of the slug proposed, so that the year still fits


@public
def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign; the only one at once when there is one."""
    all_campaigns = list_campaigns()
    writes = request.user.has_perm("territories.coordinate_network", None)
    if len(all_campaigns) == 1 and not writes:
        return redirect("surveys:campaign", slug=all_campaigns[0].slug)
    put_away = [campaign for campaign in every_campaign() if campaign.archived_at] if writes else ()
    archived = [campaign for campaign in put_away if request.user.has_perm("surveys.run_campaign", campaign)]
    context = {"campaigns": all_campaigns, "archived": archived, "writes": writes}
    return render(request, "surveys/campaigns.html", context)


@public
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign: what was published of it and, for whoever may read it, what is answered, members by sections."""
    view = view_campaign_for(slug, request.user)
    can_read = request.user.has_perm("surveys.read_results", view.record)
    listing = MEMBERS.page(request.GET, view.respondents)
    respondents = documented_respondents(view.record) if view.record.is_documented else ()
    runs = request.user.has_perm("surveys.run_campaign", view.record)
    context = {
        "view": view,
        "grid": coverage_of(view, shown=tuple(listing.rows)) if can_read else None,
        "listing": listing,
        "hides_unvalidated": hides_unvalidated(view.record),
        "figures": campaign_figures(view),
        "respondents": respondents,
        "named": respondent_figures(view) if respondents else (),
        "open_to": territories_open_to(request, view.record),
        "may_run": runs and not view.record.is_documented,
        "breaches": breaches_of(view) if runs else (),
    }
    return render(request, "surveys/campaign.html", context)


@requires("territories.coordinate_network")
def open_version(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """Open a campaign on a version of a questionnaire, then lead to its tracking, where territories are invited."""
    person, version, today = person_of(request), find_version(slug, day), timezone.localdate()
    initial = {
        "title_fr": version.title_fr,
        "title_en": version.title_en,
        "slug": f"{version.slug[:_LONGEST_SLUG].strip('-_').lower()}-{today.year}",
        "opened_on": today,
    }
    data = request.POST if request.method == "POST" else None
    form = OpeningForm(data, networks=coordinated_networks(person), initial=initial)

    def write() -> Campaign:
        data_left = dict(form.cleaned_data)
        title = Text(data_left.pop("title_fr"), data_left.pop("title_en"))
        return open_campaign(by=person, questionnaire=version, title=title, **data_left)

    success = _("La campagne est ouverte. Invitez maintenant les collectivités.")
    if opened := act_on_form(request, form, write, success=success):
        return redirect("surveys:tracking", slug=opened.slug)
    return show_form(request, form, "surveys/open_campaign.html", version=version)


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
        data, _losses = convert_questionnaire(_with_invented_note(view), f"{slug}.{extension}")
        media_type = offered_formats()[extension].media_type
    return attached(data, name_document(slug, printed.respondent, extension), media_type)


def _with_invented_note(view: CampaignView) -> Questionnaire:
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
