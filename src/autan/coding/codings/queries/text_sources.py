"""The texts of a corpus as they stand, who may read what is counted of them, and documents of other tools."""

from datetime import date

from autan.coding.codings.core.project import QdaProject
from autan.coding.codings.core.qda.incoming import incoming_codebook
from autan.coding.codings.importers.project import read_qda_project
from autan.coding.codings.models import DOCUMENTS, Corpus, Document
from autan.evidence.figures.core.codable_texts import AvailableTextSet, CodableText, TextSet
from autan.evidence.figures.queries.codable_texts import TextSource, UnknownTextsError, source_of
from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import known
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.territories.networks.queries.networks import get_network

_GROUP = Sentence("Projets repris")


def documents_address(network: str, project: str) -> str:
    """Write the address of the texts of a project."""
    return f"{network}.{project}"


def offer_projects(network: str) -> list[AvailableTextSet]:
    """Return the projects whose texts were taken in. One query."""
    slugs = (
        Document.objects.filter(network__slug=network).order_by("project").values_list("project", flat=True).distinct()
    )
    return [
        AvailableTextSet(kind=DOCUMENTS, address=documents_address(network, slug), label=Text(slug, ""), group=_GROUP)
        for slug in slugs
    ]


def read_project(address: str) -> TextSet | None:
    """Return the texts of a project, or None. One query."""
    network, _, project = address.partition(".")
    texts = tuple(document.as_core() for document in Document.objects.filter(network__slug=network, project=project))
    if not texts:
        return None
    return TextSet(
        kind=DOCUMENTS,
        address=address,
        network=network,
        label=Text(project, ""),
        group=_GROUP,
        period=Period.undated(),
        asked=(),
        texts=tuple(text for text in texts if text.text.strip()),
    )


def find_document(address: str, key: str) -> CodableText | None:
    """Return one text of a project, or None. One query."""
    network, _, project = address.partition(".")
    document = Document.objects.filter(network__slug=network, project=project, guid=key.rpartition("/")[2]).first()
    return document.as_core() if document else None


def version_of_documents(address: str) -> str:
    """Return the number of the texts of a project: they never change."""
    network, _, project = address.partition(".")
    return str(Document.objects.filter(network__slug=network, project=project).count())


DOCUMENT_TEXTS = TextSource(
    kind=DOCUMENTS,
    offer=offer_projects,
    read=read_project,
    find=find_document,
    may_read=lambda reader, address: reader.has_perm("coding.keep_codebooks", get_network(address.partition(".")[0])),
    version=version_of_documents,
)


def kept_project(corpus: Corpus) -> QdaProject:
    """Return what is kept; a project with nothing in it for texts of Autan."""
    if not corpus.kept_project:
        return QdaProject(name="")
    project, _remarks = read_qda_project(corpus.kept_project.encode(), "project.qde")
    return project


def kept_guids(original: QdaProject) -> dict[str, str]:
    """Return the identifier of each code that came with a project, by the key that it was then given."""
    _codebook, keys = incoming_codebook(original.codebook, slug="kept", title=Text(original.name, ""), day=date.min)
    return {key: guid for guid, key in keys.items()}


def read_texts(corpus: Corpus) -> TextSet:
    """Return the texts of a corpus, as they stand."""
    texts = source_of(corpus.kind).read(corpus.address)
    return known(texts, corpus.address, UnknownTextsError)


def get_text(corpus: Corpus, key: str) -> CodableText:
    """Return one text of a corpus, as it stands."""
    text = source_of(corpus.kind).find(corpus.address, key)
    return known(text, key, UnknownTextsError)


def may_read_counts(reader: Reader, corpus: Corpus) -> bool:
    """Say whether a reader may read what was counted: once it is shown, who may read the texts; before, who codes."""
    if corpus.shown_at is not None and source_of(corpus.kind).may_read(reader, corpus.address):
        return True
    return reader.has_perm("coding.discuss_codings", corpus)
