"""Base figures of a place: whole, and over the municipalities where both terms of a ratio are known."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache

from autan.evidence.figures.core.figures import Figure
from autan.opendata.data_quality.queries import alerts_to_check
from autan.opendata.measures.core.addresses import date_of
from autan.opendata.measures.core.base_figures import MeasuredPlace, Tally, UnservedCommunes, base_figure
from autan.opendata.measures.core.catalogue import BASE_MEASURES
from autan.opendata.measures.core.grounds import Ground, NearestTerm, SharedBases, base_codes, leading_measure
from autan.opendata.measures.core.measures import SERVED_BY_GAS, BaseMeasure, RatioMeasure
from autan.opendata.measures.lake import BY_TERRITORY
from autan.opendata.measures.queries.editions import LakeState
from autan.opendata.measures.queries.perimeter import codes_in, is_commune
from autan.opendata.measures.queries.tallies import Found, find_rows, nearest_rows, parts_of
from autan.opendata.observatory.core.lazy_figures import LazyFigures
from autan.opendata.observatory.core.own_values import HeldValue, is_own, settle_all
from autan.opendata.sources.core.absence import Absence
from autan.opendata.sources.importers import shipped_cards


def base_figures(place: MeasuredPlace, state: LakeState, date: str) -> Mapping[str, Figure]:
    """Base figures of a place by measure, each at `date` where an edition has it, else at its latest date."""
    sources = {snapshot.card.source for snapshot in state}

    def make(code: str) -> Figure | None:
        is_reminded = not sources.isdisjoint(BASE_MEASURES[code].sources)
        return _base_figure(BASE_MEASURES[code], place, state, date) if is_reminded else None

    return LazyFigures(BASE_MEASURES, make)


def _base_figure(measure: BaseMeasure, place: MeasuredPlace, state: LakeState, date: str) -> Figure | None:
    rows = find_rows(measure, place.siren, state, date)
    return _figure_of(measure, place, rows, state) if rows else None


def _figure_of(measure: BaseMeasure, place: MeasuredPlace, rows: Found, state: LakeState) -> Figure:
    alert = alerts_to_check(state).get(rows.snapshot.card.source)
    is_last = alert is not None and rows.snapshot == alert.edition
    return base_figure(
        measure,
        place,
        rows.edition,
        rows.tally,
        unserved=_unserved(measure, place, rows, state),
        alerts=alert.count(measure.code, codes_in(place.siren)) if alert and is_last else 0,
    )


def nearest_terms(place: MeasuredPlace, state: LakeState, holdings: Collection[HeldValue]) -> NearestTerm:
    """What gives the denominator of a ratio of a place at the year nearest to that of its numerator."""

    def of_ratio(ratio: RatioMeasure, date: str) -> Figure | None:
        term = _nearest_term(ratio, place, state, date, holdings)
        return term[1] if term else None

    return of_ratio


def _nearest_term(
    ratio: RatioMeasure, place: MeasuredPlace, state: LakeState, date: str, holdings: Collection[HeldValue]
) -> tuple[Found, Figure] | None:
    """Rows and figure of a denominator of many years nearest to a date, or the one that the place gave itself."""
    measure = BASE_MEASURES.get(ratio.denominator)
    if measure is None or not measure.yearly_sources:
        return None

    def settled(rows: Found) -> Figure:
        figure = _figure_of(measure, place, rows, state)
        return settle_all({measure.code: figure}, place, holdings)[measure.code] if holdings else figure

    usual = find_rows(measure, place.siren, state, "") if holdings else None
    if usual is not None and is_own(own := settled(usual)):
        return usual, own
    rows = nearest_rows(measure, place.siren, state, date)
    return (rows, settled(rows)) if rows else None


def shared_bases(
    bases: Mapping[str, Figure], place: MeasuredPlace, state: LakeState, date: str, holdings: Collection[HeldValue] = ()
) -> SharedBases:
    """What gives the base figures of a ratio of a place over the ground that its terms share.

    `bases`: base figures of the place over the whole of it, with the values that it gave itself.
    `date`: date wanted, as for `base_figures`.
    """

    def of_ratio(ratio: RatioMeasure) -> dict[str, Figure]:
        codes, lead = base_codes(ratio), bases.get(base_codes(leading_measure(ratio))[0])
        figures = {code: bases[code] for code in codes if code in bases}
        rows = {code: find_rows(BASE_MEASURES[code], place.siren, state, date) for code in figures}
        denominator = _nearest_term(ratio, place, state, date_of(lead), holdings) if lead else None
        if denominator and ratio.denominator in figures:
            rows[ratio.denominator], figures[ratio.denominator] = denominator
        counted = [code for code in codes if not _is_published_only(BASE_MEASURES[code])]
        is_reminded = all(code in figures and figures[code].known for code in counted)
        if not is_reminded or not any(figures[code].is_partial for code in counted):
            return {}
        if not _can_be_kept(figures.values()):
            return {}
        return _over_ground(ratio, place, {code: row for code, row in rows.items() if row}, counted, state)

    return of_ratio


@cache
def _is_published_only(measure: BaseMeasure) -> bool:
    cards = shipped_cards()
    return all(cards[source].absence_of(measure.code) is Absence.NOT_PUBLISHED for source in measure.sources)


def _can_be_kept(figures: Iterable[Figure]) -> bool:
    """False where a term is a value of the whole territory: its own, or that of a source by territory."""
    return all(
        not is_own(figure) and BY_TERRITORY.isdisjoint(BASE_MEASURES[figure.id.split(".")[2]].sources)
        for figure in figures
    )


def _over_ground(
    ratio: RatioMeasure, place: MeasuredPlace, rows: Mapping[str, Found], counted: Iterable[str], state: LakeState
) -> dict[str, Figure]:
    by_commune = {code: _by_commune(BASE_MEASURES[code], place, row, state) for code, row in rows.items()}
    known = [{commune for commune, tally in by_commune[code].items() if tally.known} for code in counted]
    communes = tuple(sorted(set.intersection(*known)))
    lead = base_codes(leading_measure(ratio))[0]
    first = rows.get(lead) or next(iter(rows.values()))
    ground = Ground(ratio=ratio.code, date=first.edition.card.data_date, communes=communes)
    to_check, figures = alerts_to_check(state), dict[str, Figure]()
    for code, row in rows.items():
        values = [by_commune[code][commune] for commune in communes if commune in by_commune[code]]
        source_alerts = to_check.get(row.snapshot.card.source)
        alerts = source_alerts.count(code, communes) if source_alerts else 0
        figures[code] = base_figure(BASE_MEASURES[code], place, row.edition, _add(values), ground=ground, alerts=alerts)
    return figures


def _add(tallies: Iterable[Tally]) -> Tally | None:
    parts = list(tallies)
    values = [tally.value for tally in parts if tally.value is not None and tally.known]
    return Tally(
        value=sum(values) if values else None,
        known=sum(tally.known for tally in parts),
        present=len(parts),
        lower_bounds=sum(tally.lower_bounds for tally in parts),
        secrets=sum(tally.secrets for tally in parts),
    )


def _by_commune(measure: BaseMeasure, place: MeasuredPlace, row: Found, state: LakeState) -> dict[str, Tally]:
    """Rows of a measure by municipality, with a nil for those that are not served."""
    rows = parts_of(row.snapshot, measure.code, is_by_commune=is_commune(place.siren)).get(place.siren, {})
    nil = Tally(value=0.0, known=1, present=1)
    return dict.fromkeys(_unserved_communes(measure, place, state), nil) | dict(rows)


def _unserved(measure: BaseMeasure, place: MeasuredPlace, row: Found, state: LakeState) -> UnservedCommunes | None:
    """Municipalities without a row that the register says are not served; None where it is not asked."""
    if row.tally is not None and row.tally.present >= place.communes:
        return None
    communes = _unserved_communes(measure, place, state)
    register = find_rows(BASE_MEASURES[SERVED_BY_GAS], place.siren, state, "") if communes else None
    if register is None:
        return None
    rows = parts_of(row.snapshot, measure.code, is_by_commune=is_commune(place.siren)).get(place.siren, {})
    return UnservedCommunes(edition=register.edition, measure=SERVED_BY_GAS, communes=len(communes - set(rows)))


def _unserved_communes(measure: BaseMeasure, place: MeasuredPlace, state: LakeState) -> frozenset[str]:
    """Municipalities of a place that the register of the card of a measure says no network serves."""
    card = shipped_cards().get(measure.sources[0]) if measure.sources else None
    if card is None or card.absence_of(measure.code) is not Absence.NO_SERVICE:
        return frozenset()
    register = find_rows(BASE_MEASURES[SERVED_BY_GAS], place.siren, state, "")
    if register is None or register.snapshot.card.source != card.service_register:
        return frozenset()
    parts = parts_of(register.snapshot, SERVED_BY_GAS, is_by_commune=is_commune(place.siren)).get(place.siren, {})
    return frozenset(commune for commune, tally in parts.items() if tally.known and tally.value == 0)
