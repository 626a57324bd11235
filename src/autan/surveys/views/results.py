"""The pages of results: a whole campaign or a section, by groups, two questions crossed, two campaigns compared."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from autan.accounts.models import Person
from autan.evidence.queries.facts import facts_by_id
from autan.questionnaires.core.questionnaire import Question, UnknownQuestionError
from autan.surveys.forms.results import ComparisonForm, CrossingForm, GroupingForm
from autan.surveys.presenters.comparison import present_changes
from autan.surveys.presenters.crossing import present_crossing
from autan.surveys.presenters.results import facts_needed, present_given, present_results
from autan.surveys.queries.campaigns import CampaignView, UnknownCampaignError, UnknownSectionError, view_campaign
from autan.surveys.queries.comparison import compare_campaigns, earlier_campaigns
from autan.surveys.queries.results import (
    cross_questions,
    find_grouping,
    find_question,
    hear_questions,
    list_groupings,
    tabulate_questions,
)

_ANSWERS_A_PAGE = 100


def results(request: HttpRequest, slug: str) -> HttpResponse:
    """The results of a whole campaign on one page."""
    view = _enter(request, slug)
    context = _results_of(request, view, view.questionnaire.questions)
    by_code = {item.question.code: item for item in context["questions"]}
    sections = [
        (part, [by_code[asked.code] for asked in part.questions if asked.is_asked])
        for part in view.questionnaire.sections
    ]
    return render(request, "surveys/results.html", context | {"sections": sections, "is_whole": True})


def section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """The results of one section, question by question."""
    view = _enter(request, slug)
    try:
        shown = view.section(section)
    except UnknownSectionError as error:
        raise Http404(str(error)) from None
    context = _results_of(request, view, shown.questions)
    return render(request, "surveys/section.html", context | {"section": shown})


def _results_of(request: HttpRequest, view: CampaignView, questions: Sequence[Question]) -> dict[str, Any]:
    """What pages of results show, by the groups that the reader asks for; words to read have no results."""
    questions = [question for question in questions if question.is_asked]
    form = GroupingForm(request.GET or None, groupings=list_groupings(view), respondents=view.respondents)
    grouping = find_grouping(view, form.grouping) if form.grouping else None
    found = tabulate_questions(view, questions, grouping=grouping)
    facts = facts_by_id(facts_needed(found))
    shown = present_results(found, facts, get_language() or "fr", is_documented=view.record.is_documented)
    return {"view": view, "questions": shown, "form": form, "grouping": grouping}


def question(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Lead to one question, where it stands among the results of its section."""
    view = _enter(request, slug)
    try:
        found = view.questionnaire.section_of(code)
    except UnknownQuestionError as error:
        raise Http404(str(error)) from None
    address = reverse("surveys:section", kwargs={"slug": slug, "section": found.code})
    return HttpResponseRedirect(f"{address}#{code}")


def answers(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Every answer to one question, a hundred a page."""
    view = _enter(request, slug)
    asked = find_question(view, code)
    if asked is None:
        raise Http404(code)
    given = list(hear_questions(view, [asked])[0].answered())
    page = Paginator(given, _ANSWERS_A_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "fr"
    shown = [present_given(asked, member, answer, {}, language) for member, answer in page.object_list]
    context = {"view": view, "question": asked, "page": page, "answers": shown}
    return render(request, "surveys/results_answers.html", context)


def crossing(request: HttpRequest, slug: str) -> HttpResponse:
    """Two questions crossed, with the names of the territories in each cell."""
    view = _enter(request, slug)
    is_asked = {"first", "second"} <= request.GET.keys()
    form = CrossingForm(request.GET if is_asked else None, questionnaire=view.questionnaire, initial=request.GET.dict())
    found = None
    if form.is_valid():
        first, second = (view.questionnaire.question(form.cleaned_data[name]) for name in ("first", "second"))
        found = cross_questions(view, first, second)
    shown = present_crossing(found, get_language() or "fr") if found else None
    context = {"view": view, "form": form, "crossing": shown, "is_asked": is_asked, "is_crossing": True}
    return render(request, "surveys/results_crossing.html", context)


def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed since an earlier campaign, at the questions that match."""
    view = _enter(request, slug)
    others = [other for other in earlier_campaigns(view) if request.user.has_perm("surveys.read_results", other)]
    form = ComparisonForm(request.GET or None, campaigns=others)
    comparison = None
    if form.is_valid():
        comparison = compare_campaigns(view, view_campaign(form.cleaned_data["since"]))
    shown = present_changes(comparison, get_language() or "fr") if comparison else ()
    context = {
        "view": view,
        "form": form,
        "campaigns": others,
        "comparison": comparison,
        "changes": shown,
        "is_changes": True,
    }
    return render(request, "surveys/results_changes.html", context | {"is_changes": True})


def _enter(request: HttpRequest, slug: str) -> CampaignView:
    """Find the campaign for somebody who may read its results."""
    try:
        view = view_campaign(slug)
    except UnknownCampaignError as error:
        raise Http404(str(error)) from None
    reader: Person | AnonymousUser = request.user
    if not reader.has_perm("surveys.read_results", view.record):
        raise PermissionDenied
    return view
