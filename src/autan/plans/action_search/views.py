"""Search of actions, filed ones, and those that resemble one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.core.notation import read_ratio
from autan.ground.texts.language import words
from autan.ground.web.forms.sending import report_outcome
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, public
from autan.people.journal.actions import require_right
from autan.plans.action_search.actions import ask_contact, decide_similar
from autan.plans.action_search.core.finding import ActionFound, ActionQuery
from autan.plans.action_search.lake.filed_actions import filed_actions, filed_plans
from autan.plans.action_search.presenters import found_view, similar_view
from autan.plans.action_search.queries.finding import (
    filed_plan_of,
    find_filed,
    read_found,
    search_actions,
    similar_actions,
    similar_to,
)
from autan.plans.action_search.queries.models import found_among, model_actions
from autan.plans.plans.queries.plans import find_plan, network_of
from autan.plans.projects.actions.reuse import add_models
from autan.plans.projects.queries.figures import first_network_of
from autan.plans.projects.queries.sheets import find_sheet
from autan.territories.networks.queries.bodies import known_bodies

MOST_MODELS = 100
_TITLES = 3
"""Titles of what answers a search that tell, with its words, what is near it."""
ACTIONS = DeclaredList(size=20, filter=ActionQuery, empty=gettext_lazy("Aucune action ne répond à ces mots."))
SIMILAR = DeclaredList(
    size=10, filter=ActionQuery, empty=gettext_lazy("Aucune action de ces territoires ou de ces thèmes.")
)


@public
def search(request: HttpRequest) -> HttpResponse:
    """Actions that answer words, theme and size: filed ones, and those of the networks followed here."""
    query = ActionQuery.read(request.GET)
    ranked = search_actions(query)
    near: list[ActionFound] = []
    if query.text and len(ranked) < SIMILAR.size:
        search_text = " ".join((query.text, *(action.title for action in read_found(ranked[:_TITLES]))))
        near = similar_to(search_text, most=2 * SIMILAR.size, filters=query)
    answers = {key for key, _score in ranked}
    context = {
        "near": [found_view(action) for action in near if action.key not in answers][: SIMILAR.size],
        "listing": ACTIONS.page(
            request.GET, ranked, show=lambda keys: [found_view(action) for action in read_found(keys)]
        ),
        "filed_count": len(filed_actions()),
        "plan_count": len({plan.family for plan in filed_plans().values()}),
    }
    return render(request, "action_search/search.html", context)


@public
def filed(request: HttpRequest, key: str) -> HttpResponse:
    """One filed action: whose, when, under which ids, and those that resemble it."""
    action = find_filed(key)
    plan = filed_plan_of(action)
    near = similar_to(action.title, most=SIMILAR.size + 1, besides=f"filed:{key}")
    bodies = known_bodies(list(plan.sirens))
    context = {
        "action": action,
        "plan": plan,
        "places": [(siren, bodies[siren].name if siren in bodies else siren) for siren in plan.sirens],
        "filings": [filed_plans()[filing_id] for filing_id in action.ids],
        "themes": [words(theme.label) for theme in action.domains],
        "carriers": [words(kind.label) for kind in action.carriers],
        "near": [found_view(other) for other in near[: SIMILAR.size]],
    }
    return render(request, "action_search/filed.html", context)


@guarded_form("the right is that of writing this plan")
def models(request: HttpRequest, slug: str) -> HttpResponse:
    """A basket of model actions for a plan: filed ones and those of the network, searched, kept, added as drafts."""
    plan, person = find_plan(slug, reader=request.user).record, person_of(request)
    require_right(person, "plans.write_plan", on=plan)
    network = network_of(plan)
    parameters = request.GET.copy()
    if request.method == "POST":
        parameters.setlist("panier", request.POST.getlist("panier"))
    keys = list(dict.fromkeys(parameters.getlist("panier")))[:MOST_MODELS]
    if request.method == "POST" and "add" not in request.POST:
        return redirect(f"{request.path}?{parameters.urlencode()}")
    if request.method == "POST":
        with report_outcome(request):
            actions = model_actions(keys, network=network, reader=person)
            count = add_models(by=person, plan=plan, models=actions)
            messages.success(request, _added_words(count, len(actions) - count))
            return redirect("projects:plan", slug=slug)
        return redirect("action_search:models", slug=slug)
    query = ActionQuery.read(request.GET)
    ranked = [pair for pair in search_actions(query, network=network) if pair[0] not in keys]
    context = {
        "plan": plan,
        "keys": keys,
        "basket": [found_view(action) for action in found_among(keys, network=network, reader=person)],
        "listing": ACTIONS.page(
            request.GET, ranked, show=lambda shown: [found_view(action) for action in read_found(shown)]
        ),
    }
    return render(request, "action_search/models.html", context)


def _added_words(count: int, left: int) -> str:
    """How many actions of a basket were added and where they stand, and how many the plan had."""
    added = ngettext(
        "%(n)d action ajoutée, en brouillon, sous «\u202fSans axe\u202f».",
        "%(n)d actions ajoutées, en brouillon, sous «\u202fSans axe\u202f».",
        count,
    )
    present = ngettext(
        "%(n)d était déjà dans le plan, sous ce titre.", "%(n)d étaient déjà dans le plan, sous ces titres.", left
    )
    return " ".join(sentence % {"n": n} for sentence, n in ((added, count), (present, left)) if n)


@guarded("an action that is not published is read by those of its territories and their networks")
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """Actions like this one elsewhere, each with why it is there; suggestions, never decisions."""
    content = find_sheet(slug, reader=request.user)
    record = content.record
    network, query = first_network_of(record.carriers.all()[0].siren), ActionQuery.read(request.GET)
    actions = similar_actions(record, network=network, most=SIMILAR.size, filters=query if query.asks_more else None)
    context = {
        "listing": SIMILAR.page(request.GET, actions, show=lambda shown: [similar_view(action) for action in shown]),
        "has_choice": query.asks_more,
        "content": content,
        "heading": content.record,
        "may_write": request.user.has_perm("projects.write_action", record),
    }
    return render(request, "action_search/similar.html", context)


@guarded_act("the right is that of writing this action")
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep whether a suggested action resembles this one."""
    content = find_sheet(slug, reader=request.user)
    decide_similar(
        by=person_of(request),
        sheet=content.record,
        suggested=request.POST.get("suggested", ""),
        is_accepted=request.POST.get("decision") == "yes",
        score=read_ratio(request.POST.get("score", "")),
    )
    return redirect("action_search:similar", slug=slug)


@guarded_act("the right is that of writing this action")
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask the coordination, by mail, to be put in touch with who carries a suggested action."""
    content = find_sheet(slug, reader=request.user)
    require_right(person_of(request), "projects.write_action", on=content.record)
    target = find_sheet(request.POST.get("wanted", ""), reader=request.user)
    with report_outcome(request, _("La coordination du réseau a votre demande, par courriel.")):
        ask_contact(
            by=person_of(request),
            sheet=content.record,
            target=target.record,
            text=request.POST.get("text", ""),
            site=settings.AUTAN_SITE,
            today=timezone.localdate(),
        )
    return redirect("action_search:similar", slug=slug)
