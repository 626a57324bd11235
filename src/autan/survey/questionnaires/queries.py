"""The only readers of questionnaires."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import PurePath
from typing import Any

from django.db.models import Count, Q, QuerySet

from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import Fault, ImportFileError, UnknownError, known
from autan.ground.registry import registered
from autan.ground.tables.importers.archives import only_file
from autan.ground.tables.importers.yaml_document import read_document
from autan.ground.web.queries import free_slug
from autan.ground.wordings import Sentence
from autan.people.accounts.models import Person
from autan.survey.questionnaires.core.questionnaire import Questionnaire
from autan.survey.questionnaires.exporters.yaml_file import write_questionnaire
from autan.survey.questionnaires.importers import check_questionnaire, questionnaire_models, read_questionnaire
from autan.survey.questionnaires.models import QuestionnaireDraft, QuestionnaireVersion
from autan.territories.networks.queries.people import coordinated_networks

# Reads questionnaires being written.


class UnknownDraftError(UnknownError):
    """No questionnaire is being written under this slug."""

    def __init__(self, slug: str) -> None:
        super().__init__("aucun brouillon «\u202f{slug}\u202f»", slug=slug)


def list_drafts(person: Person) -> Sequence[QuestionnaireDraft]:
    """Return the drafts that an author may write, the last changed first. Two queries."""
    return list(_drafts_of(person).select_related("updated_by", "based_on"))


def count_drafts(person: Person) -> int:
    """Return how many drafts an author may write. Two queries."""
    return _drafts_of(person).count()


def _drafts_of(person: Person) -> QuerySet[QuestionnaireDraft]:
    networks = coordinated_networks(person)
    return QuestionnaireDraft.objects.filter(Q(network__in=networks) | Q(network__isnull=True))


def find_draft(slug: str, *, reader: Reader) -> QuestionnaireDraft:
    """Return a draft with who changed it last, to one of its authors. One query, and that of the right."""
    drafts = QuestionnaireDraft.objects.select_related("updated_by", "based_on", "network")
    draft = drafts.filter(slug=slug).first()
    if draft is None or not reader.has_perm("questionnaires.author", draft):
        raise UnknownDraftError(slug)
    return draft


def find_model(slug: str) -> Questionnaire:
    """Return a questionnaire that a network may start from."""
    models = {model.slug: model for model in questionnaire_models()}
    return known(models.get(slug), "aucun modèle «\u202f{slug}\u202f»", slug=slug)


def with_own_slug(questionnaire: Questionnaire) -> Questionnaire:
    """Return a questionnaire under a slug that no draft and no version has. Two queries."""
    slug = free_slug(QuestionnaireVersion.objects.all(), questionnaire.slug, QuestionnaireDraft.objects.all())
    return replace(questionnaire, slug=slug)


def tree_of(document: str, slug: str) -> Mapping[str, Any]:
    """Return the values of the document of a draft, which was checked when it was written."""
    value = read_document(document, slug).value
    if not isinstance(value, Mapping):
        raise UnknownDraftError(slug)
    return value


# Questions that were asked before, which a new question may continue. The room that asks registers them.


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierQuestions:
    """Where the campaigns that asked questions are found.

    `find`: gives the reader of the questionnaire of each campaign held here, by slug, latest first.
    """

    find: Callable[[], Mapping[str, Callable[[], Questionnaire]]]


def asked_questionnaires() -> dict[str, Callable[[], Questionnaire]]:
    """Return the reader of the questionnaire of each campaign held here, by slug."""
    return {slug: read for earlier in registered(EarlierQuestions) for slug, read in earlier.find().items()}


# Formats of questionnaire files that the product reads and writes. Rooms above register theirs.


type Read = Callable[[bytes, str, date], tuple[Questionnaire, tuple[Fault, ...]]]
type Write = Callable[[Questionnaire], tuple[bytes, tuple[Fault, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireFormat:
    """One format of questionnaire files.

    Attributes:
        name: what pages call it, the same for the files of one tool.
        extensions: endings of the names of its files, with their dot; the first one is used to offer the file.
        read: takes the content, the name of the file and the day given to a questionnaire that tells none; answers the
            questionnaire and what could be better in it. None when the format is only written.
        write: takes the questionnaire; answers the content and what the format does not hold. None when the format is
            only read.
    """

    name: str
    extensions: tuple[str, ...]
    media_type: str
    read: Read | None = None
    write: Write | None = None
    is_offered: bool = False


def offered_formats() -> dict[str, QuestionnaireFormat]:
    """Return the formats that pages offer for download, by extension without its dot."""
    return {
        file_format.extensions[0].removeprefix("."): file_format
        for file_format in registered(QuestionnaireFormat)
        if file_format.is_offered
    }


def list_read_formats() -> dict[str, list[str]]:
    """Return the endings of the files that can be read, by name of their format."""
    extensions: dict[str, list[str]] = {}
    for file_format in registered(QuestionnaireFormat):
        extensions.setdefault(file_format.name, []).extend(file_format.extensions if file_format.read else ())
    return extensions


def read_questionnaire_file(data: bytes, file: str, *, version: date) -> tuple[Questionnaire, tuple[Fault, ...]]:
    """Read a questionnaire, or the only one of a zip, and what could be better in it, as warnings with their place.

    Raises ImportFileError: with every fault of the file, or when its extension is not known.
    """
    if PurePath(file).suffix.lower() == ".zip":
        data, file = only_file(data, file, set(chain.from_iterable(list_read_formats().values())))
    return _format_for(file, lambda file_format: file_format.read)(data, file, version)


def convert_questionnaire(questionnaire: Questionnaire, file: str) -> tuple[bytes, tuple[Fault, ...]]:
    """Return a questionnaire as a file of the format of a file name, and what that format does not hold.

    Raises ImportFileError when the extension is not one that we write, or the questionnaire would not read back.
    """
    return _format_for(file, lambda file_format: file_format.write)(questionnaire)


def _format_for[T](file: str, act: Callable[[QuestionnaireFormat], T | None]) -> T:
    """Return the function that reads or writes a file, by the extension of its name."""
    by_extension = {
        extension: act(file_format)
        for file_format in registered(QuestionnaireFormat)
        for extension in file_format.extensions
    }
    extension = PurePath(file).suffix.lower()
    handler = by_extension.get(extension)
    if handler is None:
        known = ", ".join(sorted(name for name, other in by_extension.items() if other))
        raise ImportFileError(
            file, [Fault(value=extension or None, expected=Sentence("un fichier {known}", known=known))]
        )
    return handler


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


# Reads the versions of questionnaires that are kept.


class UnknownVersionError(UnknownError):
    """No version of this questionnaire is kept under this day."""

    def __init__(self, slug: str, day: str) -> None:
        super().__init__("aucune version de «\u202f{slug}\u202f» du {day}", slug=slug, day=day)


def list_versions() -> list[QuestionnaireVersion]:
    """Return every version, newest first of each questionnaire; `asked` is how many campaigns ask it. One query."""
    counted = QuestionnaireVersion.objects.annotate(asked=Count("campaigns"))
    return list(counted.order_by("slug", "-version"))  # the order of the model is lost where rows are counted


def find_version(slug: str, day: str) -> QuestionnaireVersion:
    """Return a version by its day in ISO form. One query."""
    try:
        questionnaire_version = QuestionnaireVersion.objects.filter(slug=slug, version=date.fromisoformat(day)).first()
    except ValueError:
        questionnaire_version = None
    if questionnaire_version is None:
        raise UnknownVersionError(slug, day)
    return questionnaire_version


@lru_cache(maxsize=16)
def parse_questionnaire(document: str, slug: str) -> Questionnaire:
    """Read a kept document, once for each version; it was checked when it was recorded."""
    return read_questionnaire(document, slug)
