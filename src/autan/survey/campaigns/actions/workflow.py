"""What becomes of a campaign: closed, opened again, archived, results given to all or kept, delay between messages."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from autan.ground.errors import RuleError
from autan.ground.wordings import Sentence
from autan.people.workflows.actions import GONE, Step, Transition, Workflow, at_that_moment
from autan.survey.campaigns.models import Campaign, OpenReply
from autan.survey.campaigns.queries.campaigns import UnknownCampaignError, get_campaign

_LONGEST_DELAY_DAYS = 90
_RUNNING = {"open", "closed"}
_DOCUMENTED = {
    "documented": "«\u202f{title_fr}\u202f» est une enquête documentée\u00a0: elle n’est ni ouverte ni close"
}
_REFUSED = _DOCUMENTED | {"archived": "«\u202f{title_fr}\u202f» est archivée\u00a0: rétablissez-la d’abord"}


def _find(_reader: object, slug: str) -> Campaign:
    campaign = get_campaign(slug)
    if campaign.is_documented:
        raise UnknownCampaignError(slug, ())
    return campaign


def _state(campaign: Campaign) -> str:
    if campaign.is_documented:
        return "documented"
    if campaign.archived_at:
        return "archived"
    return "closed" if campaign.closed_at else "open"


def _refuse_past(step: Step[Campaign]) -> None:
    if (last := step.fields["closed_on"]) is not None and last < step.today:
        raise RuleError("le nouveau dernier jour de la campagne est déjà passé")


def _reopened(step: Step[Campaign]) -> str:
    was_over = step.before["closed_at"] is not None or (step.before["closed_on"] or date.max) < step.today
    return f"{'Campagne rouverte' if was_over else 'Dernier jour changé'}\u00a0: {step.row.title_fr}"


def _refuse_delay(step: Step[Campaign]) -> None:
    if not 1 <= (step.fields["days"] or 0) <= _LONGEST_DELAY_DAYS:
        message = "le délai entre deux messages est de 1 à {longest_delay_days} jours"
        raise RuleError(message, longest_delay_days=_LONGEST_DELAY_DAYS)


def _refuse_answered(step: Step[Campaign]) -> None:
    if step.row.answers.exists():
        raise RuleError("cette campagne a des réponses\u00a0: elle s’archive, elle ne s’efface pas")


def _erase_links(step: Step[Campaign]) -> None:
    campaign = step.row
    for rows in (
        campaign.unsaved_entries,
        campaign.attachments,
        campaign.proposals,
        campaign.validations,
        campaign.invitations,
    ):
        rows.all().delete()


def _close(step: Step[Campaign]) -> None:
    step.row.closed_at = step.row.closed_at or step.row.archived_at


def _leaves_with(campaign: Campaign) -> list[str]:
    """What is no longer read, nor counted anywhere, once a campaign is archived."""
    current = campaign.answers.filter(is_current=True)
    answers, members = current.count(), current.values("territory").distinct().count()
    answered = ngettext("%(n)d réponse", "%(n)d réponses", answers) % {"n": answers}
    of_members = ngettext("%(n)d collectivité", "%(n)d collectivités", members) % {"n": members}
    text = _("%(answers)s de %(members)s, gardées et lues de la coordination seule")
    return [text % {"answers": answered, "members": of_members}, *_goes_with(campaign)]


def _goes_with(campaign: Campaign) -> list[str]:
    links, texts = campaign.invitations.count(), campaign.unsaved_entries.count()
    replies = OpenReply.objects.filter(link__campaign=campaign).count()
    return [
        ngettext("%(n)d lien personnel", "%(n)d liens personnels", links) % {"n": links},
        ngettext("%(n)d saisie gardée à part", "%(n)d saisies gardées à part", texts) % {"n": texts},
        ngettext("%(n)d réponse du lien ouvert", "%(n)d réponses du lien ouvert", replies) % {"n": replies},
    ]


def _switch(name: str, sent: str, journal: str, success: Any, **sets: bool) -> Transition[Campaign]:
    """Return the transition that puts one switch of a campaign; put already, it changes nothing."""
    return Transition(
        name=name,
        begins=_RUNNING,
        refusals=_REFUSED,
        sets=sets,
        changes=sets,
        is_quiet=True,
        journal=f"{journal}\u00a0: {{row.title_fr}}",
        done=success,
        sent=sent,
    )


_SHOWN, _SHARED = (
    _("La visibilité des résultats est enregistrée."),
    _("Qui lit les réponses non validées est enregistré."),
)
CAMPAIGN: Workflow[Campaign] = Workflow(
    name="surveys.campaign",
    state=_state,
    right="surveys.run_campaign",
    refusal=lambda campaign: Sentence(
        "seule la coordination du réseau conduit la campagne « {title_fr} »", title_fr=campaign.title_fr
    ),
    error=RuleError,
    find=_find,
    page=lambda campaign: reverse("surveys:tracking", args=[campaign.slug]),
    transitions=(
        Transition(
            name="close_campaign",
            begins={"open"},
            ends="closed",
            refusals=_REFUSED,
            sets={"closed_at": at_that_moment},
            changes=("closed_at",),
            journal="Campagne close\u00a0: {row.title_fr}",
            done=_("La campagne est close."),
            sent="close",
        ),
        Transition(
            name="reopen_campaign",
            begins=_RUNNING,
            refusals=_REFUSED,
            guard=_refuse_past,
            sets={"closed_at": None, "closed_on": lambda step: step.fields["closed_on"]},
            changes=("closed_at", "closed_on"),
            journal=_reopened,
            done=_("La campagne est ouverte, jusqu’au nouveau dernier jour s’il y en a un."),
            sent="reopen",
        ),
        Transition(
            name="set_reminder_delay",
            begins=_RUNNING,
            refusals=_REFUSED,
            guard=_refuse_delay,
            sets={"reminder_delay_days": lambda step: step.fields["days"]},
            changes=("reminder_delay_days",),
            journal="Délai entre deux messages, {row.reminder_delay_days} jours\u00a0: {row.title_fr}",
            done=_("Le délai entre deux messages est enregistré."),
            sent="delay",
        ),
        Transition(
            name="archive_campaign",
            begins=_RUNNING,
            ends="archived",
            refusals=_DOCUMENTED,
            sets={"archived_at": at_that_moment},
            effect=_close,
            changes=("archived_at", "closed_at"),
            journal="Campagne archivée\u00a0: {row.title_fr}",
            done=_("La campagne est archivée\u00a0: elle n’est plus dans les listes, ses réponses sont gardées."),
            label=_("Archiver cette campagne"),
            sent="archive",
            tells=_leaves_with,
        ),
        Transition(
            name="restore_campaign",
            begins={"archived"},
            ends="closed",
            refusals=_DOCUMENTED | {"open": "«\u202f{title_fr}\u202f» n’est pas archivée"},
            sets={"archived_at": None},
            changes=("archived_at",),
            journal="Campagne rétablie\u00a0: {row.title_fr}",
            done=_("La campagne est rétablie, close\u00a0: elle peut être rouverte."),
            label=_("Rétablir cette campagne"),
            sent="restore",
        ),
        Transition(
            name="erase_campaign",
            begins=_RUNNING | {"archived"},
            ends=GONE,
            refusals=_DOCUMENTED,
            guard=_refuse_answered,
            effect=_erase_links,
            journal="Campagne effacée\u00a0: {row.title_fr}",
            done=_("La campagne est effacée."),
            label=_("Effacer cette campagne"),
            tells=_goes_with,
            leads=lambda _campaign: reverse("surveys:campaigns"),
        ),
        _switch("show_results", "show", "Résultats ouverts à tous", _SHOWN, results_are_public=True),
        _switch("hide_results", "hide", "Résultats réservés au réseau", _SHOWN, results_are_public=False),
        _switch(
            "share_unvalidated", "share", "Réponses lues dès qu’elles sont données", _SHARED, shares_unvalidated=True
        ),
        _switch("keep_unvalidated", "keep", "Réponses lues une fois validées", _SHARED, shares_unvalidated=False),
    ),
)
