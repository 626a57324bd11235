"""The pages of proof and the library."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from autan.evidence.figures.actions.library import add_resource, recommend_resource, withdraw_recommendation
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.library import MAY_WRITE, LibraryFilter, ResourceKind
from autan.evidence.figures.core.stated_facts import FactFilter, Topic
from autan.evidence.figures.forms import RecommendForm, ResourceForm
from autan.evidence.figures.importers import TERMS
from autan.evidence.figures.presenters.library import (
    common_tags,
    find_entries,
    group_by_topic,
    library_entries,
    may_write,
    present_fact,
    resource_entry,
    sources_by_confidence,
)
from autan.evidence.figures.presenters.searching import choosable_evidence
from autan.evidence.figures.presenters.trace_record import trace_record
from autan.evidence.figures.queries.facts import disagreements_of, find_facts, get_fact, get_source, list_disagreements
from autan.evidence.figures.queries.library import get_resource, recommendations, resource_ref
from autan.evidence.figures.queries.traces import trace_figure
from autan.ground.extension_points import embed_code
from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.web.presenters import is_opened, opening_address
from autan.people.accounts.access import person_of, public, requires, signed_in
from autan.people.accounts.models import Person

LIBRARY = DeclaredList(size=40, filter=LibraryFilter, act=gettext_lazy("Chercher"))
FACTS = DeclaredList(size=100, filter=FactFilter, act=gettext_lazy("Chercher"))
INPUTS = DeclaredList(
    caption=gettext_lazy("Les valeurs qui entrent dans le calcul"),
    size=200,
    columns=(
        Column(code="value", label=gettext_lazy("Valeur")),
        Column(code="place", label=gettext_lazy("Territoire")),
        Column(code="figure", label=gettext_lazy("Chiffre"), is_number=True),
        Column(code="period", label=gettext_lazy("Période")),
        Column(code="state", label=gettext_lazy("État")),
    ),
)

# Evidence that a form cites.


@signed_in
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Give what a person may cite of what some words find, as boxes for the field of a form."""
    text, name = request.GET.get("q", "")[:80], request.GET.get("name", "")[:40]
    kinds = [kind for kind in request.GET.get("kinds", "")[:80].split(",") if kind]
    network = request.GET.get("network", "")[:60]
    context = {"hits": choosable_evidence(text, request.user, kinds, network), "search": text, "name": name}
    return render(request, "evidence/evidence_choices.html", context)


# The library, and what a person who holds a mandate writes in it.


@public
def library(request: HttpRequest) -> HttpResponse:
    """Resources and sources, and who recommends them."""
    return _show(request, ResourceForm(auto_id="new_%s"))


@public
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    """One resource, who recommends it and, for those who may write here, what was changed."""
    record, person = get_resource(slug), _reader(request)
    context = {
        "entry": resource_entry(record, recommendations(slug).get(slug, ()), person),
        "ref": resource_ref(record),
        "can_write": may_write(person),
    }
    return render(request, "evidence/resource.html", context)


@requires(MAY_WRITE)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add a resource; the page comes back with the faults where there are some."""
    person, form = person_of(request), ResourceForm(request.POST, auto_id="new_%s")
    if not form.is_valid():
        return _show(request, form, status=422)
    data = form.cleaned_data
    added = add_resource(
        by=person,
        kind=ResourceKind(data["kind"]),
        title=data["title"],
        url=data["url"],
        tags=data["tags"],
        reason=data["reason"],
    )
    is_new = added.added_by_id == person.pk and added.title == data["title"]
    message = _("La ressource est dans la bibliothèque.")
    if not is_new:
        message = _("Cette adresse était déjà dans la bibliothèque\u00a0: votre recommandation y est ajoutée.")
    messages.success(request, message)
    return redirect(f"{reverse('evidence:library')}#{added.slug}")


@requires(MAY_WRITE)
@require_POST
def recommend(request: HttpRequest, slug: str) -> HttpResponse:
    """Say why one recommends a resource; an empty reason withdraws the recommendation."""
    person, recommended = person_of(request), get_resource(slug)
    form = RecommendForm(request.POST)
    if form.is_valid():
        recommend_resource(by=person, resource=recommended, reason=form.cleaned_data["reason"])
        messages.success(request, _("La recommandation est enregistrée."))
    elif not request.POST.get("reason", "").strip():
        withdraw_recommendation(by=person, resource=recommended)
        messages.success(request, _("La recommandation est retirée."))
    else:
        messages.error(request, _("Une raison tient en 500 signes au plus."))
    return redirect("evidence:library")


def _show(request: HttpRequest, new_form: ResourceForm, status: int = 200) -> HttpResponse:
    person, library_filter = _reader(request), LibraryFilter.read(request.GET)
    entries = library_entries(person)
    matching = find_entries(entries, library_filter)
    listing = LIBRARY.page(request.GET, matching)
    context = {
        "listing": listing,
        "tag": library_filter.tag,
        "tags": common_tags(entries),
        "resources": [entry for entry in listing.rows if entry.slug],
        "sources": [entry for entry in listing.rows if not entry.slug],
        "sources_found": sum(not entry.slug for entry in matching),
        "can_write": may_write(person),
        "new_form": new_form,
        "is_adding": status != 200,
    }
    return render(request, "evidence/library.html", context, status=status)


def _reader(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


# The pages of proof: the trace of a figure, a fact, a source, and their lists.


@public
def trace(request: HttpRequest, figure_id: str) -> HttpResponse:
    """One figure and the whole way down to its proof; refused to those whom its room keeps it from.

    A program that prefers JSON is answered in JSON.
    """
    figure_trace = trace_figure(figure_id, reader=request.user)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse(trace_record(figure_trace.figure, figure_trace.cards, with_rows=True))
    code, figure = embed_code(), figure_trace.figure
    context = {
        "trace": figure_trace,
        "figure": figure,
        "listing": INPUTS.page(request.GET, figure.inputs),
        "cards": _cards(request, figure_trace.cards),
        "embed": code.figure(figure_id) if code else "",
    }
    return render(request, "evidence/trace.html", context)


def _cards(request: HttpRequest, cards: Sequence[EvidenceCard]) -> list[tuple[EvidenceCard, str, str, str]]:
    """Each card, its code, the address that opens its rows, empty where they are open, and which card has its note."""
    codes = {card.ref: f"piece-{rank}" for rank, card in enumerate(cards, 1)}
    first = {card.note: codes[card.ref] for card in reversed(cards)}
    return [
        (
            card,
            code,
            "" if is_opened(request.GET, code) else opening_address(request.path, request.GET, code),
            first[card.note],
        )
        for card, code in zip(cards, codes.values(), strict=True)
    ]


@public
def facts(request: HttpRequest) -> HttpResponse:
    """The register of facts, searched by words and topic, with the facts that disagree."""
    fact_filter = FactFilter.read(request.GET)
    is_search = not fact_filter.keeps_all
    listing = FACTS.page(request.GET, find_facts(fact_filter) if is_search else ())
    context = {
        "listing": listing,
        "is_search": is_search,
        "groups": group_by_topic(listing.rows),
        "disagreements": [] if is_search else list_disagreements(),
        "topics": list(Topic),
    }
    return render(request, "evidence/facts.html", context)


@public
def fact(request: HttpRequest, fact_id: str) -> HttpResponse:
    """One fact, its source, and the facts that do not agree with it."""
    record = get_fact(fact_id)
    context = {"fact": present_fact(record), "record": record, "disagreements": disagreements_of(fact_id)}
    return render(request, "evidence/fact.html", context)


@public
def glossary(request: HttpRequest) -> HttpResponse:
    """The words and acronyms that pages explain."""
    return render(request, "evidence/glossary.html", {"terms": TERMS.values()})


@public
def sources(request: HttpRequest) -> HttpResponse:
    """Every source, with how much rests on it: the surest ones, then the others as they are opened."""
    groups = [
        (f"sources-{rank}", title, rows, rank == 1)
        for rank, (title, rows) in enumerate(sources_by_confidence(), start=1)
    ]
    return render(request, "evidence/sources.html", {"groups": groups})


@public
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source and the facts read in it."""
    record, facts = get_source(slug)
    return render(request, "evidence/source.html", {"source": record, "groups": group_by_topic(facts)})
