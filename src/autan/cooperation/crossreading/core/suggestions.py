"""Where a passage could be put on the frame: by what a target is about, by what resembles it, by its words."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from autan.cooperation.crossreading.core.alignments import AlignmentDecision, AlignmentSuggestion
from autan.cooperation.crossreading.core.frame import WHOLE, CommonFrame
from autan.cooperation.crossreading.core.passages import Passage, PassageKind
from autan.ground.search.core.searching import stems
from autan.ground.wordings import Sentence
from autan.plans.projects.core.themes import guess_themes

LEAST_RESEMBLANCE = 0.45
"""Score of `projects.core.similarity` below which an alignment is not taken over from another passage."""
_CERTAIN, _BY_WORDS, _BY_THEME = 1.0, 0.5, 0.4
_MOST_DOMAINS = 3


def suggest(
    passage: Passage,
    frame: CommonFrame,
    *,
    near: Sequence[tuple[str, float]] = (),
    decisions: Mapping[str, AlignmentDecision] | None = None,
    texts: Mapping[str, str] | None = None,
) -> AlignmentSuggestion | None:
    """Suggest where a passage goes; None when nothing tells.

    `near`: keys of passages that resemble it, with scores, best first.
    """
    if passage.kind is PassageKind.TARGET:
        return _of_target(passage, frame)
    known_decisions, titles = decisions or {}, texts or {}
    for key, score in near:
        decision = known_decisions.get(key)
        if score < LEAST_RESEMBLANCE:
            break
        if key != passage.key and decision and decision.is_accepted and frame.holds(decision.domains, decision.theme):
            title = titles.get(key, key)
            reason = Sentence("ressemble à « {title} », déjà aligné", title=title)
            return AlignmentSuggestion(
                domains=decision.domains, theme=decision.theme, reason=reason, score=min(score, 1.0)
            )
    return _of_words(passage, frame)


def _of_target(passage: Passage, frame: CommonFrame) -> AlignmentSuggestion | None:
    domain = frame.domain_of(passage.quantity)
    if not domain:
        return None
    reason = Sentence("grandeur et secteur de l’objectif")
    return AlignmentSuggestion(
        domains=(domain,), theme=frame.parts.get(passage.part, WHOLE), reason=reason, score=_CERTAIN
    )


def _of_words(passage: Passage, frame: CommonFrame) -> AlignmentSuggestion | None:
    """Domains whose words the text holds; else those that its theme usually serves."""
    known = {theme.code for theme in frame.themes}
    themes = [code for code in passage.themes if code in known]
    themes = themes or [theme.value for theme in guess_themes(passage.text)]
    theme = themes[0] if themes else ""
    words = set(stems(passage.text))
    by_word = [domain.code for domain in frame.domains if words & _stems(domain.words)]
    by_theme = [domain.code for domain in frame.domains if theme in domain.themes]
    domains = tuple(by_word or by_theme)[:_MOST_DOMAINS]
    if not domains:
        return None
    reason = Sentence("mots du texte") if by_word else Sentence("thème de l’action")
    return AlignmentSuggestion(
        domains=domains, theme=theme or WHOLE, reason=reason, score=_BY_WORDS if by_word else _BY_THEME
    )


@lru_cache(maxsize=256)
def _stems(words: str) -> frozenset[str]:
    return frozenset(stems(words))
