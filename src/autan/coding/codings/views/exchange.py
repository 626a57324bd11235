"""The pages of exchange: codebooks, projects and codings taken in."""

from django.http import HttpRequest, HttpResponse

from autan.coding.codings.actions.project_imports import codebook_import, codings_import, project_import
from autan.coding.codings.forms import CodebookUploadForm
from autan.coding.codings.queries.corpora import get_corpus
from autan.coding.codings.views.entering import ON_NETWORK, keep_codebook, keep_network
from autan.evidence.imports.views import ImportPage
from autan.people.accounts.access import guarded, signed_in


@guarded(ON_NETWORK)
@signed_in
def import_codebook(request: HttpRequest, network: str) -> HttpResponse:
    """Take in a codebook of a file."""
    _person, record = keep_network(request, network)
    return ImportPage(
        request=request,
        importing=codebook_import(record),
        form=CodebookUploadForm,
        template="coding/imports.html",
        context={"network": record, "is_codebook": True},
    ).answer()


@guarded(ON_NETWORK)
@signed_in
def import_project(request: HttpRequest, network: str) -> HttpResponse:
    """Take in a whole project of another tool."""
    _person, record = keep_network(request, network)
    return ImportPage(
        request=request,
        importing=project_import(record),
        form=CodebookUploadForm,
        template="coding/imports.html",
        context={"network": record, "is_project": True},
    ).answer()


@guarded(ON_NETWORK)
@signed_in
def import_codings(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Take in the codings of a project whose texts are those of a corpus."""
    _person, record = keep_codebook(request, network, codebook)
    corpus = get_corpus(network, record.slug, address)
    return ImportPage(
        request=request,
        importing=codings_import(corpus),
        template="coding/imports.html",
        context={"network": corpus.codebook.network, "corpus": corpus},
    ).answer()
