"""Facts as a reader sees them, one by one, by topic, and on the page of a territory."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from autan.evidence.figures.core.stated_facts import Confidence, FactKind, Topic
from autan.evidence.figures.models import Fact
from autan.evidence.figures.queries.facts import facts_about
from autan.evidence.figures.queries.registry import is_invented_place
from autan.ground.extension_points import PageSection, TerritorySection
from autan.ground.texts.core.notation import set_typography
from autan.ground.texts.language import FRENCH, typeset, words


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """The words of one fact in one language, with the typography of that language."""

    id: str
    subject: str
    topic: str
    statement: str
    period: str
    confidence: str
    source_title: str
    producer: str
    published: str
    locator: str
    kind: str
    is_disputed: bool
    is_invented: bool


def present_fact(fact: Fact) -> FactView:
    """Give the words of a fact; its source must be at hand, and `is_disputed` where it is wanted."""
    return FactView(
        id=fact.id,
        subject=fact.subject,
        topic=words(Topic(fact.topic).label),
        statement=typeset(words(fact.statement)),
        period=fact.period.replace("-", "–"),
        confidence=words(Confidence(fact.confidence).label),
        source_title=set_typography(fact.source.title, language=FRENCH),
        producer=fact.source.producer,
        published=fact.source.published,
        locator=fact.locator,
        kind=words(FactKind(fact.kind).label) if fact.kind else "",
        is_disputed=getattr(fact, "is_disputed", False),
        is_invented=fact.is_invented,
    )


def group_by_topic(facts: Iterable[Fact]) -> list[tuple[str, list[FactView]]]:
    """Group facts by topic, in the order of the topics, leaving out the topics without a fact."""
    views: dict[str, list[FactView]] = {topic.value: [] for topic in Topic}
    for fact in facts:
        views[fact.topic].append(present_fact(fact))
    return [(words(Topic(code).label), view) for code, view in views.items() if view]


def fact_sections(siren: str, reader: Any) -> Iterable[PageSection]:
    """Give the section of the facts about a territory, the same for every reader; none for an invented one."""
    del reader
    if is_invented_place(siren):
        return
    facts = facts_about(siren)
    yield PageSection(
        anchor="faits",
        title=_("Faits sourcés"),
        template="evidence/facts_section.html",
        context={"groups": group_by_topic(facts)},
        count=len(facts),
    )


FACTS = TerritorySection(rank=90, build=fact_sections)
