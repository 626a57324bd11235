"""Reads documented answers, published results and respondents from YAML texts."""

from collections.abc import Collection

from autan.intake.importers.yaml_document import read_document
from autan.questionnaires.core.questionnaire import Questionnaire
from autan.surveys.core.documented.documents import DocumentedAnswers, PublishedContent
from autan.surveys.core.documented.reading_answers import build_documented_answers
from autan.surveys.core.documented.reading_published import build_published_content
from autan.surveys.core.documented.reading_respondents import build_respondents
from autan.surveys.core.documented.respondents import DocumentedRespondent


def read_documented_answers(text: str, file: str, questionnaire: Questionnaire) -> DocumentedAnswers:
    """Read a campaign and its documented answers.

    Raises:
        ImportFileError: with every fault of the file, each with its line and path.
    """
    return build_documented_answers(read_document(text, file), file, questionnaire)


def read_published_content(text: str, file: str, questionnaire: Questionnaire) -> PublishedContent:
    """Read what a publication states of a campaign as a whole.

    Raises:
        ImportFileError: with every fault of the file, each with its line and path.
    """
    return build_published_content(read_document(text, file), file, questionnaire)


def read_respondents(
    text: str, file: str, *, asked: Collection[str], held: Collection[str]
) -> tuple[DocumentedRespondent, ...]:
    """Read who was a member and who answered; `asked` are the SIREN codes asked, `held` the facts of the register.

    Raises:
        ImportFileError: with every fault of the file, each with its line and path.
    """
    return build_respondents(read_document(text, file), file, asked=asked, held=held)
