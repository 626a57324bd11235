"""The writers of the life of a campaign once it is open: closed, opened again, its results given to all."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from autan.accounts.models import Person
from autan.errors import RuleError
from autan.journal.actions import record_entry
from autan.surveys.models import Campaign


@transaction.atomic
def close_campaign(*, by: Person | None, campaign: Campaign) -> Campaign:
    """Close a campaign now; what is typed on a page left open is kept aside. Closing it again changes nothing.

    Raises:
        RuleError: `by` does not coordinate the network, or the campaign is documented.
    """
    _require_coordination(by, campaign)
    if campaign.closed_at is None:
        campaign.closed_at = timezone.now()
        campaign.save(update_fields=["closed_at"])
        _tell(by, "close_campaign", campaign, f"Campagne close\u00a0: {campaign.title_fr}")
    return campaign


@transaction.atomic
def reopen_campaign(*, by: Person | None, campaign: Campaign, closed_on: date | None) -> Campaign:
    """Open a closed campaign again, or move the last day of one that is open; without a day it has no end.

    Raises:
        RuleError: `by` does not coordinate the network, the campaign is documented, or the day is past.
    """
    _require_coordination(by, campaign)
    if closed_on is not None and closed_on < timezone.localdate():
        raise RuleError("le nouveau dernier jour de la campagne est déjà passé")
    was_over = campaign.closed_at is not None or (campaign.closed_on or date.max) < timezone.localdate()
    campaign.closed_at, campaign.closed_on = None, closed_on
    campaign.save(update_fields=["closed_at", "closed_on"])
    act = "Campagne rouverte" if was_over else "Dernier jour changé"
    _tell(by, "reopen_campaign", campaign, f"{act}\u00a0: {campaign.title_fr}")
    return campaign


@transaction.atomic
def show_results(*, by: Person | None, campaign: Campaign, to_all: bool) -> Campaign:
    """Give the results of a campaign to all, or keep them among the network again.

    Raises:
        RuleError: `by` does not coordinate the network, or the campaign is documented.
    """
    _require_coordination(by, campaign)
    if campaign.results_are_public is not to_all:
        campaign.results_are_public = to_all
        campaign.save(update_fields=["results_are_public"])
        word = "ouverts à tous" if to_all else "réservés au réseau"
        _tell(by, "show_results", campaign, f"Résultats {word}\u00a0: {campaign.title_fr}")
    return campaign


@transaction.atomic
def set_reminder_delay(*, by: Person | None, campaign: Campaign, days: int) -> Campaign:
    """Say how many days pass at least between two e-mails to the same person.

    Raises:
        RuleError: `by` does not coordinate the network, the campaign is documented, or the delay is under one day.
    """
    _require_coordination(by, campaign)
    if not 1 <= days <= 90:
        raise RuleError("le délai entre deux messages est de 1 à 90 jours")
    campaign.reminder_delay_days = days
    campaign.save(update_fields=["reminder_delay_days"])
    _tell(by, "set_reminder_delay", campaign, f"Délai entre deux messages\u00a0: {days} jours ({campaign.title_fr})")
    return campaign


def _require_coordination(by: Person | None, campaign: Campaign) -> None:
    if by is not None and not by.has_perm("surveys.run_campaign", campaign):
        message = f"seule la coordination du réseau conduit la campagne « {campaign.title_fr} »"
        raise RuleError(message)
    if campaign.is_documented:
        message = f"« {campaign.title_fr} » est une enquête documentée : elle n’est ni ouverte ni close"
        raise RuleError(message)


def _tell(by: Person | None, act: str, campaign: Campaign, summary: str) -> None:
    record_entry(by=by, act=act, room="surveys", kind="campaign", object_id=campaign.slug, summary=summary)
