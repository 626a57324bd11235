"""What may be done to indicators, by whom, and what is kept: choosing, giving values, deciding, files."""

from datetime import date

import pytest

from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.queries.registry import PUBLIC, UnknownFigureError, describe_one, find_figure
from autan.evidence.imports.core import Outcome, Upload
from autan.ground.errors import DomainError, ImportFileError, NotAllowedError
from autan.ground.extension_points import DataSubject
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.people.journal.models import JournalEntry
from autan.people.personal_data.queries import subject_of_person
from autan.plans.indicators.actions.indicators import (
    IndicatorInput,
    OwnDefinitionInput,
    QuotedIndicatorError,
    change_indicator,
    erase_owner,
    follow_indicator,
    follow_own_indicator,
    set_targets,
    stop_following,
)
from autan.plans.indicators.actions.value_imports import preview_values, values_import, write_values
from autan.plans.indicators.actions.values import GivenYearValue, record_values, review_finding
from autan.plans.indicators.core.definitions import InvalidDefinitionError, Nature, UnknownDefinitionError
from autan.plans.indicators.core.formulas import FormulaCycleError
from autan.plans.indicators.core.values import TargetPoint, YearValue
from autan.plans.indicators.models import FindingReview, Indicator, RecordedValue
from autan.plans.indicators.presenters.pages import value_rows
from autan.plans.indicators.queries.indicators import export_owned, health_of, reviewed, series_figures
from autan.plans.indicators.queries.networks import network_indicator
from autan.plans.plans.exporters import TableFormat, write_table
from autan.publishing.editions.models import Edition
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast
from tests.plans.indicators.conftest import SINCE, follow, give
from tests.plans.indicators.making import made_own

TODAY = date(2026, 11, 26)


def test_who_chooses_what_is_followed(people: Cast, neighbour: Person, here: Territory):
    for person in (people.contributor, people.reader, people.outsider, neighbour):
        with pytest.raises(NotAllowedError):
            follow_indicator(by=person, territory=here, code="ghg_total", since=SINCE)
    made = follow_indicator(by=people.officer, territory=here, code="ghg_total", since=SINCE)
    assert (made.is_key, made.reads_measure, made.slug) == (True, True, f"{HERE}-ghg_total")
    assert follow_indicator(by=people.coordinator, territory=here, code="ghg_total", since=SINCE) == made
    with pytest.raises(UnknownDefinitionError):
        follow_indicator(by=people.officer, territory=here, code="nothing", since=SINCE)


def test_what_is_followed_is_checked_and_its_changes_told(people: Cast, here: Territory):
    made = follow(here, "cycle_lanes")
    assert [code for code, *_texts in made.found] == ["no_link"]
    indicator_input = IndicatorInput(owner=people.officer, months=24, action="Plan vélo", why="décider")
    changed = change_indicator(by=people.officer, indicator=made, indicator_input=indicator_input)
    assert (changed.owner_name, changed.found) == (people.officer.name, [])
    line = JournalEntry.objects.filter(act="change_indicator").get()
    assert people.officer.name not in str(line.details)
    change_indicator(by=people.officer, indicator=changed, indicator_input=indicator_input)
    assert JournalEntry.objects.filter(act="change_indicator").count() == 1
    for wrong in (IndicatorInput(months=0), IndicatorInput(reads_measure=True)):
        with pytest.raises(DomainError):
            change_indicator(by=people.officer, indicator=changed, indicator_input=wrong)


def test_a_territory_defines_its_own(people: Cast, here: Territory):
    def own(label: str, unit: str = "count", nature: Nature = Nature.EXTENSIVE) -> Indicator:
        defined = OwnDefinitionInput(**made_own(label, unit) | {"nature": nature})
        return follow_own_indicator(
            by=people.officer, territory=here, own=defined, since=SINCE, indicator_input=IndicatorInput(action="Haies")
        )

    first, second = own("Haies plantées", "km"), own("Chartes signées")
    assert [first.code, second.code] == ["own_1", "own_2"]
    stop_following(by=people.officer, indicator=first)
    assert own("Autre").code == "own_3"
    with pytest.raises(InvalidDefinitionError):
        own("Part de haies", "pct")
    with pytest.raises(DomainError):
        own(" ")


def test_a_territory_computes_its_own_from_the_catalogue(people: Cast, here: Territory):
    def own(formula: str, unit: str = "MWh", nature: Nature = Nature.EXTENSIVE) -> Indicator:
        defined = OwnDefinitionInput(**made_own("Chaleur hors déchets", unit) | {"nature": nature}, formula=formula)
        indicator_input = IndicatorInput(owner_name="Service", action="Objectif", months=12)
        return follow_own_indicator(
            by=people.officer, territory=here, own=defined, since=SINCE, indicator_input=indicator_input
        )

    for wrong in ("energy_total", "energy_total * 1000 - ghg_total", "nothing", "energy_total +", "own_1"):
        with pytest.raises((InvalidDefinitionError, FormulaCycleError)):
            own(wrong)
    made = own("energy_total / population * 1000", unit="MWh_per_inhabitant", nature=Nature.INTENSIVE)
    give(follow(here, "energy_total", owner_name="Service"), 50.0, start=2025)
    assert series_figures(made)[2025].note == Text("Manque : Population.", "Missing: Population.")
    give(follow(here, "population", owner_name="Service", action="Objectif"), 1000.0, start=2025)
    assert series_figures(made)[2025].value == 50.0
    assert health_of([here], today=TODAY) == ()


def test_targets_are_kept_and_limits_are_no_targets(people: Cast, here: Territory):
    made = follow(here, "cycle_lanes", is_key=True, action="Plan vélo")
    limit = TargetPoint(series="loi", year=None, value=10.0, is_limit=True)
    set_targets(by=people.officer, indicator=made, targets=[limit])
    assert [code for code, *_texts in made.found] == ["no_target"]
    set_targets(by=people.officer, indicator=made, targets=[limit, TargetPoint(series="plan", year=2030, value=9.0)])
    assert made.found == []
    for wrong in (TargetPoint(series="", year=2030, value=1.0), TargetPoint(series="plan", year=None, value=1.0)):
        with pytest.raises(DomainError):
            set_targets(by=people.officer, indicator=made, targets=[wrong])


def test_values_are_never_lost(people: Cast, here: Territory, there: Territory):
    made = give(follow(here, "cycle_lanes", action="Plan vélo"), 10.0, 12.0)
    by = people.contributor
    value = YearValue(year=2021, value=18.0, source="service")
    assert record_values(by=by, territory=here, year_values=[GivenYearValue(indicator=made, value=value)]) == 1
    indicator = Indicator.objects.get(pk=made.pk)
    assert [(value.year, value.value, value.before) for value in indicator.values] == [
        (2020, 10.0, None),
        (2021, 18.0, 12.0),
    ]
    assert RecordedValue.objects.filter(indicator=made, is_current=False).get().value == 12.0
    assert [code for code, *_texts in indicator.found] == ["revised"]
    assert record_values(by=by, territory=here, year_values=[GivenYearValue(indicator=indicator, value=value)]) == 0
    twice = [GivenYearValue(indicator=indicator, value=value)] * 2
    for person, place, given in ((None, here, twice), (None, there, twice[:1])):
        with pytest.raises(DomainError):
            record_values(by=person, territory=place, year_values=given)
    for person in (people.reader, people.outsider):
        with pytest.raises(NotAllowedError):
            record_values(by=person, territory=here, year_values=twice[:1])


def test_findings_are_accepted_or_explained_and_asked_again(people: Cast, here: Territory):
    made = follow(here, "cycle_lanes", owner_name="Service vélo")
    (finding,) = health_of([here], today=date(2019, 6, 1))
    with pytest.raises(DomainError):
        review_finding(by=people.officer, territory=here, finding=finding, is_accepted=True, reason=" ")
    with pytest.raises(NotAllowedError):
        review_finding(by=people.contributor, territory=here, finding=finding, is_accepted=True, reason="oui")
    review_finding(by=people.officer, territory=here, finding=finding, is_accepted=False, reason="socle commun")
    (told,) = reviewed([finding], here)
    assert (told.is_open, told.review.reason if told.review else "") == (False, "socle commun")
    late = [
        health_finding for health_finding in health_of([here], today=TODAY) if health_finding.code == "never_updated"
    ]
    assert [each.subject for each in late] == [made.slug]
    assert reviewed(late, here)[0].is_open
    assert FindingReview.objects.count() == 1


def test_health_follows_people_who_leave_and_what_is_computed(people: Cast, here: Territory):
    follow(here, "ghg_per_inhabitant", action="Objectif", owner=people.officer)
    give(follow(here, "ghg_total", action="Objectif", owner=people.officer), 5.0, start=2025)
    give(follow(here, "population", action="Objectif", owner=people.officer), 2.0, start=2025)
    assert health_of([here], today=TODAY) == ()
    Person.objects.filter(pk=people.officer.pk).update(is_active=False)
    assert {health_finding.code for health_finding in health_of([here], today=TODAY)} == {"owner_gone"}


def test_figures_of_a_territory_and_of_a_network(network: Network, people: Cast, here: Territory, there: Territory):
    give(follow(here, "ghg_total"), 100.0, 80.0)
    give(follow(here, "population"), 10.0, 10.0)
    give(follow(there, "ghg_total"), 300.0, 300.0)
    give(follow(there, "population"), 90.0)
    shown = network_indicator("essai", "ghg_per_inhabitant", 2020)
    assert (shown.whole.value, shown.whole.known, shown.whole.total) == (4.0, 2, 2)
    assert [figure.value for figure in shown.members.values()] == [10.0, 300 / 90]
    latest = network_indicator("essai", "ghg_per_inhabitant")
    assert (latest.year, latest.years, latest.whole.value, latest.whole.known) == (2021, (2020, 2021), 8.0, 1)
    assert latest.first[HERE].value == 10.0
    total = find_figure("indicators.essai.ghg_total.2021", reader=PUBLIC)
    assert (total.value, total.has_evidence) == (380.0, True)
    given = find_figure(f"indicators.{HERE}.ghg_total.2021", reader=PUBLIC)
    card = describe_one(given.evidence[0], reader=PUBLIC)
    assert card is not None
    assert "80 t CO₂e" in card.statement.fr.replace("\u00a0", " ")
    health = find_figure("indicators.essai.health-unowned.2026-11-26", reader=people.coordinator)
    assert (health.value, health.total) == (2, 2)
    described = describe_one(health.evidence[0], reader=PUBLIC)
    assert described is not None
    for unknown in (
        "indicators.essai", "indicators.essai.nothing.2021", "indicators.essai.health-unowned.hier",
        "indicators.essai.health-unowned.2026-11-26", f"indicators.{HERE}.cycle_lanes.2021",
        f"indicators.{HERE}.ghg_total.hier", f"indicators.{HERE}.ghg_total.1999",
    ):  # fmt: skip
        with pytest.raises(UnknownFigureError):
            find_figure(unknown, reader=PUBLIC)


def test_what_is_not_published_is_kept_from_others(people: Cast, neighbour: Person, here: Territory):
    made = give(follow(here, "cycle_lanes", is_published=False), 3.0)
    address = f"indicators.{HERE}.cycle_lanes.2020"
    figure = find_figure(address, reader=people.reader)
    assert describe_one(figure.evidence[0], reader=people.contributor) is not None
    for reader in (PUBLIC, people.outsider, neighbour):
        with pytest.raises(UnknownFigureError):
            find_figure(address, reader=reader)
        assert describe_one(figure.evidence[0], reader=reader) is None
    assert network_indicator("essai", "cycle_lanes").years == ()
    assert made.slug.startswith(HERE)


def test_an_indicator_that_a_text_quotes_is_not_deleted(network: Network, people: Cast, here: Territory):
    quoted, drawn, free = (follow(here, code) for code in ("ghg_total", "population", "cycle_lanes"))
    source = f"figures: {{a: indicators.{HERE}.ghg_total.2020, b: 'indicators.{{siren}}.population.2020'}}"
    Edition.objects.create(slug="essai", network="essai", title_fr="Synthèse d’essai", file="a.md", source=source)
    for indicator in (quoted, drawn):
        with pytest.raises(QuotedIndicatorError, match="Synthèse d’essai"):
            stop_following(by=people.officer, indicator=indicator)
    stop_following(by=people.officer, indicator=free)
    assert sorted(Indicator.objects.values_list("code", flat=True)) == ["ghg_total", "population"]


def table(*rows: str, head: str = "indicator;year;value;unit;source;state") -> Upload:
    return Upload(file="valeurs.csv", data="\n".join([head, *rows, ""]).encode())


def test_a_table_is_previewed_then_written(people: Cast, here: Territory):
    made = give(follow(here, "energy_total"), 10.0)
    upload = table(
        "energy_total;2020;10;GWh;service;",
        "energy_total;2021;12 500,5;MWh;service;estimé",
        "energy_total;2022;;;service;",
        "energy_total;2023;-4;;service;",
    )
    preview = preview_values(upload, by=people.contributor, territory=here)
    assert [item.outcome for item in preview.items] == [Outcome.SAME, *[Outcome.ADDED] * 3]
    assert "alert" in preview.items[3].record.fields
    importing = values_import(people.contributor, here)
    shown = [importing.show(item, change.field, change.after) for item in preview.to_write for change in item.changes]
    assert "estimé" in shown
    assert "au moins 0" in shown
    write_values(people.contributor, preview)
    values = Indicator.objects.get(pk=made.pk).values
    assert [value.value for value in values] == [10.0, 12.5005, None, -4.0]
    assert values[2].state is ValueState.MISSING
    figures = series_figures(Indicator.objects.select_related("territory").get(pk=made.pk))
    assert figures[2023].alerts == 1
    back = write_table(value_rows([Indicator.objects.get(pk=made.pk)]), name="v", file_format=TableFormat.CSV)
    again = preview_values(Upload(file="v.csv", data=back), by=None, territory=None)
    assert again.to_write == ()


def test_every_fault_of_a_table_is_said_at_its_place(people: Cast, here: Territory, there: Territory):
    follow(here, "renewable_share")
    follow(there, "renewable_share")
    upload = table(
        f"{HERE};renewable_share;deux mille;1;",
        f"{HERE};renewable_share;2020;beaucoup;",
        f"{HERE};renewable_share;2021;1e300;",
        f"{HERE};renewable_share;2021;1;MWh",
        f"{HERE};nothing;2021;1;",
        f"{THERE};renewable_share;2021;1;",
        "123;renewable_share;2021;1;",
        f"{HERE};renewable_share;2022;1;",
        f"{HERE};renewable_share;2022;2;",
        head="siren;indicator;year;value;unit",
    )
    preview = preview_values(upload, by=people.contributor, territory=None)
    assert [f"{fault.row} {fault.column}" for fault in preview.faults] == [
        "2 year", "3 value", "4 value", "5 unit", "6 indicator", "7 siren", "8 siren", "10 year",
    ]  # fmt: skip
    states = table("renewable_share;2021;1;;;en forme", "renewable_share;2021;1;;;secret statistique")
    faults = preview_values(states, by=None, territory=here).faults
    assert [(fault.row, fault.column) for fault in faults] == [(2, "state"), (3, "state")]
    with pytest.raises(ImportFileError):
        preview_values(table("a;b", head="x;y"), by=None, territory=here)
    assert RecordedValue.objects.count() == 0


def test_a_person_is_told_what_names_her_and_taken_out(people: Cast, here: Territory):
    made = follow(here, "cycle_lanes", owner=people.officer)
    value = GivenYearValue(indicator=made, value=YearValue(year=2020, value=3.0))
    record_values(by=people.officer, territory=here, year_values=[value])
    (late, *_others) = health_of([here], today=TODAY)
    review_finding(by=people.officer, territory=here, finding=late, is_accepted=True, reason="oui")
    subject = subject_of_person(people.officer)
    owned, *acts = export_owned(subject)
    assert (owned, {act["act"] for act in acts}) == ({"owned": made.slug}, {"record_values", "review_finding"})
    assert erase_owner(subject) == 1
    assert export_owned(subject) == acts
    assert Indicator.objects.get().owner_name == ""
    assert Indicator.objects.get().values[0].value == 3.0
    nobody = DataSubject(email="personne@exemple.fr")
    assert (list(export_owned(nobody)), erase_owner(nobody)) == ([], 0)
