"""When a meeting is: local times that exist, what a change of hour does to it, what a new date changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Sentence, Text


class MeetingState(Labelled):
    """Where a meeting stands."""

    PLANNED = "planned", "prévue", "planned"
    HELD = "held", "tenue", "held"
    CANCELLED = "cancelled", "annulée", "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSlot:
    """The time of a meeting."""

    day: date
    begins_at: datetime | None = None
    ends_at: datetime | None = None


def local_moment(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the moment of a day and an hour of a place.

    Raises:
        DomainError: this hour does not exist on that day (clocks go forward), or happens twice (they go back).

    >>> from zoneinfo import ZoneInfo
    >>> local_moment(date(2026, 10, 26), time(14), ZoneInfo("Europe/Paris")).isoformat()
    '2026-10-26T14:00:00+01:00'
    """
    moment = datetime.combine(day, at, tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        message = "le {day}, {at:%H:%M} n’existe pas\u00a0: les horloges avancent\u202f; choisissez une autre heure"
        raise DomainError(message, day=format_date(day, language="fr"), at=at)
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        message = "le {day}, {at:%H:%M} existe deux fois\u00a0: les horloges reculent\u202f; choisissez une autre heure"
        raise DomainError(message, day=format_date(day, language="fr"), at=at)
    return moment


def slot_of(day: date, begins: time | None, ends: time | None, zone: tzinfo) -> MeetingSlot:
    """Return the time of a meeting from a day and two hours of the place; an end before the beginning is the next day.

    Raises:
        DomainError: one hour is given without the other, both are the same, or one is not an hour of that day.
    """
    if begins is None and ends is None:
        return MeetingSlot(day=day)
    if begins is None or ends is None:
        raise DomainError("une réunion a une heure de début et une heure de fin, ou aucune des deux")
    if begins == ends:
        raise DomainError("une réunion finit après avoir commencé")
    last_day = day if begins < ends else day + timedelta(days=1)
    return MeetingSlot(day=day, begins_at=local_moment(day, begins, zone), ends_at=local_moment(last_day, ends, zone))


def hour_change(before: MeetingSlot, after: MeetingSlot, zone: tzinfo) -> Text | None:
    """Say what a change of hour between two times of a meeting means for those who come; None when there is none."""
    if before.begins_at is None or after.begins_at is None:
        return None
    first, second = before.begins_at.astimezone(zone), after.begins_at.astimezone(zone)
    if first.utcoffset() == second.utcoffset():
        return None
    return Sentence(
        "l’heure légale change entre les deux dates : la réunion est à {second:%H:%M} sur place, "
        "{astimezone:%H:%M} en temps universel ({astimezone2:%H:%M} à la date d’avant)",
        second=second,
        astimezone=second.astimezone(UTC),
        astimezone2=first.astimezone(UTC),
    )
