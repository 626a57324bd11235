"""A workshop as a value, what sources state of it, and attendances summed as attendances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from autan.cooperation.workshops.core.formats import (
    AttendeeKind,
    Moment,
    PlanTargetKind,
    WorkshopFormat,
    WorkshopStatus,
)
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Text


class StatementKind(Labelled):
    """Whether words are those of the source, or ours for what it says."""

    QUOTATION = "quotation", "citation", "quotation"
    PARAPHRASE = "paraphrase", "en substance", "in substance"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopStatement:
    """What a source states that a workshop showed.

    `text` holds its words; a quotation is in the language of the source in both.
    """

    moment: Moment
    kind: StatementKind
    text: Text
    evidence: tuple[EvidenceRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTarget:
    """The target or the axis of a plan that a workshop is about."""

    plan: str
    kind: PlanTargetKind
    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceCount:
    """How many attended in one capacity, and what states it."""

    kind: AttendeeKind
    count: int
    evidence: tuple[EvidenceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopHeading:
    """A workshop.

    Attributes:
        host: SIREN of the territory that receives.
        copilots: SIREN of the territories that prepare it with the host.
        sites: slugs of the projects that it visits.
        evidence: what states that it was or will be held; empty for what the network organises here.
    """

    slug: str
    title: str
    format: WorkshopFormat
    status: WorkshopStatus
    host: str
    copilots: tuple[str, ...] = ()
    day: date | None = None
    year: int | None = None
    place: str = ""
    sites: tuple[str, ...] = ()
    target: PlanTarget | None = None
    invitation: str = ""
    is_open_to_all: bool = True
    statements: tuple[WorkshopStatement, ...] = ()
    attendance: tuple[AttendanceCount, ...] = ()
    evidence: tuple[EvidenceRef, ...] = ()

    @property
    def is_documented(self) -> bool:
        """True when a source tells it: what the source does not say is unknown."""
        return bool(self.evidence)


def total_attendance(counts: Sequence[AttendanceCount]) -> int | None:
    """Return the attendances of a workshop, in persons at that workshop; None when no count is known.

    >>> elected = AttendanceCount(kind=AttendeeKind.ELECTED, count=2)
    >>> total_attendance([elected, AttendanceCount(kind=AttendeeKind.EXPERT, count=3)])
    5
    """
    return sum(count.count for count in counts) if counts else None


def read_statement(fields: Mapping[str, object]) -> WorkshopStatement:
    """Return a statement from what the database holds of it."""
    refs = fields.get("evidence")
    pairs = refs if isinstance(refs, list) else []
    return WorkshopStatement(
        moment=Moment(str(fields["moment"])),
        kind=StatementKind(str(fields["kind"])),
        text=Text(str(fields["fr"]), str(fields["en"])),
        evidence=tuple(EvidenceRef(kind=kind, key=key) for kind, key in pairs),
    )
