"""Calculations on figures: they keep coverage, state and evidence, and refuse what must not be mixed."""

from collections.abc import Sequence

from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.states import ValueState, worst_state
from autan.evidence.figures.core.units import Unit, UnitMismatchError
from autan.ground.errors import DomainError
from autan.ground.texts.core.texts import Text


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


def add_figures(figures: Sequence[Figure], *, figure_id: str, label: Text) -> Figure:
    """Add quantities over territories or over parts.

    The unit is that of the first figure; the others are converted. An unknown input makes the sum partial
    (its known parts are counted, the unknown ones are not) and the state a lower bound; it is never a zero.

    Returns:
        A Figure: value is the sum of the known inputs or None when none is known; known and total are summed;
        territories are those of the inputs, each once, in order.

    Raises:
        DomainError: no figure is given.
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
    values = [figure.value for figure in converted if figure.value is not None]
    states = [figure.state for figure in converted if figure.value is not None]
    if values and len(values) < len(figures):
        states.append(ValueState.LOWER_BOUND)
    return Figure(
        id=figure_id,
        label=label,
        value=sum(values) if values else None,
        unit=unit,
        period=figures[0].period,
        territories=tuple(dict.fromkeys(code for figure in figures for code in figure.territories)),
        known=sum(figure.known for figure in figures),
        total=sum(figure.total for figure in figures),
        part=figures[0].part,
        state=worst_state(states) if values else worst_state(figure.state for figure in figures),
        boundary=figures[0].boundary,
        method=Method(name="add_figures", formula=_sum_formula(len(figures))),
        inputs=tuple(figures),
    )


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
        return Text("la seule valeur qui y entre", "the only value that enters it")
    return Text(
        f"somme de {count} valeurs\u202f; ce qui n’est pas connu n’y compte pas",
        f"sum of {count} values; what is not known is not counted",
    )


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

    Args:
        numerator: sum over the territories.
        denominator: sum over the same territories.
        figure_id: identifier of the ratio.
        label: what the ratio measures.
        unit: unit of the result.
        scale: factor applied to the quotient (100 for a percentage).
        mixed_years: the label that says so when the two periods differ; without it two periods are refused.

    Returns:
        A Figure: value is numerator / denominator x scale, or None when either is unknown or the denominator is
        nil; period is that of the numerator; known and total are those of the less covered of the two.

    Raises:
        MixedBoundaryError: other territories, or two periods without `mixed_years`.
    """
    if numerator.territories != denominator.territories:
        raise MixedBoundaryError([",".join(numerator.territories), ",".join(denominator.territories)])
    if numerator.period != denominator.period and mixed_years is None:
        raise MixedBoundaryError([numerator.period.label, denominator.period.label])
    pair = (numerator, denominator)
    value = None
    if numerator.value is not None and denominator.value:
        value = numerator.value / denominator.value * scale
    weakest = min(pair, key=lambda figure: figure.known / figure.total if figure.total else 0)
    return Figure(
        id=figure_id,
        label=label,
        value=value,
        unit=unit,
        period=numerator.period,
        territories=numerator.territories,
        known=weakest.known,
        total=weakest.total,
        part=weakest.part,
        state=worst_state(f.state for f in pair) if value is not None else ValueState.MISSING,
        boundary=f"{numerator.boundary}/{denominator.boundary}",
        method=Method(
            name="divide_figures",
            formula=Text(
                f"{numerator.label.fr} ÷ {denominator.label.fr}{_times(scale)}",
                f"{numerator.label.en} ÷ {denominator.label.en}{_times(scale)}",
            ),
            parameters=(("scale", f"{scale:g}"),),
        ),
        inputs=pair,
        note=mixed_years if numerator.period != denominator.period else None,
    )


def _times(scale: float) -> str:
    return f" × {scale:g}" if scale != 1 else ""


def range_of_figures(figures: Sequence[Figure], *, figure_id: str, label: Text) -> Figure:
    """Return the lowest and the highest of values that may not be added, such as shares by territory.

    Returns:
        A Figure whose `low` and `high` are the extremes of the known inputs; known counts the inputs with a value,
        total counts the inputs.

    Raises:
        DomainError: no figure is given.
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
        part=Text("collectivités", "authorities"),
        state=worst_state(f.state for f in (known or figures)),
        boundary=figures[0].boundary,
        method=Method(
            name="range_of_figures",
            formula=Text("plus petite et plus grande valeur", "lowest and highest value"),
        ),
        inputs=tuple(figures),
    )
