"""The only readers of indicators: one, those of a territory, of a network, of a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from autan.evidence.figures.core.figures import Figure
from autan.evidence.figures.queries.registry import Reader
from autan.ground.errors import UnknownError
from autan.ground.extension_points import DataSubject
from autan.ground.search.core.searching import rate_each
from autan.ground.texts.language import words
from autan.people.journal.queries import export_acts
from autan.plans.indicators.core.definitions import IndicatorDefinition, find_definition
from autan.plans.indicators.core.figures import HeldSeries, computed_figure, value_figure
from autan.plans.indicators.core.findings import HealthFinding
from autan.plans.indicators.core.formulas import Formula, parse_formula, references_of
from autan.plans.indicators.core.health import check_health
from autan.plans.indicators.core.values import chosen_values
from autan.plans.indicators.importers import OWN, catalogue, formula_of, formulas, own_definition
from autan.plans.indicators.models import STATUS_COLUMNS, FindingReview, Indicator, RecordedValue, status_of
from autan.plans.indicators.queries.measures import measured_dates, measured_series
from autan.territories.networks.models import Mandate, Membership, Network, Territory
from autan.territories.networks.rights import in_force_today


class UnknownIndicatorError(UnknownError):
    """No indicator has this identifier, or not for this reader."""

    def __init__(self, slug: str) -> None:
        super().__init__("aucun indicateur «\u202f{slug}\u202f»", slug=slug)


def definition_of(indicator: Indicator) -> IndicatorDefinition:
    """Return what an indicator measures. Raises UnknownDefinitionError: the catalogue no longer has it."""
    if indicator.own_definition:
        return own_definition(indicator.code, indicator.own_definition)
    return find_definition(catalogue(), indicator.code)


def find_indicator(slug: str, *, reader: Reader) -> Indicator:
    """Return an indicator, for whoever may read it. One query, and that of the right."""
    indicator = Indicator.objects.select_related("territory", "plan", "owner").filter(slug=slug).first()
    if indicator is None or not reader.has_perm("indicators.read_indicator", indicator):
        raise UnknownIndicatorError(slug)
    return indicator


def search_followed(query: tuple[str, ...], *, reader: Reader, most: int) -> list[tuple[Indicator, float]]:
    """Return the followed indicators that words name and that a reader may read, best first, with how well. One query.

    The right is asked of those that are returned.
    """
    indicators = {record.slug: record for record in Indicator.objects.select_related("territory")} if query else {}
    rows = (
        (slug, f"{words(definition_of(record).label)} {record.territory.short_name}", "")
        for slug, record in indicators.items()
    )
    rated = ((indicators[slug], score) for slug, score in rate_each(query, rows).items())
    readable = ((record, score) for record, score in rated if reader.has_perm("indicators.read_indicator", record))
    return list(islice(readable, most))


def indicators_of(territory: Territory, *, reader: Reader) -> list[Indicator]:
    """Return the indicators of a territory that a reader may read, key ones first. One query, and that of the right."""
    indicators = list(Indicator.objects.filter(territory=territory).select_related("territory", "plan", "owner"))
    drafts = [indicator for indicator in indicators if not indicator.is_published]
    reads_all = bool(drafts) and reader.has_perm("indicators.read_indicator", drafts[0])
    readable = [indicator for indicator in indicators if indicator.is_published or reads_all]
    return sorted(readable, key=lambda indicator: not indicator.is_key)


def all_indicators(network: str = "") -> list[Indicator]:
    """Return every indicator, or those of the members of a network. One query."""
    indicators = Indicator.objects.select_related("territory", "plan", "owner")
    return list(indicators.filter(territory__in=members_in(network)) if network else indicators)


def members_in(network: str) -> QuerySet[Any]:
    """Return the territories that are members of a network today."""
    return Membership.objects.filter(network__slug=network, valid_to__isnull=True).values("territory")


def held_series(indicator: Indicator, year: int | None = None) -> HeldSeries:
    """Return the values of an indicator, one a year; those of one year alone where it is given."""
    values = indicator.values if year is None else indicator.values_in(year)
    return HeldSeries(
        slug=indicator.slug,
        siren=indicator.territory.siren,
        definition=definition_of(indicator),
        values={chosen_value.year: chosen_value for chosen_value in chosen_values(values, indicator.preferred_source)},
        is_invented=indicator.territory.is_invented,
    )


def series_figures(indicator: Indicator) -> dict[int, Figure]:
    """Return the figures of an indicator by year, oldest first: measured, given, or computed from the others.

    What is given stands where the indicator does not read the observatory; a computed one is given nowhere.
    """
    definition, siren = definition_of(indicator), indicator.territory.siren
    if indicator.reads_measure and definition.measure:
        return measured_series(definition, siren)
    figures = given_figures(indicator)
    formula = formula_of(definition)
    return figures if figures or formula is None else _computed_series(definition, formula, indicator)


def given_figures(indicator: Indicator) -> dict[int, Figure]:
    """Return the values that were given of an indicator by year, oldest first, whatever it reads."""
    series = held_series(indicator)
    return {year: value_figure(series.definition, series.siren, year, series) for year in sorted(series.values)}


def _computed_series(definition: IndicatorDefinition, formula: Formula, indicator: Indicator) -> dict[int, Figure]:
    siren = indicator.territory.siren
    names = [ref.name for ref in references_of(formula)]
    related = Indicator.objects.filter(territory=indicator.territory, code__in=names).select_related("territory")
    known = {other.code: other for other in related}
    columns = {name: series_figures(known[name]) if name in known else {} for name in names}
    years = sorted({year for column in columns.values() for year in column})
    figures = {}
    for year in years:
        inputs = [columns[name].get(year) or value_figure(catalogue()[name], siren, year, None) for name in names]
        figures[year] = computed_figure(definition, formula, siren, year, inputs)
    return figures


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedFinding:
    """A finding, and what was decided of it; None while nobody did, or since the evidence changed."""

    finding: HealthFinding
    review: FindingReview | None

    @property
    def is_open(self) -> bool:
        """True when somebody still has to act, or to say why not."""
        return self.review is None


def health_of(territories: Iterable[Territory], *, today: date) -> tuple[HealthFinding, ...]:
    """Return what is wrong with the indicators of territories. Two queries, and those of the lake."""
    return _check(Indicator.objects.filter(territory__in=territories), today)


def network_health(network: Network, *, today: date) -> tuple[tuple[HealthFinding, ...], tuple[str, ...]]:
    """Return what is wrong with the indicators of the members of a network, and the members that follow any."""
    indicators = Indicator.objects.filter(territory__in=members_in(network.slug))
    sirens = tuple(indicators.order_by().values_list("territory__siren", flat=True).distinct())
    return _check(indicators, today), sirens


def _check(indicators: QuerySet[Indicator], today: date) -> tuple[HealthFinding, ...]:
    rows = list(indicators.values(*STATUS_COLUMNS))
    measured = _measured_years(row["code"] for row in rows if row["reads_measure"])
    known: dict[str, dict[str, int | None]] = {}
    for row in rows:
        if row["reads_measure"]:
            row["last_year"] = measured.get(row["code"])
        known.setdefault(row["territory__siren"], {})[row["code"]] = row["last_year"]
    own = _own_formulas(indicators) if any(row["code"].startswith(OWN) for row in rows) else {}
    for row in rows:
        formula = own.get(row["slug"]) or formulas().get(row["code"])
        if row["last_year"] is None and formula is not None:
            row["last_year"] = _computed_year(formula, known[row["territory__siren"]])
    present = owners_present(indicators.order_by().values("territory"))
    statuses = [
        status_of(row, is_owner_gone=bool(row["owner__person"]) and (row["owner"], row["territory"]) not in present)
        for row in rows
    ]
    return check_health(statuses, today=today)


def owners_present(territories: Iterable[Territory] | QuerySet[Any]) -> frozenset[tuple[int, int]]:
    """Return the people who hold a role on territories today, each with the territory. One query."""
    mandates = Mandate.objects.filter(in_force_today(), territory__in=territories, person__is_active=True)
    return frozenset(mandates.values_list("person", "territory"))


def _own_formulas(indicators: QuerySet[Indicator]) -> dict[str, Formula]:
    """Formulas of the indicators that territories define for themselves, by slug. One query."""
    own = [
        indicator for indicator in indicators.filter(code__startswith=OWN) if indicator.own_definition.get("formula")
    ]
    return {indicator.slug: parse_formula(indicator.own_definition["formula"]) for indicator in own}


def _computed_year(formula: Formula, known: Mapping[str, int | None]) -> int | None:
    """Last year of what a formula gives: that of its latest needed input to come, or of its best known optional one."""

    def year_of(name: str) -> int | None:
        behind = formulas().get(name)
        return known.get(name) if known.get(name) is not None or behind is None else _computed_year(behind, known)

    references = references_of(formula)
    needed = [year_of(ref.name) for ref in references if not ref.is_optional]
    optional = [year_of(ref.name) for ref in references if ref.is_optional]
    if needed:
        # A formula goes no further than the first of its needed terms to stop.
        return None if None in needed else min(year for year in needed if year is not None)
    return max((year for year in optional if year is not None), default=None)


def _measured_years(codes: Iterable[str]) -> dict[str, int | None]:
    """Year of the last edition that the lake holds, for indicators that read it."""
    known = catalogue()
    dates = {code: measured_dates(known[code].measure) for code in set(codes) if code in known}
    return {code: int(listed[-1][:4]) if listed else None for code, listed in dates.items()}


def reviewed(findings: Sequence[HealthFinding], territory: Territory) -> list[ReviewedFinding]:
    """Return findings with what was decided of each, the open ones first. One query."""
    reviews = {
        (finding_review.code, finding_review.subject, finding_review.fingerprint): finding_review
        for finding_review in FindingReview.objects.filter(territory=territory)
    }
    reviewed_findings = [
        ReviewedFinding(finding=finding, review=reviews.get((finding.code, finding.subject, finding.fingerprint)))
        for finding in findings
    ]
    return sorted(reviewed_findings, key=lambda finding: not finding.is_open)


def reviews_of(territory: Territory) -> list[FindingReview]:
    """Return everything that was decided of findings of a territory, newest first. One query."""
    return list(FindingReview.objects.filter(territory=territory).order_by("-id"))


def history_of_values(indicator: Indicator) -> list[RecordedValue]:
    """Return every value that was given of an indicator, newest first. One query."""
    return list(RecordedValue.objects.filter(indicator=indicator).order_by("-id"))


def people_of(territory: Territory) -> list[tuple[int, str]]:
    """Return who may own an indicator of a territory: people with a role on it today. One query."""
    mandates = Mandate.objects.filter(in_force_today(), territory=territory).select_related("person")
    return sorted({(mandate.person_id, mandate.person.name) for mandate in mandates}, key=lambda mandate: mandate[1])


def export_owned(subject: DataSubject) -> Sequence[Mapping[str, Any]]:
    """Return the indicators that an account owns, and what it did: a name alone may be another's. Two queries."""
    owned = Indicator.objects.filter(owner=subject.person or 0).values_list("slug", flat=True)
    return [*({"owned": slug} for slug in owned), *export_acts(subject.person, "indicators")]
