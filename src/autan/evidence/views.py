"""The pages of proof: the trace of a figure, a fact, a source, and their lists."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from autan.evidence.core.topics import Topic
from autan.evidence.forms import FactSearchForm
from autan.evidence.presenters import group_by_topic, present_fact
from autan.evidence.queries import (
    UnknownEvidenceError,
    disagreements_of,
    get_fact,
    get_source,
    list_disagreements,
    list_sources,
    search_facts,
)
from autan.evidence.registry import UnknownFigureError, may_read_figure
from autan.evidence.tracing import trace_figure


def trace(request: HttpRequest, figure_id: str) -> HttpResponse:
    """One figure and the whole way down to its proof; refused to those whom its room keeps it from."""
    if not may_read_figure(request.user, figure_id):
        raise PermissionDenied
    try:
        found = trace_figure(figure_id)
    except UnknownFigureError as error:
        raise Http404(str(error)) from None
    return render(request, "evidence/trace.html", {"trace": found, "figure": found.figure})


def facts(request: HttpRequest) -> HttpResponse:
    """The register of facts, searched by words and topic, with the facts that disagree."""
    form = FactSearchForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {"text": "", "topic": ""}
    is_search = bool(wanted["text"] or wanted["topic"])
    found = search_facts(text=wanted["text"], topic=wanted["topic"]) if is_search else []
    context = {
        "form": form,
        "is_search": is_search,
        "groups": group_by_topic(found),
        "found_count": len(found),
        "disagreements": [] if is_search else list_disagreements(),
        "topics": list(Topic),
    }
    return render(request, "evidence/facts.html", context)


def fact(request: HttpRequest, fact_id: str) -> HttpResponse:
    """One fact, its source, and the facts that do not agree with it."""
    try:
        found = get_fact(fact_id)
    except UnknownEvidenceError as error:
        raise Http404(str(error)) from None
    context = {"fact": present_fact(found), "record": found, "disagreements": disagreements_of(fact_id)}
    return render(request, "evidence/fact.html", context)


def sources(request: HttpRequest) -> HttpResponse:
    """Every source, with how much rests on it."""
    return render(request, "evidence/sources.html", {"sources": list_sources()})


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source and the facts read in it."""
    try:
        found = get_source(slug)
    except UnknownEvidenceError as error:
        raise Http404(str(error)) from None
    return render(request, "evidence/source.html", {"source": found, "groups": group_by_topic(found.facts.all())})
