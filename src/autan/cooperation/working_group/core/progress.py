"""How far a decision is carried out, read from the action or the indicator that it is linked to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.intervals import Interval, compare
from autan.ground.lists.core import ListFilter, choice_parameter, code_parameter, text_parameter, year_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import format_exactly
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.wordings import Sentence, Text
from autan.plans.projects.core.choices import ActionStatus

_ALL = Sentence("toutes")


class ProgressState(Labelled):
    """What became of a decision."""

    CARRIED_OUT = "carried_out", "appliquée", "carried out"
    UNDER_WAY = "under_way", "en cours", "under way"
    LATE = "late", "en retard", "late"
    STOPPED = "stopped", "arrêtée", "stopped"
    AT_ONCE = "at_once", "appliquée d’emblée", "carried out at once"
    UNKNOWN = "unknown", "avancement inconnu", "progress unknown"
    WITHDRAWN = "withdrawn", "retirée", "withdrawn"

    @property
    def is_done(self) -> bool:
        """True when nothing more is expected of the decision."""
        return self in {ProgressState.CARRIED_OUT, ProgressState.AT_ONCE}

    @property
    def is_open(self) -> bool:
        """True when something is still expected of it, or nobody knows."""
        return not self.is_done and self not in {ProgressState.STOPPED, ProgressState.WITHDRAWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFilter(ListFilter):
    """Which decisions are asked for; what is empty asks for all."""

    year: int | None = year_parameter("annee", Sentence("Année"), blank=_ALL)
    body: str = code_parameter("instance", Sentence("Instance"), blank=_ALL)
    state: ProgressState | None = choice_parameter(
        "etat", Sentence("Ce qu’elle est devenue"), ProgressState, blank=Sentence("peu importe")
    )
    text: str = text_parameter("q", Sentence("Mots"), longest=100)


class LinkKind(Labelled):
    """What a decision reads its progress from."""

    NONE = "none", "rien", "nothing"
    ACTION = "action", "une fiche-action", "an action sheet"
    INDICATOR = "indicator", "un indicateur", "an indicator"
    AT_ONCE = "at_once", "rien : elle s’applique d’emblée", "nothing: it applies at once"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionProgress:
    """What became of a decision, in words, and where it is read."""

    state: ProgressState
    words: Text = NO_TEXT


NOTHING_LINKED = DecisionProgress(
    state=ProgressState.UNKNOWN,
    words=Sentence("aucune fiche-action ni indicateur rattaché : l’avancement n’est pas connu"),
)
LINK_LOST = DecisionProgress(
    state=ProgressState.UNKNOWN,
    words=Sentence("ce qui lui était rattaché n’existe plus, ou n’est pas publié"),
)
_BY_STATUS: Mapping[ActionStatus, ProgressState] = {
    ActionStatus.PLANNED: ProgressState.UNDER_WAY,
    ActionStatus.UNDER_DISCUSSION: ProgressState.UNDER_WAY,
    ActionStatus.ONGOING: ProgressState.UNDER_WAY,
    ActionStatus.LATE: ProgressState.LATE,
    ActionStatus.PAUSED: ProgressState.STOPPED,
    ActionStatus.BLOCKED: ProgressState.LATE,
    ActionStatus.DONE: ProgressState.CARRIED_OUT,
    ActionStatus.DROPPED: ProgressState.STOPPED,
}


def _settled(state: ProgressState, due: date | None, today: date) -> ProgressState:
    is_late = due is not None and due < today and state is ProgressState.UNDER_WAY
    return ProgressState.LATE if is_late else state


def action_progress(status: ActionStatus | None, *, title: str, due: date | None, today: date) -> DecisionProgress:
    """Read progress from the status of an action; what is under way after the due date of the decision is late."""
    if status is None:
        words: Text = Sentence("« {title} » : le statut de l’action n’est pas renseigné", title=title)
        return DecisionProgress(state=ProgressState.UNKNOWN, words=words)
    label = status.label
    words = Text(f"« {title} » : {label.fr.lower()}", f"“{title}”: {label.en.lower()}")
    return DecisionProgress(state=_settled(_BY_STATUS[status], due, today), words=words)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReading:
    """The last known value of an indicator and the target that it is read against.

    `grows` is True when the indicator is to grow, False to fall, None when no direction is wished.
    """

    year: int | None
    lies: Interval | None
    written: Text
    target: float | None
    target_year: int | None
    grows: bool | None
    unit: Text = NO_TEXT


def indicator_progress(read: IndicatorReading, *, due: date | None, today: date) -> DecisionProgress:
    """Read progress from an indicator: carried out once its last value reaches the target."""
    if read.lies is None or read.year is None:
        words: Text = Sentence("l’indicateur n’a aucune valeur connue")
        return DecisionProgress(state=ProgressState.UNKNOWN, words=words)
    words = _reading_words(read)
    if read.target is None or read.grows is None:
        return DecisionProgress(state=ProgressState.UNKNOWN, words=words)
    is_reached = compare(read.lies, ">=" if read.grows else "<=", Interval.exactly(read.target))
    if is_reached is None:  # what is known of it leaves both answers
        return DecisionProgress(state=ProgressState.UNKNOWN, words=words)
    state = ProgressState.CARRIED_OUT if is_reached else _settled(ProgressState.UNDER_WAY, due, today)
    return DecisionProgress(state=state, words=words)


def _reading_words(read: IndicatorReading) -> Text:
    def format_reading(language: str) -> str:
        unit = f" {read.unit.in_language(language)}".rstrip()
        colon = " :" if language == "fr" else ":"
        text = f"{read.year}{colon} {read.written.in_language(language)}"
        if read.target is None or read.grows is None:
            return text + (" ; aucune cible à atteindre" if language == "fr" else "; no target to reach")
        word = ", cible" if language == "fr" else ", target"
        return f"{text}{word} {read.target_year}{colon} {format_exactly(read.target, language=language)}{unit}"

    return Text(format_reading("fr"), format_reading("en"))
