"""The pages of exchange: codebooks, projects and codings taken in, and every file taken away."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from autan.accounts.access import guarded, person_of, signed_in
from autan.coding.actions.project_imports import codebook_import, codings_import, project_import
from autan.coding.forms.codebooks import CodebookUploadForm
from autan.coding.models import NetworkCodebook
from autan.coding.queries.codebooks import get_codebook, read_version
from autan.coding.queries.corpora import UnknownCorpusError, get_corpus, readable_corpora, view_corpus
from autan.coding.renderers.corpus_files import CODEBOOK_FILES, CODER_FILES, MEDIA_TYPES, REPORT_FILES
from autan.coding.views.entering import ON_CORPUS, ON_NETWORK, keep_codebook, keep_network, read_corpus
from autan.errors import UnknownError
from autan.intake.views import ImportPage
from autan.journal.actions import require_right


@guarded(ON_NETWORK)
@signed_in
def import_codebook(request: HttpRequest, network: str) -> HttpResponse:
    """Take in a codebook of a file."""
    _person, held = keep_network(request, network)
    context = {"network": held, "is_codebook": True}
    page = ImportPage(
        request=request,
        importing=codebook_import(held),
        form=CodebookUploadForm,
        template="coding/imports.html",
        context=context,
    )
    return page.answer()


@guarded(ON_NETWORK)
@signed_in
def import_project(request: HttpRequest, network: str) -> HttpResponse:
    """Take in a whole project of another tool."""
    _person, held = keep_network(request, network)
    page = ImportPage(
        request=request,
        importing=project_import(held),
        form=CodebookUploadForm,
        template="coding/imports.html",
        context={"network": held, "is_project": True},
    )
    return page.answer()


@guarded(ON_NETWORK)
@signed_in
def import_codings(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Take in the codings of a project whose texts are those of a corpus."""
    _person, record = keep_codebook(request, network, codebook)
    corpus = get_corpus(network, record.slug, address)
    page = ImportPage(
        request=request,
        importing=codings_import(corpus),
        template="coding/imports.html",
        context={"network": corpus.codebook.network, "corpus": corpus},
    )
    return page.answer()


@guarded("who keeps it may take a codebook away, and who may read something coded with it")
@require_safe
def codebook_file(request: HttpRequest, network: str, codebook: str, extension: str) -> HttpResponse:
    """A codebook as a file."""
    record = get_codebook(network, codebook)
    if extension not in CODEBOOK_FILES:
        raise UnknownError(extension)
    if not request.user.has_perm("coding.keep_codebooks", record.network) and not _is_readable(request, record):
        raise UnknownCorpusError(codebook)
    return _give(CODEBOOK_FILES[extension](read_version(record)), f"{codebook}.{extension}", extension)


def _is_readable(request: HttpRequest, record: NetworkCodebook) -> bool:
    found = readable_corpora(request.user, [record.network_id])
    return any(corpus.codebook_id == record.pk for corpus in found)


@guarded(ON_CORPUS)
@require_safe
def corpus_file(
    request: HttpRequest, network: str, codebook: str, address: str, name: str, extension: str
) -> HttpResponse:
    """The report of a corpus, or, for those who code, its texts and every coding."""
    corpus = read_corpus(request, network, codebook, address)
    if name == "rapport" and extension in REPORT_FILES:
        return _give(REPORT_FILES[extension](view_corpus(corpus)), f"rapport-{address}.{extension}", extension)
    if name != "codages" or extension not in CODER_FILES:
        raise UnknownError(name)
    require_right(person_of(request), "coding.discuss_codings", on=corpus)
    mark = "-reseau-invente" if corpus.codebook.network.is_invented else ""
    return _give(CODER_FILES[extension](view_corpus(corpus)), f"codages-{address}{mark}.{extension}", extension)


def _give(data: bytes, name: str, extension: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA_TYPES[extension])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
