"""Lessons (savoir-faire): what was learnt at a site, and what another territory needs to take it up."""

from dataclasses import dataclass
from datetime import date

from autan.cooperation.lessons.core.conditions import TransferCondition
from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.descriptions.core.fields import choice, codes, lines, long_text, rows, several, text
from autan.ground.texts.core.dates import months_later
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.texts import Text
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


class LessonPart(Labelled):
    """Parts of a lesson, as a page and a file show them."""

    LEARNT = "learnt", "Ce que l’on a appris", "What was learnt"
    VIEWS = "views", "Deux regards", "Two views"
    SAID = "said", "Ce qui en est dit", "What is said of it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """An obstacle met, beside what was done about it; `code` is that of the codebook of obstacles."""

    obstacle: str = text(Text("Obstacle", "Obstacle"), is_required=True, is_searched=True)
    remedy: str = text(Text("Remède", "Remedy"), absent=Text("sans remède connu", "no known remedy"), is_searched=True)
    code: str = text(Text("Code", "Code"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonContent:
    """What a lesson says, in one version.

    Maturity and reproducibility are as a source states them. A lesson rests on `evidence`: facts, actions, figures and
    documents, and on `sources`: a note of the workshop, a report, in words.
    """

    title: str = text(
        Text("Titre\u00a0: ce que l’on a appris, en une phrase", "Title: what was learnt, in one sentence"),
        shown=Text("Titre", "Title"),
        is_shown=False,
        is_required=True,
        published=Text("Titre.", "Title, in French."),
    )
    understood: str = long_text(
        Text("Que comprendre et retenir de ce site\u202f?", "What is to be understood and retained from this site?"),
        shown=Text("Ce qui a été compris", "What was understood"),
        part=LessonPart.LEARNT,
        needed=Text("dites ce qui a été compris", "say what was understood"),
        is_searched=True,
    )
    ambition: str = long_text(
        Text("Comment l’ambition s’est-elle construite\u202f?", "How was the ambition built?"),
        shown=Text("Comment l’ambition s’est construite", "How the ambition was built"),
        part=LessonPart.LEARNT,
        needed=Text("dites comment l’ambition s’est construite", "say how the ambition was built"),
        is_searched=True,
    )
    transferable: str = long_text(
        Text("Que peut-on transférer\u202f?", "What can be transferred?"),
        shown=Text("Ce qui peut être transféré", "What can be transferred"),
        part=LessonPart.LEARNT,
        needed=Text("dites ce qui peut être transféré", "say what can be transferred"),
        is_searched=True,
    )
    not_to_copy: str = long_text(
        Text("Que ne faut-il pas copier\u202f?", "What should not be copied?"),
        help=Text(
            "Toujours demandé\u00a0: un site parfait n’apprend rien.", "Always asked: a perfect site teaches nothing."
        ),
        shown=Text("Ce qu’il ne faut pas copier", "What should not be copied"),
        part=LessonPart.LEARNT,
        needed=Text("dites ce qu’il ne faut pas copier", "say what should not be copied"),
        is_searched=True,
    )
    host_view: str = long_text(
        Text("Ce qu’en disent les hôtes", "What the hosts say of it"), part=LessonPart.VIEWS, is_searched=True
    )
    visitors_view: str = long_text(
        Text("Ce qu’en disent les visiteurs", "What the visitors say of it"),
        help=Text(
            "Gardé à part\u00a0: les deux regards ne sont pas fondus.", "Kept apart: the two views are not merged."
        ),
        part=LessonPart.VIEWS,
        is_searched=True,
    )
    conditions: tuple[TransferCondition, ...] = rows(
        Text("Conditions de transfert", "Conditions of transfer"), TransferCondition, by="kind"
    )
    difficulties: tuple[Difficulty, ...] = rows(
        Text("Obstacles et remèdes", "Obstacles and remedies"),
        Difficulty,
        help=Text(
            "Un par ligne\u00a0: obstacle | remède | sorte d’obstacle.",
            "One per line: obstacle | remedy | kind of obstacle.",
        ),
        is_typed=True,
        is_searched=True,
    )
    maturity: Maturity | None = choice(
        Text("Maturité, telle qu’énoncée", "Maturity, as stated"),
        Maturity,
        shown=Text("Maturité", "Maturity"),
        part=LessonPart.SAID,
    )
    maturity_source: str = text(
        Text("par", "by"),
        source_of="maturity",
        needed=Text("maturité : dites qui l’énonce", "maturity: say who states it"),
    )
    reproducibility: Reproducibility | None = choice(
        Text("Reproductibilité, telle qu’énoncée", "Reproducibility, as stated"),
        Reproducibility,
        shown=Text("Reproductibilité", "Reproducibility"),
        part=LessonPart.SAID,
    )
    reproducibility_source: str = text(
        Text("par", "by"),
        source_of="reproducibility",
        needed=Text("reproductibilité : dites qui l’énonce", "reproducibility: say who states it"),
    )
    levers: tuple[str, ...] = codes(Text("Leviers", "Levers"), part=LessonPart.SAID)
    themes: tuple[ActionTheme, ...] = several(
        Text("Thèmes", "Topics"),
        ActionTheme,
        part=LessonPart.SAID,
        published=Text("Codes séparés par une espace, ou vide.", "Codes separated by a space, or empty."),
    )
    evidence: tuple[EvidenceRef, ...] = rows(Text("Preuves", "Evidence"), EvidenceRef, is_packed=True)
    sources: tuple[str, ...] = lines(
        Text("Documents, en mots", "Documents, in words"),
        help=Text(
            "Un par ligne, s’il n’est pas dans ce que l’on cherche ci-dessus.",
            "One per line, if the search above does not find it.",
        ),
        is_shown=False,
        needed=Text("donnez au moins une source", "give one source at least"),
        needed_when=lambda content: not content.evidence,
    )


def is_to_confirm(confirmed_on: date | None, *, today: date) -> bool:
    """Say whether a published lesson asks to be confirmed: 24 months after it was last."""
    return confirmed_on is not None and months_later(confirmed_on, CONFIRMED_FOR_MONTHS) <= today


def write_sources(content: LessonContent) -> tuple[str, ...]:
    """Write what a lesson rests on, a line each: pieces of evidence by their kind and key, then words."""
    return (*(f"{ref.kind}:{ref.key}" for ref in content.evidence), *content.sources)
