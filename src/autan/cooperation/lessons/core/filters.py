"""What the lists of lessons and needs are filtered by, read from an address."""

from dataclasses import dataclass

from autan.cooperation.lessons.core.lessons import LessonState
from autan.cooperation.lessons.core.needs import NeedKind, NeedState
from autan.ground.lists.core import ListFilter, choice_parameter, code_parameter, text_parameter
from autan.ground.wordings import Sentence
from autan.plans.action_search.core.finding import SizeBand
from autan.plans.projects.core.themes import ActionTheme

_WORDS, _STATE = Sentence("Mots"), Sentence("État")


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFilter(ListFilter):
    """What a list of lessons keeps; `workshop` is « oui » for those that come from one."""

    text: str = text_parameter("texte", _WORDS)
    siren: str = code_parameter("membre", Sentence("Collectivité hôte"), longest=9)
    theme: ActionTheme | None = choice_parameter("theme", Sentence("Thème"), ActionTheme)
    size: SizeBand | None = choice_parameter("taille", Sentence("Taille de l’hôte"), SizeBand)
    state: LessonState | None = choice_parameter("etat", _STATE, LessonState)
    workshop: str | None = choice_parameter("atelier", Sentence("Issu d’un atelier"), (), also={"oui": Sentence("oui")})


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFilter(ListFilter):
    """What a list of needs keeps: words, territory that asks, kind, state."""

    text: str = text_parameter("texte", _WORDS)
    siren: str = code_parameter("membre", Sentence("Collectivité"), longest=9)
    kind: NeedKind | None = choice_parameter("sorte", Sentence("Sorte"), NeedKind)
    state: NeedState | None = choice_parameter("etat", _STATE, NeedState)
