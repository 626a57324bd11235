"""What the lists of lessons and needs are filtered by, read from an address."""

from dataclasses import dataclass

from autan.cooperation.lessons.core.lessons import LessonState
from autan.cooperation.lessons.core.needs import NeedKind, NeedState
from autan.ground.lists.core import ListFilter, choice_parameter, code_parameter, text_parameter
from autan.ground.texts.core.texts import Text
from autan.plans.action_search.core.finding import SizeBand
from autan.plans.projects.core.themes import ActionTheme

_WORDS, _STATE = Text("Mots", "Words"), Text("État", "State")


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonFilter(ListFilter):
    """What a list of lessons keeps; `workshop` is « oui » for those that come from one."""

    text: str = text_parameter("texte", _WORDS)
    siren: str = code_parameter("membre", Text("Collectivité hôte", "Host authority"), longest=9)
    theme: ActionTheme | None = choice_parameter("theme", Text("Thème", "Topic"), ActionTheme)
    size: SizeBand | None = choice_parameter("taille", Text("Taille de l’hôte", "Size of the host"), SizeBand)
    state: LessonState | None = choice_parameter("etat", _STATE, LessonState)
    workshop: str | None = choice_parameter(
        "atelier", Text("Issu d’un atelier", "From a workshop"), (), also={"oui": Text("oui", "yes")}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFilter(ListFilter):
    """What a list of needs keeps: words, territory that asks, kind, state."""

    text: str = text_parameter("texte", _WORDS)
    siren: str = code_parameter("membre", Text("Collectivité", "Authority"), longest=9)
    kind: NeedKind | None = choice_parameter("sorte", Text("Sorte", "Kind"), NeedKind)
    state: NeedState | None = choice_parameter("etat", _STATE, NeedState)
