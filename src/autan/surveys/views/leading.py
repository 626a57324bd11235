"""The pages of the lead of a territory: validation, sections given to contributors, right of reply."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from autan.errors import AutanError, RuleError
from autan.questionnaires.queries.versions import parse_questionnaire
from autan.surveys.actions.inviting import InvalidInvitationError, invite, revoke_invitation
from autan.surveys.actions.prefilling import propose_from_earlier
from autan.surveys.actions.replying import record_reply
from autan.surveys.actions.validating import UnfinishedSectionError, validate_section
from autan.surveys.actions.writing import write_invitation
from autan.surveys.core.campaigns.invitations import InvitationRole
from autan.surveys.forms.contributing import ContributorForm, ReplyForm
from autan.surveys.letters import mail_leaves
from autan.surveys.links import link_of
from autan.surveys.models import Invitation
from autan.surveys.publication_preview import preview_publication
from autan.surveys.queries.answering import find_campaign, replies_of
from autan.surveys.queries.invitations import invitations_of, link_end
from autan.surveys.views.door import Access, behind_the_door


@behind_the_door
@require_POST
def validate(request: HttpRequest, access: Access) -> HttpResponse:
    """Say that a section, or the whole, is final."""
    _require_lead(access)
    section = request.POST.get("section", "")
    if section and section not in {part.code for part in access.questionnaire.sections}:
        raise Http404(section)
    try:
        validate_section(author=access.author, campaign=access.campaign, siren=access.territory.siren, section=section)
    except UnfinishedSectionError as error:
        questions = [access.questionnaire.question(remark.question) for remark in error.remarks]
        shown = ", ".join(dict.fromkeys(question.text.in_language(_language()) for question in questions))
        messages.error(request, _("Pas encore validé, il reste à revoir\u00a0: %(questions)s") % {"questions": shown})
    except RuleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("C’est validé."))
    return _home(access)


@behind_the_door
def contributors(request: HttpRequest, access: Access) -> HttpResponse:
    """Those to whom sections are given; a new one gets a personal link, shown this once."""
    _require_lead(access)
    if request.method != "POST":
        return _show_contributors(request, access, ContributorForm(sections=access.questionnaire.sections))
    form = ContributorForm(request.POST, sections=access.questionnaire.sections)
    if not form.is_valid():
        return _show_contributors(request, access, form, status=422)
    try:
        invitation, token = invite(
            by=access.person,
            host=access.link,
            campaign=access.campaign,
            siren=access.territory.siren,
            role=InvitationRole.CONTRIBUTOR,
            expires_at=link_end(access.campaign, today=timezone.localdate()),
            **form.cleaned_data,
        )
    except InvalidInvitationError as error:
        for name, problem in error.problems.items():
            form.add_error(name if name in form.fields else None, problem)
        return _show_contributors(request, access, form, status=422)
    return _show_link(request, access, invitation, token)


@behind_the_door
@require_POST
def dismiss_contributor(request: HttpRequest, access: Access, invitation: int) -> HttpResponse:
    """Close the link of a contributor for good."""
    _require_lead(access)
    found = next((link for link in _contributor_links(access) if link.pk == invitation), None)
    if found is None:
        raise Http404(str(invitation))
    revoke_invitation(by=access.person, invitation=found, host=access.link)
    messages.success(request, _("Le lien de %(name)s est révoqué.") % {"name": found.name})
    return redirect("surveys:contributors", slug=access.campaign.slug, siren=access.territory.siren)


@behind_the_door
def reply(request: HttpRequest, access: Access) -> HttpResponse:
    """What will be published about the territory, and what it says of it."""
    _require_lead(access)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_reply(
                author=access.author, campaign=access.campaign, siren=access.territory.siren, **form.cleaned_data
            )
        except AutanError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Votre commentaire est enregistré, la coordination le lira."))
            return redirect("surveys:reply", slug=access.campaign.slug, siren=access.territory.siren)
    preview = preview_publication(access.campaign.slug, access.territory.siren, _language())
    shown = {line.question.code for _section, lines in preview.sections for line in lines}
    replied = request.POST.get("question", "") if form.errors else ""
    replied = replied if replied in shown else ""
    context = {"access": access, "preview": preview, "form": form, "replied": replied}
    return render(request, "surveys/answer_reply.html", context, status=422 if form.errors else 200)


@login_required
def replies(request: HttpRequest, slug: str) -> HttpResponse:
    """What the territories say of what will be published, for those who run the campaign."""
    campaign = find_campaign(slug)
    if campaign is None:
        raise Http404(slug)
    if not request.user.has_perm("surveys.run_campaign", campaign):
        raise PermissionDenied
    questions = parse_questionnaire(campaign.questionnaire.document, campaign.questionnaire.slug).questions
    texts = {question.code: question.text for question in questions}
    found = [(reply, texts.get(reply.question)) for reply in replies_of(campaign)]
    return render(request, "surveys/answer_comments.html", {"campaign": campaign, "comments": found})


@require_POST
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose to every territory what the network answered before."""
    campaign = find_campaign(slug)
    if campaign is None:
        raise Http404(slug)
    if not request.user.has_perm("surveys.run_campaign", campaign):
        raise PermissionDenied
    made = propose_from_earlier(by=request.user, campaign=campaign)  # type: ignore[arg-type]
    messages.success(request, _("Réponses déjà connues proposées\u00a0: %(total)d.") % {"total": len(made)})
    return redirect("surveys:choose", slug=slug)


def _show_link(request: HttpRequest, access: Access, invitation: Invitation, token: str) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    message = write_invitation(by=access.person, invitation=invitation, site=site) if invitation.email else None
    context = {"access": access, "invitation": invitation, "link": link_of(token, site=site), "message": message}
    context["mail_leaves"] = mail_leaves()
    return render(request, "surveys/answer_invited.html", context)


def _show_contributors(request: HttpRequest, access: Access, form: ContributorForm, status: int = 200) -> HttpResponse:
    titles = {section.code: section.title.in_language(_language()) for section in access.questionnaire.sections}
    links = [(link, [titles.get(code, code) for code in link.sections]) for link in _contributor_links(access)]
    context = {"access": access, "links": links, "form": form}
    return render(request, "surveys/answer_contributors.html", context, status=status)


def _contributor_links(access: Access) -> list[Invitation]:
    found = invitations_of(access.campaign, access.territory.siren)
    return [link for link in found if not link.is_lead and link.revoked_at is None]


def _require_lead(access: Access) -> None:
    if not access.is_lead:
        raise PermissionDenied


def _home(access: Access) -> HttpResponse:
    return redirect("surveys:respond", slug=access.campaign.slug, siren=access.territory.siren)


def _language() -> str:
    return get_language() or "fr"
