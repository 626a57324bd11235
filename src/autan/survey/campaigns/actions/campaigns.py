"""The actions that open a campaign, and give or close its open link; what becomes of it is in `workflow.py`."""

import re
from datetime import date

from django.utils import timezone

from autan.ground.errors import RuleError
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.survey.campaigns.core.campaigns import RESERVED_SLUGS, campaign_object
from autan.survey.campaigns.models import Campaign, OpenLink
from autan.survey.questionnaires.models import QuestionnaireVersion
from autan.territories.networks.models import Network

_SLUG = re.compile(r"[a-z0-9_-]+")
_LONGEST_SLUG = 60


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

    Raises RuleError when the title is blank, the slug is taken or makes no address, or the campaign closes before it
    opens.
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
        act.record(campaign_object(slug), summary=f"Campagne ouverte : {title.fr}", network=network.slug)
    return campaign


def _check_opening(slug: str, title: Text, opened_on: date, closed_on: date | None) -> None:
    if not title.fr.strip():
        raise RuleError("un titre est attendu pour la campagne")
    if closed_on and closed_on < opened_on:
        raise RuleError("une campagne ne peut pas être close avant d’être ouverte")
    if not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG or slug in RESERVED_SLUGS:
        message = (
            "«\u202f{slug}\u202f» ne peut pas servir d’adresse\u00a0: des minuscules sans accent, des chiffres, "
            "«\u202f-\u202f» et «\u202f_\u202f» sont attendus, {longest_slug} au plus, hors {items}"
        )
        raise RuleError(message, slug=slug, longest_slug=_LONGEST_SLUG, items=", ".join(sorted(RESERVED_SLUGS)))
    if Campaign.objects.filter(slug=slug).exists():
        message = "une campagne «\u202f{slug}\u202f» existe déjà"
        raise RuleError(message, slug=slug)


_REFUSAL = "seule la coordination du réseau ouvre une campagne à tous"


def give_open_link(
    *, by: Person | None, campaign: Campaign, thanks: str, closes_on: date | None = None, quota: int | None = None
) -> OpenLink:
    """Open a campaign to all by one link, or change until when and for how many; the address stays the same."""
    today = timezone.localdate()
    with acting(by=by, act="give_open_link", permission="surveys.run_campaign", on=campaign, refusal=_REFUSAL) as act:
        if campaign.is_documented or campaign.opening.is_over(today):
            raise RuleError("cette campagne ne prend plus de réponse")
        if closes_on is not None and closes_on < today:
            raise RuleError("le dernier jour du lien est déjà passé")
        if not thanks.strip():
            raise RuleError("dites ce qui sera fait des réponses")
        link, _is_new = OpenLink.objects.update_or_create(
            campaign=campaign,
            defaults={"thanks": thanks.strip(), "closes_on": closes_on, "quota": quota, "closed_at": None},
        )
        summary = f"Lien ouvert à tous\u00a0: {campaign.title_fr}"
        act.record(campaign_object(campaign.slug), summary=summary, network=campaign.network_id)
    return link


def close_open_link(*, by: Person | None, link: OpenLink) -> None:
    """Take no more replies; what was received still waits for its territories."""
    campaign, permission = link.campaign, "surveys.run_campaign"
    with acting(by=by, act="close_open_link", permission=permission, on=campaign, refusal=_REFUSAL) as act:
        if OpenLink.objects.filter(pk=link.pk, closed_at=None).update(closed_at=timezone.now()):
            summary = f"Lien ouvert à tous fermé\u00a0: {campaign.title_fr}"
            act.record(campaign_object(campaign.slug), summary=summary, network=campaign.network_id)
