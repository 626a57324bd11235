"""The page that the link of a message opens: an invitation or a reminder is answered there, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from autan.cooperation.working_group.actions.answers import answer_invitation, answer_reminder
from autan.cooperation.working_group.core.mail_answers import MailLinkState, MeetingAnswer, link_state
from autan.cooperation.working_group.forms.bodies import InvitationAnswerForm, ReminderAnswerForm
from autan.cooperation.working_group.models import MailLink
from autan.cooperation.working_group.presenters.meetings import slot_words
from autan.cooperation.working_group.queries.bodies import find_link
from autan.ground.texts.language import words
from autan.ground.web.forms.sending import act_on_form
from autan.people.accounts.access import by_link


@by_link("the link is the right: it is signed, serves once, for fourteen days")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer an invitation or a reminder. Reading uses nothing up; the answer does."""
    link, now = find_link(token), timezone.now()
    state = link_state(sent_at=link.sent_at, used_at=link.used_at, now=now)
    if state is not MailLinkState.GOOD:
        return _show(request, link, state=state, status=410)
    form: InvitationAnswerForm | ReminderAnswerForm
    if link.participation:
        form = InvitationAnswerForm(request.POST or None)
    else:
        form = ReminderAnswerForm(request.POST if request.method == "POST" else None, is_task=link.task is not None)
    if act_on_form(request, form, lambda: _answer(link, form)):
        return _show(request, link, state=None)
    return _show(request, link, state=state, form=form, status=422 if form.errors else 200)


def _answer(link: MailLink, form: InvitationAnswerForm | ReminderAnswerForm) -> bool:
    data, now = form.cleaned_data, timezone.now()
    if isinstance(form, InvitationAnswerForm):
        answer_invitation(link=link, **data, now=now)
    else:
        answer_reminder(link=link, text=data["text"], is_done=bool(data.get("is_done")), now=now)
    return True


def _show(
    request: HttpRequest, link: MailLink, *, state: MailLinkState | None, form: object = None, status: int = 200
) -> HttpResponse:
    meeting = link.participation.meeting if link.participation else None
    answer = link.participation.answer if link.participation else ""
    context = {
        "network": link.seat.body.network,
        "link": link,
        "meeting": meeting,
        "when": slot_words(meeting) if meeting else "",
        "answered": words(MeetingAnswer(answer).label) if answer and state is None else "",
        "state": state.value if state else "done",
        "state_words": words(state.label) if state else "",
        "form": form,
    }
    return render(request, "working_group/answer.html", context, status=status)
