"""The pages of the lead of a territory: validation, sections given to contributors, right of reply."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from autan.ground.errors import RuleError
from autan.ground.heavy_work import enter_lane_for
from autan.ground.texts.language import words
from autan.ground.texts.refusals import refusal_words, sentence_words
from autan.ground.web.forms.sending import act_on_form, show_form
from autan.people.journal.queries import remarks_on
from autan.people.mail.connectors import mail_leaves
from autan.survey.answering.access import requires_answering_access, requires_lead
from autan.survey.answering.actions.territory_lead import UnfinishedSectionError, comment_on_answers, validate_section
from autan.survey.answering.forms import ContributorForm, RemarkForm
from autan.survey.answering.presenters.validation import list_doubts, preview_publication
from autan.survey.answering.queries import current_validations, pending_questions
from autan.survey.answering.views.one_question import question_jump
from autan.survey.campaigns.actions.emails import invite_by_email
from autan.survey.campaigns.actions.invitations import InvalidInvitationError, revoke_invitation
from autan.survey.campaigns.core.campaigns import InvitationRole
from autan.survey.campaigns.models import Invitation
from autan.survey.campaigns.presenters import personal_link, site_of
from autan.survey.campaigns.queries.answering_access import AnsweringAccess
from autan.survey.campaigns.queries.answers import answers_of
from autan.survey.campaigns.queries.campaigns import view_of
from autan.survey.campaigns.queries.invitations import UnknownLinkError, invitations_of, link_end


@requires_answering_access
@requires_lead
@require_POST
def validate(request: HttpRequest, access: AnsweringAccess) -> HttpResponse:
    """Validate a section, or the whole once what it leaves open was seen."""
    section = request.POST.get("section", "")
    if not section and "confirmed" not in request.POST and (lists := _doubts(access)):
        context = {"access": access, "lists": lists, "jump": question_jump(request)}
        return render(request, "answering/validate.html", context)
    try:
        validate_section(access=access, section=section)
    except UnfinishedSectionError as error:
        codes = dict.fromkeys(point.question for point in error.points)
        shown = ", ".join(words(access.questionnaire.question(code).text) for code in codes)
        messages.error(request, _("Pas encore validé, il reste à revoir\u00a0: %(questions)s") % {"questions": shown})
    except RuleError as error:
        messages.error(request, refusal_words(error))
    else:
        messages.success(request, _("C’est validé."))
    return redirect("answering:respond", slug=access.campaign.slug, siren=access.territory.siren)


def _doubts(access: AnsweringAccess) -> tuple[dict[str, Any], ...]:
    """What is left open in the answers of a territory, whoever typed it; nothing once the whole is validated."""
    campaign, siren = access.campaign, access.territory.siren
    if "" in current_validations(campaign, siren):
        return ()
    return list_doubts(
        access.questionnaire,
        answers_of(campaign, siren),
        pending=pending_questions(access),
        commented={remark.place for remark in remarks_on(access.ref) if remark.withdrawn_at is None},
    )


@requires_answering_access
@requires_lead
def contributors(request: HttpRequest, access: AnsweringAccess) -> HttpResponse:
    """Show the contributors of a territory and add one; a new personal link is shown this once."""
    if request.method != "POST":
        return _show_contributors(request, access, ContributorForm(sections=access.questionnaire.sections))
    form = ContributorForm(request.POST, sections=access.questionnaire.sections)
    if not form.is_valid():
        return _show_contributors(request, access, form, status=422)
    try:
        invitation, message = invite_by_email(
            by=access.person,
            site=site_of(request),
            host=access.link,
            campaign=access.campaign,
            siren=access.territory.siren,
            role=InvitationRole.CONTRIBUTOR,
            expires_at=link_end(access.campaign, today=timezone.localdate()),
            **form.cleaned_data,
        )
    except InvalidInvitationError as error:
        for name, problem in error.problems.items():
            form.add_error(name if name in form.fields else None, sentence_words(problem))
        return _show_contributors(request, access, form, status=422)
    except RuleError as error:
        form.add_error("email", refusal_words(error))
        return _show_contributors(request, access, form, status=422)
    context = {
        "access": access,
        "invitation": invitation,
        "link": personal_link(invitation.token, site=site_of(request)),
        "message": message,
        "has_mail_server": mail_leaves(),
    }
    return render(request, "answering/invited.html", context)


@requires_answering_access
@requires_lead
@require_POST
def dismiss_contributor(request: HttpRequest, access: AnsweringAccess, invitation: int) -> HttpResponse:
    """Revoke the link of a contributor for good."""
    contributor_link = next((link for link in _contributor_links(access) if link.pk == invitation), None)
    if contributor_link is None:
        raise UnknownLinkError(str(invitation))
    revoke_invitation(by=access.person, invitation=contributor_link, host=access.link)
    messages.success(request, _("Le lien de %(name)s est révoqué.") % {"name": contributor_link.name})
    return redirect("answering:contributors", slug=access.campaign.slug, siren=access.territory.siren)


@requires_answering_access
@requires_lead
def publication(request: HttpRequest, access: AnsweringAccess) -> HttpResponse:
    """Show what will be published about the territory, with its comments."""
    form = RemarkForm(request.POST or None)
    success = _("Votre commentaire est enregistré, la coordination le lira.")
    if act_on_form(request, form, lambda: comment_on_answers(access=access, **form.cleaned_data), success=success):
        return redirect("answering:publication", slug=access.campaign.slug, siren=access.territory.siren)
    view = view_of(access.campaign)
    enter_lane_for(len(view.respondents))
    preview = preview_publication(view, access.territory.siren)
    at_fault = form["question"].value() if form.errors else ""
    context: dict[str, Any] = {"access": access, "preview": preview, "whole": form}
    for line in (line for _section, lines in preview["sections"] for line in lines):
        code = line["question"].code
        line["form"] = form if code == at_fault else RemarkForm(initial={"question": code})
        line["form"].auto_id = f"r-{code}_%s"
        if code == at_fault:
            context["whole"] = RemarkForm()
    return show_form(request, form, "answering/publication.html", **context)


def _show_contributors(
    request: HttpRequest, access: AnsweringAccess, form: ContributorForm, status: int = 200
) -> HttpResponse:
    titles = {section.code: words(section.title) for section in access.questionnaire.sections}
    links = [(link, [titles.get(code, code) for code in link.sections]) for link in _contributor_links(access)]
    context = {"access": access, "links": links, "form": form}
    return render(request, "answering/contributors.html", context, status=status)


def _contributor_links(access: AnsweringAccess) -> list[Invitation]:
    invitations = invitations_of(access.campaign, [access.territory.siren])
    return [link for link in invitations if not link.is_lead and link.revoked_at is None]
