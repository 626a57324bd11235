"""The facts of a network, for its coordination: typed one by one, taken in from a table, withdrawn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.evidence.figures.core.stated_facts import STATED
from autan.evidence.figures.presenters.library import present_fact
from autan.evidence.imports.views import ImportPage
from autan.ground.lists.presenters import DeclaredList
from autan.people.accounts.access import guarded, guarded_act, guarded_form, signed_in
from autan.people.journal.core import ObjectRef
from autan.people.lives.access import undoable
from autan.territories.networks.access import DEPENDS, coordinated_network
from autan.territories.networks.actions.network_facts import facts_import, record_network_facts, withdraw_network_fact
from autan.territories.networks.forms import FactForm
from autan.territories.networks.queries.networks import fact_of_network, fact_places, facts_of_network

FACTS = DeclaredList(
    size=50,
    empty=gettext_lazy("Aucun fait n’est encore enregistré sur ce réseau ni sur ses membres."),
    look="outline-list",
)


@guarded_form(DEPENDS)
def facts(request: HttpRequest, slug: str) -> HttpResponse:
    """The facts held about the network and its members, and a form to record one."""
    by, network = coordinated_network(request, slug)
    form = FactForm(request.POST or None, places=fact_places(network))
    if request.method == "POST" and form.is_valid():
        record_network_facts(by=by, network=network, facts=[form.fact])
        messages.success(request, _("Le fait est enregistré."))
        return redirect("territories:facts", slug=slug)
    listing = FACTS.page(
        request.GET,
        facts_of_network(network),
        show=lambda rows: [(present_fact(fact), fact.id.startswith(STATED)) for fact in rows],
    )
    context = {"network": network, "listing": listing, "form": form}
    return render(request, "territories/facts.html", context, status=422 if form.errors else 200)


@guarded(DEPENDS)
@signed_in
def import_facts(request: HttpRequest, slug: str) -> HttpResponse:
    """Take facts in from a table, after a preview."""
    _by, network = coordinated_network(request, slug)
    context = {"network": network}
    page = ImportPage(
        request=request, importing=facts_import(network), template="territories/import_facts.html", context=context
    )
    return page.answer()


@guarded_act(DEPENDS)
def withdraw(request: HttpRequest, slug: str, fact_id: str) -> HttpResponse:
    """Withdraw a fact that was recorded here by mistake."""
    by, network = coordinated_network(request, slug)
    fact, page = fact_of_network(network, fact_id), reverse("territories:facts", args=[slug])
    ref, right, done = (
        ObjectRef("evidence", "fact", fact.id),
        "territories.coordinate_network",
        _("Le fait est retiré."),
    )
    with undoable(request, fact, ref=ref, network=slug, right=right, on=network, page=page, done=done):
        withdraw_network_fact(by=by, network=network, fact=fact)
    return redirect(page)
