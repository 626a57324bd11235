"""Takes people out of personal links and of what was written through them: the answers stay."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from autan.ground.extension_points import DataSubject
from autan.people.individuals.actions import erase_individuals, individual_named
from autan.people.individuals.models import ERASED_NAME
from autan.survey.campaigns.models import Invitation
from autan.survey.campaigns.queries.invitations import invitations_ended, invitations_to
from autan.survey.campaigns.queries.open_links import replies_waiting


def erase_invitations(subject: DataSubject) -> int:
    """Revoke the links of somebody and take the name and the address out of them, and of all that was written."""
    links = dict(invitations_to(subject).values_list("pk", "holder"))
    erase_individuals([holder for holder in links.values() if holder])
    given = Invitation.objects.filter(pk__in=links)
    given.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    return given.update(email="")


def purge_links(*, now: datetime, dry_run: bool) -> int:
    """Take name and address out of the links that ended `AUTAN_KEEP_LINKS` days ago; authors of answers keep theirs.

    What came by an open link as long ago, and that nobody confirmed, goes too.
    """
    days = settings.AUTAN_KEEP_DAYS["links"]
    if not days:
        return 0
    old, waiting = invitations_ended(now - timedelta(days=days)), replies_waiting(now - timedelta(days=days))
    if dry_run:
        return old.count() + waiting.count()
    return old.update(holder=individual_named(ERASED_NAME), email="") + waiting.delete()[0]
