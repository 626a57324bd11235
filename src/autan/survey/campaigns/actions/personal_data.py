"""Takes people out of personal links and of what was written through them: the answers stay."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from autan.ground.extension_points import DataSubject
from autan.people.journal.actions import ERASED_NAME, forget_name
from autan.people.personal_data.queries import is_borne_by_another
from autan.survey.campaigns.core.objects import answers_object
from autan.survey.campaigns.models import Answer, Invitation, SectionValidation, UnsavedEntry
from autan.survey.campaigns.queries.invitations import invitations_ended, invitations_to


def erase_invitations(subject: DataSubject) -> int:
    """Revoke the links of somebody and take the name and the address out of them, and of all that was written."""
    links = list(invitations_to(subject).select_related("campaign"))
    now = timezone.now()
    for link in links:
        _forget_author(link, subject)
        link.name, link.email, link.revoked_at = ERASED_NAME, "", link.revoked_at or now
        link.save(update_fields=["name", "email", "revoked_at"])
    return len(links)


def purge_links(*, now: datetime, dry_run: bool) -> int:
    """Take name and address out of the links that ended `AUTAN_KEEP_LINKS` days ago; authors of answers keep theirs."""
    days = settings.AUTAN_KEEP_DAYS["links"]
    old = invitations_ended(now - timedelta(days=days)) if days else Invitation.objects.none()
    return old.count() if dry_run else old.update(name=ERASED_NAME, email="")


def _forget_author(link: Invitation, subject: DataSubject) -> None:
    for model in (Answer, UnsavedEntry):
        model.objects.filter(invitation=link).update(by_name=ERASED_NAME)
    validated = SectionValidation.objects.filter(campaign=link.campaign, territory_id=link.territory_id)
    validated.filter(by__isnull=True, by_name=link.name).update(by_name=ERASED_NAME)
    about = answers_object(link.campaign.slug, link.territory_id)
    network = "" if is_borne_by_another(link.name, subject) else link.campaign.network_id
    forget_name(name=link.name, network=network, keys=[about.key])
