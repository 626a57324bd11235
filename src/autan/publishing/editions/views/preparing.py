"""The pages where who coordinates a network prepares its syntheses: texts taken in, checked, published, withdrawn."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.evidence.imports.views import ImportPage
from autan.ground.errors import ConflictError, NotAllowedError, RuleError
from autan.ground.texts.refusals import refusal_words
from autan.ground.web.forms.sending import act_on_form
from autan.ground.web.views import attached
from autan.people.accounts.access import guarded, guarded_act, person_of, signed_in
from autan.publishing.editions.actions.edition_imports import edition_import
from autan.publishing.editions.actions.editions import edition_ref, withdraw_edition
from autan.publishing.editions.actions.new_editions import start_edition, starter_slug
from autan.publishing.editions.actions.publishing import PublicationRefusedError, publish_edition
from autan.publishing.editions.forms import EditionWithdrawalForm, PublicationForm
from autan.publishing.editions.models import Edition
from autan.publishing.editions.presenters.preparation import present_preparation, steps_to_better
from autan.publishing.editions.presenters.reviews import present_review
from autan.publishing.editions.queries.editions import coordinated_networks, editions_to_prepare, has_changed
from autan.publishing.editions.renderers.edition_page import build_page
from autan.publishing.editions.views.shared import edition_act, edition_page
from autan.territories.networks.queries.networks import get_network


@guarded("the right is that of coordinating a network")
@signed_in
def editions(request: HttpRequest) -> HttpResponse:
    """The editions of the networks that a person coordinates, and the import of a text."""
    person = person_of(request)
    networks = coordinated_networks(person)
    if not networks:
        raise NotAllowedError("seule la coordination d’un réseau prépare ses synthèses")
    editions = editions_to_prepare(networks)
    slugs = {edition.slug for edition in editions}
    page = ImportPage(
        request=request,
        importing=edition_import(person),
        template="synthesis/editions_in_preparation.html",
        context={
            "networks": networks,
            "editions": editions,
            "unstarted": [network for network in networks if starter_slug(network) not in slugs],
        },
    )
    return page.answer()


@guarded_act("the right is that of coordinating the network")
def start(request: HttpRequest, network: str) -> HttpResponse:
    """Compose the first note of a network."""
    try:
        started = start_edition(by=person_of(request), network=network)
    except RuleError as error:
        messages.error(request, refusal_words(error))
        return redirect("synthesis:editions_in_preparation")
    messages.success(
        request, _("La première note est composée\u00a0: relisez-la, puis publiez-la ou reprenez son texte.")
    )
    return redirect("synthesis:prepare", slug=started.slug)


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
        "publishing": publishing or PublicationForm(),
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
    form = PublicationForm(request.POST)
    form.fields["note"].required = has_changed(edition)
    if not form.is_valid():
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

    if act_on_form(request, form, act, done=_("L’édition est retirée."), also=(ConflictError,)):
        return redirect("synthesis:prepare", slug=edition.slug)
    return _show(request, edition, withdrawing=form, status=422)
