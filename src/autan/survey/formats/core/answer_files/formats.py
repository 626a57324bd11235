"""Formats in which answers are written, each with what it does not hold."""

from dataclasses import dataclass
from enum import StrEnum

from autan.ground.wordings import Sentence, Text

JSON_FORMAT, JSON_VERSION = "autan-answers", 1
"""What our own JSON says of itself."""

_ACTS = Sentence(
    "auteur, jour, document source, confiance et remarque de chaque réponse (ils sont dans le fichier détaillé)"
)
_PAST = Sentence("les versions antérieures des réponses")
_WORDS = Sentence("le texte anglais des questions")
_NUMBERS = Sentence("les codes des réponses proposées, remplacés par leur rang dans la liste")
_NAMES = Sentence("les crochets des en-têtes, remplacés par des tirets bas")
_CUT = Sentence("les textes au-delà de 32\u202f767 octets et les libellés au-delà de 256 octets, coupés")
_EMPTY = Sentence("la différence entre un texte vide et une absence de texte")
_CONTROL = Sentence("les signes de contrôle invisibles")
_CELL = Sentence("les textes au-delà de 32\u202f767 signes, coupés")
_QUESTIONS = Sentence("le texte des questions (voir l’option des en-têtes)")


class Headings(StrEnum):
    """In what the headings and the closed answers are written."""

    CODES = "codes"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFormat:
    """A format in which answers are written.

    Attributes:
        losses: what it does not hold, known before anything is written.
        has_long: True when it can hold one row a cell.
        has_headings: True when its headings may be codes or words.
    """

    suffix: str
    name: Text
    media_type: str
    losses: tuple[Text, ...]
    has_long: bool = False
    has_headings: bool = False

    def losses_in(self, headings: Headings = Headings.CODES, *, is_long: bool = False) -> tuple[Text, ...]:
        """Return what it does not hold in one of its forms."""
        spared = {_ACTS, _QUESTIONS} if is_long else set()
        if headings is Headings.TEXTS:
            spared.add(_QUESTIONS)
        return tuple(loss for loss in self.losses if loss not in spared)


FORMATS = (
    AnswerFormat(
        suffix=".xlsx",
        name=Sentence("Classeur Excel (XLSX)"),
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        losses=(_PAST, _CELL),
        has_headings=True,
    ),
    AnswerFormat(
        suffix=".ods",
        name=Sentence("Classeur LibreOffice (ODS)"),
        media_type="application/vnd.oasis.opendocument.spreadsheet",
        losses=(_PAST, _CONTROL, _CELL),
        has_headings=True,
    ),
    AnswerFormat(
        suffix=".csv",
        name=Sentence("Texte séparé (CSV)"),
        media_type="text/csv; charset=utf-8",
        losses=(_ACTS, _PAST, _QUESTIONS),
        has_long=True,
        has_headings=True,
    ),
    AnswerFormat(
        suffix=".parquet",
        name=Text("Parquet", "Parquet"),
        media_type="application/vnd.apache.parquet",
        losses=(_ACTS, _PAST, _WORDS),
        has_long=True,
    ),
    AnswerFormat(
        suffix=".sav",
        name=Text("SPSS (SAV)", "SPSS (SAV)"),
        media_type="application/x-spss-sav",
        losses=(_ACTS, _PAST, _WORDS, _NUMBERS, _NAMES, _CUT, _EMPTY),
    ),
    AnswerFormat(suffix=".json", name=Sentence("JSON complet"), media_type="application/json", losses=(_PAST,)),
)
