"""The only reader of what the operator of the instance states, and of whose calendar a key reads."""

from collections.abc import Mapping, Sequence

from django.core import signing
from django.forms import model_to_dict

from autan.ground.extension_points import DataSubject
from autan.ground.registry import registered
from autan.instance.site.core import PLAIN, SiteTheme
from autan.instance.site.models import ONLY_ROW, OperatorNotice
from autan.people.accounts.models import Person

_CALENDAR = "autan.calendar"


def operator_notice() -> OperatorNotice:
    """Return what the operator states; an empty notice where nothing was filled in. One query."""
    return OperatorNotice.objects.filter(pk=ONLY_ROW).first() or OperatorNotice(pk=ONLY_ROW)


def export_notice(subject: DataSubject) -> Sequence[Mapping[str, str]]:
    """Return the fields of the notice that name somebody."""
    fields = model_to_dict(operator_notice(), exclude=["id"])
    words = [word.lower() for word in subject.words]
    naming = {name: text for name, text in fields.items() if any(word in text.lower() for word in words)}
    return [naming] if naming else []


def calendar_key(person: Person) -> str:
    """Return the key by which a calendar program reads the days of a person; a new password makes it void."""
    return signing.dumps([person.pk, person.get_session_auth_hash()], salt=_CALENDAR)


def person_of_calendar(key: str) -> Person | None:
    """Return whose calendar a key reads; None for one that is nobody’s. One query."""
    try:
        number, mark = signing.loads(key, salt=_CALENDAR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=number, is_active=True).first()
    return person if person is not None and person.get_session_auth_hash() == mark else None


def site_theme() -> SiteTheme:
    """Return the look of the site: that of the first plug-in that gives one, else of the product."""
    return next(iter(registered(SiteTheme)), PLAIN)
