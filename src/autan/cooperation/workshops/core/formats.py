"""Formats of workshops and what each demands; the three moments and their questions; kinds of those who attend."""

from datetime import date

from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_date
from autan.ground.wordings import Sentence, Text


class WorkshopFormat(Labelled):
    """How a workshop is held; the first is the network's own, the others are counted apart."""

    SITE_TARGET = "site_target", "1 site / 1 cible", "1 site / 1 target"
    VISIT = "visit", "visite", "visit"
    STUDY_DAY = "study_day", "journée d’étude", "study day"
    TRAINING = "training", "formation", "training"


class WorkshopStatus(Labelled):
    """Where a workshop stands."""

    PLANNED = "planned", "prévu", "planned"
    HELD = "held", "tenu", "held"
    CANCELLED = "cancelled", "annulé", "cancelled"


class AttendeeKind(Labelled):
    """In what capacity somebody attends; the last is for a source that gives a total alone."""

    PLAN_OFFICER = "plan_officer", "interlocuteurs du plan", "plan officers"
    PROJECT_HOLDER = "project_holder", "porteurs de projets", "project holders"
    ELECTED = "elected", "élus", "elected representatives"
    PARTNER = "partner", "partenaires", "partners"
    EXPERT = "expert", "experts", "experts"
    NOT_STATED = "not_stated", "sans précision", "not stated"


class PlanTargetKind(Labelled):
    """What of a plan a workshop is about."""

    TARGET = "target", "cible", "target"
    AXIS = "axis", "axe", "axis"


class Moment(Labelled):
    """One of the three moments of a workshop, in the words of the reference document (lines 688 to 695)."""

    UNDERSTAND = (
        "understand",
        "Que voulons-nous comprendre et retenir à partir de ce site ?",
        "What do we want to understand and retain from this site?",
    )
    AMBITION = (
        "ambition",
        "Comment l’ambition du projet s’est-elle construite ?",
        "How was the project’s ambition built?",
    )
    TRANSFER = (
        "transfer",
        "Quel transfert possible d’intelligence au service du projet ?",
        "What transfer of intelligence is possible in the service of the project?",
    )

    @property
    def short(self) -> Text:
        """Its name in a tab or a column."""
        return _SHORT[self]

    @property
    def rank(self) -> int:
        """Its place, from 1."""
        return list(Moment).index(self) + 1


_SHORT = {
    Moment.UNDERSTAND: Sentence("Comprendre"),
    Moment.AMBITION: Sentence("L’ambition"),
    Moment.TRANSFER: Sentence("Le transfert"),
}


class TransferDirection(Labelled):
    """Whom the third moment serves: it goes both ways."""

    TO_VISITORS = "visitors", "pour les visiteurs", "to the visitors"
    TO_HOSTS = "hosts", "pour les hôtes", "to the hosts"


def check_format(kind: WorkshopFormat, *, sites: int, targets: int, is_documented: bool = False) -> None:
    """Refuse a workshop that does not hold what its format demands.

    Raises DomainError: the format "1 site / 1 target" has not exactly one of each, or another has several targets.

    >>> check_format(WorkshopFormat.SITE_TARGET, sites=1, targets=1)
    >>> check_format(WorkshopFormat.VISIT, sites=3, targets=0)
    """
    if targets > 1 or (kind is WorkshopFormat.SITE_TARGET and sites > 1):
        message = (
            "le format «\u202f{label}\u202f» porte sur un seul site et une seule cible\u00a0: {sites} site(s) donnés"
        )
        raise DomainError(message, label=kind.label, sites=sites)
    if kind is not WorkshopFormat.SITE_TARGET or is_documented:
        return
    demands = ((sites, Sentence("un site")), (targets, Sentence("une cible ou un axe du plan")))
    missing = [words for number, words in demands if not number]
    if missing:
        message = "le format «\u202f{label}\u202f» demande {missing}\u00a0: choisissez, ou prenez un autre format"
        both = Text(" et ".join(words.fr for words in missing), " and ".join(words.en for words in missing))
        raise DomainError(message, label=kind.label, missing=both)


def check_status(status: WorkshopStatus, day: date | None, *, today: date, reason: str) -> None:
    """Refuse a workshop held in the future, or cancelled without a reason.

    Raises DomainError: its day contradicts its status.

    >>> check_status(WorkshopStatus.PLANNED, date(2030, 1, 1), today=date(2026, 1, 1), reason="")
    """
    if status is WorkshopStatus.HELD and day is not None and day > today:
        message = "un atelier du {day} ne peut pas être déjà tenu\u00a0: il est prévu"
        raise DomainError(message, day=format_date(day, language="fr"))
    if status is WorkshopStatus.CANCELLED and not reason.strip():
        raise DomainError("un atelier annulé dit pourquoi")


class PhotoConsent(Labelled):
    """What those whom a photo shows said; only the first two let it be published."""

    NOBODY = "nobody", "personne de reconnaissable", "nobody recognisable"
    GIVEN = "given", "accord des personnes montrées, noté", "consent of those shown, on record"
    NOT_ASKED = "not_asked", "accord non demandé", "consent not asked"

    @property
    def is_published(self) -> bool:
        """True when everybody may see the photo."""
        return self is not PhotoConsent.NOT_ASKED
