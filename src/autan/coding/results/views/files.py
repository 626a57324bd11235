"""Every file of a codebook or of a corpus, taken away."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from autan.coding.codings.models import NetworkCodebook
from autan.coding.codings.queries.codebooks import get_codebook, read_version
from autan.coding.codings.queries.corpora import UnknownCorpusError, readable_corpora, view_corpus
from autan.coding.codings.views.entering import ON_CORPUS, read_corpus
from autan.coding.results.renderers import CODEBOOK_FILES, CODER_FILES, MEDIA_TYPES, REPORT_FILES
from autan.ground.errors import UnknownError
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, person_of
from autan.people.journal.actions import require_right


@guarded("who keeps it may take a codebook away, and who may read something coded with it")
@require_safe
def codebook_file(request: HttpRequest, network: str, codebook: str, extension: str) -> HttpResponse:
    """A codebook as a file."""
    record = get_codebook(network, codebook)
    if extension not in CODEBOOK_FILES:
        raise UnknownError(extension)
    if not request.user.has_perm("coding.keep_codebooks", record.network) and not _is_readable(request, record):
        raise UnknownCorpusError(codebook)
    return attached(CODEBOOK_FILES[extension](read_version(record)), f"{codebook}.{extension}", MEDIA_TYPES[extension])


def _is_readable(request: HttpRequest, record: NetworkCodebook) -> bool:
    corpora = readable_corpora(request.user, [record.network_id])
    return any(corpus.codebook_id == record.pk for corpus in corpora)


@guarded(ON_CORPUS)
@require_safe
def corpus_file(
    request: HttpRequest, network: str, codebook: str, address: str, name: str, extension: str
) -> HttpResponse:
    """The report of a corpus, or, for those who code, its texts and every coding."""
    corpus = read_corpus(request, network, codebook, address)
    if name == "rapport" and extension in REPORT_FILES:
        return attached(
            REPORT_FILES[extension](view_corpus(corpus)), f"rapport-{address}.{extension}", MEDIA_TYPES[extension]
        )
    if name != "codages" or extension not in CODER_FILES:
        raise UnknownError(name)
    require_right(person_of(request), "coding.discuss_codings", on=corpus)
    mark = "-reseau-invente" if corpus.codebook.network.is_invented else ""
    return attached(
        CODER_FILES[extension](view_corpus(corpus)), f"codages-{address}{mark}.{extension}", MEDIA_TYPES[extension]
    )
