"""The only readers of files that wait."""

from datetime import datetime, timedelta

from autan.evidence.imports.models import PendingImport
from autan.ground.errors import UnknownError
from autan.people.accounts.models import Person

KEPT_FOR = timedelta(days=1)


class UnknownPendingImportError(UnknownError):
    """No file waits under this number, for this person and this kind."""


def find_pending(*, by: Person, kind: str, number: str, now: datetime) -> PendingImport:
    """Return a file that waits; only who gave it finds it. One query."""
    candidates = PendingImport.objects.filter(by=by, kind=kind, at__gt=now - KEPT_FOR)
    # an address may hold any number: one of nineteen digits may be more than the base can compare
    pending = candidates.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
    if pending is None:
        message = "ce fichier n’est plus gardé\u202f; donnez-le de nouveau"
        raise UnknownPendingImportError(message)
    return pending
