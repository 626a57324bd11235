"""What a search finds of this room: published plans."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.urls import reverse

from autan.evidence.core.searching import rate_each, search_words
from autan.evidence.language import words
from autan.extension_points import SearchHit, SearchSource
from autan.plans.core.plans import PlanKind
from autan.plans.queries.plans import searched_plans

_MOST_PLANS = 20


def search_plans(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the published plans whose title a text names. One query."""
    del reader
    kinds, rows = searched_plans()
    rated = rate_each(search_words(text), rows)
    return [
        SearchHit(
            title=title,
            url=reverse("plans:plan", kwargs={"slug": slug}),
            kind=words(PlanKind(kinds[slug]).label),
            score=score,
        )
        for (slug, title), score in islice(rated.items(), _MOST_PLANS)
    ]


PLAN_SEARCH = SearchSource(name="plans", search=search_plans, kinds=("plan",))
