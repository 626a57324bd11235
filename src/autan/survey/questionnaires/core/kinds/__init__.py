"""Closed lists of questions and answers. How each kind of question behaves is in a file beside this one."""

from enum import StrEnum

from autan.ground.texts.core.labelled import Labelled


class QuestionKind(Labelled):
    """What a question asks for; `registry.KINDS` gives how its answer is written, checked, counted and told."""

    OPEN = "open", "question ouverte", "open question"
    SHORT_TEXT = "short_text", "texte court", "short text"
    HALF_OPEN = "half_open", "question semi-ouverte", "half-open question"  # one choice, then free text to say more
    SINGLE = "single", "choix unique", "single choice"
    MULTIPLE = "multiple", "choix multiples", "multiple choice"
    NUMBER = "number", "nombre", "number"  # a quantity with its unit
    PERCENTAGE = "percentage", "pourcentage", "percentage"
    SCALE = "scale", "échelle", "scale"  # a whole number between two ends, such as 1 to 5
    RANKING = "ranking", "classement", "ranking"  # choices in order, the first one first
    SPLIT = "split", "répartition (total de 100\u00a0%)", "split (total of 100%)"
    DATE = "date", "date", "date"
    YEAR = "year", "année", "year"
    TABLE = "table", "tableau", "table"  # repeated rows, one cell a column
    MATRIX = "matrix", "grille", "matrix"  # named rows, one cell a column
    FILE = "file", "fichier ou lien", "file or link"  # a document, by its name or its link
    DISPLAY = "display", "texte à lire", "text to read"  # nothing is asked

    @property
    def is_asked(self) -> bool:
        """Whether somebody answers it."""
        return self is not QuestionKind.DISPLAY


class Requirement(StrEnum):
    """How much an answer is required; a question without one may be left."""

    SOFT = "soft"  # the one who answers is reminded, and may go on
    HARD = "hard"  # the section cannot be validated without an answer or a state in its place


class CheckSeverity(Labelled):
    """How much a check that fails weighs."""

    INFO = "info", "Pour information", "For information"
    WARNING = "warning", "À vérifier", "To be checked"
    ERROR = "error", "À corriger avant de valider", "To be corrected before validation"


class Scope(Labelled):
    """What the answer is about: the authority's own services, or the whole territory."""

    OWN_SERVICES = (
        "own_services",
        "patrimoine et services de la collectivité",
        "the authority’s own estate and services",
    )
    TERRITORY = "territory", "ensemble du territoire", "the whole territory"


class AnswerState(Labelled):
    """What is known of an answer. No row at all means `NOT_DOCUMENTED` (or not yet answered)."""

    ANSWERED = "answered", "répondu", "answered"
    NO_DATA_EXISTS = "no_data_exists", "la donnée n’existe pas", "no data exists"
    REFUSED = "refused", "refus de répondre", "refused"
    NOT_APPLICABLE = "not_applicable", "sans objet", "not applicable"
    SKIPPED = "skipped", "question passée", "skipped"
    NOT_DOCUMENTED = "not_documented", "non documenté", "not documented"


UNSETTLED = frozenset({AnswerState.SKIPPED, AnswerState.NOT_DOCUMENTED})
"""States that leave a question to be settled."""


class AnswerConfidence(Labelled):
    """How sure the one who answers is of a value."""

    CHECKED = "checked", "vérifiée dans un document", "checked against a document"
    ESTIMATED = "estimated", "estimée", "estimated"
    UNSURE = "unsure", "à vérifier", "to be checked"
