"""Checks of the values that territories give: measure, date, unit, size, words.

The same checks serve the form, the file and the command line; each refusal names the field at fault.
"""

import datetime
import math
from dataclasses import dataclass

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import Dimension, Unit, convert, get_unit, units_like
from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import format_number
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.measures import MeasureGroup

STATES = (ValueState.OBSERVED, ValueState.ESTIMATED, ValueState.MODELLED, ValueState.LOWER_BOUND)
"""States that a person may give to a value; a nil is always a confirmed nil."""
LONGEST_DOCUMENT = 400
FAR = 100
"""Times the provider's value, or so small a part of it: most often another unit was meant (kWh, GWh, tep)."""


class InvalidOwnValueError(DomainError):
    """A value that a territory gives cannot be taken in.

    Attributes:
        field: what is at fault: `measure`, `date`, `value`, `unit`, `state`, `reason` or `document`.
        expected: what was expected, in French.
        may_be_confirmed: True when the person may keep the value as it is.
    """

    def __init__(self, field: str, expected: str, *, may_be_confirmed: bool = False) -> None:
        self.field = field
        self.expected = expected
        self.may_be_confirmed = may_be_confirmed
        super().__init__("{field}\u00a0: attendu {expected}", field=field, expected=Sentence(expected))


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenValue:
    """A value as a person gives it, in a form or in a row of a file.

    `is_confirmed`: keep it though it is a hundred times the provider's, or a hundredth of it.
    """

    measure: str
    date: str
    value: float
    unit: str
    reason: str
    document: str
    state: ValueState = ValueState.OBSERVED
    is_used: bool = False
    is_confirmed: bool = False

    @property
    def kept_state(self) -> ValueState:
        """The state that is kept: a nil is always a confirmed nil."""
        return self.state if self.value else ValueState.CONFIRMED_ZERO


def check_own_value(value: GivenValue, *, today: datetime.date) -> float:
    """Check a value and return it in the unit of its measure, exactly.

    Args:
        value: about a base measure of the catalogue, at a date as the editions of sources are dated, in a unit of the
            dimension of the measure; not below nil unless it is carbon, which may be taken in.
        today: no value may be of a later day.

    >>> given = GivenValue(measure="electricity_total", date="2024", value=1.5, unit="GWh", reason="-", document="-")
    >>> check_own_value(given, today=datetime.date(2026, 1, 1))
    1500.0
    """
    base_measure = BASE_MEASURES.get(value.measure)
    if base_measure is None:
        raise InvalidOwnValueError("measure", "une mesure de base du catalogue, comme «\u202felectricity_total\u202f»")
    _check_date(value.date, today)
    if not math.isfinite(value.value) or (value.value < 0 and base_measure.group is not MeasureGroup.CARBON):
        raise InvalidOwnValueError("value", "un nombre positif ou nul")
    if base_measure.unit == "pct" and value.value > 100:
        raise InvalidOwnValueError("value", "une part de 0 à 100")
    if not value.value and get_unit(base_measure.unit).dimension in {Dimension.DEGREE_DAYS, Dimension.PRICE}:
        raise InvalidOwnValueError("value", "un nombre au-dessus de zéro")
    if value.state not in STATES:
        raise InvalidOwnValueError("state", Sentence("l’un de : {states}", states=", ".join(STATES)))
    unit = get_unit(base_measure.unit)
    return float(convert(value.value, from_unit=_unit(value.unit, unit), to_unit=unit))


def check_size(value: float, provider: float | None) -> None:
    """Refuse a value so far from the provider's that its unit is probably another; a nil, or no provider, is let by."""
    if not value or not provider or 1 / FAR < abs(value / provider) < FAR:
        return
    times = format_number(max(abs(value / provider), abs(provider / value)), decimals=0, language="fr")
    direction = Sentence("plus grande") if abs(value) > abs(provider) else Sentence("plus petite")
    raise InvalidOwnValueError(
        "value",
        Sentence(
            "une autre unité sans doute, car la valeur est {times} fois {way} que celle du "
            "fournisseur\u202f; sinon, confirmez-la",
            times=times,
            way=direction,
        ),
        may_be_confirmed=True,
    )


def check_words(value: GivenValue) -> None:
    """Refuse a value without its reason or its document, or whose document is named at too great a length."""
    if not value.reason.strip():
        raise InvalidOwnValueError("reason", "la raison, en quelques mots")
    if not value.document.strip() or len(value.document) > LONGEST_DOCUMENT:
        expected = Sentence(
            "le document d’où vient la valeur, en {longest_document} signes au plus", longest_document=LONGEST_DOCUMENT
        )
        raise InvalidOwnValueError("document", expected)


def _unit(code: str, target: Unit) -> Unit:
    known = {unit.code: unit for unit in units_like(target)}
    if code not in known:
        raise InvalidOwnValueError("unit", Sentence("l’une des unités {known}", known=", ".join(known)))
    return known[code]


def _check_date(text: str, today: datetime.date) -> None:
    expected = "une année ou un jour déjà passés, comme 2024 ou 2026-07-31"
    try:
        period = Period.parse(text)
    except DomainError:
        raise InvalidOwnValueError("date", expected) from None
    is_one = period.start is not None and len(text) in {len("2024"), len("2026-07-31")}
    if not is_one or (period.start and period.start > today):
        raise InvalidOwnValueError("date", expected)
