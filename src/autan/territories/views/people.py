"""The people of a network, for those who coordinate it: who, in which role, since when, until when."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from autan.accounts.access import guarded, person_of, signed_in
from autan.accounts.actions import reopen_account
from autan.accounts.models import Person
from autan.errors import NotAllowedError, RuleError
from autan.journal.actions import require_right
from autan.journal.core.objects import ObjectRef
from autan.territories.actions.mandates import end_mandate
from autan.territories.actions.people import add_person, close_person
from autan.territories.forms.people import EndForm, PersonForm
from autan.territories.models import Mandate, Network
from autan.territories.presenters.people import people_page, person_view
from autan.territories.queries.bodies import find_territory
from autan.territories.queries.networks import get_network, network_members
from autan.territories.queries.people import get_mandate, person_of_network

_DEPENDS = "the right is that of coordinating this network"


def _coordinated(request: HttpRequest, slug: str) -> tuple[Person, Network]:
    person, network = person_of(request), get_network(slug)
    require_right(person, "territories.coordinate_network", on=network)
    return person, network


@guarded(_DEPENDS)
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """The roles on a network and its members, and a form to give one."""
    reader, network = _coordinated(request, slug)
    form = PersonForm(request.POST or None, network=network, members=network_members(slug))
    if request.method == "POST" and form.is_valid() and _add(request, reader, network, form):
        return redirect("territories:people", slug=slug)
    context = {
        "network": network,
        "page": people_page(network, number=request.GET.get("page"), today=timezone.localdate()),
        "form": form,
        "ref": ObjectRef("territories", "network", slug),
    }
    return render(request, "territories/people.html", context, status=422 if form.errors else 200)


def _add(request: HttpRequest, by: Person, network: Network, form: PersonForm) -> bool:
    """Give the role; what is refused is said on the form."""
    given = form.cleaned_data
    try:
        added = add_person(
            by=by,
            email=given["email"],
            name=given["name"],
            password=given["password"] or None,
            role=Mandate.Role(given["role"]),
            network=None if given["siren"] else network,
            territory=find_territory(given["siren"]) if given["siren"] else None,
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
        )
    except NotAllowedError:
        raise
    except RuleError as error:
        form.add_error(None, str(error))
        return False
    told = _("Le compte est ouvert et le rôle confié.") if added.is_new_account else _("Le rôle est confié.")
    messages.success(request, told)
    return True


@guarded(_DEPENDS)
@signed_in
def person(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Somebody of the network: the roles held here, the account, and what was changed."""
    reader, network = _coordinated(request, slug)
    context = {
        "network": network,
        "person": person_view(network, person_of_network(network, key), reader, today=timezone.localdate()),
        "ref": ObjectRef("accounts", "person", str(key)),
    }
    return render(request, "territories/person.html", context)


@guarded(_DEPENDS)
@signed_in
@require_POST
def end(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """End a role, today or on the day that is given."""
    by, network = _coordinated(request, slug)
    form, mandate = EndForm(request.POST), get_mandate(network, key)
    if not form.is_valid():
        messages.error(request, _("La fin du rôle est une date, ou rien pour aujourd’hui."))
    else:
        with _said(request, _("La fin du rôle est enregistrée.")):
            end_mandate(by=by, mandate=mandate, on=form.cleaned_data["on"])
    return redirect("territories:person", slug=slug, key=mandate.person_id)


@guarded(_DEPENDS)
@signed_in
@require_POST
def close(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Close the account of somebody of the network."""
    by, network = _coordinated(request, slug)
    with _said(request, _("Le compte est fermé.")):
        close_person(by=by, person=person_of_network(network, key), network=slug)
    return redirect("territories:person", slug=slug, key=key)


@guarded(_DEPENDS)
@signed_in
@require_POST
def reopen(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Open again the account of somebody of the network."""
    by, network = _coordinated(request, slug)
    with _said(request, _("Le compte est rouvert.")):
        reopen_account(by=by, person=person_of_network(network, key), network=slug)
    return redirect("territories:person", slug=slug, key=key)


@contextmanager
def _said(request: HttpRequest, done: str) -> Iterator[None]:
    """Say what was done, or why it was not; who has no right is refused as everywhere."""
    try:
        yield
    except NotAllowedError:
        raise
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
