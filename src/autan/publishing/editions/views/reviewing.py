"""The review of an edition: its author submits it, the referent and the members reply, its coordinator concludes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from autan.ground.errors import ConflictError, RuleError
from autan.ground.web.forms.sending import report_outcome
from autan.people.accounts.access import guarded, guarded_act, person_of, signed_in
from autan.people.accounts.models import Person
from autan.people.journal.actions import require_right
from autan.publishing.editions.actions.reviewing import (
    answer_correction,
    cancel_review,
    record_referent_opinion,
    reply_for_member,
    submit_edition,
)
from autan.publishing.editions.core.reviews import Opinion
from autan.publishing.editions.forms import SubmissionForm
from autan.publishing.editions.models import Edition
from autan.publishing.editions.presenters.reviews import present_review
from autan.publishing.editions.queries.editions import get_edition
from autan.publishing.editions.queries.reviews import last_review, possible_referents
from autan.publishing.editions.renderers.edition_page import build_page
from autan.territories.networks.queries.networks import get_network

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
    context = {
        "edition": edition,
        "page": present_review(edition, person, today=timezone.localdate()),
        "writes": writes,
        "form": SubmissionForm(referents=possible_referents(edition.network)) if writes else None,
        "opinions": list(Opinion),
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
    person, _found = _reader(request, slug)
    with report_outcome(request, _("C’est noté, avec votre nom et la date."), also=(ConflictError,)):
        _act(request, person, slug)
    return redirect("synthesis:review", slug=slug)


def _act(request: HttpRequest, person: Person, slug: str) -> None:
    data = request.POST
    siren, text = data.get("siren", ""), data.get("text", "")
    match data.get("act", ""):
        case "submit":
            form = SubmissionForm(data, referents=possible_referents(get_edition(slug).network))
            if not form.is_valid():
                raise RuleError(_("choisissez un référent et un délai de 1 à 90 jours"))
            chosen = form.cleaned_data
            submit_edition(by=person, slug=slug, referent=chosen["referent"], reply_days=chosen["reply_days"])
        case "answer":
            answer_correction(by=person, slug=slug, siren=siren, answer=text)
        case "give_up":
            cancel_review(by=person, slug=slug)
        case "opinion" if data.get("opinion") in set(Opinion):
            opinion = Opinion(data["opinion"])
            if siren:
                reply_for_member(by=person, slug=slug, siren=siren, opinion=opinion, text=text)
            else:
                record_referent_opinion(by=person, slug=slug, opinion=opinion, text=text)
        case _:
            raise RuleError(_("choisissez un avis"))
