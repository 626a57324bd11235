"""The actions on the open link of a campaign: given, closed."""

from datetime import date

from django.utils import timezone

from autan.ground.errors import RuleError
from autan.people.accounts.models import Person
from autan.people.journal.actions import acting
from autan.survey.campaigns.core.campaigns import campaign_object
from autan.survey.campaigns.models import Campaign, OpenLink

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
