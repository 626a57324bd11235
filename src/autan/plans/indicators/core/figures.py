"""Values of indicators as figures: of a territory, and of a network from its members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autan.evidence.figures.core.amounts import amount_within, unknown_amount
from autan.evidence.figures.core.arithmetic import with_unknown_parts
from autan.evidence.figures.core.figures import Figure, Method
from autan.evidence.figures.core.intervals import median_of
from autan.evidence.figures.core.numbers import axis_number
from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState, worst_state
from autan.evidence.figures.core.units import get_unit
from autan.ground.texts.core.dates import PartialDate
from autan.ground.texts.core.periods import Period
from autan.ground.wordings import Sentence, Text
from autan.opendata.measures.core import notes
from autan.plans.indicators.core.addresses import (
    HEALTH,
    INDICATOR_KIND,
    MEDIAN,
    VALUE_KIND,
    IndicatorFigureAddress,
    ValueKey,
)
from autan.plans.indicators.core.definitions import IndicatorDefinition, Nature
from autan.plans.indicators.core.findings import HealthFinding, Trouble
from autan.plans.indicators.core.formula_values import FormulaResult, Input, evaluate_formula
from autan.plans.indicators.core.formulas import Formula, references_of
from autan.plans.indicators.core.values import YearValue, settle_state

_MEMBERS = Sentence("collectivités")
_GIVEN = Method(name="given", formula=Sentence("valeur donnée, telle quelle"))
_NO_RATIO = Sentence(
    "Ne s’additionne pas, et une moyenne ne dirait rien : la définition n’a pas de formule sur des sommes."
)


FEWEST_PEERS = 3
"""Known members from which their median is told."""
type _Column = tuple[IndicatorDefinition, Sequence[Figure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSeries:
    """The values of one indicator of one territory, one a year, with the slug of the indicator."""

    slug: str
    siren: str
    definition: IndicatorDefinition
    values: Mapping[int, YearValue]
    is_invented: bool = False


def value_figure(definition: IndicatorDefinition, siren: str, year: int, series: HeldSeries | None) -> Figure:
    """Return the value of a year as a figure; missing when it is not known."""
    value = series.values.get(year) if series else None
    is_known = value is not None and value.value is not None
    remarks: list[Text] = [Sentence("Valeur inventée, pour essayer.")] if series and series.is_invented else []
    if value is not None and value.on and (moment := PartialDate.parse(value.on)):
        when = moment.words()
        remarks.append(Sentence("Relevé : {when}.", when=when))
    if value is not None and value.comment:
        remarks.append(Text(value.comment, value.comment))
    return Figure(
        id=str(IndicatorFigureAddress(place=siren, code=definition.code, year=str(year))),
        label=definition.label,
        value=value.value if value else None,
        unit=get_unit(definition.unit),
        period=Period.year(year),
        territories=(siren,),
        known=int(is_known),
        total=1,
        part=_MEMBERS,
        state=settle_state(value.value, value.state) if value else ValueState.MISSING,
        boundary=f"indicator_{definition.code}",
        method=_GIVEN,
        evidence=(EvidenceRef(kind=VALUE_KIND, key=str(ValueKey(slug=series.slug, year=str(year)))),)
        if series and value
        else (),
        note=Text(" ".join(n.fr for n in remarks), " ".join(n.en for n in remarks)) if remarks else None,
        alerts=int(is_known and not definition.is_within(value.value or 0)) if value else 0,
    )


def computed_figure(
    definition: IndicatorDefinition, formula: Formula, place: str, year: int, inputs: Sequence[Figure]
) -> Figure:
    """Return what a formula gives on the figures of its inputs, of one place and one year.

    `inputs`: figures of the indicators that it names, in their order.
    """
    names = [ref.name for ref in references_of(formula)]
    known = {
        name: Input(value=axis_number(figure), state=figure.state, lies=figure.interval)
        for name, figure in zip(names, inputs, strict=True)
        if figure.interval is not None
    }
    result = evaluate_formula(formula, known)
    weakest = min(inputs, key=lambda figure: figure.known / max(figure.total, 1), default=None)
    return Figure(
        id=str(IndicatorFigureAddress(place=place, code=definition.code, year=str(year))),
        label=definition.label,
        **result.amount._asdict(),
        unit=get_unit(definition.unit),
        period=Period.year(year),
        territories=tuple(dict.fromkeys(code for figure in inputs for code in figure.territories)),
        known=weakest.known if weakest and result.is_told else 0,
        total=weakest.total if weakest else 1,
        part=_MEMBERS,
        boundary=f"indicator_{definition.code}",
        method=Method(name="evaluate_formula", formula=Text(definition.formula, definition.formula)),
        inputs=tuple(inputs),
        note=_lacks(result, dict(zip(names, inputs, strict=True))),
    )


def _lacks(result: FormulaResult, inputs: Mapping[str, Figure]) -> Text | None:
    """Return the names of the inputs that lack, in words."""
    names = result.missing or result.left_out
    if not names:
        return notes.NO_DIRECTION if result.state is ValueState.NOT_ESTABLISHED else result.trouble
    labels = [inputs[name].label if name in inputs else Text(name, name) for name in names]
    listed = Text(", ".join(label.fr for label in labels), ", ".join(label.en for label in labels))
    if result.missing:
        return Sentence("Manque : {listed}.", listed=listed)
    return Sentence("Sans : {listed}.", listed=listed)


def network_figure(definition: IndicatorDefinition, network: str, year: int, members: Sequence[Figure]) -> Figure:
    """Return the sum over the members of what adds up; a lower bound when some are unknown.

    What does not add up has no value here: see `computed_figure` on the sums of its inputs.
    """
    known = [float(figure.value) for figure in members if figure.value is not None]
    adds_up = definition.nature is Nature.EXTENSIVE
    count = len(known)
    figure = _of_members(definition, network, year, members, value=sum(known) if known and adds_up else None)
    return replace(
        with_unknown_parts(figure) if count < len(members) else figure,
        known=count,
        method=Method(name="sum_members", formula=Sentence("somme sur {count} collectivités", count=count)),
        note=None if adds_up else _NO_RATIO,
    )


def _of_members(
    definition: IndicatorDefinition, network: str, year: int, members: Sequence[Figure], *, value: float | None
) -> Figure:
    """A figure of a network that rests on those of its members, known where it has a value."""
    states = [figure.state for figure in members if figure.value is not None]
    return Figure(
        id=str(IndicatorFigureAddress(place=network, code=definition.code, year=str(year))),
        label=definition.label,
        value=value,
        unit=get_unit(definition.unit),
        period=Period.year(year),
        territories=tuple(code for figure in members for code in figure.territories),
        known=0 if value is None else len(states),
        total=len(members),
        part=_MEMBERS,
        state=ValueState.MISSING if value is None else worst_state(states),
        boundary=f"indicator_{definition.code}",
        method=_GIVEN,
        inputs=tuple(members),
    )


def median_figure(definition: IndicatorDefinition, network: str, year: int, members: Sequence[Figure]) -> Figure:
    """Return the median of the members that are known: what one is compared with, and no total.

    Unknown where fewer than three members are known: it would tell the value of one of them.
    """
    known = [figure.interval for figure in members if figure.value is not None and figure.interval is not None]
    count = len(known)
    middle = median_of(known) if count >= FEWEST_PEERS else None
    figure = _of_members(definition, network, year, members, value=middle.low if middle else None)
    amount = amount_within(middle, [figure.state]) if middle else unknown_amount()
    return replace(
        figure,
        **amount._asdict(),
        id=str(IndicatorFigureAddress(place=network, code=f"{MEDIAN}-{definition.code}", year=str(year))),
        label=Sentence("{definition}, médiane des membres", definition=definition.label),
        boundary=f"indicator_{definition.code}_median",
        method=Method(name="median_figure", formula=Sentence("médiane de {count} collectivités", count=count)),
    )


def ratio_figure(
    definition: IndicatorDefinition, formula: Formula, network: str, year: int, columns: Mapping[str, _Column]
) -> Figure:
    """Return what a formula gives on the sums of its inputs over the members where all of them are known.

    `columns`: definition of each input, and its figures for the members, in the same order of members.
    Returns a Figure: known counts the members on that ground, total all of them; never a mean of ratios.
    """
    total = max(len(figures) for _input, figures in columns.values())
    ground = [
        rank for rank in range(total) if all(figures[rank].value is not None for _input, figures in columns.values())
    ]
    sums = [
        network_figure(input_definition, network, year, [figures[rank] for rank in ground])
        for input_definition, figures in columns.values()
    ]
    figure = computed_figure(definition, formula, network, year, sums)
    count = len(ground)
    note = Sentence("Sommes sur les {count} collectivités dont tous les termes sont connus.", count=count)
    is_partial = 0 < count < total
    return replace(figure, known=count, total=total, note=note if is_partial else figure.note)


def trouble_figure(
    network: str, day: str, trouble: Trouble, findings: Sequence[HealthFinding], sirens: Sequence[str]
) -> Figure:
    """Return how many members have a trouble among those that follow indicators."""
    concerned = {finding.siren for finding in findings if finding.rule.trouble is trouble}
    return Figure(
        id=str(IndicatorFigureAddress(place=network, code=f"{HEALTH}-{trouble.value}", year=day)),
        label=Sentence("Indicateurs : {trouble}", trouble=trouble.label),
        value=len(concerned) if sirens else None,
        unit=get_unit("territories"),
        period=Period.parse(day),
        territories=tuple(sirens),
        known=len(sirens),
        total=len(sirens),
        part=_MEMBERS,
        state=ValueState.OBSERVED if sirens else ValueState.MISSING,
        boundary=f"indicator_health_{trouble.value}",
        method=Method(
            name="check_health",
            formula=Sentence("collectivités dont un indicateur au moins a ce trouble, parmi celles qui en suivent"),
        ),
        evidence=tuple(
            EvidenceRef(kind=INDICATOR_KIND, key=finding.subject)
            for finding in findings
            if finding.rule.trouble is trouble
        )[:200],
    )
