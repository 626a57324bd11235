"""What does a cell of a KoBo export say, where it holds a choice or several? Other cells read as those of any file."""

from autan.formats.core.cell_reading import UnreadableCellError
from autan.formats.core.tables import code_of_words
from autan.formats.importers.kobo.fields import KoboField
from autan.formats.importers.xlsform.building import raw_codes
from autan.questionnaires.core.kinds import QuestionKind
from autan.questionnaires.core.questionnaire import OTHER, ChoiceList, Question
from autan.questionnaires.core.spread.columns import FlatCell, Path


def read_several(each: KoboField, text: str) -> dict[Path, FlatCell]:
    """Read the codes, separated by blanks, of several choices; in full text, the labels stand whole in their order.

    Raises:
        UnreadableCellError: something in the text is no choice of the list.
    """
    if each.choices is None:
        return {each.path: text}
    raw = raw_codes(each.choices)
    words = text.split()
    if not all(word in raw or word == OTHER for word in words):
        words = _labels_in(text, each.choices)
    codes = [OTHER if word == OTHER else raw.get(word, word) for word in words]
    if each.question.kind is QuestionKind.RANKING:
        return {(code,): rank for rank, code in enumerate(codes, start=1)}
    return {("choices", code): 1 for code in codes if code != OTHER}


def _labels_in(text: str, choices: ChoiceList) -> list[str]:
    """Cut a text into labels of a list, the longest first; what is no label is refused."""
    labels = sorted(
        ((label, choice.code) for choice in choices.choices for label in (choice.label.fr, choice.label.en) if label),
        key=lambda pair: -len(pair[0]),
    )
    rest, found = text.strip(), []
    while rest:
        match = next(((label, code) for label, code in labels if rest.casefold().startswith(label.casefold())), None)
        if match is None:
            expected = f"des choix parmi : {', '.join(raw_codes(choices))}"
            raise UnreadableCellError(expected)
        found.append(match[1])
        rest = rest[len(match[0]) :].lstrip(" ,;")
    return found


def read_choice(question: Question, choices: ChoiceList, text: str) -> str:
    """Read one choice, by the code that the form gives it or by its label.

    Raises:
        UnreadableCellError: the text is no choice of the list.
    """
    raw = raw_codes(choices)
    if text in raw:
        return raw[text]
    if question.allows_other and text.casefold() in {OTHER, "autre, à préciser", "other, please specify"}:
        return OTHER
    code = code_of_words({choice.code: choice.label for choice in choices.choices}, text)
    if code is None:
        expected = f"un choix parmi : {', '.join(raw)}"
        raise UnreadableCellError(expected)
    return code
