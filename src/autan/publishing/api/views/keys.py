"""Keys of the programs that write: made and revoked by whoever holds them, seen and revoked by the coordination."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.texts.language import words
from autan.ground.web.forms.sending import act_on_form, report_outcome
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, signed_in
from autan.people.journal.actions import require_any, require_right
from autan.publishing.api.actions import KeyScope, issue_key, revoke_key
from autan.publishing.api.forms import KeyForm
from autan.publishing.api.models import ReadKey
from autan.publishing.api.presenters.pages import key_lines
from autan.publishing.api.queries.keys import get_key, keys_of, network_keys, networks_to_write
from autan.territories.networks.queries.networks import get_network, list_networks

KEYS = DeclaredList(
    size=50,
    caption=gettext_lazy("Clés d’écriture"),
    empty=gettext_lazy("Aucun programme n’a de clé ici."),
    columns=(
        Column(code="name", label=gettext_lazy("Programme")),
        Column(code="holder", label=gettext_lazy("Écrit pour")),
        Column(code="network", label=gettext_lazy("Réseau")),
        Column(code="table", label=gettext_lazy("Ce qu’il écrit")),
        Column(code="until", label=gettext_lazy("Finit le")),
        Column(code="used", label=gettext_lazy("Dernier usage")),
        Column(code="act", label=gettext_lazy("État")),
    ),
)
OWN_COLUMNS = [column for column in KEYS.columns if column.code != "holder"]
NETWORK_COLUMNS = [column for column in KEYS.columns if column.code != "network"]


@guarded_form("a key writes for who makes it, in a network where she may")
@never_cache
def own_keys(request: HttpRequest) -> HttpResponse:
    """List the keys of the reader, and make one: its text is in this answer alone."""
    person = person_of(request)
    networks = networks_to_write(person)
    if request.method == "POST":
        require_any(networks)
    form = KeyForm(request.POST if request.method == "POST" else None, networks=networks)

    def make() -> tuple[ReadKey, str]:
        values = form.cleaned_data
        scope = KeyScope(holder=person, network=values["network"], act=values["act"], expires_on=values["until"])
        return issue_key(by=person, name=values["name"], scope=scope)

    created = act_on_form(request, form, make)
    names = {network.slug: words(network.name) for network in list_networks()}
    show = partial(key_lines, names=names, today=timezone.localdate())
    context = {
        "form": KeyForm(None, networks=networks) if created else form,
        "networks": networks,
        "made": created,
        "listing": KEYS.page(request.GET, keys_of(person.pk), show=show, columns=OWN_COLUMNS),
    }
    return render(request, "api/keys.html", context, status=422 if form.errors else 200)


@guarded("the right is that of coordinating this network")
@signed_in
def keys_of_network(request: HttpRequest, network: str) -> HttpResponse:
    """List the keys that write in a network, to whoever coordinates it."""
    record = get_network(network)
    require_right(person_of(request), "api.see_keys", on=record)
    show = partial(key_lines, names={}, today=timezone.localdate())
    listing = KEYS.page(request.GET, network_keys(network), show=show, columns=NETWORK_COLUMNS)
    return render(request, "api/network_keys.html", {"network": record, "listing": listing})


@guarded_act("the right is that of the holder of the key, or of who coordinates its network")
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Revoke a key, at once."""
    person, key = person_of(request), get_key(number)
    with report_outcome(request, _("La clé est révoquée.")):
        revoke_key(by=person, key=key)
    return redirect("api:keys") if key.holder_id == person.pk else redirect("api:network_keys", network=key.network)
