"""The pages where who coordinates a network prepares its syntheses: taken in, checked, published, as Word and ODT."""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.imports.views import answer_import
from autan.ground.documents.renderers.kinds import MEDIA_TYPES
from autan.ground.errors import ConflictError, ImportFileError, NotAllowedError, RuleError
from autan.ground.texts.language import words
from autan.ground.texts.refusals import refusal_words, sentence_words
from autan.ground.web.forms.sending import act_on_form, refuse_change, report_outcome, resting_on
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded_act, guarded_form, person_of
from autan.people.journal.access import View
from autan.people.journal.actions import require_right
from autan.publishing.editions.actions.editions import edition_ref, withdraw_edition
from autan.publishing.editions.actions.new_editions import edition_import, start_edition, starter_slug
from autan.publishing.editions.actions.publishing import PublicationRefusedError, publish_edition, render_draft
from autan.publishing.editions.forms import EditionWithdrawalForm, OfficeFileForm, PublicationForm
from autan.publishing.editions.models import Edition
from autan.publishing.editions.presenters.preparation import present_preparation, steps_to_better
from autan.publishing.editions.presenters.reviews import present_review, present_reworks
from autan.publishing.editions.queries.editions import (
    coordinated_networks,
    editions_to_prepare,
    get_edition,
    has_changed,
)
from autan.publishing.editions.renderers.edition_page import build_page
from autan.territories.networks.actions.networks import keep_template
from autan.territories.networks.queries.networks import get_network

_DEPENDS = "the right is that of coordinating the network of the edition"


def edition_page(view: View) -> View:
    """Give a view the edition of its address, when its reader coordinates the network of that edition.

    Raises NotAllowedError: the reader does not.
    """
    return guarded_form(_DEPENDS)(_with_edition(view))


def edition_act(view: View) -> View:
    """Give the same to a view that does what was posted."""
    return guarded_act(_DEPENDS)(_with_edition(view))


def _with_edition(view: View) -> View:
    @wraps(view)
    def opened(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        edition = get_edition(slug)
        require_right(person_of(request), "synthesis.write_edition", on=get_network(edition.network))
        return view(request, edition, **kwargs)

    return opened


@guarded_form("the right is that of coordinating a network")
def editions(request: HttpRequest) -> HttpResponse:
    """The editions of the networks that a person coordinates, and the import of a text."""
    person = person_of(request)
    networks = coordinated_networks(person)
    if not networks:
        raise NotAllowedError("seule la coordination d’un réseau prépare ses synthèses")
    editions = editions_to_prepare(networks)
    slugs = {edition.slug for edition in editions}
    return answer_import(
        request,
        edition_import(person),
        "synthesis/editions_in_preparation.html",
        {
            "networks": networks,
            "editions": editions,
            "unstarted": [network for network in networks if starter_slug(network) not in slugs],
        },
    )


@guarded_act("the right is that of coordinating the network")
def start(request: HttpRequest, network: str) -> HttpResponse:
    """Compose the first note of a network."""
    success = _("La première note est composée\u00a0: relisez-la, puis publiez-la ou reprenez son texte.")
    with report_outcome(request, success, also=(ConflictError,)):
        started = start_edition(by=person_of(request), network=network)
        return redirect("synthesis:prepare", slug=started.slug)
    return redirect("synthesis:editions_in_preparation")


@edition_page
def edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    """One edition in preparation: what stops it, what has changed, and the acts."""
    return _show(request, edition)


def _show(
    request: HttpRequest,
    edition: Edition,
    *,
    publishing: PublicationForm | None = None,
    withdrawing: EditionWithdrawalForm | None = None,
    status: int = 200,
) -> HttpResponse:
    person, network = person_of(request), get_network(edition.network)
    context = {
        "edition": edition,
        "preparation": present_preparation(edition),
        "better": steps_to_better(network, person) if edition.slug == starter_slug(network) else (),
        "review": present_review(edition, person, today=timezone.localdate()),
        "publishing": publishing or resting_on(PublicationForm(), edition.source),
        "withdrawing": withdrawing or EditionWithdrawalForm(),
        "ref": edition_ref(edition),
    }
    return render(request, "synthesis/preparation.html", context, status=status)


@edition_page
def draft(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The recorded text as readers would see it, published or not."""
    context = {"edition": edition, "publication": None, "page": build_page(edition, None)}
    return render(request, "synthesis/edition.html", context)


@edition_page
def text(_request: HttpRequest, edition: Edition) -> HttpResponse:
    """The recorded text as a file, to be reworked and given back."""
    return attached(edition.source.encode(), f"edition-{edition.slug}.md", "text/markdown; charset=utf-8")


@edition_act
def publish(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Publish the recorded text; what stops it is shown where it is prepared."""
    form = resting_on(PublicationForm(request.POST), edition.source)
    form.fields["note"].required = has_changed(edition)
    text = _(
        "Le texte a été récrit depuis que cette page est ouverte\u00a0: rien n’est publié. Relisez-le, puis publiez."
    )
    if not form.is_valid() or refuse_change(form, text):
        return _show(request, edition, publishing=form, status=422)
    try:
        data = form.cleaned_data
        publish_edition(
            by=person_of(request), slug=edition.slug, formats=data["formats"], on=data["on"], note=data["note"]
        )
    except NotAllowedError:
        raise
    except PublicationRefusedError:
        form.add_error(None, _("Rien n’a été publié : voyez ce qui l’empêche."))
        return _show(request, edition, publishing=form, status=422)
    except RuleError as error:
        form.add_error(None, refusal_words(error))
        return _show(request, edition, publishing=form, status=422)
    messages.success(request, _("L’édition est publiée."))
    return redirect("synthesis:edition", slug=edition.slug)


@edition_act
def withdraw(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Withdraw what is published of an edition."""
    form = EditionWithdrawalForm(request.POST)

    def act() -> Edition:
        return withdraw_edition(by=person_of(request), slug=edition.slug, reason=form.cleaned_data["reason"])

    if act_on_form(request, form, act, success=_("L’édition est retirée."), also=(ConflictError,)):
        return redirect("synthesis:prepare", slug=edition.slug)
    return _show(request, edition, withdrawing=form, status=422)


@edition_page
def draft_document(_request: HttpRequest, edition: Edition, kind: str) -> HttpResponse:
    """The recorded text as a document to be reworked, its figures of today."""
    data = render_draft(edition, kind, timezone.localdate())
    return attached(data, f"brouillon-{edition.slug}.{kind}", MEDIA_TYPES[kind])


@edition_page
def bring_back(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What was done to the figures of a document that comes back; nothing is written."""
    form = OfficeFileForm(request.POST or None, request.FILES or None)
    report = None
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            report = present_reworks(edition, upload.read(), upload.name)
        except ImportFileError as error:
            form.add_error("file", _attended(error))
    status = 422 if form.is_bound and report is None else 200
    context = {"edition": edition, "form": form, "report": report}
    return render(request, "synthesis/bring_back.html", context, status=status)


@guarded_act("the right is that of coordinating the network")
def template(request: HttpRequest, network: str) -> HttpResponse:
    """Keep a template of a network."""
    require_right(person_of(request), "synthesis.write_edition", on=get_network(network))
    form = OfficeFileForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(
            request,
            _("Choisissez un document Word (.docx), LibreOffice (.odt) ou des diapositives PowerPoint (.pptx)."),
        )
        return redirect("synthesis:editions_in_preparation")
    upload = form.cleaned_data["file"]
    try:
        remarks = keep_template(by=person_of(request), network=network, data=upload.read(), file=upload.name)
    except ImportFileError as error:
        messages.error(request, _attended(error))
    else:
        messages.success(request, _("Le modèle est gardé : les prochains documents le suivront."))
        for remark in remarks:
            messages.info(request, words(remark))
    return redirect("synthesis:editions_in_preparation")


def _attended(error: ImportFileError) -> str:
    return "; ".join(
        _("%(file)s : attendu, %(expected)s") % {"file": error.file, "expected": sentence_words(fault.expected)}
        for fault in error.faults
    )
