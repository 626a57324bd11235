"""The actions on campaigns: opened, closed, opened again; results given to all; delay between two messages."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from autan.ground.errors import RuleError, Sentence
from autan.ground.texts.core.texts import NO_TEXT, Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import Act, acting, require_right
from autan.people.journal.core import FieldChange
from autan.survey.campaigns.core.campaigns import RESERVED_SLUGS
from autan.survey.campaigns.core.objects import campaign_object
from autan.survey.campaigns.models import Campaign
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.territories.networks.models import Network

_SLUG = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST_SLUG = 60
_LONGEST_DELAY_DAYS = 90


def open_campaign(
    *,
    by: Person | None,
    slug: str,
    network: Network,
    questionnaire: QuestionnaireVersion,
    title: Text,
    opened_on: date,
    closed_on: date | None = None,
    note: Text = NO_TEXT,
    shares_unvalidated: bool = False,
) -> Campaign:
    """Put a questionnaire to the members of a network.

    `shares_unvalidated` lets members read the answers of the others before these are validated.

    Raises:
        NotAllowedError: `by` does not coordinate the network.
        RuleError: the title is blank, the slug is taken or makes no address, or the campaign closes before it opens.
    """
    refusal = Sentence("seule la coordination du réseau « {name_fr} » ouvre une campagne", name_fr=network.name_fr)
    permission = "territories.coordinate_network"
    with acting(by=by, act="open_campaign", permission=permission, on=network, refusal=refusal) as act:
        _check_opening(slug, title, opened_on, closed_on)
        campaign = Campaign.objects.create(
            slug=slug,
            network=network,
            questionnaire=questionnaire,
            title_fr=title.fr.strip(),
            title_en=title.en.strip() or title.fr.strip(),
            note_fr=note.fr,
            note_en=note.en,
            period=str(opened_on.year),
            opened_on=opened_on,
            closed_on=closed_on,
            shares_unvalidated=shares_unvalidated,
        )
        _record(act, campaign, f"Campagne ouverte : {title.fr}")
    return campaign


def _check_opening(slug: str, title: Text, opened_on: date, closed_on: date | None) -> None:
    if not title.fr.strip():
        raise RuleError("un titre est attendu pour la campagne")
    if closed_on and closed_on < opened_on:
        raise RuleError("une campagne ne peut pas être close avant d’être ouverte")
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG or slug in RESERVED_SLUGS:
        message = (
            "«\u202f{slug}\u202f» ne peut pas servir d’adresse\u00a0: des lettres sans accent, des chiffres, "
            "«\u202f-\u202f» et «\u202f_\u202f» sont attendus, {longest_slug} au plus, hors {items}"
        )
        raise RuleError(message, slug=slug, longest_slug=_LONGEST_SLUG, items=", ".join(sorted(RESERVED_SLUGS)))
    if Campaign.objects.filter(slug=slug).exists():
        message = "une campagne «\u202f{slug}\u202f» existe déjà"
        raise RuleError(message, slug=slug)


def close_campaign(*, by: Person | None, campaign: Campaign) -> Campaign:
    """Close a campaign now; what is typed on a page left open is kept aside. Closing it again changes nothing.

    Raises:
        NotAllowedError: `by` does not coordinate the network.
        RuleError: the campaign is documented.
    """
    _require_running(by, campaign)
    if campaign.closed_at is None:
        _change(by, "close_campaign", campaign, "Campagne close", closed_at=timezone.now())
    return campaign


def reopen_campaign(*, by: Person | None, campaign: Campaign, closed_on: date | None) -> Campaign:
    """Open a closed campaign again, or move the last day of one that is open; without a day it has no end.

    Raises:
        NotAllowedError: `by` does not coordinate the network.
        RuleError: the campaign is documented, or the day is past.
    """
    _require_running(by, campaign)
    if closed_on is not None and closed_on < timezone.localdate():
        raise RuleError("le nouveau dernier jour de la campagne est déjà passé")
    was_over = campaign.closed_at is not None or (campaign.closed_on or date.max) < timezone.localdate()
    summary = "Campagne rouverte" if was_over else "Dernier jour changé"
    _change(by, "reopen_campaign", campaign, summary, closed_at=None, closed_on=closed_on)
    return campaign


def show_results(*, by: Person | None, campaign: Campaign, to_all: bool) -> Campaign:
    """Give the results of a campaign to all, or keep them among the network again.

    Raises:
        NotAllowedError: `by` does not coordinate the network.
        RuleError: the campaign is documented.
    """
    _require_running(by, campaign)
    if campaign.results_are_public is not to_all:
        summary = "Résultats ouverts à tous" if to_all else "Résultats réservés au réseau"
        _change(by, "show_results", campaign, summary, results_are_public=to_all)
    return campaign


def share_unvalidated(*, by: Person | None, campaign: Campaign, at_once: bool) -> Campaign:
    """Let who reads the results read answers as soon as they are given, or only once they are validated.

    Raises:
        NotAllowedError: `by` does not coordinate the network.
        RuleError: the campaign is documented.
    """
    _require_running(by, campaign)
    if campaign.shares_unvalidated is not at_once:
        summary = "Réponses lues dès qu’elles sont données" if at_once else "Réponses lues une fois validées"
        _change(by, "share_unvalidated", campaign, summary, shares_unvalidated=at_once)
    return campaign


def set_reminder_delay(*, by: Person | None, campaign: Campaign, days: int) -> Campaign:
    """Set how many days pass at least between two e-mails to the same person.

    Raises:
        NotAllowedError: `by` does not coordinate the network.
        RuleError: the campaign is documented, or the delay is not of 1 to 90 days.
    """
    _require_running(by, campaign)
    if not 1 <= days <= _LONGEST_DELAY_DAYS:
        message = "le délai entre deux messages est de 1 à {longest_delay_days} jours"
        raise RuleError(message, longest_delay_days=_LONGEST_DELAY_DAYS)
    _change(by, "set_reminder_delay", campaign, f"Délai entre deux messages, {days} jours", reminder_delay_days=days)
    return campaign


def _require_running(by: Person | None, campaign: Campaign) -> None:
    refusal = Sentence("seule la coordination du réseau conduit la campagne « {title_fr} »", title_fr=campaign.title_fr)
    require_right(by, "surveys.run_campaign", on=campaign, refusal=refusal)
    if campaign.is_documented:
        message = "«\u202f{title_fr}\u202f» est une enquête documentée\u00a0: elle n’est ni ouverte ni close"
        raise RuleError(message, title_fr=campaign.title_fr)


def _change(by: Person | None, name: str, campaign: Campaign, summary: str, **fields: object) -> None:
    """Set fields of a campaign, and tell the journal what they held before."""
    with acting(by=by, act=name) as act:
        changes = [
            FieldChange(field=field, before=_written(getattr(campaign, field)), after=_written(value))
            for field, value in fields.items()
        ]
        for field, value in fields.items():
            setattr(campaign, field, value)
        campaign.save(update_fields=list(fields))
        effective = [change for change in changes if change.before != change.after]
        _record(act, campaign, f"{summary}\u00a0: {campaign.title_fr}", effective)


def _written(value: object) -> object:
    """A value as JSON holds it."""
    return value if value is None or isinstance(value, bool | int) else str(value)


def _record(act: Act, campaign: Campaign, summary: str, changes: Sequence[FieldChange] = ()) -> None:
    act.record(campaign_object(campaign.slug), summary=summary, network=campaign.network_id, changes=changes)
