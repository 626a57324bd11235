"""Lessons (savoir-faire): what was learnt at a site, and what another territory needs to take it up."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Self

from autan.cooperation.lessons.core.conditions import TransferCondition, all_conditions, condition_gap
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.texts.core.dates import months_later
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import Text
from autan.people.journal.core import without_name
from autan.plans.projects.core.themes import ActionTheme

CONFIRMED_FOR_MONTHS = 24
"""Months after which a published lesson asks to be confirmed."""


class Maturity(Labelled):
    """How far what a lesson tells has gone, as its source states it."""

    PLANNED = "planned", "prévu", "planned"
    TRIED = "tried", "essayé une fois", "tried once"
    RUNNING = "running", "en service depuis un an au moins", "running for a year or more"
    SPREAD = "spread", "repris ailleurs", "taken up elsewhere"
    DROPPED = "dropped", "arrêté", "stopped"


class Reproducibility(Labelled):
    """How easily it can be done again elsewhere, as the source states it."""

    EASY = "easy", "facilement reproductible", "easy to reproduce"
    CONDITIONAL = "conditional", "reproductible sous conditions", "reproducible under conditions"
    HARD = "hard", "difficilement reproductible", "hard to reproduce"
    NOT_SUITABLE = "not_suitable", "à ne pas reproduire", "not to be reproduced"


class LessonState(Labelled):
    """Where a lesson stands for who reads the list."""

    PUBLISHED = "published", "publié", "published"
    DRAFT = "draft", "brouillon", "draft"
    TO_CONFIRM = "to_confirm", "à confirmer", "to be confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """An obstacle met, beside what was done about it.

    Attributes:
        remedy: what was done; empty when nothing worked, or nobody said.
        code: code of the codebook of obstacles; empty for none.
    """

    obstacle: str
    remedy: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonContent:
    """What a lesson says, in one version.

    Attributes:
        visitors_view: what the visitors say of it; never merged with the former.
        maturity: as its source states it; None when it does not.
        reproducibility: as its source states it; None when it does not.
        evidence: facts, actions, figures and documents that it rests on.
        sources: what else it rests on, in words: a note of the workshop, a report.
    """

    title: str
    understood: str = ""
    ambition: str = ""
    transferable: str = ""
    not_to_copy: str = ""
    host_view: str = ""
    visitors_view: str = ""
    conditions: tuple[TransferCondition, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    levers: tuple[str, ...] = ()
    maturity: Maturity | None = None
    maturity_source: str = ""
    reproducibility: Reproducibility | None = None
    reproducibility_source: str = ""
    themes: tuple[ActionTheme, ...] = ()
    evidence: tuple[EvidenceRef, ...] = ()
    sources: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Self:
        """Read a lesson as it is kept."""
        maturity, reproducibility = fields.get("maturity"), fields.get("reproducibility")
        texts = {name: fields.get(name, "") for name in (*LONG_TEXTS, *_SHORT_TEXTS)}
        return cls(
            title=fields["title"],
            **texts,
            conditions=all_conditions(
                [TransferCondition.from_json(condition) for condition in fields.get("conditions", ())]
            ),
            difficulties=tuple(Difficulty(**difficulty) for difficulty in fields.get("difficulties", ())),
            levers=tuple(fields.get("levers", ())),
            maturity=Maturity(maturity) if maturity else None,
            reproducibility=Reproducibility(reproducibility) if reproducibility else None,
            themes=tuple(ActionTheme(code) for code in fields.get("themes", ())),
            evidence=tuple(EvidenceRef(kind=kind, key=key) for kind, key in fields.get("evidence", ())),
            sources=tuple(fields.get("sources", ())),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the lesson as it is kept."""
        texts = {name: getattr(self, name) for name in ("title", *LONG_TEXTS, *_SHORT_TEXTS)}
        return texts | {
            "conditions": [condition.as_json() for condition in all_conditions(self.conditions)],
            "difficulties": [asdict(difficulty) for difficulty in self.difficulties],
            "levers": list(self.levers),
            "maturity": self.maturity.value if self.maturity else "",
            "reproducibility": self.reproducibility.value if self.reproducibility else "",
            "themes": [theme.value for theme in self.themes],
            "evidence": [[ref.kind, ref.key] for ref in self.evidence],
            "sources": list(self.sources),
        }

    @property
    def search_text(self) -> str:
        """Return the text that a search reads beside the title."""
        texts = [getattr(self, name) for name in LONG_TEXTS]
        texts += [f"{difficulty.obstacle} {difficulty.remedy}" for difficulty in self.difficulties]
        return "\n".join(text for text in texts if text)


LONG_TEXTS = ("understood", "ambition", "transferable", "not_to_copy", "host_view", "visitors_view")
"""Texts of a lesson that a page shows at length, in their order."""
_SHORT_TEXTS = ("maturity_source", "reproducibility_source")
_ASKED = {
    "understood": Text("dites ce qui a été compris", "say what was understood"),
    "ambition": Text("dites comment l’ambition s’est construite", "say how the ambition was built"),
    "transferable": Text("dites ce qui peut être transféré", "say what can be transferred"),
    "not_to_copy": Text("dites ce qu’il ne faut pas copier", "say what should not be copied"),
}


def publication_gaps(content: LessonContent) -> tuple[Text, ...]:
    """Say what a lesson lacks before it can be published: its three answers, what not to copy, each condition.

    What is stated of its maturity or reproducibility bears what states it.
    """
    gaps = [words for name, words in _ASKED.items() if not getattr(content, name).strip()]
    gaps += [gap for condition in all_conditions(content.conditions) if (gap := condition_gap(condition))]
    if content.maturity and not content.maturity_source.strip():
        gaps.append(Text("maturité : dites qui l’énonce", "maturity: say who states it"))
    if content.reproducibility and not content.reproducibility_source.strip():
        gaps.append(Text("reproductibilité : dites qui l’énonce", "reproducibility: say who states it"))
    if not content.evidence and not content.sources:
        gaps.append(Text("donnez au moins une source", "give one source at least"))
    return tuple(gaps)


def is_to_confirm(confirmed_on: date | None, *, today: date) -> bool:
    """Say whether a published lesson asks to be confirmed: 24 months after it was last."""
    return confirmed_on is not None and months_later(confirmed_on, CONFIRMED_FOR_MONTHS) <= today


def content_without_name(content: LessonContent, name: str, instead: str) -> LessonContent:
    """Return a lesson in which the name of a person stands nowhere: what it says stays."""

    def clean(text: str) -> str:
        return without_name(text, name, instead)

    def condition(transfer_condition: TransferCondition) -> TransferCondition:
        texts: dict[str, Any] = {
            field: clean(getattr(transfer_condition, field)) for field in ("words", "evidence", "paid_by")
        }
        return replace(transfer_condition, **texts)

    texts: dict[str, Any] = {field: clean(getattr(content, field)) for field in ("title", *LONG_TEXTS, *_SHORT_TEXTS)}
    return replace(
        content,
        **texts,
        conditions=tuple(map(condition, content.conditions)),
        difficulties=tuple(
            replace(difficulty, obstacle=clean(difficulty.obstacle), remedy=clean(difficulty.remedy))
            for difficulty in content.difficulties
        ),
        sources=tuple(map(clean, content.sources)),
    )


def read_difficulties(text: str, codes: Sequence[str]) -> tuple[Difficulty, ...]:
    """Read difficulties, one a line: obstacle, remedy and code, parted by bars; a code that is not known is left out.

    >>> read_difficulties("Recrutement long | mutualiser le poste | staff", ["staff"])[0].remedy
    'mutualiser le poste'
    """
    difficulties = []
    for line in text.splitlines():
        obstacle, remedy, code = (*(part.strip() for part in line.split("|")), "", "", "")[:3]
        if obstacle:
            difficulties.append(Difficulty(obstacle=obstacle, remedy=remedy, code=code if code in codes else ""))
    return tuple(difficulties)


def write_difficulties(difficulties: Sequence[Difficulty]) -> str:
    """Write difficulties as `read_difficulties` reads them."""
    lines = (" | ".join((difficulty.obstacle, difficulty.remedy, difficulty.code)) for difficulty in difficulties)
    return "\n".join(line.rstrip(" |") for line in lines)


def read_sources(text: str) -> tuple[tuple[EvidenceRef, ...], tuple[str, ...]]:
    """Read what a lesson rests on, one a line: `fact:S089` names a piece of evidence, anything else is in words.

    >>> read_sources("Compte rendu du 3 mai")
    ((), ('Compte rendu du 3 mai',))
    """
    refs, sources = [], []
    for line in filter(None, map(str.strip, text.splitlines())):
        kind, colon, key = line.partition(":")
        if colon and kind in EVIDENCE_KINDS and key.strip() and " " not in key.strip():
            refs.append(EvidenceRef(kind=kind, key=key.strip()))
        else:
            sources.append(line)
    return tuple(dict.fromkeys(refs)), tuple(sources)


EVIDENCE_KINDS = ("fact", "action", "workshop", "indicator", "source")
"""Kinds of evidence that a line of sources may name."""


def write_sources(content: LessonContent) -> str:
    """Write what a lesson rests on as `read_sources` reads it."""
    return "\n".join((*(f"{ref.kind}:{ref.key}" for ref in content.evidence), *content.sources))
