"""The page that the link of an invitation opens: an account is opened there, and its role taken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from autan.accounts.access import guarded, sign_in
from autan.accounts.actions import AccountError
from autan.accounts.models import Person
from autan.accounts.queries import find_person
from autan.territories.actions.person_invitations import accept_person_invitation
from autan.territories.core.invitations import InvitationState
from autan.territories.forms.people import AcceptForm
from autan.territories.models import Mandate, PersonInvitation
from autan.territories.queries.person_invitations import find_invitation


@guarded("the link is the right: it serves once, for one address")
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
    given = {} if person else form.cleaned_data
    try:
        account = accept_person_invitation(invitation=invitation, person=person, **given)
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
