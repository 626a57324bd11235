"""Which kinds of questions and which states of an answer exist?"""

from enum import StrEnum

from autan.evidence.core.texts import Text


class QuestionKind(StrEnum):
    """What a question asks for, hence how its answer is written, checked and tabulated."""

    OPEN = "open"  # free text
    SHORT_TEXT = "short_text"  # a few words, on one line
    HALF_OPEN = "half_open"  # one choice, then free text to say more
    SINGLE = "single"  # one choice
    MULTIPLE = "multiple"  # any number of choices
    NUMBER = "number"  # a quantity with its unit
    PERCENTAGE = "percentage"  # 0 to 100
    SCALE = "scale"  # a whole number between two ends, such as 1 to 5
    RANKING = "ranking"  # choices in order, the first one first
    SPLIT = "split"  # parts of a whole, which sum to 100
    DATE = "date"  # a day
    YEAR = "year"  # a year
    TABLE = "table"  # repeated rows, one cell a column
    MATRIX = "matrix"  # named rows, one cell a column
    FILE = "file"  # a document, by its name or its link
    DISPLAY = "display"  # words to read; nothing is asked

    @property
    def label(self) -> Text:
        """Name of the kind on screen."""
        return _KIND_LABELS[self]

    @property
    def needs_choices(self) -> bool:
        """True when the question draws on a choice list."""
        return self in _WITH_CHOICES


_WITH_CHOICES = frozenset(
    {QuestionKind.HALF_OPEN, QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.RANKING, QuestionKind.SPLIT}
)

_KIND_LABELS = {
    QuestionKind.OPEN: Text("question ouverte", "open question"),
    QuestionKind.SHORT_TEXT: Text("texte court", "short text"),
    QuestionKind.HALF_OPEN: Text("question semi-ouverte", "half-open question"),
    QuestionKind.SINGLE: Text("choix unique", "single choice"),
    QuestionKind.MULTIPLE: Text("choix multiples", "multiple choice"),
    QuestionKind.NUMBER: Text("nombre", "number"),
    QuestionKind.PERCENTAGE: Text("pourcentage", "percentage"),
    QuestionKind.SCALE: Text("échelle", "scale"),
    QuestionKind.RANKING: Text("classement", "ranking"),
    QuestionKind.SPLIT: Text("répartition (total de 100\u00a0%)", "split (total of 100%)"),
    QuestionKind.DATE: Text("date", "date"),
    QuestionKind.YEAR: Text("année", "year"),
    QuestionKind.TABLE: Text("tableau", "table"),
    QuestionKind.MATRIX: Text("grille", "matrix"),
    QuestionKind.FILE: Text("fichier ou lien", "file or link"),
    QuestionKind.DISPLAY: Text("texte à lire", "text to read"),
}


class Requirement(StrEnum):
    """How much an answer is required; a question without one may be left."""

    SOFT = "soft"  # the one who answers is reminded, and may go on
    HARD = "hard"  # the section cannot be validated without an answer or a state in its place


class Severity(StrEnum):
    """How much a check that fails weighs."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def label(self) -> Text:
        """What a failing check asks of the person who answers."""
        return _SEVERITY_LABELS[self]


class Scope(StrEnum):
    """What the answer is about: the authority's own services, or the whole territory."""

    OWN_SERVICES = "own_services"
    TERRITORY = "territory"

    @property
    def label(self) -> Text:
        """Wording beside the question."""
        return _SCOPE_LABELS[self]


_SEVERITY_LABELS = {
    Severity.INFO: Text("Pour information", "For information"),
    Severity.WARNING: Text("À vérifier", "To be checked"),
    Severity.ERROR: Text("À corriger avant de valider", "To be corrected before validation"),
}
_SCOPE_LABELS = {
    Scope.OWN_SERVICES: Text("patrimoine et services de la collectivité", "the authority’s own estate and services"),
    Scope.TERRITORY: Text("ensemble du territoire", "the whole territory"),
}


class AnswerState(StrEnum):
    """What is known of an answer. No row at all means `NOT_DOCUMENTED` (or not yet answered)."""

    ANSWERED = "answered"
    NO_DATA_EXISTS = "no_data_exists"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"
    SKIPPED = "skipped"
    NOT_DOCUMENTED = "not_documented"

    @property
    def label(self) -> Text:
        """Wording shown in place of a value."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    AnswerState.ANSWERED: Text("répondu", "answered"),
    AnswerState.NO_DATA_EXISTS: Text("la donnée n’existe pas", "no data exists"),
    AnswerState.REFUSED: Text("refus de répondre", "refused"),
    AnswerState.NOT_APPLICABLE: Text("sans objet", "not applicable"),
    AnswerState.SKIPPED: Text("question passée", "skipped"),
    AnswerState.NOT_DOCUMENTED: Text("non documenté", "not documented"),
}


class AnswerConfidence(StrEnum):
    """How sure the one who answers is of a value."""

    CHECKED = "checked"
    ESTIMATED = "estimated"
    UNSURE = "unsure"

    @property
    def label(self) -> Text:
        """Wording beside an answer."""
        return _CONFIDENCE_LABELS[self]


_CONFIDENCE_LABELS = {
    AnswerConfidence.CHECKED: Text("vérifiée dans un document", "checked against a document"),
    AnswerConfidence.ESTIMATED: Text("estimée", "estimated"),
    AnswerConfidence.UNSURE: Text("à vérifier", "to be checked"),
}
