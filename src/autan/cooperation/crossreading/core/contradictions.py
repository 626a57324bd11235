"""Contradictions: their kinds, their two sides, the tolerances below which nothing is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from autan.cooperation.crossreading.core.addresses import CrossreadAddress
from autan.cooperation.crossreading.core.statements import Statement
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.lists.core import ListFilter, choice_parameter, code_parameter
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text

_ALL = Sentence("tous")


class ContradictionKind(Labelled):
    """What keeps two statements apart."""

    BASE_YEAR = "base_year", "Années de référence", "Base years"
    HORIZON = "horizon", "Horizons", "Horizons"
    TARGET = "target", "Objectifs", "Targets"
    PERIMETER = "perimeter", "Périmètres", "Perimeters"
    SECTORS = "sectors", "Secteurs et total", "Sectors and whole"
    UNITS = "units", "Unités", "Units"
    SURVEY = "survey", "Enquête et plan", "Survey and plan"
    DATES = "dates", "Dates", "Dates"
    STAFF = "staff", "Moyens humains", "Staff"
    OBSERVED = "observed", "Plan et observé", "Plan and observed"
    WRONG_WAY = "wrong_way", "Évolution contraire", "Change the other way"
    ACCOUNTS = "accounts", "Plan et comptes", "Plan and accounts"
    AGENDA = "agenda", "Calendrier", "Timetable"
    MONEY = "money", "Montants", "Amounts"
    SOURCES = "sources", "Sources en désaccord", "Sources that disagree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerances:
    """What may differ without being a contradiction; the file `tolerances.yaml` says each."""

    since: date
    base_year_years: int
    horizon_years: int
    value_points: float
    value_pct: float
    base_pct: float
    accounts_pct: float
    sectors_pct: float
    perimeter_pct: float
    wrong_way_pct: float
    wrong_way_years: int
    unit_pct: float
    date_days: int
    staff_fte: float
    money_pct: float
    rough_pct: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two sides or more that cannot both be right as they are written.

    Attributes:
        siren: the member; empty for the network as a whole.
        explanation: why they contradict each other, with the tolerance that was passed.
    """

    kind: ContradictionKind
    siren: str
    subject: Text
    sides: tuple[Statement, ...]
    explanation: Text

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that change when a side says something else: a decision goes with it."""
        texts = sorted(f"{side.ref.kind}:{side.ref.key}:{side.words.fr}" for side in self.sides)
        return sha256("|".join((self.kind.value, self.siren, *texts)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionFilter(ListFilter):
    """Which contradictions are shown: of a kind, of a member."""

    kind: ContradictionKind | None = choice_parameter("genre", Sentence("Genre"), ContradictionKind, blank=_ALL)
    siren: str = code_parameter("membre", Sentence("Membre"), longest=9, blank=_ALL)

    def keeps(self, contradiction: Contradiction) -> bool:
        """Return whether it keeps a contradiction."""
        return self.kind in {None, contradiction.kind} and self.siren in {"", contradiction.siren}


class ReviewStatus(Labelled):
    """What was decided of a contradiction."""

    OPEN = "open", "à examiner", "to be looked at"
    ACCEPTED = "accepted", "admise", "accepted"
    EXPLAINED = "explained", "expliquée", "explained"
    ASKED = "asked", "question au membre", "question to the member"


def contradictions_figure(
    network: str,
    contradictions: Sequence[Contradiction],
    sirens: Sequence[str],
    *,
    kind: ContradictionKind | None = None,
) -> Figure:
    """Count contradictions, of one kind or of all."""
    counted = [contradiction for contradiction in contradictions if kind is None or contradiction.kind is kind]
    about = kind.label if kind else Sentence("toutes")
    refs = dict.fromkeys(side.ref for contradiction in (counted or contradictions) for side in contradiction.sides)
    return Figure(
        id=str(CrossreadAddress(network=network, what="contradictions", details=(kind.value if kind else "all",))),
        label=Sentence("Contradictions : {about}", about=about),
        value=len(counted),
        unit=get_unit("count"),
        period=Period.undated(),
        territories=tuple(sirens),
        known=len(counted),
        total=len(counted),
        part=Text("contradictions", "contradictions"),
        state=ValueState.OBSERVED,
        boundary="crossread_contradictions",
        method=Method(name="find_contradictions", formula=Sentence("règles écrites, au-delà des tolérances")),
        evidence=tuple(refs)[:200],
    )
