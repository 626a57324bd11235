"""Contradictions as a page shows them: both sides with where they are, why, and what was decided."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext

from autan.cooperation.crossreading.core.contradictions import ContradictionKind, ReviewStatus
from autan.cooperation.crossreading.models import ContradictionReview
from autan.cooperation.crossreading.queries.contradictions import ReviewedContradiction
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.queries.registry import Reader, describe_evidence, evidence_page
from autan.ground.texts.language import colon, typeset, words
from autan.ground.web.presenters import OPENED
from autan.territories.networks.models import Territory

MOST_SIDES = 8


def subject_views(
    subjects: Sequence[Sequence[ReviewedContradiction]],
    names: Mapping[str, str],
    *,
    reader: Any,
    unfolded: Collection[str],
) -> list[dict[str, Any]]:
    """Return subjects in the language of the page: one alone is unfolded, and those of contradictions in hand."""
    views = iter(contradiction_views([reviewed for subject in subjects for reviewed in subject], names, reader=reader))
    return [
        {
            "code": slugify(subject[0].found.subject.fr),
            "title": typeset(words(subject[0].found.subject)),
            "views": (shown := tuple(islice(views, len(subject)))),
            "extent": _extent(shown),
            "is_unfolded": len(subjects) == 1 or any(view["found"].fingerprint in unfolded for view in shown),
        }
        for subject in subjects
    ]


def _extent(views: Sequence[Mapping[str, Any]]) -> str:
    """How many contradictions are to be looked at, and of whom."""
    counts = {"n": sum(view["status"] is ReviewStatus.OPEN for view in views), "of": len(views)}
    names = ", ".join(dict.fromkeys(view["name"] for view in views if view["name"]))
    extent = gettext("%(n)s à examiner, sur %(of)s") % counts
    return f"{extent}{colon()} {names}" if names else extent


def contradiction_views(
    contradictions: Sequence[ReviewedContradiction], names: Mapping[str, str], *, reader: Any
) -> list[dict[str, Any]]:
    """Return contradictions in the language of the page, for whoever reads them."""
    refs = [side.ref for reviewed in contradictions for side in reviewed.found.sides[:MOST_SIDES]]
    cards = describe_evidence(refs, reader=reader)
    questions = [reviewed for reviewed in contradictions if reviewed.status is ReviewStatus.ASKED]
    led = {reviewed.found.siren: _leads(reader, reviewed) for reviewed in questions}
    return [
        _view(reviewed, names, cards, may_answer=led.get(reviewed.found.siren, False)) for reviewed in contradictions
    ]


def _leads(reader: Reader, reviewed_contradiction: ReviewedContradiction) -> bool:
    place = Territory.objects.filter(siren=reviewed_contradiction.found.siren).first()
    return place is not None and reader.has_perm("crossreading.answer", place)


def _view(
    reviewed: ReviewedContradiction,
    names: Mapping[str, str],
    cards: Mapping[Any, EvidenceCard | None],
    *,
    may_answer: bool,
) -> dict[str, Any]:
    contradiction, review = reviewed.found, reviewed.review
    sides = tuple(
        {
            "origin": words(side.origin.label),
            "text": words(side.words),
            "title": words(card.title) if (card := cards.get(side.ref)) else "",
            "url": evidence_page(side.ref),
        }
        for side in contradiction.sides[:MOST_SIDES]
    )
    return {
        "found": contradiction,
        "status": reviewed.status,
        "review": review,
        "name": names.get(contradiction.siren, ""),
        "sides": sides,
        "more": max(0, len(contradiction.sides) - MOST_SIDES),
        "may_answer": may_answer and reviewed.status is ReviewStatus.ASKED and not (review and review.answer),
    }


def question_url(question: ContradictionReview) -> str:
    """Return the page where a member answers a question, at its place."""
    page = reverse("crossreading:contradictions", kwargs={"slug": question.network.slug})
    return f"{page}?membre={question.siren}&{OPENED}={question.fingerprint}#c-{question.fingerprint}"


def kind_choices(reviewed_contradictions: Sequence[ReviewedContradiction]) -> list[tuple[str, str]]:
    """Give the kinds of contradictions that are there, in their order, with how many there are of each."""
    counts = Counter(reviewed_contradiction.found.kind for reviewed_contradiction in reviewed_contradictions)
    return [(kind.value, f"{words(kind.label)} ({counts[kind]})") for kind in ContradictionKind if counts[kind]]
