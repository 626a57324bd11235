"""The public pages of surveys: campaigns, results by section, the questionnaire as asked."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from autan.evidence.queries import facts_by_id
from autan.surveys.core.questionnaire import UnknownQuestionError
from autan.surveys.presenters import facts_needed, number_questions, present_results
from autan.surveys.queries import (
    CampaignView,
    UnknownCampaignError,
    UnknownSectionError,
    campaign_figures,
    coverage_of,
    list_campaigns,
    view_campaign,
)
from autan.surveys.results_queries import tabulate_section


def campaigns(request: HttpRequest) -> HttpResponse:
    """Every campaign; the only one at once when there is one."""
    found = list_campaigns()
    if len(found) == 1:
        return redirect("surveys:campaign", slug=found[0].slug)
    return render(request, "surveys/campaigns.html", {"campaigns": found})


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """One campaign: what was published of it, and what is documented, members by sections."""
    view = _view_or_404(slug)
    context = {"view": view, "grid": coverage_of(view), "figures": campaign_figures(view)}
    return render(request, "surveys/campaign.html", context)


def section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """The results of one section, question by question."""
    view = _view_or_404(slug)
    try:
        shown = view.section(section)
    except UnknownSectionError as error:
        raise Http404(str(error)) from None
    results = tabulate_section(view, shown)
    facts = facts_by_id(facts_needed(results))
    questions = present_results(results, facts, get_language() or "fr")
    return render(request, "surveys/section.html", {"view": view, "section": shown, "questions": questions})


def question(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Lead to one question, where it stands among the results of its section."""
    del request
    view = _view_or_404(slug)
    try:
        found = view.questionnaire.section_of(code)
    except UnknownQuestionError as error:
        raise Http404(str(error)) from None
    address = reverse("surveys:section", kwargs={"slug": slug, "section": found.code})
    return HttpResponseRedirect(f"{address}#{code}")


def questionnaire(request: HttpRequest, slug: str) -> HttpResponse:
    """The questionnaire on one page, to read or to print."""
    view = _view_or_404(slug)
    context = {"view": view, "sections": number_questions(view.questionnaire)}
    return render(request, "surveys/questionnaire.html", context)


def _view_or_404(slug: str) -> CampaignView:
    try:
        return view_campaign(slug)
    except UnknownCampaignError as error:
        raise Http404(str(error)) from None
