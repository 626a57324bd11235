"""What a search finds of this room: published plans."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from autan.evidence.core.searching import rate_match, search_words
from autan.evidence.language import words
from autan.extension_points import SearchHit, SearchSource
from autan.plans.core.plans import PlanKind
from autan.plans.models import Plan

_MOST_PLANS = 20


def search_plans(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the published plans whose title a text names. One query."""
    del reader
    asked = search_words(text)
    found = [
        SearchHit(
            title=title,
            url=reverse("plans:plan", kwargs={"slug": slug}),
            kind=words(PlanKind(kind).label),
            score=score,
        )
        for slug, title, kind in Plan.objects.filter(is_published=True).values_list("slug", "title", "kind")
        if (score := rate_match(asked, title))
    ]
    return sorted(found, key=lambda hit: -hit.score)[:_MOST_PLANS]


PLAN_SEARCH = SearchSource(name="plans", search=search_plans)
