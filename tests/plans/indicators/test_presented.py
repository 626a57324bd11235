"""What is shown of indicators: rows, targets, values written, cards of evidence, sections, the desk and the search."""

from datetime import date

import pytest
from django.utils import timezone, translation

from autan.evidence.figures.core.addresses import FigureAddress
from autan.evidence.figures.core.states import ValueState
from autan.evidence.figures.core.units import get_unit
from autan.evidence.figures.queries.registry import PUBLIC
from autan.ground.wordings import Text
from autan.people.accounts.models import Person
from autan.plans.indicators.actions.indicators import set_targets
from autan.plans.indicators.actions.values import GivenYearValue, record_values, review_finding
from autan.plans.indicators.core.values import Reliability, TargetPoint, YearValue
from autan.plans.indicators.importers import catalogue
from autan.plans.indicators.models import Indicator, RecordedValue
from autan.plans.indicators.presenters.evidence_kinds import (
    catalogue_figures,
    describe_indicators,
    describe_values,
    may_read_figure,
)
from autan.plans.indicators.presenters.member_charts import panels_chart, slope_chart, slope_rows, strip_chart
from autan.plans.indicators.presenters.pages import (
    FEEDS,
    PUBLISHED_SERIES,
    PUBLISHED_VALUES,
    catalogue_groups,
    feed_of,
    indicator_rows,
    inputs_words,
    readable_unit,
    series_view,
    target_words,
    value_lines,
    value_rows,
    without_identifier,
)
from autan.plans.indicators.presenters.sections import (
    desk_lines,
    network_sections,
    search_indicators,
    territory_sections,
)
from autan.plans.indicators.queries.indicators import definition_of, health_of, series_figures
from autan.plans.indicators.queries.networks import network_indicator
from autan.territories.networks.models import Territory
from tests.cast import HERE, THERE, Cast
from tests.plans.indicators.conftest import follow, give
from tests.plans.indicators.making import definition


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def record(indicator: Indicator, *values: YearValue) -> Indicator:
    given = [GivenYearValue(indicator=indicator, value=value) for value in values]
    record_values(by=None, territory=indicator.territory, year_values=given)
    return Indicator.objects.select_related("territory").get(pk=indicator.pk)


def test_a_row_tells_the_last_known_value_and_where_it_comes_from(here: Territory):
    give(follow(here, "cycle_lanes"), 10.0, 12.0, None)
    give(follow(here, "ghg_total"), 100.0)
    give(follow(here, "population"), 10.0)
    follow(here, "ghg_per_inhabitant")
    follow(here, "household_waste")
    rows = {row["indicator"].code: row for row in indicator_rows(Indicator.objects.select_related("territory"))}
    assert (rows["cycle_lanes"]["last"].value, rows["cycle_lanes"]["last"].period.label) == (12.0, "2021")
    assert rows["ghg_per_inhabitant"]["last"].value == 10.0
    assert rows["household_waste"]["last"] is None
    assert [rows[code]["feed"] for code in ("cycle_lanes", "ghg_per_inhabitant")] == [FEEDS["given"], FEEDS["formula"]]


def test_what_is_typed_of_a_computed_indicator_is_given(here: Territory):
    computed, read = follow(here, "ghg_per_inhabitant"), follow(here, "ghg_total", reads_measure=True)
    assert feed_of(computed, definition_of(computed)) == "formula"
    typed = give(computed, 3.0)
    assert feed_of(typed, definition_of(typed)) == "given"
    assert feed_of(read, definition_of(read)) == "measure"


def test_what_a_definition_is_computed_from_is_said_with_what_may_lack():
    assert inputs_words(catalogue()["ghg_per_inhabitant"]).endswith(" ; Population")
    parts = inputs_words(catalogue()["ghg_total"]).split(" ; ")
    assert len(parts) == 8
    assert all(part.startswith("(") and part.endswith(")") for part in parts)
    assert inputs_words(catalogue()["cycle_lanes"]) == ""


@pytest.mark.parametrize(
    ("point", "fr", "en"),
    [
        (TargetPoint(series="plan", year=2030, value=1400.0), "2030 : 1 400 km · plan", "2030: 1,400 km · plan"),
        (
            TargetPoint(series="loi", year=None, value=10.0, is_limit=True, source="arrêté"),
            "limite : 10,0 km · loi · arrêté",
            "limit: 10.0 km · loi · arrêté",
        ),
        (TargetPoint(series="", year=2030, value=0.0), "2030 : 0,0 km", "2030: 0.0 km"),
    ],
)
def test_a_target_is_written_in_both_languages(point: TargetPoint, fr: str, en: str):
    assert plain(target_words(point, definition(), get_unit("km"))) == fr
    with translation.override("en"):
        assert plain(target_words(point, definition(), get_unit("km"))) == en


def test_a_target_is_written_in_the_unit_of_the_page():
    point = TargetPoint(series="plan", year=2030, value=2500.0)
    assert plain(target_words(point, definition(unit="MWh"), get_unit("GWh"))) == "2030 : 2,5 GWh · plan"


def test_lines_of_values_set_what_was_given_beside_what_is_read(here: Territory):
    figures = series_figures(give(follow(here, "cycle_lanes"), 1.0, 2.0))
    lines = value_lines({2020: figures[2020]}, {2020: figures[2020], 2021: figures[2021]})
    assert [(year, read is not None, own is not None) for year, read, own in lines] == [
        (2021, False, True), (2020, True, True),
    ]  # fmt: skip
    assert value_lines({}, {}) == []


def test_a_page_has_one_unit_for_small_and_large(here: Territory):
    made = give(follow(here, "energy_total"), 0.5, 2500.0)
    figures = series_figures(made)
    assert readable_unit(definition_of(made), figures.values()).dimension is get_unit("GWh").dimension
    assert readable_unit(definition_of(made), []).code == definition_of(made).unit


def test_a_drawing_holds_what_is_known_and_what_is_aimed_at_in_order(here: Territory):
    made = give(follow(here, "cycle_lanes"), 1.0, None, 3.0)
    points = [
        TargetPoint(series="plan", year=2040, value=9.0),
        TargetPoint(series="loi", year=None, value=20.0, is_limit=True),
        TargetPoint(series="plan", year=2030, value=6.0),
    ]
    set_targets(by=None, indicator=made, targets=points)
    view = series_view(made, definition_of(made), series_figures(made), get_unit("km"))
    assert [(point.year, point.value) for point in view.observed] == [(2020, 1.0), (2022, 3.0)]
    assert [(point.year, point.value) for point in view.aimed] == [(2030, 6.0), (2040, 9.0)]
    assert len(view.targets) == 3
    assert plain(view.aimed[0].written) == "6,0 km"


def test_the_catalogue_is_shown_by_group_with_what_is_followed():
    groups = catalogue_groups(["cycle_lanes"])
    shown = {one.code: is_followed for _group, listed in groups for one, is_followed in listed}
    assert set(shown) == set(catalogue())
    assert [code for code, is_followed in shown.items() if is_followed] == ["cycle_lanes"]
    assert all(one.group is group for group, listed in groups for one, _is_followed in listed)
    assert all(listed for _group, listed in groups)


def test_rows_of_values_hold_every_source_and_leave_the_unknown_empty(here: Territory):
    made = give(give(follow(here, "ghg_residential"), 12_500.0, None), 3.0, source="insee")
    rows = value_rows([made])
    assert rows[0][:6] == ("siren", "indicator", "label", "year", "value", "unit")
    assert [(row[3], row[4], row[7]) for row in rows[1:]] == [
        (2020, 12_500.0, "service"), (2020, 3.0, "insee"), (2021, None, "service"),
    ]  # fmt: skip
    assert {row[:2] for row in rows[1:]} == {(HERE, "ghg_residential")}
    assert [row[6] for row in rows[1:]] == ["observed", "observed", "observed"]


def test_rows_by_national_identifier_leave_out_what_has_none(here: Territory):
    known, alone = give(follow(here, "ghg_residential"), 12_500.0), give(follow(here, "cycle_lanes"), 1.0)
    rows = value_rows([known, alone], is_national=True)
    assert [row[1:6] for row in rows[1:]] == [("cae_1.c", definition_of(known).label.fr, 2020, 12.5, "ktCO2e")]
    assert without_identifier([known, alone]) == [definition_of(alone).label]


def test_a_dated_value_gives_its_date(here: Territory):
    made = record(follow(here, "cycle_lanes"), YearValue(year=2024, value=3.0, on="2024-06"))
    assert value_rows([made])[1][3] == "2024-06"


def test_published_rows_are_of_what_is_published(here: Territory, there: Territory):
    give(follow(here, "cycle_lanes"), 1.0, 2.0)
    give(follow(there, "cycle_lanes", is_published=False), 3.0)
    rows = list(PUBLISHED_VALUES.rows("essai"))
    assert [row[:4] for row in rows] == [("essai", HERE, f"{HERE}-cycle_lanes", "cycle_lanes")] * 2
    assert {row[-1] for row in rows} == {True}
    assert len(rows[0]) == len(PUBLISHED_VALUES.columns)
    assert [figure.value for figure in PUBLISHED_SERIES.figures("essai", HERE)] == [1.0, 2.0]
    assert [figure.value for figure in PUBLISHED_SERIES.figures("essai", "")] == [1.0, 2.0]
    assert list(PUBLISHED_SERIES.figures("essai", THERE)) == []


def test_a_card_says_a_value_as_it_was_given(people: Cast, here: Territory):
    made = follow(here, "cycle_lanes")
    value = YearValue(
        year=2024, on="2024-06", value=12.5, source="service vélo", method="relevé", reliability=Reliability.HIGH,
        comment="provisoire",
    )  # fmt: skip
    given = [GivenYearValue(indicator=made, value=value)]
    record_values(by=people.contributor, territory=here, year_values=given)
    key = f"{made.slug}/2024"
    card = describe_values([key], people.officer)[key]
    assert plain(card.statement.fr) == "12,5 km · juin 2024 · service vélo · relevé · fiabilité sûre · provisoire"
    assert plain(card.statement.en) == "12.5 km · June 2024 · service vélo · relevé · reliability: sound · provisoire"
    assert card.title == Text(
        f"{definition_of(made).label.fr}, Ici, 2024", f"{definition_of(made).label.en}, Ici, 2024"
    )


def test_who_gave_a_value_is_told_to_who_gives_others_alone(people: Cast, here: Territory):
    made = follow(here, "cycle_lanes")
    given = [GivenYearValue(indicator=made, value=YearValue(year=2024, value=1.0))]
    record_values(by=people.contributor, territory=here, year_values=given)
    key = f"{made.slug}/2024"
    for reader, is_told in ((people.officer, True), (people.reader, False), (people.outsider, False), (PUBLIC, False)):
        told = describe_values([key], reader)[key].recorded
        assert (people.contributor.name in str(told)) is is_told


def test_a_card_holds_every_source_and_not_what_was_replaced(here: Territory):
    made = give(give(follow(here, "cycle_lanes"), 1.0), 2.0, source="insee")
    made = give(made, 9.0)
    key = f"{made.slug}/2020"
    assert RecordedValue.objects.count() == 3
    said = plain(describe_values([key], PUBLIC)[key].statement.fr)
    assert said == "2 km · insee · fiabilité moyenne ; 9 km · service · fiabilité moyenne"


def test_an_unknown_value_says_why(here: Territory):
    made = record(follow(here, "cycle_lanes"), YearValue(year=2024, value=None, state=ValueState.CONFIDENTIAL))
    key = f"{made.slug}/2024"
    assert describe_values([key], PUBLIC)[key].statement.fr.startswith(ValueState.CONFIDENTIAL.label.fr)


def test_keys_of_nothing_have_no_card(here: Territory):
    made = give(follow(here, "cycle_lanes"), 1.0)
    assert describe_values([f"{made.slug}/2021", f"{made.slug}/hier", "nowhere/2020"], PUBLIC) == {}
    assert describe_indicators(["nowhere"], PUBLIC) == {}
    card = describe_indicators([made.slug], PUBLIC)[made.slug]
    assert (card.title, card.statement) == (definition_of(made).label, Text("CC Ici", "CC Ici"))


@pytest.mark.parametrize(
    ("address", "public", "reader"),
    [
        (f"indicators.{HERE}.cycle_lanes.2020", False, True),
        (f"indicators.{HERE}.ghg_total.2020", True, True),
        (f"indicators.{HERE}.population.2020", True, True),  # it is not followed: there is nothing to hide
        ("indicators.essai.cycle_lanes.2020", True, True),
        ("indicators.essai.health-stale.2026-01-01", False, True),
        ("indicators.voisin.health-stale.2026-01-01", False, False),
    ],
)
def test_figures_are_read_as_what_they_rest_on(
    people: Cast, neighbour: Person, here: Territory, address: str, *, public: bool, reader: bool
):
    follow(here, "cycle_lanes", is_published=False)
    follow(here, "ghg_total")
    parsed = FigureAddress.parse(address)
    assert may_read_figure(PUBLIC, parsed) is public
    assert may_read_figure(people.reader, parsed) is reader
    assert may_read_figure(neighbour, parsed) is (public or "voisin" in address)


def test_a_text_may_cite_the_last_known_figures_of_members(here: Territory, there: Territory):
    give(follow(here, "cycle_lanes"), 1.0, 2.0)
    give(follow(there, "cycle_lanes"), 5.0, None)
    (cited,) = catalogue_figures("essai")
    assert (cited.figure.id, cited.place) == (f"indicators.{HERE}.cycle_lanes.2021", "Ici")
    assert cited.members == "indicators.{siren}.cycle_lanes.2021"
    assert cited.source.fr


def test_a_strip_has_the_highest_first_and_the_unknown_last(here: Territory, there: Territory):
    give(follow(here, "cycle_lanes"), 1.0, None, None)
    give(follow(there, "cycle_lanes"), 5.0, 2.0, None)
    strip = strip_chart(network_indicator("essai", "cycle_lanes", 2020))
    assert strip is not None
    assert [row.label.fr for row in strip.rows] == ["Là", "Ici"]
    assert strip.sentence.fr == "Connu pour 2 des 2 membres."
    partial = strip_chart(network_indicator("essai", "cycle_lanes", 2021))
    assert partial is not None
    assert ([row.label.fr for row in partial.rows], partial.sentence.en) == (
        ["Là", "Ici"], "Known for 1 of the 2 members.",
    )  # fmt: skip
    assert strip_chart(network_indicator("essai", "cycle_lanes", 2022)) is None


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (10.0, 15.0, "+50 %"),
        (10.0, 5.0, "-50 %"),
        (10.0, 10.0, "0 %"),
        (0.0, 5.0, ""),
        (None, 5.0, ""),
        (5.0, None, ""),
    ],
)
def test_a_slope_tells_its_change_where_both_ends_are_known(
    here: Territory, before: float | None, after: float | None, change: str
):
    give(follow(here, "cycle_lanes"), before, after)
    (row,) = slope_rows(network_indicator("essai", "cycle_lanes", 2021))
    assert (row["name"], plain(row["change"]).replace("−", "-")) == ("Ici", change)


def test_slopes_need_two_members_and_panels_three_years(here: Territory, there: Territory):
    give(follow(here, "cycle_lanes"), 1.0, 2.0)
    alone = network_indicator("essai", "cycle_lanes")
    assert (slope_chart(alone), panels_chart(alone)) == (None, None)
    give(follow(there, "cycle_lanes"), 1.0, 1.0, 4.0)
    both = network_indicator("essai", "cycle_lanes", 2021)
    slopes, panels = slope_chart(both), panels_chart(both)
    assert slopes is not None
    assert slopes.sentence.fr.endswith("En baisse : 0 ; en hausse : 1.")
    assert panels is not None
    assert panels.sentence.fr == "Connu chez 2 des 2 membres."


def test_a_territory_shows_its_indicators_or_the_way_to_choose(people: Cast, here: Territory, there: Territory):
    assert list(territory_sections(HERE, PUBLIC)) == []
    (empty,) = territory_sections(HERE, people.officer)
    assert (empty.count, empty.context["may_choose"], empty.context["rows"]) == (0, True, [])
    for code in list(catalogue())[:9]:
        follow(here, code)
    (section,) = territory_sections(HERE, PUBLIC)
    assert (section.count, len(section.context["rows"]), section.context["may_choose"]) == (9, 8, False)
    assert list(territory_sections("243100633", people.officer)) == []


def test_a_network_shows_what_most_of_its_members_publish(here: Territory, there: Territory):
    assert list(network_sections("essai", PUBLIC)) == []
    for place in (here, there):
        follow(place, "cycle_lanes")
    follow(here, "ghg_total")
    (section,) = network_sections("essai", PUBLIC)
    assert [(one.code, count) for one, count in section.context["codes"]] == [("cycle_lanes", 2), ("ghg_total", 1)]
    assert section.count == 2


def test_the_desk_of_an_officer_counts_what_waits_for_a_decision(people: Cast, here: Territory):
    assert list(desk_lines(people.officer)) == []
    give(follow(here, "cycle_lanes"), 1.0, start=timezone.localdate().year - 1)
    (line,) = desk_lines(people.officer)
    assert (plain(line.title), plain(line.detail)) == ("Indicateurs : Ici", "2 constats attendent une décision")
    (finding, _other) = health_of([here], today=timezone.localdate())
    review_finding(by=people.officer, territory=here, finding=finding, is_accepted=True, reason="oui")
    assert plain(next(iter(desk_lines(people.officer))).detail) == "1 constat attend une décision"
    for person in (people.contributor, people.reader, people.outsider):
        assert list(desk_lines(person)) == []


def test_a_search_finds_what_is_followed_then_definitions(people: Cast, here: Territory):
    follow(here, "cycle_lanes", is_published=False)
    hits = search_indicators("aménagements cyclables", people.officer)
    assert (hits[0].url, hits[0].ref) == (
        f"/indicateurs/{HERE}-cycle_lanes/", f"local-indicator:{HERE}-cycle_lanes",
    )  # fmt: skip
    assert hits[0].title.endswith(", Ici")
    assert hits[0].is_invented
    public = search_indicators("aménagements cyclables", PUBLIC)
    assert public
    assert all("#" in hit.url for hit in public)
    assert public[0].url.endswith("#cycle_lanes")
    assert search_indicators("", PUBLIC) == []


def test_ages_are_those_of_the_day_given(here: Territory):
    give(follow(here, "cycle_lanes", owner_name="Service", action="Vélo"), 1.0, start=2020)
    assert health_of([here], today=date(2022, 12, 31)) == ()
    assert [one.code for one in health_of([here], today=date(2023, 1, 1))] == ["stale"]
