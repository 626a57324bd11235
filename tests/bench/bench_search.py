"""A search over 10,000 objects, of every room that holds many, beside a plain reading of the same texts."""

import random
import time

from django.contrib.auth.models import AnonymousUser

from autan.evidence.figures.core.library import ResourceKind
from autan.evidence.figures.models import Fact, Resource, Source
from autan.ground import request_cache
from autan.ground.search.core.searching import search_words
from autan.ground.texts.core.plain_letters import fold_accents
from autan.instance.site.presenters.searching import search_everywhere
from autan.people.journal.models import JournalEntry
from autan.plans.plans.models import Plan
from tests.bench.measures import Measure, median_seconds

GOAL_MS = 30
FACTS, SOURCES, RESOURCES, PLANS = 5_000, 1_000, 2_000, 2_000
_VOCABULARY = (
    "plan climat réseau chaleur bois solaire vélo covoiturage rénovation logement école bus gaz électricité eau forêt"
    " déchet compost air bruit budget élu agent habitant atelier enquête indicateur objectif production consommation"
    " transport industrie agriculture commune territoire adaptation canicule inondation mobilité hydrogène biomasse"
)
_ASKED = (
    "plan climat", "covoiturage", "réseau de chaleur", "écoles", "rénovation du logement", "gaz à effet de serre",
    "objectif de production solaire", "canicule",
)  # fmt: skip


def run() -> list[Measure]:
    """Under 30 ms of the processor, and less than to read every text."""
    texts = _make_objects()
    ours = median_seconds(_search_all, clock=time.process_time) / len(_ASKED)
    plain = median_seconds(lambda: [_read_all(asked, texts) for asked in _ASKED], clock=time.process_time) / len(_ASKED)
    return [
        Measure(
            name=f"one search over {len(texts):,} objects",
            result=f"{ours * 1000:.1f} ms; plain reading {plain * 1000:.1f} ms",
            goal=f"under {GOAL_MS} ms",
            is_met=ours * 1000 < GOAL_MS,
        )
    ]


def _search_all() -> None:
    for asked in _ASKED:
        request_cache.begin()
        search_everywhere(asked, AnonymousUser())


def _read_all(asked: str, texts: list[str]) -> list[str]:
    words = search_words(asked)
    return [text for text in texts if all(word in fold_accents(text) for word in words)]


def _make_objects() -> list[str]:
    """Facts, sources, resources and plans made up from a seed; return their texts."""
    dice = random.Random(1)  # noqa: S311 - titles made up from a seed, nothing secret
    words = _VOCABULARY.split()
    texts = [" ".join(dice.choices(words, k=dice.randint(4, 12))) for _ in range(FACTS + SOURCES + RESOURCES + PLANS)]
    rest = iter(texts)
    sources = [Source(slug=f"mesure-{rank}", title=next(rest), producer="Mesure") for rank in range(SOURCES)]
    Source.objects.bulk_create(sources)
    Fact.objects.bulk_create(
        Fact(id=f"M{rank}", statement_fr=words, topic="plan", confidence="press", source=sources[0], locator="p. 1")
        for rank, words in zip(range(FACTS), rest, strict=False)
    )
    Resource.objects.bulk_create(
        Resource(slug=f"mesure-{rank}", title=next(rest), kind=ResourceKind.OBSERVATORY, producer="Mesure")
        for rank in range(RESOURCES)
    )
    Plan.objects.bulk_create(
        Plan(slug=f"mesure-{rank}", title=next(rest), kind="pcaet", is_published=True) for rank in range(PLANS)
    )
    JournalEntry.objects.create(room="evidence", kind="source", object_id="mesure-0", summary="Mesure")
    return texts
