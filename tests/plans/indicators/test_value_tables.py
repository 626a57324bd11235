"""Tables of values taken in, and values typed: what each cell may hold, what is refused and where, what is shown."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from autan.evidence.figures.core.states import ValueState
from autan.evidence.imports.core import Outcome, Upload
from autan.ground.errors import ImportFileError, NotAllowedError
from autan.plans.indicators.actions.indicators import set_targets
from autan.plans.indicators.actions.value_imports import COLUMNS, preview_values, values_import, write_values
from autan.plans.indicators.core.values import Reliability, TargetPoint, YearValue
from autan.plans.indicators.forms import (
    FollowForm,
    OwnDefinitionForm,
    ReviewForm,
    ValuesFileForm,
    follow_initial,
    read_values,
    values_grid,
)
from autan.plans.indicators.models import Indicator, RecordedValue
from autan.plans.indicators.queries.indicators import definition_of
from autan.territories.networks.models import Territory
from tests.cast import HERE, THERE, Cast
from tests.plans.indicators.conftest import follow, give


@pytest.fixture
def energy(here: Territory) -> Indicator:
    return follow(here, "energy_total")


def table(*rows: str, head: str = "indicator;year;value") -> Upload:
    return Upload(file="valeurs.csv", data="\n".join([head, *rows, ""]).encode())


def faults_of(*rows: str, head: str, territory: Territory | None, by: object = None) -> list[str]:
    preview = preview_values(table(*rows, head=head), by=by, territory=territory)  # type: ignore[arg-type]  # a person
    assert preview.items == ()
    return [f"{fault.row} {fault.column}" for fault in preview.faults]


def read_one(row: str, head: str, territory: Territory) -> YearValue:
    (item,) = preview_values(table(row, head=head), by=None, territory=territory).items
    return item.record.content.value


@pytest.mark.parametrize(
    ("cells", "head", "expected"),
    [
        ("2020;3", "", {"year": 2020, "value": 3.0, "state": ValueState.OBSERVED}),
        ("2020;", "", {"value": None, "state": ValueState.MISSING}),
        ("2020;0", "", {"value": 0.0, "state": ValueState.CONFIRMED_ZERO}),
        ("06/2020;3", "", {"year": 2020, "on": "2020-06"}),
        ("30/06/2020;3", "", {"year": 2020, "on": "2020-06-30"}),
        ("2020;3000;MWh", ";unit", {"value": 3.0}),
        ("2020;3;GWh", ";unit", {"value": 3.0}),
        ("2020;3;", ";unit", {"value": 3.0}),
        ("2020;3;estimé", ";state", {"state": ValueState.ESTIMATED}),
        ("2020;3;estimated", ";state", {"state": ValueState.ESTIMATED}),
        ("2020;;confidential", ";state", {"state": ValueState.CONFIDENTIAL}),
        ("2020;3;sûre", ";reliability", {"reliability": Reliability.HIGH}),
        ("2020;3;low", ";reliability", {"reliability": Reliability.LOW}),
        ("2020;3;", ";reliability", {"reliability": Reliability.MEDIUM}),
        ("2020;3;insee;relevé;provisoire", ";source;method;comment", {"source": "insee", "method": "relevé"}),
        ("2020;3;" + "s" * 130, ";source", {"source": "s" * 120}),
        ("2020;3;" + "m" * 210, ";method", {"method": "m" * 200}),
    ],
)
def test_a_row_is_read(here: Territory, energy: Indicator, cells: str, head: str, expected: dict[str, object]):
    value = read_one(f"energy_total;{cells}", f"indicator;year;value{head}", here)
    assert {name: getattr(value, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("cells", "head", "faults"),
    [
        ("1989;3", "", ["2 year"]),
        ("hier;3", "", ["2 year"]),
        ("2020;beaucoup", "", ["2 value"]),
        ("2020;3;tCO2e", ";unit", ["2 unit"]),
        ("2020;3;peut-être", ";state", ["2 state"]),
        ("2020;3;missing", ";state", ["2 state"]),
        ("2020;3;extrême", ";reliability", ["2 reliability"]),
        ("2020;beaucoup;extrême", ";reliability", ["2 reliability", "2 value"]),
        ("2020;3;peut-être;extrême", ";state;reliability", ["2 state", "2 reliability"]),
    ],
)
def test_a_wrong_cell_is_named(here: Territory, energy: Indicator, cells: str, head: str, faults: list[str]):
    assert faults_of(f"energy_total;{cells}", head=f"indicator;year;value{head}", territory=here) == faults


def test_a_fault_lists_what_is_known(here: Territory, energy: Indicator):
    upload = table("energy_total;2020;3;peut-être", head="indicator;year;value;state")
    (fault,) = preview_values(upload, by=None, territory=here).faults
    assert fault.value == "peut-être"
    assert "estimé" in str(fault.expected)
    assert "secret statistique" in str(fault.expected)


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (f"{HERE};energy_total;2020;1", []),
        (f"{THERE};energy_total;2020;1", ["2 siren"]),  # it follows indicators, and she gives none of its values
        ("000000000;energy_total;2020;1", ["2 siren"]),
        (";energy_total;2020;1", ["2 siren"]),
        (f"{HERE};cycle_lanes;2020;1", ["2 indicator"]),
    ],
)
def test_each_row_is_of_a_territory_whose_values_one_gives(
    people: Cast, here: Territory, there: Territory, energy: Indicator, row: str, faults: list[str]
):
    follow(there, "energy_total")
    upload = table(row, head="siren;indicator;year;value")
    preview = preview_values(upload, by=people.contributor, territory=None)
    assert [f"{fault.row} {fault.column}" for fault in preview.faults] == faults
    assert len(preview.items) == (0 if faults else 1)


def test_the_territory_of_the_page_stands_where_a_row_says_none(here: Territory, there: Territory, energy: Indicator):
    follow(there, "energy_total")
    upload = table(";energy_total;2020;1", f"{THERE};energy_total;2020;2", head="siren;indicator;year;value")
    items = preview_values(upload, by=None, territory=here).items
    assert [item.record.group.fr for item in items] == ["Ici", "Là"]


def test_one_value_a_moment_and_a_source(here: Territory, energy: Indicator):
    head = "indicator;year;value;source"
    rows = ("energy_total;2020;1;a", "energy_total;2020;2;b", "energy_total;06/2020;3;a", "energy_total;2020;4;a")
    assert faults_of(*rows, head=head, territory=here) == ["5 year"]
    assert len(preview_values(table(*rows[:3], head=head), by=None, territory=here).items) == 3


def test_one_faulty_row_keeps_every_other_from_being_written(here: Territory, energy: Indicator):
    preview = preview_values(table("energy_total;2020;1", "energy_total;2021;x"), by=None, territory=here)
    assert preview.to_write == ()
    write_values(None, preview)
    assert RecordedValue.objects.count() == 0


def test_a_table_needs_its_columns(here: Territory):
    assert COLUMNS == ("indicator", "year", "value")
    with pytest.raises(ImportFileError):
        preview_values(table("energy_total;2020", head="indicator;year"), by=None, territory=here)
    with pytest.raises(ImportFileError):
        preview_values(table("energy_total;2020;1"), by=None, territory=None)


def test_a_preview_tells_what_each_row_would_do(here: Territory, energy: Indicator):
    give(energy, 1.0, 2.0, source="")
    rows = ("energy_total;2020;1", "energy_total;2021;9", "energy_total;2022;3")
    preview = preview_values(table(*rows), by=None, territory=here)
    assert [item.outcome for item in preview.items] == [Outcome.SAME, Outcome.CHANGED, Outcome.ADDED]
    show = values_import(None, here).show
    (change,) = preview.items[1].changes
    shown = [show(preview.items[1], change.field, value) for value in (change.before, change.after)]
    assert [text.replace("\u00a0", " ") for text in shown] == ["2 GWh", "9 GWh"]
    assert preview.items[1].record.name.fr.endswith(", 2021")
    assert preview.items[1].record.line == 3


def test_words_of_a_change_are_those_of_the_screen(here: Territory, energy: Indicator):
    upload = table("energy_total;2020;-1;estimated;high;bof", head="indicator;year;value;state;reliability;comment")
    preview = preview_values(upload, by=None, territory=here)
    show = values_import(None, here).show
    shown = {change.field: show(preview.items[0], change.field, change.after) for change in preview.items[0].changes}
    assert (shown["state"], shown["reliability"], shown["comment"]) == ("estimé", "sûre", "bof")
    assert shown["alert"] == "au moins 0"


def test_a_value_within_its_bounds_has_no_alert(here: Territory, energy: Indicator):
    inside = preview_values(table("energy_total;2020;0", "energy_total;2021;"), by=None, territory=here)
    assert all("alert" not in item.record.fields for item in inside.items)


def test_a_table_of_several_territories_is_written_whole_or_not(
    people: Cast, here: Territory, there: Territory, energy: Indicator
):
    follow(there, "energy_total")
    upload = table(f"{HERE};energy_total;2020;1", f"{THERE};energy_total;2020;2", head="siren;indicator;year;value")
    preview = preview_values(upload, by=None, territory=None)
    with pytest.raises(NotAllowedError):
        write_values(people.reader, preview)
    assert RecordedValue.objects.count() == 0
    write_values(people.coordinator, preview)
    assert {row.given_by_name for row in RecordedValue.objects.all()} == {people.coordinator.name}
    assert RecordedValue.objects.count() == 2


def test_a_table_is_that_of_its_territory(here: Territory):
    assert values_import(None, here).kind == f"indicator-values/{HERE}"
    assert values_import(None, None).kind == "indicator-values/"


def test_a_grid_shows_what_stands_and_proposes_the_source_of_the_year_before(here: Territory):
    lanes = give(follow(here, "cycle_lanes"), 10.0, -2.0)
    row = values_grid([(lanes, definition_of(lanes))], 2021).rows[0]
    assert (row.typed["value"].replace("−", "-"), row.typed["state"], row.typed["source"]) == ("-2", "", "service")
    assert row.origins["value"].replace("\u00a0", " ") == "2020 : 10"
    assert row.alert == "au moins 0"
    after = values_grid([(lanes, definition_of(lanes))], 2022).rows[0]
    assert "value" not in after.typed
    assert (after.typed["source"], after.alert) == ("service", "")
    first = values_grid([(lanes, definition_of(lanes))], 2019).rows[0]
    assert (first.typed, first.origins) == ({"reliability": "medium"}, {})


def typed(indicator: Indicator, year: int = 2024, **cells: str) -> tuple[list[YearValue], dict[str, str]]:
    """What is read of one row of a grid, and what is wrong in it."""
    grid = values_grid([(indicator, definition_of(indicator))], year)
    grid.rows[0].typed.clear()
    grid.rows[0].typed.update(cells)
    return [given.value for given in read_values(grid, year)], dict(grid.rows[0].problems)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"value": "1 234,5"}, {"value": 1234.5, "state": ValueState.OBSERVED}),
        ({"value": "0"}, {"value": 0.0, "state": ValueState.CONFIRMED_ZERO}),
        ({"state": "missing"}, {"value": None, "state": ValueState.MISSING}),
        ({"value": "3", "state": "estimated"}, {"state": ValueState.ESTIMATED}),
        ({"value": "3", "state": "autre"}, {"state": ValueState.OBSERVED}),
        ({"value": "3", "reliability": "low"}, {"reliability": Reliability.LOW}),
        ({"value": "3", "reliability": "autre"}, {"reliability": Reliability.MEDIUM}),
        ({"value": "3", "on": "06/2024"}, {"on": "2024-06"}),
        ({"value": "3", "source": "s" * 200, "method": "m" * 300}, {"source": "s" * 120, "method": "m" * 200}),
    ],
)
def test_a_typed_row_is_read(energy: Indicator, cells: dict[str, str], expected: dict[str, object]):
    (value,), problems = typed(energy, **cells)
    assert ({name: getattr(value, name) for name in expected}, problems) == (expected, {})


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        ({"value": "beaucoup"}, "value"),
        ({"value": "3", "state": "missing"}, "state"),
        ({"value": "3", "on": "06/2023"}, "on"),
        ({"value": "3", "on": "hier"}, "on"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_in_its_cell(energy: Indicator, cells: dict[str, str], cell: str):
    values, problems = typed(energy, **cells)
    assert (values, list(problems)) == ([], [cell])
    assert problems[cell].startswith("attendu")


def test_an_empty_row_leaves_what_stands(energy: Indicator):
    assert typed(energy, source="service", comment="rien") == ([], {})


def follow_form(**fields: Any) -> FollowForm:
    return FollowForm({"months": "12", **fields}, people=[(7, "Ada")], plans=[])


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("", []),
        ("\n \n", []),
        ("2030 ; 1 400,5", [TargetPoint(series="cible", year=2030, value=1400.5)]),
        ("1990;0;plan", [TargetPoint(series="plan", year=1990, value=0.0)]),
        ("2100;-3;plan;loi", [TargetPoint(series="plan", year=2100, value=-3.0, source="loi")]),
        ("LIMITE;5", [TargetPoint(series="cible", year=None, value=5.0, is_limit=True)]),
        ("2030;1\n\n2040;2", [TargetPoint(series="cible", year=y, value=v) for y, v in ((2030, 1.0), (2040, 2.0))]),
    ],
)
def test_targets_are_typed_one_a_line(db: None, text: str, points: list[TargetPoint]):
    form = follow_form(targets=text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["targets"] == points


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1989;1", "Ligne 1 : une année"),
        ("2101;1", "Ligne 1 : une année"),
        ("bientôt;1", "Ligne 1 : une année"),
        ("2030", "Ligne 1 : une valeur"),
        ("2030;beaucoup", "Ligne 1 : une valeur"),
        ("2030;1\n\n2040;", "Ligne 3 : une valeur"),
    ],
)
def test_a_wrong_target_is_told_at_its_line(db: None, text: str, said: str):
    form = follow_form(targets=text)
    assert not form.is_valid()
    assert str(form.errors["targets"][0]).replace("\u00a0", " ").startswith(said)


@pytest.mark.parametrize(("field", "value"), [("months", "0"), ("months", "121"), ("owner", "8"), ("plan", "1")])
def test_what_is_no_choice_is_refused_at_its_field(db: None, field: str, value: str):
    form = follow_form(**{field: value})
    assert not form.is_valid()
    assert list(form.errors) == [field]


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("months", ("1", "120"), ("0", "121", "x")),
        ("action_began", ("1990", "2100", ""), ("1989", "2101", "2020.5")),
        ("chain_confidence", ("high", ""), ("sure",)),
        ("action", ("x" * 200,), ("x" * 201,)),
        ("preferred_source", ("x" * 120,), ("x" * 121,)),
        ("owner_name", ("x" * 120,), ("x" * 121,)),
    ],
)
def test_a_field_of_what_is_followed_holds_what_can_be(
    db: None, field: str, right: tuple[str, ...], wrong: tuple[str, ...]
):
    for text in right:
        form = follow_form(**{field: text})
        assert form.is_valid(), (text, form.errors)
    for text in wrong:
        assert list(follow_form(**{field: text}).errors) == [field], text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": "x" * 201}, "label"),
        ({"action": ""}, "action"),
        ({"direction": "left"}, "direction"),
        ({"formula": "x" * 2001}, "formula"),
    ],
)
def test_a_definition_of_its_own_is_refused_at_its_field(db: None, changes: dict[str, str], field: str):
    right = {
        "label": "Haies", "unit": "km", "direction": "up", "kind": "means", "nature": "extensive", "action": "Haies",
    }  # fmt: skip
    assert OwnDefinitionForm(right).is_valid()
    assert list(OwnDefinitionForm(right | changes).errors) == [field]


def test_the_observatory_is_offered_where_a_measure_gives_the_indicator(db: None):
    assert "reads_measure" in FollowForm(has_measure=True).fields
    assert "reads_measure" not in FollowForm(has_measure=False).fields


def test_a_form_shows_again_what_was_kept(people: Cast, here: Territory):
    made = follow(here, "cycle_lanes", owner=people.officer, months=24)
    points = [
        TargetPoint(series="plan", year=2030, value=1400.5, source="loi"),
        TargetPoint(series="cible", year=None, value=5.0, is_limit=True),
    ]
    with translation.override("en"):  # which writes 1,400.5 and 40,000
        thousands = [replace(point, value=40_000.0) for point in points]
        set_targets(by=None, indicator=made, targets=thousands)
        form = follow_form(targets=follow_initial(made)["targets"])
        assert form.is_valid()
        assert form.cleaned_data["targets"] == thousands
    set_targets(by=None, indicator=made, targets=points)
    initial = follow_initial(made)
    assert (initial["owner"], initial["owner_name"], initial["months"]) == (str(people.officer.pk), "", 24)
    assert follow_form(targets=initial["targets"]).is_valid()
    form = follow_form(targets=initial["targets"])
    assert form.is_valid()
    assert form.cleaned_data["targets"] == points
    named = follow_initial(follow(here, "ghg_total", owner_name="Service"))
    assert (named["owner"], named["owner_name"]) == ("", "Service")


def test_a_definition_of_its_own_has_units_to_choose_and_no_bounds(db: None):
    form = OwnDefinitionForm({"unit": "furlong"})
    assert not form.is_valid()
    assert {"label", "unit", "direction", "kind", "nature", "action"} <= set(form.errors)
    assert not {"low", "high"} & set(form.fields)


def test_a_file_or_cells_are_given():
    empty = ValuesFileForm({"pasted": "  "})
    assert not empty.is_valid()
    assert "file" in empty.errors
    pasted = ValuesFileForm(QueryDict("pasted=indicator%09year%0Aa%092020"))
    assert pasted.is_valid()
    assert pasted.upload == Upload(file="cellules.tsv", data=b"indicator\tyear\na\t2020\n")


def test_a_review_is_one_of_two_with_its_reason():
    right = {"finding": "a" * 16, "decision": "accept", "reason": "oui"}
    assert ReviewForm(right).is_valid()
    for wrong in ({"decision": "autre"}, {"reason": " "}, {"finding": "a" * 17}):
        assert list(ReviewForm(right | wrong).errors) == list(wrong)
