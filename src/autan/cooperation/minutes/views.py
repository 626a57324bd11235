"""Minutes: read, taken away as DOCX or PDF, written, opened to amendments, settled, published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from autan.cooperation.minutes.actions.minutes import (
    decide_amendment,
    propose_amendment,
    rewrite_minutes,
    withdraw_passage,
)
from autan.cooperation.minutes.actions.workflow import MINUTES
from autan.cooperation.minutes.core import AmendmentInput, MinutesDocument, MinutesPhase, takes_amendments
from autan.cooperation.minutes.forms import (
    AmendmentForm,
    AmendmentOfOthersForm,
    OpeningForm,
    PassageWithdrawalForm,
    TextForm,
)
from autan.cooperation.minutes.models import Minutes
from autan.cooperation.minutes.presenters import minutes_document, withdrawal_words
from autan.cooperation.minutes.queries import amendments_of, find_amendment, find_minutes, holder_of, rights_on
from autan.cooperation.minutes.renderers.minutes import MEDIA_TYPE, print_minutes, write_minutes
from autan.ground.errors import ConflictError, NotAllowedError
from autan.ground.web.forms.sending import act_on_form, report_outcome, show_form
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of
from autan.people.journal.actions import NOT_ALLOWED, require_right
from autan.people.workflows.access import transition_view

_DEPENDS = "minutes that are not published are read, amended and written by those of the meeting"


@guarded(_DEPENDS)
def minutes(request: HttpRequest, slug: str) -> HttpResponse:
    """The minutes of a meeting, the amendments asked for, their versions, and the next step of whoever writes them."""
    record = find_minutes(slug, reader=request.user)
    rights = rights_on(record, request.user)
    is_open = takes_amendments(record.current_phase, record.amendments_until, timezone.localdate())
    amend_form = AmendmentOfOthersForm if rights.may_write else AmendmentForm
    context = {
        "network": record.network,
        "record": record,
        "document": minutes_document(record),
        "meeting_url": holder_of(record.meeting).page(record.object_id),
        "rights": rights,
        "amendments": amendments_of(record, reader=request.user),
        "withdrawals": [withdrawal_words(withdrawal) for withdrawal in record.withdrawals.all()],
        "versions": list(record.versions.all()),
        "opening_form": OpeningForm() if record.phase == MinutesPhase.DRAFT else None,
        "amend_form": amend_form() if is_open and rights.may_amend else None,
        "withdrawal_form": PassageWithdrawalForm() if rights.may_write else None,
        "ref": record.ref if rights.may_write else None,
    }
    return render(request, "minutes/minutes.html", context)


@guarded(_DEPENDS)
def minutes_file(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """The minutes as a PDF or a DOCX document."""
    return attach_minutes(minutes_document(find_minutes(slug, reader=request.user)), slug, extension)


def attach_minutes(content: MinutesDocument, name: str, extension: str) -> HttpResponse:
    """Answer minutes, or the record of a meeting, as a PDF or a DOCX document of this day."""
    today, is_pdf = timezone.localdate(), extension == "pdf"
    data = print_minutes(content, on=today) if is_pdf else write_minutes(content, on=today)
    return attached(data, f"{name}.{extension}", "application/pdf" if is_pdf else MEDIA_TYPE)


@guarded_form(_DEPENDS)
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """The text of a draft, to be rewritten; what somebody typed meanwhile is never overwritten."""
    record = find_minutes(slug, reader=request.user)
    holder = holder_of(record.meeting)
    require_right(person_of(request), holder.write, on=holder.find(record.object_id))
    form = TextForm(request.POST or None, initial={"text": record.text, "revision": record.revision})

    def rewrite() -> bool:
        rewrite_minutes(by=person_of(request), minutes=record, **form.cleaned_data)
        return True

    success = _("Le texte est enregistré\u202f; celui d’avant est gardé.")
    if act_on_form(request, form, rewrite, success=success, also=(ConflictError,)):
        return redirect("minutes:minutes", slug=slug)
    return show_form(request, form, "minutes/write.html", network=record.network, record=record)


def _minutes_to_change(request: HttpRequest, slug: str) -> Minutes:
    """Return minutes that somebody may amend or write, before what was posted is read."""
    record = find_minutes(slug, reader=request.user)
    rights = rights_on(record, request.user)
    if not (rights.may_amend or rights.may_write):
        raise NotAllowedError(NOT_ALLOWED)
    return record


advance = transition_view(
    MINUTES,
    "open_amendments",
    "settle_minutes",
    "publish_minutes",
    form=OpeningForm,
    unread=gettext_lazy("Le dernier jour des amendements se donne comme une date."),
)


@guarded_act(_DEPENDS)
def amend(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for an amendment."""
    record, posted, today = _minutes_to_change(request, slug), request.POST, timezone.localdate()
    amendment_input = AmendmentInput(**{name: posted.get(name, "") for name in AmendmentOfOthersForm.base_fields})
    with report_outcome(request, _("L’amendement est demandé ; sa réponse paraîtra ici.")):
        propose_amendment(by=person_of(request), minutes=record, amendment_input=amendment_input, today=today)
    return redirect("minutes:minutes", slug=slug)


@guarded_act(_DEPENDS)
def decide(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Accept or refuse an amendment."""
    record, is_accepted = _minutes_to_change(request, slug), request.POST.get("decision") == "accept"
    with report_outcome(request, _("La réponse est enregistrée.")):
        amendment, answer = find_amendment(record, key), request.POST.get("answer", "")
        decide_amendment(by=person_of(request), amendment=amendment, is_accepted=is_accepted, answer=answer)
    return redirect("minutes:minutes", slug=slug)


@guarded_act(_DEPENDS)
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a passage out of the text and of its versions."""
    record, posted = _minutes_to_change(request, slug), request.POST
    passage, reason = posted.get("passage", ""), posted.get("reason", "")
    with report_outcome(request, _("Le passage est retiré ; la trace du retrait reste.")):
        withdraw_passage(by=person_of(request), minutes=record, passage=passage, reason=reason)
    return redirect("minutes:minutes", slug=slug)
