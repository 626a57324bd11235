"""What a territory says of itself: one value of a quantity, all or none, who may give it, and why it leaves a curve."""

from collections.abc import Iterator
from datetime import date

import pytest

from autan.evidence.imports.core import Upload
from autan.foresight.scenarios.actions.own_quantities import (
    InvalidQuantityError,
    QuantityInput,
    explain_offset,
    is_known_code,
    quantity_faults,
    save_quantities,
    state_import,
)
from autan.foresight.scenarios.models import OffsetReason, OwnQuantity
from autan.foresight.scenarios.queries.own_quantities import (
    STARTING_STATE,
    described,
    given_quantities,
    own_figures,
    own_label,
    quantity_unit,
    reasons_of,
    stated_whole,
)
from autan.foresight.starting_states.core.reference_curves import OffsetCause
from autan.ground.errors import DomainError, NotAllowedError
from autan.people.journal.models import JournalEntry
from autan.plans.plans.actions.imports import state_complete
from autan.plans.plans.queries.complete_lists import statement_ref
from autan.territories.networks.models import Network, Territory
from tests.cast import HERE, THERE, Cast

Kind = OwnQuantity.Kind


def a_quantity(**changes) -> QuantityInput:
    fields = {"kind": Kind.ENERGY, "code": "residential-heating-oil", "value": 12.5, "year": 2023, "source": "Relevé"}
    return QuantityInput(**{**fields, **changes})


@pytest.fixture
def bare(network: Network) -> Territory:
    return Territory.objects.get(siren=HERE)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"value": 0.0}, []),
        ({"value": -0.1}, ["value"]),
        ({"value": float("nan")}, ["value"]),
        ({"value": float("inf")}, ["value"]),
        ({"value": 1e12}, []),
        ({"value": 1.1e12}, ["value"]),
        ({"kind": Kind.SINK, "code": "forest", "value": -3.0}, []),
        ({"kind": Kind.SINK, "code": "forest", "value": -1.1e12}, ["value"]),
        ({"year": 1989}, ["year"]),
        ({"year": 1990}, []),
        ({"year": 2100}, []),
        ({"year": 2101}, ["year"]),
        ({"source": " "}, ["source"]),
        ({"source": "s" * 200}, []),
        ({"source": f" {'s' * 200} "}, []),
        ({"source": "s" * 201}, ["source"]),
        ({"code": "residential-heating-magic"}, ["code"]),
        ({"value": -1.0, "year": 0, "source": "", "code": ""}, ["value", "year", "source", "code"]),
    ],
)
def test_each_fault_of_a_quantity_is_at_its_field(changes: dict, fields: list[str]) -> None:
    assert [field for field, _problem in quantity_faults(a_quantity(**changes))] == fields


@pytest.mark.parametrize(
    ("kind", "known", "unknown"),
    [
        (Kind.ENERGY, "residential-heating-oil", ("residential", "residential-heating", "oil-heating-residential")),
        (Kind.EMISSIONS, "waste", ("residential-heating-oil", "forest")),
        (Kind.PRODUCTION, "solar_pv", ("waste", "")),
        (Kind.SINK, "forest", ("solar_pv",)),
        (Kind.PIVOT, "population", ("forest",)),
        (Kind.PIVOT, "dwellings", ("residential",)),
        (Kind.PIVOT, "wood_resource", ("wood",)),
    ],
)
def test_a_starting_state_has_some_quantities_of_each_kind(kind: Kind, known: str, unknown: tuple[str, ...]) -> None:
    assert is_known_code(kind, known)
    assert not any(is_known_code(kind, code) for code in unknown)


def test_quantities_are_kept_with_who_gave_them_and_the_journal_tells(people: Cast, bare: Territory) -> None:
    OwnQuantity.objects.all().delete()
    given = [a_quantity(source=" Relevé "), a_quantity(kind=Kind.SINK, code="forest", value=-4.0)]
    assert save_quantities(by=people.contributor, territory=bare, quantity_inputs=given) == 2
    rows = {row.code: row for row in OwnQuantity.objects.filter(territory=bare)}
    oil = rows["residential-heating-oil"]
    assert (oil.value, oil.year, oil.source, oil.given_by_name) == (12.5, 2023, "Relevé", people.contributor.name)
    assert rows["forest"].value == -4
    entry = JournalEntry.objects.filter(act="save_quantities").first()
    assert (entry.object_id, entry.network, entry.by_name) == (HERE, "essai", people.contributor.name)
    assert entry.summary.endswith("2 grandeurs données")


def test_a_value_takes_the_place_of_the_one_before(bare: Territory) -> None:
    for value in (1.0, 2.0):
        save_quantities(by=None, territory=bare, quantity_inputs=[a_quantity(value=value)])
    assert [row.value for row in OwnQuantity.objects.filter(territory=bare)] == [2]


def test_a_refusal_names_the_quantity_and_says_why(bare: Territory) -> None:
    with pytest.raises(InvalidQuantityError) as caught:
        save_quantities(by=None, territory=bare, quantity_inputs=[a_quantity(value=-1.0)])
    assert str(caught.value) == "residential-heating-oil\u00a0: une quantité positive ou nulle est attendue"
    assert str(caught.value.problem) == "une quantité positive ou nulle est attendue"


def test_an_energy_more_alone_belies_that_there_is_no_other(bare: Territory) -> None:
    save_quantities(by=None, territory=bare, quantity_inputs=[a_quantity()])
    state_complete(by=None, subject=bare, section=STARTING_STATE, on=date(2026, 5, 12))
    for stays in (a_quantity(value=3.0), a_quantity(kind=Kind.SINK, code="forest")):
        save_quantities(by=None, territory=bare, quantity_inputs=[stays])
        assert [statement.section for statement in bare.complete_sections.all()] == [STARTING_STATE]
        assert stated_whole([HERE]) == (statement_ref(HERE, STARTING_STATE),)
    assert stated_whole([HERE, THERE]) == ()
    save_quantities(by=None, territory=bare, quantity_inputs=[a_quantity(code="residential-heating-wood")])
    assert not bare.complete_sections.exists()
    assert stated_whole([HERE]) == ()


def test_one_fault_keeps_nothing_of_all(bare: Territory) -> None:
    lines = JournalEntry.objects.count()
    with pytest.raises(InvalidQuantityError, match="residential-heating-coal") as refused:
        save_quantities(
            by=None,
            territory=bare,
            quantity_inputs=[a_quantity(), a_quantity(code="residential-heating-coal", year=12)],
        )
    assert refused.value.problem.fr == "une année, de 1990 à 2100"
    assert not OwnQuantity.objects.filter(territory=bare).exists()
    assert JournalEntry.objects.count() == lines


def strangers(people: Cast) -> Iterator:
    yield from (people.outsider, people.reader)


def test_only_those_who_act_for_a_territory_give_and_explain(people: Cast, neighbour, bare: Territory) -> None:
    before = set(OwnQuantity.objects.values_list("code", "value"))
    for person in (*strangers(people), neighbour):
        with pytest.raises(NotAllowedError, match="seules les personnes qui agissent pour ce territoire"):
            save_quantities(by=person, territory=bare, quantity_inputs=[a_quantity(value=99)])
        with pytest.raises(NotAllowedError, match="disent pourquoi"):
            explain_offset(by=person, territory=bare, sector="waste", ground=next(iter(OffsetCause)), text="Parce que")
    there = Territory.objects.get(siren=THERE)
    with pytest.raises(NotAllowedError):
        save_quantities(by=people.officer, territory=there, quantity_inputs=[a_quantity(value=99)])
    assert set(OwnQuantity.objects.values_list("code", "value")) == before
    assert not OffsetReason.objects.exists()


def test_a_reason_takes_the_place_of_the_one_before_and_is_cut_to_its_column(people: Cast, bare: Territory) -> None:
    first, second, *_ = OffsetCause
    explain_offset(by=people.officer, territory=bare, sector="waste", ground=first, text="Avant")
    explain_offset(by=people.officer, territory=bare, sector="waste", ground=second, text=f" {'é' * 401} ")
    kept = explain_offset(by=None, territory=bare, sector="residential", ground=first, text="Maisons")
    assert (kept.sector, kept.text, kept.territory) == ("residential", "Maisons", bare)
    (reason,) = reasons_of([HERE])["waste"]
    assert (reason.ground, reason.text, reason.given_by_name) == (second.value, "é" * 400, people.officer.name)
    assert list(reasons_of([HERE, THERE])) == ["residential", "waste"]
    assert reasons_of([THERE]) == {}
    assert JournalEntry.objects.filter(act="explain_offset", object_id=HERE, network="essai").count() == 3


@pytest.mark.parametrize(
    ("sector", "text", "words"),
    [("magic", "Parce que", "ce secteur n’est pas de ceux"), ("waste", " ", "dites pourquoi, en une phrase")],
)
def test_a_reason_names_a_sector_and_says_something(bare: Territory, sector: str, text: str, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        explain_offset(by=None, territory=bare, sector=sector, ground=next(iter(OffsetCause)), text=text)
    assert not OffsetReason.objects.exists()


HEAD = "grandeur;valeur;annee;source;unite\n"


def preview(territory: Territory, *lines: str):
    return state_import(territory).read(Upload(file="etat.csv", data=(HEAD + "\n".join(lines)).encode()))


def test_a_table_adds_changes_and_leaves_the_rest(bare: Territory) -> None:
    save_quantities(by=None, territory=bare, quantity_inputs=[a_quantity(), a_quantity(kind=Kind.SINK, code="forest")])
    table = state_import(bare)
    seen = preview(bare, "energy/residential-heating-oil;1 120,5;2024;Régie;MWh", "pivot/dwellings;900;2023;Insee;")
    assert [item.record.key for item in seen.to_write] == ["energy/residential-heating-oil", "pivot/dwellings"]
    assert not seen.is_refused
    assert OwnQuantity.objects.filter(territory=bare).count() == 2
    table.write(None, seen)
    rows = {row.code: (row.value, row.year, row.source) for row in OwnQuantity.objects.filter(territory=bare)}
    assert rows == {
        "residential-heating-oil": (1120.5, 2024, "Régie"),
        "forest": (12.5, 2023, "Relevé"),
        "dwellings": (900, 2023, "Insee"),
    }
    again = preview(bare, "energy/residential-heating-oil;1120,5;2024;Régie;")
    assert again.to_write == ()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("energy/residential-heating-oil;;2023;Relevé;", "valeur"),
        ("energy/residential-heating-oil;beaucoup;2023;Relevé;", "valeur"),
        ("energy/residential-heating-oil;-1;2023;Relevé;", "valeur"),
        ("energy/residential-heating-oil;1;hier;Relevé;", "annee"),
        ("energy/residential-heating-oil;1;2023;;", "source"),
        ("energy/residential-heating-oil;1;2023;Relevé;kWh", "unite"),
        ("energy/residential-heating-magic;1;2023;Relevé;", "grandeur"),
        ("magic/residential;1;2023;Relevé;", "grandeur"),
        ("pivot/population;1;2023;Relevé;", "grandeur"),
        ("residential-heating-oil;1;2023;Relevé;", "grandeur"),
    ],
)
def test_a_row_that_is_wrong_refuses_the_file_at_its_place(bare: Territory, line: str, column: str) -> None:
    seen = preview(bare, "energy/residential-other-electricity;1;2023;Relevé;", line)
    assert seen.is_refused
    assert [(fault.row, fault.column) for fault in seen.faults] == [(3, column)]


def test_a_quantity_is_told_once_in_a_table(bare: Territory) -> None:
    line = "energy/residential-heating-oil;1;2023;Relevé;"
    assert [(fault.row, fault.column) for fault in preview(bare, line, line).faults] == [(3, "grandeur")]


def test_what_was_given_is_read_by_territory_in_one_query(both: Network, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        given = given_quantities([HERE, THERE, "1"])
    assert set(given) == {HERE, THERE}
    here, there = ({row.code: row.value for row in given[siren] if row.kind == "energy"} for siren in (HERE, THERE))
    assert there == {code: value / 2 for code, value in here.items()}


def test_carbon_taken_in_is_negative_as_a_figure_and_others_keep_their_sign(here: Territory) -> None:
    figures = own_figures(given_quantities([HERE])[HERE])
    assert figures["sink"]["forest"].value == -5_000
    assert figures["production"]["solar_pv"].value == 4_000
    figure = figures["emissions"]["residential"]
    assert (figure.known, figure.total) == (1, 1)
    assert (figure.territories, figure.boundary, figure.period.start.year) == ((HERE,), "own", 2023)
    assert [ref.key for ref in figure.evidence] == [f"{HERE}/emissions/residential"]
    assert described(figure.evidence[0].key).value == 13_500


@pytest.mark.parametrize("key", ["", HERE, f"{HERE}/emissions/waste", "1/emissions/residential", f"{HERE}/sink"])
def test_a_key_of_nothing_given_describes_nothing(here: Territory, key: str) -> None:
    assert described(key) is None


@pytest.mark.parametrize(
    ("kind", "code", "label", "unit"),
    [
        ("emissions", "waste", "Émissions, ", "tCO2e"),
        ("pivot", "population", "Population", "inhabitants"),
        ("pivot", "dwellings", "Logements", "dwellings"),
        ("pivot", "wood_resource", "Bois que le territoire peut encore récolter", "MWh"),
        ("sink", "forest", "Forest", "tCO2e"),
        ("pivot", "houses", "Maisons", None),
    ],
)
def test_a_quantity_has_its_name_and_its_unit(kind: str, code: str, label: str, unit: str | None) -> None:
    assert own_label(kind, code).fr.startswith(label)
    if unit is not None:
        assert quantity_unit(kind, code).code == unit


def test_an_energy_is_named_by_what_it_is_its_use_and_its_sector() -> None:
    label = own_label("energy", "residential-heating-oil")
    assert (label.fr.count(", "), label.en.count(", ")) == (2, 2)
    assert "chauffage" in label.fr
    assert "heating" in label.en


@pytest.mark.parametrize(("code", "symbol"), [("vehicle_km_oil", "km"), ("car_passenger_km", "km"), ("houses", "")])
def test_stocks_are_counted_and_travel_is_in_kilometres(code: str, symbol: str) -> None:
    assert quantity_unit("pivot", code).symbol.fr == symbol
