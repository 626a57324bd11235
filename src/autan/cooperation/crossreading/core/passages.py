"""Passages of plans (an axis, an action or a target, on the frame as one thing), and how far two people agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from autan.coding.agreement.core.alpha import krippendorff_alpha
from autan.coding.agreement.core.kappa import cohen_kappa, percent_agreement
from autan.coding.agreement.core.ratings import Agreement, MeasurementLevel, Ratings, draw_sample
from autan.cooperation.crossreading.core.addresses import BLIND_KIND, CrossreadAddress
from autan.cooperation.crossreading.core.frame import CommonFrame
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.labelled import Labelled
from autan.ground.texts.core.notation import number_text
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text


class PassageKind(Labelled):
    """What a passage is."""

    AXIS = "axis", "Axe", "Axis"
    ACTION = "action", "Action", "Action"
    TARGET = "target", "Objectif", "Target"


class Strength(Labelled):
    """How far a member goes on something, from what it says to what it did."""

    AIM = "aim", "visé", "aimed at"
    TARGET = "target", "chiffré", "quantified"
    FUNDED = "funded", "financé", "funded"
    DONE = "done", "réalisé", "done"

    @property
    def rank(self) -> int:
        """Place on the scale, from 1."""
        return _RANKS[self.value]


_RANKS = {strength.value: rank for rank, strength in enumerate(Strength, start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage.

    Attributes:
        key: its kind and identifier, `action:sicoval-renoval`.
        quantity: what a target is about; else empty.
        part: sector that a target is about; else empty.
        direction: `down` or `up` for a target that is a change; else empty.
        printed: words of which a print is kept, where they are not those that are read.
    """

    key: str
    kind: PassageKind
    text: str
    plan: str
    sirens: tuple[str, ...]
    strength: Strength
    ref: EvidenceRef
    themes: tuple[str, ...] = ()
    quantity: str = ""
    part: str = ""
    direction: str = ""
    printed: str = ""

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits that change when what it says does, whatever its blanks and capitals."""
        return sha256(" ".join((self.printed or self.text).lower().split()).encode()).hexdigest()[:12]


def action_strength(*, status: str, is_funded: bool) -> Strength:
    """Return how far an action goes: done, funded, or aimed at."""
    if status == "done":
        return Strength.DONE
    return Strength.FUNDED if is_funded else Strength.AIM


SHARE = 0.1
"""Share of the aligned passages that a second person reads."""
LEAST_KAPPA = 0.67
"""Agreement below which counts are shown with a warning. Source: Krippendorff, Content Analysis (2004), p. 241."""
_FIRST, _SECOND = "first", "second"
type Domains = frozenset[str]


def draw_passages(keys: Sequence[str], *, seed: int) -> tuple[str, ...]:
    """Draw a tenth of the passages that are decided, rounded up; the same for everybody who has the seed."""
    return draw_sample(keys, seed=seed, share=SHARE) if keys else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingAgreement:
    """How far two people agree on the passages that both read.

    `percent` is the share of the pairs of passage and domain on which they say the same.
    """

    kappa: Agreement
    alpha: Agreement
    percent: Agreement
    passages: int
    differing: tuple[str, ...]


def measure_agreement(
    first: Mapping[str, Domains], second: Mapping[str, Domains], frame: CommonFrame
) -> ReadingAgreement | None:
    """Measure how far two people put the same passages on the same domains; None when both read none.

    `first` and `second` give domains by key of passage: none for a passage that is left out.
    """
    keys = [key for key in first if key in second]
    if not keys:
        return None
    units = [(key, domain.code) for key in keys for domain in frame.domains]
    ratings = Ratings.from_rows(
        {
            _FIRST: [float(domain in first[key]) for key, domain in units],
            _SECOND: [float(domain in second[key]) for key, domain in units],
        },
        units=[f"{key} {domain}" for key, domain in units],
    )
    return ReadingAgreement(
        kappa=cohen_kappa(ratings, _FIRST, _SECOND),
        alpha=krippendorff_alpha(ratings, MeasurementLevel.NOMINAL),
        percent=percent_agreement(ratings),
        passages=len(keys),
        differing=tuple(key for key in keys if first[key] != second[key]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementNote:
    """What is printed beside every count of the cross-reading.

    `is_low` when it is below `LEAST_KAPPA`, or cannot be measured on what was read twice.
    """

    words: Text
    is_low: bool


def agreement_note(reading_agreement: ReadingAgreement | None) -> AgreementNote:
    """Return the sentence that goes with every count, and whether counts need a warning."""
    if reading_agreement is None:
        words = Sentence("Aucun passage n’a encore été lu par une seconde personne.")
        return AgreementNote(words=words, is_low=False)
    count = reading_agreement.passages
    if reading_agreement.kappa.value is None:
        why = reading_agreement.kappa.undefined.label if reading_agreement.kappa.undefined else Text("", "")
        words = Sentence("Accord entre deux lectures : non défini sur {count} passages ({why}).", count=count, why=why)
        return AgreementNote(words=words, is_low=True)
    kappa = number_text(round(reading_agreement.kappa.value, 2))
    words = Sentence("Accord entre deux lectures : kappa {kappa}, sur {count} passages.", kappa=kappa, count=count)
    return AgreementNote(words=words, is_low=reading_agreement.kappa.value < LEAST_KAPPA)


def agreement_figure(network: str, reading_agreement: ReadingAgreement | None, readings: Sequence[str]) -> Figure:
    """Return the agreement as a figure."""
    kappa = reading_agreement.kappa if reading_agreement else None
    value = kappa.value if kappa else None
    return Figure(
        id=str(CrossreadAddress(network=network, what="agreement")),
        label=Sentence("Accord entre deux lectures (kappa)"),
        value=None if value is None else round(value, 4),
        unit=get_unit("ratio"),
        period=Period.undated(),
        territories=(),
        known=reading_agreement.passages if reading_agreement else 0,
        total=reading_agreement.passages if reading_agreement else 0,
        part=Sentence("passages lus deux fois"),
        state=ValueState.MISSING if value is None else ValueState.OBSERVED,
        boundary="crossread_agreement",
        method=kappa.method if kappa else Method(name="agreement_kappa", formula=_KAPPA),
        evidence=tuple(EvidenceRef(kind=BLIND_KIND, key=key) for key in readings),
        note=agreement_note(reading_agreement).words,
    )


_KAPPA = Sentence("kappa de Cohen")
