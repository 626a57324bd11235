"""Takes the name of somebody out of lessons, needs and adoption; what was said stays, and so do the counts."""

from typing import Any

from django.db.models import Q, QuerySet

from autan.cooperation.lessons.core.adoption import AdoptionStep
from autan.cooperation.lessons.core.lessons import LessonContent
from autan.cooperation.lessons.core.needs import NeedInput, OfferInput
from autan.cooperation.lessons.models import (
    AdoptionStepRecord,
    Lesson,
    LessonVersion,
    MatchDecision,
    Need,
    NeedAnswer,
    Offer,
)
from autan.cooperation.lessons.queries.lessons import naming
from autan.ground.descriptions.core.documents import as_json, change_texts, from_json, search_text, text_names
from autan.ground.errors import DomainError
from autan.ground.extension_points import DataSubject
from autan.people.individuals.actions import individual_named
from autan.people.individuals.models import ERASED_NAME
from autan.people.journal.actions import Actor, acting
from autan.people.journal.core import ObjectRef, without_name
from autan.territories.networks.models import Network

_REFUSAL = "seule la coordination du réseau retire un nom"
_SHORTEST = 4
_COLUMNS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (Lesson, "network", ("author",)),
    (LessonVersion, "lesson__network", ("by",)),
    (AdoptionStepRecord, "adoption__lesson__network", ("done_by", "recorded_by")),
    (Need, "network", ("asked_by", "closed_by")),
    (NeedAnswer, "need__network", ("by",)),
    (MatchDecision, "need__network", ("by",)),
    (Offer, "network", ("by",)),
)
"""Columns that point to somebody, and the way from the row to its network."""
_TEXTS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (AdoptionStepRecord, "adoption__lesson__network", text_names(AdoptionStep)),
    (Need, "network", (*text_names(NeedInput), "result_words")),
    (NeedAnswer, "need__network", ("words",)),
    (Offer, "network", text_names(OfferInput)),
)
"""Texts that may hold a name among other words."""


def erase_named(subject: DataSubject) -> int:
    """Take what names somebody out of texts, in every network; called inside the act of the room of privacy."""
    return sum(_erase(word) for word in subject.words)


def forget_name(*, by: Actor | None, network: Network, name: str) -> int:
    """Take a name out of lessons, needs, answers, offers and adoption of a network; return how many rows changed."""
    permission = "territories.coordinate_network"
    with acting(by=by, act="forget_name", permission=permission, on=network, refusal=_REFUSAL) as act:
        if len(name.strip()) < _SHORTEST:
            raise DomainError("donnez le nom entier\u00a0: trop court, il serait trouvé dans d’autres mots")
        count = _unsign(name.strip(), network) + _erase(name.strip(), network)
        summary = "Nom retiré des savoir-faire, besoins et reprises"
        ref = ObjectRef("lessons", "network", network.slug)
        act.record(ref, summary=summary, network=network.slug, details={"rows": count})
    return count


def _unsign(name: str, network: Network) -> int:
    """Point to nobody in what somebody of this name signed in a network."""
    nobody, changed = individual_named(ERASED_NAME), 0
    for model, path, columns in _COLUMNS:
        for column in columns:
            changed += _within(model, path, network).filter(**{f"{column}__name": name}).update(**{column: nobody})
    return changed


def _erase(name: str, network: Network | None = None) -> int:
    changed = 0
    for model, path, texts in _TEXTS:
        for row in naming(_within(model, path, network), texts, name):
            for field in texts:
                setattr(row, field, without_name(getattr(row, field), name, ERASED_NAME))
            row.save(update_fields=list(texts))
            changed += 1
    return changed + _clean_lessons(name, network)


def _within(model: Any, path: str, network: Network | None) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(Q(**{path: network}) if network else Q())
    return rows


def _clean_lessons(name: str, network: Network | None) -> int:
    """Take a name out of what lessons say, in every version."""
    changed = 0

    def cleaned(fields: dict[str, Any]) -> LessonContent:
        return change_texts(from_json(LessonContent, fields), lambda text: without_name(text, name, ERASED_NAME))

    for version in naming(_within(LessonVersion, "lesson__network", network), ("content",), name):
        version.content = as_json(cleaned(version.content))
        version.save(update_fields=["content"])
        changed += 1
    for lesson in naming(_within(Lesson, "network", network), ("content",), name):
        content = cleaned(lesson.content)
        lesson.content, lesson.title, lesson.search_text = as_json(content), content.title, search_text(content)
        lesson.save()
        changed += 1
    return changed
