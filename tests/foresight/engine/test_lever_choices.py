"""Levers typed on a page: a level or a quantity, its years, what is refused and why, the address that says it again."""

from collections.abc import Mapping

import pytest

from autan.foresight.engine.core.choices import (
    LeverChoice,
    LeverChoices,
    plain_number,
    read_choices,
    why_blocked,
    written_assumption,
)
from autan.foresight.engine.core.lever_levels import LeverPotential
from autan.foresight.engine.importers.levers import shipped_library

LIBRARY = shipped_library()


def a_potential(code: str, **changes) -> LeverPotential:
    fields = {"largest": 400.0, "levels": (40.0, 100.0, 200.0, 400.0), "shares": (0.1, 0.25, 0.5, 1.0)}
    return LeverPotential(**{"kind": LIBRARY[code], "mwh_per_unit": 2.0, **fields, **changes})


BLOCKED = a_potential("hydro", largest=None, levels=(), shares=(), blocker="no_cells")
FREE = a_potential("hedges", largest=None, levels=(), shares=())
POTENTIALS = {"wind": a_potential("wind"), "hydro": BLOCKED, "hedges": FREE}


def choices_of(base_year: int = 2021, horizon: int = 2050, **typed: str) -> LeverChoices:
    fields = {name.replace("_", ".", 1): value for name, value in typed.items()}
    return read_choices(fields, POTENTIALS, base_year=base_year, horizon=horizon)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        ("1 250,5", 1250.5),
        ("1\u202f250", 1250),
        ("1\u00a0250 %", 1250),
        (" 40% ", 40),
        ("-3,5", -3.5),
        ("1e3", 1000),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, number: float) -> None:
    assert plain_number(typed) == number


@pytest.mark.parametrize("typed", ["", " ", "%", "douze", "1,2,3", "4 MW", "%40"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="could not convert"):
        plain_number(typed)


@pytest.mark.parametrize(
    ("level", "quantity"),
    [("1", 40.0), ("4", 400.0), ("2,5", 150.0), ("0,5", 20.0), ("3,756", 350.0)],
)
def test_a_level_gives_its_quantity(level: str, quantity: float) -> None:
    (lever,) = choices_of(n_wind=level).levers
    assert (lever.key, lever.kind, lever.quantity) == ("wind", "wind", quantity)


def test_a_level_between_two_is_kept_to_a_hundredth() -> None:
    assert choices_of(n_wind="1,239").by_kind["wind"].level == 1.24


def test_a_quantity_that_is_typed_wins_over_the_level() -> None:
    (lever,) = choices_of(n_wind="4", q_wind=" 12,5 ").levers
    assert lever.quantity == 12.5


@pytest.mark.parametrize("fields", [{}, {"n_wind": "0"}, {"n_wind": " "}, {"q_wind": ""}, {"s_wind": "2030"}])
def test_nothing_typed_is_no_choice(fields: dict[str, str]) -> None:
    choices = choices_of(**fields)
    assert (choices.by_kind, choices.levers, choices.unknown) == ({}, (), ())


def test_a_quantity_of_nothing_is_kept_on_the_page_and_makes_no_lever() -> None:
    choices = choices_of(q_wind="0")
    assert choices.by_kind["wind"].typed == "0"
    assert not choices.by_kind["wind"].problem.fr
    assert choices.levers == ()


@pytest.mark.parametrize(
    ("base_year", "typed", "years"),
    [
        (2021, {}, (2026, 2050)),
        (2030, {}, (2030, 2050)),
        (2021, {"s_wind": " 2028 ", "e_wind": "2040"}, (2028, 2040)),
        (2021, {"s_wind": " ", "e_wind": ""}, (2026, 2050)),
    ],
)
def test_years_that_nobody_gives_are_those_of_the_page(
    base_year: int, typed: Mapping[str, str], years: tuple[int, int]
) -> None:
    (lever,) = choices_of(base_year, n_wind="1", **typed).levers
    assert (lever.start, lever.end) == years


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"n_wind": "5"}, "«\u202f5\u202f» n’est pas un niveau\u00a0: de 0 à 4"),
        ({"n_wind": "-1"}, "«\u202f-1\u202f» n’est pas un niveau\u00a0: de 0 à 4"),
        ({"n_wind": "4,01"}, "«\u202f4,01\u202f» n’est pas un niveau\u00a0: de 0 à 4"),
        ({"n_wind": "haut"}, "«\u202fhaut\u202f» n’est pas un niveau\u00a0: de 0 à 4"),
        ({"n_wind": "nan"}, "«\u202fnan\u202f» n’est pas un niveau\u00a0: de 0 à 4"),
        ({"q_wind": "beaucoup"}, "un nombre est attendu"),
        ({"q_wind": "3", "s_wind": "demain"}, "une année est attendue"),
        ({"n_wind": "2", "e_wind": "2040,5"}, "une année est attendue"),
    ],
)
def test_what_cannot_be_read_is_kept_as_typed_and_makes_no_lever(typed: dict[str, str], problem: str) -> None:
    choices = choices_of(**typed)
    assert choices.by_kind["wind"].problem.fr == problem
    assert choices.by_kind["wind"].typed == typed.get("q_wind", "")
    assert choices.levers == ()


def test_a_level_that_cannot_be_read_does_not_matter_beside_a_quantity() -> None:
    choices = choices_of(n_wind="haut", q_wind="3")
    assert not choices.by_kind["wind"].problem.fr
    assert [lever.quantity for lever in choices.levers] == [3]


def test_a_lever_without_levels_asks_for_a_quantity() -> None:
    choices = choices_of(n_hedges="2")
    assert choices.by_kind["hedges"].problem.fr == "ce levier n’a pas de niveaux ici\u00a0: donnez une quantité"
    assert [lever.quantity for lever in choices_of(q_hedges="2").levers] == [2]


@pytest.mark.parametrize("typed", [{"q_hydro": "3"}, {"q_hydro": "trois"}])
def test_a_lever_that_the_place_cannot_use_says_so_before_any_other_fault(typed: dict[str, str]) -> None:
    choices = choices_of(**typed)
    assert choices.by_kind["hydro"].problem.fr == "ce lieu n’emploie pas ce qu’il change"
    assert choices.levers == ()


def test_a_stock_that_nobody_counts_is_asked_by_its_name() -> None:
    kind = "deep_renovation"
    assert LIBRARY[kind].stock == "dwellings"
    said = why_blocked(a_potential(kind, blocker="unknown"))
    assert said.fr == "non connu ici\u00a0: résidences principales\u202f; donnez-en le nombre dans l’état de départ"
    unnamed = why_blocked(a_potential("wind", blocker="unknown"))
    assert LIBRARY["wind"].unit.fr in unnamed.fr


def test_levers_that_do_not_exist_are_named_in_order_and_those_left_at_nothing_are_not() -> None:
    fields = {"q.magic": "3", "n.other": "2", "n.alike": "0", "q.none": " ", "s.years": "2030", "a.price_oil": "1"}
    choices = read_choices(fields, POTENTIALS, base_year=2021, horizon=2050)
    assert choices.unknown == ("magic", "other")


def test_an_address_says_again_what_was_chosen() -> None:
    typed = {"q.wind": "12,5", "s.wind": "2027", "e.wind": "2041", "n.hedges": "x"}
    choices = read_choices(typed, POTENTIALS, base_year=2021, horizon=2045)
    assert choices.written() == {"h": "2045", "q.wind": "12,5", "s.wind": "2027", "e.wind": "2041"}
    assert read_choices(choices.written(), POTENTIALS, base_year=2021, horizon=2045).levers == choices.levers


@pytest.mark.parametrize(("level", "written"), [(2.0, "2"), (2.25, "2.25"), (0.5, "0.5")])
def test_an_address_says_a_level_as_short_as_it_can(level: float, written: str) -> None:
    choice = LeverChoice(kind="wind", level=level, typed="", start="2026", end="2050")
    choices = LeverChoices(by_kind={"wind": choice}, horizon=2050, levers=())
    assert choices.written() == {"h": "2050", "n.wind": written, "s.wind": "2026", "e.wind": "2050"}


def test_an_own_assumption_is_written_with_its_reason() -> None:
    assert written_assumption("price_oil", "0,19", "devis") == {"a.price_oil": "0,19", "r.price_oil": "devis"}
