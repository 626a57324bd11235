"""The pages of a person who answers for a territory: personal link, home page, screens of questions."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from autan.ground.errors import NotAllowedError
from autan.ground.wordings import Text
from autan.people.accounts.access import by_link, person_of, signed_in
from autan.people.journal.core import FieldChange
from autan.survey.answering.access import requires_answering_access, show_dead_link
from autan.survey.answering.actions.proposals import dismiss_proposal
from autan.survey.answering.actions.section_answers import save_section
from autan.survey.answering.core.save_decisions import EntryOutcome
from autan.survey.answering.forms import is_about_rows, read_entries, read_uploads, rows_wanted
from autan.survey.answering.presenters.answering import (
    Screen,
    hidden_questions,
    present_home,
    present_overview,
    present_screen,
    write_progress,
)
from autan.survey.answering.presenters.offline import describe_rules, describe_save
from autan.survey.answering.presenters.saved_answers import join_authors, present_history, unsaved_lines
from autan.survey.answering.queries import current_validations, open_proposals, unsaved_entries, withdrawn_validations
from autan.survey.answering.views.one_question import (
    keep_place,
    kept_place,
    note_choice,
    question_jump,
    shows_one_question,
)
from autan.survey.campaigns.access import remember_link
from autan.survey.campaigns.actions.invitations import note_first_use, opt_out
from autan.survey.campaigns.core.answer_revisions import AnswerRevision
from autan.survey.campaigns.core.campaigns import EmailStatus
from autan.survey.campaigns.queries.answering_access import (
    AnsweringAccess,
    authorize_answering,
    territories_answered_by,
    waiting_replies,
)
from autan.survey.campaigns.queries.answers import answer_history, answers_of
from autan.survey.campaigns.queries.campaigns import UnknownSectionError, get_campaign
from autan.survey.campaigns.queries.importing import find_attachment
from autan.survey.campaigns.queries.invitations import DeadLinkError, find_invitation, find_opt_out
from autan.survey.questionnaires.core.answers.fields import AnswerInput
from autan.survey.questionnaires.core.kinds.registry import kind_of
from autan.survey.questionnaires.core.questionnaire import Section

type _Answers = Mapping[str, AnswerRevision]

_by_token = by_link("the personal link in the address is the right")


@_by_token
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Follow a personal link: the session remembers it, and the address no longer shows it."""
    try:
        invitation = find_invitation(token, now=timezone.now())
    except DeadLinkError as error:
        return show_dead_link(request, error)
    note_first_use(invitation=invitation)
    remember_link(request, invitation)
    campaign, siren = invitation.campaign, invitation.territory_id
    access = authorize_answering(campaign=campaign, siren=siren, link=invitation)
    if access.refusal is not None:
        return _show_closed(request, access, access.refusal)
    return redirect("answering:respond", slug=campaign.slug, siren=siren)


@_by_token
@csrf_exempt
def no_more_messages(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of a link ask for no more messages, without signing in.

    Mail programs send the POST of RFC 8058 by themselves, without a page before.
    """
    invitation = find_opt_out(token)
    if request.method == "POST":
        opt_out(invitation=invitation)
    is_done = invitation.email_status == EmailStatus.OPTED_OUT
    return render(request, "surveys/opted_out.html", {"invitation": invitation, "is_done": is_done})


@signed_in
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """The territories that a person may answer for; the only one at once."""
    person, campaign = person_of(request), get_campaign(slug)
    territories = [] if campaign.is_documented else territories_answered_by(person, campaign)
    if not territories:
        raise NotAllowedError("vous ne répondez pour aucune collectivité de cette enquête")
    can_run = person.has_perm("surveys.run_campaign", campaign)
    if len(territories) == 1 and not can_run:
        return redirect("answering:respond", slug=slug, siren=territories[0].siren)
    refusal = campaign.opening.refusal(timezone.localdate())
    context = {"campaign": campaign, "territories": territories, "can_run": can_run, "refusal": refusal}
    return render(request, "answering/choose.html", context)


@requires_answering_access
def home(request: HttpRequest, access: AnsweringAccess) -> HttpResponse:
    """Show the progress of a territory, with one step to go on."""
    if access.refusal is not None:
        return _show_closed(request, access, access.refusal)
    campaign, siren = access.campaign, access.territory.siren
    validations, withdrawn = current_validations(campaign, siren), withdrawn_validations(campaign, siren)
    unsaved = unsaved_entries(access)
    answers = answers_of(campaign, siren)
    context = {
        "access": access,
        "home": present_home(access, answers, validations=validations, withdrawn=withdrawn, unsaved=unsaved),
        "whole": validations.get(""),
        "whole_withdrawn": withdrawn.get(""),
        "unsaved": unsaved,
        "proposals": open_proposals(campaign, siren),
        "jump": question_jump(request),
        "place": kept_place(request, access),
        "replies": waiting_replies(access).count() if access.is_lead else 0,
    }
    return render(request, "answering/home.html", context)


@requires_answering_access
def section(request: HttpRequest, access: AnsweringAccess, section: str) -> HttpResponse:
    """One section, or one of its questions, to answer; sent, it is saved and leads to the next one."""
    part = _section(access, section)
    if request.method != "POST":
        return _open(request, access, part)
    before = answers_of(access.campaign, access.territory.siren)
    entries, proposed = _entries(request, access, part)
    uploads = read_uploads(request.FILES, part.questions)
    result = save_section(access=access, entries=entries, uploads=uploads)
    if "dismiss" in request.POST:
        dismiss_proposal(access=access, question=request.POST["dismiss"])
    if result.refusal is not None:
        return _show_closed(request, access, result.refusal)
    if result.merged:
        words = _("Enregistré. Ce que %(who)s a écrit entre-temps à la même question est gardé aussi.")
        messages.info(request, words % {"who": join_authors(result.merged)})
    if result.withdrawn:
        messages.warning(request, _("Une réponse a changé\u00a0: la validation est retirée, elle est à refaire."))
    decisions = {decision.entry.question: decision for decision in result.decisions}
    sent: dict[str, Any] = {"decisions": decisions, "taken": proposed, "least_rows": rows_wanted(request.POST)}
    if not result.is_settled:
        return _show(request, access, part, status=409 if result.with_outcome(EntryOutcome.CONFLICT) else 422, **sent)
    if is_about_rows(request.POST) or proposed:
        return _show(request, access, part, **sent)
    return _go_on(request, access, part, _next_address(request, access, part, before))


def _open(request: HttpRequest, access: AnsweringAccess, part: Section) -> HttpResponse:
    """A section as it is opened: whole, or on a phone by its first question that is left."""
    note_choice(request)
    if "question" not in request.GET and shows_one_question(request) and (first := _first_question(access, part)):
        return redirect(_address(access, part, first))
    return _show(request, access, part)


def _go_on(request: HttpRequest, access: AnsweringAccess, part: Section, address: str) -> HttpResponse:
    """Redirect to the next screen, and keep the place of a reader who answers one question at a time."""
    if only := request.GET.get("question", ""):
        keep_place(request, access, _address(access, part, only) if address == _home_address(access) else address)
    return HttpResponseRedirect(address)


@requires_answering_access
@require_POST
def autosave(request: HttpRequest, access: AnsweringAccess, section: str) -> HttpResponse:
    """Save a screen as one types, and say what was done with it."""
    part = _section(access, section)
    uploads = read_uploads(request.FILES, part.questions)
    result = save_section(access=access, entries=read_entries(request.POST, part.questions), uploads=uploads)
    answers = answers_of(access.campaign, access.territory.siren)
    return JsonResponse(describe_save(access, [part], result, answers), status=403 if result.refusal else 200)


@requires_answering_access
@require_safe
def attachment(_request: HttpRequest, access: AnsweringAccess, digest: str) -> FileResponse:
    """A file joined to an answer, for whoever may answer the question."""
    codes = [question.code for part in access.sections for question in part.questions]
    file = find_attachment(access.campaign, access.territory.siren, digest, codes)
    content = BytesIO(file.content)
    return FileResponse(content, as_attachment=True, filename=file.name, content_type=file.media_type)


def _section(access: AnsweringAccess, code: str) -> Section:
    part = next((part for part in access.questionnaire.sections if part.code == code), None)
    if part is None:
        raise UnknownSectionError(code)
    if part not in access.sections:
        raise NotAllowedError("cette rubrique est confiée à quelqu’un d’autre")
    return part


def _entries(
    request: HttpRequest, access: AnsweringAccess, part: Section
) -> tuple[list[AnswerInput], dict[str, AnswerInput]]:
    """The entries to save, a confirmed proposal among them; and those of a proposal to be changed, which are not."""
    entries = read_entries(request.POST, part.questions)
    confirmed, changed = request.POST.get("confirm", ""), request.POST.get("change", "")
    if not confirmed and not changed:
        return entries, {}
    questions = {question.code: question for question in part.questions}
    proposals = open_proposals(access.campaign, access.territory.siren, [confirmed or changed])
    filled = {
        entry.question: replace(
            entry,
            parts=kind_of(questions[entry.question]).write_parts(
                questions[entry.question], proposals[entry.question].value
            ),
            state=None,
        )
        for entry in entries
        if entry.question in proposals
    }
    if confirmed:
        return [filled.get(entry.question, entry) for entry in entries], {}
    return [entry for entry in entries if entry.question not in filled], filled


def _show(request: HttpRequest, access: AnsweringAccess, part: Section, status: int = 200, **sent: Any) -> HttpResponse:
    """A screen of questions, with what was sent and is shown again."""
    if access.refusal is not None:
        return _show_closed(request, access, access.refusal)
    codes = [question.code for question in part.questions]
    only = request.GET.get("question", "")
    if only and only not in codes:
        raise Http404(only)
    campaign, siren = access.campaign, access.territory.siren
    screen = Screen(
        questionnaire=access.questionnaire,
        section=part,
        answers=answers_of(campaign, siren),
        unsaved=unsaved_entries(access, codes),
        proposals=open_proposals(campaign, siren, codes),
        only=only,
        **sent,
    )
    items = present_screen(screen)
    context = {
        "access": access,
        "section": part,
        "items": items,
        "only": only,
        "history": _history(access, only) if only else (),
        "overview": present_overview(access, screen.answers, only) if only else None,
        "at_fault": [item for item in items if item["form"] and item["form"].is_at_fault],
        "progress": write_progress(access.questionnaire, [part], screen.answers),
        "rank": access.sections.index(part) + 1,
        "previous": _neighbour(access, part, only, -1, screen.answers),
        "following": _neighbour(access, part, only, 1, screen.answers),
        "validation": current_validations(campaign, siren).get(part.code),
        "rules": describe_rules(access, screen.answers),
    }
    return render(request, "answering/section.html", context, status=status)


def _history(access: AnsweringAccess, code: str) -> list[tuple[dict[str, Any], tuple[FieldChange, ...]]]:
    """The revisions of one answer, each with its changes, as the history of any object is drawn."""
    revisions = answer_history(access.campaign, access.territory.siren, code)
    return [(line, line["changes"]) for line in present_history(access.questions[code][1], revisions)]


def _show_closed(request: HttpRequest, access: AnsweringAccess, refusal: Text) -> HttpResponse:
    """Say that the campaign takes no answer, with what was typed and not recorded."""
    unsaved = unsaved_lines(access.questionnaire, unsaved_entries(access))
    context = {"access": access, "refusal": refusal, "unsaved": unsaved}
    return render(request, "answering/closed.html", context, status=403)


def _next_address(request: HttpRequest, access: AnsweringAccess, part: Section, before: _Answers) -> str:
    """Return where a saved screen leads: on, back, home, or the same screen when its answers call for new questions."""
    go = request.POST.get("go", "next")
    only = request.GET.get("question", "")
    here = _address(access, part, only)
    if go == "stay" or {"confirm", "dismiss"} & request.POST.keys():
        messages.success(request, _("Enregistré."))
        return here
    if go == "home":
        return _home_address(access)
    after = answers_of(access.campaign, access.territory.siren)
    called = hidden_questions(access.questionnaire, before) - hidden_questions(access.questionnaire, after)
    if not only and any(question.code in called for question in part.questions):
        messages.info(request, _("Vos réponses appellent d’autres questions, plus bas dans cette rubrique."))
        return here
    return _neighbour(access, part, only, -1 if go == "previous" else 1, after) or _home_address(access)


def _first_question(access: AnsweringAccess, part: Section) -> str:
    """The question of a section to begin with: the first that is left, else the first; none where nothing is asked."""
    answers = answers_of(access.campaign, access.territory.siren)
    hidden = hidden_questions(access.questionnaire, answers)
    codes = [question.code for question in part.questions if question.is_asked and question.code not in hidden]
    left = [code for code in codes if code not in answers or not answers[code].is_given]
    return next(iter(left or codes), "")


def _neighbour(access: AnsweringAccess, part: Section, only: str, step: int, answers: _Answers) -> str:
    """Address of the screen before or after; empty at both ends. Question by question, those not asked are skipped."""
    places = [(section, "") for section in access.sections]
    if only:
        hidden = hidden_questions(access.questionnaire, answers)
        places = [
            (section, question.code)
            for section in access.sections
            for question in section.questions
            if question.code == only or (question.is_asked and question.code not in hidden)
        ]
    rank = places.index((part, only)) + step
    return _address(access, *places[rank]) if 0 <= rank < len(places) else ""


def _address(access: AnsweringAccess, part: Section, only: str = "") -> str:
    place = {"slug": access.campaign.slug, "siren": access.territory.siren, "section": part.code}
    address = reverse("answering:respond_section", kwargs=place)
    return f"{address}?question={only}" if only else address


def _home_address(access: AnsweringAccess) -> str:
    return reverse("answering:respond", kwargs={"slug": access.campaign.slug, "siren": access.territory.siren})
