"""The pages of proof: the trace of a figure, a fact, a source, and their lists."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from autan.evidence.figures.core.topics import Topic
from autan.evidence.figures.forms.library import FactSearchForm
from autan.evidence.figures.importers.terms import TERMS
from autan.evidence.figures.presenters.facts import group_by_topic, present_fact
from autan.evidence.figures.presenters.sources import sources_by_confidence
from autan.evidence.figures.presenters.trace_record import trace_record
from autan.evidence.figures.queries.facts import (
    disagreements_of,
    facts_page,
    get_fact,
    get_source,
    list_disagreements,
)
from autan.evidence.figures.queries.traces import trace_figure
from autan.ground.extension_points import embed_code
from autan.people.accounts.access import public


@public
def trace(request: HttpRequest, figure_id: str) -> HttpResponse:
    """One figure and the whole way down to its proof; refused to those whom its room keeps it from.

    A program that prefers JSON is answered in JSON.
    """
    found = trace_figure(figure_id, reader=request.user)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse(trace_record(found.figure, found.cards, with_rows=True))
    code = embed_code()
    context = {"trace": found, "figure": found.figure, "embed": code.figure(figure_id) if code else ""}
    return render(request, "evidence/trace.html", context)


@public
def facts(request: HttpRequest) -> HttpResponse:
    """The register of facts, searched by words and topic, with the facts that disagree."""
    form = FactSearchForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {"text": "", "topic": "", "kind": ""}
    is_search = any(wanted.values())
    page = facts_page(**wanted, number=request.GET.get("page")) if is_search else None
    context = {
        "form": form,
        "is_search": is_search,
        "groups": group_by_topic(page) if page else [],
        "page": page,
        "found_count": page.paginator.count if page else 0,
        "disagreements": [] if is_search else list_disagreements(),
        "topics": list(Topic),
    }
    return render(request, "evidence/facts.html", context)


@public
def fact(request: HttpRequest, fact_id: str) -> HttpResponse:
    """One fact, its source, and the facts that do not agree with it."""
    found = get_fact(fact_id)
    context = {"fact": present_fact(found), "record": found, "disagreements": disagreements_of(fact_id)}
    return render(request, "evidence/fact.html", context)


@public
def glossary(request: HttpRequest) -> HttpResponse:
    """The words and acronyms that pages explain."""
    return render(request, "evidence/glossary.html", {"terms": TERMS.values()})


@public
def sources(request: HttpRequest) -> HttpResponse:
    """Every source, with how much rests on it."""
    return render(request, "evidence/sources.html", {"groups": sources_by_confidence()})


@public
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source and the facts read in it."""
    found, facts = get_source(slug)
    return render(request, "evidence/source.html", {"source": found, "groups": group_by_topic(facts)})
