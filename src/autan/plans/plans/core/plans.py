"""A plan as a value: what it is, whom it is about, which plan it follows; and as a form or a file gives it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from autan.evidence.figures.core.sources import EvidenceRef
from autan.ground.descriptions.core.fields import choice, long_text, text
from autan.ground.errors import DomainError
from autan.ground.texts.core.labelled import Labelled
from autan.ground.wordings import Sentence, Text
from autan.plans.plans.core.sections import Typed


class PlanKind(Labelled):
    """Which sort of plan it is; the first come first when one of several must stand for a member."""

    PCAET = "pcaet", "Plan climat-air-énergie territorial (PCAET)", "Climate-air-energy plan (PCAET)"
    SCOT_AEC = "scot_aec", "SCoT valant PCAET", "SCoT standing for a PCAET"
    PCET = "pcet", "Plan climat-énergie territorial (PCET)", "Climate-energy plan (PCET)"
    TEPOS = "tepos", "Territoire à énergie positive (TEPOS)", "Positive-energy territory (TEPOS)"
    AGENDA_21 = "agenda_21", "Volet énergie d’un Agenda 21", "Energy chapter of an Agenda 21"
    OWN = "own", "Plan propre à la collectivité", "Plan of the authority’s own"

    @property
    def short(self) -> str:
        """Abbreviation on charts and in tables."""
        return _SHORT[self]

    @property
    def regime(self) -> Text:
        """Law that it was made under."""
        return _REGIMES.get(self, Sentence("démarche volontaire"))


_SHORT = {
    PlanKind.PCAET: "PCAET",
    PlanKind.SCOT_AEC: "SCoT-AEC",
    PlanKind.PCET: "PCET",
    PlanKind.TEPOS: "TEPOS",
    PlanKind.AGENDA_21: "Agenda 21",
    PlanKind.OWN: "Plan",
}
_REGIMES = {
    PlanKind.PCAET: Sentence("loi du 17 août 2015 (PCAET)"),
    PlanKind.SCOT_AEC: Sentence("ordonnance du 17 juin 2020 (SCoT-AEC)"),
    PlanKind.PCET: Sentence("loi du 12 juillet 2010 (PCET)"),
}


class PlanScope(Labelled):
    """What a plan acts on; the two are kept apart and never added."""

    ESTATE = "estate", "patrimoine et services", "estate and services"
    TERRITORY = "territory", "territoire", "territory"
    BOTH = "both", "patrimoine et territoire, comptés à part", "estate and territory, counted apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHeading:
    """What a plan is, without its lines.

    Attributes:
        carrier: body that carries it, when it is another than its territories; else empty.
        slug: identifier; empty where a form says what a plan is.
    """

    title: str = text(Sentence("Titre"), is_required=True)
    kind: PlanKind = choice(Sentence("Sorte de plan"), PlanKind, is_required=True)
    scope: PlanScope | None = choice(Text("Champ", "Scope"), PlanScope)
    carrier: str = text(Sentence("Porté par, si c’est un autre organisme"), max_length=200)
    follows: str = text(Sentence("Succède à"))
    note: str = long_text(Sentence("Remarque"), lines=3)
    slug: str = ""
    sirens: tuple[str, ...] = ()
    network: str = ""
    is_published: bool = False
    is_invented: bool = False
    evidence: tuple[EvidenceRef, ...] = ()


class SuccessionError(DomainError):
    """A plan was to succeed one that it may not: itself, one that follows it, or one that another plan succeeds."""


def check_succession(slug: str, follows: str, known: Mapping[str, str]) -> None:
    """Refuse a succession that loops, or a second plan that claims to succeed one.

    >>> check_succession("b", "a", {"a": "", "b": ""})
    """
    if not follows:
        return
    rivals = [other for other, before in known.items() if before == follows and other != slug]
    if rivals:
        message = (
            "«\u202f{value}\u202f» succède déjà à «\u202f{follows}\u202f»\u00a0: deux plans ne succèdent pas au même"
        )
        raise SuccessionError(message, value=rivals[0], follows=follows)
    current, chain = follows, [slug]
    while current:
        chain.append(current)
        if current == slug:
            message = "la succession tourne en rond\u00a0: {way}"
            raise SuccessionError(message, way=" → ".join(chain))
        current = known.get(current, "")


def current_plan(headings: Sequence[PlanHeading], adopted: Collection[str] = ()) -> PlanHeading | None:
    """Return the plan that stands for a member: the first by kind, then one that is adopted, then the last given.

    A plan in preparation does not take the place of an adopted one of its kind that it will succeed.

    >>> current_plan([]) is None
    True
    """
    followed = {heading.follows for heading in headings if heading.slug in adopted or heading.follows not in adopted}
    in_force = [heading for heading in headings if heading.slug not in followed]
    order = list(PlanKind)
    return min(
        reversed(in_force),
        key=lambda heading: (order.index(heading.kind), heading.slug not in adopted),
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LineInput:
    """One line as a form or a file gives it.

    Attributes:
        typed: what was typed, by field; all empty to remove the line.
        revision: revision that was read; None when it was not, as for a file.
        evidence: what states it; None to leave what is held.
    """

    key: str
    typed: Typed
    revision: int | None = None
    evidence: Sequence[EvidenceRef] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteSection:
    """A section of which a file states that there is nothing else, on a day, and what states it."""

    section: str
    on: date
    evidence: tuple[EvidenceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """One plan of a file: its heading, its lines by section, and its sections that are stated complete."""

    heading: PlanHeading
    lines: Mapping[str, tuple[LineInput, ...]] = field(default_factory=dict)
    complete: tuple[CompleteSection, ...] = ()
