"""The page and the grid of a starting state: what is known and how, what is not and why, what may be given."""

import pytest

from autan.evidence.figures.core.sources import EvidenceRef
from autan.evidence.figures.core.states import ValueState
from autan.foresight.engine.core.axes import Sector, Use
from autan.foresight.scenarios.actions.own_quantities import (
    QuantityInput,
    explain_offset,
    is_known_code,
    save_quantities,
)
from autan.foresight.scenarios.models import OffsetReason, OwnQuantity
from autan.foresight.scenarios.presenters.state_grid import state_grid
from autan.foresight.scenarios.presenters.state_page import quantity_choices, state_view, uses_of
from autan.foresight.scenarios.queries.own_quantities import own_quantities_of
from autan.foresight.scenarios.queries.places import data_version, find_place
from autan.foresight.scenarios.queries.reference_curves import land_curve_of, national_curves
from autan.foresight.scenarios.queries.reference_paths import _not_added, _some
from autan.foresight.starting_states.core.reference_curves import CurveMethod, OffsetCause
from autan.ground.errors import UnknownError
from autan.ground.texts.language import in_language
from tests.cast import HERE, THERE

Kind = OwnQuantity.Kind
WHOLE = (EvidenceRef(kind="fact", key="tout"),)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture
def place(here):
    return find_place(HERE)


@pytest.fixture
def network_place(both):
    return find_place("essai")


def row_of(view, label):
    return next(row for row in view["rows"] if row["label"] == label)


# --- The page --------------------------------------------------------------------------------------------------------


def test_a_sector_has_its_energies_its_whole_and_its_emissions(place):
    view = state_view(place)
    homes = row_of(view, "Résidentiel")
    assert homes["total"].value == 100_000
    assert homes["emissions"].value == 13_500
    assert homes["is_computed"]
    assert {cell["label"]: cell["figure"].value for cell in homes["cells"] if cell["figure"]} == {
        "Électricité": 30_000,
        "Gaz naturel": 40_000,
        "Produits pétroliers": 20_000,
        "Bois": 10_000,
    }
    assert {cell["mark"] for cell in homes["cells"] if cell["figure"]} == {"donné par le territoire"}


def test_every_row_has_a_cell_for_each_carrier_of_the_page(place):
    view = state_view(place)
    for row in view["rows"]:
        assert tuple(cell["label"] for cell in row["cells"]) == view["carriers"]


def test_what_nobody_tells_is_empty_and_nil_only_where_it_is_stated(place):
    for whole_by, mark in (((), ""), (WHOLE, "non")):
        road = row_of(state_view(place, whole_by), "Transport routier")
        marks = {cell["mark"] for cell in road["cells"] if cell["figure"] is None}
        assert len(marks) == 1
        assert (mark == "") is (marks == {""})


def test_the_drawing_holds_whole_sectors_and_says_which_are_lacking(place):
    drawing = state_view(place)["chart"]
    assert [row.label.fr for row in drawing.rows] == ["Résidentiel", "Tertiaire", "Transport routier"]
    assert plain(drawing.title.fr) == "Énergie finale par secteur, 2023 (GWh)"
    assert "manquent : " in plain(drawing.sentence.fr)
    assert "lacking: " in drawing.sentence.en
    assert {figure.unit.code for row in drawing.rows for figure in row.figures} == {"GWh"}


def test_a_carrier_of_which_nothing_is_told_is_unknown_in_the_drawing_and_nil_where_all_is_stated(place):
    for whole_by, state, value in (((), ValueState.MISSING, None), (WHOLE, ValueState.CONFIRMED_ZERO, 0)):
        drawing = state_view(place, whole_by)["chart"]
        road = drawing.rows[2].figures
        absent = [figure for figure in road if figure.state is state]
        assert absent
        assert {figure.value for figure in absent} == {value}


def test_stocks_that_levers_lean_on_are_told_with_their_years_and_the_others_named(place):
    view = state_view(place)
    counted = {label: (figure.value, mark) for label, figure, mark in view["counted"]}
    assert counted["Habitants"][0] == 20_000
    assert counted["Habitants"][1].endswith("2023")
    names = {label.lower() for label in counted}
    assert view["uncounted"]
    assert not names & {name.lower() for name in view["uncounted"]}


def test_the_land_of_a_territory_is_told_sink_by_sink(place):
    ((label, _stock, flow, note),) = state_view(place)["land"]
    assert (label, flow.value, note) == ("Forêts", -5_000, "")


def test_a_network_names_its_members_and_has_no_stock_of_its_own(network_place):
    view = state_view(network_place)
    assert [(siren, name) for siren, name, _whole, _cautions in view["members"]] == [(HERE, "Ici"), (THERE, "Là")]
    assert {whole for _siren, _name, whole, _cautions in view["members"]} == {3}
    assert (view["counted"], view["uncounted"]) == ((), ())
    assert row_of(view, "Résidentiel")["total"].value == 150_000
    assert row_of(view, "Résidentiel")["residual"] is None


def test_a_territory_has_no_member(place):
    assert state_view(place)["members"] == ()


def test_what_is_unknown_is_said_once_with_why(network_place):
    missing = state_view(network_place)["missing"]
    assert missing
    assert len(missing) == len(set(missing))
    assert all(label and why for label, why in missing)


def test_a_caution_of_a_network_names_the_members_that_it_is_about(place, network_place):
    alone, together = state_view(place)["cautions"], state_view(network_place)["cautions"]
    assert any(text.startswith("L’enquête nationale sur les réseaux de chaleur") for text in alone)
    assert any("Ici" in text and "réseaux de chaleur" in text for text in together)


def test_the_page_is_in_the_language_of_its_reader(place):
    with in_language("en"):
        view = state_view(place)
    assert "Homes" in [row["label"] for row in view["rows"]]
    assert "Electricity" in view["carriers"]


def test_a_place_without_anything_has_no_drawing(network):
    view = state_view(find_place(HERE))
    assert view["chart"] is None
    assert view["missing"]


# --- What may be given -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sector", "uses"),
    [
        (Sector.RESIDENTIAL, {Use.HEATING, Use.HOT_WATER, Use.COOKING, Use.OTHER}),
        (Sector.TERTIARY, {Use.HEATING, Use.OTHER}),
        (Sector.ROAD_TRANSPORT, {Use.PASSENGERS, Use.FREIGHT}),
        (Sector.INDUSTRY, {Use.OTHER}),
        (Sector.WASTE, {Use.OTHER}),
    ],
)
def test_a_sector_is_told_by_its_uses(sector, uses):
    assert set(uses_of(sector)) == uses


def test_each_quantity_is_offered_once_and_may_be_given(place):
    keys = [key for key, _label in quantity_choices(place)]
    assert len(keys) == len(set(keys))
    for key in keys:
        kind, _, code = key.partition("/")
        assert is_known_code(Kind(kind), code), key


def test_what_is_not_counted_comes_first_and_what_is_comes_last(place):
    keys = [key for key, _label in quantity_choices(place)]
    stocks = [key for key in keys if key.startswith("pivot/")]
    lacking = [key for key in stocks if key.removeprefix("pivot/") not in place.states[HERE].pivots]
    assert keys[: len(lacking)] == lacking
    assert keys[-1] in stocks
    assert keys[-1] not in lacking


def grid_rows(place):
    return {row.key: row for row in state_grid(place, own_quantities_of(HERE)).rows}


def test_what_a_territory_gave_stands_in_its_cell_with_its_source(place):
    row = grid_rows(place)["energy/residential-heating-oil"]
    assert row.typed == {"value": "20000", "year": "2023", "source": "essai"} or plain(row.typed["value"]) == "20 000"
    assert row.origins == {"value": "donné par le territoire"}
    assert (row.unit, row.group) == ("MWh", "Résidentiel")
    assert row.label[0].isupper()


def test_what_is_not_given_is_empty_with_the_year_of_the_place(place):
    row = grid_rows(place)["energy/industry_excl_energy-other-coal"]
    assert row.typed == {"value": "", "year": "2023", "source": ""}
    assert row.origins == {"value": "inconnu"}


def test_rows_are_grouped_by_sector_then_by_what_they_are(place):
    rows = grid_rows(place)
    assert rows["emissions/waste"].group == "Émissions"
    assert rows["pivot/dwellings"].group == "Ce qui se compte, et ce qui peut être produit"
    with in_language("en"):
        assert grid_rows(place)["energy/tertiary-other-electricity"].group == "Services"


def test_a_value_that_a_territory_gives_later_enters_its_cell(here):
    code = "industry_excl_energy-other-coal"
    given = QuantityInput(kind=Kind.ENERGY, code=code, value=12.5, year=2022, source="Régie")
    save_quantities(by=None, territory=here, quantity_inputs=[given])
    row = grid_rows(find_place(HERE))[f"energy/{code}"]
    assert row.typed == {"value": "12,5", "year": "2022", "source": "Régie"}


# --- Places ----------------------------------------------------------------------------------------------------------


def test_a_place_is_found_by_its_siren_or_its_slug(place, network_place):
    assert (place.is_network, place.names, place.name.fr) == (False, {HERE: "Ici"}, "CC Ici")
    assert (network_place.is_network, list(network_place.names)) == (True, [HERE, THERE])
    for code in ("nulle-part", "000000000", "99900001"):
        with pytest.raises(UnknownError):
            find_place(code)


def test_communes_are_counted_over_all_the_territories(place, network_place):
    assert (place.communes, network_place.communes) == (3, 6)


def test_a_place_computes_the_sectors_that_are_whole_everywhere(place, network_place):
    assert place.sectors == network_place.sectors == ("residential", "tertiary", "road_transport")
    assert place.computed.sectors == place.sectors
    assert place.computed is find_place(HERE).computed


def test_the_version_of_data_changes_with_what_is_given_and_not_by_itself(here):
    before = data_version()
    assert before == data_version()
    given = QuantityInput(kind=Kind.SINK, code="wetland", value=1.0, year=2022, source="Régie")
    save_quantities(by=None, territory=here, quantity_inputs=[given])
    assert data_version() != before


def test_why_a_sector_is_off_its_curve_is_given_back_as_it_is_kept(here):
    fields = {"territory": here, "sector": "residential", "ground": OffsetCause.LUCK}
    first = explain_offset(by=None, text=" un gel doux ", **fields)
    assert (first.text, first.ground) == ("un gel doux", OffsetCause.LUCK)
    assert explain_offset(by=None, text="un hiver", **fields).text == "un hiver"
    assert OffsetReason.objects.get().text == "un hiver"


# --- Why plans are not added -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "ending"), [(1, "m0"), (21, "m19, m20"), (22, "m18, m19 et 2 autres"), (30, "m19 et 10 autres")]
)
def test_of_very_many_names_the_first_are_written_and_the_others_counted(count, ending):
    assert plain(_some([f"m{rank}" for rank in range(count)]).fr).endswith(ending)


def test_why_the_plans_of_members_are_not_added_is_said_member_by_member():
    both = _not_added(["Ici"], ["Là (2005–2020)"], 2023)
    assert plain(both.fr) == (
        "leurs objectifs ne s’additionnent pas, sans objectif chiffré depuis une seule année : Ici ; "
        "objectifs qui ne couvrent pas 2023 : Là (2005–2020)"
    )
    assert both.en.startswith("their targets do not add up, without a target counted from one year: Ici; ")
    assert "couvrent" not in _not_added(["Ici"], [], 2023).fr
    assert "chiffré" not in _not_added([], ["Là"], 2023).fr


# --- The carbon of land ----------------------------------------------------------------------------------------------


def land_of(here, **years: int):
    """The national curve of land where each sink given takes 100 t in, in its year."""
    save_quantities(
        by=None,
        territory=here,
        quantity_inputs=[
            QuantityInput(kind=Kind.SINK, code=sink, value=100.0, year=year, source="essai")
            for sink, year in years.items()
        ],
    )
    return land_curve_of(find_place(HERE))


def test_the_curve_of_land_begins_at_the_sum_of_its_sinks_of_one_year(here):
    curve = land_of(here, forest=2023, wetland=2023)
    assert curve.method is CurveMethod.SHAPE
    assert curve.values[2023] == pytest.approx(-200)


def test_sinks_of_two_years_are_not_added_and_have_no_curve(here):
    curve = land_of(here, forest=2023, wetland=2018)
    assert (curve.method, curve.values) == (CurveMethod.REFUSED, {})
    assert "inconnu" in curve.reason.fr


def test_the_curve_of_a_network_is_the_sum_of_those_of_its_members(both):
    whole, *parts = (
        {item.sector: item.curve for item in national_curves(find_place(code))} for code in ("essai", HERE, THERE)
    )
    shaped = [sector for sector in whole if whole[sector] and all(part[sector].values for part in parts)]
    assert shaped
    for sector in shaped:
        assert whole[sector].values[2030] == pytest.approx(sum(part[sector].values[2030] for part in parts))


def test_land_of_which_nothing_is_known_has_no_curve(network):
    assert land_curve_of(find_place(HERE)).method is CurveMethod.REFUSED
