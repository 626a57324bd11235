"""Maps of the atlas, built from figures: one, and the same at each date with one scale."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from autan.evidence.figures.core.charts import MapAxis, MapClass, MapKind, MapSpec
from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.core.numbers import axis_number
from autan.ground.texts.core.notation import NO_BREAK_SPACE, THIN_SPACE
from autan.ground.texts.core.texts import NO_TEXT
from autan.ground.texts.refusals import sentence_words
from autan.ground.wordings import Sentence, Text
from autan.opendata.atlas.core.atlas_choices import USUAL_CLASSES, AtlasChoice, Extent
from autan.opendata.measures.core.amounts import number_text
from autan.opendata.measures.queries.editions import joined_credit, licences_of
from autan.opendata.observatory.core.place_comparison import PlaceComparison, compare_places, comparison_map, titled
from autan.opendata.observatory.queries.compared_places import dates_of, figures_at, figures_everywhere
from autan.opendata.observatory.queries.measure_options import find_measure_option
from autan.territories.charts.core import FEWEST, ClassificationError, ClassificationMethod, cut_into_classes
from autan.territories.charts.renderers.drawing_sheets import SheetNotes
from autan.territories.networks.core.members import Member
from autan.territories.networks.queries.contours import communes_credit, contours_credit
from autan.territories.networks.queries.networks import is_invented_network
from autan.territories.perimeters.core.departments import region_of
from autan.territories.perimeters.lake.contours import SHIPPED_CREDIT
from autan.territories.perimeters.lake.france import FRANCE_CREDIT, france_card, main_departments, sirens_of_region
from autan.territories.perimeters.lake.register import find_epci, membership_frame

INVENTED = Sentence("Réseau inventé pour essayer\u00a0: rien ici ne décrit une vraie collectivité.")
_MOST_OUTLINED = 200
_THEIRS = Sentence("celle de leur auteur")


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasMap:
    """One map of the atlas with what its page and its files say.

    `trouble`: why the classes that were asked for could not be made, in French, or empty.
    """

    spec: MapSpec
    shown: PlaceComparison
    trouble: str = ""
    notes: SheetNotes = field(default_factory=SheetNotes)


def atlas_map(choice: AtlasChoice, members: Sequence[Member]) -> AtlasMap | None:
    """The map of a choice, or None when nothing is known there."""
    comparison = _side_by_side(choice, members)
    if comparison is None:
        return None
    classes, problem = _classes(choice, [comparison])
    spec = _draw(choice, comparison, members, classes, None)
    if choice.beside:
        spec = _bivariate_map(choice, spec, comparison, members) or spec
    warning = INVENTED if is_invented_network(choice.network) else NO_TEXT
    return AtlasMap(
        spec=spec,
        shown=comparison,
        trouble=problem,
        notes=SheetNotes(warning=warning, licence=_licence(choice, comparison, members)),
    )


def _bivariate_map(
    choice: AtlasChoice, spec: MapSpec, comparison: PlaceComparison, members: Sequence[Member]
) -> MapSpec | None:
    """The map with a second ratio, at its date nearest to that of the first; None where either is no ratio."""
    dates = dates_of(choice.beside)
    nearest = min(dates, key=lambda date: (abs(int(date[:4]) - int(choice.date[:4])), date), default="")
    other = _side_by_side(replace(choice, indicator=choice.beside, date=nearest, beside=""), members)
    if other is None or any(MapKind.fit_for(item.unit) is not MapKind.CHOROPLETH for item in (comparison, other)):
        return None
    figures = {place.code: place.figure for place in other.places}
    axes = []
    method = ClassificationMethod.JENKS if choice.breaks else choice.method  # breaks are those of one measure
    for item in (comparison, other):
        classes = cut_into_classes([_value(place.figure) for place in item.known], method, FEWEST)
        axes.append(MapAxis(label=titled(item.label, item.unit, item.when), classes=classes))
    seconds = (figures[place.code] for place in comparison.known)
    both = sum(second is not None and second.is_known for second in seconds)
    return replace(
        spec,
        kind=MapKind.PAIRS,
        title=Sentence.joined(" × ", [axis.label for axis in axes]),
        sentence=Sentence(
            "{both} des {total} territoires ont une valeur des deux mesures, chacune en trois classes.",
            both=number_text(both),
            total=number_text(len(comparison.places)),
        ),
        places=tuple(replace(place, second=figures[place.siren]) for place in spec.places),
        source=Text(f"{other.credit.fr}{THIN_SPACE}; {spec.source.fr}", f"{other.credit.en}; {spec.source.en}"),
        classes=(),
        axes=tuple(axes),
    )


def _licence(choice: AtlasChoice, comparison: PlaceComparison, members: Sequence[Member]) -> Text:
    """Terms of reuse of the data, and of the contours where those that ship are drawn."""
    figures = [place.figure for place in comparison.known if place.figure]
    data = ", ".join(licences_of(figures[0])) or "—"
    is_own = _contours_credit(choice, members) in {SHIPPED_CREDIT, FRANCE_CREDIT}
    contours = str(france_card()["licence"])
    return Text(
        f"Réutilisation{NO_BREAK_SPACE}: données, {data}{THIN_SPACE}; contours, {contours if is_own else _THEIRS.fr}.",
        f"Reuse: data, {data}; outlines, {contours if is_own else _THEIRS.en}.",
    )


def _contours_credit(choice: AtlasChoice, members: Sequence[Member]) -> Text:
    if choice.extent.is_national:
        return FRANCE_CREDIT
    if choice.extent is Extent.COMMUNES:
        return communes_credit(places_of(choice.extent, members))
    return contours_credit(member.siren for member in members) or NO_TEXT


def maps_by_date(choice: AtlasChoice, members: Sequence[Member]) -> list[MapSpec]:
    """Return a map at each date, all with one scale; none when there is only one date."""
    dates = sorted(dates_of(choice.indicator))
    specs = [_side_by_side(replace(choice, date=date), members) for date in dates]
    shown = [item for item in specs if item is not None]
    if len(shown) < 2:
        return []
    units = {item.unit.code for item in shown}
    if len(units) > 1:  # one date is told in MWh and another in GWh: circles and classes would not compare
        return []
    classes, _trouble = _classes(choice, shown)
    largest = max(abs(_value(place.figure)) for item in shown for place in item.known)
    return [_draw(choice, item, members, _count_places(classes, item), largest) for item in shown]


def _value(figure: Figure | None) -> float:
    return axis_number(figure) or 0.0


def _side_by_side(choice: AtlasChoice, members: Sequence[Member]) -> PlaceComparison | None:
    names = places_of(choice.extent, members)
    figures = _figures(choice, names)
    first = next((figure for figure in figures.values() if figure.is_known), None)
    option = find_measure_option(choice.indicator)
    if first is None or option is None:
        return None
    return compare_places(
        names,
        figures,
        address=f"atlas-{choice.slug}",
        label=option.label,
        credit=joined_credit(first),
        when=first.period.words(),
    )


def places_of(extent: Extent, members: Sequence[Member]) -> dict[str, str]:
    """Names of the places of an extent by code: members, their communes, a region's EPCI, every EPCI."""
    match extent:
        case Extent.NETWORK:
            return {member.siren: member.short_name for member in members}
        case Extent.COMMUNES:
            sirens = [member.siren for member in members]
            frame = membership_frame()
            rows = frame.filter(frame["siren"].is_in(sirens)).select("insee_code", "commune_name")
            return dict(rows.iter_rows())
        case Extent.REGION:
            return {siren: find_epci(siren).name for siren in sirens_of_region(main_region(members))}
        case Extent.FRANCE:
            return {siren: find_epci(siren).name for siren in main_departments()}


def main_region(members: Sequence[Member]) -> str:
    """Code of the region of most members; empty when the register knows none of them."""
    departments = main_departments()
    regions = Counter(region_of(departments[m.siren]).code for m in members if m.siren in departments)
    return regions.most_common(1)[0][0] if regions else ""


def _figures(choice: AtlasChoice, names: Mapping[str, str]) -> dict[str, Figure]:
    if not choice.extent.is_national:
        return figures_at(choice.indicator, names, choice.date)
    everyone = figures_everywhere(choice.indicator, choice.date)
    return {siren: everyone[siren] for siren in names if siren in everyone}


def _classes(choice: AtlasChoice, comparisons: Sequence[PlaceComparison]) -> tuple[tuple[MapClass, ...], str]:
    """The classes asked for, or the usual ones and why; none for totals, which are circles."""
    if MapKind.fit_for(comparisons[0].unit) is not MapKind.CHOROPLETH:
        return (), ""
    values = [_value(place.figure) for item in comparisons for place in item.known]
    try:
        return cut_into_classes(values, choice.method, choice.count, breaks=choice.breaks), ""
    except ClassificationError as error:
        return cut_into_classes(values, ClassificationMethod.JENKS, USUAL_CLASSES), sentence_words(error.reason)


def _count_places(classes: tuple[MapClass, ...], comparison: PlaceComparison) -> tuple[MapClass, ...]:
    """Return the classes with how many places of one map each holds."""
    values = [_value(place.figure) for place in comparison.known]
    ends = [float("-inf"), *(part.high for part in classes)]
    return tuple(
        replace(part, count=sum(low < value <= part.high for value in values))
        for part, low in zip(classes, ends, strict=False)
    )


def is_outlined(choice: AtlasChoice, members: Sequence[Member]) -> bool:
    """Say whether the members stand out among others: where they are nearly all there is, an edge says nothing."""
    return choice.extent.is_national and len(members) <= _MOST_OUTLINED


def _draw(
    choice: AtlasChoice,
    comparison: PlaceComparison,
    members: Sequence[Member],
    classes: tuple[MapClass, ...],
    largest: float | None,
) -> MapSpec:
    return comparison_map(
        comparison,
        credit=_contours_credit(choice, members),
        classes=classes,
        followed=[member.siren for member in members] if is_outlined(choice, members) else (),
        largest=largest,
        shares_scale=largest is not None,
        frames={member.siren: member.short_name for member in members} if choice.extent is Extent.COMMUNES else {},
    )
