"""Calculations on figures: they keep coverage, state and evidence, and refuse what must not be mixed."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from autan.evidence.figures.core.amounts import Amount, amount_within, as_given, unknown_amount
from autan.evidence.figures.core.figures import SPREAD, Figure, Method
from autan.evidence.figures.core.intervals import NON_NEGATIVE, Interval, total_of
from autan.evidence.figures.core.states import ValueState, worst_state
from autan.evidence.figures.core.units import Unit, UnitMismatchError
from autan.ground.errors import DomainError
from autan.ground.texts.core.notation import format_number
from autan.ground.wordings import Sentence, Text


class MixedBoundaryError(DomainError):
    """Figures that do not count the same thing, or not the same time, were to be combined."""

    def __init__(self, boundaries: Sequence[str]) -> None:
        self.boundaries = tuple(boundaries)
        super().__init__(f"figures of different boundaries cannot be combined: {', '.join(boundaries)}")


class NotSummableError(DomainError):
    """Per-head values or shares were to be added over territories."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        super().__init__(f"values in {unit.code} are not added: add numerators and denominators, then divide")


def add_figures(figures: Sequence[Figure], *, figure_id: str, label: Text, is_signed: bool = False) -> Figure:
    """Add quantities over territories or over parts.

    The unit is that of the first figure; the others are converted. An unknown input makes the sum partial
    (its known parts are counted, the unknown ones are not) and the state a lower bound; it is never a zero. Where
    parts may be negative, as a sink of carbon is, what is unknown bounds nothing: the sum is not established.

    `figures`: at least one.
    `is_signed`: True for a quantity that may be negative, whatever the sign of the known ones.

    Returns:
        A Figure: its bounds are the sum of those of the inputs, and nothing when none is known; known and total are
        summed;
        territories are those of the inputs, each once, in order.

    Raises:
        NotSummableError: shares or per-head values.
        UnitMismatchError: two dimensions.
        MixedBoundaryError: two boundaries or two periods.
    """
    if not figures:
        message = f"{figure_id}: nothing to add"
        raise DomainError(message)
    unit = figures[0].unit
    _refuse_mixtures(figures, unit)
    converted = [figure.in_unit(unit) for figure in figures]
    return Figure(
        id=figure_id,
        label=label,
        **_sum_amount(converted, is_signed=is_signed)._asdict(),
        unit=unit,
        period=figures[0].period,
        territories=tuple(dict.fromkeys(code for figure in figures for code in figure.territories)),
        known=sum(figure.known for figure in figures),
        total=sum(figure.total for figure in figures),
        part=figures[0].part,
        boundary=figures[0].boundary,
        method=Method(name="add_figures", formula=_sum_formula(len(figures))),
        inputs=tuple(figures),
    )


def _sum_amount(figures: Sequence[Figure], *, is_signed: bool) -> Amount:
    numbers = [number for figure in figures if (number := _addend(figure)) is not None]
    if not numbers and not any(figure.is_known for figure in figures):
        return unknown_amount(worst_state(figure.state for figure in figures))
    states = [figure.state for figure in figures if figure.is_known]
    if all(figure.value is not None and figure.state is not ValueState.LOWER_BOUND for figure in figures):
        return Amount(value=sum(numbers), low=None, high=None, state=worst_state(states))
    unknown = Interval() if is_signed or min(numbers, default=0) < 0 else NON_NEGATIVE
    total = total_of([_part_of_sum(figure, unknown) for figure in figures])
    return amount_within(total, states, indication=sum(numbers), rounding=as_given)


def with_unknown_parts(figure: Figure, *, is_signed: bool = False) -> Figure:
    """Return a sum that lacks more parts than its inputs tell: a lower bound, or nothing where parts may be negative.

    `is_signed`: True for a quantity that may be negative, whatever the sign of the known parts.
    """
    if figure.interval is None:
        return figure
    numbers = [item.value for item in (figure, *figure.inputs) if item.value is not None]
    may_be_negative = is_signed or min(numbers, default=0) < 0
    amount = amount_within(
        figure.interval.plus(Interval() if may_be_negative else NON_NEGATIVE),
        [figure.state],
        indication=figure.value,
        rounding=as_given,
    )
    return replace(figure, **amount._asdict())


def _addend(figure: Figure) -> float | int | None:
    """The number of a figure that is added: its value, what it is at least, or what stands for it in the trace."""
    if figure.value is not None:
        return figure.value
    return figure.indication if figure.low is None else figure.low


def _part_of_sum(figure: Figure, unknown: Interval) -> Interval:
    """Where a part lies: anywhere when it is not established, else no lower than what is unknown."""
    if figure.state is ValueState.NOT_ESTABLISHED:
        return Interval()
    interval = figure.interval or unknown
    return Interval(unknown.low, interval.high) if interval.low < unknown.low <= interval.high else interval


def _refuse_mixtures(figures: Sequence[Figure], unit: Unit) -> None:
    for figure in figures:
        if not figure.unit.is_summable:
            raise NotSummableError(figure.unit)
        if figure.unit.dimension is not unit.dimension:
            raise UnitMismatchError(unit, figure.unit)
    _refuse_two_boundaries(figures)


def _refuse_two_boundaries(figures: Sequence[Figure]) -> None:
    for kinds in ({figure.boundary: 0 for figure in figures}, {figure.period.label: 0 for figure in figures}):
        if len(kinds) > 1:
            raise MixedBoundaryError(list(kinds))


def _sum_formula(count: int) -> Text:
    if count == 1:
        return Sentence("la seule valeur qui y entre")
    return Sentence("somme de {count} valeurs\u202f; ce qui n’est pas connu n’y compte pas", count=count)


def divide_figures(
    numerator: Figure,
    denominator: Figure,
    *,
    figure_id: str,
    label: Text,
    unit: Unit,
    scale: float = 1.0,
    mixed_years: Text | None = None,
) -> Figure:
    """Divide two sums: per inhabitant, per dwelling, or a share. Always after summing, never before.

    `numerator`: sum over the territories.
    `denominator`: sum over the same territories.
    `scale`: factor applied to the quotient (100 for a percentage).
    `mixed_years`: the label that says so when the two periods differ; without it two periods are refused.

    Returns:
        A Figure within numerator / denominator x scale: unknown when either is, or when the denominator is nil; not
        established, with the number computed from what is known as an indication, when both are lower bounds. Period is
        that of the numerator; known and total are those of the less covered of the two.
    """
    if numerator.territories != denominator.territories:
        raise MixedBoundaryError([",".join(numerator.territories), ",".join(denominator.territories)])
    if numerator.period != denominator.period and mixed_years is None:
        raise MixedBoundaryError([numerator.period.label, denominator.period.label])
    pair = (numerator, denominator)
    weakest = min(pair, key=lambda figure: figure.known / figure.total if figure.total else 0)
    return Figure(
        id=figure_id,
        label=label,
        **_ratio_amount(numerator, denominator, scale)._asdict(),
        unit=unit,
        period=numerator.period,
        territories=numerator.territories,
        known=weakest.known,
        total=weakest.total,
        part=weakest.part,
        boundary=f"{numerator.boundary}/{denominator.boundary}",
        method=Method(
            name="divide_figures",
            formula=Text(
                f"{numerator.label.fr} ÷ {denominator.label.fr}{_times(scale, 'fr')}",
                f"{numerator.label.en} ÷ {denominator.label.en}{_times(scale, 'en')}",
            ),
            parameters=(("scale", f"{scale:g}"),),
        ),
        inputs=pair,
        note=mixed_years if numerator.period != denominator.period else None,
    )


def _ratio_amount(numerator: Figure, denominator: Figure, scale: float) -> Amount:
    above, below = numerator.interval, denominator.interval
    # nothing can be said for each of none
    if above is None or below is None or denominator.value == 0:
        return unknown_amount()
    indication = None
    if numerator.value is not None and denominator.value:
        indication = numerator.value / denominator.value * scale
    return amount_within(
        above.over(below).times(scale),
        [numerator.state, denominator.state],
        within=NON_NEGATIVE if above.low >= 0 and below.low >= 0 else None,
        indication=indication,
    )


def _times(scale: float, language: str) -> str:
    if scale == 1:
        return ""
    exponent = Decimal(repr(scale)).normalize().as_tuple().exponent
    return f" × {format_number(scale, decimals=max(0, -int(exponent)), language=language)}"


def range_of_figures(figures: Sequence[Figure], *, figure_id: str, label: Text) -> Figure:
    """Return the lowest and the highest of values that may not be added, such as shares by territory.

    Returns a Figure whose `low` and `high` are the extremes of the known inputs; known counts the inputs with a value,
    total counts the inputs.

    Raises:
        UnitMismatchError: two dimensions.
        MixedBoundaryError: two boundaries or two periods.
    """
    if not figures:
        message = f"{figure_id}: no figure to take a range of"
        raise DomainError(message)
    unit = figures[0].unit
    _refuse_two_boundaries(figures)
    known = [figure.in_unit(unit) for figure in figures if figure.value is not None]
    values = [figure.value for figure in known if figure.value is not None]
    return Figure(
        id=figure_id,
        label=label,
        low=min(values) if values else None,
        high=max(values) if values else None,
        unit=unit,
        period=figures[0].period,
        territories=tuple(dict.fromkeys(code for figure in figures for code in figure.territories)),
        known=len(values),
        total=len(figures),
        part=Sentence("collectivités"),
        state=worst_state(f.state for f in (known or figures)),
        boundary=figures[0].boundary,
        method=Method(name=SPREAD, formula=Sentence("plus petite et plus grande valeur")),
        inputs=tuple(figures),
    )
