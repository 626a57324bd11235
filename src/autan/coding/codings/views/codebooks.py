"""The pages of codebooks: those of every network, one with its tree, one code to change, files taken in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.coding.codings.actions.codebooks import add_corpus, record_codebook, revise_codebook
from autan.coding.codings.actions.project_imports import codebook_import, codings_import, project_import
from autan.coding.codings.core.codebook import Codebook, CodebookError
from autan.coding.codings.forms import EDITS, AddCorpusForm, CodebookUploadForm, EditForm
from autan.coding.codings.models import Corpus, NetworkCodebook
from autan.coding.codings.presenters.codebooks import present_codebook, present_home, present_network
from autan.coding.codings.queries.codebooks import get_codebook, read_version, shipped_codebooks
from autan.coding.codings.queries.corpora import UnknownCorpusError, corpora_of, get_corpus, readable_corpora
from autan.coding.codings.queries.text_sources import may_read_counts
from autan.evidence.imports.views import answer_import
from autan.ground.errors import UnknownError
from autan.ground.texts.core.notation import read_whole
from autan.ground.texts.refusals import sentence_words
from autan.ground.web.forms.sending import report_outcome, sent_data
from autan.people.accounts.access import guarded, guarded_act, guarded_form, person_of, public
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right
from autan.territories.networks.models import Network
from autan.territories.networks.queries.networks import get_network

ON_NETWORK = "the right is that of coordinating this network"
ON_CORPUS = "the right depends on what is coded, and on whether it is shown"


def keep_network(request: HttpRequest, network: str) -> tuple[Person, Network]:
    """Return who keeps the codebooks of a network, and the network."""
    person, record = person_of(request), get_network(network)
    require_right(person, "coding.keep_codebooks", on=record)
    return person, record


def keep_codebook(request: HttpRequest, network: str, codebook: str) -> tuple[Person, NetworkCodebook]:
    """Return who keeps a codebook, and the codebook."""
    person, _network = keep_network(request, network)
    return person, get_codebook(network, codebook)


def code_corpus(request: HttpRequest, network: str, codebook: str, address: str) -> tuple[Person, Corpus]:
    """Return who codes a corpus, and the corpus."""
    person, corpus = person_of(request), get_corpus(network, codebook, address)
    require_right(person, "coding.code_texts", on=corpus)
    return person, corpus


def read_corpus(request: HttpRequest, network: str, codebook: str, address: str) -> Corpus:
    """Return a corpus whose counts the reader may read."""
    corpus = get_corpus(network, codebook, address)
    if not may_read_counts(request.user, corpus):
        raise UnknownCorpusError(corpus.key)
    return corpus


@public
def home(request: HttpRequest) -> HttpResponse:
    """Show what was coded, network by network, as far as the reader may read it."""
    return render(request, "coding/home.html", {"sections": present_home(request.user)})


@guarded_form(ON_NETWORK)
def network(request: HttpRequest, network: str) -> HttpResponse:
    """The codebooks of a network, and those that ship, to be taken in."""
    person, record = keep_network(request, network)
    if request.method == "POST":
        slug = request.POST.get("shipped", "")
        codebook = next((shipped for shipped in shipped_codebooks() if shipped.slug == slug), None)
        if codebook is None:
            raise UnknownError(slug)
        record_codebook(by=person, network=record, codebook=codebook)
        return redirect("coding:codebook", network=network, codebook=slug)
    return render(request, "coding/network.html", {"network": record, **present_network(record)})


@guarded("who keeps it sees a codebook; others, once something coded with it is shown to them")
def codebook(request: HttpRequest, network: str, codebook: str) -> HttpResponse:
    """A codebook in one of its versions, with its history and what is coded with it."""
    record = get_codebook(network, codebook)
    query = request.GET.get("version", "")
    readable = [corpus for corpus in readable_corpora(request.user, [network]) if corpus.codebook_id == record.pk]
    may_keep = request.user.has_perm("coding.keep_codebooks", record.network)
    if not (readable or may_keep):
        raise UnknownCorpusError(codebook)
    shown = read_version(record, read_whole(query))
    corpora = corpora_of(record) if may_keep else readable
    addresses = [corpus.address for corpus in corpora]
    context = {
        "network": record.network,
        **present_codebook(record, shown),
        "corpora": corpora,
        "may_keep": may_keep,
        "texts_form": AddCorpusForm(network=network, addresses=addresses) if may_keep else None,
    }
    return render(request, "coding/codebook.html", context)


@guarded_act(ON_NETWORK)
def add_texts(request: HttpRequest, network: str, codebook: str) -> HttpResponse:
    """Code a set of texts with a codebook."""
    person, record = keep_codebook(request, network, codebook)
    form = AddCorpusForm(request.POST, network=network)
    with report_outcome(request):
        corpus = add_corpus(by=person, codebook=record, address=sent_data(form)["address"])
        return redirect("coding:screen", network=network, codebook=codebook, address=corpus.address)
    return redirect("coding:codebook", network=network, codebook=codebook)


@guarded_form(ON_NETWORK)
def edit(request: HttpRequest, network: str, codebook: str, key: str) -> HttpResponse:
    """One code to change, or a new one: each edit makes a version."""
    person, record = keep_codebook(request, network, codebook)
    version = read_version(record)
    code = version.code(key) if key in version else None
    if key and code is None:
        raise UnknownError(key)
    kinds = [kind for kind in EDITS if (kind == "add") == (code is None)]
    sent = request.POST.get("kind", "")
    forms = {kind: EDITS[kind](request.POST if kind == sent else None, codebook=version, code=code) for kind in kinds}
    if sent in forms and forms[sent].is_valid() and _revise(request, person, record, forms[sent]):
        return redirect("coding:codebook", network=network, codebook=codebook)
    context = {
        "network": record.network,
        "record": record,
        "title": version.title,
        "code": code,
        "forms": forms,
        "version": version.version,
    }
    return render(request, "coding/code.html", context, status=422 if sent in forms else 200)


def _revise(request: HttpRequest, person: Person, record: NetworkCodebook, form: EditForm) -> bool:
    """Keep the next version; what the codebook refuses is said on the form."""
    try:
        revised: Codebook = revise_codebook(
            by=person, codebook=record, based_on=form.cleaned_data["based_on"], edit=form.edit(timezone.localdate())
        )
    except CodebookError as error:
        form.add_error(None, _("Attendu\u00a0: %(reason)s.") % {"reason": sentence_words(error.reason)})
        return False
    messages.success(
        request, _("Version %(number)d enregistrée\u202f; aucun codage n’a bougé.") % {"number": revised.version}
    )
    return True


@guarded_form(ON_NETWORK)
def import_codebook(request: HttpRequest, network: str) -> HttpResponse:
    """Take in a codebook of a file."""
    _person, record = keep_network(request, network)
    context = {"network": record, "is_codebook": True}
    return answer_import(request, codebook_import(record), "coding/imports.html", context, form=CodebookUploadForm)


@guarded_form(ON_NETWORK)
def import_project(request: HttpRequest, network: str) -> HttpResponse:
    """Take in a whole project of another tool."""
    _person, record = keep_network(request, network)
    context = {"network": record, "is_project": True}
    return answer_import(request, project_import(record), "coding/imports.html", context, form=CodebookUploadForm)


@guarded_form(ON_NETWORK)
def import_codings(request: HttpRequest, network: str, codebook: str, address: str) -> HttpResponse:
    """Take in the codings of a project whose texts are those of a corpus."""
    _person, record = keep_codebook(request, network, codebook)
    corpus = get_corpus(network, record.slug, address)
    context = {"network": corpus.codebook.network, "corpus": corpus}
    return answer_import(request, codings_import(corpus), "coding/imports.html", context)
