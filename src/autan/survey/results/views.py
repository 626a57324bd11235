"""The pages of results: a whole campaign or a section, by groups, two questions crossed, two campaigns compared."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from autan.evidence.figures.queries.facts import facts_by_id
from autan.ground.lists.presenters import DeclaredList
from autan.ground.web.presenters import is_opened, opening_address
from autan.survey.campaigns.access import requires_results
from autan.survey.campaigns.queries.answers import hides_unvalidated
from autan.survey.campaigns.queries.campaigns import CampaignView, view_campaign
from autan.survey.questionnaires.core.questionnaire import Question
from autan.survey.results.forms import ComparisonForm, CrossingForm, GroupingForm
from autan.survey.results.presenters.campaign_changes import present_changes
from autan.survey.results.presenters.counts import present_crossing
from autan.survey.results.presenters.results import facts_needed, present_given, present_results
from autan.survey.results.queries.figures import compare_campaigns, earlier_campaigns, find_grouping, list_groupings
from autan.survey.results.queries.results import cross_questions, exchanges_in, read_responses, tabulate_questions
from autan.territories.charts.templatetags.charts import DRAWING

ANSWERS = DeclaredList(size=100)
_MOST_ON_A_PAGE = 150  # questions whose results fit on one page


@requires_results
def results(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """The results of a whole campaign on one page, what is seen first of each question then all of it when asked to.

    Those of a very long one begin with its first section.
    """
    if len(view.questionnaire.questions) > _MOST_ON_A_PAGE:
        return redirect("results:section", slug=view.record.slug, section=view.questionnaire.sections[0].code)
    context = _results_of(request, view, view.questionnaire.questions)
    by_code = {item.question.code: item for item in context["questions"]}
    is_open = "tout" in request.GET
    # a drawing that is asked for by name may stand under any question
    opens_all = is_open or DRAWING in request.GET
    sections = [
        (
            part,
            [
                (by_code[item.code], _opening(request, item.code, is_open=opens_all))
                for item in part.questions
                if item.is_asked
            ],
        )
        for part in view.questionnaire.sections
    ]
    return render(
        request, "results/results.html", context | {"sections": sections, "is_whole": True, "is_open": is_open}
    )


def _opening(request: HttpRequest, code: str, *, is_open: bool) -> str:
    """Address that opens the detail of a question; empty where it is open."""
    return "" if is_open or is_opened(request.GET, code) else opening_address(request.path, request.GET, code)


@requires_results
def section(request: HttpRequest, view: CampaignView, section: str) -> HttpResponse:
    """The results of one section, question by question."""
    shown = view.section(section)
    context = _results_of(request, view, shown.questions)
    return render(request, "results/section.html", context | {"section": shown})


def _results_of(request: HttpRequest, view: CampaignView, questions: Sequence[Question]) -> dict[str, Any]:
    """Return the context of pages of results, by the groups that the reader asks for; words to read have no results."""
    questions = [question for question in questions if question.is_asked]
    form = GroupingForm(request.GET or None, groupings=list_groupings(view), respondents=view.respondents)
    grouping = find_grouping(view, form.grouping) if form.grouping else None
    tabulations = tabulate_questions(view, questions, grouping=grouping)
    facts = facts_by_id(facts_needed(tabulations))
    shown = present_results(tabulations, facts, is_documented=view.record.is_documented)
    hides = hides_unvalidated(view.record)
    return {"view": view, "questions": shown, "form": form, "grouping": grouping, "hides_unvalidated": hides}


@requires_results
def question(request: HttpRequest, view: CampaignView, code: str) -> HttpResponse:
    """Lead to one question, where it stands among the results of its section."""
    del request
    section = view.questionnaire.section_of(code).code
    address = reverse("results:section", kwargs={"slug": view.record.slug, "section": section})
    return HttpResponseRedirect(f"{address}#{code}")


@requires_results
def answers(request: HttpRequest, view: CampaignView, code: str) -> HttpResponse:
    """Every answer to one question, a hundred a page."""
    chosen_question = view.questionnaire.question(code)
    answered = list(read_responses(view, [chosen_question])[0].answered())
    listing = ANSWERS.page(
        request.GET,
        answered,
        show=lambda rows: [present_given(chosen_question, member, answer, {}) for member, answer in rows],
    )
    context = {"view": view, "question": chosen_question, "listing": listing}
    return render(request, "results/answers.html", context)


@requires_results
def crossing(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Two questions crossed, with the names of the territories in each cell."""
    is_asked = {"first", "second"} <= request.GET.keys()
    form = CrossingForm(request.GET if is_asked else None, questionnaire=view.questionnaire, initial=request.GET.dict())
    crossed = None
    if form.is_valid():
        first, second = (view.questionnaire.question(form.cleaned_data[name]) for name in ("first", "second"))
        crossed = cross_questions(view, first, second)
    shown = present_crossing(crossed) if crossed else None
    context = {"view": view, "form": form, "crossing": shown, "is_asked": is_asked, "is_crossing": True}
    return render(request, "results/crossing.html", context)


@requires_results
def exchanges(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Show the needs of members beside what others offer, subject by subject."""
    context = {"view": view, "subjects": exchanges_in(view), "is_exchanges": True}
    return render(request, "results/exchanges.html", context)


@requires_results
def changes(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Show the changes since an earlier campaign, at the questions that match."""
    others = [other for other in earlier_campaigns(view) if request.user.has_perm("surveys.read_results", other)]
    form = ComparisonForm(request.GET or None, campaigns=others)
    comparison = compare_campaigns(view, view_campaign(form.cleaned_data["since"])) if form.is_valid() else None
    context = {
        "view": view,
        "form": form,
        "campaigns": others,
        "comparison": comparison,
        "changes": present_changes(comparison) if comparison else (),
        "is_changes": True,
    }
    return render(request, "results/changes.html", context)
