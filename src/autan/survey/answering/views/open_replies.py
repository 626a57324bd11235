"""The pages of an open link: the form without an account, its receipt, and what a territory does with it."""

from collections.abc import Sequence
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from autan.ground.errors import RuleError
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.sending import report_outcome
from autan.people.accounts.access import by_link
from autan.survey.answering.access import requires_answering_access, requires_lead
from autan.survey.answering.actions.open_replies import confirm_reply, dismiss_reply, erase_reply, receive_reply
from autan.survey.answering.core.save_decisions import EntryOutcome, SaveDecision, decide_entry
from autan.survey.answering.forms import PlaceForm, is_about_rows, read_entries, rows_wanted
from autan.survey.answering.presenters.open_replies import present_open_form, present_replies
from autan.survey.campaigns.models import OpenLink
from autan.survey.campaigns.queries.answering_access import AnsweringAccess, find_open_link, find_reply, waiting_replies
from autan.survey.campaigns.queries.answers import answers_of
from autan.survey.campaigns.queries.campaigns import view_of

_by_open_link = by_link("the open link in the address is the right; what comes by it waits for the territory")


@_by_open_link
@never_cache
def open_form(request: HttpRequest, token: str) -> HttpResponse:
    """The whole questionnaire on one page, to answer for a territory; sent, it leads to its receipt."""
    link = find_open_link(token)
    view = view_of(link.campaign)
    if (refusal := link.refusal()) is not None:
        return render(request, "answering/open_closed.html", {"link": link, "refusal": refusal}, status=403)
    is_sent = request.method == "POST" and not is_about_rows(request.POST)
    siren = request.POST.get("siren", request.GET.get("pour", ""))
    form = PlaceForm(request.POST if is_sent else None, respondents=view.respondents, initial={"siren": siren})
    sent: dict[str, Any] = {}
    status = 200
    if request.method == "POST":
        questions = {question.code: question for question in view.questionnaire.questions}
        entries = read_entries(request.POST, questions.values(), takes_files=False)
        decisions = [decide_entry(questions[entry.question], entry, base=None, current=None) for entry in entries]
        sent = {
            "decisions": {decision.entry.question: decision for decision in decisions},
            "taken": {entry.question: entry for entry in entries},
            "least_rows": rows_wanted(request.POST),
        }
        if is_sent:
            receipt, status = _receive(request, link, form, decisions)
            if receipt:
                return redirect("answering:open_receipt", token=token, receipt=receipt)
    return _show_form(request, link, form, status=status, **sent)


def _receive(
    request: HttpRequest, link: OpenLink, form: PlaceForm, decisions: Sequence[SaveDecision]
) -> tuple[str, int]:
    """Keep a reply; return its receipt, or none and the status of a page that says why in its form."""
    if not form.is_valid() or any(decision.outcome is EntryOutcome.INVALID for decision in decisions):
        return "", 422
    if not ratelimit.consume(request, action="open_reply"):
        form.add_error(None, _("Trop de réponses viennent d’ici. Réessayez dans une heure."))
        return "", 429
    try:
        return receive_reply(link=link, siren=form.cleaned_data["siren"], decisions=decisions), 302
    except RuleError as error:
        form.add_error(None, refusal_words(error))
        return "", 422


@_by_open_link
@never_cache
def open_receipt(request: HttpRequest, token: str, receipt: str) -> HttpResponse:
    """Thank, say what will be done with a reply and where it stands, and erase it when asked to."""
    link = find_open_link(token)
    reply = find_reply(link, receipt)
    if request.method == "POST":
        is_erased = erase_reply(reply=reply)
        return render(request, "answering/open_receipt.html", {"link": link, "reply": reply, "is_erased": is_erased})
    return render(request, "answering/open_receipt.html", {"link": link, "reply": reply})


@requires_answering_access
@requires_lead
def replies(request: HttpRequest, access: AnsweringAccess) -> HttpResponse:
    """What was received for a territory by the open link, beside its own answers: confirmed or put aside one by one."""
    if request.method == "POST":
        number = read_whole(request.POST.get("reply", "")) or 0
        with report_outcome(request):
            if "confirm" in request.POST:
                _say_confirmed(request, confirm_reply(access=access, number=number))
            else:
                dismiss_reply(access=access, number=number)
                messages.success(request, _("La réponse est écartée\u202f; ce qu’elle disait est effacé."))
        return redirect("answering:replies", slug=access.campaign.slug, siren=access.territory.siren)
    answers = answers_of(access.campaign, access.territory.siren)
    context = {"access": access, "replies": present_replies(access.questionnaire, waiting_replies(access), answers)}
    return render(request, "answering/replies.html", context)


def _say_confirmed(request: HttpRequest, codes: tuple[str, ...]) -> None:
    messages.success(request, _("La réponse est confirmée\u00a0: elle est celle de la collectivité."))
    if codes:
        words = ngettext(
            "%(n)d question était déjà répondue\u00a0: votre réponse est gardée.",
            "%(n)d questions étaient déjà répondues\u00a0: vos réponses sont gardées.",
            len(codes),
        )
        messages.info(request, words % {"n": len(codes)})


def _show_form(request: HttpRequest, link: OpenLink, form: PlaceForm, status: int = 200, **sent: Any) -> HttpResponse:
    sections = present_open_form(view_of(link.campaign).questionnaire, **sent)
    items = [item for _section, items in sections for item in items]
    context = {
        "link": link,
        "form": form,
        "sections": sections,
        "at_fault": [item for item in items if item["form"] and item["form"].is_at_fault],
    }
    return render(request, "answering/open_form.html", context, status=status)
