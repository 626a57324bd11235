"""What became of messages, for those who coordinate the network that they concern."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from autan.ground.errors import NotAllowedError, RuleError
from autan.ground.lists.presenters import Column, DeclaredList
from autan.people.journal.access import guarded_act, requires
from autan.people.mail.actions import retry_message, send_trial
from autan.people.mail.presenters import READ_MESSAGES, readable_networks, status_label
from autan.people.mail.queries import get_message, messages_of

MESSAGES = DeclaredList(
    size=50,
    caption=gettext_lazy("Messages envoyés"),
    empty=gettext_lazy("Aucun message."),
    columns=(
        Column(code="at", label=gettext_lazy("Quand")),
        Column(code="to", label=gettext_lazy("À")),
        Column(code="subject", label=gettext_lazy("Objet")),
        Column(code="state", label=gettext_lazy("État")),
    ),
)


@requires(READ_MESSAGES)
@require_safe
def sent_messages(request: HttpRequest) -> HttpResponse:
    """The messages of the networks that a person coordinates."""
    return _list(request, is_failed=False)


@requires(READ_MESSAGES)
@require_safe
def failed_messages(request: HttpRequest) -> HttpResponse:
    """Those of them that were given up."""
    return _list(request, is_failed=True)


def _list(request: HttpRequest, *, is_failed: bool) -> HttpResponse:
    outgoing = messages_of(readable_networks(request.user), failed=is_failed)
    listing = MESSAGES.page(
        request.GET, outgoing, show=lambda rows: [(message, status_label(message.status)) for message in rows]
    )
    return render(request, "mail/list.html", {"listing": listing, "is_failed": is_failed})


@requires(READ_MESSAGES)
@require_POST
def trial(request: HttpRequest) -> HttpResponse:
    """Send a message to whoever asks, so that she sees whether the mail server is well set."""
    person = request.user
    networks = readable_networks(person)
    message = send_trial(to=person.email, network=networks[0] if networks else "")  # type: ignore[union-attr]  # signed in
    state = {"to": message.to, "state": status_label(message.status), "error": message.error}
    if message.error:
        messages.error(request, _("Message d’essai à %(to)s\u00a0: %(state)s (%(error)s).") % state)
    else:
        messages.success(request, _("Message d’essai à %(to)s\u00a0: %(state)s.") % state)
    return redirect("mail:list")


@guarded_act("the right is that of coordinating the network of the message")
def retry(request: HttpRequest, key: int) -> HttpResponse:
    """Put in the queue again a message that was given up."""
    person = request.user
    try:
        retry_message(by=person, message=get_message(key))  # type: ignore[arg-type]  # signed in: a person
    except NotAllowedError:
        raise
    except RuleError as error:
        messages.error(request, _(str(error)))
    else:
        messages.success(request, _("Le message est remis en file\u202f; il part dans un instant."))
    return redirect("mail:list")
