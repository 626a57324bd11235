"""Words of what a sheet says, in the language of the page."""

from django.utils.translation import gettext as _

from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.money import Amount
from autan.ground.texts.language import number, words
from autan.plans.plans.core.sections import FieldKind, Reading
from autan.plans.plans.presenters.words import amount_words
from autan.plans.projects.core.choices import ActionStatus
from autan.plans.projects.core.fields import BY_CODE
from autan.plans.projects.core.filters import NO_STATUS


def field_label(code: str) -> str:
    """Name of a field."""
    return words(BY_CODE[code].label)


def field_words(code: str, value: Reading) -> str:
    """What a value says: words of a choice, a date in full, an amount with what was read."""
    match value:
        case Labelled():
            return words(value.label)
        case bool():
            return _("oui") if value else _("non")
        case PartialDate():
            return words(value.words())
        case Amount():
            return amount_words(value)
        case tuple():
            return ", ".join(words(part.label) if isinstance(part, Labelled) else part for part in value)
        case float() | int():
            text = number(value)
        case _:
            text = value if BY_CODE[code].kind is FieldKind.PROSE else " ".join(value.split())
    return text


def status_words(status: ActionStatus | str | None) -> str:
    """Return the words of a status, or those for an unknown one."""
    if not status or status == NO_STATUS:
        return _("statut non renseigné")
    return words(ActionStatus(status).label)
