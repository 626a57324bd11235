"""Lessons as pages show them: rows of a list, conditions of transfer, difficulties beside remedies, versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from autan.coding.codings.core.codebook import Code
from autan.cooperation.lessons.core.conditions import ConditionWeight, TransferCondition, all_conditions
from autan.cooperation.lessons.core.filters import LessonFilter
from autan.cooperation.lessons.core.lessons import Difficulty, LessonContent, LessonState, is_to_confirm
from autan.cooperation.lessons.models import Lesson
from autan.ground.texts.language import day, number, words
from autan.plans.action_search.core.finding import SizeBand
from autan.plans.projects.core.themes import ActionTheme

type Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """One lesson of a list, in words."""

    slug: str
    title: str
    siren: str
    host: str
    themes: str
    workshop: str
    published: str
    is_draft: bool
    is_to_confirm: bool
    transferable: str


def lesson_rows(lessons: Iterable[Lesson], *, today: date) -> list[LessonRow]:
    """Give lessons in words."""
    return [
        LessonRow(
            slug=lesson.slug,
            title=lesson.title,
            siren=lesson.territory.siren,
            host=lesson.territory.short_name,
            themes=theme_words(lesson.themes),
            workshop=lesson.workshop.title if lesson.workshop else "",
            published=day(lesson.published_on) if lesson.published_on else "",
            is_draft=not lesson.is_published,
            is_to_confirm=lesson.is_published and is_to_confirm(lesson.confirmed_on, today=today),
            transferable=lesson.content.get("transferable", ""),
        )
        for lesson in lessons
    ]


def theme_words(themes: str) -> str:
    """Give the names of themes held as codes between bars."""
    return ", ".join(words(ActionTheme(code).label) for code in themes.split("|") if code)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionView:
    """One condition of transfer in words; `weight_code` is empty while nobody said how much it counts."""

    label: str
    weight: str
    weight_code: str
    is_known: bool
    words: str
    evidence: str
    amount: str
    paid_by: str


def condition_views(conditions: Sequence[TransferCondition]) -> list[ConditionView]:
    """Give the conditions of transfer in words, one a kind."""
    return [
        ConditionView(
            label=words(condition.kind.label),
            weight=words(condition.weight.label) if condition.weight else _("non renseigné"),
            weight_code=condition.weight.value if condition.weight else "",
            is_known=condition.weight not in {None, ConditionWeight.NOT_KNOWN},
            words=condition.words,
            evidence=condition.evidence,
            amount="" if condition.amount_eur is None else f"{number(condition.amount_eur)}\u00a0€",
            paid_by=condition.paid_by,
        )
        for condition in all_conditions(conditions)
    ]


def labelled_difficulties(difficulties: Sequence[Difficulty], codes: Sequence[Code]) -> list[Difficulty]:
    """Give obstacles beside their remedies, each with the label of its code."""
    labels = code_labels(codes)
    return [replace(difficulty, code=labels.get(difficulty.code, difficulty.code)) for difficulty in difficulties]


def code_labels(codes: Sequence[Code]) -> dict[str, str]:
    """Give the label of each code, by key."""
    return {code.key: words(code.label) for code in codes}


def labelled_texts(content: LessonContent) -> tuple[tuple[str, str], ...]:
    """Give the texts of a lesson, each under its question: those of a workshop, and what not to copy."""
    return (
        (_("Ce qui a été compris"), content.understood),
        (_("Comment l’ambition s’est construite"), content.ambition),
        (_("Ce qui peut être transféré"), content.transferable),
        (_("Ce qu’il ne faut pas copier"), content.not_to_copy),
    )


def lesson_lists(lesson_filter: LessonFilter, hosts: Sequence[tuple[str, str]]) -> list[Mapping[str, object]]:
    """Give the choices of the list of lessons."""
    sizes = [(band.value, words(band.label)) for band in SizeBand]
    return [
        _list("membre", _("Collectivité hôte"), list(hosts), lesson_filter.siren),
        _list("theme", _("Thème"), [(theme.value, words(theme.label)) for theme in ActionTheme], lesson_filter.theme),
        _list("taille", _("Taille de l’hôte"), sizes, lesson_filter.size),
        _list("etat", _("État"), [(state.value, words(state.label)) for state in LessonState], lesson_filter.state),
        _list("atelier", _("Issu d’un atelier"), [("oui", _("oui"))], "oui" if lesson_filter.has_workshop else ""),
    ]


def _list(name: str, label: str, choices: Choices, chosen: object) -> Mapping[str, object]:
    return {"name": name, "label": label, "choices": choices, "chosen": str(chosen or "")}
