"""What people put on the frame and whether it still stands, how far a member is read, where a passage could be put."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from autan.cooperation.crossreading.core.frame import WHOLE, Cell, CommonFrame
from autan.cooperation.crossreading.core.passages import Passage, PassageKind, Strength
from autan.evidence.figures.core.deadlines import Presence, presence_of
from autan.ground.search.core.searching import stems
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.plans.projects.core.themes import guess_themes


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentSuggestion:
    """Where a passage could be put, and why; `score` is how well it fits, 0 to 1."""

    domains: tuple[str, ...]
    theme: str
    reason: Text
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentDecision:
    """What somebody decided of one passage."""

    passage: str
    domains: tuple[str, ...]
    theme: str
    is_accepted: bool
    fingerprint: str
    frame_version: str
    by_name: str = ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return the cells of the frame that the passage is put on."""
        return tuple((domain, self.theme) for domain in self.domains) if self.is_accepted else ()


class DecisionState(Labelled):
    """Whether a decision still stands."""

    NONE = "none", "à lire", "to be read"
    STANDS = "stands", "décidé", "decided"
    TEXT_CHANGED = "text_changed", "texte changé depuis : à relire", "text changed since: to be read again"
    FRAME_CHANGED = "frame_changed", "cadre changé depuis : à relire", "frame changed since: to be read again"


def state_of(decision: AlignmentDecision | None, passage: Passage, frame: CommonFrame) -> DecisionState:
    """Say whether a decision stands: neither the passage nor, for a refusal, the frame has changed since.

    An alignment outlives a frame that only grew; one whose domain or theme is gone does not.
    """
    if decision is None:
        return DecisionState.NONE
    if decision.fingerprint != passage.fingerprint:
        return DecisionState.TEXT_CHANGED
    if decision.is_accepted:
        return DecisionState.STANDS if frame.holds(decision.domains, decision.theme) else DecisionState.FRAME_CHANGED
    return DecisionState.STANDS if decision.frame_version == frame.version else DecisionState.FRAME_CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedPassage:
    """A passage with what was decided of it, and whether that stands."""

    passage: Passage
    decision: AlignmentDecision | None
    state: DecisionState

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Cells that it is put on, as long as the decision stands."""
        return self.decision.cells if self.decision and self.state is DecisionState.STANDS else ()


class CoverageStatus(Labelled):
    """What is known of a member on a part of the frame, and why it is not."""

    CARRIED = "carried", "porté", "carried"
    ABSENT = "absent", "plan lu, rien ici", "plan read, nothing here"
    PLANLESS = "planless", "sans plan", "without a plan"
    OPEN = "open", "non connu ici : personne n’a dit le plan complet", "not known here: nobody said the plan complete"
    UNREAD = "unread", "non connu ici : plan pas lu en entier", "not known here: plan not read whole"
    NO_PLAN = "no_plan", "non connu ici : aucun plan relevé", "not known here: no plan recorded"

    @property
    def presence(self) -> Presence:
        """Whether something is stated there, stated absent, or not known."""
        is_absent = self in {CoverageStatus.ABSENT, CoverageStatus.PLANLESS}
        return presence_of(is_held=self is CoverageStatus.CARRIED, is_complete=is_absent)

    @property
    def is_known(self) -> bool:
        """True when it is stated, one way or the other."""
        return self.presence.is_known


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberReading:
    """One member: its plan, and its passages as they were read.

    Attributes:
        is_stated_whole: True when the targets, the axes and the actions of its plan are stated complete, or when it
            is stated to have no plan.
    """

    siren: str
    plan: str
    read: tuple[DecidedPassage, ...]
    carried: Mapping[Cell, tuple[Passage, ...]]
    decided: int
    is_stated_whole: bool = False

    @classmethod
    def of(cls, siren: str, plan: str, read: Sequence[DecidedPassage], *, is_stated_whole: bool) -> Self:
        """Make the reading of a member from its passages."""
        carried: dict[Cell, list[Passage]] = {}
        for decided_passage in read:
            for cell in decided_passage.cells:
                carried.setdefault(cell, []).append(decided_passage.passage)
        return cls(
            siren=siren,
            plan=plan,
            read=tuple(read),
            carried={cell: tuple(passages) for cell, passages in carried.items()},
            decided=sum(passage.state is DecisionState.STANDS for passage in read),
            is_stated_whole=is_stated_whole,
        )

    @property
    def is_whole(self) -> bool:
        """True when every passage of the plan is decided, of one at least."""
        return 0 < self.decided == len(self.read)

    @property
    def rests_on_the_whole(self) -> bool:
        """True when what was not found in the plan is absent from it: it is stated complete, and all of it was read."""
        return self.is_stated_whole and bool(self.plan) and self.decided == len(self.read)

    def on(self, domain: str, theme: str = "") -> tuple[Passage, ...]:
        """Return the passages put on a domain, or on one of its cells; each has one theme, so each comes once."""
        if theme:
            return self.carried.get((domain, theme), ())
        return tuple(passage for cell, passages in self.carried.items() if cell[0] == domain for passage in passages)

    def coverage(self, domain: str, theme: str = "") -> CoverageStatus:
        """Say what is known of the member there: absent only from a plan stated complete and read whole."""
        if self.on(domain, theme):
            return CoverageStatus.CARRIED
        if not self.plan:
            return CoverageStatus.PLANLESS if self.is_stated_whole else CoverageStatus.NO_PLAN
        if self.rests_on_the_whole:
            return CoverageStatus.ABSENT
        return CoverageStatus.OPEN if self.is_whole else CoverageStatus.UNREAD

    def strength(self, domain: str, theme: str = "") -> Strength | None:
        """Return how far the member goes there; None when it carries nothing."""
        return max(
            (passage.strength for passage in self.on(domain, theme)), key=lambda passage: passage.rank, default=None
        )


def read_members(
    plans: Mapping[str, str],
    passages: Iterable[Passage],
    decisions: Mapping[str, AlignmentDecision],
    frame: CommonFrame,
    stated_whole: Collection[str] = (),
) -> tuple[MemberReading, ...]:
    """Put passages beside what was decided of them, member by member.

    A passage of several members is read for each. `plans` gives the slug of the plan of each member, empty where none
    is known; `stated_whole`, those of whom a source or a person states that the passages are all there.
    """
    by_member: dict[str, list[DecidedPassage]] = {siren: [] for siren in plans}
    for passage in passages:
        decision = decisions.get(passage.key)
        decided_passage = DecidedPassage(passage=passage, decision=decision, state=state_of(decision, passage, frame))
        for siren in passage.sirens:
            if siren in by_member:
                by_member[siren].append(decided_passage)
    return tuple(
        MemberReading.of(siren, plan, by_member[siren], is_stated_whole=siren in stated_whole)
        for siren, plan in plans.items()
    )


def withdrawn(decisions: Mapping[str, AlignmentDecision], passages: Sequence[Passage]) -> tuple[str, ...]:
    """Return the keys of passages that were put on the frame, and that no plan of today holds any more."""
    keys = {passage.key for passage in passages}
    return tuple(key for key, decision in decisions.items() if decision.is_accepted and key not in keys)


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
