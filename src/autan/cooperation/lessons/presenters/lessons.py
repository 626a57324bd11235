"""Lessons as pages show them: rows of a list, and what it is filtered by."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from autan.coding.codings.core.codebook import Code
from autan.cooperation.lessons.core.filters import LessonFilter
from autan.cooperation.lessons.core.lessons import LessonState, is_to_confirm
from autan.cooperation.lessons.models import Lesson
from autan.ground.texts.language import day, words
from autan.plans.action_search.core.finding import SizeBand
from autan.plans.projects.core.themes import ActionTheme

type Choices = list[tuple[str, str]]


def lesson_rows(lessons: Iterable[Lesson], *, today: date) -> list[Mapping[str, object]]:
    """Give lessons in words."""
    return [
        {
            "slug": lesson.slug,
            "title": lesson.title,
            "host": lesson.territory.short_name,
            "themes": theme_words(lesson.themes),
            "workshop": lesson.workshop.title if lesson.workshop else "",
            "published": day(lesson.published_on) if lesson.published_on else "",
            "is_draft": not lesson.is_published,
            "is_to_confirm": lesson.is_published and is_to_confirm(lesson.confirmed_on, today=today),
            "transferable": lesson.content.get("transferable", ""),
        }
        for lesson in lessons
    ]


def theme_words(themes: str) -> str:
    """Give the names of themes held as codes between bars."""
    return ", ".join(words(ActionTheme(code).label) for code in themes.split("|") if code)


def code_labels(codes: Sequence[Code]) -> dict[str, str]:
    """Give the label of each code, by key."""
    return {code.key: words(code.label) for code in codes}


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
