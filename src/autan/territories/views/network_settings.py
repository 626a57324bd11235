"""The settings of a network, and the style sheet that bears its colour."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from autan.accounts.access import guarded, public, signed_in
from autan.evidence.forms.sending import act_on_form
from autan.journal.core.objects import ObjectRef
from autan.journal.core.versions import ChangedSinceError, version_of
from autan.journal.queries import history_of
from autan.territories.access import DEPENDS, coordinated_network
from autan.territories.actions.network_settings import change_settings, settings_fields
from autan.territories.core.colours import NIGHT, PAPER, readable_on
from autan.territories.forms.network_settings import SettingsForm
from autan.territories.models import Network
from autan.territories.presenters.memberships import tell_state
from autan.territories.queries.networks import get_network


@guarded(DEPENDS)
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the network is called and looks like, and who its messages come from."""
    by, network = coordinated_network(request, slug)
    form = SettingsForm(request.POST or None, network=network)
    seen = request.POST.get("version", "-")
    try:
        if act_on_form(
            request,
            form,
            lambda: change_settings(by=by, network=network, given=form.given, seen=seen),
            done=_("Les réglages sont enregistrés."),
        ):
            return redirect("territories:settings", slug=slug)
    except ChangedSinceError as error:
        return _show(request, network, form, changed=error)
    return _show(request, network, form)


def _show(
    request: HttpRequest, network: Network, form: SettingsForm, changed: ChangedSinceError | None = None
) -> HttpResponse:
    ref = ObjectRef("territories", "network", network.slug)
    context = {
        "network": network,
        "form": form,
        "version": version_of(settings_fields(network)),
        "standing": tell_state(changed.standing) if changed else None,
        "last_act": next(iter(history_of(ref, limit=1)), None) if changed else None,
    }
    return render(request, "territories/settings.html", context, status=409 if changed else 422 if form.errors else 200)


@public
@cache_control(max_age=86400, public=True)
def colours(request: HttpRequest, slug: str) -> HttpResponse:
    """The colour of the network as a style sheet, by day and by night, always readable."""
    del request
    colour = get_network(slug).colour
    rules = ""
    if colour:
        day, night = readable_on(colour, PAPER), readable_on(colour, NIGHT)
        rules = f":root{{--woad:{day}}}@media(prefers-color-scheme:dark){{:root{{--woad:{night}}}}}\n"
    return HttpResponse(rules, content_type="text/css; charset=utf-8")
