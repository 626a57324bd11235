"""The public pages of campaigns, and the screen that opens one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.errors import AutanError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.refusals import refusal_words
from autan.ground.wordings import Text
from autan.people.accounts.access import person_of, public, requires
from autan.survey.campaigns.access import territories_open_to
from autan.survey.campaigns.actions.campaigns import open_campaign
from autan.survey.campaigns.forms import OpeningForm
from autan.survey.campaigns.queries.campaigns import (
    campaign_figures,
    coverage_of,
    documented_respondents,
    every_campaign,
    list_campaigns,
    respondent_figures,
    view_campaign_for,
)
from autan.survey.campaigns.queries.tracking import breaches_of
from autan.survey.questionnaires.queries import find_version
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
    """One campaign: what was published of it and, for who may read it, what is answered, members by sections."""
    view = view_campaign_for(slug, request.user)
    can_read = request.user.has_perm("surveys.read_results", view.record)
    listing = MEMBERS.page(request.GET, view.respondents)
    respondents = documented_respondents(view.record) if view.record.is_documented else ()
    runs = request.user.has_perm("surveys.run_campaign", view.record)
    context = {
        "view": view,
        "grid": coverage_of(view, shown=tuple(listing.rows)) if can_read else None,
        "listing": listing,
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
        "slug": f"{version.slug[:_LONGEST_SLUG].strip('-_')}-{today.year}",
        "opened_on": today,
    }
    data = request.POST if request.method == "POST" else None
    form = OpeningForm(data, networks=coordinated_networks(person), initial=initial)
    if form.is_valid():
        data_left = dict(form.cleaned_data)
        title = Text(data_left.pop("title_fr"), data_left.pop("title_en"))
        try:
            opened = open_campaign(by=person, questionnaire=version, title=title, **data_left)
        except AutanError as error:
            form.add_error(None, refusal_words(error))
        else:
            messages.success(request, _("La campagne est ouverte. Invitez maintenant les collectivités."))
            return redirect("surveys:tracking", slug=opened.slug)
    context = {"version": version, "form": form}
    return render(request, "surveys/open_campaign.html", context, status=422 if form.errors else 200)
