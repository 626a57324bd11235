"""Formats of questionnaire files that the product reads and writes. Rooms above register theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from autan.ground.errors import Fault, ImportFileError, Sentence
from autan.ground.registry import registered
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from autan.survey.questionnaires.importers.questionnaire_yaml import check_questionnaire

type Read = Callable[[bytes, str, date], tuple[Questionnaire, tuple[Fault, ...]]]
type Write = Callable[[Questionnaire], tuple[bytes, tuple[Fault, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireFormat:
    """One format of questionnaire files.

    Attributes:
        name: what pages call it, the same for the files of one tool.
        extensions: endings of the names of its files, with their dot; the first one is used to offer the file.
        media_type: what a web server says of such a file.
        read: takes the content, the name of the file and the day given to a questionnaire that tells none; answers the
            questionnaire and what could be better in it. None when the format is only written.
        write: takes the questionnaire; answers the content and what the format does not hold. None when the format is
            only read.
        is_offered: True when pages offer it for download.
    """

    name: str
    extensions: tuple[str, ...]
    media_type: str
    read: Read | None = None
    write: Write | None = None
    is_offered: bool = False


def offered_formats() -> dict[str, QuestionnaireFormat]:
    """Return the formats that pages offer for download, by extension without its dot."""
    return {each.extensions[0].removeprefix("."): each for each in registered(QuestionnaireFormat) if each.is_offered}


def list_read_formats() -> dict[str, list[str]]:
    """Return the endings of the files that can be read, by name of their format."""
    found: dict[str, list[str]] = {}
    for each in registered(QuestionnaireFormat):
        found.setdefault(each.name, []).extend(each.extensions if each.read else ())
    return found


def read_questionnaire_file(data: bytes, file: str, *, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a questionnaire and what could be better in it, as warnings with their place.

    Raises:
        ImportFileError: with every fault of the file, or when its extension is not known.
    """
    return _for(file, lambda each: each.read)(data, file, version)


def convert_questionnaire(questionnaire: Questionnaire, file: str) -> tuple[bytes, tuple[Fault, ...]]:
    """Return a questionnaire as a file of the format of a file name, and what that format does not hold.

    Raises:
        ImportFileError: the extension is not one that we write, or the questionnaire would not read back.
    """
    return _for(file, lambda each: each.write)(questionnaire)


def _for[T](file: str, act: Callable[[QuestionnaireFormat], T | None]) -> T:
    """What reads or writes a file, by the extension of its name."""
    by_extension = {extension: act(each) for each in registered(QuestionnaireFormat) for extension in each.extensions}
    extension = PurePath(file).suffix.lower()
    found = by_extension.get(extension)
    if found is None:
        known = ", ".join(sorted(name for name, each in by_extension.items() if each))
        raise ImportFileError(
            file, [Fault(value=extension or None, expected=Sentence("un fichier {known}", known=known))]
        )
    return found


def _read_yaml(data: bytes, file: str, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    del version  # the document tells its own
    try:
        return check_questionnaire(data.decode("utf-8"), file)
    except UnicodeDecodeError:
        raise ImportFileError(file, [Fault(expected="un fichier texte en UTF-8")]) from None


def _write_yaml(questionnaire: Questionnaire) -> tuple[bytes, tuple[Fault, ...]]:
    text = write_questionnaire(questionnaire)
    check_questionnaire(text, questionnaire.slug)  # refused when it would not read back
    return text.encode(), ()


OWN_FORMAT = QuestionnaireFormat(
    name="YAML",
    extensions=(".yaml", ".yml"),
    media_type="application/yaml; charset=utf-8",
    read=_read_yaml,
    write=_write_yaml,
    is_offered=True,
)
"""The format in which questionnaires are kept."""
