"""The one view of transitions: what is sent is read, told before when it must be confirmed, done, and said."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.errors import DomainError
from autan.ground.web.forms.sending import is_right, report_outcome, resting_on
from autan.people.accounts.access import guarded_act, person_of
from autan.people.journal.access import View
from autan.people.journal.actions import require_right
from autan.people.journal.core import ObjectRef
from autan.people.workflows.actions import (
    GONE,
    Removal,
    Transition,
    Workflow,
    keep_removal,
    put_back,
    removal_of,
    take,
    with_columns,
)


def transition_view[T: Model](
    workflow: Workflow[T],
    *names: str,
    form: Callable[..., Form] | None = None,
    read_fields: Callable[[HttpRequest, Any], Mapping[str, Any]] | None = None,
    unread: Any = "",
    current: Callable[[T], object] | None = None,
    refused: Callable[[HttpRequest, T, Form], HttpResponse] | None = None,
) -> View:
    """Return the view of one transition, or of several that the field `act` tells apart, or else the state of the row.

    `read_fields` returns the arguments of the act from the request and a valid form: by default the cleaned data of the
    form, or without a form the fields that the transition needs, as posted. `unread`: message for an invalid form;
    `current` returns what the form changes, as its page was made from it (`resting_on`); `refused` renders the page
    again with the form as posted, when the form or the act is refused.
    """

    @guarded_act(f"the right is that of the workflow {workflow.name}")
    def act(request: HttpRequest, **address: Any) -> HttpResponse:
        row = workflow.find(request.user, **address)
        transition = _choose_transition(request, workflow, names, row)
        back, person = redirect(workflow.page_of(row)), person_of(request)
        right, subject, refusal = workflow.right_on(transition, row)
        require_right(person, right, on=subject, refusal=refusal)
        is_asked_first = transition.tells is not None and workflow.state_of(row) in transition.begins
        if is_asked_first and "confirm" not in request.POST:
            return _confirm(request, workflow, transition, row)
        filled = form(request.POST, request.FILES) if form else None
        if filled and current:
            resting_on(filled, current(row))
        if filled is None or is_right(filled):
            fields = read_fields(request, filled) if read_fields else _sent(request, transition, filled)
            next_page = transition.leads(row) if transition.leads else workflow.page_of(row)
            removal = _removal(workflow, transition, row)
            with report_outcome(request):
                step = take(workflow, transition.name, row, by=person, at=timezone.now(), **fields)
                if words := transition.done(step) if callable(transition.done) else transition.done:
                    _say_done(request, words, removal)
                return redirect(next_page)
        elif unread and not filled.non_field_errors():
            with report_outcome(request):
                raise DomainError(str(unread))
        return refused(request, row, filled) if refused and filled is not None else back

    return act


def _removal[T: Model](workflow: Workflow[T], transition: Transition[T], row: T) -> Removal | None:
    """What may be put back of a row that a transition removes at once; None for what was asked first, or stays."""
    right, subject, _refusal = workflow.right_on(transition, row)
    if transition.ends != GONE or transition.tells is not None or not isinstance(subject, Model):
        return None
    network = workflow.network(row) if workflow.network else workflow.of(row).network.slug
    return removal_of(
        row, ref=workflow.ref_of(row), network=network, right=right, on=subject, page=workflow.page_of(row)
    )


def _say_done(request: HttpRequest, words: Any, removal: Removal | None) -> None:
    if removal:
        keep_removal(removal, by=person_of(request))
    messages.success(request, words, extra_tags=f"undo {removal.key}" if removal else "")


@contextmanager
def undoable(
    request: HttpRequest,
    row: Model,
    *,
    ref: ObjectRef,
    network: str,
    right: str,
    on: Model,
    page: str,
    success: str,
    columns: Sequence[str] = (),
) -> Iterator[None]:
    """Report an act that removes a row, or something held in some columns of one that stays.

    Who did it may put it back for an hour, see `removal_of`.
    """
    before = {name: getattr(row, name) for name in columns}
    removal = removal_of(row, ref=ref, network=network, right=right, on=on, page=page, stays=bool(columns))
    with report_outcome(request):
        yield
        _say_done(request, success, with_columns(removal, row, before) if removal and columns else removal)


@guarded_act("the right is that of the act that removed, asked again")
def undo(request: HttpRequest) -> HttpResponse:
    """Put back what the person removed: what the page told of, or last."""
    page = "/"
    with report_outcome(request, _("C’est remis.")):
        page = put_back(by=person_of(request), key=request.POST.get("removed", "").removeprefix("undo "))
    return redirect(page)


def _sent[T: Model](request: HttpRequest, transition: Transition[T], form: Form | None) -> Mapping[str, Any]:
    return form.cleaned_data if form else {name: request.POST.get(name, "") for name in transition.needs}


def _choose_transition[T: Model](
    request: HttpRequest, workflow: Workflow[T], names: tuple[str, ...], row: T
) -> Transition[T]:
    """Return the transition that `act` names; without it, the one that begins where the row is, or else the last."""
    transitions, sent, state = (
        [workflow.transition(name) for name in names],
        request.POST.get("act"),
        workflow.state_of(row),
    )
    matching = [item for item in transitions if sent and sent in {item.sent, item.name}]
    return next(iter(matching or [item for item in transitions if state in item.begins]), transitions[-1])


def _confirm[T: Model](request: HttpRequest, workflow: Workflow[T], transition: Transition[T], row: T) -> HttpResponse:
    """Tell what goes with an act, and ask whether to do it."""
    context = {
        "row": row,
        "label": transition.label(row) if callable(transition.label) else transition.label,
        "lines": transition.tells(row) if transition.tells else (),
        "sent": [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"],
        "back": workflow.page_of(row),
    }
    return render(request, "workflows/confirm.html", context)
