"""Lessons (savoir-faire): what was learnt at a site, and what another territory needs to take it up."""

from dataclasses import dataclass
from datetime import date

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.descriptions.core.fields import choice, codes, lines, long_text, money, rows, several, text
from autan.ground.texts.core.dates import months_later
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.plans.projects.core.themes import ActionTheme


class ConditionKind(Labelled):
    """What a condition of transfer is about; each is asked of every lesson."""

    COMPETENCE = "competence", "Compétence exercée", "Competence held"
    SIZE = "size", "Taille du territoire", "Size of the territory"
    ENGINEERING = "engineering", "Ingénierie", "Engineering"
    MEANS = "means", "Moyens humains et matériels", "Staff and equipment"
    PARTNERS = "partners", "Partenaires", "Partners"
    TIME = "time", "Temps", "Time"
    INVESTMENT = "investment", "Investissement", "Investment"
    RUNNING_COST = "running_cost", "Fonctionnement", "Running cost"

    @property
    def is_money(self) -> bool:
        """True for what is paid: its amount and who paid are asked apart."""
        return self in {ConditionKind.INVESTMENT, ConditionKind.RUNNING_COST}


class ConditionWeight(Labelled):
    """How much a condition counts for the transfer; not known is an answer, saying nothing is none."""

    REQUIRED = "required", "indispensable", "required"
    HELPS = "helps", "aide", "helps"
    INDIFFERENT = "indifferent", "sans effet", "indifferent"
    NOT_KNOWN = "not_known", "non connu", "not known"

    @property
    def needs_evidence(self) -> bool:
        """True when what establishes it must be said."""
        return self in {ConditionWeight.REQUIRED, ConditionWeight.HELPS}


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferCondition:
    """One condition of transfer; `amount_eur` is None when unknown, and for what is not money."""

    kind: ConditionKind = choice(Text("Condition", "Condition"), ConditionKind, is_required=True)
    weight: ConditionWeight | None = choice(
        Sentence("Poids"),
        ConditionWeight,
        absent=Sentence("non renseigné"),
        needed=Sentence("dites indispensable, aide, sans effet ou non connu"),
    )
    words: str = text(Sentence("Ce qu’il faut"), max_length=4000)
    evidence: str = text(
        Text("Ce qui l’établit", "What states it"),
        max_length=4000,
        needed=Sentence("dites ce qui l’établit"),
        needed_when=lambda condition: condition.weight is not None and condition.weight.needs_evidence,
    )
    amount_eur: float | None = money(Sentence("Montant, en euros"))
    paid_by: str = text(
        Sentence("Qui a payé"),
        max_length=4000,
        needed=Sentence("dites qui a payé"),
        needed_when=lambda condition: condition.amount_eur is not None,
    )


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
    """Where a lesson stands for whoever reads the list."""

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
    remedy: str = text(Sentence("Remède"), absent=Sentence("sans remède connu"), is_searched=True)
    code: str = text(Text("Code", "Code"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonContent:
    """What a lesson says, in one version.

    Maturity and reproducibility are as a source states them. A lesson rests on `evidence`: facts, actions, figures and
    documents, and on `sources`: a note of the workshop, a report, in words.
    """

    title: str = text(
        Sentence("Titre\u00a0: ce que l’on a appris, en une phrase"),
        shown=Sentence("Titre"),
        is_shown=False,
        is_required=True,
        published=Sentence("Titre."),
    )
    understood: str = long_text(
        Sentence("Que comprendre et retenir de ce site\u202f?"),
        shown=Sentence("Ce qui a été compris"),
        part=LessonPart.LEARNT,
        needed=Sentence("dites ce qui a été compris"),
        is_searched=True,
    )
    ambition: str = long_text(
        Sentence("Comment l’ambition s’est-elle construite\u202f?"),
        shown=Sentence("Comment l’ambition s’est construite"),
        part=LessonPart.LEARNT,
        needed=Sentence("dites comment l’ambition s’est construite"),
        is_searched=True,
    )
    transferable: str = long_text(
        Sentence("Que peut-on transférer\u202f?"),
        shown=Sentence("Ce qui peut être transféré"),
        part=LessonPart.LEARNT,
        needed=Sentence("dites ce qui peut être transféré"),
        is_searched=True,
    )
    not_to_copy: str = long_text(
        Sentence("Que ne faut-il pas copier\u202f?"),
        help=Sentence("Toujours demandé\u00a0: un site parfait n’apprend rien."),
        shown=Sentence("Ce qu’il ne faut pas copier"),
        part=LessonPart.LEARNT,
        needed=Sentence("dites ce qu’il ne faut pas copier"),
        is_searched=True,
    )
    host_view: str = long_text(Sentence("Ce qu’en disent les hôtes"), part=LessonPart.VIEWS, is_searched=True)
    visitors_view: str = long_text(
        Sentence("Ce qu’en disent les visiteurs"),
        help=Sentence("Gardé à part\u00a0: les deux regards ne sont pas fondus."),
        part=LessonPart.VIEWS,
        is_searched=True,
    )
    conditions: tuple[TransferCondition, ...] = rows(Sentence("Conditions de transfert"), TransferCondition, by="kind")
    difficulties: tuple[Difficulty, ...] = rows(
        Sentence("Obstacles et remèdes"),
        Difficulty,
        help=Sentence("Un par ligne\u00a0: obstacle | remède | sorte d’obstacle."),
        is_typed=True,
        is_searched=True,
    )
    maturity: Maturity | None = choice(
        Sentence("Maturité, telle qu’énoncée"), Maturity, shown=Sentence("Maturité"), part=LessonPart.SAID
    )
    maturity_source: str = text(Sentence("par"), source_of="maturity", needed=Sentence("maturité : dites qui l’énonce"))
    reproducibility: Reproducibility | None = choice(
        Sentence("Reproductibilité, telle qu’énoncée"),
        Reproducibility,
        shown=Sentence("Reproductibilité"),
        part=LessonPart.SAID,
    )
    reproducibility_source: str = text(
        Sentence("par"), source_of="reproducibility", needed=Sentence("reproductibilité : dites qui l’énonce")
    )
    levers: tuple[str, ...] = codes(Sentence("Leviers"), part=LessonPart.SAID)
    themes: tuple[ActionTheme, ...] = several(
        Sentence("Thèmes"),
        ActionTheme,
        part=LessonPart.SAID,
        published=Sentence("Codes séparés par une espace, ou vide."),
    )
    evidence: tuple[EvidenceRef, ...] = rows(Sentence("Preuves"), EvidenceRef, is_packed=True)
    sources: tuple[str, ...] = lines(
        Sentence("Documents, en mots"),
        help=Sentence("Un par ligne, s’il n’est pas dans ce que l’on cherche ci-dessous."),
        is_shown=False,
        needed=Sentence("donnez au moins une source"),
        needed_when=lambda content: not content.evidence,
    )


def is_to_confirm(confirmed_on: date | None, *, today: date) -> bool:
    """Say whether a published lesson asks to be confirmed: 24 months after it was last."""
    return confirmed_on is not None and months_later(confirmed_on, CONFIRMED_FOR_MONTHS) <= today


def write_sources(content: LessonContent) -> tuple[str, ...]:
    """Write what a lesson rests on, a line each: pieces of evidence by their kind and key, then words."""
    return (*(f"{ref.kind}:{ref.key}" for ref in content.evidence), *content.sources)
