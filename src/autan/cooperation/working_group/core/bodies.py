"""Bodies of a working group and who sits in them on a day; when a meeting is, and what its agenda holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.descriptions.core.fields import choice, day, flag, number, text, wording
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Sentence, Text


class BodyKind(Labelled):
    """What a body of a network is."""

    PRESIDENTS = "presidents", "Conférence des présidents", "Conference of presidents"
    ELECTED = "elected", "Élus référents", "Elected leads"
    OFFICERS = "officers", "Groupe technique", "Officers’ group"
    REFERENT = "referent", "Référent thématique", "Thematic referent"
    OTHER = "other", "Autre instance", "Other body"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyInput:
    """What people write of a body; its heading is what the journal calls a field."""

    name: Text = wording(Sentence("Nom de l’instance"), shown=Text("nom", "name"), max_length=160, is_required=True)
    kind: BodyKind = choice(
        Sentence("Nature"), BodyKind, shown=Text("nature", "nature"), is_required=True, is_capitalised=True
    )
    purpose: Text = wording(Sentence("Rôle, charte"), shown=Text("rôle", "role"), max_length=20_000, lines=8)
    quorum: int | None = number(
        Sentence("Quorum"),
        shown=Text("quorum", "quorum"),
        help=Sentence("En voix\u202f; vide s’il n’y en a pas."),
        is_whole=True,
        minimum=1,
        maximum=1_000,
    )
    time_zone: str = text(Sentence("Heure de"), shown=Text("fuseau", "time zone"), is_required=True)
    is_public: bool = flag(Sentence("Composition lisible par tous"), shown=Text("publique", "public"))
    reminds: bool = flag(
        Sentence("Envoyer de soi-même les rappels\u00a0: sept et deux jours avant une réunion, autour d’une échéance"),
        shown=Text("rappels d’eux-mêmes", "reminders by themselves"),
    )


class SeatRole(Labelled):
    """What somebody does in a body."""

    CHAIR = "chair", "présidence", "chair"
    SECRETARY = "secretary", "secrétariat", "secretary"
    PILOT = "pilot", "copilotage", "co-lead"
    MEMBER = "member", "membre", "member"
    REFERENT = "referent", "référent", "referent"
    GUEST = "guest", "invité permanent", "standing guest"

    @property
    def runs_meetings(self) -> bool:
        """True for whoever prepares the meetings of the body and keeps its decisions."""
        return self in {SeatRole.CHAIR, SeatRole.SECRETARY}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTerm:
    """One seat and the days on which it is held; `name` is who holds it, or the authority when nobody is named."""

    key: int
    name: str
    has_vote: bool
    since: date | None
    until: date | None

    def is_in_force_on(self, day: date) -> bool:
        """Say whether the seat is held on a day; an unknown first day is before every day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def absence_on(self, day: date) -> Text | None:
        """Say why the seat is not held on a day; None when it is.

        >>> held = SeatTerm(key=1, name="A. B.", has_vote=True, since=date(2026, 1, 1), until=date(2026, 6, 1))
        >>> held.absence_on(date(2026, 7, 1)).en
        'A. B. left the body on 1 June 2026'
        """
        if self.is_in_force_on(day):
            return None
        if self.until is not None and self.until <= day:
            left = self.until
            return Text(
                f"{self.name} a quitté l’instance le {format_date(left, language='fr')}",
                f"{self.name} left the body on {format_date(left, language='en')}",
            )
        begins = self.since or day
        return Text(
            f"{self.name} n’entre dans l’instance que le {format_date(begins, language='fr')}",
            f"{self.name} only joins the body on {format_date(begins, language='en')}",
        )


def count_voices(terms: Iterable[SeatTerm], day: date) -> int:
    """Return how many seats have a voice on a day."""
    return sum(term.has_vote and term.is_in_force_on(day) for term in terms)


class MeetingState(Labelled):
    """Where a meeting stands."""

    PLANNED = "planned", "prévue", "planned"
    HELD = "held", "tenue", "held"
    CANCELLED = "cancelled", "annulée", "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingInput:
    """A meeting as a form gives it; both hours are given or neither, in the time of the place."""

    title: Text = wording(Sentence("Titre"), max_length=200, is_required=True, is_shown=False)
    day: date = day(Sentence("Jour"), is_required=True, is_shown=False)
    begins: time | None = None
    ends: time | None = None
    place: str = text(Sentence("Lieu, ou adresse pour se joindre"), shown=Sentence("Lieu"))
    is_public: bool = flag(Sentence("Réunion lisible par tous"), is_shown=False)
    evidence: Sequence[EvidenceRef] = ()


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

    Raises DomainError: one hour is given without the other, both are the same, or one is not an hour of that day.
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


MOST_MINUTES = 600
"""Longest time of a point of an agenda, in minutes."""


class AgendaKind(Labelled):
    """What a point of an agenda comes from, in the order in which points are drawn."""

    REVIEW = "review", "décision à réexaminer", "decision to review"
    LATE_DECISION = "late_decision", "décision en retard", "late decision"
    TASK = "task", "tâche à rendre", "task due"
    PROPOSAL = "proposal", "proposition ouverte", "open proposal"
    CONTRADICTION = "contradiction", "à examiner", "to look at"
    OBJECTIVE = "objective", "objectif de l’année", "objective of the year"
    FREE = "free", "point libre", "free point"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPoint:
    """One point of an agenda, or something open that a meeting may speak of.

    `key` is that of what it comes from, empty for a free point; `due_on` is known of what is not on the agenda yet.
    """

    kind: AgendaKind
    title: str
    key: str = ""
    lead: str = ""
    minutes: int | None = None
    due_on: date | None = None


def list_candidates(matters: Iterable[AgendaPoint], agenda: Sequence[AgendaPoint]) -> tuple[AgendaPoint, ...]:
    """Return what is open and not on the agenda yet: by kind, then the oldest date first, undated last.

    >>> late = AgendaPoint(kind=AgendaKind.TASK, key="1", title="Envoyer", due_on=date(2026, 3, 1))
    >>> [each.key for each in list_candidates([late], ())]
    ['1']
    """
    on_agenda = {(point.kind, point.key) for point in agenda if point.key}
    order = list(AgendaKind)
    waiting = [matter for matter in matters if (matter.kind, matter.key) not in on_agenda]
    return tuple(
        sorted(waiting, key=lambda matter: (order.index(matter.kind), matter.due_on or date.max, matter.title))
    )
