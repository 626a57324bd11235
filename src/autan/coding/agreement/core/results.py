"""One measure of agreement, or why there is none."""

from dataclasses import dataclass

from autan.evidence.figures.core.figures import Method
from autan.ground.texts.core.labelled import Labelled


class AgreementMeasure(Labelled):
    """How agreement is measured."""

    PERCENT = "percent", "pourcentage d’accord", "percent agreement"
    KAPPA = "kappa", "kappa de Cohen", "Cohen’s kappa"
    ALPHA = "alpha", "alpha de Krippendorff", "Krippendorff’s alpha"


class UndefinedAgreement(Labelled):
    """Why a measure has no value."""

    NO_UNIT = "no_unit", "aucune unité codée par deux personnes", "no unit coded by two people"
    ONE_UNIT = "one_unit", "une seule unité codée par deux personnes", "only one unit coded by two people"
    CONSTANT = (
        "constant",
        "une seule valeur partout : rien ne dit ce que le hasard aurait donné",
        "one single value everywhere: nothing says what chance would have given",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A measure of agreement.

    Invariant: exactly one of `value` and `undefined` is None.

    Attributes:
        value: 1 for full agreement; 0 for that of chance (kappa, alpha); a share from 0 to 1 for a percentage.
        units: units that at least two coders gave a value to.
    """

    measure: AgreementMeasure
    value: float | None
    undefined: UndefinedAgreement | None = None
    units: int
    coders: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def method(self) -> Method:
        """Method of the measure, for a trace."""
        parameters = (*self.parameters, ("units", str(self.units)), ("coders", str(len(self.coders))))
        return Method(name=f"agreement_{self.measure.value}", formula=self.measure.label, parameters=parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementBounds:
    """Where alpha would lie were the units drawn anew: percentiles of its values in bootstrap draws.

    `undefined_draws` are the draws in which every value was the same; left out.
    """

    low: float | None
    high: float | None
    confidence: float
    draws: int
    undefined_draws: int
    seed: int
