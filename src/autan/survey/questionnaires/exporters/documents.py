"""The formats in which a questionnaire is printed, and the names of its files."""

import re
from datetime import date

from autan.ground.documents.core import make_printable
from autan.ground.errors import Fault, ImportFileError
from autan.ground.texts.core.plain_letters import without_accents
from autan.ground.wordings import Sentence
from autan.survey.questionnaires.core.printing.values import PrintedQuestionnaire

DOCUMENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Media type of each format in which a questionnaire is printed, by extension."""


def write_document(printed: PrintedQuestionnaire, extension: str, *, day: date) -> bytes:
    """Return a printed questionnaire as a file."""
    if extension not in DOCUMENT_TYPES:
        expected = Sentence(
            "un fichier {document_types}", document_types=", ".join(f".{known}" for known in DOCUMENT_TYPES)
        )
        raise ImportFileError(extension, [Fault(value=extension or None, expected=expected)])
    printable = make_printable(printed)
    if extension == "pdf":
        from autan.survey.questionnaires.exporters.pdf_file import write_pdf  # what writes is loaded when it is needed

        return write_pdf(printable, day=day)
    from autan.survey.questionnaires.exporters.docx_file import write_docx

    return write_docx(printable, day=day)


def name_document(slug: str, respondent: str, extension: str) -> str:
    """Name the file of a questionnaire, in plain letters.

    >>> name_document("2013", "Muretain Agglo", "pdf")
    'questionnaire-2013-muretain-agglo.pdf'
    """
    parts = ["questionnaire", slug, re.sub(r"[^a-z0-9]+", "-", without_accents(respondent).lower()).strip("-")]
    return f"{'-'.join(filter(None, parts))}.{extension}"
