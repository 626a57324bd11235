"""The people of a network: their roles and their invitations, for whoever coordinates it and for whoever is invited."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from autan.ground.lists.presenters import Column, DeclaredList
from autan.ground.web.forms.sending import act_on_form, report_outcome, show_form
from autan.people.accounts.access import by_link, guarded, guarded_act, guarded_form, person_of, sign_in, signed_in
from autan.people.accounts.actions import AccountError, reopen_account
from autan.people.accounts.models import Person
from autan.people.accounts.queries import find_person
from autan.people.journal.core import ObjectRef
from autan.people.mail.connectors import mail_leaves
from autan.people.workflows.access import undoable
from autan.territories.networks.access import DEPENDS, coordinated_network
from autan.territories.networks.actions.mandates import close_person, end_mandate
from autan.territories.networks.actions.person_invitations import (
    InvitedPerson,
    accept_person_invitation,
    invite_person,
    renew_person_invitation,
    withdraw_person_invitation,
)
from autan.territories.networks.core.invitations import InvitationState
from autan.territories.networks.forms import AcceptForm, MandateEndForm, PersonForm
from autan.territories.networks.models import Mandate, Network, PersonInvitation
from autan.territories.networks.presenters.memberships import invitation_views, people_views, person_view
from autan.territories.networks.queries.bodies import find_territory
from autan.territories.networks.queries.networks import network_members
from autan.territories.networks.queries.people import find_invitation, get_mandate, invitation_of, person_of_network

PEOPLE = DeclaredList(
    size=50,
    caption=gettext_lazy("Personnes et rôles"),
    empty=gettext_lazy("Personne n’a encore de rôle ici."),
    item="tbody",
    columns=(
        Column(code="person", label=gettext_lazy("Personne")),
        Column(code="role", label=gettext_lazy("Rôle")),
        Column(code="place", label=gettext_lazy("Sur")),
        Column(code="since", label=gettext_lazy("Depuis")),
        Column(code="until", label=gettext_lazy("Fin")),
    ),
)


@guarded_form(DEPENDS)
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The roles on a network and its members, who is invited, and a form to invite."""
    _reader, network = coordinated_network(request, slug)
    form = PersonForm(request.POST or None, network=network, members=network_members(slug))
    invited = act_on_form(request, form, lambda: _invite(request, network, form))
    if invited and invited.mandate:
        messages.success(request, _("L’adresse a déjà un compte\u00a0: le rôle est confié."))
        return redirect("territories:people", slug=slug)
    if invited:
        return _show_link(request, network, invited)
    return show_form(
        request,
        form,
        "territories/people.html",
        network=network,
        listing=PEOPLE.page(request.GET, people_views(network, today=timezone.localdate())),
        invitations=invitation_views(network, now=timezone.now()),
    )


def _invite(request: HttpRequest, network: Network, form: PersonForm) -> InvitedPerson:
    data = form.cleaned_data
    return invite_person(
        by=person_of(request),
        email=data["email"],
        name=data["name"],
        role=Mandate.Role(data["role"]),
        network=network,
        site=request.build_absolute_uri("/").rstrip("/"),
        territory=find_territory(data["siren"]) if data["siren"] else None,
        valid_to=data["valid_to"],
    )


def _show_link(request: HttpRequest, network: Network, invited: InvitedPerson) -> HttpResponse:
    context = {"network": network, "invited": invited, "invitation": invited.invitation, "mail_leaves": mail_leaves()}
    return render(request, "territories/invited.html", context)


@guarded_act(DEPENDS)
def renew_invitation(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Send a new link in place of one that was not used."""
    by, network = coordinated_network(request, slug)
    site = request.build_absolute_uri("/").rstrip("/")
    with report_outcome(request):
        invited = renew_person_invitation(by=by, invitation=invitation_of(network, key), site=site)
        return _show_link(request, network, invited)
    return redirect("territories:people", slug=slug)


@guarded_act(DEPENDS)
def withdraw_invitation(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Withdraw an invitation that was not used."""
    by, network = coordinated_network(request, slug)
    invitation, page = invitation_of(network, key), reverse("territories:people", args=[slug])
    with undoable(
        request,
        invitation,
        ref=ObjectRef("territories", "person_invitation", str(key)),
        network=slug,
        right="territories.coordinate_network",
        on=network,
        page=page,
        success=_("L’invitation est retirée."),
        columns=("withdrawn_at",),
    ):
        withdraw_person_invitation(by=by, invitation=invitation)
    return redirect(page)


@guarded(DEPENDS)
@signed_in
def person(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Somebody of the network: the roles held here, the account, and what was changed."""
    reader, network = coordinated_network(request, slug)
    context = {
        "network": network,
        "person": person_view(network, person_of_network(network, key), reader, today=timezone.localdate()),
        "ref": ObjectRef("accounts", "person", str(key)),
    }
    return render(request, "territories/person.html", context)


@guarded_act(DEPENDS)
def end(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """End a role, today or on the day that is given."""
    by, network = coordinated_network(request, slug)
    form, mandate = MandateEndForm(request.POST), get_mandate(network, key)
    if not form.is_valid():
        messages.error(request, _("La fin du rôle est une date, ou rien pour aujourd’hui."))
    else:
        with report_outcome(request, _("La fin du rôle est enregistrée.")):
            end_mandate(by=by, mandate=mandate, on=form.cleaned_data["on"])
    return redirect("territories:person", slug=slug, key=mandate.person_id)


@guarded_act(DEPENDS)
def close(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Close the account of somebody of the network."""
    by, network = coordinated_network(request, slug)
    with report_outcome(request, _("Le compte est fermé.")):
        close_person(by=by, person=person_of_network(network, key), network=slug)
    return redirect("territories:person", slug=slug, key=key)


@guarded_act(DEPENDS)
def reopen(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Open again the account of somebody of the network."""
    by, network = coordinated_network(request, slug)
    with report_outcome(request, _("Le compte est rouvert.")):
        reopen_account(by=by, person=person_of_network(network, key), network=slug)
    return redirect("territories:person", slug=slug, key=key)


@by_link("the link is the right: it serves once, for one address")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Open the account of an invitation; who has it already signs in and takes the role. Reading uses nothing up."""
    invitation = find_invitation(token)
    state = invitation.state(timezone.now())
    if state is not InvitationState.WAITING:
        return _show(request, invitation, state=state.value, status=410)
    person = request.user if isinstance(request.user, Person) else None
    account = find_person(invitation.email)
    if account != person:
        return _show(request, invitation, state="other_account", has_account=account is not None)
    form = AcceptForm(request.POST or None, initial={"name": invitation.name})
    if request.method == "POST" and (person or form.is_valid()) and _accept(request, invitation, form, person):
        return _lead(invitation)
    return _show(request, invitation, form=form, state="waiting", status=422 if form.errors and not person else 200)


def _lead(invitation: PersonInvitation) -> HttpResponse:
    """Who coordinates begins with the page of the network, the others with their desk."""
    if invitation.role == Mandate.Role.COORDINATOR:
        return redirect("territories:coordination", slug=invitation.network.slug)
    return redirect("site:desk")


def _accept(request: HttpRequest, invitation: PersonInvitation, form: AcceptForm, person: Person | None) -> bool:
    """Take the role, in a new account when nobody signed in; what is refused is said on the form."""
    data = {} if person else form.cleaned_data
    try:
        account = accept_person_invitation(invitation=invitation, person=person, **data)
    except AccountError as error:
        for fault in error.faults:
            form.add_error("password", fault)
        return False
    if person is None:
        sign_in(request, account)
    return True


def _show(request: HttpRequest, invitation: PersonInvitation, *, status: int = 200, **more: object) -> HttpResponse:
    context = {"invitation": invitation, "network": invitation.network, **more}
    return render(request, "territories/invitation.html", context, status=status)
