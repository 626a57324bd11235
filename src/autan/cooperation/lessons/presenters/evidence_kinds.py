"""How lessons, needs and adoption are described in a trace, and who reads them."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from autan.cooperation.lessons.core.adoption import AdoptionRecord
from autan.cooperation.lessons.core.figures import ADOPTION_KIND, LESSON_KIND, NEED_KIND, SOURCE
from autan.cooperation.lessons.models import Lesson, Need
from autan.cooperation.lessons.presenters.adoption import step_words
from autan.cooperation.lessons.queries.figures import find_lesson_figure, lessons_version
from autan.cooperation.lessons.queries.lessons import adoptions_named
from autan.evidence.figures.core.evidence_cards import EvidenceCard
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.queries.registry import EvidenceKind, FigureSource, Reader, name_place, readable_by_slug
from autan.ground.texts.language import colon, day_of, in_both_languages, semicolon, words
from autan.ground.wordings import Sentence, Text

_MADE_UP = Sentence("Inventé, pour essayer.")


def describe_lessons(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe lessons by their title, host and what can be transferred. One query."""
    lessons = Lesson.objects.filter(slug__in=keys).select_related("network", "territory")
    texts = {
        lesson.slug: f"{lesson.territory.short_name} · {lesson.content.get('transferable', '')}" for lesson in lessons
    }
    return {
        lesson.slug: EvidenceCard(
            ref=EvidenceRef(kind=LESSON_KIND, key=lesson.slug),
            title=Text(lesson.title, lesson.title),
            statement=Text(texts[lesson.slug], texts[lesson.slug]),
            recorded=day_of(lesson.changed_at),
            note=_MADE_UP if lesson.network.is_invented else None,
        )
        for lesson in lessons
    }


def describe_adoptions(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe adoptions by their steps; no person is named. Two queries."""
    return {record.key: _adoption_card(record) for record in adoptions_named(keys)}


def _adoption_card(record: AdoptionRecord) -> EvidenceCard:
    return EvidenceCard(
        ref=EvidenceRef(kind=ADOPTION_KIND, key=record.key),
        title=in_both_languages(lambda: f"{name_place(record.siren)}{colon()} {record.title}"),
        statement=in_both_languages(lambda: f"{semicolon()} ".join(step_words(step) for step in record.steps)),
        note=_MADE_UP if record.is_invented else None,
    )


def describe_needs(keys: Sequence[str], _reader: Reader) -> Mapping[str, EvidenceCard]:
    """Describe needs by what is asked, by whom and when. Two queries."""
    needs = Need.objects.filter(slug__in=keys).select_related("network", "territory").prefetch_related("answers")
    return {need.slug: _need_card(need) for need in needs}


def _need_card(need: Need) -> EvidenceCard:
    record = need.as_core()

    def summary_line() -> str:
        place = need.territory.short_name if need.territory else words(Sentence("le réseau"))
        return f"{place} · {record.asked_on or need.period} · {words(record.state.label)}"

    return EvidenceCard(
        ref=EvidenceRef(kind=NEED_KIND, key=need.slug),
        title=need.heading,
        statement=in_both_languages(summary_line),
        note=_MADE_UP if record.is_invented else None,
    )


EVIDENCE = (
    EvidenceKind(
        kind=LESSON_KIND,
        describe=describe_lessons,
        readable=readable_by_slug(Lesson.objects.select_related("network", "territory"), "lessons.read_lesson"),
        page=lambda key: reverse("lessons:lesson", args=[key]),
    ),
    EvidenceKind(kind=ADOPTION_KIND, describe=describe_adoptions),
    EvidenceKind(
        kind=NEED_KIND,
        describe=describe_needs,
        readable=readable_by_slug(Need.objects.select_related("network", "territory"), "lessons.read_need"),
        page=lambda key: reverse("lessons:need", args=[key]),
    ),
    FigureSource(name=SOURCE, find=find_lesson_figure, version=lessons_version),
)
