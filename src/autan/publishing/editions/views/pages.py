"""The pages of the syntheses: their list, one of them, its files, its charts and maps, two compared, its review."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from autan.ground.documents.renderers.kinds import MEDIA_TYPES, new_document
from autan.ground.errors import ConflictError, RuleError
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.sending import report_outcome, sent_data
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_act, person_of, signed_in
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right
from autan.people.prepared_files.access import heavy
from autan.plans.plans.queries.plans import find_plan
from autan.publishing.edition_files.core import FORMATS
from autan.publishing.edition_files.presenters.edition import present_files
from autan.publishing.edition_files.queries.dossiers import picture_path, published_file
from autan.publishing.editions.actions.reviewing import (
    answer_correction,
    cancel_review,
    record_referent_opinion,
    reply_for_member,
    submit_edition,
)
from autan.publishing.editions.forms import AnswerForm, OpinionForm, SubmissionForm
from autan.publishing.editions.models import Edition, Publication
from autan.publishing.editions.presenters.comparisons import present_comparison, write_comparison
from autan.publishing.editions.presenters.reviews import present_review
from autan.publishing.editions.queries.comparisons import publications_of_network, publications_to_compare
from autan.publishing.editions.queries.editions import (
    UnknownEditionError,
    coordinated_networks,
    get_edition,
    is_public,
    latest_publication,
    list_editions,
    read_source,
)
from autan.publishing.editions.queries.writing import last_review, possible_referents
from autan.publishing.editions.renderers.comparison_document import render_comparison
from autan.publishing.editions.renderers.edition_page import build_illustration, build_page, find_page
from autan.publishing.editions.renderers.plan_deck import render_plan_deck
from autan.publishing.living_text.core.claims import is_picture_file
from autan.territories.networks.queries.networks import document_template, get_network

_TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    **MEDIA_TYPES,
}


@guarded("a draft is for those who hold a mandate on its network")
def editions(request: HttpRequest) -> HttpResponse:
    """The syntheses: published ones for everybody, drafts for those who hold a mandate; the only one at once."""
    editions = [
        edition
        for edition in list_editions()
        if (edition.publications.all() and edition.withdrawn_on is None) or _reads_draft(request, edition)
    ]
    prepares = request.user.is_authenticated and bool(coordinated_networks(person_of(request)))
    if len(editions) == 1 and not prepares:
        return redirect("synthesis:edition", slug=editions[0].slug)
    return render(request, "synthesis/edition_list.html", {"editions": editions, "prepares": prepares})


@guarded("a plan that is not published is read by those of its territories and networks")
@heavy
def plan_deck(request: HttpRequest, slug: str) -> HttpResponse:
    """A plan as slides, for a council or a meeting."""
    content = find_plan(slug, reader=request.user)
    deck = render_plan_deck(content, reader=request.user, today=timezone.localdate())
    return attached(deck, f"{slug}.pptx", _TYPES["pptx"])


@guarded("a draft is for those who hold a mandate on its network")
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """One synthesis, its figures read today."""
    edition, publication = _find(request, slug)
    if edition.withdrawn_on:
        return render(request, "synthesis/withdrawn.html", {"edition": edition}, status=410)
    context = {
        "edition": edition,
        "publication": publication,
        "page": find_page(edition, publication),
        "files": present_files([name for name in FORMATS if published_file(slug, name) is not None]),
    }
    return render(request, "synthesis/edition.html", context)


@guarded("a draft is for those who hold a mandate on its network")
def illustration(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The trace of a chart or map: every value that it draws, and what they rest on."""
    edition, publication = _find(request, slug)
    _require_not_withdrawn(edition)
    dossier = read_source(publication.source if publication else edition.source, edition.file, has_cards=True)
    page = build_illustration(dossier, name)
    if page is None:
        message = f"{slug}: no illustration {name!r}"
        raise Http404(message)
    return render(request, "synthesis/illustration.html", {"edition": edition, "page": page})


@guarded("a draft is for those who hold a mandate on its network")
def file(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """One published file: the PDF is shown by the browser, the others are to be kept; none twice where it is kept."""
    edition, _publication = _find(request, slug)
    _require_not_withdrawn(edition)
    path = published_file(slug, extension)
    if path is None:
        message = f"{slug}: no {extension} was published"
        raise Http404(message)
    modified = int(path.stat().st_mtime)
    if (not_modified := get_conditional_response(request, last_modified=modified)) is not None:
        return not_modified
    response = FileResponse(
        path.open("rb"), as_attachment=extension != "pdf", filename=path.name, content_type=_TYPES[extension]
    )
    response.headers["Content-Language"] = edition.language
    response.headers["Last-Modified"] = http_date(modified)
    return response


@guarded("a draft is for those who hold a mandate on its network")
def picture(request: HttpRequest, slug: str, name: str) -> FileResponse:
    """A picture of the text: what was last published, or the draft for those who may read it."""
    edition, publication = _find(request, slug)
    _require_not_withdrawn(edition)
    sources = [publication.source if publication else ""]
    if _reads_draft(request, edition):
        sources.append(edition.source)
    path = picture_path(name)
    # the name of a file gives no right: a text that this reader may read must show the picture
    if not (is_picture_file(name) and any(name in source for source in sources) and path.is_file()):
        message = f"{slug}: no picture {name}"
        raise Http404(message)
    return FileResponse(path.open("rb"), content_type="image/jpeg")


def _find(request: HttpRequest, slug: str) -> tuple[Edition, Publication | None]:
    """An edition and what was last published of it; a draft exists only for those who may read it."""
    edition = get_edition(slug)
    publication = latest_publication(edition)
    if publication is None and not _reads_draft(request, edition):
        raise UnknownEditionError(slug, [])
    return edition, publication


def _require_not_withdrawn(edition: Edition) -> None:
    """Refuse what belongs to an edition that was withdrawn."""
    if edition.withdrawn_on:
        raise UnknownEditionError(edition.slug, [])


def _reads_draft(request: HttpRequest, edition: Edition) -> bool:
    return request.user.has_perm("synthesis.read_draft", edition)


@guarded("what is published and stands is for everybody")
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed between the last publication of an edition and another: figures and why, then the text."""
    edition = get_edition(slug)
    if not is_public(edition):
        raise UnknownEditionError(slug, [])
    try:
        before, after = publications_to_compare(edition, request.GET.get("avec", ""))
    except RuleError as error:
        messages.info(request, refusal_words(error))
        return redirect("synthesis:edition", slug=slug)
    comparison = present_comparison(before, after)
    kind = request.GET.get("format", "")
    if kind == "csv":
        return attached(write_comparison(comparison), f"comparaison-{slug}.csv", "text/csv; charset=utf-8")
    if kind in MEDIA_TYPES:
        document = new_document(kind, document_template(edition.network, kind))
        return attached(render_comparison(document, comparison), f"comparaison-{slug}.{kind}", MEDIA_TYPES[kind])
    others = [publication for publication in publications_of_network(edition.network) if publication.pk != after.pk]
    return render(
        request, "synthesis/comparison.html", {"edition": edition, "comparison": comparison, "others": others}
    )


_DEPENDS = "a review is for those who hold a mandate on the network or one of its members"


def _reader(request: HttpRequest, slug: str) -> tuple[Person, Edition]:
    person, edition = person_of(request), get_edition(slug)
    require_right(person, "synthesis.read_draft", on=edition)
    return person, edition


@guarded(_DEPENDS)
@signed_in
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the review of an edition stands, and what this person may do in it."""
    person, edition = _reader(request, slug)
    writes = person.has_perm("synthesis.write_edition", get_network(edition.network))
    page = present_review(edition, person, today=timezone.localdate())
    for line in page["lines"] if page else ():
        own: dict[str, Any] = {"initial": {"siren": line["siren"]}, "auto_id": f"{line['siren'] or 'referent'}_%s"}
        line |= {"opinion_form": OpinionForm(**own), "answer_form": AnswerForm(**own)}
    context = {
        "edition": edition,
        "page": page,
        "writes": writes,
        "form": SubmissionForm(referents=possible_referents(edition.network)) if writes else None,
    }
    return render(request, "synthesis/review.html", context)


@guarded(_DEPENDS)
@signed_in
def submitted_text(request: HttpRequest, slug: str) -> HttpResponse:
    """The text as it was submitted, its figures of today."""
    _person, edition = _reader(request, slug)
    last = last_review(edition)
    if last is not None:
        edition.source = last.source  # shown, never saved: the reviewers read what was submitted
    return render(
        request, "synthesis/edition.html", {"edition": edition, "publication": None, "page": build_page(edition, None)}
    )


@guarded_act(_DEPENDS)
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Submit, give an opinion, answer, give up: each asks its own right."""
    person, _edition = _reader(request, slug)
    with report_outcome(request, _("C’est noté, avec votre nom et la date."), also=(ConflictError,)):
        _act(request, person, slug)
    return redirect("synthesis:review", slug=slug)


def _act(request: HttpRequest, person: Person, slug: str) -> None:
    match request.POST.get("act", ""):
        case "submit":
            form = SubmissionForm(request.POST, referents=possible_referents(get_edition(slug).network))
            submit_edition(by=person, slug=slug, **sent_data(form))
        case "answer":
            data = sent_data(AnswerForm(request.POST))
            answer_correction(by=person, slug=slug, siren=data["siren"], answer=data["text"])
        case "give_up":
            cancel_review(by=person, slug=slug)
        case _:
            data = sent_data(OpinionForm(request.POST))
            if siren := data.pop("siren"):
                reply_for_member(by=person, slug=slug, siren=siren, **data)
            else:
                record_referent_opinion(by=person, slug=slug, **data)
