"""Actions that several territories carry: those of a network, a new one, and who carries one."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.ground.errors import NotAllowedError
from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.web.forms.sending import act_on_form, report_outcome, show_form
from autan.people.accounts.access import guarded_form, person_of, public_form
from autan.people.journal.actions import require_any, require_right
from autan.plans.projects.actions.joint import add_joint_sheet, share_sheet
from autan.plans.projects.core.filters import ActionState, SheetFilter
from autan.plans.projects.forms import JointForm
from autan.plans.projects.models import ActionSheet
from autan.plans.projects.presenters.listing import sheet_rows
from autan.plans.projects.queries.figures import first_network_of
from autan.plans.projects.queries.sheets import find_sheet, list_sheets, member_territories, page_of
from autan.territories.networks.queries.networks import get_network
from autan.territories.networks.queries.people import led_among

JOINT = DeclaredList(
    caption=gettext_lazy("Actions conjointes"),
    size=50,
    empty=gettext_lazy("Aucune action n’est dite portée par plusieurs collectivités."),
    columns=(
        Column(code="action", label=gettext_lazy("Action")),
        Column(code="places", label=gettext_lazy("Collectivités")),
        Column(code="status", label=gettext_lazy("Statut")),
        Column(code="end", label=gettext_lazy("Fin")),
    ),
)


@public_form
def of_network(request: HttpRequest, network: str) -> HttpResponse:
    """The joint actions of a network, each counted once, with the members that carry it; and a new one."""
    network_record, today = get_network(network), timezone.localdate()
    led = led_among(request.user, member_territories(network))
    if request.method == "POST":
        require_any(led)
    form = JointForm(request.POST or None, led)

    def add() -> ActionSheet:
        return add_joint_sheet(by=person_of(request), title=form.cleaned_data["title"], carriers=form.chosen)

    if sheet := act_on_form(request, form, add, success=_("L’action est ajoutée, en brouillon.")):
        return redirect("projects:fill", slug=sheet.slug)
    sheets = list_sheets(network, SheetFilter(state=ActionState.JOINT), reader=request.user, today=today)
    listing = JOINT.page(request.GET, partial(page_of, sheets), show=partial(sheet_rows, today=today))
    return show_form(request, form, "projects/joint.html", network=network_record, listing=listing, led=led)


@guarded_form("the right is that of writing this action, and of leading each territory that comes or goes")
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which territories carry an action; who leads none of those that come or go is told whom to ask."""
    content = find_sheet(slug, reader=request.user)
    record = content.record
    require_right(person_of(request), "projects.write_action", on=record)
    current = list(record.carriers.all())
    network = first_network_of(current[0].siren)
    places = list(dict.fromkeys([*current, *(member_territories(network) if network else [])]))
    led = frozenset(led_among(request.user, places))
    if request.method == "POST":
        others = [place for place in current if place not in led]
        carriers = [place for place in places if place in others or place.siren in request.POST.getlist("siren")]
        message = _("Les collectivités de l’action sont enregistrées\u202f; elle compte une fois.")
        with report_outcome(request, message, also=(NotAllowedError,)):
            share_sheet(by=person_of(request), sheet=record, carriers=carriers)
        return redirect("projects:sheet", slug=slug)
    context = {"heading": content.record, "places": places, "current": frozenset(current), "led": led}
    return render(request, "projects/share.html", context)
