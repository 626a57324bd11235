"""What a search finds of this room: published plans."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.urls import reverse

from autan.evidence.core.searching import rate_each, search_words
from autan.evidence.language import words
from autan.extension_points import SearchHit, SearchSource
from autan.plans.core.plans import PlanKind
from autan.plans.models import Plan

_MOST_PLANS = 20


def search_plans(text: str, reader: Any) -> Sequence[SearchHit]:
    """Return the published plans whose title a text names. One query."""
    del reader
    plans = {
        slug: (title, kind)
        for slug, title, kind in Plan.objects.filter(is_published=True).values_list("slug", "title", "kind")
    }
    rated = rate_each(search_words(text), ((slug, title, "") for slug, (title, _kind) in plans.items()))
    return [
        SearchHit(
            title=plans[slug][0],
            url=reverse("plans:plan", kwargs={"slug": slug}),
            kind=words(PlanKind(plans[slug][1]).label),
            score=score,
        )
        for slug, score in islice(rated.items(), _MOST_PLANS)
    ]


PLAN_SEARCH = SearchSource(name="plans", search=search_plans, kinds=("plan",))
