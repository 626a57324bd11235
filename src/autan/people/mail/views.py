"""What became of messages, for those who coordinate the network that they concern."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from autan.ground.errors import NotAllowedError, RuleError
from autan.people.journal.access import guarded_act, requires
from autan.people.mail.actions import retry_message
from autan.people.mail.presenters import READ_MESSAGES, readable_networks, status_label
from autan.people.mail.queries import get_message, message_page


@requires(READ_MESSAGES)
def sent_messages(request: HttpRequest) -> HttpResponse:
    """The messages of the networks that a person coordinates."""
    return _list(request, is_failed=False)


@requires(READ_MESSAGES)
def failed_messages(request: HttpRequest) -> HttpResponse:
    """Those of them that were given up."""
    return _list(request, is_failed=True)


def _list(request: HttpRequest, *, is_failed: bool) -> HttpResponse:
    page = message_page(request.GET.get("page"), networks=readable_networks(request.user), failed=is_failed)
    rows = [(message, status_label(message.status)) for message in page]
    return render(request, "mail/list.html", {"page": page, "rows": rows, "is_failed": is_failed})


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
