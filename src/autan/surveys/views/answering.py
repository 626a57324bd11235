"""The pages of a person who answers for a territory: the link, the home, one screen of questions, what is saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from autan.accounts.models import Person
from autan.questionnaires.core.answers.entries import Entry
from autan.questionnaires.core.answers.entry_parts import write_parts
from autan.questionnaires.core.questionnaire import Question, Section
from autan.surveys.actions.inviting import note_first_use
from autan.surveys.actions.prefilling import dismiss_proposal
from autan.surveys.actions.saving import save_section
from autan.surveys.core.answers.conflicts import EntryVerdict, SaveOutcome
from autan.surveys.forms.entries import is_about_rows, read_entries, rows_wanted
from autan.surveys.models import Answer
from autan.surveys.presenters.answering import Screen, hidden_questions, present_home, present_screen, write_progress
from autan.surveys.presenters.autosave import describe_save
from autan.surveys.presenters.question_forms import join_authors
from autan.surveys.queries.answering import (
    find_campaign,
    open_proposals,
    standing_rows,
    standing_validations,
    territories_answered_by,
    withdrawn_validations,
)
from autan.surveys.queries.invitations import DeadLinkError, UnknownLinkError, find_invitation
from autan.surveys.views.door import (
    Access,
    behind_the_door,
    enter_by_link,
    own_kept,
    remember_link,
    show_closed,
    show_dead_link,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a screen sent back, once saved."""

    verdicts: Mapping[str, EntryVerdict]
    taken: Mapping[str, Entry]
    least_rows: Mapping[str, int]


_NOTHING = Sent(verdicts={}, taken={}, least_rows={})


def link(request: HttpRequest, token: str) -> HttpResponse:
    """Follow a personal link: the session remembers it, and the address no longer shows it."""
    try:
        invitation = find_invitation(token, now=timezone.now())
    except UnknownLinkError as error:
        raise Http404(str(error)) from None
    except DeadLinkError as error:
        return show_dead_link(request, error)
    note_first_use(invitation=invitation)
    remember_link(request, invitation)
    access = enter_by_link(invitation)
    if access.refusal is not None:
        return show_closed(request, access, access.refusal)
    return redirect("surveys:respond", slug=invitation.campaign.slug, siren=invitation.territory_id)


@login_required
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """The territories that a person may answer for; the only one at once."""
    campaign = find_campaign(slug)
    if campaign is None:
        raise Http404(slug)
    if not isinstance(request.user, Person) or campaign.is_documented:
        raise PermissionDenied
    found = territories_answered_by(request.user, campaign)
    if not found:
        raise PermissionDenied
    can_run = request.user.has_perm("surveys.run_campaign", campaign)
    if len(found) == 1 and not can_run:
        return redirect("surveys:respond", slug=slug, siren=found[0].siren)
    context = {"campaign": campaign, "territories": found, "can_run": can_run}
    return render(request, "surveys/answer_choose.html", context)


@behind_the_door
def home(request: HttpRequest, access: Access) -> HttpResponse:
    """Where the territory stands, and one step to go on."""
    if access.refusal is not None:
        return show_closed(request, access, access.refusal)
    siren = access.territory.siren
    validations = standing_validations(access.campaign, siren)
    withdrawn = withdrawn_validations(access.campaign, siren)
    kept = own_kept(access, None)
    view = present_home(
        access.questionnaire,
        standing_rows(access.campaign, siren),
        campaign=access.campaign.slug,
        open_sections=access.sections,
        validations=validations,
        withdrawn=withdrawn,
        kept=kept,
        language=get_language() or "fr",
    )
    context = {
        "access": access,
        "home": view,
        "whole": validations.get(""),
        "whole_withdrawn": withdrawn.get(""),
        "kept": kept,
        "proposals": open_proposals(access.campaign, siren),
    }
    return render(request, "surveys/answer_home.html", context)


@behind_the_door
def section(request: HttpRequest, access: Access, section: str) -> HttpResponse:
    """One section, or one of its questions, to answer; sent back, it is saved and leads to the next one."""
    part = _section_or_refuse(access, section)
    if request.method != "POST":
        return _show(request, access, part, _NOTHING)
    rows = standing_rows(access.campaign, access.territory.siren)
    entries, taken = _entries(request, access, part)
    outcome = _save(access, entries)
    if "dismiss" in request.POST:
        _dismiss(access, request.POST["dismiss"])
    if outcome.refusal is not None:
        return show_closed(request, access, outcome.refusal)
    _tell(request, outcome)
    sent = Sent(
        verdicts={verdict.entry.question: verdict for verdict in outcome.verdicts},
        taken=taken,
        least_rows=rows_wanted(request.POST),
    )
    if not outcome.is_settled:
        return _show(request, access, part, sent, status=409 if _is_contested(outcome) else 422)
    if is_about_rows(request.POST) or taken:
        return _show(request, access, part, sent)
    return HttpResponseRedirect(_next_address(request, access, part, rows))


@behind_the_door
@require_POST
def autosave(request: HttpRequest, access: Access, section: str) -> HttpResponse:
    """Save a screen as one types, and say what became of it."""
    part = _section_or_refuse(access, section)
    outcome = _save(access, read_entries(request.POST, part.questions))
    language = get_language() or "fr"
    said = describe_save(
        outcome,
        questionnaire=access.questionnaire,
        section=part,
        rows=standing_rows(access.campaign, access.territory.siren),
        campaign=access.campaign.slug,
        language=language,
    )
    return JsonResponse(said, status=403 if outcome.refusal else 200)


def _section_or_refuse(access: Access, code: str) -> Section:
    part = next((part for part in access.questionnaire.sections if part.code == code), None)
    if part is None:
        raise Http404(code)
    if part not in access.sections:
        raise PermissionDenied
    return part


def _save(access: Access, entries: list[Entry]) -> SaveOutcome:
    return save_section(author=access.author, campaign=access.campaign, siren=access.territory.siren, entries=entries)


def _entries(request: HttpRequest, access: Access, part: Section) -> tuple[list[Entry], dict[str, Entry]]:
    """The entries to save, a confirmed proposal among them; and those of a proposal to be changed, which are not."""
    entries = read_entries(request.POST, part.questions)
    confirmed, changed = request.POST.get("confirm", ""), request.POST.get("change", "")
    if not confirmed and not changed:
        return entries, {}
    questions = {question.code: question for question in part.questions}
    proposals = open_proposals(access.campaign, access.territory.siren, [confirmed or changed])
    filled = {
        entry.question: _fill(questions[entry.question], entry, proposals[entry.question].value)
        for entry in entries
        if entry.question in proposals
    }
    if confirmed:
        return [filled.get(entry.question, entry) for entry in entries], {}
    return [entry for entry in entries if entry.question not in filled], filled


def _fill(question: Question, entry: Entry, value: object) -> Entry:
    return replace(entry, parts=write_parts(question, value), state=None)  # type: ignore[arg-type]


def _dismiss(access: Access, question: str) -> None:
    dismiss_proposal(author=access.author, campaign=access.campaign, siren=access.territory.siren, question=question)


def _is_contested(outcome: SaveOutcome) -> bool:
    return any(verdict.fate == "contested" for verdict in outcome.verdicts)


def _tell(request: HttpRequest, outcome: SaveOutcome) -> None:
    if outcome.joined:
        words = _("Enregistré. Ce que %(who)s a écrit entre-temps à la même question est gardé aussi.")
        messages.info(request, words % {"who": join_authors(outcome.joined)})
    if outcome.withdrawn:
        messages.warning(request, _("Une réponse a changé\u00a0: la validation est retirée, elle est à refaire."))


def _show(request: HttpRequest, access: Access, part: Section, sent: Sent, status: int = 200) -> HttpResponse:
    if access.refusal is not None:
        return show_closed(request, access, access.refusal)
    codes = [question.code for question in part.questions]
    only = request.GET.get("question", "")
    if only and only not in codes:
        raise Http404(only)
    siren = access.territory.siren
    screen = Screen(
        questionnaire=access.questionnaire,
        section=part,
        rows=standing_rows(access.campaign, siren),
        kept=own_kept(access, codes),
        proposals=open_proposals(access.campaign, siren, codes),
        verdicts=sent.verdicts,
        taken=sent.taken,
        least_rows=sent.least_rows,
        only=only,
    )
    items = present_screen(screen, campaign=access.campaign.slug, language=get_language() or "fr")
    context = {
        "access": access,
        "section": part,
        "items": items,
        "only": only,
        "at_fault": [item for item in items if item.form and item.form.is_at_fault],
        "progress": _progress(access, part, screen.rows),
        "rank": access.sections.index(part) + 1,
        "previous": _neighbour(access, part, only, -1, screen.rows),
        "following": _neighbour(access, part, only, 1, screen.rows),
        "validation": standing_validations(access.campaign, siren).get(part.code),
    }
    return render(request, "surveys/answer_section.html", context, status=status)


def _progress(access: Access, part: Section, rows: Mapping[str, Answer]) -> str:
    answers = {code: row.as_core(access.campaign.slug) for code, row in rows.items()}
    return write_progress(access.questionnaire, part, answers)


def _next_address(request: HttpRequest, access: Access, part: Section, before: Mapping[str, Answer]) -> str:
    """Where a saved screen leads: on, back, the home, or the same screen when its answers call for new questions."""
    go = request.POST.get("go", "next")
    only = request.GET.get("question", "")
    here = _address(access, part, only)
    if go == "stay" or {"confirm", "dismiss"} & request.POST.keys():
        messages.success(request, _("Enregistré."))
        return here
    if go == "home":
        return _home_address(access)
    after = standing_rows(access.campaign, access.territory.siren)
    if not only and _hidden(access, part, before) - _hidden(access, part, after):
        messages.info(request, _("Vos réponses appellent d’autres questions, plus bas dans cette rubrique."))
        return here
    return _neighbour(access, part, only, -1 if go == "previous" else 1, after) or _home_address(access)


def _hidden(access: Access, part: Section, rows: Mapping[str, Answer]) -> frozenset[str]:
    answers = {code: row.as_core(access.campaign.slug) for code, row in rows.items()}
    return hidden_questions(access.questionnaire, part, answers)


def _neighbour(access: Access, part: Section, only: str, step: int, rows: Mapping[str, Answer]) -> str:
    """Address of the screen before or after; empty at both ends. Question by question, those not asked are skipped."""
    places = [(section, "") for section in access.sections]
    if only:
        places = [
            (section, question.code)
            for section in access.sections
            for question in section.questions
            if question.code == only or (question.is_asked and question.code not in _hidden(access, section, rows))
        ]
    rank = places.index((part, only)) + step
    return _address(access, *places[rank]) if 0 <= rank < len(places) else ""


def _address(access: Access, part: Section, only: str = "") -> str:
    place = {"slug": access.campaign.slug, "siren": access.territory.siren, "section": part.code}
    address = reverse("surveys:respond_section", kwargs=place)
    return f"{address}?question={only}" if only else address


def _home_address(access: Access) -> str:
    return reverse("surveys:respond", kwargs={"slug": access.campaign.slug, "siren": access.territory.siren})
