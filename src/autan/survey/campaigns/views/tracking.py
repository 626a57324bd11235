"""The pages of those who run a campaign: tracking, invitations, reminders, comments, closing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from autan.ground.errors import AutanError
from autan.ground.lists.presenters import DeclaredList
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.sending import act_on_form, report_outcome, resting_on
from autan.people.accounts.access import person_of
from autan.people.mail.connectors import mail_leaves
from autan.people.workflows.access import transition_view
from autan.survey.campaigns.access import requires_coordination
from autan.survey.campaigns.actions.campaigns import close_open_link, give_open_link
from autan.survey.campaigns.actions.emails import invite_by_email, invite_members, send_reminders
from autan.survey.campaigns.actions.invitations import note_email_status, revoke_invitation
from autan.survey.campaigns.actions.workflow import CAMPAIGN
from autan.survey.campaigns.core.campaigns import EmailStatus, ReminderDecision, campaign_object
from autan.survey.campaigns.forms import AddressForm, InvitationForm, LifeForm, OpenLinkForm, contact_formset
from autan.survey.campaigns.models import Invitation, Message
from autan.survey.campaigns.presenters import open_address, personal_link, site_of
from autan.survey.campaigns.queries.answering_access import count_replies, open_link_of
from autan.survey.campaigns.queries.campaigns import CampaignView
from autan.survey.campaigns.queries.invitations import invitation_in, link_end
from autan.survey.campaigns.queries.tracking import (
    breaches_of,
    contacts_of,
    reach_of,
    reached_sirens,
    remarks_of_members,
    track_campaign,
    unfinished_members,
)
from autan.survey.campaigns.renderers import render_reminder

MEMBERS = DeclaredList(size=25)
_MOST_NAMED = 40  # members named in a sentence
_MOST_LISTED = 20  # questions of a member named one by one; beyond, they are counted by section
_NO_TOKEN = "lien-personnel"  # noqa: S105 — stands for the token of a link that is not shown


@requires_coordination
def tracking(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Members by sections, what is missing by name, and the acts that follow from it."""
    initial = {"siren": request.GET.get("inviter", "")}
    return _show_tracking(request, view, InvitationForm(respondents=view.respondents, initial=initial))


@requires_coordination
@require_POST
def invite_lead(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Give the lead link of a territory, shown this once, and send it where there is an address."""
    person, site = person_of(request), site_of(request)
    form = InvitationForm(request.POST, respondents=view.respondents)
    end = link_end(view.record, today=timezone.localdate())
    invited = act_on_form(
        request,
        form,
        lambda: invite_by_email(by=person, site=site, campaign=view.record, expires_at=end, **form.cleaned_data),
    )
    if invited is None:
        return _show_tracking(request, view, form, status=422)
    invitation, message = invited
    context = {
        "view": view,
        "invitation": invitation,
        "link": personal_link(invitation.token, site=site),
        "message": message,
        "has_mail_server": mail_leaves(),
    }
    return render(request, "surveys/invited.html", context)


@requires_coordination
def invite_all(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Give its own link to each territory that nobody holds one for, from the contacts known of it."""
    reached = reached_sirens(view)
    places = {member.siren: member.name for member in view.respondents if member.siren not in reached}
    formset = contact_formset(places, contacts_of(view, places), request.POST or None)
    invited: list[tuple[Invitation, Message | None]] = []
    if request.method == "POST" and formset.is_valid():
        contacts = [form.cleaned_data for form in formset if form.cleaned_data.get("name")]
        end = link_end(view.record, today=timezone.localdate())
        with report_outcome(request):
            by, site = person_of(request), site_of(request)
            invited = invite_members(by=by, site=site, campaign=view.record, expires_at=end, contacts=contacts)
    context = {"view": view, "formset": formset, "has_mail_server": mail_leaves()}
    if not invited:
        return render(request, "surveys/invite_all.html", context, status=422 if request.method == "POST" else 200)
    rows = [
        {"invitation": invitation, "message": message, "link": personal_link(invitation.token, site=site_of(request))}
        for invitation, message in invited
    ]
    return render(request, "surveys/invited_all.html", context | {"given": rows})


@requires_coordination
@require_POST
def revoke(request: HttpRequest, view: CampaignView, invitation: int) -> HttpResponse:
    """Revoke a personal link for good."""
    link = invitation_in(view.record, invitation)
    revoke_invitation(by=person_of(request), invitation=link)
    messages.success(request, _("Le lien de %(name)s est révoqué.") % {"name": link.name})
    return redirect("surveys:tracking", slug=view.record.slug)


@requires_coordination
@require_POST
def note_address(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Note that an address bounces, or that its holder wants no more messages."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        raise Http404(request.POST.get("invitation", ""))
    invitation = invitation_in(view.record, form.cleaned_data["invitation"])
    note_email_status(by=person_of(request), invitation=invitation, status=EmailStatus(form.cleaned_data["status"]))
    return redirect("surveys:tracking", slug=view.record.slug)


@requires_coordination
def reminders(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Say who is reminded today and who is not, and why; send when asked to."""
    slug = view.record.slug
    if request.method != "POST":
        return _show_reminders(request, view)
    chosen = {number for text in request.POST.getlist("invitation") if (number := read_whole(text)) is not None}
    if not chosen:
        messages.error(request, _("Personne n’est coché\u00a0: aucun rappel n’est parti."))
        return redirect("surveys:reminders", slug=slug)
    try:
        sent = send_reminders(by=person_of(request), view=view, site=site_of(request), only=chosen)
    except AutanError as error:
        messages.error(request, refusal_words(error))
        return redirect("surveys:tracking", slug=slug)
    context = {"view": view, "sent": sent, "has_mail_server": mail_leaves()}
    return render(request, "surveys/reminded.html", context)


@requires_coordination
def open_link(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Give the one link by which anybody may answer, until a day, for so many replies; or close it."""
    campaign, person = view.record, person_of(request)
    link = open_link_of(campaign)
    if request.method == "POST" and "close" in request.POST:
        if link is not None:
            close_open_link(by=person, link=link)
            messages.success(request, _("Le lien ouvert est fermé."))
        return redirect("surveys:open_link", slug=campaign.slug)
    initial = {"thanks": link.thanks, "closes_on": link.closes_on, "quota": link.quota} if link else {}
    form = resting_on(OpenLinkForm(request.POST or None, initial=initial), initial, link and link.closed_at)
    success = _("Le lien est ouvert.")
    if act_on_form(
        request, form, lambda: give_open_link(by=person, campaign=campaign, **form.cleaned_data), success=success
    ):
        return redirect("surveys:open_link", slug=campaign.slug)
    count = sum(question.is_asked for question in view.questionnaire.questions)
    context = {"view": view, "form": form, "link": link, "asked": count}
    if link is not None:
        context |= {
            "address": open_address(link, site=site_of(request)),
            "refusal": link.refusal(),
            "counts": count_replies(link, view.respondents),
        }
    return render(request, "surveys/open_link.html", context, status=422 if form.errors else 200)


erase = transition_view(CAMPAIGN, "erase_campaign", "archive_campaign", "restore_campaign")
life = transition_view(
    CAMPAIGN,
    *(transition.name for transition in CAMPAIGN.transitions if transition.sent),
    form=LifeForm,
    unread=gettext_lazy("Cette demande n’a pas été comprise\u00a0: rien n’a changé."),
)


@requires_coordination
def remarks(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Show the comments of the territories on what will be published about them."""
    context = {"campaign": view.record, "members": remarks_of_members(view)}
    return render(request, "surveys/answer_comments.html", context)


def _show_reminders(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """The holders of links of a page of members with the decision of today, those that no link reaches, a message."""
    today = timezone.localdate()
    listing = MEMBERS.page(request.GET, view.respondents)
    members = track_campaign(view, now=timezone.now(), today=today, shown=tuple(listing.rows))
    invitees = [invitee for member in members for invitee in member.invitees]
    invitees.sort(key=lambda invitee: invitee.decision is not ReminderDecision.DUE)
    due = [invitee for invitee in invitees if invitee.decision is ReminderDecision.DUE]
    email = render_reminder(view.record, due[0], site=site_of(request), token=_NO_TOKEN, on=today) if due else None
    context = {
        "view": view,
        "listing": listing,
        "invitees": invitees,
        "due": due,
        "unreached": [member for member in members if not member.is_finished and not member.invitees],
        "refusal": view.record.opening.refusal(today),
        "email": email,
        "has_mail_server": mail_leaves(),
    }
    return render(request, "surveys/reminders.html", context)


def _show_tracking(request: HttpRequest, view: CampaignView, form: InvitationForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    refusal = view.record.opening.refusal(today)
    listing = MEMBERS.page(request.GET, view.respondents)
    members = track_campaign(view, now=timezone.now(), today=today, shown=tuple(listing.rows))
    late, reached = unfinished_members(view), reached_sirens(view)
    is_over = refusal is not None and (view.record.opened_on is None or view.record.opened_on <= today)
    last_day = None if is_over else view.record.closed_on
    context = {
        "view": view,
        "listing": listing,
        "members": members,
        "waiting": [member for member in members if not member.is_finished],
        "breaches": breaches_of(view),
        "late": late,
        "unreached": [member for member in late if member.siren not in reached],
        "most_named": _MOST_NAMED,
        "most_listed": _MOST_LISTED,
        "refusal": refusal,
        "reach": reach_of(view),
        "is_over": is_over,
        "form": form,
        "life_form": LifeForm(initial={"closed_on": last_day, "days": view.record.reminder_delay_days}),
        "statuses": list(EmailStatus),
        "has_mail_server": mail_leaves(),
        "object": campaign_object(view.record.slug),
    }
    return render(request, "surveys/tracking.html", context, status=status)
