"""The pages of those who run a campaign: where it stands, invitations, reminders, its closing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from autan.accounts.models import Person
from autan.errors import AutanError
from autan.surveys.actions.inviting import invite, note_email_status, opt_out, revoke_invitation
from autan.surveys.actions.running import close_campaign, reopen_campaign, set_reminder_delay, show_results
from autan.surveys.actions.writing import preview_reminder, write_invitation, write_reminders
from autan.surveys.core.campaigns.invitations import EmailStatus
from autan.surveys.core.campaigns.reminders import ReminderVerdict
from autan.surveys.forms.tracking import AddressForm, InvitationForm, LifeForm
from autan.surveys.letters import mail_leaves
from autan.surveys.links import link_of
from autan.surveys.models import Campaign
from autan.surveys.queries.campaigns import CampaignView, UnknownCampaignError, view_campaign
from autan.surveys.queries.invitations import DeadLinkError, UnknownLinkError, find_invitation, invitation_in, link_end
from autan.surveys.queries.tracking import track_campaign


@login_required
def tracking(request: HttpRequest, slug: str) -> HttpResponse:
    """Members by sections, what is missing by name, and the acts that follow from it."""
    _person, view = _enter(request, slug)
    asked = {"siren": request.GET.get("inviter", "")}
    return _show_tracking(request, view, InvitationForm(respondents=view.respondents, initial=asked))


@login_required
@require_POST
def invite_lead(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the lead link of a territory, shown this once, and send it where there is an address."""
    person, view = _enter(request, slug)
    form = InvitationForm(request.POST, respondents=view.respondents)
    if not form.is_valid():
        return _show_tracking(request, view, form, status=422)
    site = _site_of(request)
    given = form.cleaned_data
    try:
        invitation, token = invite(
            by=person, campaign=view.record, expires_at=link_end(view.record, today=timezone.localdate()), **given
        )
        message = write_invitation(by=person, invitation=invitation, site=site) if given["email"] else None
    except AutanError as error:
        form.add_error(None, str(error))
        return _show_tracking(request, view, form, status=422)
    context = {"view": view, "invitation": invitation, "link": link_of(token, site=site), "message": message}
    context["mail_leaves"] = mail_leaves()
    return render(request, "surveys/invited.html", context)


@login_required
@require_POST
def revoke(request: HttpRequest, slug: str, invitation: int) -> HttpResponse:
    """Close a personal link for good."""
    person, view = _enter(request, slug)
    found = invitation_in(view.record, invitation)
    if found is None:
        raise Http404(str(invitation))
    revoke_invitation(by=person, invitation=found)
    messages.success(request, _("Le lien de %(name)s est révoqué.") % {"name": found.name})
    return redirect("surveys:tracking", slug=slug)


@login_required
@require_POST
def note_address(request: HttpRequest, slug: str) -> HttpResponse:
    """Note that an address bounces, or that its holder wants no more messages."""
    person, view = _enter(request, slug)
    form = AddressForm(request.POST)
    found = invitation_in(view.record, form.cleaned_data["invitation"]) if form.is_valid() else None
    if found is None:
        raise Http404(request.POST.get("invitation", ""))
    note_email_status(by=person, invitation=found, status=EmailStatus(form.cleaned_data["status"]))
    return redirect("surveys:tracking", slug=slug)


@login_required
def reminders(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who is reminded today and who is not, and why; send when asked to."""
    person, view = _enter(request, slug)
    if request.method != "POST":
        return _show_reminders(request, view)
    chosen = {int(number) for number in request.POST.getlist("invitation") if number.isdecimal()}
    if not chosen:
        messages.error(request, _("Personne n’est coché\u00a0: aucun rappel n’est parti."))
        return redirect("surveys:reminders", slug=slug)
    try:
        dispatches = write_reminders(by=person, view=view, site=_site_of(request), only=chosen)
    except AutanError as error:
        messages.error(request, str(error))
        return redirect("surveys:tracking", slug=slug)
    context = {"view": view, "dispatches": dispatches, "mail_leaves": mail_leaves()}
    return render(request, "surveys/reminded.html", context)


@login_required
@require_POST
def life(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a campaign, open it again, show its results to all or not, set the delay between two messages."""
    person, view = _enter(request, slug)
    form = LifeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Cette demande n’a pas été comprise : rien n’a changé."))
        return redirect("surveys:tracking", slug=slug)
    try:
        messages.success(request, _act(person, view.record, form.cleaned_data))
    except AutanError as error:
        messages.error(request, str(error))
    return redirect("surveys:tracking", slug=slug)


def no_more_messages(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of a link ask for no more messages, without signing in."""
    try:
        invitation = find_invitation(token, now=timezone.now())
    except UnknownLinkError as error:
        raise Http404(str(error)) from None
    except DeadLinkError:
        return render(request, "surveys/opted_out.html", {"is_done": True}, status=410)
    if request.method == "POST":
        opt_out(invitation=invitation)
    is_done = invitation.email_status == EmailStatus.OPTED_OUT
    return render(request, "surveys/opted_out.html", {"invitation": invitation, "is_done": is_done})


def _act(person: Person, campaign: Campaign, asked: dict[str, Any]) -> str:
    act = asked["act"]
    if act == "close":
        close_campaign(by=person, campaign=campaign)
        return _("La campagne est close.")
    if act == "reopen":
        reopen_campaign(by=person, campaign=campaign, closed_on=asked["closed_on"])
        return _("La campagne est ouverte, jusqu’au nouveau dernier jour s’il y en a un.")
    if act == "delay":
        set_reminder_delay(by=person, campaign=campaign, days=asked["days"] or 0)
        return _("Le délai entre deux messages est enregistré.")
    show_results(by=person, campaign=campaign, to_all=act == "show")
    return _("La visibilité des résultats est enregistrée.")


def _show_reminders(request: HttpRequest, view: CampaignView) -> HttpResponse:
    """Every holder of a link with the verdict of today, then the members that no link reaches, and a letter."""
    today = timezone.localdate()
    members = track_campaign(view, now=timezone.now(), today=today)
    guests = [guest for member in members for guest in member.guests]
    guests.sort(key=lambda guest: guest.verdict is not ReminderVerdict.DUE)
    due = [guest for guest in guests if guest.verdict is ReminderVerdict.DUE]
    context = {
        "view": view,
        "guests": guests,
        "due": due,
        "unreached": [member for member in members if member.progress.remaining and not member.guests],
        "refusal": view.record.opening.refusal(today),
        "letter": preview_reminder(view, due[0], site=_site_of(request), on=today) if due else None,
        "mail_leaves": mail_leaves(),
    }
    return render(request, "surveys/reminders.html", context)


def _show_tracking(request: HttpRequest, view: CampaignView, form: InvitationForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    refusal = view.record.opening.refusal(today)
    members = track_campaign(view, now=timezone.now(), today=today)
    waiting = [member for member in members if member.progress.remaining]
    context = {
        "view": view,
        "members": members,
        "waiting": waiting,
        "unreached": [member for member in waiting if not member.guests],
        "refusal": refusal,
        "is_over": refusal is not None and (view.record.opened_on is None or view.record.opened_on <= today),
        "form": form,
        "statuses": list(EmailStatus),
        "mail_leaves": mail_leaves(),
    }
    return render(request, "surveys/tracking.html", context, status=status)


def _enter(request: HttpRequest, slug: str) -> tuple[Person, CampaignView]:
    """The person and the campaign, for those who coordinate its network."""
    try:
        view = view_campaign(slug)
    except UnknownCampaignError as error:
        raise Http404(str(error)) from None
    if not isinstance(request.user, Person) or not request.user.has_perm("surveys.run_campaign", view.record):
        raise PermissionDenied
    if view.record.is_documented:
        raise Http404(slug)
    return request.user, view


def _site_of(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
