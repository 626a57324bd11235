"""What the lists of lessons and needs are filtered by, read from an address."""

from collections.abc import Mapping
from dataclasses import dataclass

from autan.cooperation.lessons.core.lessons import LessonState
from autan.cooperation.lessons.core.needs import NeedKind, NeedState
from autan.ground.texts.core.labelled import Labelled
from autan.plans.action_search.core.finding import SizeBand
from autan.plans.projects.core.themes import ActionTheme


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFilter:
    """What a list of lessons keeps."""

    text: str = ""
    theme: ActionTheme | None = None
    siren: str = ""
    size: SizeBand | None = None
    state: LessonState | None = None
    has_workshop: bool = False

    @property
    def keeps_all(self) -> bool:
        """True when nothing was chosen: an empty list is then that of the network."""
        return self == LessonFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFilter:
    """What a list of needs keeps: words, kind, state, territory that asks."""

    text: str = ""
    kind: NeedKind | None = None
    state: NeedState | None = None
    siren: str = ""


def _member[M: Labelled](choices: type[M], code: str) -> M | None:
    return next((choice for choice in choices if choice.value == code), None)


def read_lesson_filter(fields: Mapping[str, str]) -> LessonFilter:
    """Return what an address asks of lessons; what it does not know is left out."""
    return LessonFilter(
        text=fields.get("texte", "").strip()[:200],
        theme=_member(ActionTheme, fields.get("theme", "")),
        siren=fields.get("membre", "")[:9],
        size=_member(SizeBand, fields.get("taille", "")),
        state=_member(LessonState, fields.get("etat", "")),
        has_workshop=fields.get("atelier") == "oui",
    )


def read_need_filter(fields: Mapping[str, str]) -> NeedFilter:
    """Return what an address asks of needs; what it does not know is left out.

    >>> read_need_filter({"etat": "asked"}).state.value
    'asked'
    """
    return NeedFilter(
        text=fields.get("texte", "").strip()[:200],
        kind=_member(NeedKind, fields.get("sorte", "")),
        state=_member(NeedState, fields.get("etat", "")),
        siren=fields.get("membre", "")[:9],
    )
