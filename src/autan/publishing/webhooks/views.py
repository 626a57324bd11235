"""Programs that a network tells of what changes: registered, tried and stopped by its coordination, with the log."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.web.forms.sending import act_on_form
from autan.people.accounts.access import guarded_form, person_of
from autan.people.journal.actions import require_right
from autan.people.workflows.access import transition_view
from autan.publishing.webhooks.actions.workflow import DELIVERY, WEBHOOK, register_webhook
from autan.publishing.webhooks.forms import WebhookForm
from autan.publishing.webhooks.models import Webhook
from autan.publishing.webhooks.presenters import delivery_lines, webhook_lines
from autan.publishing.webhooks.queries import deliveries_of, webhooks_of
from autan.territories.networks.queries.networks import get_network

DELIVERIES = DeclaredList(
    size=50,
    caption=gettext_lazy("Envois"),
    empty=gettext_lazy("Rien n’a encore été envoyé."),
    columns=(
        Column(code="at", label=gettext_lazy("Quand")),
        Column(code="program", label=gettext_lazy("Programme")),
        Column(code="event", label=gettext_lazy("Ce qui est dit")),
        Column(code="state", label=gettext_lazy("État")),
    ),
)


@guarded_form("the right is that of coordinating the network")
@never_cache
def webhooks(request: HttpRequest, network: str) -> HttpResponse:
    """List the programs told and what was sent, and have one more told: its secret is in this answer alone."""
    record, person = get_network(network), person_of(request)
    require_right(person, "webhooks.manage", on=record)
    form = WebhookForm(request.POST if request.method == "POST" else None)

    def make() -> tuple[Webhook, str]:
        return register_webhook(by=person, network=network, **form.cleaned_data)

    created = act_on_form(request, form, make)
    context = {
        "network": record,
        "form": WebhookForm(None) if created else form,
        "made": created,
        "webhooks": webhook_lines(webhooks_of(network)),
        "listing": DELIVERIES.page(request.GET, deliveries_of(network), show=delivery_lines),
    }
    return render(request, "webhooks/list.html", context, status=422 if form.errors else 200)


trial = transition_view(WEBHOOK, "try_webhook")
stop = transition_view(WEBHOOK, "stop_webhook")
replay = transition_view(DELIVERY, "replay_delivery")
